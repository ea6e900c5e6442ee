#include "wiretape/recorder/log/capture_log.h"

#include <unistd.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include "wiretape/recorder/log/event_queue.h"
#include "wiretape/recorder/log/log_writer.h"
#include "wiretape/recorder/log/redaction.h"
#include "wiretape/recorder/log/repeats.h"
#include "wiretape/recorder/log/run_folder.h"
#include "wiretape/recorder/log/seen_secrets.h"
#include "wiretape/recorder/log/work_queue.h"

//   sink ─▶ events ─▶ writer ─▶ NNNNNN.capture ─▶ closed logs ─▶ keeper ─▶ NNNNNN-….yaml
//   any thread   bounded   one thread                                one thread

namespace wiretape::recorder::log {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds end_limit{5000};

}  // namespace

/// What the threads share. A thread that the disk never lets go keeps it.
struct CaptureLog::State {
  explicit State(CaptureLogOptions given) : options(std::move(given)), events(options.queue_bytes) {
    if (options.secrets) secrets = std::make_shared<SeenSecrets>(*std::move(options.secrets));
  }

  [[nodiscard]] Redaction redaction() const { return secrets == nullptr ? nothing_masked() : secrets_masked(secrets); }

  void tell_trouble(const text::Diagnostic& trouble) {
    const std::lock_guard lock(telling);
    ++troubles;
    if (options.on_trouble) options.on_trouble(trouble);
  }

  void tell_kept(const KeptTape& tape) {
    const std::lock_guard lock(telling);
    if (!tape.is_incomplete) ++kept;
    if (options.on_kept) options.on_kept(tape);
  }

  /// Whoever listens may be gone.
  void fall_silent() {
    const std::lock_guard lock(telling);
    options.on_kept = nullptr;
    options.on_trouble = nullptr;
  }

  CaptureLogOptions options;
  std::shared_ptr<SeenSecrets> secrets;  // null: nothing is masked
  EventQueue events;
  WorkQueue<ClosedLog> closed_logs;
  std::mutex telling;
  std::atomic<std::uint64_t> kept = 0;
  std::atomic<std::uint64_t> troubles = 0;
};

struct CaptureLog::Threads {
  std::thread writer;
  std::thread keeper;
  std::future<void> keeper_ended;  // the last of both
};

namespace {

template <class State>
LogWriterOptions writer_options(State& state, std::uint64_t last_number) {
  return {.folder = state.options.folder,
          .last_number = last_number,
          .redaction = state.redaction(),
          .create = state.options.create,
          .on_closed = [&state](ClosedLog log) { state.closed_logs.push(std::move(log)); },
          .on_incomplete = [&state](const text::Diagnostic& trouble) { state.tell_trouble(trouble); }};
}

template <class State>
void write_logs(State& state, std::uint64_t last_number) {
  LogWriter writer(writer_options(state, last_number));
  for (auto events = state.events.take_all(); !events.empty(); events = state.events.take_all())
    writer.write(std::move(events));
  writer.close_all();
  state.closed_logs.close();
}

template <class State>
void keep(State& state, Repeats& repeats, const ClosedLog& log) {
  const auto result = keep_tape(log.path, state.options.keep, log.secrets);
  if (const auto* tape = std::get_if<KeptTape>(&result)) {
    const auto trouble = tape->is_incomplete ? std::nullopt : repeats.note(tape->path);
    state.tell_kept(*tape);
    if (trouble) state.tell_trouble(*trouble);
  }
  if (const auto* secret = std::get_if<HoldsSecret>(&result)) {
    ::unlink(log.path.c_str());
    state.tell_trouble(secret_found(log.path, *secret, "nothing of it is kept"));
  }
  if (const auto* troubles = std::get_if<text::Diagnostics>(&result)) state.tell_trouble(troubles->front());
}

template <class State>
void keep_tapes(State& state) {
  Repeats repeats;
  for (auto logs = state.closed_logs.take_all(); !logs.empty(); logs = state.closed_logs.take_all()) {
    for (const ClosedLog& log : logs)
      keep(state, repeats, log);
  }
}

}  // namespace

CaptureLog::CaptureLog(CaptureLogOptions options, std::uint64_t last_number)
    : state_(std::make_shared<State>(std::move(options))), threads_(std::make_unique<Threads>()) {
  threads_->writer = std::thread([state = state_, last_number] { write_logs(*state, last_number); });
  std::packaged_task<void()> keeper([state = state_] { keep_tapes(*state); });
  threads_->keeper_ended = keeper.get_future();
  threads_->keeper = std::thread(std::move(keeper));
}

CaptureLog::CaptureLog(CaptureLog&& other) noexcept = default;

CaptureLog& CaptureLog::operator=(CaptureLog&& other) noexcept {
  std::swap(state_, other.state_);
  std::swap(threads_, other.threads_);
  return *this;
}

CaptureLog::~CaptureLog() {
  finish(end_limit);
}

std::variant<CaptureLog, text::Diagnostic> CaptureLog::open(CaptureLogOptions options) {
  const auto last_number = open_folder(options.folder);
  if (const auto* error = std::get_if<text::SystemError>(&last_number)) {
    return text::Diagnostic{
        options.folder, {}, "no folder to record into: " + error->cause, "one that can be written", ""};
  }
  return CaptureLog(std::move(options), std::get<std::uint64_t>(last_number));
}

capture::Sink CaptureLog::sink() const {
  return capture::Sink([state = state_](std::uint64_t exchange, capture::CaptureEvent event) {
    state->events.push(exchange, std::move(event));
  });
}

CaptureCounts CaptureLog::counts() const {
  return {.kept = state_->kept, .trouble = state_->troubles};
}

bool CaptureLog::wait_until_kept(milliseconds timeout) const {
  const auto deadline = steady_clock::now() + timeout;
  return state_->events.wait_until_done(deadline) && state_->closed_logs.wait_until_done(deadline);
}

bool CaptureLog::finish(milliseconds timeout) {
  if (!threads_) return true;
  const auto threads = std::move(threads_);
  state_->events.close();
  const bool has_ended = threads->keeper_ended.wait_for(timeout) == std::future_status::ready;
  if (has_ended) {
    threads->writer.join();
    threads->keeper.join();
  } else {
    state_->fall_silent();
    threads->writer.detach();
    threads->keeper.detach();
  }
  return has_ended;
}

}  // namespace wiretape::recorder::log
