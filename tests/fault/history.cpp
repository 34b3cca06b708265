#include "tests/fault/history.h"

#include <map>
#include <set>

#include "tests/support/database.h"

namespace gateway::fault {

namespace {

using support::Json;
using support::Row;
using support::select;
using support::select_number;
using support::Site;

/// Numbers as the ledger has them (gateway/io/store/migrations).
const std::string kExited = "2";
const std::string kVoided = "3";
const std::string kAcknowledged = "2";

struct Registration {
  std::string kind;
  std::string stage;
  std::string handover;
  std::string stripped;
  std::string out_acknowledged;
  bool has_subject = false;
  bool has_number = false;
};

using Registrations = std::map<std::string, Registration>;

Registrations registrations_of(const std::filesystem::path& ledger) {
  Registrations found;
  for (const Row& row : select(ledger,
                               "SELECT r.id, r.kind, r.stage, r.handover, r.stripped, r.out_acknowledged, s.row, "
                               "s.number_mark FROM registration r LEFT JOIN subject s ON s.row = r.subject")) {
    found[row[0]] = {row[1], row[2], row[3], row[4], row[5], !row[6].empty(), !row[7].empty()};
  }
  return found;
}

/// The planned units of a day.
struct Planned {
  explicit Planned(const std::filesystem::path& file) {
    const Json plan = Json::parse(support::read_file(file));
    for (const Json& unit : plan.at("units")) {
      ++read;
      const std::string place = unit.at("key").get<std::string>() + " " + unit.at("unit").get<std::string>();
      stands[place] = unit.at("stands");
    }
  }
  long long read = 0;
  std::map<std::string, std::string> stands;
};

class Judge {
 public:
  Judge(Site& site, const std::vector<Withdrawal>& withdrawals)
      : site_(site),
        withdrawals_(withdrawals),
        first_(site.folder() / "plan-1.json"),
        second_(site.folder() / "plan-2.json"),
        gateway_(site.ledger("gateway")),
        node_(site.ledger("node")),
        here_(registrations_of(gateway_)),
        there_(registrations_of(node_)) {}

  Verdict judge() {
    every_unit_has_an_outcome();
    lists_are_as_planned();
    both_sides_agree();
    told_in_order();
    nothing_named_after_a_withdrawal();
    counted_once();
    ledgers_verify();
    verdict_.registrations = static_cast<long long>(here_.size());
    verdict_.at_node = static_cast<long long>(there_.size());
    for (const auto& [id, one] : here_) verdict_.voided += one.stage == kVoided ? 1 : 0;
    verdict_.handed = select_number(gateway_, "SELECT count(*) FROM audit WHERE kind = 'hand'");
    verdict_.repeats = select_number(node_,
                                     "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) n FROM audit WHERE kind = "
                                     "'admit' AND registration IS NOT NULL GROUP BY registration, codes)");
    return std::move(verdict_);
  }

 private:
  void claim(bool holds, const std::string& otherwise) {
    if (!holds) verdict_.faults.push_back(otherwise);
  }

  void same(long long is, long long should, const std::string& what) {
    claim(is == should, what + ": " + std::to_string(is) + ", not " + std::to_string(should));
  }

