#include "cli/run/child.h"

#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <iterator>

namespace wiretape::cli {
namespace {

constexpr int signalled = 128;  // a shell's exit codes for signals begin here

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  std::ranges::transform(texts, std::back_inserter(pointers), [](std::string& text) { return text.data(); });
  pointers.push_back(nullptr);
  return pointers;
}

/// How a child starts: SIGPIPE, which this command ignores, ends it again.
class SpawnAttributes {
 public:
  explicit SpawnAttributes(const sigset_t& mask) {
    ::posix_spawnattr_init(&attributes_);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setsigmask(&attributes_, &mask);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes_); }

  [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

}  // namespace

std::variant<Child, StartError> Child::start(std::vector<std::string> command, std::vector<std::string> environment,
                                             const sigset_t& mask) {
  const auto arguments = pointers_to(command);
  const auto variables = pointers_to(environment);
  const SpawnAttributes attributes(mask);
  pid_t process = -1;
  const int error =
      ::posix_spawnp(&process, arguments.front(), nullptr, attributes.get(), arguments.data(), variables.data());
  if (error != 0) return StartError{error};
  return Child(process);
}

void Child::signal(int number) const {
  if (!exit_code_) ::kill(process_, number);
}

std::optional<int> Child::exit_code() {
  int status = 0;
  if (!exit_code_ && ::waitpid(process_, &status, WNOHANG) == process_) {
    exit_code_ = WIFSIGNALED(status) ? signalled + WTERMSIG(status) : WEXITSTATUS(status);
  }
  return exit_code_;
}

}  // namespace wiretape::cli
