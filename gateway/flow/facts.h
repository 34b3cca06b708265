#pragma once

#include <string_view>
#include <vector>

#include "gateway/core/cooperation/correction.h"
#include "gateway/flow/rules.h"
#include "gateway/flow/yes.h"

namespace gateway::flow {

/// What a told fact did: the receipt.
struct Receipt {
  std::size_t records = 0;                          ///< Records and cases the fact was about.
  std::size_t messages = 0;                         ///< Exit and strip messages that will leave.
  std::size_t stopped = 0;                          ///< Messages that were queued and will not be sent.
  std::size_t for_fk = 0;                           ///< Withdrawals after the end, of which FK is to be told.
  ports::PageCounts decided;                        ///< Waiting records decided anew.
  std::vector<base::RegistrationId> registrations;  ///< Those touched: a withdrawal holds once none is in hands.
  std::vector<Waiting> several;  ///< Records that a yes by number alone might be for: then nothing was done.
};

/// What saying that a registration is wrong would do.
struct WrongPreview {
  Receipt receipt;
  std::vector<core::FigureChange> figures;  ///< Of cases as of acts, of an insats registered.<insats>.
  std::vector<base::RegistrationId> shown;  ///< Those whose figures are told: the asker may see them.
};

/// The way in for facts told by command or API: consent given, declined or withdrawn, protection, a wrong registration.
/// Effective on all that is queued when it answers. Protective facts ask for no authority (domain.md §3). [any thread]
class Facts {
 public:
  explicit Facts(Surroundings surroundings) : around_(std::move(surroundings)) {}

  /// Keeps what `by` says of consent to the selected records, and applies it. Fault reject where nothing is selected.
  /// A yes is given to one registration in (yes.h): to the record or case that is named, or to the only one of the
  /// person that waits for it. Where `by` may not say it the answer is that of nothing there.
  base::Result<Receipt> tell(const ports::Selector& selector, const core::Consent& told, std::string_view by);

  /// Marks a person as protected, whether known or not, and applies it.
  base::Result<Receipt> protect(const core::PersonNumber& number, std::string_view by,
                                core::Protection kind = core::Protection::unknown);

  /// Lifts a person's protection, by a caseworker with role and assignment; what waits is decided anew. Fault deny
  /// where `by` is none, fault reject where others still say that it stands, or nobody does: both with their codes.
  base::Result<Receipt> lift(const core::PersonNumber& number, std::string_view by);

  /// The person died on the day, whether known or not: ends what is registered then, and counts what waits.
  base::Result<Receipt> deceased(const core::PersonNumber& number, base::Date on, std::string_view by);

  /// Takes the selected record's registration back to `number`, under which it was made, from the person whose number
  /// the source now says: that is another person's. Fault reject, with the reason, where it cannot be done.
  base::Result<Receipt> part(const ports::Selector& selector, const core::PersonNumber& number, std::string_view by);

  /// Destroys the selected registrations, and of a selected person the cases, too: the wrong person, or without consent
  /// (`cause`, wrong.h). Each opens an incident. Fault reject where nothing that is selected is registered, and where
  /// the wrong person is selected by their number alone but has several: only one of them may be another's.
  base::Result<Receipt> wrong(const ports::Selector& selector, core::Code cause, std::string_view by);

  /// The same said beforehand: decided, and nothing of it kept or sent.
  base::Result<WrongPreview> would_be_wrong(const ports::Selector& selector, core::Code cause, std::string_view by);

  /// Whether a message of any of the registrations is in a target's hands.
  base::Result<bool> in_hands(const std::vector<base::RegistrationId>& registrations);

 private:
  base::Result<void> destroy(ports::Transaction& transaction, const ports::Selector& selector, core::Code cause,
                             std::string_view by, WrongPreview& done);

  Surroundings around_;
};

}  // namespace gateway::flow
