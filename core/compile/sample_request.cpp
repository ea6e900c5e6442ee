#include "wiretape/core/compile/sample_request.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/compile/sample_conversation.h"
#include "wiretape/core/provider/dialects.h"
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
    target += separator + percent_encoded(parameter.name) + '=' + percent_encoded(sample_text(parameter.value));
    separator = '&';
  }
  return target;
}

/// In which the request is to tell its conversation.
const provider::DialectConversation& conversation_of(const tape::Exchange& exchange,
                                                     const wire::HttpRequestHead& head) {
  if (exchange.dialect != nullptr) return *exchange.dialect->conversation;
  const std::string_view target = head.target;
  return *provider::dialect_for_request(target.substr(0, target.find('?')), head.fields).conversation;
}

std::string opening_for(const std::vector<tape::TextRule>& body) {
  std::string texts;
  for (const auto& rule : body)
    texts += (texts.empty() ? "" : " ") + sample_text(rule);
  return texts.empty() ? "Hi" : texts;
}

/// What it has of its own stays; messages go on.
void add_members(Json& body, const Json& members, std::string_view messages) {
  for (const auto& [name, value] : members.items()) {
    if (!body.contains(name)) {
      body[name] = value;
    } else if (name == messages && body[name].is_array()) {
      body[name].insert(body[name].end(), value.begin(), value.end());
    }
  }
}

std::string body_for(const tape::RequestRule& rule, const provider::DialectConversation& dialect) {
  Json body = rule.json ? Json::parse(*rule.json, nullptr, false) : Json::object();
  if (!body.is_object()) return text::write_json(body);
  if (!body.contains("model")) body["model"] = "wiretape";
  if (!body.contains("stream")) body["stream"] = true;
  auto sketch = sample_conversation(rule.conversation, dialect, opening_for(rule.body));
  if (body.contains(dialect.messages)) sketch.messages.clear();
  std::ranges::move(sample_rounds(rule.rounds), std::back_inserter(sketch.messages));
  add_members(body, Json::parse(dialect.request_members(sketch)), dialect.messages);
  return text::write_json(body);
}

bool has_body(const std::string& method) {
  return method != "GET" && method != "HEAD" && method != "DELETE";
}

/// What opens a WebSocket; the key is that of RFC 6455 section 1.2.
void add_ws_fields(wire::HttpFieldLines& fields) {
  fields.push_back({"connection", "Upgrade"});
  fields.push_back({"upgrade", "websocket"});
  fields.push_back({"sec-websocket-version", "13"});
  fields.push_back({"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="});
}

}  // namespace

wire::HttpRequest sample_request(const tape::Exchange& exchange) {
  wire::HttpRequest request;
  request.head.method = exchange.request.method.value_or("POST");
  request.head.target = target_for(exchange);
  request.head.fields = {{"host", "127.0.0.1"}};
  for (const auto& field : exchange.request.headers)
    request.head.fields.push_back({field.name, sample_text(field.value)});
  if (std::holds_alternative<tape::Dialogue>(exchange.answer)) add_ws_fields(request.head.fields);
  if (!has_body(request.head.method)) return request;
  if (!wire::find_field(request.head.fields, "content-type")) {
    request.head.fields.push_back({"content-type", "application/json"});
  }
  request.body = body_for(exchange.request, conversation_of(exchange, request.head));
  return request;
}

}  // namespace wiretape::compile
