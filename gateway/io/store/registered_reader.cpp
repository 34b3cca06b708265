// Participations in insatser, for their caseworkers.
#include <algorithm>

#include "gateway/io/store/case_reader.h"
#include "gateway/io/store/registered.h"

namespace gateway::io::store {

namespace {

constexpr std::int64_t kPage = 256;

}  // namespace

base::Result<void> CaseReader::each_registration(
    const ports::RegistrationFilter& filter,
    const std::function<base::Result<void>(const ports::ListedRegistration&)>& take) const {
  const bool by_insats = filter.id.empty() && !filter.number;
  std::vector<std::string> insatser = by_insats ? filter.insatser : std::vector<std::string>(1);
  std::sort(insatser.begin(), insatser.end());
  insatser.erase(std::unique(insatser.begin(), insatser.end()), insatser.end());
  for (const std::string& insats : insatser) {
    std::int64_t behind = 0;
    for (bool more = true; more;) {
      std::vector<ports::ListedRegistration> page;
      {
        const std::lock_guard lock(mutex_);
        auto read = guarded([&] {
          Registered registered(database_, vault_, persons_);
          const auto number = filter.number ? std::optional(vault_.of_person(*filter.number)) : std::nullopt;
          const std::vector<std::int64_t> rows = registered.page(filter, insats, number, behind, kPage);
          more = rows.size() == static_cast<std::size_t>(kPage);
          if (!rows.empty()) behind = rows.back();
          for (const std::int64_t row : rows) {
            std::optional<ports::ListedRegistration> one;
            const auto found = guarded([&] { one = registered.at(row, filter.with_person); });
            // What is damaged hides no other.
            if (!found && found.error().fault != base::Fault::reject) throw StoreError(found.error());
            if (!found || !one || (filter.open_only && one->registration.stage != core::Stage::in)) continue;
            page.push_back(std::move(*one));
          }
        });
        if (!read) return read;
      }
      for (const ports::ListedRegistration& one : page) {
        if (auto done = take(one); !done) return done;
      }
    }
  }
  return {};
}

}  // namespace gateway::io::store
