#include "gateway/base/flat_map.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace gateway::base {
namespace {

TEST(FlatMap, KeepsItsKeysInOrderAndTheFirstOfTwo) {
  const FlatMap<int, std::string> map{{3, "c"}, {1, "a"}, {2, "b"}, {1, "again"}};
  std::string read;
  for (const auto& [key, text] : map) read += std::to_string(key) + text;
  EXPECT_EQ(read, "1a2b3c");
  EXPECT_EQ(map.at(1), "a");
  EXPECT_THROW(map.at(4), std::out_of_range);
  EXPECT_TRUE(map.find(0) == map.end());
  EXPECT_TRUE(map.find(4) == map.end());
}

TEST(FlatMap, IsAsTheStandardsMapWhateverIsDone) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    FlatMap<int, std::string> map;
    std::map<int, std::string> known;
    for (int step = 0; step < 60; ++step) {
      const int key = static_cast<int>(random() % 12);
      const std::string text = std::to_string(random() % 100);
      switch (random() % 4) {
        case 0:
          map[key] = text;
          known[key] = text;
          break;
        case 1:
          EXPECT_EQ(map.emplace(key, text).second, known.emplace(key, text).second);
          break;
        case 2:
          EXPECT_EQ(map.erase(key), known.erase(key));
          break;
        default: {
          const auto odd = [](const auto& row) { return row.first % 5 == 1; };
          EXPECT_EQ(erase_if(map, odd), std::erase_if(known, odd));
        }
      }
      EXPECT_EQ(map.count(key), known.count(key));
      ASSERT_TRUE(std::equal(map.begin(), map.end(), known.begin(), known.end(),
                             [](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second; }));
    }
  }
}

}  // namespace
}  // namespace gateway::base
