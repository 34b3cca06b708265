#include "gateway/io/tls/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <memory>

#include "gateway/io/tls/context.h"

namespace gateway::io {
namespace {

std::string common_name(const X509_NAME* name) {
  if (name == nullptr) return {};
  const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (at < 0) return {};
  unsigned char* utf8 = nullptr;
  const int length = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  if (length < 0) return {};
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(utf8, [](unsigned char* p) { OPENSSL_free(p); });
  return {reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(length)};
}

std::string fingerprint(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (X509_digest(&certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += kDigits[digest[i] >> 4];
    text += kDigits[digest[i] & 15];
  }
  return text;
}

base::Instant instant(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return base::Instant(std::chrono::seconds(timegm(&parts)));
}

std::vector<std::string> dns_names(const X509& certificate) {
  std::vector<std::string> names;
  auto* all = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr));
  const std::unique_ptr<GENERAL_NAMES, void (*)(GENERAL_NAMES*)> owner(all, GENERAL_NAMES_free);
  for (int i = 0; i < sk_GENERAL_NAME_num(all); ++i) {
    int kind = 0;
    const auto* value = static_cast<ASN1_IA5STRING*>(GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(all, i), &kind));
    if (kind != GEN_DNS) continue;
    names.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                       static_cast<std::size_t>(ASN1_STRING_length(value)));
  }
  return names;
}

}  // namespace

CertificateFacts facts_of(const x509_st& certificate) {
  return {.fingerprint = fingerprint(certificate),
          .common_name = common_name(X509_get_subject_name(&certificate)),
          .issuer = common_name(X509_get_issuer_name(&certificate)),
          .not_before = instant(X509_get0_notBefore(&certificate)),
          .not_after = instant(X509_get0_notAfter(&certificate)),
          .dns_names = dns_names(certificate)};
}

base::Result<CertificateFacts> read_certificate(const std::string& pem_file) {
  const std::unique_ptr<BIO, int (*)(BIO*)> file(BIO_new_file(pem_file.c_str(), "r"), BIO_free);
  if (!file) return base::rejected("certificate file " + pem_file + " cannot be read");
  const std::unique_ptr<X509, void (*)(X509*)> certificate(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr),
                                                           X509_free);
  if (!certificate) return base::rejected(pem_file + " holds no PEM certificate");
  return facts_of(*certificate);
}

base::Result<CertificateFacts> check_credentials(const TlsCredentials& credentials, base::Instant now) {
  auto context = make_context(TlsRole::client, credentials);
  if (!context) return std::move(context).error();
  auto facts = read_certificate(credentials.certificate_file);
  if (!facts) return facts;
  if (now < facts->not_before) return base::rejected(credentials.certificate_file + " is not valid yet");
  if (now >= facts->not_after) return base::rejected(credentials.certificate_file + " has expired: renew it");
  return facts;
}

}  // namespace gateway::io
