#include "wiretape/convert/har/exchange_recording.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/compile/sample_request.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/request_matcher.h"
#include "wiretape/core/tape/template/fill_answer.h"
#include "wiretape/core/wire/http/http_response_reader.h"

namespace wiretape::convert {
namespace {

using std::chrono::microseconds;

/// Reads the sends of a program as a client would, and keeps what each brought and when.
class Heard {
 public:
  explicit Heard(bool is_head_request) : reader_({}, is_head_request) {}

  void hear(std::string_view bytes, microseconds at) {
    const auto before = body.size();
    while (!bytes.empty()) {
      const auto size = bytes.size();
      const auto step = reader_.next(bytes);
      if (const auto* part = std::get_if<wire::HttpBodyBytes>(&step)) body += part->bytes;
      if (bytes.size() == size && !std::holds_alternative<wire::HttpResponseHeadDone>(step)) break;
    }
    arrivals.push_back({at - last_, body.size() - before});
    last_ = at;
  }

  [[nodiscard]] bool took_time() const { return last_ > microseconds(0); }
  [[nodiscard]] const wire::HttpResponseHead& head() const { return reader_.head(); }

  std::string body;
  std::vector<tape::Arrival> arrivals;

 private:
  wire::HttpResponseReader reader_;
  microseconds last_{0};
};

void take_heard(const program::WireProgram& program, Recording& recording) {
  Heard heard(recording.method == "HEAD");
  for (const program::Step& step : program.steps) {
    if (const auto* write = std::get_if<program::WriteAction>(&step.action)) heard.hear(program.text(*write), step.at);
  }
  recording.head = heard.head();
  recording.body = std::move(heard.body);
  if (heard.took_time() && !recording.body.empty()) recording.arrivals = std::move(heard.arrivals);
}

void take_recorded(const tape::RecordedResponse& recorded, Recording& recording) {
  recording.head = recorded.head;
  for (const std::string& item : recorded.body)
    recording.body += item;
  recording.arrivals = recorded.arrivals;
  recording.end = recorded.end;
  recording.framing = recorded.framing;
}

struct AskedFor {
  std::string path;
  std::string query;
};

AskedFor parts_of(const std::string& target) {
  const auto question = target.find('?');
  return {target.substr(0, question), question == std::string::npos ? "" : target.substr(question + 1)};
}

using Filled = std::variant<tape::Answer, tape::MissingValue>;

Filled filled(const tape::Exchange& exchange, const provider::RequestView& view) {
  if (!exchange.is_template) return exchange.answer;
  const tape::RequestMatcher rule(exchange.request, exchange.dialect);
  const auto captures = rule.captures(view.path());
  return fill_answer(exchange.answer, {.request = view,
                                       .path = captures,
                                       .id = "WiretapeExported00000000",
                                       .now = 0,
                                       .dialect = exchange.dialect,
                                       .seed = 0});
}

}  // namespace

std::variant<Recording, text::Diagnostic> exchange_recording(const tape::Exchange& exchange, const std::string& file) {
  if (std::holds_alternative<tape::Dialogue>(exchange.answer))
    return text::Diagnostic{file, exchange.position, fmt::format("exchange '{}' is a WebSocket", exchange.id),
                            "an answer by HTTP alone", "it is left out"};
  const wire::HttpRequest request = compile::sample_request(exchange);
  Recording recording{.id = exchange.id, .method = request.head.method, .target = request.head.target};
  for (const auto& field : request.head.fields)
    recording.request_fields.push_back({std::string(field.name), std::string(field.value)});
  recording.request_body = request.body;
  if (const auto* recorded = std::get_if<tape::RecordedResponse>(&exchange.answer)) {
    take_recorded(*recorded, recording);
    return recording;
  }
  const AskedFor asked = parts_of(request.head.target);
  const provider::RequestView view(request, asked.path, asked.query);
  const Filled answer = filled(exchange, view);
  if (const auto* missing = std::get_if<tape::MissingValue>(&answer))
    return text::Diagnostic{
        file, exchange.position,
        fmt::format("exchange '{}' says {}, which a request after its rule lacks", exchange.id, missing->placeholder),
        "a rule that asks for it", "it is left out"};
  const auto compiled = compile::compile_answer({.answer = std::get<tape::Answer>(answer),
                                                 .dialect = exchange.dialect,
                                                 .request = view,
                                                 .delivery = exchange.delivery,
                                                 .context = {.is_head = recording.method == "HEAD"},
                                                 .seed = exchange.delivery.seed});
  take_heard(std::get<compile::CompiledAnswer>(compiled).program, recording);
  return recording;
}

}  // namespace wiretape::convert
