#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

#include "gateway/api/operations.h"
#include "tests/unit/api/parties.h"

namespace gateway::api {

using namespace made;
using base::Document;

/// A process that has rules, and counts how often it was waited for.
class Settling final : public Engine {
 public:
  explicit Settling(const Party& of) : of_(of) {}
  base::Result<Document> sync(std::string_view, bool, const Progress&) override { return Document(); }
  base::Result<Document> plugins() override { return Document(); }
  base::Result<Document> check() override { return Document(); }
  base::Result<Document> mapping_use() override { return Document(); }
  base::Result<Document> reload() override { return Document(); }
  base::Result<void> wait_out_of_hands(const std::vector<std::string>&) override { return {}; }
  flow::Rules rules() const override { return of_.rules; }
  void wait_until(std::chrono::steady_clock::time_point) override { ++held; }
  bool has_node() const override { return true; }
  Setup setup() const override { return given; }
  void settle() override {
    ++settled;
    if (settles) settles();
  }

  int settled = 0;
  int held = 0;  ///< Refusals that were told at an even time.
  std::function<void()> settles;
  Setup given;

 private:
  const Party& of_;
};

/// FK's operations. fk.gavle has the office of the cases, fk.sandviken another.
class CaseDesk : public testing::Test {
 protected:
  base::Result<Document> run(std::string_view operation, const Document& arguments) {
    return operations_.run(operation, arguments, [](const Document&) {});
  }
  Document answer(std::string_view operation, const Document& arguments) { return must(run(operation, arguments)); }
  base::Error refusal(std::string_view operation, const Document& arguments) {
    const auto answered = run(operation, arguments);
    return answered ? base::Error{base::Fault::stop, "it was answered"} : answered.error();
  }
  static std::string act_line(const std::string& key, const std::string& number) {
    return R"({"schema":"gateway.act/1","key":")" + key +
           R"(","act":"request","user":"fk.gavle","office":"fk_gavle","happened":"2026-03-02",)"
           R"("af_office":"af_gavle","fk_office":"fk_gavle","person":{"number":")" +
           number + R"("},"consent":{"answer":"given","form":"SUS 2024","date":"2026-03-02"}})";
  }
  Document registered(const std::string& text, bool dry_run = false) {
    file_ = text;
    Document arguments = Document().set("file", "/acts.jsonl");
    if (dry_run) arguments.set("dry_run", true);
    return answer("register", arguments);
  }
  /// FK's directory with what `change` makes of it.
  template <typename Change>
  void directory(Change change) {
    fk_.office.write([&](ports::Transaction& t) {
      core::DirectoryRows rows = must(t.directory())->rows();
      change(rows);
      must(t.replace_directory(rows, fk_.office.clock.now()));
    });
  }
  static const Document& row(const Document& answer, std::size_t at = 0) {
    return answer.find("rows")->array()->at(at);
  }
  static std::size_t rows(const Document& answer) { return answer.find("rows")->array()->size(); }

  Party fk_{"fk"};
  Party af_{"af"};
  Party node_{"node"};
  Settling engine_{fk_};
  flow::Intake intake_{fk_.around};
  std::string file_;
  Operations operations_{
      *fk_.office.ledger,
      {fk_.facts, intake_, fk_.cooperation},
      fk_.codec,
      fk_.office.clock,
      engine_,
      {[](const std::string&) -> base::Result<core::DirectoryRows> { return base::rejected("there is no such file"); },
       [this](const std::string& name) -> base::Result<std::string> {
         if (name != "/acts.jsonl") return base::rejected("there is no such file");
         return file_;
       }},
      "0.1.0"};
};

}  // namespace gateway::api
