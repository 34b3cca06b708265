#include "gateway/io/store/numbers.h"

#include <algorithm>

#include "gateway/core/number_change.h"
#include "gateway/io/store/consent_papers.h"

namespace gateway::io::store {

namespace {

/// Whether its record goes on saying the number: what has ended is told no more.
bool runs(const KeptRegistration& registration) {
  return registration.record && registration.live() && registration.value.stage == core::Stage::in;
}

bool handed(const KeptRegistration& registration) {
  return registration.value.handover != core::Handover::nothing;
}

}  // namespace

Subject Numbers::change(const KeptRegistration& told, const Subject& own, const core::PersonNumber& number,
                        const Mark& mark, const core::Person& person) {
  const Mark had = *persons_.number_of(own.row);
  const Mark origin = registrations_.made_under(told.row).value_or(had);
  const std::vector<KeptRegistration> all = registrations_.of(own.row);
  std::vector<core::NumberedRegistration> standing;
  standing.reserve(all.size());
  for (const KeptRegistration& one : all) {
    const bool cannot = stays(one, mark);
    const bool of_record = told.record && one.record == told.record && !cannot;
    const bool same_origin = registrations_.made_under(one.row).value_or(had) == origin;
    standing.push_back({one.row == told.row || of_record, same_origin, runs(one), cannot});
  }
  const std::vector<bool> goes = core::follow_number(standing);
  const bool everything = std::find(goes.begin(), goes.end(), false) == goes.end();
  Subject to = own;
  if (const auto known = persons_.find(mark)) {
    to = *known;
  } else if (everything) {
    persons_.renew(own, mark, person);
  } else {
    to = persons_.add(number, mark, person);
  }
  // A death is the person's, under whatever number.
  if (everything && own.deceased && !to.deceased) {
    persons_.lives_until(to.row, *own.deceased);
    to.deceased = own.deceased;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (goes[i]) move(all[i], to, mark, had);
  }
  if (to.row != own.row) persons_.release(own.row);
  return to;
}

void Numbers::part(const KeptRegistration& told, const Subject& own, const core::PersonNumber& number,
                   const Mark& mark) {
  const Mark had = *persons_.number_of(own.row);
  const std::vector<KeptRegistration> before = registrations_.of(own.row);
  // The names are the other person's, perhaps: those of whose number this is come with the next reading.
  const Subject to = change(told, own, number, mark, {number.digits(), {}, {}, number.sex()});
  // Where everything went along, it is the same row as before: renewed, and under the former number none the less.
  for (const KeptRegistration& one : before) {
    const auto now = registrations_.at(one.row);
    if (!now || now->subject != to.row || !now->record) continue;
    take_apart(*now->record, had);
  }
}

void Numbers::part_told(const KeptRegistration& registration, const Mark& number) {
  registrations_.drop_told(registration.row, number);
  if (registration.record) take_apart(*registration.record, number);
}

void Numbers::take_apart(std::int64_t row, const Mark& number) {
  auto record = records_.at(row);
  if (!record) return;
  database_.run("INSERT OR IGNORE INTO parted_number (mark) VALUES (?1)", vault_.of_pair(record->mark, number));
  record->content.reset();
  records_.put(*record);
}

bool Numbers::parted(const Mark& record, const Mark& number) {
  Query query = database_.query("SELECT 1 FROM parted_number WHERE mark = ?1");
  query.bind(vault_.of_pair(record, number));
  return query.step();
}

bool Numbers::sent_since(const KeptRegistration& registration, const Mark& number) {
  if (!handed(registration)) return false;
  const auto former = registrations_.former_of(registration.row, number);
  return former && *former != Former::handed;
}

bool Numbers::stays(const KeptRegistration& registration, const Mark& number) {
  if (sent_since(registration, number)) return true;
  const auto record = registration.record ? records_.at(*registration.record) : std::nullopt;
  return record && parted(record->mark, number);
}

void Numbers::move(const KeptRegistration& registration, const Subject& to, const Mark& mark, const Mark& had) {
  if (registration.subject != to.row) {
    if (auto record = registration.record ? records_.at(*registration.record) : std::nullopt;
        record && record->subject == registration.subject) {
      // Damaged or gone: the next telling seals it anew.
      const auto key = guarded([&] { return records_.open_key(*record); });
      record->subject = to.row;
      record->sealed_key.clear();
      if (key && !key->empty()) records_.seal_key(*record, *key);
      records_.put(*record);
    }
    ConsentPapers(database_, vault_).along(registration.row, [&] {
      registrations_.go_on_as(registration.row, to.row);
    });
  }
  if (registrations_.take_back(registration.row, mark)) return;
  registrations_.was(registration.row, had, handed(registration) ? Former::handed : Former::unsent);
}

}  // namespace gateway::io::store
