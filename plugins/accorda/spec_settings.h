#pragma once

#include <map>
#include <memory>
#include <string>

#include "plugins/accorda/node.h"
#include "plugins/accorda/settings.h"

namespace accorda {

/// Value lists that several columns share, by name.
using SharedLists = std::map<std::string, std::shared_ptr<const ValueList>>;

/// The slot of a column named by a node (text, or a number from 1) in `file`.
std::size_t slot_of(const Node& node, FileSettings& file, bool optional = false);

/// {column = "…", in = […], not_in = […]}.
Condition parse_condition(const Node& node, FileSettings& file);

/// {"Ja" = "given", …}.
ValueList parse_values(const Node& node);

std::vector<DateFormat> parse_dates(const Node& node);

/// One member of a file's `columns`.
Spec parse_spec(Field field, const Node& node, FileSettings& file, const SharedLists& shared);

/// Folded and trimmed, as cells are compared.
std::string folded(std::string_view text);

}  // namespace accorda
