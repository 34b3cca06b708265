#include "gateway/core/explain/explain.h"

#include <algorithm>
#include <array>

#include "gateway/core/explain/code_words.h"
#include "gateway/core/explain/tell_fact.h"
#include "gateway/core/explain/words.h"

namespace gateway::core {

namespace {

using base::Document;

/// By Outcome: which rule of the order of decisions answers so.
constexpr std::array<Words, 7> kRules = {
    {{"accepted", "Form, mappning, behörighet, skydd och samtycke är prövade i den ordningen; inget hindrar",
      "Form, mapping, authority, protection and consent are tried in this order; nothing stands against it"},
     {"anonymous",
      "Återkallat, skyddat, nekat, avlidet eller en samverkansform som bara räknar går före namnet: räknas utan "
      "personuppgifter",
      "Withdrawn, protected, declined, deceased or a form of cooperation that only counts goes before the name: "
      "counted without personal data"},
     {"rejected", "Fel i form, koder, mappning eller behörighet avvisar; alla fel sägs på en gång",
      "Faults of form, codes, mapping or authority reject; all of them are told at once"},
     {"parked", "Något som kan komma saknas: posten väntar och prövas på nytt när det kommer",
      "Something that may come is missing: it waits and is decided again when it comes"},
     {"proposed", "Någon annan registrerar eller bekräftar: ett förslag har lämnats",
      "Somebody else registers or confirms: a proposal was made"},
     {"outside", "Hör inte till SUS enligt mappning, startdag eller samtycke",
      "Not for SUS by mapping, first day or consent"},
     {"unchanged", "Posten säger detsamma som det som redan är registrerat",
      "The record says what is registered already"}}};

Document both(std::string swedish, std::string english) {
  return Document().set("sv", std::move(swedish)).set("en", std::move(english));
}

Document law_of(const Policy& policy, base::Date on) {
  const LegalBasis* law = policy.legal_basis(LegalSubject::registration, on);
  return law == nullptr ? Document() : Document().set("text", law->text).set("verified", law->origin.verified);
}

std::string_view in(const Document* words, Language language) {
  if (words == nullptr) return {};
  if (words->string() != nullptr) return *words->string();
  return words->text(language == Language::swedish ? "sv" : "en");
}

const Document::Array& rows(const Document& of, std::string_view member) {
  static const Document::Array none;
  const Document* list = of.find(member);
  return list != nullptr && list->array() != nullptr ? *list->array() : none;
}

std::string value_text(const Document* value, Language language) {
  if (value != nullptr && value->integer() != nullptr) return std::to_string(*value->integer());
  return std::string(in(value, language));
}

/// Lines of an explanation.
class Lines {
 public:
  explicit Lines(Language language) : language_(language) {}

  void line(std::string_view indent, std::string_view text) { out_.append(indent).append(text).append("\n"); }
  std::string_view word(std::string_view swedish, std::string_view english) const {
    return language_ == Language::swedish ? swedish : english;
  }
  std::string_view told(const Document& of, std::string_view member) const { return in(of.find(member), language_); }

  void reasons(const Document& of, std::string_view member) {
    for (const Document& reason : rows(of, member)) {
      line("  – ", std::string(told(reason, "sentence")) + " (" + std::string(reason.text("code")) + ")");
      line("    → ", told(reason, "remedy"));
    }
  }

  void unit(const Document& unit) {
    std::string head(event_word(unit.text("event"), language_));
    if (const auto row = unit.integer_or("row", 0); row != 0) {
      head.append(word(", rad ", ", row ")).append(std::to_string(row));
    }
    line("", head + ": " + std::string(outcome_word(unit.text("outcome"), language_)));
    line("  ", told(unit, "rule"));
    if (const std::string_view why = told(unit, "answer_name"); !why.empty()) {
      line("  ", std::string(word("Skäl: ", "Reason: ")) + std::string(why));
    }
    if (const Document* way = unit.find("transition"); way != nullptr && way->object() != nullptr) {
      const std::string_view from = told(*way, "from");
      line("  ", std::string(from.empty() ? word("inget ärende", "no case") : from) + " → " +
                     std::string(told(*way, "to")) + std::string(word("; registreras av ", "; registered by ")) +
                     std::string(told(*way, "registrar")));
    }
    reasons(unit, "reasons");
    reasons(unit, "warnings");
    if (const std::string_view what = told(unit, "remedy"); !what.empty()) line("  → ", what);
  }

  void fact(const Document& fact) {
    line("  ", std::string(told(fact, "name")) + ": " + value_text(fact.find("value"), language_) +
                   std::string(word(", känt ", ", known ")) + std::string(fact.text("as_of")) + " (" +
                   std::to_string(fact.integer_or("age_days", 0)) + std::string(word(" dagar sedan)", " days ago)")));
  }

