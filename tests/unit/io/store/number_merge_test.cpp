#include <gmock/gmock.h>

#include <map>

#include "gateway/core/wrong.h"
#include "tests/unit/io/store/office.h"

// Rows o and p of domain.md §3: numbers that were joined on a source's word are parted again, and a flag on the old one
// alone is the person's.

namespace gateway::io {
namespace {

using namespace made;
using core::Outcome;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const char* const kFormer = "1987-02-03";
const char* const kLater = "1988-03-04";
const char* const kThird = "1991-05-06";
/// One of Skatteverket's test numbers.
const char* const kCoordination = "197001782395";

core::PersonNumber number(const std::string& digits) {
  return std::get<core::PersonNumber>(core::PersonNumber::parse(digits, kToday));
}

core::PersonNumber born(const std::string& birthday) {
  return number(test_number(birthday));
}

/// A ledger in which numbers are joined and parted.
class Merging : public Office {
 public:
  std::size_t found(const std::string& birthday) {
    std::size_t records = 0;
    write([&](ports::Transaction& t) { records = must(t.find({{}, {}, born(birthday)})).size(); });
    return records;
  }
  std::size_t unmerge(const std::string& birthday) {
    std::size_t back = 0;
    write([&](ports::Transaction& t) { back = must(t.unmerge(born(birthday), "maj.lind", clock.now())).size(); });
    return back;
  }
  std::optional<core::Code> fault(const std::string& birthday) {
    std::optional<core::Reason> reason;
    write([&](ports::Transaction& t) { reason = core::unmerge_fault(must(t.merged(born(birthday)))); });
    return reason ? std::optional(reason->code) : std::nullopt;
  }
  void protect(const core::PersonNumber& number) {
    write([&](ports::Transaction& t) { must(t.protect(number, "maj.lind", clock.now())); });
  }
  void tell(const std::string& birthday, const core::Consent& told) {
    write([&](ports::Transaction& t) {
      for (const ports::RecordRef& ref : must(t.find({{}, {}, born(birthday)}))) {
        must(t.tell(ref, told, "maj.lind", clock.now()));
      }
    });
  }
  core::Situation situation(const std::string& key) {
    core::Situation situation;
    write([&](ports::Transaction& t) {
      situation = must(t.situation(must(t.find({"accorda", key, std::nullopt})).at(0)));
    });
    return situation;
  }
  /// Whom each message that names somebody would name.
  std::vector<std::string> named() {
    std::vector<std::string> numbers;
    for (const ports::DueMessage& message : due()) {
      if (message.facts.person) numbers.push_back(message.facts.person->number);
    }
    return numbers;
  }
  std::int64_t count(const char* sql) {
    store::Database database(folder.config().database, store::Database::Mode::read_only);
    store::Query query = database.query(sql);
    query.step();
    return query.integer(0);
  }
  std::map<std::string, Outcome> outcomes() {
    std::map<std::string, Outcome> all;
    for (const ports::ListedUnit& unit : list()) all[unit.key] = unit.outcome;
    return all;
  }
};

core::Participation succeeding(const std::string& key, const std::string& birthday, const std::string& former) {
  core::Participation record = of(key, birthday);
  record.previous_number = former;
  return record;
}

TEST(NumberMerge, P_WhatWasJoinedGoesBackAndWhatCameSinceStays) {
  Merging office;
  office.take({participation(), of("I-2", kLater)});
  office.deliver();
  office.take({of("I-1", kLater), of("I-3", kLater)}, "day-2");
  ASSERT_EQ(office.found(kLater), 3U);
  ASSERT_EQ(office.found(kFormer), 0U);
  EXPECT_EQ(office.fault(kLater), std::nullopt);
  EXPECT_EQ(office.unmerge(kLater), 1U);
  EXPECT_EQ(office.found(kLater), 2U);
  EXPECT_EQ(office.found(kFormer), 1U);
  EXPECT_EQ(office.fault(kLater), core::Code::merge_unknown) << "it is undone once";
  EXPECT_THAT(office.named(), ElementsAre(test_number(kLater))) << "I-3 leaves under the number it was told with";
  EXPECT_TRUE(*must(office.ledger->verify()).find("ok")->boolean());
}

TEST(NumberMerge, P_ANumberThatWasReplacedComesBackWithItsPerson) {
  Merging office;
  office.take({participation()});
  office.deliver();
  office.take({of("I-1", kLater)}, "day-2");
  EXPECT_EQ(office.unmerge(kLater), 1U);
  EXPECT_EQ(office.found(kFormer), 1U);
  EXPECT_EQ(office.found(kLater), 0U);
  EXPECT_EQ(office.count("SELECT count(*) FROM subject"), 1) << "nobody is left under the later number";
  EXPECT_EQ(office.count("SELECT count(*) FROM number_merge"), 0);
}

TEST(NumberMerge, P_ASourceThatNamesTheOldNumberJoinsAllOfThePerson) {
  Merging office;
  office.take({participation(), of("I-2", kFormer), of("I-3", kLater)});
  office.deliver();
  office.take({succeeding("I-4", kLater, test_number(kFormer))}, "day-2");
  EXPECT_EQ(office.found(kLater), 4U);
  EXPECT_EQ(office.found(kFormer), 0U);
  EXPECT_EQ(office.count("SELECT count(*) FROM subject"), 1);
  EXPECT_EQ(office.unmerge(kLater), 2U);
  EXPECT_EQ(office.found(kFormer), 2U);
  EXPECT_EQ(office.found(kLater), 2U);
}

TEST(NumberMerge, P_ASourceThatNamesTheOldNumberGivesThePersonTheNew) {
  Merging office;
  office.take({participation()});
  office.deliver();
  office.take({succeeding("I-2", kLater, test_number(kFormer))}, "day-2");
  EXPECT_EQ(office.found(kFormer), 0U);
  EXPECT_EQ(office.found(kLater), 2U);
  EXPECT_EQ(office.unmerge(kLater), 1U);
  EXPECT_EQ(office.found(kFormer), 1U);
  EXPECT_EQ(office.found(kLater), 1U);
}

TEST(NumberMerge, P_WhoeverStillSaysTheOldNumberIsThePersonItBecame) {
  Merging office;
  office.take({participation(), of("I-2", kFormer)});
  office.deliver();
  office.take({of("I-1", kLater)}, "day-2");
  core::Participation ended = of("I-2", kFormer);
  ended.end = day("2026-11-10");
  office.take({ended}, "day-3");
  EXPECT_EQ(office.found(kFormer), 0U);
  EXPECT_EQ(office.found(kLater), 2U);
  office.take({participation()}, "day-4");
  EXPECT_EQ(office.found(kFormer), 2U) << "whoever said it may take it back";
}

TEST(NumberMerge, P_WhatWasPartedIsNotJoinedAgain) {
  Merging office;
  office.take({participation(), of("I-2", kLater)});
  office.deliver();
  office.take({of("I-1", kLater)}, "day-2");
  office.unmerge(kLater);
  office.take({of("I-1", kLater), succeeding("I-3", kLater, test_number(kFormer))}, "day-3");
  EXPECT_EQ(office.found(kFormer), 1U);
  for (const std::string key : {"I-1", "I-3"}) EXPECT_EQ(office.outcomes()[key], Outcome::rejected) << key;
  for (const ports::ListedUnit& unit : office.list(Outcome::rejected)) {
    EXPECT_EQ(unit.reasons.at(0).code, core::Code::numbers_separated);
  }
  office.take({participation()}, "day-4");
  EXPECT_NE(office.outcomes()["I-1"], Outcome::rejected) << "mended in the source";
  office.take({of("I-1", kThird)}, "day-5");
  EXPECT_EQ(office.found(kThird), 1U) << "another number is another matter";
}

TEST(NumberMerge, P_NumbersThatChangedTwiceArePartedOneAtATime) {
  Merging office;
  office.take({participation(), of("I-2", kLater), of("I-3", kThird)});
  office.deliver();
  office.take({of("I-1", kLater)}, "day-2");
  office.take({succeeding("I-4", kThird, test_number(kLater))}, "day-3");
  ASSERT_EQ(office.found(kThird), 4U);
  EXPECT_EQ(office.unmerge(kThird), 2U);
  EXPECT_EQ(office.found(kThird), 2U);
  EXPECT_EQ(office.found(kLater), 2U);
  EXPECT_EQ(office.unmerge(kLater), 1U);
  EXPECT_EQ(office.found(kFormer), 1U);
  EXPECT_EQ(office.found(kLater), 1U);
}

TEST(NumberMerge, P_WhatHasMovedOnSinceStaysWhereItIs) {
  Merging office;
  office.take({participation(), of("I-2", kLater), of("I-3", kThird)});
  office.deliver();
  office.take({of("I-1", kLater)}, "day-2");
  office.take({of("I-1", kThird)}, "day-3");
  EXPECT_EQ(office.unmerge(kLater), 0U);
  EXPECT_EQ(office.found(kThird), 2U);
}

TEST(NumberMerge, P_AYesToldSinceStaysAndANoGoesAlong) {
  const core::Consent yes{core::ConsentAnswer::given, "SUS 2024", day("2026-11-01"), std::nullopt};
  const core::Consent no{core::ConsentAnswer::none, "", std::nullopt, day("2026-11-02")};
  for (const auto& told : {yes, no}) {
    Merging office;
    office.take({participation(), of("I-2", kLater)});
    office.deliver();
    office.take({of("I-1", kLater)}, "day-2");
    office.tell(kLater, told);
    office.unmerge(kLater);
    EXPECT_EQ(office.situation("I-1").standing.told.has_value(), told.withdrawn.has_value());
    EXPECT_EQ(office.situation("I-2").standing.told, told);
  }
}

TEST(NumberMerge, P_ADeathGoesWithItsNumber) {
  Merging office;
  core::Participation dead = participation();
  dead.deceased = day("2026-11-05");
  office.take({participation(), of("I-2", kLater)});
  office.deliver();
  office.take({dead}, "day-2");
  office.deliver();
  dead.number = test_number(kLater);
  office.take({dead}, "day-3");
  EXPECT_TRUE(office.situation("I-2").deceased);
  office.unmerge(kLater);
  EXPECT_FALSE(office.situation("I-2").deceased);
  EXPECT_TRUE(office.situation("I-1").deceased);
}

TEST(NumberMerge, P_WhatTheNodeHasUnderTheLaterNumberCannotBeParted) {
  Merging office;
  office.take({participation()});
  office.take({of("I-1", kLater)}, "day-2");
  EXPECT_EQ(office.fault(kLater), std::nullopt) << "nothing has left yet";
  office.deliver();
  EXPECT_EQ(office.fault(kLater), core::Code::merge_sent);
}

TEST(NumberMerge, O_AFlagOnEitherNumberKeepsThemTogether) {
  for (const std::string flagged : {kFormer, kLater}) {
    Merging office;
    office.take({participation(), of("I-2", kLater)});
    office.deliver();
    office.take({of("I-1", kLater)}, "day-2");
    office.protect(born(flagged));
    EXPECT_EQ(office.fault(kLater), core::Code::merge_protected) << flagged;
  }
}

TEST(NumberMerge, O_AFlagToldOfTheOldNumberIsThePersons) {
  Merging office;
  office.take({participation(), of("I-2", kLater)});
  office.deliver();
  office.take({of("I-1", kLater)}, "day-2");
  office.protect(born(kThird));
  EXPECT_FALSE(office.situation("I-1").person_protected);
  office.protect(born(kFormer));
  EXPECT_TRUE(office.situation("I-1").person_protected);
  EXPECT_TRUE(office.situation("I-2").person_protected);
  EXPECT_EQ(office.found(kFormer), 2U) << "so that what is registered is stripped at once";
}

TEST(NumberMerge, O_AFlagOnTheOldNumberAloneHoldsUnderTheNew) {
  Merging office;
  office.protect(number(kCoordination));
  office.take({succeeding("I-1", kLater, kCoordination)});
  EXPECT_EQ(office.outcomes()["I-1"], Outcome::parked);
  EXPECT_THAT(office.due(), IsEmpty());
  office.take({of("I-2", kLater)}, "day-2");
  EXPECT_EQ(office.list(Outcome::accepted).size(), 0U) << "what says nothing of the old number is protected, too";
  EXPECT_THAT(office.named(), IsEmpty());
  office.take({succeeding("I-3", kThird, test_number(kFormer))}, "day-3");
  EXPECT_THAT(office.named(), ElementsAre(test_number(kThird))) << "an old number without a flag hides nobody";
}

TEST(NumberMerge, O_AFlagFollowsFromCoordinationNumberToPersonNumber) {
  for (const bool stripped : {false, true}) {
    Merging office;
    core::Participation record = participation();
    record.number = kCoordination;
    office.take({record});
    office.deliver();
    office.protect(number(kCoordination));
    if (stripped) {
      record.answers.education = "3";
      office.take({record}, "day-2");
      office.deliver();
    }
    record.number = test_number(kLater);
    office.take({record, of("I-2", kLater)}, "day-3");
    EXPECT_THAT(office.list(Outcome::anonymous), SizeIs(1)) << "I-2";
    EXPECT_THAT(office.named(), IsEmpty());
    EXPECT_EQ(office.count("SELECT count(*) FROM number_merge"), 0) << "no link between old and new";
    EXPECT_EQ(office.found(kLater), 0U);
  }
}

TEST(NumberMerge, P_NoLinkIsLeftWhereTheIdentityLeaves) {
  Merging office;
  office.take({participation()});
  office.deliver();
  office.take({of("I-1", kLater)}, "day-2");
  ASSERT_EQ(office.count("SELECT count(*) FROM number_merge"), 1);
  office.write([&](ports::Transaction& t) {
    const ports::RecordRef ref = must(t.find({"accorda", "I-1", std::nullopt})).at(0);
    must(t.store_fact(ref, core::decide_wrong(must(t.situation(ref)), core::Code::wrong_person, office.circumstances()),
                      office.clock.now()));
  });
  EXPECT_EQ(office.count("SELECT count(*) FROM subject"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM number_merge"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM merged_registration"), 0);
}

}  // namespace
}  // namespace gateway::io
