#include "gateway/app/output_table.h"

#include <algorithm>
#include <utility>

namespace gateway::app {

namespace {

constexpr char32_t kBad = 0xffffffff;

/// Takes the next code point off `text`; kBad for a byte that begins none.
char32_t next(std::string_view& text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  std::size_t length = 1;
  char32_t point = first;
  char32_t least = 0;
  if (first >= 0xf0 && first < 0xf5) {
    length = 4;
    point = first & 0x07U;
    least = 0x10000;
  } else if (first >= 0xe0 && first < 0xf0) {
    length = 3;
    point = first & 0x0fU;
    least = 0x800;
  } else if (first >= 0xc2 && first < 0xe0) {
    length = 2;
    point = first & 0x1fU;
    least = 0x80;
  } else if (first >= 0x80) {
    point = kBad;
  }
  if (length > text.size()) {
    text.remove_prefix(1);
    return kBad;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) {
      text.remove_prefix(1);
      return kBad;
    }
    point = (point << 6U) | (byte(i) & 0x3fU);
  }
  text.remove_prefix(length);
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  return point < least || point > 0x10ffff || surrogate ? kBad : point;
}

bool steers(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::size_t width_of(char32_t c) {
  if ((c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200d) || c == 0xfeff) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
                    (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                    (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff);
  return wide ? 2 : 1;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t point = next(text);
    if (point == kBad || steers(point)) {
      out += '?';
    } else {
      out += before.substr(0, before.size() - text.size());
    }
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += width_of(next(text));
  return width;
}

Table::Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}

void Table::row(std::vector<std::string> cells) {
  cells.resize(headings_.size());
  for (std::string& cell : cells) cell = printable(cell);
  rows_.push_back(std::move(cells));
}

void Table::print(std::ostream& out) const {
  std::vector<std::size_t> shown;
  std::vector<std::size_t> widths(headings_.size());
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    const bool filled = std::any_of(rows_.begin(), rows_.end(), [i](const auto& row) { return !row[i].empty(); });
    if (!filled) continue;
    shown.push_back(i);
    widths[i] = display_width(headings_[i]);
    for (const auto& row : rows_) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (const std::size_t i : shown) {
      text += cells[i];
      if (i != shown.back()) text.append(widths[i] - display_width(cells[i]) + 2, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  };
  if (shown.empty()) return;
  line(headings_);
  for (const auto& row : rows_) line(row);
}

}  // namespace gateway::app
