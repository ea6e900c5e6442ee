#include "wiretape/convert/har/wiretape_members.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/duration.h"
#include "wiretape/core/wire/ending.h"

namespace wiretape::convert {
namespace {

// {"id": TEXT, "arrivals": [[MICROSECONDS, BYTES], …], "end": {"by": …, "how": …}, "close": true,
//  "chunks": [BYTES, …], "trailers": [{"name": …, "value": …}, …], "body": BASE64 of a body that is packed}

std::optional<wire::Ending> ending_named(std::string_view name) {
  for (int at = 0; at <= static_cast<int>(wire::Ending::abandoned); ++at) {
    const auto ending = static_cast<wire::Ending>(at);
    if (to_string(ending) == name) return ending;
  }
  return std::nullopt;
}

Json arrivals_json(const std::vector<tape::Arrival>& arrivals) {
  Json all = Json::array();
  for (const tape::Arrival& arrival : arrivals)
    all.push_back(Json::array({arrival.gap.count(), arrival.bytes}));
  return all;
}

void take_arrivals(const Json* list, Recording& recording) {
  for (const Json& pair : elements(list)) {
    const auto& numbers = elements(&pair);
    const auto gap = numbers.size() == 2 ? whole_in(&numbers[0]) : std::nullopt;
    const auto bytes = numbers.size() == 2 ? whole_in(&numbers[1]) : std::nullopt;
    if (!gap || !bytes || *gap < 0 || *gap > text::longest_duration.count() || *bytes < 0) continue;
    recording.arrivals.push_back({std::chrono::microseconds(*gap), static_cast<std::uint64_t>(*bytes)});
  }
}

void take_end(const Json* end, Recording& recording) {
  const auto how = ending_named(text_in(member(end, "how")));
  if (!how) return;
  recording.end.how = *how;
  if (text_in(member(end, "by")) == "client") recording.end.by = tape::RecordedEnd::By::client;
}

void take_framing(const Json* members, Recording& recording) {
  tape::ChunkFraming chunks;
  for (const Json& size : elements(member(members, "chunks"))) {
    const auto bytes = whole_in(&size);
    if (bytes && *bytes > 0) chunks.sizes.push_back(static_cast<std::uint64_t>(*bytes));
  }
  for (const Json& field : elements(member(members, "trailers")))
    chunks.trailers.push_back({text_in(member(&field, "name")), text_in(member(&field, "value"))});
  if (!chunks.sizes.empty() || !chunks.trailers.empty()) recording.framing = std::move(chunks);
  const Json* close = member(members, "close");
  if (close != nullptr && *close == true) recording.framing = tape::CloseFraming{};
}

}  // namespace

Json wiretape_members(const Recording& recording) {
  Json all = Json::object();
  if (!recording.id.empty()) all["id"] = recording.id;
  if (!recording.arrivals.empty()) all["arrivals"] = arrivals_json(recording.arrivals);
  if (recording.end != tape::RecordedEnd()) {
    const bool is_clients = recording.end.by == tape::RecordedEnd::By::client;
    all["end"] = {{"by", is_clients ? "client" : "upstream"}, {"how", to_string(recording.end.how)}};
  }
  if (std::holds_alternative<tape::CloseFraming>(recording.framing)) all["close"] = true;
  if (const auto* chunks = std::get_if<tape::ChunkFraming>(&recording.framing)) {
    if (!chunks->sizes.empty()) all["chunks"] = chunks->sizes;
    for (const wire::HttpField& field : chunks->trailers)
      all["trailers"].push_back({{"name", field.name}, {"value", field.value}});
  }
  if (wire::find_field(recording.head.fields, "content-encoding")) all["body"] = text::encode_base64(recording.body);
  return all;
}

void take_wiretape_members(const Json* members, Recording& recording) {
  if (members == nullptr) return;
  recording.id = text_in(member(members, "id"));
  take_arrivals(member(members, "arrivals"), recording);
  take_end(member(members, "end"), recording);
  take_framing(members, recording);
  const Json* body = member(members, "body");
  if (body == nullptr) return;
  if (auto bytes = text::decode_base64(text_in(body))) recording.body = std::move(*bytes);
}

}  // namespace wiretape::convert
