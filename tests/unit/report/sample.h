#pragma once

#include <string>
#include <vector>

#include "gateway/ports/ledger.h"
#include "gateway/report/cause.h"

namespace gateway::report {

inline ports::ListedUnit listed(core::Outcome outcome, core::Reason reason, std::string file, std::uint32_t line,
                                std::string key, core::Unit unit = core::Unit::in) {
  ports::ListedUnit made;
  made.source = "accorda";
  made.set = "dag-1";
  made.file = std::move(file);
  made.line = line;
  made.key = std::move(key);
  made.unit = unit;
  made.outcome = outcome;
  made.reasons = {std::move(reason)};
  return made;
}

/// A set of ten: three rejected for two causes, two waiting, one proposed, the rest fine.
inline std::vector<ports::ListedUnit> some_units() {
  return {
      listed(core::Outcome::rejected, {core::Code::unmapped, "ARB / Keramikverkstan"}, "insatser.csv", 12, "I-12"),
      listed(core::Outcome::rejected, {core::Code::unmapped, "ARB / Keramikverkstan"}, "insatser.csv", 12, "I-12",
             core::Unit::out),
      listed(core::Outcome::rejected, {core::Code::number_check_digit}, "insatser.csv", 7, "I-7"),
      listed(core::Outcome::parked, {core::Code::consent_missing}, "insatser.csv", 4, "I-4"),
      listed(core::Outcome::parked, {core::Code::signature_unknown, "XYZ"}, "insatser.csv", 5, "I-5"),
      listed(core::Outcome::proposed, {core::Code::mandate_missing, "maj.lind – Steget"}, "insatser.csv", 6, "I-6")};
}

inline Causes causes_of(const std::vector<ports::ListedUnit>& units) {
  Causes causes;
  for (const ports::ListedUnit& unit : units) causes.add(unit);
  return causes;
}

inline ports::Balance some_balance() {
  ports::Balance balance;
  balance.read = 10;
  balance.by_outcome[0] = 4;
  balance.by_outcome[2] = 3;
  balance.by_outcome[3] = 2;
  balance.by_outcome[4] = 1;
  balance.handed_to_delivery = 4;
  balance.delivered = 3;
  balance.dead_lettered = 1;
  return balance;
}

}  // namespace gateway::report
