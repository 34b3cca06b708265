#include "gateway/report/equation.h"

namespace gateway::report {

std::int64_t Equation::sum() const {
  std::int64_t sum = 0;
  for (const Part& part : parts) sum += part.count;
  return sum;
}

std::string Equation::text(core::Language language) const {
  std::string line(word.in(language));
  line += ' ' + std::to_string(whole) + " = ";
  bool first = true;
  for (const Part& part : parts) {
    if (!first) line += " + ";
    first = false;
    line += std::to_string(part.count) + ' ' + std::string(part.word.in(language));
  }
  if (!adds_up()) {
    line += language == core::Language::swedish ? " – STÄMMER INTE: delarna är tillsammans "
                                                : " – DOES NOT ADD UP: the parts are together ";
    line += std::to_string(sum());
  }
  return line;
}

Equation reading_equation(const ports::Balance& balance) {
  Equation equation{"read", {"läst", "read"}, balance.read, {}};
  for (int i = 0; i < 7; ++i) {
    const auto outcome = static_cast<core::Outcome>(i);
    equation.parts.push_back({core::name(outcome), outcome_word(outcome), balance.by_outcome[i]});
  }
  return equation;
}

Equation delivery_equation(const ports::Balance& balance) {
  return {"handed_to_delivery",
          {"lämnat till leverans", "handed to delivery"},
          balance.handed_to_delivery,
          {{"delivered", {"levererade", "delivered"}, balance.delivered},
           {"rejected_there", {"nekade av noden", "rejected there"}, balance.rejected_there},
           {"stopped", {"stoppade", "stopped"}, balance.stopped},
           {"held", {"väntar", "held"}, balance.held},
           {"queued", {"i kö", "queued"}, balance.queued},
           {"dead_lettered", {"kunde inte levereras", "dead-lettered"}, balance.dead_lettered}}};
}

}  // namespace gateway::report
