// What is kept how: no number, name or local id of a person stands readable in any file of the ledger.
#include "gateway/io/store/sqlite.h"
#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;

std::string latin1(const std::string& utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      out += utf8[i];
    } else {
      out += static_cast<char>(((byte & 0x03) << 6) | (static_cast<unsigned char>(utf8[++i]) & 0x3f));
    }
  }
  return out;
}

std::string utf16(const std::string& utf8) {
  std::string out;
  for (const char c : latin1(utf8)) {
    out += c;
    out += '\0';
  }
  return out;
}

std::vector<std::string> spellings(const core::Participation& record) {
  const std::string& twelve = record.number;
  std::vector<std::string> all = {twelve, twelve.substr(0, 8) + "-" + twelve.substr(8), twelve.substr(2),
                                  twelve.substr(2, 6) + "-" + twelve.substr(8)};
  for (const std::string& text : {record.given_name, record.family_name, record.local_id, record.key}) {
    all.insert(all.end(), {text, latin1(text), utf16(text)});
  }
  return all;
}

core::Participation canary(int n, const std::string& birthday) {
  core::Participation record = participation();
  record.number = test_number(birthday);
  record.key = "CANARYKEY-" + std::to_string(n);
  record.local_id = "CANARYLOCAL-" + std::to_string(n);
  record.given_name = "Åkekanarie" + std::to_string(n);
  record.family_name = "Öbergskanarie" + std::to_string(n);
  return record;
}

/// Every outcome there is, each with a person of their own.
std::vector<core::Participation> canaries() {
  std::vector<core::Participation> all;
  for (int n = 0; n < 8; ++n) all.push_back(canary(n, "1987-03-0" + std::to_string(n + 1)));
  all[1].consent = {core::ConsentAnswer::declined, "SUS 2024", day("2026-10-10"), std::nullopt};  // anonymous
  all[2].consent = {};                                                                            // parked
  all[3].insats = "Keramik";                                                                      // rejected
  all[4].beslut = "RE-UT";                                                                        // outside
  all[4].insats = "Planering/utredning";
  all[5].ordered_by = "Arbetsförmedlingen";  // a task
  all[5].insats = "Arbetsprövning";
  all[6].protection = core::Protection::marked;
  all[7].derived_key = true;
  all[7].end = day("2026-11-01");
  return all;
}

void expect_silence(Office& office, const std::string& when) {
  const LedgerConfig config = office.folder.config();
  std::size_t read = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(office.folder.file(""))) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = bytes_of(entry.path().string());
    read += bytes.size();
    for (const core::Participation& record : canaries()) {
      int spelling = 0;
      for (const std::string& text : spellings(record)) {
        EXPECT_EQ(bytes.find(text), std::string::npos)
            << when << ": " << entry.path().filename() << " holds spelling " << spelling << " of " << record.key;
        ++spelling;
      }
    }
  }
  EXPECT_GT(read, 100'000U);
}

TEST(Secrecy, HoldsInEveryFile) {
  Office office;
  office.take(canaries());
  office.set_notice("day-1", ports::SetState::complete);
  EXPECT_EQ(office.list().size(), 9U);
  expect_silence(office, "read");
  office.deliver();
  office.take(canaries(), "day-2");
  office.withdraw({"accorda", "CANARYKEY-0", {}}, day("2026-11-10"));
  office.write([&](ports::Transaction& t) {
    must(t.protect(std::get<core::PersonNumber>(core::PersonNumber::parse(canaries()[7].number, kToday)), "maj.lind",
                   office.clock.now(), core::Protection::unknown));
  });
  expect_silence(office, "told");
  must(office.ledger->backup(office.folder.file("copy.db")));
  office.clock.on(std::chrono::days(100));
  must(office.ledger->purge(office.clock.now()));
  office.reopen();
  expect_silence(office, "closed");
}

TEST(Secrecy, HoldsAtANode) {
  Office node;
  for (const core::Participation& record : canaries()) {
    core::Incoming in{in_message(), core::Person{record.number, record.given_name, record.family_name, {}}};
    in.message.registration.bytes[0] = static_cast<std::uint8_t>(record.key.back());
    if (record.key.back() == '3') in.message.consent_form.clear();  // Rejected: nothing of it stays.
    node.write([&](ports::Transaction& t) {
      const auto situation = must(t.node_situation(in, "gavle"));
      const auto admission = core::admit(in, situation, node.world.directory, node.world.policy, "gavle", kToday);
      must(t.store(in, "gavle", admission, node.clock.now()));
    });
  }
  EXPECT_EQ(must(node.ledger->stat()).find("rows")->integer_or("subjects", 0), 7);
  expect_silence(node, "received");
}

TEST(Secrecy, LeavesNoKeyOfWhomItForgets) {
  Office office;
  office.take({participation()});
  const auto keys_before = bytes_of(office.folder.config().keys).size();
  EXPECT_GT(keys_before, 0U);
  office.withdraw({"accorda", "I-1", {}}, day("2026-11-10"));
  // The commit that erased the person queued the key, and the writer has destroyed it by its next work.
  office.write([](ports::Transaction&) {});
  office.ledger.reset();
  store::Database database(office.folder.config().database, store::Database::Mode::read_only);
  store::Query left = database.query("SELECT count(*) FROM key_to_destroy");
  ASSERT_TRUE(left.step());
  EXPECT_EQ(left.integer(0), 0);
}

}  // namespace
}  // namespace gateway::io
