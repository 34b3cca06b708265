#include <algorithm>
#include <utility>

#include "gateway/api/case_documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/cooperation/sight.h"

namespace gateway::api {

namespace {

using base::Document;

constexpr std::size_t kActsAtMost = 100'000;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// One line of a file of acts: what it asks for, or why it cannot be read.
struct Line {
  std::int64_t number = 0;
  std::string fault;  ///< Names the place, never the content.
};

/// A file's lines as acts, with what could not be read beside them.
struct ReadActs {
  std::vector<ports::AskedAct> acts;
  std::vector<Line> lines;  ///< Of every act or fault, in the file's order.
};

base::Result<ReadActs> read_acts(std::string_view text, const ports::Codec& codec) {
  ReadActs read;
  std::int64_t number = 0;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty()) {
    ++number;
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (read.lines.size() == kActsAtMost) {
      const std::string at = std::to_string(number);
      const std::string most = std::to_string(kActsAtMost);
      std::string fault("rad ");
      fault.append(at).append(": högst ").append(most).append(" registreringar i en fil; dela den / line ");
      fault.append(at).append(": at most ").append(most).append(" acts in one file; divide it");
      return base::rejected(std::move(fault));
    }
    auto decoded = codec.decode_act(line);
    read.lines.push_back({number, decoded ? std::string() : decoded.error().what});
    if (decoded) read.acts.push_back(std::move(*decoded));
  }
  return read;
}

/// Where in the line the fault is: "gateway.act/1: $.happened is …".
std::string place_in(std::string_view fault) {
  const std::size_t begin = fault.find(": $.");
  if (begin == std::string_view::npos) return "den";
  const std::string_view place = fault.substr(begin + 2);
  return std::string(place.substr(0, place.find(' ')));
}

Document texts_of(const ports::PageCounts& counts, std::size_t unreadable, std::size_t refusals, bool dry_run) {
  const auto count = [&](core::Outcome outcome) {
    return std::to_string(counts.by_outcome[static_cast<std::size_t>(outcome)]);
  };
  using core::Outcome;
  std::string swedish = std::to_string(counts.read) + " lästa: " + count(Outcome::accepted) + " registrerade, " +
                        count(Outcome::proposed) + " förslag, " + count(Outcome::anonymous) + " avidentifierade, " +
                        count(Outcome::rejected) + " avvisade, " + count(Outcome::parked) + " väntar, " +
                        count(Outcome::unchanged) + " oförändrade.";
  std::string english = std::to_string(counts.read) + " read: " + count(Outcome::accepted) + " registered, " +
                        count(Outcome::proposed) + " proposed, " + count(Outcome::anonymous) + " anonymous, " +
                        count(Outcome::rejected) + " rejected, " + count(Outcome::parked) + " waiting, " +
                        count(Outcome::unchanged) + " unchanged.";
  if (unreadable > 0) {
    swedish += " Rader som inte gick att läsa: " + std::to_string(unreadable) + ".";
    english += " Lines that could not be read: " + std::to_string(unreadable) + ".";
  }
  if (refusals > 0) {
    swedish += " Nekade av SUS: " + std::to_string(refusals) + ".";
    english += " Refused by SUS: " + std::to_string(refusals) + ".";
  }
  if (dry_run) {
    swedish = "Provkörning, ingenting är sparat eller skickat. " + swedish;
    english = "Dry run, nothing is stored or sent. " + english;
  }
  return both(std::move(swedish), std::move(english));
}

/// Whose data whoever asks about the task may see in the answer.
std::vector<base::RegistrationId> looked_at(const ports::KeptTask& task,
                                            const std::optional<base::RegistrationId>& recognised) {
  std::vector<base::RegistrationId> all{task.id};
  if (recognised && *recognised != task.id) all.push_back(*recognised);
  return all;
}

base::Result<core::TaskId> task_id(const Arguments& arguments) {
  const auto text = arguments.required("id");
  if (!text) return text.error();
  const auto id = core::TaskId::parse(*text);
  if (!id)
    return base::rejected(
        "argumentet id: en uppgifts id är 32 hexsiffror, som `task list` visar det / argument id: a task's id is 32 "
        "hex digits, as `task list` shows it");
  return *id;
}

}  // namespace

