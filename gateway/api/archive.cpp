// The originals of consents, and which of them have not been sent to FK's archive.
#include <algorithm>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/report/local_id.h"

namespace gateway::api {

namespace {

/// The same answer for what is not there and for what is not the asker's to say (domain.md §2).
base::Error no_such_original() {
  return base::rejected(
      "inget samtycke av dina motsvarar det: det finns inte, eller inte där du har uppdrag / no consent of yours "
      "matches: "
      "it is not there, or not where you have an assignment");
}

bool of_case(const core::Original& original) {
  return original.registration.kind == core::RegistrationKind::cooperation;
}

}  // namespace

base::Document document_of(const core::Original& original, const core::Policy& policy, base::Date today) {
  if (const auto& archived = original.archived) {
    return base::Document().set("sent", archived->sent.text()).set("by", archived->by);
  }
  const auto waits = core::to_archive(original, policy, today);
  if (!waits) return {};
  return base::Document()
      .set("sent", base::Document())
      .set("since", waits->since.text())
      .set("days", static_cast<std::int64_t>(waits->days))
      .set("overdue", waits->overdue);
}

core::Original Operations::dated(const ports::KeptOriginal& kept) const {
  core::Original original = kept.original;
  if (kept.acknowledged) original.acknowledged = clock_.day_of(*kept.acknowledged);
  return original;
}

base::Result<base::Document::Array> Operations::unsent(const std::string& source, const std::string& by) {
  const auto directory = directory_now();
  if (!directory) return directory.error();
  const flow::Rules rules = engine_.rules();
  base::Document::Array rows;
  const bool any = std::any_of(rules.policy->forms.begin(), rules.policy->forms.end(),
                               [](const core::ConsentForm& form) { return form.archive; });
  if (!any) return rows;
  auto read = ledger_.each_unsent([&](const ports::KeptOriginal& kept) -> base::Result<void> {
    if (!source.empty() && kept.source != source) return {};
    const core::Original original = dated(kept);
    const auto waits = core::to_archive(original, *rules.policy, today());
    if (!waits) return {};
    // A case is for whoever may see it; of an insats its source's id says nothing of anybody.
    const bool shown =
        by.empty() ? !of_case(original) : core::may_archive(**directory, by, rules.organisation, original, today());
    if (!shown) return {};
    const core::Registration& is = original.registration;
    base::Document row;
    row.set(of_case(original) ? "case" : "registration", is.id.text()).set("source", kept.source);
    if (std::string key = report::shown_local_id(kept.key); !key.empty()) row.set("key", std::move(key));
    // Where it is, in somebody's own words, is for whoever may see the registration.
    row.set("paper", document_of(original.paper, !by.empty()));
    rows.push_back(std::move(row.set("place", is.place)
                                 .set("form", is.consent_form)
                                 .set("consent", is.consent_date->text())
                                 .set("acknowledged", waits->since.text())
                                 .set("days", static_cast<std::int64_t>(waits->days))
                                 .set("overdue", waits->overdue)));
    return {};
  });
  if (!read) return read.error();
  std::stable_sort(rows.begin(), rows.end(), [](const base::Document& a, const base::Document& b) {
    return a.text("acknowledged") < b.text("acknowledged");
  });
  return rows;
}

base::Result<base::Document> Operations::consent_archived(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"source", "key", "case", "on", "by"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto on = arguments->date("on");
  if (!on) return on.error();
  if (!*on)
    return base::rejected(
        "argumentet on saknas: dagen då originalet sändes / argument on is missing: the day on which the original was "
        "sent");
  const auto whose = one_of(*arguments);
  if (!whose) return whose.error();
  const std::string organisation = engine_.rules().organisation;
  base::Document answer;
  auto written = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    const auto directory = transaction.directory();
    if (!directory) return directory.error();
    auto id = whose->registration;
    if (!id) {
      const auto found = transaction.find(*whose);
      if (!found) return found.error();
      if (found->size() == 1) id = found->front().registration;
    }
    const auto kept = id ? transaction.original(*id) : std::optional<ports::KeptOriginal>();
    if (!kept) return kept.error();
    if (!*kept) return no_such_original();
    const core::Original original = dated(**kept);
    if (!core::may_archive(**directory, *by, organisation, original, today())) return no_such_original();
    if (const auto fault = core::archive_fault(original, **on, today())) return base::rejected(core::refusal(*fault));
    const core::Archived archived{**on, *by, clock_.now()};
    answer = base::Document().set("registration", id->text()).set("sent", (*on)->text()).set("by", *by);
    return transaction.archive(*id, archived);
  });
  if (!written) return written.error();
  return answer.set("text", both("Sparat: originalet sändes till FK:s arkiv " + (*on)->text() + ".",
                                 "Stored: the original was sent to FK's archive on " + (*on)->text() + "."));
}

}  // namespace gateway::api
