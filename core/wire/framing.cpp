#include "wiretape/core/wire/framing.h"

#include <algorithm>
#include <array>

#include "wiretape/core/wire/media_type.h"

namespace wiretape::wire {

// One file each, named after the framing.
extern const FramingCodec sse_codec;
extern const FramingCodec ndjson_codec;
extern const FramingCodec json_array_codec;
extern const FramingCodec websocket_codec;

namespace {

// A new framing is one line here, in the order of the enumerators.
constexpr std::array codecs{&sse_codec, &ndjson_codec, &json_array_codec, &websocket_codec};

}  // namespace

const FramingCodec& codec_of(Framing framing) {
  return *codecs[static_cast<std::size_t>(framing)];
}

std::optional<Framing> framing_of_type(std::string_view content_type) {
  const std::string type = media_type(content_type);
  for (std::size_t index = 0; index < codecs.size(); ++index) {
    if (std::ranges::find(codecs[index]->media_types, type) != codecs[index]->media_types.end()) {
      return static_cast<Framing>(index);
    }
  }
  return std::nullopt;
}

}  // namespace wiretape::wire
