#include "gateway/core/cooperation/insats_step.h"

#include <algorithm>

#include "gateway/core/confirmation.h"

namespace gateway::core {

namespace {

bool has(const std::vector<UnitOutcome>& units, Outcome outcome) {
  return std::any_of(units.begin(), units.end(),
                     [&](const UnitOutcome& unit) { return unit.outcome == outcome && unit.unit != Unit::task; });
}

bool waits_for_consent_in(const std::vector<UnitOutcome>& units) {
  return std::any_of(units.begin(), units.end(), [](const UnitOutcome& unit) {
    return unit.outcome == Outcome::parked &&
           std::any_of(unit.reasons.begin(), unit.reasons.end(),
                       [](const Reason& reason) { return waits_for_consent(reason) || waits_for_yes(reason); });
  });
}

InsatsStep step(InsatsNeed need, std::optional<base::Date> latest, base::Date today) {
  return {need, latest, latest && *latest < today};
}

std::optional<base::Date> last_day_of(const std::string& place, const Directory& directory) {
  const Insats* insats = directory.insats(place);
  if (insats == nullptr) return std::nullopt;
  std::optional<base::Date> last = insats->period.to;
  const std::optional<base::Date>& cooperation = directory.cooperation_of(*insats).period.to;
  if (cooperation && (!last || *cooperation < *last)) last = cooperation;
  return last;
}

}  // namespace

std::optional<InsatsStep> next_step(const std::vector<UnitOutcome>& units, base::Date start,
                                    const std::optional<base::Date>& end, base::Date today) {
  if (awaits_confirmation(units)) return step(InsatsNeed::confirm, std::nullopt, today);
  if (waits_for_consent_in(units)) {
    const base::Date due = answer_due_on(start);
    return step(InsatsNeed::consent, end ? std::min(*end, due) : due, today);
  }
  if (has(units, Outcome::rejected)) return step(InsatsNeed::correct, std::nullopt, today);
  return std::nullopt;
}

std::optional<InsatsStep> next_step(const Registration& of, const std::vector<UnitOutcome>& units,
                                    const Directory& directory, base::Date today) {
  if (auto waits = next_step(units, of.start, of.end, today)) return waits;
  if (of.stage == Stage::in) return step(InsatsNeed::end, last_day_of(of.place, directory), today);
  if (of.stage == Stage::out && !missing_in(of).empty()) return step(InsatsNeed::answers, std::nullopt, today);
  return std::nullopt;
}

std::vector<MissingAnswers> missing_in(const Registration& of) {
  std::vector<MissingAnswers> missing;
  const auto note = [&](base::Date happened,
                        std::initializer_list<std::pair<const char*, const std::string&>> answers) {
    MissingAnswers lacks{happened, {}};
    for (const auto& [field, value] : answers) {
      if (value.empty()) lacks.fields.emplace_back(field);
    }
    if (!lacks.fields.empty()) missing.push_back(std::move(lacks));
  };
  const bool read = !of.stripped && (of.stage == Stage::in || of.stage == Stage::out);
  if (!read) return missing;
  note(of.start, {{"education", of.answers.education}, {"income_source_before", of.answers.income_source_before}});
  if (of.stage == Stage::out && of.end) note(*of.end, {{"end_reason", of.answers.end_reason}});
  return missing;
}

}  // namespace gateway::core
