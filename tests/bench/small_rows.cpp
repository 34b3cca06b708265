// What costs microseconds: a decision, the decoding of a record, an audit entry.
#include <openssl/evp.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "gateway/core/decide.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/crypto/sealing.h"
#include "gateway/io/json/codec.h"
#include "gateway/io/store/audit_chain.h"
#include "gateway/io/store/schema.h"
#include "tests/bench/cpu.h"
#include "tests/bench/line.h"
#include "tests/bench/record.h"
#include "tests/bench/rows.h"
#include "tests/unit/core/cooperation/office.h"

namespace gateway::bench {

namespace {

/// µs of this thread for one of `times` calls.
template <typename Work>
double each(std::size_t times, Work work) {
  const double begun = thread_cpu();
  for (std::size_t i = 0; i < times; ++i) work(i);
  return (thread_cpu() - begun) / static_cast<double>(times);
}

/// Keeps the optimiser from leaving out what nobody looks at.
volatile std::size_t sink = 0;

core::Participation decoded(const std::string& text) {
  auto document = need(io::JsonCodec().decode_record(text));
  return std::get<core::Participation>(std::move(document));
}

/// SHA-256 of 300 bytes, the least that a chained entry costs; the algorithm fetched once.
double hash_us(std::size_t times) {
  static EVP_MD* const sha = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  static EVP_MD_CTX* const run = EVP_MD_CTX_new();
  const std::string bytes(300, 'x');
  unsigned char hash[32];
  return each(times, [&](std::size_t) {
    EVP_DigestInit_ex2(run, sha, nullptr);
    EVP_DigestUpdate(run, bytes.data(), bytes.size());
    EVP_DigestFinal_ex(run, hash, nullptr);
    sink = sink + hash[0];
  });
}

core::DirectoryRows large_directory(core::DirectoryRows rows) {
  const base::Period always = rows.roles.front().period;
  for (int insats = 0; insats < 10; ++insats) {
    core::Insats more = rows.insatser.front();
    more.id = "insats-" + std::to_string(insats);
    rows.insatser.push_back(more);
  }
  for (int user = 0; user < 10'000; ++user) {
    const std::string id = "user-" + std::to_string(user);
    rows.users.push_back({id, id, rows.users.front().organisation});
    rows.roles.push_back({id, "deltagaransvarig", always});
    rows.signatures.push_back({"*", "S" + std::to_string(user), id, always});
    for (int insats = 0; insats < 10; ++insats) {
      rows.assignments.push_back({id, "insats-" + std::to_string(insats), always});
    }
  }
  return rows;
}

/// µs of a decision beside a hash of 300 bytes, against the goal of every decision.
template <typename Work>
void decision_row(std::string name, const Wish& wish, Report& report, Work decide) {
  constexpr std::size_t kTimes = 20'000;
  const Pair pair = by_turns(
      wish.times, [&] { return each(kTimes, [&](std::size_t) { sink = sink + decide(); }); },
      [&] { return hash_us(kTimes); });
  report.add({.name = std::move(name),
              .value = pair.value,
              .unit = "µs",
              .baseline = pair.baseline,
              .against = "SHA-256 of 300 bytes",
              .ratio = pair.ratio,
              .goal = Goal{Goal::Of::value, false, 1, 0.3}});
}

/// An act of the AF/FK cooperation in a case that has its first meetings behind it: the insats is planned.
void decide_act_with(const core::DirectoryRows& rows, const char* name, const Wish& wish, Report& report) {
  core::made::Desk desk = core::made::desk_at(core::CaseState::mapping);
  if (desk.tell(desk.last_meeting("2026-03-20")) != core::Outcome::accepted) {
    throw std::runtime_error("the last meeting is not accepted");
  }
  desk.directory = need(core::Directory::build(rows));
  const core::CooperationAct act = desk.plan(core::CaseState::planned_preparatory, "2026-04-01");
  if (desk.ask(act).outcome != core::Outcome::accepted) throw std::runtime_error("the act is not accepted");
  decision_row(name, wish, report, [&] { return desk.ask(act).warnings.size(); });
}

void decide_with(const core::DirectoryRows& rows, const char* name, const Wish& wish, Report& report) {
  Folder folder;
  configure(folder.path(), {});
  const core::Directory directory = need(core::Directory::build(rows));
  const core::Mapping mapping =
      need(io::read_mapping({std::string(GATEWAY_SOURCE_DIR) + "/config/mappings/insatser-demo.toml"}));
  const core::Policy policy = need(io::read_policy({(folder.path() / "policy.toml").string()}));
  const core::Participation record = decoded(bench::record(0));
  const base::Date today = *base::Date::parse("2026-11-01");
  const core::Circumstances under{
      directory, mapping, policy, "accorda", "kommun", today, base::Instant(today.days() * std::chrono::days(1)), {}};
  const core::Decision first = core::decide(record, {}, under);
  if (first.units.empty() || first.units.front().outcome != core::Outcome::accepted) {
    throw std::runtime_error("the record is not accepted");
  }
  decision_row(name, wish, report, [&] { return core::decide(record, {}, under).units.size(); });
}

}  // namespace

void decision_rows(const Wish& wish, Report& report) {
  Folder folder;
  configure(folder.path(), {});
  const core::DirectoryRows rows = need(io::read_directory((folder.path() / "directory.toml").string()));
  decide_with(rows, "decision", wish, report);
  decide_with(large_directory(rows), "decision, 10,000 users, 100,000 assignments", wish, report);
  const core::DirectoryRows offices = core::made::cooperation_rows();
  decide_act_with(offices, "decision on an act", wish, report);
  decide_act_with(large_directory(offices), "decision on an act, 10,000 users, 100,000 assignments", wish, report);
}

void decode_rows(const Wish& wish, Report& report) {
  std::vector<std::string> records;
  for (std::size_t i = 0; i < 1000; ++i) records.push_back(record(i));
  constexpr std::size_t kTimes = 10'000;
  const io::JsonCodec codec;
  const Pair pair = by_turns(
      wish.times,
      [&] {
        return each(kTimes, [&](std::size_t i) {
          const auto document = codec.decode_record(records[i % records.size()]);
          if (!document) throw std::runtime_error(document.error().what);
          sink = sink + document->index();
        });
      },
      [&] {
        return each(kTimes,
                    [&](std::size_t i) { sink = sink + nlohmann::json::parse(records[i % records.size()]).size(); });
      });
  report.add({.name = "decode of a record (" + std::to_string(records[0].size()) + " bytes)",
              .value = pair.value,
              .unit = "µs",
              .baseline = pair.baseline,
              .against = "nlohmann::json::parse of the same bytes",
              .ratio = pair.ratio,
              .goal = Goal{Goal::Of::ratio, false, 0.3, 0.1}});
}

void audit_rows(const Wish& wish, Report& report) {
  const std::size_t entries = std::max<std::size_t>(wish.size, 1000);
  std::vector<double> verifications;
  std::vector<double> verification_floors;
  std::vector<double> totals;
  const Pair pair = by_turns(
      wish.times,
      [&] {
        Folder folder;
        const std::string file = (folder.path() / "ledger.db").string();
        io::store::Database database(file, io::store::Database::Mode::read_write);
        io::store::prepare_writer(database);
        io::store::migrate(database);
        database.run("INSERT INTO meta (name, value) VALUES ('ledger', 'a ledger')");
        io::store::AuditChain chain(database);
        const auto id = io::random_id<base::RegistrationId>();
        const io::Digest hash{};
        const std::string codes = "in accepted";
        // Once without the chain: the row alone, then taken back.
        database.run("BEGIN");
        const double bare = each(entries, [&](std::size_t i) {
          database.run(
              "INSERT INTO audit (sequence, at, kind, registration, codes, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
              static_cast<std::int64_t>(i) + 1, base::Instant{}, "registration", id, codes,
              io::store::Blob{{reinterpret_cast<const char*>(hash.data()), hash.size()}});
        });
        database.run("ROLLBACK");
        database.run("BEGIN");
        const double whole = each(entries, [&](std::size_t) {
          chain.append({"registration", id, codes}, base::Instant{});
        });
        database.run("COMMIT");
        totals.push_back(whole);
        const double verified = each(1, [&](std::size_t) {
          if (!*io::store::check_chain(database, {}, false).find("ok")->boolean()) throw std::runtime_error("audit");
        });
        verifications.push_back(static_cast<double>(entries) / verified);
        return whole - bare;
      },
      [&] {
        const double hash = hash_us(entries);
        verification_floors.push_back(1 / hash);
        return hash;
      });
  report.add({.name = "audit entry, beyond its row",
              .value = pair.value,
              .unit = "µs",
              .baseline = pair.baseline,
              .against = "SHA-256 of 300 bytes",
              .ratio = pair.ratio,
              .goal = Goal{Goal::Of::value, false, 1, 0.6}});
  report.add({.name = "audit entry, with its row",
              .value = median(totals),
              .unit = "µs",
              .baseline = pair.baseline,
              .against = "SHA-256 of 300 bytes",
              .ratio = median(totals) / pair.baseline});
  const double verification = median(verifications);
  const double floor = median(verification_floors);
  report.add({.name = "verification of the chain",
              .value = verification * 1e6,
              .unit = "entries/s",
              .baseline = floor * 1e6,
              .against = "SHA-256 of 300 bytes each",
              .ratio = verification / floor,
              .goal = Goal{Goal::Of::ratio, true, 0.3, 0.6}});
}

}  // namespace gateway::bench
