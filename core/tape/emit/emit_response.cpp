#include "wiretape/core/tape/emit/emit_response.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/tape/emit/emit_delivery.h"
#include "wiretape/core/tape/emit/emit_recorded.h"
#include "wiretape/core/tape/may_be_template.h"
#include "wiretape/core/text/duration.h"
#include "wiretape/core/yaml/emit_json.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {
namespace {

yaml::EmitNode head(const wire::HttpResponseHead& head, std::string_view dialect, bool says_status,
                    FieldValues values) {
  yaml::EmitNode node = yaml::EmitNode::mapping(yaml::EmitNode::Style::lines);
  if (!dialect.empty()) node.add("dialect", yaml::EmitNode::spelled(yaml::emit_text(dialect)));
  if (says_status || head.status != 200) node.add("status", yaml::EmitNode::spelled(std::to_string(head.status)));
  if (!head.reason.empty()) node.add("reason", yaml::EmitNode::spelled(yaml::emit_text(head.reason)));
  if (!head.fields.empty()) node.add("headers", emit_fields(head.fields, values));
  return node;
}

FieldValues field_values(bool is_template) {
  return is_template ? FieldValues::verbatim : FieldValues::no_templates;
}

/// Bytes that the loader would take for a template, and that are none, can only have come as base64 or as a key.
yaml::EmitNode content(const std::string& bytes, bool is_template) {
  if (!yaml::is_utf8(bytes) || (!is_template && may_be_template(bytes)))
    return yaml::EmitNode::spelled(yaml::emit_base64(bytes));
  return yaml::EmitNode::of_text(bytes);
}

/// The same bytes as JSON, where they are JSON as the loader writes it.
std::optional<std::string> as_json(const std::string& bytes) {
  return may_be_template(bytes) ? std::nullopt : yaml::emit_json(bytes);
}

struct EventNode {
  bool is_template;

  yaml::EmitNode operator()(const provider::DataEvent& event) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    if (!event.name.empty()) node.add("event", yaml::EmitNode::spelled(yaml::emit_text(event.name)));
    const auto json = as_json(event.data);
    node.add("data", json ? yaml::EmitNode::spelled(*json) : content(event.data, is_template));
    if (event.id) node.add("id", yaml::EmitNode::spelled(yaml::emit_text(*event.id)));
    return node;
  }
  yaml::EmitNode operator()(const provider::CommentEvent& comment) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("comment", yaml::EmitNode::of_text(comment.text));
    return node;
  }
  yaml::EmitNode operator()(const provider::FieldsEvent& fields) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    if (fields.name) node.add("event", yaml::EmitNode::spelled(yaml::emit_text(*fields.name)));
    if (fields.id) node.add("id", yaml::EmitNode::spelled(yaml::emit_text(*fields.id)));
    if (fields.retry) node.add("retry", yaml::EmitNode::spelled(std::to_string(*fields.retry)));
    return node;
  }
  yaml::EmitNode operator()(const provider::PauseEvent& pause) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("wait", yaml::EmitNode::spelled(text::emit_duration(pause.duration)));
    return node;
  }
  yaml::EmitNode operator()(const provider::ExpectEvent&) const { return yaml::EmitNode::mapping(); }  // in no stream
};

}  // namespace

yaml::EmitNode emit_response(const StreamResponse& response, std::string_view dialect, bool is_template) {
  yaml::EmitNode node = head(response.head, dialect, false, field_values(is_template));
  std::vector<yaml::EmitNode> events;
  for (const provider::Event& event : response.events)
    events.push_back(std::visit(EventNode{is_template}, event));
  node.add("stream", yaml::EmitNode::list(std::move(events), yaml::EmitNode::Style::lines));
  return node;
}

yaml::EmitNode emit_response(const PlainResponse& response, std::string_view dialect, bool is_template) {
  yaml::EmitNode node = head(response.head, dialect, false, field_values(is_template));
  if (const auto json = as_json(response.body)) {
    node.add("json", yaml::EmitNode::spelled(*json));
  } else {
    node.add("body", content(response.body, is_template));
  }
  return node;
}

yaml::EmitNode emit_response(const RecordedResponse& response, std::string_view dialect, bool /*is_template*/) {
  yaml::EmitNode node = head(response.head, dialect, true, FieldValues::verbatim);
  add_recorded(node, response);
  return node;
}

}  // namespace wiretape::tape
