#pragma once

#include <cstdint>

#include "gateway/base/result.h"
#include "gateway/core/message.h"
#include "gateway/io/json/codec_reader.h"
#include "gateway/io/json/codec_words.h"

namespace gateway::io {

/// contracts/schema/message.schema.json; fills a core::Incoming. What a message may hold depends on its kind: check
/// with `check_kind` what was read.
extern const DocumentKind kMessage;

/// Whether the members that were there (as read_document tells) are all that the kind must and only what it may have.
base::Result<void> check_kind(core::MessageKind kind, std::uint64_t members);

/// contracts/schema/answer.schema.json; fills a ports::NodeAnswer.
extern const DocumentKind kAnswer;

inline constexpr Words<core::AssignmentChange::Kind, 3> kChangeKinds{
    {{"add", core::AssignmentChange::Kind::add},
     {"remove", core::AssignmentChange::Kind::remove},
     {"remove_for_cause", core::AssignmentChange::Kind::remove_for_cause}}};

/// How long a reason's detail may be, in characters.
inline constexpr std::size_t kMaxDetail = 300;
/// How many reasons an answer may have.
inline constexpr std::size_t kMaxReasons = 100;

}  // namespace gateway::io
