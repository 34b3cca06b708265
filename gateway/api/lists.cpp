#include <optional>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/report/summary.h"

namespace gateway::api {

namespace {

constexpr std::int64_t kMostRows = 10'000;

/// Rows of an answer, at most `limit`; whoever asked is told that there are more.
template <typename Row>
base::Document limited(const std::vector<Row>& rows, std::int64_t limit) {
  base::Document::Array made;
  const auto most = static_cast<std::size_t>(limit);
  for (std::size_t i = 0; i < rows.size() && i < most; ++i) made.push_back(document_of(rows[i]));
  base::Document document = rows_document(std::move(made));
  document.set("more", rows.size() > most);
  return document;
}

}  // namespace

base::Result<base::Document> Operations::summary(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"source", "set"});
  if (!arguments) return arguments.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  const auto set = arguments->text("set");
  if (!set) return set.error();
  return summary_of(*source, *set);
}

base::Result<base::Document> Operations::summary_of(const std::string& source, const std::string& set) const {
  const auto balance = ledger_.balance(source, set);
  if (!balance) return balance.error();
  std::vector<ports::ListedUnit> units;
  for (const core::Outcome outcome : {core::Outcome::rejected, core::Outcome::parked, core::Outcome::proposed}) {
    auto listed = ledger_.list({outcome, false, source, set, 0});
    if (!listed) return listed.error();
    std::move(listed->begin(), listed->end(), std::back_inserter(units));
  }
  return report::summarise(*balance, units).document();
}

base::Result<base::Document> Operations::list(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"kind", "source", "set", "limit"});
  if (!arguments) return arguments.error();
  const auto kind =
      arguments->choice("kind", {"rejected", "parked", "proposed", "outside", "unused", "vanished", "warnings"});
  if (!kind) return kind.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  const auto set = arguments->text("set");
  if (!set) return set.error();
  const auto limit = arguments->count("limit", kMostRows);
  if (!limit) return limit.error();
  if (*limit == 0 || *limit > kMostRows) {
    return base::rejected("argument limit must be from 1 to " + std::to_string(kMostRows));
  }

  base::Document answer;
  if (*kind == "unused") {
    auto rows = unused();
    if (!rows) return rows;
    answer = std::move(*rows);
  } else if (*kind == "vanished") {
    auto rows = ledger_.vanished(*source);
    if (!rows) return rows.error();
    if (!set->empty()) std::erase_if(*rows, [&](const ports::Vanished& row) { return row.set != *set; });
    answer = limited(*rows, *limit);
  } else {
    ports::ListFilter filter;
    filter.outcome = core::parse_outcome(*kind);
    filter.with_warnings = *kind == "warnings";
    filter.source = *source;
    filter.set = *set;
    filter.limit = static_cast<std::size_t>(*limit) + 1;
    const auto rows = ledger_.list(filter);
    if (!rows) return rows.error();
    answer = limited(*rows, *limit);
  }
  answer.set("kind", *kind);
  return answer;
}

base::Result<base::Document> Operations::unused() {
  auto used = engine_.mapping_use();
  if (!used) return used;
  base::Document::Array rows;
  if (used->array() != nullptr) {
    for (const base::Document& row : *used->array()) {
      if (row.integer_or("used", 1) == 0) rows.push_back(row);
    }
  }
  return rows_document(std::move(rows));
}

base::Result<base::Document> Operations::queue(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"all"});
  if (!arguments) return arguments.error();
  const auto all = arguments->flag("all");
  if (!all) return all.error();
  const auto rows = ledger_.queue(!*all, static_cast<std::size_t>(kMostRows) + 1);
  if (!rows) return rows.error();
  return limited(*rows, kMostRows);
}

base::Result<base::Document> Operations::totals(const base::Document& given) {
  if (const auto checked = Arguments::read(given, {}); !checked) return checked.error();
  const auto rows = ledger_.totals();
  if (!rows) return rows.error();
  return limited(*rows, kMostRows);
}

base::Result<base::Document> Operations::sets(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"source"});
  if (!arguments) return arguments.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  auto rows = ledger_.sets(*source);
  if (!rows || rows->array() == nullptr) return rows;
  return rows_document(std::move(*rows->array()));
}

}  // namespace gateway::api
