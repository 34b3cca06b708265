#include "gateway/api/case_closed.h"

#include "gateway/api/case_documents.h"
#include "gateway/core/cooperation/sight.h"

namespace gateway::api {

namespace {

using base::Document;
using report::Phrase;

constexpr Phrase kWrong = {
    "Ärendet var registrerat på fel person eller utan samtycke: identiteten är borttagen, raderna visas inte och "
    "ingenting räknas.",
    "The case was registered for the wrong person or without consent: the identity is destroyed, its rows are not "
    "shown and nothing is counted."};
constexpr Phrase kWithdrawn = {"Samtycket är återkallat: raderna visas inte.",
                               "The consent was taken back: its rows are not shown."};

}  // namespace

bool lately_wrong(const core::CooperationCase& of, const core::Policy& policy, base::Date today) {
  return of.called_wrong() && core::findable(of, policy, today);
}

Document closed_of(const core::CooperationCase& of) {
  if (!of.reading_closed) return {};
  const bool wrong = of.called_wrong();
  return Document()
      .set("reason", wrong ? "wrong_registration" : "withdrawn")
      .set("text", both(wrong ? kWrong : kWithdrawn));
}

Document explain_closed(const base::RegistrationId& id, const core::CooperationCase& of) {
  return Document()
      .set("registration", id.text())
      .set("policy", Document())
      .set("facts", Document(Document::Array{}))
      .set("without_basis", *closed_of(of).find("text"))
      .set("units", Document(Document::Array{}));
}

}  // namespace gateway::api
