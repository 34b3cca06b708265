#include "gateway/report/set_report.h"

#include <algorithm>

#include "gateway/report/csv.h"
#include "gateway/report/equation.h"
#include "gateway/report/html.h"
#include "gateway/report/local_id.h"

namespace gateway::report {

namespace {

/// Text is handed on in pieces of at least this size.
constexpr std::size_t kPiece = 64UL * 1024;

std::string line_text(std::uint32_t line) {
  return line == 0 ? std::string() : std::to_string(line);
}

bool has_section(core::Outcome outcome) {
  return outcome == core::Outcome::rejected || outcome == core::Outcome::parked || outcome == core::Outcome::proposed;
}

}  // namespace

/// Writes the page and the rows side by side, so that they cannot come to say different things.
class SetReport::Writer {
 public:
  Writer(const SetReport& report, const Sink& html, const Sink& csv)
      : report_(report),
        head_(report.head_),
        html_sink_(html),
        csv_sink_(csv),
        page_(word({"sv", "en"}), std::string(word({"Läsrapport: ", "Reading report: "})) + head_.notice.set) {}

  base::Result<void> write() {
    csv_.row({word({"avsnitt", "section"}), word({"status", "status"}), word({"kod", "code"}),
              word({"förklaring", "explanation"}), word({"åtgärd", "remedy"}), word({"antal", "count"}),
              word({"fil", "file"}), word({"rad", "row"}), word({"fält", "field"}), word({"lokalt id", "local id"}),
              word({"händelse", "event"})});
    head();
    faults();
    equation(reading_equation(head_.balance));
    if (head_.with_delivery) equation(delivery_equation(head_.balance));
    const std::vector<Cause> all = report_.causes_.causes.largest_first();
    section(all, core::Outcome::rejected, {"Nekade", "Rejected"});
    section(all, core::Outcome::parked, {"Väntar på samtycke eller uppgift", "Waiting for consent or information"});
    section(all, core::Outcome::proposed, {"Väntar på bekräftelse", "Waiting for confirmation"});
    warnings();
    vanished();
    page_.end();
    hand_on(0);
    return written_;
  }

 private:
  std::string_view word(Phrase phrase) const { return phrase.in(report_.language_); }

  /// Hands on what has been written, once it is more than `least` bytes. After an error nothing more is.
  void hand_on(std::size_t least) {
    if (page_.size() > least) pass(html_sink_, page_.take());
    if (csv_.size() > least) pass(csv_sink_, csv_.take());
  }
  void pass(const Sink& sink, const std::string& text) {
    if (written_) written_ = sink(text);
  }

  void each(const SpooledRows& rows, std::size_t group, const SpooledRows::Take& take) {
    if (!written_) return;
    auto read = rows.each(group, take);
    if (written_) written_ = std::move(read);
  }

  void head() {
    const std::string made = base::text(head_.made);
    page_.paragraph(std::string(word({"Källa: ", "Source: "})) + head_.source + ". " +
                    std::string(word({"Leveransens läge: ", "The set: "})) +
                    std::string(word(set_word(head_.notice.state))) + ". " +
                    std::string(word({"Rapporten gjordes ", "The report was made "})) + made.substr(0, 10) + " " +
                    made.substr(11, 5) + " UTC.");
    std::string files;
    for (const std::string& file : head_.notice.files) files += (files.empty() ? "" : ", ") + file;
    if (!files.empty()) page_.paragraph(std::string(word({"Filer: ", "Files: "})) + files + ".");
    csv_.row({word({"leverans", "set"}), word(set_word(head_.notice.state)), name(head_.notice.state), head_.notice.set,
              "", std::to_string(head_.notice.rows), files, "", "", "", ""});
    page_.paragraph(
        word({"Rapporten innehåller inga namn eller personnummer. Rader utan lokalt id hittas genom fil och "
              "rad.",
              "The report holds no names or person numbers. Rows without a local id are found by file and "
              "row."}));
  }

  void faults() {
    if (head_.notice.faults.empty()) return;
    page_.heading(2, word({"Fel i filerna", "Faults in the files"}));
    page_.begin_table(word({"Fel i filerna, med plats och åtgärd", "Faults in the files, with place and remedy"}),
                      {word({"Fel", "Fault"}), word({"Fil", "File"}), word({"Rad", "Row"}), word({"Fält", "Field"}),
                       word({"Uppgift", "Detail"}), word({"Gör så här", "What to do"})});
    for (const ports::SetFault& fault : head_.notice.faults) {
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
    page_.paragraph(equation.text(report_.language_) + ".");
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
      if (cause.outcome == outcome) write_cause(cause, report_.causes_.rows, heading);
    }
  }

