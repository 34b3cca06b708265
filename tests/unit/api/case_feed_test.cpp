// The node's feed as a party reads it, and protective facts that are told at a gateway.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::ActKind;
using core::MessageKind;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<MessageKind> kinds_of(const Party& party, const std::vector<std::string>& documents) {
  std::vector<MessageKind> kinds;
  for (const std::string& document : documents)
    kinds.push_back(must(party.codec.decode_message(document)).message.kind);
  return kinds;
}

class CaseFeedOfParty : public testing::Test {
 protected:
  base::RegistrationId registered() {
    const ActAnswer answer = fk.request();
    carry(fk, node);
    catch_up(fk, node);
    catch_up(af, node);
    return answer.id;
  }
  flow::FeedPage page(const std::string& organisation, const std::string& cursor = {}) {
    return must(read_feed(node, certificate(organisation), cursor));
  }
  std::size_t told_of(const flow::FeedPage& page) const { return page.documents.size(); }

  Party fk{"fk"};
  Party af{"af"};
  Party node{"node"};
};

TEST_F(CaseFeedOfParty, GoesOnBehindItsCursor) {
  const base::RegistrationId id = registered();
  const flow::FeedPage first = page("af");
  EXPECT_EQ(told_of(first), 1U);
  EXPECT_FALSE(first.more);
  const flow::FeedPage nothing = page("af", first.cursor);
  EXPECT_EQ(told_of(nothing), 0U);
  EXPECT_EQ(nothing.cursor, first.cursor);
  fk.act(fk.later(ActKind::meet, "2026-03-16", "fk.gavle", id));
  carry(fk, node);
  const flow::FeedPage second = page("af", first.cursor);
  EXPECT_EQ(told_of(second), 1U);
  EXPECT_NE(second.cursor, first.cursor);
  EXPECT_EQ(told_of(page("af")), 1U) << "each case once, as it stands";
}

TEST_F(CaseFeedOfParty, IsForThePartiesOfItsCasesAlone) {
  registered();
  EXPECT_EQ(told_of(page("fk")), 1U);
  EXPECT_EQ(told_of(page("gavle")), 0U);
  const auto nobody = read_feed(node, "00", "");
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().fault, base::Fault::deny);
}

TEST_F(CaseFeedOfParty, ComesInPages) {
  std::vector<ports::AskedAct> asked;
  for (int n = 0; n < 300; ++n) {
    const base::Date born = day("1980-02-01") + days(n);
    core::Person one = person();
    one.number = test_number(born.text());
    asked.push_back({"", fk.asked_request("fk.gavle"), one});
  }
  for (const ActAnswer& answer : must(fk.cooperation.act(asked, false))) {
    ASSERT_EQ(answer.outcome, Outcome::accepted);
  }
  carry(fk, node);
  const flow::FeedPage first = page("af");
  EXPECT_TRUE(first.more);
  const flow::FeedPage second = page("af", first.cursor);
  EXPECT_FALSE(second.more);
  std::set<std::string> ids;
  for (const flow::FeedPage* one : {&first, &second}) {
    for (const std::string& document : one->documents) ids.insert(must(af.codec.decode_case(document)).id.text());
  }
  EXPECT_EQ(told_of(first) + told_of(second), 300U) << "none twice";
  EXPECT_EQ(ids.size(), 300U);
  EXPECT_EQ(catch_up(af, node), 300U);
  EXPECT_EQ(af.cases().size(), 300U);
  EXPECT_EQ(catch_up(af, node), 0U);
}

TEST_F(CaseFeedOfParty, RefusesACursorThatIsNotItsOwn) {
  registered();
  const std::string own = page("af").cursor;
  const std::string name = own.substr(0, own.find('.'));
  for (const std::string& cursor : {std::string("nonsense"), "." + own.substr(own.find('.') + 1), name, name + ".99999",
                                    name + ".-1", name + ".", name + ".1x", own + "0000"}) {
    const auto refused = read_feed(node, certificate("af"), cursor);
    ASSERT_FALSE(refused) << cursor;
    EXPECT_EQ(refused.error().fault, base::Fault::reject) << cursor;
    EXPECT_EQ(refused.error().what.find(cursor), std::string::npos);
  }
}

TEST_F(CaseFeedOfParty, OfAnotherNodeIsReadAnewAndWhatItDoesNotTellGoes) {
  const base::RegistrationId id = registered();
  ASSERT_EQ(af.cases().size(), 1U);
  // The node was restored from before it had the case, and has another since.
  Party restored{"node"};
  Party other_fk{"fk"};
  core::Person another = person();
  another.number = test_number("1988-03-04");
  core::CooperationAct asked = other_fk.asked_request("fk.gavle");
  other_fk.random.registration();
  const ActAnswer answer = other_fk.act(asked, another);
  carry(other_fk, restored);
  ASSERT_NE(answer.id, id);
  EXPECT_FALSE(read_feed(restored, certificate("af"), must(af.follow.cursor())));
  EXPECT_EQ(catch_up(af, restored), 1U);
  ASSERT_EQ(af.cases().size(), 1U);
  EXPECT_EQ(af.cases().front().id, answer.id);
  EXPECT_EQ(catch_up(af, restored), 0U) << "it goes on from there";
  EXPECT_EQ(af.cases().size(), 1U);
}

