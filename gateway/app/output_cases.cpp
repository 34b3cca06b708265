#include "gateway/app/output_cases.h"

#include <string>
#include <utility>
#include <vector>

#include "gateway/app/output_extract.h"
#include "gateway/app/output_incidents.h"
#include "gateway/app/output_receipt.h"
#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

class CasePrinter {
 public:
  CasePrinter(std::ostream& out, core::Language language) : out_(out), language_(language) {}

  void acts(const Document& answer) {
    Table rows({word({"Rad", "Line"}), word({"Id", "Key"}), word({"Svar", "Answer"}), word({"Ärende", "Case"}),
                word({"Förklaring", "Explanation"})});
    for (const Document& row : elements(answer.find("rows"))) {
      std::string why = sentences(row, "reasons") + sentences(row, "warnings");
      const bool refused = row.find("refused") != nullptr;
      if (refused) why += word({"Nekad av SUS: ", "Refused by SUS: "}) + sentences(row, "refused");
      if (!row.text("what").empty()) why = told(row, "text", language_);
      const std::string status = row.text("outcome") == "unreadable" ? word({"kan inte läsas", "unreadable"})
                                 : refused                           ? word({"nekad av SUS", "refused by SUS"})
                                                                     : told(row, "status", language_);
      rows.row({told(row, "line", language_), told(row, "key", language_), status, told(row, "case", language_), why});
    }
    print(rows);
    if (is_true(answer, "dry_run")) {
      for (const Document& row : elements(answer.find("rows"))) {
        const bool differs = !elements(row.find("figures")).empty() || !elements(row.find("changes")).empty();
        if (differs) out_ << '\n' << word({"Rad ", "Line "}) << told(row, "line", language_) << ":\n";
        changes(row);
      }
    }
    out_ << '\n' << told(answer, "text", language_) << '\n';
  }

  void would_be_wrong(const Document& answer) {
    changes(answer);
    out_ << told(answer, "text", language_) << '\n';
  }

  void cases(const Document& answer) {
    if (answer.text("list") == "registered") return registered(answer);
    if (answer.text("list") == "missing") return missing(answer);
    if (answer.text("list") == "refused") return refused(answer);
    Table rows({word({"Ärende eller deltagande", "Case or participation"}), "Insats", word({"Förnamn", "First name"}),
                word({"Efternamn", "Last name"}), word({"Läge", "State"}), word({"Nästa steg", "Next step"}),
                word({"Vems tur", "Whose turn"}), word({"Senast", "Latest"}), word({"Anmärkning", "Remark"})});
    for (const Document& row : elements(answer.find("rows"))) {
      const Document* next = row.find("next");
      std::string step, whose, latest;
      if (next != nullptr) {
        for (const Document& act : elements(next->find("acts"))) {
          step += (step.empty() ? "" : "; ") + told(act, "name", language_);
        }
        whose = authority(next->text("whose"));
        latest = told(*next, "latest", language_);
      }
      rows.row({name_of(row), told(row, "place_name", language_), told(row, "given_name", language_),
                told(row, "family_name", language_), told(row, "status", language_), step, whose, latest,
                remark(row, next)});
    }
    print(rows);
  }

  void registered(const Document& answer) {
    Table rows({word({"Registrerad", "Registered"}), word({"Hände", "Happened"}),
                word({"Ärende eller registrering", "Case or registration"}), word({"Insats", "Insats"}),
                word({"Lokalt id", "Local id"}), word({"Rad", "Row"}), word({"Händelse", "Event"}),
                word({"Förnamn", "First name"}), word({"Efternamn", "Last name"}),
                word({"Ändrad av rad", "Undone by"})});
    for (const Document& row : elements(answer.find("rows"))) {
      for (const Document& one : elements(row.find("registered"))) {
        rows.row({told(one, "registered", language_), told(one, "happened", language_),
                  told(row, row.find("case") == nullptr ? "registration" : "case", language_),
                  told(row, "place", language_), told(row, "key", language_), told(one, "row", language_),
                  told(one, "name", language_), told(row, "given_name", language_), told(row, "family_name", language_),
                  told(one, "undone_by", language_)});
      }
    }
    print(rows);
  }

  void missing(const Document& answer) {
    Table rows({word({"Hände", "Happened"}), word({"Ärende eller deltagande", "Case or participation"}),
                word({"Rad", "Row"}), word({"Svar saknas", "Answers missing"})});
    for (const Document& row : elements(answer.find("rows"))) {
      for (const Document& one : elements(row.find("missing"))) {
        std::string lacks;
        const auto add = [&](const std::string& name) { lacks += (lacks.empty() ? "" : "; ") + name; };
        for (const Document& field : elements(one.find("fields"))) add(told(field, "name", language_));
        if (is_true(one, "outcome")) add(word({"utfall av GK", "outcome of the mapping"}));
        if (is_true(one, "cause")) add(word({"orsak", "cause"}));
        rows.row({told(one, "happened", language_), name_of(row), told(one, "row", language_), lacks});
      }
    }
    print(rows);
  }

