#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "gateway/io/json/codec.h"
#include "tests/unit/io/json/codec_cleared.h"
#include "tests/unit/io/json/told_cases.h"

namespace gateway::io {
namespace {

using core::made::day;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const JsonCodec kCodec;

json written(const core::Message& message) {
  return json::parse(kCodec.encode(test::cleared(message)));
}

template <typename Value>
std::string refusal(const base::Result<Value>& decoded) {
  if (decoded) return "accepted";
  EXPECT_EQ(decoded.error().fault, base::Fault::reject);
  return decoded.error().what;
}

bool same(const std::optional<core::Person>& a, const std::optional<core::Person>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->number == b->number && a->given_name == b->given_name && a->family_name == b->family_name &&
         a->sex == b->sex;
}

TEST(CooperationMessage, GivesBackAnyActItWrote) {
  test::ToldCases cases;
  for (int round = 0; round < 500; ++round) {
    core::CooperationAct act = cases.act();
    if (act.kind == core::ActKind::request && !act.consent) act.consent.emplace();
    const core::Message message = test::message_about(std::move(act));
    const std::string text = kCodec.encode(test::cleared(message));
    const auto decoded = kCodec.decode_message(text);
    ASSERT_TRUE(decoded) << decoded.error().what;
    EXPECT_EQ(decoded->message, message) << text;
  }
}

TEST(CooperationMessage, SaysTheCaseAndTheRegistrarOnce) {
  const json document = written(test::message_about(test::whole_act(core::ActKind::correct)));
  EXPECT_FALSE(document["course"].contains("case"));
  EXPECT_FALSE(document["course"].contains("act"));
  const auto decoded = kCodec.decode_message(document.dump());
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->message.course->case_id.text(), decoded->message.registration.text());
  EXPECT_EQ(decoded->message.course->by, decoded->message.act);
}

TEST(CooperationMessage, OfARequestHasNoCaseYet) {
  const auto decoded =
      kCodec.decode_message(written(test::message_about(test::whole_act(core::ActKind::request))).dump());
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(decoded->message.course->case_id.empty());
}

TEST(CooperationMessage, KeepsAnAnswerTakenAway) {
  const json document = written(test::message_about(test::whole_act(core::ActKind::correct)));
  EXPECT_EQ(document.at("course").at("answers").value("education", "left out"), "");
}

TEST(CooperationMessage, NamesAPersonInARequestOnly) {
  for (const core::Message& message : test::messages()) {
    if (!message.course && !message.reply) continue;
    const json document = written(message);
    const bool request = message.kind == core::MessageKind::request;
    EXPECT_EQ(document.contains("person"), request) << core::name(message.kind);
    if (!request) continue;
    EXPECT_EQ(document["person"]["number"], core::made::person().number);
  }
}

/// Whoever may name nobody could do so in a request, if a request might be about anything.
TEST(CooperationMessage, OfARequestIsARequest) {
  for (int kind = 0; kind < 13; ++kind) {
    const auto act_kind = static_cast<core::ActKind>(kind);
    for (const core::ActKind other : {core::ActKind::request, core::ActKind::meet}) {
      json document = written(test::message_about(test::whole_act(other)));
      document["course"]["kind"] = core::name(act_kind);
      const auto decoded = kCodec.decode_message(document.dump());
      if ((act_kind == core::ActKind::request) == (other == core::ActKind::request)) {
        EXPECT_TRUE(decoded) << core::name(act_kind);
      } else {
        EXPECT_THAT(refusal(decoded), HasSubstr("$.course.kind does not belong")) << core::name(act_kind);
      }
    }
  }
}

TEST(CooperationMessage, RepliesInThreeWays) {
  const auto messages = test::messages();
  const auto reply = std::find_if(messages.begin(), messages.end(), [](const auto& one) { return one.reply; });
  ASSERT_NE(reply, messages.end());
  json document = written(*reply);
  for (const char* answer : {"confirm", "reject", "retract"}) {
    document["reply"]["answer"] = answer;
    const auto decoded = kCodec.decode_message(document.dump());
    ASSERT_TRUE(decoded) << decoded.error().what;
    EXPECT_EQ(core::name(decoded->message.reply->event), answer);
  }
  for (const char* answer : {"supersede", "fall_due", ""}) {
    document["reply"]["answer"] = answer;
    EXPECT_THAT(refusal(kCodec.decode_message(document.dump())), HasSubstr("$.reply.answer is not one of")) << answer;
  }
}

TEST(CooperationAnswer, MayBeThatAnotherRegisters) {
  const auto decoded = kCodec.decode_answer(kCodec.encode(ports::NodeAnswer{core::Admitted::proposed, {}}));
  ASSERT_TRUE(decoded) << decoded.error().what;
  EXPECT_EQ(decoded->admitted, core::Admitted::proposed);
}

json asked() {
  return json::parse(R"({
    "schema": "gateway.act/1", "key": "A-1", "case": "00112233445566778899aabbccddeeff", "user": "maj.lind",
    "registered": "2026-06-30T22:30:00.000Z",
    "person": {"number": "as written", "given_name": "Åsa", "family_name": "Öberg"},
    "act": "plan", "to": "planned_preparatory", "happened": "2026-06-29", "office": "fk_gavle", "af_office": "af_gavle",
    "fk_office": "fk_sandviken", "meeting_on": "2026-07-01", "until": "2026-07-02",
    "answers": {"municipality": "2180", "education": ""}, "outcome": "back_to_fk", "cause": "deceased",
    "consent": {"answer": "given", "form": "SUS 2024", "date": "2026-06-01", "withdrawn": "2026-06-02",
                "purposes": ["registration", "own"]},
    "mapping_consent": {"answer": "given", "form": "GK 2024", "date": "2026-06-03", "purposes": ["information_exchange"],
                        "written": true, "original_at": "Skåp 5"},
    "row": 3, "seen_version": 7, "responsible": "fk.anna"})");
}

