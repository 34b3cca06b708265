// Facts told of a participant.
#include <algorithm>
#include <utility>
#include <variant>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/authority.h"
#include "gateway/report/local_id.h"

namespace gateway::api {

namespace {

/// By key as the lists show it, or by file and line where the key is made of the person's number.
base::Error several_wait(const std::vector<flow::Waiting>& waiting) {
  std::string which;
  for (const flow::Waiting& one : waiting) {
    const std::string key = report::shown_local_id(one.key);
    which += which.empty() ? "" : ", ";
    const std::string place = one.line == 0 ? one.file : one.file + ":" + std::to_string(one.line);
    which += one.source + " " + (key.empty() ? place : key);
  }
  return base::rejected(
      "flera poster väntar på ett eget samtycke, och ett samtycke gäller en: ange --source och --key / several records "
      "wait for a consent of their own, and a consent is for one: give --source and --key: " +
      which);
}

/// The latest consent that a withdrawal leaves standing, for it is of a later day; of what the withdrawal was told of.
base::Result<std::optional<base::Date>> later_consent(const ports::Ledger& ledger, const flow::Receipt& receipt,
                                                      base::Date withdrawn) {
  std::optional<base::Date> latest;
  for (const base::RegistrationId& id : receipt.registrations) {
    auto read = ledger.each_said({id, {}, {}}, [&](const ports::SaidMessage& said) -> base::Result<void> {
      const core::Registration& of = said.registration;
      const bool open = of.stage != core::Stage::exited && of.stage != core::Stage::voided;
      if (open && of.consent_date > std::max(said.standing.withdrawn, std::optional(withdrawn))) {
        latest = std::max(latest, of.consent_date);
      }
      return {};
    });
    if (!read) return read.error();
  }
  return latest;
}

/// The receipt of a withdrawal, which says of a consent that is later that it takes nothing back of that.
base::Document with_later(base::Document receipt, base::Date consent) {
  const bool stops = receipt.integer_or("stopped", 0) + receipt.integer_or("messages", 0) > 0;
  const base::Document before = stops ? *receipt.find("text") : both("Uppgiften är sparad.", "The fact is stored.");
  const std::string day = consent.text();
  const std::string swedish = " Samtycket av " + day + " är senare än återkallelsen: " +
                              (stops ? "det som vilar på det stoppas inte" : "ingenting stoppas") +
                              ". Kontrollera dagen.";
  const std::string english = " The consent of " + day + " is later than the withdrawal: " +
                              (stops ? "what rests on it is not stopped" : "nothing is stopped") + ". Check the day.";
  std::erase_if(*receipt.object(), [](const auto& member) { return member.first == "text"; });
  receipt.set("consent_later", day)
      .set("text", both(std::string(before.text("sv")) + swedish, std::string(before.text("en")) + english));
  return receipt;
}

}  // namespace

base::Result<core::PersonNumber> Operations::person(const Arguments& arguments) const {
  const auto text = arguments.required("person");
  if (!text) return text.error();
  const auto parsed = core::PersonNumber::parse(*text, today());
  if (const auto* code = std::get_if<core::Code>(&parsed)) {
    return base::rejected("argumentet person: " + core::sentence({*code}, core::Language::swedish) +
                          " / argument person: " + core::sentence({*code}, core::Language::english));
  }
  return std::get<core::PersonNumber>(parsed);
}

base::Result<ports::Selector> Operations::selector(const Arguments& arguments) const {
  const bool by_key = arguments.has("source") || arguments.has("key");
  if (by_key == arguments.has("person")) {
    return base::rejected(
        "ange vem som avses: antingen source och key, eller person / say who is meant: either source and key, or "
        "person");
  }
  ports::Selector selector;
  if (!by_key) {
    auto number = person(arguments);
    if (!number) return number.error();
    selector.number = std::move(*number);
    return selector;
  }
  auto source = arguments.required("source");
  if (!source) return source.error();
  auto key = arguments.required("key");
  if (!key) return key.error();
  selector.source = std::move(*source);
  selector.key = std::move(*key);
  return selector;
}

base::Result<core::Consent> Operations::told_consent(const Arguments& arguments, const std::string& action) const {
  const auto date = arguments.date("date");
  if (!date) return date.error();
  const auto form = arguments.text("form");
  if (!form) return form.error();
  if (*date && **date > today())
    return base::rejected("argumentet date ligger i framtiden / argument date lies in the future");
  core::Consent consent;
  if (action == "withdraw" || action == "decline") {
    for (const char* of_yes : {"language", "written", "signed_by", "collected_by", "original"}) {
      if (arguments.has(of_yes))
        return base::rejected("argumentet " + std::string(of_yes) + " hör till ett samtycke som ges / argument " +
                              std::string(of_yes) + " belongs to a consent that is given");
    }
    if (!form->empty())
      return base::rejected(
          "argumentet form hör till ett samtycke som ges / argument form belongs to a consent that is given");
    if (action == "withdraw") {
      consent.withdrawn = date->value_or(today());
    } else {
      consent.answer = core::ConsentAnswer::declined;
      consent.date = date->value_or(today());
    }
    return consent;
  }
  if (!*date)
    return base::rejected(
        "argumentet date saknas: dagen då samtycket gavs / argument date is missing: the day on which the consent was "
        "given");
  if (form->empty())
    return base::rejected(
        "argumentet form saknas: namnet på blanketten som skrevs under / argument form is missing: the name of the "
        "form that was signed");
  consent.answer = core::ConsentAnswer::given;
  consent.date = *date;
  consent.form = *form;
  auto paper = told_paper(arguments);
  if (!paper) return paper.error();
  consent.paper = std::move(*paper);
  return consent;
}

base::Result<core::ConsentPaper> Operations::told_paper(const Arguments& arguments) const {
  core::ConsentPaper paper;
  auto language = arguments.text("language");
  if (!language) return language.error();
  const bool letters =
      std::all_of(language->begin(), language->end(), [](char letter) { return letter >= 'a' && letter <= 'z'; });
  if (!language->empty() && (!letters || language->size() < 2 || language->size() > 3)) {
    return base::rejected(
        "argumentet language ska vara en kod i ISO 639: sv, en, ara / argument language must be a code of ISO 639: sv, "
        "en, ara");
  }
  paper.language = std::move(*language);
  if (arguments.has("written")) {
    const auto written = arguments.choice("written", {"yes", "no"});
    if (!written) return written.error();
    paper.written = *written == "yes";
  }
  if (arguments.has("signed_by")) {
    const auto signed_by = arguments.choice("signed_by", {"self", "representative"});
    if (!signed_by) return signed_by.error();
    paper.signed_by = *signed_by == "self" ? core::SignedBy::self : core::SignedBy::representative;
  }
  auto collected_by = arguments.text("collected_by");
  if (!collected_by) return collected_by.error();
  if (collected_by->size() > 100)
    return base::rejected(
        "argumentet collected_by är en organisations id / argument collected_by is the id of an organisation");
  paper.collected_by = std::move(*collected_by);
  auto original = arguments.text("original");
  if (!original) return original.error();
  if (original->size() > 200)
    return base::rejected("argumentet original: högst 200 byte / argument original: at most 200 bytes");
  paper.original_at = std::move(*original);
  auto by = arguments.text("by");
  if (!by) return by.error();
  paper.told_by = std::move(*by);
  return paper;
}

base::Result<void> Operations::may_confirm(const std::string& user) {
  const auto directory = directory_now();
  if (!directory) return directory.error();
  if (!core::is_caseworker_of(**directory, user, engine_.rules().organisation, today())) {
    return base::Error{base::Fault::deny,
                       "argumentet by: bara den som är deltagaransvarig i den egna organisationen får bekräfta ett "
                       "samtycke / argument by: only a user of the own organisation with the role deltagaransvarig may "
                       "confirm a consent"};
  }
  return {};
}

base::Result<void> Operations::may_destroy(const std::string& user, const report::Phrase& what) {
  const auto directory = directory_now();
  if (!directory) return directory.error();
  if (!core::may_destroy(**directory, user, engine_.rules().organisation, today())) {
    std::string text(
        "argumentet by: bara den som är deltagaransvarig eller dataskyddsombud i den egna organisationen får ");
    text.append(what.swedish).append(" / argument by: only a user of the own organisation with the role ");
    text.append("deltagaransvarig or dataskyddsombud may ").append(what.english);
    return base::Error{base::Fault::deny, std::move(text)};
  }
  return {};
}

base::Result<base::Document> Operations::consent(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"action", "source", "key", "person", "case", "date", "form", "by",
                                                 "language", "written", "signed_by", "collected_by", "original"});
  if (!arguments) return arguments.error();
  const auto action = arguments->choice("action", {"give", "decline", "withdraw"});
  if (!action) return action.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const bool protective = *action != "give";
  if (protective && arguments->has("case"))
    return base::rejected(
        "argumentet case hör till ett samtycke som ges / argument case belongs to a consent that is given");
  const auto whose = one_of(*arguments);
  if (!whose) return whose.error();
  const auto told = told_consent(*arguments, *action);
  if (!told) return told.error();
  // What protects is taken from anybody known to the machine's own user; only a yes asks for role and assignment
  // (domain.md §3), the role before anything is looked up.
  if (!protective) {
    if (const auto may = may_confirm(*by); !may) return may.error();
  }
  const auto done = facts_.tell(*whose, *told, *by);
  if (done && !done->several.empty()) return several_wait(done->several);
  auto answer = receipt(done, protective);
  if (!answer || !told->withdrawn) return answer;
  const auto later = later_consent(ledger_, *done, *told->withdrawn);
  if (!later) return later.error();
  return *later ? with_later(std::move(*answer), **later) : std::move(answer);
}

