#include "wiretape/core/compile/stage_answer.h"

#include <utility>
#include <variant>

#include "wiretape/core/compile/dialogue_response.h"
#include "wiretape/core/compile/recorded_response.h"
#include "wiretape/core/program/layout/whole_response.h"
#include "wiretape/core/provider/shared/annotate.h"

namespace wiretape::compile {
namespace {

struct Stager {
  const provider::Dialect* dialect;
  const provider::RequestView& request;

  StagedAnswer operator()(const provider::Reply& reply) const {
    if (reply.error) return {program::whole_response(dialect->write.render_error(*reply.error)), {}};
    if (!dialect->write.wants_stream(request))
      return {program::whole_response(dialect->write.render_whole(reply, request)), {}};
    const wire::Framing framing = provider::framing_asked_for(*dialect, request);
    const wire::HttpResponseHead head{
        .status = 200, .reason = "", .minor_version = 1, .fields = provider::stream_fields(*dialect, framing)};
    return {{head, {}, framing}, dialect->write.render(reply, request)};
  }
  StagedAnswer operator()(const tape::StreamResponse& response) const {
    provider::Events events{response.events, {}};
    if (dialect != nullptr) events.marks = provider::annotate(*dialect, events.events);
    return {{response.head, {}, provider::stream_framing(response.head.fields, dialect)}, std::move(events)};
  }
  StagedAnswer operator()(const tape::PlainResponse& response) const {
    return {{response.head, program::verbatim_body(response.body)}, {}};
  }
  StagedAnswer operator()(const tape::RecordedResponse& response) const {
    return {recorded_response(response, dialect), {}};
  }
  StagedAnswer operator()(const tape::Dialogue& dialogue) const {
    auto [response, events] = dialogue_response(dialogue, dialect, request);
    if (dialect != nullptr) events.marks = provider::annotate(*dialect, events.events);
    return {std::move(response), std::move(events)};
  }
};

}  // namespace

StagedAnswer stage_answer(const tape::Answer& answer, const provider::Dialect* dialect,
                          const provider::RequestView& request) {
  return std::visit(Stager{dialect, request}, answer);
}

}  // namespace wiretape::compile
