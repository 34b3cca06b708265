#pragma once

#include <map>
#include <string>

#include "gateway/core/cooperation/register.h"
#include "gateway/io/store/packing.h"
#include "gateway/io/store/values.h"

// Fields of values that are packed by themselves and in others. The order of fields is the format: a field is only ever
// added behind the last.

namespace gateway::core {

template <typename Io>
void fields(Io& io, Act& act) {
  io(act.user);
  io(act.organisation);
  io(act.at);
  io(act.on);
}

template <typename Io>
void fields(Io& io, Consent& consent) {
  io(consent.answer);
  io(consent.form);
  io(consent.date);
  io(consent.withdrawn);
}

/// All but where the original is.
template <typename Io>
void fields(Io& io, ConsentPaper& paper) {
  io(paper.language);
  io(paper.written);
  io(paper.signed_by);
  io(paper.collected_by);
  io(paper.told_by);
}

template <typename Io>
void fields(Io& io, Standing& standing) {
  io(standing.withdrawn);
  io(standing.withdrawal_assumed);
  io(standing.declined);
  io(standing.had_consent);
  io(standing.told);
  // What was told before there was a paper ends here.
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    if (io.at_end()) return;
  }
  if (!standing.told) return;
  fields(io, standing.told->paper);
  io(standing.told->paper.original_at);
}

template <typename Io>
void fields(Io& io, CaseConsent& consent) {
  fields(io, consent.consent);
  io(consent.purposes);
  // Whatever is kept was judged when it came.
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) consent.consent.paper.judged = true;
}

/// By the names of the fields, for their enumeration grows in its middle.
template <typename Io>
void fields(Io& io, FieldAnswers& answers) {
  std::size_t count = answers.size();
  io(count);
  if constexpr (std::is_same_v<Io, io::store::Packer>) {
    for (const auto& [field, text] : answers) {
      io(name(field));
      io(text);
    }
  } else {
    answers.clear();
    for (std::size_t i = 0; i < count; ++i) {
      std::string known;
      io(known);
      const auto field = parse_field(known);
      if (!field) throw io::store::damaged("a field that is not known: " + known);
      io(answers[*field]);
    }
  }
}

/// The consents of an act. Their number was a yes or no when there could be but one.
enum class Consents { none, one, both, for_mapping };

template <typename Io>
void fields_of_consents(Io& io, CooperationAct& act) {
  auto there = act.mapping_consent ? (act.consent ? Consents::both : Consents::for_mapping)
                                   : (act.consent ? Consents::one : Consents::none);
  io(there);
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    act.consent.reset();
    act.mapping_consent.reset();
    if (there == Consents::one || there == Consents::both) act.consent.emplace();
    if (there == Consents::both || there == Consents::for_mapping) act.mapping_consent.emplace();
  }
  if (act.consent) fields(io, *act.consent);
  if (act.mapping_consent) fields(io, *act.mapping_consent);
}

template <typename Io>
void fields(Io& io, CooperationAct& act) {
  io(act.kind);
  io(act.case_id);
  io(act.to);
  io(act.happened);
  fields(io, act.by);
  io(act.office);
  io(act.af_office);
  io(act.fk_office);
  io(act.meeting_on);
  io(act.until);
  fields(io, act.answers);
  io(act.outcome);
  io(act.cause);
  fields_of_consents(io, act);
  io(act.row);
  io(act.seen_version);
}

template <typename Io>
void fields(Io& io, TaskReply& reply) {
  io(reply.task);
  io(reply.event);
  io(reply.reason);
}

template <typename Io>
void fields(Io& io, TaskStep& step) {
  io(step.event);
  fields(io, step.by);
}

template <typename Io>
void fields(Io& io, CooperationTask& task) {
  io(task.id);
  fields(io, task.act);
  io(task.office);
  io(task.state);
  io(task.due);
  io(task.answer);
  io(task.superseded_by);
  io(task.steps);
}

template <typename Io>
void fields(Io& io, CaseRow& row) {
  io(row.number);
  io(row.kind);
  io(row.state);
  io(row.happened);
  fields(io, row.by);
  io(row.office);
  io(row.af_office);
  io(row.fk_office);
  io(row.meeting_on);
  io(row.until);
  fields(io, row.answers);
  io(row.outcome);
  io(row.cause);
  io(row.concerns);
  io(row.standing);
  io(row.undone_by);
  io(row.corrected_by);
}

template <typename Io>
void fields(Io& io, CaseNote& note) {
  io(note.af_office);
  io(note.fk_office);
  io(note.year);
  io(note.sex);
  // By its name, as reasons are.
  std::string cause(id(note.cause));
  io(cause);
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    const auto known = io::store::parse_code(cause);
    if (!known) throw io::store::damaged("why a case would be counted");
    note.cause = *known;
  }
}

/// All but `handover`, which its registration says.
template <typename Io>
void fields(Io& io, CooperationCase& course) {
  io(course.id);
  io(course.form);
  io(course.state);
  io(course.af_office);
  io(course.fk_office);
  io(course.rows);
  io(course.consent_form);
  io(course.consent_date);
  io(course.mapping_consent_on);
  io(course.responsible);
  io(course.deputy);
  io(course.version);
  io(course.stripped);
  io(course.exited);
  io(course.reading_closed);
  io(course.discarded);
  // Cases written before there was such a note end here.
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    if (io.at_end()) return;
  }
  io(course.if_void);
}

}  // namespace gateway::core
