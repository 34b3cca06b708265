#include "plugins/accorda/assembly.h"

#include <algorithm>

#include "plugins/accorda/pick.h"

namespace accorda {
Assembly::Assembly(const Settings& settings, Tables& tables)
    : settings_(settings), tables_(tables), states_(settings.files.size()), rows_(settings.files.size()) {}

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
std::optional<std::size_t> Assembly::partner(std::size_t file) const {
  const auto& join = settings_.files[file].join;
  if (!join) return std::nullopt;
  std::optional<std::size_t> other;
  for (std::size_t i = 0; i < join->with.size(); ++i) {
    const auto with = *settings_.file(join->with[i]);
    if (with == primary_) return i;
    if (!settings_.files[with].primary && !other) other = i;
  }
  return other;
}

std::string Assembly::join_column(std::size_t file) const {
  const auto which = partner(file);
  if (!which) return settings_.files[file].name;
  const auto& join = *settings_.files[file].join;
  const auto& with = settings_.files[*settings_.file(join.with[*which])];
  return with.used[join.with_slots[*which].front()].shown();
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
  const auto which = partner(file);
  if (!which) return;
  const auto& join = *settings_.files[file].join;
  const auto with = *settings_.file(join.with[*which]);
  const auto* other = row(with);
  if (other == nullptr || other->columns) return;
  const auto key = tables_.tables[with]->key(*other, join.with_slots[*which], join.compare);
  if (key.empty()) return;
  auto& table = *tables_.tables[file];
  auto& index = tables_.indexes[file];
  const auto entries = index.find(tables_.hash(key));
  const auto pick = settings_.files[file].pick.order;
  std::uint64_t best = 0;
  Rank best_rank;
  std::string best_whole;
  std::size_t found = 0;
  bool differ = false;
  TableRow candidate;
  for (const auto& entry : entries) {
    table.fetch(entry.place, candidate);
    if (table.key(candidate, join.slots, join.compare) != key) continue;
    index.use(entry);
    if (candidate.columns) {
      // It may be the withdrawal: what cannot be read must not pass for silence.
      faults.push_back({"columns", "row", table.part_name(candidate.part), table.line(entry.place)});
      continue;
    }
    auto its = rank(table, candidate);
    if (++found > 1 && pick == Pick::Order::only) {
      differ = differ || table.whole(candidate) != best_whole;
      continue;
    }
    if (found > 1 && !goes_before(pick, its, best_rank)) continue;
    best = entry.place;
    best_rank = std::move(its);
    if (pick == Pick::Order::only) best_whole = table.whole(candidate);
  }
  if (found == 0) return;
  table.fetch(best, rows_[file]);
  states_[file] = State::found;
  if (differ) faults.push_back(fault("duplicate_key", settings_.files[file].used[join.slots.front()].shown(), file));
}

}  // namespace accorda