TEST(AskedAct, IsReadWithEveryMember) {
  const auto decoded = kCodec.decode_act(asked().dump());
  ASSERT_TRUE(decoded) << decoded.error().what;
  core::CooperationAct act;
  act.kind = core::ActKind::plan;
  act.case_id = *core::CaseId::parse("00112233445566778899aabbccddeeff");
  act.to = core::CaseState::planned_preparatory;
  act.happened = day("2026-06-29");
  act.by.user = "maj.lind";
  act.by.at = core::made::noon(day("2026-06-30")) + std::chrono::minutes(630);
  act.by.on = day("2026-07-01");  // Past midnight in Sweden.
  act.office = "fk_gavle";
  act.af_office = "af_gavle";
  act.fk_office = "fk_sandviken";
  act.meeting_on = day("2026-07-01");
  act.until = day("2026-07-02");
  act.answers = {{core::Field::municipality, "2180"}, {core::Field::education, ""}};
  act.outcome = core::MeetingOutcome::back_to_fk;
  act.cause = core::EndCause::deceased;
  act.consent = core::CaseConsent{{core::ConsentAnswer::given, "SUS 2024", day("2026-06-01"), day("2026-06-02")},
                                  {"registration", "own"}};
  act.mapping_consent = core::CaseConsent{{core::ConsentAnswer::given, "GK 2024", day("2026-06-03"), std::nullopt},
                                          {"information_exchange"}};
  act.row = 3;
  act.seen_version = 7;
  EXPECT_EQ(decoded->act, act);
  EXPECT_EQ(decoded->act.mapping_consent->consent.paper.written, true);
  EXPECT_EQ(decoded->act.mapping_consent->consent.paper.original_at, "Skåp 5");
  EXPECT_EQ(decoded->key, "A-1");
  EXPECT_EQ(decoded->responsible, "fk.anna");
  ASSERT_TRUE(decoded->person);
  EXPECT_EQ(decoded->person->number, "as written");
  EXPECT_EQ(decoded->person->given_name, "Åsa");
  EXPECT_EQ(decoded->person->family_name, "Öberg");
}

