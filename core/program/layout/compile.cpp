#include "wiretape/core/program/layout/compile.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wiretape/core/program/delivery/arrival_pace.h"
#include "wiretape/core/program/delivery/fragment.h"
#include "wiretape/core/program/delivery/pace.h"
#include "wiretape/core/program/delivery/profile_pace.h"
#include "wiretape/core/program/layout/chunk_writer.h"
#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::program {
namespace {

using Kind = wire::HttpFraming::Kind;

/// Whether the last that a WebSocket waits for is the answer to its close.
bool ends_in_close(const Body& body) {
  return !body.expects.empty() && !body.expects.back().action.message;
}

TransferPlan plan(Response& response, const ResponseContext& context) {
  if (response.websocket) return {.framing = {Kind::until_close, 0}, .closes = ends_in_close(response.body)};
  const std::size_t size = response.body.bytes.size();
  return response.recorded ? plan_recorded_transfer(response.head, *response.recorded, size, context)
                           : plan_transfer(response.head, response.framing.has_value(), size, context);
}

/// Where to cut and when to send: as the recording did, or as the delivery says.
ArrivalPace pace(const Response& response, const Body& body, const tape::Delivery& delivery, std::uint64_t seed) {
  if (delivery.as_recorded && response.recorded && !body.bytes.empty()) {
    return pace_arrivals(response.recorded->arrivals, delivery);
  }
  Random random(seed);
  auto cuts = delivery.profile ? cut_by_profile(body, *delivery.profile->profile, random)
                               : cut_body(body, delivery.fragment, random);
  auto schedule = pace_body(body, cuts, delivery, random);
  return {.cuts = std::move(cuts), .schedule = std::move(schedule)};
}

/// The sizes of the chunks: the recorded ones, else those of the fragments. Where data is to be cut the last one
/// promises more than comes.
std::vector<std::uint64_t> chunk_sizes(const Response& response, const std::vector<std::size_t>& cuts,
                                       std::size_t body_size, wire::Ending ending) {
  if (response.recorded && !response.recorded->chunks.sizes.empty()) return response.recorded->chunks.sizes;
  std::vector<std::uint64_t> sizes;
  std::size_t begin = 0;
  for (const std::size_t cut : cuts) {
    sizes.push_back(cut - begin);
    begin = cut;
  }
  const bool is_cut = ending == wire::Ending::cut_in_data;
  if (const std::size_t last = body_size - begin; last > 0 || is_cut) sizes.push_back(last + (is_cut ? 1 : 0));
  return sizes;
}

void add_head(WireDraft& wire, const wire::HttpResponseHead& head) {
  std::string text;
  wire::append_response_head(text, head);
  const std::size_t line = text.find('\n') + 1;
  wire.add(PartKind::status_line, std::string_view(text).substr(0, line));
  wire.add(PartKind::fields, std::string_view(text).substr(line));
}

/// The informational heads of a recording, each in a write of its own. A client of HTTP/1.0 gets none (RFC 9110 section
/// 15.2).
void add_interim(WireDraft& wire, const Response& response, const ResponseContext& context) {
  if (!response.recorded || context.minor_version == 0) return;
  const auto& heads = response.recorded->interim;
  for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
    std::string text;
    wire::append_response_head(text, *head);
    wire.prepend(PartKind::interim, text);
  }
}

WireClose close_of(const TransferPlan& transfer) {
  if (transfer.ending == wire::Ending::reset) return ResetAction{};
  if (transfer.closes) return FinAction{};
  return KeepOpen{};
}

/// Notes where the frames of a WebSocket are, and what it waits for.
void add_websocket(WireDraft& wire, const Body& body, WebsocketTerms terms) {
  for (const auto& starts : {body.event_starts, body.comment_starts}) {
    for (const std::size_t start : starts)
      wire.frame_starts.push_back(wire.offset_of(start));
  }
  wire.frame_starts.push_back(wire.offset_of(body.bytes.size()));
  std::ranges::sort(wire.frame_starts);
  for (const BodyExpect& expect : body.expects)
    wire.expect(wire.offset_of(expect.offset), expect.action);
  wire.websocket = std::move(terms);
}

}  // namespace

WireDraft lay_out(Response response, const tape::Delivery& delivery, const ResponseContext& context,
                  std::uint64_t seed) {
  const TransferPlan transfer = plan(response, context);
  const Body body = transfer.framing.kind == Kind::none ? Body{} : std::move(response.body);
  const bool is_chunked = transfer.framing.kind == Kind::chunked;

  const auto [cuts, schedule] = pace(response, body, delivery, seed);
  ChunkWriter chunks(
      is_chunked ? chunk_sizes(response, cuts, body.bytes.size(), transfer.ending) : std::vector<std::uint64_t>{},
      transfer.ending);

  WireDraft wire;
  wire.framing = transfer.framing.kind;
  add_head(wire, response.head);
  if (schedule.fragments.empty() || schedule.fragments.front() > schedule.head) wire.end_write(schedule.head);
  for (std::size_t index = 0; index < schedule.fragments.size(); ++index) {
    const std::size_t begin = index == 0 ? 0 : cuts[index - 1];
    const std::size_t end = index < cuts.size() ? cuts[index] : body.bytes.size();
    const auto fragment = std::string_view(body.bytes).substr(begin, end - begin);
    if (is_chunked) {
      chunks.append(wire, fragment);
    } else {
      wire.add(PartKind::data, fragment, begin);
    }
    const bool is_last = index + 1 == schedule.fragments.size();
    if (!is_last || schedule.end > schedule.fragments[index]) wire.end_write(schedule.fragments[index]);
  }
  if (is_chunked) chunks.finish(wire, response.recorded ? response.recorded->chunks.trailers : wire::HttpFields{});
  wire.end_write(schedule.end);
  wire.close_at = schedule.end;
  wire.close = close_of(transfer);
  wire.ending = transfer.ending;
  wire.is_instant = delivery.instant;
  if (response.websocket) add_websocket(wire, body, *std::move(response.websocket));
  add_interim(wire, response, context);
  return wire;
}

WireProgram compile(Response response, const tape::Delivery& delivery, const ResponseContext& context,
                    std::uint64_t seed) {
  return lay_out(std::move(response), delivery, context, seed).program();
}

}  // namespace wiretape::program
