#include "deploy/demo/export.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace demo {

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string text_of(const std::optional<Day>& day) {
  return day ? text(*day) : std::string();
}

/// UTF-8 to Windows-1252 for the letters used here, all of them in Latin-1's range.
std::string windows_1252(const std::string& utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      out += utf8[i];
    } else {
      const auto next = static_cast<unsigned char>(utf8.at(++i));
      out += static_cast<char>(((byte & 0x03) << 6) | (next & 0x3F));
    }
  }
  return out;
}

}  // namespace

CsvFile::CsvFile(const std::string& path, const std::string& header) : out_(path, std::ios::binary) {
  if (!out_) throw std::runtime_error("cannot write " + path);
  row(header);
}

void CsvFile::row(const std::string& line) {
  out_ << windows_1252(line) << "\r\n";
}

void write_csv(const Plan& plan, const std::string& folder) {
  std::filesystem::create_directories(folder);
  CsvFile people(
      folder + "/deltagare.csv",
      "DeltagarID;Personnummer;Förnamn;Efternamn;Kön;Sekretess;Avliden;Utbildning;Försörjning;Samtycke;Anteckning");
  CsvFile beslut(folder + "/beslut.csv", "BeslutID;DeltagarID;Beslut;Beställare;From;Tom");
  CsvFile insatser(folder + "/insatser.csv", "InsatsID;BeslutID;DeltagarID;Insats;From;Handläggare");
  CsvFile placements(folder + "/placeringar.csv",
                     "PlaceringID;InsatsID;Arbetsplats;Orgnr;TimmarPerVecka;From;Tom;Arbetstider");
  CsvFile consents(folder + "/samtycken_sus.csv", "InsatsID;Blankett;Svar;Datum;Återkallat");
  CsvFile ends(folder + "/avslut.csv", "DeltagarID;InsatsID;Slutdatum;Anledning;Vidare till");
  std::map<std::string, bool> written;
  for (const Course& c : plan.courses) {
    const std::string id = c.key.substr(1);
    if (!written[c.local_id]) {
      people.row(c.local_id + ';' + c.person.number + ';' + c.person.given_name + ';' + c.person.family_name + ';' +
                 (c.person.woman ? "Kvinna" : "Man") + ';' + c.protection + ';' + text_of(c.deceased) +
                 ";Gymnasium;Försörjningsstöd;" + c.own_consent + ';' +
                 quoted("Mår dåligt; vill inte \"prata\" om det"));
      written[c.local_id] = true;
    }
    beslut.row("B" + id + ';' + c.local_id + ';' + c.beslut + ';' + c.ordered_by + ';' + text(c.start) + ';' +
               text(c.start + 180));
    insatser.row(c.key + ";B" + id + ';' + c.local_id + ';' + c.insats + ';' + text(c.start) + ';' + c.signature);
    placements.row("P" + id + ';' + c.key + ";" + quoted("Café \"Björken\" & Co") + ";212000-2510;20;" +
                   text(c.start + 7) + ';' + text_of(c.end) + ';' + quoted("mån-tors 9-12,\nfre ledig"));
    if (!c.consent.empty()) {
      consents.row(c.key + ';' + c.consent_form + ';' + c.consent + ';' + text_of(c.consent_date) + ';' +
                   text_of(c.withdrawn));
    }
    if (c.end) ends.row(c.local_id + ';' + c.key + ';' + text(*c.end) + ';' + c.end_reason + ';' + c.onward);
  }
}

void write_plan(const Plan& plan, int day, const std::string& file) {
  nlohmann::ordered_json units = nlohmann::ordered_json::array();
  for (const Expected& e : plan.expected) {
    units.push_back({{"key", e.key}, {"unit", e.unit}, {"stands", e.stands}, {"code", e.code}, {"reading", e.reading}});
  }
  nlohmann::json planted = nlohmann::json::object();  // An ordered one looks through all it has at each insertion.
  for (const Course& c : plan.courses) planted[c.key] = c.planted;
  nlohmann::ordered_json document{{"day", day},
                                  {"withdraw_by_command", plan.withdraw_by_command},
                                  {"vanished", day == 2 ? plan.vanished : std::vector<std::string>()},
                                  {"units", units},
                                  {"planted", planted}};
  std::ofstream out(file);
  out << document.dump(1) << '\n';
  if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

}  // namespace demo
