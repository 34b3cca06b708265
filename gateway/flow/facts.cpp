#include "gateway/flow/facts.h"

#include <algorithm>
#include <variant>

#include "gateway/core/authority.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/core/wrong.h"
#include "gateway/flow/cooperation.h"
#include "gateway/flow/parked_acts.h"
#include "gateway/flow/told_of_person.h"
#include "gateway/flow/wrong_incident.h"

namespace gateway::flow {

namespace {

/// The same whether it is not there or not this user's: that somebody is registered is itself secret (domain.md §2).
base::Error nothing_to_confirm() {
  return base::rejected(
      "ingenting väntar på ditt samtyckesbesked här: ange --source och --key som listorna visar, för en insats där du "
      "har uppdrag / nothing here waits for your yes: give --source and --key as the list commands show them, for an "
      "insats where you have the assignment");
}

/// Registrations that should never have been (domain.md §3 r), in an open transaction.
class Destroying {
 public:
  Destroying(ports::Transaction& transaction, const Surroundings& around, const Rules& rules, core::Code cause,
             std::string_view by, WrongPreview& done)
      : transaction_(transaction),
        around_(around),
        rules_(rules),
        cause_(cause),
        by_(by),
        done_(done),
        receipt_(done.receipt),
        now_(around.clock.now()),
        today_(around.clock.day_of(now_)) {}

  /// What is registered of a record.
  base::Result<void> record(const ports::RecordRef& ref) {
    const auto directory = transaction_.directory();
    if (!directory) return directory.error();
    const auto situation = transaction_.situation(ref);
    if (!situation) return situation.error();
    if (!situation->registration) return {};
    const core::Circumstances under{
        **directory,         *rules_.mapping, *rules_.policy, ref.source,
        rules_.organisation, today_,          now_,           around_.random.registration()};
    const core::Decision decision = core::decide_wrong(*situation, cause_, under);
    const core::Registration& registration = *situation->registration;
    const bool counts = registration.kind == core::RegistrationKind::participation &&
                        registration.stage != core::Stage::voided && registration.handover != core::Handover::refused;
    if (counts && sees(**directory, [&](const std::string& user) {
          return core::may_see(**directory, user, registration, situation->standing, today_);
        })) {
      add({{"registered." + registration.place, 1, 0}}, registration.id);
    }
    const auto stopped = transaction_.store_fact(ref, decision, now_);
    if (!stopped) return stopped.error();
    ++receipt_.records;
    receipt_.stopped += *stopped;
    receipt_.messages += decision.messages.size();
    receipt_.registrations.push_back(*ref.registration);
    if (auto opened = incident(*ref.registration, situation->registration->handover); !opened) return opened.error();
    return {};
  }

  base::Result<void> of_case(const base::RegistrationId& id) {
    const auto directory = transaction_.directory();
    if (!directory) return directory.error();
    const auto facts = transaction_.cases().facts({id, std::nullopt});
    if (!facts) return facts.error();
    const core::CaseCircumstances under{
        **directory, *rules_.policy,         today_,
        now_,        core::CaseId{id.bytes}, core::TaskId{around_.random.registration().bytes}};
    core::CooperationAct act;
    act.kind = core::ActKind::discard;
    act.case_id = core::CaseId{id.bytes};
    act.by = {std::string(by_), rules_.organisation, now_, today_};
    const core::CooperationDecision decision = core::decide_wrong_case(facts->situation, cause_, act.by, under);
    if (decision.outcome == core::Outcome::unchanged) return {};
    const auto& current = facts->situation.current;
    if (current && sees(**directory,
                        [&](const std::string& user) { return core::may_see(**directory, user, *current, today_); })) {
      add(core::figure_changes(decision, facts->situation), id);
    }
    const auto opened = incident(id, current ? current->handover : core::Handover::unknown);
    if (!opened) return opened.error();
    if (!*opened) return {};  // A case has one exit.
    return store_of_case(transaction_, act, id, decision, now_, receipt_);
  }

  /// What only waits is registered nowhere: it goes, and nobody is told.
  base::Result<void> request(const ports::ParkedAct& waits) {
    ++receipt_.records;
    return unpark(transaction_.cases(), waits, today_, now_);
  }