base::Result<base::Document> Operations::protect(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"person", "by", "kind"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto number = person(*arguments);
  if (!number) return number.error();
  core::Protection kind = core::Protection::unknown;
  if (arguments->has("kind")) {
    const auto said = arguments->choice("kind", {"marked", "protected_registration"});
    if (!said) return said.error();
    kind = *said == "marked" ? core::Protection::marked : core::Protection::protected_registration;
  }
  return receipt(facts_.protect(*number, *by, kind), true);
}

base::Result<base::Document> Operations::lift(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"person", "by"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto number = person(*arguments);
  if (!number) return number.error();
  return receipt(facts_.lift(*number, *by), false,
                 both("Skyddet är hävt från i dag. Det som redan går vidare utan personuppgifter gör det även nu; ett "
                      "nytt namnges bara på ett samtycke från en senare dag.",
                      "The protection is lifted from today. What goes on without identity still does; a new one is "
                      "named only on a consent of a later day."));
}

base::Result<base::Document> Operations::deceased(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"person", "date", "by"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto date = arguments->date("date");
  if (!date) return date.error();
  if (!*date)
    return base::rejected("argumentet date saknas: dödsdagen / argument date is missing: the day of the death");
  if (**date > today()) return base::rejected("argumentet date ligger i framtiden / argument date lies in the future");
  const auto number = person(*arguments);
  if (!number) return number.error();
  if ((*date)->year() < number->birth_year()) {
    return base::rejected(
        "argumentet date ligger före personens födelse: är det rätt dag, och rätt person? / argument date lies before "
        "the person was born: is it the right day, and the right person?");
  }
  return receipt(facts_.deceased(*number, **date, *by), true);
}

