// The node's no to what was registered here, for whoever registered it.
#include <utility>

#include "gateway/api/case_documents.h"
#include "gateway/api/operations.h"

namespace gateway::api {

using base::Document;

base::Result<Document> Operations::refused_by_node(const base::RegistrationId& id, core::ActKind kind,
                                                   base::Instant since) const {
  std::vector<core::Reason> reasons;
  // Of the acts of one case that were told together SUS may have taken some.
  auto read = ledger_.cases().each_refused({{}, id}, [&](const ports::RefusedByNode& one) -> base::Result<void> {
    if (reasons.empty() && !one.task && one.kind == kind && one.at >= since) reasons = one.reasons;
    return {};
  });
  if (!read) return read.error();
  return document_of(reasons);
}

base::Result<Document> Operations::refused_list(const std::string& user, std::int64_t limit) const {
  Document::Array rows;
  auto read = ledger_.cases().each_refused({user, {}}, [&](const ports::RefusedByNode& one) -> base::Result<void> {
    if (std::cmp_less(rows.size(), limit)) rows.push_back(document_of(one));
    return {};
  });
  if (!read) return read.error();
  return std::move(rows_document(std::move(rows)).set("list", "refused"));
}

base::Result<Document> Operations::refused_reply(const core::TaskId& task, const std::string& user,
                                                 base::Instant since) const {
  std::vector<core::Reason> reasons;
  auto read = ledger_.cases().each_refused({user, {}}, [&](const ports::RefusedByNode& one) -> base::Result<void> {
    if (reasons.empty() && one.task == task && one.at >= since) reasons = one.reasons;
    return {};
  });
  if (!read) return read.error();
  return document_of(reasons);
}

}  // namespace gateway::api