 private:
  /// Whoever may see what is destroyed; and the data protection officer.
  template <typename MaySee>
  bool sees(const core::Directory& directory, MaySee may_see) const {
    return core::is_data_protection_officer(directory, by_, rules_.organisation, today_) || may_see(std::string(by_));
  }

  /// Several of one person add up.
  void add(const std::vector<core::FigureChange>& figures, const base::RegistrationId& id) {
    done_.shown.push_back(id);
    for (const core::FigureChange& figure : figures) {
      const auto there = std::find_if(done_.figures.begin(), done_.figures.end(),
                                      [&](const core::FigureChange& one) { return one.figure == figure.figure; });
      if (there == done_.figures.end()) {
        done_.figures.push_back(figure);
      } else {
        there->before += figure.before;
        there->after += figure.after;
      }
    }
  }

  base::Result<bool> incident(const base::RegistrationId& id, core::Handover handover) {
    return open_incident(transaction_, {id, cause_, handover, now_, std::string(by_), {}, {}, {}, {}, {}});
  }

  ports::Transaction& transaction_;
  const Surroundings& around_;
  const Rules& rules_;
  core::Code cause_;
  std::string_view by_;
  WrongPreview& done_;
  Receipt& receipt_;
  base::Instant now_;
  base::Date today_;
};

/// Keeps what protects a person, known or not, and applies it to all that is kept of them.
template <typename Keep>
base::Result<Receipt> told_of(const Surroundings& around, const core::PersonNumber& number, const FactOfPerson& fact,
                              std::string_view by, Keep keep) {
  Receipt receipt;
  const Rules rules = around.rules();
  const ports::Selector selector{{}, {}, number};
  auto done = around.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    receipt = {};
    if (auto kept = keep(transaction, around.clock.now()); !kept) return kept;
    const auto found = transaction.find(selector);
    if (!found) return found.error();
    const auto ids = cases_of(transaction, selector);
    if (!ids) return ids.error();
    // Before anything is stored: what links the person's numbers may go with it.
    const auto requests = parked_of(transaction, selector);
    if (!requests) return requests.error();
    if (auto applied = apply_to_all(transaction, around, rules, *found, selector, receipt); !applied) return applied;
    if (auto applied = apply_to_cases(transaction, around, rules, number, *ids, fact, by, receipt); !applied)
      return applied;
    return decide_parked(transaction, around, *requests, fact, receipt);
  });
  if (!done) return done.error();
  return receipt;
}

}  // namespace

base::Result<Receipt> Facts::tell(const ports::Selector& selector, const core::Consent& told, std::string_view by) {
  Receipt receipt;
  const Rules rules = around_.rules();
  auto done = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    receipt = {};
    ports::Selector only = selector;
    auto found = transaction.find(selector);
    if (!found) return found.error();
    auto ids = cases_of(transaction, selector);
    if (!ids) return ids.error();
    auto requests = parked_of(transaction, selector);
    if (!requests) return requests.error();
    if (is_yes(told)) {
      auto meant = answerable(transaction, around_, rules, selector, {*found, *ids, {}, *requests}, by);
      if (!meant) return meant.error();
      if (meant->waiting.size() > 1) {
        receipt.several = std::move(meant->waiting);
        return {};
      }
      if (meant->records.empty() && meant->cases.empty() && meant->requests.empty()) return nothing_to_confirm();
      *requests = std::move(meant->requests);
      *found = std::move(meant->records);
      *ids = std::move(meant->cases);
      if (!meant->waiting.empty()) only = {meant->waiting.front().source, meant->waiting.front().key, std::nullopt};
    }
    if (found->empty() && ids->empty() && requests->empty()) {
      return base::rejected(
          "ingen post motsvarar det; ange --source och --key som listorna visar dem, eller --person / no record "
          "matches; give --source and --key as the list commands show them, or --person");
    }
    for (const ports::RecordRef& ref : *found) {
      if (auto kept = transaction.tell(ref, told, by, around_.clock.now()); !kept) return kept;
    }
    if (!found->empty()) {
      if (auto applied = apply_to_all(transaction, around_, rules, *found, only, receipt); !applied) return applied;
    }
    if (auto applied = apply_to_cases(transaction, around_, rules, selector.number, *ids, {told, {}}, by, receipt);
        !applied) {
      return applied;
    }
    return decide_parked(transaction, around_, *requests, {told, {}}, receipt);
  });
  if (!done) return done.error();
  return receipt;
}

