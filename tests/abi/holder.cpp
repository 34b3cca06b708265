// A gateway to be killed: starts the plugin that its argument names, says "pulling" once a page came, and pulls on.
#include <cstdio>

#include "tests/abi/support.h"

int main(int count, char** arguments) {
  if (count != 2) return 2;
  border::Log log;
  border::Echo web;
  gateway::host::PluginConfig how;
  how.library = border::fixture(arguments[1]);
  how.id = "held";
  how.call_timeout = std::chrono::minutes(2);
  const auto plugin = gateway::host::Plugin::start(how, web, log);
  if (!plugin) return 3;
  const auto pulled = (*plugin)->source()->pull("after a page", "", [](const gateway::ports::Page&) {
    std::puts("pulling");
    std::fflush(stdout);
    return gateway::base::Result<void>();
  });
  return pulled ? 0 : 4;
}
