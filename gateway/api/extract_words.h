#pragma once

#include <string_view>

#include "gateway/core/policy.h"
#include "gateway/core/registration.h"
#include "gateway/report/words.h"

namespace gateway::api {

// What an extract says, in words for the person it is about.

/// A field by its id, of a person, of answers, or of what a source says.
report::Phrase field_word(std::string_view field);

report::Phrase kind_word(core::RegistrationKind kind);

/// How far a registration in an insats, or a proposal, has come: a stable code with its words.
struct Standpoint {
  std::string_view code;
  report::Phrase word;
};
/// `stopped`: what opens it was stopped here, or could not be delivered.
Standpoint standpoint(const core::Registration& of, bool stopped);

/// What a consent may be for: registration | information_exchange | own.
report::Phrase purpose_word(std::string_view purpose);

report::Phrase subject_word(core::LegalSubject subject);

/// What is kept for a time and then purged.
report::Phrase kept_word(core::Kept what);

/// What was done when somebody looked: the operations of the access log.
report::Phrase look_word(std::string_view operation);

}  // namespace gateway::api
