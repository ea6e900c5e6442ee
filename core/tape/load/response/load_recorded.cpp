#include "wiretape/core/tape/load/response/load_recorded.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/tape/load/response/load_arrivals.h"
#include "wiretape/core/tape/load/response/load_recorded_end.h"
#include "wiretape/core/tape/load/response/load_recorded_framing.h"
#include "wiretape/core/tape/load/response/read_reason.h"
#include "wiretape/core/tape/load/values/load_headers.h"
#include "wiretape/core/tape/recorded_framing.h"
#include "wiretape/core/text/blank_separated.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

using Kind = wire::HttpFraming::Kind;
using wire::Ending;

std::vector<std::string> read_items(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  std::vector<std::string> items;
  const auto read_item = [&](const yaml::YamlNode& item) {
    items.push_back(
        yaml::read_bytes(item, "an event as it was sent, as text or as base64 after !b64", mistakes).value_or(""));
  };
  yaml::read_list(node, "a list of events as they were sent", read_item, mistakes);
  return items;
}

wire::HttpResponseHead read_interim_head(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  wire::HttpResponseHead head{.status = 0, .reason = "", .minor_version = 1, .fields = {}};
  const bool is_mapping = yaml::read_mapping(
      node, "an informational response",
      {{"status",
        [&](const yaml::YamlNode& value) {
          head.status = static_cast<int>(yaml::read_whole(value, 100, 199, mistakes).value_or(100));
          if (head.status == 101) yaml::refuse(value, "a status from 100 to 199 but 101", mistakes);
        }},
       {"reason", [&](const yaml::YamlNode& value) { head.reason = read_reason(value, mistakes); }},
       {"headers", [&](const yaml::YamlNode& value) { head.fields = read_headers(value, mistakes); }}},
      mistakes);
  if (is_mapping && yaml::find_member(node, "status") == nullptr)
    mistakes.add(node.offset, "an informational response without 'status'", "a status from 100 to 199");
  return head;
}

std::vector<wire::HttpResponseHead> read_interim(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  std::vector<wire::HttpResponseHead> heads;
  const auto read_head = [&](const yaml::YamlNode& item) { heads.push_back(read_interim_head(item, mistakes)); };
  yaml::read_list(node, "a list of informational responses", read_head, mistakes);
  return heads;
}

std::string_view kind_name(Kind kind) {
  if (kind == Kind::chunked) return "a chunked response";
  return kind == Kind::content_length ? "a response with a content-length" : "a response whose framing is close";
}

/// Endings that may come at any byte, whatever the framing.
bool may_come_anywhere(Ending how) {
  return how == Ending::reset || how == Ending::tls_cut || how == Ending::abandoned || how == Ending::timed_out;
}

bool may_end(Kind kind, Ending how) {
  if (may_come_anywhere(how)) return true;
  if (kind == Kind::until_close) return how == Ending::closed;
  if (kind == Kind::content_length) return how == Ending::complete || how == Ending::short_content_length;
  return how != Ending::closed && how != Ending::short_content_length;
}

/// What of a response contradicts what else of it. Runs when all was read without a mistake.
class Contradictions {
 public:
  Contradictions(const yaml::YamlNode& node, const RecordedResponse& response, const RequestRule& request,
                 yaml::Mistakes& mistakes)
      : node_(node),
        response_(response),
        mistakes_(mistakes),
        kind_(recorded_framing_kind(response)),
        size_(body_size(response)),
        is_head_(request.method == "HEAD") {}

  void find() {
    check_framing_key();
    check_arrivals();
    check_end();
    if (const auto* chunks = std::get_if<ChunkFraming>(&response_.framing)) check_chunks(chunks->sizes);
    if (kind_ == Kind::content_length) check_content_length();
  }

 private:
  [[nodiscard]] Ending how() const { return response_.end.how; }

  [[nodiscard]] std::size_t value_offset(std::string_view key) const {
    const yaml::YamlMember* member = yaml::find_member(node_, key);
    return member == nullptr ? node_.offset : member->value->offset;
  }

  [[nodiscard]] std::size_t how_offset() const {
    const yaml::YamlMember* end = yaml::find_member(node_, "end");
    return end == nullptr ? node_.offset : yaml::find_member(*end->value, "how")->value->offset;
  }

  void check_framing_key() {
    const bool is_listed = wire::has_token(response_.head.fields, "transfer-encoding", "chunked") ||
                           wire::find_field(response_.head.fields, "content-length").has_value();
    if (std::holds_alternative<CloseFraming>(response_.framing) && is_listed) {
      mistakes_.add(value_offset("framing"), "'framing: close' beside a head that lists another framing",
                    "no framing, or no transfer-encoding and no content-length");
    }
    if (std::holds_alternative<ChunkFraming>(response_.framing) && kind_ != Kind::chunked) {
      mistakes_.add(value_offset("framing"), "chunks of a response with a content-length",
                    "no framing, or 'transfer-encoding: chunked' in the headers");
    }
  }

