#include "gateway/io/store/registered.h"

#include <algorithm>

#include "gateway/io/store/outbox.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// Void, or ended by withdrawal or death: nobody works with it.
bool is_read(const KeptRegistration& kept) {
  const core::Registration& of = kept.value;
  return of.kind == core::RegistrationKind::participation && kept.owner.empty() && kept.live() &&
         of.stage != core::Stage::exited;
}

}  // namespace

std::optional<ports::ListedRegistration> Registered::at(std::int64_t row, bool with_person) {
  auto kept = registrations_.at(row);
  if (!kept || !is_read(*kept)) return std::nullopt;
  ports::ListedRegistration one;
  one.named = registrations_.named(row);
  one.last_registrar = kept->value.act.user;
  read_record(*kept, one);
  read_outbox(row, one);
  if (with_person && kept->subject && !kept->value.stripped) {
    const auto subject = persons_.at(*kept->subject);
    const auto number = subject ? persons_.number_of(subject->row) : std::nullopt;
    if (number && !persons_.is_protected(*number)) one.person = persons_.open(*subject);
  }
  one.registration = std::move(kept->value);
  return one;
}

std::optional<ports::ListedRegistration> Registered::find(const base::RegistrationId& id) {
  const auto kept = registrations_.find(id);
  return kept ? at(kept->row, false) : std::nullopt;
}

std::vector<std::int64_t> Registered::page(const ports::RegistrationFilter& filter, const std::string& insats,
                                           const std::optional<Mark>& number, std::int64_t behind, std::int64_t limit) {
  std::vector<std::int64_t> rows;
  const auto read = [&](Query query) {
    while (query.step()) rows.push_back(query.integer(0));
  };
  if (!filter.id.empty()) {
    Query query = database_.query("SELECT row FROM registration WHERE id = ?1 AND row > ?2");
    query.bind(filter.id, behind);
    read(std::move(query));
  } else if (number) {
    Query query = database_.query(
        "SELECT g.row FROM subject s JOIN registration g ON g.subject = s.row WHERE s.number_mark = ?1 AND g.row > ?2 "
        "ORDER BY g.row LIMIT ?3");
    query.bind(*number, behind, limit);
    read(std::move(query));
  } else {
    Query query = database_.query(
        "SELECT row FROM registration WHERE place = ?1 AND kind = 0 AND owner = '' AND stage <= 1 AND row > ?2 AND "
        "(NOT ?4 OR stage = 0) AND (?5 IS NULL OR ended IS NULL OR ended >= ?5) ORDER BY row LIMIT ?3");
    query.bind(insats, behind, limit, filter.open_only, filter.ended_from);
    read(std::move(query));
  }
  return rows;
}

void Registered::read_record(const KeptRegistration& kept, ports::ListedRegistration& one) {
  const auto record = kept.record ? records_.at(*kept.record) : std::nullopt;
  if (!record || record->registration != kept.row) return;
  {
    Query query = database_.query("SELECT name FROM source WHERE row = ?1");
    query.bind(record->source);
    if (query.step()) one.source = query.text(0);
  }
  one.standing = record->standing;
  one.units = record->units;
  if (record->subject == kept.subject) one.key = records_.open_key(*record);
}

void Registered::read_outbox(std::int64_t lane, ports::ListedRegistration& one) {
  // What is said of the registration: kinds 0 in, 1 change, 2 out; what has stopped was not said.
  Query query =
      database_.query("SELECT state, act_user, reasons FROM outbox WHERE lane = ?1 AND kind <= 2 ORDER BY sequence");
  query.bind(lane);
  std::vector<core::Reason> unsaid;
  while (query.step()) {
    const Course state = query.as<Course>(0);
    if (state == Course::stopped) {
      if (auto why = without_authority(state, query.view(2)); !why.empty()) unsaid = std::move(why);
      continue;
    }
    const std::string user = query.text(1);
    unsaid.clear();
    one.refused.clear();
    if (state == Course::rejected) one.refused = unpack_reasons(query.view(2));
    if (state <= Course::in_hands) one.provisional = true;
    if (state == Course::held) {
      for (core::Reason& reason : unpack_reasons(query.view(2))) {
        if (std::find(one.held.begin(), one.held.end(), reason) == one.held.end()) {
          one.held.push_back(std::move(reason));
        }
      }
    }
    if (state != Course::rejected && !user.empty()) one.last_registrar = user;
  }
  // The record says why itself, until it is read anew.
  const bool told = std::any_of(one.units.begin(), one.units.end(),
                                [&](const core::UnitOutcome& unit) { return unit.reasons == unsaid; });
  if (!told) one.held.insert(one.held.end(), unsaid.begin(), unsaid.end());
}

}  // namespace gateway::io::store
