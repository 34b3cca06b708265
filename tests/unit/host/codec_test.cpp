#include "gateway/host/codec.h"

#include <gtest/gtest.h>

#include "gateway/host/limits.h"

namespace gateway::host {
namespace {

ports::Page a_page() {
  return {"s", {"{\"a\":1}", "", "{}"}, "cursor"};
}

TEST(Codec, ReadsBackWhatItWrote) {
  Writer writer;
  codec::put(writer, a_page());
  Reader reader(writer.bytes());
  const auto page = codec::page(reader, "s");
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->records, a_page().records);
  EXPECT_EQ(page->cursor, "cursor");
  EXPECT_EQ(page->stream, "s");

  Writer answers;
  codec::put(answers,
             std::vector<TargetAnswer>{{Answer::retry, std::chrono::milliseconds(5), "{}"}, {Answer::ok, {}, ""}});
  Reader from(answers.bytes());
  const auto got = codec::answers(from, 2);
  ASSERT_TRUE(got.has_value());
  EXPECT_EQ((*got)[0].not_before, std::chrono::milliseconds(5));
  EXPECT_EQ((*got)[1].answer, Answer::ok);
  EXPECT_EQ((*got)[1].not_before, std::nullopt);
}

TEST(Codec, RefusesEveryPrefixOfAFrame) {
  Writer page;
  codec::put(page, a_page());
  Writer request;
  codec::put(request, ports::HttpRequest{"GET", "/", {{"a", "b"}}, "body"});
  Writer entries;
  codec::put(entries, std::vector<FolderEntry>{{"a.csv", 1, 2, 3, FolderEntry::Kind::regular}});
  for (std::size_t size = 0; size < page.bytes().size(); ++size) {
    Reader reader(std::string_view(page.bytes()).substr(0, size));
    EXPECT_FALSE(codec::page(reader, "s").has_value()) << size;
  }
  for (std::size_t size = 0; size < request.bytes().size(); ++size) {
    Reader reader(std::string_view(request.bytes()).substr(0, size));
    EXPECT_FALSE(codec::request(reader).has_value()) << size;
  }
  for (std::size_t size = 0; size < entries.bytes().size(); ++size) {
    Reader reader(std::string_view(entries.bytes()).substr(0, size));
    EXPECT_FALSE(codec::entries(reader).has_value()) << size;
  }
}

TEST(Codec, RefusesWhatFollowsTheEnd) {
  Writer writer;
  codec::put(writer, a_page());
  writer.number(1);
  Reader reader(writer.bytes());
  EXPECT_FALSE(codec::page(reader, "s").has_value());
}

TEST(Codec, DoesNotBelieveACountItCannotSee) {
  Writer writer;
  writer.number(~std::uint64_t{0});
  Reader entries(writer.bytes());
  EXPECT_FALSE(codec::entries(entries).has_value());
  Reader items(writer.bytes());
  EXPECT_FALSE(codec::items(items).has_value());
}

TEST(Codec, ReadsAnUnknownAnswerAsBroken) {
  Writer writer;
  writer.signed_number(77).text("?");
  Reader reader(writer.bytes());
  const auto ending = codec::ending(reader);
  ASSERT_TRUE(ending.has_value());
  EXPECT_EQ(ending->error().fault, base::Fault::broken);
}

TEST(Codec, CutsAWaitToADay) {
  Writer writer;
  writer.number(0).signed_number(std::int64_t{1} << 60);
  Reader reader(writer.bytes());
  EXPECT_EQ(codec::pulled(reader)->not_before, std::chrono::hours(24));
}

TEST(PageSize, NamesTheLimitThatWasPassed) {
  EXPECT_EQ((PageSize{256, 65536, 1048576, 16777216}.fault()), "");
  EXPECT_EQ((PageSize{257, 0, 0, 0}.fault()), "a page of more than 256 records");
  EXPECT_EQ((PageSize{1, 65537, 0, 0}.fault()), "a cursor of more than 64 KiB");
  EXPECT_EQ((PageSize{1, 0, 1048577, 0}.fault()), "a record of more than 1 MiB");
  EXPECT_EQ((PageSize{1, 0, 0, 16777217}.fault()), "a page of more than 16 MiB");
}

}  // namespace
}  // namespace gateway::host
