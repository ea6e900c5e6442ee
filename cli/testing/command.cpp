#include "cli/testing/command.h"

#include <fcntl.h>
#include <pty.h>
#include <spawn.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace wiretape::cli::testing {
namespace {

struct Ends {
  int read = -1;
  int write = -1;
};

Ends make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
  return {ends[0], ends[1]};
}

Ends make_terminal() {
  Ends ends;
  if (::openpty(&ends.read, &ends.write, nullptr, nullptr, nullptr) != 0) std::abort();
  ::fcntl(ends.read, F_SETFD, FD_CLOEXEC);
  ::fcntl(ends.write, F_SETFD, FD_CLOEXEC);
  termios modes{};
  ::tcgetattr(ends.write, &modes);
  modes.c_oflag &= ~static_cast<tcflag_t>(OPOST);  // "\n" is to stay "\n"
  ::tcsetattr(ends.write, TCSANOW, &modes);
  return ends;
}

void close_end(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

Ends make_output(Command::Output output) {
  if (output == Command::Output::terminal) return make_terminal();
  if (output == Command::Output::full_device) return {-1, ::open("/dev/full", O_WRONLY | O_CLOEXEC)};
  if (output == Command::Output::none) return {};
  Ends ends = make_pipe();
  if (output == Command::Output::closed_pipe) close_end(ends.read);
  return ends;
}

/// A file without a name: a pipe for standard error might fill up while nobody reads it.
int make_unnamed_file() {
  std::FILE* file = std::tmpfile();
  const int descriptor = ::fcntl(::fileno(file), F_DUPFD_CLOEXEC, 0);
  std::fclose(file);
  return descriptor;
}

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (const auto& text : texts)
    pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Command::Command(const std::vector<std::string>& arguments, const std::vector<std::string>& environment, Output output,
                 const char* program) {
  std::signal(SIGPIPE, SIG_IGN);  // a command that ends early must not end the test
  Ends input_ends = make_pipe();
  Ends output_ends = make_output(output);
  errors_ = make_unnamed_file();
  input_ = input_ends.write;
  output_ = output_ends.read;

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input_ends.read, STDIN_FILENO);
  if (output == Output::none) {
    ::posix_spawn_file_actions_addclose(&actions, STDOUT_FILENO);
  } else {
    ::posix_spawn_file_actions_adddup2(&actions, output_ends.write, STDOUT_FILENO);
  }
  ::posix_spawn_file_actions_adddup2(&actions, errors_, STDERR_FILENO);

  // The command must see the signals as a shell would set them.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  sigaddset(&defaults, SIGINT);
  sigaddset(&defaults, SIGHUP);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

  std::vector<std::string> all{program};
  all.insert(all.end(), arguments.begin(), arguments.end());
  if (::posix_spawn(&process_, program, &actions, &attributes, pointers_to(all).data(),
                    pointers_to(environment).data()) != 0) {
    std::abort();
  }
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  close_end(input_ends.read);
  close_end(output_ends.write);
}

Command::~Command() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  close_end(input_);
  close_end(output_);
  close_end(errors_);
}

void Command::write(std::string_view input) const {
  while (!input.empty()) {
    const auto written = ::write(input_, input.data(), input.size());
    if (written <= 0) return;
    input.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Command::close_input() {
  close_end(input_);
}

const std::string& Command::read_until(std::string_view text) {
  while (!read_.ends_with(text) && read_some()) {
  }
  return read_;
}

void Command::close_output() {
  close_end(output_);
}

void Command::signal(int number) const {
  ::kill(process_, number);
}

Finished Command::finish() {
  close_input();
  while (read_some()) {
  }
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;

  Finished finished;
  finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  finished.output = read_;
  finished.errors = errors();
  return finished;
}

std::string Command::errors() const {
  std::string all;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto size = ::pread(errors_, buffer.data(), buffer.size(), static_cast<off_t>(all.size()));
    if (size <= 0) return all;
    all.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

bool Command::read_some() {
  std::array<char, 4096> buffer{};
  const auto size = output_ < 0 ? 0 : ::read(output_, buffer.data(), buffer.size());
  if (size <= 0) return false;  // a terminal whose other end is gone says EIO
  read_.append(buffer.data(), static_cast<std::size_t>(size));
  return true;
}

std::vector<std::string> aimed_at(std::uint16_t port, std::vector<std::string> command,
                                  const std::vector<std::string>& more) {
  command.insert(command.end(), {"--base-url", "http://127.0.0.1:" + std::to_string(port) + "/v1"});
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

Finished run(const std::vector<std::string>& arguments, std::string_view input,
             const std::vector<std::string>& environment) {
  Command command(arguments, environment);
  command.write(input);
  return command.finish();
}

}  // namespace wiretape::cli::testing
