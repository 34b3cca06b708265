#include "gateway/api/receipt.h"

#include <algorithm>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"

namespace gateway::api {

namespace {

using base::Document;
using core::Language;

std::string in(Language language, const report::Phrase& phrase) {
  return std::string(phrase.in(language));
}

std::string_view name(Had had) {
  return had == Had::yes ? "yes" : had == Had::maybe ? "maybe" : "no";
}

/// Those who had it, or may have had it, each once; empty where there are none.
std::string named(const std::vector<Recipient>& recipients, Had had, const report::Phrase& before, Language language) {
  std::vector<std::string> names;
  for (const Recipient& one : recipients) {
    if (one.had != had) continue;
    std::string name = one.id == kSus ? "SUS" : one.name.empty() ? one.id : one.name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  std::string text;
  for (const std::string& one : names) text += (text.empty() ? in(language, before) : ", ") + one;
  return text.empty() ? text : text + ".";
}

/// Each recipient by how surely it had the data, and what it still has to hear of.
std::string recipients_text(const std::vector<Recipient>& recipients, Language language) {
  std::size_t waiting = 0;
  for (const Recipient& one : recipients) waiting += one.told && !one.through_sus && !one.sent ? 1U : 0U;
  std::string text =
      named(recipients, Had::yes, {" Hade fått uppgifterna: ", " Had received the data: "}, language) +
      named(recipients, Had::maybe, {" Kan ha fått uppgifterna: ", " May have received the data: "}, language);
  if (text.empty()) text = in(language, {" Ingen annan hade fått uppgifterna.", " Nobody else had received the data."});
  if (waiting > 0) {
    text += in(language, {" Väntar på att skickas: ", " Waits to be sent: "}) + std::to_string(waiting) + ".";
  }
  return text;
}

std::string fact_text(const flow::Receipt& receipt, Language language) {
  const auto counted = [&](std::size_t count, const report::Phrase& one, const report::Phrase& more) {
    return std::to_string(count) + " " + in(language, count == 1 ? one : more);
  };
  std::string text =
      in(language, {"Uppgiften är sparad och gäller: ", "The fact is stored and holds: "}) +
      counted(receipt.records, {"post berörs", "record concerned"}, {"poster berörs", "records concerned"}) +
      in(language, {". Stoppat: ", ". Stopped: "}) +
      counted(receipt.stopped, {"köat meddelande", "queued message"}, {"köade meddelanden", "queued messages"}) +
      in(language, {". Skickas: ", ". Will be sent: "}) +
      counted(receipt.messages, {"meddelande", "message"}, {"meddelanden", "messages"}) +
      in(language, {" utan personuppgifter.", " without identity."});
  if (receipt.for_fk > 0) {
    text += in(language, {" FK ska underrättas om det som redan var avslutat (GDPR art. 17): ",
                          " FK is to be told of what had ended already (GDPR art. 17): "}) +
            counted(receipt.for_fk, {"registrering", "registration"}, {"registreringar", "registrations"}) +
            in(language, {"; se consent for-fk.", "; see consent for-fk."});
  }
  if (receipt.decided.read > 0) {
    text += in(language, {" Avgjort på nytt: ", " Decided anew: "}) + std::to_string(receipt.decided.read) + ".";
  }
  return text;
}

Document time(const std::optional<base::Instant>& at) {
  return at ? Document(base::text(*at)) : Document();
}

}  // namespace

Document document_of(const Recipient& one) {
  Document row;
  row.set("registration", one.registration.text())
      .set("recipient", one.id)
      .set("name", one.id == kSus ? "SUS" : one.name)
      .set("through", one.through_sus ? Document(kSus) : Document())
      .set("had", name(one.had))
      .set("received", time(one.received));
  if (one.told) {
    row.set("told", core::name(*one.told))
        .set("message", both(report::message_word(*one.told)))
        .set("state", one.state)
        .set("status", both(report::queue_word(one.state)))
        .set("sent", time(one.sent));
  }
  return row;
}

Document document_of(const flow::Receipt& receipt, const std::vector<Recipient>& recipients, const Document& text) {
  const auto in_full = [&](Language language) {
    return fact_text(receipt, language) + recipients_text(recipients, language);
  };
  Document ids{Document::Array{}};
  for (const base::RegistrationId& id : receipt.registrations) ids.add(id.text());
  Document rows{Document::Array{}};
  for (const Recipient& one : recipients) rows.add(document_of(one));
  return Document()
      .set("schema", "gateway.receipt/1")
      .set("records", static_cast<std::int64_t>(receipt.records))
      .set("stopped", static_cast<std::int64_t>(receipt.stopped))
      .set("messages", static_cast<std::int64_t>(receipt.messages))
      .set("registrations", std::move(ids))
      .set("for_fk", static_cast<std::int64_t>(receipt.for_fk))
      .set("decided", api::document_of(receipt.decided))
      .set("recipients", std::move(rows))
      .set("text", text.is_null() ? both(in_full(Language::swedish), in_full(Language::english)) : text);
}

/// SUS where it has the registration, may have it, or was sent what ends or hides it.
base::Result<std::optional<Recipient>> Operations::sus_of(const base::RegistrationId& id) const {
  Recipient sus{id, kSus, {}, false, std::nullopt, std::nullopt, {}, std::nullopt};
  core::Handover handover = core::Handover::nothing;
  auto read = ledger_.each_said({id, {}, {}}, [&](const ports::SaidMessage& said) -> base::Result<void> {
    const core::MessageKind kind = said.message.kind;
    const bool delivered = said.state == "delivered";
    const bool never_had = std::any_of(said.reasons.begin(), said.reasons.end(), [](const core::Reason& reason) {
      return reason.code == core::Code::registration_voided;
    });
    handover = said.registration.handover;
    if ((delivered && never_had) || handover == core::Handover::refused) sus.had = Had::no;
    if (core::opens(kind) && delivered && !never_had && !sus.received) sus.received = said.changed;
    if (!core::identity_free(kind)) return {};
    sus.told = kind;
    sus.state = said.state;
    sus.sent = delivered ? std::optional(said.changed) : std::nullopt;
    return {};
  });
  if (!read) return read.error();
  if (handover == core::Handover::acknowledged || sus.received) sus.had = Had::yes;
  const bool sent = handover == core::Handover::acknowledged || handover == core::Handover::unknown;
  if (!sent && !sus.received && !sus.told) return std::optional<Recipient>();
  return std::optional(std::move(sus));
}

/// The organisations whose offices a case, or the proposal of one, was told to.
base::Result<std::vector<std::string>> Operations::parties_of(const base::RegistrationId& id,
                                                              const core::Directory& directory) const {
  const std::string own = engine_.rules().organisation;
  std::vector<std::string> parties;
  const auto add = [&](const std::string& office) {
    const core::Office* known = directory.office(office);
    if (known == nullptr || known->organisation == own) return;
    if (std::find(parties.begin(), parties.end(), known->organisation) == parties.end()) {
      parties.push_back(known->organisation);
    }
  };
  ports::CaseFilter filter;
  filter.id = id;
  auto listed = ledger_.cases().each_case(filter, [&](const ports::ListedCase& one) -> base::Result<void> {
    add(one.course.af_office);
    add(one.course.fk_office);
    return {};
  });
  if (!listed) return listed.error();
  ports::TaskFilter of_case;
  of_case.about = id;
  of_case.open_only = false;
  auto tasks = ledger_.cases().each_task(of_case, [&](const ports::KeptTask& kept) -> base::Result<void> {
    add(kept.task.office);
    return {};
  });
  if (!tasks) return tasks.error();
  auto said = ledger_.each_said({id, {}, {}}, [&](const ports::SaidMessage& one) -> base::Result<void> {
    if (one.registration.kind == core::RegistrationKind::task) add(one.registration.place);
    return {};
  });
  if (!said) return said.error();
  return parties;
}

base::Result<std::vector<Recipient>> Operations::recipients_of(const std::vector<base::RegistrationId>& registrations) {
  std::vector<Recipient> recipients;
  if (registrations.empty()) return recipients;
  const auto directory = directory_now();
  if (!directory) return directory.error();
  for (const base::RegistrationId& id : registrations) {
    const auto sus = sus_of(id);
    if (!sus) return sus.error();
    // Nobody has it but by SUS.
    if (!*sus) continue;
    recipients.push_back(**sus);
    const auto parties = parties_of(id, **directory);
    if (!parties) return parties.error();
    for (const std::string& party : *parties) {
      const core::Organisation* known = (*directory)->organisation(party);
      Recipient through = **sus;
      through.id = party;
      through.name = known == nullptr ? std::string() : known->name;
      through.through_sus = true;
      through.received.reset();
      through.sent.reset();
      recipients.push_back(std::move(through));
    }
  }
  return recipients;
}

/// A protective fact is acknowledged only when nothing of it is in a target's hands (design §1.4). `text`: what is said
/// instead of what a fact does.
base::Result<Document> Operations::receipt(const base::Result<flow::Receipt>& done, bool out_of_hands,
                                           const Document& text) {
  if (!done) return done.error();
  std::vector<std::string> registrations;
  for (const base::RegistrationId& id : done->registrations) registrations.push_back(id.text());
  if (out_of_hands && !registrations.empty()) {
    if (const auto waited = engine_.wait_out_of_hands(registrations); !waited) {
      return base::Error{waited.error().fault,
                         "stored and effective on all that is queued, but a message may still be in the target's "
                         "hands: " +
                             waited.error().what};
    }
    // So that it can be said when what leaves was sent; what the target does not take now waits, and is said to.
    if (done->messages > 0) engine_.settle();
  }
  const auto recipients = recipients_of(done->registrations);
  if (!recipients) return recipients.error();
  return document_of(*done, *recipients, text);
}

}  // namespace gateway::api
