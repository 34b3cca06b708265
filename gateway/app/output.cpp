#include "gateway/app/output.h"

#include <algorithm>
#include <utility>

#include "gateway/app/output_cases.h"
#include "gateway/app/output_catalogue.h"
#include "gateway/app/output_consents.h"
#include "gateway/app/output_directory.h"
#include "gateway/app/output_lateness.h"
#include "gateway/app/output_processing.h"
#include "gateway/app/output_reasons.h"
#include "gateway/app/output_table.h"
#include "gateway/app/output_volumes.h"
#include "gateway/app/output_words.h"
#include "gateway/report/equation.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

class Printer {
 public:
  Printer(std::ostream& out, const Document& answer, core::Language language)
      : out_(out), answer_(answer), language_(language) {}

  void sync() {
    if (is_true(answer_, "dry_run")) {
      say({"Provkörning: ingenting är sparat eller skickat.", "Dry run: nothing is stored or sent."});
    }
    const auto line = [this](const Document& counts) { return counted(counts); };
    const Document* sources = answer_.find("sources");
    if (sources != nullptr && sources->object() != nullptr) {
      for (const auto& [id, source] : *sources->object()) {
        out_ << printable(id) << ": " << line(source) << '\n';
        for (const Document& set : elements(source.find("sets"))) print_set(set);
      }
    } else if (answer_.find("read") != nullptr) {
      out_ << line(answer_) << '\n';
    }
    if (const Document* standing = answer_.find("summary")) {
      out_ << '\n' << word({"Ställningen nu:", "As it stands now:"}) << '\n' << told(*standing, "text", language_);
    }
  }

  void summary() { out_ << told(answer_, "text", language_); }

  void check() {
    Table table({"", word({"Vad", "What"}), word({"Svar", "Answer"})});
    for (const Document& row : elements(&answer_)) {
      const auto fine = is_true(row, "warning") ? word({"OBS", "NOTE"}) : "ok";
      table.row({is_true(row, "ok") ? fine : word({"FEL", "FAULT"}), tell(row, "what"), tell(row, "sentence")});
    }
    table.print(out_);
  }

  void list() {
    const std::string kind = std::string(answer_.text("kind"));
    if (kind == "unused") {
      table({{"beslut", {"Beslut", "Beslut"}},
             {"ordered_by", {"Beställare", "Ordered by"}},
             {"insats", {"Insats", "Insats"}},
             {"unit", {"Enhet", "Unit"}},
             {"to", {"Till", "To"}},
             {"owner", {"Ägare", "Owner"}},
             {"line", {"Rad", "Row"}}});
    } else if (kind == "vanished") {
      table({{"source", {"Källa", "Source"}},
             {"set", {"Leverans", "Set"}},
             {"key", {"Lokalt id", "Local id"}},
             {"registration", {"Registrering", "Registration"}}});
    } else {
      units(kind == "warnings" ? "warnings" : "reasons");
    }
    if (is_true(answer_, "more")) {
      say({"Det finns fler rader; --limit och --set visar andra.",
           "There are more rows; --limit and --set show others."});
    }
  }

  void queue() {
    Table rows({word({"Nr", "No."}), word({"Meddelande", "Message"}), word({"Registrering", "Registration"}),
                word({"Plats", "Place"}), word({"Läge", "State"}), word({"Försök", "Attempts"}),
                word({"Nästa", "Next"}), word({"Förklaring", "Explanation"})});
    for (const Document& row : elements(answer_.find("rows"))) {
      std::string why = why_of(row, "reasons");
      if (const std::string what = tell(row, "what"); !what.empty()) why += (why.empty() ? "" : "; ") + what;
      rows.row({tell(row, "sequence"), tell(row, "message"), tell(row, "registration"), tell(row, "place"),
                tell(row, "status"), tell(row, "attempts"), tell(row, "next"), why});
    }
    print(rows);
  }

  void totals() {
    table({{"insats", {"Insats", "Insats"}},
           {"year", {"År", "Year"}},
           {"women", {"Kvinnor", "Women"}},
           {"men", {"Män", "Men"}},
           {"version", {"Version", "Version"}}});
  }

