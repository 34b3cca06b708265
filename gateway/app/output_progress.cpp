#include "gateway/app/output_progress.h"

#include <algorithm>

#include "gateway/app/output_table.h"

namespace gateway::app {

namespace {

constexpr std::int64_t kBarWidth = 24;
constexpr std::int64_t kPage = 256;  ///< Records in one page of a source.

std::string rate_of(const base::Document& said) {
  const base::Document* rate = said.find("rate");
  if (rate == nullptr) return {};
  if (rate->integer() != nullptr) return std::to_string(*rate->integer());
  if (rate->number() != nullptr) return std::to_string(static_cast<std::int64_t>(*rate->number()));
  return {};
}

}  // namespace

std::string ProgressLine::text_of(const base::Document& said) const {
  const bool swedish = language_ == core::Language::swedish;
  std::string text = printable(said.text("source"));
  if (!text.empty()) text += ": ";
  text += std::to_string(said.integer_or("read", 0)) + (swedish ? " lästa" : " read");
  if (const std::int64_t total = said.integer_or("total", 0); total > 0) {
    text += (swedish ? " av " : " of ") + std::to_string(total);
  }
  if (const std::string rate = rate_of(said); !rate.empty()) {
    text += ", " + rate + (swedish ? " i sekunden" : " a second");
  }
  return text;
}

/// Filled as far as is known; without a total, a block that moves on with every page.
std::string ProgressLine::bar_of(std::int64_t read, std::int64_t total) {
  std::string bar(static_cast<std::size_t>(kBarWidth), '-');
  if (total > 0) {
    const std::int64_t filled = std::clamp<std::int64_t>(read * kBarWidth / total, 0, kBarWidth);
    std::fill_n(bar.begin(), filled, '#');
  } else {
    const std::int64_t at = read / kPage % (kBarWidth - 2);
    std::fill_n(bar.begin() + at, 3, '#');
  }
  return "[" + bar + "] ";
}

void ProgressLine::show(const base::Document& said) {
  const std::string text = text_of(said);
  if (terminal_) {
    err_ << "\r\x1b[K" << bar_of(said.integer_or("read", 0), said.integer_or("total", 0)) << text << std::flush;
    begun_ = true;
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  if (last_ && now - *last_ < std::chrono::seconds(1)) {
    waiting_ = text;
    return;
  }
  last_ = now;
  waiting_.clear();
  err_ << text << std::endl;
}

void ProgressLine::finish() {
  if (begun_) err_ << std::endl;
  if (!waiting_.empty()) err_ << waiting_ << std::endl;
  begun_ = false;
  waiting_.clear();
}

}  // namespace gateway::app
