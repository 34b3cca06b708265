#pragma once

#include <string>

#include "plugins/accorda/settings.h"
#include "plugins/accorda/table.h"

namespace accorda {

/// What decides between rows with the same key.
struct Rank {
  bool preferred = true;
  std::string
      date;  ///< The latest in its columns; beyond all dates where one cannot be read, so that its fault is seen.
};

Rank rank(const Table& table, const TableRow& row);

/// Whether the row that stands later in the file goes before the one that stands earlier.
bool goes_before(Pick::Order order, const Rank& later, const Rank& earlier);

}  // namespace accorda
