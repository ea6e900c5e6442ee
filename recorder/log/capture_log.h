#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/recorder/capture/capture_event.h"
#include "wiretape/recorder/capture/keep_rules.h"
#include "wiretape/recorder/log/keep_tape.h"
#include "wiretape/recorder/log/log_file.h"

namespace wiretape::recorder::log {

/// Where and how exchanges are kept.
struct CaptureLogOptions {
  std::string folder;  ///< made where it is not there
  capture::KeepRules keep{};
  std::optional<redact::Rules> secrets = redact::default_rules();  ///< what is masked; nullopt: nothing
  /// Bytes of memory in which events wait for the disk; as many again may be on their way to it.
  std::size_t queue_bytes = std::size_t{64} << 20;
  std::function<void(const KeptTape&)> on_kept{};  ///< a tape is there
  /// An exchange that is not kept, or not whole, and why: once for each. This and the above are called one at a time,
  /// from threads of the log; what takes long in them delays the disk, never the traffic.
  std::function<void(const text::Diagnostic&)> on_trouble{};
  /// Makes the file of a log; another one only in tests.
  std::function<std::variant<LogFile, text::SystemError>(const std::string& path)> create = LogFile::create;
};

/// How many exchanges came to what.
struct CaptureCounts {
  std::uint64_t kept = 0;     ///< whole, as tapes
  std::uint64_t trouble = 0;  ///< told of: what of them is missing, or why they are no tapes
};

/// Keeps what a relay tells: each exchange in a log of its own as it happens, which becomes a tape when it has ended.
/// One thread writes the logs, another makes the tapes; whoever tells waits for neither. Thread safe.
class CaptureLog {
 public:
  /// The folder that can't be had where there is none.
  [[nodiscard]] static std::variant<CaptureLog, text::Diagnostic> open(CaptureLogOptions options);

  CaptureLog(CaptureLog&& other) noexcept;
  CaptureLog& operator=(CaptureLog&& other) noexcept;
  /// As finish(), within five seconds.
  ~CaptureLog();

  /// Takes events until finish() is called, and drops those that come later. May live longer than this.
  [[nodiscard]] capture::Sink sink() const;

  [[nodiscard]] CaptureCounts counts() const;

  /// Waits until all that was told before is in the logs, and the exchanges of it that have ended are tapes, or told of
  /// as trouble. False where they are not by then.
  [[nodiscard]] bool wait_until_kept(std::chrono::milliseconds timeout) const;

  /// Takes no more events, closes the logs of exchanges that have not ended, which become incomplete tapes, and waits
  /// until all is kept. False where the disk does not let it end in time: nothing more is told then, and what is in the
  /// logs stays for recover().
  bool finish(std::chrono::milliseconds timeout);

 private:
  struct State;
  struct Threads;

  explicit CaptureLog(CaptureLogOptions options, std::uint64_t last_number);

  std::shared_ptr<State> state_;
  std::unique_ptr<Threads> threads_;
};

}  // namespace wiretape::recorder::log
