#pragma once

// The streaming client: link wiretape::client. For many streams on an io_context of your own there is
// wiretape/client/async_client.h besides, which needs Boost.Asio.

#include "wiretape/client/client.h"
#include "wiretape/client/simple/text_stream.h"
