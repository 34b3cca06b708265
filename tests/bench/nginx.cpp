#include "tests/bench/nginx.h"

#include <atomic>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "gateway/io/http/client.h"
#include "tests/bench/cpu.h"
#include "tests/bench/line.h"

namespace gateway::bench {

namespace {

constexpr const char* kProgram = "/usr/sbin/nginx";
constexpr std::size_t kConnections = 64;

std::string configuration(const std::string& folder, const std::string& certificates, int port, int behind) {
  const std::string files = certificates + "/";
  const std::string to = std::to_string(behind);
  const std::string answer =
      behind == 0 ? "return 200;"
                  : "proxy_pass https://behind; proxy_http_version 1.1; proxy_set_header Connection \"\"; "
                    "proxy_ssl_protocols TLSv1.3; proxy_ssl_verify on; proxy_ssl_name localhost; "
                    "proxy_ssl_trusted_certificate " +
                        files + "ca.pem; proxy_ssl_certificate " + files + "kommun.pem; proxy_ssl_certificate_key " +
                        files + "kommun.key;";
  const std::string upstream =
      behind == 0 ? ""
                  : "upstream behind { server 127.0.0.1:" + to + "; keepalive 64; keepalive_requests 10000000; }\n";
  std::string paths;
  for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    paths += std::string(kind) + "_temp_path " + folder + "/" + kind + "; ";
  }
  return "daemon off; master_process off; pid " + folder + "/pid; error_log " + folder +
         "/error.log;\nevents { worker_connections 512; }\nhttp { access_log off; " + paths +
         "keepalive_requests 10000000; client_body_buffer_size 64k;\n" + upstream +
         "server { listen 127.0.0.1:" + std::to_string(port) + " ssl; ssl_protocols TLSv1.3; ssl_certificate " + files +
         "node.pem; ssl_certificate_key " + files + "node.key; ssl_client_certificate " + files +
         "ca.pem; ssl_verify_client on; location / { " + answer + " } }\n}\n";
}

}  // namespace

Nginx::Nginx(const std::filesystem::path& folder, const std::filesystem::path& certificates, int behind)
    : port_(support::unused_port()) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "nginx.conf") << configuration(folder.string(), certificates.string(), port_, behind);
  process_ = std::make_unique<support::Process>(
      std::vector<std::string>{kProgram, "-p", folder.string(), "-e", (folder / "error.log").string(), "-c",
                               (folder / "nginx.conf").string()},
      support::Process::Streams{"/dev/null", folder / "out.txt", folder / "err.txt"});
  const bool up = support::eventually(std::chrono::seconds(10), [&] {
    try {
      post(certificates, port_, "x", 1);
      return true;
    } catch (const std::exception&) {
      return !process_->running();
    }
  });
  if (!up || !process_->running()) throw std::runtime_error("nginx did not start");
}

bool Nginx::installed() {
  return std::filesystem::exists(kProgram);
}

double Nginx::cpu() const {
  return cpu_of(family(process_->pid()));
}

void post(const std::filesystem::path& certificates, int port, const std::string& body, std::size_t times) {
  const std::string files = certificates.string() + "/";
  io::HttpEndpoint endpoint{"nginx", "https://localhost:" + std::to_string(port), {}};
  endpoint.tls = {files + "ca.pem", files + "kommun.pem", files + "kommun.key"};
  io::ClientLimits limits;
  limits.idle_connections = kConnections;
  const auto client = need(io::TlsHttpClient::open({endpoint}, limits));
  std::atomic<std::size_t> left{times};
  std::atomic<bool> failed{false};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < std::min(kConnections, times); ++i) {
    threads.emplace_back([&] {
      for (std::size_t before = left; before > 0;) {
        if (!left.compare_exchange_weak(before, before - 1)) continue;
        const auto answer = client->send("nginx", {"POST", "/v1/registrations", {}, body}, std::chrono::seconds(10));
        if (!answer || answer->status != 200) {
          failed = true;
          return;
        }
        before = left;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  if (failed) throw std::runtime_error("nginx did not answer 200");
}

}  // namespace gateway::bench
