#include "tests/support/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <array>
#include <stdexcept>

namespace gateway::support {
namespace {

using Key = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;
using Certificate = std::unique_ptr<X509, void (*)(X509*)>;

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("test certificates: ") + what);
}

Key make_key() {
  Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  must(key != nullptr, "no key");
  return key;
}

void extend(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, void (*)(X509_EXTENSION*)> extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value), X509_EXTENSION_free);
  must(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "no extension");
}

Certificate begin(const std::string& name, EVP_PKEY* key, std::chrono::seconds from, std::chrono::seconds to) {
  Certificate certificate(X509_new(), X509_free);
  must(certificate != nullptr, "no certificate");
  X509_set_version(certificate.get(), X509_VERSION_3);
  std::array<unsigned char, 15> serial{};
  must(RAND_bytes(serial.data(), static_cast<int>(serial.size())) == 1, "no random serial");
  const std::unique_ptr<BIGNUM, void (*)(BIGNUM*)> number(
      BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr), BN_free);
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get()));
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), static_cast<long>(from.count()));
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), static_cast<long>(to.count()));
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  must(X509_set_pubkey(certificate.get(), key) == 1, "no public key");
  return certificate;
}

/// Written beside and renamed, as an operator's renewal should be.
template <typename Write>
void replace(const std::filesystem::path& path, Write write) {
  const std::filesystem::path beside = path.string() + ".new";
  const std::unique_ptr<BIO, int (*)(BIO*)> file(BIO_new_file(beside.c_str(), "w"), BIO_free);
  must(file != nullptr, "file cannot be written");
  ::chmod(beside.c_str(), 0600);
  must(write(file.get()) == 1 && BIO_flush(file.get()) == 1, "nothing written");
  std::filesystem::rename(beside, path);
}

std::string fingerprint(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  must(X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1, "no digest");
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += "0123456789abcdef"[digest[i] >> 4];
    text += "0123456789abcdef"[digest[i] & 15];
  }
  return text;
}

}  // namespace

struct Certificates::Authority {
  Key key = make_key();
  Certificate certificate = begin("Throw-away test CA", key.get(), std::chrono::hours(-48), std::chrono::hours(48));
};

Certificates::Certificates() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sus-certificates-XXXXXX").string();
  must(::mkdtemp(pattern.data()) != nullptr, "no folder");
  folder_ = pattern;
  authority_ = std::make_unique<Authority>();
  X509* ca = authority_->certificate.get();
  X509_set_issuer_name(ca, X509_get_subject_name(ca));
  extend(ca, ca, NID_basic_constraints, "critical,CA:TRUE");
  extend(ca, ca, NID_key_usage, "critical,keyCertSign,cRLSign");
  extend(ca, ca, NID_subject_key_identifier, "hash");
  must(X509_sign(ca, authority_->key.get(), EVP_sha256()) > 0, "not signed");
  replace(ca_file(), [&](BIO* file) { return PEM_write_bio_X509(file, ca); });
}

Certificates::~Certificates() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

CertificateFiles Certificates::make(const std::string& name, const CertificateWish& wish) {
  const Key key = make_key();
  const Certificate made = begin(name, key.get(), wish.valid_from, wish.valid_to);
  X509* ca = authority_->certificate.get();
  X509_set_issuer_name(made.get(), X509_get_subject_name(ca));
  extend(made.get(), ca, NID_basic_constraints, "critical,CA:FALSE");
  extend(made.get(), ca, NID_key_usage, "critical,digitalSignature");
  extend(made.get(), ca, NID_ext_key_usage, wish.server ? "serverAuth" : "clientAuth");
  extend(made.get(), ca, NID_authority_key_identifier, "keyid");
  if (wish.server) extend(made.get(), ca, NID_subject_alt_name, wish.names.c_str());
  must(X509_sign(made.get(), authority_->key.get(), EVP_sha256()) > 0, "not signed");

  const std::filesystem::path certificate_file = folder_ / (name + ".pem");
  const std::filesystem::path key_file = folder_ / (name + ".key");
  replace(key_file, [&](BIO* file) {
    return PEM_write_bio_PKCS8PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  replace(certificate_file, [&](BIO* file) { return PEM_write_bio_X509(file, made.get()); });
  return {certificate_file.string(), key_file.string(), fingerprint(made.get())};
}

CertificateFiles Certificates::expired(const std::string& name) {
  return make(name, {.valid_from = std::chrono::hours(-2), .valid_to = std::chrono::hours(-1)});
}

}  // namespace gateway::support
