#include "gateway/core/consent_paper.h"

#include <algorithm>
#include <array>

#include "gateway/core/directory.h"
#include "gateway/core/participation.h"
#include "gateway/core/policy.h"
#include "gateway/core/reason.h"

namespace gateway::core {

namespace {

constexpr std::string_view kSwedish = "sv";

bool is_said(const ConsentPaper& paper, std::string_view what) {
  if (what == "written") return paper.written.has_value();
  if (what == "language") return !paper.language.empty();
  if (what == "signed_by") return paper.signed_by != SignedBy::unsaid;
  if (what == "collected_by") return !paper.collected_by.empty();
  return !paper.original_at.empty();
}

}  // namespace

std::string_view name(SignedBy by) {
  constexpr std::array<std::string_view, 3> kNames = {"", "self", "representative"};
  return kNames[static_cast<std::size_t>(by)];
}

std::optional<Reason> paper_fault(const Consent& consent, const Policy& policy, CooperationForm in) {
  const ConsentPaper& paper = consent.paper;
  if (paper.judged || !consent.date) return std::nullopt;
  if (paper.written == false) return Reason{Code::consent_not_written};
  if (!paper.language.empty() && paper.language != kSwedish) {
    return Reason{Code::consent_other_language, paper.language};
  }
  const ConsentForm* row = policy.form_row(consent.form, "registration", in, *consent.date);
  if (row == nullptr) return std::nullopt;
  const auto unsaid = std::find_if(row->requires_said.begin(), row->requires_said.end(),
                                   [&](const std::string& what) { return !is_said(paper, what); });
  if (unsaid == row->requires_said.end()) return std::nullopt;
  return Reason{Code::consent_paper_unsaid, *unsaid};
}

std::optional<Reason> collected_elsewhere(const Consent& consent, const Policy& policy, CooperationForm in,
                                          const Directory& directory, const CollectedFor& registered) {
  const std::string& said = consent.paper.collected_by;
  if (said.empty() || !consent.date || consent.paper.judged) return std::nullopt;
  const ConsentForm* row = policy.form_row(consent.form, "registration", in, *consent.date);
  if (row == nullptr || row->collected_by.empty()) return std::nullopt;
  const Organisation* by = directory.organisation(said);
  const std::string kind = by == nullptr ? std::string() : by->kind;
  bool right = false;
  if (row->collected_by == "fk") {
    right = kind == "fk";
  } else if (row->collected_by == "registrar" || in == CooperationForm::finsam) {
    right = said == registered.organisation;
  } else if (registered.initiated_by.empty()) {
    right = kind == "af" || kind == "fk";
  } else {
    right = kind == registered.initiated_by;
  }
  if (right) return std::nullopt;
  return Reason{Code::consent_collected_elsewhere, said};
}

}  // namespace gateway::core
