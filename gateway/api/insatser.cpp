// A caseworker's participants in insatser: my day, search, one of them.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "gateway/api/case_documents.h"
#include "gateway/api/extract_parts.h"
#include "gateway/api/extract_words.h"
#include "gateway/api/operations.h"
#include "gateway/core/authority.h"
#include "gateway/core/cooperation/insats_step.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/report/local_id.h"

namespace gateway::api {

namespace {

using base::Document;
using report::Phrase;

struct Need {
  std::string_view name;
  Phrase word;
};

/// By core::InsatsNeed.
constexpr std::array<Need, 5> kNeeds = {{{"confirm", {"bekräfta det som väntar", "confirm what waits"}},
                                         {"consent", {"besked om samtycke", "answer for the consent"}},
                                         {"correct", {"rätta i källan", "put it right in the source"}},
                                         {"answers", {"komplettera svar", "complete the answers"}},
                                         {"end", {"registrera ut vid slutet", "register out at the end"}}}};

Document next_of(const core::InsatsStep& step) {
  const Need& need = kNeeds[static_cast<std::size_t>(step.need)];
  Document acts{Document::Array{}};
  acts.add(Document().set("act", need.name).set("name", both(need.word)));
  return Document()
      .set("acts", std::move(acts))
      .set("whose", "own")
      .set("latest", day_document(step.latest))
      .set("late", step.late);
}

/// What was not settled by its last reading, but for what is told as SUS's no (`refused`).
Document waits_of(const std::vector<core::UnitOutcome>& units, const std::vector<core::Reason>& held,
                  const std::vector<core::Reason>& refused) {
  std::vector<core::UnitOutcome> open;
  std::copy_if(units.begin(), units.end(), std::back_inserter(open), [&](const core::UnitOutcome& unit) {
    const bool told = unit.outcome == core::Outcome::rejected && !refused.empty() && unit.reasons == refused;
    return unit.outcome == core::Outcome::proposed || (!core::settled(unit.outcome) && !told);
  });
  return Document()
      .set("tasks", Document(Document::Array{}))
      .set("units", document_of(open))
      .set("held", document_of(held));
}

Document missing_of(const core::Registration& of) {
  Document rows{Document::Array{}};
  for (const core::MissingAnswers& one : core::missing_in(of)) {
    rows.add(Document().set("happened", one.happened.text()).set("fields", named_fields(one.fields)));
  }
  return rows;
}

void name_record(Document& row, const std::string& source, const std::string& key) {
  row.set("source", source);
  if (std::string shown = report::shown_local_id(key); !shown.empty()) row.set("key", std::move(shown));
}

void set_place(Document& row, const core::Directory& directory, const std::string& place) {
  const core::Insats* insats = directory.insats(place);
  row.set("place", place).set("place_name", insats == nullptr ? place : insats->name);
}

/// A record of which nothing is registered yet: nobody's name is told of it.
Document waiting_row(const flow::WaitingProposal& one, const core::Directory& directory, base::Date today, bool needs) {
  Document row;
  row.set("record", one.record);
  set_place(row, directory, one.place);
  name_record(row, one.source, one.key);
  row.set("start", day_document(one.start))
      .set("state", "unregistered")
      .set("status", both("inte registrerad", "not registered"))
      .set("responsible", one.named)
      .set("deputy", "")
      .set("provisional", false)
      .set("needs_responsible", needs)
      .set("refused", Document(Document::Array{}))
      .set("waits", waits_of(one.units, {}, {}))
      .set("missing", Document(Document::Array{}));
  const auto step = one.start ? core::next_step(one.units, *one.start, one.end, today) : std::nullopt;
  return step ? std::move(row.set("next", next_of(*step))) : row;
}

Document row_of(const ports::ListedRegistration& one, const core::Caseworkers& who, const core::Directory& directory,
                const core::Policy& policy, base::Date today) {
  const core::Registration& of = one.registration;
  const Standpoint stands = standpoint(of, of.handover == core::Handover::unknown && !one.provisional);
  Document row;
  row.set("registration", of.id.text());
  set_place(row, directory, of.place);
  row.set("start", of.start.text())
      .set("end", day_document(of.end))
      .set("state", stands.code)
      .set("status", both(stands.word))
      .set("responsible", who.responsible)
      .set("deputy", who.deputy)
      .set("provisional", one.provisional)
      .set("refused", document_of(one.refused))
      .set("waits", waits_of(one.units, one.held, one.refused))
      .set("missing", missing_of(of));
  if (one.person && core::findable(of, policy, today)) {
    name_record(row, one.source, one.key);
    row.set("given_name", one.person->given_name).set("family_name", one.person->family_name);
  }
  const auto step = core::next_step(of, one.units, directory, today);
  return step ? std::move(row.set("next", next_of(*step))) : row;
}

}  // namespace

base::Result<Document::Array> Operations::participations(const std::string& by, const Participations& asked) {
  const auto directory = directory_now();
  if (!directory) return directory.error();
  const flow::Rules rules = engine_.rules();
  ports::RegistrationFilter filter = asked.filter;
  filter.with_person = true;
  if (filter.id.empty() && !filter.number && filter.insatser.empty()) {
    filter.insatser = core::insatser_of(**directory, by, today());
  }
  Document::Array rows;
  // Of an insats that others work in, too: each organisation's own gateway tells its own caseworkers.
  const core::User* reader = (*directory)->user(by);
  if (reader == nullptr || reader->organisation != rules.organisation) return rows;
  // One by its number, which is no search.
  const bool by_number = !filter.id.empty() && !asked.findable;
  const bool officer = by_number && core::reads_by_number(**directory, by, rules.organisation, today());
  if (!officer && !core::reads_participants(**directory, *reader, today())) return rows;
  std::vector<base::RegistrationId> with_history;
  auto listed =
      ledger_.cases().each_registration(filter, [&](const ports::ListedRegistration& one) -> base::Result<void> {
        const core::Registration& of = one.registration;
        if (rows.size() >= asked.limit) return {};
        const bool sees = officer ? core::still_read(of, one.standing, today())
                                  : core::may_see(**directory, by, of, one.standing, today());
        if (!sees) return {};
        if (asked.findable && (!one.person || !core::findable(of, *rules.policy, today()))) return {};
        if (!asked.name.empty() && !named(*one.person, asked.name)) return {};
        const core::Caseworkers who = core::caseworkers(of, one.named, one.last_registrar);
        const bool needs = core::needs_responsible(of, who, **directory, rules.organisation, today());
        if (asked.needs_responsible && !needs) return {};
        if (!asked.user.empty() && who.responsible != asked.user && who.deputy != asked.user) return {};
        if (asked.missing && core::missing_in(of).empty()) return {};
        rows.push_back(row_of(one, who, **directory, *rules.policy, today()).set("needs_responsible", needs));
        if (asked.history) with_history.push_back(of.id);
        return {};
      });
  if (!listed) return listed.error();
  for (std::size_t at = 0; at < with_history.size(); ++at) {
    auto history = history_of(with_history[at]);
    if (!history) return history.error();
    rows[at].set("history", std::move(*history));
  }
  return rows;
}

base::Result<Document::Array> Operations::participations_listed(const std::string& by, const std::string& place,
                                                                const Participations& listed) {
  Participations asked = listed;
  // What is missing is asked for after the end, too.
  if (asked.missing) asked.filter.open_only = false;
  if (!place.empty()) asked.filter.insatser = {place};
  const bool mine = place.empty() && !asked.needs_responsible;
  if (mine) asked.user = by;
  auto rows = participations(by, asked);
  const bool waits = mine || asked.needs_responsible;
  if (!rows || !waits || asked.missing) return rows;
  const auto directory = directory_now();
  if (!directory) return directory.error();
  if (core::insatser_of(**directory, by, today()).empty()) return rows;
  const auto waiting = mine ? intake_.proposals().given_to(by) : intake_.proposals().orphaned(by);
  if (!waiting) return waiting.error();
  for (const flow::WaitingProposal& one : *waiting) {
    if (!place.empty() && one.place != place) continue;
    rows->push_back(waiting_row(one, **directory, today(), asked.needs_responsible));
  }
  return rows;
}

}  // namespace gateway::api
