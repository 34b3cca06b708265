#include <sys/stat.h>

#include <future>

#include "gateway/io/store/sqlite.h"
#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;

TEST(SqliteLedger, KeepsWhatWasWrittenOverAReopening) {
  Office office;
  office.write([&](ports::Transaction& t) { must(t.replace_directory(rows(), office.clock.now())); });
  office.take({participation()});
  office.reopen();
  office.write([&](ports::Transaction& t) {
    EXPECT_EQ(must(t.cursor("accorda", "all")), "cursor-day-1");
    EXPECT_NE(must(t.directory())->user("maj.lind"), nullptr);
    EXPECT_EQ(must(t.directory())->rows().mandates.size(), rows().mandates.size());
  });
  ASSERT_EQ(office.list().size(), 1U);
  EXPECT_EQ(office.list()[0].key, "I-1");
  EXPECT_EQ(office.list()[0].outcome, core::Outcome::accepted);
  EXPECT_EQ(office.due().size(), 1U);
}

TEST(SqliteLedger, LetsOneIn) {
  Office office;
  const auto second = SqliteLedger::open(office.folder.config(), office.clock);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, base::Fault::retry);
  EXPECT_NE(second.error().what.find("another process has the ledger open"), std::string::npos);
  office.ledger.reset();
  EXPECT_TRUE(SqliteLedger::open(office.folder.config(), office.clock));
}

TEST(SqliteLedger, ShowsItsFilesToTheOwnerOnly) {
  Office office;
  office.take({participation()});
  const LedgerConfig config = office.folder.config();
  for (const std::string& file :
       {config.database, config.database + "-wal", config.database + "-shm", config.keys, config.heads}) {
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0) << file;
    EXPECT_EQ(status.st_mode & 0777, 0600U) << file;
  }
  struct stat folder {};
  ASSERT_EQ(::stat(office.folder.file("ledger").c_str(), &folder), 0);
  EXPECT_EQ(folder.st_mode & 0777, 0700U);
}

TEST(SqliteLedger, RefusesASchemaNewerThanItself) {
  Office office;
  office.ledger.reset();
  store::Database(office.folder.config().database, store::Database::Mode::read_write).pragma("user_version=999");
  const auto opened = SqliteLedger::open(office.folder.config(), office.clock);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().what.find("schema 999 is newer"), std::string::npos);
}

TEST(SqliteLedger, RefusesALedgerThatMustExist) {
  Folder folder;
  SetClock clock;
  LedgerConfig config = folder.config();
  config.create = false;
  EXPECT_FALSE(SqliteLedger::open(config, clock));
  EXPECT_FALSE(std::filesystem::exists(config.database));
}

TEST(SqliteLedger, UndoesFailedWorkAndKeepsTheRestOfItsGroup) {
  Office office;
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  std::vector<std::future<base::Result<void>>> answers;
  const auto put = [&](SqliteLedger::Work work) {
    auto promise = std::make_shared<std::promise<base::Result<void>>>();
    answers.push_back(promise->get_future());
    office.ledger->write_async(std::move(work), [promise](base::Result<void> result) { promise->set_value(result); });
  };
  // The first holds the writer until all others wait: they share the next group.
  put([opened](ports::Transaction&) -> base::Result<void> {
    opened.wait();
    return {};
  });
  const auto cursor = [&](std::string stream) {
    return [&, stream](ports::Transaction& t) -> base::Result<void> {
      return t.store_page("accorda", stream, "day-1", "here", {}, office.clock.now());
    };
  };
  put(cursor("a"));
  put([&](ports::Transaction& t) -> base::Result<void> {
    must(t.store_page("accorda", "b", "day-1", "here", {}, office.clock.now()));
    return base::rejected("no");
  });
  put([&](ports::Transaction& t) -> base::Result<void> {
    must(t.store_page("accorda", "c", "day-1", "here", {}, office.clock.now()));
    throw std::runtime_error("a defect");
  });
  put(cursor("d"));
  gate.set_value();
  std::vector<base::Result<void>> results;
  for (auto& answer : answers) results.push_back(answer.get());
  EXPECT_TRUE(results[1]);
  EXPECT_EQ(results[2].error().what, "no");
  EXPECT_EQ(results[3].error().fault, base::Fault::broken);
  EXPECT_TRUE(results[4]);
  office.write([&](ports::Transaction& t) {
    EXPECT_EQ(must(t.cursor("accorda", "a")), "here");
    EXPECT_EQ(must(t.cursor("accorda", "b")), "");
    EXPECT_EQ(must(t.cursor("accorda", "c")), "");
    EXPECT_EQ(must(t.cursor("accorda", "d")), "here");
  });
  EXPECT_TRUE(*must(office.ledger->verify()).find("ok")->boolean());
}

TEST(SqliteLedger, UndoesOneRecordAndKeepsItsPage) {
  Office office;
  office.write([&](ports::Transaction& t) {
    const auto page = [&](const char* stream) {
      must(t.store_page("accorda", stream, "day-1", "here", {}, office.clock.now()));
    };
    page("a");
    EXPECT_FALSE(t.attempt([&]() -> base::Result<void> {
      page("b");
      return base::rejected("no");
    }));
    page("c");
  });
  office.write([&](ports::Transaction& t) {
    EXPECT_EQ(must(t.cursor("accorda", "a")), "here");
    EXPECT_EQ(must(t.cursor("accorda", "b")), "");
    EXPECT_EQ(must(t.cursor("accorda", "c")), "here");
  });
}

TEST(SqliteLedger, AnswersWritersOfManyThreads) {
  Office office;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 25; ++i) {
        must(office.ledger->write([&](ports::Transaction& t) -> base::Result<void> {
          ports::PageCounts counts;
          counts.add(core::Outcome::outside);
          return t.store_page("s" + std::to_string(thread), "all", "day", std::to_string(i), counts, {});
        }));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(must(office.ledger->balance("", "day")).read, 100);
}

}  // namespace
}  // namespace gateway::io
