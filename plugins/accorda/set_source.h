#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/accorda/cursor.h"
#include "plugins/accorda/drop_folder.h"
#include "plugins/accorda/set_reader.h"
#include "plugins/accorda/settings.h"
#include "plugins/sdk/plugin.h"

namespace accorda {

/// Takes set after set out of the drop folder. What the cursor says is all that counts: a reader that is kept from one
/// pull to the next only saves reading the files again.
class SetSource : public sdk::Source {
 public:
  SetSource(const Settings& settings, sdk::Host& host) : settings_(settings), host_(host), folder_(settings, host) {}

  sdk::Pulled pull(std::string_view stream, std::string_view cursor, sdk::Sink& sink) override;

  /// Whether the folder can be read, in a sentence.
  sdk::Outcome check();

 private:
  struct Open {
    std::string set;
    std::vector<std::vector<sdk::FileEntry>> entries;
    std::unique_ptr<SetReader> reader;
    std::vector<SetFault> faults;  ///< Why it cannot be read at all.
  };

  sdk::Pulled look_for_set(Cursor& cursor, sdk::Sink& sink);
  sdk::Pulled tell_incomplete(Cursor& cursor, const std::vector<Candidate>& candidates, sdk::Sink& sink);
  sdk::Pulled read(Cursor& cursor, sdk::Sink& sink);
  bool open(const Cursor& cursor);
  void open_parts(std::vector<std::vector<Part>>& parts);
  bool changed();
  std::string check_schemas(const std::vector<Candidate>& candidates);
  sdk::Pulled fail(Cursor& cursor, std::vector<std::string> records, const std::vector<SetFault>& faults,
                   sdk::Sink& sink);
  sdk::Pulled give(const Cursor& cursor, const std::vector<std::string>& records, bool more, sdk::Sink& sink);
  std::string document(const std::string& set, std::string_view state, std::optional<std::uint64_t> rows,
                       const std::vector<SetFault>& faults) const;

  const Settings& settings_;
  sdk::Host& host_;
  DropFolder folder_;
  Open open_;
};

}  // namespace accorda
