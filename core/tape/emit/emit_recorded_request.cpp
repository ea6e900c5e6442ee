#include "wiretape/core/tape/emit/emit_recorded_request.h"

#include "wiretape/core/tape/emit/emit_recorded.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {

yaml::EmitNode emit_recorded_request(const RecordedRequest& request) {
  yaml::EmitNode node = yaml::EmitNode::mapping(yaml::EmitNode::Style::lines);
  if (!request.upstream.empty()) node.add("upstream", yaml::EmitNode::spelled(yaml::emit_text(request.upstream)));
  node.add("method", yaml::EmitNode::spelled(yaml::emit_text(request.method)));
  node.add("target", yaml::EmitNode::spelled(yaml::emit_bytes(request.target)));
  if (!request.headers.empty()) node.add("headers", emit_fields(request.headers));
  if (!request.body.empty()) node.add("body", yaml::EmitNode::spelled(yaml::emit_bytes(request.body)));
  return node;
}

}  // namespace wiretape::tape
