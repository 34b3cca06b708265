// A case of the AF/FK cooperation that was of the wrong person, said at a gateway.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::MessageKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// One person with two cases at FK: one that has ended, and the one after it.
class WrongCase : public CaseDesk {
 protected:
  WrongCase() {
    first_ = fk_.request().id;
    fk_.conclude(first_);
    second_ = fk_.act(fk_.asked_again("fk.gavle"), person()).id;
    carry(fk_, node_);
  }
  Document by_person(const char* reason) const {
    return Document().set("person", person().number).set("reason", reason).set("by", "fk.gavle");
  }
  static Document by_case(const base::RegistrationId& id) {
    return Document().set("case", id.text()).set("reason", "wrong_person").set("by", "fk.gavle");
  }
  std::vector<base::RegistrationId> of_person(Party& party) {
    std::vector<base::RegistrationId> ids;
    party.office.write([&](ports::Transaction& t) {
      ids = must(t.cases().of_person(std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday))));
    });
    return ids;
  }

  base::RegistrationId first_, second_;
};

TEST_F(WrongCase, R_OfSeveralIsNamed) {
  const base::Error refused = refusal("participant.wrong", by_person("wrong_person"));
  EXPECT_EQ(refused.fault, base::Fault::reject);
  EXPECT_THAT(refused.what, HasSubstr("name the wrong one by --case"));
  EXPECT_THAT(of_person(fk_), SizeIs(2)) << "nothing is destroyed";
  EXPECT_EQ(rows(answer("incident.list", {})), 0U);
}

TEST_F(WrongCase, R_IsDestroyedAloneAndOnce) {
  const Document done = answer("participant.wrong", by_case(first_));
  EXPECT_EQ(done.integer_or("records", 0), 1);
  EXPECT_THAT(of_person(fk_), ElementsAre(second_));
  const Document incidents = answer("incident.list", {});
  ASSERT_EQ(rows(incidents), 1U);
  EXPECT_EQ(row(incidents).text("id"), first_.text());
  const std::size_t queued = fk_.queued();
  EXPECT_THAT(refusal("participant.wrong", by_case(first_)).what, HasSubstr("nothing that matches"));
  EXPECT_EQ(fk_.queued(), queued) << "a case has one exit";
  carry(fk_, node_);
  EXPECT_THAT(of_person(node_), ElementsAre(second_));
  EXPECT_TRUE(answer("participant.wrong", by_person("wrong_person")).integer_or("records", 0)) << "one is left";
}

TEST_F(WrongCase, R_WithoutConsentIsSaidOfAllOfThem) {
  EXPECT_EQ(answer("participant.wrong", by_person("without_consent")).integer_or("records", 0), 2);
  EXPECT_THAT(of_person(fk_), IsEmpty());
  carry(fk_, node_);
  EXPECT_THAT(of_person(node_), IsEmpty());
}

}  // namespace
}  // namespace gateway::api