  void policy(const Document& policy) {
    const Document* in_force = policy.find("in_force");
    const bool now = in_force != nullptr && in_force->boolean() != nullptr && *in_force->boolean();
    line("", "Policy " + std::string(policy.text("hash").substr(0, 12)) +
                 std::string(now ? word(", gäller nu", ", in force now") : word(", en tidigare", ", an earlier one")));
    if (const Document* law = policy.find("legal_basis"); law != nullptr && !law->text("text").empty())
      line("", std::string(word("Rättslig grund: ", "Legal basis: ")) + std::string(law->text("text")));
  }

  std::string take() { return std::move(out_); }

 private:
  Language language_;
  std::string out_;
};

}  // namespace

Document explained_reasons(const std::vector<Reason>& reasons) {
  Document list{Document::Array{}};
  for (const Reason& reason : reasons) {
    list.add(Document()
                 .set("code", id(reason.code))
                 .set("sentence", both(sentence(reason, Language::swedish), sentence(reason, Language::english)))
                 .set("remedy", both(std::string(remedy(reason.code, Language::swedish)),
                                     std::string(remedy(reason.code, Language::english)))));
  }
  return list;
}

void tell_basis(Document& explained, const std::optional<Basis>& basis, const Policy& policy, base::Date today) {
  Document facts{Document::Array{}};
  Document under;
  if (basis) {
    explained.set("decided", basis->decided.text());
    under.set("hash", basis->policy).set("in_force", basis->policy == policy.hash);
    under.set("legal_basis", law_of(policy, basis->decided));
    for (const CodedFact& fact : basis->facts()) {
      facts.add(Document()
                    .set("fact", name(fact.fact))
                    .set("name", both(std::string(name(fact.fact, Language::swedish)),
                                      std::string(name(fact.fact, Language::english))))
                    .set("value", value_of(fact))
                    .set("as_of", fact.as_of.text())
                    .set("age_days", static_cast<std::int64_t>((today - fact.as_of).count())));
    }
  }
  explained.set("policy", std::move(under)).set("facts", std::move(facts));
}

std::string_view rule_of(Outcome outcome, Language language) {
  return kRules[static_cast<std::size_t>(outcome)].in(language);
}

Document explain(const DecidedBefore& decided, const Policy& policy, base::Date today) {
  Document out;
  out.set("registration", decided.registration.empty() ? Document() : Document(decided.registration));
  Document units{Document::Array{}};
  for (const UnitOutcome& unit : decided.units) {
    units.add(Document()
                  .set("event", name(unit.unit))
                  .set("outcome", name(unit.outcome))
                  .set("rule", kRules[static_cast<std::size_t>(unit.outcome)].both())
                  .set("reasons", explained_reasons(unit.reasons))
                  .set("warnings", explained_reasons(unit.warnings)));
  }
  tell_basis(out, decided.basis, policy, today);
  const bool counted = std::any_of(decided.units.begin(), decided.units.end(),
                                   [](const UnitOutcome& unit) { return unit.outcome == Outcome::anonymous; });
  if (!decided.basis && counted) {
    out.set("without_basis",
            both("Av det som bara räknas sparas inga uppgifter.", "Of what is only counted no facts are kept."));
  }
  const bool told_since = std::any_of(decided.told.begin(), decided.told.end(), [&](const ToldDecision& told) {
    return changes(told.fact.effect) && told.registration.text() == decided.registration;
  });
  if (told_since) out.set("told_since", true);
  return out.set("units", std::move(units));
}

std::string explained_text(const Document& explained, Language language) {
  Lines lines(language);
  if (explained.find("told_since") != nullptr) {
    lines.line("",
               lines.word("Läsningens eget svar; det som uppgifter om personen har gjort sägs för sig och går före:",
                          "The reading's own answer; what facts about the person did is told apart and goes before:"));
  }
  for (const Document& unit : rows(explained, "units")) lines.unit(unit);
  for (const Document& note : rows(explained, "notes")) lines.line("", in(&note, language));
  if (const Document* delay = explained.find("delay_days"); delay != nullptr && delay->integer() != nullptr) {
    lines.line("", std::string(lines.word("Dagar till registreringen: ", "Days until it was registered: ")) +
                       std::to_string(*delay->integer()));
  }
  if (!rows(explained, "held").empty()) {
    lines.line("", lines.word("Väntar på att skickas:", "Waits to be sent:"));
    lines.reasons(explained, "held");
  }
  if (!rows(explained, "facts").empty()) {
    lines.line("", lines.word("Uppgifter som prövades:", "Facts that were tried:"));
  }
  for (const Document& fact : rows(explained, "facts")) lines.fact(fact);
  const Document* policy = explained.find("policy");
  if (policy != nullptr && !policy->text("hash").empty()) {
    lines.policy(*policy);
  } else if (explained.find("without_basis") != nullptr) {
    lines.line("", lines.told(explained, "without_basis"));
  } else {
    lines.line("", lines.word("Beslutet är äldre än att policyn sparades med det; nästa läsning sparar den.",
                              "Decided before the policy was kept with it; the next reading keeps it."));
  }
  return lines.take();
}

}  // namespace gateway::core
