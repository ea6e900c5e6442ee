#include "wiretape/recorder/diff/answer_shape.h"

#include <algorithm>
#include <variant>

#include "wiretape/core/text/json/json_index.h"
#include "wiretape/core/wire/frame_reader.h"

namespace wiretape::recorder::diff {
namespace {

constexpr std::size_t longest_word = 32;

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= longest_word &&
         std::ranges::all_of(text, [](char byte) { return byte > ' ' && byte <= '~'; });
}

/// What an event's data tells of its type.
std::string type_in(std::string_view data) {
  text::JsonIndex json;
  if (!json.read(data)) return std::string(is_word(data) ? data : "text");
  const auto type = json.root().member("type");
  std::string buffer;
  return type && type->is_text() ? std::string(type->text(buffer)) : "";
}

/// The name of an event is its type; one without a name is a "message" (HTML, section 9.2.6).
std::string type_of(const wire::Frame& frame) {
  const bool has_name = !frame.name.empty() && frame.name != "message";
  return has_name ? std::string(frame.name) : type_in(frame.data);
}

void note_event(AnswerShape& shape, const std::string& type, std::string_view data, std::size_t index) {
  auto& event = shape[type];
  if (event.count++ == 0) event.first = index;
  event.last = index;
  event.is_json = event.json.add(data, index) && event.is_json;
}

AnswerShape stream_shape(wire::Framing framing, std::string_view body) {
  AnswerShape shape;
  std::size_t index = 0;
  const auto note = [&](const wire::Frame& frame) { note_event(shape, type_of(frame), frame.data, index++); };
  wire::FrameReader reader(framing);
  for (;;) {
    const auto item = reader.next(body);
    if (const auto* frame = std::get_if<wire::Frame>(&item)) note(*frame);
    if (std::holds_alternative<wire::FrameNeedMore>(item)) break;
    if (std::holds_alternative<wire::FrameTooLarge>(item)) return shape;
  }
  if (const auto rest = reader.rest()) note(*rest);
  return shape;
}

}  // namespace

AnswerShape shape_of(std::string_view content_type, std::string_view body) {
  if (const auto framing = wire::framing_of_type(content_type)) return stream_shape(*framing, body);
  AnswerShape shape;
  note_event(shape, "", body, 0);
  return shape;
}

}  // namespace wiretape::recorder::diff
