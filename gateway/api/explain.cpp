// Why something was answered as it was, and what the words of the cooperation mean.
#include "gateway/core/explain/explain.h"

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/catalogue.h"

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

base::Result<base::Document> Operations::why(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"key", "source"});
  if (!arguments) return arguments.error();
  const auto key = arguments->required("key");
  if (!key) return key.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  const flow::Rules rules = engine_.rules();
  static const core::Policy none;
  const core::Policy& policy = rules.policy ? *rules.policy : none;
  base::Document answers{base::Document::Array{}};
  const auto asked = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    answers = base::Document(base::Document::Array{});
    ports::Selector selector{*source, *key, std::nullopt};
    if (const auto id = base::RegistrationId::parse(*key)) selector = {*source, {}, std::nullopt, *id};
    const auto found = transaction.find(selector);
    if (!found) return found.error();
    for (const ports::RecordRef& ref : *found) {
      const auto decided = transaction.decided(ref);
      if (!decided) return decided.error();
      base::Document why = core::explain(*decided, policy, today());
      why.set("source", ref.source);
      why.set("text", both(core::explained_text(why, core::Language::swedish),
                           core::explained_text(why, core::Language::english)));
      answers.add(std::move(why));
    }
    return {};
  });
  if (!asked) return asked.error();
  if (answers.array()->empty()) return base::rejected("nothing is known under this key or registration");
  return rows_document(std::move(*answers.array())).set("asked", *key);
}

base::Result<base::Document> Operations::catalogue(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"differences"});
  if (!arguments) return arguments.error();
  const auto only_differences = arguments->flag("differences");
  if (!only_differences) return only_differences.error();
  const auto catalogue = engine_.rules().catalogue;
  if (!catalogue) return base::rejected("no catalogue is configured: write catalogue = \"FILE\" under [rules]");
  base::Document::Array rows;
  base::Document definitions{base::Document::Array{}};
  for (const core::Definition& row : catalogue->definitions) {
    if (row.valid.contains(today())) definitions.add(row_of(row).set("definition", row.text).set("county", row.county));
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
      .set("definitions", std::move(definitions));
}

}  // namespace gateway::api
