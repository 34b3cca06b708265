// Gateway and node in step: whether all that the node told is here, and whether it has taken the changed assignments.
#include "gateway/api/in_step.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/assignment/tie.h"
#include "gateway/core/assignment/told_changes.h"
#include "gateway/flow/gap.h"

namespace gateway::api {

namespace {

using base::Document;

constexpr std::string_view kReasons[] = {"asked", "unreadable", "not_stored"};
constexpr std::string_view kActions[] = {"add", "remove", "remove_for_cause"};

bool refused(const ports::SentChanges& sent) {
  return sent.state == "rejected" || sent.state == "stopped" || sent.state == "dead";
}

/// Nothing that was made before its giver was removed for cause leaves, or is taken.
bool for_cause(const ports::SentChanges& sent) {
  return !sent.reasons.empty() && sent.reasons.front().code == core::Code::removed_for_cause;
}

/// What the node says of a change that it has not taken: {state, sentence, remedy, code, reasons}.
void say(Document& row, const ports::SentChanges& sent) {
  if (!refused(sent)) {
    row.set("state", "waiting").set("sentence", both("väntar på nodens svar", "waits for the node's answer"));
    return;
  }
  row.set("state", "refused").set("reasons", document_of(sent.reasons));
  if (sent.reasons.empty()) {
    row.set("sentence", both("nekat vid noden: kunde inte levereras", "refused at the node: could not be delivered"));
    row.set("remedy", both("Försök igen med `assignment resend`", "Try again with `assignment resend`"));
    return;
  }
  const Document first = document_of(sent.reasons.front());
  row.set("code", first.text("code"));
  row.set("remedy", for_cause(sent)
                        ? both("Någon annan som ger sådana uppdrag granskar ändringen, tar tillbaka den här "
                               "och gör om den om den ska gälla",
                               "Somebody else who gives such assignments looks at the change, undoes it "
                               "here, and makes it anew if it is to hold")
                        : *first.find("remedy"));
  const bool here = sent.state == "stopped";
  std::string swedish = here ? "stoppat på väg till noden" : "nekat vid noden";
  std::string english = here ? "stopped on its way to the node" : "refused at the node";
  for (const core::Reason& reason : sent.reasons) {
    const bool begun = &reason == &sent.reasons.front();
    swedish += (begun ? ": " : "; ") + core::sentence(reason, core::Language::swedish);
    english += (begun ? ": " : "; ") + core::sentence(reason, core::Language::english);
  }
  row.set("sentence", both(std::move(swedish), std::move(english)));
}

}  // namespace

Document document_of(const ports::FeedGap& gap) {
  const std::string since = base::text(gap.since);
  Document document;
  document.set("since", since).set("reason", kReasons[static_cast<std::size_t>(gap.reason)]);
  document.set("case", gap.about).set("readings", gap.readings).set("next", base::text(gap.next));
  if (gap.reason == ports::GapReason::asked) {
    return document.set("text", both("Hela flödet från noden läses om; det begärdes " + since + ".",
                                     "All of the node's feed is read anew, as was asked for " + since + "."));
  }
  const bool stored = gap.reason == ports::GapReason::not_stored;
  const std::string of = gap.about.empty() ? "" : " " + gap.about;
  return document.set("text", both("Flödet från noden är inte helt sedan " + since +
                                       (stored ? ": vad den säger om ärendet" + of + " gick inte att spara"
                                               : ": ett besked gick inte att läsa") +
                                       ". Allt läses om av sig självt; `follow --anew` gör det genast.",
                                   "The node's feed has not been whole since " + since +
                                       (stored ? ": what it tells of case" + of + " could not be stored"
                                               : ": a document could not be read") +
                                       ". All of it is read anew by itself; `follow --anew` does it at once."));
}

base::Result<std::optional<ports::FeedGap>> Operations::feed_gap() {
  std::optional<ports::FeedGap> gap;
  auto read = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    auto found = transaction.in_step().gap();
    if (!found) return found.error();
    gap = std::move(*found);
    return {};
  });
  if (!read) return read.error();
  return gap;
}

base::Result<std::vector<ports::SentChanges>> Operations::sent_changes() {
  std::vector<ports::SentChanges> sent;
  auto read = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    auto found = transaction.in_step().sent();
    if (!found) return found.error();
    sent = std::move(*found);
    return {};
  });
  if (!read) return read.error();
  return sent;
}

base::Result<Document> Operations::follow(const Document& given) {
  const auto arguments = Arguments::read(given, {"anew"});
  if (!arguments) return arguments.error();
  const auto anew = arguments->flag("anew");
  if (!anew) return anew.error();
  if (!engine_.has_node())
    return base::rejected("ingen nod är konfigurerad att följa / no node is configured that could be followed");
  if (*anew) {
    auto asked =
        ledger_.write([&](ports::Transaction& transaction) { return flow::ask_anew(transaction, clock_.now()); });
    if (!asked) return asked.error();
    engine_.settle();
  }
  const auto gap = feed_gap();
  if (!gap) return gap.error();
  Document answer = Document().set("whole", !gap->has_value());
  if (*gap) {
    const Document told = document_of(**gap);
    answer.set("text", *told.find("text")).set("gap", told);
    return answer;
  }
  return answer.set("text",
                    *anew ? both("Hela flödet från noden är läst på nytt.", "All of the node's feed is read anew.")
                          : both("Flödet från noden är helt.", "The node's feed is whole."));
}

