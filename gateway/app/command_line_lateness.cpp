// The command about lateness.
#include "gateway/app/command_line_gathering.h"

namespace gateway::app {

void define_lateness(Gathering& g) {
  CLI::App* lateness =
      g.leaf(&g.app, "lateness", "Days from events to their registration, by office and insats", "lateness");
  g.by(lateness);
  g.text(lateness, "from", "First day of registration; 30 days where left out");
  g.text(lateness, "to", "Last day of registration; today where left out");
  g.text(lateness, "form", "Only of this form of cooperation")->check(CLI::IsMember({"finsam", "af_fk"}));
}

}  // namespace gateway::app
