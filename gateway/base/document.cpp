#include "gateway/base/document.h"

#include <cassert>

namespace gateway::base {

const Document* Document::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  for (const Member& member : *members) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

std::string_view Document::text(std::string_view key) const {
  const Document* member = find(key);
  if (member == nullptr || member->string() == nullptr) return {};
  return *member->string();
}

std::int64_t Document::integer_or(std::string_view key, std::int64_t otherwise) const {
  const Document* member = find(key);
  if (member == nullptr || member->integer() == nullptr) return otherwise;
  return *member->integer();
}

Document& Document::set(std::string key, Document value) {
  if (is_null()) value_ = Object{};
  assert(find(key) == nullptr && "a member stands once");
  std::get<Object>(value_).emplace_back(std::move(key), std::move(value));
  return *this;
}

Document& Document::add(Document value) {
  if (is_null()) value_ = Array{};
  std::get<Array>(value_).push_back(std::move(value));
  return *this;
}

}  // namespace gateway::base
