#include "wiretape/recorder/capture/recorded_parts.h"

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <variant>
#include <vector>

namespace wiretape::recorder::capture {
namespace {

using tape::RecordedEnd;
using wire::Ending;

/// Ends that may come at any byte: also inside a chunk.
bool may_cut_data(Ending how) {
  return how == Ending::cut_in_data || how == Ending::reset || how == Ending::tls_cut || how == Ending::abandoned ||
         how == Ending::timed_out;
}

/// Whether chunks of these sizes carry the body and nothing else: only the last may go beyond it, where the end cut it.
bool carry(const std::vector<std::uint64_t>& sizes, std::uint64_t sum, std::size_t body, Ending how) {
  return sum == body || (may_cut_data(how) && sum > body && sum - sizes.back() <= body);
}

/// The sizes with that of the chunk that had begun, when the body ended behind the last that was told.
std::vector<std::uint64_t> whole_sizes(std::vector<std::uint64_t> sizes, std::size_t body, Ending how) {
  const auto sum = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
  if (sum < body) sizes.push_back(body - sum + (may_cut_data(how) ? 1 : 0));
  if (sum == body && how == Ending::cut_in_data) sizes.push_back(1);
  const auto all = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
  return carry(sizes, all, body, how) ? sizes : std::vector<std::uint64_t>{};
}

/// What the head alone says (RFC 9112 section 6.3).
tape::RecordedFraming framing_without_end(const Captured& captured) {
  const bool lists_framing = captured.head && (wire::find_field(captured.head->fields, "content-length") ||
                                               wire::has_token(captured.head->fields, "transfer-encoding", "chunked"));
  if (lists_framing) return {};
  return tape::CloseFraming{};
}

}  // namespace

RecordedEnd recorded_end(const Captured& captured) {
  if (!captured.end) return {RecordedEnd::By::client, Ending::abandoned};
  RecordedEnd end = captured.end->end;
  if (end.how == Ending::abandoned || end.how == Ending::timed_out) {
    end.by = RecordedEnd::By::client;
  } else if (end.how != Ending::reset) {
    end.by = RecordedEnd::By::upstream;
  }
  return end;
}

tape::RecordedFraming recorded_framing(const Captured& captured) {
  const auto framing = captured.end ? captured.end->framing : framing_without_end(captured);
  const auto* told = std::get_if<tape::ChunkFraming>(&framing);
  if (told == nullptr && captured.chunks.empty()) return framing;
  tape::ChunkFraming chunks = told == nullptr ? tape::ChunkFraming{} : *told;
  chunks.sizes.insert(chunks.sizes.begin(), captured.chunks.begin(), captured.chunks.end());
  if (!chunks.sizes.empty()) {
    chunks.sizes = whole_sizes(std::move(chunks.sizes), captured.body.size(), recorded_end(captured).how);
  }
  return chunks;
}

}  // namespace wiretape::recorder::capture
