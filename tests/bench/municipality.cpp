#include "tests/bench/municipality.h"

#include <string>

#include "deploy/demo/export.h"
#include "deploy/demo/people.h"

namespace gateway::bench {

Export write_municipality(const std::filesystem::path& folder, std::size_t first, std::size_t count) {
  std::filesystem::create_directories(folder);
  Export made{count, count, 0};
  {
    demo::CsvFile people(
        folder / "deltagare.csv",
        "DeltagarID;Personnummer;Förnamn;Efternamn;Kön;Sekretess;Avliden;Utbildning;Försörjning;Samtycke");
    demo::CsvFile beslut(folder / "beslut.csv", "BeslutID;DeltagarID;Beslut;Beställare;From;Tom");
    demo::CsvFile insatser(folder / "insatser.csv", "InsatsID;BeslutID;DeltagarID;Insats;From;Handläggare");
    demo::CsvFile placements(folder / "placeringar.csv", "PlaceringID;InsatsID;Arbetsplats;From;Tom");
    demo::CsvFile consents(folder / "samtycken_sus.csv", "InsatsID;Blankett;Svar;Datum;Återkallat");
    demo::CsvFile ends(folder / "avslut.csv", "DeltagarID;InsatsID;Slutdatum;Anledning;Vidare till");
    demo::People all(1);
    for (std::size_t i = 0; i < first; ++i) all.next();
    const demo::Day today = demo::day(2026, 11, 1);
    for (std::size_t i = first; i < first + count; ++i) {
      const demo::Person person = all.next();
      const std::string id = std::to_string(10001 + i);
      const std::string key = "I" + id + "-1";
      const demo::Day start = today - 30 - static_cast<demo::Day>(i * 7 % 200);
      people.row(id + ';' + person.number + ';' + person.given_name + ';' + person.family_name + ';' +
                 (person.woman ? "Kvinna" : "Man") + ";Nej;;Gymnasium;Försörjningsstöd;NEJ");
      beslut.row("B" + id + ';' + id + ";ARB;Försörjningsstöd;" + demo::text(start) + ';' + demo::text(start + 180));
      insatser.row(key + ";B" + id + ';' + id + ';' + (i % 2 == 0 ? "Arbetsträning" : "Social träning") + ';' +
                   demo::text(start) + ';' + (i % 3 == 0 ? "MLI" : "KEK"));
      consents.row(key + ";FK 9443;JA;" + demo::text(start - 5) + ';');
      if (i % 3 == 0) {
        ends.row(id + ';' + key + ';' + demo::text(start + 25) + ";Insatsen fullföljd;Arbete");
        ++made.registrations;
      }
    }
  }
  for (const auto& file : std::filesystem::directory_iterator(folder)) made.bytes += file.file_size();
  return made;
}

}  // namespace gateway::bench
