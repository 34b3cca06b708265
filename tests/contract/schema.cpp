#include "tests/contract/schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "gateway/io/config/account_set_rules.h"
#include "gateway/io/config/change_set_rules.h"
#include "gateway/io/config/directory_change_rules.h"
#include "gateway/io/config/volume_set_rules.h"
#include "gateway/io/json/codec.h"
#include "gateway/io/json/document_json.h"

namespace gateway::test {

namespace {

const std::filesystem::path kContracts = std::filesystem::path(GATEWAY_SOURCE_DIR) / "contracts";

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error(file.string() + " cannot be read");
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

template <typename T>
base::Result<void> only_whether(base::Result<T> result) {
  if (!result) return result.error();
  return {};
}

template <typename Set>
base::Result<Set> decoded(std::string_view text, base::Result<Set> (*read)(const base::Document&, const std::string&)) {
  const auto document = io::parse_json(text);
  if (!document) return document.error();
  return read(*document, "the sample");
}

}  // namespace

struct PublishedSchema::State {
  nlohmann::json text;
  valijson::Schema schema;
  valijson::Validator validator{valijson::Validator::kStrongTypes};  // Keeps each pattern once it is compiled.
};

PublishedSchema::PublishedSchema(const std::string& kind) : state_(std::make_unique<State>()) {
  state_->text = nlohmann::json::parse(read_whole(kContracts / "schema" / (kind + ".schema.json")));
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(state_->text), state_->schema);
}

PublishedSchema::~PublishedSchema() = default;

bool PublishedSchema::accepts(const nlohmann::json& document) const {
  return state_->validator.validate(state_->schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
}

const nlohmann::json& PublishedSchema::text() const {
  return state_->text;
}

base::Result<void> decode(std::string_view kind, std::string_view document) {
  const io::JsonCodec codec;
  if (kind == "message") return only_whether(codec.decode_message(document));
  if (kind == "answer") return only_whether(codec.decode_answer(document));
  if (kind == "act") return only_whether(codec.decode_act(document));
  if (kind == "case") return only_whether(codec.decode_case(document));
  if (kind == "change-set") return only_whether(decoded(document, io::change_set_of));
  if (kind == "account-set") return only_whether(decoded(document, io::account_set_of));
  if (kind == "volume-set") return only_whether(decoded(document, io::volume_set_of));
  if (kind == "directory-change") return only_whether(decoded(document, io::directory_change_of));
  auto record = codec.decode_record(document);
  if (record && std::holds_alternative<ports::SetNotice>(*record) != (kind == "set")) {
    return base::rejected("this is a document of another kind");
  }
  return only_whether(std::move(record));
}

std::vector<Sample> samples(const std::string& folder, const std::string& kind) {
  std::vector<Sample> all;
  for (const auto& entry : std::filesystem::directory_iterator(kContracts / "samples" / folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(kind + "-")) all.push_back({name, read_whole(entry.path())});
  }
  std::ranges::sort(all, {}, &Sample::name);
  return all;
}

void expect_samples_kept(const std::string& kind, std::size_t valid, std::size_t invalid) {
  const PublishedSchema schema(kind);
  for (const bool good : {true, false}) {
    const auto all = samples(good ? "valid" : "invalid", kind);
    EXPECT_GE(all.size(), good ? valid : invalid);
    for (const Sample& sample : all) {
      EXPECT_EQ(schema.accepts(nlohmann::json::parse(sample.text)), good) << sample.name;
    }
  }
}

void expect_members_named(const std::string& kind) {
  const std::function<void(const nlohmann::json&)> closed = [&](const nlohmann::json& node) {
    const bool open = node.is_object() && node.contains("properties") && node.value("additionalProperties", true);
    EXPECT_FALSE(open) << node.dump();
    if (node.is_structured()) {
      for (const auto& [name, value] : node.items()) closed(value);
    }
  };
  closed(PublishedSchema(kind).text());
}

}  // namespace gateway::test
