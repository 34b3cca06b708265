#pragma once

#include <exception>
#include <string>
#include <vector>

#include "contracts/abi/host.h"
#include "gateway/host/services.h"

namespace gateway::host {

/// Services as the C struct that a plugin sees. What it hands out lives here until the next call of the same service.
class CServices {
 public:
  /// `services` outlives it. It stays where it is: plugins keep its address.
  explicit CServices(Services& services);
  CServices(const CServices&) = delete;
  CServices& operator=(const CServices&) = delete;

  const sus_host* host() const { return &host_; }

 private:
  struct Border;  // The C functions.

  Services& services_;
  sus_host host_;
  std::string http_what_;
  ports::HttpResponse response_;
  std::vector<sus_http_header> headers_;
  std::string file_what_;
  std::vector<FolderEntry> entries_;
  std::vector<sus_file_entry> c_entries_;
};

}  // namespace gateway::host