TEST_F(CaseFeedOfParty, ThatIsReadAnewTakesNothingAwayBeforeItsEnd) {
  registered();
  Party restored{"node"};
  const flow::FeedPage empty = must(read_feed(restored, certificate("af"), ""));
  must(af.follow.take({"feed", {}, empty.cursor}));
  EXPECT_EQ(af.cases().size(), 1U);
  EXPECT_EQ(must(af.follow.cursor()), empty.cursor) << "the mark of a new reading is not the node's to see";
  must(af.follow.caught_up());
  EXPECT_THAT(af.cases(), IsEmpty());
}

TEST_F(CaseFeedOfParty, AtAnEarlierPlaceIsReadAnewForItsNodeWasRestored) {
  registered();
  const std::string own = must(af.follow.cursor());
  must(af.follow.take({"feed", {}, own}));
  must(af.follow.caught_up());
  EXPECT_EQ(af.cases().size(), 1U) << "it stands where it stood";
  must(af.follow.take({"feed", {}, own.substr(0, own.find('.')) + ".0"}));
  must(af.follow.caught_up());
  EXPECT_THAT(af.cases(), IsEmpty());
}

TEST_F(CaseFeedOfParty, ADocumentThatCannotBeReadHoldsUpNoOther) {
  fk.request();
  carry(fk, node);
  const flow::FeedPage read = page("af");
  const auto faults = must(af.follow.take({"feed", {"{\"hemligt\":1}", read.documents.front()}, read.cursor}));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults.front().find("hemligt"), std::string::npos);
  EXPECT_EQ(af.cases().size(), 1U);
  EXPECT_EQ(must(af.follow.cursor()), read.cursor);
}

TEST_F(CaseFeedOfParty, WhatCouldNotBeReadAnewTakesNothingAway) {
  registered();
  Party restored{"node"};
  const flow::FeedPage empty = must(read_feed(restored, certificate("af"), ""));
  EXPECT_EQ(must(af.follow.take({"feed", {"{}"}, empty.cursor})).size(), 1U);
  must(af.follow.caught_up());
  EXPECT_EQ(af.cases().size(), 1U) << "it may have been the one that could not be read";
  flow::Follow next_start(af.around);
  EXPECT_EQ(must(next_start.cursor()), "") << "all is read once more";
  EXPECT_EQ(must(next_start.cursor()), "");
  must(next_start.take({"feed", {}, empty.cursor}));
  must(next_start.caught_up());
  EXPECT_THAT(af.cases(), IsEmpty());
}

TEST_F(CaseFeedOfParty, ThatBeginsAnewIsNotHeldUpByWhatCouldNotBeReadOfTheOneBefore) {
  registered();
  Party restored{"node"};
  const flow::FeedPage empty = must(read_feed(restored, certificate("af"), ""));
  EXPECT_EQ(must(af.follow.take({"feed", {"{}"}, must(af.follow.cursor())})).size(), 1U);
  must(af.follow.take({"feed", {}, empty.cursor}));
  must(af.follow.caught_up());
  EXPECT_THAT(af.cases(), IsEmpty());
}

TEST_F(CaseFeedOfParty, APageEndsWhereItGrowsTooLargeToBeTaken) {
  for (int n = 0; n < 3; ++n) {
    core::Person one = person();
    one.number = test_number((day("1980-02-01") + days(n)).text());
    ASSERT_EQ(fk.act(fk.asked_request("fk.gavle"), one).outcome, Outcome::accepted);
  }
  carry(fk, node);
  const auto read = [&](flow::Feed& feed, const std::string& cursor) {
    std::promise<flow::Feed::Answer> told;
    feed.read(certificate("af"), cursor, [&](flow::Feed::Answer page) { told.set_value(std::move(page)); });
    return must(told.get_future().get());
  };
  const flow::FeedPage whole = read(node.feed, "");
  EXPECT_EQ(told_of(whole), 3U);
  flow::Feed narrow(node.around, whole.documents.front().size());
  const flow::FeedPage first = read(narrow, "");
  EXPECT_EQ(told_of(first), 2U) << "with the document that exceeds it";
  EXPECT_TRUE(first.more);
  const flow::FeedPage second = read(narrow, first.cursor);
  EXPECT_EQ(second.documents.front(), whole.documents.back());
  EXPECT_FALSE(second.more);
}

