// Registerutdrag: what is taken out, as a document for the person.
#include <utility>

#include "gateway/api/extract.h"
#include "gateway/api/extract_parts.h"
#include "gateway/api/extract_words.h"

namespace gateway::api {

namespace {

using base::Document;
using report::Phrase;

std::string_view answer_word(core::ConsentAnswer answer) {
  constexpr std::string_view kAnswers[] = {"", "given", "declined"};
  return kAnswers[static_cast<std::size_t>(answer)];
}

/// Null where nobody's is kept, or where it must not be told.
Document person_of(const Extract& extract) {
  if (!extract.person || extract.is_protected) return {};
  return Fields()
      .add("given_name", extract.person->given_name)
      .add("family_name", extract.person->family_name)
      .add("sex", extract.person->sex)
      .add("deceased", extract.deceased)
      .take();
}

Document basis_of(const core::Policy& policy, base::Date on) {
  Document rows{Document::Array{}};
  for (const auto subject : {core::LegalSubject::registration, core::LegalSubject::direct_access}) {
    const core::LegalBasis* law = policy.legal_basis(subject, on);
    if (law == nullptr) continue;
    rows.add(Document()
                 .set("subject", core::name(subject))
                 .set("name", both(subject_word(subject)))
                 .set("text", law->text)
                 .set("from", law->valid.from.text())
                 .set("to", day_document(law->valid.to))
                 .set("source", law->origin.source)
                 .set("verified", law->origin.verified));
  }
  return rows;
}

/// What a source says of the person, while the record waits.
Document content_of(const core::Participation& said, bool is_protected) {
  Fields fields;
  if (said.protection != core::Protection::none) {
    fields.add("protection", "yes");
  } else if (!is_protected) {
    fields.add("given_name", said.given_name).add("family_name", said.family_name);
    fields.add("beslut", said.beslut).add("ordered_by", said.ordered_by);
    fields.add("insats", said.insats).add("unit", said.unit);
  }
  return fields.add("sex", said.sex)
      .add("deceased", said.deceased)
      .add("start", said.start)
      .add("end", said.end)
      .add("consent", std::string(answer_word(said.consent.answer)))
      .add("consent_form", said.consent.form)
      .add("consent_date", said.consent.date)
      .add("consent_withdrawn", said.consent.withdrawn)
      .add(said.answers)
      .take();
}

Document record_of(const ExtractedRecord& one, const core::UnitOutcome& unit, bool is_protected) {
  const ports::HeldRecord& held = one.held;
  ports::ListedUnit listed{held.source, {},           held.file,    held.line,     held.key,
                           unit.unit,   unit.outcome, unit.reasons, unit.warnings, held.since};
  if (is_protected) {
    // A detail may name an insats or an office.
    for (auto* reasons : {&listed.reasons, &listed.warnings}) {
      for (core::Reason& reason : *reasons) reason.detail.clear();
    }
  }
  Document row = document_of(listed);
  return row.set("registration", held.registration ? Document(held.registration->text()) : Document())
      .set("delete_after", held.delete_after ? Document(base::text(*held.delete_after)) : Document())
      .set("content", one.content ? content_of(*one.content, is_protected) : Document());
}

Document kept_row(const char* what, const Phrase& name, std::optional<std::chrono::milliseconds> time) {
  const auto days = [&] { return static_cast<std::int64_t>(std::chrono::ceil<std::chrono::days>(*time).count()); };
  return Document().set("what", what).set("name", both(name)).set("days", time ? Document(days()) : Document());
}

Document kept_rows(const KeptFor& kept) {
  return Document()
      .add(
          kept_row("registered",
                   {"det som är registrerat; ingen sista dag är bestämd", "what is registered; no last day is decided"},
                   std::nullopt))
      .add(kept_row("rejected", kept_word(core::Kept::rejected), kept.rejected))
      .add(kept_row("parked", kept_word(core::Kept::parked), kept.parked))
      .add(kept_row("files", kept_word(core::Kept::files), kept.files))
      .add(kept_row("looks", kept_word(core::Kept::looks), kept.looks));
}

/// By whose word the person is protected, since when and how; and when that ended.
std::string told_of_protection(const Extract& extract, core::Language language) {
  const auto in = [&](const Phrase& phrase) { return std::string(phrase.in(language)); };
  std::string text;
  for (const core::ProtectionClaim& claim : extract.protection.claims) {
    text += in({" Skyddet har angetts av ", " The protection was told by "});
    switch (claim.by) {
      case core::Claimer::source:
        text += in({"källsystemet ", "the source system "}) + claim.name;
        break;
      case core::Claimer::sender:
        // Which one it is would tell where the person is.
        text += in({"en organisation som registrerar i SUS", "an organisation that registers in SUS"});
        break;
      case core::Claimer::command:
        text += in({"dig eller en handläggare", "you or a caseworker"});
        break;
      case core::Claimer::unknown:
        text += in({"någon som inte längre är känd", "somebody who is no longer known"});
        break;
    }
    text += in({", först ", ", first on "}) + base::text(claim.since).substr(0, 10);
    if (claim.kind == core::Protection::marked) text += in({", som sekretessmarkering", ", as sekretessmarkering"});
    if (claim.kind == core::Protection::protected_registration) {
      text += in({", som skyddad folkbokföring", ", as skyddad folkbokföring"});
    }
    text += '.';
  }
  if (extract.protection.lifted) {
    text += in({" Ett skydd hävdes ", " A protection was lifted on "}) + extract.protection.lifted->text() +
            in({": du registreras med namn bara på ett samtycke från tiden därefter, och dagen följer med till SUS när "
                "det sker.",
                ": you are registered by name only on a consent from after it, and when that is done the day goes "
                "along to SUS."});
  }
  return text;
}

std::string text_of(const Extract& extract, const std::string& organisation, core::Language language) {
  const auto in = [&](const Phrase& phrase) { return std::string(phrase.in(language)); };
  std::string text = in({"Registerutdrag enligt artikel 15 i dataskyddsförordningen, uttaget ",
                         "Extract under article 15 of the General Data Protection Regulation, taken out "}) +
                     extract.on.text() + in({" ur den gateway till SUS som ", " from the gateway to SUS that "}) +
                     organisation + in({" ansvarar för.", " answers for."});
  if (!extract.found()) {
    text += in({" Här finns ingenting som kan kopplas till det personnummer som uppgavs.",
                " There is nothing here that can be tied to the person number that was given."});
  } else if (extract.extent == core::Extent::own_places) {
    text +=
        in({" Utdraget gäller de insatser och kontor där den som tog ut det har uppdrag. Hela utdraget, med vem som "
            "har tittat, tas ut av dataskyddsombudet.",
            " It is of the insatser and offices where whoever took it out has an assignment. The whole extract, "
            "with who has looked, is taken out by the data protection officer."});
  }
  if (extract.other_numbers) {
    text +=
        in({" Personnumret har bytts i källsystemet: mer kan finnas under ett annat nummer, och tas ut med det när det "
            "är klarlagt vems det är.",
            " The number was changed in the source system: more may be kept under another one, and is taken out by "
            "it once it is clear whose it is."});
  }
  if (extract.is_protected) {
    text +=
        in({" Dina personuppgifter är skyddade: namn, insats, enhet, handläggare och kontor skrivs inte ut, och det "
            "som har lämnat registret med ditt namn finns inte längre kvar under det.",
            " Your identity is protected: name, insats, unit, caseworker and office are not printed, and what has "
            "parted from your name can no longer be found by it."});
  }
  text += told_of_protection(extract, language);
  return text +
         in({" Personnumret sparas krypterat och skrivs aldrig ut. Den som har räknats utan personuppgifter, "
             "eller vars uppgifter är raderade, kan inte hittas igen: ingenting kopplar talen till en person."
             " Har ett samtycke till samarbetet mellan Arbetsförmedlingen och Försäkringskassan återkallats sparas "
             "dagen under en kodad form av numret, så att samma samtycke inte används igen.",
             " The number is kept encrypted and never printed. Whoever was counted without personal data, or "
             "whose data were erased, cannot be found again: nothing ties the figures to a person."
             " Of a consent to the cooperation of AF and FK that was taken back the day is kept under a coded form "
             "of the number, so that the same consent is not used again."});
}

}  // namespace

Document document_of(const Extract& extract, const ExtractContext& with) {
  const Document organisation = organisation_document(with.directory, with.rules.organisation);
  const std::string name(organisation.text("name"));
  Document registrations{Document::Array{}};
  for (const ExtractedRegistration& one : extract.registrations) registrations.add(document_of(one, extract, with));
  Document records{Document::Array{}};
  for (const ExtractedRecord& one : extract.records) {
    for (const core::UnitOutcome& unit : one.held.units) records.add(record_of(one, unit, extract.is_protected));
  }
  return Document()
      .set("schema", "gateway.extract/1")
      .set("taken", Document().set("at", base::text(extract.at)).set("by", extract.by))
      .set("organisation", organisation)
      .set("extent", core::name(extract.extent))
      .set("found", extract.found())
      .set("protected", extract.is_protected)
      .set("person", person_of(extract))
      .set("registrations", std::move(registrations))
      .set("records", std::move(records))
      .set("basis", basis_of(*with.rules.policy, extract.on))
      .set("kept", kept_rows(with.kept))
      .set("text",
           both(text_of(extract, name, core::Language::swedish), text_of(extract, name, core::Language::english)))
      .set("rights",
           both("Du har rätt att få fel rättade, att begära att uppgifter raderas eller används mindre, att när som "
                "helst ta tillbaka ditt samtycke, och att klaga hos Integritetsskyddsmyndigheten (IMY).",
                "You have the right to have errors mended, to ask that data are erased or used less, to take your "
                "consent back at any time, and to complain to the Swedish Authority for Privacy Protection (IMY)."));
}

}  // namespace gateway::api
