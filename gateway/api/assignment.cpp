#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/assignment/change_set.h"
#include "gateway/core/assignment/tie.h"
#include "gateway/core/assignment/user_search.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/io/config/change_set_rules.h"
#include "gateway/io/config/rules.h"

namespace gateway::api {

namespace {

constexpr std::int64_t kFoundAtMost = 50;
constexpr std::int64_t kUnusedDays = 90;

base::Document ended(const core::Ending& ending) {
  return base::Document()
      .set("user", ending.user)
      .set("place", ending.place)
      .set("from", ending.from.text())
      .set("for_cause", ending.for_cause);
}

base::Document assignment(const std::string& user, std::string_view role, const std::string& place,
                          const base::Period& period) {
  return base::Document()
      .set("user", user)
      .set("role", role)
      .set("place", place)
      .set("from", period.from.text())
      .set("to", period.to ? base::Document(period.to->text()) : base::Document());
}

/// The role by which a user has assignments to places; deltagaransvarig where the user has none today.
std::string_view role_at_places(const core::Directory& directory, const std::string& user, base::Date on) {
  for (const std::uint32_t at : directory.held_by(user).roles) {
    const core::RoleHolding& row = directory.rows().roles[at];
    const bool at_places = directory.roles().assigned_to(row.role) == core::AssignedTo::place;
    if (at_places && row.period.contains(on)) return row.role;
  }
  return "deltagaransvarig";
}

/// The mandates that a change keeps from counting: those that did before.
std::vector<core::MandateFinding> newly_idle(const std::vector<core::MandateFinding>& before,
                                             std::vector<core::MandateFinding> after) {
  std::erase_if(after, [&](const core::MandateFinding& found) {
    return std::any_of(before.begin(), before.end(),
                       [&](const core::MandateFinding& old) { return old.reason == found.reason; });
  });
  return after;
}

/// What a change set did, or why it did nothing.
base::Document text_of(const core::ChangeOutcome& outcome, bool outdated, bool dry_run) {
  if (outdated) {
    return both("Katalogen har ändrats av någon annan sedan dess: ingenting är sparat. Detta har ändrats:",
                "Somebody else has changed the directory since: nothing is saved. This has changed:");
  }
  if (!outcome.faults.empty()) {
    return both("Ändringen går inte att göra: ingenting är sparat.", "The change cannot be made: nothing is saved.");
  }
  if (dry_run) {
    return both("Provkörning: det här skulle ändras. Ingenting är sparat.",
                "Dry run: this is what would change. Nothing is saved.");
  }
  return both("Ändringen är sparad.", "The change is saved.");
}

}  // namespace

core::Roles Operations::roles() const {
  const auto policy = engine_.rules().policy;
  return policy ? policy->roles : core::Roles();
}

base::Result<std::shared_ptr<const core::Directory>> Operations::directory_now(std::int64_t* version) {
  std::shared_ptr<const core::Directory> directory;
  auto read = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    auto found = transaction.directory();
    if (!found) return found.error();
    directory = std::move(*found);
    if (version == nullptr) return {};
    const auto number = transaction.directory_version();
    if (!number) return number.error();
    *version = *number;
    return {};
  });
  if (!read) return read.error();
  return directory;
}

base::Result<bool> Operations::replace_directory(std::int64_t version, const core::DirectoryRows& rows,
                                                 const std::function<base::Result<void>(ports::Transaction&)>& beside) {
  bool same = false;
  auto written = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    const auto newest = transaction.directory_version();
    if (!newest) return newest.error();
    same = *newest == version;
    if (!same) return {};
    if (auto replaced = transaction.replace_directory(rows, clock_.now()); !replaced) return replaced;
    return beside ? beside(transaction) : base::Result<void>();
  });
  if (!written) return written.error();
  return same;
}

