#pragma once

#include <string>
#include <string_view>

#include "plugins/accorda/settings.h"
#include "plugins/accorda/table.h"

namespace accorda {

/// What a field says in a row: a text, a code or a date; empty when nothing. It stands in the row, in the settings or
/// in the room that was given. `fault` is a code of contracts/schema/participation.schema.json, or empty.
struct Cell {
  std::string_view text;
  std::string_view fault;
};

/// Reads a field out of a row whose columns can be trusted.
Cell read_cell(const Spec& spec, const Table& table, const TableRow& row, std::string& room);

}  // namespace accorda
