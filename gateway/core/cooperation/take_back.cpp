#include "gateway/core/cooperation/take_back.h"

namespace gateway::core {

CooperationCase without_row(CooperationCase of, std::uint32_t number) {
  if (number < 2 || of.row(number) == nullptr) return of;
  of.rows.erase(of.rows.begin() + static_cast<std::ptrdiff_t>(number) - 1);
  const auto move_up = [&](std::uint32_t& other) {
    if (other > number) --other;
  };
  const CaseRow* move = of.last_move();
  const CaseRow* offices = of.last_undoable();
  if (move != nullptr) of.state = move->state;
  if (offices != nullptr) {
    of.af_office = offices->af_office;
    of.fk_office = offices->fk_office;
  }
  for (CaseRow& row : of.rows) {
    if (row.number > number) {
      row.state = of.state;
      row.af_office = of.af_office;
      row.fk_office = of.fk_office;
    }
    move_up(row.number);
    if (row.concerns) move_up(*row.concerns);
    move_up(row.undone_by);
    for (std::uint32_t& by : row.corrected_by) move_up(by);
  }
  --of.version;
  return of;
}

}  // namespace gateway::core
