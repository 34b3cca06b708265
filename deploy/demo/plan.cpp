#include "deploy/demo/plan.h"

#include <algorithm>
#include <array>
#include <functional>

namespace demo {

namespace {

constexpr std::array kCoordination = {"19700178-2395", "19700190-2399", "19700282-2398",
                                      "19700381-2380", "19700464-2398", "19700471-2381"};
constexpr std::array kFinsam = {"Arbetsträning", "Social träning"};

const Day kToday = day(2026, 11, 1);

/// Builds the courses of day 1 case by case, and then what day 2 changes.
class Builder {
 public:
  Builder(int participants, std::uint32_t seed, int day)
      : participants_(participants), day_(day), random_(seed), people_(seed) {}

  Plan build() {
    finsam();
    consents();
    protection();
    faults();
    two_insatser();
    second_day_changes();
    const int planted = next_person_;
    for (int i = planted; i < participants_; ++i) outside(i);
    if (day_ == 2) leave_out_the_vanished();
    return std::move(plan_);
  }

 private:
  /// How many of a case there are: so many in two thousand, at least one.
  int share(int in_two_thousand) const { return std::max(1, participants_ * in_two_thousand / 2000); }

  Course& add(const std::string& planted) {
    Course course;
    course.planted = planted;
    course.person = people_.next();
    course.local_id = std::to_string(10001 + next_person_++);
    course.key = "I" + course.local_id + "-1";
    course.insats = kFinsam[random_() % kFinsam.size()];
    course.signature = random_() % 2 == 0 ? "MLI" : "KEK";
    course.start = kToday - 30 - static_cast<Day>(random_() % 200);
    course.consent = "JA";
    course.consent_date = course.start - 1 - static_cast<Day>(random_() % 20);
    plan_.courses.push_back(course);
    return plan_.courses.back();
  }

  void expect(const Course& course, const std::string& unit, const std::string& outcome, const std::string& code = {}) {
    plan_.expected.push_back({course.key, unit, outcome, code, outcome});
  }

  /// Settled on the first day, and the same on the second.
  void expect_settled(const Course& course, const std::string& unit, const std::string& outcome,
                      const std::string& code = {}) {
    plan_.expected.push_back({course.key, unit, outcome, code, day_ == 1 ? outcome : "unchanged"});
  }

  void end(Course& course) { course.end = std::min(course.start + 20 + static_cast<Day>(random_() % 60), kToday - 1); }

  void finsam() {
    for (int i = 0; i < share(300); ++i) {
      Course& course = add("finsam");
      if (i % 5 < 2) end(course);
      if (i % 7 == 0) {
        course.ordered_by = "Arbetsförmedlingen";
        course.insats = "Steget vidare";
      }
      expect_settled(course, "in", "accepted");
      if (course.end) expect_settled(course, "out", "accepted");
    }
    Course& by_command = add("withdraws by command");
    plan_.withdraw_by_command = by_command.key;
    expect_settled(by_command, "in", "accepted");
    for (int i = 0; i < share(30); ++i) {
      Course& course = add("consent after start");
      course.consent_date = course.start + 3;
      expect_settled(course, "in", "accepted");
    }
    for (int i = 0; i < std::min<int>(share(6), kCoordination.size()); ++i) {
      Course& course = add("coordination number");
      course.person.number = kCoordination[static_cast<std::size_t>(i)];
      course.person.woman = (course.person.number[11] - '0') % 2 == 0;
      expect_settled(course, "in", "accepted");
    }
    for (int i = 0; i < share(60); ++i) {
      Course& course = add("for AF");
      course.ordered_by = "Arbetsförmedlingen";
      course.insats = "Arbetsprövning";
      course.consent.clear();
      expect_settled(course, "task", "proposed", "for_other_authority");
    }
  }

  void consents() {
    for (int i = 0; i < share(190); ++i) {
      Course& course = add("declined");
      course.consent = "NEJ";
      course.consent_date = course.start;
      if (i % 4 == 0) end(course);
      expect_settled(course, "in", "anonymous", "consent_declined");
      if (course.end) expect_settled(course, "out", "anonymous");
    }
    for (int i = 0; i < share(40); ++i) {
      Course& course = add("no consent yet");
      const bool comes = day_ == 2 && i % 2 == 0;
      if (!comes) course.consent.clear();
      expect(course, "in", comes ? "accepted" : "parked", comes ? "" : "consent_missing");
    }
    for (int i = 0; i < share(10); ++i) {
      Course& course = add("the municipality's own consent only");
      course.consent.clear();
      course.own_consent = "JA";
      expect(course, "in", "parked", "consent_own_only");
    }
    for (int i = 0; i < share(4); ++i) {
      Course& course = add("another form");
      course.consent_form = "Kommunens samtycke";
      expect(course, "in", "parked", "consent_form_unknown");
    }
    for (int i = 0; i < share(6); ++i) {
      Course& course = add("withdrawn before anything was registered");
      course.withdrawn = *course.consent_date + 1;
      expect_settled(course, "in", "anonymous", "consent_withdrawn");
    }
  }

  void protection() {
    for (int i = 0; i < share(40); ++i) {
      Course& course = add("protected");
      course.protection = "Ja";
      expect_settled(course, "in", "anonymous", "person_protected");
    }
    for (int i = 0; i < share(10); ++i) {
      Course& course = add("flag unknown");
      course.protection = i % 2 == 0 ? "Okänt" : "";
      expect_settled(course, "in", "anonymous", "person_protected");
    }
    for (int i = 0; i < share(2); ++i) {
      Course& course = add("protected, no assignment");
      course.protection = "Ja";
      course.signature = "KNO";
      expect(course, "in", "rejected", "assignment_missing");
    }
  }

