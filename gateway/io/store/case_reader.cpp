#include "gateway/io/store/case_reader.h"

#include <algorithm>

#include "gateway/io/store/case_values.h"
#include "gateway/io/store/outbox.h"
#include "gateway/io/store/schema.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// Rows of a list that are read at once.
constexpr std::int64_t kPage = 256;

bool one_of(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool fits(const ports::CaseFilter& filter, const core::CooperationCase& of, const core::Caseworkers& who) {
  const bool users = filter.user.empty() || who.responsible == filter.user || who.deputy == filter.user;
  const bool offices =
      filter.offices.empty() || one_of(filter.offices, of.af_office) || one_of(filter.offices, of.fk_office);
  return users && offices && (!filter.open_only || of.open() || (filter.with_wrong && of.called_wrong()));
}

}  // namespace

CaseReader::CaseReader(const std::string& path, KeyRing& keys)
    : database_(path, Database::Mode::read_only),
      vault_(keys),
      persons_(database_, vault_),
      rows_(database_),
      refused_(database_) {
  prepare_reader(database_);
}

/// Rows behind `behind`, by what narrows most; what else is asked is looked at in each.
std::vector<std::int64_t> CaseReader::page_of_rows(const ports::CaseFilter& filter, std::int64_t behind) const {
  std::vector<std::int64_t> rows;
  const auto read = [&](Query query) {
    while (query.step()) rows.push_back(query.integer(0));
  };
  if (!filter.id.empty()) {
    Query query = database_.query(
        "SELECT c.registration FROM registration g JOIN cooperation_case c ON c.registration = g.row WHERE g.id = ?1 "
        "AND c.registration > ?2 AND c.course IS NOT NULL LIMIT ?3");
    query.bind(filter.id, behind, kPage);
    read(std::move(query));
  } else if (filter.number) {
    Query query = database_.query(
        "SELECT c.registration FROM subject s JOIN registration g ON g.subject = s.row JOIN cooperation_case c ON "
        "c.registration = g.row WHERE s.number_mark = ?1 AND g.row > ?2 AND c.course IS NOT NULL ORDER BY g.row LIMIT "
        "?3");
    query.bind(vault_.of_person(*filter.number), behind, kPage);
    read(std::move(query));
  } else if (!filter.user.empty()) {
    Query query = database_.query(
        "SELECT registration FROM cooperation_case WHERE course IS NOT NULL AND responsible = ?1 AND registration > ?2 "
        "UNION SELECT registration FROM cooperation_case WHERE course IS NOT NULL AND deputy = ?1 AND registration > "
        "?2 ORDER BY registration LIMIT ?3");
    query.bind(filter.user, behind, kPage);
    read(std::move(query));
  } else if (!filter.offices.empty()) {
    for (const std::string& office : filter.offices) {
      Query query = database_.query(
          "SELECT registration FROM cooperation_case WHERE course IS NOT NULL AND af_office = ?1 AND registration > ?2 "
          "UNION SELECT registration FROM cooperation_case WHERE course IS NOT NULL AND fk_office = ?1 AND "
          "registration > ?2 ORDER BY registration LIMIT ?3");
      query.bind(office, behind, kPage);
      read(std::move(query));
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (rows.size() > static_cast<std::size_t>(kPage)) rows.resize(static_cast<std::size_t>(kPage));
  } else {
    Query query = database_.query(
        filter.open_only && !filter.with_wrong
            ? "SELECT registration FROM cooperation_case WHERE open AND registration > ?1 ORDER BY "
              "registration LIMIT ?2"
            : "SELECT registration FROM cooperation_case WHERE course IS NOT NULL AND registration > ?1 "
              "ORDER BY registration LIMIT ?2");
    query.bind(behind, kPage);
    read(std::move(query));
  }
  return rows;
}

std::vector<core::Reason> CaseReader::held(std::int64_t registration) const {
  Query query = database_.query("SELECT reasons FROM outbox WHERE lane = ?1 AND state = ?2 ORDER BY sequence");
  query.bind(registration, Course::held);
  std::vector<core::Reason> all;
  while (query.step()) {
    for (core::Reason& reason : unpack_reasons(query.view(0))) {
      if (std::find(all.begin(), all.end(), reason) == all.end()) all.push_back(std::move(reason));
    }
  }
  return all;
}

std::optional<ports::ListedCase> CaseReader::listed(const ports::CaseFilter& filter, std::int64_t row) const {
  auto kept = rows_.at(row);
  if (!kept || !kept->course || !fits(filter, *kept->course, rows_.caseworkers(*kept))) return std::nullopt;
  ports::ListedCase one;
  one.id = kept->registration.value.id;
  one.course = std::move(*kept->course);
  one.named = std::move(kept->named);
  one.provisional = rows_.awaits_node(row);
  one.refused = std::move(kept->refused);
  one.refused_at = kept->refused_at;
  one.held = held(row);
  for (TaskRow& task : rows_.tasks_of(row)) {
    if (!core::answered(task.task.state)) one.tasks.push_back(std::move(task.task));
  }
  if (filter.with_person && kept->registration.subject) {
    if (const auto subject = persons_.at(*kept->registration.subject)) one.person = persons_.open(*subject);
  }
  return one;
}

base::Result<void> CaseReader::each_case(
    const ports::CaseFilter& filter, const std::function<base::Result<void>(const ports::ListedCase&)>& take) const {
  std::int64_t behind = 0;
  for (bool more = true; more;) {
    std::vector<ports::ListedCase> page;
    {
      const std::lock_guard lock(mutex_);
      auto read = guarded([&] {
        const std::vector<std::int64_t> rows = page_of_rows(filter, behind);
        more = rows.size() == static_cast<std::size_t>(kPage);
        if (!rows.empty()) behind = rows.back();
        for (const std::int64_t row : rows) {
          if (auto one = listed(filter, row)) page.push_back(std::move(*one));
        }
      });
      if (!read) return read;
    }
    for (const ports::ListedCase& one : page) {
      if (auto done = take(one); !done) return done;
    }
  }
  return {};
}

base::Result<void> CaseReader::each_refused(
    const ports::RefusedFilter& filter,
    const std::function<base::Result<void>(const ports::RefusedByNode&)>& take) const {
  std::vector<ports::RefusedByNode> all;
  {
    const std::lock_guard lock(mutex_);
    auto read = guarded([&] { all = refused_.of(filter); });
    if (!read) return read;
  }
  for (const ports::RefusedByNode& one : all) {
    if (auto done = take(one); !done) return done;
  }
  return {};
}

base::Result<void> CaseReader::each_access(const base::RegistrationId& id,
                                           const std::function<base::Result<void>(const core::Access&)>& take) const {
  std::vector<core::Access> all;
  {
    const std::lock_guard lock(mutex_);
    auto read = guarded([&] { all = rows_.accesses(id); });
    if (!read) return read;
  }
  for (const core::Access& one : all) {
    if (auto done = take(one); !done) return done;
  }
  return {};
}

std::vector<ports::KeptTask> CaseReader::page_of_tasks(const ports::TaskFilter& filter, const std::string& office,
                                                       std::int64_t& behind, bool& end) const {
  std::vector<ports::KeptTask> tasks;
  const bool of_office = filter.about.empty() && filter.open_only && !office.empty();
  Query query = database_.query(
      of_office ? "SELECT t.row, g.id, t.body FROM case_task t JOIN registration g ON g.row = t.registration WHERE "
                  "t.office = ?5 AND t.state <= 1 AND t.row > ?1 ORDER BY t.row LIMIT ?2"
      : filter.about.empty()
          ? "SELECT t.row, g.id, t.body FROM case_task t JOIN registration g ON g.row = t.registration WHERE t.row > "
            "?1 AND (NOT ?3 OR t.state <= 1) AND (?5 = '' OR t.office = ?5) ORDER BY t.row LIMIT ?2"
          : "SELECT t.row, g.id, t.body FROM registration g JOIN case_task t ON t.registration = g.row WHERE t.row > "
            "?1 AND (NOT ?3 OR t.state <= 1) AND g.id = ?4 AND (?5 = '' OR t.office = ?5) ORDER BY t.row LIMIT ?2");
  query.bind(behind, kPage, filter.open_only, filter.about, office);
  std::int64_t rows = 0;
  for (; query.step(); ++rows) {
    behind = query.integer(0);
    tasks.push_back({unpack_task(query.view(2)), query.id<base::RegistrationId>(1)});
    const core::CooperationTask& task = tasks.back().task;
    if (!core::answered(task.state)) tasks.back().refused = refused_.last_of(task.id);
  }
  end = rows < kPage;
  return tasks;
}

base::Result<void> CaseReader::each_task(const ports::TaskFilter& filter,
                                         const std::function<base::Result<void>(const ports::KeptTask&)>& take) const {
  std::vector<std::string> offices = filter.offices;
  std::sort(offices.begin(), offices.end());
  offices.erase(std::unique(offices.begin(), offices.end()), offices.end());
  if (offices.empty()) offices.emplace_back();  // Of all.
  for (const std::string& office : offices) {
    std::int64_t behind = 0;
    for (bool end = false; !end;) {
      std::vector<ports::KeptTask> page;
      {
        const std::lock_guard lock(mutex_);
        auto read = guarded([&] { page = page_of_tasks(filter, office, behind, end); });
        if (!read) return read;
      }
      for (const ports::KeptTask& one : page) {
        if (auto done = take(one); !done) return done;
      }
    }
  }
  return {};
}

}  // namespace gateway::io::store
