#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "gateway/api/case_documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/core/swedish.h"

namespace gateway::api {

namespace {

using base::Document;

/// The same answer for what is not there and for what is not the asker's to see, in text and in what is done for it
/// (domain.md §2).
base::Error not_found() {
  return base::rejected("no case of yours matches: it is not there, or not at an office where you have an assignment");
}

bool named(const core::Person& person, const std::u32string& wanted) {
  return core::folded(person.given_name) == wanted || core::folded(person.family_name) == wanted ||
         core::folded(person.given_name + " " + person.family_name) == wanted;
}

}  // namespace

/// Which of the cases that are found are shown, and how much of each.
struct Operations::Shown {
  std::size_t limit = std::numeric_limits<std::size_t>::max();
  bool history = false;
  std::u32string name = {};  ///< Folded; empty: whatever the name.
  bool findable = false;     ///< Only who takes part, or did so until some days ago.
};

/// Cases that `by` may see, as `filter` says, as rows.
base::Result<Document::Array> Operations::cases_for(const std::string& by, const ports::CaseFilter& filter,
                                                    const Shown& shown) {
  const auto directory = directory_now();
  if (!directory) return directory.error();
  const flow::Rules rules = engine_.rules();
  Document::Array rows;
  auto listed = ledger_.cases().each_case(filter, [&](const ports::ListedCase& one) -> base::Result<void> {
    if (rows.size() >= shown.limit || !core::may_see(**directory, by, one.course, today())) return {};
    if (!shown.name.empty() && (!one.person || !named(*one.person, shown.name))) return {};
    if (shown.findable && !core::findable(one.course, *rules.policy, today())) return {};
    rows.push_back(document_of(one, *rules.policy, today(), shown.history));
    return {};
  });
  if (!listed) return listed.error();
  return rows;
}

base::Result<Document> Operations::case_list(const Document& given) {
  const auto arguments = Arguments::read(given, {"by", "office", "all", "limit"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto office = arguments->text("office");
  if (!office) return office.error();
  const auto all = arguments->flag("all");
  if (!all) return all.error();
  const auto limit = arguments->count("limit", 200);
  if (!limit) return limit.error();
  ports::CaseFilter filter;
  filter.open_only = !*all;
  if (office->empty()) {
    filter.user = *by;
  } else {
    filter.offices = {*office};
  }
  filter.with_person = true;
  auto rows = cases_for(*by, filter, {});
  if (!rows) return rows.error();
  // What is late first, then what comes first; what waits for nothing last.
  std::stable_sort(rows->begin(), rows->end(), [](const Document& a, const Document& b) {
    const auto latest = [](const Document& row) {
      const Document* next = row.find("next");
      const std::string day = next == nullptr ? std::string() : std::string(next->text("latest"));
      return day.empty() ? std::string("9999") : day;
    };
    return latest(a) < latest(b);
  });
  if (std::cmp_less(*limit, rows->size())) rows->resize(static_cast<std::size_t>(*limit));
  return rows_document(std::move(*rows));
}

base::Result<Document> Operations::case_show(const Document& given) {
  const auto arguments = Arguments::read(given, {"id", "by"});
  if (!arguments) return arguments.error();
  if (const auto given_id = arguments->required("id"); !given_id) return given_id.error();
  const auto id = arguments->case_number("id");
  if (!id) return id.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  ports::CaseFilter filter;
  filter.id = **id;
  auto rows = cases_for(*by, filter, {1, true});
  if (!rows) return rows.error();
  if (rows->empty()) return not_found();
  Document tasks{Document::Array{}};
  ports::TaskFilter of_case;
  of_case.about = **id;
  of_case.open_only = false;
  auto listed = ledger_.cases().each_task(of_case, [&](const ports::KeptTask& kept) -> base::Result<void> {
    tasks.add(document_of(kept));
    return {};
  });
  if (!listed) return listed.error();
  return std::move(rows->front().set("tasks", std::move(tasks)));
}

base::Result<Document> Operations::participant_search(const Document& given) {
  const auto arguments = Arguments::read(given, {"person", "name", "case", "by"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto name = arguments->text("name");
  if (!name) return name.error();
  const auto of_case = arguments->case_number("case");
  if (!of_case) return of_case.error();
  const int keys = (arguments->has("person") ? 1 : 0) + (name->empty() ? 0 : 1) + (*of_case ? 1 : 0);
  if (keys != 1) return base::rejected("search by one of person, case and name");
  ports::CaseFilter filter;
  filter.with_person = true;
  if (arguments->has("person")) {
    auto number = person(*arguments);
    if (!number) return number.error();
    filter.number = std::move(*number);
  } else if (*of_case) {
    filter.id = **of_case;
  } else {
    if (name->find('*') != std::string::npos) {
      return base::rejected("participants are found by their whole name; * is for users only");
    }
    filter.user = *by;
  }
  const Shown found{50, true, name->empty() ? std::u32string() : core::folded(*name), true};
  auto rows = cases_for(*by, filter, found);
  if (!rows) return rows.error();
  if (rows->empty()) return not_found();
  return rows_document(std::move(*rows));
}

}  // namespace gateway::api
