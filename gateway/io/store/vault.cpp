#include "gateway/io/store/vault.h"

#include <algorithm>

namespace gateway::io::store {

namespace {

constexpr std::size_t kLargestRefill = 256;

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string aad(const base::SubjectId& subject, std::string_view place) {
  return std::string(place) + ":" + subject.text();
}

/// What does not open is damaged by itself; the keys are another matter.
std::string opened(base::Result<std::string> plain) {
  if (!plain) throw damaged(plain.error().what);
  return std::move(*plain);
}

}  // namespace

Vault::Vault(KeyRing& keys)
    : keys_(keys),
      persons_(need(keys.named(key_name::kPersons))),
      records_(need(keys.named(key_name::kRecords))),
      pending_(need(keys.named(key_name::kPending))) {}

Mark Vault::of_person(const core::PersonNumber& number) const {
  return fingerprint(*persons_, {"number", number.digits()});
}

Mark Vault::of_record(std::string_view source, std::string_view key) const {
  return fingerprint(*records_, {"key", source, key});
}

Mark Vault::of_made_key(std::string_view source, std::string_view number, std::string_view insats) const {
  return fingerprint(*records_, {"made", source, number, insats});
}

Mark Vault::of_content(std::string_view source, const Said& said) const {
  return fingerprint(*records_, {"content", source, said.before, said.behind});
}

Mark Vault::of_pair(const Mark& record, const Mark& person) const {
  return fingerprint(*records_, {"pair", record.text(), person.text()});
}

Mark Vault::of_name(const Mark& record) const {
  return fingerprint(*records_, {"name", record.text()});
}

Mark Vault::of_act(std::string_view key) const {
  return fingerprint(*records_, {"act", key});
}

std::optional<Mark> Vault::of_note(int year, std::string_view source, std::string_view key) {
  const KeyRing::KeyPtr notes_key = notes(year);
  return notes_key ? std::optional(fingerprint(*notes_key, {"key", source, key})) : std::nullopt;
}

std::optional<Mark> Vault::of_act_note(int year, std::string_view key) {
  const KeyRing::KeyPtr notes_key = notes(year);
  return notes_key ? std::optional(fingerprint(*notes_key, {"act", key})) : std::nullopt;
}

Mark Vault::of_note_content(int year, std::string_view source, const Said& said) {
  const KeyRing::KeyPtr notes_key = notes(year);
  if (!notes_key) throw damaged("a note of a counting year that is closed");
  return fingerprint(*notes_key, {"content", source, said.before, said.behind});
}

KeyRing::KeyPtr Vault::notes(int year) {
  for (const auto& [known, key] : notes_) {
    if (known == year) return key;
  }
  const std::string name = key_name::notes(year);
  KeyRing::KeyPtr key = need(keys_.destroyed(name)) ? nullptr : need(keys_.named(name));
  notes_.emplace_back(year, key);
  return key;
}

void Vault::destroy_notes(int year) {
  std::erase_if(notes_, [year](const auto& known) { return known.first == year; });
  need(keys_.destroy_named(key_name::notes(year)));
}

base::SubjectId Vault::new_subject() {
  if (spare_.empty()) {
    for (std::size_t i = 0; i < refill_; ++i) spare_.push_back(random_id<base::SubjectId>());
    auto made = keys_.create(std::span<const base::SubjectId>(spare_));
    if (!made) {
      spare_.clear();
      throw StoreError(made.error());
    }
    refill_ = std::min(refill_ * 2, kLargestRefill);
  }
  const base::SubjectId subject = spare_.back();
  spare_.pop_back();
  return subject;
}

KeyRing::KeyPtr Vault::key_of(const base::SubjectId& subject) {
  return need(keys_.find(subject));
}

std::vector<std::uint8_t> Vault::seal_for(const base::SubjectId& subject, std::string_view place,
                                          std::string_view plain) {
  if (!sealer_ || sealer_->first != subject) {
    sealer_.reset();
    const KeyRing::KeyPtr key = key_of(subject);
    if (key == nullptr) throw damaged("the key of a person in the ledger is missing in the key ring");
    sealer_.emplace(subject, Sealer(*key));
  }
  return sealer_->second.seal(aad(subject, place), plain);
}

std::optional<std::string> Vault::open_of(const base::SubjectId& subject, std::string_view place,
                                          std::string_view sealed) {
  const KeyRing::KeyPtr key = key_of(subject);
  if (key == nullptr) return std::nullopt;
  return opened(open(*key, aad(subject, place), bytes_of(sealed)));
}

void Vault::destroy(const base::SubjectId& subject) {
  if (sealer_ && sealer_->first == subject) sealer_.reset();
  need(keys_.destroy(subject));
}

std::vector<std::uint8_t> Vault::seal_pending(std::string_view place, std::string_view plain) const {
  return seal(*pending_, place, plain);
}

std::string Vault::open_pending(std::string_view place, std::string_view sealed) const {
  return opened(open(*pending_, place, bytes_of(sealed)));
}

}  // namespace gateway::io::store
