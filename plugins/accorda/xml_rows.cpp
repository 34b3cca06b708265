#include "plugins/accorda/xml_rows.h"

#include <algorithm>

#include "plugins/accorda/xml_path.h"

namespace accorda {
namespace {

constexpr std::uint64_t kRowsPerPlace = 64;

/// An export may hold whole books in what is passed over: it is never gathered. Everything else is bounded.
sdk::XmlLimits limits() {
  sdk::XmlLimits limits;
  limits.text = std::uint64_t{1} << 50;
  return limits;
}

/// The begin of a text, cut between letters.
std::string_view begin_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

}  // namespace

XmlRows::XmlRows(const sdk::File& file, const std::vector<const FileSettings*>& shapes, std::size_t block,
                 std::function<bool()> stopping)
    : file_(file),
      block_(block),
      stopping_(std::move(stopping)),
      reader_(*this, limits()),
      map_(reader_, shapes),
      path_{0} {
  for (const auto* settings : shapes) {
    auto& shape = shapes_.emplace_back();
    const auto size = settings->used.size();
    shape.settings = settings;
    shape.cells.resize(size);
    shape.around.resize(size);
    shape.around_begin.resize(size, kNowhere);
    shape.outside.resize(size);
    shape.seen.resize(size);
    for (std::size_t slot = 0; slot < size; ++slot) {
      shape.outside[slot] = XmlPath::parse(settings->used[slot].name)->ups > 0;
      shape.reaches_out = shape.reaches_out || shape.outside[slot];
    }
  }
}

/// Reads one block; false at the end or at a fault.
bool XmlRows::fill() {
  stopped_ = stopping_ && stopping_();
  if (end_ || stopped_) return false;
  begin_batch();
  const auto got = file_.read(at_, reader_.room(block_), block_);
  at_ += got;
  end_ = got == 0;
  return end_ ? reader_.finish() : reader_.take(got);
}

/// Forgets the rows that were given; what open records have said so far stays.
void XmlRows::begin_batch() {
  kept_.clear();
  for (auto& shape : shapes_) {
    std::fill(shape.around_begin.begin(), shape.around_begin.end(), kNowhere);
    if (!shape.open) continue;
    for (auto& cell : shape.cells) {
      if (!cell.set) continue;
      const auto begin = kept_.size();
      kept_.append(arena_, cell.begin, cell.size);
      cell.begin = begin;
    }
  }
  arena_.swap(kept_);
  // A place of an open record is still to be given.
  std::vector<XmlRowPlace> places;
  for (auto& shape : shapes_) {
    if (!shape.open || shape.place == 0) continue;
    places.push_back(std::move(places_[shape.place - 1]));
    shape.place = places.size();
  }
  places_ = std::move(places);
  cells_.clear();
  rows_.clear();
  given_ = 0;
}

bool XmlRows::next(sdk::CsvRow& row, XmlRowNote& note) {
  while (given_ == rows_.size()) {
    if (own_error_.fault != sdk::XmlFault::none || !fill()) {
      if (given_ == rows_.size()) return false;
    }
  }
  give(rows_[given_++], row, note);
  return true;
}

void XmlRows::give(const Row& row, sdk::CsvRow& to, XmlRowNote& note) {
  const auto count = shapes_[row.shape].cells.size();
  to.fields.resize(count);
  note.unclear.resize(count);
  for (std::size_t slot = 0; slot < count; ++slot) {
    const auto& cell = cells_[row.first_cell + slot];
    to.fields[slot] = std::string_view(arena_).substr(cell.begin, cell.size);
    note.unclear[slot] = cell.doubled || cell.cut;
  }
  to.raw = raw_;
  to.offset = row.offset;
  to.line = row.line;
  to.terminated = true;
  to.fault = row.fault;
  to.fault_field = row.fault_cell;
  note.shape = row.shape;
  note.doubled = row.doubled;
  note.behind = row.behind;
  note.place = row.place == 0 ? nullptr : &places_[row.place - 1];
}

/// Stands where `place` says, of a file with one shape.
void XmlRows::enter(const XmlRowPlace& place) {
  reader_.resume(place.document);
  auto& shape = shapes_.front();
  path_ = map_.way(0);
  unknown_ = 0;
  shape.open = false;
  auto around = place.around.begin();
  for (std::size_t slot = 0; slot < shape.around.size(); ++slot) {
    if (shape.outside[slot]) shape.around[slot] = *around++;
  }
  begin_batch();
  at_ = place.document.offset;
  end_ = false;
  own_error_ = {};
}

void XmlRows::seek(const XmlRowPlace& place) {
  enter(place);
  reader_.stop_at_close(false);
}

/// Up to a block from `offset` on, mostly out of the block that was read last.
std::size_t XmlRows::read_near(std::uint64_t offset, char* to) {
  constexpr std::size_t kWhole = 1024;  // A record has less, nearly always: what is cut takes longer to read.
  if (offset < near_at_ || offset + kWhole > near_at_ + near_.size()) {
    near_.resize(block_);
    near_.resize(file_.read(offset, near_.data(), block_));
    near_at_ = offset;
  }
  return near_.copy(to, block_, offset - near_at_);
}

bool XmlRows::fetch(std::uint64_t offset, const XmlRowPlace& like, sdk::CsvRow& row, XmlRowNote& note) {
  // A parser that stands behind a record can take another one, unless the record was the whole document.
  const bool warm = reader_.stopped() && error().fault == sdk::XmlFault::none && path_.size() > 1;
  if (warm) {
    begin_batch();
    reader_.leap(offset);
    at_ = offset;
  } else {
    auto place = like;
    place.document.offset = offset;
    enter(place);
    reader_.stop_at_close(true);
  }
  raw_.clear();
  const auto most = shapes_.front().settings->csv.row_limit;
  while (rows_.empty()) {
    char* const to = reader_.room(block_);
    const auto got = read_near(at_, to);
    if (got == 0) return false;
    at_ += got;
    raw_.append(to, std::min(got, most - std::min(most, raw_.size())));
    if (!reader_.take(got)) return false;
    if (!reader_.stopped()) continue;
    if (rows_.empty()) return false;
    raw_.resize(std::min<std::size_t>(raw_.size(), row_end_ - offset));
  }
  give(rows_.front(), row, note);
  return true;
}

void XmlRows::start(sdk::XmlName name, const sdk::XmlAttributes& attributes, std::uint64_t offset) {
  if (unknown_ > 0) {
    ++unknown_;
    return;
  }
  const auto index = map_.child(path_.back(), name);
  if (index == XmlMap::kNone) {
    ++unknown_;
    return;
  }
  path_.push_back(index);
  const auto& node = map_.node(index);
  for (const auto shape : node.places) map_.see(shape);
  for (const auto target : node.clears) clear_around(target);
  for (const auto shape : node.records) begin_record(shape, offset);
  for (std::size_t i = 0; i < attributes.size() && !node.attributes.empty(); ++i) {
    for (const auto& wanted : node.attributes) {
      if (wanted.name == attributes.name(i)) put(wanted.target, attributes.value(i), false);
    }
  }
  if (node.texts.empty()) return;
  if (texts_.size() < path_.size()) texts_.resize(path_.size());
  texts_[path_.size() - 1].clear();
}

void XmlRows::text(std::string_view text) {
  if (unknown_ > 0 || map_.node(path_.back()).texts.empty()) return;
  auto& whole = texts_[path_.size() - 1];
  // One byte too many says that it was cut.
  const auto most = shapes_.front().settings->csv.field_limit + 1;
  if (whole.size() < most) whole.append(text.substr(0, most - whole.size()));
}

void XmlRows::end(sdk::XmlName, std::uint64_t behind) {
  if (unknown_ > 0) {
    --unknown_;
    return;
  }
  if (path_.size() == 1) return;
  const auto& node = map_.node(path_.back());
  if (!node.texts.empty()) {
    const auto& whole = texts_[path_.size() - 1];
    for (const auto target : node.texts) {
      const auto most = shapes_[target.shape].settings->csv.field_limit;
      put(target, begin_of(whole, most), whole.size() > most);
    }
  }
  for (const auto shape : node.records) end_record(shape, behind);
  path_.pop_back();
}

void XmlRows::clear_around(XmlMap::Target target) {
  shapes_[target.shape].around[target.slot] = {};
  shapes_[target.shape].around_begin[target.slot] = kNowhere;
}

void XmlRows::put(XmlMap::Target target, std::string_view text, bool cut) {
  auto& shape = shapes_[target.shape];
  shape.seen[target.slot] = true;
  if (shape.outside[target.slot]) {
    auto& around = shape.around[target.slot];
    if (around.used && !shape.late) {
      shape.late = target.slot;
      own_error_ = {sdk::XmlFault::malformed, reader_.line(), "a mapped element stands behind the records around it"};
    }
    around.doubled = around.set;
    around.cut = cut;
    around.set = true;
    around.text = around.doubled ? nullptr : std::make_shared<const std::string>(text);
    shape.around_begin[target.slot] = kNowhere;
    return;
  }
  auto& cell = shape.cells[target.slot];
  if (!shape.open || cell.doubled) return;
  if (cell.set) {
    cell.doubled = true;
    cell.size = 0;
    return;
  }
  cell.set = true;
  cell.cut = cut;
  cell.begin = arena_.size();
  cell.size = text.size();
  arena_.append(text);
}

void XmlRows::begin_record(std::size_t index, std::uint64_t offset) {
  auto& shape = shapes_[index];
  shape.open = true;
  shape.offset = offset;
  shape.line = reader_.line();
  std::fill(shape.cells.begin(), shape.cells.end(), Cell());
  shape.place = 0;
  if (shape.rows != 0 && !(shape.reaches_out && shape.rows % kRowsPerPlace == 0)) return;
  auto& place = places_.emplace_back();
  place.document = reader_.place();
  for (std::size_t slot = 0; slot < shape.around.size(); ++slot) {
    if (shape.outside[slot]) place.around.push_back(shape.around[slot]);
  }
  shape.place = places_.size();
}

void XmlRows::end_record(std::size_t index, std::uint64_t behind) {
  auto& shape = shapes_[index];
  Row row;
  row.shape = index;
  row.offset = shape.offset;
  row.behind = behind;
  row.line = shape.line;
  row.place = shape.place;
  row.first_cell = cells_.size();
  for (std::size_t slot = 0; slot < shape.cells.size(); ++slot) {
    auto cell = shape.cells[slot];
    if (shape.outside[slot]) {
      auto& around = shape.around[slot];
      around.used = true;
      const std::string_view text = around.text ? std::string_view(*around.text) : std::string_view();
      // Once for all the records that follow it: a long one around many small ones would fill the memory.
      auto& begin = shape.around_begin[slot];
      if (begin == kNowhere) {
        begin = arena_.size();
        arena_.append(text);
      }
      cell = {begin, text.size(), around.set, around.doubled, around.cut};
    }
    row.doubled = row.doubled || cell.doubled;
    if (cell.cut && row.fault == sdk::CsvFault::none) {
      row.fault = sdk::CsvFault::field_too_long;
      row.fault_cell = slot;
    }
    cells_.push_back(cell);
  }
  if (behind - shape.offset > shape.settings->csv.row_limit) row.fault = sdk::CsvFault::row_too_long;
  row_end_ = behind;
  shape.open = false;
  ++shape.rows;
  rows_.push_back(row);
}

}  // namespace accorda
