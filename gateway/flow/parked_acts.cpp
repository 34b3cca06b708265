#include "gateway/flow/parked_acts.h"

#include <algorithm>
#include <variant>

#include "gateway/core/authority.h"
#include "gateway/core/cooperation/faults.h"

namespace gateway::flow {

namespace {

constexpr std::size_t kPage = 256;

/// Noon of a day, which is that day in Sweden; not after now.
base::Instant on_day(base::Date day, base::Instant now) {
  return std::min(now, base::Instant(std::chrono::sys_days(day.ymd())) + std::chrono::hours(12));
}

/// Takes over what is told of consent, on whichever form. It leaves what it does not speak of: the consent to joint
/// mapping that came with the request, which two offices may ask for before anything else is weighed.
void take_told(core::CooperationAct& act, const core::Consent& told, const core::Policy& policy) {
  if (!act.mapping_consent && core::consent_to_mapping(act, policy, std::nullopt)) {
    act.mapping_consent = std::move(act.consent);
  }
  act.consent = core::CaseConsent{told, {}};
}

base::Result<ActAnswer> decide(ports::Transaction& transaction, const Surroundings& around,
                               const ports::ParkedAct& waits, const FactOfPerson& fact, bool protects) {
  ports::AskedAct asked = waits.asked;
  if (fact.consent) take_told(asked.act, *fact.consent, *around.rules().policy);
  const base::Instant now = around.clock.now();
  const auto given = asked.act.consent ? asked.act.consent->consent.date : std::optional<base::Date>();
  if (given && *given > asked.act.by.on && *given <= around.clock.day_of(now)) asked.act.by.at = on_day(*given, now);
  return decide_anew(transaction, around, asked,
                     {waits.why.reasons, fact.consent.has_value(), protects, fact.deceased});
}

bool ends(core::ActKind kind) {
  return kind == core::ActKind::conclude || kind == core::ActKind::interrupt || kind == core::ActKind::discard;
}

}  // namespace

base::Result<void> keep_or_drop(ports::Cases& cases, const ports::AskedAct& asked, const core::PersonNumber& number,
                                const core::CooperationDecision& decision, const Anew* anew, base::Instant now) {
  const bool rejected = decision.outcome == core::Outcome::rejected && anew != nullptr;
  // What is counted waits for nothing, whatever whoever asked is told.
  const bool waits = (decision.outcome == core::Outcome::parked || rejected) && !decision.note;
  if (!waits || (anew != nullptr && anew->protects)) return cases.unpark(asked, number, now);
  return cases.park(asked, number, {core::Unit::in, decision.outcome, decision.reasons, decision.warnings}, now);
}

base::Result<void> unpark(ports::Cases& cases, const ports::ParkedAct& waits, base::Date today, base::Instant now) {
  const auto number = core::PersonNumber::parse(waits.asked.person ? waits.asked.person->number : "", today);
  const auto* whose = std::get_if<core::PersonNumber>(&number);
  if (whose == nullptr) return base::rejected("a request that waits is damaged");
  return cases.unpark(waits.asked, *whose, now);
}

base::Result<std::optional<ActAnswer>> take_back_parked(ports::Cases& cases, const Under& u,
                                                        const core::CooperationAct& act,
                                                        const core::PersonNumber& number) {
  std::optional<ActAnswer> answer;
  if (!ends(act.kind) || core::protective(act) || act.office.empty()) return answer;
  const core::Act& by = act.by;
  if (!core::may_confirm_consent(*u.directory, by.user, by.organisation, act.office, by.on)) return answer;
  const auto waiting = cases.parked({number});
  if (!waiting) return waiting.error();
  for (const ports::ParkedAct& one : *waiting) {
    if (one.asked.act.office != act.office) continue;
    if (auto gone = unpark(cases, one, u.today, u.now); !gone) return gone.error();
    answer.emplace();
    answer->outcome = core::Outcome::outside;
    answer->reasons = {{core::Code::request_retracted}};
  }
  return answer;
}

base::Result<std::vector<ports::ParkedAct>> parked_of(ports::Transaction& transaction,
                                                      const ports::Selector& selector) {
  if (selector.number && selector.key.empty()) return transaction.cases().parked({*selector.number});
  if (selector.source != kRequests || selector.key.empty()) return std::vector<ports::ParkedAct>();
  return transaction.cases().parked({std::nullopt, selector.key});
}

base::Result<void> decide_parked(ports::Transaction& transaction, const Surroundings& around,
                                 const std::vector<ports::ParkedAct>& waiting, const FactOfPerson& fact,
                                 Receipt& receipt) {
  const bool protects = !fact.consent || !is_yes(*fact.consent);
  for (const ports::ParkedAct& one : waiting) {
    const auto answer = decide(transaction, around, one, fact, protects);
    if (!answer) return answer.error();
    ++receipt.records;
    receipt.decided.add(answer->outcome);
    if (!answer->id.empty()) receipt.registrations.push_back(answer->id);
  }
  return {};
}

base::Result<void> decide_all_parked(const Surroundings& around, ports::PageCounts& counts,
                                     std::vector<std::string>& faults) {
  std::int64_t behind = 0;
  for (bool more = true; more;) {
    ports::PageCounts of_page;
    std::vector<std::string> of_page_faults;
    std::int64_t last = behind;
    auto done = around.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
      of_page = {};
      of_page_faults.clear();
      last = behind;
      const auto waiting = transaction.cases().parked({std::nullopt, {}, behind, kPage});
      if (!waiting) return waiting.error();
      more = waiting->size() == kPage;
      for (const ports::ParkedAct& one : *waiting) {
        last = one.row;
        if (one.damaged) {
          of_page_faults.push_back("a request that waits, waits on: #" + std::to_string(one.row) + " is damaged");
          continue;
        }
        auto outcome = core::Outcome::parked;
        auto decided = transaction.attempt([&]() -> base::Result<void> {
          const auto answer = decide(transaction, around, one, {}, false);
          if (!answer) return answer.error();
          outcome = answer->outcome;
          return {};
        });
        if (!decided && decided.error().fault != base::Fault::reject) return decided;
        if (!decided) of_page_faults.push_back("a request that waits, waits on: " + decided.error().what);
        if (decided && outcome != core::Outcome::parked) of_page.add(outcome);
      }
      return {};
    });
    if (!done) return done;
    behind = last;
    counts.add(of_page);
    std::move(of_page_faults.begin(), of_page_faults.end(), std::back_inserter(faults));
  }
  return {};
}

}  // namespace gateway::flow
