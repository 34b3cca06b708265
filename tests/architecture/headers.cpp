#include "tests/architecture/headers.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace gateway::architecture {

namespace {

const std::set<std::string_view> kPure = {"algorithm",
                                          "any",
                                          "array",
                                          "bit",
                                          "bitset",
                                          "cassert",
                                          "cctype",
                                          "charconv",
                                          "chrono",
                                          "cinttypes",
                                          "climits",
                                          "cmath",
                                          "compare",
                                          "concepts",
                                          "coroutine",
                                          "cstddef",
                                          "cstdint",
                                          "cstdio",
                                          "cstdlib",
                                          "cstring",
                                          "deque",
                                          "exception",
                                          "forward_list",
                                          "functional",
                                          "initializer_list",
                                          "iterator",
                                          "limits",
                                          "list",
                                          "map",
                                          "memory",
                                          "memory_resource",
                                          "new",
                                          "numbers",
                                          "numeric",
                                          "optional",
                                          "queue",
                                          "ranges",
                                          "ratio",
                                          "set",
                                          "source_location",
                                          "span",
                                          "stack",
                                          "stdexcept",
                                          "string",
                                          "string_view",
                                          "tuple",
                                          "type_traits",
                                          "typeindex",
                                          "typeinfo",
                                          "unordered_map",
                                          "unordered_set",
                                          "utility",
                                          "variant",
                                          "vector",
                                          "version"};

const std::set<std::string_view> kWorldly = {
    "atomic", "barrier", "cerrno", "cfenv", "clocale", "codecvt", "complex", "condition_variable", "csetjmp", "csignal",
    "cstdarg", "ctime", "cwchar", "cwctype", "execution", "filesystem", "fstream", "future", "iomanip", "ios", "iosfwd",
    "iostream", "istream", "latch", "locale", "mutex", "ostream", "random", "regex", "semaphore", "shared_mutex",
    "sstream", "stop_token", "streambuf", "syncstream", "system_error", "thread", "valarray",
    // C's own names, in the ABI.
    "assert.h", "errno.h", "inttypes.h", "limits.h", "signal.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h",
    "stdlib.h", "string.h", "time.h"};

const std::set<std::string_view> kSystem = {"cxxabi.h", "dirent.h",  "fcntl.h",   "fnmatch.h", "grp.h",
                                            "netdb.h",  "poll.h",    "pthread.h", "pwd.h",     "sched.h",
                                            "spawn.h",  "strings.h", "syslog.h",  "termios.h", "unistd.h"};

struct Library {
  std::string_view header;  ///< A header or, ending with '/', its folder.
  std::string_view target;  ///< Its CMake target, or the begin of it.
  std::vector<std::string_view> homes;
};

const std::array<Library, 16> kLibraries = {{{"openssl/", "OpenSSL::", {"io"}},
                                             {"boost/", "Boost::", {"io"}},
                                             {"nlohmann/", "nlohmann_json::", {"io", "plugins", "deploy"}},
                                             {"toml++/", "tomlplusplus::", {"io"}},
                                             {"spdlog/", "spdlog::", {"io"}},
                                             {"sqlite3.h", "SQLite::", {"io"}},
                                             {"prometheus/", "prometheus-cpp::", {"io"}},
                                             {"valijson/", "ValiJSON::", {"io"}},
                                             {"libpq-fe.h", "PostgreSQL::", {"io"}},
                                             {"xlsxwriter.h", "xlsxwriter", {"io"}},
                                             {"libxml/", "LibXml2::", {"plugins"}},
                                             {"csv.h", "${LIBCSV}", {"plugins"}},
                                             {"seccomp.h", "${SECCOMP}", {"host"}},
                                             {"dlfcn.h", "${CMAKE_DL_LIBS}", {"host"}},
                                             {"linux/", "linux", {"host"}},
                                             {"CLI/", "CLI11::", {"app"}}}};

bool lives_in(const Library& library, std::string_view place) {
  return std::find(library.homes.begin(), library.homes.end(), place) != library.homes.end();
}

const Library* library_of(std::string_view header) {
  const auto* found = std::find_if(kLibraries.begin(), kLibraries.end(), [header](const Library& library) {
    return library.header.back() == '/' ? header.starts_with(library.header) : header == library.header;
  });
  return found == kLibraries.end() ? nullptr : found;
}

}  // namespace

Origin origin_of(std::string_view header) {
  if (kPure.contains(header)) return Origin::pure;
  if (kWorldly.contains(header)) return Origin::worldly;
  if (library_of(header) != nullptr) return Origin::third_party;
  for (const std::string_view folder : {"arpa/", "net/", "netinet/", "sys/"}) {
    if (header.starts_with(folder)) return Origin::system;
  }
  return kSystem.contains(header) ? Origin::system : Origin::unknown;
}

bool is_at_home(std::string_view header, std::string_view place) {
  const Library* library = library_of(header);
  return library != nullptr && lives_in(*library, place);
}

bool is_target_at_home(std::string_view target, std::string_view place) {
  return std::all_of(kLibraries.begin(), kLibraries.end(), [target, place](const Library& library) {
    return !target.starts_with(library.target) || lives_in(library, place);
  });
}

}  // namespace gateway::architecture
