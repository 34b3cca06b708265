#include "gateway/report/set_report.h"

#include <algorithm>

#include "gateway/report/cause.h"
#include "gateway/report/csv.h"
#include "gateway/report/equation.h"
#include "gateway/report/html.h"
#include "gateway/report/local_id.h"

namespace gateway::report {

namespace {

std::string line_text(std::uint32_t line) {
  return line == 0 ? std::string() : std::to_string(line);
}

/// Writes the page and the rows side by side, so that they cannot come to say different things.
class Writer {
 public:
  Writer(const SetReportInput& input, core::Language language)
      : input_(input), language_(language), page_(word({"sv", "en"}), title(input, language)) {}

  SetReport write() {
    csv_.row({word({"avsnitt", "section"}), word({"status", "status"}), word({"kod", "code"}),
              word({"förklaring", "explanation"}), word({"åtgärd", "remedy"}), word({"antal", "count"}),
              word({"fil", "file"}), word({"rad", "row"}), word({"fält", "field"}), word({"lokalt id", "local id"}),
              word({"händelse", "event"})});
    head();
    faults();
    equation(reading_equation(input_.balance));
    if (input_.with_delivery) equation(delivery_equation(input_.balance));
    const std::vector<Cause> all = causes(input_.units);
    section(all, core::Outcome::rejected, {"Nekade", "Rejected"});
    section(all, core::Outcome::parked, {"Väntar på samtycke eller uppgift", "Waiting for consent or information"});
    section(all, core::Outcome::proposed, {"Väntar på bekräftelse", "Waiting for confirmation"});
    warnings();
    vanished();
    return {page_.take(), csv_.take()};
  }

 private:
  static std::string title(const SetReportInput& input, core::Language language) {
    return std::string(Phrase{"Läsrapport: ", "Reading report: "}.in(language)) + input.notice.set;
  }

  std::string_view word(Phrase phrase) const { return phrase.in(language_); }

  void head() {
    const std::string made = base::text(input_.made);
    page_.paragraph(std::string(word({"Källa: ", "Source: "})) + input_.source + ". " +
                    std::string(word({"Leveransens läge: ", "The set: "})) +
                    std::string(word(set_word(input_.notice.state))) + ". " +
                    std::string(word({"Rapporten gjordes ", "The report was made "})) + made.substr(0, 10) + " " +
                    made.substr(11, 5) + " UTC.");
    std::string files;
    for (const std::string& file : input_.notice.files) files += (files.empty() ? "" : ", ") + file;
    if (!files.empty()) page_.paragraph(std::string(word({"Filer: ", "Files: "})) + files + ".");
    csv_.row({word({"leverans", "set"}), word(set_word(input_.notice.state)), name(input_.notice.state),
              input_.notice.set, "", std::to_string(input_.notice.rows), files, "", "", "", ""});
    page_.paragraph(
        word({"Rapporten innehåller inga namn eller personnummer. Rader utan lokalt id hittas genom fil och "
              "rad.",
              "The report holds no names or person numbers. Rows without a local id are found by file and "
              "row."}));
  }

  void faults() {
    if (input_.notice.faults.empty()) return;
    page_.heading(2, word({"Fel i filerna", "Faults in the files"}));
    page_.begin_table(word({"Fel i filerna, med plats och åtgärd", "Faults in the files, with place and remedy"}),
                      {word({"Fel", "Fault"}), word({"Fil", "File"}), word({"Rad", "Row"}), word({"Fält", "Field"}),
                       word({"Uppgift", "Detail"}), word({"Gör så här", "What to do"})});
    for (const ports::SetFault& fault : input_.notice.faults) {
      const std::string line = line_text(fault.line);
      const std::string_view what = word(fault_word(fault.code));
      const std::string_view remedy = word(fault_remedy(fault.code));
      page_.row({what, fault.file, line, fault.field, fault.detail, remedy});
      std::string explanation(what);
      if (!fault.detail.empty()) explanation += ": " + fault.detail;
      csv_.row({word({"filfel", "file fault"}), "", fault.code, explanation, remedy, "", fault.file, line, fault.field,
                "", ""});
    }
    page_.end_table();
  }

