// Who answers for a case.
#include <map>
#include <utility>

#include "gateway/api/case_documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/cooperation/insats_caseworkers.h"

namespace gateway::api {

namespace {

base::Result<core::Transfer> asked_transfer(const Arguments& arguments) {
  const auto to = arguments.text("to");
  if (!to) return to.error();
  const auto deputy = arguments.text("deputy");
  if (!deputy) return deputy.error();
  const auto no_deputy = arguments.flag("no_deputy");
  if (!no_deputy) return no_deputy.error();
  if (*no_deputy && !deputy->empty())
    return base::rejected("ange deputy eller no_deputy, inte båda / say deputy or no_deputy, not both");
  core::Transfer asked;
  if (!to->empty()) asked.responsible = *to;
  if (*no_deputy || !deputy->empty()) asked.deputy = *deputy;
  if (!asked.responsible && !asked.deputy)
    return base::rejected(
        "ange vem som tar över: to, deputy eller no_deputy / say who takes over: to, deputy or no_deputy");
  return asked;
}

}  // namespace

/// What a transfer comes to.
struct Operations::HandedOver {
  bool of_insats = false;
  std::vector<core::Reason> faults;
  core::Caseworkers named;  ///< By the organisation, from now on.
  core::Caseworkers who;    ///< Who answers for it then.
};

base::Result<Operations::HandedOver> Operations::hand_over(ports::Transaction& transaction,
                                                           const base::RegistrationId& id, const std::string& by,
                                                           const core::Transfer& asked) {
  const std::string organisation = engine_.rules().organisation;
  const auto directory = transaction.directory();
  if (!directory) return directory.error();
  HandedOver handed;
  const auto registration = transaction.cases().registration(id);
  if (!registration) return registration.error();
  if (*registration) {
    const ports::ListedRegistration& one = **registration;
    const core::Registration& of = one.registration;
    if (!core::may_transfer(of, one.standing, **directory, organisation, by, today())) return no_such_case();
    handed.of_insats = true;
    handed.faults = core::transfer_faults(of, **directory, organisation, asked, today());
    handed.named = handed.faults.empty() ? core::after_transfer(one.named, asked) : one.named;
    handed.who = core::caseworkers(of, handed.named, one.last_registrar);
    return handed;
  }
  const auto facts = transaction.cases().facts({id, std::nullopt});
  if (!facts) return facts.error();
  const auto& course = facts->situation.current;
  if (!course || !core::may_transfer(*course, **directory, organisation, by, today())) return no_such_case();
  handed.faults = core::transfer_faults(*course, **directory, organisation, asked, today());
  handed.named = handed.faults.empty() ? core::after_transfer(facts->named, asked) : facts->named;
  handed.who = core::caseworkers(*course, handed.named, organisation);
  return handed;
}

base::Result<std::vector<core::Orphans>> Operations::orphaned(const core::Directory& directory) const {
  const std::string organisation = engine_.rules().organisation;
  std::map<std::pair<std::string, std::string>, std::int64_t> counts;
  ports::CaseFilter open;
  open.open_only = true;
  auto cases = ledger_.cases().each_case(open, [&](const ports::ListedCase& one) -> base::Result<void> {
    if (!core::needs_responsible(one.course, one.named, directory, organisation, today())) return {};
    const std::string user = core::caseworkers(one.course, one.named, organisation).responsible;
    ++counts[{core::office_at(one.course, directory, organisation), user}];
    return {};
  });
  if (!cases) return cases.error();
  ports::RegistrationFilter running;
  running.open_only = true;
  for (const core::Insats& insats : directory.rows().insatser) running.insatser.push_back(insats.id);
  auto listed =
      ledger_.cases().each_registration(running, [&](const ports::ListedRegistration& one) -> base::Result<void> {
        const core::Caseworkers who = core::caseworkers(one.registration, one.named, one.last_registrar);
        if (!core::needs_responsible(one.registration, who, directory, organisation, today())) return {};
        ++counts[{one.registration.place, who.responsible}];
        return {};
      });
  if (!listed) return listed.error();
  const auto waiting = intake_.proposals().orphaned({});
  if (!waiting) return waiting.error();
  for (const flow::WaitingProposal& one : *waiting) ++counts[{one.place, one.named}];
  std::vector<core::Orphans> orphans;
  orphans.reserve(counts.size());
  for (const auto& [at, count] : counts) orphans.push_back({at.second, at.first, count});
  return orphans;
}

base::Result<base::Document> Operations::case_transfer(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"id", "by", "to", "deputy", "no_deputy"});
  if (!arguments) return arguments.error();
  const auto id = arguments->required_case_number("id");
  if (!id) return id.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto asked = asked_transfer(*arguments);
  if (!asked) return asked.error();
  HandedOver handed;
  auto written = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    auto decided = hand_over(transaction, *id, *by, *asked);
    if (!decided) return decided.error();
    handed = std::move(*decided);
    if (!handed.faults.empty()) return {};
    return transaction.cases().name(*id, handed.named, *by, clock_.now());
  });
  if (!written) return written.error();
  const bool done = handed.faults.empty();
  return base::Document()
      .set(handed.of_insats ? "registration" : "case", id->text())
      .set("done", done)
      .set("responsible", handed.who.responsible)
      .set("deputy", handed.who.deputy)
      .set("reasons", document_of(handed.faults))
      .set("text", done ? both("Det är överlämnat.", "It is handed over.")
                        : both("Det är kvar hos den som hade det.", "It stays with whoever had it."));
}

}  // namespace gateway::api
