#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/authority.h"

namespace gateway::api {

namespace {

base::Document handover_words(core::Handover handover) {
  switch (handover) {
    case core::Handover::nothing:
      return both("hade inte nått SUS", "had not reached SUS");
    case core::Handover::unknown:
      return both("kan ha nått SUS", "may have reached SUS");
    case core::Handover::acknowledged:
      return both("hade nått SUS", "had reached SUS");
    case core::Handover::refused:
      break;
  }
  return both("nekades av SUS", "was refused by SUS");
}

base::Document state_words(core::IncidentState state) {
  switch (state) {
    case core::IncidentState::open:
      return both("öppen", "open");
    case core::IncidentState::reported:
      return both("anmäld", "reported");
    case core::IncidentState::closed:
      break;
  }
  return both("avslutad", "closed");
}

base::Document document_of(const core::Incident& incident, base::Instant now) {
  const core::IncidentState state = core::state(incident);
  base::Document row;
  row.set("id", incident.registration.text())
      .set("cause", core::id(incident.cause))
      .set("sentence", both(core::sentence({incident.cause}, core::Language::swedish),
                            core::sentence({incident.cause}, core::Language::english)))
      .set("reached", handover_words(incident.handover))
      .set("discovered", base::text(incident.discovered))
      .set("discovered_by", incident.discovered_by)
      .set("deadline", base::text(core::deadline(incident)))
      .set("overdue", core::overdue(incident, now))
      .set("state", core::name(state))
      .set("status", state_words(state));
  if (incident.reported) row.set("reported", base::text(*incident.reported)).set("reported_by", incident.reported_by);
  if (incident.closed) {
    row.set("closed", base::text(*incident.closed))
        .set("closed_by", incident.closed_by)
        .set("close_reason", incident.close_reason);
  }
  return row;
}

}  // namespace

base::Result<base::Document> Operations::incident_list(const base::Document& given) {
  if (const auto checked = Arguments::read(given, {}); !checked) return checked.error();
  base::Document::Array rows;
  const base::Instant now = clock_.now();
  auto read = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    rows.clear();
    const auto all = transaction.incidents(std::nullopt);
    if (!all) return all.error();
    for (const core::Incident& incident : *all) rows.push_back(document_of(incident, now));
    return {};
  });
  if (!read) return read.error();
  return rows_document(std::move(rows));
}

base::Result<base::Document> Operations::incident_report(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"id", "by"});
  if (!arguments) return arguments.error();
  const auto id = arguments->required("id");
  if (!id) return id.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  return change_incident(*id, *by, [&](core::Incident& one) { return core::report(one, *by, clock_.now()); });
}

base::Result<base::Document> Operations::incident_close(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"id", "by", "reason"});
  if (!arguments) return arguments.error();
  const auto id = arguments->required("id");
  if (!id) return id.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto reason = arguments->choice("reason", core::kCloseReasons);
  if (!reason) return reason.error();
  return change_incident(*id, *by, [&](core::Incident& one) { return core::close(one, *by, *reason, clock_.now()); });
}

base::Result<base::Document> Operations::change_incident(const std::string& text, const std::string& by,
                                                         const std::function<bool(core::Incident&)>& change) {
  const auto id = base::RegistrationId::parse(text);
  if (!id)
    return base::rejected(
        "argumentet id: en incidents id, som `incident list` visar det / argument id: an incident's id, as `incident "
        "list` shows it");
  base::Document after;
  auto done = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    const auto directory = transaction.directory();
    if (!directory) return directory.error();
    if (!core::is_data_protection_officer(**directory, by, engine_.rules().organisation, today())) {
      return base::Error{base::Fault::deny,
                         "argumentet by: bara den som är dataskyddsombud i den egna organisationen anmäler eller "
                         "avslutar en incident / argument by: only a user of the own organisation with the role "
                         "dataskyddsombud reports or closes an incident"};
    }
    auto found = transaction.incidents(*id);
    if (!found) return found.error();
    if (found->empty())
      return base::rejected(
          "ingen incident har det id:t; `incident list` visar dem / there is no incident of this id; `incident list` "
          "shows them");
    core::Incident& incident = found->front();
    if (!change(incident)) {
      const base::Document stands = state_words(core::state(incident));
      return base::rejected("incidenten är redan " + std::string(stands.text("sv")) + " / the incident is " +
                            std::string(stands.text("en")) + " already");
    }
    after = document_of(incident, clock_.now());
    return transaction.keep(incident, clock_.now());
  });
  if (!done) return done.error();
  return after;
}

}  // namespace gateway::api