  void refused(const Document& answer) {
    Table rows({word({"Nekad eller stoppad", "Refused or stopped"}), word({"Registrerad", "Registered"}),
                word({"Ärende", "Case"}), word({"Gäller", "About"}), word({"Uppgift", "Task"}),
                word({"Svar", "Answer"}), word({"Kontor", "Office"}), word({"Förklaring", "Explanation"})});
    for (const Document& row : elements(answer.find("rows"))) {
      rows.row({told(row, "refused_at", language_), told(row, "registered", language_), told(row, "case", language_),
                told(row, "name", language_), told(row, "task", language_), told(row, "answer", language_),
                told(row, "office", language_), sentences(row, "refused")});
    }
    print(rows);
  }

  void transfer(const Document& answer) {
    reply(answer);
    out_ << word({"Ansvarig: ", "Responsible: "}) << printable(told(answer, "responsible", language_)) << ", "
         << word({"ersättare: ", "deputy: "}) << printable(told(answer, "deputy", language_)) << '\n';
  }

  void access(const Document& answer) {
    Table rows({word({"När", "When"}), word({"Vem", "Who"}), word({"Vad", "What"})});
    for (const Document& row : elements(answer.find("rows"))) {
      rows.row({told(row, "at", language_), told(row, "user", language_), told(row, "operation", language_)});
    }
    print(rows);
  }

  void one_case(const Document& answer) {
    if (answer.find("registration") != nullptr) return participation(answer);
    out_ << told(answer, "case", language_) << ": " << told(answer, "status", language_) << " (" << word({"AF", "AF"})
         << ' ' << printable(told(answer, "af_office", language_)) << ", FK "
         << printable(told(answer, "fk_office", language_)) << ")\n";
    if (const Document* closed = answer.find("closed"); closed != nullptr) {
      out_ << told(*closed, "text", language_) << '\n';
    }
    if (const std::string said = remark(answer, answer.find("next")); !said.empty()) out_ << said << '\n';
    history(answer);
    if (const Document* paper = answer.find("paper"); paper != nullptr) {
      out_ << word({"Samtycket: ", "The consent: "}) << printable(told(*paper, "text", language_)) << '\n';
    }
    original(answer.find("original"));
    tasks(answer, "tasks");
  }

  /// In an insats, with what was said of it.
  void participation(const Document& answer) {
    out_ << told(answer, "registration", language_) << ": " << told(answer, "status", language_) << " ("
         << printable(told(answer, "place_name", language_)) << ", " << told(answer, "start", language_) << " – "
         << told(answer, "end", language_) << ")\n"
         << word({"Ansvarig: ", "Responsible: "}) << printable(told(answer, "responsible", language_)) << '\n';
    if (const std::string said = remark(answer, answer.find("next")); !said.empty()) out_ << said << '\n';
    Table rows({word({"Hände", "Happened"}), word({"Registrerad", "Registered"}), word({"Dagar", "Days"}),
                word({"Händelse", "Event"}), word({"Läge", "State"}), word({"Handläggare", "Caseworker"})});
    for (const Document& row : elements(answer.find("history"))) {
      rows.row({told(row, "happened", language_), told(row, "registered", language_),
                told(row, "delay_days", language_), told(row, "name", language_), told(row, "status", language_),
                told(row, "user", language_)});
    }
    if (!rows.empty()) rows.print(out_);
  }

  void original(const Document* of) {
    if (of == nullptr) return;
    const std::string sent = told(*of, "sent", language_);
    out_ << word(sent.empty() ? Phrase{"Samtyckets original är inte sänt till FK:s arkiv",
                                       "The consent's original has not been sent to FK's archive"}
                              : Phrase{"Samtyckets original sänt till FK:s arkiv ",
                                       "The consent's original was sent to FK's archive on "})
         << sent << (is_true(*of, "overdue") ? word({" (försenat)", " (overdue)"}) : "") << '\n';
  }

  void found(const Document& answer) {
    for (const Document& row : elements(answer.find("rows"))) {
      out_ << printable(told(row, "given_name", language_) + " " + told(row, "family_name", language_)) << '\n';
      one_case(row);
    }
  }

