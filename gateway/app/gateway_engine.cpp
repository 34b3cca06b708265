#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>

#include "gateway/api/documents.h"
#include "gateway/api/in_step.h"
#include "gateway/app/gateway.h"
#include "gateway/core/assignment/supplier.h"
#include "gateway/core/coded_fields.h"
#include "gateway/core/follow_up.h"
#include "gateway/core/loose_offices.h"
#include "gateway/core/mandate.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/json/document_json.h"

namespace gateway::app {

namespace {

constexpr std::chrono::seconds kSettleAtMost{3};

base::Document counts_document(const ports::PageCounts& counts) {
  base::Document document;
  document.set("read", counts.read);
  for (std::size_t i = 0; i < std::size(counts.by_outcome); ++i) {
    document.set(std::string(core::name(static_cast<core::Outcome>(i))), counts.by_outcome[i]);
  }
  return document;
}

api::ConnectedSystem connected(const io::PluginConfig& plugin, bool target) {
  api::ConnectedSystem system{plugin.id, target, plugin.isolation == io::Isolation::process, plugin.own_network, {}};
  for (const auto& [name, endpoint] : plugin.endpoints) {
    const bool encrypted = endpoint.base_url.starts_with("https:");
    system.endpoints.push_back({name, encrypted, encrypted && !endpoint.tls.certificate_file.empty()});
  }
  return system;
}

/// Which fields that are answered with codes have none to choose from today, and what becomes of an answer; nothing
/// where all have.
std::optional<base::Document> unlisted(const core::CodeLists& lists, base::Date today) {
  std::string any;
  std::string none;
  for (const std::string_view field : core::without_codes(lists, today)) {
    std::string& those = lists.of(field) == nullptr ? any : none;
    those.append(those.empty() ? "" : ", ").append(field);
  }
  if (any.empty() && none.empty()) return std::nullopt;
  std::string swedish;
  std::string english;
  if (!any.empty()) {
    swedish = "Ingen kodlista besvarar " + any +
              ": i insatser och som skäl till avvisning tas varje kod emot, i AF/FK-samarbetet ingen.";
    english = "No code list answers " + any +
              ": in insatser and as a reason of rejection any code is taken, in the AF/FK cooperation none.";
  }
  if (!none.empty()) {
    swedish += (any.empty() ? "" : " ") + ("Kodlistan har ingen kod i dag för " + none + ": varje kod avvisas.");
    english += (any.empty() ? "" : " ") + ("The code list has no code today for " + none + ": any code is rejected.");
  }
  return api::both(swedish + " Namnge listor i [rules] codes.", english + " Name lists in [rules] codes.");
}

/// That a row of the policy or the catalogue names offices that the directory lacks.
base::Document loose_office(const core::LooseOffice& of) {
  using Row = core::LooseOffice::Row;
  if (of.row == Row::activity) {
    return api::both("Begreppskatalogens rad för ”" + of.activity + "” vid kontoret " + of.lacking +
                         " träffar ingenting: kontoret finns inte i katalogen över organisationer och kontor.",
                     "The concept catalogue's row of \"" + of.activity + "\" at the office " + of.lacking +
                         " hits nothing: the directory lacks that office.");
  }
  const bool registrar = of.row == Row::registrar;
  return api::both(std::string("Policyns rad om ") + (registrar ? "vem som registrerar" : "ett lokalt råd") +
                       " mellan kontoren " + of.offices + " träffar ingenting: i katalogen saknas " + of.lacking + ".",
                   std::string("The policy's row of ") + (registrar ? "who registers" : "local advice") +
                       " between the offices " + of.offices + " hits nothing: the directory lacks " + of.lacking + ".");
}

}  // namespace

api::Setup Gateway::setup() const {
  const auto folder = [](const std::string& file) {
    return std::filesystem::path(file).lexically_normal().parent_path();
  };
  api::Setup setup{config_.node.has_value(), folder(config_.keys.database) != folder(config_.ledger), {}};
  for (const io::SourceConfig& source : config_.sources) setup.systems.push_back(connected(source, false));
  if (config_.target) setup.systems.push_back(connected(*config_.target, true));
  return setup;
}

void Gateway::settle() {
  settle_by(std::chrono::steady_clock::now() + kSettleAtMost);
}

void Gateway::settle_by(std::chrono::steady_clock::time_point latest) {
  if (delivery_) delivery_->wait_idle(latest);
  if (follow_) follow_->wait_caught_up(latest);
}

api::KeptFor Gateway::kept_for() const {
  const flow::Rules rules = rules_.now();
  const base::Date today = clock_->day_of(clock_->now());
  const auto kept = [&](core::Kept what) { return rules.policy->kept(what, today); };
  return {kept(core::Kept::rejected), kept(core::Kept::parked), kept(core::Kept::files), kept(core::Kept::looks)};
}

base::Result<void> Gateway::keep_as_today() {
  const api::KeptFor kept = kept_for();
  return ledger_->keep(kept.rejected, kept.parked, kept.looks);
}

base::Result<void> Gateway::close_years() {
  const flow::Rules rules = rules_.now();
  const base::Instant now = clock_->now();
  const int through = rules.policy->closed_through(clock_->day_of(now));
  return through == 0 ? base::Result<void>() : ledger_->close_years(through, now);
}

base::Result<base::Document> Gateway::sync(std::string_view source, bool dry_run, const api::Progress& progress) {
  auto begun = std::chrono::steady_clock::time_point();
  ports::PageCounts all;
  bool found = source.empty();
  base::Document by_source;
  for (auto& loop : sources_) {
    if (!source.empty() && loop->id() != source) continue;
    found = true;
    const PageTaken taken = [&](const std::string& id, const Drained& so_far) {
      // The clock starts with the first page: waiting for files to settle is no work.
      if (begun == std::chrono::steady_clock::time_point()) begun = std::chrono::steady_clock::now();
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
      const double rate = static_cast<double>(so_far.records) / std::max(took.count(), 0.05);
      base::Document line = counts_document(so_far.counts);
      line.set("source", id).set("records", so_far.records).set("rate", rate);
      if (so_far.expected >= so_far.records) line.set("total", so_far.expected);
      progress(line);
    };
    auto drained = loop->drain(dry_run, taken);
    if (!drained) return drained.error();
    base::Document row = counts_document(drained->counts);
    base::Document sets{base::Document::Array{}};
    for (const ports::SetNotice& notice : drained->ended) {
      constexpr const char* kStates[] = {"begun", "complete", "failed", "incomplete"};
      base::Document set;
      set.set("set", notice.set).set("state", kStates[static_cast<std::size_t>(notice.state)]);
      base::Document faults{base::Document::Array{}};
      for (const ports::SetFault& fault : notice.faults) {
        faults.add(base::Document()
                       .set("code", fault.code)
                       .set("file", fault.file)
                       .set("line", static_cast<std::int64_t>(fault.line))
                       .set("field", fault.field)
                       .set("detail", fault.detail));
      }
      sets.add(set.set("faults", std::move(faults)));
    }
    row.set("sets", std::move(sets));
    by_source.set(loop->id(), std::move(row));
    all.add(drained->counts);
  }
  if (!found) return api::no_such_source();
  if (!dry_run) settle_by(std::chrono::steady_clock::time_point::max());
  base::Document answer = counts_document(all);
  answer.set("dry_run", dry_run).set("sources", std::move(by_source));
  return answer;
}

base::Result<base::Document> Gateway::plugins() {
  base::Document rows{base::Document::Array{}};
  for (const Running& running : plugins_) {
    const host::Health health = running.plugin->state();
    base::Document row;
    row.set("id", running.id)
        .set("role", running.role)
        .set("plugin", running.plugin->about().id)
        .set("version", running.plugin->about().version)
        .set("isolation", running.isolation == io::Isolation::thread ? "thread" : "process")
        .set("state", name(health.state))
        .set("restarts", static_cast<std::int64_t>(health.restarts))
        .set("last_fault", health.last_fault);
    auto described = io::parse_json(running.plugin->describe());
    row.set("describe", described ? std::move(*described) : base::Document());
    rows.add(std::move(row));
  }
  return rows;
}

base::Result<base::Document> Gateway::check() {
  base::Document rows{base::Document::Array{}};
  const auto add = [&rows](const std::string& what, bool ok, const std::string& swedish, const std::string& english) {
    rows.add(base::Document().set("what", what).set("ok", ok).set("sentence", api::both(swedish, english)));
  };
  add("configuration", true, config_.file + " är läst och förstådd.", config_.file + " is read and understood.");
  const auto verified = ledger_->verify();
  const bool whole = verified && verified->find("ok") != nullptr && verified->find("ok")->boolean() != nullptr &&
                     *verified->find("ok")->boolean();
  add("ledger", whole,
      whole ? "Huvudbok och nycklar är öppna; granskningskedjan är hel."
            : "Huvudboken stämmer inte: återställ en säkerhetskopia med `ledger restore` och lägg undan den här.",
      whole ? "Ledger and keys open; the audit chain is whole."
            : "The ledger does not verify: restore a backup with `ledger restore`, and keep this one aside.");
  const auto stat = ledger_->stat();
  const base::Document* closed = stat ? stat->find("counting_years_closed") : nullptr;
  if (closed != nullptr && closed->integer() != nullptr && *closed->integer() > 0) {
    const std::string year = std::to_string(*closed->integer());
    add("counting years", true, "Räkneåren till och med " + year + " är stängda.",
        "The counting years up to " + year + " are closed.");
  } else {
    add("counting years", true, "Inget räkneår är stängt.", "No counting year is closed.");
  }
  core::Directory empty;
  std::shared_ptr<const core::Directory> directory;
  std::optional<ports::FeedGap> gap;
  const auto asked = ledger_->write([&](ports::Transaction& transaction) -> base::Result<void> {
    auto read = transaction.directory();
    if (!read) return read.error();
    directory = *read;
    auto found_gap = transaction.in_step().gap();
    if (!found_gap) return found_gap.error();
    gap = *found_gap;
    return {};
  });
  if (config_.target) {
    const base::Document told = gap ? *api::document_of(*gap).find("text")
                                    : api::both("Flödet från noden är helt.", "The node's feed is whole.");
    add("follow", !gap, std::string(told.text("sv")), std::string(told.text("en")));
  }
  const core::Directory& known = asked && directory ? *directory : empty;
  const bool filled = !known.rows().organisations.empty();
  add("directory", filled,
      filled ? std::to_string(known.rows().users.size()) + " användare, " +
                   std::to_string(known.rows().insatser.size()) + " insatser."
             : "Katalogen är tom: läs in en med `directory import FIL`.",
      filled ? std::to_string(known.rows().users.size()) + " users, " + std::to_string(known.rows().insatser.size()) +
                   " insatser."
             : "The directory is empty: import one with `directory import FILE`.");
  const auto rules = rules_.now();
  const auto found = [&](const std::string& what, const core::Reason& reason) {
    const auto told = [&](core::Language language) {
      return core::sentence(reason, language) + ". " + std::string(core::remedy(reason.code, language)) + ".";
    };
    add(what, false, told(core::Language::swedish), told(core::Language::english));
  };
  const base::Date today = clock_->day_of(clock_->now());
  for (const core::MandateFinding& idle : core::mandate_findings(known, *rules.policy, today)) {
    found("mandate", idle.reason);
  }
  const auto most = static_cast<std::size_t>(rules.policy->threshold(core::Threshold::administrators, today));
  for (const core::SupplierFault& fault : core::supplier_findings(known, most, today)) found("account", fault.reason);
  for (const core::Reason& unknown : core::unknown_forms(known, *rules.policy)) found("cooperation_form", unknown);
  std::set<std::string> roles;
  for (const core::RoleHolding& row : known.rows().roles) {
    if (known.roles().find(row.role, today) == nullptr && row.period.contains(today)) roles.insert(row.role);
  }
  for (const std::string& role : roles) found("role", {core::Code::role_unknown, role});
  if (const auto told = unlisted(rules.policy->codes, today)) {
    rows.add(base::Document().set("what", "codes").set("ok", true).set("warning", true).set("sentence", *told));
  }
  const core::Catalogue no_catalogue;
  const core::Catalogue& catalogue = rules.catalogue ? *rules.catalogue : no_catalogue;
  // An empty directory has been told of.
  for (const auto& of :
       filled ? core::loose_offices(*rules.policy, catalogue, known, today) : std::vector<core::LooseOffice>()) {
    rows.add(base::Document()
                 .set("what", of.row == core::LooseOffice::Row::activity ? "catalogue" : "policy")
                 .set("ok", true)
                 .set("warning", true)
                 .set("sentence", loose_office(of)));
  }
  const auto loose = io::loose_ends(*rules.mapping, known);
  for (const io::LooseEnd& end : loose) {
    const std::string line = std::to_string(end.line);
    add("mapping", false,
        "Rad " + line + " i mappningen nämner " + (end.insats ? "insatsen " : "kontoret ") + end.to +
            ", som inte finns i katalogen.",
        "Line " + line + " of the mapping names the " + (end.insats ? "insats " : "office ") + end.to +
            ", which the directory lacks.");
  }
  if (loose.empty()) {
    add("mapping", true, "Allt som mappningen nämner finns i katalogen.",
        "All that the mapping names is in the directory.");
  }
  const auto credentials = [&](const std::string& name, const io::TlsCredentials& of) {
    const auto checked = io::check_credentials(of, clock_->now());
    add("certificates " + name, checked.has_value(),
        checked ? "Läsbara, giltiga och hör ihop." : "Kan inte användas: " + checked.error().what,
        checked ? "Readable, valid and of one another." : checked.error().what);
  };
  if (config_.node && config_.node->tls) credentials("node", *config_.node->tls);
  if (config_.target) {
    for (const auto& [name, endpoint] : config_.target->endpoints) credentials(endpoint.name, endpoint.tls);
  }
  for (const Running& running : plugins_) {
    if (running.role == kFollow) continue;  // The target's, which has been asked.
    // A plugin has one sentence, in the language of whoever wrote it.
    const auto told = running.plugin->check();
    const std::string sentence = told ? *told : told.error().what;
    add("plugin " + running.id, told.has_value(), sentence, sentence);
  }
  for (const auto& [id, error] : not_started_) {
    add("plugin " + id, false, "Startar inte: " + error.what, error.what);
  }
  return rows;
}

base::Result<base::Document> Gateway::mapping_use() {
  const flow::Rules rules = rules_.now();
  auto used = ledger_->mapping_uses();
  if (!used) return used.error();
  base::Document rows{base::Document::Array{}};
  for (const core::MappingRow& row : rules.mapping->rows()) {
    const auto found = used->find(row.name());
    base::Document line;
    line.set("beslut", row.beslut)
        .set("ordered_by", row.ordered_by)
        .set("insats", row.insats)
        .set("unit", row.unit)
        .set("to", row.to)
        .set("owner", row.owner)
        .set("line", static_cast<std::int64_t>(row.line))
        .set("used", found == used->end() ? std::int64_t{0} : found->second);
    rows.add(std::move(line));
  }
  return rows;
}

base::Result<base::Document> Gateway::reload() {
  auto rules = read_rules(config_);
  if (!rules) return rules.error();
  if (const auto used = ledger_->use_roles(rules->policy->roles); !used) return used.error();
  rules_.replace(std::move(*rules));
  if (auto kept = keep_as_today(); !kept) return kept.error();
  auto decided = intake_.decide_pending(std::nullopt);
  if (!decided) return decided.error();
  if (delivery_) delivery_->poke();
  for (const std::string& fault : decided->faults) log_failure("reload", base::broken(fault));
  return base::Document().set("decided_anew", counts_document(decided->counts));
}

base::Result<void> Gateway::wait_out_of_hands(const std::vector<std::string>& registrations) {
  std::vector<base::RegistrationId> ids;
  for (const std::string& text : registrations) {
    if (const auto id = base::RegistrationId::parse(text)) ids.push_back(*id);
  }
  if (delivery_) delivery_->poke();
  for (;;) {
    const auto held = facts_.in_hands(ids);
    if (!held) return held.error();
    if (!*held || !delivery_) return {};
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace gateway::app
