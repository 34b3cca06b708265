#include "gateway/io/crypto/heads.h"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <mutex>
#include <system_error>

#include "gateway/io/clock.h"
#include "gateway/io/crypto/hex.h"
#include "gateway/io/crypto/private_file.h"

namespace gateway::io {

namespace {

using PublicOrPrivate = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using SignRun = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

constexpr std::chrono::seconds kInterval(1);
constexpr off_t kTail = 4096;  ///< Longer than any two heads.

base::Error failed(const std::string& path, std::string_view what) {
  return base::broken(path + ": " + std::string(what) + ": " + std::generic_category().message(errno));
}

/// What is signed: never the same bytes for two heads, and for nothing else that this key might sign.
std::string signed_text(const Head& head) {
  return "gateway.head/1\n" + std::to_string(head.sequence) + "\n" + to_hex(head.hash) + "\n" + base::text(head.at);
}

const unsigned char* octets(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool sign(Head& head, EVP_PKEY* key) {
  const SignRun run(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const std::string text = signed_text(head);
  std::size_t size = head.signature.size();
  return run != nullptr && EVP_DigestSignInit(run.get(), nullptr, nullptr, nullptr, key) == 1 &&
         EVP_DigestSign(run.get(), head.signature.data(), &size, octets(text), text.size()) == 1 &&
         size == head.signature.size();
}

bool verified(const Head& head, EVP_PKEY* key) {
  const SignRun run(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const std::string text = signed_text(head);
  return run != nullptr && EVP_DigestVerifyInit(run.get(), nullptr, nullptr, nullptr, key) == 1 &&
         EVP_DigestVerify(run.get(), head.signature.data(), head.signature.size(), octets(text), text.size()) == 1;
}

std::string pem_of(EVP_PKEY* key) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
  if (memory == nullptr || PEM_write_bio_PUBKEY(memory.get(), key) != 1) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

base::Result<std::vector<Head>> read_heads(const std::string& file, EVP_PKEY* key) {
  const auto text = read_file(file);
  if (!text) return base::broken(file + ": the file of signed heads cannot be read");
  std::vector<Head> heads;
  std::string_view rest = *text;
  // A last line without its newline is still being written, or was when the machine stopped.
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    const auto head = Head::parse(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    const std::string place = file + ": line " + std::to_string(heads.size() + 1);
    if (!head) return base::broken(place + " is no signed head: the file was damaged or changed");
    if (!verified(*head, key)) return base::broken(place + " has a wrong signature: the file was changed");
    heads.push_back(*head);
  }
  return heads;
}

/// The text between `before` and `after` at the start of `rest`, which moves on behind them.
std::optional<std::string_view> between(std::string_view& rest, std::string_view before, std::string_view after) {
  if (!rest.starts_with(before)) return std::nullopt;
  rest.remove_prefix(before.size());
  const std::size_t end = rest.find(after);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view value = rest.substr(0, end);
  rest.remove_prefix(end + after.size());
  return value;
}

}  // namespace

std::string Head::line() const {
  return R"({"seq":)" + std::to_string(sequence) + R"(,"hash":")" + to_hex(hash) + R"(","at":")" + base::text(at) +
         R"(","signature":")" + to_hex(signature) + "\"}";
}

std::optional<Head> Head::parse(std::string_view line) {
  Head head;
  const auto number = between(line, R"({"seq":)", R"(,"hash":")");
  const auto hash = number ? between(line, "", R"(","at":")") : std::nullopt;
  const auto at = hash ? between(line, "", R"(","signature":")") : std::nullopt;
  const auto signature = at ? between(line, "", "\"}") : std::nullopt;
  if (!signature || !line.empty()) return std::nullopt;
  const auto [end, fault] = std::from_chars(number->data(), number->data() + number->size(), head.sequence);
  const auto instant = parse_instant(*at);
  if (fault != std::errc() || end != number->data() + number->size() || !instant) return std::nullopt;
  if (!from_hex(*hash, head.hash) || !from_hex(*signature, head.signature)) return std::nullopt;
  head.at = *instant;
  return head;
}

struct SignedHeads::State {
  std::string file;
  PublicOrPrivate key{nullptr, EVP_PKEY_free};
  int descriptor = -1;
  mutable std::mutex mutex;
  std::optional<Head> latest;

  ~State() {
    if (descriptor >= 0) ::close(descriptor);
  }

  base::Result<void> check_public_key() const {
    const std::string path = file + ".pub";
    const std::string pem = pem_of(key.get());
    if (const auto there = read_file(path)) {
      if (*there == pem) return {};
      return base::broken(path + ": this is not the public key of the key that signs the heads");
    }
    return write_new(path, pem, 0644);
  }

  /// The last line that is whole, and where it ends in the file: at 0 where there is none.
  struct Last {
    std::string line;
    off_t end = 0;
  };

  /// Read from the file's end: with a head a second, all of it is too much for each start.
  base::Result<Last> last_line() const {
    struct stat about {};
    if (::fstat(descriptor, &about) != 0) return failed(file, "cannot be read");
    std::string tail(static_cast<std::size_t>(std::min(about.st_size, kTail)), '\0');
    const off_t from = about.st_size - static_cast<off_t>(tail.size());
    if (::pread(descriptor, tail.data(), tail.size(), from) != static_cast<ssize_t>(tail.size())) {
      return failed(file, "cannot be read");
    }
    const std::size_t end = tail.rfind('\n');
    if (end == std::string::npos) {
      if (from == 0) return Last{};
      return base::broken(file + ": its end is no signed head: the file was damaged or changed");
    }
    const std::size_t before = end == 0 ? std::string::npos : tail.rfind('\n', end - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    return Last{tail.substr(begin, end - begin), from + static_cast<off_t>(end) + 1};
  }

  /// Cuts off what a crash left unfinished; answers the last whole line.
  base::Result<Last> cut_unfinished_line() const {
    auto last = last_line();
    if (!last) return last.error();
    struct stat about {};
    if (::fstat(descriptor, &about) != 0) return failed(file, "cannot be read");
    if (last->end < about.st_size && ::ftruncate(descriptor, last->end) != 0) {
      return failed(file, "an unfinished line stays");
    }
    return last;
  }
};

SignedHeads::SignedHeads(std::unique_ptr<State> state) : state_(std::move(state)) {}
SignedHeads::~SignedHeads() = default;

base::Result<std::unique_ptr<SignedHeads>> SignedHeads::open(const std::string& file, const Key& signing) {
  auto state = std::make_unique<State>();
  state->file = file;
  // RFC 8032: any 32 random bytes are a private key.
  state->key.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, signing.bytes().data(), Key::kSize));
  if (state->key == nullptr) return base::broken("the key that signs the heads cannot be used");
  if (auto made = touch_private(file); !made) return made.error();
  state->descriptor = ::open(file.c_str(), O_RDWR | O_APPEND | O_CLOEXEC);
  if (state->descriptor < 0) return failed(file, "cannot be appended to");
  if (auto checked = state->check_public_key(); !checked) return checked.error();
  const auto last = state->cut_unfinished_line();
  if (!last) return last.error();
  // A blank line is no head either: signing on behind it would leave a file that never verifies again.
  if (last->end > 0) {
    state->latest = Head::parse(last->line);
    if (!state->latest) return base::broken(file + ": its last line is no signed head: it was damaged or changed");
    if (!verified(*state->latest, state->key.get())) {
      return base::broken(file + ": its last line has a wrong signature: the file was changed");
    }
  }
  return std::unique_ptr<SignedHeads>(new SignedHeads(std::move(state)));
}

base::Result<bool> SignedHeads::append(std::int64_t sequence, const Digest& hash, base::Instant now, bool force) {
  const std::lock_guard lock(state_->mutex);
  if (const auto& latest = state_->latest) {
    if (latest->sequence == sequence && latest->hash == hash) return false;
    // A clock set back must not silence the heads until it has caught up.
    if (!force && now >= latest->at && now - latest->at < kInterval) return false;
  }
  Head head{sequence, hash, now, {}};
  if (!sign(head, state_->key.get())) return base::broken("the audit's head cannot be signed");
  const std::string line = head.line() + "\n";
  const ssize_t written = ::write(state_->descriptor, line.data(), line.size());
  if (written != static_cast<ssize_t>(line.size())) {
    const base::Error error = failed(state_->file, "a head cannot be written");
    if (written > 0) (void)state_->cut_unfinished_line();
    return error;
  }
  if (::fdatasync(state_->descriptor) != 0) return failed(state_->file, "a head cannot be synced");
  state_->latest = head;
  return true;
}

std::optional<Head> SignedHeads::latest() const {
  const std::lock_guard lock(state_->mutex);
  return state_->latest;
}

base::Result<std::vector<Head>> SignedHeads::read_all() const {
  return read_heads(state_->file, state_->key.get());
}

base::Result<std::vector<Head>> SignedHeads::read_all(const std::string& file, const std::string& public_key_file) {
  const auto pem = read_file(public_key_file);
  if (!pem) return base::broken(public_key_file + ": the public key cannot be read");
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new_mem_buf(pem->data(), static_cast<int>(pem->size())),
                                                         BIO_free);
  const PublicOrPrivate key(memory ? PEM_read_bio_PUBKEY(memory.get(), nullptr, nullptr, nullptr) : nullptr,
                            EVP_PKEY_free);
  if (key == nullptr || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
    return base::broken(public_key_file + ": this is no Ed25519 public key");
  }
  return read_heads(file, key.get());
}

}  // namespace gateway::io
