#include "tests/support/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <map>
#include <stdexcept>
#include <thread>

#include "tests/support/folder.h"

namespace gateway::support {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{10};

/// Parent by process, as /proc has them at this moment.
std::map<pid_t, pid_t> parents() {
  std::map<pid_t, pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const std::string stat = read_file(entry.path() / "stat");
    const std::size_t after_name = stat.rfind(')');
    if (after_name == std::string::npos || after_name + 4 >= stat.size()) continue;
    found[std::stoi(name)] = std::atoi(stat.c_str() + after_name + 4);
  }
  return found;
}

}  // namespace

bool eventually(std::chrono::milliseconds within, const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + within;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(kBetweenLooks);
  }
  return true;
}

Process::Process(const std::vector<std::string>& command, const Streams& streams, const Environment& environment) {
  // Before fork: afterwards only what is safe in a signal handler may be called.
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  std::vector<char*> all;
  for (std::string& variable : variables) all.push_back(variable.data());
  for (char** one = environ; *one != nullptr; ++one) all.push_back(*one);
  all.push_back(nullptr);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int in = ::open(streams.in.c_str(), O_RDONLY | O_CLOEXEC);
  const int out = ::open(streams.out.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const int err = ::open(streams.err.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (in < 0 || out < 0 || err < 0) throw std::runtime_error("a stream of " + command[0] + " cannot be opened");
  pid_ = ::fork();
  if (pid_ == 0) {
    // A test that is ended from outside leaves nothing running.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(in, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::execve(arguments[0], arguments.data(), all.data());
    ::_exit(127);
  }
  ::close(in);
  ::close(out);
  ::close(err);
  if (pid_ < 0) throw std::runtime_error(command[0] + " cannot be started");
}

Process::~Process() {
  signal(SIGKILL);
  wait(std::chrono::seconds(10));
}

bool Process::running() {
  return !wait(std::chrono::milliseconds(0));
}

void Process::signal(int number) {
  if (!ended_) ::kill(pid_, number);
}

std::optional<int> Process::wait(std::chrono::milliseconds within) {
  eventually(within, [this] {
    int status = 0;
    if (!ended_ && ::waitpid(pid_, &status, WNOHANG) == pid_) {
      ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return ended_.has_value();
  });
  return ended_;
}

int Process::stop() {
  signal(SIGTERM);
  if (const auto code = wait(std::chrono::seconds(40))) return *code;
  signal(SIGKILL);
  return wait(std::chrono::seconds(10)).value_or(-1);
}

Finished run(const std::vector<std::string>& command, const std::filesystem::path& folder, const std::string& input) {
  static std::atomic<int> next{0};
  const std::string name = "command-" + std::to_string(++next);
  const Process::Streams streams{folder / (name + ".in"), folder / (name + ".out"), folder / (name + ".err")};
  write_file(streams.in, input);
  Finished finished;
  {
    Process process(command, streams);
    const auto code = process.wait(std::chrono::seconds(60));
    if (!code) process.signal(SIGKILL);
    finished.code = code ? *code : process.wait(std::chrono::seconds(10)).value_or(-1);
  }
  finished.out = read_file(streams.out);
  finished.err = read_file(streams.err);
  for (const auto& file : {streams.in, streams.out, streams.err}) std::filesystem::remove(file);
  return finished;
}

std::vector<pid_t> descendants(pid_t ancestor, const std::string& program) {
  const auto parent_of = parents();
  std::vector<pid_t> found;
  for (const auto& [pid, parent] : parent_of) {
    pid_t up = parent;
    while (up > 1 && up != ancestor) {
      const auto next = parent_of.find(up);
      up = next == parent_of.end() ? 0 : next->second;
    }
    if (up != ancestor) continue;
    const std::string words = read_file("/proc/" + std::to_string(pid) + "/cmdline");
    if (std::filesystem::path(words.substr(0, words.find('\0'))).filename() == program) found.push_back(pid);
  }
  return found;
}

int unused_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

}  // namespace gateway::support
