#include "wiretape/mockserver/control/entry_json.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/query.h"
#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/redact/stream/stream_redactor.h"
#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/instant.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto character = text::first_character(text);
    if (!character.valid) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

ordered_json headers_json(const wire::HttpFieldLines& fields) {
  auto all = ordered_json::array();
  const auto shown = redact::redacted_headers(fields);
  for (const auto& [name, value] : shown)
    all.push_back(ordered_json::array({name, value}));
  return all;
}

/// What a body is shown without: secrets by their looks and by the names of members. Personal data is the test's own.
const redact::SharedPatterns& body_patterns() {
  static const redact::SharedPatterns patterns = [] {
    redact::Rules rules = redact::default_rules();
    redact::keep_personal_data(rules);
    return redact::make_patterns(std::move(rules));
  }();
  return patterns;
}

ordered_json writes_json(const std::vector<journal::WriteRecord>& writes) {
  auto all = ordered_json::array();
  for (const auto& write : writes)
    all.push_back({{"offset", write.offset}, {"length", write.length}, {"at_us", write.at.count()}});
  return all;
}

ordered_json holds_json(const std::vector<journal::HoldRecord>& holds) {
  auto all = ordered_json::array();
  for (const auto& hold : holds) {
    auto& json = all.emplace_back(ordered_json{{"at_us", hold.at.count()}, {"ended_by", nullptr}});
    if (!hold.end) continue;
    json["ended_by"] = to_string(*hold.end);
    json["ended_at_us"] = hold.ended_at.count();
  }
  return all;
}

ordered_json end_json(const std::optional<journal::EndRecord>& end) {
  if (!end) return nullptr;
  return {{"ending", to_string(end->ending)}, {"at_us", end->at.count()}};
}

}  // namespace

ordered_json entry_json(const journal::Entry& entry) {
  const auto& request = entry.request;
  ordered_json json{{"number", entry.number},
                    {"session", entry.session},
                    {"exchange", entry.exchange},
                    {"unmatched", entry.is_unmatched},
                    {"limited", entry.is_limited}};
  if (!entry.reason.empty()) json["reason"] = entry.reason;
  json["faults"] = entry.faults;
  json["arrived_us"] = entry.arrived.count();
  json["clock"] = text::instant_text(entry.clock);
  json["retry"] = entry.retry ? retry_json(*entry.retry) : ordered_json(nullptr);
  json["method"] = request.head.method;
  json["target"] = redact::redacted_target(request.head.target);
  json["headers"] = headers_json(request.head.fields);
  if (is_utf8(request.body)) {
    json["body"] = redact::redacted_text(request.body, body_patterns());
  } else {
    json["body_base64"] = text::encode_base64(request.body);
  }
  json["status"] = entry.status != 0 ? ordered_json(entry.status) : ordered_json(nullptr);
  if (entry.continued > 0) json["continued"] = entry.continued;
  json["writes"] = writes_json(entry.writes);
  if (!entry.holds.empty()) json["holds"] = holds_json(entry.holds);
  json["written"] = entry.written();
  json["end"] = end_json(entry.end);
  json["took_us"] = entry.took ? ordered_json(entry.took->count()) : ordered_json(nullptr);
  return json;
}

ordered_json retry_json(const journal::Retry& retry) {
  ordered_json json{{"count", retry.count}};
  if (retry.previous != 0) json["previous"] = retry.previous;
  if (retry.gap) json["gap_us"] = retry.gap->count();
  if (retry.wait) json["wait_us"] = retry.wait->count();
  if (retry.asked) json["asked_us"] = std::chrono::microseconds(*retry.asked).count();
  return json;
}

}  // namespace wiretape::mockserver
