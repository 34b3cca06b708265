#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "gateway/io/tls/certificate.h"

namespace gateway::io {
namespace {

class CertificatesScript : public testing::Test {
 protected:
  CertificatesScript() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sus-script-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~CertificatesScript() override { std::filesystem::remove_all(folder); }

  /// What the script prints when it is asked for these names; empty when it fails.
  std::string run(const std::string& names) const {
    const auto command = GATEWAY_SOURCE_DIR "/deploy/certificates '" + folder.string() + "' " + names + " 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> output(::popen(command.c_str(), "r"), ::pclose);
    std::string text;
    std::array<char, 256> line{};
    while (std::fgets(line.data(), line.size(), output.get()) != nullptr) text += line.data();
    return text;
  }

  std::filesystem::path folder;
};

TEST_F(CertificatesScript, MakesCredentialsThatHold) {
  const auto printed = run("node kommun-a");
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  for (const std::string name : {"node", "kommun-a"}) {
    const auto key = folder / (name + ".key");
    const auto facts =
        check_credentials({folder / "ca.pem", folder / (name + ".pem"), key}, now + std::chrono::seconds(1));
    ASSERT_TRUE(facts) << facts.error().what;
    EXPECT_EQ(facts->common_name, name);
    EXPECT_EQ(facts->dns_names, std::vector<std::string>{"localhost"});
    EXPECT_NE(printed.find(name + " " + facts->fingerprint + "\n"), std::string::npos);
    struct stat mode {};
    ASSERT_EQ(::stat(key.c_str(), &mode), 0);
    EXPECT_EQ(mode.st_mode & 0777U, 0600U);
  }
}

TEST_F(CertificatesScript, KeepsWhatIsThere) {
  const auto first = run("node");
  ASSERT_FALSE(first.empty());
  EXPECT_EQ(run("node"), first);
  EXPECT_TRUE(run("node other").starts_with(first));
}

TEST_F(CertificatesScript, MakesAnewWhatAnotherAuthoritySigned) {
  const auto first = run("node");
  std::filesystem::remove(folder / "ca.key");
  EXPECT_NE(run("node"), first);
}

TEST_F(CertificatesScript, RefusesNamesThatLeaveTheFolder) {
  for (const auto* name : {"../x", "a/b", ".x", "ca", "''", "'a b'", ""}) EXPECT_EQ(run(name), "") << name;
}

}  // namespace
}  // namespace gateway::io