  void every_unit_has_an_outcome() {
    const auto sets = select(gateway_,
                             "SELECT i.name, i.state, coalesce(sum(p.read), 0) FROM intake_set i LEFT JOIN page p ON "
                             "p.intake_set = i.row WHERE i.state IS NOT NULL GROUP BY i.row ORDER BY i.name");
    same(static_cast<long long>(sets.size()), 2, "sets read");
    for (std::size_t i = 0; i < sets.size() && i < 2; ++i) {
      claim(sets[i][1] == "1", "the set " + sets[i][0] + " is not complete");
      same(std::stoll(sets[i][2]), i == 0 ? first_.read : second_.read, "units read of " + sets[i][0]);
    }
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"summary"}, {"summary", "--source", "accorda"}}) {
      const auto summary = site_.gateway(words);
      claim(summary.code == 0 && summary.json.at("adds_up").get<bool>(), "the equations do not add up: " + summary.out);
    }
  }

  void lists_are_as_planned() {
    std::map<std::string, std::string> listed;
    for (const char* kind : {"rejected", "parked", "proposed", "outside"}) {
      const Json rows = site_.list(kind);
      for (const Json& row : rows) {
        const std::string place = row.value("key", "?") + " " + row.at("event").get<std::string>();
        claim(listed.emplace(place, kind).second, place + " is listed twice");
      }
    }
    for (const auto& [place, stands] : second_.stands) {
      const auto found = listed.find(place);
      const bool in_a_list = stands != "accepted" && stands != "anonymous";
      const std::string is = found == listed.end() ? "" : found->second;
      claim(is == (in_a_list ? stands : ""), place + " is listed as '" + is + "', planned " + stands);
    }
    std::set<std::string> named;
    long long tasks = 0;
    for (const Planned* day : {&first_, &second_}) {
      for (const auto& [place, stands] : day->stands) {
        if (stands == "accepted" && place.ends_with(" in")) named.insert(place);
      }
    }
    for (const auto& [place, stands] : second_.stands) tasks += place.ends_with(" task") ? 1 : 0;
    same(static_cast<long long>(here_.size()), static_cast<long long>(named.size()) + tasks, "registrations made");
  }

  /// Registrations with an exit that is held until the caseworker has given its date (domain.md §3 j).
  std::set<std::string> exits_held() const {
    std::set<std::string> found;
    for (const Row& row :
         select(gateway_, "SELECT r.id FROM outbox o JOIN registration r ON r.row = o.lane WHERE o.state = 1")) {
      found.insert(row[0]);
    }
    return found;
  }

  void both_sides_agree() {
    const auto held = exits_held();
    claim(held.size() <= 1, "more than the planted exit is held");
    for (const auto& [id, one] : here_) {
      const auto other = there_.find(id);
      if (one.stage == kVoided) {
        claim(other == there_.end(), id + " is void here, and stands at the node");
        continue;
      }
      claim(one.handover == kAcknowledged, id + " is not acknowledged: handover " + one.handover);
      if (other == there_.end()) {
        claim(false, id + " is acknowledged here, and not at the node");
        continue;
      }
      const Registration& there = other->second;
      const bool still_running = held.count(id) == 1 && one.stage == kExited;
      claim(still_running || one.stage == there.stage,
            id + " is at stage " + one.stage + " here and " + there.stage + " at the node");
      claim(one.stripped == there.stripped, id + " is stripped on one side only");
      if (one.stage == "1") claim(one.out_acknowledged == "1", id + " is out here, and the node did not say so");
    }
    for (const auto& [id, one] : there_) claim(here_.count(id) == 1, id + " stands at the node and is unknown here");
    same(select_number(node_,
                       "SELECT count(*) FROM (SELECT 1 FROM registration WHERE subject IS NOT NULL AND kind = 0 GROUP "
                       "BY subject, place, start HAVING count(*) > 1)"),
         0, "persons registered twice at the node");
    for (const char* bad : {"rejected", "dead", "in_hands", "queued"}) {
      long long count = 0;
      const Json queue = site_.gateway({"queue", "--all"}).json;
      for (const Json& row : queue.at("rows")) count += row.at("state") == bad ? 1 : 0;
      same(count, 0, std::string("messages that are ") + bad);
    }
  }

  /// At the node a registration begins once, and after its exit nothing more is taken.
  void told_in_order() {
    std::map<std::string, std::string> last;
    for (const Row& row : select(node_,
                                 "SELECT registration, codes FROM audit WHERE kind = 'admit' AND registration IS NOT "
                                 "NULL ORDER BY sequence")) {
      const std::string kind = row[1].substr(0, row[1].find(' '));
      const bool taken = row[1].find(" accepted") != std::string::npos;
      if (!taken) continue;
      std::string& before = last[row[0]];
      const bool opens = kind == "in" || kind == "task";
      const bool ends = kind == "exit" || kind == "exit_or_void";
      claim(opens || !before.empty(), row[0] + ": " + kind + " was taken before it began");
      claim(!opens || before.empty() || before == kind, row[0] + ": " + kind + " was taken after " + before);
      claim(before != "exit" || ends || kind == "strip", row[0] + ": " + kind + " was taken after its exit");
      before = ends ? "exit" : kind;
    }
  }

  void nothing_named_after_a_withdrawal() {
    std::set<std::string> withdrawn;
    for (const Row& row : select(gateway_,
                                 "SELECT registration, kind, codes FROM audit WHERE kind IN ('consent', 'hand') AND "
                                 "registration IS NOT NULL ORDER BY sequence")) {
      if (row[1] == "consent") withdrawn.insert(row[0]);
      const bool bare = row[2] == "exit" || row[2] == "exit_or_void" || row[2] == "strip";
      if (row[1] == "hand") {
        claim(bare || withdrawn.count(row[0]) == 0, row[0] + ": " + row[2] + " was handed over after its withdrawal");
      }
    }
    for (const Withdrawal& one : withdrawals_) {
      if (!one.acknowledged) continue;
      claim(!one.registrations.empty(), one.key + " withdrew and no registration is named");
      for (const std::string& id : one.registrations) {
        claim(withdrawn.count(id) == 1, id + ": an acknowledged withdrawal is not in the audit");
        const auto here = here_.find(id);
        if (here == here_.end()) {
          claim(false, id + " withdrew and is unknown here");
          continue;
        }
        const bool ended = here->second.stage == kExited || here->second.stage == kVoided;
        const bool out_before = here->second.stage == "1" && second_.stands.count(one.key + " out") == 1;
        claim(ended || out_before, id + " withdrew and is at stage " + here->second.stage);
        const auto there = there_.find(id);
        if (ended && there != there_.end())
          claim(!there->second.has_number, id + " withdrew and has a number at the node");
      }
    }
  }

  void counted_once() {
    const std::string sums = "SELECT insats, year, women, men FROM totals WHERE women + men > 0 ORDER BY insats, year";
    const auto here = select(gateway_, sums);
    claim(here == select(node_, sums), "totals differ between gateway and node");
    long long counted = 0;
    for (const Row& row : here) counted += std::stoll(row[2]) + std::stoll(row[3]);
    long long anonymous = 0;
    for (const auto& [place, stands] : first_.stands)
      anonymous += stands == "anonymous" && place.ends_with(" in") ? 1 : 0;
    for (const auto& [id, one] : here_) anonymous += one.stage == kVoided && one.kind == "0" ? 1 : 0;
    same(counted, anonymous, "counted anonymously");
  }

  void ledgers_verify() {
    for (const char* part : {"gateway", "node"}) {
      const auto verified =
          part == std::string("node") ? site_.node({"ledger", "verify"}) : site_.gateway({"ledger", "verify"});
      claim(verified.code == 0, std::string("the ledger of the ") + part + " does not verify: " + verified.out);
    }
  }

  Site& site_;
  const std::vector<Withdrawal>& withdrawals_;
  Planned first_;
  Planned second_;
  std::filesystem::path gateway_;
  std::filesystem::path node_;
  Registrations here_;
  Registrations there_;
  Verdict verdict_;
};

}  // namespace

Verdict judge(Site& site, const std::vector<Withdrawal>& withdrawals) {
  return Judge(site, withdrawals).judge();
}

}  // namespace gateway::fault
