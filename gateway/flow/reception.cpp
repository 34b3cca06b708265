#include "gateway/flow/reception.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "gateway/core/wrong.h"
#include "gateway/flow/case_reception.h"
#include "gateway/flow/changes_reception.h"
#include "gateway/flow/task_reception.h"
#include "gateway/flow/wrong_incident.h"

namespace gateway::flow {

namespace {

/// A message on its way in; none where the document could not be read.
struct Received {
  std::vector<std::optional<core::Incoming>> messages;
  std::vector<ports::NodeAnswer> answers;
};

base::Result<ports::NodeAnswer> admit_one(ports::Transaction& transaction, const Surroundings& around,
                                          const Rules& rules, const core::Directory& directory,
                                          const std::string& sender, const core::Incoming& incoming) {
  if (incoming.message.assignments) {
    return take_changes(transaction, around, directory, sender, incoming.message);
  }
  auto of_case = admit_case(transaction, around, rules, directory, sender, incoming);
  if (!of_case) return of_case.error();
  if (*of_case) return std::move(**of_case);
  const base::Instant now = around.clock.now();
  const auto situation = transaction.node_situation(incoming, sender);
  if (!situation) return situation.error();
  const base::Date today = day_of(incoming.message.act, around.clock);
  const core::Admission admission = core::admit(incoming, *situation, directory, *rules.policy, sender, today);
  const auto beside = cases_beside(transaction, around, rules, directory, sender, incoming);
  if (!beside) return beside.error();
  if (auto stored = transaction.store(incoming, sender, admission, now); !stored) return stored.error();
  if (auto made = make_tasks(transaction, around, rules, sender, incoming.message, admission, today); !made) {
    return made.error();
  }
  const auto wrong = core::wrong_cause(incoming.message.code);
  if (wrong && admission.registration) {
    auto opened = open_incident(
        transaction,
        {admission.registration->id, *wrong, core::Handover::acknowledged, now, sender, {}, {}, {}, {}, {}});
    if (!opened) return opened.error();
  }
  if (admission.admitted == core::Admitted::accepted) {
    auto done = protect_cases(transaction, around, rules, directory, sender, incoming, *beside);
    if (!done) return done.error();
  }
  return ports::NodeAnswer{admission.admitted, admission.reasons};
}

/// Whether the fault is in what is kept of one message, or in its handling: the others are untouched by it.
bool of_one(const base::Error& error) {
  return error.fault == base::Fault::reject || error.fault == base::Fault::broken;
}

/// All messages at once; where one cannot be looked at, each by itself, and that one is asked for again.
base::Result<void> admit_all(ports::Transaction& transaction, Received& received,
                             const std::function<base::Result<void>(const std::optional<core::Incoming>&)>& answer) {
  auto together = transaction.attempt([&]() -> base::Result<void> {
    for (const auto& message : received.messages) {
      if (auto answered = answer(message); !answered) return answered;
    }
    return {};
  });
  if (together || !of_one(together.error())) return together;
  received.answers.clear();
  for (std::size_t i = 0; i < received.messages.size(); ++i) {
    auto alone = transaction.attempt([&] { return answer(received.messages[i]); });
    if (alone) continue;
    if (!of_one(alone.error())) return alone;
    received.answers.resize(i);
    received.answers.push_back({core::Admitted::again, {{core::Code::not_stored}}});
  }
  return {};
}

}  // namespace

void Reception::receive(std::string certificate, const std::vector<std::string>& documents,
                        std::function<void(Answers)> done) {
  auto received = std::make_shared<Received>();
  for (const std::string& document : documents) {
    auto decoded = around_.codec.decode_message(document);
    received->messages.push_back(decoded ? std::optional(std::move(*decoded)) : std::nullopt);
  }
  around_.ledger.write_async(
      [this, received, certificate = std::move(certificate)](ports::Transaction& transaction) -> base::Result<void> {
        received->answers.clear();
        const auto directory = transaction.directory();
        if (!directory) return directory.error();
        const core::Organisation* sender = (*directory)->organisation_of_certificate(certificate);
        if (sender == nullptr) {
          return base::Error{base::Fault::deny, "the client certificate is bound to no organisation in the directory"};
        }
        const Rules rules = around_.rules();
        const std::string party = sender->id;
        const auto answer = [&](const std::optional<core::Incoming>& message) -> base::Result<void> {
          if (!message) {
            received->answers.push_back({core::Admitted::rejected, {{core::Code::field_fault, "message"}}});
            return {};
          }
          // As it is now: a message before this one may have changed it.
          const auto known = transaction.directory();
          if (!known) return known.error();
          auto admitted = admit_one(transaction, around_, rules, **known, party, *message);
          if (!admitted) return admitted.error();
          received->answers.push_back(std::move(*admitted));
          return {};
        };
        return admit_all(transaction, *received, answer);
      },
      [received, done = std::move(done)](const base::Result<void>& stored) {
        if (!stored) {
          done(stored.error());
        } else {
          done(std::move(received->answers));
        }
      });
}

}  // namespace gateway::flow
