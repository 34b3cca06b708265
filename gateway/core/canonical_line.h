#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/date.h"

namespace gateway::core {

/// One row of the canonical form of rules: each part behind its length, so that no two rows read alike.
class CanonicalLine {
 public:
  explicit CanonicalLine(std::string_view kind) { part(kind); }
  CanonicalLine& part(std::string_view text) {
    out_ += std::to_string(text.size()) + ":";
    out_ += text;
    return *this;
  }
  CanonicalLine& number(std::int64_t value) { return part(std::to_string(value)); }
  CanonicalLine& period(const base::Period& period) {
    return part(period.from.text()).part(period.to ? period.to->text() : "");
  }
  /// Texts whose order means nothing.
  CanonicalLine& parts(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    number(static_cast<std::int64_t>(texts.size()));
    for (const std::string& text : texts) part(text);
    return *this;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace gateway::core
