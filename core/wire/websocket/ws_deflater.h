#pragma once

#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace wiretape::wire {

/// Packs the messages of one side of a WebSocket with permessage-deflate (RFC 7692 section 7.2.1), with zlib. What is
/// appended between two ends of messages is one message, whichever frames it goes out in. The bytes depend on zlib's
/// version. Holds some 256 KiB at the largest window. Not thread safe.
class WsDeflater {
 public:
  /// `window_bits`: how far back it may refer, 8 to 15. `keeps_context`: whether a message may refer to those before it
  /// (context takeover).
  WsDeflater(int window_bits, bool keeps_context);

  /// Packs the next piece of the message. What it comes to may wait for the message's end.
  void append(std::string& out, std::string_view text);

  /// Ends the message: all of it is in what was appended.
  void end_message(std::string& out);

 private:
  struct End {
    void operator()(z_stream_s* stream) const;
  };

  void deflate_into(std::string& out, int flush);

  std::unique_ptr<z_stream_s, End> stream_;  // zlib's state points back to it
  bool keeps_context_;
  bool is_empty_ = true;  // the message
};

}  // namespace wiretape::wire
