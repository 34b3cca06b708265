// Who is meant by a person number: beside a case that is named, and after the number has changed.
#include <gmock/gmock.h>

#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using core::Code;
using core::EndCause;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

class NamedPerson : public CaseDesk {
 protected:
  static core::Person another() { return {test_number("1988-03-04"), "Prov", "Provsson", core::Sex::woman}; }
  static core::PersonNumber number_of(const core::Person& person) {
    return std::get<core::PersonNumber>(core::PersonNumber::parse(person.number, kToday));
  }
  ActAnswer told(ActKind kind, const base::RegistrationId& of, const core::Person& whose,
                 std::optional<EndCause> cause = std::nullopt) {
    core::CooperationAct act = fk_.later(kind, "2026-03-16", "fk.gavle", of);
    act.cause = cause;
    return fk_.act(act, whose);
  }
  /// The record of the person says another number: what is registered of them goes along.
  void becomes_another() {
    fk_.office.take({participation()});
    fk_.office.take({io::made::of("I-1", "1988-03-04")}, "day-2");
  }
  std::vector<ports::ParkedAct> waiting(const core::Person& whose) {
    std::vector<ports::ParkedAct> all;
    fk_.office.write([&](ports::Transaction& t) { all = must(t.cases().parked({number_of(whose)})); });
    return all;
  }
};

TEST_F(NamedPerson, WhoIsNotTheCasesGetsTheAnswerOfNoCaseAndNothingHappensToEither) {
  const base::RegistrationId id = fk_.request().id;
  const base::RegistrationId other = fk_.act(fk_.asked_request("fk.gavle"), another()).id;
  carry(fk_, node_);
  const core::Person unknown{test_number("1991-05-06"), "", "", core::Sex::woman};
  for (const auto& [kind, cause] :
       std::vector<std::pair<ActKind, std::optional<EndCause>>>{{ActKind::meet, std::nullopt},
                                                                {ActKind::interrupt, EndCause::deceased},
                                                                {ActKind::interrupt, EndCause::consent_withdrawn}}) {
    for (const core::Person& whose : {another(), unknown}) {
      const ActAnswer answer = told(kind, id, whose, cause);
      EXPECT_EQ(answer.outcome, Outcome::rejected);
      EXPECT_THAT(answer.reasons, ElementsAre(Field(&core::Reason::code, Code::case_unknown)));
    }
  }
  EXPECT_EQ(fk_.queued(), 0U);
  for (const ports::ListedCase& one : fk_.cases()) EXPECT_EQ(one.course.state, core::CaseState::requested);
  EXPECT_EQ(told(ActKind::interrupt, other, another(), EndCause::deceased).outcome, Outcome::accepted);
  EXPECT_EQ(told(ActKind::meet, id, person()).outcome, Outcome::accepted);
}

TEST_F(NamedPerson, IsNamedByANumberThatTheyHadToo) {
  const base::RegistrationId id = fk_.request().id;
  becomes_another();
  EXPECT_EQ(fk_.cases().front().person->number, another().number);
  EXPECT_EQ(told(ActKind::meet, id, person()).outcome, Outcome::accepted);
  EXPECT_EQ(told(ActKind::interrupt, id, another(), EndCause::deceased).outcome, Outcome::accepted);
}

TEST_F(NamedPerson, IsNotAskedForWhereNobodyIsFoundThroughTheCaseAnyMore) {
  const base::RegistrationId id = fk_.request().id;
  carry(fk_, node_);
  must(fk_.facts.protect(number_of(person()), "fk.gavle"));
  EXPECT_EQ(told(ActKind::meet, id, person()).outcome, Outcome::accepted);
}

TEST_F(NamedPerson, OfARequestIsNotSoughtInACaseThatItNames) {
  const base::RegistrationId id = fk_.request().id;
  core::CooperationAct request = fk_.asked_request("fk.gavle");
  request.case_id.bytes = id.bytes;
  const auto refused = [&] {
    const ActAnswer answer = fk_.act(request, another());
    EXPECT_EQ(answer.outcome, Outcome::rejected);
    EXPECT_THAT(answer.reasons, ElementsAre(core::Reason{Code::answer_not_asked, "case"}));
  };
  refused();
  fk_.conclude(id);
  refused();
  request.case_id = {};
  EXPECT_EQ(fk_.act(request, another()).outcome, Outcome::accepted);
}

TEST_F(NamedPerson, WhatWaitsUnderAFormerNumberIsReachedThoughNothingLinksTheTwoAfterwards) {
  for (const bool died : {true, false}) {
    SCOPED_TRACE(died ? "death" : "flag");
    Party fresh{"fk"};
    fresh.office.take({participation()});
    fresh.office.take({io::made::of("I-1", "1988-03-04")}, "day-2");
    core::CooperationAct request = fresh.asked_request("fk.gavle");
    request.consent.reset();
    ASSERT_EQ(fresh.act(request, person(), "K-1").outcome, Outcome::parked);
    if (died) {
      must(fresh.facts.deceased(number_of(another()), day("2026-11-10"), "fk.gavle"));
    } else {
      must(fresh.facts.protect(number_of(another()), "fk.gavle"));
    }
    std::vector<ports::ParkedAct> left;
    fresh.office.write([&](ports::Transaction& t) { left = must(t.cases().parked({number_of(person())})); });
    EXPECT_THAT(left, IsEmpty()) << "a yes to it would name somebody whom nobody may name";
    std::int64_t counted = 0;
    for (const core::Totals& one : must(fresh.office.ledger->totals())) counted += one.women + one.men;
    EXPECT_EQ(counted, 2) << "the insats and the request";
  }
}

}  // namespace
}  // namespace gateway::api
