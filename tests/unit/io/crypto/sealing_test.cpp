#include "gateway/io/crypto/sealing.h"

#include <gtest/gtest.h>
#include <openssl/rand.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "gateway/io/crypto/hex.h"

namespace gateway::io {
namespace {

Key key_of(std::uint8_t fill) {
  std::array<std::uint8_t, Key::kSize> bytes{};
  bytes.fill(fill);
  return Key(bytes);
}

std::vector<std::uint8_t> bytes_of(const std::string& hex) {
  std::vector<std::uint8_t> bytes(hex.size() / 2);
  EXPECT_TRUE(from_hex(hex, bytes));
  return bytes;
}

TEST(Hex, ReadsOnlyWhatItWrites) {
  const std::vector<std::uint8_t> bytes = {0, 1, 0x7f, 0xff};
  EXPECT_EQ(to_hex(bytes), "00017fff");
  std::vector<std::uint8_t> read(4);
  EXPECT_TRUE(from_hex("00017fff", read));
  EXPECT_EQ(read, bytes);
  for (const char* wrong : {"00017FFF", "00017ff", "00017fff0", "0001 fff", "00017ffg"}) {
    EXPECT_FALSE(from_hex(wrong, read)) << wrong;
  }
}

TEST(Sealing, OpensWhatWasSealed) {
  for (const std::string& plain : {std::string(), std::string("å"), std::string(5000, 'x'), std::string("a\0b", 3)}) {
    const auto sealed = seal(key_of(1), "person:1", plain);
    EXPECT_EQ(sealed.size(), plain.size() + 28);
    const auto opened = open(key_of(1), "person:1", sealed);
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, plain);
  }
}

TEST(Sealing, TakesNothingAtAll) {
  const auto sealed = seal(key_of(1), std::string_view(), std::string_view());
  EXPECT_EQ(*open(key_of(1), std::string_view(), sealed), "");
  EXPECT_NE(fingerprint(key_of(1), {std::string_view()}), fingerprint(key_of(1), {}));
}

TEST(Sealing, OpensUnderNoOtherKeyOrPlace) {
  const auto sealed = seal(key_of(1), "person:1", "secret");
  EXPECT_FALSE(open(key_of(2), "person:1", sealed));
  EXPECT_FALSE(open(key_of(1), "person:2", sealed));
  EXPECT_FALSE(open(key_of(1), "", sealed));
}

TEST(Sealing, NoticesEveryChangedByteAndEveryCut) {
  const auto sealed = seal(key_of(1), "a", "secret");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(open(key_of(1), "a", changed)) << i;
    EXPECT_FALSE(open(key_of(1), "a", std::span(sealed).first(i))) << i;
  }
}

TEST(Sealing, SealsTheSameDifferentlyEachTime) {
  std::set<std::vector<std::uint8_t>> seen;
  for (int i = 0; i < 200; ++i) seen.insert(seal(key_of(1), "a", "same"));
  EXPECT_EQ(seen.size(), 200U);
}

TEST(Sealing, WorksOnManyThreads) {
  std::vector<std::jthread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&wrong, t] {
      const Key key = key_of(static_cast<std::uint8_t>(t));
      for (int i = 0; i < 200; ++i) {
        const std::string plain = std::to_string(i);
        const auto opened = open(key, "a", seal(key, "a", plain));
        if (!opened || *opened != plain || fingerprint(key, {plain}) != fingerprint(key, {plain})) ++wrong;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong, 0);
}

TEST(Sealing, AgreesWithWycheproof) {
  const auto file =
      std::filesystem::path(GATEWAY_SOURCE_DIR) / ".." / "shared" / "vectors" / "wycheproof" / "aes_gcm_test.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the Wycheproof vectors are not beside the source";
  std::ifstream stream(file);
  const auto vectors = nlohmann::json::parse(stream);
  int tried = 0;
  for (const auto& group : vectors["testGroups"]) {
    if (group["keySize"] != 256 || group["ivSize"] != 96 || group["tagSize"] != 128) continue;
    for (const auto& test : group["tests"]) {
      const auto secret = bytes_of(test["key"]);
      const Key key{std::span<const std::uint8_t, Key::kSize>(secret)};
      const auto aad = bytes_of(test["aad"]);
      const auto message = bytes_of(test["msg"]);
      const auto sealed =
          bytes_of(test["iv"].get<std::string>() + test["ct"].get<std::string>() + test["tag"].get<std::string>());
      const auto opened = open(key, std::string(aad.begin(), aad.end()), sealed);
      EXPECT_EQ(opened.has_value(), test["result"] == "valid") << "tcId " << test["tcId"];
      EXPECT_EQ(opened.value_or(""), opened ? std::string(message.begin(), message.end()) : "") << test["tcId"];
      ++tried;
    }
  }
  EXPECT_GE(tried, 60);
}