  void tasks(const Document& answer, std::string_view member) {
    Table rows({word({"Uppgift", "Task"}), word({"Ärende", "Case"}), word({"Kontor", "Office"}),
                word({"Gäller", "About"}), word({"Datum", "Day"}), word({"Från", "From"}), word({"Senast", "Latest"}),
                word({"Läge", "State"}), word({"Skäl", "Reason"}),
                word({"Svaret nekat eller stoppat", "Answer refused or stopped"})});
    for (const Document& row : elements(answer.find(member))) {
      const Document* proposer = row.find("proposer");
      rows.row({told(row, "task", language_), told(row, "case", language_), told(row, "office", language_),
                told(row, "name", language_), told(row, "happened", language_),
                proposer == nullptr ? "" : told(*proposer, "organisation", language_), told(row, "due", language_),
                told(row, "status", language_), told(row, "answer_name", language_), sentences(row, "refused")});
    }
    if (!rows.empty()) rows.print(out_);
    if (rows.empty() && member == "rows") out_ << word({"Inget att visa.", "Nothing to show."}) << '\n';
  }

  void task(const Document& answer) {
    out_ << printable(told(answer, "name", language_)) << ", " << told(answer, "happened", language_) << ": "
         << told(answer, "status", language_) << '\n';
    if (const std::string why = told(answer, "answer_name", language_); !why.empty()) {
      out_ << word({"Skäl: ", "Reason: "}) << printable(why) << '\n';
    }
    if (const std::string why = sentences(answer, "refused"); !why.empty()) {
      out_ << word({"Svaret nekades av SUS eller stoppades: ", "The answer was refused by SUS, or stopped: "})
           << printable(why) << '\n';
    }
    asked(answer);
    changes(answer);
    if (const std::string why = sentences(answer, "reasons"); !why.empty()) {
      out_ << word({"Kan inte bekräftas nu: ", "Cannot be confirmed now: "}) << why << '\n';
    }
  }

  void reply(const Document& answer) {
    out_ << told(answer, "text", language_) << '\n';
    if (const std::string why = sentences(answer, "refused"); !why.empty()) out_ << printable(why) << '\n';
    if (const std::string why = sentences(answer, "reasons"); !why.empty()) out_ << why << '\n';
  }

 private:
  /// Whom a task is about, and all that is asked.
  void asked(const Document& answer) {
    Table rows({word({"Uppgift", "What"}), word({"Svar", "Answer"})});
    const auto add = [&](const Phrase& name, const std::string& value) {
      if (!value.empty()) rows.row({word(name), value});
    };
    if (const Document* person = answer.find("person"); person != nullptr) {
      add({"namn", "name"}, told(*person, "given_name", language_) + " " + told(*person, "family_name", language_));
      add({"födelseår", "year of birth"}, told(*person, "birth_year", language_));
    }
    add({"AF-kontor", "AF office"}, told(answer, "af_office", language_));
    add({"FK-kontor", "FK office"}, told(answer, "fk_office", language_));
    add({"planerat möte", "planned meeting"}, told(answer, "meeting_on", language_));
    add({"pågår till", "until"}, told(answer, "until", language_));
    add({"utfall av GK", "outcome of the mapping"}, told(answer, "outcome", language_));
    add({"orsak", "cause"}, told(answer, "cause", language_));
    add({"gäller rad", "concerns row"}, told(answer, "row", language_));
    const auto add_consent = [&](std::string_view member, const Phrase& name) {
      const Document* consent = answer.find(member);
      if (consent == nullptr || consent->is_null()) return;
      add(name, told(*consent, "answer", language_) + " " + told(*consent, "date", language_));
    };
    add_consent("consent", {"samtycke", "consent"});
    add_consent("mapping_consent", {"samtycke till kartläggning", "consent to joint mapping"});
    if (const Document* answers = answer.find("answers"); answers != nullptr && answers->object() != nullptr) {
      for (const auto& [field, value] : *answers->object()) rows.row({field, told(&value, language_)});
    }
    if (!rows.empty()) rows.print(out_);
  }

  /// What is done to the answers of a row, and to the figures.
  void changes(const Document& answer) {
    const Phrase before{"Före", "Before"};
    const Phrase after{"Efter", "After"};
    Table answers({word({"Svar", "Answer"}), word(before), word(after)});
    for (const Document& row : elements(answer.find("changes"))) {
      answers.row({told(row, "name", language_), told(row, "before", language_), told(row, "after", language_)});
    }
    if (!answers.empty()) answers.print(out_);
    Table figures({word({"Siffra", "Figure"}), word(before), word(after)});
    for (const Document& row : elements(answer.find("figures"))) {
      figures.row({told(row, "figure", language_), told(row, "before", language_), told(row, "after", language_)});
    }
    if (!figures.empty()) figures.print(out_);
  }

  std::string word(const Phrase& phrase) const { return std::string(phrase.in(language_)); }

  /// Its number; of a record that waits, what the record is called.
  std::string name_of(const Document& row) const {
    for (const char* member : {"case", "registration", "record"}) {
      if (row.find(member) != nullptr) return told(row, member, language_);
    }
    return {};
  }

