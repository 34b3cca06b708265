#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/accorda/settings.h"

namespace accorda {

/// The table `settings` of a TOML text, as the gateway hands it to the plugin.
nlohmann::json settings_of(std::string_view toml);

/// The same for a file under the source tree: "config/mappings/accorda-kommun-a.toml".
nlohmann::json settings_in(const std::string& path);

/// All records, parsed.
std::vector<nlohmann::json> parsed(const std::vector<std::string>& records);

/// Those of participations only.
std::vector<nlohmann::json> participations(const std::vector<std::string>& records);

}  // namespace accorda