base::Result<base::Document> Operations::part(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"source", "key", "person", "by"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto source = arguments->required("source");
  if (!source) return source.error();
  const auto key = arguments->required("key");
  if (!key) return key.error();
  const auto number = person(*arguments);
  if (!number) return number.error();
  if (const auto may = may_destroy(*by, {"skilja nummer åt", "take numbers apart"}); !may) return may.error();
  return receipt(facts_.part({*source, *key, std::nullopt}, *number, *by), false);
}

base::Result<ports::Selector> Operations::one_of(const Arguments& arguments) const {
  if (!arguments.has("case")) return selector(arguments);
  if (arguments.has("source") || arguments.has("key") || arguments.has("person")) {
    return base::rejected(
        "ange vilken som avses på ett sätt: case, eller source och key, eller person / say which one is meant in one "
        "way: case, or source and key, or person");
  }
  const auto id = arguments.required_case_number("case");
  if (!id) return id.error();
  ports::Selector selector;
  selector.registration = *id;
  return selector;
}

base::Result<base::Document> Operations::wrong(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"source", "key", "person", "case", "reason", "by", "dry_run"});
  if (!arguments) return arguments.error();
  const auto reason = arguments->choice("reason", {"wrong_person", "without_consent"});
  if (!reason) return reason.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto whose = one_of(*arguments);
  if (!whose) return whose.error();
  if (const auto may = may_destroy(*by, {"säga att en registrering är fel, för den förstörs",
                                         "say that a registration is wrong, for it is destroyed"});
      !may) {
    return may.error();
  }
  const core::Code cause =
      *reason == "wrong_person" ? core::Code::wrong_person : core::Code::registered_without_consent;
  const auto dry_run = arguments->flag("dry_run");
  if (!dry_run) return dry_run.error();
  if (*dry_run) return would_be_wrong(*whose, cause, *by);
  return receipt(facts_.wrong(*whose, cause, *by), true);
}

}  // namespace gateway::api
