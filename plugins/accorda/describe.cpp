#include "plugins/accorda/describe.h"

namespace accorda {
namespace {

constexpr std::string_view kDescription = R"json({
  "title": "Accorda: CSV and XML exports from a drop folder",
  "streams": ["participations"],
  "folders": ["drop"],
  "endpoints": [],
  "data": [
    "person number, earlier person number, name, the source's own id, sex, protection of identity, day of death",
    "education, income source and employment before and after, reason for ending",
    "consent to registration in SUS: form, answer, date, withdrawal, language, whether written, who signed and collected it, where the original is; whether the municipality's own consent is noted",
    "beslut, who ordered it, insats, unit, start, end, signature of the caseworker",
    "never: notes, plans, documents, presence and absence, workplace, organisation number, hours"
  ],
  "purpose": "To register in SUS what the municipality's labour-market organisation has already noted in Accorda",
  "legal_basis": "114 kap. socialförsäkringsbalken; the participant's written consent to registration in SUS",
  "retention": "Files stay in the folders done/ and failed/ until the policy removes them (7 days by default); the plugin itself keeps nothing",
  "settings": {
    "type": "object",
    "additionalProperties": false,
    "required": ["files"],
    "properties": {
      "full": {"type": "boolean"},
      "sets": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "layout": {"enum": ["files", "folders", "both"]},
          "folders": {"type": "string"},
          "settle_seconds": {"type": "integer", "minimum": 0, "maximum": 86400},
          "incomplete_after_seconds": {"type": "integer", "minimum": 1, "maximum": 2592000}
        }
      },
      "format": {"type": "object"},
      "values": {"type": "object", "additionalProperties": {"type": "object"}},
      "constants": {"type": "object", "additionalProperties": {"type": "string"}},
      "files": {
        "type": "array",
        "minItems": 1,
        "maxItems": 100,
        "items": {
          "type": "object",
          "required": ["name", "pattern"],
          "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 40},
            "pattern": {"type": "string", "minLength": 1},
            "many": {"type": "boolean"},
            "optional": {"type": "boolean"},
            "rows": {"const": "insats"},
            "xml": {
              "type": "object",
              "additionalProperties": false,
              "required": ["record"],
              "properties": {"record": {"type": "string", "minLength": 1}, "schema": {"const": "accorda"}}
            },
            "encoding": {"type": "string"},
            "delimiter": {"type": "string"},
            "quote": {"type": "string"},
            "header": {"type": "boolean"},
            "preamble_lines": {"type": "integer", "minimum": 0},
            "width": {"type": "integer", "minimum": 0},
            "ragged": {"type": "boolean"},
            "final_newline": {"type": "boolean"},
            "may_be_empty": {"type": "boolean"},
            "report_orphans": {"type": "boolean"},
            "empty": {"type": ["array", "string"]},
            "dates": {"type": ["array", "string"]},
            "skip": {"type": ["array", "string"]},
            "where": {"type": ["array", "object"]},
            "repeat_blank": {"type": ["array", "string", "integer"]},
            "join": {"type": "object", "required": ["columns", "with"]},
            "pick": {"type": "object", "required": ["order"]},
            "columns": {"type": "object"}
          },
          "additionalProperties": false
        }
      }
    }
  }
})json";

}  // namespace

std::string_view description() {
  return kDescription;
}

}  // namespace accorda
