// Why something was answered as it was, and what the words of the cooperation mean.
#include "gateway/core/explain/explain.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "gateway/api/case_closed.h"
#include "gateway/api/documents.h"
#include "gateway/api/explain_sent.h"
#include "gateway/api/extract_parts.h"
#include "gateway/api/operations.h"
#include "gateway/core/authority.h"
#include "gateway/core/catalogue.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/core/explain/explain_act.h"

namespace gateway::api {

namespace {

base::Document texts(const std::vector<std::string>& all) {
  base::Document list{base::Document::Array{}};
  for (const std::string& text : all) list.add(text);
  return list;
}

base::Document kind_of(core::ActivityKind kind) {
  const bool preparatory = kind == core::ActivityKind::preparatory;
  return base::Document()
      .set("code", core::name(kind))
      .set("sv", preparatory ? "arbetsförberedande" : "arbetslivsinriktad")
      .set("en", preparatory ? "preparatory" : "work-oriented");
}

/// The source of acts in the ledger.
constexpr std::string_view kActs = "register";
/// The source of messages that a node has received.
constexpr std::string_view kMessages = "received";

const core::Policy& policy_of(const flow::Rules& rules) {
  static const core::Policy none;
  return rules.policy ? *rules.policy : none;
}

/// Whoever may see the case, or the task where there is only a proposal (domain.md §2); nobody who is not named.
bool may_hear(const ports::DecidedActs& found, const core::Directory& directory, const core::Act& by) {
  if (by.user.empty()) return false;
  if (found.course) return core::may_see(directory, by.user, *found.course, by.on);
  return std::any_of(found.tasks.begin(), found.tasks.end(),
                     [&](const core::CooperationTask& task) { return core::may_see(directory, by, task); });
}

/// What tasks say of themselves: the one that was asked for where no decision of it is kept, or only that it was
/// proposed; of a case or an act also the no of another authority to what was proposed here, for nothing of that is
/// decided here, where it is told why.
std::vector<core::CooperationTask> told_alone(const ports::DecidedActs& found, const base::RegistrationId& asked,
                                              std::string_view organisation) {
  std::vector<core::CooperationTask> told;
  if (found.course && found.course->reading_closed) return told;
  for (const core::CooperationTask& task : found.tasks) {
    const auto of_task = [&](const core::ActDecidedBefore& act) { return act.task == task.id; };
    const bool kept = std::any_of(found.acts.begin(), found.acts.end(), of_task);
    const bool decided = std::any_of(found.acts.begin(), found.acts.end(), [&](const core::ActDecidedBefore& act) {
      return of_task(act) && act.decision.answer;
    });
    if (decided) continue;
    if (task.id.bytes == asked.bytes) {
      if (!kept || core::answered(task.state)) told.push_back(task);
    } else if (task.act.by.organisation == organisation && task.state == core::TaskState::rejected) {
      if (!task.answer.empty() && (found.whole || kept)) told.push_back(task);
    }
  }
  return told;
}

/// The same of what is not there as of what is not told to whoever asks.
base::Error nothing_known(bool asked_by_user) {
  std::string swedish =
      "inget är känt under den nyckeln, registreringen, ärendet, uppgiften eller summan; vad som avgjorts i ett ärende "
      "berättas för en användare vid ett av dess kontor, vad en nod svarat för en användare med uppdrag vid "
      "insatsen, och det som har ett nummer även för det egna dataskyddsombudet";
  std::string english =
      "nothing is known under this key, registration, case, task or total; what was decided in a case of the "
      "cooperation is told to a user at one of its offices, what a node answered to a user with an assignment at the "
      "insats, and what has a number to the own dataskyddsombud, too";
  if (!asked_by_user) {
    swedish += ": ange vem som frågar (by)";
    english += ": say who asks (by)";
  }
  return base::rejected(swedish + " / " + english);
}

template <typename Row>
base::Document row_of(const Row& row) {
  return base::Document()
      .set("name", row.name)
      .set("kind", kind_of(row.kind))
      .set("owner", row.owner)
      .set("agreed_by", texts(row.agreed_by))
      .set("from", row.valid.from.text())
      .set("to", row.valid.to ? base::Document(row.valid.to->text()) : base::Document())
      .set("source", row.origin.source)
      .set("verified", row.origin.verified);
}

}  // namespace

/// What is asked for: `key` as it is given, and what it names where it is an id: a registration, case or task, or one
/// row of a case, written case/row.
struct Operations::Asked {
  Asked(const std::string& given, std::string source_, std::string by_)
      : key(given), source(std::move(source_)), by(std::move(by_)) {
    constexpr std::size_t kIdLength = 32;
    const std::string_view text = key;
    id = base::RegistrationId::parse(text.substr(0, kIdLength));
    if (!id || text.size() == kIdLength) return;
    const std::string_view number = text.substr(kIdLength);
    const char* const end = number.data() + number.size();
    const auto [read, fault] = std::from_chars(number.data() + 1, end, row);
    if (number.front() == '/' && fault == std::errc() && read == end && row != 0) return;
    id.reset();
    row = 0;
  }

