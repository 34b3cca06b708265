#include "gateway/api/documents.h"

#include <iterator>
#include <utility>

#include "gateway/report/local_id.h"

namespace gateway::api {

namespace {

constexpr core::Language kSwedish = core::Language::swedish;
constexpr core::Language kEnglish = core::Language::english;

base::Document period_of(base::Document row, const base::Period& period) {
  row.set("from", period.from.text());
  row.set("to", period.to ? base::Document(period.to->text()) : base::Document());
  return row;
}

template <typename Rows, typename Make>
void put(base::Document& directory, const char* kind, const Rows& rows, Make make) {
  base::Document list{base::Document::Array{}};
  for (const auto& row : rows) list.add(make(row));
  directory.set(kind, std::move(list));
}

}  // namespace

base::Document both(std::string swedish, std::string english) {
  return base::Document().set("sv", std::move(swedish)).set("en", std::move(english));
}

base::Document both(const report::Phrase& phrase) {
  return both(std::string(phrase.swedish), std::string(phrase.english));
}

base::Document document_of(const core::Reason& reason) {
  return base::Document()
      .set("code", core::id(reason.code))
      .set("detail", reason.detail)
      .set("sentence", both(core::sentence(reason, kSwedish), core::sentence(reason, kEnglish)))
      .set("remedy",
           both(std::string(core::remedy(reason.code, kSwedish)), std::string(core::remedy(reason.code, kEnglish))));
}

base::Document document_of(const std::vector<core::Reason>& reasons) {
  base::Document rows{base::Document::Array{}};
  for (const core::Reason& reason : reasons) rows.add(document_of(reason));
  return rows;
}

base::Document document_of(const std::vector<core::UnitOutcome>& units) {
  base::Document rows{base::Document::Array{}};
  for (const core::UnitOutcome& unit : units) {
    rows.add(base::Document()
                 .set("event", core::name(unit.unit))
                 .set("outcome", core::name(unit.outcome))
                 .set("status", both(report::outcome_word(unit.outcome)))
                 .set("reasons", document_of(unit.reasons))
                 .set("warnings", document_of(unit.warnings)));
  }
  return rows;
}

base::Document document_of(const ports::ListedUnit& unit) {
  base::Document row;
  row.set("source", unit.source).set("set", unit.set).set("file", unit.file);
  row.set("line", static_cast<std::int64_t>(unit.line));
  if (std::string key = report::shown_local_id(unit.key); !key.empty()) row.set("key", std::move(key));
  row.set("event", core::name(unit.unit))
      .set("outcome", core::name(unit.outcome))
      .set("status", both(report::status_word(unit)))
      .set("reasons", document_of(unit.reasons))
      .set("warnings", document_of(unit.warnings))
      .set("since", base::text(unit.since));
  return row;
}

base::Document document_of(const ports::QueuedMessage& message) {
  base::Document row;
  row.set("sequence", message.sequence)
      .set("kind", core::name(message.kind))
      .set("message", both(report::message_word(message.kind)))
      .set("registration", message.registration)
      .set("place", message.place)
      .set("state", message.state)
      .set("status", both(report::queue_word(message.state)))
      .set("attempts", message.attempts)
      .set("reasons", document_of(message.reasons))
      .set("what", message.what)
      .set("next", message.next ? base::Document(base::text(*message.next)) : base::Document());
  return row;
}

base::Document document_of(const ports::Vanished& vanished) {
  base::Document row;
  row.set("source", vanished.source).set("set", vanished.set);
  if (std::string key = report::shown_local_id(vanished.key); !key.empty()) row.set("key", std::move(key));
  row.set("registration", vanished.registration ? base::Document(vanished.registration->text()) : base::Document());
  return row;
}

base::Document document_of(const core::Totals& totals) {
  return base::Document()
      .set("insats", totals.insats)
      .set("year", totals.year)
      .set("women", totals.women)
      .set("men", totals.men)
      .set("version", totals.version);
}

base::Document document_of(const ports::PageCounts& counts) {
  base::Document document;
  document.set("read", counts.read);
  for (std::size_t i = 0; i < std::size(counts.by_outcome); ++i) {
    document.set(std::string(core::name(static_cast<core::Outcome>(i))), counts.by_outcome[i]);
  }
  return document;
}

base::Document document_of(const core::DirectoryRows& rows) {
  using base::Document;
  Document directory;
  put(directory, "organisations", rows.organisations, [](const core::Organisation& row) {
    return Document().set("id", row.id).set("name", row.name).set("kind", row.kind);
  });
  put(directory, "cooperations", rows.cooperations, [](const core::Cooperation& row) {
    Document cooperation =
        Document().set("id", row.id).set("name", row.name).set("form", row.form).set("number", row.number);
    cooperation.set("municipalities", Document::Array(row.municipalities.begin(), row.municipalities.end()));
    cooperation.set("members", Document::Array(row.members.begin(), row.members.end()));
    return period_of(std::move(cooperation), row.period);
  });
  put(directory, "administrations", rows.staff.administrations, [](const core::Administration& row) {
    return period_of(Document().set("user", row.user).set("role", row.role).set("cooperation", row.cooperation),
                     row.period);
  });
  put(directory, "insatser", rows.insatser, [](const core::Insats& row) {
    Document insats = Document().set("id", row.id).set("name", row.name).set("cooperation", row.cooperation);
    insats.set("counts_only", row.counts_only).set("direction", std::string(core::name(row.direction)));
    return period_of(std::move(insats), row.period);
  });
  put(directory, "offices", rows.offices, [](const core::Office& row) {
    Document office = Document().set("id", row.id).set("name", row.name).set("organisation", row.organisation);
    return office.set("municipality", row.municipality).set("branch", std::string(core::name(row.branch)));
  });
  put(directory, "users", rows.users, [](const core::User& row) {
    return Document().set("id", row.id).set("name", row.name).set("organisation", row.organisation);
  });
  put(directory, "roles", rows.roles, [](const core::RoleHolding& row) {
    return period_of(Document().set("user", row.user).set("role", row.role), row.period);
  });
  put(directory, "assignments", rows.assignments, [](const core::Assignment& row) {
    return period_of(Document().set("user", row.user).set("place", row.to), row.period);
  });
  put(directory, "mandates", rows.mandates, [](const core::Mandate& row) {
    return period_of(Document().set("user", row.user).set("insats", row.insats).set("given_by", row.given_by),
                     row.period);
  });
  put(directory, "signatures", rows.signatures, [](const core::Signature& row) {
    return period_of(Document().set("source", row.source).set("text", row.text).set("user", row.user), row.period);
  });
  put(directory, "supplier_units", rows.staff.suppliers.units, [](const core::SupplierUnit& row) {
    Document unit = Document().set("id", row.id).set("organisation", row.organisation).set("service", row.service);
    Document::Array addresses(row.addresses.begin(), row.addresses.end());
    return period_of(unit.set("addresses", std::move(addresses)), row.period);
  });
  return directory;
}

base::Document document_of(const core::MandateFinding& finding) {
  const core::Mandate& mandate = *finding.mandate;
  base::Document row = document_of(finding.reason);
  row.set("user", mandate.user).set("insats", mandate.insats).set("given_by", mandate.given_by);
  row.set("from", mandate.period.from.text());
  if (mandate.line > 0) row.set("line", static_cast<std::int64_t>(mandate.line)).set("field", "given_by");
  return row;
}

base::Document::Array documents_of(const std::vector<core::MandateFinding>& findings) {
  base::Document::Array rows;
  for (const core::MandateFinding& finding : findings) rows.push_back(document_of(finding));
  return rows;
}

base::Error no_such_source() {
  return base::rejected(
      "ingen källa heter så; `plugin list` visar dem / no source is called so; `plugin list` names them");
}

base::Document rows_document(base::Document::Array rows) {
  const auto count = static_cast<std::int64_t>(rows.size());
  return base::Document().set("rows", std::move(rows)).set("count", count);
}

}  // namespace gateway::api