  void write_cause(const Cause& cause, const SpooledRows& rows, Phrase section_name) {
    const std::string sentence = core::sentence(cause.reason, report_.language_);
    const std::string_view remedy = core::remedy(cause.reason.code, report_.language_);
    page_.heading(3, sentence + " (" + std::to_string(cause.count) + ")");
    page_.notice(word({"Gör så här:", "What to do:"}), std::string(remedy) + ".");
    page_.begin_table(sentence, {word({"Fil", "File"}), word({"Rad", "Row"}), word({"Lokalt id", "Local id"}),
                                 word({"Status", "Status"}), word({"Händelse", "Event"})});
    each(rows, cause.number, [&](std::span<const std::string_view> row) {
      const std::string_view file = row[0], line = row[1], local_id = row[2], events = row[3], count = row[4];
      page_.row({file, line, local_id, word(cause.status), events});
      csv_.row({word(section_name), word(cause.status), core::id(cause.reason.code), sentence, remedy, count, file,
                line, "", local_id, events});
      hand_on(kPiece);
    });
    page_.end_table();
  }

  void warnings() {
    const std::vector<Cause> all = report_.warnings_.causes.largest_first();
    if (all.empty()) return;
    page_.heading(2, word({"Anmärkningar", "Warnings"}));
    page_.paragraph(word({"Registreringarna gäller; uppgifterna behöver ses över.",
                          "The registrations stand; the data should be looked at."}));
    for (const Cause& cause : all) write_cause(cause, report_.warnings_.rows, {"Anmärkningar", "Warnings"});
  }

  void vanished() {
    if (!report_.any_vanished_) return;
    const Phrase remedy{"Ingenting tas bort av sig självt: handläggaren avgör",
                        "Nothing is deleted by itself: the caseworker decides"};
    page_.heading(2, word({"Försvunna ur exporten", "Vanished from the export"}));
    page_.notice(word({"Gör så här:", "What to do:"}), std::string(word(remedy)) + ".");
    page_.begin_table(
        word({"Fanns i förra fullständiga exporten men inte i denna", "In the last full export but not in this one"}),
        {word({"Lokalt id", "Local id"}), word({"Registrering", "Registration"})});
    each(report_.vanished_, 0, [&](std::span<const std::string_view> row) {
      const std::string_view id = row[0];
      const std::string_view registration = row[1];
      page_.row({id.empty() ? word({"visas inte", "not shown"}) : id, registration});
      csv_.row({word({"försvunna", "vanished"}), "", "vanished", "", word(remedy), "", "", "", "", id, registration});
      hand_on(kPiece);
    });
    page_.end_table();
  }

  const SetReport& report_;
  const SetReportHead& head_;
  const Sink& html_sink_;
  const Sink& csv_sink_;
  HtmlPage page_;
  CsvText csv_;
  base::Result<void> written_;
};

SetReport::SetReport(SetReportHead head, core::Language language, Spool& spool, std::size_t room)
    : head_(std::move(head)),
      language_(language),
      causes_{{}, SpooledRows(spool, room), {}},
      warnings_{{}, SpooledRows(spool, room), {}},
      vanished_(spool, room) {}

base::Result<void> SetReport::add(const ports::ListedUnit& unit) {
  if (has_section(unit.outcome)) {
    for (const core::Reason& reason : unit.reasons) {
      if (auto added = add(causes_, unit, reason, unit.outcome); !added) return added;
    }
  }
  for (const core::Reason& reason : unit.warnings) {
    if (auto added = add(warnings_, unit, reason, core::Outcome::accepted); !added) return added;
  }
  return {};
}

base::Result<void> SetReport::add(Listing& to, const ports::ListedUnit& unit, const core::Reason& reason,
                                  core::Outcome outcome) {
  const std::size_t cause = to.causes.add(unit, reason, outcome);
  if (to.last.size() <= cause) to.last.resize(cause + 1);
  std::optional<Row>& last = to.last[cause];
  std::string id = shown_local_id(unit.key);
  // The units of one record come one after the other.
  if (last && last->file == unit.file && last->line == unit.line && last->local_id == id) {
    last->units.push_back(unit.unit);
    return {};
  }
  if (auto done = put_back(to, cause); !done) return done;
  last = Row{unit.file, unit.line, std::move(id), {unit.unit}};
  return {};
}

base::Result<void> SetReport::put_back(Listing& of, std::size_t cause) {
  const std::optional<Row>& row = of.last[cause];
  if (!row) return {};
  std::string events;
  for (const core::Unit unit : row->units) {
    events += (events.empty() ? "" : ", ") + std::string(unit_word(unit).in(language_));
  }
  return of.rows.add(cause,
                     {row->file, line_text(row->line), row->local_id, events, std::to_string(row->units.size())});
}

base::Result<void> SetReport::add(const ports::Vanished& gone) {
  any_vanished_ = true;
  return vanished_.add(0, {shown_local_id(gone.key), gone.registration ? gone.registration->text() : std::string()});
}

base::Result<void> SetReport::write(const Sink& html, const Sink& csv) {
  for (Listing* listing : {&causes_, &warnings_}) {
    for (std::size_t cause = 0; cause < listing->last.size(); ++cause) {
      if (auto done = put_back(*listing, cause); !done) return done;
    }
  }
  return Writer(*this, html, csv).write();
}

}  // namespace gateway::report
