#include "gateway/io/store/consent_papers.h"

#include "gateway/io/crypto/hex.h"
#include "gateway/io/store/case_fields.h"
#include "gateway/io/store/packing.h"

namespace gateway::io::store {

namespace {

/// Stands for what was said and is kept elsewhere, or no more.
constexpr std::string_view kSaid = "*";

std::string place_of(std::int64_t registration) {
  return "original:" + std::to_string(registration);
}

}  // namespace

void ConsentPapers::put(std::int64_t registration, const core::ConsentPaper& paper) {
  core::ConsentPaper kept = paper;
  kept.judged = false;
  if (kept == core::ConsentPaper{}) return;
  std::optional<base::SubjectId> subject;
  if (!kept.original_at.empty()) {
    Query query = database_.query(
        "SELECT s.id FROM registration g JOIN subject s ON s.row = g.subject WHERE g.row = ?1 AND s.number_mark IS NOT "
        "NULL");
    query.bind(registration);
    if (query.step()) subject = query.id<base::SubjectId>(0);
  }
  std::optional<std::vector<std::uint8_t>> sealed;
  if (subject) sealed = vault_.seal_for(*subject, place_of(registration), kept.original_at);
  database_.run("INSERT OR REPLACE INTO consent_paper (registration, body, subject, original) VALUES (?1, ?2, ?3, ?4)",
                registration, packed(kept), subject, sealed);
}

core::ConsentPaper ConsentPapers::at(std::int64_t registration) {
  Query query = database_.query("SELECT body, subject, original FROM consent_paper WHERE registration = ?1");
  query.bind(registration);
  if (!query.step()) return {};
  auto paper = unpacked<core::ConsentPaper>(query.view(0));
  if (!query.is_null(1)) {
    const auto id = query.id<base::SubjectId>(1);
    paper.original_at = vault_.open_of(id, place_of(registration), query.view(2)).value_or("");
  }
  return paper;
}

void seal_original(Vault& vault, const Mark& record, core::ConsentPaper& paper) {
  if (paper.original_at.empty()) return;
  paper.original_at = to_hex(vault.seal_pending("original:" + record.text(), paper.original_at));
}

void drop_original(core::ConsentPaper& paper) {
  if (!paper.original_at.empty()) paper.original_at = kSaid;
}

void drop_words(core::Standing& standing) {
  if (!standing.told) return;
  core::ConsentPaper& paper = standing.told->paper;
  drop_original(paper);
  paper.collected_by.clear();
  paper.told_by.clear();
}

void open_original(Vault& vault, const Mark& record, core::ConsentPaper& paper) {
  if (paper.original_at == kSaid) paper.original_at.clear();
  if (paper.original_at.empty() || paper.told_by.empty()) return;
  std::vector<std::uint8_t> sealed(paper.original_at.size() / 2);
  if (!from_hex(paper.original_at, sealed)) throw damaged("where an original is");
  paper.original_at =
      vault.open_pending("original:" + record.text(), {reinterpret_cast<const char*>(sealed.data()), sealed.size()});
}

}  // namespace gateway::io::store
