// File ingest through the real line against our own statements alone; a repeated sync against the first.
#include <stdexcept>

#include "tests/bench/cpu.h"
#include "tests/bench/line.h"
#include "tests/bench/rows.h"
#include "tests/bench/statements.h"

namespace gateway::bench {

namespace {

void expect(std::int64_t got, std::size_t wanted, const char* what) {
  if (got == static_cast<std::int64_t>(wanted)) return;
  throw std::runtime_error(std::string(what) + ": " + std::to_string(got) + " instead of " + std::to_string(wanted));
}

/// A first sync and a second of the same export.
struct Synced {
  double first_us = 0;
  double again_us = 0;
};

Synced sync_twice(const std::filesystem::path& exported, const Export& made) {
  Folder folder;
  Line line(configure(folder.path(), {}));
  Synced cost;
  for (double* us : {&cost.first_us, &cost.again_us}) {
    drop(folder.path(), exported, us == &cost.first_us ? "a" : "b");
    const double begun = own_cpu();
    const base::Document answer = line.sync();
    *us = own_cpu() - begun;
    expect(answer.integer_or(us == &cost.first_us ? "accepted" : "unchanged", -1), made.registrations, "registrations");
  }
  return cost;
}

Statements record_first_sync(const std::filesystem::path& exported, const Export& made) {
  Folder folder;
  const auto configuration = configure(folder.path(), {});
  Recording recording(folder.path().string());
  {
    Line line(configuration);
    drop(folder.path(), exported, "a");
    recording.mark();
    expect(line.sync().integer_or("accepted", -1), made.registrations, "registrations");
    recording.mark();
  }
  return recording.take();
}

}  // namespace

void ingest_rows(const Wish& wish, Report& report) {
  Folder folder;
  const auto exported = folder.path() / "export";
  const Export made = write_municipality(exported, 0, wish.size);
  const auto per = static_cast<double>(made.registrations);
  const Statements said = record_first_sync(exported, made);
  std::vector<double> again;
  Replayed floor;
  const Pair pair = by_turns(
      wish.times,
      [&] {
        const Synced cost = sync_twice(exported, made);
        again.push_back(cost.first_us / cost.again_us);
        return per / cost.first_us * 1e6;
      },
      [&] {
        Folder bare;
        std::filesystem::create_directories(bare.path() / "data");
        floor = replay(said, bare.path().string());
        if (floor.otherwise > floor.steps / 1000) throw std::runtime_error("the floor does something else than we do");
        return per / floor.cpu_us * 1e6;
      });
  report.add({.name = "CSV ingest, one process",
              .value = pair.value,
              .unit = "reg/cpu-s",
              .baseline = pair.baseline,
              .against = "our own statements in SQLite",
              .ratio = pair.ratio,
              .goal = Goal{Goal::Of::ratio, true, 0.6, 0.8}});
  report.add(
      {.name = "CSV ingest, rows per registration", .value = static_cast<double>(floor.rows) / per, .unit = "rows"});
  report.add({.name = "CSV ingest, statements per registration",
              .value = static_cast<double>(floor.steps) / per,
              .unit = "steps"});
  report.add(
      {.name = "CSV ingest, bytes per registration", .value = static_cast<double>(floor.bytes) / per, .unit = "bytes"});
  report.add({.name = "repeated sync",
              .value = pair.value * median(again),
              .unit = "reg/cpu-s",
              .baseline = pair.value,
              .against = "the first sync",
              .ratio = median(again),
              .goal = Goal{Goal::Of::ratio, true, 5, 10}});
}

}  // namespace gateway::bench
