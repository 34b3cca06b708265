#include "gateway/app/output_directory.h"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

class DirectoryPrinter {
 public:
  DirectoryPrinter(std::ostream& out, const Document& answer, core::Language language)
      : out_(out), answer_(answer), language_(language) {}

  void import() {
    text();
    differences("differences");
    table("kept", {{"user", {"Användare", "User"}},
                   {"role", {"Roll", "Role"}},
                   {"place", {"Plats", "Place"}},
                   {"stays", {"Står kvar", "Stays"}},
                   {"in_file", {"I filen", "In the file"}}});
    table("endings", {{"user", {"Användare", "User"}},
                      {"place", {"Plats", "Place"}},
                      {"from", {"Utan uppdrag från", "Without assignment from"}}});
    mandates();
    accounts_to_review();
  }

  void show() {
    if (answer_.object() == nullptr) return;
    Table counts({word({"Katalog", "Directory"}), word({"Antal", "Count"})});
    for (const auto& [kind, rows] : *answer_.object()) counts.row({kind, std::to_string(elements(&rows).size())});
    counts.print(out_);
    out_ << '\n';
    table("cooperations", {{"id", {"Samverkansorganisation", "Cooperation organisation"}},
                           {"name", {"Namn", "Name"}},
                           {"number", {"Organisationsnummer", "Organisation number"}},
                           {"municipalities", {"Kommuner", "Municipalities"}},
                           {"members", {"Medlemmar", "Members"}},
                           {"from", {"Från", "From"}},
                           {"to", {"Till", "To"}}});
    table("administrations", {{"cooperation", {"Samverkansorganisation", "Cooperation organisation"}},
                              {"user", {"Administreras av", "Administered by"}},
                              {"role", {"Roll", "Role"}}});
    out_ << '\n';
    table("insatser", {{"id", {"Insats", "Insats"}},
                       {"name", {"Namn", "Name"}},
                       {"direction", {"Inriktning", "Direction"}},
                       {"counts_only", {"Bara volym", "Count only"}},
                       {"from", {"Från", "From"}},
                       {"to", {"Till", "To"}}});
    out_ << '\n';
    table("offices", {{"id", {"Kontor", "Office"}},
                      {"name", {"Namn", "Name"}},
                      {"organisation", {"Organisation", "Organisation"}},
                      {"municipality", {"Kommun", "Municipality"}},
                      {"branch", {"TA/FV", "TA/FV"}}});
    out_ << '\n';
    table("users", {{"id", {"Användare", "User"}}, {"organisation", {"Organisation", "Organisation"}}});
  }

  void search() {
    rows({{"user", {"Användare", "User"}}, {"name", {"Namn", "Name"}}, {"employer", {"Arbetsgivare", "Employer"}}});
    if (is_true(answer_, "more")) {
      out_ << word({"Det finns fler; sök snävare.", "There are more; search more narrowly."}) << '\n';
    }
  }

  void list() {
    rows({{"user", {"Användare", "User"}},
          {"role", {"Roll", "Role"}},
          {"place", {"Plats", "Place"}},
          {"from", {"Från", "From"}},
          {"to", {"Till", "To"}}});
    not_at_node();
    version();
  }

  void resent() {
    text();
    not_at_node();
  }

  /// What each account may, where, given by whom, since when.
  void accounts() {
    if (elements(answer_.find("rows")).empty()) out_ << word({"Inget att visa.", "Nothing to show."}) << '\n';
    Table made({word({"Konto", "Account"}), word({"Organisation", "Organisation"}), word({"Får", "May"}),
                word({"Enheter", "Units"}), word({"Av", "By"}), word({"Från", "From"}), word({"Till", "To"})});
    for (const Document& row : elements(answer_.find("rows"))) {
      std::string units;
      for (const Document& unit : elements(row.find("units"))) {
        const std::string addresses = told(unit, "addresses", language_);
        units += (units.empty() ? "" : "; ") + told(unit, "unit", language_) + " " + told(unit, "service", language_) +
                 (addresses.empty() ? "" : ": " + addresses);
      }
      const std::string by =
          is_true(row, "named_by_supplier") ? word({"leverantören", "the supplier"}) : told(row, "given_by", language_);
      made.row({told(row, "account", language_), told(row, "organisation", language_),
                told(row, "permissions", language_), units, by, told(row, "from", language_),
                told(row, "to", language_)});
    }
    if (!made.empty()) made.print(out_);
    version();
  }

