// The commands about volume figures.
#include "gateway/app/command_line_gathering.h"
#include "gateway/core/volume.h"

namespace gateway::app {

void define_volumes(Gathering& g) {
  CLI::App* volume = g.group("volume", "Volume figures of insatser where nobody is registered individually");
  CLI::App* set = g.leaf(volume, "set", "Give or correct figures, all of the file or nothing", "volume.set");
  CLI::Option* file = set->add_option("FILE", g.texts["file"], "Volume set, TOML or JSON, instead of one figure");
  g.text(set, "insats", "Insats, as the directory calls it")->excludes(file);
  const auto number = [&](const char* name, const char* help, std::int64_t least, std::int64_t most) {
    set->add_option_function<std::int64_t>(
           std::string("--") + name, [&g, name](const std::int64_t& value) { g.invocation.arguments.set(name, value); },
           help)
        ->check(CLI::Range(least, most))
        ->excludes(file);
  };
  number("year", "Year in which they took part", 2000, 2199);
  number("women", "Women, all of the year", 0, core::kMostOfVolume);
  number("men", "Men, all of the year", 0, core::kMostOfVolume);
  g.text(set, "by", "User who gives it: insatsansvarig of the insats's cooperation organisation")->excludes(file);
  g.flag(set, "--dry-run", "dry_run", "Say whether it can be; store nothing");
  CLI::App* list = g.leaf(volume, "list", "Figures that hold, by whom, when, and whether SUS has them", "volume.list");
  g.text(list, "insats", "Only of this insats");
  g.flag(list, "--all", "all", "Those that were corrected, too");
}

}  // namespace gateway::app
