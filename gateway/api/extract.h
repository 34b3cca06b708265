#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/api/engine.h"
#include "gateway/api/receipt.h"
#include "gateway/core/extract.h"
#include "gateway/core/lift.h"
#include "gateway/ports/clock.h"
#include "gateway/ports/ledger.h"

namespace gateway::api {

/// A registration, case or proposal with all that was done about it.
struct ExtractedRegistration {
  ports::HeldRegistration held;
  std::optional<ports::ListedCase> of_case;  ///< Of the AF/FK cooperation, where there is a case already.
  std::optional<core::Original> original;    ///< Of the consent it was made on.
  std::vector<ports::KeptTask> tasks;
  std::vector<ports::SaidMessage> said;  ///< Oldest first, as are the looks.
  std::vector<Recipient> recipients;
  std::vector<core::Access> looks;
};

/// A record with what it says, while it waits and can be read.
struct ExtractedRecord {
  ports::HeldRecord held;
  std::optional<core::Participation> content;
};

/// What is taken out for one person (registerutdrag, GDPR art. 15).
struct Extract {
  std::string by;  ///< The user who takes it out.
  base::Instant at{};
  base::Date on;
  core::Extent extent = core::Extent::nothing;
  bool is_protected = false;
  core::ProtectionState protection;  ///< Who says so, and when it was lifted.
  bool other_numbers = false;        ///< As ports::Held has it; only where all is taken out.
  std::optional<core::Person> person;
  std::optional<base::Date> deceased;
  std::vector<ExtractedRegistration> registrations;
  std::vector<ExtractedRecord> records;  ///< Those that are not wholly registered.

  bool found() const {
    return is_protected || protection.lifted || person || other_numbers || !registrations.empty() || !records.empty();
  }
};

/// What an extract is written with.
struct ExtractContext {
  const core::Directory& directory;
  const flow::Rules& rules;
  const ports::Clock& clock;
  KeptFor kept;
};

/// Document gateway.extract/1, written for the person. The number is never in it.
/// Who looked is told as the access log tells it to the data protection officer, and in what that officer takes out
/// alone: by user id, with the organisation, the roles and those of the registration's places where the user had an
/// assignment on that day. Staff's names are not told: what the person can ask for is who in which capacity, and by the
/// id a look can be examined.
/// Of somebody protected neither identity nor insats, unit, caseworker nor office is told, but the AF and FK offices of
/// a case, which `case show` tells, too.
base::Document document_of(const Extract& extract, const ExtractContext& with);
/// The same of one of its registrations.
base::Document document_of(const ExtractedRegistration& one, const Extract& extract, const ExtractContext& with);

}  // namespace gateway::api
