#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::size_t most_writes = 1'000'000;
constexpr auto longest = std::chrono::hours(24 * 365);

constexpr std::array drip_parameters{
    FaultParameter{.name = "size",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1",
                   .meaning = "bytes a write, framing counted",
                   .least = 1},
    FaultParameter{.name = "every",
                   .kind = FaultParameter::Kind::duration,
                   .standard = "100ms",
                   .meaning = "the time from one write to the next; bytes that are due later come later",
                   .least = 1,
                   .most = 86'400'000'000},
};

FaultResult apply_drip(program::WireDraft& wire, const FaultCall& call) {
  const auto size = static_cast<std::size_t>(call.arguments().count("size"));
  const auto every = call.arguments().duration("every");
  const std::size_t count = (wire.bytes.size() - call.place + size - 1) / size;
  if (count > most_writes) {
    return Misfit{fmt::format("{} writes of {} bytes", count, size),
                  fmt::format("at most {}: a larger size, or a later place", most_writes)};
  }
  std::vector<program::WireWrite> drops;
  for (std::size_t offset = call.place; offset < wire.bytes.size(); offset += size) {
    // A write can't go before its last byte is due.
    const auto due = wire.time_at(std::min(offset + size, wire.bytes.size()) - 1);
    drops.push_back({offset, drops.empty() ? due : std::max(due, drops.back().at + every)});
  }
  if (!drops.empty() && drops.back().at > longest) {
    return Misfit{fmt::format("{} writes, one each {} us", drops.size(), every.count()),
                  "all of them within 365 days: a larger size, or a shorter time"};
  }
  const std::size_t kept = wire.split_write(call.place);
  wire.writes.erase(wire.writes.begin() + static_cast<std::ptrdiff_t>(kept), wire.writes.end());
  wire.writes.insert(wire.writes.end(), drops.begin(), drops.end());
  if (!drops.empty()) wire.close_at = std::max(wire.close_at, drops.back().at);
  return {};
}

}  // namespace

extern const FaultType drip_fault;
constinit const FaultType drip_fault{
    .name = "drip",
    .family = "stalls",
    .summary = "Sends all from the place on in small pieces, one after the other.",
    .seen = "The response unchanged, but slowly: `size` bytes each `every`.",
    .function = WireFault{apply_drip},
    .parameters = drip_parameters,
    .places = PlaceUse::of_wire,
    .standard_place = "start",
};

}  // namespace wiretape::fault
