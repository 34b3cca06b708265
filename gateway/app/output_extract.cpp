#include "gateway/app/output_extract.h"

#include <string>
#include <utility>
#include <vector>

#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

class Letter {
 public:
  Letter(std::ostream& out, core::Language language) : out_(out), language_(language) {}

  void print(const Document& extract) {
    heading({"REGISTERUTDRAG", "EXTRACT OF WHAT IS KEPT ABOUT YOU"});
    line(tell(extract, "text"));
    if (const Document* person = extract.find("person"); person != nullptr && !person->is_null()) {
      heading({"Dina personuppgifter", "Your personal data"});
      fields(*person);
    }
    for (const Document& one : elements(extract.find("registrations"))) registration(one);
    records(extract);
    basis(extract);
    kept(extract);
    heading({"Dina rättigheter", "Your rights"});
    line(tell(extract, "rights"));
  }

 private:
  std::string word(const Phrase& phrase) const { return std::string(phrase.in(language_)); }
  std::string tell(const Document& of, std::string_view member) const { return printable(told(of, member, language_)); }
  void line(const std::string& text) { out_ << text << '\n'; }
  void heading(const Phrase& phrase) { out_ << '\n' << word(phrase) << '\n'; }

  /// "Label: value", where there is a value.
  void told_as(const Phrase& label, const std::string& value) {
    if (!value.empty()) line("  " + word(label) + ": " + value);
  }

  void fields(const Document& rows) {
    for (const Document& row : elements(&rows)) line("  " + tell(row, "name") + ": " + tell(row, "value"));
  }

  std::string names(const Document* rows, std::string_view member = "name") const {
    std::string text;
    for (const Document& row : elements(rows)) text += (text.empty() ? "" : ", ") + tell(row, member);
    return text;
  }

  std::string valued(const Document* rows) const {
    std::string text;
    for (const Document& row : elements(rows)) {
      text += (text.empty() ? "" : "; ") + tell(row, "name") + ": " + tell(row, "value");
    }
    return text;
  }

  std::string name_of(const Document& of, std::string_view member) const {
    const Document* found = of.find(member);
    return found == nullptr || found->is_null() ? std::string() : tell(*found, "name");
  }

  void section(const Phrase& phrase, const Table& rows) {
    if (rows.empty()) return;
    line("  " + word(phrase) + ":");
    rows.print(out_);
  }

  void registration(const Document& one) {
    out_ << '\n' << tell(one, "name") << ": " << tell(one, "status") << '\n';
    told_as({"Registreringens nummer", "Number of the registration"}, tell(one, "registration"));
    told_as({"Var", "Where"}, names(one.find("places")));
    told_as({"Från och med", "From"}, tell(one, "start"));
    told_as({"Till och med", "To"}, tell(one, "end"));
    if (is_true(one, "hidden"))
      line("  " + word({"Dina personuppgifter är borttagna eller skyddade.",
                        "Your identity has been removed, or is protected."}));
    if (const Document* who = one.find("caseworker"); who != nullptr && !who->is_null()) {
      const std::string office = name_of(*who, "office");
      told_as({"Handläggare", "Caseworker"},
              tell(*who, "user") + ", " + name_of(*who, "organisation") + (office.empty() ? "" : ", " + office));
    }
    if (const Document* said = one.find("consent"); said != nullptr) consent(*said);
    if (const Document* notice = one.find("for_fk"); notice != nullptr && !notice->is_null()) {
      const std::string when = tell(*notice, "told");
      told_as({"Försäkringskassan underrättad om återkallelsen", "Försäkringskassan was told of the withdrawal"},
              when.empty() ? word({"inte ännu", "not yet"}) : when);
    }
    if (const Document* from = one.find("from"); from != nullptr) {
      told_as({"Uppgifterna kom från källsystemet", "The data came from the source system"}, tell(*from, "source"));
      told_as({"Källsystemets id", "The source system's id"}, tell(*from, "key"));
      told_as({"Registrerad av", "Registered by"}, name_of(*from, "organisation"));
    }
    history(one);
    who_got_what(one);
    messages(one);
    looks(one);
  }

  void consent(const Document& said) {
    const std::string form = tell(said, "form");
    told_as({"Samtycke", "Consent"}, tell(said, "given") + (form.empty() ? "" : ", " + form));
    told_as({"Blankettens version", "Version of the form"}, tell(said, "version"));
    told_as({"Samtycket gäller", "The consent is for"}, names(said.find("purposes")));
    if (const Document* paper = said.find("paper"); paper != nullptr) {
      told_as({"Om samtycket", "Of the consent"}, tell(*paper, "text"));
    }
    told_as({"Återkallat", "Taken back"}, tell(said, "withdrawn"));
    told_as({"Nekat", "Declined"}, tell(said, "declined"));
    if (const Document* archived = said.find("archived"); archived != nullptr) {
      told_as({"Originalet sänt till FK:s arkiv", "The original was sent to FK's archive"},
              archived->is_null() ? word({"inte ännu", "not yet"}) : tell(said, "archived"));
    }
  }

