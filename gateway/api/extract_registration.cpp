// One registration of an extract: where it stands, who got what, who looked.
#include <algorithm>
#include <utility>

#include "gateway/api/case_documents.h"
#include "gateway/api/case_words.h"
#include "gateway/api/extract.h"
#include "gateway/api/extract_parts.h"
#include "gateway/api/extract_words.h"
#include "gateway/core/cooperation/caseworkers.h"
#include "gateway/report/local_id.h"

namespace gateway::api {

namespace {

using base::Document;
using core::MessageKind;
using report::Phrase;

class Writer {
 public:
  Writer(const ExtractedRegistration& one, const Extract& extract, const ExtractContext& with)
      : one_(one),
        extract_(extract),
        with_(with),
        policy_(*with.rules.policy),
        hidden_(extract.is_protected || one.held.registration.stripped) {}

  Document document() const {
    const core::Registration& is = one_.held.registration;
    Document out;
    out.set("registration", is.id.text()).set("kind", kind_of(is.kind)).set("name", both(kind_word(is.kind)));
    if (one_.of_case) {
      const core::CooperationCase& course = one_.of_case->course;
      out.set("state", core::name(course.state)).set("status", both(standing_word(course)));
      out.set("places", Document().add(place(course.af_office)).add(place(course.fk_office)));
    } else {
      const Standpoint stands = standpoint(is, stopped());
      out.set("state", stands.code).set("status", both(stands.word));
      out.set("places", hidden_ ? Document(Document::Array{}) : Document().add(place(is.place)));
    }
    return out.set("start", is.start.text())
        .set("end", day_document(one_.of_case ? one_.of_case->course.ended_on() : is.end))
        .set("hidden", hidden_)
        .set("caseworker", caseworker())
        .set("consent", consent())
        .set("for_fk", for_fk())
        .set("from", source())
        .set("history", history())
        .set("proposals", proposals())
        .set("recipients", recipients())
        .set("messages", messages())
        .set("looked", looked());
  }

 private:
  static std::string_view kind_of(core::RegistrationKind kind) {
    constexpr std::string_view kKinds[] = {"participation", "task", "cooperation"};
    return kKinds[static_cast<std::size_t>(kind)];
  }

  Document place(const std::string& id) const { return place_document(with_.directory, id); }
  Document organisation(const std::string& id) const { return organisation_document(with_.directory, id); }
  base::Date day_of(base::Instant at) const { return with_.clock.day_of(at); }

  Document caseworker() const {
    std::string user = one_.held.registration.act.user;
    std::string employer = one_.held.registration.act.organisation;
    std::string office;
    if (one_.of_case) {
      user = core::caseworkers(one_.of_case->course, one_.of_case->named, with_.rules.organisation).responsible;
      employer = with_.rules.organisation;
      office = core::office_at(one_.of_case->course, with_.directory, with_.rules.organisation);
    }
    if (user.empty() || (hidden_ && !one_.of_case)) return {};
    return Document()
        .set("user", user)
        .set("organisation", organisation(employer))
        .set("office", office.empty() ? Document() : place(office));
  }

  Document consent() const {
    const core::Registration& is = one_.held.registration;
    const core::Standing stands = core::with_told(one_.held.standing, extract_.on);
    Document purposes{Document::Array{}};
    const auto in = one_.of_case ? core::CooperationForm::af_fk : core::CooperationForm::finsam;
    for (const char* purpose : {"registration", "information_exchange", "own"}) {
      if (!is.consent_date || !policy_.covers(is.consent_form, purpose, in, *is.consent_date)) continue;
      purposes.add(Document().set("purpose", purpose).set("name", both(purpose_word(purpose))));
    }
    Document said;
    said.set("form", is.consent_form.empty() ? Document() : Document(is.consent_form))
        .set("given", day_document(is.consent_date))
        .set("purposes", std::move(purposes))
        .set("withdrawn", day_document(stands.withdrawn))
        .set("declined", day_document(stands.declined));
    const Document original = one_.original ? document_of(*one_.original, policy_, extract_.on) : Document();
    if (const Document* sent = original.find("sent")) said.set("archived", *sent);
    if (one_.original && !hidden_) {
      if (Document paper = api::document_of(one_.original->paper, true); !paper.is_null()) {
        said.set("paper", std::move(paper));
      }
      if (std::string version = is.consent_date ? policy_.form_version(is.consent_form, *is.consent_date) : "";
          !version.empty()) {
        said.set("version", std::move(version));
      }
    }
    return said;
  }

