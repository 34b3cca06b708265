#include "gateway/flow/reception.h"

#include <memory>
#include <optional>
#include <utility>

#include "gateway/flow/case_reception.h"

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
  auto of_case = admit_case(transaction, around, rules, directory, sender, incoming);
  if (!of_case) return of_case.error();
  if (*of_case) return std::move(**of_case);
  const base::Instant now = around.clock.now();
  const auto situation = transaction.node_situation(incoming, sender);
  if (!situation) return situation.error();
  const core::Admission admission =
      core::admit(incoming, *situation, directory, *rules.policy, sender, around.clock.day_of(now));
  const auto beside = cases_beside(transaction, around, rules, directory, sender, incoming);
  if (!beside) return beside.error();
  if (auto stored = transaction.store(incoming, sender, admission, now); !stored) return stored.error();
  if (admission.admitted == core::Admitted::accepted) {
    auto done = protect_cases(transaction, around, rules, directory, sender, incoming, *beside);
    if (!done) return done.error();
  }
  return ports::NodeAnswer{admission.admitted, admission.reasons};
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
        for (const auto& message : received->messages) {
          if (!message) {
            received->answers.push_back({core::Admitted::rejected, {{core::Code::field_fault, "message"}}});
            continue;
          }
          auto answer = admit_one(transaction, around_, rules, **directory, sender->id, *message);
          // The sender has done nothing wrong, and asks again.
          if (!answer && answer.error().fault == base::Fault::reject) return base::broken(answer.error().what);
          if (!answer) return answer.error();
          received->answers.push_back(std::move(*answer));
        }
        return {};
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