  void why() {
    for (const Document& row : elements(answer_.find("rows"))) {
      out_ << printable(tell(answer_, "asked")) << " (" << printable(tell(row, "source")) << ")\n";
      lines(tell(row, "text"));
      if (const Document* paper = row.find("paper"); paper != nullptr) {
        out_ << "  " << word({"Samtycket: ", "The consent: "}) << printable(tell(*paper, "text")) << "\n";
      }
    }
  }

  void sets() {
    table({{"source", {"Källa", "Source"}},
           {"set", {"Leverans", "Set"}},
           {"state", {"Läge", "State"}},
           {"rows", {"Rader", "Rows"}},
           {"noted", {"Senast", "Last"}}});
    for (const Document& set : elements(answer_.find("rows"))) print_set(set);
  }

  void text() { out_ << told(answer_, "text", language_) << '\n'; }

  void plugins() {
    table({{"id", {"Id", "Id"}},
           {"role", {"Roll", "Role"}},
           {"plugin", {"Plugin", "Plugin"}},
           {"version", {"Version", "Version"}},
           {"isolation", {"Isolering", "Isolation"}},
           {"state", {"Läge", "State"}},
           {"restarts", {"Omstarter", "Restarts"}},
           {"last_fault", {"Senaste fel", "Last fault"}}});
  }

  void verify() {
    if (is_true(answer_, "ok")) {
      out_ << word({"Liggaren är hel: ", "The ledger is whole: "}) << tell(answer_, "entries")
           << word({" poster i granskningskedjan, ", " entries in the audit chain, "}) << tell(answer_, "heads")
           << word({" signerade.\n", " signed.\n"});
    } else {
      out_ << word({"LIGGAREN ÄR INTE HEL: ", "THE LEDGER IS NOT WHOLE: "}) << printable(tell(answer_, "fault"))
           << ".\n"
           << word({"Gör så här: lägg undan filen, återställ en kopia med `ledger restore` och läs källorna på nytt.\n",
                    "What to do: keep this file aside, restore a copy with `ledger restore` and read the sources "
                    "again.\n"});
    }
  }

  void reload() {
    say({"Mappning och policy är inlästa på nytt.", "Mapping and policy are read again."});
    if (const Document* decided = answer_.find("decided_anew")) out_ << counted(*decided) << '\n';
  }

  /// What waits for a caseworker's word, an event a line.
  void proposals() {
    Table rows = of_events();
    for (const Document& row : elements(answer_.find("rows"))) events(rows, row);
    print(rows);
  }

  void reply() {
    text();
    if (is_true(answer_, "done")) return;
    Table rows = of_events();
    events(rows, answer_);
    rows.print(out_);
  }

  void tree() { tree(answer_, 0); }

 private:
  struct Column {
    std::string_view member;
    Phrase heading;
  };

  std::string word(const Phrase& phrase) const { return std::string(phrase.in(language_)); }
  std::string tell(const Document& row, std::string_view member) const { return told(row, member, language_); }
  void say(const Phrase& phrase) { out_ << phrase.in(language_) << '\n'; }