  /// Withdrawn after its end: whether FK was told, and by whom.
  Document for_fk() const {
    const auto& notice = one_.held.for_fk;
    if (!notice) return {};
    return Document()
        .set("withdrawn", notice->withdrawn.text())
        .set("told", day_document(notice->told))
        .set("told_by", notice->told && !hidden_ ? Document(notice->told_by) : Document());
  }

  static Document key(const std::string& local) {
    const std::string shown = report::shown_local_id(local);
    return shown.empty() ? Document() : Document(shown);
  }

  /// The system that told it, or the organisation whose caseworker registered it.
  Document source() const {
    const std::string& employer = one_.held.registration.act.organisation;
    const bool told = !employer.empty() && (!hidden_ || one_.of_case);
    return Document()
        .set("source", one_.held.source.empty() ? Document() : Document(one_.held.source))
        .set("key", key(one_.held.key))
        .set("organisation", told ? organisation(employer) : Document());
  }

  Document step(std::string_view act, const Phrase& name, base::Date happened, const core::Act& by) const {
    return Document()
        .set("act", act)
        .set("name", both(name))
        .set("happened", happened.text())
        .set("registered", by.on.text())
        .set("delay_days", static_cast<std::int64_t>((by.on - happened).count()));
  }

  Document history() const {
    Document rows{Document::Array{}};
    if (one_.of_case) {
      for (const core::CaseRow& row : one_.of_case->course.rows) {
        rows.add(step(core::name(row.kind), act_word(row.kind), row.happened, row.by)
                     .set("user", row.by.user)
                     .set("organisation", organisation(row.by.organisation))
                     .set("office", row.office.empty() ? Document() : place(row.office))
                     .set("status", both(row_word(row)))
                     .set("answers", Fields().add(row.answers, hidden_).take())
                     .set("undone", row.standing == core::RowStanding::undone));
      }
      return rows;
    }
    for (const ports::SaidMessage& said : one_.said) {
      const core::Message& message = said.message;
      if (message.kind > MessageKind::out && message.kind != MessageKind::task) continue;
      const auto happened = message.kind == MessageKind::out ? message.date : message.start;
      if (!happened) continue;
      rows.add(step(core::name(message.kind), report::message_word(message.kind), *happened, message.act)
                   .set("user", hidden_ ? Document() : Document(message.act.user))
                   .set("organisation", hidden_ ? Document() : organisation(message.act.organisation))
                   .set("office", Document())
                   .set("status", both(report::queue_word(said.state)))
                   .set("answers", Fields().add(message.answers).take())
                   .set("undone", false));
    }
    return rows;
  }

  Document proposals() const {
    Document rows{Document::Array{}};
    for (const ports::KeptTask& kept : one_.tasks) {
      const core::CooperationTask& task = kept.task;
      rows.add(Document()
                   .set("act", core::name(task.act.kind))
                   .set("name", both(act_word(task.act.kind)))
                   .set("happened", day_document(task.act.happened))
                   .set("by", organisation(task.act.by.organisation))
                   .set("office", place(task.office))
                   .set("state", core::name(task.state))
                   .set("status", both(task_word(task)))
                   .set("answers", Fields().add(task.act.answers, hidden_).take()));
    }
    return rows;
  }

  /// Whether the identity had left when the message did.
  bool after_strip(const ports::SaidMessage& said) const {
    for (const ports::SaidMessage& other : one_.said) {
      if (&other == &said) break;
      if (other.message.kind == MessageKind::strip) return true;
    }
    return std::any_of(one_.said.begin(), one_.said.end(), [&](const ports::SaidMessage& other) {
      return other.message.kind == MessageKind::strip && other.state == "delivered" && other.changed <= said.changed;
    });
  }

  std::vector<std::string> fields_of(const ports::SaidMessage& said) const {
    return core::sent_fields(said.message, extract_.person, after_strip(said), policy_, day_of(said.changed));
  }

