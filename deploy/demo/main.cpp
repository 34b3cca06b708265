#include <charconv>
#include <cstdio>
#include <exception>
#include <map>
#include <stdexcept>
#include <string>

#include "deploy/demo/export.h"
#include "deploy/demo/plan.h"
#include "deploy/demo/verify.h"

namespace {

constexpr const char* kUsage =
    "sus-demo generate --participants N --seed S --day 1|2 [--format csv|xml] --out FOLDER --plan FILE\n"
    "sus-demo verify --plan FILE --counts FILE --lists FOLDER\n";

using Options = std::map<std::string, std::string>;

int number(const Options& options, const std::string& name, int otherwise) {
  const auto found = options.find(name);
  if (found == options.end()) return otherwise;
  int value = 0;
  const std::string& text = found->second;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < 1) {
    throw std::runtime_error(name + " must be a whole number from 1");
  }
  return value;
}

int generate(const Options& options) {
  const int day = number(options, "--day", 1);
  const demo::Plan plan = demo::make_plan(number(options, "--participants", 2000),
                                          static_cast<std::uint32_t>(number(options, "--seed", 1)), day);
  const auto format = options.find("--format");
  if (format == options.end() || format->second == "csv") {
    demo::write_csv(plan, options.at("--out"));
  } else if (format->second == "xml") {
    demo::write_xml(plan, options.at("--out"));
  } else {
    throw std::runtime_error("--format is csv or xml");
  }
  demo::write_plan(plan, day, options.at("--plan"));
  return 0;
}

int verify(const Options& options) {
  const auto differences = demo::differences(options.at("--plan"), options.at("--counts"), options.at("--lists"));
  for (const std::string& line : differences) std::fprintf(stderr, "%s\n", line.c_str());
  std::printf("%s\n", differences.empty() ? "Every planted case ended as planned." : "Not all ended as planned.");
  return differences.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::string command = argc > 1 ? argv[1] : "";
    Options options;
    for (int i = 2; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
    if (command == "generate") return generate(options);
    if (command == "verify") return verify(options);
  } catch (const std::out_of_range&) {
    std::fprintf(stderr, "sus-demo: an option is missing\n");
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "sus-demo: %s\n", fault.what());
    return 1;
  }
  std::fputs(kUsage, stderr);
  return 2;
}
