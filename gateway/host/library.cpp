#include "gateway/host/library.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace gateway::host {
namespace {

constexpr std::size_t kName = 64;

std::string hex(std::uint64_t number) {
  char text[2 + 16 + 1];
  std::snprintf(text, sizeof text, "0x%016llx", static_cast<unsigned long long>(number));
  return text;
}

bool is_id(const char* text) {
  if (text == nullptr) return false;
  const std::string_view id(text, ::strnlen(text, kName + 1));
  return !id.empty() && id.size() <= kName && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool is_version(const char* text) {
  if (text == nullptr) return false;
  const std::string_view version(text, ::strnlen(text, kName + 1));
  return !version.empty() && version.size() <= kName &&
         std::all_of(version.begin(), version.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

base::Result<Library> Library::load(const std::string& path) {
  void* const handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* const why = ::dlerror();
    std::string reason(why == nullptr ? "no reason given" : why);
    return base::rejected("cannot load the plugin: " + reason.substr(0, reason.find('\n')));
  }
  const auto* const entry = static_cast<const sus_entry*>(::dlsym(handle, "sus_gateway_plugin"));
  if (entry == nullptr) return base::rejected(path + " is not a plugin: it has no entry sus_gateway_plugin");
  if (entry->abi != SUS_GATEWAY_ABI) {
    return base::rejected(path + " was built for plugin contract " + hex(entry->abi) + "; this gateway speaks " +
                          hex(SUS_GATEWAY_ABI) + ": build it against this gateway's contracts/abi");
  }
  if (!is_id(entry->id) || !is_version(entry->version) || entry->create == nullptr) {
    return base::rejected(path + " is not a proper plugin: id, version or create is missing in its entry");
  }
  return Library{entry};
}

}  // namespace gateway::host
