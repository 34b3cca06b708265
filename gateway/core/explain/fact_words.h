#pragma once

#include "gateway/base/document.h"
#include "gateway/core/explain/basis.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// A fact's stable code and what people call it.
std::string_view name(Fact fact);
std::string_view name(Fact fact, Language language);

/// A fact's value: a day as text, a number, or {code, sv, en}.
base::Document value_of(const CodedFact& fact);

}  // namespace gateway::core