base::Result<void> Operations::tell_node(ports::Transaction& transaction, const core::ChangeSet& set,
                                         const core::Directory& before, base::Instant now) {
  if (!engine_.has_node()) return {};
  const core::User* giver = before.user(set.by);
  core::Message message;
  message.kind = core::MessageKind::assignments;
  message.act = {set.by, giver == nullptr ? std::string() : giver->organisation, now, clock_.day_of(now)};
  const auto sent_before = transaction.in_step().sent();
  if (!sent_before) return sent_before.error();
  const core::Roles& known = before.roles();
  std::map<core::Tie, std::pair<const ports::SentChanges*, const core::ToldChange*>> newest;
  std::map<core::Tie, core::ChangeSetId> standing;
  for (const ports::SentChanges& one : *sent_before) {
    for (const core::ToldChange& of : one.message.assignments->changes) {
      newest.try_emplace(core::tie_of(of.change, known), &one, &of);
      if (!refused(one)) standing.try_emplace(core::tie_of(of.change, known), one.message.assignments->id);
    }
  }
  for (core::ToldChanges& part : core::told_changes(set, before, message.act.on)) {
    for (core::ToldChange& of : part.changes) {
      const auto found = newest.find(core::tie_of(of.change, known));
      if (found == newest.end()) continue;
      const auto& [one, told] = found->second;
      // What the node has not taken was made without seeing what others did there; what it has, had seen that.
      of.seen = one->state == "delivered" ? std::max(of.seen, told->seen) : told->seen;
      // But what was done here before it, the giver saw, whether or not the node had answered.
      if (const auto on = standing.find(found->first); on != standing.end()) of.follows = on->second;
    }
    message.assignments = std::move(part);
    if (auto sent = transaction.in_step().send(message, now); !sent) return sent;
  }
  return {};
}

base::Result<Document::Array> Operations::not_at_node(const std::function<bool(const core::AssignmentChange&)>& asked) {
  if (!engine_.has_node()) return Document::Array();
  const auto sent = sent_changes();
  if (!sent) return sent.error();
  const core::Roles known = roles();
  Document::Array rows;
  std::set<core::Tie> told;
  for (const ports::SentChanges& one : *sent) {
    for (const core::ToldChange& of : one.message.assignments->changes) {
      if (!told.insert(core::tie_of(of.change, known)).second || one.state == "delivered" || !asked(of.change))
        continue;
      Document row;
      row.set("user", of.change.user).set("role", of.change.role).set("place", of.change.place);
      row.set("action", kActions[static_cast<std::size_t>(of.change.kind)]);
      row.set("since", one.message.act.on.text()).set("by", one.message.act.user);
      row.set("set", one.message.assignments->id.text());
      say(row, one);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

base::Result<Document> Operations::assignment_resend(const Document& given) {
  const auto arguments = Arguments::read(given, {"id"});
  if (!arguments) return arguments.error();
  const auto text = arguments->required("id");
  if (!text) return text.error();
  const auto id = core::ChangeSetId::parse(*text);
  if (!id)
    return base::rejected(
        "argumentet id är ingen ändring: `assignment list` visar dem som noden nekade / argument id is no change set: "
        "`assignment list` shows those that the node refused");
  const core::Roles known = roles();
  auto resent = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    const auto sent = transaction.in_step().sent();
    if (!sent) return sent.error();
    std::set<core::Tie> later;
    for (const ports::SentChanges& one : *sent) {
      const core::ToldChanges& told = *one.message.assignments;
      const bool overtaken = std::any_of(told.changes.begin(), told.changes.end(), [&](const core::ToldChange& of) {
        return later.contains(core::tie_of(of.change, known));
      });
      if (told.id != *id) {
        for (const core::ToldChange& of : told.changes) later.insert(core::tie_of(of.change, known));
        continue;
      }
      if (!refused(one))
        return base::rejected(
            "noden har tagit emot ändringen, eller är ännu inte tillfrågad / the node has taken this change set, or is "
            "still to be asked");
      if (for_cause(one))
        return base::rejected(
            "den som gjorde ändringen har sedan fråntagits sitt uppdrag av särskild orsak: någon annan gör om den / "
            "whoever made this change set was removed for cause since: somebody else makes it anew");
      if (overtaken)
        return base::rejected(
            "en senare ändring säger något annat om samma uppdrag: gör om den / a later change says otherwise of the "
            "same assignments: make it anew");
      // Whoever sends it once more has seen what others changed there.
      core::Message again = one.message;
      const base::Instant now = clock_.now();
      for (core::ToldChange& of : again.assignments->changes) of.seen = now;
      return transaction.in_step().send(std::move(again), now);
    }
    return base::rejected(
        "ingen ändring med detta id är sänd till noden / no change set of this id was sent to the node");
  });
  if (!resent) return resent.error();
  engine_.settle();
  const auto sent = sent_changes();
  if (!sent) return sent.error();
  std::set<core::Tie> ties;
  for (const ports::SentChanges& one : *sent) {
    if (one.message.assignments->id != *id) continue;
    for (const core::ToldChange& of : one.message.assignments->changes) ties.insert(core::tie_of(of.change, known));
  }
  auto left = not_at_node([&](const core::AssignmentChange& one) { return ties.contains(core::tie_of(one, known)); });
  if (!left) return left.error();
  return Document()
      .set("text", both("Ändringen är sänd till noden igen.", "The change is sent to the node once more."))
      .set("not_at_node", std::move(*left));
}

}  // namespace gateway::api
