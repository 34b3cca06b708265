#include "plugins/accorda/key_index.h"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "plugins/sdk/outcome.h"

namespace accorda {
namespace {

struct Sip {
  std::uint64_t a, b, c, d;

  void round() {
    a += b;
    b = std::rotl(b, 13) ^ a;
    a = std::rotl(a, 32);
    c += d;
    d = std::rotl(d, 16) ^ c;
    a += d;
    d = std::rotl(d, 21) ^ a;
    c += b;
    b = std::rotl(b, 17) ^ c;
    c = std::rotl(c, 32);
  }
};

}  // namespace

Hasher::Hasher() {
  if (::getentropy(key_.data(), sizeof key_) != 0) throw sdk::Failure(sdk::retry("no random bytes"));
}

std::uint64_t Hasher::operator()(std::string_view text) const {
  Sip sip{key_[0] ^ 0x736f6d6570736575U, key_[1] ^ 0x646f72616e646f6dU, key_[0] ^ 0x6c7967656e657261U,
          key_[1] ^ 0x7465646279746573U};
  std::size_t at = 0;
  std::uint64_t word = 0;
  const auto mix = [&] {
    sip.d ^= word;
    sip.round();
    sip.round();
    sip.a ^= word;
  };
  for (; at + 8 <= text.size(); at += 8) {
    std::memcpy(&word, text.data() + at, 8);
    mix();
  }
  word = 0;
  if (at < text.size()) std::memcpy(&word, text.data() + at, text.size() - at);
  word |= static_cast<std::uint64_t>(text.size()) << 56;
  mix();
  sip.c ^= 0xff;
  for (int i = 0; i < 4; ++i) sip.round();
  return sip.a ^ sip.b ^ sip.c ^ sip.d;
}

void KeyIndex::seal() {
  std::sort(entries_.begin(), entries_.end());
  used_.assign(entries_.size(), false);
  const std::size_t groups = std::bit_ceil(std::max<std::size_t>(entries_.size() / 32, 2));
  group_shift_ = 64 - std::countr_zero(groups);
  begins_.clear();
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    while (begins_.size() <= group_of(entries_[i].hash)) begins_.push_back(i);
  }
  begins_.resize(groups + 1, entries_.size());
}

std::span<const KeyIndex::Entry> KeyIndex::find(std::uint64_t hash) const {
  const std::span all(entries_);
  const std::size_t group = group_of(hash);
  const auto mine = all.subspan(begins_[group], begins_[group + 1] - begins_[group]);
  const auto first = std::lower_bound(mine.begin(), mine.end(), Entry{hash, 0});
  auto last = first;
  while (last != mine.end() && last->hash == hash) ++last;
  return {first, last};
}

void KeyIndex::use(const Entry& entry) {
  used_[static_cast<std::size_t>(&entry - entries_.data())] = true;
}

std::pair<std::uint64_t, std::uint64_t> KeyIndex::unused() const {
  std::uint64_t count = 0;
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (used_[i]) continue;
    if (count++ == 0 || entries_[i].place < first) first = entries_[i].place;
  }
  return {count, first};
}

}  // namespace accorda
