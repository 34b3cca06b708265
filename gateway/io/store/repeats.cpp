#include "gateway/io/store/repeats.h"

#include <algorithm>

#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr std::size_t kFewest = 4;
constexpr std::size_t kMost = 256;  ///< As a page.

}  // namespace

bool Repeats::expects(std::int64_t source, std::int64_t set) {
  if (set != set_) {
    store();
    run_.reset();
    set_ = set;
    look_again();
  }
  if (source != source_ || !behind_) return false;
  if (next_ == ahead_.size()) read_ahead();
  return !ahead_.empty();
}

void Repeats::read_ahead() {
  pass_over();
  at_once_ = std::clamp(at_once_ * 2, kFewest, kMost);
  // So many rows at most, whoever's they are. Those decided in this set have been seen in it: a run may pass over them.
  Query query = database_.query(
      "SELECT row, outcomes = ?5 AND vanished IS NULL, content_mark, units FROM (SELECT row, source, seen_set, "
      "outcomes, "
      "vanished, content_mark, units FROM record WHERE row > ?2 "
      "ORDER BY row LIMIT ?4) WHERE source = ?1 AND seen_set <> ?3 ORDER BY row");
  query.bind(source_, *behind_, set_, at_once_, outcome_bit(core::Outcome::accepted));
  while (query.step()) {
    Ahead& one = ahead_.emplace_back();
    one.row = query.integer(0);
    if (!query.flag(1) || query.is_null(2)) continue;
    // What is damaged in one row is told when that record is asked about, and holds up no other.
    auto content = guarded([&] { return std::pair(query.id<Mark>(2), units_in(query.view(3))); });
    if (!content) continue;
    one.content = content->first;
    one.units = content->second;
  }
  if (ahead_.empty()) behind_.reset();
}

std::size_t Repeats::meet(const Mark& content) {
  const auto found = std::find_if(ahead_.begin() + static_cast<std::ptrdiff_t>(next_), ahead_.end(),
                                  [&](const Ahead& one) { return one.content == content; });
  if (found == ahead_.end()) return 0;
  const auto place = static_cast<std::size_t>(found - ahead_.begin());
  if (!run_ || run_->last != before(place)) {
    store();
    run_ = Run{found->row, found->row};
  }
  run_->last = found->row;
  stored_ = false;
  next_ = place + 1;
  return found->units;
}

std::int64_t Repeats::before(std::size_t place) const {
  return place == 0 ? *behind_ : ahead_[place - 1].row;
}

void Repeats::met(std::int64_t source, std::int64_t row) {
  const auto found = source != source_
                         ? ahead_.end()
                         : std::find_if(ahead_.begin(), ahead_.end(), [&](const Ahead& one) { return one.row == row; });
  if (found != ahead_.end()) {
    const auto place = static_cast<std::size_t>(found - ahead_.begin());
    next_ = place + 1;
    // It is noted as seen by itself; the run goes on behind it all the same.
    if (run_ && run_->last == before(place)) {
      run_->last = row;
      stored_ = false;
    }
    return;
  }
  ahead_.clear();
  next_ = 0;
  at_once_ = 0;
  source_ = source;
  behind_ = row;
}

void Repeats::pass_over() {
  if (next_ > 0) behind_ = ahead_[next_ - 1].row;
  ahead_.clear();
  next_ = 0;
}

void Repeats::look_again() {
  pass_over();
  at_once_ = 0;
}

void Repeats::forget() {
  behind_.reset();
  ahead_.clear();
  next_ = 0;
  run_.reset();
  stored_ = true;
}

void Repeats::store() {
  if (stored_) return;
  stored_ = true;
  // Runs of a set never overlap: those that this one touches become part of it.
  Run run = *run_;
  {
    Query query = database_.query(
        "SELECT first, last FROM seen_run WHERE intake_set = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1");
    query.bind(set_, run.first);
    if (query.step() && query.integer(1) >= run.first) {
      run = {query.integer(0), std::max(run.last, query.integer(1))};
    }
  }
  {
    Query query = database_.query("SELECT max(last) FROM seen_run WHERE intake_set = ?1 AND first BETWEEN ?2 AND ?3");
    query.bind(set_, run.first, run.last).step();
    run.last = std::max(run.last, query.integer(0));
  }
  database_.run("DELETE FROM seen_run WHERE intake_set = ?1 AND first BETWEEN ?2 AND ?3", set_, run.first, run.last);
  database_.run("INSERT INTO seen_run (intake_set, first, last) VALUES (?1, ?2, ?3)", set_, run.first, run.last);
}

void Repeats::drop_runs_of_others(std::int64_t source, std::int64_t set) {
  store();
  database_.run(
      "DELETE FROM seen_run WHERE intake_set <> ?2 AND intake_set IN (SELECT row FROM intake_set WHERE source = ?1)",
      source, set);
}

std::vector<Repeats::Run> Repeats::runs(std::int64_t set) {
  store();
  std::vector<Run> all;
  Query query = database_.query("SELECT first, last FROM seen_run WHERE intake_set = ?1 ORDER BY first");
  query.bind(set);
  while (query.step()) all.push_back({query.integer(0), query.integer(1)});
  return all;
}

}  // namespace gateway::io::store
