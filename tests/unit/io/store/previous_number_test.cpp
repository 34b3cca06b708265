#include <gmock/gmock.h>

#include "gateway/core/wrong.h"
#include "tests/unit/io/store/office.h"

// A record that comes for the first time and tells the person's previous number (domain.md §3 l–s): what is known of
// whoever had it is known of the person.

namespace gateway::io {
namespace {

using namespace made;

using core::Code;
using core::Outcome;
using ::testing::Contains;
using ::testing::ElementsAre;

const char* const kFormer = "1987-02-03";
const char* const kOther = "1988-03-04";
const char* const kThird = "1991-05-06";

core::PersonNumber number(const std::string& birthday) {
  return std::get<core::PersonNumber>(core::PersonNumber::parse(test_number(birthday), kToday));
}

/// Of the other number, which was the former one.
core::Participation renumbered(const std::string& key = "I-2") {
  core::Participation record = of(key, kOther);
  record.previous_number = test_number(kFormer);
  return record;
}

class PreviousNumber : public testing::Test {
 protected:
  std::vector<ports::RecordRef> find(const ports::Selector& selector) {
    std::vector<ports::RecordRef> found;
    office.write([&](ports::Transaction& t) { found = must(t.find(selector)); });
    return found;
  }
  /// The keys of what a fact about the number reaches, by their registrations.
  std::size_t reached(const std::string& birthday) { return find({{}, {}, number(birthday)}).size(); }

  core::Situation situation(const std::string& key) {
    core::Situation situation;
    office.write([&](ports::Transaction& t) {
      situation = must(t.situation(must(t.find({"accorda", key, std::nullopt})).at(0)));
    });
    return situation;
  }
  void protect(const std::string& birthday) {
    office.write([&](ports::Transaction& t) {
      must(t.protect(number(birthday), "maj.lind", office.clock.now(), core::Protection::unknown));
    });
  }
  std::optional<Code> part(const std::string& key, const std::string& birthday) {
    std::optional<Code> fault;
    office.write([&](ports::Transaction& t) {
      const auto refs = must(t.find({"accorda", key, std::nullopt}));
      fault = must(t.part_number(refs.at(0), number(birthday), "maj.lind", office.clock.now()));
    });
    return fault;
  }
  void wrong(const std::string& key) {
    office.write([&](ports::Transaction& t) {
      for (const ports::RecordRef& ref : must(t.find({"accorda", key, std::nullopt}))) {
        const auto decision = core::decide_wrong(must(t.situation(ref)), Code::wrong_person, office.circumstances());
        must(t.store_fact(ref, decision, office.clock.now()));
      }
    });
  }
  std::vector<Code> reasons(const std::string& key, Outcome outcome) {
    std::vector<Code> codes;
    for (const ports::ListedUnit& unit : office.list(outcome)) {
      if (unit.key != key) continue;
      for (const core::Reason& reason : unit.reasons) codes.push_back(reason.code);
    }
    return codes;
  }
  std::int64_t count(const char* sql) {
    store::Database database(office.folder.config().database, store::Database::Mode::read_only);
    store::Query query = database.query(sql);
    query.step();
    return query.integer(0);
  }
  std::int64_t former_numbers() { return count("SELECT count(*) FROM former_number"); }

