// What was registered in a user's name in the insatser of Finsam.
#include <map>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/report/local_id.h"

namespace gateway::api {

namespace {

using base::Document;

Document day(const std::optional<base::Date>& date) {
  return date ? Document(date->text()) : Document();
}

Document row_of(const ports::SaidMessage& said) {
  const core::Registration& of = said.registration;
  Document row;
  row.set("registration", of.id.text())
      .set("place", of.place)
      .set("start", of.start.text())
      .set("end", day(of.end))
      .set("source", said.source);
  if (std::string key = report::shown_local_id(said.key); !key.empty()) row.set("key", std::move(key));
  return row;
}

Document step_of(const ports::SaidMessage& said) {
  const core::Message& message = said.message;
  const auto happened = message.kind == core::MessageKind::out ? message.date : message.start;
  Document step;
  step.set("user", message.act.user)
      .set("act", core::name(message.kind))
      .set("name", both(report::message_word(message.kind)))
      .set("happened", day(happened))
      .set("registered", message.act.on.text())
      .set("state", said.state)
      .set("status", both(report::queue_word(said.state)));
  if (happened) step.set("delay_days", static_cast<std::int64_t>((message.act.on - *happened).count()));
  return step;
}

}  // namespace

base::Result<Document> Operations::history_of(const base::RegistrationId& id) const {
  Document steps{Document::Array{}};
  auto read = ledger_.each_said({id, {}, {}}, [&](const ports::SaidMessage& said) -> base::Result<void> {
    if (said.message.kind <= core::MessageKind::out) steps.add(step_of(said));
    return {};
  });
  if (!read) return read.error();
  return steps;
}

base::Result<Document::Array> Operations::registrations_of(const std::string& user, const std::string& place,
                                                           base::Date since) {
  const auto directory = directory_now();
  if (!directory) return directory.error();
  std::vector<std::pair<Document, Document>> found;  // The row, and what was registered.
  std::map<std::string, std::size_t> places;
  auto read = ledger_.each_said({{}, user, since}, [&](const ports::SaidMessage& said) -> base::Result<void> {
    const core::Registration& of = said.registration;
    if (!place.empty() && of.place != place) return {};
    if (!core::may_see(**directory, user, of, said.standing, today())) return {};
    const auto [at, added] = places.emplace(of.id.text(), found.size());
    if (added) found.emplace_back(row_of(said), Document(Document::Array{}));
    found[at->second].second.add(step_of(said));
    return {};
  });
  if (!read) return read.error();
  Document::Array rows;
  for (auto& [row, registered] : found) rows.push_back(std::move(row.set("registered", std::move(registered))));
  return rows;
}

}  // namespace gateway::api
