#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/recorder/capture/keep_rules.h"
#include "wiretape/recorder/log/keep_tape.h"

namespace wiretape::recorder {

/// Whom a recorder passes requests on to, and where it keeps what comes back. An https upstream is called by the proxy
/// that HTTPS_PROXY names, as `wiretape record` does.
struct RecorderOptions {
  std::vector<std::string> upstreams;  ///< each "URL" or "NAME=URL", as `wiretape record --upstream` takes them
  std::string folder;                  ///< for the tapes, one an exchange; made where it is not there
  std::string upstream_authority{};    ///< PEM file of what https upstreams are trusted by; "": the system's
  std::string host = "127.0.0.1";      ///< a numeric address, or "localhost"
  std::uint16_t port = 0;              ///< 0: a free one
  capture::KeepRules keep{};           ///< what of a request decides which recording answers it
  /// What is masked, beside the credentials that requests bring; redact::add_environment() adds a process's own
  /// secrets. Nullopt masks nothing, and is refused where an upstream is not on this machine.
  std::optional<redact::Rules> secrets = redact::default_rules();
  /// A tape is there. This and the next are called one at a time, from threads of the recorder, until stop().
  std::function<void(const log::KeptTape&)> on_kept{};
  std::function<void(const text::Diagnostic&)> on_trouble{};  ///< an exchange is not kept, or not whole
};

/// A recording proxy for programs and tests: listens from start() to stop(), on threads of its own.
///
///   auto recorder = std::get<Recorder>(Recorder::start({.upstreams = {"https://api.openai.com"}, .folder = "tapes"}));
///   point_my_app_at(recorder.url("/v1"));
///   if (recorder.wait_recorded(1, std::chrono::seconds(5))) use(recorder.tapes());
///
/// Movable; a moved-from object may only be destroyed or assigned to. Its functions may be called from any thread, but
/// for stop(), which is called once at a time and not from a callback.
class Recorder {
 public:
  /// The diagnostic names the option that can't be taken, and why.
  [[nodiscard]] static std::variant<Recorder, text::Diagnostic> start(RecorderOptions options);

  Recorder(Recorder&&) noexcept;
  Recorder& operator=(Recorder&&) noexcept;

  /// As stop().
  ~Recorder();

  [[nodiscard]] std::uint16_t port() const;

  /// "http://127.0.0.1:PORT", and then `path`.
  [[nodiscard]] std::string url(std::string_view path = "") const;

  /// Waits until at least `count` tapes are there since start(). False after `timeout`.
  [[nodiscard]] bool wait_recorded(std::size_t count, std::chrono::milliseconds timeout) const;

  /// The paths of the tapes made since start(), in the order in which they were made.
  [[nodiscard]] std::vector<std::string> tapes() const;

  /// Closes every connection at once, makes tapes of what has come, and joins the threads: a response that was under
  /// way is one that the recorder left. At most five seconds for a disk that does not take it: false then, and the logs
  /// stay for `wiretape record --recover`. A second call does nothing.
  bool stop();

 private:
  struct Running;
  explicit Recorder(std::unique_ptr<Running> running);

  std::unique_ptr<Running> running_;
};

}  // namespace wiretape::recorder
