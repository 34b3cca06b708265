#pragma once

#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// The sentences of the reasons that stand in the member, one after another, each once.
std::string sentences(const base::Document& row, std::string_view member, core::Language language);

/// What to do about the reasons of an answer, once for each thing.
class Remedies {
 public:
  explicit Remedies(core::Language language) : language_(language) {}

  /// Those of the reasons that stand in the member.
  void take(const base::Document& row, std::string_view member);
  /// Under a heading, on lines of their own; nothing where there are none.
  void print(std::ostream& out) const;

 private:
  core::Language language_;
  std::vector<std::string> lines_;
  std::set<std::string> seen_;
};

}  // namespace gateway::app
