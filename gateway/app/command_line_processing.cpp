// The command of the register of processing.
#include "gateway/app/command_line_gathering.h"

namespace gateway::app {

void define_processing(Gathering& g) {
  CLI::App* processing = g.leaf(&g.app, "processing",
                                "Register of processing (GDPR art. 30); for the data protection officer", "processing");
  g.by(processing);
  g.text(processing, "date", "As it is in force on this day, YYYY-MM-DD; today where left out");
}

}  // namespace gateway::app