TEST(AskedAct, NeedsWhoAndWhatAlone) {
  const auto decoded = kCodec.decode_act(R"({"schema":"gateway.act/1","user":"maj.lind","act":"start"})");
  ASSERT_TRUE(decoded) << decoded.error().what;
  core::CooperationAct act;
  act.kind = core::ActKind::start;
  act.by.user = "maj.lind";
  EXPECT_EQ(decoded->act, act);
  EXPECT_FALSE(decoded->person);
  EXPECT_EQ(decoded->responsible, "");
}

TEST(AskedAct, NamesAResponsibleOfAHundredCharactersAtMost) {
  json document = asked();
  document["responsible"] = std::string(100, 'a');
  EXPECT_TRUE(kCodec.decode_act(document.dump()));
  document["responsible"] = std::string(101, 'a');
  EXPECT_THAT(refusal(kCodec.decode_act(document.dump())), HasSubstr("$.responsible is longer than 100"));
}

TEST(AskedAct, IsRefusedByPlaceWithoutContent) {
  const std::string canary = "Kanariefågel";
  for (const std::string name :
       {"schema", "case", "registered", "person", "act", "to", "happened", "meeting_on", "until", "answers", "outcome",
        "cause", "consent", "mapping_consent", "row", "seen_version"}) {
    json document = asked();
    document[name] = canary;
    const std::string why = refusal(kCodec.decode_act(document.dump()));
    EXPECT_THAT(why, HasSubstr("$." + name + " is")) << name;
    EXPECT_THAT(why, Not(HasSubstr("Kanarie"))) << name;
  }
  json document = asked();
  document["person"]["number"] = std::string(30, '1') + canary;
  EXPECT_EQ(refusal(kCodec.decode_act(document.dump())),
            "gateway.act/1: $.person.number is longer than 30 characters; write it as contracts/schema/act.schema.json "
            "says");
  document = asked();
  document["answers"][canary] = "1";
  EXPECT_THAT(refusal(kCodec.decode_act(document.dump())),
              testing::AllOf(HasSubstr("$.answers has a member"), Not(HasSubstr("Kanarie"))));
}

