#include "gateway/io/crypto/keyring.h"

#include <openssl/crypto.h>

#include <map>
#include <mutex>

#include "gateway/io/crypto/hex.h"
#include "gateway/io/crypto/key_cache.h"
#include "gateway/io/crypto/key_table.h"
#include "gateway/io/crypto/private_file.h"
#include "gateway/io/crypto/sealing.h"

namespace gateway::io {

namespace {

using KeyPtr = KeyRing::KeyPtr;

/// A key of this name is made with the file: it tells at open whether the master key is the right one.
constexpr std::string_view kCheck = "master-check";

/// What a wrapped key is sealed with, so that no row opens in another's place.
std::string place_of(const base::SubjectId& subject) {
  return "person:" + subject.text();
}

std::string place_of(std::string_view name) {
  return "named:" + std::string(name);
}

std::string_view text_of(const Key& key) {
  return {reinterpret_cast<const char*>(key.bytes().data()), Key::kSize};
}

base::Result<KeyPtr> unwrap(const Key& master, const std::string& place, const KeyTable::Bytes& wrapped) {
  auto plain = open(master, place, wrapped);
  if (!plain) return plain.error();
  if (plain->size() != Key::kSize) return base::broken("a key has the wrong length");
  auto* bytes = reinterpret_cast<std::uint8_t*>(plain->data());
  KeyPtr key = std::make_shared<const Key>(std::span<const std::uint8_t, Key::kSize>(bytes, Key::kSize));
  OPENSSL_cleanse(bytes, Key::kSize);
  return key;
}

base::Result<std::optional<Key>> read_master(const std::string& path) {
  auto text = read_private(path, "the master key");
  if (!text) return text.error();
  if (!*text) return std::optional<Key>();
  std::string& digits = **text;
  if (digits.ends_with('\n')) digits.pop_back();
  std::array<std::uint8_t, Key::kSize> bytes{};
  const bool read = from_hex(digits, bytes);
  std::optional<Key> key;
  if (read) key.emplace(std::span<const std::uint8_t, Key::kSize>(bytes));
  OPENSSL_cleanse(bytes.data(), bytes.size());
  OPENSSL_cleanse(digits.data(), digits.size());
  if (!read) return base::broken(path + ": this is no master key (64 hex digits in lower case on one line)");
  return key;
}

base::Result<Key> make_master(const std::string& path) {
  Key key = Key::random();
  std::string digits = to_hex(key.bytes()) + "\n";
  auto written = write_new(path, digits, 0600);
  OPENSSL_cleanse(digits.data(), digits.size());
  if (!written) return written.error();
  return key;
}

/// Random bytes for many keys, drawn at once: for OpenSSL it costs little more than for one. Wiped when it goes.
class Drawn {
 public:
  explicit Drawn(std::size_t keys) : bytes_(keys * Key::kSize) { random_bytes(bytes_); }
  ~Drawn() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  Drawn(const Drawn&) = delete;
  Drawn& operator=(const Drawn&) = delete;

  std::span<const std::uint8_t, Key::kSize> key(std::size_t i) const {
    return std::span<const std::uint8_t, Key::kSize>(bytes_.data() + i * Key::kSize, Key::kSize);
  }

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace

struct KeyRing::State {
  State(KeyTable opened, Key key, std::size_t cached)
      : table(std::move(opened)), master(std::move(key)), persons(cached) {}

  mutable std::mutex mutex;
  mutable KeyTable table;
  Key master;
  KeyCache persons;
  std::map<std::string, KeyPtr, std::less<>> names;

  /// Makes `drawn` the person's key in the open transaction, or finds the one that is there.
  base::Result<KeyPtr> make(const base::SubjectId& subject, std::span<const std::uint8_t, Key::kSize> drawn,
                            Sealer& sealer) {
    auto wrapped = table.person(subject.bytes);
    if (!wrapped) return wrapped.error();
    if (*wrapped) return unwrap(master, place_of(subject), **wrapped);
    const KeyPtr key = std::make_shared<const Key>(drawn);
    auto put = table.put_person(subject.bytes, sealer.seal(place_of(subject), text_of(*key)));
    if (!put) return put.error();
    return key;
  }

  base::Result<KeyPtr> make(std::string_view name) {
    const KeyPtr key = std::make_shared<const Key>(Key::random());
    auto put = table.put_named(name, seal(master, place_of(name), text_of(*key)));
    if (!put) return put.error();
    return key;
  }

