#include "gateway/flow/feed.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>

#include "gateway/flow/gap.h"
#include "gateway/flow/only_proposed.h"
#include "gateway/flow/told_of_person.h"

namespace gateway::flow {

namespace {

constexpr std::size_t kPage = 256;
constexpr std::string_view kSource = "node";
constexpr std::string_view kStream = "feed";
/// Stands in the cursor while all is read anew.
constexpr char kAnew = '!';

std::string_view feed_of(std::string_view cursor) {
  if (!cursor.empty() && cursor.front() == kAnew) cursor.remove_prefix(1);
  return cursor.substr(0, cursor.find('.'));
}

std::optional<std::int64_t> place_of(std::string_view cursor) {
  const auto dot = cursor.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::int64_t place = 0;
  const auto* end = cursor.data() + cursor.size();
  const auto [last, fault] = std::from_chars(cursor.data() + dot + 1, end, place);
  if (fault != std::errc() || last != end || place < 0) return std::nullopt;
  return place;
}

base::Result<FeedPage> page_for(ports::Transaction& transaction, const Surroundings& around,
                                const std::string& certificate, const std::string& cursor, std::size_t page_bytes) {
  const auto directory = transaction.directory();
  if (!directory) return directory.error();
  const core::Organisation* party = (*directory)->organisation_of_certificate(certificate);
  if (party == nullptr) {
    return base::Error{base::Fault::deny, "the client certificate is bound to no organisation in the directory"};
  }
  const auto feed = transaction.cases().feed(party->id);
  if (!feed) return feed.error();
  const auto& [name, last] = *feed;
  std::int64_t behind = 0;
  if (!cursor.empty()) {
    const auto place = place_of(cursor);
    if (!place || feed_of(cursor) != name || *place > last) {
      return base::rejected("the cursor is of another feed than this one: read from the beginning");
    }
    behind = *place;
  }
  auto changed = transaction.cases().changed(party->id, behind, kPage);
  if (!changed) return changed.error();
  FeedPage page;
  page.more = changed->size() == kPage;
  const Rules rules = around.rules();
  const base::Date today = around.clock.day_of(around.clock.now());
  std::size_t bytes = 0;
  for (core::ChangedCase& one : *changed) {
    if (bytes > page_bytes) {
      page.more = true;
      break;
    }
    behind = one.sequence;
    page.documents.push_back(
        around.codec.encode(core::clear_told(std::move(one), party->id, **directory, *rules.policy, today)));
    bytes += page.documents.back().size();
  }
  page.cursor = name + "." + std::to_string(behind);
  return page;
}

/// A flag that the node tells of a case is the person's (domain.md §3 l, k). To be applied before the case is followed:
/// with the case the identity is erased by which all else of the person is found. Where nobody is named by it any more
/// it was told before.
base::Result<void> flag_person(ports::Transaction& transaction, const Surroundings& around, const core::ToldCase& told,
                               std::optional<base::Date> died, base::Instant now) {
  const auto number = transaction.whose(told.id);
  // What is damaged in the person's row keeps the case from nobody.
  if (!number || !*number) return {};
  const auto known = transaction.protection(**number);
  if (!known) return known.error();
  if (known->stands && !died) return {};
  if (!known->stands) {
    // Who has said it is not told.
    auto kept = transaction.protect(**number, {}, now, core::Protection::unknown);
    if (!kept) return kept;
  }
  return reach_others(transaction, around, around.rules(), **number, {true, died},
                      {kSource, {}, {}, told.id, false, true});
}

/// Whether all that the node has of a case is the request, as a task.
bool tells_proposal(const core::ToldCase& told) {
  if (told.course || told.left) return false;
  return !told.proposals.empty() || std::any_of(told.tasks.begin(), told.tasks.end(), [](const auto& task) {
    return task.act.kind == core::ActKind::request;
  });
}

/// Takes over what the node tells of a case. A flag or a death that it tells of for the first time is the person's, not
/// the case's alone.
base::Result<void> follow_one(ports::Transaction& transaction, const Surroundings& around, const core::ToldCase& told,
                              base::Instant now) {
  const core::CaseRow* last = told.course ? told.course->last_move() : nullptr;
  std::optional<base::Date> died;
  if (last != nullptr && last->cause == core::EndCause::deceased) {
    const auto before = transaction.cases().facts({told.id, std::nullopt});
    if (!before) return before.error();
    if (!before->situation.deceased) died = last->happened;
  }
  const bool flagged = told.course && told.course->stripped;
  if (flagged) {
    if (auto reached = flag_person(transaction, around, told, died, now); !reached) return reached;
  }
  // Its answer may have been lost.
  if (tells_proposal(told)) {
    if (auto proposed = only_proposed(transaction, around, told.id); !proposed) return proposed;
  }
  if (auto followed = transaction.cases().follow(told, now); !followed || !died || flagged) return followed;
  const auto number = transaction.whose(told.id);
  // What is damaged in the person's row keeps the case from nobody.
  if (!number || !*number) return {};
  return reach_others(transaction, around, around.rules(), **number, {false, died},
                      {kSource, {}, {}, told.id, false, true});
}

/// Marks the feed; a gap that is known already keeps its day, and what somebody asked for becomes one, as soon as it
/// was to be read.
base::Result<void> mark_gap(ports::Transaction& transaction, ports::FeedGap found) {
  const auto known = transaction.in_step().gap();
  if (!known) return known.error();
  if (*known && (*known)->reason != ports::GapReason::asked) return {};
  if (*known) {
    found.next = (*known)->next;
    found.reading = (*known)->reading;
  }
  return transaction.in_step().keep_gap(found);
}

}  // namespace

void Feed::read(std::string certificate, std::string cursor, std::function<void(Answer)> done) {
  auto page = std::make_shared<FeedPage>();
  around_.ledger.write_async(
      [this, page, certificate = std::move(certificate),
       cursor = std::move(cursor)](ports::Transaction& transaction) -> base::Result<void> {
        auto made = page_for(transaction, around_, certificate, cursor, page_bytes_);
        if (!made) return made.error();
        *page = std::move(*made);
        return {};
      },
      [page, done = std::move(done)](const base::Result<void>& read) {
        done(read ? Answer(std::move(*page)) : Answer(read.error()));
      });
}

base::Result<void> Follow::begin() {
  bool anew = false;
  auto begun = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    anew = false;
    const base::Instant now = around_.clock.now();
    auto gap = transaction.in_step().gap();
    if (!gap) return gap.error();
    if (!*gap || (started_ && ((*gap)->reading || now < (*gap)->next))) return {};
    (*gap)->reading = true;
    if (auto kept = transaction.in_step().keep_gap(*gap); !kept) return kept;
    const auto before = transaction.cursor(kSource, kStream);
    if (!before) return before.error();
    anew = true;
    if (auto told = transaction.cases().begin_resync(false); !told) return told;
    if (!before->empty() && before->front() == kAnew) return {};
    return transaction.store_page(kSource, kStream, {}, kAnew + *before, {}, now);
  });
  if (!begun) return begun;
  started_ = true;
  if (anew) begun_ = faulty_ = false;
  return {};
}

