#include "gateway/io/crypto/keyring.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "gateway/io/crypto/sealing.h"
#include "tests/unit/io/crypto/folder.h"

namespace gateway::io {
namespace {

using test::Folder;

class KeyRingTest : public testing::Test {
 protected:
  KeyRing::Settings settings(bool create = true) const {
    return {.database = folder_ / "keys.db", .master_key = folder_ / "master.key", .create = create};
  }

  std::unique_ptr<KeyRing> open(bool create = true) const {
    auto ring = KeyRing::open(settings(create));
    EXPECT_TRUE(ring) << ring.error().what;
    return std::move(*ring);
  }

  static std::vector<std::uint8_t> bytes(const KeyRing::KeyPtr& key) {
    return {key->bytes().begin(), key->bytes().end()};
  }

  unsigned mode(const std::string& file) const {
    struct stat status {};
    EXPECT_EQ(::stat((folder_ / file).c_str(), &status), 0) << file;
    return status.st_mode & 0777;
  }

  /// Whether the bytes stand anywhere in any file of the folder.
  bool lies_on_disk(const std::string& text) const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      if (test::read_whole(entry.path().string()).find(text) != std::string::npos) return true;
    }
    return false;
  }

  Folder folder_;
  base::SubjectId subject_ = random_id<base::SubjectId>();
};

TEST_F(KeyRingTest, KeepsAPersonsKeyOverRestarts) {
  std::vector<std::uint8_t> made;
  {
    const auto ring = open();
    made = bytes(*ring->create(subject_));
    EXPECT_EQ(bytes(*ring->find(subject_)), made);
    EXPECT_EQ(bytes(*ring->create(subject_)), made) << "a second key would make what the first sealed unreadable";
  }
  EXPECT_EQ(bytes(*open(false)->find(subject_)), made);
}

TEST_F(KeyRingTest, KnowsNoKeyThatWasNeverMade) {
  const auto ring = open();
  const auto found = ring->find(subject_);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, nullptr);
}

TEST_F(KeyRingTest, IsThereForOthersBeforeCreateReturns) {
  const auto first = open();
  const auto made = bytes(*first->create(subject_));
  const auto second = open(false);
  EXPECT_EQ(bytes(*second->find(subject_)), made);
}

TEST_F(KeyRingTest, MakesManyAtOnceEachItsOwn) {
  std::vector<base::SubjectId> subjects(300);
  std::ranges::generate(subjects, random_id<base::SubjectId>);
  auto ring = open();
  const auto keys = ring->create(subjects);
  ASSERT_TRUE(keys);
  std::vector<std::vector<std::uint8_t>> distinct;
  for (const auto& key : *keys) distinct.push_back(bytes(key));
  EXPECT_EQ(*ring->persons(), 300U);
  ring.reset();
  ring = open(false);
  for (std::size_t i = 0; i < subjects.size(); ++i) EXPECT_EQ(bytes(*ring->find(subjects[i])), distinct[i]);
  std::ranges::sort(distinct);
  EXPECT_EQ(std::ranges::unique(distinct).size(), 0U);
}

TEST_F(KeyRingTest, HoldsNoMoreInMemoryThanItMay) {
  auto few = settings();
  few.cached_persons = 2;
  auto ring = KeyRing::open(few);
  ASSERT_TRUE(ring);
  std::vector<base::SubjectId> subjects(5);
  std::ranges::generate(subjects, random_id<base::SubjectId>);
  std::vector<std::weak_ptr<const Key>> held;
  for (const auto& subject : subjects) held.push_back(*(*ring)->create(subject));
  EXPECT_EQ(std::ranges::count_if(held, [](const auto& key) { return !key.expired(); }), 2);
  for (const auto& subject : subjects) EXPECT_NE(*(*ring)->find(subject), nullptr);
}

