#include "wiretape/core/timeline/timeline.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/request_matcher.h"

namespace wiretape::timeline {
namespace {

constexpr std::array<std::string_view, 4> ended_by_names{"server", "fault", "upstream", "client"};

struct NameAnswer {
  std::string_view operator()(const provider::Reply&) const { return "reply"; }
  std::string_view operator()(const tape::StreamResponse&) const { return "stream"; }
  std::string_view operator()(const tape::PlainResponse&) const { return "body"; }
  std::string_view operator()(const tape::RecordedResponse&) const { return "recorded"; }
  std::string_view operator()(const tape::Dialogue&) const { return "websocket"; }
};

std::vector<RuleClause> rule_of(const tape::Exchange& exchange, const wire::HttpRequest& request) {
  const std::string_view target = request.head.target;
  const auto path = target.substr(0, target.find('?'));
  const provider::RequestView view(request, path, target.substr(std::min(path.size() + 1, target.size())));
  std::vector<RuleClause> rule;
  for (auto& clause : tape::RequestMatcher(exchange.request, exchange.dialect).clauses(view))
    rule.push_back({std::move(clause.name), std::move(clause.expected)});
  return rule;
}

/// The end of a recording is what was recorded, unless a fault makes another one.
TimelineEnding ending_of(const TimelineInput& input) {
  const auto played = input.program->ending;
  if (played != input.plain.ending) return {played, EndedBy::fault, played};
  const auto* recorded = std::get_if<tape::RecordedResponse>(&input.exchange.answer);
  if (recorded == nullptr) return {played, EndedBy::server, played};
  const bool is_client = recorded->end.by == tape::RecordedEnd::By::client;
  return {recorded->end.how, is_client ? EndedBy::client : EndedBy::upstream, played};
}

bool has_reads(const tape::Exchange& exchange) {
  const auto* recorded = std::get_if<tape::RecordedResponse>(&exchange.answer);
  return recorded != nullptr && !recorded->arrivals.empty() && exchange.delivery.as_recorded;
}

}  // namespace

std::string_view to_string(EndedBy by) {
  return ended_by_names.at(static_cast<std::size_t>(by));
}

Timeline make_timeline(TimelineInput input) {
  Timeline timeline{.tape = std::string(input.tape),
                    .line = input.exchange.position.line,
                    .exchange = input.exchange.id,
                    .method = input.request.head.method,
                    .target = input.request.head.target,
                    .rule = rule_of(input.exchange, input.request),
                    .dialect = input.dialect.name,
                    .answer = std::visit(NameAnswer{}, input.exchange.answer),
                    .has_reads = has_reads(input.exchange),
                    .program = input.program,
                    .heard = hear(*input.program, input.dialect),
                    .faults = std::move(input.faults),
                    .ending = ending_of(input),
                    .totals = {}};
  timeline.totals = totals_of(*timeline.program, timeline.heard);
  return timeline;
}

}  // namespace wiretape::timeline
