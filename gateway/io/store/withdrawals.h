#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/io/store/persons.h"

namespace gateway::io::store {

/// Who has taken a consent to the AF/FK cooperation back (domain.md §3 g): it stands until a consent of a later date
/// (s), whoever asks and under whatever key, when nobody is found through the case any longer. At a gateway and at a
/// node alike, for either may be asked first; as of protection it is a mark and a day. [one thread at a time]
class Withdrawals {
 public:
  Withdrawals(Database& database, Vault& vault, Persons& persons)
      : database_(database), vault_(vault), persons_(persons) {}

  /// Of every linked number; a later day goes first. `lane`: the case's, where its exit still waits here.
  void keep(const Mark& number, base::Date day, const std::optional<std::int64_t>& lane);
  /// The last day on which a consent of any linked number's was taken back.
  std::optional<base::Date> latest(const Mark& number);
  /// The day is told at last, of the case whose exit waits.
  void date(std::int64_t lane, base::Date day);
  /// A new request of the person waits for the exits that still wait; their lanes.
  std::vector<std::int64_t> follow(const Mark& number, std::int64_t request);
  /// Nothing waits in the lane any more: nothing ties the case to the person.
  void sent(std::int64_t lane);

 private:
  Mark of_cooperation(const Mark& number) const;

  Database& database_;
  Vault& vault_;
  Persons& persons_;
};

}  // namespace gateway::io::store
