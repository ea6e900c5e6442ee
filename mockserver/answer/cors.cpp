#include "wiretape/mockserver/answer/cors.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::mockserver {
namespace {

using wire::find_field;

constexpr std::string_view end_of_head = "\r\n\r\n";

/// Where the final head ends, past 103s and the like: at the line end before its blank line. npos where it has no end.
std::size_t end_of_final_head(std::string_view bytes) {
  constexpr std::string_view informational = "HTTP/1.1 1";
  std::size_t begin = 0;
  auto end = bytes.find(end_of_head);
  while (end != bytes.npos && bytes.substr(begin).starts_with(informational)) {
    begin = end + end_of_head.size();
    end = bytes.find(end_of_head, begin);
  }
  return end;
}

bool contains_ignoring_case(std::string_view text, std::string_view wanted) {
  return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(),
                     [](char a, char b) { return wire::to_lower(a) == b; }) != text.end();
}

/// The program with `text` put in at `place`: the write that holds the place grows, those after it move.
program::WireProgram insert(program::WireProgram program, std::size_t place, std::string_view text) {
  program.bytes.insert(place, text);
  for (auto& step : program.steps) {
    if (auto* repeat = std::get_if<program::RepeatAction>(&step.action)) repeat->offset += text.size();
    auto* write = std::get_if<program::WriteAction>(&step.action);
    if (write == nullptr) continue;
    if (write->offset > place) {
      write->offset += text.size();
    } else if (place < write->offset + write->length) {
      write->length += text.size();
    }
  }
  return program;
}

}  // namespace

std::optional<Answer> preflight_answer(const wire::HttpRequest& request) {
  const auto& fields = request.head.fields;
  const auto origin = find_field(fields, "origin");
  const auto method = find_field(fields, "access-control-request-method");
  if (request.head.method != "OPTIONS" || !origin || !method) return std::nullopt;

  program::Response response{
      {.status = 204, .reason = "", .minor_version = 1, .fields = {}}, program::verbatim_body(""), false};
  auto& allowed = response.head.fields;
  allowed.push_back({"access-control-allow-origin", std::string(*origin)});
  allowed.push_back({"access-control-allow-methods", std::string(*method)});
  if (const auto names = find_field(fields, "access-control-request-headers")) {
    allowed.push_back({"access-control-allow-headers", std::string(*names)});
  }
  allowed.push_back({"vary", "origin, access-control-request-method, access-control-request-headers"});
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentWhole{};
  auto program = compile(std::move(response), delivery,
                         {.minor_version = request.head.minor_version, .keep_alive = request.head.keep_alive()}, 0);
  return Answer{std::make_shared<const program::WireProgram>(std::move(program)), "", ""};
}

std::shared_ptr<const program::WireProgram> readable_across_origins(std::shared_ptr<const program::WireProgram> program,
                                                                    const wire::HttpRequest& request) {
  const auto origin = find_field(request.head.fields, "origin");
  const auto end = end_of_final_head(program->bytes);
  if (!origin || end == std::string::npos) return program;
  const auto heads = std::string_view(program->bytes).substr(0, end);
  if (contains_ignoring_case(heads, "\r\naccess-control-allow-origin:")) return program;
  std::string text = "\r\naccess-control-allow-origin: ";
  text.append(*origin).append("\r\naccess-control-expose-headers: *\r\nvary: origin");
  return std::make_shared<const program::WireProgram>(insert(*program, end, text));
}

}  // namespace wiretape::mockserver
