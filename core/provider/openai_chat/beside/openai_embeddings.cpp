#include "wiretape/core/provider/openai_chat/beside/openai_embeddings.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/provider/shared/count_tokens.h"
#include "wiretape/core/provider/shared/ids/spread.h"
#include "wiretape/core/provider/shared/openai/openai_error.h"
#include "wiretape/core/provider/shared/openai/openai_fields.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/json/json_literal.h"
#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/text/json/whole_number.h"

namespace wiretape::provider {
namespace {

using Value = std::optional<text::JsonValue>;

/// One of the things that are embedded.
struct Input {
  ContentHash content;
  std::uint64_t tokens = 0;
};

struct Asked {
  std::string model;
  std::vector<Input> inputs;
  std::size_t dimensions = 0;
  bool is_base64 = false;
};

ErrorReply bad_request(std::string message, std::string param) {
  return {.status = 400, .message = std::move(message), .type = {}, .code = {}, .param = std::move(param)};
}

ErrorReply bad_input() {
  return bad_request(fmt::format("'input' must be a text, an array of tokens, or an array of 1 to {} of either",
                                 most_embedding_inputs),
                     "input");
}

/// Of an answer that would be a hundred megabytes, made for a request of a few thousand bytes.
ErrorReply too_many_numbers(std::size_t inputs, std::size_t dimensions) {
  return bad_request(fmt::format("{} inputs with {} dimensions each are {} numbers, at most {} are made for one "
                                 "request: send fewer inputs at once, or ask for fewer dimensions",
                                 inputs, dimensions, inputs * dimensions, most_embedding_numbers),
                     "input");
}

bool is_number(const text::JsonValue& value) {
  return text::json_literal(value.written()) == text::JsonLiteral::number;
}

/// A text or an array of tokens; nullopt for anything else.
std::optional<Input> input_of(const text::JsonValue& value) {
  Input input;
  if (value.is_text()) {
    std::string buffer;
    const auto text = value.text(buffer);
    input.content.add(text);
    input.tokens = count_tokens(text);
    return input;
  }
  for (const auto token : value.elements()) {
    if (!is_number(token)) return std::nullopt;
    input.content.add(std::uint64_t{1}).add(token.written());
    ++input.tokens;
  }
  return input.tokens > 0 ? std::optional(input) : std::nullopt;
}

/// Empty where it is nothing that can be embedded.
std::vector<Input> inputs_of(const Value& value) {
  if (!value) return {};
  if (auto one = input_of(*value)) return {*one};
  std::vector<Input> inputs;
  for (const auto element : value->elements()) {
    auto input = input_of(element);
    if (!input || inputs.size() == most_embedding_inputs) return {};
    inputs.push_back(*input);
  }
  return inputs;
}

std::size_t usual_dimensions(std::string_view model) {
  return model.ends_with("large") ? 3072 : 1536;
}

/// Nullopt where it is none that there can be.
std::optional<std::size_t> dimensions_of(const Value& value, std::string_view model) {
  if (!value || value->written() == "null") return usual_dimensions(model);
  const auto number = is_number(*value) ? text::whole_number(value->written()) : std::nullopt;
  if (!number || *number < 1 || *number > std::int64_t{most_embedding_dimensions}) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

std::variant<Asked, ErrorReply> read_asked(const RequestView& request) {
  const auto body = request.json();
  Asked asked;
  asked.model = text_of(find_member(body, "model"));
  if (asked.model.empty()) return bad_request("you must provide a model parameter", "model");
  asked.inputs = inputs_of(find_member(body, "input"));
  if (asked.inputs.empty()) return bad_input();
  const auto dimensions = dimensions_of(find_member(body, "dimensions"), asked.model);
  if (!dimensions) {
    return bad_request(fmt::format("'dimensions' must be a whole number from 1 to {}", most_embedding_dimensions),
                       "dimensions");
  }
  asked.dimensions = *dimensions;
  if (asked.inputs.size() * asked.dimensions > most_embedding_numbers)
    return too_many_numbers(asked.inputs.size(), asked.dimensions);
  asked.is_base64 = text_of(find_member(body, "encoding_format")) == "base64";
  return asked;
}

void append_numbers(std::string& out, const std::vector<float>& vector) {
  for (std::size_t index = 0; index < vector.size(); ++index)
    fmt::format_to(std::back_inserter(out), "{}{}", index == 0 ? "[" : ",", vector[index]);
  out += ']';
}

void append_base64(std::string& out, const std::vector<float>& vector) {
  std::string bytes;
  bytes.reserve(vector.size() * sizeof(float));
  for (const float element : vector) {
    const auto bits = std::bit_cast<std::uint32_t>(element);
    for (unsigned shift = 0; shift < 32; shift += 8)
      bytes += static_cast<char>(bits >> shift & 0xFFU);
  }
  out.append("\"").append(text::encode_base64(bytes)).append("\"");
}

std::string embeddings_text(const Asked& asked) {
  std::string text = R"({"object":"list","data":[)";
  std::uint64_t tokens = 0;
  for (std::size_t index = 0; index < asked.inputs.size(); ++index) {
    const auto& input = asked.inputs[index];
    text += fmt::format(R"({}{{"object":"embedding","index":{},"embedding":)", index == 0 ? "" : ",", index);
    (asked.is_base64 ? append_base64 : append_numbers)(text, unit_vector(input.content, asked.dimensions));
    text += '}';
    tokens += input.tokens;
  }
  text += R"(],"model":)";
  text::append_json_string(text, asked.model);
  return text + fmt::format(R"(,"usage":{{"prompt_tokens":{0},"total_tokens":{0}}}}})", tokens);
}

bool is_at_embeddings(std::string_view path) {
  return path.ends_with("/embeddings");
}

WholeAnswer answer_embeddings(const RequestView& request) {
  const auto asked = read_asked(request);
  if (const auto* error = std::get_if<ErrorReply>(&asked)) return openai_render_error(*error);
  return {200, openai_answer_fields(), embeddings_text(std::get<Asked>(asked))};
}

}  // namespace

std::vector<float> unit_vector(const ContentHash& content, std::size_t dimensions) {
  // The sum of squares is a whole number, below 2^53, so that no compiler can round on the way.
  constexpr std::int64_t half = std::int64_t{1} << 19;
  std::vector<std::int64_t> numbers;
  std::int64_t squares = 0;
  std::uint64_t state = content.value();
  while (numbers.size() < dimensions) {
    const auto number = static_cast<std::int64_t>(next_spread(state) >> 44U) - half;
    numbers.push_back(number == 0 ? 1 : number);
    squares += numbers.back() * numbers.back();
  }
  const double length = std::sqrt(static_cast<double>(squares));
  std::vector<float> vector;
  vector.reserve(dimensions);
  for (const auto number : numbers)
    vector.push_back(static_cast<float>(static_cast<double>(number) / length));
  return vector;
}

constinit const SideEndpoint openai_embeddings{
    .method = "POST", .is_at = is_at_embeddings, .answer = answer_embeddings};

}  // namespace wiretape::provider
