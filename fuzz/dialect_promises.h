#pragma once

// What every dialect's decoder promises, whatever bytes come as frames of a stream, one a line here, or as a whole
// answer; and an independent parser must agree on what is JSON.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/message.h"
#include "wiretape/core/provider/shared/annotate.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {

inline void require(bool promise) {
  if (!promise) std::abort();
}

inline bool is_utf8(std::string_view text) {
  return text::to_valid_utf8(text) == text;
}

// What the decoder may take though nlohmann does not: numbers too large for a double, and half a surrogate pair.
class Judge : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return true; }
  bool boolean(bool /*value*/) override { return true; }
  bool number_integer(std::int64_t /*value*/) override { return true; }
  bool number_unsigned(std::uint64_t /*value*/) override { return true; }
  bool number_float(double /*value*/, const std::string& /*text*/) override { return true; }
  bool string(std::string& /*value*/) override { return true; }
  bool binary(nlohmann::json::binary_t& /*value*/) override { return true; }
  bool start_object(std::size_t /*elements*/) override { return true; }
  bool key(std::string& /*value*/) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t /*elements*/) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::json::exception& error) override {
    lenient = error.id == 406 || std::string_view(error.what()).find("surrogate") != std::string_view::npos;
    return false;
  }

  bool lenient = false;
};

// Where the judge stops at what is let pass, the rest is not judged; nor is text with a NUL, which ends it for
// nlohmann.
inline void judge(std::string_view text, const std::vector<Delta>& deltas) {
  if (text.find('\0') != std::string_view::npos) return;
  const auto* undecodable = deltas.empty() ? nullptr : std::get_if<UndecodableDelta>(&deltas.front());
  // An error that a router pasted into another's text is no JSON, but an error. Before it half a character may come out
  // that waited for its other half.
  const bool is_error = !deltas.empty() && std::holds_alternative<ErrorDelta>(deltas.back());
  const bool called_unsound = undecodable != nullptr && undecodable->what.starts_with("not JSON");
  Judge judge;
  const bool sound = nlohmann::json::sax_parse(text, &judge);
  if (!judge.lenient) require(undecodable == nullptr ? sound || is_error : !(called_unsound && sound));
}

class Listener {
 public:
  void hear(const std::vector<Delta>& deltas, std::size_t frame_size) {
    for (const Delta& delta : deltas) {
      std::visit([this](const auto& said) { this->check(said); }, delta);
      if (const auto* bad = std::get_if<UndecodableDelta>(&delta)) {
        require(deltas.size() == 1 && bad->offset <= frame_size && !bad->what.empty());
      }
      message_.add(delta);
    }
  }

 private:
  static void check_text(std::uint32_t choice, std::string_view text) {
    require(choice < 1024 && !text.empty() && is_utf8(text));
  }
  static void check(const MetadataDelta& delta) { require(is_utf8(delta.id) && is_utf8(delta.model)); }
  static void check(const TextDelta& delta) { check_text(delta.choice, delta.text); }
  static void check(const ReasoningDelta& delta) { check_text(delta.choice, delta.text); }
  static void check(const RefusalDelta& delta) { check_text(delta.choice, delta.text); }
  static void check(const BlockDelta& delta) { require(is_utf8(delta.type)); }
  static void check(const SignatureDelta& delta) { check_text(delta.choice, delta.signature); }
  static void check(const RedactedReasoningDelta& delta) { require(is_utf8(delta.data)); }
  static void check(const CitationDelta& delta) { require(delta.json.starts_with('{') && delta.json.ends_with('}')); }
  static void check(const UnknownContentDelta& delta) {
    require(delta.choice < 1024 && delta.json.starts_with('{') && delta.json.ends_with('}'));
  }
  static void check(const FinishDelta& delta) { check_text(delta.choice, delta.reason); }
  static void check(const UsageDelta& delta) { require(delta.json.starts_with('{') && delta.json.ends_with('}')); }
  static void check(const ErrorDelta& delta) {
    require(is_utf8(delta.message) && is_utf8(delta.type) && is_utf8(delta.code) && is_utf8(delta.json));
  }
  static void check(const TerminatorDelta& /*delta*/) {}
  static void check(const UndecodableDelta& /*delta*/) {}
  void check(const ToolCallDelta& delta) {
    require(is_utf8(delta.id) && is_utf8(delta.name) && is_utf8(delta.arguments));
    require(!delta.id.empty() || !delta.name.empty() || !delta.arguments.empty());
    std::uint32_t& calls = calls_[delta.choice];
    require(delta.call <= calls);
    if (delta.call == calls) ++calls;
  }

  Message message_;
  std::map<std::uint32_t, std::uint32_t> calls_;
};

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// A line that begins with '!' is an event named "error".
inline Frame frame_of(const std::string& line) {
  if (line.starts_with('!')) return {"error", std::string_view(line).substr(1)};
  return {"message", line};
}

// `frame_heard(frame, deltas)` looks at what was said of each frame.
template <typename FrameHeard>
void decode_stream(const Dialect& dialect, const std::vector<std::string>& lines, FrameHeard frame_heard) {
  const auto decoder = dialect.read.make_decoder();
  Listener listener;
  std::vector<Delta> deltas;
  for (const std::string& line : lines) {
    const Frame frame = frame_of(line);
    deltas.clear();
    decoder->decode(frame, deltas);
    listener.hear(deltas, frame.data.size());
    frame_heard(frame, deltas);
    const bool is_sentinel = line.find("[DONE]") != std::string::npos && line.find('{') == std::string::npos;
    if (frame.name == "message" && !is_sentinel) judge(frame.data, deltas);
  }
}

inline void decode_answers(const Dialect& dialect, std::string_view body) {
  for (const int status : {200, 500}) {
    const auto decoder = dialect.read.make_decoder();
    std::vector<Delta> deltas;
    decoder->decode_whole(status, body, deltas);
    Listener().hear(deltas, body.size());
    require(!deltas.empty());
    if (status == 500) require(deltas.size() == 1 && std::holds_alternative<ErrorDelta>(deltas.front()));
  }
}

inline void annotate(const Dialect& dialect, const std::vector<std::string>& lines) {
  std::vector<Event> events;
  for (const std::string& line : lines) {
    const Frame frame = frame_of(line);
    events.emplace_back(DataEvent{std::string(frame.name), std::string(frame.data), {}});
  }
  std::size_t last = 0;
  for (const Mark& mark : annotate(dialect, events)) {
    require(mark.event >= last && mark.event <= events.size() && mark.ordinal >= 1);
    last = mark.event;
  }
}

}  // namespace wiretape::provider
