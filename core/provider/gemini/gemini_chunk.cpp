#include "wiretape/core/provider/gemini/gemini_chunk.h"

#include <algorithm>
#include <array>
#include <string>

#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/errors/json_error.h"
#include "wiretape/core/provider/shared/json_finish.h"
#include "wiretape/core/text/json/holds_text.h"
#include "wiretape/core/text/json/last_members.h"
#include "wiretape/core/text/json/strict_json.h"
#include "wiretape/core/text/json/whole_number.h"

// The shape that is read. Members that are not named here are only checked, but for those of a part that hold texts:
// they must be content of a kind that is not known. null is the same as absent everywhere.
//
//   chunk      { candidates: [candidate], promptFeedback: { blockReason, blockReasonMessage }, usageMetadata,
//                modelVersion, responseId, error, … }
//   candidate  { index, content: { parts: [part] }, finishReason, citationMetadata: { citationSources | citations: []
//   },
//                groundingMetadata: { groundingSupports: [] } }
//   part       { text, thought, thoughtSignature, functionCall: { id, name, args, partialArgs, willContinue }, … }
//   error      { code, message, status }

namespace wiretape::provider {
namespace {

using Value = text::StrictJson::Value;

constexpr std::int64_t most_candidates = 1024;

// Members of a part that hold texts, and no content.
constexpr auto harmless_in_part = std::to_array<std::string_view>({"partMetadata", "videoMetadata", "mediaResolution"});

// Both APIs number these alike; above them they differ.
constexpr std::array<std::string_view, 5> finish_names{"STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER"};
constexpr std::array<std::string_view, 4> block_names{"SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT"};

bool is_object(Value& value) {
  return text::StrictJson::token(value) == "{";
}

bool is_list(Value& value) {
  return text::StrictJson::token(value) == "[";
}

bool is_text(Value& value) {
  return text::StrictJson::token(value).front() == '"';
}

// An enumeration's word in the place of its number.
template <std::size_t Count>
std::string_view named(std::string_view reason, const std::array<std::string_view, Count>& names) {
  const bool is_number = reason.size() == 1 && reason[0] >= '1' && reason[0] < static_cast<char>('1' + Count);
  return is_number ? names[static_cast<std::size_t>(reason[0] - '1')] : reason;
}

bool is_block_reason(std::string_view reason) {
  return !reason.ends_with("REASON_UNSPECIFIED");
}

}  // namespace

struct GeminiChunkReader::State {
  bool read(std::string_view text);
  bool read_once(std::string_view text);
  bool read_member(std::string_view name, Value& value);
  bool read_candidates(Value& value);
  bool read_candidate(Value& value);
  bool read_candidate_member(std::string_view name, Value& value, GeminiCandidate& candidate);
  bool read_index(Value& value, std::uint32_t& index);
  bool read_content(Value& value, GeminiCandidate& candidate);
  bool read_part(Value& value, GeminiCandidate& candidate);
  bool read_part_member(std::string_view name, Value& value, GeminiPart& part);
  bool read_call(Value& value, GeminiPart& part);
  bool read_arguments(Value& value, GeminiCall& call);
  bool read_citations(std::string_view name, Value& value, GeminiCandidate& candidate);
  bool read_feedback(Value& value);
  bool read_error(Value& value);
  bool check_unknown(Value& value, bool& has_unknown);

