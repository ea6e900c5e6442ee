#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/size_budget.h"

namespace wiretape::fault {
namespace {

constexpr std::array comment_flood_parameters{
    FaultParameter{.name = "count",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1000",
                   .meaning = "how many comments",
                   .least = 1,
                   .most = 100'000},
    FaultParameter{
        .name = "comment", .kind = FaultParameter::Kind::text, .standard = " ping", .meaning = "the text of each"},
    FaultParameter{.name = "size",
                   .kind = FaultParameter::Kind::count,
                   .standard = "0",
                   .meaning = "fill each text with dots up to so many bytes",
                   .least = 0,
                   .most = std::uint64_t{16} << 20},
};

FaultResult apply_comment_flood(provider::Events& events, const FaultCall& call) {
  const std::uint64_t count = call.arguments().count("count");
  std::string text = call.arguments().text("comment");
  text.resize(std::max<std::size_t>(text.size(), call.arguments().count("size")), '.');
  if (auto misfit = beyond_budget(events, count, count * text.size())) return misfit;
  insert_events(events, call.place, std::vector<provider::Event>(count, provider::CommentEvent{text}));
  return {};
}

}  // namespace

extern const FaultType comment_flood_fault;
constinit const FaultType comment_flood_fault{
    .name = "comment_flood",
    .family = "events",
    .summary = "Puts in comments, many or long ones; on a WebSocket pings, whose text ends at 125 bytes.",
    .seen =
        "Before the place lines that begin with a colon, each with a blank line, and no event for as long; or as many "
        "pings.",
    .function = EventsFault{apply_comment_flood},
    .parameters = comment_flood_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
    .framings = only_with_comments,
};

}  // namespace wiretape::fault
