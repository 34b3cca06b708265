// Receipts of told facts, which people read and nobody sends: the published schema against what is answered.
#include "gateway/api/receipt.h"

#include <gtest/gtest.h>

#include "gateway/io/json/document_json.h"
#include "tests/contract/schema.h"

namespace gateway::test {
namespace {

using api::Recipient;

TEST(ReceiptContract, IsKeptByTheValidSamplesAndNoOthers) {
  expect_samples_kept("receipt", 3, 6);
}

TEST(ReceiptContract, IsKeptByWhatWeAnswer) {
  const PublishedSchema schema("receipt");
  flow::Receipt receipt;
  base::RegistrationId id;
  id.bytes[0] = 1;
  receipt.registrations = {id};
  receipt.for_fk = 1;
  const base::Instant then{std::chrono::milliseconds(1'790'000'000'123)};
  std::vector<Recipient> recipients;
  for (const auto told : {core::MessageKind::exit, core::MessageKind::exit_or_void, core::MessageKind::strip}) {
    for (const char* state : {"queued", "held", "in_hands", "delivered", "rejected", "stopped", "dead"}) {
      recipients.push_back({id, api::kSus, "", false, then, told, state, std::nullopt});
      recipients.push_back({id, "af", "Arbetsförmedlingen", true, std::nullopt, told, state, then});
    }
  }
  recipients.push_back({id, api::kSus, "", false, std::nullopt, std::nullopt, "", std::nullopt});
  for (const auto& named : {recipients, std::vector<Recipient>()}) {
    const std::string text = io::to_json(api::document_of(receipt, named, {}));
    EXPECT_TRUE(schema.accepts(nlohmann::json::parse(text))) << text;
  }
}

}  // namespace
}  // namespace gateway::test
