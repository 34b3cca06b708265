#include "gateway/io/crypto/heads.h"

#include <gtest/gtest.h>

#include "tests/unit/io/crypto/folder.h"

namespace gateway::io {
namespace {

using namespace std::chrono_literals;
using test::Folder;

constexpr base::Instant kNow{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 22h + 14min + 3s + 120ms};

class HeadsTest : public testing::Test {
 protected:
  std::unique_ptr<SignedHeads> open() const {
    auto heads = SignedHeads::open(file_, key_);
    EXPECT_TRUE(heads) << heads.error().what;
    return std::move(*heads);
  }
  std::string text() const { return test::read_whole(file_); }

  Folder folder_;
  std::string file_ = folder_ / "heads.jsonl";
  Key key_ = Key::random();
};

TEST_F(HeadsTest, AreReadBackAsWritten) {
  const auto heads = open();
  EXPECT_TRUE(*heads->append(1, sha256("1"), kNow));
  EXPECT_TRUE(*heads->append(5, sha256("5"), kNow + 1s));
  const auto read = heads->read_all();
  ASSERT_TRUE(read) << read.error().what;
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[1].sequence, 5);
  EXPECT_EQ((*read)[1].hash, sha256("5"));
  EXPECT_EQ((*read)[1].at, kNow + 1s);
  EXPECT_EQ(heads->latest(), (*read)[1]);
  EXPECT_EQ(*SignedHeads::read_all(file_, file_ + ".pub"), *read);
}

TEST_F(HeadsTest, AreSignedAtMostOnceASecondUnlessForced) {
  const auto heads = open();
  EXPECT_TRUE(*heads->append(1, sha256("1"), kNow));
  EXPECT_FALSE(*heads->append(2, sha256("2"), kNow + 999ms));
  EXPECT_TRUE(*heads->append(3, sha256("3"), kNow + 1000ms));
  EXPECT_TRUE(*heads->append(4, sha256("4"), kNow + 1001ms, true));
  EXPECT_FALSE(*heads->append(4, sha256("4"), kNow + 9s, true)) << "nothing new";
  EXPECT_TRUE(*heads->append(5, sha256("5"), kNow - 1h)) << "the clock was set back";
}

TEST_F(HeadsTest, GoOnAfterARestart) {
  (void)*open()->append(1, sha256("1"), kNow);
  const auto heads = open();
  EXPECT_EQ(heads->latest()->sequence, 1);
  EXPECT_TRUE(*heads->append(2, sha256("2"), kNow + 2s));
  EXPECT_EQ(heads->read_all()->size(), 2U);
}

TEST_F(HeadsTest, LoseOnlyTheLineThatACrashCutShort) {
  (void)*open()->append(1, sha256("1"), kNow);
  const std::string whole = text();
  test::write_whole(file_, whole + whole.substr(0, 40));
  EXPECT_EQ(SignedHeads::read_all(file_, file_ + ".pub")->size(), 1U);
  const auto heads = open();
  EXPECT_EQ(text(), whole);
  EXPECT_TRUE(*heads->append(2, sha256("2"), kNow + 2s));
  EXPECT_EQ(heads->read_all()->size(), 2U);
}

TEST_F(HeadsTest, TellAnyChangeOfALine) {
  auto heads = open();
  (void)*heads->append(12, sha256("1"), kNow);
  heads.reset();
  const std::string whole = text();
  for (std::size_t i = 0; i + 1 < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = changed[i] == '1' ? '2' : '1';
    test::write_whole(file_, changed);
    const auto read = SignedHeads::read_all(file_, file_ + ".pub");
    ASSERT_FALSE(read) << i;
    EXPECT_EQ(read.error().fault, base::Fault::broken);
    EXPECT_NE(read.error().what.find("line 1"), std::string::npos);
  }
}

TEST_F(HeadsTest, OpenOnTheLastAndTellADamagedFirstWhenAllAreRead) {
  auto heads = open();
  for (int i = 0; i < 40; ++i) (void)*heads->append(i + 1, sha256("1"), kNow + i * 1s);
  heads.reset();
  const std::string whole = text();
  ASSERT_GT(whole.size(), 8192U);
  std::string changed = whole;
  changed[8] = '9';
  test::write_whole(file_, changed);
  heads = open();
  EXPECT_EQ(heads->latest()->sequence, 40);
  EXPECT_FALSE(heads->read_all());
}

TEST_F(HeadsTest, DoNotOpenOnADamagedLast) {
  auto heads = open();
  for (int i = 0; i < 3; ++i) (void)*heads->append(i + 1, sha256("1"), kNow + i * 1s);
  heads.reset();
  const std::string whole = text();
  const std::size_t last = whole.rfind('\n', whole.size() - 2) + 1;
  for (std::size_t i = last; i + 1 < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = changed[i] == '1' ? '2' : '1';
    test::write_whole(file_, changed);
    EXPECT_FALSE(SignedHeads::open(file_, key_)) << i;
  }
  test::write_whole(file_, whole + std::string(9000, 'x'));
  EXPECT_FALSE(SignedHeads::open(file_, key_)) << "an end that no crash leaves";
}

TEST_F(HeadsTest, DoNotOpenOnABlankLastLine) {
  (void)*open()->append(1, sha256("1"), kNow);
  test::write_whole(file_, text() + "\n");
  const auto opened = SignedHeads::open(file_, key_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, base::Fault::broken);
  test::write_whole(file_, "\n");
  EXPECT_FALSE(SignedHeads::open(file_, key_)) << "a blank line alone";
  test::write_whole(file_, "");
  EXPECT_TRUE(SignedHeads::open(file_, key_)) << "no heads yet";
}

TEST_F(HeadsTest, AreRefusedUnderAnotherKey) {
  (void)*open()->append(1, sha256("1"), kNow);
  EXPECT_FALSE(SignedHeads::open(file_, Key::random()));
  std::filesystem::remove(file_ + ".pub");
  EXPECT_FALSE(SignedHeads::open(file_, Key::random()));
}

TEST_F(HeadsTest, HaveOneFormOnly) {
  const auto heads = open();
  (void)*heads->append(7, sha256("1"), kNow);
  const std::string line = heads->latest()->line();
  EXPECT_EQ(line + "\n", text());
  EXPECT_EQ(Head::parse(line), heads->latest());
  for (const std::string& other : {line + " ", " " + line, std::string("{}"), std::string(), line.substr(1)}) {
    EXPECT_EQ(Head::parse(other), std::nullopt) << other;
  }
}

}  // namespace
}  // namespace gateway::io
