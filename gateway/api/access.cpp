// The access log: who looked at which case.
#include "gateway/api/documents.h"
#include "gateway/api/extract_words.h"
#include "gateway/api/operations.h"
#include "gateway/core/authority.h"

namespace gateway::api {

base::Result<void> Operations::note_access(const std::string& by, std::string_view operation,
                                           const std::vector<base::RegistrationId>& cases) {
  if (cases.empty()) return {};
  return ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    for (const base::RegistrationId& id : cases) {
      auto noted = transaction.cases().note({by, id, std::string(operation), clock_.now()});
      if (!noted) return noted;
    }
    return {};
  });
}

base::Result<base::Document> Operations::access_list(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"case", "by"});
  if (!arguments) return arguments.error();
  const auto of_case = arguments->required_case_number("case");
  if (!of_case) return of_case.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto directory = directory_now();
  if (!directory) return directory.error();
  if (!core::is_data_protection_officer(**directory, *by, engine_.rules().organisation, today())) {
    return base::Error{base::Fault::deny,
                       "argumentet by: bara den som är dataskyddsombud i den egna organisationen läser vem som har "
                       "tittat på ett ärende / argument by: only a user of the own organisation with the role "
                       "dataskyddsombud reads who looked at a case"};
  }
  if (const auto noted = note_access(*by, "access.list", {*of_case}); !noted) return noted.error();
  base::Document::Array rows;
  auto listed = ledger_.cases().each_access(*of_case, [&](const core::Access& one) -> base::Result<void> {
    rows.push_back(base::Document()
                       .set("at", base::text(one.at))
                       .set("user", one.user)
                       .set("operation", one.operation)
                       .set("name", both(look_word(one.operation))));
    return {};
  });
  if (!listed) return listed.error();
  return rows_document(std::move(rows)).set("case", of_case->text());
}

}  // namespace gateway::api
