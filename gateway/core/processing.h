#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/policy.h"

namespace gateway::core {

/// Which ends of the flows a program has: it sends to SUS and hears of its own cases, or it is SUS.
struct FlowEnds {
  bool target = false;
  bool node = false;
};

/// What the policy does not say of a flow, and the law asks for (GDPR art. 30).
enum class ProcessingGap {
  purpose,
  legal_basis,
  persons,     ///< The categories of registered persons.
  field_list,  ///< Nothing of a person is sent then.
  consent_form
};

/// What a flow may be done on, on a day.
struct FlowBasis {
  std::string text;
  base::Period valid;
  Origin origin;
};

/// One flow as it is in force on a day. Points into the policy, which outlives it.
struct ProcessedFlow {
  Flow flow = Flow::municipality_to_sus;
  bool sent = false;      ///< By this program.
  bool received = false;  ///< The same. Neither: no part of it carries the flow.
  const FieldList* fields = nullptr;
  std::optional<FlowBasis> basis;
  bool asks_consent = false;              ///< Nothing goes in it by name without a consent.
  std::vector<const ConsentForm*> forms;  ///< Those that cover it where they are signed on the day.
  std::vector<ProcessingGap> gaps;
};

/// How long one thing is kept on a day, and the row that says so; null: the product's own time, no row says any.
struct KeptRow {
  Kept what = Kept::rejected;
  std::chrono::days days{};
  const RetentionRow* row = nullptr;
};

/// The register of processing (registerförteckning, GDPR art. 30) as far as a policy tells it. What no row says is a
/// gap, never a guess.
struct ProcessingRegister {
  base::Date on;
  std::vector<ProcessedFlow> flows;  ///< Those that the program carries, and others with a field list on the day.
  std::vector<KeptRow> kept;
  const CountingRow* counting = nullptr;  ///< Null: no counting year is closed.
};

/// The register of a day. To and from SUS the legal basis is the policy's for registering, or for direct access; of a
/// flow between agencies it is the section that its field list names, as long as the list holds. Of consents those
/// count that cover registration in the flow's form of cooperation, as `clear` asks of them. [pure]
ProcessingRegister processing_on(const Policy& policy, FlowEnds ends, base::Date on);

/// The kinds of organisations that receive what a flow carries; none where the flow itself does not say which they are.
std::vector<std::string_view> recipient_kinds(Flow flow);

std::string_view name(ProcessingGap gap);

}  // namespace gateway::core
