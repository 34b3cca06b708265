#pragma once

#include <string>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/core/mandate.h"
#include "gateway/flow/facts.h"
#include "gateway/ports/ledger.h"
#include "gateway/report/words.h"

namespace gateway::api {

/// {"sv": …, "en": …}: whatever a person reads is answered in both languages, beside the codes.
base::Document both(std::string swedish, std::string english);
base::Document both(const report::Phrase& phrase);

/// {code, detail, sentence{sv,en}, remedy{sv,en}}
base::Document document_of(const core::Reason& reason);
/// A row each.
base::Document document_of(const std::vector<core::Reason>& reasons);

/// A row each: {event, outcome, status{sv,en}, reasons[], warnings[]}.
base::Document document_of(const std::vector<core::UnitOutcome>& units);

/// {source, set, file, line, key, event, outcome, status{sv,en}, reasons[], warnings[], since}; `key` is left out where
/// it holds a person number.
base::Document document_of(const ports::ListedUnit& unit);

/// {sequence, kind, message{sv,en}, registration, place, state, status{sv,en}, attempts, reasons[], what, next}
base::Document document_of(const ports::QueuedMessage& message);

/// {source, key, set, registration}
base::Document document_of(const ports::Vanished& vanished);

/// {insats, year, women, men, version}
base::Document document_of(const core::Totals& totals);

/// {read, accepted, anonymous, …}
base::Document document_of(const ports::PageCounts& counts);

/// The numbers and rows of a directory; users with name and employer.
base::Document document_of(const core::DirectoryRows& rows);
/// A mandate that does not count, with the line of the file where it stands, if it comes from one.
base::Document document_of(const core::MandateFinding& finding);
base::Document::Array documents_of(const std::vector<core::MandateFinding>& findings);

/// {sent, by}, or {sent: null, since, days, overdue} while it waits to be sent; null where it is neither.
base::Document document_of(const core::Original& original, const core::Policy& policy, base::Date today);

/// {language, written, signed_by, collected_by, original, told_by, text{sv,en}}, null where nothing is said; where the
/// original is only `with_place`.
base::Document document_of(const core::ConsentPaper& paper, bool with_place);

/// What is answered to the name of a source that is not there.
base::Error no_such_source();

/// {"rows": […], "count": n}
base::Document rows_document(base::Document::Array rows);

}  // namespace gateway::api