  std::string key;
  std::string source;  ///< Empty: any.
  std::string by;      ///< User; empty where nobody is named.
  std::optional<base::RegistrationId> id;
  std::uint32_t row = 0;  ///< Of the case; 0: all.
};

base::Result<base::Document> Operations::why(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"key", "source", "by"});
  if (!arguments) return arguments.error();
  const auto key = arguments->required("key");
  if (!key) return key.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  const auto by = arguments->text("by");
  if (!by) return by.error();
  const Asked asked(*key, *source, *by);
  base::Document::Array answers;
  std::vector<base::RegistrationId> cases;
  const auto told = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    answers.clear();
    cases.clear();
    if (auto records = why_of_records(transaction, asked, answers); !records) return records;
    if (auto messages = why_of_messages(transaction, asked, answers, cases); !messages) return messages;
    return why_of_acts(transaction, asked, answers, cases);
  });
  if (!told) return told.error();
  if (const auto noted = note_access(*by, "why", cases); !noted) return noted.error();
  if (answers.empty() && source->empty()) {
    auto sent = why_of_sent(ledger_, *key, clock_);
    if (!sent) return sent.error();
    answers = std::move(*sent);
  }
  if (answers.empty()) {
    return nothing_known(!by->empty());
  }
  return rows_document(std::move(answers)).set("asked", *key);
}

base::Result<void> Operations::why_of_records(ports::Transaction& transaction, const Asked& asked,
                                              base::Document::Array& answers) {
  ports::Selector selector{asked.source, asked.key, std::nullopt};
  if (asked.id && asked.row == 0) selector = {asked.source, {}, std::nullopt, *asked.id};
  const auto found = transaction.find(selector);
  if (!found) return found.error();
  const flow::Rules rules = engine_.rules();
  for (const ports::RecordRef& ref : *found) {
    const auto decided = transaction.decided(ref);
    if (!decided) return decided.error();
    // What facts did goes before the record's own answer, the newest first.
    for (auto told = decided->told.rbegin(); told != decided->told.rend(); ++told) {
      answers.push_back(with_text(core::explain(*told, policy_of(rules), today()), ref.source));
    }
    base::Document answer = with_text(core::explain(*decided, policy_of(rules), today()), ref.source);
    const auto original = ref.registration ? transaction.original(*ref.registration)
                                           : base::Result<std::optional<ports::KeptOriginal>>(std::nullopt);
    if (!original) return original.error();
    if (*original) {
      if (auto paper = document_of((*original)->original.paper, false); !paper.is_null()) {
        answer.set("paper", std::move(paper));
      }
    }
    answers.push_back(std::move(answer));
  }
  return {};
}

base::Result<void> Operations::why_of_messages(ports::Transaction& transaction, const Asked& asked,
                                               base::Document::Array& answers,
                                               std::vector<base::RegistrationId>& seen) {
  if (!asked.id || asked.row != 0 || asked.by.empty()) return {};
  if (!asked.source.empty() && asked.source != kMessages) return {};
  const auto found = transaction.answered(*asked.id);
  if (!found) return found.error();
  if (found->answers.empty()) return {};
  const auto directory = transaction.directory();
  if (!directory) return directory.error();
  const flow::Rules rules = engine_.rules();
  const bool sees = found->registration && core::may_see(**directory, asked.by, *found->registration, {}, today());
  if (!sees && !core::is_data_protection_officer(**directory, asked.by, rules.organisation, today())) return {};
  for (const core::ToldDecision& told : found->answers) {
    answers.push_back(with_text(core::explain(told, policy_of(rules), today()), kMessages));
  }
  seen.push_back(*asked.id);
  return {};
}

