#pragma once

#include <string>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/report/cause.h"
#include "gateway/report/equation.h"

namespace gateway::report {

/// The answer to "does it add up?": both equations, and what needs attention by cause.
struct Summary {
  Equation reading;
  Equation delivery;
  std::vector<Cause> causes;

  bool adds_up() const { return reading.adds_up() && delivery.adds_up(); }

  /// Lines for a person: both equations, then the causes with what to do.
  std::string text(core::Language language) const;

  /// {read, outcomes{…}, handed_to_delivery, delivery{…}, adds_up, equations{sv[2], en[2]}, causes[…],
  /// text{sv, en}}.
  base::Document document() const;
};

/// `causes` are those of the rejected, parked and proposed units. [pure]
Summary summarise(const ports::Balance& balance, const Causes& causes);

}  // namespace gateway::report
