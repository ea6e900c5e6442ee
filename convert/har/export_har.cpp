#include "wiretape/convert/har/export_har.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

#include "wiretape/convert/har/exchange_recording.h"
#include "wiretape/convert/har/wiretape_members.h"
#include "wiretape/core/tape/follow_ups.h"
#include "wiretape/core/tape/match/query_parameters.h"
#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/wire/http/coding/content_coding.h"
#include "wiretape/core/wire/http/coding/unpack.h"
#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::convert {
namespace {

constexpr std::size_t largest_unpacked = std::size_t{256} << 20;
constexpr auto no_date = "1970-01-01T00:00:00.000Z";

std::string readable(std::string_view bytes) {
  return text::to_valid_utf8(bytes);
}

Json fields_json(const wire::HttpFields& fields) {
  Json all = Json::array();
  for (const wire::HttpField& field : fields)
    all.push_back({{"name", readable(field.name)}, {"value", readable(field.value)}});
  return all;
}

Json query_json(std::string_view target) {
  Json all = Json::array();
  const auto question = target.find('?');
  if (question == target.npos) return all;
  for (const auto& [name, value] : tape::query_parameters(target.substr(question + 1)))
    all.push_back({{"name", readable(name)}, {"value", readable(value)}});
  return all;
}

std::string type_of(const wire::HttpFields& fields) {
  return readable(wire::find_field(fields, "content-type").value_or(""));
}

Json request_json(const Recording& recording) {
  Json request = {{"method", recording.method},
                  {"url", "http://localhost" + readable(recording.target)},
                  {"httpVersion", "HTTP/1.1"},
                  {"cookies", Json::array()},
                  {"headers", fields_json(recording.request_fields)},
                  {"queryString", query_json(recording.target)},
                  {"headersSize", -1},
                  {"bodySize", recording.request_body.size()}};
  if (!recording.request_body.empty())
    request["postData"] = {{"mimeType", type_of(recording.request_fields)}, {"text", readable(recording.request_body)}};
  return request;
}

/// As HAR has bodies: unpacked.
std::string unpacked_body(const Recording& recording) {
  const auto name = wire::find_field(recording.head.fields, "content-encoding");
  const auto coding = name ? wire::content_coding(*name) : std::nullopt;
  if (!coding) return recording.body;
  auto plain = wire::unpack(*coding, recording.body, largest_unpacked);
  auto* body = std::get_if<std::string>(&plain);
  return body == nullptr ? recording.body : std::move(*body);
}

Json content_json(const Recording& recording) {
  const std::string body = unpacked_body(recording);
  Json content = {{"size", body.size()}, {"mimeType", type_of(recording.head.fields)}};
  const bool is_text = readable(body) == body;
  content["text"] = is_text ? body : text::encode_base64(body);
  if (!is_text) content["encoding"] = "base64";
  return content;
}

Json response_json(const Recording& recording) {
  const auto& head = recording.head;
  return {{"status", head.status},
          {"statusText", readable(head.reason.empty() ? wire::standard_reason(head.status) : head.reason)},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", Json::array()},
          {"headers", fields_json(head.fields)},
          {"content", content_json(recording)},
          {"redirectURL", readable(wire::find_field(head.fields, "location").value_or(""))},
          {"headersSize", -1},
          {"bodySize", recording.body.size()}};
}

double milliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

Json entry_json(const Recording& recording) {
  std::chrono::microseconds wait{0};
  std::chrono::microseconds whole{0};
  for (const tape::Arrival& arrival : recording.arrivals)
    whole += arrival.gap;
  if (!recording.arrivals.empty()) wait = recording.arrivals.front().gap;
  Json entry = {{"startedDateTime", no_date},
                {"time", milliseconds(whole)},
                {"request", request_json(recording)},
                {"response", response_json(recording)},
                {"cache", Json::object()},
                {"timings", {{"send", 0}, {"wait", milliseconds(wait)}, {"receive", milliseconds(whole - wait)}}},
                {"_resourceType", "fetch"}};
  if (Json members = wiretape_members(recording); !members.empty()) entry["_wiretape"] = std::move(members);
  return entry;
}

std::vector<tape::Exchange> unfolded_exchanges(const tape::Tape& tape) {
  std::vector<tape::Exchange> all;
  for (const tape::Exchange& exchange : tape.exchanges) {
    all.push_back(exchange);
    all.back().then.clear();
    std::ranges::move(tape::follow_ups(exchange), std::back_inserter(all));
  }
  return all;
}

}  // namespace

ExportedHar export_har(const std::vector<tape::Tape>& tapes, std::string_view version) {
  ExportedHar exported;
  Json entries = Json::array();
  for (const tape::Tape& tape : tapes) {
    for (const tape::Exchange& exchange : unfolded_exchanges(tape)) {
      auto recording = exchange_recording(exchange, tape.name);
      if (auto* mistake = std::get_if<text::Diagnostic>(&recording)) {
        exported.notes.push_back(std::move(*mistake));
      } else {
        entries.push_back(entry_json(std::get<Recording>(recording)));
      }
    }
  }
  const Json log = {
      {"version", "1.2"}, {"creator", {{"name", "wiretape"}, {"version", version}}}, {"entries", std::move(entries)}};
  exported.text = Json{{"log", log}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  return exported;
}

}  // namespace wiretape::convert
