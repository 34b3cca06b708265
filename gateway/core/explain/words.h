#pragma once

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// A stable code, and what people read in its place.
struct Words {
  std::string_view id;
  std::string_view swedish;
  std::string_view english;

  std::string_view in(Language language) const { return language == Language::swedish ? swedish : english; }
  base::Document both() const { return base::Document().set("sv", swedish).set("en", english); }
};

}  // namespace gateway::core
