#pragma once

#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/wire/websocket/ws_deflate_params.h"

namespace wiretape::program {

/// Packs the messages of a WebSocket's body as permessage-deflate has it (RFC 7692 section 7.2.1), each in its one
/// frame. What the standard forbids, and what comes in fragments, stays as it is: a message need not be packed.
void pack_messages(Body& body, const wire::WsDeflateParams& agreed);

}  // namespace wiretape::program
