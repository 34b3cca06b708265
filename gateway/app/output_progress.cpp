#include "gateway/app/output_progress.h"

#include <algorithm>
#include <cmath>

#include "gateway/app/output_table.h"

namespace gateway::app {

namespace {

constexpr std::int64_t kBarWidth = 24;
constexpr std::int64_t kPage = 256;  ///< Records in one page of a source.

/// Records a second; 0: not known.
double rate_of(const base::Document& said) {
  const base::Document* rate = said.find("rate");
  if (rate == nullptr) return 0;
  if (rate->integer() != nullptr) return static_cast<double>(*rate->integer());
  return rate->number() != nullptr ? *rate->number() : 0;
}

std::string time_left(std::int64_t records, double rate, bool swedish) {
  const auto seconds = static_cast<std::int64_t>(std::ceil(static_cast<double>(records) / rate));
  const std::string time =
      seconds < 120 ? std::to_string(seconds) + " s" : std::to_string((seconds + 59) / 60) + " min";
  return time + (swedish ? " kvar" : " left");
}

}  // namespace

std::string ProgressLine::text_of(const base::Document& said) const {
  const bool swedish = language_ == core::Language::swedish;
  std::string text = printable(said.text("source"));
  if (!text.empty()) text += ": ";
  const std::int64_t records = said.integer_or("records", 0);
  const std::int64_t total = said.integer_or("total", 0);
  text += std::to_string(records);
  if (total > 0) text += (swedish ? " av " : " of ") + std::to_string(total);
  text += swedish ? " poster" : " records";
  const double rate = rate_of(said);
  if (rate <= 0) return text;
  text += ", " + std::to_string(static_cast<std::int64_t>(rate)) + (swedish ? " i sekunden" : " a second");
  if (total > records) text += ", " + time_left(total - records, rate, swedish);
  return text;
}

/// Filled as far as is known; without a total, a block that moves on with every page.
std::string ProgressLine::bar_of(std::int64_t records, std::int64_t total) {
  std::string bar(static_cast<std::size_t>(kBarWidth), '-');
  if (total > 0) {
    const std::int64_t filled = std::clamp<std::int64_t>(records * kBarWidth / total, 0, kBarWidth);
    std::fill_n(bar.begin(), filled, '#');
  } else {
    const std::int64_t at = records / kPage % (kBarWidth - 2);
    std::fill_n(bar.begin() + at, 3, '#');
  }
  return "[" + bar + "] ";
}

void ProgressLine::show(const base::Document& said) {
  const std::string text = text_of(said);
  if (terminal_) {
    err_ << "\r\x1b[K" << bar_of(said.integer_or("records", 0), said.integer_or("total", 0)) << text << std::flush;
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
