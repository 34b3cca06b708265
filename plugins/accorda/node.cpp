#include "plugins/accorda/node.h"

#include <algorithm>

#include "plugins/sdk/outcome.h"

namespace accorda {

void Node::fail(const std::string& sentence) const {
  throw sdk::Failure(sdk::rejected((path_.empty() ? "settings" : path_) + ": " + sentence));
}

void Node::only(std::initializer_list<std::string_view> members) const {
  if (!is_object()) fail("must be a table");
  for (const auto& item : value_->items()) {
    if (std::find(members.begin(), members.end(), item.key()) != members.end()) continue;
    std::string known;
    for (const auto& member : members) known.append(known.empty() ? "" : ", ").append(member);
    Node(item.value(), path_.empty() ? item.key() : path_ + "." + item.key())
        .fail("is not known here; known are " + known);
  }
}

std::optional<Node> Node::find(std::string_view member) const {
  if (!is_object()) fail("must be a table");
  const auto found = value_->find(member);
  if (found == value_->end() || found->is_null()) return std::nullopt;
  return Node(*found, path_.empty() ? std::string(member) : path_ + "." + std::string(member));
}

Node Node::need(std::string_view member) const {
  auto found = find(member);
  if (!found) fail("needs \"" + std::string(member) + "\"");
  return *found;
}

std::vector<std::pair<std::string, Node>> Node::members() const {
  if (!is_object()) fail("must be a table");
  std::vector<std::pair<std::string, Node>> all;
  for (const auto& item : value_->items()) {
    all.emplace_back(item.key(), Node(item.value(), path_.empty() ? item.key() : path_ + "." + item.key()));
  }
  return all;
}

std::vector<Node> Node::elements() const {
  if (!is_array()) return {*this};
  std::vector<Node> all;
  for (std::size_t i = 0; i < value_->size(); ++i) {
    all.emplace_back((*value_)[i], path_ + "[" + std::to_string(i) + "]");
  }
  return all;
}

std::string Node::text() const {
  if (!is_string()) fail("must be text in quotation marks");
  return value_->get<std::string>();
}

bool Node::boolean() const {
  if (!value_->is_boolean()) fail("must be true or false");
  return value_->get<bool>();
}

std::int64_t Node::integer(std::int64_t least, std::int64_t most) const {
  if (is_integer()) {
    const auto value = value_->get<std::int64_t>();
    if (value >= least && value <= most) return value;
  }
  fail("must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

std::vector<std::string> Node::texts() const {
  std::vector<std::string> all;
  for (const auto& element : elements()) all.push_back(element.text());
  return all;
}

bool Node::boolean_or(std::string_view member, bool otherwise) const {
  const auto found = find(member);
  return found ? found->boolean() : otherwise;
}

std::int64_t Node::integer_or(std::string_view member, std::int64_t otherwise, std::int64_t least,
                              std::int64_t most) const {
  const auto found = find(member);
  return found ? found->integer(least, most) : otherwise;
}

}  // namespace accorda
