#include <sys/resource.h>

#include <csignal>

#include "tests/unit/io/store/office.h"

// The disk that has no room: what cannot be stored is refused whole and may be tried again.
namespace gateway::io {
namespace {

using namespace made;

/// No file may grow beyond `bytes` while this lives: the kernel refuses the write as a full disk or quota does.
class NoRoomBeyond {
 public:
  explicit NoRoomBeyond(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  ~NoRoomBeyond() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    (void)std::signal(SIGXFSZ, handler_);
  }
  NoRoomBeyond(const NoRoomBeyond&) = delete;
  NoRoomBeyond& operator=(const NoRoomBeyond&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

std::vector<core::Participation> people(int year, std::size_t count) {
  std::vector<core::Participation> records;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string day = (i % 28 < 9 ? "0" : "") + std::to_string(1 + i % 28);
    const std::string month = (i / 28 < 9 ? "0" : "") + std::to_string(1 + i / 28);
    std::string birthday = std::to_string(year);
    birthday.append("-").append(month).append("-").append(day);
    records.push_back(of("I-" + birthday, birthday));
  }
  return records;
}

TEST(FullDisk, StoresAllOfAPageOrNothing) {
  Office office;
  office.take(people(1981, 50), "day-1");
  const auto before = office.balance();
  const auto log = std::filesystem::file_size(office.folder.config().database + "-wal");
  // From no room at all to nearly enough: the write fails at another page each time.
  for (const std::size_t room : {0U, 8'000U, 20'000U, 60'000U}) {
    const NoRoomBeyond limit(log + room);
    EXPECT_THROW(office.take(people(1982, 200), "day-2"), std::runtime_error) << room;
  }
  EXPECT_EQ(office.balance().read, before.read);
  EXPECT_EQ(office.balance().queued, before.queued);
  const auto counts = office.take(people(1982, 200), "day-2");
  EXPECT_EQ(counts.by_outcome[static_cast<int>(core::Outcome::accepted)], 200) << "once there is room again";
  EXPECT_TRUE(office.balance().adds_up());
  office.reopen();
  EXPECT_EQ(office.balance().queued, before.queued + 200);
  const auto verified = must(office.ledger->verify());
  ASSERT_NE(verified.find("ok"), nullptr);
  EXPECT_TRUE(*verified.find("ok")->boolean());
}

TEST(FullDisk, IsATroubleThatPasses) {
  Office office;
  office.take(people(1981, 50), "day-1");
  const NoRoomBeyond limit(std::filesystem::file_size(office.folder.config().database + "-wal"));
  const auto refused = office.ledger->write([&](ports::Transaction& transaction) -> base::Result<void> {
    return transaction.protect(
        std::get<core::PersonNumber>(core::PersonNumber::parse(test_number("1983-01-01"), kToday)), "maj.lind",
        office.clock.now(), core::Protection::unknown);
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, base::Fault::retry) << refused.error().what;
}

}  // namespace
}  // namespace gateway::io
