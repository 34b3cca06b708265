#pragma once

#include "tests/unit/core/cooperation/office.h"
#include "tests/unit/io/store/office.h"

namespace gateway::io::made {

using core::ActKind;
using core::CooperationAct;

inline base::RegistrationId id_of(core::CaseId id) {
  return {id.bytes};
}

/// A ledger of cases with the core's rules around it, as flow puts them there: a gateway's own, or a node's.
class Register : public Office {
 public:
  struct Answer {
    core::CooperationDecision decision;
    base::RegistrationId id;
    std::size_t stopped = 0;
  };

  Register() : Office("fk") {
    write([&](ports::Transaction& t) { must(t.replace_directory(cooperation_rows(), clock.now())); });
  }

  CooperationAct act(ActKind kind, std::string_view on, const std::string& user = "fk.gavle",
                     const base::RegistrationId& of = {}) const {
    CooperationAct made = desk.act(kind, on, user);
    made.case_id.bytes = of.bytes;
    return made;
  }
  CooperationAct request(std::string_view on = "2026-03-02", const std::string& user = "fk.gavle") const {
    return act(ActKind::request, on, user);
  }

  /// At its own gateway.
  Answer tell(const CooperationAct& act, const std::string& key = {}, const std::string& birthday = "1987-02-03") {
    return decide(act, key, birthday, {});
  }
  /// At a node, by what `sender` sends; a request always has a new id.
  Answer receive(const CooperationAct& act, const std::string& sender, const std::string& birthday = "1987-02-03") {
    return decide(act, {}, birthday, sender);
  }

  ports::CaseFacts facts(const ports::CaseSelector& selector) {
    ports::CaseFacts facts;
    write([&](ports::Transaction& t) { facts = must(t.cases().facts(selector)); });
    return facts;
  }
  ports::CaseFacts facts(const base::RegistrationId& id) { return facts({id, std::nullopt}); }

  std::vector<ports::ListedCase> listed(const ports::CaseFilter& filter = {}) {
    return all_of<ports::ListedCase>([&](const auto& take) { return ledger->cases().each_case(filter, take); });
  }
  std::vector<ports::KeptTask> tasks(const ports::TaskFilter& filter = {}) {
    return all_of<ports::KeptTask>([&](const auto& take) { return ledger->cases().each_task(filter, take); });
  }

  std::vector<core::ChangedCase> changed(const std::string& party, std::int64_t behind = 0) {
    std::vector<core::ChangedCase> all;
    write([&](ports::Transaction& t) { all = must(t.cases().changed(party, behind, 100)); });
    return all;
  }
  std::pair<std::string, std::int64_t> feed(const std::string& party) {
    std::pair<std::string, std::int64_t> feed;
    write([&](ports::Transaction& t) { feed = must(t.cases().feed(party)); });
    return feed;
  }
  void follow(const core::ToldCase& told) {
    write([&](ports::Transaction& t) { must(t.cases().follow(told, clock.now())); });
  }
  void store(const ports::KeptTask& task, const std::vector<core::Message>& messages = {}) {
    write([&](ports::Transaction& t) { must(t.cases().store(task, messages, clock.now())); });
  }

  /// Hands the first message over and settles it.
  core::Message send(core::Admitted admitted = core::Admitted::accepted, std::vector<core::Reason> reasons = {}) {
    const auto batch = due();
    if (batch.empty()) throw std::runtime_error("nothing is due");
    hand(batch.front().sequence);
    settle(batch.front().sequence, admitted, std::move(reasons));
    return batch.front().message;
  }

  std::int64_t rows(std::string_view table) { return must(ledger->stat()).find("rows")->integer_or(table, -1); }
  std::int64_t count(const char* sql) {
    store::Database database(folder.config().database, store::Database::Mode::read_only);
    store::Query query = database.query(sql);
    query.step();
    return query.integer(0);
  }

  core::made::Desk desk;
  std::uint8_t last_id = 0;  ///< Cases and tasks made here have the numbers behind it.

 private:
  Answer decide(const CooperationAct& act, const std::string& key, const std::string& birthday,
                const std::string& sender) {
    Answer answer;
    write([&](ports::Transaction& t) {
      ports::Cases& cases = t.cases();
      const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(test_number(birthday), kToday));
      const bool request = act.kind == ActKind::request;
      if (must(cases.known(key))) {
        answer.decision.outcome = core::Outcome::unchanged;
        return;
      }
      ports::CaseFacts facts = must(cases.facts({id_of(act.case_id), request ? std::optional(number) : std::nullopt}));
      const core::CaseId fresh = case_id(++last_id);
      core::CaseCircumstances c = desk.circumstances();
      c.now = clock.now();
      c.new_case = fresh;
      c.new_task = task_id(last_id);
      core::CooperationDecision& decision = answer.decision;
      decision = core::decide_act(act, facts.situation, c);
      answer.id = request ? id_of(fresh) : id_of(act.case_id);
      if (decision.after && !sender.empty()) decision.after->handover = core::Handover::acknowledged;
      ports::DecidedAct decided{act, answer.id, number, std::nullopt, key, decision, {}, sender, clock.now()};
      if (sender.empty()) decided.messages = messages_of(act, answer.id, decision);
      decided.why = core::kept_of(act, decision);
      if (request && (decision.after || decision.task)) {
        decided.person = core::Person{number.digits(), "Kanariefågel", "Kanariesson", number.sex()};
      }
      answer.stopped = must(cases.store(decided));
    });
    return answer;
  }

  static std::vector<core::Message> messages_of(const CooperationAct& act, const base::RegistrationId& id,
                                                const core::CooperationDecision& decision) {
    std::vector<core::Message> messages;
    for (const core::CaseExit& exit : decision.exits) {
      core::Message message;
      message.kind = exit.kind;
      message.registration = id;
      message.date = exit.date;
      message.code = core::id(exit.code);
      message.not_before = exit.not_before;
      messages.push_back(message);
    }
    const bool asks = decision.outcome == core::Outcome::accepted || decision.outcome == core::Outcome::proposed;
    if (!messages.empty() || !asks) return messages;
    core::Message message;
    message.kind = act.kind == ActKind::request ? core::MessageKind::request : core::MessageKind::act;
    message.registration = id;
    message.place = act.office;
    message.act = act.by;
    message.course = act;
    messages.push_back(message);
    return messages;
  }
};

/// The case as the node tells it: with the changes it has made, one version later.
inline core::ToldCase told_of(const base::RegistrationId& id, core::CooperationCase course) {
  core::ToldCase told;
  told.id = id;
  told.consent = {true, course.consent_date};
  course.consent_form.clear();
  course.handover = core::Handover::nothing;
  told.course = std::move(course);
  told.person = person();
  return told;
}

}  // namespace gateway::io::made
