// Volume figures: who gave which, and the totals that they are a part of.
#include "gateway/io/store/transaction.h"

namespace gateway::io::store {

base::Result<std::vector<core::KeptVolume>> SqliteTransaction::volumes(bool earlier) {
  return guarded([&] { return volumes_.all(earlier); });
}

base::Result<bool> SqliteTransaction::counted_individually(std::string_view insats, int year) {
  return guarded([&] { return volumes_.individuals(insats, year); });
}

base::Result<int> SqliteTransaction::closed_through() {
  return guarded([&] { return records_.years().closed_through(); });
}

base::Result<bool> SqliteTransaction::keep_volume(const core::KeptVolume& volume) {
  return guarded([&] {
    const core::Volume& figure = volume.figure;
    if (volumes_.of(figure.insats, figure.year) == figure) return false;
    volumes_.put(volume);
    audit({"volume", std::nullopt,
           figure.insats + " " + std::to_string(figure.year) + " women " + std::to_string(figure.women) + " men " +
               std::to_string(figure.men) + " by " + volume.by},
          volume.at);
    return true;
  });
}

}  // namespace gateway::io::store
