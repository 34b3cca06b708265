// What is said of the signed paper of a consent, as it is shown.
#include <utility>

#include "gateway/api/documents.h"

namespace gateway::api {

namespace {

/// A sentence's parts in both languages.
class Parts {
 public:
  void add(const std::string& swedish, const std::string& english) {
    swedish_ += (swedish_.empty() ? "" : ", ") + swedish;
    english_ += (english_.empty() ? "" : ", ") + english;
  }
  base::Document text() { return both(std::move(swedish_), std::move(english_)); }

 private:
  std::string swedish_;
  std::string english_;
};

base::Document said(std::string_view text) {
  return text.empty() ? base::Document() : base::Document(std::string(text));
}

}  // namespace

base::Document document_of(const core::ConsentPaper& paper, bool with_place) {
  core::ConsentPaper shown = paper;
  shown.judged = false;
  if (!with_place) shown.original_at.clear();
  if (shown == core::ConsentPaper{}) return {};
  Parts parts;
  if (shown.written) {
    parts.add(*shown.written ? "skriftligt" : "inte skriftligt", *shown.written ? "written" : "not written");
  }
  if (!shown.language.empty()) parts.add("språk " + shown.language, "language " + shown.language);
  if (shown.signed_by == core::SignedBy::self) parts.add("undertecknat av deltagaren", "signed by the participant");
  if (shown.signed_by == core::SignedBy::representative) {
    parts.add("undertecknat av företrädare", "signed by a representative");
  }
  if (!shown.collected_by.empty()) parts.add("inhämtat av " + shown.collected_by, "collected by " + shown.collected_by);
  if (!shown.told_by.empty()) parts.add("uppgivet av " + shown.told_by, "told by " + shown.told_by);
  if (!shown.original_at.empty()) {
    parts.add("originalet finns: " + shown.original_at, "the original is: " + shown.original_at);
  }
  return base::Document()
      .set("language", said(shown.language))
      .set("written", shown.written ? base::Document(*shown.written) : base::Document())
      .set("signed_by", said(core::name(shown.signed_by)))
      .set("collected_by", said(shown.collected_by))
      .set("original", said(shown.original_at))
      .set("told_by", said(shown.told_by))
      .set("text", parts.text());
}

}  // namespace gateway::api