  void equation(const Equation& equation) {
    const bool reading = equation.name == "read";
    page_.heading(2, reading ? word({"Läst", "Read"}) : word({"Leverans", "Delivery"}));
    page_.paragraph(equation.text(language_) + ".");
    if (!equation.adds_up()) {
      page_.notice(word({"Summan stämmer inte.", "The sum does not add up."}),
                   word({"Kontakta förvaltningen: alla registreringar kan inte redovisas.",
                         "Contact the operator: not every registration can be accounted for."}));
    }
    page_.begin_table(reading ? word({"Vad som blev av det lästa", "What became of what was read"})
                              : word({"Vad som blev av det lämnade", "What became of what was handed over"}),
                      {word({"Utfall", "Outcome"}), word({"Antal", "Count"})});
    for (const Equation::Part& part : equation.parts) {
      const std::string count = std::to_string(part.count);
      page_.row({word(part.word), count});
      csv_.row({word(equation.word), word(part.word), part.name, "", "", count, "", "", "", "", ""});
    }
    const std::string whole = std::to_string(equation.whole);
    page_.row({word(equation.word), whole});
    csv_.row({word(equation.word), word(equation.word), equation.name, "", "", whole, "", "", "", "", ""});
    page_.end_table();
  }

  void section(const std::vector<Cause>& all, core::Outcome outcome, Phrase heading) {
    const bool none = std::none_of(all.begin(), all.end(), [&](const Cause& c) { return c.outcome == outcome; });
    page_.heading(2, word(heading));
    if (none) page_.paragraph(word({"Inga.", "None."}));
    for (const Cause& cause : all) {
      if (cause.outcome == outcome) write_cause(cause, heading);
    }
  }

  void write_cause(const Cause& cause, Phrase section_name) {
    const std::string sentence = core::sentence(cause.reason, language_);
    const std::string_view remedy = core::remedy(cause.reason.code, language_);
    page_.heading(3, sentence + " (" + std::to_string(cause.count) + ")");
    page_.notice(word({"Gör så här:", "What to do:"}), std::string(remedy) + ".");
    page_.begin_table(sentence, {word({"Fil", "File"}), word({"Rad", "Row"}), word({"Lokalt id", "Local id"}),
                                 word({"Status", "Status"}), word({"Händelse", "Event"})});
    for (const CauseRow& row : cause.rows) {
      std::string events;
      for (const core::Unit unit : row.units)
        events += (events.empty() ? "" : ", ") + std::string(word(unit_word(unit)));
      const std::string line = line_text(row.line);
      page_.row({row.file, line, row.local_id, word(cause.status), events});
      csv_.row({word(section_name), word(cause.status), core::id(cause.reason.code), sentence, remedy,
                std::to_string(row.units.size()), row.file, line, "", row.local_id, events});
    }
    page_.end_table();
  }

  void warnings() {
    const std::vector<Cause> all = warning_causes(input_.units);
    if (all.empty()) return;
    page_.heading(2, word({"Anmärkningar", "Warnings"}));
    page_.paragraph(word({"Registreringarna gäller; uppgifterna behöver ses över.",
                          "The registrations stand; the data should be looked at."}));
    for (const Cause& cause : all) write_cause(cause, {"Anmärkningar", "Warnings"});
  }

  void vanished() {
    if (input_.vanished.empty()) return;
    const Phrase remedy{"Ingenting tas bort av sig självt: handläggaren avgör",
                        "Nothing is deleted by itself: the caseworker decides"};
    page_.heading(2, word({"Försvunna ur exporten", "Vanished from the export"}));
    page_.notice(word({"Gör så här:", "What to do:"}), std::string(word(remedy)) + ".");
    page_.begin_table(
        word({"Fanns i förra fullständiga exporten men inte i denna", "In the last full export but not in this one"}),
        {word({"Lokalt id", "Local id"}), word({"Registrering", "Registration"})});
    for (const ports::Vanished& gone : input_.vanished) {
      const std::string id = shown_local_id(gone.key);
      const std::string shown = id.empty() ? std::string(word({"visas inte", "not shown"})) : id;
      const std::string registration = gone.registration ? gone.registration->text() : std::string();
      page_.row({shown, registration});
      csv_.row({word({"försvunna", "vanished"}), "", "vanished", "", word(remedy), "", "", "", "", id, registration});
    }
    page_.end_table();
  }

  const SetReportInput& input_;
  core::Language language_;
  HtmlPage page_;
  CsvText csv_;
};

}  // namespace

SetReport set_report(const SetReportInput& input, core::Language language) {
  return Writer(input, language).write();
}

}  // namespace gateway::report
