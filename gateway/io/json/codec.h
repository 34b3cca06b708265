#pragma once

#include "gateway/ports/codec.h"

namespace gateway::io {

/// The documents of contracts/schema in JSON. Where the schemas cannot say it, stricter than they: dates must exist,
/// a document has a largest size, no NUL, no member twice. Keeps nothing between calls. [any thread]
class JsonCodec final : public ports::Codec {
 public:
  base::Result<ports::SourceDocument> decode_record(std::string_view document) const override;

  /// What is empty is left out. Exits and strips carry registration, kind, date and code only.
  std::string encode(const core::Cleared& cleared) const override;
  base::Result<core::Incoming> decode_message(std::string_view document) const override;

  /// A moment of registration is given the day that it is in Sweden.
  base::Result<ports::AskedAct> decode_act(std::string_view document) const override;

  std::string encode(const core::ClearedCase& told) const override;
  base::Result<core::ToldCase> decode_case(std::string_view document) const override;

  /// Details are cut at 300 characters.
  std::string encode(const ports::NodeAnswer& answer) const override;
  base::Result<ports::NodeAnswer> decode_answer(std::string_view document) const override;
};

}  // namespace gateway::io
