#include "gateway/io/store/case_values.h"

#include "gateway/io/store/case_fields.h"

namespace gateway::io::store {

namespace {

bool repeats_what_was_written(core::Code code) {
  switch (code) {
    case core::Code::insats_unknown:
    case core::Code::user_unknown:
    case core::Code::office_unknown:
    case core::Code::purpose_unknown:
    case core::Code::consent_form_unknown:
    case core::Code::consent_collected_elsewhere:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string pack(const core::CooperationCase& course) {
  return packed(course);
}

core::CooperationCase unpack_case(std::string_view text) {
  return unpacked<core::CooperationCase>(text);
}

std::string pack(const core::CooperationTask& task) {
  return packed(task);
}

core::CooperationTask unpack_task(std::string_view text) {
  return unpacked<core::CooperationTask>(text);
}

void drop_what_was_written(std::vector<core::Reason>& reasons) {
  for (core::Reason& reason : reasons) {
    if (repeats_what_was_written(reason.code)) reason.detail.clear();
  }
}

}  // namespace gateway::io::store
