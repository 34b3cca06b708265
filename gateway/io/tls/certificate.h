#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/result.h"

struct x509_st;

namespace gateway::io {

/// Where one end's TLS credentials lie, all PEM.
struct TlsCredentials {
  std::string ca_file;           ///< Who may vouch for the other end. Empty: the system's store (clients only).
  std::string certificate_file;  ///< Own certificate, leaf first, then intermediates. Empty: none (clients only).
  std::string key_file;          ///< Private key of the certificate, unencrypted.
};

/// What a certificate says, as shown by `check` and as organisations are bound to.
struct CertificateFacts {
  std::string fingerprint;  ///< SHA-256 of the DER form: 64 lower-case hex digits.
  std::string common_name;  ///< CN of the subject; empty when there is none.
  std::string issuer;       ///< CN of the issuer.
  base::Instant not_before;
  base::Instant not_after;
  std::vector<std::string> dns_names;  ///< Host names it was made for; empty in client certificates.
};

/// Reads the facts from a certificate of OpenSSL's. Used inside the room.
CertificateFacts facts_of(const x509_st& certificate);

/// Reads the first certificate of a PEM file. Rejects with one sentence that names the file.
base::Result<CertificateFacts> read_certificate(const std::string& pem_file);

/// Loads CA, certificate and key as a TLS end would, and says in one sentence what is wrong: unreadable file, key of
/// another certificate, not yet or no longer valid at `now`.
base::Result<CertificateFacts> check_credentials(const TlsCredentials& credentials, base::Instant now);

}  // namespace gateway::io
