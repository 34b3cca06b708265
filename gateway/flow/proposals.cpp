#include "gateway/flow/proposals.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <variant>

#include "gateway/core/authority.h"
#include "gateway/core/confirmation.h"
#include "gateway/core/cooperation/insats_step.h"
#include "gateway/core/registrar.h"

namespace gateway::flow {

namespace {

base::Error nothing_waits() {
  return base::rejected(
      "ingenting med det id:t väntar på din bekräftelse; `proposal list --by` visar vad som gör det / "
      "nothing of this key waits for your confirmation; `proposal list --by` shows what does");
}

/// A waiting record with all that it is decided under.
struct Found {
  WaitingProposal proposal;
  core::Participation record;
  std::string document;
  core::Situation situation;
};

/// Records that wait, against one state of the ledger.
class Search {
 public:
  Search(ports::Transaction& transaction, const Surroundings& around, std::shared_ptr<const core::Directory> directory,
         std::string user)
      : transaction_(transaction),
        around_(around),
        rules_(around.rules()),
        directory_(std::move(directory)),
        user_(std::move(user)),
        now_(around.clock.now()) {}

  /// Under which the user's word stands in the mandate's place.
  core::Circumstances circumstances(std::string_view source) const {
    return {*directory_,
            *rules_.mapping,
            *rules_.policy,
            std::string(source),
            rules_.organisation,
            today(),
            now_,
            around_.random.registration(),
            user_};
  }

  /// The record, where it is sought and this user's to answer; where there is no user, whosever.
  base::Result<std::optional<Found>> look_at(const ports::PendingRecord& waiting, Sought sought = Sought::to_confirm) {
    const auto document = around_.codec.decode_record(waiting.document);
    const auto* record = document ? std::get_if<core::Participation>(&*document) : nullptr;
    if (record == nullptr) return std::optional<Found>();
    const auto refs = transaction_.find({waiting.source, record->key, std::nullopt});
    if (!refs) return refs.error();
    if (refs->size() != 1) return std::optional<Found>();
    auto last = transaction_.decided(refs->front());
    if (!last) return last.error();
    if (!waits(*record, last->units, sought)) return std::optional<Found>();
    const core::Circumstances under = circumstances(waiting.source);
    std::string named = core::named_by_source(*record, under);
    if (sought == Sought::given && named != user_) return std::optional<Found>();
    auto facts = transaction_.facts(waiting.source, waiting.set, *record, waiting.document);
    if (!facts) return facts.error();
    const auto& registered = facts->situation.registration;
    const bool before = !registered || registered->stage == core::Stage::exited;
    if (sought != Sought::to_confirm && !before) return std::optional<Found>();
    const auto place = user_.empty() ? std::optional(core::asked_at(*record, facts->situation, under))
                                     : core::confirmed_at(*record, facts->situation, under);
    if (!place || place->empty()) return std::optional<Found>();
    if (sought == Sought::orphaned && !orphaned(*record, facts->situation, named, *place))
      return std::optional<Found>();
    return std::optional(Found{{waiting.name, waiting.source, waiting.set, record->key, *place, std::move(last->units),
                                record->start, record->end, std::move(named)},
                               *record,
                               waiting.document,
                               std::move(facts->situation)});
  }

  base::Result<Found> only(const ProposalName& name) {
    ports::PendingFilter filter;
    if (name.record.empty()) filter.only = ports::Selector{name.source, name.key, std::nullopt};
    for (bool more = true; more;) {
      const auto page = transaction_.pending(filter);
      if (!page) return page.error();
      for (const ports::PendingRecord& one : *page) {
        filter.after = one.row;
        if (!name.record.empty() && one.name != name.record) continue;
        auto found = look_at(one);
        if (!found) return found.error();
        if (*found) return std::move(**found);
      }
      more = !filter.only && page->size() >= filter.limit;
    }
    return nothing_waits();
  }

  base::Result<ProposalAnswer> store(const Found& found, const core::Decision& decision) {
    const WaitingProposal& of = found.proposal;
    auto stored = transaction_.store({of.source, of.set, found.record, found.document, decision, now_, true});
    if (!stored) return stored.error();
    if (auto taken = take_over(of.named, decision); !taken) return taken.error();
    return ProposalAnswer{decision.units};
  }

 private:
  /// Whom the source names and who may not register it there any more is followed by who confirms it; whom somebody has
  /// handed it to stays.
  base::Result<void> take_over(const std::string& named, const core::Decision& decision) {
    const bool accepted = std::any_of(decision.units.begin(), decision.units.end(),
                                      [](const auto& unit) { return unit.outcome == core::Outcome::accepted; });
    if (!accepted || !decision.registration || !without_authority(named, decision.registration->place)) return {};
    const base::RegistrationId& id = decision.registration->id;
    const auto kept = transaction_.cases().registration(id);
    if (!kept) return kept.error();
    if (!*kept || !(*kept)->named.responsible.empty()) return {};
    return transaction_.cases().name(id, {user_, (*kept)->named.deputy}, user_, now_);
  }

