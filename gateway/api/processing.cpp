// Registerförteckning: what personal data this program processes, on what basis, for whom, how long (GDPR art. 30).
#include "gateway/api/processing.h"

#include <utility>

#include "gateway/api/operations.h"
#include "gateway/core/authority.h"

namespace gateway::api {

base::Result<base::Document> Operations::processing(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"by", "date"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto date = arguments->date("date");
  if (!date) return date.error();
  const auto directory = directory_now();
  if (!directory) return directory.error();
  const flow::Rules rules = engine_.rules();
  if (!core::is_data_protection_officer(**directory, *by, rules.organisation, today())) {
    return base::Error{base::Fault::deny,
                       "argumentet by: bara den som är dataskyddsombud i den egna organisationen läser "
                       "registerförteckningen / argument by: only a user of the own organisation with the role "
                       "dataskyddsombud reads the register of processing"};
  }
  auto plugins = engine_.plugins();
  if (!plugins) return plugins.error();
  Setup setup = engine_.setup();
  const core::FlowEnds ends{engine_.has_node(), setup.node};
  const core::ProcessingRegister all = core::processing_on(*rules.policy, ends, date->value_or(today()));
  return document_of(all, {**directory, rules.organisation, std::move(setup), std::move(*plugins)});
}

}  // namespace gateway::api
