#include "gateway/core/explain/explain.h"

#include <array>

namespace gateway::core {

namespace {

using base::Document;

struct Words {
  std::string_view id;
  std::string_view swedish;
  std::string_view english;
  std::string_view in(Language language) const { return language == Language::swedish ? swedish : english; }
  Document both() const { return Document().set("sv", swedish).set("en", english); }
};

/// By Fact.
constexpr std::array<Words, 13> kFacts = {
    {{"start", "startdatum", "start date"},
     {"end", "slutdatum", "end date"},
     {"consent", "samtycke enligt källan", "consent by the source"},
     {"consent_date", "samtyckets datum", "date of the consent"},
     {"withdrawn", "återkallat enligt källan", "withdrawn by the source"},
     {"withdrawn_before", "återkallat sedan tidigare", "withdrawn before"},
     {"declined_before", "nekat sedan tidigare", "declined before"},
     {"told", "samtycke enligt handläggaren", "consent by the caseworker"},
     {"protection", "skydd enligt källan", "protection by the source"},
     {"protected_before", "skydd sedan tidigare", "protected before"},
     {"deceased", "avliden", "deceased"},
     {"registration", "registrering som finns", "registration that exists"},
     {"counted_before", "räknad utan personuppgifter", "counted without personal data"}}};

/// By ConsentAnswer, Protection and Stage; yes for what is a mark only.
constexpr std::array<Words, 3> kConsent = {
    {{"none", "inget svar", "no answer"}, {"given", "finns", "given"}, {"declined", "nekat", "declined"}}};
constexpr std::array<Words, 4> kProtection = {
    {{"none", "inget", "none"},
     {"marked", "sekretessmarkering", "marked"},
     {"protected_registration", "skyddad folkbokföring", "protected registration"},
     {"unknown", "okänt: räknas som skydd", "unknown: counts as protected"}}};
constexpr std::array<Words, 4> kStage = {{{"in", "inregistrerad", "registered in"},
                                          {"out", "utregistrerad", "registered out"},
                                          {"exited", "avbruten", "exited"},
                                          {"voided", "makulerad", "void"}}};
constexpr std::array<Words, 2> kMark = {{{"no", "nej", "no"}, {"yes", "ja", "yes"}}};

/// By Outcome: which rule of the order of decisions answers so.
constexpr std::array<Words, 7> kRules = {
    {{"accepted", "Form, mappning, behörighet, skydd och samtycke är prövade i den ordningen; inget hindrar",
      "Form, mapping, authority, protection and consent are tried in this order; nothing stands against it"},
     {"anonymous", "Återkallat, skyddat, nekat eller avlidet går före namnet: räknas utan personuppgifter",
      "Withdrawn, protected, declined or deceased goes before the name: counted without personal data"},
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

template <std::size_t size>
Document word(const std::array<Words, size>& words, std::int32_t value) {
  const auto at = static_cast<std::size_t>(value);
  return at < size ? Document().set("code", words[at].id).set("sv", words[at].swedish).set("en", words[at].english)
                   : Document();
}

Document value_of(const CodedFact& fact) {
  if (is_date(fact.fact)) return Document(base::Date::from_days(fact.value).text());
  switch (fact.fact) {
    case Fact::consent:
    case Fact::told:
      return word(kConsent, fact.value);
    case Fact::protection:
      return word(kProtection, fact.value);
    case Fact::registration:
      return word(kStage, fact.value);
    default:
      return word(kMark, fact.value);
  }
}

Document both(std::string swedish, std::string english) {
  return Document().set("sv", std::move(swedish)).set("en", std::move(english));
}

Document reasons_of(const std::vector<Reason>& reasons) {
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

}  // namespace

std::string_view rule_of(Outcome outcome, Language language) {
  return kRules[static_cast<std::size_t>(outcome)].in(language);
}

std::string_view name(Fact fact) {
  return kFacts[static_cast<std::size_t>(fact)].id;
}

std::string_view name(Fact fact, Language language) {
  return kFacts[static_cast<std::size_t>(fact)].in(language);
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
                  .set("reasons", reasons_of(unit.reasons))
                  .set("warnings", reasons_of(unit.warnings)));
  }
  Document facts{Document::Array{}};
  Document under;
  if (decided.basis) {
    const Basis& basis = *decided.basis;
    out.set("decided", basis.decided.text());
    under.set("hash", basis.policy).set("in_force", basis.policy == policy.hash);
    under.set("legal_basis", law_of(policy, basis.decided));
    for (const CodedFact& fact : basis.facts()) {
      facts.add(Document()
                    .set("fact", name(fact.fact))
                    .set("name", kFacts[static_cast<std::size_t>(fact.fact)].both())
                    .set("value", value_of(fact))
                    .set("as_of", fact.as_of.text())
                    .set("age_days", static_cast<std::int64_t>((today - fact.as_of).count())));
    }
  }
  return out.set("policy", std::move(under)).set("units", std::move(units)).set("facts", std::move(facts));
}

std::string explained_text(const Document& explained, Language language) {
  const bool swedish = language == Language::swedish;
  std::string out;
  const auto line = [&out](std::string_view indent, std::string_view text) {
    out.append(indent).append(text).append("\n");
  };
  for (const Document& unit : rows(explained, "units")) {
    line("", std::string(unit.text("event")) + ": " + std::string(unit.text("outcome")));
    line("  ", in(unit.find("rule"), language));
    for (const std::string_view kind : {"reasons", "warnings"}) {
      for (const Document& reason : rows(unit, kind)) {
        line("  – ",
             std::string(in(reason.find("sentence"), language)) + " (" + std::string(reason.text("code")) + ")");
        line("    → ", in(reason.find("remedy"), language));
      }
    }
  }
  if (!rows(explained, "facts").empty()) line("", swedish ? "Uppgifter som prövades:" : "Facts that were tried:");
  for (const Document& fact : rows(explained, "facts")) {
    line("  ", std::string(in(fact.find("name"), language)) + ": " + std::string(in(fact.find("value"), language)) +
                   (swedish ? ", känt " : ", known ") + std::string(fact.text("as_of")) + " (" +
                   std::to_string(fact.integer_or("age_days", 0)) + (swedish ? " dagar sedan)" : " days ago)"));
  }
  const Document* policy = explained.find("policy");
  if (policy != nullptr && !policy->text("hash").empty()) {
    const Document* in_force = policy->find("in_force");
    const bool now = in_force != nullptr && in_force->boolean() != nullptr && *in_force->boolean();
    line("",
         "Policy " + std::string(policy->text("hash").substr(0, 12)) +
             (now ? (swedish ? ", gäller nu" : ", in force now") : (swedish ? ", en tidigare" : ", an earlier one")));
    if (const Document* law = policy->find("legal_basis"); law != nullptr && !law->text("text").empty())
      line("", std::string(swedish ? "Rättslig grund: " : "Legal basis: ") + std::string(law->text("text")));
  } else {
    line("", swedish ? "Beslutet är äldre än att policyn sparades med det; nästa läsning sparar den."
                     : "Decided before the policy was kept with it; the next reading keeps it.");
  }
  return out;
}

}  // namespace gateway::core