base::Result<void> Operations::why_of_acts(ports::Transaction& transaction, const Asked& asked,
                                           base::Document::Array& answers, std::vector<base::RegistrationId>& cases) {
  if (!asked.source.empty() && asked.source != kActs) return {};
  auto found = transaction.cases().decided({asked.id.value_or(base::RegistrationId()), asked.key});
  bool by_number = asked.id.has_value();
  // A case system's own keys may look like ids.
  if (found && asked.id && !found->course && found->tasks.empty() && found->acts.empty()) {
    found = transaction.cases().decided({{}, asked.key});
    by_number = false;
  }
  if (!found) return found.error();
  const auto directory = transaction.directory();
  if (!directory) return directory.error();
  const flow::Rules rules = engine_.rules();
  const core::Act by{asked.by, rules.organisation, clock_.now(), today()};
  const bool of_case = found->course || !found->tasks.empty();
  const bool officer = by_number && core::reads_by_number(**directory, asked.by, rules.organisation, today());
  const bool heard_of = core::heard_of(**directory, asked.by, rules.organisation, engine_.setup().node);
  if (of_case && !officer && !(heard_of && may_hear(*found, **directory, by))) return {};
  const bool closed = found->course && (found->course->called_wrong() || (asked.id && found->course->reading_closed));
  if (closed) answers.push_back(with_text(explain_closed(found->id, *found->course), kActs));
  if (found->stored) answers.push_back(with_text(core::explain_stored(clock_.day_of(*found->stored)), kActs));
  if (found->course && (found->whole || found->course->reading_closed)) {
    found->acts = core::acts_of(*found->course, std::move(found->acts), rules.organisation);
  }
  auto tasks = told_alone(*found, asked.id.value_or(base::RegistrationId()), rules.organisation);
  if (asked.row != 0) {
    std::erase_if(found->acts, [&](const core::ActDecidedBefore& act) { return act.row != asked.row; });
    tasks.clear();
  }
  for (const core::ActDecidedBefore& act : found->acts) {
    answers.push_back(with_text(core::explain(act, policy_of(rules), today()), kActs));
  }
  for (const core::CooperationTask& task : tasks) {
    const core::Office* office = (*directory)->office(task.office);
    const bool here = office != nullptr && office->organisation == rules.organisation;
    answers.push_back(with_text(core::explain(task, here, policy_of(rules), today()), kActs));
  }
  if (of_case && (closed || !(found->acts.empty() && tasks.empty()))) cases.push_back(found->id);
  return {};
}

base::Result<base::Document> Operations::catalogue(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"differences"});
  if (!arguments) return arguments.error();
  const auto only_differences = arguments->flag("differences");
  if (!only_differences) return only_differences.error();
  const auto catalogue = engine_.rules().catalogue;
  if (!catalogue)
    return base::rejected(
        "ingen begreppskatalog är angiven: skriv catalogue = \"FIL\" under [rules] / no catalogue is configured: write "
        "catalogue = \"FILE\" under [rules]");
  base::Document::Array rows;
  base::Document definitions{base::Document::Array{}};
  for (const core::Definition& row : catalogue->definitions) {
    if (row.valid.contains(today())) definitions.add(row_of(row).set("definition", row.text).set("county", row.county));
  }
  base::Document fields{base::Document::Array{}};
  for (const core::FieldDefinition& row : catalogue->fields) {
    if (!row.valid.contains(today())) continue;
    std::vector<std::string> names;
    for (const core::Field field : row.fields) names.emplace_back(core::name(field));
    fields.add(base::Document()
                   .set("fields", texts(names))
                   .set("named_fields", named_fields(names))
                   .set("definition", both(row.text, row.text_en))
                   .set("from", row.valid.from.text())
                   .set("source", row.origin.source)
                   .set("verified", row.origin.verified));
  }
  const auto add = [&rows](const core::LocalActivity& row) { rows.push_back(row_of(row).set("office", row.office)); };
  if (*only_differences) {
    for (const auto& same_name : core::differences(*catalogue, today())) {
      for (const core::LocalActivity& row : same_name) add(row);
    }
  } else {
    for (const core::LocalActivity& row : catalogue->activities) {
      if (row.valid.contains(today())) add(row);
    }
  }
  return rows_document(std::move(rows))
      .set("differences", *only_differences)
      .set("definitions", std::move(definitions))
      .set("fields", std::move(fields));
}

}  // namespace gateway::api
