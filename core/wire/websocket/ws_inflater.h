#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "wiretape/core/wire/http/coding/unpack_step.h"

struct z_stream_s;

namespace wiretape::wire {

/// Unpacks the messages of one side of a WebSocket with permessage-deflate (RFC 7692 section 7.2.2), piece by piece,
/// with zlib. Takes blocks of every kind, the final one as well. A sender that refers further back than it may is
/// understood up to the 32 KiB that DEFLATE knows. Not thread safe.
class WsInflater {
 public:
  /// `keeps_context`: whether a message may refer to those before it (context takeover).
  explicit WsInflater(bool keeps_context);

  /// Takes packed bytes of the message. They are held until run has unpacked them.
  void feed(std::string_view packed);

  /// All of the message was fed, and run has unpacked it.
  void end_message();

  /// Unpacks into `out[0, size)`, which is not empty. `open` and nothing written: feed more. `whole` and nothing
  /// written: the message ended, and the next one may be fed. `damaged`: nothing more can be unpacked; that a message
  /// ends inside a block shows only where the four bytes that senders leave out make no sense there.
  [[nodiscard]] UnpackStep run(char* out, std::size_t size);

  /// Whether run has anything to do before more is fed.
  [[nodiscard]] bool has_work() const { return damaged_ || ending_ || more_ || at_ < fed_.size(); }

 private:
  struct End {
    void operator()(z_stream_s* stream) const;
  };

  [[nodiscard]] bool inflate_once();
  [[nodiscard]] UnpackState finish();
  void forget_fed();

  std::unique_ptr<z_stream_s, End> stream_;  // zlib's state points back to it
  bool keeps_context_;
  bool fresh_ = true;  // nothing was read since the stream began, or a final block ended
  bool at_block_end_ = false;
  bool damaged_ = false;
  bool more_ = false;    // zlib had no room for all
  bool ending_ = false;  // the message's end was fed
  std::string fed_;
  std::size_t at_ = 0;  // what of it is unpacked
};

}  // namespace wiretape::wire
