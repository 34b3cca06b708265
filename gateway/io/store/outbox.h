#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/decision.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/uses.h"

namespace gateway::io::store {

/// How far a message has come; the numbers stand in the database.
enum class Course { queued = 0, held = 1, in_hands = 2, delivered = 3, rejected = 4, stopped = 5, dead = 6 };

std::string_view name(Course course);

/// A message's row.
struct OutboxRow {
  std::int64_t sequence = 0;
  std::int64_t lane = 0;
  core::MessageKind kind = core::MessageKind::in;
  std::string body;
  Course course = Course::queued;
  int attempts = 0;
  bool stop_after = false;  ///< Stopped while in hands: never tried again, but its answer counts.
};

/// Why a message was stopped whose registrar had no authority; nothing of any other one. `reasons`: its packed ones.
std::vector<core::Reason> without_authority(Course course, std::string_view reasons);

/// What the node does not know of a participation, for whoever said it had no authority, the node refused it or it
/// could not be delivered; and nobody has said it since.
struct Unsaid {
  bool in = false;    ///< That it is registered in.
  bool last = false;  ///< What was said of it last, after that.
};

/// Messages by lane, each in one course. What is appended is counted with its set, too, so that the two can be
/// compared. [writer thread]
class Outbox {
 public:
  Outbox(Database& database, Uses& uses) : database_(database), uses_(uses) {}

  /// Whose act the message carries has used their assignment; what ends or hides needs none.
  void append(std::int64_t lane, std::int64_t set, const core::Message& message, base::Instant now);
  /// The sequence of what was appended last.
  std::int64_t last() const { return last_; }
  /// Stops what is open in the lane, and says how much that was; what is in hands is only marked.
  std::size_t stop(std::int64_t lane, core::Stop which, const std::vector<core::Reason>& reasons, base::Instant now);
  /// The bodies of what waits in the lane and is of the kind.
  std::vector<std::string> waiting(std::int64_t lane, core::MessageKind kind);
  /// Gives the exit that still waits in the lane its date, and lets it go; without one it keeps the day it stands at.
  void date_exit(std::int64_t lane, std::optional<base::Date> date);
  /// Takes everything but their kinds from the lane's messages, for the registration is void; none is sent any more but
  /// what tells the node so.
  void empty(std::int64_t lane);

  /// Takes the answers that point at a protected person from the lane's messages, or `all` of them.
  void hide(std::int64_t lane, bool all);

  std::optional<OutboxRow> at(std::int64_t sequence);
  /// The first of each lane whose time has come. An exit or strip waits for nothing that rests. A request waits for
  /// what is said of the person's earlier cases: the node refuses it while one of them is open there.
  std::vector<OutboxRow> due(base::Instant now, std::size_t limit);
  /// What the target could not carry is cleared again at once: what is known of the lane's case has changed.
  void look_again(std::int64_t lane);
  void move(std::int64_t sequence, Course course, base::Instant next, const std::vector<core::Reason>& reasons,
            std::string_view what, base::Instant now);
  /// Another body for a message that waits.
  void rewrite(std::int64_t sequence, const core::Message& message);
  /// What waits for an answer in the lane, in its order.
  std::vector<OutboxRow> open_in(std::int64_t lane);
  /// The requests and acts of the lane that the node had taken before then, in their order.
  std::vector<OutboxRow> delivered_acts(std::int64_t lane, base::Instant before);
  bool in_hands(std::int64_t lane);
  /// Whether anything in the lane waits for an answer.
  bool open(std::int64_t lane);
  /// Whether an exit does.
  bool exit_waits(std::int64_t lane);
  Unsaid unsaid(std::int64_t lane);

 private:
  Database& database_;
  Uses& uses_;
  std::int64_t last_ = 0;
};

}  // namespace gateway::io::store
