#pragma once

#include <string_view>

namespace accorda {

/// What the plugin is, as a JSON object: contracts/abi/README.md lists the members.
std::string_view description();

}  // namespace accorda