  /// Lines stay lines; what is in them is made printable.
  void lines(const std::string& text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      out_ << "  " << printable(text.substr(at, end - at)) << '\n';
      at = end + 1;
    }
  }

  std::string counted(const Document& counts) const {
    ports::Balance balance;
    balance.read = counts.integer_or("read", 0);
    for (int i = 0; i < 7; ++i) {
      balance.by_outcome[i] = counts.integer_or(core::name(static_cast<core::Outcome>(i)), 0);
    }
    return report::reading_equation(balance).text(language_);
  }

  void print(const Table& rows) {
    if (rows.empty()) {
      say({"Inget att visa.", "Nothing to show."});
    } else {
      rows.print(out_);
    }
  }

  void table(std::initializer_list<Column> columns) {
    std::vector<std::string> headings;
    for (const Column& column : columns) headings.push_back(word(column.heading));
    Table rows(std::move(headings));
    for (const Document& row : elements(answer_.find("rows"))) {
      std::vector<std::string> cells;
      for (const Column& column : columns) cells.push_back(tell(row, column.member));
      rows.row(std::move(cells));
    }
    print(rows);
  }

  Table of_events() const {
    return Table({word({"Källa", "Source"}), word({"Lokalt id", "Local id"}), "Insats", word({"Händelse", "Event"}),
                  word({"Förklaring", "Explanation"})});
  }

  void events(Table& rows, const Document& row) const {
    for (const Document& unit : elements(row.find("units"))) {
      std::string said = why_of(unit, "reasons");
      if (const std::string more = why_of(unit, "warnings"); !more.empty()) said += (said.empty() ? "" : "; ") + more;
      const std::string key = tell(row, "key");
      rows.row({tell(row, "source"), key.empty() ? tell(row, "record") : key, tell(row, "place"), tell(unit, "event"),
                std::move(said)});
    }
  }

  std::string why_of(const Document& row, std::string_view member) const { return sentences(row, member, language_); }

  /// Rows of a list with what is told of each, and below, once for each thing, what to do about it.
  void units(std::string_view reasons) {
    Table rows({word({"Fil", "File"}), word({"Rad", "Row"}), word({"Lokalt id", "Local id"}),
                word({"Händelse", "Event"}), word({"Status", "Status"}), word({"Förklaring", "Explanation"})});
    Remedies what(language_);
    for (const Document& row : elements(answer_.find("rows"))) {
      rows.row({tell(row, "file"), tell(row, "line"), tell(row, "key"), event(row), tell(row, "status"),
                why_of(row, reasons)});
      what.take(row, reasons);
    }
    print(rows);
    what.print(out_);
  }

  std::string event(const Document& row) const {
    for (const core::Unit unit : {core::Unit::in, core::Unit::out, core::Unit::change, core::Unit::task}) {
      if (row.text("event") == core::name(unit)) return word(report::unit_word(unit));
    }
    return {};
  }

  /// The faults of a set: file, row, field and what to do.
  void print_set(const Document& set) {
    for (const Document& fault : elements(set.find("faults"))) {
      const std::string_view code = fault.text("code");
      out_ << "  " << printable(set.text("set")) << ": " << word(report::fault_word(code)) << " ("
           << printable(fault.text("file"));
      if (const std::int64_t line = fault.integer_or("line", 0); line > 0) {
        out_ << word({", rad ", ", row "}) << line;
      }
      if (!fault.text("field").empty()) out_ << word({", fält ", ", field "}) << printable(fault.text("field"));
      out_ << "). " << word(report::fault_remedy(code)) << ".\n";
    }
  }

  void tree(const Document& value, std::size_t depth) {
    const std::string indent(depth * 2, ' ');
    if (value.object() != nullptr) {
      for (const auto& [name, member] : *value.object()) {
        const bool nested = member.object() != nullptr || member.array() != nullptr;
        out_ << indent << printable(name) << ':' << (nested ? "\n" : " ");
        tree(member, nested ? depth + 1 : 0);
      }
    } else if (value.array() != nullptr) {
      for (const Document& element : *value.array()) {
        out_ << indent << "-\n";
        tree(element, depth + 1);
      }
    } else {
      out_ << indent << printable(told(&value, language_)) << '\n';
    }
  }

  std::ostream& out_;
  const Document& answer_;
  core::Language language_;
};

}  // namespace

void print_answer(std::ostream& out, std::string_view operation, const base::Document& answer,
                  core::Language language) {
  using Print = void (Printer::*)();
  constexpr std::pair<std::string_view, Print> kPrints[] = {
      {"sync", &Printer::sync},
      {"summary", &Printer::summary},
      {"check", &Printer::check},
      {"plugin.check", &Printer::check},
      {"list", &Printer::list},
      {"queue", &Printer::queue},
      {"totals", &Printer::totals},
      {"sets", &Printer::sets},
      {"why", &Printer::why},
      {"plugin.list", &Printer::plugins},
      {"ledger.verify", &Printer::verify},
      {"reload", &Printer::reload},
      {"proposal.list", &Printer::proposals},
      {"proposal.reply", &Printer::reply},
  };
  if (print_case_answer(out, operation, answer, language)) return;
  if (print_directory_answer(out, operation, answer, language)) return;
  if (print_volume_answer(out, operation, answer, language)) return;
  if (operation == "catalogue") return print_catalogue(out, answer, language);
  if (operation == "consent.list") return print_consents(out, answer, language);
  if (operation == "processing") return print_processing(out, answer, language);
  if (operation == "lateness") return print_lateness(out, answer, language);
  Printer printer(out, answer, language);
  for (const auto& [name, print] : kPrints) {
    if (name == operation) return (printer.*print)();
  }
  answer.find("text") == nullptr ? printer.tree() : printer.text();
}

}  // namespace gateway::app
