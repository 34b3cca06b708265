#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/flow/facts.h"

namespace gateway::api {

/// Whether somebody has the data: the node has said so; it was sent there and has not answered; it has said that it
/// does not have it.
enum class Had { yes, maybe, no };

/// Who had received what a told fact is about, and what of the fact was sent there.
struct Recipient {
  base::RegistrationId registration;
  std::string id;                         ///< kSus, or the organisation's in the directory.
  std::string name;                       ///< As the directory has it; of SUS none.
  bool through_sus = false;               ///< By what SUS tells it, at times that are known there.
  std::optional<base::Instant> received;  ///< When it acknowledged the data; none where that is not known here.
  std::optional<core::MessageKind> told;  ///< exit | exit_or_void | strip; none where it needs to hear of nothing.
  std::string state;                      ///< Of that message, as the queue has it.
  std::optional<base::Instant> sent;      ///< When it acknowledged that message.
  Had had = Had::maybe;                   ///< Of a party to a case what SUS has.
};

/// The node, as a receipt names it.
inline constexpr const char* kSus = "sus";

/// {registration, recipient, name, through, had (yes maybe no), received}, and where it needs to hear of the fact
/// {told, message, state, status, sent}.
base::Document document_of(const Recipient& one);

/// Document gateway.receipt/1: {schema, records, stopped, messages, registrations, for_fk, decided, recipients, text}.
base::Document document_of(const flow::Receipt& receipt, const std::vector<Recipient>& recipients,
                           const base::Document& text);

}  // namespace gateway::api