  void check_arrivals() {
    if (response_.arrivals.empty()) return;
    const auto add = [](std::uint64_t sum, const Arrival& arrival) { return sum + arrival.bytes; };
    const auto sum = std::accumulate(response_.arrivals.begin(), response_.arrivals.end(), std::uint64_t{0}, add);
    if (sum == size_) return;
    mistakes_.add(value_offset("arrivals"), fmt::format("arrivals of {} bytes", sum),
                  fmt::format("arrivals of the body's {} bytes", size_));
  }

  void check_end() {
    if (!may_end(kind_, how())) {
      std::string hint;
      if (how() == Ending::short_content_length) hint = "list the content-length that was not reached";
      if (how() == Ending::complete) hint = "with close as the framing nothing proves a response whole: say 'closed'";
      mistakes_.add(how_offset(), fmt::format("the end '{}' of {}", to_string(how()), kind_name(kind_)),
                    "an end that this framing can have", std::move(hint));
    } else if (how() == Ending::cut_before_crlf && size_ == 0) {
      mistakes_.add(how_offset(), "the end 'cut_before_crlf' of an empty body", "an end outside of a chunk");
    }
  }

  void check_chunks(const std::vector<std::uint64_t>& sizes) {
    if (sizes.empty()) return;
    const auto sum = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
    const auto before_last = sum - sizes.back();
    const bool is_whole = sum == size_;
    const bool is_inside_last = before_last <= size_ && size_ < sum;
    const bool fits = how() == Ending::cut_in_data ? is_inside_last
                      : may_come_anywhere(how())   ? is_whole || is_inside_last
                                                   : is_whole;
    if (fits) return;
    const std::string expected =
        how() == Ending::cut_in_data
            ? fmt::format("chunks of which only the last goes beyond the body's {} bytes, as the end says", size_)
            : fmt::format("chunks of the body's {} bytes", size_);
    mistakes_.add(yaml::find_member(*yaml::find_member(node_, "framing")->value, "chunks")->value->offset,
                  fmt::format("chunks of {} bytes", sum), expected);
  }

  void check_content_length() {
    const int status = response_.head.status;
    const bool has_no_body = is_head_ || status == 204 || status == 304 || status < 200;
    const auto length = text::parse_count(*wire::find_field(response_.head.fields, "content-length"));
    if (has_no_body || !length) return;
    const bool fits = how() == Ending::short_content_length ? size_ < *length
                      : how() == Ending::complete           ? size_ == *length
                                                            : size_ <= *length;
    if (fits) return;
    mistakes_.add(value_offset("body"), fmt::format("a body of {} bytes", size_),
                  fmt::format("a body that fits the content-length of {} and the end '{}'", *length, to_string(how())));
  }

  const yaml::YamlNode& node_;
  const RecordedResponse& response_;
  yaml::Mistakes& mistakes_;
  Kind kind_;
  std::size_t size_;
  bool is_head_;
};

}  // namespace

bool is_recorded(const yaml::YamlNode& response) {
  const yaml::YamlMember* body = yaml::find_member(response, "body");
  return body != nullptr && body->value->kind == yaml::YamlNode::Kind::list;
}

RecordedResponse read_recorded(const yaml::YamlNode& response, wire::HttpResponseHead head, const RequestRule& request,
                               yaml::Mistakes& mistakes) {
  RecordedResponse recorded{.head = std::move(head), .body = {}, .arrivals = {}, .end = {}, .framing = {}};
  const std::size_t mistakes_before = mistakes.count();
  recorded.body = read_items(*yaml::find_member(response, "body")->value, mistakes);
  if (const yaml::YamlMember* arrivals = yaml::find_member(response, "arrivals"))
    recorded.arrivals = read_arrivals(*arrivals->value, mistakes);
  if (const yaml::YamlMember* framing = yaml::find_member(response, "framing"))
    recorded.framing = read_recorded_framing(*framing->value, mistakes);
  if (const yaml::YamlMember* interim = yaml::find_member(response, "interim"))
    recorded.interim = read_interim(*interim->value, mistakes);
  if (const yaml::YamlMember* end = yaml::find_member(response, "end")) {
    recorded.end = read_recorded_end(*end->value, mistakes);
  } else if (std::holds_alternative<CloseFraming>(recorded.framing)) {
    recorded.end.how = Ending::closed;
  }
  if (mistakes.count() == mistakes_before) Contradictions(response, recorded, request, mistakes).find();
  return recorded;
}

void refuse_recorded_keys(const yaml::YamlNode& response, yaml::Mistakes& mistakes) {
  for (const char* const name : {"arrivals", "end", "framing", "interim"}) {
    const yaml::YamlMember* member = yaml::find_member(response, name);
    if (member == nullptr) continue;
    mistakes.add(member->key->offset, fmt::format("'{}' in a response that is not recorded", name),
                 "a 'body' that is a list of events as they were sent");
  }
}

}  // namespace wiretape::tape
