#include "plugins/sdk/csv.h"

#include <algorithm>
#include <cstring>

namespace sdk {
namespace {

constexpr std::size_t kKeptOfLongRow = 4096;

std::uint64_t line_breaks(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) ++count;
  }
  return count;
}

/// Where the first line break of data[begin, end) stands; `end` where there is none.
std::size_t find_break(const char* data, std::size_t begin, std::size_t end) {
  for (const char mark : {'\n', '\r'}) {
    const auto* found = static_cast<const char*>(std::memchr(data + begin, mark, end - begin));
    if (found != nullptr) end = static_cast<std::size_t>(found - data);
  }
  return end;
}

}  // namespace

CsvReader::CsvReader(Read read, CsvFormat format, std::size_t block)
    : read_(std::move(read)), format_(format), block_(block), buffer_(block + 1) {
  special_[static_cast<unsigned char>(format_.delimiter)] = true;
  special_['\n'] = true;
  special_['\r'] = true;
}

void CsvReader::seek(std::uint64_t offset, std::uint64_t line) {
  line_ = line;
  if (offset >= base_ && offset < base_ + size_) {
    at_ = static_cast<std::size_t>(offset - base_);
    return;
  }
  base_ = offset;
  at_ = size_ = 0;
  end_ = false;
}

/// Brings more of the file in behind what is left of the current row; false at the end of the file.
bool CsvReader::fill() {
  if (end_) return false;
  if (at_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + at_, size_ - at_);
    base_ += at_;
    size_ -= at_;
    at_ = 0;
  }
  // As much again as is held: a long row is looked over from its beginning each time, which must stay cheap.
  const auto more = std::max(block_, size_);
  if (size_ + more + 1 > buffer_.size()) buffer_.resize(size_ + more + 1);
  const auto got = read_(base_ + size_, buffer_.data() + size_, more);
  size_ += got;
  end_ = got == 0;
  return !end_;
}

/// Passes a line break at `at`, if one is there; false when the byte behind a CR must be read first.
bool CsvReader::skip_break(std::size_t& at) {
  if (at >= size_) return true;
  if (buffer_[at] == '\r') {
    if (at + 1 >= size_ && !end_) return false;
    ++at;
    if (at < size_ && buffer_[at] == '\n') ++at;
  } else {
    ++at;
  }
  return true;
}

/// Finds the bounds of one row's fields from at_ on. `more`: the row goes on behind the buffer.
CsvReader::Scan CsvReader::scan() {
  bounds_.clear();
  inner_lines_ = 0;
  buffer_[size_] = '\n';
  const char* const data = buffer_.data();
  std::size_t p = at_;
  for (;;) {
    if (format_.quote != 0 && p < size_ && data[p] == format_.quote) {
      const auto begin = ++p;
      bool doubled = false;
      for (;;) {
        const auto* found = static_cast<const char*>(std::memchr(data + p, format_.quote, size_ - p));
        if (found == nullptr) return Scan::more;
        p = static_cast<std::size_t>(found - data);
        if (p + 1 >= size_ && !end_) return Scan::more;
        if (p + 1 < size_ && data[p + 1] == format_.quote) {
          doubled = true;
          p += 2;
          continue;
        }
        break;
      }
      bounds_.push_back({begin, p, doubled});
      inner_lines_ += line_breaks({data + begin, p - begin});
      ++p;
      if (p < size_ && !special_[static_cast<unsigned char>(data[p])]) return Scan::broken;
    } else {
      const auto begin = p;
      while (!special_[static_cast<unsigned char>(data[p])]) ++p;
      bounds_.push_back({begin, p, false});
    }
    if (p >= size_) {
      if (!end_) return Scan::more;
      raw_end_ = next_at_ = size_;
      terminated_ = false;
      return Scan::complete;
    }
    if (data[p] == format_.delimiter) {
      ++p;
      if (p >= size_ && !end_) return Scan::more;
      continue;
    }
    raw_end_ = p;
    if (!skip_break(p)) return Scan::more;
    next_at_ = p;
    terminated_ = true;
    return Scan::complete;
  }
}

