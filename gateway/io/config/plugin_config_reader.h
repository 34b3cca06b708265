#pragma once

#include "gateway/io/config/paths.h"
#include "gateway/io/config/plugin_config.h"
#include "gateway/io/config/reader.h"

namespace gateway::io {

/// CA, certificate and key of a table, by these names. A certificate without key, or the other way round, is a fault.
TlsCredentials read_credentials(Reader& table, const Paths& paths);

SourceConfig read_source(Reader& table, const Paths& paths);
TargetConfig read_target(Reader& table, const Paths& paths);

/// Letters a–z, digits, '-', '_' and '.': what ids are made of.
void check_id(Reader& table, std::string_view key, const std::string& id);

}  // namespace gateway::io
