#pragma once

#include <cstdint>

#include "gateway/base/result.h"

/// What keeps a plugin's process to itself. All of it lasts to the end of the process and nothing can take it back.
namespace gateway::host::sandbox {

/// Dies with the gateway, leaves no core, gains no privileges, holds no descriptor above `keep`.
base::Result<void> detach(int keep);

/// Memory, descriptors, processes, written files. Without the memory limit under sanitizers, which reserve terabytes.
base::Result<void> limit(std::uint64_t memory_bytes, std::uint64_t files, bool own_network);

/// System calls while a library is being loaded: files may be opened for reading; no network, process or debugging.
base::Result<void> filter_loading(int border, bool own_network);

/// System calls from then on: nothing can be opened, mapped as code, connected or started. With its own network,
/// sockets, threads and reading files are left.
base::Result<void> filter_running(int border, bool own_network);

}  // namespace gateway::host::sandbox
