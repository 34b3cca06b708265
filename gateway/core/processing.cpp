#include "gateway/core/processing.h"

#include <algorithm>
#include <array>

namespace gateway::core {

namespace {

constexpr std::array<std::string_view, 5> kGaps = {"purpose", "legal_basis", "persons", "field_list", "consent_form"};

/// What is asked of a flow to or from SUS.
struct OfSus {
  LegalSubject subject;
  CooperationForm cooperation;
};

std::optional<OfSus> of_sus(Flow flow) {
  switch (flow) {
    case Flow::municipality_to_sus:
      return OfSus{LegalSubject::registration, CooperationForm::finsam};
    case Flow::agency_to_sus:
      return OfSus{LegalSubject::registration, CooperationForm::af_fk};
    case Flow::sus_to_agency:
      return OfSus{LegalSubject::direct_access, CooperationForm::af_fk};
    case Flow::af_to_fk:
    case Flow::af_to_social_services:
    case Flow::af_to_supplier:
      break;
  }
  return std::nullopt;
}

/// The row of a day, or null.
template <typename Row, typename Meant>
const Row* row_on(const std::vector<Row>& rows, base::Date on, const Meant& meant) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.valid.contains(on) && meant(row); });
  return found == rows.end() ? nullptr : &*found;
}

std::optional<FlowBasis> basis_of(const Policy& policy, const std::optional<OfSus>& sus, const FieldList* list,
                                  base::Date on) {
  if (sus) {
    const LegalBasis* law = policy.legal_basis(sus->subject, on);
    return law == nullptr ? std::nullopt : std::optional(FlowBasis{law->text, law->valid, law->origin});
  }
  if (list == nullptr || list->law.empty()) return std::nullopt;
  return FlowBasis{list->law, list->valid, list->origin};
}

ProcessedFlow processed(const Policy& policy, Flow flow, FlowEnds ends, base::Date on) {
  ProcessedFlow one;
  one.flow = flow;
  const auto sus = of_sus(flow);
  const bool outward = flow == Flow::sus_to_agency;
  one.sent = sus && (outward ? ends.node : ends.target);
  one.received = sus && (outward ? ends.target : ends.node);
  one.fields = row_on(policy.field_lists, on, [&](const FieldList& list) { return list.flow == flow; });
  one.basis = basis_of(policy, sus, one.fields, on);
  one.asks_consent = sus.has_value();
  for (const ConsentForm& form : policy.forms) {
    const ConsentForm* covers = sus ? policy.form_row(form.name, "registration", sus->cooperation, on) : nullptr;
    if (covers == &form) one.forms.push_back(covers);
  }
  const auto gap = [&](bool there, ProcessingGap what) {
    if (!there) one.gaps.push_back(what);
  };
  gap(one.fields != nullptr && !one.fields->purpose.swedish.empty(), ProcessingGap::purpose);
  gap(one.basis.has_value(), ProcessingGap::legal_basis);
  gap(one.fields != nullptr && !one.fields->persons.swedish.empty(), ProcessingGap::persons);
  gap(one.fields != nullptr, ProcessingGap::field_list);
  gap(!one.asks_consent || !one.forms.empty(), ProcessingGap::consent_form);
  return one;
}

}  // namespace

ProcessingRegister processing_on(const Policy& policy, FlowEnds ends, base::Date on) {
  ProcessingRegister all;
  all.on = on;
  for (const Flow flow : {Flow::municipality_to_sus, Flow::agency_to_sus, Flow::sus_to_agency, Flow::af_to_fk,
                          Flow::af_to_social_services, Flow::af_to_supplier}) {
    ProcessedFlow one = processed(policy, flow, ends, on);
    if (one.sent || one.received || one.fields != nullptr) all.flows.push_back(std::move(one));
  }
  for (const Kept what : {Kept::rejected, Kept::parked, Kept::files, Kept::looks}) {
    all.kept.push_back({what, policy.kept(what, on),
                        row_on(policy.retention, on, [&](const RetentionRow& row) { return row.kept == what; })});
  }
  all.counting = row_on(policy.counting, on, [](const CountingRow&) { return true; });
  return all;
}

std::vector<std::string_view> recipient_kinds(Flow flow) {
  switch (flow) {
    case Flow::municipality_to_sus:
    case Flow::agency_to_sus:
    case Flow::af_to_fk:
      return {"fk"};
    case Flow::sus_to_agency:
      return {"af", "fk"};
    case Flow::af_to_social_services:
    case Flow::af_to_supplier:
      break;
  }
  return {};
}

std::string_view name(ProcessingGap gap) {
  return kGaps[static_cast<std::size_t>(gap)];
}

}  // namespace gateway::core
