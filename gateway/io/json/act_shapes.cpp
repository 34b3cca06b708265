#include "gateway/io/json/act_shapes.h"

#include <algorithm>

#include "gateway/io/clock.h"
#include "gateway/io/json/cooperation_shapes.h"
#include "gateway/ports/cases.h"

namespace gateway::io {

namespace {

using core::Act;
using core::CooperationAct;
using core::Person;
using ports::AskedAct;

constexpr Member kNamedMembers[] = {
    In<Person>::text<&Person::number>("number", 30).needed(),
    In<Person>::text<&Person::given_name>("given_name", 200),
    In<Person>::text<&Person::family_name>("family_name", 200),
};
constexpr Shape kNamed{kNamedMembers};

constexpr Through<&AskedAct::act, &CooperationAct::by> kBy;

constexpr std::array kAskedMembers = {
    In<AskedAct>::constant("schema", "gateway.act/1"),
    In<AskedAct>::text<&AskedAct::key>("key", 100),
    In<AskedAct>::parsed<Through<&AskedAct::act, &CooperationAct::case_id>{}, core::CaseId::parse>("case", kHexId),
    In<AskedAct>::text<Through<kBy, &Act::user>{}>("user", 100).needed(),
    In<AskedAct>::parsed<Through<kBy, &Act::at>{}, parse_instant>("registered", kAMoment),
    In<AskedAct>::sub<Made<Self{}, &AskedAct::person>{}>("person", kNamed),
    In<AskedAct>::text<&AskedAct::activity>("activity", 200),
    In<AskedAct>::text<&AskedAct::responsible>("responsible", 100),
};
constexpr auto kCourseMembers = course_members<AskedAct, &AskedAct::act>("act", kAskedConsent);

/// An act stands beside who did it and to whom: flat, as a person writes it.
constexpr auto kMembers = [] {
  std::array<Member, kAskedMembers.size() + kCourseMembers.size()> all{};
  std::ranges::copy(kCourseMembers, std::ranges::copy(kAskedMembers, all.begin()).out);
  return all;
}();
constexpr Shape kShape{kMembers};

}  // namespace

constinit const DocumentKind kAskedAct{"gateway.act/1", "contracts/schema/act.schema.json", kShape, 64 * 1024};

}  // namespace gateway::io
