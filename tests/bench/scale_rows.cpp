// Whether a registration costs more when a million are stored than when a hundred thousand are, the floor's own slowing
// set aside.
#include <stdexcept>

#include "tests/bench/cpu.h"
#include "tests/bench/line.h"
#include "tests/bench/rows.h"
#include "tests/bench/statements.h"

namespace gateway::bench {

namespace {

void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::copy(from, to,
                        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
}

/// A ledger with `stored` participants read, and the next `last` of them waiting to be.
class Stage {
 public:
  Stage(std::size_t stored, std::size_t last) {
    made_ = write_municipality(folder_.path() / "last", stored, last);
    write_municipality(folder_.path() / "stored", 0, stored);
    const auto before = folder_.path() / "before";
    Line line(configure(before, {.full = false}));
    drop(before, folder_.path() / "stored", "a");
    line.sync();
  }

  /// Registrations per second of processor time, ours and by our statements alone, over the last of them.
  double ours() {
    Folder folder;
    return static_cast<double>(made_.registrations) / sync(folder.path(), nullptr) * 1e6;
  }
  double floor() {
    if (said_.ops.empty()) {
      Folder folder;
      Recording recording(folder.path().string());
      sync(folder.path(), &recording);
      said_ = recording.take();
    }
    Folder folder;
    copy_folder(folder_.path() / "before", folder.path());
    const Replayed replayed = replay(said_, folder.path().string());
    if (replayed.otherwise > replayed.steps / 1000)
      throw std::runtime_error("the floor does something else than we do");
    return static_cast<double>(made_.registrations) / replayed.cpu_us * 1e6;
  }

 private:
  double sync(const std::filesystem::path& folder, Recording* recording) {
    copy_folder(folder_.path() / "before", folder);
    Line line(configure(folder, {.full = false}));
    drop(folder, folder_.path() / "last", "b");
    if (recording != nullptr) recording->mark();
    const double begun = own_cpu();
    const base::Document answer = line.sync();
    const double took = own_cpu() - begun;
    if (recording != nullptr) recording->mark();
    if (answer.integer_or("accepted", -1) != static_cast<std::int64_t>(made_.registrations)) {
      throw std::runtime_error("not all of the last registrations were accepted");
    }
    return took;
  }

  Folder folder_;
  Export made_;
  Statements said_;
};

}  // namespace

void scale_rows(const Wish& wish, Report& report) {
  const std::size_t last = std::max<std::size_t>(wish.size / 20, 50);
  const std::size_t tenth = wish.size / 10;
  Stage small(tenth - last, last);
  Stage large(wish.size - last, last);
  std::vector<double> costs;
  const Pair pair = by_turns(
      wish.times,
      [&] {
        const double ours = large.ours();
        return ours / large.floor();
      },
      [&] {
        const double ours = small.ours();
        return ours / small.floor();
      });
  report.add(
      {.name = "ours ÷ floor with " + std::to_string(wish.size) + " stored, over the last " + std::to_string(last),
       .value = pair.value,
       .unit = "ratio",
       .baseline = pair.baseline,
       .against = "the same with " + std::to_string(tenth),
       .ratio = pair.ratio,
       .goal = Goal{Goal::Of::ratio, true, 0.8, 0.95}});
}

}  // namespace gateway::bench
