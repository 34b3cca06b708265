#include "gateway/io/store/names.h"

namespace gateway::io::store {

std::int64_t Names::source(std::string_view name) {
  if (const auto known = sources_.find(name); known != sources_.end()) return known->second;
  database_.run("INSERT INTO source (name) VALUES (?1) ON CONFLICT DO NOTHING", name);
  Query query = database_.query("SELECT row FROM source WHERE name = ?1");
  query.bind(name).step();
  return sources_.emplace(name, query.integer(0)).first->second;
}

std::int64_t Names::set(std::int64_t source, std::string_view name) {
  if (last_set_ != 0 && last_source_ == source && last_set_name_ == name) return last_set_;
  database_.run("INSERT INTO intake_set (source, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING", source, name);
  Query query = database_.query("SELECT row FROM intake_set WHERE source = ?1 AND name = ?2");
  query.bind(source, name).step();
  last_source_ = source;
  last_set_name_ = name;
  return last_set_ = query.integer(0);
}

std::int64_t Names::policy(std::string_view hash, base::Instant now) {
  if (last_policy_ != 0 && last_policy_hash_ == hash) return last_policy_;
  database_.run("INSERT INTO policy_version (hash, since) VALUES (?1, ?2) ON CONFLICT DO NOTHING", hash, now);
  Query query = database_.query("SELECT row FROM policy_version WHERE hash = ?1");
  query.bind(hash).step();
  last_policy_hash_ = hash;
  return last_policy_ = query.integer(0);
}

std::string Names::basis_text(const core::Basis& basis, base::Instant now) {
  return std::to_string(policy(basis.policy, now)) + ":" + core::pack(basis);
}

std::optional<core::Basis> Names::basis(const std::optional<std::string>& stored) {
  if (!stored) return std::nullopt;
  const std::size_t colon = stored->find(':');
  if (colon == std::string::npos) throw damaged("what a decision rests on");
  auto basis = core::unpack_basis(std::string_view(*stored).substr(colon + 1));
  if (!basis) throw damaged("what a decision rests on");
  Query query = database_.query("SELECT hash FROM policy_version WHERE row = ?1");
  query.bind(std::string_view(*stored).substr(0, colon));
  if (!query.step()) throw damaged("the policy of a decision");
  basis->policy = query.text(0);
  return basis;
}

void Names::forget() {
  sources_.clear();
  last_set_ = 0;
  last_policy_ = 0;
}

}  // namespace gateway::io::store
