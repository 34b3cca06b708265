#include "gateway/host/watch.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace gateway::host {
namespace {

using namespace std::chrono_literals;

class Watching : public ::testing::Test {
 protected:
  Watching() {
    std::string name = (std::filesystem::temp_directory_path() / "watch-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~Watching() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name) const { std::ofstream(path(name)) << "x"; }

  std::filesystem::path folder_;
};

TEST_F(Watching, TellsNewsOnceHoweverLate) {
  Watch watch({folder_.string()});
  EXPECT_FALSE(watch.wait(1ms));
  write("delivery");
  EXPECT_TRUE(watch.wait(0ms)) << "it came before the wait, which is over at once";
  EXPECT_FALSE(watch.wait(1ms));
}

TEST_F(Watching, TellsOfAFolderThatComesWithWhatIsInIt) {
  Watch watch({path("drop")});
  EXPECT_FALSE(watch.wait(1ms));
  std::filesystem::create_directory(path("drop"));
  write("drop/delivery");
  EXPECT_TRUE(watch.wait(0ms));
  EXPECT_FALSE(watch.wait(1ms));
}

TEST_F(Watching, EndsWithoutNewsWhenStopped) {
  Watch watch({folder_.string()});
  std::thread stopping([&watch] { watch.stop(); });
  EXPECT_FALSE(watch.wait(1h));
  stopping.join();
}

}  // namespace
}  // namespace gateway::host
