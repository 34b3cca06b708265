#include "plugins/accorda/assembly.h"

#include <algorithm>

#include "plugins/accorda/pick.h"

namespace accorda {
Assembly::Assembly(const Settings& settings, Tables& tables)
    : settings_(settings), tables_(tables), states_(settings.files.size()), rows_(settings.files.size()) {
  for (primary_ = 0; primary_ < settings.files.size(); ++primary_) {
    for (std::size_t file = 0; file < settings.files.size(); ++file) partners_.push_back(partner(file));
  }
  primary_ = 0;
}

void Assembly::begin(std::size_t primary, const TableRow& row) {
  primary_ = primary;
  row_ = &row;
  faults.clear();
  std::fill(states_.begin(), states_.end(), State::unknown);
}

const TableRow* Assembly::row(std::size_t file) {
  if (file == primary_) return row_;
  if (states_[file] == State::unknown) find(file);
  return states_[file] == State::found ? &rows_[file] : nullptr;
}

/// Which of the files that `file` is joined with stands in this record.
std::optional<Assembly::Partner> Assembly::partner(std::size_t file) const {
  const auto& join = settings_.files[file].join;
  if (!join) return std::nullopt;
  std::optional<Partner> other;
  for (std::size_t i = 0; i < join->with.size(); ++i) {
    const auto with = *settings_.file(join->with[i]);
    if (with == primary_) return Partner{with, i};
    if (!settings_.files[with].primary && !other) other = Partner{with, i};
  }
  return other;
}

std::string Assembly::join_column(std::size_t file) const {
  const auto& with = joined(file);
  if (!with) return settings_.files[file].name;
  const auto& join = *settings_.files[file].join;
  return settings_.files[with->file].used[join.with_slots[with->which].front()].shown();
}

RecordFault Assembly::fault(std::string_view code, std::string_view field, std::size_t file) {
  const auto* at = row(file);
  const auto& table = *tables_.tables[at == nullptr ? primary_ : file];
  if (at == nullptr) at = row_;
  if (at == nullptr) return {code, std::string(sdk::cut(field, 100)), table.part_name(0), 0};
  const auto line = at == row_ ? at->csv.line : table.line(at->place());
  return {code, std::string(sdk::cut(field, 100)), table.part_name(at->part), line};
}

void Assembly::find(std::size_t file) {
  states_[file] = State::none;
  const auto& with = joined(file);
  if (!with) return;
  const auto& join = *settings_.files[file].join;
  const auto* other = row(with->file);
  if (other == nullptr || other->columns) return;
  tables_.tables[with->file]->key(*other, join.with_slots[with->which], join.compare, key_);
  if (key_.empty()) return;
  auto& table = *tables_.tables[file];
  auto& index = tables_.indexes[file];
  const auto entries = index.find(tables_.hash(key_));
  const auto pick = settings_.files[file].pick.order;
  // Nearly always there is one: then nothing has to be weighed.
  const bool several = entries.size() > 1;
  auto& candidate = rows_[file];
  std::uint64_t best = 0;
  std::uint64_t fetched = 0;
  Rank best_rank;
  std::string best_whole;
  std::size_t found = 0;
  bool differ = false;
  for (const auto& entry : entries) {
    table.fetch(entry.place, candidate);
    fetched = entry.place;
    table.key(candidate, join.slots, join.compare, other_key_);
    if (other_key_ != key_) continue;
    index.use(entry);
    if (candidate.columns) {
      // It may be the withdrawal: what cannot be read must not pass for silence.
      faults.push_back({"columns", "row", table.part_name(candidate.part), table.line(entry.place)});
      continue;
    }
    if (++found > 1 && pick == Pick::Order::only) {
      differ = differ || table.whole(candidate) != best_whole;
      continue;
    }
    if (several) {
      auto its = rank(table, candidate);
      if (found > 1 && !goes_before(pick, its, best_rank)) continue;
      best_rank = std::move(its);
      if (pick == Pick::Order::only) best_whole = table.whole(candidate);
    }
    best = entry.place;
  }
  if (found == 0) return;
  if (fetched != best) table.fetch(best, candidate);
  states_[file] = State::found;
  if (differ) faults.push_back(fault("duplicate_key", settings_.files[file].used[join.slots.front()].shown(), file));
}

}  // namespace accorda
