#pragma once

#include <string>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/core/assignment/supplier.h"

namespace gateway::api {

/// What an answer says of suppliers' accounts that somebody should look at.
struct AccountFindings {
  base::Document::Array rows;  ///< {account, sentence, remedy, code …}
  std::string swedish;         ///< To end the answer's text with; both empty where there is nothing.
  std::string english;
};

AccountFindings account_findings(const std::vector<core::SupplierFault>& faults);

}  // namespace gateway::api
