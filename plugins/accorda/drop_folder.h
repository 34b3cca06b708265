#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/accorda/settings.h"
#include "plugins/accorda/table.h"
#include "plugins/sdk/host.h"

namespace accorda {

/// Files in the drop folder that belong together.
struct Candidate {
  std::string stem;                                ///< What the names have in common; for a sub-folder its name.
  std::string folder;                              ///< The sub-folder they stand in, or empty.
  std::vector<std::vector<sdk::FileEntry>> parts;  ///< For each of Settings::files.
  std::vector<SetFault> missing;                   ///< What it lacks.
  bool irregular = false;                          ///< A link, folder or fifo stands in a file's place.
  std::int64_t changed_ms = 0;                     ///< Last change of a file.
};

/// The declared folder "drop" with what is dropped there and the folders work/, done/ and failed/ that the plugin moves
/// sets to; claiming/ holds what is on its way to work/.
class DropFolder {
 public:
  static constexpr std::string_view kFolder = "drop";

  DropFolder(const Settings& settings, sdk::Host& host) : settings_(settings), host_(host) {}

  /// All sets that begin to stand there, by stem. Throws Failure when the folder cannot be read.
  std::vector<Candidate> candidates();

  /// How long a set must still be left alone; 0 when nothing changed for settle_seconds.
  std::int64_t unsettled_ms(const Candidate& candidate);

  /// Moves a set to work/ and gives its name there; nothing when somebody else moved one of its files meanwhile.
  std::optional<std::string> claim(const Candidate& candidate);

  /// Ends claims that were broken off.
  void recover();

  /// Sets in work/, by name.
  std::vector<std::string> claimed();

  /// Moves a set from work/ to done/ or failed/; nothing happens when it was moved before.
  void put_away(const std::string& set, bool done);

  /// The entries of a claimed set that fit each of Settings::files.
  std::vector<std::vector<sdk::FileEntry>> parts(const std::string& set);

  /// Files in the folder that fit no pattern: nobody will ever read them.
  std::size_t strangers();

 private:
  struct Sight {
    std::uint64_t size;
    std::int64_t mtime_ns;
    std::int64_t since_ms;
  };

  std::vector<sdk::FileEntry> list(const std::string& path);
  bool try_move(const std::string& from, const std::string& to);
  std::string free_name(const std::string& wanted);
  std::int64_t now_ms();
  bool one_file() const;
  bool stemmed() const;
  void add_files(std::map<std::string, Candidate>& sets);
  void add_folder(const std::string& name, std::map<std::string, Candidate>& sets);
  void complete(Candidate& candidate);

  const Settings& settings_;
  sdk::Host& host_;
  std::map<std::string, Sight> seen_;
};

/// What {set} stands for when `name` fits `pattern`; empty for a pattern without it; nothing when it does not fit.
std::optional<std::string> fits_set(std::string_view pattern, std::string_view name);

}  // namespace accorda
