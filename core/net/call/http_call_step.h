#pragma once

#include <variant>

#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/wire/http/http_response_reader.h"

namespace wiretape::net {

/// Nothing has arrived that was not handed out.
struct HttpCallNeedMore {};

/// The response's head has arrived. It stays as long as the call.
struct HttpCallHead {
  const wire::HttpResponseHead* head;
};

/// What a call comes to, one after the other. HttpBodyBytes: a piece of the body, valid until more is asked for. The
/// last two only of a call that tells wire::HttpDetail::transfer.
using HttpCallStep = std::variant<HttpCallNeedMore, HttpCallHead, wire::HttpBodyBytes, CallEnd, wire::HttpInterimHead,
                                  wire::HttpChunkBegin>;

}  // namespace wiretape::net