base::Result<Document> Operations::register_acts(const Document& given) {
  const auto asked = FileToTake::read(given);
  if (!asked) return asked.error();
  const auto text = read_text_(asked->file);
  if (!text) return text.error();
  auto read = read_acts(*text, codec_);
  if (!read) return read.error();
  std::vector<std::pair<std::string, core::ActKind>> told;
  for (const ports::AskedAct& one : read->acts) told.emplace_back(one.key, one.act.kind);
  const base::Instant since = clock_.now();
  auto answers = cooperation_.act(std::move(read->acts), asked->dry_run);
  if (!answers) return answers.error();
  if (!asked->dry_run) engine_.settle();

  const auto policy = engine_.rules().policy;
  ports::PageCounts counts;
  std::size_t unreadable = 0;
  std::size_t refusals = 0;
  std::size_t next = 0;
  Document rows{Document::Array{}};
  for (const Line& line : read->lines) {
    Document row;
    if (!line.fault.empty()) {
      ++unreadable;
      row.set("line", line.number).set("outcome", "unreadable").set("what", line.fault);
      row.set("text",
              both("Raden är inte sparad: rätta " + place_in(line.fault) +
                       " så att raden är som contracts/schema/act.schema.json säger, och registrera den igen / " +
                       line.fault,
                   "The line is not stored: correct it and register it again. " + line.fault));
    } else {
      const flow::ActAnswer& answer = (*answers)[next];
      counts.add(answer.outcome);
      const auto& [key, kind] = told[next++];
      row = document_of(answer, *policy).set("line", line.number).set("key", key);
      if (!asked->dry_run && !answer.id.empty()) {
        if (auto refused = refused_by_node(answer.id, kind, since); !refused) {
          return refused.error();
        } else if (refused->array() != nullptr && !refused->array()->empty()) {
          row.set("refused", std::move(*refused));
          ++refusals;
        }
      }
    }
    rows.add(std::move(row));
  }
  Document answer = document_of(counts);
  answer.set("unreadable", static_cast<std::int64_t>(unreadable)).set("dry_run", asked->dry_run);
  answer.set("rows", std::move(rows)).set("text", texts_of(counts, unreadable, refusals, asked->dry_run));
  return answer;
}

base::Result<Document> Operations::task_list(const Document& given) {
  const auto arguments = Arguments::read(given, {"by", "office", "case", "all"});
  if (!arguments) return arguments.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto office = arguments->text("office");
  if (!office) return office.error();
  const auto of_case = arguments->case_number("case");
  if (!of_case) return of_case.error();
  const auto all = arguments->flag("all");
  if (!all) return all.error();
  ports::TaskFilter filter;
  if (!office->empty()) filter.offices = {*office};
  filter.open_only = !*all;
  if (*of_case) filter.about = **of_case;
  const auto directory = directory_now();
  if (!directory) return directory.error();
  Document::Array rows;
  const flow::Rules rules = engine_.rules();
  const core::Act asks{*by, rules.organisation, clock_.now(), today()};
  auto listed = ledger_.cases().each_task(filter, [&](const ports::KeptTask& kept) -> base::Result<void> {
    if (!core::may_see(**directory, asks, kept.task)) return {};
    // What is asked, and why, is told by `task show`, to those who may know it.
    ports::KeptTask listed_task = kept;
    listed_task.task.act.answers.clear();
    listed_task.task.act.cause.reset();
    rows.push_back(document_of(listed_task, *rules.policy));
    return {};
  });
  if (!listed) return listed.error();
  return rows_document(std::move(rows));
}

base::Result<Document> Operations::task_show(const Document& given) {
  const auto arguments = Arguments::read(given, {"id", "by", "case"});
  if (!arguments) return arguments.error();
  const auto id = task_id(*arguments);
  if (!id) return id.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto of = arguments->case_number("case");
  if (!of) return of.error();
  const auto shown = cooperation_.show(*id, *by, *of);
  if (!shown) return shown.error();
  if (const auto noted = note_access(*by, "task.show", looked_at(shown->kept, *of)); !noted) return noted.error();
  return document_of(*shown, *engine_.rules().policy, today());
}

base::Result<Document> Operations::task_reply(const Document& given) {
  const auto arguments = Arguments::read(given, {"action", "id", "by", "reason", "case"});
  if (!arguments) return arguments.error();
  const auto action = arguments->choice("action", {"confirm", "reject", "retract"});
  if (!action) return action.error();
  const auto id = task_id(*arguments);
  if (!id) return id.error();
  const auto by = arguments->required("by");
  if (!by) return by.error();
  const auto reason = arguments->text("reason");
  if (!reason) return reason.error();
  const auto of = arguments->case_number("case");
  if (!of) return of.error();
  const core::TaskReply reply{*id, *core::parse_task_event(*action), *reason};
  const base::Instant asked = clock_.now();
  const auto replied = cooperation_.reply(reply, *by, *of);
  if (!replied) return replied.error();
  if (replied->done) engine_.settle();
  Document answer;
  answer.set("done", replied->done).set("reasons", document_of(replied->reasons));
  // What the node has made of it meanwhile.
  const auto shown = cooperation_.show(*id, *by);
  if (shown) {
    if (const auto noted = note_access(*by, "task.reply", looked_at(shown->kept, *of)); !noted) return noted.error();
    answer.set("task", document_of(shown->kept, *engine_.rules().policy));
  }
  if (replied->done) {
    auto refused = refused_reply(*id, *by, asked);
    if (!refused) return refused.error();
    if (!refused->array()->empty()) {
      return answer.set("refused", std::move(*refused))
          .set("text", both("SUS har nekat svaret.", "SUS has refused the answer."));
    }
  }
  return answer.set(
      "text", replied->done ? both("Svaret är sparat och skickas till SUS.", "The answer is stored and goes to SUS.")
                            : both("Uppgiften är kvar som den var.", "The task is as it was."));
}

}  // namespace gateway::api