  text::StrictJson json;
  GeminiChunk chunk;
  std::string rewritten;  // a text that named members twice, without all but the last of them
};

bool GeminiChunkReader::State::read(std::string_view text) {
  if (!read_once(text)) return false;
  if (!json.repeats_names()) return true;
  rewritten = text::keep_last_members(json.written());
  return read_once(rewritten);
}

bool GeminiChunkReader::State::read_once(std::string_view text) {
  chunk.id = {};
  chunk.model = {};
  chunk.candidates.clear();
  chunk.block_reason = {};
  chunk.block_message = {};
  chunk.usage = {};
  chunk.error.reset();
  chunk.may_fail = false;
  const auto on_member = [this](std::string_view name, Value& value) { return read_member(name, value); };
  if (!json.read_object(text, on_member)) return false;
  chunk.written = json.written();
  return true;
}

bool GeminiChunkReader::State::read_member(std::string_view name, Value& value) {
  if (name == "candidates") return is_list(value) ? read_candidates(value) : json.check(value);
  if (name == "usageMetadata") return is_object(value) ? json.capture(value, chunk.usage) : json.check(value);
  if (name == "modelVersion") return json.as_text(value, chunk.model);
  if (name == "responseId") return json.as_text(value, chunk.id);
  if (name == "promptFeedback") return is_object(value) ? read_feedback(value) : json.check(value);
  if (name == "error") return read_error(value);
  chunk.may_fail = chunk.may_fail || may_say_failure(name);
  return json.check(value);
}

bool GeminiChunkReader::State::read_candidates(Value& value) {
  return json.each_element(
      value, [this](Value& element) { return is_object(element) ? read_candidate(element) : json.check(element); });
}

bool GeminiChunkReader::State::read_candidate(Value& value) {
  GeminiCandidate candidate;
  candidate.index = static_cast<std::uint32_t>(chunk.candidates.size());
  const auto on_member = [&](std::string_view name, Value& member) {
    return read_candidate_member(name, member, candidate);
  };
  if (chunk.candidates.size() == most_candidates) return json.wrong_shape("more than 1024 candidates", value);
  if (!json.each_field(value, on_member)) return false;
  candidate.finish_reason = named(candidate.finish_reason, finish_names);
  chunk.candidates.push_back(std::move(candidate));
  return true;
}

bool GeminiChunkReader::State::read_candidate_member(std::string_view name, Value& value, GeminiCandidate& candidate) {
  if (name == "index") return read_index(value, candidate.index);
  if (name == "content") return is_object(value) ? read_content(value, candidate) : json.check(value);
  if (name == "finishReason") return read_finish_reason(json, value, candidate.finish_reason, chunk.error);
  const bool may_cite = name == "citationMetadata" || name == "groundingMetadata";
  if (!may_cite || !is_object(value)) return json.check(value);
  return json.each_field(value,
                         [&](std::string_view member, Value& list) { return read_citations(member, list, candidate); });
}

bool GeminiChunkReader::State::read_index(Value& value, std::uint32_t& index) {
  const std::string_view token = text::StrictJson::token(value);
  if (token == "null") return json.check(value);
  const auto number = text::whole_number(token).value_or(-1);
  if (number < 0 || number >= most_candidates) {
    return json.wrong_shape("a candidate's index is not a whole number below 1024", value);
  }
  index = static_cast<std::uint32_t>(number);
  return json.check(value);
}

bool GeminiChunkReader::State::read_content(Value& value, GeminiCandidate& candidate) {
  return json.each_field(value, [&](std::string_view name, Value& member) {
    if (name != "parts" || !is_list(member)) return json.check(member);
    return json.each_element(
        member, [&](Value& part) { return is_object(part) ? read_part(part, candidate) : json.check(part); });
  });
}

bool GeminiChunkReader::State::read_part(Value& value, GeminiCandidate& candidate) {
  const std::string_view token = text::StrictJson::token(value);
  GeminiPart part;
  const auto on_member = [&](std::string_view name, Value& member) { return read_part_member(name, member, part); };
  if (!json.each_field(value, on_member) || !json.written_from(token, part.json)) return false;
  candidate.parts.push_back(part);
  return true;
}

bool GeminiChunkReader::State::read_part_member(std::string_view name, Value& value, GeminiPart& part) {
  if (name == "text" && is_text(value)) return json.text_piece(value, part.text);
  if (name == "thoughtSignature") return json.text_or_nothing(value, part.signature);
  if (name == "functionCall" && is_object(value)) return read_call(value, part);
  if (name == "thought") {
    part.is_thought = text::StrictJson::token(value) == "true";
    return json.check(value);
  }
  const bool is_harmless = std::ranges::find(harmless_in_part, name) != harmless_in_part.end();
  return is_harmless ? json.check(value) : check_unknown(value, part.has_unknown);
}

// One whose arguments come in pieces is content that is not understood, rather than a call with other arguments.
bool GeminiChunkReader::State::read_call(Value& value, GeminiPart& part) {
  GeminiCall call;
  bool is_piece = false;
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "id") return json.as_text(member, call.id);
    if (name == "name") return json.as_text(member, call.name);
    if (name == "args") return read_arguments(member, call);
    is_piece = is_piece || (name == "partialArgs" && is_list(member));
    is_piece = is_piece || (name == "willContinue" && text::StrictJson::token(member) == "true");
    return json.check(member);
  };
  if (!json.each_field(value, on_member)) return false;
  part.has_unknown = part.has_unknown || is_piece;
  const bool says_something = !call.id.empty() || !call.name.empty() || call.arguments != "{}";
  if (says_something && !is_piece) part.call = call;
  return true;
}

