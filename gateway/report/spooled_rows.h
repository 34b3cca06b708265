#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/report/spool.h"

namespace gateway::report {

/// Rows of fields in numbered groups: they come in any order and are read group by group, each in the order it came.
/// What does not fit into `room` bytes of memory lies in the spool.
class SpooledRows {
 public:
  static constexpr std::size_t kRoom = 2UL * 1024 * 1024;

  explicit SpooledRows(Spool& spool, std::size_t room = kRoom) : spool_(spool), room_(room) {}

  base::Result<void> add(std::size_t group, std::initializer_list<std::string_view> fields);

  using Take = std::function<void(std::span<const std::string_view> fields)>;
  base::Result<void> each(std::size_t group, const Take& take) const;

 private:
  struct Chunk {
    std::uint64_t place;
    std::uint64_t size;
  };
  struct Group {
    std::vector<Chunk> spooled;
    std::string last;  ///< Behind what is spooled.
  };

  base::Result<void> spool_all();

  Spool& spool_;
  std::size_t room_;
  std::size_t in_memory_ = 0;
  std::vector<Group> groups_;
};

}  // namespace gateway::report
