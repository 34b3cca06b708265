#pragma once

#include "gateway/core/cooperation/told.h"
#include "gateway/io/json/codec_reader.h"
#include "gateway/io/json/codec_words.h"

namespace gateway::io {

/// contracts/schema/case.schema.json; fills a core::ToldCase. Ids and the consent's day that stand once in the document
/// and twice in the value are left to fill in.
extern const DocumentKind kCase;

inline constexpr Words<core::CaseForm, 2> kCaseForms{
    {{"named", core::CaseForm::named}, {"anonymous", core::CaseForm::anonymous}}};

}  // namespace gateway::io