TEST(Fingerprint, DependsOnKeyPartsAndTheirBorders) {
  const auto print = fingerprint(key_of(1), {"ab", "c"});
  EXPECT_EQ(print, fingerprint(key_of(1), {"ab", "c"}));
  EXPECT_NE(print, fingerprint(key_of(2), {"ab", "c"}));
  EXPECT_NE(print, fingerprint(key_of(1), {"a", "bc"}));
  EXPECT_NE(print, fingerprint(key_of(1), {"abc"}));
  EXPECT_NE(print, fingerprint(key_of(1), {"ab", "c", ""}));
}

TEST(Fingerprint, IsHmacSha256CutTo128Bits) {
  // By Python's hmac: key 32 times 0x0b, over two lengths of 8 bytes (0 and 8) and the text.
  EXPECT_EQ(fingerprint(key_of(0x0b), {"", "Hi There"}).text(), "02668e566d680ccd9bb74a9fe670a684");
}

TEST(Sha256, IsThatOfFips180) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(RandomId, IsNeverTheSame) {
  std::set<base::SubjectId> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_id<base::SubjectId>());
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(Key, LeavesNothingWhereItWasMovedFrom) {
  Key first = key_of(7);
  const Key second = std::move(first);
  EXPECT_EQ(second.bytes()[0], 7);
  EXPECT_EQ(first.bytes()[0], 0);  // NOLINT(bugprone-use-after-move): that is the claim
}

TEST(Random, IsNotTheSameInAForkedProcess) {
  static_cast<void>(random_id<base::SubjectId>());  // Something is drawn in advance from here on.
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto id = random_id<base::SubjectId>();
    _exit(::write(ends[1], id.bytes.data(), id.bytes.size()) == 16 ? 0 : 1);
  }
  base::SubjectId of_child;
  ASSERT_EQ(::read(ends[0], of_child.bytes.data(), 16), 16);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ::close(ends[0]);
  ::close(ends[1]);
  for (int i = 0; i < 100; ++i) EXPECT_NE(random_id<base::SubjectId>(), of_child);
}

TEST(Random, GivesNothingTwice) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_id<base::SubjectId>().text());
  EXPECT_EQ(seen.size(), 1000U);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"  // A generator that fails can be had in no other way.
TEST(Random, GivesNothingBehindAGeneratorThatFailed) {
  std::thread([] {  // What is drawn in advance is a thread's own: it begins empty here.
    std::array<std::uint8_t, 16> drawn{};
    for (int i = 0; i < 31; ++i) random_bytes(drawn);
    random_bytes(std::span(drawn).first(12));
    RAND_METHOD failing{};
    failing.bytes = [](unsigned char*, int) { return 0; };
    RAND_set_rand_method(&failing);
    EXPECT_THROW(random_bytes(drawn), std::runtime_error);
    EXPECT_THROW(random_bytes(std::span(drawn).first(4)), std::runtime_error) << "four bytes were left";
    RAND_set_rand_method(RAND_OpenSSL());
    random_bytes(drawn);
  })
      .join();
}
#pragma GCC diagnostic pop

TEST(Sealing, InARowIsAsOneByOne) {
  Sealer sealer(key_of(1));
  std::set<std::vector<std::uint8_t>> seen;
  for (int i = 0; i < 50; ++i) {
    const std::string plain = "secret " + std::to_string(i);
    const auto sealed = sealer.seal("a", plain);
    EXPECT_TRUE(seen.emplace(sealed.begin(), sealed.begin() + 12).second) << "a nonce came twice";
    EXPECT_EQ(open(key_of(1), "a", sealed).value(), plain);
    EXPECT_FALSE(open(key_of(2), "a", sealed));
    EXPECT_FALSE(open(key_of(1), "b", sealed));
  }
}

}  // namespace
}  // namespace gateway::io
