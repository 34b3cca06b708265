#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "gateway/io/crypto/keyring.h"
#include "gateway/io/crypto/private_file.h"
#include "gateway/io/store/audit_chain.h"
#include "gateway/io/store/lock.h"
#include "gateway/io/store/schema.h"
#include "gateway/io/store/sqlite_ledger.h"
#include "gateway/io/store/totals.h"

namespace gateway::io {

namespace {

using store::Database;
using store::StoreError;

void rename(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    throw StoreError(base::broken(from + ": cannot be renamed to " + to));
  }
}

/// A private copy, so that checking does not touch the backup itself.
void copy_file(const std::string& from, const std::string& to) {
  std::error_code fault;
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing, fault);
  if (fault) throw StoreError(base::broken(from + ": säkerhetskopian går inte att läsa / the backup cannot be read"));
  std::filesystem::permissions(to, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, fault);
}

/// Throws unless the copy is whole, of a schema that is known, and its audit is the one that was signed.
base::Document check(const std::string& file, const std::vector<Head>& heads, base::Instant now) {
  Database copied(file, Database::Mode::read_write);
  if (copied.pragma("integrity_check") != "ok") {
    throw StoreError(base::rejected("säkerhetskopian är skadad / the backup is damaged"));
  }
  store::migrate(copied);
  base::Document found = store::check_chain(copied, heads, true);
  if (const bool* ok = found.find("ok")->boolean(); ok == nullptr || !*ok) {
    throw StoreError(
        base::rejected("säkerhetskopians granskningskedja håller inte / the backup's audit does not hold: " +
                       std::string(found.text("fault"))));
  }
  // What has changed since the backup is not in it: whoever follows the feed reads it anew.
  copied.run("DELETE FROM meta WHERE name = 'feed'");
  store::number_totals_anew(copied, now);
  return found;
}

/// Leaves the heads up to `last` in the file; those of what the backup has not are kept aside.
void set_heads_back(const std::string& file, const std::vector<Head>& heads, std::int64_t last,
                    const std::string& aside) {
  if (heads.empty() || heads.back().sequence <= last) return;
  rename(file, file + aside);
  std::string lines;
  for (const Head& head : heads) {
    if (head.sequence <= last) lines += head.line() + "\n";
  }
  if (auto written = write_new(file, lines, 0600); !written) throw StoreError(written.error());
}

}  // namespace

base::Result<base::Document> restore(const std::string& backup, const LedgerConfig& config, const ports::Clock& clock) {
  if (auto made = store::make_folder_of(config.database); !made) return made.error();
  const auto lock = store::Lock::take(config.database + ".lock");
  if (!lock) return lock.error();
  const std::string part = config.database + ".restored";
  auto restored = store::guarded([&] {
    std::vector<Head> heads;
    if (std::filesystem::exists(config.heads)) {
      heads = store::need(SignedHeads::read_all(config.heads, config.heads + ".pub"));
    }
    copy_file(backup, part);
    base::Document found = check(part, heads, clock.now());
    const std::string aside = ".before-" + std::to_string(clock.now().time_since_epoch().count());
    for (const char* end : {"", "-wal", "-shm"}) {
      const std::string old = config.database + end;
      if (std::filesystem::exists(old)) rename(old, old.substr(0, config.database.size()) + aside + end);
    }
    rename(part, config.database);
    set_heads_back(config.heads, heads, found.integer_or("entries", 0), aside);
    return found;
  });
  std::error_code none;
  if (!restored) std::filesystem::remove(part, none);
  return restored;
}

}  // namespace gateway::io
