// Any bytes may come as frames of an `openai.chat` stream, one a line here, or as a whole answer. What the decoder says
// must keep its promises, and an independent parser must agree on what is JSON.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/delta_text_for_test.h"
#include "wiretape/core/provider/message.h"
#include "wiretape/core/provider/openai_chat.h"
#include "wiretape/core/provider/utf8.h"

namespace {

using namespace wiretape::provider;

void require(bool promise) {
  if (!promise) std::abort();
}

bool is_utf8(std::string_view text) {
  return to_valid_utf8(text) == text;
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
void judge(std::string_view text, const std::vector<Delta>& deltas) {
  if (text.find('\0') != std::string_view::npos) return;
  const auto* undecodable = deltas.empty() ? nullptr : std::get_if<UndecodableDelta>(&deltas.front());
  const bool called_unsound = undecodable != nullptr && undecodable->what.starts_with("not JSON");
  Judge judge;
  const bool sound = nlohmann::json::sax_parse(text, &judge);
  if (!judge.lenient) require(undecodable == nullptr ? sound : !(called_unsound && sound));
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
  static void check(const BlockDelta& /*delta*/) { require(false); }  // the dialect has none of these
  static void check(const SignatureDelta& /*delta*/) { require(false); }
  static void check(const RedactedReasoningDelta& /*delta*/) { require(false); }
  static void check(const CitationDelta& /*delta*/) { require(false); }
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

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// A line that begins with '!' is an event named "error".
Frame frame_of(const std::string& line) {
  if (line.starts_with('!')) return {"error", std::string_view(line).substr(1)};
  return {"message", line};
}

// Deltas that depend on the frame alone.
std::vector<std::string> stateless(const std::vector<Delta>& deltas) {
  std::vector<std::string> described;
  for (const Delta& delta : deltas) {
    const bool stateful = std::holds_alternative<MetadataDelta>(delta) || std::holds_alternative<ToolCallDelta>(delta);
    if (!stateful) described.push_back(describe(delta));
  }
  return described;
}

// A decoder that has seen other frames says what a fresh one says.
void compare_with_fresh(const Frame& frame, const std::vector<Delta>& deltas) {
  std::vector<Delta> fresh_deltas;
  const auto fresh = openai_chat.make_decoder();
  fresh->decode(frame, fresh_deltas);
  require(stateless(deltas) == stateless(fresh_deltas));
}

void decode_stream(const std::vector<std::string>& lines) {
  const auto decoder = openai_chat.make_decoder();
  Listener listener;
  std::vector<Delta> deltas;
  for (const std::string& line : lines) {
    const Frame frame = frame_of(line);
    deltas.clear();
    decoder->decode(frame, deltas);
    listener.hear(deltas, frame.data.size());
    compare_with_fresh(frame, deltas);
    const bool is_done = !deltas.empty() && std::holds_alternative<TerminatorDelta>(deltas.front());
    if (frame.name == "message" && !is_done) judge(frame.data, deltas);
  }
}

void decode_answers(std::string_view body) {
  for (const int status : {200, 500}) {
    const auto decoder = openai_chat.make_decoder();
    std::vector<Delta> deltas;
    decoder->decode_whole(status, body, deltas);
    Listener().hear(deltas, body.size());
    require(!deltas.empty());
    if (status == 500) require(deltas.size() == 1 && std::holds_alternative<ErrorDelta>(deltas.front()));
  }
}

void annotate(const std::vector<std::string>& lines) {
  std::vector<Event> events;
  for (const std::string& line : lines) {
    const Frame frame = frame_of(line);
    events.emplace_back(DataEvent{std::string(frame.name), std::string(frame.data), {}});
  }
  std::size_t last = 0;
  for (const Mark& mark : openai_chat.annotate(events)) {
    require(mark.event >= last && mark.event <= events.size() && mark.ordinal >= 1);
    last = mark.event;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::vector<std::string> lines = lines_of(text);
  decode_stream(lines);
  decode_answers(text);
  annotate(lines);
  return 0;
}
