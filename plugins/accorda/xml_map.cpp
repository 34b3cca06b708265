#include "plugins/accorda/xml_map.h"

#include "plugins/accorda/xml_path.h"

namespace accorda {

std::size_t XmlMap::child(std::size_t parent, sdk::XmlName name) const {
  for (const auto index : nodes_[parent].children) {
    if (nodes_[index].name == name) return index;
  }
  return kNone;
}

std::size_t XmlMap::grow(sdk::XmlReader& reader, std::size_t from, std::string_view text) {
  const auto name = reader.name(text);
  if (const auto known = child(from, name); known != kNone) return known;
  const auto index = nodes_.size();
  nodes_.emplace_back().name = name;
  nodes_[from].children.push_back(index);
  return index;
}

XmlMap::XmlMap(sdk::XmlReader& reader, const std::vector<const FileSettings*>& shapes)
    : nodes_(1), place_seen_(shapes.size()) {
  for (std::size_t shape = 0; shape < shapes.size(); ++shape) {
    auto& way = ways_.emplace_back();
    std::size_t at = 0;
    for (const auto& name : shapes[shape]->xml->record) {
      way.push_back(at);
      at = grow(reader, at, name);
    }
    nodes_[at].records.push_back(shape);
    nodes_[way.back()].places.push_back(shape);
    const auto& used = shapes[shape]->used;
    for (std::size_t slot = 0; slot < used.size(); ++slot) {
      const auto path = XmlPath::parse(used[slot].name);
      auto from = path->ups == 0 ? at : way[way.size() - path->ups];
      if (path->ups > 0) nodes_[from].clears.push_back({shape, slot});
      for (const auto& step : path->steps) from = grow(reader, from, step);
      if (path->attribute.empty()) {
        nodes_[from].texts.push_back({shape, slot});
      } else {
        nodes_[from].attributes.push_back({reader.name(path->attribute), {shape, slot}});
      }
    }
  }
}

}  // namespace accorda
