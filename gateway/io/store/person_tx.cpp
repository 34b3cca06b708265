// What is told of a person, whatever is registered: protection, its lifting, a death.
#include "gateway/io/store/transaction.h"

namespace gateway::io::store {

base::Result<void> SqliteTransaction::protect(const core::PersonNumber& number, std::string_view by, base::Instant now,
                                              core::Protection kind) {
  return guarded([&] {
    forget_read();
    const auto claimer = by.empty() ? core::Claimer::unknown : core::Claimer::command;
    persons_.protect(vault_.of_person(number), {claimer, {}, kind}, now);
    audit({"protect", std::nullopt, "by " + std::string(by.empty() ? "node" : by)}, now);
  });
}

base::Result<void> SqliteTransaction::deceased(const core::PersonNumber& number, base::Date on, std::string_view by,
                                               base::Instant now) {
  return guarded([&] {
    forget_read();
    persons_.died(number, vault_.of_person(number), on);
    audit({"death", std::nullopt, "by " + std::string(by)}, now);
  });
}

base::Result<std::optional<core::PersonNumber>> SqliteTransaction::whose(const base::RegistrationId& id) {
  return guarded([&]() -> std::optional<core::PersonNumber> {
    const auto registration = registrations_.find(id);
    const auto subject = registration && registration->subject ? persons_.at(*registration->subject) : std::nullopt;
    if (!subject) return std::nullopt;
    const auto opened = guarded([&] { return persons_.open(*subject); });
    if (!opened) {
      // Whoever asks may go on without it: that it was so is told all the same.
      if (opened.error().fault == base::Fault::reject) audit({"person", id, "damaged"}, clock_.now());
      throw StoreError(opened.error());
    }
    const std::optional<core::Person>& person = *opened;
    return person ? number_of(person->number) : std::nullopt;
  });
}

base::Result<core::ProtectionState> SqliteTransaction::protection(const core::PersonNumber& number) {
  return guarded([&] { return persons_.protection(vault_.of_person(number)); });
}

base::Result<void> SqliteTransaction::lift(const core::PersonNumber& number, base::Date day, std::string_view by,
                                           base::Instant now) {
  return guarded([&] {
    forget_read();
    persons_.lift(vault_.of_person(number), day);
    audit({"lift", std::nullopt, "by " + std::string(by)}, now);
  });
}

base::Result<void> SqliteTransaction::take_back(const core::PersonNumber& number, std::string_view sender,
                                                base::Date day, base::Instant now) {
  return guarded([&] {
    forget_read();
    if (!persons_.take_back(vault_.of_person(number), sender, day)) return;
    audit({"lift", std::nullopt, "said by " + std::string(sender)}, now);
  });
}

}  // namespace gateway::io::store
