#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/cooperation/told.h"
#include "tests/unit/core/builders.h"
#include "tests/unit/io/json/codec_cleared.h"

namespace gateway::test {

/// Cases, tasks and proposals as a random node knows them, the same ones each time. Not that they make sense.
class ToldCases {
 public:
  explicit ToldCases(std::uint32_t seed = 20261122) : random_(seed) {}

  core::CooperationAct act() {
    core::CooperationAct made;
    made.kind = one_of<core::ActKind>(13);
    made.by = by();
    maybe([&] { made.to = one_of<core::CaseState>(8); });
    maybe([&] { made.happened = date(); });
    maybe([&] { made.office = text(); });
    maybe([&] { made.af_office = text(); });
    maybe([&] { made.fk_office = text(); });
    maybe([&] { made.meeting_on = date(); });
    maybe([&] { made.until = date(); });
    maybe([&] { made.answers = answers(); });
    maybe([&] { made.outcome = one_of<core::MeetingOutcome>(3); });
    maybe([&] { made.cause = one_of<core::EndCause>(5); });
    maybe([&] { made.consent = consent(); });
    maybe([&] { made.mapping_consent = consent(); });
    maybe([&] { made.row = number(); });
    maybe([&] { made.seen_version = version(); });
    return made;
  }

  /// What a party is told that has all offices of the case, or none.
  core::ClearedCase told() {
    core::ChangedCase changed;
    changed.id = id<base::RegistrationId>();
    changed.sequence = version();
    maybe([&] { changed.course = course(changed.id); });
    for (std::size_t i = pick(4); i > 0; --i) changed.tasks.push_back(task(changed.id));
    maybe([&] { changed.person = person(); });
    const char* party = pick(3) == 0 ? "gavle" : "af";
    return core::clear_told(std::move(changed), party, directory_, policy_, core::made::kToday);
  }

 private:
  std::size_t pick(std::size_t size) { return random_() % size; }
  template <typename Make>
  void maybe(Make make) {
    if (pick(2) == 0) make();
  }
  template <typename Enum>
  Enum one_of(std::size_t size) {
    return static_cast<Enum>(pick(size));
  }
  template <typename Id>
  Id id() {
    Id made;
    for (std::uint8_t& byte : made.bytes) byte = static_cast<std::uint8_t>(random_());
    return made;
  }

  std::string text() {
    static const std::vector<std::string> kParts = {"a", "fk_gavle", "å",  "\"", "\\",       "\n",
                                                    "’", " ",        "\t", "{",  "\x01\x7F", "\xF0\x9F\x8C\xB2"};
    std::string made;
    for (std::size_t i = 1 + pick(10); i > 0; --i) made += kParts[pick(kParts.size())];
    return made;
  }
  base::Date date() { return base::Date::from_days(static_cast<std::int32_t>(pick(40'000)) - 10'000); }
  std::uint32_t number() { return 1 + static_cast<std::uint32_t>(pick(0xFFFF'FFFF)); }
  std::int64_t version() { return static_cast<std::int64_t>((std::uint64_t{random_()} << 21) | pick(1 << 21)); }

  core::Act by() {
    core::Act made;
    made.at = base::Instant(std::chrono::milliseconds(version() >> 12));
    made.on = date();
    maybe([&] { made.user = text(); });
    made.organisation = pick(2) == 0 ? "gavle" : "af";
    return made;
  }
  core::FieldAnswers answers() {
    core::FieldAnswers made;
    for (const core::FieldDescription& field : core::kFields) {
      maybe([&] { made[field.field] = pick(5) == 0 ? std::string() : text(); });
    }
    return made;
  }
  core::CaseConsent consent() {
    core::CaseConsent made;
    made.consent.answer = one_of<core::ConsentAnswer>(3);
    maybe([&] { made.consent.form = text(); });
    maybe([&] { made.consent.date = date(); });
    maybe([&] { made.consent.withdrawn = date(); });
    for (std::size_t i = pick(4); i > 0; --i) made.purposes.push_back(text());
    return made;
  }
  core::Person person() {
    core::Person made = core::made::person();
    maybe([&] { made.given_name = text(); });
    maybe([&] { made.sex = core::Sex::man; });
    return made;
  }

  core::CaseRow row(std::uint32_t number) {
    core::CaseRow made;
    made.number = number;
    made.kind = one_of<core::ActKind>(13);
    made.state = one_of<core::CaseState>(8);
    made.happened = date();
    made.by = by();
    maybe([&] { made.office = text(); });
    maybe([&] { made.af_office = text(); });
    maybe([&] { made.fk_office = text(); });
    maybe([&] { made.meeting_on = date(); });
    maybe([&] { made.until = date(); });
    maybe([&] { made.answers = answers(); });
    maybe([&] { made.outcome = one_of<core::MeetingOutcome>(3); });
    maybe([&] { made.cause = one_of<core::EndCause>(5); });
    maybe([&] { made.concerns = this->number(); });
    maybe([&] {
      made.standing = core::RowStanding::undone;
      made.undone_by = this->number();
    });
    for (std::size_t i = pick(3); i > 0; --i) made.corrected_by.push_back(this->number());
    return made;
  }

  core::CooperationCase course(const base::RegistrationId& id) {
    core::CooperationCase made;
    made.id = core::CaseId{id.bytes};
    if (pick(4) == 0) made.form = core::CaseForm::anonymous;
    made.state = one_of<core::CaseState>(8);
    made.af_office = "af_gavle";
    made.fk_office = text();
    for (std::uint32_t i = 1 + static_cast<std::uint32_t>(pick(6)); i > 0; --i) made.rows.push_back(row(i));
    made.consent_form = text();
    maybe([&] { made.consent_date = date(); });
    maybe([&] { made.mapping_consent_on = date(); });
    maybe([&] { made.responsible = text(); });
    maybe([&] { made.deputy = text(); });
    made.version = version();
    made.handover = one_of<core::Handover>(4);
    made.stripped = pick(5) == 0;
    made.exited = pick(5) == 0;
    made.reading_closed = pick(5) == 0;
    made.discarded = pick(5) == 0;
    return made;
  }

  core::CooperationTask task(const base::RegistrationId& about) {
    core::CooperationTask made;
    made.id = id<core::TaskId>();
    made.act = act();
    if (made.act.kind != core::ActKind::request) made.act.case_id = core::CaseId{about.bytes};
    made.office = pick(2) == 0 ? "af_gavle" : text();
    made.state = one_of<core::TaskState>(6);
    made.due = date();
    maybe([&] { made.answer = text(); });
    maybe([&] { made.superseded_by = id<core::TaskId>(); });
    for (std::size_t i = pick(3); i > 0; --i) made.steps.push_back({one_of<core::TaskEvent>(5), by()});
    return made;
  }

  std::mt19937 random_;
  core::Directory directory_ = core::made::directory();
  core::Policy policy_ = sending_policy();
};

}  // namespace gateway::test
