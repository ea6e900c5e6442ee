#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wiretape::wire {

/// How the events of a stream follow each other in a body. How HTTP carries the body is HttpFraming's.
enum class Framing : std::uint8_t {
  sse,         ///< server-sent events (WHATWG HTML section 9.2)
  ndjson,      ///< one JSON text a line (https://github.com/ndjson/ndjson-spec)
  json_array,  ///< the elements of one JSON array, which comes piece by piece
  websocket,   ///< what a server says behind the head that opens a WebSocket (RFC 6455); comments are its pings
};

/// What an event says, before it is framed.
struct FrameParts {
  std::string_view name{};
  std::string_view data{};
  std::optional<std::string_view> id{};
};

/// Fields that stand without data, which are no event.
struct FrameFields {
  std::optional<std::string_view> name{};
  std::optional<std::string_view> id{};
  std::optional<std::uint64_t> retry{};  ///< ms
};

/// An event or a comment that stands in bytes.
struct FoundFrame {
  enum class Kind : std::uint8_t { event, comment };
  Kind kind = Kind::event;
  std::size_t start = 0;  ///< of its first line
  std::size_t end = 0;    ///< behind what ended it
  std::string name{};     ///< of the event; empty: none
  std::string data{};     ///< of the event, or the comment's text
};

/// A framing's code, both ways: plain functions without state that never fail.
struct FramingCodec {
  std::string_view name;                          ///< in messages: "server-sent events"
  std::span<const std::string_view> media_types;  ///< by which a content type names it, in lower case; may be empty
  bool has_names;                                 ///< an event may have a name and an id
  bool has_line_breaks;                           ///< an event's data may have several lines

  /// Appends one event. What the framing has no place for is left out; a line break that it can't have in data becomes
  /// a blank.
  void (*append_event)(std::string& out, const FrameParts& event);

  /// Appends one comment; nullptr: the framing has none.
  void (*append_comment)(std::string& out, std::string_view text);

  /// Appends fields without data; nullptr: the framing has none.
  void (*append_fields)(std::string& out, const FrameFields& fields);

  /// The events and comments in bytes, by where they start. Bytes that hold none give none.
  std::vector<FoundFrame> (*find)(std::string_view bytes);

  /// The bytes of one event, as found, with other data: all else in them stays. Empty where there is no place for it.
  std::string (*with_data)(std::string_view event, std::string_view data);

  /// Where in an event's bytes its data begins; nullopt where it has none.
  std::optional<std::size_t> (*data_place)(std::string_view event);

  /// What stands behind the last event of a body that is whole; empty: nothing.
  std::string_view end{};
};

/// The code of a framing. Valid for ever.
[[nodiscard]] const FramingCodec& codec_of(Framing framing);

/// The framing that a content type names, parameters and letter case apart; nullopt where it names none.
[[nodiscard]] std::optional<Framing> framing_of_type(std::string_view content_type);

}  // namespace wiretape::wire
