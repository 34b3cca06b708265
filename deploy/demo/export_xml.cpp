#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "deploy/demo/export.h"

namespace demo {

namespace {

using Elements = std::vector<std::pair<std::string_view, std::string>>;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string text_of(const std::optional<Day>& day) {
  return day ? text(*day) : std::string();
}

class File {
 public:
  explicit File(const std::string& path) : out_(path, std::ios::binary) {
    if (!out_) throw std::runtime_error("cannot write " + path);
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<AccordaExport xmlns=\"urn:sus-gateway:accorda:1\" skapad=\"2026-11-01\" kommun=\"Demo\">\n";
  }
  void open(std::string_view list) { out_ << " <" << list << ">\n"; }
  void close(std::string_view list) { out_ << " </" << list << ">\n"; }
  void record(std::string_view name, const Elements& elements) {
    out_ << "  <" << name << ">\n";
    for (const auto& [element, value] : elements) {
      out_ << "   <" << element << '>' << escaped(value) << "</" << element << ">\n";
    }
    out_ << "  </" << name << ">\n";
  }
  void finish() {
    out_ << "</AccordaExport>\n";
    if (!out_.flush()) throw std::runtime_error("the export cannot be written");
  }

 private:
  std::ofstream out_;
};

/// Calls `each` with one course of each participant.
template <typename Each>
void each_person(const Plan& plan, Each&& each) {
  std::set<std::string> written;
  for (const Course& c : plan.courses) {
    if (written.insert(c.local_id).second) each(c);
  }
}

void write_people(File& file, const Plan& plan) {
  file.open("Personer");
  each_person(plan, [&](const Course& c) {
    file.record("Deltagare", {{"DeltagarID", c.local_id},
                              {"Personnummer", c.person.number},
                              {"Förnamn", c.person.given_name},
                              {"Efternamn", c.person.family_name},
                              {"Kön", c.person.woman ? "Kvinna" : "Man"},
                              {"Sekretess", c.protection},
                              {"Avliden", text_of(c.deceased)},
                              {"Samtycke", c.own_consent},
                              {"Anteckning", "Mår dåligt; vill inte \"prata\" om det"}});
  });
  file.close("Personer");
  file.open("Kartläggningar");
  each_person(plan, [&](const Course& c) {
    file.record("Kartläggning",
                {{"DeltagarID", c.local_id}, {"Utbildning", "Gymnasium"}, {"Försörjning", "Försörjningsstöd"}});
  });
  file.close("Kartläggningar");
}

void write_insatser(File& file, const Plan& plan) {
  file.open("AllaBeslut");
  for (const Course& c : plan.courses) {
    file.record("Beslut", {{"BeslutID", "B" + c.key.substr(1)},
                           {"DeltagarID", c.local_id},
                           {"Beslut", c.beslut},
                           {"Beställare", c.ordered_by},
                           {"From", text(c.start)},
                           {"Tom", text(c.start + 180)}});
  }
  file.close("AllaBeslut");
  file.open("Insatser");
  for (const Course& c : plan.courses) {
    file.record("Insats", {{"InsatsID", c.key},
                           {"BeslutID", "B" + c.key.substr(1)},
                           {"DeltagarID", c.local_id},
                           {"Insats", c.insats},
                           {"From", text(c.start)},
                           {"Handläggare", c.signature}});
  }
  file.close("Insatser");
}

}  // namespace

void write_xml(const Plan& plan, const std::string& folder) {
  std::filesystem::create_directories(folder);
  File file(folder + "/accorda.xml");
  write_people(file, plan);
  write_insatser(file, plan);
  file.open("Samtycken");
  for (const Course& c : plan.courses) {
    if (c.consent.empty()) continue;
    file.record("Samtycke", {{"InsatsID", c.key},
                             {"Blankett", c.consent_form},
                             {"Svar", c.consent},
                             {"Datum", text_of(c.consent_date)},
                             {"Återkallat", text_of(c.withdrawn)}});
  }
  file.close("Samtycken");
  file.open("Placeringar");
  for (const Course& c : plan.courses) {
    file.record("Placering", {{"PlaceringID", "P" + c.key.substr(1)},
                              {"InsatsID", c.key},
                              {"Arbetsplats", "Café \"Björken\" & Co"},
                              {"Orgnr", "212000-2510"},
                              {"TimmarPerVecka", "20"},
                              {"From", text(c.start + 7)},
                              {"Tom", text_of(c.end)},
                              {"Arbetstider", "mån-tors 9-12,\nfre ledig"}});
  }
  file.close("Placeringar");
  file.open("AllaAvslut");
  for (const Course& c : plan.courses) {
    if (!c.end) continue;
    file.record("Avslut", {{"DeltagarID", c.local_id},
                           {"InsatsID", c.key},
                           {"Slutdatum", text(*c.end)},
                           {"Anledning", c.end_reason},
                           {"VidareTill", c.onward}});
  }
  file.close("AllaAvslut");
  file.finish();
}

}  // namespace demo
