#include "gateway/io/json/case_shapes.h"

#include "gateway/io/json/cooperation_shapes.h"

namespace gateway::io {

namespace {

using core::CaseRow;
using core::CooperationAct;
using core::CooperationCase;
using core::CooperationTask;
using core::TaskStep;
using core::ToldCase;
using core::ToldConsent;
using core::ToldProposal;

/// No case comes near: they only keep a document from being endless.
constexpr std::size_t kMostRows = 10'000;
constexpr std::size_t kMaxBytes = 8 * 1024 * 1024;

/// A row is undone by what it says undid it.
constexpr auto kUndone = [](CaseRow& row) -> std::uint32_t& {
  row.standing = core::RowStanding::undone;
  return row.undone_by;
};

constexpr Member kRowMembers[] = {
    In<CaseRow>::integer<&CaseRow::number, 1>("number").needed(),
    In<CaseRow>::parsed<&CaseRow::kind, core::parse_act_kind>("kind", kOneOf).needed(),
    In<CaseRow>::parsed<&CaseRow::state, core::parse_case_state>("state", kOneOf).needed(),
    In<CaseRow>::parsed<&CaseRow::happened, base::Date::parse>("happened", kADate).needed(),
    In<CaseRow>::sub<&CaseRow::by>("act", kAct).needed(),
    In<CaseRow>::text<&CaseRow::office>("office", 100),
    In<CaseRow>::text<&CaseRow::af_office>("af_office", 100),
    In<CaseRow>::text<&CaseRow::fk_office>("fk_office", 100),
    In<CaseRow>::parsed<&CaseRow::meeting_on, base::Date::parse>("meeting_on", kADate),
    In<CaseRow>::parsed<&CaseRow::until, base::Date::parse>("until", kADate),
    In<CaseRow>::sub<&CaseRow::answers>("answers", kFieldAnswers),
    In<CaseRow>::parsed<&CaseRow::outcome, core::parse_meeting_outcome>("outcome", kOneOf),
    In<CaseRow>::parsed<&CaseRow::cause, core::parse_end_cause>("cause", kOneOf),
    In<CaseRow>::integer<Made<Self{}, &CaseRow::concerns>{}, 1>("concerns"),
    In<CaseRow>::integer<kUndone, 1>("undone_by"),
    In<CaseRow>::integers<&CaseRow::corrected_by, 1>("corrected_by", kMostRows),
};
constexpr Shape kRow{kRowMembers};

constexpr Member kCourseOfCaseMembers[] = {
    In<CooperationCase>::parsed<&CooperationCase::form, word<kCaseForms>>("form", kOneOf).needed(),
    In<CooperationCase>::parsed<&CooperationCase::state, core::parse_case_state>("state", kOneOf).needed(),
    In<CooperationCase>::text<&CooperationCase::af_office>("af_office", 100).needed(),
    In<CooperationCase>::text<&CooperationCase::fk_office>("fk_office", 100).needed(),
    In<CooperationCase>::integer<&CooperationCase::version, 0, kMaxVersion>("version").needed(),
    In<CooperationCase>::text<&CooperationCase::responsible>("responsible", 100),
    In<CooperationCase>::text<&CooperationCase::deputy>("deputy", 100),
    In<CooperationCase>::parsed<&CooperationCase::mapping_consent_on, base::Date::parse>("mapping_consent_on", kADate),
    In<CooperationCase>::boolean<&CooperationCase::stripped>("stripped").needed(),
    In<CooperationCase>::boolean<&CooperationCase::exited>("exited").needed(),
    In<CooperationCase>::boolean<&CooperationCase::reading_closed>("reading_closed").needed(),
    In<CooperationCase>::boolean<&CooperationCase::discarded>("discarded").needed(),
    In<CooperationCase>::list<&CooperationCase::rows>("rows", kRow, kMostRows).needed(),
};
constexpr Shape kCourseOfCase{kCourseOfCaseMembers};

constexpr Member kStepMembers[] = {
    In<TaskStep>::parsed<&TaskStep::event, core::parse_task_event>("event", kOneOf).needed(),
    In<TaskStep>::sub<&TaskStep::by>("act", kAct).needed(),
};
constexpr Shape kStep{kStepMembers};

constexpr Member kTaskMembers[] = {
    In<CooperationTask>::parsed<&CooperationTask::id, core::TaskId::parse>("id", kHexId).needed(),
    In<CooperationTask>::text<&CooperationTask::office>("office", 100).needed(),
    In<CooperationTask>::parsed<&CooperationTask::state, core::parse_task_state>("state", kOneOf).needed(),
    In<CooperationTask>::parsed<&CooperationTask::due, base::Date::parse>("due", kADate).needed(),
    In<CooperationTask>::text<&CooperationTask::answer>("answer", 100),
    In<CooperationTask>::parsed<&CooperationTask::superseded_by, core::TaskId::parse>("superseded_by", kHexId),
    In<CooperationTask>::sub<Through<&CooperationTask::act, &CooperationAct::by>{}>("act", kAct).needed(),
    In<CooperationTask>::sub<&CooperationTask::act>("course", kCourse).needed(),
    In<CooperationTask>::list<&CooperationTask::steps>("steps", kStep, kMostRows),
};
constexpr Shape kTask{kTaskMembers};

constexpr Member kProposalMembers[] = {
    In<ToldProposal>::parsed<&ToldProposal::task, core::TaskId::parse>("task", kHexId).needed(),
    In<ToldProposal>::parsed<&ToldProposal::state, core::parse_proposal_state>("state", kOneOf).needed(),
};
constexpr Shape kProposal{kProposalMembers};

constexpr Member kConsentMembers[] = {
    In<ToldConsent>::boolean<&ToldConsent::given>("given").needed(),
    In<ToldConsent>::parsed<&ToldConsent::date, base::Date::parse>("date", kADate),
};
constexpr Shape kConsent{kConsentMembers};

constexpr Member kToldMembers[] = {
    In<ToldCase>::constant("schema", "gateway.case/1"),
    In<ToldCase>::parsed<&ToldCase::id, base::RegistrationId::parse>("registration", kHexId).needed(),
    In<ToldCase>::integer<&ToldCase::sequence, 0, kMaxVersion>("sequence").needed(),
    In<ToldCase>::boolean<&ToldCase::left>("left").needed(),
    In<ToldCase>::sub<&ToldCase::consent>("consent", kConsent),
    In<ToldCase>::sub<Made<Self{}, &ToldCase::person>{}>("person", kPerson),
    In<ToldCase>::sub<Made<Self{}, &ToldCase::course>{}>("case", kCourseOfCase),
    In<ToldCase>::list<&ToldCase::tasks>("tasks", kTask, kMostRows),
    In<ToldCase>::list<&ToldCase::proposals>("proposals", kProposal, kMostRows),
};
constexpr Shape kTold{kToldMembers};

}  // namespace

constinit const DocumentKind kCase{"gateway.case/1", "contracts/schema/case.schema.json", kTold, kMaxBytes};

}  // namespace gateway::io
