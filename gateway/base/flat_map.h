#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <utility>
#include <vector>

namespace gateway::base {

/// A map of few keys, sorted in one block of memory: copied with one allocation, where `std::map` makes one for each
/// key. Used as `std::map` is, but that a row that is added or erased moves the rows behind it, and with them what
/// points into the map. Whoever changes a key through an iterator breaks the order.
template <typename Key, typename Value>
class FlatMap {
 public:
  using value_type = std::pair<Key, Value>;
  using iterator = typename std::vector<value_type>::iterator;
  using const_iterator = typename std::vector<value_type>::const_iterator;

  FlatMap() = default;
  /// Of a key that comes twice, the first counts.
  FlatMap(std::initializer_list<value_type> rows) {
    for (const value_type& row : rows) emplace(row.first, row.second);
  }

  iterator begin() { return rows_.begin(); }
  iterator end() { return rows_.end(); }
  const_iterator begin() const { return rows_.begin(); }
  const_iterator end() const { return rows_.end(); }
  bool empty() const { return rows_.empty(); }
  std::size_t size() const { return rows_.size(); }
  void clear() { rows_.clear(); }

  iterator find(const Key& key) { return found(place(rows_, key), end(), key); }
  const_iterator find(const Key& key) const { return found(place(rows_, key), end(), key); }
  bool contains(const Key& key) const { return find(key) != end(); }
  std::size_t count(const Key& key) const { return contains(key) ? 1 : 0; }

  /// Throws std::out_of_range where the key is not there.
  const Value& at(const Key& key) const {
    const auto row = find(key);
    if (row == end()) throw std::out_of_range("FlatMap::at");
    return row->second;
  }
  Value& operator[](const Key& key) { return emplace(key, Value()).first->second; }

  /// Adds a row unless the key is there; whether it was added.
  std::pair<iterator, bool> emplace(const Key& key, Value value) {
    const iterator at = place(rows_, key);
    if (at != end() && at->first == key) return {at, false};
    return {rows_.emplace(at, key, std::move(value)), true};
  }
  std::size_t erase(const Key& key) {
    return erase_if(*this, [&](const value_type& row) { return row.first == key; });
  }

  /// How many were erased.
  template <typename Which>
  friend std::size_t erase_if(FlatMap& map, Which which) {
    return std::erase_if(map.rows_, which);
  }
  friend bool operator==(const FlatMap&, const FlatMap&) = default;

 private:
  template <typename Rows>
  static auto place(Rows& rows, const Key& key) {
    return std::lower_bound(rows.begin(), rows.end(), key,
                            [](const value_type& row, const Key& other) { return row.first < other; });
  }
  template <typename Place>
  static Place found(Place at, Place end, const Key& key) {
    return at != end && at->first == key ? at : end;
  }

  std::vector<value_type> rows_;
};

}  // namespace gateway::base
