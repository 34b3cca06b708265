#pragma once

#include <algorithm>
#include <chrono>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/admit.h"
#include "gateway/core/clear.h"
#include "gateway/core/decide.h"
#include "gateway/core/settle.h"

namespace gateway::core {

// For readable failures: names and codes only.
inline void PrintTo(Code code, std::ostream* out) {
  *out << id(code);
}
inline void PrintTo(Outcome outcome, std::ostream* out) {
  *out << name(outcome);
}
inline void PrintTo(Unit unit, std::ostream* out) {
  *out << name(unit);
}
inline void PrintTo(MessageKind kind, std::ostream* out) {
  *out << name(kind);
}
inline void PrintTo(Admitted admitted, std::ostream* out) {
  *out << name(admitted);
}
inline void PrintTo(const Count& count, std::ostream* out) {
  *out << count.insats << " " << count.year << " " << (count.sex == Sex::woman ? "woman " : "man ") << count.by;
}

}  // namespace gateway::core

namespace gateway::core::made {

using std::chrono::days;

inline base::Date day(std::string_view text) {
  return base::Date::parse(text).value();
}

/// The day on which everything happens where a test says nothing else.
inline const base::Date kToday = day("2026-11-21");
/// The day the good participation starts, and its consent is from.
inline const base::Date kStart = day("2026-10-01");

inline base::Instant noon(base::Date date) {
  return base::Instant(std::chrono::sys_days(date.ymd())) + std::chrono::hours(12);
}

/// The check digit after nine digits (Luhn).
inline char check_digit(std::string_view nine) {
  int sum = 0;
  for (std::size_t i = 0; i < nine.size(); ++i) {
    const int doubled = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += doubled / 10 + doubled % 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

/// Twelve digits: `date` as eight digits, whether it exists or not, `serial` and the check digit.
inline std::string with_check_digit(std::string_view date, std::string_view serial) {
  std::string digits(date);
  digits += serial;
  digits += check_digit(std::string_view(digits).substr(2));
  return digits;
}

/// A published test number: born 1976-02-01 to 1999-12-31, serial 238 (woman) or 239 (man).
inline std::string test_number(std::string_view birthday, Sex sex = Sex::woman) {
  std::string date(birthday);
  date.erase(std::remove(date.begin(), date.end(), '-'), date.end());
  return with_check_digit(date, sex == Sex::woman ? "238" : "239");
}

/// The number with its check digit changed: never a right one.
inline std::string spoiled(std::string number) {
  number.back() = number.back() == '9' ? '0' : static_cast<char>(number.back() + 1);
  return number;
}

inline base::RegistrationId registration_id(std::uint8_t n) {
  base::RegistrationId id;
  id.bytes.fill(n);
  return id;
}

/// Gävle registers in the insatser of an association; Maj may, Kalle lacks the assignment, Sam works for another.
inline DirectoryRows rows() {
  const base::Period always{day("2020-01-01"), std::nullopt};
  DirectoryRows rows;
  rows.organisations = {{"gavle", "Gävle kommun", "municipality", {"aa"}},
                        {"sandviken", "Sandvikens kommun", "municipality", {"bb"}},
                        {"af", "Arbetsförmedlingen", "af", {"cc"}},
                        {"fk", "Försäkringskassan", "fk", {"dd"}}};
  rows.cooperations = {{"finsam", "Samordningsförbundet", always}};
  rows.insatser = {{"training", "Arbetsträning", "finsam", always, false},
                   {"social", "Social träning", "finsam", always, false},
                   {"open_house", "Öppet hus", "finsam", always, true}};
  rows.offices = {{"af_gavle", "Arbetsförmedlingen Gävle", "af"}};
  rows.users = {{"maj.lind", "Maj Lind", "gavle"},
                {"karl.ek", "Karl Ek", "gavle"},
                {"kalle.nord", "Kalle Nord", "gavle"},
                {"sam.berg", "Sam Berg", "sandviken"}};
  for (const char* user : {"maj.lind", "karl.ek", "kalle.nord", "sam.berg"}) {
    rows.roles.push_back({user, "deltagaransvarig", always});
  }
  for (const char* user : {"maj.lind", "karl.ek", "sam.berg"}) {
    for (const char* insats : {"training", "social"}) {
      rows.assignments.push_back({user, insats, always});
      rows.mandates.push_back({user, insats, user, always});
    }
  }
  rows.signatures = {{"accorda", "MLI", "maj.lind", always},
                     {"accorda", "KEK", "karl.ek", always},
                     {"accorda", "KNO", "kalle.nord", always},
                     {"accorda", "SBE", "sam.berg", always}};
  return rows;
}

inline Directory directory(DirectoryRows from = rows()) {
  return std::move(Directory::build(std::move(from))).value();
}

inline std::vector<MappingRow> mapping_rows() {
  const base::Period always{day("2015-01-01"), std::nullopt};
  const auto row = [&](std::string beslut, std::string ordered_by, std::string insats, Belonging belonging,
                       std::string to, std::string kind) {
    MappingRow made;
    made.beslut = std::move(beslut);
    made.ordered_by = std::move(ordered_by);
    made.insats = std::move(insats);
    made.valid = always;
    made.belonging = belonging;
    made.to = std::move(to);
    made.kind = std::move(kind);
    return made;
  };
  return {row("ARB", "Försörjningsstöd", "Arbetsträning", Belonging::finsam, "training", ""),
          row("ARB", "Försörjningsstöd", "Social träning", Belonging::finsam, "social", ""),
          row("ARB", "Försörjningsstöd", "Öppet hus", Belonging::finsam, "open_house", ""),
          row("ARB", "Arbetsförmedlingen", "Arbetsprövning", Belonging::task, "af_gavle", "preparatory"),
          row("RE-UT", "*", "Planering/utredning", Belonging::outside, "utredning", ""),
          row("ARB", "Försörjningsstöd", "Oklart", Belonging::ask, "", "")};
}

inline base::Period always() {
  return {day("2015-01-01"), std::nullopt};
}

/// Forms that count in every form of cooperation.
inline ConsentForm form(std::string name, std::vector<std::string> purposes, base::Period valid = always()) {
  return {std::move(name), std::move(purposes), valid, {}, {}, {CooperationForm::finsam, CooperationForm::af_fk}};
}

inline Policy policy() {
  Policy policy;
  policy.forms = {form("SUS 2024", {"registration", "information_exchange"}), form("GK 2024", {"information_exchange"}),
                  form("Accorda", {"own"})};
  policy.field_lists = {{Flow::municipality_to_sus,
                         {"number", "given_name", "family_name", "sex", "education", "income_source_before",
                          "employment_before", "income_source_after", "employment_after"},
                         always()}};
  return policy;
}

/// A record with which nothing is wrong: a woman, consenting, in Arbetsträning since kStart, by Maj.
inline Participation participation() {
  Participation made;
  made.key = "I-1";
  made.file = "insatser.csv";
  made.line = 2;
  made.number = test_number("1987-02-03");
  made.given_name = "Test";
  made.family_name = "Testsson";
  made.protection = Protection::none;
  made.answers.education = "2";
  made.answers.income_source_before = "3";
  made.answers.employment_before = "4";
  made.consent = {ConsentAnswer::given, "SUS 2024", kStart, std::nullopt};
  made.beslut = "ARB";
  made.ordered_by = "Försörjningsstöd";
  made.insats = "Arbetsträning";
  made.start = kStart;
  made.signature = "MLI";
  return made;
}

/// The given tables, policy and days of a decision; `decide` and `decide_fact` are asked through it.
struct World {
  Directory directory = made::directory();
  Mapping mapping{mapping_rows()};
  Policy policy = made::policy();
  std::string organisation = "gavle";
  base::Date today = kToday;
  base::RegistrationId new_id = registration_id(1);

  Circumstances circumstances() const {
    return {directory, mapping, policy, "accorda", organisation, today, noon(today), new_id};
  }
  Decision decide(const Participation& record, const Situation& situation = {}) const {
    return core::decide(record, situation, circumstances());
  }
  Decision decide_fact(const Situation& situation) const { return core::decide_fact(situation, circumstances()); }
};

/// A registration of the good participation, acknowledged by the node.
inline Registration registration() {
  Registration made;
  made.id = registration_id(1);
  made.place = "training";
  made.start = kStart;
  made.answers = participation().answers;
  made.consent_form = "SUS 2024";
  made.consent_date = kStart;
  made.act = {"maj.lind", "gavle", noon(kStart), kStart};
  made.handover = Handover::acknowledged;
  return made;
}

/// What the ledger knows once `registration()` stands.
inline Situation registered(Handover handover = Handover::acknowledged) {
  Situation situation;
  situation.sex = Sex::woman;
  situation.registration = registration();
  situation.registration->handover = handover;
  situation.standing.had_consent = true;
  return situation;
}

/// The message that registers `registration()` in.
inline Message in_message() {
  Message made;
  made.kind = MessageKind::in;
  made.registration = registration_id(1);
  made.place = "training";
  made.start = kStart;
  made.answers = participation().answers;
  made.consent_form = "SUS 2024";
  made.consent_date = kStart;
  made.act = {"maj.lind", "gavle", noon(kStart), kStart};
  return made;
}

inline Message message(MessageKind kind, std::optional<base::Date> date = std::nullopt, std::string code = {}) {
  Message made = in_message();
  made.kind = kind;
  made.date = date;
  made.code = std::move(code);
  return made;
}

inline Person person() {
  return {test_number("1987-02-03"), "Test", "Testsson", Sex::woman};
}

inline std::vector<Code> codes(const std::vector<Reason>& reasons) {
  std::vector<Code> all;
  for (const Reason& reason : reasons) all.push_back(reason.code);
  return all;
}

inline const UnitOutcome* unit(const Decision& decision, Unit which) {
  for (const UnitOutcome& outcome : decision.units) {
    if (outcome.unit == which) return &outcome;
  }
  return nullptr;
}

/// The outcome of a unit, which must be there.
inline Outcome outcome(const Decision& decision, Unit which = Unit::in) {
  const UnitOutcome* found = unit(decision, which);
  if (found == nullptr) throw std::logic_error("the decision lacks the unit");
  return found->outcome;
}

inline std::vector<Code> reasons(const Decision& decision, Unit which = Unit::in) {
  const UnitOutcome* found = unit(decision, which);
  return found == nullptr ? std::vector<Code>{} : codes(found->reasons);
}

inline std::vector<Code> warnings(const Decision& decision, Unit which = Unit::in) {
  const UnitOutcome* found = unit(decision, which);
  return found == nullptr ? std::vector<Code>{} : codes(found->warnings);
}

inline std::vector<MessageKind> kinds(const Decision& decision) {
  std::vector<MessageKind> all;
  for (const Message& one : decision.messages) all.push_back(one.kind);
  return all;
}

inline int sum(const std::vector<Count>& counts) {
  int total = 0;
  for (const Count& count : counts) total += count.by;
  return total;
}

}  // namespace gateway::core::made