  void change() {
    text();
    table("faults",
          {{"row", {"Rad", "Row"}}, {"sentence", {"Fel", "Fault"}}, {"remedy", {"Gör så här", "What to do"}}});
    differences("since");
    differences("differences");
    table("endings", {{"user", {"Användare", "User"}},
                      {"place", {"Plats", "Place"}},
                      {"from", {"Utan uppdrag från", "Without assignment from"}},
                      {"for_cause", {"Stoppar köade", "Stops what is queued"}}});
    mandates();
    accounts_to_review();
    not_at_node();
  }

  void review() {
    rows({{"sentence", {"Vad", "What"}}, {"since", {"Sedan", "Since"}}, {"remedy", {"Gör så här", "What to do"}}});
  }

 private:
  struct Column {
    std::string_view member;
    Phrase heading;
  };

  std::string word(const Phrase& phrase) const { return std::string(phrase.in(language_)); }

  void version() {
    out_ << word({"Katalogens version: ", "Version of the directory: "}) << told(answer_, "version", language_) << '\n';
  }

  void text() { out_ << told(answer_, "text", language_) << '\n'; }

  void not_at_node() {
    table("not_at_node", {{"user", {"Användare", "User"}},
                          {"place", {"Plats", "Place"}},
                          {"sentence", {"Vid noden", "At the node"}},
                          {"remedy", {"Gör så här", "What to do"}},
                          {"set", {"Ändring", "Change set"}}});
  }

  void mandates() {
    table("mandates",
          {{"line", {"Rad", "Line"}}, {"sentence", {"Mandat", "Mandate"}}, {"remedy", {"Gör så här", "What to do"}}});
  }

  void accounts_to_review() {
    table("accounts", {{"sentence", {"Konto", "Account"}}, {"remedy", {"Gör så här", "What to do"}}});
  }

  void differences(std::string_view member) {
    const Document* differences = answer_.find(member);
    if (differences == nullptr || differences->object() == nullptr) return;
    const std::pair<std::string_view, std::string_view> marks[] = {{"added", "+"}, {"removed", "-"}, {"changed", "~"}};
    for (const auto& [kind, change] : *differences->object()) {
      for (const auto& [name, mark] : marks) {
        for (const Document& id : elements(change.find(name))) {
          out_ << "  " << mark << ' ' << printable(kind) << ": " << printable(told(&id, language_)) << '\n';
        }
      }
    }
  }

  /// The answer's rows, or that there are none.
  void rows(std::initializer_list<Column> columns) {
    if (elements(answer_.find("rows")).empty()) out_ << word({"Inget att visa.", "Nothing to show."}) << '\n';
    table("rows", columns);
  }

  /// The rows of a member; nothing at all where there are none.
  void table(std::string_view member, std::initializer_list<Column> columns) {
    std::vector<std::string> headings;
    for (const Column& column : columns) headings.push_back(word(column.heading));
    Table made(std::move(headings));
    for (const Document& row : elements(answer_.find(member))) {
      std::vector<std::string> cells;
      for (const Column& column : columns) cells.push_back(told(row, column.member, language_));
      made.row(std::move(cells));
    }
    if (!made.empty()) made.print(out_);
  }

  std::ostream& out_;
  const Document& answer_;
  core::Language language_;
};

}  // namespace

bool print_directory_answer(std::ostream& out, std::string_view operation, const Document& answer,
                            core::Language language) {
  using Print = void (DirectoryPrinter::*)();
  constexpr std::pair<std::string_view, Print> kPrints[] = {
      {"directory.import", &DirectoryPrinter::import},
      {"directory.show", &DirectoryPrinter::show},
      {"directory.change", &DirectoryPrinter::change},
      {"assignment.search", &DirectoryPrinter::search},
      {"assignment.list", &DirectoryPrinter::list},
      {"account.list", &DirectoryPrinter::accounts},
      {"account.change", &DirectoryPrinter::change},
      {"assignment.change", &DirectoryPrinter::change},
      {"assignment.review", &DirectoryPrinter::review},
      {"assignment.resend", &DirectoryPrinter::resent},
      {"follow", &DirectoryPrinter::resent},
  };
  DirectoryPrinter printer(out, answer, language);
  for (const auto& [name, print] : kPrints) {
    if (name != operation) continue;
    (printer.*print)();
    return true;
  }
  return false;
}

}  // namespace gateway::app
