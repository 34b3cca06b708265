#pragma once

#include <optional>
#include <string>
#include <vector>

#include "deploy/demo/people.h"

namespace demo {

/// What must become of one unit on a day. `code` is that of its first reason; empty where none is told.
struct Expected {
  std::string key;
  std::string unit;
  std::string stands;  ///< How it stands after the day.
  std::string code;
  std::string reading;  ///< What the day's reading answers: `unchanged` where it was settled before.
};

/// One insats of one participant, as the municipality has it on a day.
struct Course {
  std::string key;
  std::string planted;
  Person person;
  std::string local_id;
  std::string beslut = "ARB";
  std::string ordered_by = "Försörjningsstöd";
  std::string insats = "Arbetsträning";
  std::string signature = "MLI";
  std::string protection = "Nej";
  std::optional<Day> deceased;
  std::string own_consent = "NEJ";  ///< The municipality's own, which never counts.
  std::string consent_form = "FK 9443";
  std::string consent;  ///< JA, NEJ or empty: no row.
  std::optional<Day> consent_date;
  std::optional<Day> withdrawn;
  Day start = 0;
  std::optional<Day> end;
  std::string end_reason = "Insatsen fullföljd";
  std::string onward = "Arbete";
};

/// The municipality on one day, and what must become of it.
struct Plan {
  std::vector<Course> courses;
  std::vector<Expected> expected;
  std::vector<std::string> vanished;  ///< Keys that day 2 no longer has.
  std::string withdraw_by_command;    ///< The key whose participant withdraws between the days.
};

/// `participants` in all, the planted ones among them; most are outside SUS, as in life. Day 2 follows day 1.
Plan make_plan(int participants, std::uint32_t seed, int day);

}  // namespace demo
