#include "gateway/app/command_line.h"
#include "gateway/app/local_commands.h"

int main(int argc, char** argv) {
  gateway::app::LocalCommands commands;
  return gateway::app::run_command_line(argc, argv, commands);
}
