#include "gateway/core/assignment/review.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include "gateway/core/assignment/workplaces.h"

namespace gateway::core {

namespace {

class Review {
 public:
  Review(const Directory& directory, const LastUses& uses, std::chrono::days unused_after, base::Date today)
      : d_(directory), uses_(uses), unused_after_(unused_after), today_(today), workplaces_(directory.rows().staff) {
    for (const Deputy& row : d_.rows().staff.deputies) {
      if (row.period.contains(today_)) deputies_[row.user].push_back(row.deputy);
    }
    for (const Training& row : d_.rows().staff.trainings) {
      auto& until = trained_[row.user];
      if (!until || *until < row.until) until = row.until;
    }
  }

  std::vector<ReviewFinding> findings() {
    for (const Assignment& row : d_.rows().assignments) {
      if (!row.period.contains(today_)) continue;
      unused(row);
      left(row);
      deputy(row);
      if (seen_.insert(row.user).second) training(row);
    }
    left_administrations();
    std::sort(found_.begin(), found_.end(), [](const ReviewFinding& a, const ReviewFinding& b) {
      return std::tie(a.user, a.place, a.reason.code) < std::tie(b.user, b.place, b.reason.code);
    });
    return std::move(found_);
  }

 private:
  void add(Code code, const Assignment& row, base::Date since) { add(code, row.user, row.to, since); }
  void add(Code code, const std::string& user, const std::string& place, base::Date since) {
    found_.push_back({{code, user + " – " + place}, user, place, since});
  }

  void unused(const Assignment& row) {
    const auto used = uses_.find({row.user, row.to});
    const base::Date last = used == uses_.end() ? row.period.from : std::max(used->second, row.period.from);
    if (today_ - last >= unused_after_) add(Code::assignment_unused, row, last);
  }

  void left(const Assignment& row) {
    const bool office = d_.office(row.to) != nullptr;
    if (office && attested(row)) return;
    const auto away = office ? workplaces_.first_day_away(row.user, row.to, row.period.from) : std::nullopt;
    if ((away && *away <= today_) || workplaces_.left_altogether(row.user, today_)) {
      add(Code::workplace_left, row, away.value_or(today_));
    }
  }

  /// Whether somebody attests that the user works there, after the last workplace that the directory knows of.
  bool attested(const Assignment& row) const {
    const auto last = workplaces_.last_day(row.user, today_);
    const auto& rows = d_.rows().staff.attestations;
    return last && std::any_of(rows.begin(), rows.end(), [&](const Attestation& one) {
             return one.user == row.user && one.office == row.to && one.on > *last;
           });
  }

  /// Once each of user and cooperation organisation, whatever the roles there.
  void left_administrations() {
    std::set<std::pair<std::string_view, std::string_view>> told;
    for (const Administration& row : d_.rows().staff.administrations) {
      if (!row.period.contains(today_) || !workplaces_.left_altogether(row.user, today_)) continue;
      if (told.emplace(row.user, row.cooperation).second) add(Code::workplace_left, row.user, row.cooperation, today_);
    }
  }

  void deputy(const Assignment& row) {
    const auto deputies = deputies_.find(row.user);
    const bool stands_in =
        deputies != deputies_.end() &&
        std::any_of(deputies->second.begin(), deputies->second.end(), [&](const std::string& deputy) {
          const User* stand_in = d_.user(deputy);
          return deputy != row.user && stand_in != nullptr && d_.has_assignment(*stand_in, row.to, today_) &&
                 d_.may(*stand_in, Right::registers, today_);
        });
    if (!stands_in) add(Code::deputy_missing, row, today_);
  }

  void training(const Assignment& row) {
    const User* user = d_.user(row.user);
    const Organisation* employer = user == nullptr ? nullptr : d_.organisation(user->organisation);
    if (employer == nullptr || employer->kind != "af") return;
    const auto trained = trained_.find(row.user);
    if (trained != trained_.end() && *trained->second >= today_) return;
    const base::Date since = trained == trained_.end() ? row.period.from : *trained->second;
    found_.push_back({{Code::training_expired, row.user}, row.user, {}, since});
  }

  const Directory& d_;
  const LastUses& uses_;
  std::chrono::days unused_after_;
  base::Date today_;
  Workplaces workplaces_;
  std::unordered_map<std::string_view, std::vector<std::string>> deputies_;
  std::unordered_map<std::string_view, std::optional<base::Date>> trained_;
  std::set<std::string_view> seen_;
  std::vector<ReviewFinding> found_;
};

}  // namespace

std::vector<ReviewFinding> review(const Directory& directory, const std::vector<Orphans>& orphans, base::Date today) {
  std::vector<ReviewFinding> found;
  for (const Orphans& of : orphans) {
    std::optional<base::Date> last;
    for (const std::uint32_t at : directory.held_by(of.user).assignments) {
      const Assignment& row = directory.rows().assignments[at];
      if (row.to == of.place && row.period.to && *row.period.to < today) last = std::max(last, row.period.to);
    }
    std::string detail = of.user + (of.user.empty() ? "" : " – ") + of.place + ": " + std::to_string(of.count);
    found.push_back({{Code::responsible_missing, std::move(detail)},
                     of.user,
                     of.place,
                     last ? *last + std::chrono::days(1) : today});
  }
  return found;
}

std::vector<ReviewFinding> review(const Directory& directory, const LastUses& uses, std::chrono::days unused_after,
                                  base::Date today) {
  return Review(directory, uses, unused_after, today).findings();
}

}  // namespace gateway::core
