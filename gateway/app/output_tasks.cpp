#include "gateway/app/output_tasks.h"

#include <string>

#include "gateway/app/output_reasons.h"
#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

class TaskPrinter {
 public:
  TaskPrinter(std::ostream& out, const Document& answer, core::Language language)
      : out_(out), answer_(answer), language_(language) {}

  void tasks(std::string_view member) {
    Table rows({word({"Uppgift", "Task"}), word({"Ärende", "Case"}), word({"Kontor", "Office"}),
                word({"Gäller", "About"}), word({"Datum", "Day"}), word({"Från", "From"}), word({"Senast", "Latest"}),
                word({"Läge", "State"}), word({"Skäl", "Reason"}),
                word({"Svaret nekat eller stoppat", "Answer refused or stopped"})});
    for (const Document& row : elements(answer_.find(member))) {
      const Document* proposer = row.find("proposer");
      rows.row({told(row, "task", language_), told(row, "case", language_), told(row, "office", language_),
                told(row, "name", language_), told(row, "happened", language_),
                proposer == nullptr ? "" : told(*proposer, "organisation", language_), told(row, "due", language_),
                told(row, "status", language_), told(row, "answer_name", language_),
                sentences(row, "refused", language_)});
    }
    if (!rows.empty()) rows.print(out_);
  }

  void task() {
    out_ << printable(told(answer_, "name", language_));
    if (const std::string day = told(answer_, "happened", language_); !day.empty()) out_ << ", " << day;
    out_ << ": " << told(answer_, "status", language_) << '\n';
    if (const std::string why = told(answer_, "answer_name", language_); !why.empty()) {
      out_ << word({"Skäl: ", "Reason: "}) << printable(why) << '\n';
    }
    if (const std::string why = sentences(answer_, "refused", language_); !why.empty()) {
      out_ << word({"Svaret nekades av SUS eller stoppades: ", "The answer was refused by SUS, or stopped: "})
           << printable(why) << '\n';
    }
    asked();
    changes();
    if (const std::string why = sentences(answer_, "reasons", language_); !why.empty()) {
      out_ << word({"Kan inte bekräftas nu: ", "Cannot be confirmed now: "}) << printable(why) << '\n';
    }
    remedies();
  }

  void reply() {
    out_ << told(answer_, "text", language_) << '\n';
    for (const char* member : {"refused", "reasons"}) {
      if (const std::string why = sentences(answer_, member, language_); !why.empty()) out_ << printable(why) << '\n';
    }
    remedies();
  }

  void changes() {
    const Phrase before{"Före", "Before"};
    const Phrase after{"Efter", "After"};
    Table answers({word({"Svar", "Answer"}), word(before), word(after)});
    for (const Document& row : elements(answer_.find("changes"))) {
      answers.row({told(row, "name", language_), named(row, "before"), named(row, "after")});
    }
    if (!answers.empty()) answers.print(out_);
    Table figures({word({"Siffra", "Figure"}), word(before), word(after)});
    for (const Document& row : elements(answer_.find("figures"))) {
      figures.row({told(row, "name", language_), told(row, "before", language_), told(row, "after", language_)});
    }
    if (!figures.empty()) figures.print(out_);
  }

 private:
  /// Whom it is about, and all that is asked.
  void asked() {
    Table rows({word({"Uppgift", "What"}), word({"Svar", "Answer"})});
    const auto add = [&](const Phrase& name, const std::string& value) {
      if (!value.empty()) rows.row({word(name), value});
    };
    if (const Document* person = answer_.find("person"); person != nullptr) {
      add({"namn", "name"}, told(*person, "given_name", language_) + " " + told(*person, "family_name", language_));
      add({"födelseår", "year of birth"}, told(*person, "birth_year", language_));
    }
    const std::string becomes = named(answer_, "becomes");
    const std::string from = named(answer_, "from");
    add({"föreslaget läge", "proposed state"}, named(answer_, "to"));
    if (becomes != from) add({"ärendets läge", "state of the case"}, from.empty() ? becomes : from + " → " + becomes);
    add({"AF-kontor", "AF office"}, told(answer_, "af_office", language_));
    add({"FK-kontor", "FK office"}, told(answer_, "fk_office", language_));
    add({"planerat möte", "planned meeting"}, told(answer_, "meeting_on", language_));
    add({"pågår till", "until"}, told(answer_, "until", language_));
    add({"utfall av GK", "outcome of the mapping"}, named(answer_, "outcome"));
    add({"orsak", "cause"}, named(answer_, "cause"));
    add({"gäller rad", "concerns row"}, told(answer_, "row", language_));
    const auto add_consent = [&](std::string_view member, const Phrase& name) {
      const Document* consent = answer_.find(member);
      if (consent == nullptr || consent->is_null()) return;
      add(name, named(*consent, "answer") + " " + told(*consent, "date", language_));
    };
    add_consent("consent", {"samtycke", "consent"});
    add_consent("mapping_consent", {"samtycke till kartläggning", "consent to joint mapping"});
    for (const Document& row : elements(answer_.find("named_answers"))) {
      rows.row({told(row, "name", language_), named(row, "answer")});
    }
    if (!rows.empty()) rows.print(out_);
  }

  void remedies() {
    Remedies what(language_);
    what.take(answer_, "refused");
    what.take(answer_, "reasons");
    what.print(out_);
  }

  /// What people call the code of the member; the code where nothing is said.
  std::string named(const Document& row, std::string_view member) const {
    const std::string name = told(row, std::string(member) + "_name", language_);
    return name.empty() ? told(row, member, language_) : name;
  }

  std::string word(const Phrase& phrase) const { return std::string(phrase.in(language_)); }

  std::ostream& out_;
  const Document& answer_;
  core::Language language_;
};

}  // namespace

void print_tasks(std::ostream& out, const Document& answer, std::string_view member, core::Language language) {
  TaskPrinter(out, answer, language).tasks(member);
}

void print_task(std::ostream& out, const Document& answer, core::Language language) {
  TaskPrinter(out, answer, language).task();
}

void print_reply(std::ostream& out, const Document& answer, core::Language language) {
  TaskPrinter(out, answer, language).reply();
}

void print_changes(std::ostream& out, const Document& answer, core::Language language) {
  TaskPrinter(out, answer, language).changes();
}

}  // namespace gateway::app