bool GeminiChunkReader::State::read_arguments(Value& value, GeminiCall& call) {
  const bool is_written = !is_text(value);
  std::string_view arguments;
  if (!json.as_text(value, arguments)) return false;
  if (!arguments.empty()) call.arguments = is_written ? json.compact(arguments) : arguments;
  return true;
}

bool GeminiChunkReader::State::read_citations(std::string_view name, Value& value, GeminiCandidate& candidate) {
  const bool cites = name == "citationSources" || name == "citations" || name == "groundingSupports";
  if (!cites || !is_list(value)) return json.check(value);
  return json.each_element(value, [&](Value& citation) {
    if (!is_object(citation)) return json.check(citation);
    return json.capture(citation, candidate.citations.emplace_back());
  });
}

bool GeminiChunkReader::State::read_feedback(Value& value) {
  const auto on_member = [this](std::string_view name, Value& member) {
    if (name == "blockReason") return read_finish_reason(json, member, chunk.block_reason, chunk.error);
    if (name == "blockReasonMessage") return json.text_or_nothing(member, chunk.block_message);
    return json.check(member);
  };
  if (!json.each_field(value, on_member)) return false;
  chunk.block_reason = is_block_reason(chunk.block_reason) ? named(chunk.block_reason, block_names) : "";
  return true;
}

// The word for its status is what other providers call the type.
bool GeminiChunkReader::State::read_error(Value& value) {
  const std::string_view token = text::StrictJson::token(value);
  if (token != "{") return read_json_error(json, value, chunk.error);
  ErrorDelta error;
  std::string_view status;
  bool is_empty = true;
  const auto on_member = [&](std::string_view name, Value& member) {
    is_empty = is_empty && says_no_error(text::StrictJson::token(member));
    return name == "status" ? json.as_text(member, status) : read_json_error_member(json, name, member, error);
  };
  if (!json.each_field(value, on_member) || !json.written_from(token, error.json)) return false;
  if (!status.empty()) error.type = status;
  if (!is_empty) chunk.error = error;
  return true;
}

bool GeminiChunkReader::State::check_unknown(Value& value, bool& has_unknown) {
  std::string_view written;
  if (!json.capture(value, written)) return false;
  has_unknown = has_unknown || text::holds_text(written);
  return true;
}

GeminiChunkReader::GeminiChunkReader() : state_(std::make_unique<State>()) {}
GeminiChunkReader::GeminiChunkReader(GeminiChunkReader&&) noexcept = default;
GeminiChunkReader& GeminiChunkReader::operator=(GeminiChunkReader&&) noexcept = default;
GeminiChunkReader::~GeminiChunkReader() = default;

const GeminiChunk* GeminiChunkReader::read(std::string_view json) {
  return state_->read(json) ? &state_->chunk : nullptr;
}

UndecodableDelta GeminiChunkReader::failure() const {
  return {state_->json.failure().what, state_->json.failure().offset};
}

}  // namespace wiretape::provider