base::Result<base::Document> Operations::assignment_search(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"name", "first", "last", "employer", "role", "limit"});
  if (!arguments) return arguments.error();
  core::UserQuery query;
  std::string role;
  for (const auto& [name, to] :
       {std::pair{"name", &query.either}, std::pair{"first", &query.first_name}, std::pair{"last", &query.last_name},
        std::pair{"employer", &query.employer}, std::pair{"role", &role}}) {
    auto text = arguments->text(name);
    if (!text) return text.error();
    *to = std::move(*text);
  }
  if (!role.empty() && !roles().known(role)) return base::rejected(core::refusal({core::Code::role_unknown, role}));
  query.role = role;
  const auto limit = arguments->count("limit", kFoundAtMost);
  if (!limit) return limit.error();
  query.limit = static_cast<std::size_t>(*limit);
  const auto directory = directory_now();
  if (!directory) return directory.error();
  const core::UserHits hits = core::UserSearch(**directory).find(query, today());
  base::Document::Array rows;
  for (const core::User* user : hits.users) {
    const core::Organisation* employer = (*directory)->organisation(user->organisation);
    rows.push_back(base::Document()
                       .set("user", user->id)
                       .set("name", user->name)
                       .set("employer", employer == nullptr ? user->organisation : employer->name));
  }
  return rows_document(std::move(rows)).set("more", hits.cut);
}

base::Result<base::Document> Operations::assignment_list(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"place", "user"});
  if (!arguments) return arguments.error();
  const auto place = arguments->text("place");
  if (!place) return place.error();
  const auto user = arguments->text("user");
  if (!user) return user.error();
  std::int64_t version = 0;
  const auto directory = directory_now(&version);
  if (!directory) return directory.error();
  const auto asked = [&](const std::string& row_user, const std::string& row_place, const base::Period& period) {
    return (user->empty() || *user == row_user) && (place->empty() || *place == row_place) &&
           (!period.to || *period.to >= today());
  };
  base::Document::Array rows;
  for (const core::Administration& row : (*directory)->rows().staff.administrations) {
    if (!asked(row.user, row.cooperation, row.period)) continue;
    rows.push_back(assignment(row.user, row.role, row.cooperation, row.period));
  }
  for (const core::Assignment& row : (*directory)->rows().assignments) {
    if (asked(row.user, row.to, row.period)) {
      const base::Date on = std::max(row.period.from, today());
      rows.push_back(assignment(row.user, role_at_places(**directory, row.user, on), row.to, row.period));
    }
  }
  auto elsewhere = not_at_node([&](const core::AssignmentChange& one) {
    return (user->empty() || *user == one.user) && (place->empty() || *place == one.place);
  });
  if (!elsewhere) return elsewhere.error();
  return rows_document(std::move(rows)).set("version", version).set("not_at_node", std::move(*elsewhere));
}

base::Result<Operations::Saving> Operations::save_set(std::int64_t made_on, bool dry_run, const Judge& judge,
                                                      const Beside& beside) {
  // Judged outside the writer, where others wait; again, and then refused, where somebody else has written meanwhile.
  Saving saving;
  std::int64_t version = 0;
  core::ChangeOutcome& outcome = saving.outcome;
  do {
    const auto now = directory_now(&version);
    if (!now) return now.error();
    saving.before = *now;
    outcome = judge(*saving.before, version);
    if (!outcome.rows || dry_run) break;
    const auto replaced = replace_directory(version, *outcome.rows, [&](ports::Transaction& transaction) {
      return beside ? beside(transaction, *saving.before) : base::Result<void>();
    });
    if (!replaced) return replaced.error();
    saving.saved = *replaced;
  } while (!saving.saved);
  const bool outdated = made_on != version;
  base::Document since;
  if (outdated) {
    std::optional<core::DirectoryRows> then;
    auto read = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
      auto rows = transaction.directory_rows(made_on);
      if (!rows) return rows.error();
      then = std::move(*rows);
      return {};
    });
    if (!read) return read.error();
    if (then) since = io::directory_difference(*then, saving.before->rows());
  }
  base::Document differences;
  if (outcome.rows) differences = io::directory_difference(saving.before->rows(), *outcome.rows);
  base::Document::Array faults;
  for (const core::RowFault& fault : outcome.faults) {
    faults.push_back(document_of(fault.reason).set("row", static_cast<std::int64_t>(fault.row)));
  }
  saving.answer.set("dry_run", dry_run).set("saved", saving.saved).set("version", saving.saved ? version + 1 : version);
  saving.answer.set("text", text_of(outcome, outdated, dry_run)).set("faults", std::move(faults));
  saving.answer.set("since", std::move(since)).set("differences", std::move(differences));
  return saving;
}

