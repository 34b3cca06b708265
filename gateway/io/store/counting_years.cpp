#include "gateway/io/store/counting_years.h"

#include <algorithm>

#include "gateway/io/store/totals.h"

namespace gateway::io::store {

const std::vector<int>& CountingYears::open() {
  if (open_) return *open_;
  open_.emplace();
  Query query = database_.query("SELECT year FROM note_year");
  while (query.step()) open_->push_back(static_cast<int>(query.integer(0)));
  return *open_;
}

void CountingYears::keep(int year) {
  const std::vector<int>& known = open();
  if (std::find(known.begin(), known.end(), year) != known.end()) return;
  database_.run("INSERT INTO note_year (year) VALUES (?1)", year);
  open_->push_back(year);
}

int CountingYears::closed_through() {
  if (!through_) {
    Query query = database_.query("SELECT coalesce(max(year), 0) FROM closed_year");
    query.step();
    through_ = static_cast<int>(query.integer(0));
  }
  return *through_;
}

bool CountingYears::counted(int year) {
  if (const auto known = counted_.find(year); known != counted_.end()) return known->second;
  Query query = database_.query(
      "SELECT 1 FROM totals t WHERE t.sender = '' AND t.year = ?1 AND t.women + t.men > coalesce((SELECT v.women + "
      "v.men FROM volume v WHERE v.insats = t.insats AND v.year = t.year ORDER BY v.row DESC LIMIT 1), 0) LIMIT 1");
  query.bind(year);
  return counted_[year] = query.step();
}

std::vector<int> CountingYears::counted() const {
  std::vector<int> years;
  Query query = database_.query(
      "SELECT DISTINCT t.year FROM totals t WHERE t.sender = '' AND t.women + t.men > coalesce((SELECT v.women + v.men "
      "FROM volume v WHERE v.insats = t.insats AND v.year = t.year ORDER BY v.row DESC LIMIT 1), 0)");
  while (query.step()) years.push_back(static_cast<int>(query.integer(0)));
  return years;
}

void CountingYears::count(const core::Count& change) {
  if (closed(change.year)) return;
  counted_.erase(change.year);
  add_to_totals(database_, change);
}

std::optional<std::int64_t> CountingYears::close(int through, base::Date today) {
  if (closed(through)) return std::nullopt;
  std::vector<int> years = open();
  std::erase_if(years, [&](int year) { return year >= through; });
  years.push_back(through);
  for (const int year : years) database_.run("INSERT INTO closed_year (year, closed_on) VALUES (?1, ?2)", year, today);
  database_.run("DELETE FROM note WHERE year <= ?1", through);
  std::int64_t notes = database_.changes();
  database_.run("DELETE FROM case_note WHERE year <= ?1", through);
  notes += database_.changes();
  database_.run("DELETE FROM note_year WHERE year <= ?1", through);
  forget();
  return notes;
}

void CountingYears::destroy_keys(Database& database, Vault& vault) {
  std::vector<int> years;
  {
    Query query = database.query("SELECT year FROM closed_year WHERE NOT key_gone");
    while (query.step()) years.push_back(static_cast<int>(query.integer(0)));
  }
  for (const int year : years) {
    vault.destroy_notes(year);
    database.run("UPDATE closed_year SET key_gone = 1 WHERE year = ?1", year);
  }
}

void CountingYears::forget() {
  open_.reset();
  through_.reset();
  counted_.clear();
}

}  // namespace gateway::io::store
