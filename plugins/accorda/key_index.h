#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace accorda {

/// A keyed 64-bit hash (SipHash-2-4). The key is random for each process: nobody can prepare rows that collide.
class Hasher {
 public:
  Hasher();
  std::uint64_t operator()(std::string_view text) const;

 private:
  std::array<std::uint64_t, 2> key_;
};

/// Where the rows with a key are: 16 bytes a row, sorted once, and less than one more for where the hashes that begin
/// alike stand. Equal hashes can be different keys, so that whoever finds a place reads its row again and looks.
class KeyIndex {
 public:
  struct Entry {
    std::uint64_t hash;
    std::uint64_t place;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  void add(std::uint64_t hash, std::uint64_t place) { entries_.push_back({hash, place}); }

  /// Sorts; nothing is added afterwards.
  void seal();

  /// After `seal`: the entries with this hash, in the order of their places.
  std::span<const Entry> find(std::uint64_t hash) const;

  /// Marks an entry given by find as used.
  void use(const Entry& entry);

  /// The entries that were never used: how many, and the first in the file's order.
  std::pair<std::uint64_t, std::uint64_t> unused() const;

  std::size_t size() const { return entries_.size(); }

 private:
  /// Entries whose hashes have the same first bits stand together, some thirty of them.
  std::size_t group_of(std::uint64_t hash) const { return static_cast<std::size_t>(hash >> group_shift_); }

  std::vector<Entry> entries_;
  int group_shift_ = 63;
  std::vector<std::size_t> begins_ = {0, 0, 0};  ///< Of each group, and the end of the last.
  std::vector<bool> used_;
};

}  // namespace accorda
