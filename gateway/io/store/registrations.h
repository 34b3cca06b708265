#pragma once

#include <optional>
#include <vector>

#include "gateway/core/cooperation/caseworkers.h"
#include "gateway/core/registration.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"

namespace gateway::io::store {

/// A registration with what it belongs to.
struct KeptRegistration {
  std::int64_t row = 0;
  core::Registration value;
  std::optional<std::int64_t> subject;
  std::optional<std::int64_t> record;
  std::string owner;  ///< At a node: who sent it.

  /// Whether its record still answers by it: neither voided nor refused by the node.
  bool live() const { return value.stage != core::Stage::voided && value.handover != core::Handover::refused; }
};

/// What another number than its person's is to a registration (domain.md §3 p).
enum class Former {
  unsent,  ///< It was under the number, and did not go to the node under it.
  handed,  ///< It was, and had gone there when the number changed.
  told     ///< Its record came with it as the person's previous one; the registration never was under it.
};

/// Registrations in the clear, under random ids. [one thread at a time]
class Registrations {
 public:
  explicit Registrations(Database& database) : database_(database) {}

  std::optional<KeptRegistration> at(std::int64_t row);
  std::optional<KeptRegistration> find(const base::RegistrationId& id);

  std::int64_t add(const core::Registration& registration, std::optional<std::int64_t> subject,
                   std::optional<std::int64_t> record, std::string_view owner);
  void change(std::int64_t row, const core::Registration& registration);
  /// The person's, in the order in which they were made.
  std::vector<KeptRegistration> of(std::int64_t subject);
  /// Whom the organisation has named to answer for a participation.
  core::Caseworkers named(std::int64_t row);
  void name(std::int64_t row, const core::Caseworkers& named);
  /// Another person's from now on, without what it was under before; nobody's: without what was said of its original,
  /// too.
  void belong_to(std::int64_t row, std::optional<std::int64_t> subject);
  /// The same person's, under another number.
  void go_on_as(std::int64_t row, std::int64_t subject);

  /// The number it was made under, where that is not its person's.
  std::optional<Mark> made_under(std::int64_t row);
  bool was_under(std::int64_t row, const Mark& number);
  std::optional<Former> former_of(std::int64_t row, const Mark& number);
  /// Notes the number. What is known to have been stays so, whatever is told.
  void was(std::int64_t row, const Mark& number, Former how);
  /// Forgets the number where it was only told.
  void drop_told(std::int64_t row, const Mark& number);
  /// It is under the number again; whether it ever was.
  bool take_back(std::int64_t row, const Mark& number);
  /// Only id and stage stay, without person, place and date: nothing of what was counted anonymously instead.
  void empty(const KeptRegistration& registration);

 private:
  Database& database_;
};

}  // namespace gateway::io::store
