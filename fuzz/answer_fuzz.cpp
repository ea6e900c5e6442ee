// The law of answers, whatever frames come: one that is called complete had the dialect's terminator, or a reason as
// the last word of each of its choices; and content that came is in the message, understood or not. The first byte
// chooses the dialect and what follows the last frame; each further line is a frame.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/client/answer_decoder.h"
#include "wiretape/core/provider/dialects.h"

#include "fuzz/dialect_promises.h"

namespace {

using namespace wiretape;
using provider::require;

// What the deltas of a decoder of its own come to.
class Proof {
 public:
  explicit Proof(const provider::Dialect& dialect) : decoder_(dialect.read.make_decoder()) {}

  void hear(const wire::Frame& frame) {
    std::vector<provider::Delta> deltas;
    decoder_->decode(frame, deltas);
    for (const provider::Delta& delta : deltas)
      std::visit([this](const auto& said) { take(said); }, delta);
  }

  [[nodiscard]] bool is_there() const {
    if (has_terminator_) return true;
    for (const auto& [choice, has_reason] : is_finished_) {
      if (!has_reason) return false;
    }
    return !is_finished_.empty();
  }

 private:
  template <class Content>
  requires requires(const Content& content) { content.choice; }
  void take(const Content& content) { is_finished_[content.choice] = std::is_same_v<Content, provider::FinishDelta>; }
  void take(const provider::TerminatorDelta& /*delta*/) { has_terminator_ = true; }
  template <class Other>
  void take(const Other& /*other*/) {}

  std::unique_ptr<provider::Decoder> decoder_;
  bool has_terminator_ = false;
  std::map<std::uint32_t, bool> is_finished_;
};

// A text that a plain delta of either dialect says, as an independent parser reads it; empty where it says none.
std::string plain_text(const wire::Frame& frame) {
  using Json = nlohmann::json;
  const auto event = Json::parse(frame.data, nullptr, false);
  const auto text_at = [&](const char* pointer) {
    const Json::json_pointer place(pointer);
    const bool is_text = !event.is_discarded() && event.contains(place) && event.at(place).is_string();
    return is_text ? event.at(place).get<std::string>() : std::string();
  };
  const bool is_plain = frame.data.find('\\') == std::string_view::npos && frame.name != "error";
  if (!is_plain) return {};
  const std::string chat = text_at("/choices/0/delta/content");
  if (!chat.empty()) return chat;
  return text_at("/type") == "content_block_delta" ? text_at("/delta/text") : "";
}

bool holds(const provider::Message& message, const std::string& text) {
  for (const provider::Choice& choice : message.choices) {
    for (const std::string& part : {choice.text, choice.reasoning, choice.refusal}) {
      if (part.find(text) != std::string::npos) return true;
    }
    for (const std::string& json : choice.unknown_content) {
      if (json.find(text) != std::string::npos) return true;
    }
  }
  return false;
}

// Whether the dialect is the one that says `plain_text` so.
bool speaks(const provider::Dialect& dialect, const wire::Frame& frame) {
  if (dialect.name == "openai.chat") return frame.data.find("\"choices\"") != std::string_view::npos;
  return frame.data.find("\"content_block_delta\"") != std::string_view::npos &&
         frame.data.find("\"choices\"") == std::string_view::npos;
}

void check(const provider::Dialect& dialect, bool requires_terminator, wire::Ending ending, std::string_view text) {
  client::AnswerDecoder answer(dialect, requires_terminator);
  Proof proof(dialect);
  for (const std::string& line : provider::lines_of(text)) {
    const provider::Frame frame = provider::frame_of(line);
    answer.frame(frame, 0);
    proof.hear(frame);
    const auto outcome = answer.outcome();
    if (outcome && !std::holds_alternative<client::Completed>(*outcome)) break;
    const std::string said = speaks(dialect, frame) ? plain_text(frame) : "";
    if (!said.empty() && !outcome) require(holds(answer.message(), said));
    if (outcome) break;
  }
  answer.end(ending);
  require(answer.outcome().has_value());
  const bool is_complete = std::holds_alternative<client::Completed>(*answer.outcome()) ||
                           std::holds_alternative<client::LengthLimited>(*answer.outcome());
  if (is_complete) require(proof.is_there());
  while (answer.take_event()) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const auto dialects = provider::all_dialects();
  const std::size_t choice = bytes[0];
  const auto ending = (choice & 128U) != 0 ? wire::Ending::reset : wire::Ending::complete;
  check(*dialects[choice % dialects.size()], (choice & 64U) != 0, ending, text);
  return 0;
}
