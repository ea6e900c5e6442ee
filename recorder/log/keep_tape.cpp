#include "wiretape/recorder/log/keep_tape.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/text_file.h"
#include "wiretape/core/yaml/load_limits.h"
#include "wiretape/recorder/capture/rules_that_find.h"
#include "wiretape/recorder/capture/tape_text.h"
#include "wiretape/recorder/log/put_in_place.h"
#include "wiretape/recorder/log/read_log.h"
#include "wiretape/recorder/log/run_folder.h"

namespace wiretape::recorder::log {
namespace {

using text::Diagnostics;
using text::SystemError;

/// The log stays locked as long as this lives.
class Lock {
 public:
  explicit Lock(const std::string& path)
      : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)),
        is_others_(file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {}
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() {
    if (file_ >= 0) ::close(file_);
  }

  [[nodiscard]] bool is_others() const { return is_others_; }

 private:
  int file_;
  bool is_others_;
};

Diagnostics kept_back(const std::string& log, std::string what, std::string hint) {
  return {{log, {}, std::move(what), "", std::move(hint)}};
}

Diagnostics unwritable(const std::string& log, const SystemError& error) {
  return kept_back(log, fmt::format("its tape can't be written: {}", error.cause),
                   "the log stays; once it can be, run wiretape record --recover");
}

std::variant<std::string, Diagnostics> read_all(const std::string& log) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(log, ignored)) return kept_back(log, "a log that is no file", "");
  const std::size_t most = yaml::LoadLimits().bytes;
  auto bytes = text::read_text_file(log, most);
  if (const auto* error = std::get_if<SystemError>(&bytes)) {
    return kept_back(log, fmt::format("a log that can't be read: {}", error->cause), "");
  }
  if (std::get<std::string>(bytes).size() > most) {
    return kept_back(log, fmt::format("an exchange of more than the {} bytes that a tape can have", most),
                     "its log stays as it is");
  }
  return std::get<std::string>(std::move(bytes));
}

void remove_log(const std::string& log) {
  ::unlink(log.c_str());  // should it stay, it makes the same tape again
}

KeepTapeResult write_tape(const std::string& log, const capture::Capture& capture, const capture::KeepRules& rules,
                          const redact::SharedPatterns& secrets) {
  const std::string name = tape_name(log, capture.captured().request->head);
  auto text = capture::tape_text(capture, rules, name);
  if (auto* mistakes = std::get_if<Diagnostics>(&text)) {
    return kept_back(log, "its exchange can't be written as a tape: " + text::to_string(mistakes->front()),
                     "the log stays as it is");
  }
  if (secrets != nullptr) {
    if (auto rules_found = capture::rules_that_find(capture.captured(), secrets->rules()); !rules_found.empty())
      return HoldsSecret{std::move(rules_found)};
  }
  const bool is_incomplete = !capture.is_ended();
  const auto path = std::filesystem::path(log).replace_filename(name + (is_incomplete ? ".yaml.incomplete" : ".yaml"));
  if (const auto error = put_in_place(path.string(), std::get<std::string>(text))) return unwritable(log, *error);
  remove_log(log);
  return KeptTape{path.string(), is_incomplete};
}

}  // namespace

text::Diagnostic secret_found(const std::string& log_path, const HoldsSecret& secret, std::string_view outcome) {
  return {log_path,
          {},
          fmt::format("a last look found a secret in an exchange ({}); {}", secret.rules, outcome),
          "",
          "should it be none, name the rule under 'remove' in a rules file (--rules); else please report that it was "
          "not masked"};
}

KeepTapeResult keep_tape(const std::string& log_path, const capture::KeepRules& rules,
                         const redact::SharedPatterns& secrets) {
  const Lock lock(log_path);
  if (lock.is_others()) return StillWritten{};
  auto bytes = read_all(log_path);
  if (auto* mistakes = std::get_if<Diagnostics>(&bytes)) return std::move(*mistakes);
  const ReadLog read = read_log(std::get<std::string>(bytes));
  if (read.capture.captured().request) return write_tape(log_path, read.capture, rules, secrets);
  remove_log(log_path);
  return NothingLogged{};
}

}  // namespace wiretape::recorder::log
