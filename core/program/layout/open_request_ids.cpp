#include "wiretape/core/program/layout/open_request_ids.h"

#include <string_view>

#include "wiretape/core/provider/shared/ids/request_id.h"

namespace wiretape::program {
namespace {

/// The bytes that are readable as they stand.
std::string_view readable(const WireDraft& wire) {
  const std::string_view bytes = wire.bytes;
  const auto* fields = wire.find(PartKind::fields);
  if (fields == nullptr) return bytes;
  const bool is_packed = bytes.substr(fields->offset, fields->length).find("content-encoding: ") != bytes.npos;
  return is_packed ? bytes.substr(0, fields->end()) : bytes;
}

}  // namespace

std::vector<std::size_t> open_request_ids(const WireDraft& wire) {
  const auto bytes = readable(wire);
  const auto& id = provider::open_request_id;
  std::vector<std::size_t> places;
  for (auto at = bytes.find(id); at != bytes.npos; at = bytes.find(id, at + id.size()))
    places.push_back(at);
  return places;
}

}  // namespace wiretape::program
