// The law of answers, whatever frames come: one that is called complete had the dialect's terminator, or a reason as
// the last word of each of its choices; and content that came is in the message, understood or not. The first byte
// chooses the dialect and what follows the last frame; each further line is a frame.

#include <algorithm>
#include <array>
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

// Where a dialect's plain delta says text.
struct PlainText {
  std::string_view dialect;
  std::string_view type;  // of its event; empty where events have none
  const char* place;
};

constexpr std::array<PlainText, 7> plain_texts = {{
    {"openai.chat", "", "/choices/0/delta/content"},
    {"anthropic.messages", "content_block_delta", "/delta/text"},
    {"openai.responses", "response.output_text.delta", "/delta"},
    {"ollama.chat", "", "/message/content"},
    {"ollama.generate", "", "/response"},
    {"cohere.chat", "content-delta", "/delta/message/content/text"},
    {"gemini", "", "/candidates/0/content/parts/0/text"},
}};

// What a plain delta of the dialect says, as an independent parser reads it; empty where it is none.
std::string plain_text(const provider::Dialect& dialect, const wire::Frame& frame) {
  if (frame.data.find('\\') != std::string_view::npos || frame.name == "error") return {};
  const auto event = nlohmann::json::parse(frame.data, nullptr, false);
  const auto* plain = std::ranges::find(plain_texts, dialect.name, &PlainText::dialect);
  if (!event.is_object() || plain == plain_texts.end()) return {};
  if (!plain->type.empty() && event.value("type", nlohmann::json()) != plain->type) return {};
  const nlohmann::json::json_pointer place(plain->place);
  return event.contains(place) && event.at(place).is_string() ? event.at(place).get<std::string>() : "";
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

void check(const provider::Dialect& dialect, bool requires_terminator, wire::Ending ending, std::string_view text) {
  client::AnswerDecoder answer(dialect, requires_terminator);
  Proof proof(dialect);
  for (const std::string& line : provider::lines_of(text)) {
    const provider::Frame frame = provider::frame_of(line);
    answer.frame(frame, 0);
    proof.hear(frame);
    const auto outcome = answer.outcome();
    if (outcome && !std::holds_alternative<client::Completed>(*outcome)) break;
    const std::string said = plain_text(dialect, frame);
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
  check(*dialects[(choice & 15U) % dialects.size()], (choice & 64U) != 0, ending, text);
  return 0;
}
