#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accorda {

/// Where a text stands in an XML file, seen from a record: "Slutdatum", "Beslut/Datum", "@id", "Person/@id", "." for
/// the record's own text, and "../Personnummer" for what stands around it. Names are compared without prefixes;
/// capitals count.
struct XmlPath {
  std::size_t ups = 0;
  std::vector<std::string> steps;
  std::string attribute;  ///< Empty: the text of the last step.

  /// Nothing where the text is no path.
  static std::optional<XmlPath> parse(std::string_view text);
};

/// "Export/Insatser/Insats" or "/Export/Insatser/Insats"; empty where it is no path from the root.
std::vector<std::string> parse_record_path(std::string_view text);

}  // namespace accorda
