#include "wiretape/core/compile/sample_request.h"

#include <string>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

namespace wiretape::compile {
namespace {

using Json = nlohmann::ordered_json;

/// A path that a pattern takes: "{name}" and "*" stand for one segment each.
std::string path_for(const tape::Exchange& exchange) {
  const auto& rule = exchange.request.path;
  if (!rule) return exchange.dialect == nullptr ? "/" : std::string(exchange.dialect->default_path);
  std::string path;
  for (const char byte : *rule) {
    if (byte == '*') {
      path += 'x';
    } else if (byte != '{' && byte != '}') {
      path += byte;
    }
  }
  return path;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    const bool is_unreserved = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                               (byte >= '0' && byte <= '9') || std::string_view("-._~").find(byte) != std::string::npos;
    out += is_unreserved ? std::string(1, byte) : fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return out;
}

std::string target_for(const tape::Exchange& exchange) {
  std::string target = path_for(exchange);
  char separator = '?';
  for (const auto& parameter : exchange.request.query) {
    target += separator + percent_encoded(parameter.name) + '=' + percent_encoded(parameter.value.text);
    separator = '&';
  }
  return target;
}

std::string body_for(const tape::Exchange& exchange) {
  Json body = exchange.request.json ? Json::parse(*exchange.request.json, nullptr, false) : Json::object();
  std::string texts;
  for (const auto& rule : exchange.request.body)
    texts += (texts.empty() ? "" : " ") + rule.text;
  if (!body.is_object()) return text::write_json(body);
  if (!body.contains("model")) body["model"] = "wiretape";
  if (!body.contains("stream")) body["stream"] = true;
  if (!body.contains("messages")) body["messages"] = {{{"role", "user"}, {"content", texts.empty() ? "Hi" : texts}}};
  return text::write_json(body);
}

bool has_body(const std::string& method) {
  return method != "GET" && method != "HEAD" && method != "DELETE";
}

}  // namespace

wire::HttpRequest sample_request(const tape::Exchange& exchange) {
  wire::HttpRequest request;
  request.head.method = exchange.request.method.value_or("POST");
  request.head.target = target_for(exchange);
  request.head.fields = {{"host", "127.0.0.1"}};
  for (const auto& field : exchange.request.headers)
    request.head.fields.push_back({field.name, field.value.text});
  if (!has_body(request.head.method)) return request;
  if (!wire::find_field(request.head.fields, "content-type")) {
    request.head.fields.push_back({"content-type", "application/json"});
  }
  request.body = body_for(exchange);
  return request;
}

}  // namespace wiretape::compile
