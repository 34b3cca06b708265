#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/accorda/settings.h"
#include "plugins/accorda/xml_map.h"
#include "plugins/sdk/csv.h"
#include "plugins/sdk/host.h"
#include "plugins/sdk/xml.h"

namespace accorda {

/// What a slot that lies outside the records says of those that follow.
struct XmlAround {
  std::shared_ptr<const std::string> text;  ///< Null: nothing. Shared, as every place after it holds it.
  bool set = false;
  bool doubled = false;
  bool cut = false;
  bool used = false;  ///< A record has ended since it began anew.
};

/// From where the rows of an XML file can be read on.
struct XmlRowPlace {
  sdk::XmlPlace document;
  std::vector<XmlAround> around;  ///< Of the slots that lie outside the record, in their order.
};

/// What there is to say of an XML row beside its cells.
struct XmlRowNote {
  std::size_t shape = 0;
  bool doubled = false;       ///< An element that is a cell stands there twice: nobody knows which counts.
  std::uint64_t behind = 0;   ///< The offset behind the record.
  std::vector<bool> unclear;  ///< By slot: it stands there twice, or longer than a cell may be.
  const XmlRowPlace* place =
      nullptr;  ///< Given for a shape's first row and, where cells lie outside the record, now and then.
};

/// The records of one XML file as rows: the cells of a row are the slots of its shape, in UTF-8. Several shapes
/// (entries of `files`) can be read at once.
class XmlRows : private sdk::XmlHandler {
 public:
  /// `stopping` is asked before each block: true ends the rows as if the file ended.
  XmlRows(const sdk::File& file, const std::vector<const FileSettings*>& shapes, std::size_t block,
          std::function<bool()> stopping = {});

  /// The next row of any shape, in the order in which records end. Views hold until the next call. False at the end, or
  /// where error() says what is wrong.
  bool next(sdk::CsvRow& row, XmlRowNote& note);

  /// Goes on at a place that a note gave.
  void seek(const XmlRowPlace& place);

  /// The row that begins at `offset`, of a file that was read whole before and has one shape whose cells all lie in the
  /// record; `like` is any place of the shape. Its raw bytes come with it. False when it cannot be read there any more.
  bool fetch(std::uint64_t offset, const XmlRowPlace& like, sdk::CsvRow& row, XmlRowNote& note);

  /// Whether the rows ended because of stopping().
  bool stopped() const { return stopped_; }

  const sdk::XmlError& error() const { return own_error_.fault == sdk::XmlFault::none ? reader_.error() : own_error_; }

  /// Whether any row had the slot, and whether the place of the records was there at all.
  std::uint64_t rows(std::size_t shape) const { return shapes_[shape].rows; }
  bool seen(std::size_t shape, std::size_t slot) const { return shapes_[shape].seen[slot]; }
  bool place_seen(std::size_t shape) const { return map_.place_seen(shape); }
  /// The slot that stands behind records that it belongs to, which ends the reading; nothing in a file in order.
  std::optional<std::size_t> late(std::size_t shape) const { return shapes_[shape].late; }

 private:
  static constexpr std::size_t kNowhere = ~std::size_t{0};

  struct Cell {
    std::size_t begin = 0;
    std::size_t size = 0;
    bool set = false;
    bool doubled = false;
    bool cut = false;
  };
  struct Shape {
    const FileSettings* settings = nullptr;
    bool open = false;
    bool reaches_out = false;
    std::uint64_t offset = 0;
    std::uint64_t line = 0;
    std::uint64_t rows = 0;
    std::size_t place = 0;  // In places_, from 1; 0: none.
    std::vector<Cell> cells;
    std::vector<XmlAround> around;          // By slot; unused where the slot lies in the record.
    std::vector<std::size_t> around_begin;  // In arena_, by slot; kNowhere: not in this batch's.
    std::vector<bool> outside;
    std::vector<bool> seen;
    std::optional<std::size_t> late;
  };
  struct Row {
    std::size_t shape = 0;
    std::uint64_t offset = 0;
    std::uint64_t behind = 0;
    std::uint64_t line = 0;
    std::size_t first_cell = 0;
    std::size_t place = 0;
    sdk::CsvFault fault = sdk::CsvFault::none;
    std::size_t fault_cell = 0;
    bool doubled = false;
  };

  void start(sdk::XmlName name, const sdk::XmlAttributes& attributes, std::uint64_t offset) override;
  void text(std::string_view text) override;
  void end(sdk::XmlName name, std::uint64_t behind) override;

  bool fill();
  std::size_t read_near(std::uint64_t offset, char* to);
  void begin_batch();
  void begin_record(std::size_t shape, std::uint64_t offset);
  void end_record(std::size_t shape, std::uint64_t behind);
  void put(XmlMap::Target target, std::string_view text, bool cut);
  void clear_around(XmlMap::Target target);
  void give(const Row& row, sdk::CsvRow& to, XmlRowNote& note);
  void enter(const XmlRowPlace& place);

  const sdk::File& file_;
  std::size_t block_;
  std::function<bool()> stopping_;
  sdk::XmlReader reader_;
  XmlMap map_;
  std::vector<Shape> shapes_;
  std::vector<std::size_t> path_;   // Nodes of the map, the root first.
  std::vector<std::string> texts_;  // Of the open elements whose text is a cell, by depth.
  std::size_t unknown_ = 0;         // Open elements of which the map knows nothing.
  std::string arena_;               // What the cells of the batch say.
  std::string kept_;
  std::vector<Cell> cells_;
  std::vector<Row> rows_;
  std::vector<XmlRowPlace> places_;
  std::size_t given_ = 0;
  std::uint64_t at_ = 0;
  std::uint64_t row_end_ = 0;
  bool end_ = false;
  bool stopped_ = false;
  std::string raw_;
  std::string near_;  // Of the file from near_at_ on: records that are fetched are often neighbours.
  std::uint64_t near_at_ = 0;
  sdk::XmlError own_error_;
};

}  // namespace accorda