  Document messages() const {
    Document rows{Document::Array{}};
    for (const ports::SaidMessage& said : one_.said) {
      Document reasons{Document::Array{}};
      for (core::Reason reason : said.reasons) {
        if (hidden_) reason.detail.clear();
        reasons.add(
            both(core::sentence(reason, core::Language::swedish), core::sentence(reason, core::Language::english)));
      }
      const bool sent = said.state == "delivered";
      rows.add(Document()
                   .set("kind", core::name(said.message.kind))
                   .set("name", both(report::message_word(said.message.kind)))
                   .set("state", said.state)
                   .set("status", both(report::queue_word(said.state)))
                   .set("since", base::text(said.changed))
                   .set("fields", named_fields(sent ? fields_of(said) : std::vector<std::string>()))
                   .set("reasons", std::move(reasons)));
    }
    return rows;
  }

  /// Whether the last message that opens the registration was stopped here, or could not be delivered.
  bool stopped() const {
    const auto last = std::find_if(one_.said.rbegin(), one_.said.rend(),
                                   [](const ports::SaidMessage& said) { return core::opens(said.message.kind); });
    return last != one_.said.rend() && (last->state == "stopped" || last->state == "dead");
  }

  /// Whether anything may have left: what was refused by a stop here never did.
  bool has_left() const {
    const core::Handover handover = one_.held.registration.handover;
    return handover != core::Handover::nothing && !(handover == core::Handover::refused && stopped());
  }

  /// Whether SUS has it, or may have it: what opens a registration has left, though no answer came or the answer was
  /// no.
  bool may_have_come(const ports::SaidMessage& said) const {
    return said.state == "delivered" || (core::opens(said.message.kind) && has_left());
  }

  /// To SUS went what its messages carried; the other authority reads of it what the field list lets SUS tell today.
  Document recipients() const {
    std::vector<std::string> sent;
    for (const ports::SaidMessage& said : one_.said) {
      if (!may_have_come(said)) continue;
      for (std::string& field : fields_of(said)) {
        if (std::find(sent.begin(), sent.end(), field) == sent.end()) sent.push_back(std::move(field));
      }
    }
    std::vector<std::string> told = sent;
    std::erase_if(
        told, [&](const std::string& field) { return !policy_.sends(core::Flow::sus_to_agency, field, extract_.on); });
    Document rows{Document::Array{}};
    const bool sus_is_named = std::any_of(one_.recipients.begin(), one_.recipients.end(),
                                          [](const Recipient& recipient) { return recipient.id == kSus; });
    if (!sus_is_named && has_left()) {
      Recipient sus;
      sus.registration = one_.held.registration.id;
      sus.id = kSus;
      sus.had = Had::no;  // It refused what it was sent, or it would be named.
      rows.add(document_of(sus).set("fields", named_fields(sent)));
    }
    for (const Recipient& recipient : one_.recipients) {
      rows.add(document_of(recipient).set("fields", named_fields(recipient.through_sus ? told : sent)));
    }
    return rows;
  }

  Document looked() const {
    std::vector<std::string> places = {one_.held.registration.place};
    if (one_.of_case) places = {one_.of_case->course.af_office, one_.of_case->course.fk_office};
    Document rows{Document::Array{}};
    for (const core::Access& look : one_.looks) {
      const base::Date on = day_of(look.at);
      const core::User* user = with_.directory.user(look.user);
      Document roles{Document::Array{}};
      for (const std::uint32_t at : with_.directory.held_by(look.user).roles) {
        const core::RoleHolding& role = with_.directory.rows().roles[at];
        if (role.period.contains(on)) roles.add(role.role);
      }
      Document at_places{Document::Array{}};
      for (const std::string& id : places) {
        if ((!hidden_ || one_.of_case) && with_.directory.has_assignment(look.user, id, on)) at_places.add(place(id));
      }
      rows.add(Document()
                   .set("at", base::text(look.at))
                   .set("user", look.user)
                   .set("organisation", user == nullptr ? Document() : organisation(user->organisation))
                   .set("roles", std::move(roles))
                   .set("places", std::move(at_places))
                   .set("operation", look.operation)
                   .set("name", both(look_word(look.operation))));
    }
    return rows;
  }

  const ExtractedRegistration& one_;
  const Extract& extract_;
  const ExtractContext& with_;
  const core::Policy& policy_;
  const bool hidden_;  ///< The identity has left, or must not be told.
};

}  // namespace

Document document_of(const ExtractedRegistration& one, const Extract& extract, const ExtractContext& with) {
  return Writer(one, extract, with).document();
}

}  // namespace gateway::api
