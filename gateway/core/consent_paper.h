#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gateway::core {

enum class SignedBy { unsaid, self, representative };

/// What is said of the signed paper of a consent, beside its answer, form and dates (domain.md §3). What is unsaid
/// stays so, and asks for nothing but where the form's row does (ConsentForm::requires).
struct ConsentPaper {
  std::string language = {};  ///< ISO 639: "sv" is what is signed; empty: unsaid.
  std::optional<bool> written = {};
  SignedBy signed_by = SignedBy::unsaid;
  std::string collected_by = {};  ///< Organisation of the directory; empty: unsaid.
  std::string original_at = {};   ///< Where the original is, in somebody's own words: never in clear, never sent.
  std::string told_by = {};       ///< The user who told of it; empty: the source or whoever registered.
  /// Judged where it was told. Only form and date go to others, so nobody else can.
  bool judged = false;

  friend bool operator==(const ConsentPaper&, const ConsentPaper&) = default;
};

/// "self" | "representative"; empty: unsaid.
std::string_view name(SignedBy by);

class Directory;
struct Consent;
struct Policy;
struct Reason;
enum class CooperationForm;

/// Why a consent that is given does not count for its paper: it is said not to be written, or to be signed in another
/// language, or something is unsaid that the row of its form demands on the consent's day. None where it counts. [pure]
std::optional<Reason> paper_fault(const Consent& consent, const Policy& policy, CooperationForm in);

/// Who registers a consent, and who began.
struct CollectedFor {
  std::string organisation;  ///< That registers.
  std::string initiated_by;  ///< The kind of the authority that began, "af" or "fk"; empty: nobody has said.
};

/// A warning where the consent is said to be collected by another than the row of its form names on the consent's day.
/// None where either is unsaid. [pure]
std::optional<Reason> collected_elsewhere(const Consent& consent, const Policy& policy, CooperationForm in,
                                          const Directory& directory, const CollectedFor& registered);

}  // namespace gateway::core