base::Result<std::string> Follow::cursor() {
  std::string cursor;
  auto read = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    auto kept = transaction.cursor(kSource, kStream);
    if (!kept) return kept.error();
    cursor = std::move(*kept);
    return {};
  });
  if (!read) return read.error();
  const bool anew = !cursor.empty() && cursor.front() == kAnew;
  if (anew && !begun_) return std::string();
  if (anew) cursor.erase(0, 1);
  return cursor;
}

base::Result<std::vector<std::string>> Follow::take(const ports::Page& page) {
  std::vector<core::ToldCase> told;
  std::vector<std::string> unreadable;
  std::string about;  // The first case that could not be stored.
  for (const std::string_view document : page.records) {
    auto decoded = around_.codec.decode_case(document);
    if (decoded) {
      told.push_back(std::move(*decoded));
    } else {
      unreadable.push_back(decoded.error().what);
    }
  }
  std::vector<std::string> faults;
  bool restarted = false;
  auto stored = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    faults = unreadable;
    about.clear();
    const base::Instant now = around_.clock.now();
    const auto before = transaction.cursor(kSource, kStream);
    if (!before) return before.error();
    bool anew = !before->empty() && before->front() == kAnew;
    // Another feed, or this one at an earlier place: the node's ledger was restored.
    const bool back = place_of(page.cursor).value_or(0) < place_of(*before).value_or(0);
    restarted = back || feed_of(*before) != feed_of(page.cursor);
    if (restarted) {
      if (auto begun = transaction.cases().begin_resync(true); !begun) return begun;
      anew = true;
    }
    for (const core::ToldCase& one : told) {
      auto followed = transaction.attempt([&] { return follow_one(transaction, around_, one, now); });
      if (followed) continue;
      // One that is damaged here holds up none of the others.
      if (followed.error().fault != base::Fault::reject) return followed;
      faults.push_back("case " + one.id.text() + ": " + followed.error().what);
      if (about.empty()) about = one.id.text();
    }
    if (!faults.empty()) {
      const auto reason = unreadable.empty() ? ports::GapReason::not_stored : ports::GapReason::unreadable;
      ports::FeedGap found{now, page.cursor, about, reason, 0, now + wait_for_reading(0), anew};
      if (auto marked = mark_gap(transaction, std::move(found)); !marked) return marked;
    }
    const std::string cursor = anew ? kAnew + page.cursor : page.cursor;
    return transaction.store_page(kSource, kStream, {}, cursor, {}, now);
  });
  if (!stored) return stored.error();
  begun_ = true;
  faulty_ = (faulty_ && !restarted) || !faults.empty();
  return faults;
}

base::Result<void> Follow::caught_up() {
  return around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    const auto before = transaction.cursor(kSource, kStream);
    if (!before) return before.error();
    if (before->empty() || before->front() != kAnew) return {};
    const base::Instant now = around_.clock.now();
    auto gap = transaction.in_step().gap();
    if (!gap) return gap.error();
    // What somebody asked for meanwhile is still to be done.
    const bool of_gap = *gap && (*gap)->reading;
    if (faulty_) {
      if (!of_gap) return {};
      (*gap)->reading = false;
      (*gap)->next = now + wait_for_reading(++(*gap)->readings);
      return transaction.in_step().keep_gap(*gap);
    }
    if (of_gap) {
      if (auto closed = transaction.in_step().keep_gap(std::nullopt); !closed) return closed;
    }
    if (const auto gone = transaction.cases().end_resync(now); !gone) return gone.error();
    return transaction.store_page(kSource, kStream, {}, before->substr(1), {}, now);
  });
}

}  // namespace gateway::flow
