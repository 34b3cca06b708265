#include <charconv>
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <vector>

#include "tests/bench/rows.h"

namespace {

using gateway::bench::Report;
using gateway::bench::Wish;

struct Bench {
  const char* name;
  void (*run)(const Wish&, Report&);
};

constexpr Bench kAll[] = {
    {"decision", gateway::bench::decision_rows}, {"decode", gateway::bench::decode_rows},
    {"audit", gateway::bench::audit_rows},       {"hop", gateway::bench::hop_rows},
    {"ingest", gateway::bench::ingest_rows},     {"xml", gateway::bench::xml_rows},
    {"program", gateway::bench::program_rows},   {"scale", gateway::bench::scale_rows},
    {"delivery", gateway::bench::delivery_rows},
};

constexpr const char* kUsage =
    "sus-bench [--json FILE] [--size N] [--times N] [--no-nginx] [ROW...], where ROW is one of";

template <typename Number>
bool read(const std::string& text, Number& value) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && end == text.data() + text.size() && value > 0;
}

int usage() {
  std::fprintf(stderr, "%s", kUsage);
  for (const Bench& bench : kAll) std::fprintf(stderr, " %s", bench.name);
  std::fprintf(stderr, "\n");
  return 2;
}

bool wanted(const std::vector<std::string>& names, const std::string& name) {
  for (const std::string& one : names) {
    if (one == name) return true;
  }
  return names.empty();
}

}  // namespace

int main(int argc, char** argv) {
  Wish wish;
  Report report;
  std::string json;
  std::vector<std::string> names;
  const std::vector<std::string> words(argv + 1, argv + argc);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool more = i + 1 < words.size();
    if (words[i] == "--json" && more) {
      json = words[++i];
    } else if (words[i] == "--size" && more) {
      if (!read(words[++i], wish.size)) return usage();
    } else if (words[i] == "--times" && more) {
      if (!read(words[++i], wish.times)) return usage();
    } else if (words[i] == "--no-nginx") {
      wish.nginx = false;
    } else {
      bool known = false;
      for (const Bench& bench : kAll) known = known || words[i] == bench.name;
      if (!known) return usage();
      names.push_back(words[i]);
    }
  }
  int code = 0;
  for (const Bench& bench : kAll) {
    if (!wanted(names, bench.name)) continue;
    try {
      bench.run(wish, report);
    } catch (const std::exception& fault) {
      std::fprintf(stderr, "sus-bench: %s: %s\n", bench.name, fault.what());
      code = 1;
    }
  }
  if (!json.empty() && !(std::ofstream(json) << report.json())) {
    std::fprintf(stderr, "sus-bench: cannot write %s\n", json.c_str());
    return 1;
  }
  return code;
}
