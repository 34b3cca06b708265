#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace gateway::support {

/// How a throw-away certificate differs from a good one.
struct CertificateWish {
  bool server = false;                                      ///< Server or client, by extended key usage.
  std::chrono::seconds valid_from{-3600};                   ///< From now.
  std::chrono::seconds valid_to{24 * 3600};                 ///< From now.
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";  ///< Of a server, in OpenSSL's words.
};

/// The files of one certificate and its SHA-256 fingerprint (64 lower-case hex digits).
struct CertificateFiles {
  std::string certificate;
  std::string key;
  std::string fingerprint;
};

/// A certificate authority with P-256 keys in a folder of its own, removed with the object. For tests only.
class Certificates {
 public:
  Certificates();
  ~Certificates();
  Certificates(const Certificates&) = delete;
  Certificates& operator=(const Certificates&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  /// The authority's own certificate.
  std::string ca_file() const { return (folder_ / "ca.pem").string(); }

  /// Makes `name`.pem and `name`.key with CN `name`, replacing former ones in one step each.
  CertificateFiles make(const std::string& name, const CertificateWish& wish = {});
  CertificateFiles server(const std::string& name = "server") { return make(name, {.server = true}); }
  CertificateFiles client(const std::string& name = "client") { return make(name); }
  CertificateFiles expired(const std::string& name = "expired");

 private:
  struct Authority;
  std::filesystem::path folder_;
  std::unique_ptr<Authority> authority_;
};

}  // namespace gateway::support