TEST_F(KeyRingTest, DestroysAKeyInEveryFile) {
  auto ring = open();
  (void)*ring->create(random_id<base::SubjectId>());
  (void)*ring->create(subject_);
  const std::string id(subject_.bytes.begin(), subject_.bytes.end());
  EXPECT_TRUE(lies_on_disk(id));
  ASSERT_TRUE(ring->destroy(subject_));
  EXPECT_EQ(*ring->find(subject_), nullptr);
  EXPECT_FALSE(lies_on_disk(id));
  EXPECT_EQ(*ring->persons(), 1U);
  EXPECT_TRUE(ring->destroy(subject_));
}

TEST_F(KeyRingTest, MakesNamedKeysAtTheirFirstUse) {
  auto ring = open();
  const auto persons = bytes(*ring->named(key_name::kPersons));
  const auto records = bytes(*ring->named(key_name::kRecords));
  EXPECT_NE(persons, records);
  EXPECT_EQ(bytes(*ring->named(key_name::kPersons)), persons);
  ring = open(false);
  EXPECT_EQ(bytes(*ring->named(key_name::kPersons)), persons);
}

TEST_F(KeyRingTest, NeverMakesADestroyedNameAgain) {
  auto ring = open();
  (void)*ring->named(key_name::notes(2026));
  ASSERT_TRUE(ring->destroy_named(key_name::notes(2026)));
  EXPECT_EQ(ring->named(key_name::notes(2026)).error().fault, base::Fault::reject);
  ring = open(false);
  EXPECT_FALSE(ring->named(key_name::notes(2026)));
  EXPECT_TRUE(ring->named(key_name::notes(2027)));
}

TEST_F(KeyRingTest, WritesPrivateFilesOnly) {
  const auto ring = open();
  (void)*ring->create(subject_);
  for (const char* file : {"keys.db", "keys.db-wal", "keys.db-shm", "master.key"}) EXPECT_EQ(mode(file), 0600U) << file;
}

TEST_F(KeyRingTest, WritesNoKeyInTheClear) {
  const auto ring = open();
  const auto key = bytes(*ring->create(subject_));
  EXPECT_FALSE(lies_on_disk(std::string(key.begin(), key.end())));
}

TEST_F(KeyRingTest, RefusesAnotherMasterKeyInOneSentence) {
  (void)*open()->create(subject_);
  test::write_whole(folder_ / "master.key", std::string(64, 'a') + "\n");
  const auto ring = KeyRing::open(settings());
  ASSERT_FALSE(ring);
  EXPECT_NE(ring.error().what.find("not the master key of"), std::string::npos) << ring.error().what;
}

TEST_F(KeyRingTest, RefusesAMasterKeyThatOthersMayRead) {
  open();
  for (const mode_t mode : {0640, 0604, 0620}) {
    ::chmod((folder_ / "master.key").c_str(), mode);
    const auto ring = KeyRing::open(settings());
    ASSERT_FALSE(ring);
    EXPECT_NE(ring.error().what.find("chmod 600"), std::string::npos) << ring.error().what;
  }
}

TEST_F(KeyRingTest, RefusesAMasterKeyOfAnotherForm) {
  open();
  for (const std::string& text : {std::string(), std::string(63, 'a'), std::string(64, 'A'), std::string(65, 'a')}) {
    test::write_whole(folder_ / "master.key", text);
    const auto ring = KeyRing::open(settings());
    ASSERT_FALSE(ring);
    EXPECT_NE(ring.error().what.find("no master key"), std::string::npos) << ring.error().what;
  }
}

TEST_F(KeyRingTest, MakesNothingUnlessAsked) {
  EXPECT_FALSE(KeyRing::open(settings(false)));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "keys.db"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "master.key"));
}

TEST_F(KeyRingTest, MakesNoNewMasterKeyForKeysThatExist) {
  open();
  std::filesystem::remove(folder_ / "master.key");
  EXPECT_FALSE(KeyRing::open(settings()));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "master.key"));
}

TEST_F(KeyRingTest, RefusesAFileThatIsNoDatabase) {
  open();
  test::write_whole(folder_ / "keys.db", std::string(5000, 'x'));
  EXPECT_FALSE(KeyRing::open(settings()));
}

}  // namespace
}  // namespace gateway::io
