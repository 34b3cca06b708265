#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <variant>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/consent.h"
#include "gateway/core/reminder.h"
#include "gateway/flow/parked_acts.h"
#include "gateway/report/summary.h"

namespace gateway::api {

namespace {

constexpr std::int64_t kMostRows = 10'000;

/// Rows of an answer, at most so many; whoever asked is told that there are more.
class LimitedRows {
 public:
  explicit LimitedRows(std::int64_t limit) : limit_(static_cast<std::size_t>(limit)) {}

  /// Stop: there are more than are answered.
  template <typename Row>
  base::Result<void> add(const Row& row) {
    return add(document_of(row));
  }
  base::Result<void> add(base::Document row) {
    more_ = rows_.size() == limit_;
    if (more_) return base::Error{base::Fault::stop, "enough rows"};
    rows_.push_back(std::move(row));
    return {};
  }

  /// `read` is how the reading ended.
  base::Result<base::Document> answer(const base::Result<void>& read) {
    if (!read && !more_) return read.error();
    base::Document document = rows_document(std::move(rows_));
    document.set("more", more_);
    return document;
  }

 private:
  std::size_t limit_;
  base::Document::Array rows_;
  bool more_ = false;
};

template <typename Row>
base::Result<base::Document> limited(const base::Result<std::vector<Row>>& rows) {
  if (!rows) return rows.error();
  LimitedRows answered(kMostRows);
  for (const Row& row : *rows) {
    if (!answered.add(row)) break;
  }
  return answered.answer({});
}

}  // namespace

base::Result<base::Document> Operations::summary(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"source", "set"});
  if (!arguments) return arguments.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  const auto set = arguments->text("set");
  if (!set) return set.error();
  if (const auto known = known_names(*source, *set); !known) return known.error();
  return summary_of(*source, *set);
}

base::Result<base::Document> Operations::summary_of(const std::string& source, const std::string& set) const {
  const auto balance = ledger_.balance(source, set);
  if (!balance) return balance.error();
  report::Causes causes;
  const auto count = [&](const ports::ListedUnit& unit) -> base::Result<void> {
    causes.add(unit);
    return {};
  };
  for (const core::Outcome outcome : {core::Outcome::rejected, core::Outcome::parked, core::Outcome::proposed}) {
    if (auto read = ledger_.each_unit({outcome, false, source, set}, count); !read) return read.error();
  }
  return report::summarise(*balance, causes).document();
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
    const std::string most = std::to_string(kMostRows);
    return base::rejected("argumentet limit ska vara från 1 till " + most + " / argument limit must be from 1 to " +
                          most);
  }

  const auto rows = [&]() -> base::Result<base::Document> {
    if (*kind == "unused") return unused();
    LimitedRows listed(*limit);
    const auto add = [&listed](const auto& row) { return listed.add(row); };
    if (*kind == "vanished") return listed.answer(ledger_.each_vanished(*source, *set, add));
    return listed.answer(ledger_.each_unit({core::parse_outcome(*kind), *kind == "warnings", *source, *set}, add));
  };
  auto answer = rows();
  if (!answer) return answer;
  if (answer->integer_or("count", 0) == 0) {
    if (const auto known = known_names(*source, *set); !known) return known.error();
  }
  answer->set("kind", *kind);
  return answer;
}

base::Result<void> Operations::known_names(const std::string& source, const std::string& set) const {
  const Setup setup = engine_.setup();
  const bool configured = source.empty() || source == flow::kRequests ||
                          std::any_of(setup.systems.begin(), setup.systems.end(), [&](const ConnectedSystem& system) {
                            return !system.target && system.id == source;
                          });
  if (configured && set.empty()) return {};
  // What was read before stays, whatever is configured now.
  const auto balance = ledger_.balance(source, set);
  if (!balance) return balance.error();
  if (balance->read > 0 || balance->handed_to_delivery > 0) return {};
  const auto sets = ledger_.sets(source);
  if (!sets) return sets.error();
  const base::Document::Array* listed = sets->array();
  const bool here = listed != nullptr && std::any_of(listed->begin(), listed->end(), [&](const base::Document& one) {
                      return set.empty() || one.text("set") == set;
                    });
  if (here) return {};
  if (!configured) return no_such_source();
  return base::rejected("ingen leverans heter så; `sets` visar dem / no set is called so; `sets` shows them");
}