base::Result<Receipt> Facts::protect(const core::PersonNumber& number, std::string_view by, core::Protection kind) {
  return told_of(around_, number, {}, by, [&](ports::Transaction& transaction, base::Instant now) {
    return transaction.protect(number, by, now, kind);
  });
}

base::Result<Receipt> Facts::deceased(const core::PersonNumber& number, base::Date on, std::string_view by) {
  return told_of(around_, number, {{}, on}, by, [&](ports::Transaction& transaction, base::Instant now) {
    return transaction.deceased(number, on, by, now);
  });
}

base::Result<Receipt> Facts::part(const ports::Selector& selector, const core::PersonNumber& number,
                                  std::string_view by) {
  Receipt receipt;
  auto done = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    receipt = {};
    const auto found = transaction.find(selector);
    if (!found) return found.error();
    if (found->size() != 1)
      return base::rejected(
          "det finns ingen sådan post; ange --source och --key som listorna visar / no such record; give --source and "
          "--key as the list commands show");
    const ports::RecordRef& ref = found->front();
    const auto fault = transaction.part_number(ref, number, by, around_.clock.now());
    if (!fault) return fault.error();
    if (*fault) return base::rejected(core::refusal({**fault}));
    receipt.records = 1;
    if (ref.registration) receipt.registrations.push_back(*ref.registration);
    return {};
  });
  if (!done) return done.error();
  return receipt;
}

base::Result<void> Facts::destroy(ports::Transaction& transaction, const ports::Selector& selector, core::Code cause,
                                  std::string_view by, WrongPreview& done) {
  done = {};
  const Rules rules = around_.rules();
  auto found = transaction.find(selector);
  if (!found) return found.error();
  // The record of an earlier registration answers by a later one.
  std::erase_if(*found, [&](const ports::RecordRef& ref) {
    return !ref.registration || (selector.registration && *ref.registration != *selector.registration);
  });
  // Before anything is erased, for they are found by the person.
  const auto ids = cases_of(transaction, selector);
  if (!ids) return ids.error();
  const auto requests = parked_of(transaction, selector);
  if (!requests) return requests.error();
  const bool by_number = selector.number && selector.key.empty();
  if (cause == core::Code::wrong_person && by_number && found->size() + ids->size() + requests->size() > 1) {
    return base::rejected(
        "personen har flera registreringar: ange den felaktiga med --case, eller med --source och --key / the person "
        "has several registrations: name the wrong one by --case, or by --source and --key");
  }
  Destroying destroying(transaction, around_, rules, cause, by, done);
  for (const ports::RecordRef& ref : *found) {
    if (auto record = destroying.record(ref); !record) return record;
  }
  for (const base::RegistrationId& id : *ids) {
    if (auto of_case = destroying.of_case(id); !of_case) return of_case;
  }
  for (const ports::ParkedAct& one : *requests) {
    if (auto request = destroying.request(one); !request) return request;
  }
  if (done.receipt.records > 0) return {};
  return base::rejected(
      "inget som motsvarar det är registrerat; ange --source och --key som listorna visar dem, --case eller --person / "
      "nothing that matches is registered; give --source and --key as the list commands show them, --case or --person");
}

base::Result<Receipt> Facts::wrong(const ports::Selector& selector, core::Code cause, std::string_view by) {
  WrongPreview done;
  auto written = around_.ledger.write(
      [&](ports::Transaction& transaction) { return destroy(transaction, selector, cause, by, done); });
  if (!written) return written.error();
  return std::move(done.receipt);
}

base::Result<WrongPreview> Facts::would_be_wrong(const ports::Selector& selector, core::Code cause,
                                                 std::string_view by) {
  WrongPreview would;
  auto undone = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    if (auto decided = destroy(transaction, selector, cause, by, would); !decided) return decided;
    return base::Error{base::Fault::stop, "a dry run stores nothing"};
  });
  if (!undone && undone.error().fault != base::Fault::stop) return undone.error();
  return would;
}

base::Result<bool> Facts::in_hands(const std::vector<base::RegistrationId>& registrations) {
  bool any = false;
  auto asked = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    any = false;
    for (const base::RegistrationId& id : registrations) {
      const auto held = transaction.in_hands(id);
      if (!held) return held.error();
      any = any || *held;
    }
    return {};
  });
  if (!asked) return asked.error();
  return any;
}

}  // namespace gateway::flow
