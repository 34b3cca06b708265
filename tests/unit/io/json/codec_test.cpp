#include "gateway/io/json/codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/io/json/codec_cleared.h"

namespace gateway::io {
namespace {

using core::made::day;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const JsonCodec kCodec;

json good_record() {
  return json::parse(R"({
    "schema": "gateway.participation/1", "key": "A-17", "derived_key": true,
    "position": {"file": "insatser.csv", "line": 18},
    "faults": [{"code": "bad_date", "field": "Slut", "file": "b.csv", "line": 3}, {"code": "missing", "field": "Kod"}],
    "person": {"number": "as written", "previous_number": "before", "given_name": "Åsa \"Å\" \\ \u00d6", "family_name": "O’Brien",
               "local_id": "D-1", "sex": "man", "protection": "marked", "deceased": "2026-01-02"},
    "answers": {"education": "1", "income_source_before": "2", "employment_before": "3", "end_reason": "4",
                "income_source_after": "5", "employment_after": "6"},
    "consent": {"form": "SUS 2024", "answer": "given", "date": "2026-02-03", "withdrawn": "2026-03-04"},
    "own_consent": true,
    "beslut": {"beslut": "ARB", "ordered_by": "FS", "insats": "Arbetsträning", "unit": "Öst"},
    "start": "2026-02-09", "end": "2026-09-30", "signature": "MLI"})");
}

base::Result<ports::SourceDocument> decode(const json& document) {
  return kCodec.decode_record(document.dump());
}

std::string refusal(const std::string& document) {
  const auto decoded = kCodec.decode_record(document);
  if (decoded) return "accepted";
  EXPECT_EQ(decoded.error().fault, base::Fault::reject);
  return decoded.error().what;
}

std::string refusal(const json& document) {
  return refusal(document.dump());
}

TEST(Codec, ReadsEveryMemberOfAParticipation) {
  const auto decoded = decode(good_record());
  ASSERT_TRUE(decoded) << decoded.error().what;
  const auto& record = std::get<core::Participation>(*decoded);
  EXPECT_EQ(record.key, "A-17");
  EXPECT_TRUE(record.derived_key);
  EXPECT_EQ(record.file, "insatser.csv");
  EXPECT_EQ(record.line, 18U);
  ASSERT_EQ(record.faults.size(), 2U);
  EXPECT_EQ(record.faults[0].code, "bad_date");
  EXPECT_EQ(record.faults[0].file, "b.csv");
  EXPECT_EQ(record.faults[0].line, 3U);
  EXPECT_EQ(record.faults[1].field, "Kod");
  EXPECT_EQ(record.number, "as written");
  EXPECT_EQ(record.previous_number, "before");
  EXPECT_EQ(record.given_name, "Åsa \"Å\" \\ Ö");
  EXPECT_EQ(record.family_name, "O’Brien");
  EXPECT_EQ(record.local_id, "D-1");
  EXPECT_EQ(record.sex, core::Sex::man);
  EXPECT_EQ(record.protection, core::Protection::marked);
  EXPECT_EQ(record.deceased, day("2026-01-02"));
  EXPECT_EQ(record.answers, (core::Answers{"1", "2", "3", "4", "5", "6"}));
  EXPECT_EQ(record.consent,
            (core::Consent{core::ConsentAnswer::given, "SUS 2024", day("2026-02-03"), day("2026-03-04")}));
  EXPECT_TRUE(record.own_consent);
  EXPECT_EQ(record.beslut, "ARB");
  EXPECT_EQ(record.ordered_by, "FS");
  EXPECT_EQ(record.insats, "Arbetsträning");
  EXPECT_EQ(record.unit, "Öst");
  EXPECT_EQ(record.start, day("2026-02-09"));
  EXPECT_EQ(record.end, day("2026-09-30"));
  EXPECT_EQ(record.signature, "MLI");
}

TEST(Codec, TakesNullForNothing) {
  json record = good_record();
  for (const char* member : {"start", "end", "signature"}) record[member] = nullptr;
  for (const char* member : {"previous_number", "given_name", "sex", "deceased"}) record["person"][member] = nullptr;
  record["consent"]["date"] = nullptr;
  const auto decoded = decode(record);
  ASSERT_TRUE(decoded) << decoded.error().what;
  const auto& read = std::get<core::Participation>(*decoded);
  EXPECT_EQ(read.start, std::nullopt);
  EXPECT_EQ(read.sex, std::nullopt);
  EXPECT_EQ(read.given_name, "");
  EXPECT_EQ(read.consent.date, std::nullopt);
}

TEST(Codec, ReadsASetWhereverItsSchemaStands) {
  const auto decoded = kCodec.decode_record(
      R"({"faults":[{"code":"empty","file":"a.csv","line":1,"field":"f","detail":"d"}],"files":["a.csv","b.csv"],)"
      R"("rows":2000,"full":true,"state":"complete","set":"S-1","schema":"gateway.set/1"})");
  ASSERT_TRUE(decoded) << decoded.error().what;
  const auto& notice = std::get<ports::SetNotice>(*decoded);
  EXPECT_EQ(notice.set, "S-1");
  EXPECT_EQ(notice.state, ports::SetState::complete);
  EXPECT_TRUE(notice.full);
  EXPECT_EQ(notice.rows, 2000U);
  EXPECT_EQ(notice.files, (std::vector<std::string>{"a.csv", "b.csv"}));
  ASSERT_EQ(notice.faults.size(), 1U);
  EXPECT_EQ(notice.faults[0].code, "empty");
  EXPECT_EQ(notice.faults[0].detail, "d");
}

TEST(Codec, NamesThePlaceOfAFault) {
  json record = good_record();
  record["faults"][1]["code"] = "odd";
  EXPECT_THAT(refusal(record), HasSubstr("$.faults[1].code is not one of the values"));
  record = good_record();
  record["position"]["line"] = "x";
  EXPECT_THAT(refusal(record), HasSubstr("$.position.line is of another type"));
  record = good_record();
  record["person"].erase("number");
  EXPECT_THAT(refusal(record), HasSubstr("$.person.number is missing"));
  record = good_record();
  record["start"] = "2026-02-30";
  EXPECT_THAT(refusal(record), HasSubstr("$.start is not a date that exists"));
  record = good_record();
  record["key"] = std::string(201, 'x');
  EXPECT_THAT(refusal(record), HasSubstr("$.key is longer than 200 characters"));
  EXPECT_THAT(refusal(record), HasSubstr("contracts/schema/participation.schema.json"));
}

TEST(Codec, CountsCharactersNotBytes) {
  json record = good_record();
  std::string name;
  for (int i = 0; i < 200; ++i) name += "å";
  record["person"]["given_name"] = name;
  EXPECT_TRUE(decode(record));
  record["person"]["given_name"] = name + "å";
  EXPECT_FALSE(decode(record));
}

TEST(Codec, TellsNoContentInErrors) {
  const std::string canary = "Kanariefågel";
  for (const char* path : {"/person/number", "/person/protection", "/start", "/schema", "/position/line", "/answers",
                           "/faults/0/code", "/consent/answer", "/derived_key"}) {
    json record = good_record();
    record[json::json_pointer(path)] = canary + canary + canary + canary;
    EXPECT_THAT(refusal(record), Not(HasSubstr("Kanarie"))) << path;
  }
  json record = good_record();
  record["person"][canary] = 1;
  EXPECT_THAT(refusal(record), HasSubstr("$.person has a member that the schema does not know"));
  EXPECT_THAT(refusal(record), Not(HasSubstr("Kanarie")));
  EXPECT_THAT(refusal("{\"schema\":\"gateway.participation/1\",\"key\":" + canary), Not(HasSubstr("Kanarie")));
}

TEST(Codec, RefusesWhatTheParserLetsThrough) {
  const std::string good = good_record().dump();
  ASSERT_TRUE(kCodec.decode_record(good));
  EXPECT_THAT(refusal(good + std::string("\0{", 2)), HasSubstr("holds NUL"));
  EXPECT_THAT(refusal("\xEF\xBB\xBF" + good), HasSubstr("byte order mark"));
  EXPECT_THAT(refusal(good + "x"), HasSubstr("malformed"));
  EXPECT_THAT(refusal(good + good), HasSubstr("malformed"));
  EXPECT_THAT(refusal(good.substr(0, good.size() - 1) + ",\"key\":\"B\"}"), HasSubstr("$.key stands twice"));
  EXPECT_THAT(refusal(good.substr(0, good.size() - 1) + ",\"x\":" + std::string(1'000'000, '[')), Not("accepted"));
  EXPECT_THAT(refusal(std::string(900'000, '[')), Not("accepted"));
  EXPECT_THAT(refusal(std::string(2'000'000, ' ') + good), HasSubstr("larger than"));
  json record = good_record();
  record["person"]["given_name"] = std::string("a\0b", 3);
  EXPECT_THAT(refusal(record), HasSubstr("$.person.given_name holds NUL"));
  std::string bytes = good;
  bytes.replace(bytes.find("A-17"), 4, "A\xC5-1");
  EXPECT_THAT(refusal(bytes), HasSubstr("malformed"));
  for (const char* text : {"", " ", "null", "[]", "1", "\"x\"", "{}", "{", "[{}]", "true"}) {
    EXPECT_NE(refusal(std::string(text)), "accepted") << text;
  }
}

TEST(Codec, RefusesNumbersThatDoNotFit) {
  for (const char* number : {"-1", "1.0", "1e3", "4294967296", "18446744073709551615", "1e999"}) {
    std::string text = good_record().dump();
    text.replace(text.find("\"line\":18"), 9, std::string("\"line\":") + number);
    EXPECT_NE(refusal(text), "accepted") << number;
  }
}

TEST(Codec, GivesBackEveryMessageItWrote) {
  for (const core::Message& message : test::messages()) {
    const core::Cleared cleared = test::cleared(message);
    const std::string text = kCodec.encode(cleared);
    const auto decoded = kCodec.decode_message(text);
    ASSERT_TRUE(decoded) << decoded.error().what;
    EXPECT_EQ(decoded->message, cleared.message()) << core::name(message.kind);
    EXPECT_EQ(decoded->person.has_value(), test::names_a_person(message.kind)) << core::name(message.kind);
    EXPECT_EQ(text.find('\n'), std::string::npos) << "messages are sent one a line";
  }
}

TEST(Codec, CarriesThePersonOfAnOpeningMessage) {
  const core::Person person{core::made::test_number("1987-02-03"), "Åsa \"Å\"\n\\", "D’Angelo \xF0\x9F\x8C\xB2",
                            core::Sex::woman};
  const auto decoded = kCodec.decode_message(kCodec.encode(test::cleared(core::made::in_message(), person)));
  ASSERT_TRUE(decoded) << decoded.error().what;
  EXPECT_EQ(decoded->person->number, person.number);
  EXPECT_EQ(decoded->person->given_name, person.given_name);
  EXPECT_EQ(decoded->person->family_name, person.family_name);
  EXPECT_EQ(decoded->person->sex, person.sex);
}

TEST(Codec, LeavesOutWhatMayNotLeave) {
  core::Policy policy = core::made::policy();
  policy.field_lists = {{core::Flow::municipality_to_sus, {"number", "sex"}, core::made::always()}};
  const core::Person person = core::made::person();
  const std::string text = kCodec.encode(test::cleared(core::made::in_message(), person, policy));
  const json document = json::parse(text);
  EXPECT_EQ(document["person"], json({{"number", person.number}, {"sex", "woman"}}));
  EXPECT_FALSE(document.contains("answers"));
  EXPECT_TRUE(kCodec.decode_message(text));
}

TEST(Codec, SaysNothingButIdDateAndCodeInAnExit) {
  for (const auto kind : {core::MessageKind::exit, core::MessageKind::exit_or_void, core::MessageKind::strip}) {
    const auto message = core::made::message(kind, day("2026-11-19"), "consent_withdrawn");
    const json document = json::parse(kCodec.encode(test::cleared(message)));
    std::vector<std::string> members;
    for (const auto& [name, value] : document.items()) members.push_back(name);
    EXPECT_THAT(members, testing::UnorderedElementsAre("schema", "kind", "registration", "date", "code"));
  }
}

TEST(Codec, RefusesAPersonWhereNoneMayBeNamed) {
  for (const core::Message& message : test::messages()) {
    if (test::names_a_person(message.kind)) continue;
    json document = json::parse(kCodec.encode(test::cleared(message)));
    document["person"] = {{"given_name", "Kanarie"}};
    const auto decoded = kCodec.decode_message(document.dump());
    ASSERT_FALSE(decoded) << core::name(message.kind);
    EXPECT_THAT(decoded.error().what, HasSubstr("$.person is not allowed in a message of kind"));
  }
}

TEST(Codec, GivesBackEveryAnswerItWrote) {
  for (const core::Explanation& known : core::explanations()) {
    const ports::NodeAnswer answer{core::Admitted::rejected, {{known.code, "å – “x”"}, {core::Code::unmapped}}};
    const auto decoded = kCodec.decode_answer(kCodec.encode(answer));
    ASSERT_TRUE(decoded) << decoded.error().what;
    EXPECT_EQ(decoded->admitted, answer.admitted);
    EXPECT_EQ(decoded->reasons, answer.reasons);
  }
}

TEST(Codec, CutsADetailBetweenCharacters) {
  ports::NodeAnswer answer;
  std::string detail;
  for (int i = 0; i < 301; ++i) detail += "å";
  answer.reasons.push_back({core::Code::unmapped, detail});
  const auto decoded = kCodec.decode_answer(kCodec.encode(answer));
  ASSERT_TRUE(decoded) << decoded.error().what;
  EXPECT_EQ(decoded->reasons[0].detail, detail.substr(0, 600));
}

TEST(Codec, WritesNoMoreReasonsThanAReaderTakes) {
  for (const std::size_t count : {std::size_t{100}, std::size_t{101}, std::size_t{1000}}) {
    const ports::NodeAnswer answer{core::Admitted::rejected, std::vector<core::Reason>(count, {core::Code::unmapped})};
    const auto decoded = kCodec.decode_answer(kCodec.encode(answer));
    ASSERT_TRUE(decoded) << decoded.error().what;
    EXPECT_EQ(decoded->reasons.size(), 100U);
  }
}

TEST(Codec, RefusesAnAnswerItDoesNotKnow) {
  EXPECT_FALSE(kCodec.decode_answer(R"({"schema":"gateway.answer/1","admitted":"perhaps"})"));
  EXPECT_FALSE(
      kCodec.decode_answer(R"({"schema":"gateway.answer/1","admitted":"rejected","reasons":[{"code":"odd"}]})"));
  EXPECT_FALSE(kCodec.decode_answer(R"({"schema":"gateway.answer/2","admitted":"rejected"})"));
  EXPECT_TRUE(kCodec.decode_answer(R"({"schema":"gateway.answer/1","admitted":"voided"})"));
}

}  // namespace
}  // namespace gateway::io