base::Result<base::Document> Operations::assignment_change(const base::Document& given) {
  const auto asked = FileToTake::read(given);
  if (!asked) return asked.error();
  const auto set = io::read_change_set(asked->file);
  if (!set) return set.error();
  const base::Instant now = clock_.now();
  auto saving = save_set(
      set->version, asked->dry_run,
      [&](const core::Directory& directory, std::int64_t version) {
        return core::apply(*set, directory, version, clock_.day_of(now), now);
      },
      [&](ports::Transaction& transaction, const core::Directory& before) {
        return tell_node(transaction, *set, before, now);
      });
  if (!saving) return saving.error();
  std::vector<core::MandateFinding> mandates;
  std::optional<core::Directory> after;
  if (saving->outcome.rows) {
    auto built = core::Directory::build(std::move(*saving->outcome.rows), roles());
    if (!built) return built.error();
    after = std::move(*built);
    mandates = newly_idle(idle_mandates(*saving->before), idle_mandates(*after));
  }
  base::Document::Array endings;
  for (const core::Ending& ending : saving->outcome.endings) endings.push_back(ended(ending));
  base::Document& answer = saving->answer;
  answer.set("endings", std::move(endings)).set("mandates", documents_of(mandates));
  if (!saving->saved) return answer;
  const auto decided = intake_.decide_pending(std::nullopt);
  if (!decided) return decided.error();
  engine_.settle();
  const core::Roles known = roles();
  std::set<core::Tie> ties;
  for (const core::AssignmentChange& one : set->changes) ties.insert(core::tie_of(one, known));
  auto elsewhere =
      not_at_node([&](const core::AssignmentChange& one) { return ties.contains(core::tie_of(one, known)); });
  if (!elsewhere) return elsewhere.error();
  return answer.set("decided", document_of(decided->counts)).set("not_at_node", std::move(*elsewhere));
}

base::Result<base::Document> Operations::assignment_review(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"unused_days"});
  if (!arguments) return arguments.error();
  const auto unused = arguments->count("unused_days", kUnusedDays);
  if (!unused) return unused.error();
  const auto directory = directory_now();
  if (!directory) return directory.error();
  const auto uses = ledger_.last_uses();
  if (!uses) return uses.error();
  const auto heard = [&](const std::string& user) {
    return core::heard_of(**directory, user, engine_.rules().organisation, engine_.setup().node);
  };
  base::Document::Array rows;
  for (const auto& found : core::review(**directory, *uses, std::chrono::days(*unused), today())) {
    // What others do where they are not heard of is not known, nor what they do not do.
    if (found.reason.code == core::Code::assignment_unused && !heard(found.user)) continue;
    rows.push_back(
        document_of(found.reason).set("user", found.user).set("place", found.place).set("since", found.since.text()));
  }
  const auto orphans = orphaned(**directory);
  if (!orphans) return orphans.error();
  for (const auto& found : core::review(**directory, *orphans, today())) {
    rows.push_back(
        document_of(found.reason).set("user", found.user).set("place", found.place).set("since", found.since.text()));
  }
  for (const core::MandateFinding& found : idle_mandates(**directory)) {
    rows.push_back(document_of(found.reason)
                       .set("user", found.mandate->user)
                       .set("place", found.mandate->insats)
                       .set("since", found.mandate->period.from.text()));
  }
  for (const core::SupplierFault& found : supplier_findings(**directory)) {
    rows.push_back(document_of(found.reason).set("account", found.account));
  }
  auto elsewhere = not_at_node([](const core::AssignmentChange&) { return true; });
  if (!elsewhere) return elsewhere.error();
  for (base::Document& row : *elsewhere) {
    if (row.text("state") == "refused") rows.push_back(std::move(row));
  }
  return rows_document(std::move(rows));
}

}  // namespace gateway::api
