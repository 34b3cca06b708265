#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <unordered_map>

#include "gateway/base/id.h"
#include "gateway/io/crypto/key.h"

namespace gateway::io {

/// Unwrapped keys of persons, a bounded number; the least recently used goes first. [one thread at a time]
class KeyCache {
 public:
  using KeyPtr = std::shared_ptr<const Key>;

  explicit KeyCache(std::size_t capacity) : capacity_(capacity) {}

  KeyPtr find(const base::SubjectId& id) {
    const auto found = places_.find(id);
    if (found == places_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return order_.front().second;
  }

  void put(const base::SubjectId& id, KeyPtr key) {
    if (capacity_ == 0 || places_.contains(id)) return;
    if (order_.size() == capacity_) {
      places_.erase(order_.back().first);
      order_.pop_back();
    }
    order_.emplace_front(id, std::move(key));
    places_.emplace(id, order_.begin());
  }

  void drop(const base::SubjectId& id) {
    const auto found = places_.find(id);
    if (found == places_.end()) return;
    order_.erase(found->second);
    places_.erase(found);
  }

 private:
  using Entries = std::list<std::pair<base::SubjectId, KeyPtr>>;

  std::size_t capacity_;
  Entries order_;  ///< Most recently used first.
  std::unordered_map<base::SubjectId, Entries::iterator> places_;
};

}  // namespace gateway::io
