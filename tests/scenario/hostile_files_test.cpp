// What a delivery's files can be or do to whoever reads them. For each: a clear report with its place, little memory,
// and the next delivery is served. Times are printed, not judged.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <thread>

#include "tests/scenario/hostile_site.h"

namespace gateway::scenario {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using support::Json;
using support::read_file;
using support::replaced;
using support::write_file;
using ::testing::HasSubstr;

constexpr std::int64_t kMostMemoryKib = 32 * 1024;
constexpr int kSomeLine = -1;

/// A way to spoil a delivery, and what must become of it.
struct Way {
  std::string name;
  std::function<void(const fs::path&)> spoil;
  std::string state;  ///< Of the set.
  std::string code;   ///< Its first fault's, or that of a field of the record that is rejected.
  std::string file;
  int line = 0;  ///< 0: the place has none; kSomeLine: it has one.
};

/// Replaces what stands at the first of something in a file.
std::function<void(const fs::path&)> changed(const std::string& file, const std::string& from, const std::string& to) {
  return [=](const fs::path& set) {
    std::string all = read_file(set / file);
    const std::size_t at = all.find(from);
    if (at == std::string::npos) throw std::logic_error("the export is no longer written so: " + file);
    write_file(set / file, all.replace(at, from.size(), to));
  };
}

/// Puts something else in a file's place.
std::function<void(const fs::path&)> in_place_of(const std::string& file,
                                                 const std::function<void(const fs::path&)>& make) {
  return [=](const fs::path& set) {
    fs::remove(set / file);
    make(set / file);
  };
}

/// The second row's first cell, and from there on `size` bytes of NUL that are not on the disk, then the rest.
void make_row_of(const fs::path& file, std::uintmax_t size, const std::string& begin) {
  const std::string all = read_file(file);
  const std::size_t second = all.find('\n') + 1;
  write_file(file, all.substr(0, second) + begin);
  const auto until = fs::file_size(file) + size;
  fs::resize_file(file, until);
  std::ofstream(file, std::ios::app | std::ios::binary) << "\r\n" << all.substr(second);
}

std::string utf_8(const std::string& windows) {
  std::string text;
  for (const char c : windows) {
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | code >> 6);
      text += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return text;
}

std::vector<Way> ways() {
  const std::string persons = "deltagare.csv";
  const std::string insatser = "insatser.csv";
  return {
      {"row_of_1_gb", [=](const fs::path& set) { make_row_of(set / insatser, 1ULL << 30, "I99999-1;"); }, "complete",
       "too_long", insatser, 2},
      {"quote_of_64_mb", [=](const fs::path& set) { make_row_of(set / insatser, 64ULL << 20, "I99999-1;\""); },
       "complete", "too_long", insatser, 2},
      {"last_row_of_1_gb", [=](const fs::path& set) { fs::resize_file(set / insatser, 1ULL << 30); }, "failed",
       "truncated", insatser, kSomeLine},
      {"nul_in_a_name", changed(persons, "\n10002;", "\n10002\0;" + std::string()), "complete", "", persons},
      {"nul_everywhere", in_place_of(persons, [](const fs::path& at) { write_file(at, std::string(1 << 20, '\0')); }),
       "failed", "bad_encoding", persons, kSomeLine},
      {"bytes_that_are_no_letters", changed(insatser, ";Arbets", ";\x81rbets"), "complete", "bad_encoding", insatser,
       4},
      {"utf_8_for_windows", [=](const fs::path& set) { write_file(set / persons, utf_8(read_file(set / persons))); },
       "failed", "columns", persons, 1},
      {"utf_8_behind_the_header",
       [=](const fs::path& set) {
         const std::string all = read_file(set / persons);
         const std::size_t rows = all.find('\n') + 1;
         write_file(set / persons, all.substr(0, rows) + utf_8(all.substr(rows)));
       },
       "failed", "bad_encoding", persons, kSomeLine},
      {"utf_16",
       [=](const fs::path& set) {
         std::string wide = "\xFF\xFE";
         for (const char c : read_file(set / persons)) wide.append({c, '\0'});
         write_file(set / persons, wide);
       },
       "failed", "bad_encoding", persons, kSomeLine},
      {"quote_never_closed",
       [=](const fs::path& set) {
         std::ofstream(set / insatser, std::ios::app) << "I99999-1;\"open\r\nI99999-2;x\r\n";
       },
       "failed", "unterminated_quote", insatser, kSomeLine},
      {"text_behind_a_quote", changed(insatser, "\n", "\nI99999-1;\"a\"b\r\n"), "complete", "columns", insatser, 2},
      {"fifo", in_place_of(persons, [](const fs::path& at) { ::mkfifo(at.c_str(), 0600); }), "failed", "unreadable",
       persons},
      {"link_to_itself", in_place_of(persons, [](const fs::path& at) { fs::create_symlink(at.filename(), at); }),
       "failed", "unreadable", persons},
      {"link_out", in_place_of(persons, [](const fs::path& at) { fs::create_symlink("/etc/passwd", at); }), "failed",
       "unreadable", persons},
      {"folder", in_place_of(persons, [](const fs::path& at) { fs::create_directory(at); }), "failed", "unreadable",
       persons},
  };
}

class HostileFiles : public ::testing::Test, public HostileSite {
 protected:
  void start() { site.start_all(); }

