#include "plugins/accorda/pick.h"

#include <algorithm>

namespace accorda {

Rank rank(const Table& table, const TableRow& row) {
  const auto& pick = table.settings().pick;
  Rank rank;
  if (pick.prefer) rank.preferred = table.holds(*pick.prefer, row);
  std::string cell;
  for (const auto slot : pick.by) {
    table.text(row, slot, cell);
    if (cell.empty()) continue;
    std::string date = pick.order == Pick::Order::latest ? "9999" : "0000";
    for (const auto& format : table.settings().dates) {
      if (auto read = format.read(cell)) {
        date = std::move(*read);
        break;
      }
    }
    rank.date = std::max(rank.date, date);
  }
  return rank;
}

bool goes_before(Pick::Order order, const Rank& later, const Rank& earlier) {
  if (later.preferred != earlier.preferred) return later.preferred;
  switch (order) {
    case Pick::Order::last:
      return true;
    case Pick::Order::latest:
      return later.date >= earlier.date;
    case Pick::Order::earliest:
      return !later.date.empty() && (earlier.date.empty() || later.date < earlier.date);
    case Pick::Order::only:
    case Pick::Order::first:
      break;
  }
  return false;
}

}  // namespace accorda
