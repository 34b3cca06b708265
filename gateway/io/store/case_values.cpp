#include "gateway/io/store/case_values.h"

#include "gateway/io/store/case_fields.h"

namespace gateway::io::store {

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

}  // namespace gateway::io::store
