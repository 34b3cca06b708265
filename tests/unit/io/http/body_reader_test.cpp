#include "gateway/io/http/body_reader.h"

#include <gtest/gtest.h>

namespace gateway::io {
namespace {

RequestHead counted(std::uint64_t length) {
  RequestHead head;
  head.framing = Framing::length;
  head.content_length = length;
  return head;
}

RequestHead chunked() {
  RequestHead head;
  head.framing = Framing::chunked;
  return head;
}

TEST(BodyReader, IsDoneAtOnceWithoutBody) {
  EXPECT_TRUE(BodyReader(RequestHead{}, 10).done());
  EXPECT_TRUE(BodyReader(counted(0), 10).done());
}

TEST(BodyReader, LeavesWhatFollowsTheBody) {
  BodyReader reader(counted(3), 10);
  EXPECT_EQ(reader.read("abcGET"), 3U);
  EXPECT_TRUE(reader.done());
  EXPECT_EQ(reader.take(), "abc");
}

TEST(BodyReader, TakesTheMostAndNoByteMore) {
  EXPECT_FALSE(BodyReader(counted(10), 10).refusal());
  EXPECT_EQ(BodyReader(counted(11), 10).refusal()->status, 413U);
  EXPECT_FALSE(BodyReader(counted(11), 10).done());

  BodyReader full(chunked(), 10);
  full.read("5\r\nabcde\r\n5\r\nfghij\r\n0\r\n\r\n");
  EXPECT_TRUE(full.done());
  BodyReader over(chunked(), 10);
  over.read("5\r\nabcde\r\n6\r\n");
  EXPECT_EQ(over.refusal()->status, 413U);
}

TEST(BodyReader, ReadsChunksHoweverTheyAreCut) {
  const std::string body = "3;x=\"y\"\r\nabc\r\n00a\r\n0123456789\r\n0\r\n\r\nGET";
  for (std::size_t cut = 0; cut <= body.size(); ++cut) {
    BodyReader reader(chunked(), 100);
    const auto first = reader.read(std::string_view(body).substr(0, cut));
    reader.read(std::string_view(body).substr(first));
    ASSERT_TRUE(reader.done()) << cut;
    EXPECT_EQ(reader.take(), "abc0123456789");
  }
}

TEST(BodyReader, StopsReadingAfterARefusal) {
  BodyReader reader(chunked(), 100);
  EXPECT_EQ(reader.read("x\r\nabc"), 3U);
  ASSERT_TRUE(reader.refusal());
  EXPECT_EQ(reader.read("3\r\nabc"), 0U);
}

}  // namespace
}  // namespace gateway::io
