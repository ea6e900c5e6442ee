#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "wiretape/core/net/call/http_call.h"
#include "wiretape/core/net/serve/handler.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/recorder/capture/capture_event.h"
#include "wiretape/recorder/relay/answer_reader.h"
#include "wiretape/recorder/relay/kept_connection.h"
#include "wiretape/recorder/relay/relay_terms.h"
#include "wiretape/recorder/relay/upstream.h"

namespace wiretape::recorder::relay {

/// One request on its way upstream and its answer on the way back, with what is told of it. Upstream is read again only
/// when all that was read is sent on, so one read waits here at the most, and a slow application slows upstream. Stays
/// where it is. Not thread safe: for use on its executor.
class Passage {
 public:
  /// Begins to call upstream, on a `kept` connection where there is one. `wake` is called whenever next() may have
  /// something else to say, never from within a call of this; it may destroy this.
  Passage(RelayTerms& terms, const boost::asio::any_io_executor& executor, wire::HttpRequest&& request, Route route,
          std::unique_ptr<net::ClientStream> kept, std::function<void()> wake, net::Time now);
  Passage(const Passage&) = delete;
  Passage& operator=(const Passage&) = delete;

  /// As of a net::Handler.
  [[nodiscard]] net::Act next();
  void on_written(std::size_t size) { sent_ += size; }

  /// Whether the answer is over, but for what is still to be sent of it, and may be had again from its tape.
  [[nodiscard]] bool has_answered() const { return has_answered_; }

  /// The application's connection is done with it. Where upstream has not ended before, its call ends now.
  void on_end(net::AnswerEnd end, net::Time now);

  /// After that: the connection to upstream, where it can be asked again.
  [[nodiscard]] KeptConnection take_connection(net::Time now);

 private:
  void wait();
  void on_read();
  void tell(AnswerRead& read, net::Time now);
  void end(const net::CallEnd& end, net::Time now);
  void tell_end(tape::RecordedEnd end, std::string cause, net::Time now);
  void tell(capture::CaptureEvent event) { terms_.sink(number_, std::move(event)); }
  [[nodiscard]] tape::RecordedFraming framing() const;
  [[nodiscard]] std::chrono::microseconds since_begin(net::Time now) const;

  RelayTerms& terms_;
  std::uint64_t number_;
  const Upstream& upstream_;
  wire::HttpRequestHead request_;
  std::function<void()> wake_;
  net::Time began_;
  std::optional<net::HttpCall> call_;
  AnswerReader reader_;
  std::string bytes_;            // for the application
  std::size_t sent_ = 0;         // of these
  std::optional<net::Act> act_;  // what comes after them; absent: another read
  int status_ = 0;               // 0: no head has come
  bool has_answered_ = false;
  bool is_waiting_ = false;  // for a read
  bool is_sent_told_ = false;
};

}  // namespace wiretape::recorder::relay
