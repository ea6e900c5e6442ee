#pragma once

#include "wiretape/convert/format.h"

namespace wiretape::convert {

/// HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/) as Chrome, Firefox, Playwright and mitmproxy write it, and
/// as wiretape does, whose `_wiretape` members it reads back. Bodies are unpacked in it, and no pieces are kept.
/// WebSockets are left out, with a note.
extern const Format har;

}  // namespace wiretape::convert