  static void expect_line(const Way& way, int line) {
    if (way.line == kSomeLine) {
      EXPECT_GT(line, 0);
    } else {
      EXPECT_EQ(line, way.line);
    }
  }

  /// Where and why, in the set's faults or in the rejected record's.
  void expect_told(const Way& way, const Json& set) {
    ASSERT_EQ(set.value("state", ""), way.state) << set.dump();
    if (way.code.empty()) return;
    if (way.state == "failed") {
      const Json fault = set.value("faults", Json::array()).at(0);
      EXPECT_EQ(fault.value("code", ""), way.code) << fault.dump();
      EXPECT_EQ(fault.value("file", ""), way.file) << fault.dump();
      expect_line(way, fault.value("line", 0));
      EXPECT_THAT(report("failed", way.name), HasSubstr(way.file));
      return;
    }
    const Json rejected = site.list("rejected");
    const auto told = std::find_if(rejected.begin(), rejected.end(), [&](const Json& row) {
      return row.value("set", "").starts_with(way.name) && row.value("file", "") == way.file &&
             row.value("line", 0) == way.line;
    });
    ASSERT_NE(told, rejected.end()) << rejected.dump().substr(0, 2000);
    EXPECT_THAT(told->at("reasons").dump(), HasSubstr("\"field_fault\""));
  }
};

TEST_F(HostileFiles, AreToldWithTheirPlaceAndCostLittle) {
  start();
  ASSERT_EQ(serve_good("0_warm").value("state", ""), "complete");
  char letter = 'a';
  for (const Way& way : ways()) {
    SCOPED_TRACE(way.name);
    const fs::path folder = spoilt(way.name, way.spoil);
    const Cost cost(site.gateway_process()->pid());
    drop(folder, way.name);
    const Json set = ended(way.name);
    const std::int64_t memory = cost.memory_kib();
    std::cout << "  " << way.name << ": " << set.value("state", "none") << ", " << cost.cpu_ms() << " ms of processor, "
              << memory / 1024 << " MiB more at the peak\n";
    EXPECT_LE(memory, kMostMemoryKib);
    expect_told(way, set);
    ASSERT_TRUE(site.gateway_process()->running());
    EXPECT_EQ(serve_good(std::string("good_") + letter++).value("state", ""), "complete");
  }
}

TEST_F(HostileFiles, InAMixOfEncodingsOnlyTheBadRowsAreRejected) {
  const fs::path mapping = site.folder() / "accorda.toml";
  write_file(mapping, replaced(read_file(mapping), "encoding = \"windows-1252\"", "encoding = \"utf-8\""));
  for (const auto& file : fs::directory_iterator(site.folder() / "export-1")) {
    write_file(file, utf_8(read_file(file)));
  }
  start();
  const Way one{
      "mixed_one", changed("insatser.csv", ";Arbets", ";\xC5rbets"), "complete", "bad_encoding", "insatser.csv", 4};
  drop(spoilt(one.name, one.spoil), one.name);
  expect_told(one, ended(one.name));
  // Most rows that have such letters at all are bad: the file is in another encoding.
  const Way most{"mixed_most",
                 [](const fs::path& set) {
                   std::string all = read_file(set / "deltagare.csv");
                   for (std::size_t at = all.find('\n'); (at = all.find("\xC3\xB6", at)) != std::string::npos;)
                     all.replace(at, 2, "\xF6");
                   for (std::size_t at = all.find('\n'); (at = all.find("\xC3\xA4", at)) != std::string::npos;)
                     all.replace(at, 2, "\xE4");
                   for (std::size_t at = all.find('\n'); (at = all.find("\xC3\xA5", at)) != std::string::npos;)
                     all.replace(at, 2, "\xE5");
                   write_file(set / "deltagare.csv", all);
                 },
                 "failed",
                 "bad_encoding",
                 "deltagare.csv",
                 kSomeLine};
  drop(spoilt(most.name, most.spoil), most.name);
  expect_told(most, ended(most.name));
  EXPECT_EQ(serve_good("good").value("state", ""), "complete");
}

TEST_F(HostileFiles, ThatGrowWhileTheyAreReadAreNotBelieved) {
  start();
  const fs::path folder = spoilt("a_growing", [](const fs::path& set) {
    make_row_of(set / "insatser.csv", 1ULL << 30, "I99999-1;");  // There is something to read for a while.
  });
  const int file = ::open((folder / "insatser.csv").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  ASSERT_GE(file, 0);
  drop(folder, "a_growing");
  // From when it is claimed until it is put away.
  std::thread writer([&] {
    const auto claimed = [&] {
      return fs::exists(site.drop_folder() / "work") && !fs::is_empty(site.drop_folder() / "work");
    };
    support::eventually(30s, claimed);
    support::eventually(30s, [&] { return ::write(file, "I99999-2;x\r\n", 12) != 12 || !claimed(); });
  });
  const Cost cost(site.gateway_process()->pid());
  const Json set = ended("a_growing");
  writer.join();
  ::close(file);
  EXPECT_LE(cost.memory_kib(), kMostMemoryKib);
  ASSERT_EQ(set.value("state", ""), "failed") << set.dump();
  EXPECT_EQ(set.at("faults").at(0).value("code", ""), "changed_while_read") << set.dump();
  EXPECT_EQ(site.gateway({"ledger", "stat"}).json.at("rows").at("records"), 0);
  EXPECT_EQ(serve_good("b_good").value("state", ""), "complete");
}

/// From here on, programs that this one starts have no more rights than a user, even root's.
bool without_privileges() {
  ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
  ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
  const support::TemporaryFolder folder("sus-rights");
  write_file(folder.path() / "closed", "x");
  fs::permissions(folder.path() / "closed", fs::perms::none);
  return support::run({"/bin/cat", "closed"}, folder.path()).code != 0;
}

TEST_F(HostileFiles, ThatMayNotBeReadAreToldAndAFolderThatMayNotBeWrittenIsToo) {
  if (!without_privileges()) GTEST_SKIP() << "whoever runs this may read everything, and cannot give that up";
  start();
  const Way closed{"a_closed", [](const fs::path& set) { fs::permissions(set / "deltagare.csv", fs::perms::none); },
                   "failed", "unreadable", "deltagare.csv"};
  const fs::path folder = spoilt(closed.name, closed.spoil);
  drop(folder, closed.name);
  expect_told(closed, ended(closed.name));
  EXPECT_EQ(serve_good("b_good").value("state", ""), "complete");

  fs::permissions(site.drop_folder(), fs::perms::owner_read | fs::perms::owner_exec);
  drop(spoilt("c_good", [](const fs::path&) {}), "c_good");
  const support::Answer refused = site.sync();
  EXPECT_NE(refused.code, 0) << refused.out;
  EXPECT_THAT(refused.out + refused.err, HasSubstr("may not move files"));
  fs::permissions(site.drop_folder(), fs::perms::owner_all);
  EXPECT_EQ(ended("c_good").value("state", ""), "complete");
}

TEST_F(HostileFiles, OnAFullDiskWaitUntilThereIsRoom) {
  if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
    GTEST_SKIP() << "only root can have a file system of its own";
  const fs::path disk = site.drop_folder();
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m,nr_inodes=64") != 0)
    GTEST_SKIP() << "no file system in memory can be had here";
  start();
  fs::copy(site.folder() / "export-1", disk / "a_full");
  for (int i = 0;; ++i) {
    std::ofstream filler(disk / ("filler-" + std::to_string(i)));
    if (!filler) break;
  }
  const support::Answer refused = site.sync();
  EXPECT_NE(refused.code, 0) << refused.out;
  EXPECT_THAT(refused.out + refused.err, HasSubstr("no room is left"));
  EXPECT_TRUE(site.gateway_process()->running());
  EXPECT_EQ(set_named("a_full"), Json::object());
  for (const auto& entry : fs::directory_iterator(disk)) {
    if (entry.path().filename().string().starts_with("filler-")) fs::remove(entry.path());
  }
  const Json set = ended("a_full");
  EXPECT_EQ(set.value("state", ""), "complete") << set.dump();
  site.stop_gateway();
  EXPECT_EQ(::umount2(disk.c_str(), MNT_DETACH), 0);
}

}  // namespace
}  // namespace gateway::scenario
