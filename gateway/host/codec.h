#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/host/folder.h"
#include "gateway/host/instance.h"
#include "gateway/host/message.h"
#include "gateway/ports/http.h"
#include "gateway/ports/source.h"

/// The values that cross the process border, written and read in one place for both sides. A reader that comes back
/// empty means that the other side broke the protocol.
namespace gateway::host::codec {

/// How a call or a service ended: ok, or an error.
void put(Writer& to, const base::Result<void>& ending);
std::optional<base::Result<void>> ending(Reader& from);

void put(Writer& to, const About& about);
std::optional<About> about(Reader& from);

/// The stream is the caller's own: it does not cross.
void put(Writer& to, const ports::Page& page);
/// Its records show what `from` reads.
base::Result<ports::Page> page(Reader& from, std::string_view stream);

void put(Writer& to, const ports::Pulled& pulled);
std::optional<ports::Pulled> pulled(Reader& from);

void put(Writer& to, std::span<const std::string> items);
std::optional<std::vector<std::string>> items(Reader& from);

void put(Writer& to, const std::vector<TargetAnswer>& answers);
std::optional<std::vector<TargetAnswer>> answers(Reader& from, std::size_t count);

void put(Writer& to, const ports::HttpRequest& request);
std::optional<ports::HttpRequest> request(Reader& from);

void put(Writer& to, const ports::HttpResponse& response);
std::optional<ports::HttpResponse> response(Reader& from);

void put(Writer& to, const std::vector<FolderEntry>& entries);
std::optional<std::vector<FolderEntry>> entries(Reader& from);

}  // namespace gateway::host::codec
