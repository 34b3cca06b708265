#pragma once

#include <cstddef>
#include <vector>

#include "plugins/accorda/settings.h"
#include "plugins/sdk/xml.h"

namespace accorda {

/// Which elements of a file mean anything, as a tree of names: all else is passed over without being looked at.
class XmlMap {
 public:
  struct Target {
    std::size_t shape = 0;
    std::size_t slot = 0;
  };
  struct AttributeTarget {
    sdk::XmlName name;
    Target target;
  };
  struct Node {
    sdk::XmlName name = nullptr;
    std::vector<std::size_t> children;
    std::vector<Target> texts;                ///< Cells that are this element's text.
    std::vector<AttributeTarget> attributes;  ///< Cells that are attributes of it.
    std::vector<std::size_t> records;         ///< Shapes whose rows are these elements.
    std::vector<Target> clears;               ///< Cells around records that begin anew with it.
    std::vector<std::size_t> places;          ///< Shapes whose records stand directly in it.
  };

  static constexpr std::size_t kNone = ~std::size_t{0};

  XmlMap(sdk::XmlReader& reader, const std::vector<const FileSettings*>& shapes);

  const Node& node(std::size_t index) const { return nodes_[index]; }
  /// The child with this name, or kNone. Node 0 is the document.
  std::size_t child(std::size_t parent, sdk::XmlName name) const;
  /// The nodes from the document to the parent of a shape's records.
  const std::vector<std::size_t>& way(std::size_t shape) const { return ways_[shape]; }

  void see(std::size_t shape) { place_seen_[shape] = true; }
  bool place_seen(std::size_t shape) const { return place_seen_[shape]; }

 private:
  std::size_t grow(sdk::XmlReader& reader, std::size_t from, std::string_view name);

  std::vector<Node> nodes_;
  std::vector<std::vector<std::size_t>> ways_;
  std::vector<bool> place_seen_;
};

}  // namespace accorda
