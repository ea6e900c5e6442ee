#include "wiretape/core/tape/emit/emit_recorded.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/tape/may_be_template.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {
namespace {

constexpr std::size_t arrivals_width = 100;

std::string emit_arrival(const Arrival& arrival) {
  const auto gap = arrival.gap.count();
  return fmt::format("{}.{:03}:{}", gap / 1000, gap % 1000, arrival.bytes);
}

/// The words in as few texts as keep each line short.
yaml::EmitNode wrapped(const std::vector<std::string>& words) {
  std::vector<std::string> lines;
  for (const std::string& word : words) {
    const bool fits = !lines.empty() && lines.back().size() + 1 + word.size() <= arrivals_width;
    if (fits) {
      lines.back().append(" ").append(word);
    } else {
      lines.push_back(word);
    }
  }
  std::vector<yaml::EmitNode> nodes;
  nodes.reserve(lines.size());
  for (const std::string& line : lines)
    nodes.push_back(yaml::EmitNode::spelled(yaml::emit_text(line)));
  return yaml::EmitNode::list(std::move(nodes));
}

yaml::EmitNode framing(const ChunkFraming& chunks) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  std::vector<std::string> sizes;
  sizes.reserve(chunks.sizes.size());
  for (const std::uint64_t size : chunks.sizes)
    sizes.push_back(std::to_string(size));
  if (!sizes.empty()) node.add("chunks", wrapped(sizes));
  if (!chunks.trailers.empty()) node.add("trailers", emit_fields(chunks.trailers));
  return node;
}

yaml::EmitNode interim_head(const wire::HttpResponseHead& head) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  node.add("status", yaml::EmitNode::spelled(std::to_string(head.status)));
  if (!head.reason.empty()) node.add("reason", yaml::EmitNode::spelled(yaml::emit_text(head.reason)));
  if (!head.fields.empty()) node.add("headers", emit_fields(head.fields));
  return node;
}

}  // namespace

yaml::EmitNode emit_fields(const wire::HttpFields& fields, FieldValues values) {
  std::vector<yaml::EmitNode> pairs;
  pairs.reserve(fields.size());
  for (const wire::HttpField& field : fields) {
    auto name = yaml::EmitNode::spelled(yaml::emit_text(field.name));
    const bool is_taken_for_template = values == FieldValues::no_templates && may_be_template(field.value);
    auto value = is_taken_for_template ? yaml::emit_base64(field.value) : yaml::emit_bytes(field.value);
    pairs.push_back(yaml::EmitNode::list({std::move(name), yaml::EmitNode::spelled(std::move(value))}));
  }
  const bool is_alone = pairs.size() == 1;
  return yaml::EmitNode::list(std::move(pairs), is_alone ? yaml::EmitNode::Style::best : yaml::EmitNode::Style::lines);
}

void add_recorded(yaml::EmitNode& response, const RecordedResponse& recorded) {
  std::vector<yaml::EmitNode> interim;
  for (const wire::HttpResponseHead& head : recorded.interim)
    interim.push_back(interim_head(head));
  if (!interim.empty()) {
    response.add("interim", yaml::EmitNode::list(std::move(interim), yaml::EmitNode::Style::lines));
  }
  std::vector<yaml::EmitNode> items;
  for (const std::string& item : recorded.body)
    items.push_back(yaml::EmitNode::spelled(yaml::emit_bytes(item)));
  response.add("body", yaml::EmitNode::list(std::move(items), yaml::EmitNode::Style::lines));
  std::vector<std::string> arrivals;
  for (const Arrival& arrival : recorded.arrivals)
    arrivals.push_back(emit_arrival(arrival));
  if (!arrivals.empty()) response.add("arrivals", wrapped(arrivals));
  if (const auto* chunks = std::get_if<ChunkFraming>(&recorded.framing)) response.add("framing", framing(*chunks));
  if (std::holds_alternative<CloseFraming>(recorded.framing)) response.add("framing", yaml::EmitNode::spelled("close"));
  yaml::EmitNode end = yaml::EmitNode::mapping();
  end.add("by", yaml::EmitNode::spelled(recorded.end.by == RecordedEnd::By::client ? "client" : "upstream"));
  end.add("how", yaml::EmitNode::spelled(std::string(to_string(recorded.end.how))));
  response.add("end", std::move(end));
}

}  // namespace wiretape::tape
