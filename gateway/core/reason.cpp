#include "gateway/core/reason.h"

#include <algorithm>
#include <array>

#include "gateway/core/explain/code_words.h"
#include "gateway/core/reasons/activity.h"
#include "gateway/core/reasons/archive.h"
#include "gateway/core/reasons/assignment.h"
#include "gateway/core/reasons/caseworker.h"
#include "gateway/core/reasons/consent.h"
#include "gateway/core/reasons/consent_paper.h"
#include "gateway/core/reasons/cooperation.h"
#include "gateway/core/reasons/counting.h"
#include "gateway/core/reasons/counts.h"
#include "gateway/core/reasons/for_fk.h"
#include "gateway/core/reasons/identity.h"
#include "gateway/core/reasons/lift.h"
#include "gateway/core/reasons/mandate.h"
#include "gateway/core/reasons/mapping.h"
#include "gateway/core/reasons/organisation.h"
#include "gateway/core/reasons/policy.h"
#include "gateway/core/reasons/proposal.h"
#include "gateway/core/reasons/record.h"
#include "gateway/core/reasons/responsible.h"

namespace gateway::core {

namespace {

template <std::size_t... kSizes>
constexpr auto joined(const Explanation (&... tables)[kSizes]) {
  std::array<Explanation, (kSizes + ...)> all{};
  auto to = all.begin();
  ((to = std::copy(std::begin(tables), std::end(tables), to)), ...);
  return all;
}

/// In the order of the enumeration, whose sections have a table each.
constexpr auto kExplanations =
    joined(reasons::kRecord, reasons::kAssignment, reasons::kCooperation, reasons::kPolicy, reasons::kIdentity,
           reasons::kMandate, reasons::kArchive, reasons::kForFk, reasons::kConsent, reasons::kLift, reasons::kProposal,
           reasons::kActivity, reasons::kCounts, reasons::kCounting, reasons::kConsentPaper, reasons::kCaseworker,
           reasons::kOrganisation, reasons::kResponsible, reasons::kMapping);

constexpr bool in_order() {
  std::size_t index = 0;
  for (const Explanation& row : kExplanations) {
    if (static_cast<std::size_t>(row.code) != index++) return false;
  }
  return index == static_cast<std::size_t>(kLastCode) + 1;
}
static_assert(in_order(), "every code has its explanation, in the order of the enumeration");

}  // namespace

std::span<const Explanation> explanations() {
  return kExplanations;
}

const Explanation& explanation(Code code) {
  return kExplanations[static_cast<std::size_t>(code)];
}

std::string_view id(Code code) {
  return explanation(code).id;
}

std::string sentence(const Reason& reason, Language language) {
  std::string text(explanation(reason.code).sentence[static_cast<std::size_t>(language)]);
  if (const auto place = text.find("{}"); place != std::string::npos)
    text.replace(place, 2, shown_detail(reason, language));
  return text;
}

std::string_view remedy(Code code, Language language) {
  return explanation(code).remedy[static_cast<std::size_t>(language)];
}

std::string refusal(const Reason& reason) {
  std::string what(id(reason.code));
  for (const Language language : {Language::swedish, Language::english}) {
    what += language == Language::swedish ? ": " : " / ";
    what += sentence(reason, language) + ". " + std::string(remedy(reason.code, language));
  }
  return what;
}

}  // namespace gateway::core
