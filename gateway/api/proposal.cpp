// Records that wait for a caseworker's confirmation.
#include <algorithm>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/report/local_id.h"

namespace gateway::api {

using base::Document;

base::Result<Document> Operations::proposal_list(const Document& given) {
  const auto arguments = Arguments::read(given, {"by"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto waiting = intake_.proposals().list(*by);
  if (!waiting) return waiting.error();
  Document::Array rows;
  for (const flow::WaitingProposal& one : *waiting) {
    Document row;
    row.set("record", one.record).set("source", one.source).set("set", one.set);
    if (std::string key = report::shown_local_id(one.key); !key.empty()) row.set("key", std::move(key));
    rows.push_back(row.set("place", one.place).set("units", document_of(one.units)));
  }
  return rows_document(std::move(rows));
}

base::Result<Document> Operations::proposal_reply(const Document& given) {
  const auto arguments = Arguments::read(given, {"action", "record", "source", "key", "by"});
  if (!arguments) return arguments.error();
  const auto action = arguments->choice("action", {"confirm", "reject"});
  if (!action) return action.error();
  const auto record = arguments->text("record");
  if (!record) return record.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  const auto key = arguments->text("key");
  if (!key) return key.error();
  if (record->empty() ? source->empty() || key->empty() : !source->empty() || !key->empty()) {
    return base::rejected("ange posten, eller dess källa och nyckel / say the record, or its source and its key");
  }
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const bool confirms = *action == "confirm";
  flow::Proposals proposals = intake_.proposals();
  const flow::ProposalName name{*source, *key, *record};
  const auto answered = confirms ? proposals.confirm(name, *by) : proposals.decline(name, *by);
  if (!answered) return answered.error();
  engine_.settle();
  const core::Outcome wanted = confirms ? core::Outcome::accepted : core::Outcome::outside;
  const bool done = std::any_of(answered->units.begin(), answered->units.end(),
                                [&](const core::UnitOutcome& unit) { return unit.outcome == wanted; });
  Document answer;
  answer.set("done", done).set("units", document_of(answered->units));
  if (!done) {
    return answer.set("text", both("Posten prövades på nytt och registreras inte; skälen står vid varje händelse.",
                                   "The record was decided anew and is not registered; each event says why."));
  }
  return answer.set("text", confirms ? both("Registrerat och på väg till SUS.", "Registered, and on its way to SUS.")
                                     : both("Förslaget är lagt åt sidan.", "The proposal is set aside."));
}

}  // namespace gateway::api
