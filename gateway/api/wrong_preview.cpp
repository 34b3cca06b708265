// What saying that a registration is wrong would do, before it is said.
#include <utility>

#include "gateway/api/case_documents.h"
#include "gateway/api/operations.h"

namespace gateway::api {

using base::Document;

base::Result<Document> Operations::would_be_wrong(const ports::Selector& whose, core::Code cause,
                                                  const std::string& by) {
  const auto would = facts_.would_be_wrong(whose, cause, by);
  if (!would) return would.error();
  if (const auto noted = note_access(by, "participant.wrong", would->shown); !noted) return noted.error();
  Document ids{Document::Array{}};
  for (const base::RegistrationId& id : would->receipt.registrations) ids.add(id.text());
  const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  const std::string records = std::to_string(would->receipt.records);
  const std::string stopped = std::to_string(would->receipt.stopped);
  const std::string messages = std::to_string(would->receipt.messages);
  return Document()
      .set("dry_run", true)
      .set("records", count(would->receipt.records))
      .set("stopped", count(would->receipt.stopped))
      .set("messages", count(would->receipt.messages))
      .set("registrations", std::move(ids))
      .set("figures", document_of(would->figures))
      .set("text", both("Provkörning, ingenting är sparat eller skickat. Registreringar som förstörs: " + records +
                            ". Köade meddelanden som stoppas: " + stopped + ". Skickas utan personuppgifter: " +
                            messages + ". En personuppgiftsincident öppnas för varje registrering.",
                        "Dry run, nothing is stored or sent. Registrations that are destroyed: " + records +
                            ". Queued messages that are stopped: " + stopped + ". Sent without identity: " + messages +
                            ". A personal data incident is opened for each."));
}

}  // namespace gateway::api
