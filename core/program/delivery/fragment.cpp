#include "wiretape/core/program/delivery/fragment.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include "wiretape/core/text/utf8.h"

namespace wiretape::program {
namespace {

bool begins_long_character(char byte) {
  return static_cast<unsigned char>(byte) >= 0xC2U;
}

struct FragmentCutter {
  const Body& body;
  Random& random;
  std::vector<std::size_t>& cuts;

  void operator()(const tape::FragmentWhole&) const {}

  void operator()(const tape::FragmentEvents&) const {
    cuts.insert(cuts.end(), body.event_starts.begin(), body.event_starts.end());
    cuts.insert(cuts.end(), body.comment_starts.begin(), body.comment_starts.end());
  }

  // After each LF, and after a CR that no LF follows.
  void operator()(const tape::FragmentLines&) const {
    const std::string_view bytes = body.bytes;
    for (std::size_t at = bytes.find_first_of("\r\n"); at != bytes.npos; at = bytes.find_first_of("\r\n", at + 1)) {
      const bool is_crlf_start = bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n';
      if (!is_crlf_start) cuts.push_back(at + 1);
    }
  }

  void operator()(const tape::FragmentUtf8&) const {
    const std::string_view bytes = body.bytes;
    for (std::size_t at = 1; at < bytes.size(); ++at) {
      if (text::continues_character(bytes[at]) && begins_long_character(bytes[at - 1])) cuts.push_back(at);
    }
  }

  void operator()(const tape::FragmentSize& size) const {
    for (std::size_t at = size.bytes; at < body.bytes.size(); at += size.bytes)
      cuts.push_back(at);
  }

  void operator()(const tape::FragmentAt& at) const { cuts.insert(cuts.end(), at.offsets.begin(), at.offsets.end()); }

  void operator()(const tape::FragmentRandom& range) const {
    std::size_t left = body.bytes.size();
    for (auto size = random.between(range.least, range.most); size < left;
         size = random.between(range.least, range.most)) {
      left -= size;
      cuts.push_back(body.bytes.size() - left);
    }
  }
};

}  // namespace

std::vector<std::size_t> cut_body(const Body& body, const tape::Fragmentation& fragmentation, Random& random) {
  std::vector<std::size_t> cuts;
  std::visit(FragmentCutter{body, random, cuts}, fragmentation);
  for (const auto& pause : body.pauses)
    cuts.push_back(pause.offset);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  std::erase_if(cuts, [&](std::size_t cut) { return cut == 0 || cut >= body.bytes.size(); });
  return cuts;
}

}  // namespace wiretape::program
