#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/net/call/http_call_step.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/wire/http/http_writer.h"
#include "wiretape/recorder/relay/passed_head.h"

namespace wiretape::recorder::relay {

/// What one read from upstream brought.
struct AnswerRead {
  bool has_bytes = false;  ///< something was read
  std::string bytes;       ///< for the application: heads made anew, all of the body as it came, with its framing
  std::vector<wire::HttpResponseHead> interim;  ///< as they go on
  std::optional<wire::HttpResponseHead> head;   ///< the same
  std::string body;                             ///< framing taken off
  std::vector<std::uint64_t> chunks;
  std::optional<net::CallEnd> end;
};

/// Makes of what a call reads what the application is to read. A body goes on byte for byte with its framing, so that
/// the application finds whatever upstream did to it, in the same place: a cut, a chunk that is no chunk. Of a head
/// that is cut, too, the bytes go on as they came. Not thread safe.
class AnswerReader {
 public:
  /// `minor_version`: the application's; of HTTP/1.0 it is told no informational response. `closes`: it is not to ask
  /// again on its connection.
  AnswerReader(int minor_version, bool closes) : minor_version_(minor_version), closes_(closes) {}

  /// All that `call` has read. To be asked once after each of its waits; it tells wire::HttpDetail::transfer.
  template <class Call>
  [[nodiscard]] AnswerRead take(Call& call) {
    AnswerRead read;
    auto input = call.unread();
    read.has_bytes = !input.empty();
    for (;;) {
      auto step = call.next();
      const auto rest = call.unread();
      const auto raw = input.substr(0, input.size() - rest.size());
      input = rest;
      if (std::holds_alternative<net::HttpCallNeedMore>(step)) {
        (has_head_ ? read.bytes : held_) += raw;
        return read;
      }
      if (auto* end = std::get_if<net::CallEnd>(&step)) {
        finish(read, raw, std::move(*end));
        return read;
      }
      if (const auto* head = std::get_if<net::HttpCallHead>(&step)) {
        take_head(read, *head->head, call.framing().kind);
      } else if (const auto* interim = std::get_if<wire::HttpInterimHead>(&step)) {
        take_interim(read, interim->head);
      } else {
        read.bytes += raw;
        take_body(read, step);
      }
    }
  }

  /// Whether the application must not ask again on its connection once the answer is whole.
  [[nodiscard]] bool closes() const { return closes_; }

  /// Whether the response's head has come.
  [[nodiscard]] bool has_head() const { return has_head_; }

 private:
  void take_head(AnswerRead& read, const wire::HttpResponseHead& head, wire::HttpFraming::Kind framing) {
    has_head_ = true;
    held_.clear();
    closes_ = closes_ || framing == wire::HttpFraming::Kind::until_close || head.minor_version == 0;
    read.head = head_for_client(head);
    wire::append_response_head(read.bytes, *read.head);
  }

  void take_interim(AnswerRead& read, const wire::HttpResponseHead& head) {
    held_.clear();
    read.interim.push_back(head_for_client(head));
    if (minor_version_ >= 1) wire::append_response_head(read.bytes, read.interim.back());
  }

  static void take_body(AnswerRead& read, const net::HttpCallStep& step) {
    if (const auto* piece = std::get_if<wire::HttpBodyBytes>(&step)) read.body += piece->bytes;
    if (const auto* chunk = std::get_if<wire::HttpChunkBegin>(&step)) read.chunks.push_back(chunk->size);
  }

  /// What comes behind a whole response is none of it.
  void finish(AnswerRead& read, std::string_view raw, net::CallEnd end) {
    if (has_head_) {
      read.bytes += raw;
    } else if (std::holds_alternative<net::ResponseEnded>(end)) {
      read.bytes.append(std::exchange(held_, "")).append(raw);
    }
    read.end = std::move(end);
  }

  int minor_version_;
  bool closes_;
  bool has_head_ = false;
  std::string held_;  // of a head that is not whole yet
};

}  // namespace wiretape::recorder::relay
