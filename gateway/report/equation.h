#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/report/words.h"

namespace gateway::report {

/// One side of the conservation of design §1: a whole and the parts it must be the sum of.
struct Equation {
  struct Part {
    std::string_view name;  ///< Stable, as in JSON.
    Phrase word;
    std::int64_t count = 0;
  };

  std::string_view name;  ///< Of the whole: read | handed_to_delivery.
  Phrase word;
  std::int64_t whole = 0;
  std::vector<Part> parts;

  std::int64_t sum() const;
  bool adds_up() const { return whole == sum(); }

  /// One line: "läst 125 = 74 godkända + …"; where it does not add up, the line says so with both numbers.
  std::string text(core::Language language) const;
};

/// read = accepted + anonymous + rejected + parked + proposed + outside + unchanged
Equation reading_equation(const ports::Balance& balance);

/// handed to delivery = delivered + rejected there + stopped + held + queued + dead-lettered
Equation delivery_equation(const ports::Balance& balance);

}  // namespace gateway::report
