#include "wiretape/mockserver/serve/request_id_filler.h"

#include <algorithm>
#include <span>

#include "wiretape/core/provider/shared/ids/request_id.h"

namespace wiretape::mockserver {
namespace {

constexpr std::size_t id_size = provider::open_request_id.size();

/// Writes what of an id at `place` is within the bytes that begin at `offset`.
void put(std::string& bytes, std::size_t offset, std::size_t place, std::string_view id) {
  const auto begin = std::max(place, offset);
  const auto end = std::min(place + id.size(), offset + bytes.size());
  if (begin < end) id.copy(bytes.data() + (begin - offset), end - begin, begin - place);
}

}  // namespace

std::string_view RequestIdFiller::fill(const program::WireProgram& program, std::size_t offset,
                                       std::string_view bytes) {
  const auto& places = program.open_request_ids;
  const auto next = std::ranges::lower_bound(places, offset + 1, {}, [](std::size_t at) { return at + id_size; });
  if (next == places.end() || *next >= offset + bytes.size()) return bytes;
  if (*next >= offset + most_copied) return bytes.substr(0, *next - offset);
  filled_ = std::string(bytes.substr(0, most_copied));
  const auto id = provider::request_id_end(number_);
  for (const std::size_t place : std::span(next, places.end()))
    put(filled_, offset, place, {id.data(), id.size()});
  return filled_;
}

}  // namespace wiretape::mockserver
