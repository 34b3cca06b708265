// Withdrawals after the end of a registration: who is to tell FK, and that it was done.
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/fk_notice.h"

namespace gateway::api {

namespace {

/// What a notice is in an answer. Names no participant.
base::Document document_of(const core::FkNotice& notice) {
  base::Document row = api::document_of(core::Reason{core::Code::withdrawal_for_fk, notice.withdrawn.text()});
  row.set("id", notice.registration.text())
      .set("place", notice.place)
      .set("withdrawn", notice.withdrawn.text())
      .set("since", base::text(notice.since))
      .set("told", notice.told ? base::Document(notice.told->text()) : base::Document());
  if (notice.told) row.set("told_by", notice.told_by);
  return row;
}

base::Error refused(core::NotTold why) {
  if (why == core::NotTold::already)
    return base::rejected("FK är redan underrättad / it was said before that FK was told");
  if (why == core::NotTold::in_future)
    return base::rejected("dagen ligger i framtiden / argument date lies in the future");
  return base::rejected(
      "dagen ligger före återkallelsen: då var FK inte underrättad / argument date lies before the withdrawal: FK "
      "was not told of it then");
}

}  // namespace

base::Result<base::Document> Operations::for_fk(const base::Document& given) {
  if (const auto checked = Arguments::read(given, {}); !checked) return checked.error();
  base::Document::Array rows;
  auto read = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    rows.clear();
    const auto all = transaction.fk_notices(std::nullopt);
    if (!all) return all.error();
    for (const core::FkNotice& notice : *all) rows.push_back(document_of(notice));
    return {};
  });
  if (!read) return read.error();
  return rows_document(std::move(rows));
}

base::Result<base::Document> Operations::fk_told(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"id", "date", "by"});
  if (!arguments) return arguments.error();
  const auto id = arguments->required_case_number("id");
  if (!id) return id.error();
  const auto date = arguments->date("date");
  if (!date) return date.error();
  if (!*date)
    return base::rejected(
        "argumentet date saknas: dagen då FK underrättades / argument date is missing: the day on which FK was told");
  const auto by = arguments->required("by");
  if (!by) return by.error();
  if (const auto may = may_destroy(*by, {"säga att FK har fått veta", "say that FK was told"}); !may)
    return may.error();
  base::Document after;
  auto done = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    auto found = transaction.fk_notices(*id);
    if (!found) return found.error();
    if (found->empty())
      return base::rejected(
          "FK ska inte underrättas om det id:t; `consent for-fk` visar vad som väntar / FK is to be told nothing of "
          "this id; `consent for-fk` lists what waits");
    core::FkNotice& notice = found->front();
    if (const auto fault = core::tell(notice, **date, *by, today())) return refused(*fault);
    after = document_of(notice);
    return transaction.keep_notice(notice, clock_.now());
  });
  if (!done) return done.error();
  return after.set("text", both("FK är underrättad: ärendet är avslutat.", "FK is told: nothing more is to be done."));
}

}  // namespace gateway::api
