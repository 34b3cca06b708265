// Lateness per office and insats: days from what happened to its registration (domain.md §§2, 4, 8). Names nobody.
#include "gateway/report/lateness.h"

#include <set>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/authority.h"

namespace gateway::api {

namespace {

using base::Document;
using core::CooperationForm;

/// Of the last so many days where none are asked for.
constexpr std::chrono::days kDays{30};

base::Error not_read() {
  return {base::Fault::deny,
          "argumentet by: bara en känd användare med en roll ser eftersläpningen / argument by: only a known user with "
          "a role reads lateness"};
}

base::Result<base::Period> period_of(const Arguments& arguments, base::Date today) {
  const auto from = arguments.date("from");
  if (!from) return from.error();
  const auto to = arguments.date("to");
  if (!to) return to.error();
  const base::Date last = to->value_or(today);
  const base::Date first = from->value_or(last - (kDays - std::chrono::days(1)));
  if (first > last) return base::rejected("argumentet to ligger före from / argument to is before from");
  return base::Period{first, last};
}

/// The form that is asked for; none: both.
base::Result<std::optional<CooperationForm>> form_of(const Arguments& arguments) {
  if (!arguments.has("form")) return std::optional<CooperationForm>();
  const auto form = arguments.choice("form", {core::name(CooperationForm::finsam), core::name(CooperationForm::af_fk)});
  if (!form) return form.error();
  return std::optional(*form == core::name(CooperationForm::finsam) ? CooperationForm::finsam : CooperationForm::af_fk);
}

Document& add(Document& row, const report::Lateness& told) {
  return row.set("registered", told.registered)
      .set("within", told.within)
      .set("share", told.share())
      .set("median_days", told.median_days)
      .set("longest_days", told.longest_days)
      .set("ahead", told.ahead);
}

std::string name_of(const core::Directory& directory, const std::string& place) {
  if (const core::Office* office = directory.office(place)) return office->name;
  if (const core::Insats* insats = directory.insats(place)) return insats->name;
  return place;
}

Document text_of(const base::Period& days, int in_time, int small_number) {
  const std::string within = std::to_string(in_time);
  const std::string few = std::to_string(small_number);
  return both("Registrerat " + days.from.text() + "–" + days.to->text() + ". I tid är inom " + within +
                  " dagar från händelsen. Siffror om färre än " + few +
                  " deltaganden visas bara för den som har uppdrag där, och då visas ingen summa för andra.",
              "Registered " + days.from.text() + "–" + days.to->text() + ". In time is within " + within +
                  " days of the event. Figures of fewer than " + few +
                  " participations are shown only to who has an assignment there, and then no total to others.");
}

}  // namespace

base::Result<Document> Operations::lateness(const Document& given) {
  const auto arguments = Arguments::read(given, {"by", "from", "to", "form"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto days = period_of(*arguments, today());
  if (!days) return days.error();
  const auto form = form_of(*arguments);
  if (!form) return form.error();
  const auto directory = directory_now();
  if (!directory) return directory.error();
  if (!core::reads_figures(**directory, *by, today())) return not_read();

  const auto policy = engine_.rules().policy;
  const int small_number = policy->threshold(core::Threshold::small_number, today());
  report::LatenessCount count(
      {[&](base::Date on) { return policy->threshold(core::Threshold::delay_days, on); }, small_number,
       [&](const std::string& place) { return (*directory)->has_assignment(*by, place, today()); }});
  std::set<std::string> insatser;
  if (*form != CooperationForm::af_fk) {
    auto read = ledger_.each_dated(*days, [&](const ports::BothDates& one) -> base::Result<void> {
      insatser.insert(one.place);
      count.add(one);
      return {};
    });
    if (!read) return read.error();
  }
  if (*form != CooperationForm::finsam) {
    auto read = ledger_.cases().each_case({}, [&](const ports::ListedCase& one) -> base::Result<void> {
      for (const ports::BothDates& row : report::dated_rows(one.id, one.course, *days)) count.add(row);
      return {};
    });
    if (!read) return read.error();
  }
  const auto table = count.table();
  Document::Array rows;
  for (const report::PlaceLateness& one : table.rows) {
    const auto of = insatser.contains(one.place) ? CooperationForm::finsam : CooperationForm::af_fk;
    Document row = Document()
                       .set("form", core::name(of))
                       .set("place", one.place)
                       .set("place_name", name_of(**directory, one.place))
                       .set("suppressed", !one.told);
    if (one.told) add(row, *one.told);
    rows.push_back(std::move(row));
  }
  Document total;
  if (table.total) add(total, *table.total);
  const int in_time = policy->threshold(core::Threshold::delay_days, *days->to);
  return rows_document(std::move(rows))
      .set("from", days->from.text())
      .set("to", days->to->text())
      .set("within_days", in_time)
      .set("small_number", small_number)
      .set("total", std::move(total))
      .set("text", text_of(*days, in_time, small_number));
}

}  // namespace gateway::api
