#include "plugins/accorda/key_index.h"

#include <gtest/gtest.h>

#include <string>

namespace accorda {
namespace {

TEST(KeyIndex, TakesSixteenBytesARow) {
  EXPECT_EQ(sizeof(KeyIndex::Entry), 16U);
}

TEST(KeyIndex, FindsPlacesInTheirOrder) {
  KeyIndex index;
  index.add(7, 30);
  index.add(5, 1);
  index.add(7, 10);
  index.add(9, 2);
  index.seal();
  const auto found = index.find(7);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].place, 10U);
  EXPECT_EQ(found[1].place, 30U);
  EXPECT_TRUE(index.find(6).empty());
}

TEST(KeyIndex, FindsEachOfManyAndNothingElse) {
  const Hasher hash;
  for (const std::uint64_t rows : {0U, 1U, 63U, 64U, 5000U}) {
    KeyIndex index;
    for (std::uint64_t i = 0; i < rows; ++i) index.add(hash(std::to_string(i)), i);
    for (const std::uint64_t edge : {std::uint64_t{0}, ~std::uint64_t{0}}) index.add(edge, rows);
    index.seal();
    for (std::uint64_t i = 0; i < rows; ++i) {
      const auto found = index.find(hash(std::to_string(i)));
      ASSERT_EQ(found.size(), 1U) << i << " of " << rows;
      EXPECT_EQ(found[0].place, i);
      EXPECT_TRUE(index.find(hash("not " + std::to_string(i))).empty());
    }
    EXPECT_EQ(index.find(0).size(), 1U);
    EXPECT_EQ(index.find(~std::uint64_t{0}).size(), 1U);
  }
}

TEST(KeyIndex, KnowsWhatNobodyAskedFor) {
  KeyIndex index;
  for (std::uint64_t i = 0; i < 5; ++i) index.add(i, 100 - i);
  index.seal();
  for (const std::uint64_t i : {0U, 4U, 2U}) index.use(index.find(i)[0]);
  EXPECT_EQ(index.unused(), (std::pair<std::uint64_t, std::uint64_t>{2, 97}));
}

TEST(Hasher, IsKeyedAndSeesEveryByte) {
  const Hasher one;
  const Hasher other;
  EXPECT_EQ(one("abc"), one("abc"));
  EXPECT_NE(one("abc"), other("abc"));
  EXPECT_NE(one("abc"), one("abd"));
  EXPECT_NE(one("12345678"), one(std::string_view("12345678\0", 9)));
}

}  // namespace
}  // namespace accorda