base::Result<std::map<std::pair<std::string, std::string>, Operations::AnswerDue>> Operations::answers_due(
    const std::string& source) const {
  std::map<std::pair<std::string, std::string>, AnswerDue> due;
  ports::PendingFilter filter{ports::Selector{source, {}, std::nullopt}};
  for (bool more = true; more;) {
    std::vector<ports::PendingRecord> page;
    auto read = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
      auto waiting = transaction.pending(filter);
      if (!waiting) return waiting.error();
      page = std::move(*waiting);
      return {};
    });
    if (!read) return read.error();
    for (const ports::PendingRecord& one : page) {
      filter.after = one.row;
      const auto document = codec_.decode_record(one.document);
      const auto* record = document ? std::get_if<core::Participation>(&*document) : nullptr;
      if (record == nullptr || !record->start) continue;
      const base::Date last = core::answer_due_on(*record->start);
      due.insert_or_assign({one.source, record->key},
                           AnswerDue{std::min(record->end.value_or(last), last),
                                     core::answer_due(*record->start, record->end, today())});
    }
    more = page.size() >= filter.limit;
  }
  return due;
}

base::Result<base::Document> Operations::consent_list(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"source", "unarchived", "by"});
  if (!arguments) return arguments.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  const auto by = arguments->text("by");
  if (!by) return by.error();
  const auto unarchived = arguments->flag("unarchived");
  if (!unarchived) return unarchived.error();
  if (!by->empty() && !*unarchived)
    return base::rejected("argumentet by hör till unarchived / argument by belongs to unarchived");
  LimitedRows listed(kMostRows);
  if (*unarchived) {
    auto originals = unsent(*source, *by);
    if (!originals) return originals.error();
    for (base::Document& row : *originals) {
      if (!listed.add(std::move(row))) break;
    }
    auto answer = listed.answer({});
    if (answer) answer->set("list", "originals");
    return answer;
  }
  const std::chrono::days every(engine_.rules().policy->threshold(core::Threshold::reminder_days, today()));
  const auto due = answers_due(*source);
  if (!due) return due.error();
  // Whoever is protected or dead is counted instead and waits for nothing, so that nobody is reminded of them.
  const auto add = [&](const ports::ListedUnit& unit) -> base::Result<void> {
    if (unit.unit != core::Unit::in || std::none_of(unit.reasons.begin(), unit.reasons.end(), core::lacks_consent))
      return {};
    const core::Reminder reminder = core::reminder(clock_.day_of(unit.since), today(), every);
    // What was decided is of the day on which it was.
    const auto dated = due->find({unit.source, unit.key});
    const bool now = (dated != due->end() && dated->second.now) ||
                     std::any_of(unit.reasons.begin(), unit.reasons.end(), [](const core::Reason& reason) {
                       return reason.code == core::Code::consent_answer_due;
                     });
    return listed.add(
        document_of(unit)
            .set("waits_since", clock_.day_of(unit.since).text())
            .set("reminder", reminder.number)
            .set("next_reminder", reminder.next.text())
            .set("answer_due", now)
            .set("answer_due_on", dated == due->end() ? base::Document() : base::Document(dated->second.by.text())));
  };
  auto answer = listed.answer(ledger_.each_unit({core::Outcome::parked, false, *source, {}}, add));
  if (answer && answer->integer_or("count", 0) == 0) {
    if (const auto known = known_names(*source, {}); !known) return known.error();
  }
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
  return limited(ledger_.queue(!*all, static_cast<std::size_t>(kMostRows) + 1));
}

base::Result<base::Document> Operations::totals(const base::Document& given) {
  if (const auto checked = Arguments::read(given, {}); !checked) return checked.error();
  return limited(ledger_.totals());
}

base::Result<base::Document> Operations::sets(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"source"});
  if (!arguments) return arguments.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  if (const auto known = known_names(*source, {}); !known) return known.error();
  auto rows = ledger_.sets(*source);
  if (!rows || rows->array() == nullptr) return rows;
  return rows_document(std::move(*rows->array()));
}

}  // namespace gateway::api