  base::Result<KeyPtr> named(std::string_view name) {
    if (const auto known = names.find(name); known != names.end()) return known->second;
    auto row = table.named(name);
    if (!row) return row.error();
    if (*row && (*row)->destroyed) return base::rejected("the key " + std::string(name) + " has been destroyed");
    auto key = *row ? unwrap(master, place_of(name), (*row)->wrapped) : make(name);
    if (key) names.emplace(name, *key);
    return key;
  }
};

KeyRing::KeyRing(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyRing::~KeyRing() = default;

base::Result<std::unique_ptr<KeyRing>> KeyRing::open(const Settings& settings) {
  auto table = KeyTable::open(settings.database, settings.create);
  if (!table) return table.error();
  auto empty = table->empty();
  if (!empty) return empty.error();
  auto master = read_master(settings.master_key);
  if (!master) return master.error();
  if (!*master && !(settings.create && *empty)) {
    return base::broken(settings.master_key + ": the master key is missing; the keys in " + settings.database +
                        " open with no other");
  }
  if (!*master) {
    auto made = make_master(settings.master_key);
    if (!made) return made.error();
    *master = std::move(*made);
  }
  auto state = std::make_unique<State>(std::move(*table), std::move(**master), settings.cached_persons);
  if (auto check = state->named(kCheck); !check) {
    return base::broken(settings.master_key + ": this is not the master key of " + settings.database +
                        "; put the right one in its place");
  }
  return std::unique_ptr<KeyRing>(new KeyRing(std::move(state)));
}

base::Result<KeyPtr> KeyRing::create(const base::SubjectId& subject) {
  auto keys = create(std::span(&subject, 1));
  if (!keys) return keys.error();
  return keys->front();
}

base::Result<std::vector<KeyPtr>> KeyRing::create(std::span<const base::SubjectId> subjects) {
  std::vector<KeyPtr> keys;
  if (subjects.empty()) return keys;
  keys.reserve(subjects.size());
  const std::lock_guard lock(state_->mutex);
  if (auto begun = state_->table.begin(); !begun) return begun.error();
  const Drawn drawn(subjects.size());
  Sealer sealer(state_->master);
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    auto key = state_->make(subjects[i], drawn.key(i), sealer);
    if (!key) {
      state_->table.roll_back();
      return key.error();
    }
    keys.push_back(std::move(*key));
  }
  if (auto committed = state_->table.commit(); !committed) {
    state_->table.roll_back();
    return committed.error();
  }
  for (std::size_t i = 0; i < keys.size(); ++i) state_->persons.put(subjects[i], keys[i]);
  return keys;
}

base::Result<KeyPtr> KeyRing::find(const base::SubjectId& subject) {
  const std::lock_guard lock(state_->mutex);
  if (KeyPtr known = state_->persons.find(subject)) return known;
  auto wrapped = state_->table.person(subject.bytes);
  if (!wrapped) return wrapped.error();
  if (!*wrapped) return KeyPtr();
  auto key = unwrap(state_->master, place_of(subject), **wrapped);
  // One person's key is damaged; the others' are not.
  if (!key) return base::rejected("a person's key is damaged: " + key.error().what);
  state_->persons.put(subject, *key);
  return key;
}

base::Result<void> KeyRing::destroy(const base::SubjectId& subject) {
  const std::lock_guard lock(state_->mutex);
  state_->persons.drop(subject);
  if (auto erased = state_->table.erase_person(subject.bytes); !erased) return erased;
  return state_->table.empty_log();
}

base::Result<KeyPtr> KeyRing::named(std::string_view name) {
  const std::lock_guard lock(state_->mutex);
  return state_->named(name);
}

base::Result<bool> KeyRing::destroyed(std::string_view name) const {
  const std::lock_guard lock(state_->mutex);
  const auto row = state_->table.named(name);
  if (!row) return row.error();
  return *row && (*row)->destroyed;
}

base::Result<void> KeyRing::destroy_named(std::string_view name) {
  const std::lock_guard lock(state_->mutex);
  if (const auto known = state_->names.find(name); known != state_->names.end()) state_->names.erase(known);
  if (auto buried = state_->table.bury_named(name); !buried) return buried;
  return state_->table.empty_log();
}

base::Result<std::size_t> KeyRing::persons() const {
  auto all = subjects();
  if (!all) return all.error();
  return all->size();
}

base::Result<std::vector<base::SubjectId>> KeyRing::subjects() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = state_->table.persons();
  if (!rows) return rows.error();
  std::vector<base::SubjectId> all;
  for (const KeyTable::Bytes& row : *rows) {
    base::SubjectId id;
    if (row.size() != id.bytes.size()) return base::broken("a person's key stands under no id");
    std::ranges::copy(row, id.bytes.begin());
    all.push_back(id);
  }
  return all;
}

}  // namespace gateway::io
