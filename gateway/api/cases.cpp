#include <algorithm>
#include <chrono>
#include <iterator>
#include <limits>
#include <utility>

#include "gateway/api/case_closed.h"
#include "gateway/api/case_documents.h"
#include "gateway/api/in_step.h"
#include "gateway/api/operations.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/core/swedish.h"

namespace gateway::api {

namespace {

using base::Document;

constexpr std::int64_t kRegisteredDays = 30;
constexpr std::int64_t kDaysAtMost = 36'500;

/// The day of the first row with missing answers; a row that has none comes last.
std::string lacks_since(const Document& row) {
  std::string first = "9999";
  for (const Document& one : *row.find("missing")->array()) {
    if (!one.text("happened").empty()) first = std::min(first, std::string(one.text("happened")));
  }
  return first;
}

std::string last_registered(const Document& row) {
  return std::string(row.find("registered")->array()->back().text("registered"));
}

/// Nobody answers for it before all, then what is late, then what comes first; what waits for nothing last.
std::string urgency(const Document& row) {
  const Document* needs = row.find("needs_responsible");
  const Document* next = row.find("next");
  const std::string latest = next == nullptr ? std::string() : std::string(next->text("latest"));
  return (needs != nullptr && needs->boolean() && *needs->boolean() ? "0" : "1") +
         (latest.empty() ? std::string("9999") : latest);
}

std::vector<base::RegistrationId> cases_in(const Document::Array& rows) {
  std::vector<base::RegistrationId> cases;
  for (const Document& row : rows) {
    const std::string_view of = row.find("case") == nullptr ? row.text("registration") : row.text("case");
    if (const auto id = base::RegistrationId::parse(of)) cases.push_back(*id);
  }
  return cases;
}

}  // namespace

bool named(const core::Person& person, const std::u32string& wanted) {
  return core::folded(person.given_name) == wanted || core::folded(person.family_name) == wanted ||
         core::folded(person.given_name + " " + person.family_name) == wanted;
}

/// Which of the cases that are found are shown, and how much of each.
struct Operations::Shown {
  std::size_t limit = std::numeric_limits<std::size_t>::max();
  bool history = false;
  std::u32string name = {};                                   ///< Folded; empty: whatever the name.
  bool findable = false;                                      ///< Only who takes part, or did so until some days ago.
  bool needs_responsible = false;                             ///< Only those that nobody answers for.
  bool missing = false;                                       ///< Only those with missing answers.
  std::optional<base::Date> registered_since = std::nullopt;  ///< Only with what the asker registered since.
};

/// Cases that `by` may see, as `filter` says, as rows.
base::Result<Document::Array> Operations::cases_for(const std::string& by, const ports::CaseFilter& filter,
                                                    const Shown& shown) {
  const auto directory = directory_now();
  if (!directory) return directory.error();
  const flow::Rules rules = engine_.rules();
  Document::Array rows;
  if (!core::heard_of(**directory, by, rules.organisation, engine_.setup().node)) return rows;
  // One by its number, which is no search.
  const bool by_number = !filter.id.empty() && !shown.findable;
  const bool officer = by_number && core::reads_by_number(**directory, by, rules.organisation, today());
  auto listed = ledger_.cases().each_case(filter, [&](const ports::ListedCase& one) -> base::Result<void> {
    if (rows.size() >= shown.limit) return {};
    if (!officer && !core::may_see(**directory, by, one.course, today())) return {};
    if (!shown.name.empty() && (!one.person || !named(*one.person, shown.name))) return {};
    if (shown.findable && !core::findable(one.course, *rules.policy, today())) return {};
    if (filter.with_wrong && !one.course.open() && !lately_wrong(one.course, *rules.policy, today())) return {};
    const bool needs = core::needs_responsible(one.course, one.named, **directory, rules.organisation, today());
    if (shown.needs_responsible && !needs) return {};
    Document row = document_of(one, rules, today(), shown.history);
    row.set("needs_responsible", needs);
    if (shown.missing && row.find("missing")->array()->empty()) return {};
    if (shown.registered_since) {
      Document registered = registered_by(one.course, by, *shown.registered_since);
      if (one.course.reading_closed || registered.array()->empty()) return {};
      row.set("registered", std::move(registered));
    }
    rows.push_back(std::move(row));
    return {};
  });
  if (!listed) return listed.error();
  return rows;
}

base::Result<Document> Operations::case_list(const Document& given) {
  const auto arguments = Arguments::read(
      given, {"by", "office", "all", "limit", "needs_responsible", "missing", "registered", "refused", "days"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto office = arguments->text("office");
  if (!office) return office.error();
  const auto limit = arguments->count("limit", 200);
  if (!limit) return limit.error();
  const auto days = arguments->count("days", kRegisteredDays);
  if (!days) return days.error();
  bool all = false, needs = false, missing = false, registered = false, refused = false;
  for (const auto& [name, to] :
       {std::pair{"all", &all}, std::pair{"needs_responsible", &needs}, std::pair{"missing", &missing},
        std::pair{"registered", &registered}, std::pair{"refused", &refused}}) {
    const auto flag = arguments->flag(name);
    if (!flag) return flag.error();
    *to = *flag;
  }
  if (needs + missing + registered + refused > 1) {
    return base::rejected(
        "ange en av needs_responsible, missing, registered och refused / say one of needs_responsible, missing, "
        "registered and refused");
  }
  if (arguments->has("days") && !registered)
    return base::rejected("argumentet days hör till registered / argument days belongs to registered");
  if (refused) return refused_list(*by, *limit);
  const char* list = registered ? "registered" : missing ? "missing" : "cases";
  Shown shown;
  shown.needs_responsible = needs;
  shown.missing = missing;
  if (registered) shown.registered_since = today() - std::chrono::days(std::min<std::int64_t>(*days, kDaysAtMost));
  ports::CaseFilter filter;
  // What was registered, and what is missing of it, is asked for after the end, too.
  filter.open_only = !all && !missing && !registered;
  // Whoever has a case is told that it was called wrong: no feed and no receipt says so at the other authority
  // (domain.md §3 r).
  filter.with_wrong = filter.open_only && !needs;
  filter.with_person = true;
  bool anywhere = true;
  if (!office->empty()) {
    filter.offices = {*office};
  } else if (registered || needs) {
    // Whoever answers for it now.
    const auto directory = directory_now();
    if (!directory) return directory.error();
    filter.offices = core::offices_of(**directory, *by, today());
    anywhere = !filter.offices.empty();
  } else {
    filter.user = *by;
  }
  auto rows = anywhere ? cases_for(*by, filter, shown) : Document::Array();
  if (!rows) return rows.error();
  Participations of_insatser;
  of_insatser.filter.open_only = !all;
  of_insatser.needs_responsible = needs;
  of_insatser.missing = missing;
  auto registrations = registered ? registrations_of(*by, *office, *shown.registered_since)
                                  : participations_listed(*by, *office, of_insatser);
  if (!registrations) return registrations.error();
  std::move(registrations->begin(), registrations->end(), std::back_inserter(*rows));
  std::stable_sort(rows->begin(), rows->end(), [&](const Document& a, const Document& b) {
    if (registered) return last_registered(b) < last_registered(a);
    if (missing) return lacks_since(a) < lacks_since(b);
    return urgency(a) < urgency(b);
  });
  if (std::cmp_less(*limit, rows->size())) rows->resize(static_cast<std::size_t>(*limit));
  Document::Array with_name;
  std::copy_if(rows->begin(), rows->end(), std::back_inserter(with_name),
               [](const Document& row) { return row.find("given_name") != nullptr; });
  if (const auto noted = note_access(*by, "case.list", cases_in(with_name)); !noted) return noted.error();
  const auto gap = feed_gap();
  if (!gap) return gap.error();
  Document answer = rows_document(std::move(*rows)).set("list", list);
  if (*gap) answer.set("feed", document_of(**gap));
  return answer;
}

base::Result<Document> Operations::case_show(const Document& given) {
  const auto arguments = Arguments::read(given, {"id", "by"});
  if (!arguments) return arguments.error();
  const auto id = arguments->required_case_number("id");
  if (!id) return id.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  ports::CaseFilter filter;
  filter.id = *id;
  Shown shown;
  shown.limit = 1;
  shown.history = true;
  auto rows = cases_for(*by, filter, shown);
  if (!rows) return rows.error();
  const bool of_insats = rows->empty();
  if (of_insats) {
    Participations one;
    one.filter.id = *id;
    one.history = true;
    rows = participations(*by, one);
    if (!rows) return rows.error();
  }
  if (const auto noted = note_access(*by, "case.show", cases_in(*rows)); !noted) return noted.error();
  if (rows->empty()) return no_such_case();
  if (of_insats) return std::move(rows->front());
  Document tasks{Document::Array{}};
  ports::TaskFilter of_case;
  of_case.about = *id;
  of_case.open_only = false;
  const flow::Rules rules = engine_.rules();
  auto listed = ledger_.cases().each_task(of_case, [&](const ports::KeptTask& kept) -> base::Result<void> {
    tasks.add(document_of(kept, *rules.policy));
    return {};
  });
  if (!listed) return listed.error();
  const auto original = ledger_.original(*id);
  if (!original) return original.error();
  if (*original && !(*original)->original.closed) {
    if (auto paper = document_of((*original)->original.paper, true); !paper.is_null()) {
      rows->front().set("paper", std::move(paper));
    }
    auto told = document_of(dated(**original), *engine_.rules().policy, today());
    if (!told.is_null()) rows->front().set("original", std::move(told));
  }
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
  if (keys != 1) return base::rejected("sök på en av person, case och name / search by one of person, case and name");
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
      return base::rejected(
          "deltagare söks på hela namnet; * är bara för användare / participants are found by their whole name; * is "
          "for users only");
    }
    filter.user = *by;
  }
  Shown found;
  found.limit = 50;
  found.history = true;
  if (!name->empty()) found.name = core::folded(*name);
  found.findable = true;
  auto rows = cases_for(*by, filter, found);
  if (!rows) return rows.error();
  Participations in_insatser;
  in_insatser.filter.number = filter.number;
  in_insatser.filter.id = filter.id;
  in_insatser.name = found.name;
  in_insatser.findable = in_insatser.history = true;
  in_insatser.limit = found.limit - std::min(found.limit, rows->size());
  in_insatser.filter.ended_from =
      today() - std::chrono::days(engine_.rules().policy->threshold(core::Threshold::search_days, today()));
  auto more = participations(*by, in_insatser);
  if (!more) return more.error();
  std::move(more->begin(), more->end(), std::back_inserter(*rows));
  if (const auto noted = note_access(*by, "participant.search", cases_in(*rows)); !noted) return noted.error();
  if (rows->empty()) return no_such_case();
  return rows_document(std::move(*rows));
}

}  // namespace gateway::api
