#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "gateway/app/command_line.h"

namespace gateway::app {

/// Commands that remember what they were asked and answer what they were told to.
class FakeCommands final : public Commands {
 public:
  base::Result<std::unique_ptr<Session>> open(const std::string& config) override {
    configs.push_back(config);
    if (open_fault) return *open_fault;
    return std::unique_ptr<Session>(std::make_unique<FakeSession>(*this));
  }
  base::Result<void> serve(const std::string& config) override {
    configs.push_back(config);
    operation = "serve";
    return open_fault ? base::Result<void>(*open_fault) : base::Result<void>();
  }
  base::Result<base::Document> restore(const std::string&, const std::string& file) override {
    operation = "restore " + file;
    return answer;
  }
  std::string version() const override { return "0.1.0"; }

  std::vector<std::string> configs;
  std::string operation;
  base::Document arguments;
  base::Result<base::Document> answer = base::Document(base::Document::Object{});
  std::optional<base::Error> open_fault;
  std::optional<base::Error> prepare_fault;
  std::string directory_file;
  core::Language language = core::Language::swedish;
  std::vector<base::Document> progress;

 private:
  class FakeSession final : public Session {
   public:
    explicit FakeSession(FakeCommands& commands) : commands_(commands) {}
    core::Language language() const override { return commands_.language; }
    std::string directory_file() const override { return commands_.directory_file; }
    base::Result<void> prepare(std::string_view, const base::Document&) override {
      return commands_.prepare_fault ? base::Result<void>(*commands_.prepare_fault) : base::Result<void>();
    }
    base::Result<base::Document> run(std::string_view operation, const base::Document& arguments,
                                     const api::Progress& progress) override {
      commands_.operation = operation;
      commands_.arguments = arguments;
      for (const base::Document& said : commands_.progress) progress(said);
      return commands_.answer;
    }

   private:
    FakeCommands& commands_;
  };
};

class Terminal : public ::testing::Test {
 protected:
  int run(std::vector<const char*> words, const std::string& in = {}, bool terminal = false) {
    words.insert(words.begin(), "sus-gateway");
    std::istringstream input(in);
    out_.str({});
    err_.str({});
    return run_command_line(static_cast<int>(words.size()), words.data(), commands_, {input, out_, err_, terminal});
  }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

  FakeCommands commands_;

 private:
  std::ostringstream out_;
  std::ostringstream err_;
};

}  // namespace gateway::app