void CsvReader::finish(CsvRow& row, std::size_t raw_end) {
  const char* const data = buffer_.data();
  row.raw = {data + at_, raw_end - at_};
  row.offset = base_ + at_;
  row.line = line_;
  row.terminated = terminated_;
  row.fault = CsvFault::none;
  row.fields.clear();
  unquoted_.clear();
  unquoted_.reserve(row.raw.size());
  for (const auto& field : bounds_) {
    std::string_view text(data + field.begin, field.end - field.begin);
    if (text.size() > format_.field_limit && row.fault == CsvFault::none) {
      row.fault = CsvFault::field_too_long;
      row.fault_field = row.fields.size();
    }
    if (field.doubled) {
      const auto begin = unquoted_.size();
      for (;;) {
        const auto quote = text.find(format_.quote);
        if (quote == std::string_view::npos) break;
        unquoted_.append(text.substr(0, quote + 1));
        text.remove_prefix(quote + 2);
      }
      unquoted_.append(text);
      text = std::string_view(unquoted_).substr(begin);
    }
    row.fields.push_back(text);
  }
}

/// Splits at every delimiter, as if quotes meant nothing; what a faulty row can still say of itself.
void CsvReader::split_plainly(CsvRow& row, std::size_t end) {
  row.fields.clear();
  const char* const data = buffer_.data();
  for (std::size_t begin = at_;;) {
    const auto* stop = std::find(data + begin, data + end, format_.delimiter);
    std::string_view text(data + begin, static_cast<std::size_t>(stop - data) - begin);
    if (format_.quote != 0 && text.size() >= 2 && text.front() == format_.quote && text.back() == format_.quote) {
      text = text.substr(1, text.size() - 2);
    }
    row.fields.push_back(text);
    if (stop == data + end) return;
    begin = static_cast<std::size_t>(stop - data) + 1;
  }
}

/// A faulty row ends where its first line ends, however long that line is; reading goes on behind it.
CsvReader::Next CsvReader::first_line(CsvRow& row, CsvFault fault) {
  const auto line_end = [this] { return find_break(buffer_.data(), at_, size_); };
  auto end = line_end();
  while (end + 1 >= size_ && !end_ && end - at_ <= format_.row_limit) {
    fill();
    end = line_end();
  }
  row.offset = base_ + at_;
  row.line = line_++;
  row.fault = fault;
  row.fault_field = 0;
  const auto* first = buffer_.data() + at_;
  const bool too_long = end - at_ > format_.row_limit;
  const auto shown = too_long ? at_ + std::min(kKeptOfLongRow, format_.row_limit) : end;
  row.raw = {first, shown - at_};
  split_plainly(row, shown);
  if (too_long) {
    // What the row says is kept aside: its bytes leave the buffer while the rest of the line is passed over.
    row.fault = CsvFault::row_too_long;
    unquoted_.assign(row.raw);
    for (auto& field : row.fields) {
      field = std::string_view(unquoted_).substr(static_cast<std::size_t>(field.data() - first), field.size());
    }
    row.raw = unquoted_;
    at_ = end;
    while (at_ >= size_ && fill()) at_ = line_end();
    if (at_ + 1 >= size_) fill();
    end = at_;
  }
  row.terminated = end < size_;
  skip_break(end);
  at_ = end;
  return Next::row;
}

CsvReader::Next CsvReader::next(CsvRow& row) {
  for (;;) {
    if (at_ >= size_ && !fill()) return Next::end;
    const auto result = scan();
    if (result == Scan::broken) return first_line(row, CsvFault::quote);
    if (result == Scan::more) {
      // Only the line feed behind a CR may be missing of a row that is as long as it may be.
      if (size_ - at_ > format_.row_limit + 1) return first_line(row, CsvFault::quote);
      if (!fill()) {
        // The end is known now: the same bytes are a whole row, or quotes stand open.
        const auto again = scan();
        if (again == Scan::broken) return first_line(row, CsvFault::quote);
        if (again == Scan::more) {
          row.offset = base_ + at_;
          row.line = line_;
          return Next::unterminated;
        }
      } else {
        continue;
      }
    }
    // The same as where it was too long for the buffer: what a row says must not hang on where blocks end.
    if (raw_end_ - at_ > format_.row_limit) return first_line(row, CsvFault::quote);
    finish(row, raw_end_);
    const bool blank = row.raw.empty();
    at_ = next_at_;
    line_ += inner_lines_ + 1;
    if (!blank) return Next::row;
  }
}

bool CsvReader::skip_lines(std::uint64_t count) {
  for (; count > 0; --count) {
    for (;;) {
      auto end = find_break(buffer_.data(), at_, size_);
      if (end != size_) {
        if (skip_break(end)) {
          at_ = end;
          break;
        }
        at_ = end;
      } else {
        at_ = size_;
      }
      if (!fill() && at_ >= size_) return false;
    }
    ++line_;
  }
  return true;
}

}  // namespace sdk