  base::Date today() const { return around_.clock.day_of(now_); }

  /// Whether whom the source names may not register it there any more. Of who is protected only what is decided is
  /// told.
  bool orphaned(const core::Participation& record, const core::Situation& situation, const std::string& named,
                const std::string& place) const {
    if (situation.person_protected || record.protection != core::Protection::none) return false;
    return without_authority(named, place);
  }

  bool without_authority(const std::string& named, const std::string& place) const {
    return !named.empty() && !core::authority_faults(*directory_, named, rules_.organisation, place, today()).empty();
  }

  bool waits(const core::Participation& record, const std::vector<core::UnitOutcome>& units, Sought sought) const {
    if (sought == Sought::to_confirm) return core::awaits_confirmation(units);
    if (sought == Sought::orphaned) return core::waits_for_somebody(units);
    return record.start && core::next_step(units, *record.start, record.end, today());
  }

  ports::Transaction& transaction_;
  const Surroundings& around_;
  Rules rules_;
  std::shared_ptr<const core::Directory> directory_;
  std::string user_;
  base::Instant now_;
};

base::Result<void> with_search(const Surroundings& around, const std::string& user,
                               const std::function<base::Result<void>(ports::Transaction&, Search&)>& work) {
  return around.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    auto directory = transaction.directory();
    if (!directory) return directory.error();
    Search search(transaction, around, std::move(*directory), user);
    return work(transaction, search);
  });
}

/// Nothing where it does not wait any more.
using Decide = std::function<std::optional<core::Decision>(const Found&, const core::Circumstances&)>;

base::Result<ProposalAnswer> answer(const Surroundings& around, const ProposalName& name, const std::string& user,
                                    const Decide& decide) {
  ProposalAnswer answered;
  auto done = with_search(around, user, [&](ports::Transaction&, Search& search) -> base::Result<void> {
    const auto found = search.only(name);
    if (!found) return found.error();
    const auto decision = decide(*found, search.circumstances(found->proposal.source));
    if (!decision) return nothing_waits();
    auto stored = search.store(*found, *decision);
    if (!stored) return stored.error();
    answered = std::move(*stored);
    return {};
  });
  if (!done) return done.error();
  return answered;
}

}  // namespace

base::Result<std::vector<WaitingProposal>> Proposals::list(const std::string& user) {
  return all(user, Sought::to_confirm);
}

base::Result<std::vector<WaitingProposal>> Proposals::given_to(const std::string& user) {
  return all(user, Sought::given);
}

base::Result<std::vector<WaitingProposal>> Proposals::orphaned(const std::string& user) {
  return all(user, Sought::orphaned);
}

base::Result<std::vector<WaitingProposal>> Proposals::all(const std::string& user, Sought sought) {
  std::vector<WaitingProposal> all;
  ports::PendingFilter filter;
  // A page at a time: what protects somebody does not wait until all that waits is opened.
  for (bool more = true; more;) {
    std::vector<WaitingProposal> of_page;
    std::int64_t after = filter.after;
    auto done = with_search(around_, user, [&](ports::Transaction& transaction, Search& search) -> base::Result<void> {
      of_page.clear();
      const auto page = transaction.pending(filter);
      if (!page) return page.error();
      for (const ports::PendingRecord& one : *page) {
        after = one.row;
        auto found = search.look_at(one, sought);
        // What the ledger holds of just this is damaged: it hides no other.
        if (!found && found.error().fault != base::Fault::reject) return found.error();
        if (found && *found) of_page.push_back(std::move((*found)->proposal));
      }
      more = page->size() >= filter.limit;
      return {};
    });
    if (!done) return done.error();
    filter.after = after;
    std::move(of_page.begin(), of_page.end(), std::back_inserter(all));
  }
  return all;
}

base::Result<ProposalAnswer> Proposals::confirm(const ProposalName& name, const std::string& user) {
  return answer(around_, name, user, [](const Found& found, const core::Circumstances& c) {
    return std::optional(core::decide(found.record, found.situation, c));
  });
}

base::Result<ProposalAnswer> Proposals::decline(const ProposalName& name, const std::string& user) {
  return answer(around_, name, user, [](const Found& found, const core::Circumstances& c) {
    return core::decline_proposal(found.record, found.situation, c);
  });
}

}  // namespace gateway::flow
