#pragma once

#include "wiretape/convert/format.h"

namespace wiretape::convert {

/// Flow files of mitmproxy (`mitmdump -w`, version 0.18 and later): bodies as they were sent, still packed; no reads. A
/// response that broke off has no body in them, and is left out, with a note; so are WebSockets and flows that are not
/// HTTP.
extern const Format mitmproxy_flows;

}  // namespace wiretape::convert
