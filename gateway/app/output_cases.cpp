#include "gateway/app/output_cases.h"

#include <string>
#include <utility>
#include <vector>

#include "gateway/app/output_extract.h"
#include "gateway/app/output_incidents.h"
#include "gateway/app/output_reasons.h"
#include "gateway/app/output_receipt.h"
#include "gateway/app/output_table.h"
#include "gateway/app/output_tasks.h"
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
    Remedies what(language_);
    for (const Document& row : elements(answer.find("rows"))) {
      const bool refused = row.find("refused") != nullptr;
      std::vector<std::string> why;
      for (const char* member : {"reasons", "warnings", "refused"}) {
        const std::string before =
            member == std::string_view("refused") ? word({"Nekad av SUS: ", "Refused by SUS: "}) : "";
        if (const std::string said = reasons(row, member); !said.empty()) why.push_back(before + said);
        what.take(row, member);
      }
      if (!row.text("what").empty()) why = {told(row, "text", language_)};
      const std::string status = row.text("outcome") == "unreadable" ? word({"kan inte läsas", "unreadable"})
                                 : refused                           ? word(kRefused)
                                                                     : told(row, "status", language_);
      rows.row({told(row, "line", language_), told(row, "key", language_), status, told(row, "case", language_),
                joined(why)});
    }
    print(rows);
    if (is_true(answer, "dry_run")) {
      for (const Document& row : elements(answer.find("rows"))) {
        const bool differs = !elements(row.find("figures")).empty() || !elements(row.find("changes")).empty();
        if (differs) out_ << '\n' << word({"Rad ", "Line "}) << told(row, "line", language_) << ":\n";
        print_changes(out_, row, language_);
      }
    }
    what.print(out_);
    out_ << '\n' << told(answer, "text", language_) << '\n';
  }

  void would_be_wrong(const Document& answer) {
    print_changes(out_, answer, language_);
    out_ << told(answer, "text", language_) << '\n';
  }

  void cases(const Document& answer) {
    if (answer.text("list") == "registered") return registered(answer);
    if (answer.text("list") == "missing") return missing(answer);
    if (answer.text("list") == "refused") return refused(answer);
    Table rows({word({"Ärende eller deltagande", "Case or participation"}), "Insats", word({"Lokalt id", "Local id"}),
                word({"Förnamn", "First name"}), word({"Efternamn", "Last name"}), word({"Läge", "State"}),
                word({"Nästa steg", "Next step"}), word({"Vems tur", "Whose turn"}), word({"Senast", "Latest"}),
                word({"Anmärkning", "Remark"})});
    for (const Document& row : elements(answer.find("rows"))) {
      const Document* next = row.find("next");
      const bool waits = next != nullptr;
      rows.row({name_of(row), told(row, "place_name", language_), told(row, "key", language_),
                told(row, "given_name", language_), told(row, "family_name", language_), told(row, "status", language_),
                waits ? steps_of(*next) : "", waits ? authority(next->text("whose")) : "",
                waits ? told(*next, "latest", language_) : "", remark(row, next)});
    }
    print(rows);
  }

  void registered(const Document& answer) {
    Table rows({word({"Registrerad", "Registered"}), word({"Hände", "Happened"}),
                word({"Ärende eller registrering", "Case or registration"}), word({"Insats", "Insats"}),
                word({"Lokalt id", "Local id"}), word({"Rad", "Row"}), word({"Händelse", "Event"}),
                word({"Förnamn", "First name"}), word({"Efternamn", "Last name"}),
                word({"Upphävd av rad", "Undone by"})});
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
    Remedies what(language_);
    for (const Document& row : elements(answer.find("rows"))) {
      rows.row({told(row, "refused_at", language_), told(row, "registered", language_), told(row, "case", language_),
                told(row, "name", language_), told(row, "task", language_), told(row, "answer", language_),
                told(row, "office", language_), reasons(row, "refused")});
      what.take(row, "refused");
    }
    print(rows);
    what.print(out_);
  }

  void transfer(const Document& answer) {
    print_reply(out_, answer, language_);
    caseworkers(answer);
  }

  void access(const Document& answer) {
    Table rows({word({"När", "When"}), word({"Vem", "Who"}), word({"Vad", "What"})});
    for (const Document& row : elements(answer.find("rows"))) {
      rows.row({told(row, "at", language_), told(row, "user", language_), told(row, "name", language_)});
    }
    print(rows);
  }

  void one_case(const Document& answer) {
    if (answer.find("registration") != nullptr) return participation(answer);
    out_ << told(answer, "case", language_) << ": " << told(answer, "status", language_) << " (" << word({"AF", "AF"})
         << ' ' << printable(told(answer, "af_office", language_)) << ", FK "
         << printable(told(answer, "fk_office", language_)) << ")\n";
    // Who answers for a closed case is no longer told.
    if (answer.find("closed") == nullptr) caseworkers(answer);
    next(answer);
    if (const Document* closed = answer.find("closed"); closed != nullptr) {
      out_ << told(*closed, "text", language_) << '\n';
    }
    history(answer);
    if (const Document* paper = answer.find("paper"); paper != nullptr) {
      out_ << word({"Samtycket: ", "The consent: "}) << printable(told(*paper, "text", language_)) << '\n';
    }
    original(answer.find("original"));
    print_tasks(out_, answer, "tasks", language_);
  }

  /// In an insats, with what was said of it.
  void participation(const Document& answer) {
    out_ << told(answer, "registration", language_) << ": " << told(answer, "status", language_) << " ("
         << printable(told(answer, "place_name", language_)) << ", " << told(answer, "start", language_) << " – "
         << told(answer, "end", language_) << ")\n";
    caseworkers(answer);
    next(answer);
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

  void tasks(const Document& answer) {
    if (elements(answer.find("rows")).empty()) {
      out_ << word({"Inget att visa.", "Nothing to show."}) << '\n';
    } else {
      print_tasks(out_, answer, "rows", language_);
    }
  }

 private:
  static constexpr Phrase kRefused{"nekad av SUS", "refused by SUS"};

  /// Who answers for it.
  void caseworkers(const Document& answer) {
    const std::string responsible = told(answer, "responsible", language_);
    const std::string deputy = told(answer, "deputy", language_);
    out_ << word({"Ansvarig: ", "Responsible: "})
         << (responsible.empty() ? word({"ingen", "nobody"}) : printable(responsible));
    if (!deputy.empty()) out_ << word({", ersättare: ", ", deputy: "}) << printable(deputy);
    out_ << '\n';
  }

  /// What is to be done, whose turn it is and until when; and what there is to say of it.
  void next(const Document& answer) {
    const Document* step = answer.find("next");
    if (step != nullptr) {
      const std::string latest = told(*step, "latest", language_);
      out_ << word({"Nästa steg: ", "Next step: "}) << steps_of(*step) << word({" (vems tur: ", " (whose turn: "})
           << authority(step->text("whose"));
      if (!latest.empty()) out_ << word({", senast ", ", latest "}) << latest;
      out_ << ")\n";
    }
    if (const std::string said = remark(answer, step); !said.empty()) out_ << said << '\n';
  }

  std::string steps_of(const Document& next) const {
    std::vector<std::string> steps;
    for (const Document& act : elements(next.find("acts"))) steps.push_back(told(act, "name", language_));
    return joined(steps);
  }

  static std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& one : parts) text += (text.empty() ? "" : "; ") + one;
    return text;
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
        if (const std::string why = reasons(unit, "reasons"); !why.empty()) said.push_back(why);
      }
      if (const std::string held = reasons(*waits, "held"); !held.empty()) {
        said.push_back(word({"skickas inte än: ", "not sent yet: "}) + held);
      }
    }
    if (is_true(row, "provisional")) said.push_back(word({"väntar på SUS", "waits for SUS"}));
    if (!elements(row.find("refused")).empty()) {
      const bool here = is_true(row, "stopped");
      said.push_back(word(here ? Phrase{"stoppad innan SUS svarade", "stopped before SUS answered"} : kRefused) + ": " +
                     reasons(row, "refused"));
    }
    return joined(said);
  }

  void history(const Document& answer) {
    Table rows({word({"Rad", "Row"}), word({"Hände", "Happened"}), word({"Registrerad", "Registered"}),
                word({"Dagar", "Days"}), word({"Händelse", "Event"}), word({"Gäller rad", "Concerns row"}),
                word({"Läge efter", "State after"}), word({"Handläggare", "Caseworker"}), word({"Kontor", "Office"}),
                word({"Rättad av rad", "Corrected by"}), word({"Upphävd av rad", "Undone by"})});
    for (const Document& row : elements(answer.find("rows"))) {
      const Document* registered = row.find("registered");
      rows.row({told(row, "row", language_), told(row, "happened", language_),
                registered == nullptr ? "" : told(*registered, "on", language_), told(row, "delay_days", language_),
                told(row, "name", language_), row.text("act") == "discard" ? "" : told(row, "concerns", language_),
                told(row, "status", language_), registered == nullptr ? "" : told(*registered, "user", language_),
                told(row, "office", language_), told(row, "corrected_by", language_),
                told(row, "undone_by", language_)});
    }
    if (!rows.empty()) rows.print(out_);
  }

  std::string reasons(const Document& row, std::string_view member) const { return sentences(row, member, language_); }

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
    printer.tasks(answer);
  } else if (operation == "task.show") {
    print_task(out, answer, language);
  } else if (operation == "task.reply") {
    print_reply(out, answer, language);
  } else {
    return false;
  }
  return true;
}

}  // namespace gateway::app
