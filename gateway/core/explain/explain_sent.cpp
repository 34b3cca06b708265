#include "gateway/core/explain/explain_sent.h"

#include <algorithm>
#include <utility>

#include "gateway/core/directory.h"
#include "gateway/core/explain/explain.h"
#include "gateway/core/explain/words.h"

namespace gateway::core {

namespace {

using base::Document;

/// What was said, by the state it has come to.
struct Stage {
  std::string_view state;  ///< As the queue says it.
  Words message;
  Words set;
};

constexpr Stage kWaits = {
    "",
    {"waiting", "Väntar på att skickas till SUS, eller på svaret", "Waits to be sent to SUS, or for the answer"},
    {"waiting", "Sparad här efter den egna katalogen; noden prövar ändringen mot sin egen när den kommer dit",
     "Saved here by the own directory; the node tries the change against its own when it gets there"}};

constexpr Stage kStages[] = {
    {"delivered",
     {"accepted", "SUS har tagit emot det", "SUS has taken it"},
     {"accepted", "Noden har prövat ändringen mot sin egen katalog och tagit den",
      "The node has tried the change against its own directory and taken it"}},
    {"rejected",
     {"rejected", "SUS har nekat det", "SUS has refused it"},
     {"rejected", "Noden har prövat ändringen mot sin egen katalog och nekat den hel; här gäller den",
      "The node has tried the change against its own directory and refused all of it; it holds here"}},
    {"stopped",
     {"stopped", "Stoppat på vägen: det skickas inte", "Stopped on its way: it is not sent"},
     {"stopped", "Stoppad på väg till noden; här gäller den", "Stopped on its way to the node; it holds here"}},
    {"dead",
     {"dead", "Kunde inte levereras till SUS", "It could not be delivered to SUS"},
     {"dead", "Kunde inte levereras till noden; här gäller den. Försök igen med assignment resend",
      "It could not be delivered to the node; it holds here. Try again with assignment resend"}}};

const Stage& stage_of(const Said& said) {
  const auto* found = std::find_if(std::begin(kStages), std::end(kStages),
                                   [&](const Stage& stage) { return stage.state == said.state; });
  return found == std::end(kStages) ? kWaits : *found;
}

constexpr Words kCounted = {
    "",
    "Per insats, startår och kön räknas utan personuppgifter den som nekat, tagit tillbaka innan SUS fått veta, är "
    "skyddad eller avliden; den nyaste summan ersätter de tidigare och skickas högst en gång per dygn",
    "By insats, year of start and sex whoever declined, took back before SUS was told, is protected or deceased is "
    "counted without personal data; the newest total takes the earlier ones' place and is sent at most daily"};
constexpr Words kByOffice = {
    "",
    "Per AF- och FK-kontor, år och kön räknas utan personuppgifter den som nekat, tagit tillbaka innan SUS fått veta, "
    "är skyddad eller avliden; den nyaste summan ersätter de tidigare och skickas högst en gång per dygn",
    "By AF and FK office, year and sex whoever declined, took back before SUS was told, is protected or deceased is "
    "counted without personal data; the newest total takes the earlier ones' place and is sent at most daily"};
constexpr Words kVolume = {"", "Volymsiffror som insatsansvarig har lämnat: de nyaste ersätter de tidigare",
                           "Volume figures that an insatsansvarig has given: the newest take the earlier ones' place"};
constexpr Words kMoreCounted = {
    "",
    "Summan ändras av sig själv när en post räknas, eller när en räknad samtycker i efterhand; är den fel rättas "
    "posten "
    "i källsystemet, och vad som gäller för en post säger why med dess nyckel",
    "The total changes by itself when a record is counted, or when somebody counted consents later; where it is wrong "
    "the record is corrected in its source, and why with its key tells of each record"};
constexpr Words kNewFigures = {"", "Lämna nya siffror med volume set", "Give new figures with volume set"};
constexpr Words kNobody = {"", "Av det som bara räknas sparas inga uppgifter.",
                           "Of what is only counted no facts are kept."};
constexpr Words kNoPolicy = {"", "Prövas mot katalogen, inte mot policyn.",
                             "Tried against the directory, not against the policy."};
constexpr Words kOwnAnswer = {"", "Vad beslutet vilade på finns inte kvar här.",
                              "What the decision rested on is not kept here."};

constexpr Words kActions[] = {{"add", "ges", "given"},
                              {"remove", "tas bort", "taken away"},
                              {"remove_for_cause", "tas bort med orsak", "taken away for cause"}};

Document answer_of(std::string_view event, const Words& outcome, const Words& rule, const Words* remedy,
                   const Said& said, const Words& without_basis, Document facts = Document(Document::Array{})) {
  Document unit;
  unit.set("event", event)
      .set("outcome", outcome.id)
      .set("rule", rule.both())
      .set("reasons", explained_reasons(said.reasons))
      .set("warnings", Document(Document::Array{}));
  if (remedy != nullptr) unit.set("remedy", remedy->both());
  Document units{Document::Array{}};
  units.add(std::move(unit));
  return Document()
      .set("policy", Document())
      .set("facts", std::move(facts))
      .set("without_basis", without_basis.both())
      .set("units", std::move(units));
}

Document figure(std::string_view fact, std::string_view swedish, std::int64_t value, base::Date as_of,
                base::Date today) {
  return Document()
      .set("fact", fact)
      .set("name", Document().set("sv", swedish).set("en", fact))
      .set("value", value)
      .set("as_of", as_of.text())
      .set("age_days", static_cast<std::int64_t>((today - as_of).count()));
}

Document note(std::string swedish, std::string english) {
  return Document().set("sv", std::move(swedish)).set("en", std::move(english));
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

}  // namespace

Document explain(const Totals& totals, const std::optional<Given>& given, const Said& said, base::Date today) {
  const bool offices = totals.insats.find(kOfficePair) != std::string::npos;
  const Words& rule = given ? kVolume : offices ? kByOffice : kCounted;
  const Words& sent = stage_of(said).message;
  Document facts{Document::Array{}};
  // What counts now is of today; what somebody gave, of the day on which they did.
  const base::Date as_of = given ? given->on : today;
  facts.add(figure("women", "kvinnor", totals.women, as_of, today));
  facts.add(figure("men", "män", totals.men, as_of, today));
  facts.add(figure("version", "version", totals.version, as_of, today));
  Document out = answer_of(name(MessageKind::totals), sent, rule, given ? &kNewFigures : &kMoreCounted, said, kNobody,
                           std::move(facts));
  Document notes{Document::Array{}};
  notes.add(
      note(totals.insats + ", " + std::to_string(totals.year), totals.insats + ", " + std::to_string(totals.year)));
  notes.add(note("Det senaste som lämnats: " + std::string(sent.swedish),
                 "What was said last: " + std::string(sent.english)));
  if (given) notes.add(note("Lämnade av " + given->by, "Given by " + given->by));
  return out
      .set("totals", Document()
                         .set("insats", totals.insats)
                         .set("year", totals.year)
                         .set("women", totals.women)
                         .set("men", totals.men)
                         .set("version", totals.version))
      .set("registration", Document())
      .set("decided", Document())
      .set("notes", std::move(notes));
}

Document explain(const ToldChanges& set, const Act& by, const std::vector<std::string>& roles, const Said& said) {
  const Words& became = stage_of(said).set;
  Document out = answer_of(name(MessageKind::assignments), became, became, nullptr, said, kNoPolicy);
  Document changes{Document::Array{}};
  Document notes{Document::Array{}};
  const std::string under = joined(roles);
  notes.add(note("Sparad " + by.on.text() + " av " + by.user + (under.empty() ? "" : " (" + under + ")"),
                 "Saved " + by.on.text() + " by " + by.user + (under.empty() ? "" : " (" + under + ")")));
  for (const ToldChange& told : set.changes) {
    const AssignmentChange& change = told.change;
    const Words& action = kActions[static_cast<std::size_t>(change.kind)];
    const std::string what = change.user + ", " + change.role + ", " + change.place + ": ";
    const std::string from = change.from ? " " + change.from->text() : std::string();
    const auto noted = [&](std::string_view done) { return std::string(what).append(done).append(from); };
    notes.add(note(noted(action.swedish), noted(action.english)));
    changes.add(Document()
                    .set("action", action.id)
                    .set("user", change.user)
                    .set("role", change.role)
                    .set("place", change.place)
                    .set("from", change.from ? Document(change.from->text()) : Document())
                    .set("until", change.until ? Document(change.until->text()) : Document()));
  }
  Document under_roles{Document::Array{}};
  for (const std::string& role : roles) under_roles.add(role);
  return out.set("registration", Document())
      .set("decided", by.on.text())
      .set("set", Document()
                      .set("id", set.id.text())
                      .set("by", by.user)
                      .set("organisation", by.organisation)
                      .set("roles", std::move(under_roles))
                      .set("saved", by.on.text())
                      .set("changes", std::move(changes)))
      .set("notes", std::move(notes));
}

Document explain(MessageKind kind, std::string_view registration, const Said& said) {
  const Words& became = stage_of(said).message;
  Document out = answer_of(name(kind), became, became, nullptr, said, kOwnAnswer);
  return out.set("registration", registration).set("decided", Document());
}

std::vector<std::string> given_under(const ToldChanges& set, const Act& by, const Directory& directory) {
  std::vector<std::string> under;
  const User* giver = directory.user(by.user);
  if (giver == nullptr) return under;
  for (const std::uint32_t i : directory.held_by(*giver).administrations) {
    const Administration& row = directory.rows().staff.administrations[i];
    const Role* role = directory.roles().find(row.role, by.on);
    if (role == nullptr || !row.period.contains(by.on)) continue;
    const bool gives = std::any_of(set.changes.begin(), set.changes.end(), [&](const ToldChange& told) {
      return std::find(role->gives.begin(), role->gives.end(), told.change.role) != role->gives.end();
    });
    std::string text = row.role + " – " + row.cooperation;
    if (gives && std::find(under.begin(), under.end(), text) == under.end()) under.push_back(std::move(text));
  }
  return under;
}

}  // namespace gateway::core
