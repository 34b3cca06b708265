#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/counting.h"
#include "gateway/core/decide.h"
#include "gateway/core/lift.h"

namespace gateway::core {

using Reasons = std::vector<Reason>;

inline void add(Reasons& to, Reasons from) {
  for (Reason& reason : from) to.push_back(std::move(reason));
}

/// One record on its way through the rules: what `decide` is made of, seen by nothing else. Its parts: decide.cpp (what
/// is known of person and consent, and the order), decide_fresh.cpp (a record without a registration), decide_known.cpp
/// (a record that has one). A decision is large: it is filled where the caller has it, and not moved.
class Deciding {
 public:
  Deciding(const Participation& p, const Situation& s, const Circumstances& c, Decision& decision)
      : p_(p), s_(s), c_(c), decision_(decision) {}

  void decide();

 private:
  void read_person();
  void weigh();
  /// What is not for SUS is nobody's fault: it is set aside before anything is asked of it.
  std::optional<Reason> outside_by_mapping() const;
  /// Whether the source says again what was registered wrongly (§3 r): the same person, who is another one; or a
  /// consent that there was not, until a caseworker has told of one.
  bool still_wrong() const;
  /// The consent is from before a protection was lifted: it names nobody (§3 n).
  bool too_early() const { return consent_.state == ConsentState::given && before_lifting(s_.lifted, consent_.date); }
  bool closed(int year) const { return year_closed(year, s_.closed_through, c_.policy, c_.today); }
  /// Protective facts stopped the registration before it reached the node.
  void voided();
  /// One answer for all the record asks for.
  void finish(Outcome outcome, Reasons reasons);

  /// Why `user`, whom the source names, may not register in `place`: added to the faults. A record that waited and of
  /// which nothing else is wrong is not turned away for that: it waits on, for another one there (`orphaned_`).
  void weigh_registrar(const User* user, const std::string& place, Reasons& faults);
  /// It waits for the reasons, and for a new responsible where nobody answers for it.
  void park(Reasons reasons);

  /// A record whose key has no registration.
  void fresh(const MappingRow* row, Reasons faults);
  void register_in(const MappingRow& row, const User& user);
  void propose(const MappingRow& row, const User& user);
  /// Why no standing mandate lets this run register in the user's name; what was found stands in the decision's basis.
  std::optional<Reason> mandate_fault_of(const User& user, const std::string& insats);
  /// `why` the consent does not count; at the exit, and from 31 January for last year's starts, that it must be
  /// answered (§3 b).
  Reasons missing_consent(Reason why) const;
  /// Counted without personal data: a total per insats and year of start, and a note without a link to the person.
  void count(const std::string& insats, Code cause, std::optional<base::Date> date);
  void open(RegistrationKind kind, const MappingRow& row, const std::string& user);
  /// Puts the registration as it now stands into the lane, as an act of `user` done now.
  void push(MessageKind kind, const std::string& user);
  /// Makes the act one of `user` done now.
  void sign(Act& act, const std::string& user) const;
  void register_out(const std::string& user);
  static void warn_of_missing(std::initializer_list<std::pair<const char*, const std::string&>> answers,
                              Reasons& warnings);

  /// How a record differs from the registration that it belongs to.
  struct Difference {
    bool ended = false;      ///< The registration has an end.
    bool unsaid = false;     ///< Nobody with authority has said that it is registered in.
    bool in = false;         ///< The start, or what was answered at the start; or nobody has said that it was changed.
    bool out = false;        ///< The end of an ended one, or what was answered at the end; or nobody has said it.
    bool backwards = false;  ///< The end lies before the start.
  };

  /// A record whose registration exists: what it changes.
  void known(const MappingRow* row, Reasons faults);
  Difference difference_from(const Registration& before) const;
  /// Whether the record ends the registration, or ends it otherwise than before.
  bool ends_anew(const Difference& differs) const;
  /// The registration stays as it is: what differs waits, for the reasons.
  void waits(const Difference& differs, Outcome outcome, Reasons reasons);
  void change(const Difference& differs, const std::string& user);
  void known_task(const Registration& before, Reasons faults);
  /// The registration has ended by withdrawal or death: only a later consent, confirmed, opens a new one.
  void after_exit(const Registration& before, const Reasons& faults);

  const Participation& p_;
  const Situation& s_;
  const Circumstances& c_;
  Decision& decision_;
  MappingAnswer mapped_;
  std::optional<Code> number_fault_;
  std::optional<Sex> sex_;
  bool protected_ = false;
  std::optional<base::Date> deceased_;
  ConsentView consent_;
  std::optional<Reason> orphaned_;
  Reasons warnings_;
};

}  // namespace gateway::core
