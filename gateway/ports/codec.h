#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/core/admit.h"
#include "gateway/core/participation.h"
#include "gateway/ports/cases.h"

namespace gateway::ports {

/// What is wrong with a set of files, or a part of it: code, file, line, field; never personal data.
struct SetFault {
  std::string code;
  std::string file;
  std::uint32_t line = 0;
  std::string field;
  std::string detail;
};

enum class SetState { begun, complete, failed, incomplete };

/// Document gateway.set/1: where a source stands in one delivery of files.
struct SetNotice {
  std::string set;
  SetState state = SetState::begun;
  bool full = false;  ///< All the source has: what is missing has vanished.
  std::uint64_t rows = 0;
  std::vector<std::string> files;
  std::vector<SetFault> faults;
};

using SourceDocument = std::variant<core::Participation, SetNotice>;

/// The node's answer to one message.
struct NodeAnswer {
  core::Admitted admitted = core::Admitted::rejected;
  std::vector<core::Reason> reasons;
};

/// Bytes to typed values and back, by the schemas of contracts/. Refuses what the schemas refuse: unknown members,
/// duplicate keys, NUL, bad UTF-8, too deep, too long. Errors name the place, never the content. [any thread]
class Codec {
 public:
  virtual ~Codec() = default;

  virtual base::Result<SourceDocument> decode_record(std::string_view document) const = 0;

  /// Document gateway.message/1. There is no way back to core::Cleared.
  virtual std::string encode(const core::Cleared& cleared) const = 0;
  virtual base::Result<core::Incoming> decode_message(std::string_view document) const = 0;

  /// Document gateway.act/1.
  virtual base::Result<AskedAct> decode_act(std::string_view document) const = 0;

  /// Document gateway.case/1. There is no way back to core::ClearedCase.
  virtual std::string encode(const core::ClearedCase& told) const = 0;
  virtual base::Result<core::ToldCase> decode_case(std::string_view document) const = 0;

  virtual std::string encode(const NodeAnswer& answer) const = 0;
  virtual base::Result<NodeAnswer> decode_answer(std::string_view document) const = 0;
};

}  // namespace gateway::ports