TEST(AskedAct, IsRefusedWhereItsFormIsWrong) {
  const std::string good = asked().dump();
  ASSERT_TRUE(kCodec.decode_act(good));
  const auto why = [](const std::string& text) { return refusal(kCodec.decode_act(text)); };
  EXPECT_THAT(why(good + std::string("\0", 1)), HasSubstr("holds NUL"));
  EXPECT_THAT(why("\xEF\xBB\xBF" + good), HasSubstr("byte order mark"));
  EXPECT_THAT(why(good + good), HasSubstr("malformed"));
  EXPECT_THAT(why("{\"act\":\"plan\"," + good.substr(1)), HasSubstr("$.act stands twice"));
  EXPECT_THAT(why(good.substr(0, good.size() - 1) + ",\"x\":" + std::string(1'000, '[')), HasSubstr("does not know"));
  EXPECT_THAT(why(std::string(65 * 1024, ' ') + good), HasSubstr("larger than"));
  std::string bytes = good;
  bytes.replace(bytes.find("A-1"), 3, "A\xC5 ");
  EXPECT_THAT(why(bytes), HasSubstr("malformed"));
  json document = asked();
  document["key"] = std::string("a\0b", 3);
  EXPECT_THAT(why(document.dump()), HasSubstr("$.key holds NUL"));
  for (const char* text : {"", "null", "[]", "{}", R"({"schema":"gateway.case/1"})"}) EXPECT_NE(why(text), "accepted");
}

TEST(ToldCase, IsGivenBackAsItWasTold) {
  test::ToldCases cases;
  int named = 0;
  int proposals = 0;
  for (int round = 0; round < 1500; ++round) {
    const core::ClearedCase cleared = cases.told();
    const std::string text = kCodec.encode(cleared);
    const auto decoded = kCodec.decode_case(text);
    ASSERT_TRUE(decoded) << decoded.error().what << "\n" << text;
    core::ToldCase told = cleared.value();
    if (told.course) told.course->handover = {};  // How the node's own message fared is nobody else's.
    EXPECT_EQ(decoded->id, told.id);
    EXPECT_EQ(decoded->sequence, told.sequence);
    EXPECT_EQ(decoded->left, told.left);
    EXPECT_EQ(decoded->course, told.course) << text;
    EXPECT_EQ(decoded->consent, told.consent);
    EXPECT_TRUE(same(decoded->person, told.person)) << text;
    EXPECT_EQ(decoded->tasks, told.tasks) << text;
    EXPECT_EQ(decoded->proposals, told.proposals);
    EXPECT_EQ(text.find('\n'), std::string::npos) << "told one a line";
    named += told.person ? 1 : 0;
    proposals += told.proposals.empty() ? 0 : 1;
  }
  EXPECT_GT(named, 50);
  EXPECT_GT(proposals, 50);
}

TEST(ToldCase, NeverTellsTheFormOfAConsent) {
  core::ChangedCase changed;
  changed.id = core::made::registration_id(1);
  changed.course.emplace().af_office = "af_gavle";
  changed.course->consent_form = "Kanarie 2024";
  changed.course->consent_date = day("2026-10-01");
  changed.tasks.emplace_back().act = test::whole_act(core::ActKind::plan);
  changed.tasks[0].office = "af_gavle";
  changed.tasks[0].act.consent->consent.form = "Kanarie 2024";
  changed.tasks[0].act.mapping_consent = changed.tasks[0].act.consent;
  const std::string text = kCodec.encode(
      core::clear_told(std::move(changed), "af", core::made::directory(), test::sending_policy(), core::made::kToday));
  EXPECT_THAT(text, Not(HasSubstr("Kanarie")));
  EXPECT_THAT(text, HasSubstr(R"("consent":{"given":true,"date":"2026-10-01"})"));
  json document = json::parse(text);
  document["consent"]["form"] = "Kanarie 2024";
  EXPECT_THAT(refusal(kCodec.decode_case(document.dump())), HasSubstr("$.consent has a member"));
}

TEST(ToldCase, NamesThePlaceOfAFault) {
  json document = json::parse(
      R"({"schema":"gateway.case/1","registration":"00112233445566778899aabbccddeeff","sequence":1,"left":false,
          "case":{"form":"named","state":"requested","af_office":"a","fk_office":"f","version":1,"stripped":false,
                  "exited":false,"reading_closed":false,"discarded":false,
                  "rows":[{"number":1,"kind":"request","state":"requested","happened":"2026-10-01",
                           "act":{"at":"2026-10-01T12:00:00.000Z","on":"2026-10-01"},"corrected_by":[2,3]}]}})");
  ASSERT_TRUE(kCodec.decode_case(document.dump()));
  const auto why = [&](const char* place, const json& value) {
    json spoilt = document;
    spoilt[json::json_pointer(place)] = value;
    return refusal(kCodec.decode_case(spoilt.dump()));
  };
  EXPECT_THAT(why("/case/rows/0/corrected_by/1", 0), HasSubstr("$.case.rows[0].corrected_by[1] is not in the range"));
  EXPECT_THAT(why("/case/rows/0/corrected_by/1", 4'294'967'296), HasSubstr("corrected_by[1] is not in the range"));
  EXPECT_THAT(why("/case/rows/0/corrected_by/1", "3"), HasSubstr("corrected_by[1] is of another type"));
  EXPECT_THAT(why("/case/rows/0/corrected_by/1", nullptr), HasSubstr("corrected_by[1] is of another type"));
  EXPECT_THAT(why("/case/rows/0/corrected_by", 3), HasSubstr("corrected_by is of another type"));
  EXPECT_THAT(why("/case/rows/0/undone_by", 0), HasSubstr("$.case.rows[0].undone_by is not in the range"));
  EXPECT_THAT(why("/case/version", (std::int64_t{1} << 53)), HasSubstr("$.case.version is not in the range"));
  EXPECT_THAT(why("/case/rows/0/act/on", "2026-02-30"), HasSubstr("$.case.rows[0].act.on is not a date"));
  json many = document;
  many["case"]["rows"] = std::vector<json>(10'001, document["case"]["rows"][0]);
  EXPECT_THAT(refusal(kCodec.decode_case(many.dump())), HasSubstr("$.case.rows[10000] has more than 10000 elements"));
}

}  // namespace
}  // namespace gateway::io