  void history(const Document& one) {
    Table rows({word({"Hände", "Happened"}), word({"Registrerades", "Registered"}), word({"Vad", "What"}),
                word({"Läge", "State"}), word({"Av", "By"}), word({"Organisation", "Organisation"}),
                word({"Kontor", "Office"}), word({"Svar", "Answers"}), word({"Ångrad", "Undone"})});
    for (const Document& row : elements(one.find("history"))) {
      rows.row({tell(row, "happened"), tell(row, "registered"), tell(row, "name"), tell(row, "status"),
                tell(row, "user"), name_of(row, "organisation"), name_of(row, "office"), valued(row.find("answers")),
                is_true(row, "undone") ? tell(row, "undone") : std::string()});
    }
    section({"Vad som har hänt", "What has happened"}, rows);
    Table asked({word({"Vad", "What"}), word({"Hände", "Happened"}), word({"Från", "From"}), word({"Till", "To"}),
                 word({"Läge", "State"}), word({"Svar", "Answers"})});
    for (const Document& row : elements(one.find("proposals"))) {
      asked.row({tell(row, "name"), tell(row, "happened"), name_of(row, "by"), name_of(row, "office"),
                 tell(row, "status"), valued(row.find("answers"))});
    }
    section({"Förslag mellan myndigheterna", "Proposals between the authorities"}, asked);
  }

  void who_got_what(const Document& one) {
    Table rows({word({"Mottagare", "Recipient"}), word({"Genom", "Through"}), word({"Fick dem", "Received"}),
                word({"Uppgifter", "Data"}), word({"Har fått veta", "Was told"}), word({"Läge", "State"}),
                word({"Skickat", "Sent"})});
    for (const Document& row : elements(one.find("recipients"))) {
      rows.row({tell(row, "name"), tell(row, "through"), tell(row, "received"), names(row.find("fields")),
                tell(row, "message"), tell(row, "status"), tell(row, "sent")});
    }
    section({"Vem som har fått vad", "Who got what"}, rows);
    if (rows.empty()) line("  " + word({"Ingen annan har fått uppgifterna.", "Nobody else has received the data."}));
  }

  void messages(const Document& one) {
    Table rows({word({"Vad", "What"}), word({"Läge", "State"}), word({"Sedan", "Since"}), word({"Uppgifter", "Data"}),
                word({"Varför", "Why"})});
    for (const Document& row : elements(one.find("messages"))) {
      rows.row({tell(row, "name"), tell(row, "status"), tell(row, "since"), names(row.find("fields")),
                printable(told(row, "reasons", language_))});
    }
    section({"Skickat, väntar på att skickas och stoppat", "Sent, waiting to be sent, and stopped"}, rows);
  }

  void looks(const Document& one) {
    Table rows({word({"När", "When"}), word({"Användare", "User"}), word({"Organisation", "Organisation"}),
                word({"Roll", "Role"}), word({"Uppdrag", "Assignment"}), word({"Hur", "How"})});
    for (const Document& row : elements(one.find("looked"))) {
      rows.row({tell(row, "at"), tell(row, "user"), name_of(row, "organisation"), tell(row, "roles"),
                names(row.find("places")), tell(row, "name")});
    }
    section({"Vem som har tittat", "Who has looked"}, rows);
  }

  void records(const Document& extract) {
    const auto& all = elements(extract.find("records"));
    if (all.empty()) return;
    heading({"Uppgifter om dig som inte är registrerade", "Data about you that are not registered"});
    for (const Document& row : all) {
      std::string why;
      for (const Document& reason : elements(row.find("reasons"))) {
        why += (why.empty() ? "" : "; ") + tell(reason, "sentence");
      }
      line("  " + tell(row, "source") + " " + tell(row, "key") + ": " + tell(row, "status") +
           (why.empty() ? "" : " (" + why + ")") + ", " + tell(row, "since"));
      told_as({"  Raderas senast", "  Erased at the latest"}, tell(row, "delete_after"));
      told_as({"  Säger", "  Says"}, valued(row.find("content")));
    }
  }

  void basis(const Document& extract) {
    heading({"Rättslig grund", "Legal basis"});
    if (elements(extract.find("basis")).empty()) {
      line("  " + word({"Ingen är angiven i policyn.", "None is given in the policy."}));
    }
    for (const Document& row : elements(extract.find("basis"))) {
      line("  " + tell(row, "name") + ": " + tell(row, "text") +
           (is_true(row, "verified") ? "" : word({" (inte bekräftat)", " (not confirmed)"})));
    }
  }

  void kept(const Document& extract) {
    heading({"Hur länge uppgifterna sparas", "How long the data are kept"});
    for (const Document& row : elements(extract.find("kept"))) {
      const std::string days = tell(row, "days");
      line("  " + tell(row, "name") + (days.empty() ? "" : ": " + days + word({" dagar", " days"})));
    }
  }

  std::ostream& out_;
  core::Language language_;
};

}  // namespace

void print_extract(std::ostream& out, const Document& extract) {
  Letter(out, core::Language::swedish).print(extract);
  out << '\n' << std::string(60, '-') << '\n';
  Letter(out, core::Language::english).print(extract);
}

}  // namespace gateway::app