  void faults() {
    reject("bad check digit", 8, "number_check_digit", [this](Course& course, int i) {
      if (day_ == 2 && i % 2 == 0) return false;
      course.person.number.back() =
          course.person.number.back() == '9' ? '0' : static_cast<char>(course.person.number.back() + 1);
      return true;
    });
    reject("interim number", 4, "number_interim", [](Course& course, int) {
      course.person.number[9] = 'T';
      return true;
    });
    reject("before the cooperation's start day", 6, "before_cooperation", [](Course& course, int) {
      course.start = day(2019, 12, 31);
      course.consent_date = day(2019, 12, 1);
      return true;
    });
    reject("FAS 3 is over", 4, "mapping_ended", [](Course& course, int) {
      course.beslut = "FAS 3";
      course.ordered_by = "Arbetsförmedlingen";
      course.insats = "Arbetsträning";
      return true;
    });
    reject("no assignment", 8, "assignment_missing", [](Course& course, int) {
      course.signature = "KNO";
      return true;
    });
    reject("unmapped", 12, "unmapped", [](Course& course, int) {
      course.insats = "Keramikverkstan";
      return true;
    });
    for (int i = 0; i < share(6); ++i) {
      Course& course = add("unknown signature");
      course.signature = "XYZ";
      expect(course, "in", "parked", "signature_unknown");
    }
    for (int i = 0; i < share(4); ++i) {
      Course& course = add("left before the start");
      course.end = course.start - 3;
      expect_settled(course, "in", "accepted");
      expect(course, "out", "rejected", "end_before_start");
    }
  }

  /// `spoil` answers whether the record is spoilt on this day; what is mended is accepted.
  void reject(const std::string& planted, int in_two_thousand, const std::string& code,
              const std::function<bool(Course&, int)>& spoil) {
    for (int i = 0; i < share(in_two_thousand); ++i) {
      Course& course = add(planted);
      const bool spoilt = spoil(course, i);
      expect(course, "in", spoilt ? "rejected" : "accepted", spoilt ? code : "");
    }
  }

  /// The second insats follows the first; its consent is its own.
  void two_insatser() {
    for (int i = 0; i < share(40); ++i) {
      Course& first = add("two insatser");
      first.start = day(2026, 3, 2);
      first.consent_date = first.start - 5;
      first.end = day(2026, 5, 29);
      expect_settled(first, "in", "accepted");
      expect_settled(first, "out", "accepted");
      Course second = first;
      second.key.back() = '2';
      second.insats = "Social träning";
      second.start = day(2026, 6, 8);
      second.end.reset();
      second.consent_date = second.start - 3;
      const bool own_consent = i % 2 == 0 || (day_ == 2 && i % 4 == 1);
      if (!own_consent) second.consent.clear();
      plan_.courses.push_back(second);
      if (i % 2 == 0) {
        expect_settled(second, "in", "accepted");
      } else {
        expect(second, "in", own_consent ? "accepted" : "parked", own_consent ? "" : "consent_missing");
      }
    }
  }

  void second_day_changes() {
    const bool later = day_ == 2;
    change("withdraws later", 6, [later](Course& course) {
      if (later) course.withdrawn = *course.consent_date + 10;
    });
    change("protected later", 4, [later](Course& course) {
      if (later) course.protection = "Ja";
    });
    change("consent row gone later", 2, [later](Course& course) {
      if (later) course.consent.clear();
    });
    change("deceased later", 2, [later](Course& course) {
      if (later) course.deceased = kToday - 2;
    });
    for (int i = 0; i < share(20); ++i) {
      Course& course = add("registered out later");
      expect_settled(course, "in", "accepted");
      if (later) {
        course.end = course.start + 25;
        expect(course, "out", "accepted");
      }
    }
    for (int i = 0; i < share(2); ++i) {
      Course& course = add("declined, later given");
      course.consent = later ? "JA" : "NEJ";
      course.consent_date = course.start + (later ? 10 : 0);
      expect(course, "in", later ? "parked" : "anonymous", later ? "consent_after_decline" : "consent_declined");
    }
    for (int i = 0; i < share(2); ++i) {
      Course& course = add("vanishes later");
      plan_.vanished.push_back(course.key);
      if (!later) expect(course, "in", "accepted");
    }
  }

  /// Accepted on day 1, unchanged as a registration on day 2: what changes is a fact about the person.
  void change(const std::string& planted, int in_two_thousand, const std::function<void(Course&)>& spoil) {
    for (int i = 0; i < share(in_two_thousand); ++i) {
      Course& course = add(planted);
      spoil(course);
      expect_settled(course, "in", "accepted");
    }
  }

  void outside(int index) {
    Course& course = add("outside");
    const bool investigation = index % 3 != 0;
    course.beslut = investigation ? "RE-UT" : "OSA";
    course.ordered_by = investigation && index % 2 == 0 ? "Försörjningsstöd" : "Arbetsförmedlingen";
    course.insats = investigation ? "Planering/utredning" : "Arbete";
    course.consent.clear();
    if (index % 4 == 0) end(course);
    expect_settled(course, "in", "outside", "outside_by_mapping");
    if (course.end) expect_settled(course, "out", "outside");
  }

  void leave_out_the_vanished() {
    std::erase_if(plan_.courses, [this](const Course& course) {
      return std::find(plan_.vanished.begin(), plan_.vanished.end(), course.key) != plan_.vanished.end();
    });
  }

  int participants_;
  int day_;
  std::mt19937 random_;
  People people_;
  int next_person_ = 0;
  Plan plan_;
};

}  // namespace

Plan make_plan(int participants, std::uint32_t seed, int day) {
  return Builder(participants, seed, day).build();
}

}  // namespace demo
