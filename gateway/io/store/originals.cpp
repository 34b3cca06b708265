#include "gateway/io/store/originals.h"

namespace gateway::io::store {

namespace {

/// Rows of a list that are read at once.
constexpr std::int64_t kPage = 256;

}  // namespace

std::optional<ports::KeptOriginal> Originals::at(std::int64_t row) {
  auto kept = registrations_.at(row);
  // At a node the original is its sender's, and an office's proposal is another authority's to register.
  if (!kept || kept->value.consent_form.empty() || !kept->owner.empty()) return std::nullopt;
  if (kept->value.kind == core::RegistrationKind::task) return std::nullopt;
  ports::KeptOriginal one;
  core::Original& of = one.original;
  of.registration = std::move(kept->value);
  if (of.registration.kind == core::RegistrationKind::cooperation) {
    auto found = cases_.at(row);
    if (!found || !found->course) return std::nullopt;
    of.standing = std::move(found->standing);
    of.closed = found->course->reading_closed || found->course->discarded;
    of.places = {found->course->af_office, found->course->fk_office};
  } else {
    of.places = {of.registration.place};
  }
  if (const auto record = kept->record ? records_.at(*kept->record) : std::nullopt) {
    // The key may be another person's by now, or answer by a later registration.
    if (record->registration == row) of.standing = record->standing;
    if (record->subject == kept->subject) one.key = records_.open_key(*record);
    Query query = database_.query("SELECT name FROM source WHERE row = ?1");
    query.bind(record->source);
    if (query.step()) one.source = query.text(0);
  }
  {
    // 0 in, 8 request; 3 delivered.
    Query query = database_.query(
        "SELECT changed_at FROM outbox WHERE lane = ?1 AND kind IN (0, 8) AND state = 3 ORDER BY sequence LIMIT 1");
    query.bind(row);
    if (query.step()) one.acknowledged = query.instant(0);
  }
  of.paper = papers_.at(row);
  Query query = database_.query("SELECT sent_on, said_by, said_at FROM archived_original WHERE registration = ?1");
  query.bind(row);
  if (query.step()) of.archived = core::Archived{*query.date(0), query.text(1), query.instant(2)};
  return one;
}

std::optional<ports::KeptOriginal> Originals::find(const base::RegistrationId& id) {
  const auto kept = registrations_.find(id);
  return kept ? at(kept->row) : std::nullopt;
}

std::vector<ports::KeptOriginal> Originals::page(std::int64_t& behind, bool& end) {
  std::vector<std::int64_t> rows;
  {
    Query query = database_.query(
        "SELECT g.row FROM registration g LEFT JOIN archived_original a ON a.registration = g.row WHERE g.row > ?1 AND "
        "g.handover = ?2 AND g.consent_form <> '' AND a.registration IS NULL ORDER BY g.row LIMIT ?3");
    query.bind(behind, core::Handover::acknowledged, kPage);
    while (query.step()) rows.push_back(query.integer(0));
  }
  end = rows.size() < static_cast<std::size_t>(kPage);
  std::vector<ports::KeptOriginal> page;
  for (const std::int64_t row : rows) {
    behind = row;
    if (auto one = at(row)) page.push_back(std::move(*one));
  }
  return page;
}

void Originals::put(const base::RegistrationId& id, const core::Archived& archived) {
  database_.run(
      "INSERT OR REPLACE INTO archived_original (registration, sent_on, said_by, said_at) SELECT row, ?2, ?3, ?4 FROM "
      "registration WHERE id = ?1",
      id, archived.sent, archived.by, archived.said);
}

}  // namespace gateway::io::store