  std::string authority(std::string_view whose) const {
    if (whose == "own") return word({"egen", "own"});
    if (whose == "either") return word({"AF eller FK", "AF or FK"});
    return whose == "af" ? "AF" : "FK";
  }

  std::string remark(const Document& row, const Document* next) const {
    std::vector<std::string> said;
    if (is_true(row, "needs_responsible")) said.push_back(word({"saknar ansvarig", "needs a new responsible"}));
    if (next != nullptr && is_true(*next, "late")) said.push_back(word({"försenad", "late"}));
    if (!elements(row.find("missing")).empty()) said.push_back(word({"svar saknas", "answers missing"}));
    if (const Document* waits = row.find("waits"); waits != nullptr) {
      for (const Document& task : elements(waits->find("tasks"))) {
        said.push_back(word({"förslag väntar på ", "a proposal waits for "}) + told(task, "office", language_) + ": " +
                       told(task, "name", language_) + word({", senast ", ", latest "}) + told(task, "due", language_));
      }
      for (const Document& unit : elements(waits->find("units"))) {
        if (const std::string why = sentences(unit, "reasons"); !why.empty()) said.push_back(why);
      }
      if (const std::string held = sentences(*waits, "held"); !held.empty()) {
        said.push_back(word({"skickas inte än: ", "not sent yet: "}) + held);
      }
    }
    if (is_true(row, "provisional")) said.push_back(word({"väntar på SUS", "waits for SUS"}));
    if (!elements(row.find("refused")).empty()) {
      const bool here = is_true(row, "stopped");
      said.push_back(word(here ? Phrase{"stoppad innan SUS svarade: ", "stopped before SUS answered: "}
                               : Phrase{"nekad av SUS: ", "refused by SUS: "}) +
                     sentences(row, "refused"));
    }
    std::string text;
    for (const std::string& one : said) text += (text.empty() ? "" : "; ") + one;
    return text;
  }

  void history(const Document& answer) {
    Table rows({word({"Rad", "Row"}), word({"Hände", "Happened"}), word({"Registrerad", "Registered"}),
                word({"Dagar", "Days"}), word({"Händelse", "Event"}), word({"Läge efter", "State after"}),
                word({"Handläggare", "Caseworker"}), word({"Kontor", "Office"}), word({"Ändrad av rad", "Undone by"})});
    for (const Document& row : elements(answer.find("rows"))) {
      const Document* registered = row.find("registered");
      rows.row({told(row, "row", language_), told(row, "happened", language_),
                registered == nullptr ? "" : told(*registered, "on", language_), told(row, "delay_days", language_),
                told(row, "name", language_), told(row, "status", language_),
                registered == nullptr ? "" : told(*registered, "user", language_), told(row, "office", language_),
                told(row, "undone_by", language_)});
    }
    if (!rows.empty()) rows.print(out_);
  }

  std::string sentences(const Document& row, std::string_view member) const {
    std::string text;
    for (const Document& reason : elements(row.find(member))) {
      text += (text.empty() ? "" : "; ") + told(reason, "sentence", language_);
    }
    return text;
  }

  void print(const Table& rows) {
    if (rows.empty()) {
      out_ << word({"Inget att visa.", "Nothing to show."}) << '\n';
    } else {
      rows.print(out_);
    }
  }

  std::ostream& out_;
  core::Language language_;
};

}  // namespace

bool print_case_answer(std::ostream& out, std::string_view operation, const Document& answer, core::Language language) {
  CasePrinter printer(out, language);
  if (operation == "incident.list") {
    print_incidents(out, answer, language);
  } else if (operation == "consent.for_fk") {
    print_fk_notices(out, answer, language);
  } else if (operation == "participant.wrong" && is_true(answer, "dry_run")) {
    printer.would_be_wrong(answer);
  } else if (operation == "consent" || operation == "participant.protect" || operation == "participant.deceased" ||
             operation == "participant.lift" || operation == "participant.part" || operation == "participant.wrong") {
    print_receipt(out, answer, language);
  } else if (operation == "participant.extract") {
    print_extract(out, answer);
  } else if (operation == "register") {
    printer.acts(answer);
  } else if (operation == "case.list") {
    printer.cases(answer);
    if (const base::Document* feed = answer.find("feed"); feed != nullptr) {
      out << told(*feed, "text", language) << '\n';
    }
  } else if (operation == "case.transfer") {
    printer.transfer(answer);
  } else if (operation == "access.list") {
    printer.access(answer);
  } else if (operation == "case.show") {
    printer.one_case(answer);
  } else if (operation == "participant.search") {
    printer.found(answer);
  } else if (operation == "task.list") {
    printer.tasks(answer, "rows");
  } else if (operation == "task.show") {
    printer.task(answer);
  } else if (operation == "task.reply") {
    printer.reply(answer);
  } else {
    return false;
  }
  return true;
}

}  // namespace gateway::app
