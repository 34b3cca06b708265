#include "gateway/core/extract.h"

#include <array>

#include "gateway/core/authority.h"
#include "gateway/core/clearing.h"

namespace gateway::core {

namespace {

constexpr std::array<std::string_view, 3> kExtents = {"nothing", "own_places", "everything"};

/// Gathers the fields that are there and may be sent, in their order.
class Carried {
 public:
  explicit Carried(const Sent& sent) : sent_(sent) {}

  void add(std::string_view field, bool there) {
    if (there && sent_(field)) fields_.emplace_back(field);
  }
  void add(const Person& person) {
    add("number", true);
    add("given_name", !person.given_name.empty());
    add("family_name", !person.family_name.empty());
    add("sex", person.sex.has_value());
  }
  void add(const Answers& answers) {
    add("education", !answers.education.empty());
    add("income_source_before", !answers.income_source_before.empty());
    add("employment_before", !answers.employment_before.empty());
    add("end_reason", !answers.end_reason.empty());
    add("income_source_after", !answers.income_source_after.empty());
    add("employment_after", !answers.employment_after.empty());
  }
  void add(FieldAnswers answers, bool hidden) {
    keep_listed(answers, sent_, hidden);
    for (const auto& [field, answer] : answers) fields_.emplace_back(name(field));
  }
  std::vector<std::string> take() { return std::move(fields_); }

 private:
  const Sent& sent_;
  std::vector<std::string> fields_;
};

}  // namespace

std::string_view name(Extent extent) {
  return kExtents[static_cast<std::size_t>(extent)];
}

Extent extent_of(const Directory& directory, std::string_view user, std::string_view organisation, base::Date today) {
  if (is_data_protection_officer(directory, user, organisation, today)) return Extent::everything;
  const User* known = directory.user(user);
  if (known == nullptr || known->organisation != organisation) return Extent::nothing;
  return reads_participants(directory, *known, today) ? Extent::own_places : Extent::nothing;
}

std::vector<std::string> sent_fields(const Message& message, const std::optional<Person>& person, bool hidden,
                                     const Policy& policy, base::Date on) {
  const bool of_case = message.kind == MessageKind::request || message.kind == MessageKind::act;
  const bool of_insats =
      message.kind == MessageKind::in || message.kind == MessageKind::change || message.kind == MessageKind::out;
  if (!of_case && !of_insats) return {};
  const Sent sent{policy, of_case ? Flow::agency_to_sus : Flow::municipality_to_sus, on};
  Carried carried(sent);
  const bool names = message.kind == MessageKind::in || message.kind == MessageKind::request;
  if (names && person && !hidden) carried.add(*person);
  if (of_insats && !hidden) carried.add(message.answers);
  if (of_case && message.course) carried.add(message.course->answers, hidden);
  return carried.take();
}

}  // namespace gateway::core
