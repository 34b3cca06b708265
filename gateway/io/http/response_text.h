#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "gateway/ports/http.h"

namespace gateway::io {

/// The bytes of a response. Date, Content-Length and Connection are set here, whatever the response says of them; a
/// response with an ill-formed status or header becomes a bare 500. `method` is the request's: HEAD gets no body.
std::string response_text(const ports::HttpResponse& response, std::string_view method, bool keep_alive,
                          std::time_t now);

}  // namespace gateway::io
