// Registerutdrag: what is kept of a person and was done about them, taken out for that person.
#include "gateway/api/extract.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "gateway/api/operations.h"
#include "gateway/core/cooperation/sight.h"

namespace gateway::api {

namespace {

/// The same answer for whoever is not known and for whoever is not the asker's to see (domain.md §2).
base::Error no_such_participant() {
  return base::rejected(
      "inget om personen är registrerat där du har uppdrag; hela utdraget tas ut av dataskyddsombudet / nothing of "
      "this person is registered where you have an assignment; the whole extract is taken out by the dataskyddsombud");
}

/// Whether all that the record asked for is registered: then the registration tells of it.
bool registered(const ports::HeldRecord& record) {
  const auto stands = [](const core::UnitOutcome& unit) {
    return unit.outcome == core::Outcome::accepted || unit.outcome == core::Outcome::unchanged;
  };
  return record.registration && std::all_of(record.units.begin(), record.units.end(), stands);
}

/// Whether the record is about the person with the number.
bool says(const core::Participation& record, const core::PersonNumber& number, base::Date on) {
  const auto parsed = core::PersonNumber::parse(record.number, on);
  const auto* said = std::get_if<core::PersonNumber>(&parsed);
  return said != nullptr && said->digits() == number.digits();
}

/// Details may name an insats, an office or a user.
void without_details(ports::HeldRecord& record) {
  for (core::UnitOutcome& unit : record.units) {
    for (auto* reasons : {&unit.reasons, &unit.warnings}) {
      for (core::Reason& reason : *reasons) reason.detail.clear();
    }
  }
}

}  // namespace

/// Whether whoever takes the extract out sees the registration at its place, and the person is still found there.
bool Operations::shown_at_its_place(const ExtractedRegistration& one, const Extract& of,
                                    const core::Directory& directory) const {
  const auto policy = engine_.rules().policy;
  const core::Registration& registration = one.held.registration;
  if (!one.of_case) {
    return core::may_see(directory, of.by, registration, one.held.standing, of.on) &&
           core::findable(registration, *policy, of.on);
  }
  const core::CooperationCase& course = one.of_case->course;
  return !course.reading_closed && core::may_see(directory, of.by, course, of.on) &&
         core::findable(course, *policy, of.on);
}

/// What belongs to a registration; nothing where whoever asks may not see it.
base::Result<std::optional<ExtractedRegistration>> Operations::extracted(const ports::HeldRegistration& held,
                                                                         const Extract& of,
                                                                         const core::Directory& directory) {
  ExtractedRegistration one;
  one.held = held;
  const base::RegistrationId& id = held.registration.id;
  const bool of_cooperation = held.registration.kind == core::RegistrationKind::cooperation;
  if (of_cooperation) {
    ports::CaseFilter only;
    only.id = id;
    auto listed = ledger_.cases().each_case(only, [&](const ports::ListedCase& found) -> base::Result<void> {
      one.of_case = found;
      return {};
    });
    if (!listed) return listed.error();
    ports::TaskFilter of_case;
    of_case.about = id;
    of_case.open_only = false;
    auto tasks = ledger_.cases().each_task(of_case, [&](const ports::KeptTask& task) -> base::Result<void> {
      one.tasks.push_back(task);
      return {};
    });
    if (!tasks) return tasks.error();
  }
  if (of.extent != core::Extent::everything && !shown_at_its_place(one, of, directory)) {
    return std::optional<ExtractedRegistration>();
  }
  auto said = ledger_.each_said({id, {}, {}}, [&](const ports::SaidMessage& message) -> base::Result<void> {
    one.said.push_back(message);
    return {};
  });
  if (!said) return said.error();
  const auto original = ledger_.original(id);
  if (!original) return original.error();
  if (*original) one.original = dated(**original);
  auto recipients = recipients_of({id});
  if (!recipients) return recipients.error();
  one.recipients = std::move(*recipients);
  return std::optional(std::move(one));
}

base::Result<base::Document> Operations::participant_extract(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"person", "by"});
  if (!arguments) return arguments.error();
  const auto number = person(*arguments);
  if (!number) return number.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto directory = directory_now();
  if (!directory) return directory.error();
  const flow::Rules rules = engine_.rules();
  Extract extract;
  extract.by = *by;
  extract.at = clock_.now();
  extract.on = clock_.day_of(extract.at);
  extract.extent = core::extent_of(**directory, *by, rules.organisation, extract.on);
  if (extract.extent == core::Extent::nothing) {
    return base::Error{
        base::Fault::deny,
        "argumentet by: bara den som i den egna organisationen är dataskyddsombud, eller deltagaransvarig "
        "där personen är registrerad, tar ut det som finns om en person / "
        "argument by: only a user of the own organisation with the role dataskyddsombud, or "
        "deltagaransvarig where the person is registered, takes out what is kept of a person"};
  }
  auto held = ledger_.held(*number);
  if (!held) return held.error();
  for (const ports::HeldRegistration& one : held->registrations) {
    auto taken = extracted(one, extract, **directory);
    if (!taken) return taken.error();
    if (*taken) extract.registrations.push_back(std::move(**taken));
  }
  const bool everything = extract.extent == core::Extent::everything;
  if (!everything && extract.registrations.empty()) return no_such_participant();
  extract.is_protected = held->protected_since.has_value();
  extract.protection = std::move(held->protection);
  extract.other_numbers = everything && held->other_numbers;
  extract.person = std::move(held->person);
  extract.deceased = held->deceased;
  for (ports::HeldRecord& record : held->records) {
    // What waits is of no place yet: it is for whoever takes out everything.
    if (!everything || registered(record)) continue;
    auto read = record.document.empty() ? base::Result<ports::SourceDocument>(base::rejected("nothing waits"))
                                        : codec_.decode_record(record.document);
    const auto* content = read ? std::get_if<core::Participation>(&*read) : nullptr;
    if (content != nullptr && !says(*content, *number, extract.on)) {
      // What waits under the key is another person's by now, or nobody knows whose: it is not this one's to be told.
      if (!record.registration) continue;
      content = nullptr;
      without_details(record);
    }
    if (content != nullptr && content->protection != core::Protection::none) without_details(record);
    extract.records.push_back({std::move(record), content == nullptr ? std::nullopt : std::optional(*content)});
  }
  if (const auto noted = note_extract(extract); !noted) return noted.error();
  // Who looked is read by the data protection officer alone, as with `access.list`.
  for (std::size_t i = 0; everything && i < extract.registrations.size(); ++i) {
    ExtractedRegistration& one = extract.registrations[i];
    auto looks =
        ledger_.cases().each_access(one.held.registration.id, [&](const core::Access& look) -> base::Result<void> {
          one.looks.push_back(look);
          return {};
        });
    if (!looks) return looks.error();
  }
  return document_of(extract, {**directory, rules, clock_, engine_.kept_for()});
}

/// Before it is answered, and so in it, too. Where nothing is registered it is kept under no case.
base::Result<void> Operations::note_extract(const Extract& extract) {
  std::vector<base::RegistrationId> ids;
  for (const ExtractedRegistration& one : extract.registrations) ids.push_back(one.held.registration.id);
  if (ids.empty()) ids.emplace_back();
  return note_access(extract.by, "participant.extract", ids);
}

}  // namespace gateway::api
