#include "gateway/app/output_processing.h"

#include <string>

#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

class Pages {
 public:
  Pages(std::ostream& out, core::Language language) : out_(out), language_(language) {}

  void print(const Document& answer) {
    heading({"REGISTERFÖRTECKNING", "REGISTER OF PROCESSING"});
    line(tell(answer, "text"));
    heading({"Personuppgiftsansvarig", "Controller"});
    for (const Document& one : elements(answer.find("controllers"))) {
      const Document* organisation = one.find("organisation");
      const bool known = organisation != nullptr && !organisation->is_null();
      line("  " + tell(one, "name") + ": " + (known ? tell(*organisation, "name") : word(kMissing)));
    }
    for (const Document& one : elements(answer.find("flows"))) flow(one);
    systems(answer);
    kept(answer);
    heading({"Hur uppgifterna skyddas", "How the data are protected"});
    for (const Document& one : elements(answer.find("protection"))) {
      line("  " + std::string(is_true(one, "holds") ? "+ " : "! ") + tell(one, "text"));
    }
    heading({"Saknas i policy, katalog och konfiguration", "Missing in policy, directory and configuration"});
    gaps(answer);
  }

 private:
  static constexpr Phrase kMissing = {"SAKNAS", "MISSING"};

  std::string word(const Phrase& phrase) const { return std::string(phrase.in(language_)); }
  std::string tell(const Document& of, std::string_view member) const { return printable(told(of, member, language_)); }
  void line(const std::string& text) { out_ << text << '\n'; }
  void heading(const Phrase& phrase) { line("\n" + word(phrase)); }
  void labelled(const std::string& label, const std::string& value) {
    line("  " + label + ": " + (value.empty() ? word(kMissing) : value));
  }
  void told_as(const Phrase& label, const std::string& value) { labelled(word(label), value); }

  /// " (gäller 2024-02-15–, källa: …; inte bekräftad)"
  std::string row(const Document& of) const {
    return word({" (gäller ", " (in force "}) + tell(of, "from") + "–" + tell(of, "to") +
           word({", källa: ", ", source: "}) + tell(of, "source") +
           (is_true(of, "verified") ? "" : word({"; inte bekräftad", "; not verified"})) + ")";
  }

  std::string names(const Document* rows, std::string_view member) const {
    std::string text;
    for (const Document& one : elements(rows)) text += (text.empty() ? "" : ", ") + tell(one, member);
    return text;
  }

  void gaps(const Document& of) {
    for (const Document& one : elements(of.find("missing"))) {
      line("  " + word(kMissing) + ": " + tell(one, "text") + ".");
    }
  }

  void flow(const Document& one) {
    line("\n" + word({"Flöde: ", "Flow: "}) + tell(one, "name"));
    line("  " + word({"Det ", "It "}) + tell(one, "use") + ".");
    told_as({"Ändamål", "Purpose"}, tell(one, "purpose"));
    const Document& basis = *one.find("basis");
    told_as({"Rättslig grund", "Legal basis"}, basis.is_null() ? "" : tell(basis, "text") + row(basis));
    told_as({"Registrerade personer", "Registered persons"}, tell(one, "persons"));
    const Document& list = *one.find("fields");
    told_as({"Uppgifter som får skickas", "Data that may be sent"},
            list.is_null() ? "" : names(list.find("fields"), "name") + row(list));
    if (!one.find("beside")->is_null()) line("    " + tell(one, "beside") + ".");
    const Document& recipient = *one.find("recipient");
    const std::string who = names(recipient.find("organisations"), "name");
    told_as({"Mottagare", "Recipient"}, tell(recipient, "name") + (who.empty() ? "" : " (" + who + ")"));
    for (const Document& form : elements(one.find("consent")->find("forms"))) {
      const std::string version = tell(form, "version");
      told_as({"Samtycke på blankett", "Consent on the form"},
              tell(form, "name") + (version.empty() ? "" : ", " + version) + row(form));
    }
    gaps(one);
  }

  void systems(const Document& answer) {
    if (elements(answer.find("systems")).empty()) return;
    heading({"Anslutna system, med pluginens egna ord", "Connected systems, in the plugin's own words"});
    for (const Document& one : elements(answer.find("systems"))) {
      line("  " + tell(one, "id") + " (" +
           word(one.text("role") == "target" ? Phrase{"mål", "target"} : Phrase{"källa", "source"}) + ")");
      const Document& says = *one.find("says");
      if (says.is_null()) continue;
      const auto say = [&](const Phrase& label, std::string_view member) {
        line("    " + word(label) + ": " + tell(says, member));
      };
      for (const Document& data : elements(says.find("data"))) line("    – " + printable(*data.string()));
      say({"Ändamål", "Purpose"}, "purpose");
      say({"Rättslig grund", "Legal basis"}, "legal_basis");
      say({"Bevarande", "Retention"}, "retention");
    }
  }

  void kept(const Document& answer) {
    heading({"Hur länge uppgifterna sparas", "How long the data are kept"});
    for (const Document& one : elements(answer.find("kept"))) {
      const Document& says = *one.find("row");
      std::string time = tell(one, "closes");
      if (!one.find("days")->is_null()) {
        time = word({"högst ", "at most "}) + tell(one, "days") + word({" dagar", " days"});
        if (says.is_null()) time += word({", programmets egen tid", ", the program's own time"});
      }
      labelled(tell(one, "name"), time + (says.is_null() ? "" : row(says)));
    }
  }

  std::ostream& out_;
  core::Language language_;
};

}  // namespace

void print_processing(std::ostream& out, const Document& answer, core::Language language) {
  Pages(out, language).print(answer);
}

}  // namespace gateway::app