TEST_F(CaseFeedOfParty, AnOfficeThatGaveTheCaseAwayIsToldSo) {
  const base::RegistrationId id = registered();
  core::DirectoryRows rows = cooperation_rows();
  rows.organisations.push_back({"af2", "AF två", "af", {"af2"}});
  rows.offices.push_back({"af2_office", "AF två", "af2"});
  for (Party* party : {&fk, &af, &node}) {
    party->office.write([&](ports::Transaction& t) { must(t.replace_directory(rows, party->office.clock.now())); });
  }
  core::CooperationAct moved = af.later(ActKind::change_office, "2026-03-05", "af.gavle", id);
  moved.af_office = "af2_office";
  moved.fk_office = "fk_gavle";
  ASSERT_EQ(af.act(moved).outcome, Outcome::accepted);
  carry(af, node);
  catch_up(af, node);
  EXPECT_THAT(af.cases(), IsEmpty());
  EXPECT_EQ(must(read_feed(node, "af2", "")).documents.size(), 1U);
}

TEST_F(CaseFeedOfParty, WithdrawnByPersonNumberStopsWhatIsQueuedAndMakesOneExit) {
  const base::RegistrationId id = registered();
  fk.act(fk.later(ActKind::meet, "2026-03-16", "fk.gavle", id));
  ASSERT_EQ(fk.queued(), 1U);
  const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  const core::Consent told{core::ConsentAnswer::none, "", std::nullopt, day("2026-11-20")};
  const flow::Receipt receipt = must(fk.facts.tell({{}, {}, number}, told, "fk.gavle"));
  EXPECT_EQ(receipt.records, 1U);
  EXPECT_EQ(receipt.stopped, 1U);
  EXPECT_EQ(receipt.messages, 1U);
  EXPECT_THAT(receipt.registrations, ElementsAre(id));
  const auto carried = carry(fk, node);
  EXPECT_THAT(kinds_of(node, carried), ElementsAre(MessageKind::exit));
  EXPECT_EQ(carried.front().find(person().number), std::string::npos);
  EXPECT_EQ(node.cases().front().course.state, core::CaseState::interrupted);
  EXPECT_FALSE(node.cases().front().person);
  for (Party* party : {&fk, &af}) {
    catch_up(*party, node);
    ASSERT_EQ(party->cases().size(), 1U);
    EXPECT_TRUE(party->cases().front().course.reading_closed) << party->organisation();
    EXPECT_FALSE(party->cases().front().person) << party->organisation();
  }
}

TEST_F(CaseFeedOfParty, WithdrawnAgainMakesNoOtherExit) {
  registered();
  const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  const core::Consent told{core::ConsentAnswer::none, "", std::nullopt, day("2026-11-20")};
  must(fk.facts.tell({{}, {}, number}, told, "fk.gavle"));
  const auto again = fk.facts.tell({{}, {}, number}, told, "fk.gavle");
  EXPECT_TRUE(!again || again->messages == 0U);
  EXPECT_EQ(carry(fk, node).size(), 1U);
}

TEST_F(CaseFeedOfParty, WithdrawnBeforeItLeftNothingNamesThePerson) {
  fk.request();
  const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  const core::Consent told{core::ConsentAnswer::none, "", std::nullopt, day("2026-11-20")};
  EXPECT_EQ(must(fk.facts.tell({{}, {}, number}, told, "fk.gavle")).stopped, 1U);
  for (const std::string& document : carry(fk, node)) {
    EXPECT_EQ(document.find(person().number), std::string::npos);
  }
  EXPECT_THAT(node.cases(), IsEmpty());
}

TEST_F(CaseFeedOfParty, ProtectionStripsTheCaseEverywhereAndTheCourseGoesOn) {
  const base::RegistrationId id = registered();
  const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  const flow::Receipt receipt = must(af.facts.protect(number, "af.gavle"));
  EXPECT_EQ(receipt.messages, 1U);
  EXPECT_THAT(kinds_of(node, carry(af, node)), ElementsAre(MessageKind::strip));
  for (Party* party : {&node, &fk, &af}) {
    if (party != &node) catch_up(*party, node);
    ASSERT_EQ(party->cases().size(), 1U) << party->organisation();
    const ports::ListedCase one = party->cases().front();
    EXPECT_TRUE(one.course.stripped) << party->organisation();
    EXPECT_FALSE(one.person) << party->organisation();
    EXPECT_EQ(one.course.rows.front().answers.count(core::Field::municipality), 0U) << party->organisation();
  }
  EXPECT_EQ(fk.act(fk.later(ActKind::meet, "2026-03-16", "fk.gavle", id)).outcome, Outcome::accepted);
  carry(fk, node);
  EXPECT_EQ(node.cases().front().course.state, core::CaseState::mapping);
}

TEST_F(CaseFeedOfParty, AFactAboutNobodyKnownIsRefusedWithoutTheNumber) {
  registered();
  const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(test_number("1988-03-04"), kToday));
  const core::Consent told{core::ConsentAnswer::none, "", std::nullopt, day("2026-11-20")};
  const auto refused = fk.facts.tell({{}, {}, number}, told, "fk.gavle");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, base::Fault::reject);
  EXPECT_EQ(refused.error().what.find(number.digits()), std::string::npos);
}

}  // namespace
}  // namespace gateway::api
