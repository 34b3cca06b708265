#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.h"

namespace gateway::test {

/// A published schema, as anybody else would use it.
class PublishedSchema {
 public:
  /// By its kind, as kAllKinds lists them.
  explicit PublishedSchema(const std::string& kind);
  ~PublishedSchema();

  bool accepts(const nlohmann::json& document) const;
  const nlohmann::json& text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

inline const std::vector<std::string> kKinds = {"participation", "set", "message", "answer", "act", "case"};
/// Those, and the documents that people write.
inline const std::vector<std::string> kAllKinds = {
    "participation", "set",        "message",     "answer",     "act",
    "case",          "change-set", "account-set", "volume-set", "directory-change"};

/// What our decoder says of a document of that kind; nothing but whether it is well.
base::Result<void> decode(std::string_view kind, std::string_view document);

struct Sample {
  std::string name;
  std::string text;

  /// Wrong in a way that no schema can tell: encoding, bytes around it, members twice, days that do not exist.
  bool of_form() const { return name.find("-form-") != std::string::npos; }
};

/// The samples of a kind in contracts/samples/`folder` (valid | invalid), by name.
std::vector<Sample> samples(const std::string& folder, const std::string& kind);

/// Expects that the kind's schema takes each of at least so many valid samples, and none of as many invalid ones.
void expect_samples_kept(const std::string& kind, std::size_t valid, std::size_t invalid);

/// Expects that the kind's schema takes no member that it does not name.
void expect_members_named(const std::string& kind);

}  // namespace gateway::test
