#include <algorithm>
#include <set>

#include "gateway/io/config/reader.h"
#include "gateway/io/config/rows.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/config/toml.h"

namespace gateway::io {

namespace {

bool code_like(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// A list, whose codes may have a validity of their own within the list's.
core::CodeList read_list(Reader& file, std::set<std::string>& taken) {
  core::CodeList list;
  list.name = file.text("list");
  file.text("name");
  read_origin(file);
  const base::Period of_list = file.period();
  list.fields = file.texts("fields");
  if (list.fields.empty()) list.fields = {list.name};
  for (const std::string& field : list.fields) {
    if (!taken.insert(field).second)
      file.fault("fields", "names \"" + field + "\", which another list answers: a field has one list");
  }
  Answered answered;
  for (Reader& table : file.tables("code")) {
    core::ListedCode code;
    code.code = table.text("code");
    if (!code_like(code.code)) table.fault("code", "must be made of a–z, 0–9 and '_', 64 at most");
    code.name = table.text("name");
    code.valid.from = table.date_if("from").value_or(of_list.from);
    code.valid.to = table.date_if("to");
    if (!code.valid.to) code.valid.to = of_list.to;
    if (code.valid.to && *code.valid.to < code.valid.from) table.fault("to", "lies before from");
    table.done();
    answered.add(table, "what the code \"" + code.code + "\" means", code.valid);
    list.codes.push_back(std::move(code));
  }
  if (list.codes.empty()) file.fault("code", "is missing: write [[code]] with code = \"…\" and name = \"…\"");
  file.done();
  return list;
}

}  // namespace

base::Result<core::CodeLists> read_codes(const std::vector<std::string>& paths) {
  std::vector<core::CodeList> lists;
  std::set<std::string> taken;
  std::string text;
  for (const std::string& path : paths) {
    const auto document = read_toml(path);
    Faults faults(path);
    if (document) {
      Reader file(*document, "", faults);
      lists.push_back(read_list(file, taken));
    }
    if (!document || faults.any())
      text += (text.empty() ? "" : "\n") + (document ? faults.error() : document.error()).what;
  }
  if (!text.empty()) return base::rejected(text);
  return core::CodeLists(std::move(lists));
}

}  // namespace gateway::io
