// Who answers for a case.
#include <utility>

#include "gateway/api/case_documents.h"
#include "gateway/api/operations.h"

namespace gateway::api {

namespace {

base::Result<core::Transfer> asked_transfer(const Arguments& arguments) {
  const auto to = arguments.text("to");
  if (!to) return to.error();
  const auto deputy = arguments.text("deputy");
  if (!deputy) return deputy.error();
  const auto no_deputy = arguments.flag("no_deputy");
  if (!no_deputy) return no_deputy.error();
  if (*no_deputy && !deputy->empty()) return base::rejected("say deputy or no_deputy, not both");
  core::Transfer asked;
  if (!to->empty()) asked.responsible = *to;
  if (*no_deputy || !deputy->empty()) asked.deputy = *deputy;
  if (!asked.responsible && !asked.deputy) return base::rejected("say who takes over: to, deputy or no_deputy");
  return asked;
}

}  // namespace

base::Result<base::Document> Operations::case_transfer(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"id", "by", "to", "deputy", "no_deputy"});
  if (!arguments) return arguments.error();
  const auto id = arguments->required_case_number("id");
  if (!id) return id.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto asked = asked_transfer(*arguments);
  if (!asked) return asked.error();
  const std::string organisation = engine_.rules().organisation;
  std::vector<core::Reason> faults;
  core::Caseworkers who;
  auto written = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    const auto directory = transaction.directory();
    if (!directory) return directory.error();
    const auto facts = transaction.cases().facts({*id, std::nullopt});
    if (!facts) return facts.error();
    const auto& course = facts->situation.current;
    if (!course || !core::may_transfer(*course, **directory, organisation, *by, today())) return no_such_case();
    faults = core::transfer_faults(*course, **directory, organisation, *asked, today());
    const core::Caseworkers named = faults.empty() ? core::after_transfer(facts->named, *asked) : facts->named;
    who = core::caseworkers(*course, named, organisation);
    if (!faults.empty()) return {};
    return transaction.cases().name(*id, named, *by, clock_.now());
  });
  if (!written) return written.error();
  const bool done = faults.empty();
  return base::Document()
      .set("case", id->text())
      .set("done", done)
      .set("responsible", who.responsible)
      .set("deputy", who.deputy)
      .set("reasons", document_of(faults))
      .set("text", done ? both("Ärendet är överlämnat.", "The case is handed over.")
                        : both("Ärendet är kvar hos den som hade det.", "The case stays with whoever had it."));
}

}  // namespace gateway::api
