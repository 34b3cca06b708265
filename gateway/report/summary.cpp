#include "gateway/report/summary.h"

namespace gateway::report {

namespace {

constexpr core::Language kSwedish = core::Language::swedish;
constexpr core::Language kEnglish = core::Language::english;

base::Document parts_document(const Equation& equation) {
  base::Document parts{base::Document::Object{}};
  for (const Equation::Part& part : equation.parts) parts.set(std::string(part.name), part.count);
  return parts;
}

base::Document equations_document(const Summary& summary, core::Language language) {
  base::Document lines;
  lines.add(summary.reading.text(language));
  lines.add(summary.delivery.text(language));
  return lines;
}

base::Document cause_document(const Cause& cause) {
  base::Document document;
  document.set("outcome", core::name(cause.outcome))
      .set("code", core::id(cause.reason.code))
      .set("detail", cause.reason.detail)
      .set("count", cause.count)
      .set("status", base::Document().set("sv", cause.status.swedish).set("en", cause.status.english))
      .set("sentence", base::Document()
                           .set("sv", core::sentence(cause.reason, kSwedish))
                           .set("en", core::sentence(cause.reason, kEnglish)))
      .set("remedy", base::Document()
                         .set("sv", core::remedy(cause.reason.code, kSwedish))
                         .set("en", core::remedy(cause.reason.code, kEnglish)));
  return document;
}

}  // namespace

std::string Summary::text(core::Language language) const {
  const auto word = [language](Phrase phrase) { return std::string(phrase.in(language)); };
  std::string text = reading.text(language) + "\n" + delivery.text(language) + "\n";
  text += adds_up() ? word({"Båda stämmer.\n", "Both add up.\n"})
                    : word({"Kontakta förvaltningen: alla registreringar kan inte redovisas.\n",
                            "Contact the operator: not every registration can be accounted for.\n"});
  for (const Cause& cause : causes) {
    text += "  " + std::to_string(cause.count) + " " + word(cause.status) + ": " +
            core::sentence(cause.reason, language) + ". " + std::string(core::remedy(cause.reason.code, language)) +
            ".\n";
  }
  for (const Equation::Part& part : delivery.parts) {
    if (part.name != "rejected_there" || part.count == 0) continue;
    text +=
        "  " + std::to_string(part.count) + " " + word(part.word) +
        word({": skälen visar `queue --all`; den som har registrerat ser sina med `case list --refused`.\n",
              ": `queue --all` shows the reasons; whoever registered sees their own with `case list --refused`.\n"});
  }
  return text;
}

base::Document Summary::document() const {
  base::Document listed{base::Document::Array{}};
  for (const Cause& cause : causes) listed.add(cause_document(cause));
  base::Document document;
  document.set("read", reading.whole)
      .set("outcomes", parts_document(reading))
      .set("handed_to_delivery", delivery.whole)
      .set("delivery", parts_document(delivery))
      .set("adds_up", adds_up())
      .set("equations", base::Document()
                            .set("sv", equations_document(*this, kSwedish))
                            .set("en", equations_document(*this, kEnglish)))
      .set("causes", std::move(listed))
      .set("text", base::Document().set("sv", text(kSwedish)).set("en", text(kEnglish)));
  return document;
}

Summary summarise(const ports::Balance& balance, const Causes& causes) {
  return {reading_equation(balance), delivery_equation(balance), causes.largest_first()};
}

}  // namespace gateway::report