  Office office;
};

TEST_F(PreviousNumber, OfAFreshRecordIsThePersonsToo) {
  office.take({renumbered(), of("I-3", kThird)});
  office.deliver();
  EXPECT_EQ(reached(kFormer), 1U) << "what is told of it finds the registration";
  protect(kFormer);
  EXPECT_TRUE(situation("I-2").person_protected);
  EXPECT_FALSE(situation("I-3").person_protected);
  office.take({renumbered()}, "day-2");
  EXPECT_TRUE(situation("I-2").registration->stripped) << "the same reading is looked at again";
}

TEST_F(PreviousNumber, ThatIsTheSameOrCannotBeReadJoinsNothing) {
  core::Participation same = of("I-2", kOther);
  same.previous_number = same.number;
  core::Participation unreadable = of("I-3", kThird);
  unreadable.previous_number = "191";
  office.take({same, unreadable});
  EXPECT_EQ(reached(kOther) + reached(kThird), 2U);
  EXPECT_EQ(former_numbers(), 0);
}

TEST_F(PreviousNumber, WithAFlagIsHeededWhateverIsRegistered) {
  office.take({of("I-2", kOther)});
  office.deliver();
  protect(kFormer);
  EXPECT_FALSE(situation("I-2").person_protected);
  office.take({renumbered()}, "day-2");
  EXPECT_TRUE(situation("I-2").registration->stripped);
  EXPECT_EQ(former_numbers(), 0) << "under protection nothing links the old and the new one";
  office.take({renumbered("I-4")}, "day-3");
  EXPECT_THAT(reasons("I-4", Outcome::parked), ElementsAre(Code::new_number_with_protection));
}

TEST_F(PreviousNumber, OfSomebodyDeadIsOfNobodyToRegister) {
  core::Participation dead = participation();
  office.take({dead});
  office.deliver();
  dead.deceased = day("2026-11-01");
  office.take({dead, renumbered()}, "day-2");
  EXPECT_THAT(reasons("", Outcome::anonymous), ElementsAre(Code::person_deceased));
  EXPECT_EQ(count("SELECT count(*) FROM registration"), 1);
}

TEST_F(PreviousNumber, UsesUpItsConsents) {
  office.take({participation()});
  office.deliver();
  office.withdraw({"accorda", "I-1", std::nullopt}, day("2026-11-10"));
  office.take({of("I-3", kOther)}, "day-2");
  EXPECT_THAT(reasons("I-3", Outcome::accepted), ElementsAre()) << "somebody else's";
  EXPECT_EQ(reached(kOther), 1U);
  office.take({renumbered()}, "day-3");
  EXPECT_THAT(reasons("I-2", Outcome::parked), Contains(Code::consent_used));
}

TEST_F(PreviousNumber, IsNotTheRegistrationsOwn) {
  core::Participation ended = of("I-5", kOther);
  ended.end = day("2026-10-30");
  office.take({renumbered(), ended});
  office.deliver();
  EXPECT_EQ(part("I-5", kFormer), Code::number_not_former);
  office.take({of("I-2", kFormer)}, "day-2");
  EXPECT_THAT(reasons("I-2", Outcome::parked), ElementsAre(Code::number_sent)) << "the node has it under the new one";
  office.take({of("I-2", kThird)}, "day-3");
  EXPECT_EQ(count("SELECT count(*) FROM subject"), 1) << "what was made under the same number goes along";
}

TEST_F(PreviousNumber, ThatItGoesBackToIsOneThatItHadFromThenOn) {
  office.take({renumbered()});
  office.take({of("I-2", kFormer)}, "day-2");
  office.deliver();
  office.take({of("I-2", kThird)}, "day-3");
  office.take({of("I-2", kFormer)}, "day-4");
  EXPECT_THAT(reasons("I-2", Outcome::parked), ElementsAre()) << "the node has it under that number";
}

TEST_F(PreviousNumber, IsTakenApartByACaseworker) {
  office.take({renumbered()});
  office.deliver();
  EXPECT_EQ(part("I-2", kThird), Code::number_not_former);
  EXPECT_FALSE(part("I-2", kFormer));
  EXPECT_EQ(reached(kFormer), 0U);
  EXPECT_EQ(reached(kOther), 1U) << "it stays whose it is";
  protect(kFormer);
  core::Participation again = renumbered();
  again.answers.education = "";
  office.take({again}, "day-2");
  EXPECT_FALSE(situation("I-2").registration->stripped) << "it is somebody else's";
  EXPECT_EQ(former_numbers(), 0);
}

TEST_F(PreviousNumber, OfAWrongPersonIsTheirsUnderTheNextOneToo) {
  office.take({participation()});
  office.deliver();
  wrong("I-1");
  office.deliver();
  office.take({renumbered("I-1")}, "day-2");
  EXPECT_THAT(reasons("I-1", Outcome::outside), ElementsAre(Code::wrong_person));
  office.take({of("I-1", kOther)}, "day-3");
  EXPECT_THAT(reasons("I-1", Outcome::outside), ElementsAre(Code::wrong_person)) << "whether it is said again or not";
  office.take({of("I-1", kThird)}, "day-4");
  EXPECT_EQ(situation("I-1").registration->stage, core::Stage::in) << "somebody else";
}

TEST_F(PreviousNumber, OfAWrongPersonStaysTheirsWhenTheSourceTakesItBack) {
  office.take({participation(), of("I-3", kThird)});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  wrong("I-1");
  office.deliver();
  office.take({participation()}, "day-3");
  EXPECT_THAT(reasons("I-1", Outcome::outside), ElementsAre(Code::wrong_person));
  office.take({of("I-1", kOther)}, "day-4");
  EXPECT_THAT(reasons("I-1", Outcome::outside), ElementsAre(Code::wrong_person));
  office.take({of("I-1", kThird)}, "day-5");
  EXPECT_EQ(situation("I-1").registration->stage, core::Stage::in);
}

}  // namespace
}  // namespace gateway::io
