#include "wiretape/mockserver/control/control_routes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/journal/entry_count.h"
#include "wiretape/core/text/percent_encoding.h"
#include "wiretape/core/timeline/timeline_page.h"
#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/mockserver/control/control_faults.h"
#include "wiretape/mockserver/control/control_query.h"
#include "wiretape/mockserver/control/control_tapes.h"
#include "wiretape/mockserver/control/entry_json.h"
#include "wiretape/mockserver/control/fault_use_json.h"
#include "wiretape/mockserver/control/journal_text.h"
#include "wiretape/mockserver/control/loopback_host.h"
#include "wiretape/mockserver/control/metrics.h"
#include "wiretape/mockserver/control/received_requests.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;
using std::chrono::steady_clock;
using Reply = std::variant<ControlAnswer, PendingAnswer>;

/// A request that has found its route.
struct Call {
  const ControlSources& sources;
  std::optional<std::string> session;  // absent: all
  ControlQuery query;
  std::string_view body;
};

ControlAnswer entries_answer(const Call& call, std::size_t limit) {
  return {.more = journal_text(call.sources.journal, call.query.filter, limit)};
}

/// Of all sessions, or of one: the page asks for the journal beside it.
Reply get_page(const Call&) {
  return ControlAnswer{.content_type = "text/html; charset=utf-8", .body = timeline::live_page()};
}

Reply get_health(const Call&) {
  return control_json({{"status", "ok"}});
}

Reply get_metrics(const Call& call) {
  const auto& sources = call.sources;
  return ControlAnswer{.content_type = metrics_content_type,
                       .body = metrics_text(sources.journal.totals(), sources.open_connections())};
}

Reply get_tapes(const Call& call) {
  return list_tapes(*call.sources.responder, call.session);
}

Reply replace_tapes(const Call& call) {
  return put_tapes(*call.sources.responder, call.session, call.query.name, call.body);
}

Reply post_tapes(const Call& call) {
  return add_tapes(*call.sources.responder, call.session, call.query.name, call.body);
}

Reply delete_tapes(const Call& call) {
  return remove_tapes(*call.sources.responder, call.session);
}

Reply get_sessions(const Call& call) {
  auto requests = call.sources.journal.sessions();
  if (call.sources.responder != nullptr) {
    for (const auto& name : call.sources.responder->sessions())
      requests.try_emplace(name, 0);
  }
  auto sessions = ordered_json::array();
  for (const auto& [name, count] : requests)
    sessions.push_back({{"name", name}, {"requests", count}});
  return control_json({{"sessions", std::move(sessions)}});
}

Reply get_journal(const Call& call) {
  return entries_answer(call, call.query.limit);
}

Reply delete_journal(const Call& call) {
  return control_json({{"cleared", call.sources.journal.clear(call.query.filter)}});
}

/// How many requests a wait is for.
std::size_t waited_for(const Call& call) {
  return call.query.requests.value_or(1);
}

ControlAnswer late_answer(const Call& call) {
  const auto message = fmt::format("fewer than {} requests were {} in time", waited_for(call),
                                   call.query.until_ended ? "received and ended" : "received");
  const ordered_json error{{"type", "timeout"}, {"message", message}};
  return {.status = 408, .more = journal_text(call.sources.journal, call.query.filter, most_entries, error)};
}

Reply get_wait(const Call& call) {
  using journal::EntryCount;
  const auto of = call.query.until_ended ? EntryCount::Of::ended : EntryCount::Of::received;
  const auto deadline = steady_clock::now() + call.query.timeout;
  return [call, deadline, count = EntryCount(call.sources.journal, call.query.filter, of),
          seen = std::optional<std::uint64_t>()]() mutable -> std::optional<ControlAnswer> {
    const auto version = call.sources.journal.version();
    if (std::exchange(seen, version) != version && count.reaches(waited_for(call))) {
      return entries_answer(call, most_entries);
    }
    return steady_clock::now() < deadline ? std::nullopt : std::optional(late_answer(call));
  };
}

ordered_json retries_json(const std::vector<journal::RetriedEntry>& retries) {
  auto all = ordered_json::array();
  for (const auto& [number, retry] : std::span(retries).first(std::min(retries.size(), most_entries)))
    all.push_back({{"number", number}, {"retry", retry_json(retry)}});
  return {{"retries", std::move(all)}, {"more", retries.size() > most_entries}};
}

Reply get_retries(const Call& call) {
  const auto retries = call.sources.journal.retries(call.query.filter);
  auto json = retries_json(retries);
  const auto mistake = call.query.back_off ? back_off_mistake(retries, *call.query.back_off) : std::nullopt;
  if (mistake) json["error"] = {{"type", "unexpected_retries"}, {"message", *mistake}};
  return control_json(json, mistake ? 409 : 200);
}

Reply post_reset(const Call& call) {
  if (call.session) {
    call.sources.responder->reset(*call.session);
  } else {
    call.sources.responder->reset_all();
  }
  return control_json({{"reset", true}});
}

ordered_json held_json(const Call& call) {
  const auto now = steady_clock::now();
  auto held = ordered_json::array();
  for (const auto& stream : call.sources.responder->held().held(call.session)) {
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(now - stream.since);
    held.push_back({{"number", stream.number},
                    {"session", stream.session},
                    {"until", stream.ends_at_next_request ? "next_request" : "release"},
                    {"held_us", time.count()}});
  }
  return {{"held", std::move(held)}};
}

ControlAnswer late_held_answer(const Call& call) {
  auto json = held_json(call);
  json["error"] = {{"type", "timeout"},
                   {"message", fmt::format("fewer than {} responses were held at once in time", waited_for(call))}};
  return control_json(json, 408);
}

Reply get_held(const Call& call) {
  if (!call.query.requests) return control_json(held_json(call));
  const auto deadline = steady_clock::now() + call.query.timeout;
  return [call, deadline]() -> std::optional<ControlAnswer> {
    if (call.sources.responder->held().count(call.session) >= waited_for(call)) return control_json(held_json(call));
    return steady_clock::now() < deadline ? std::nullopt : std::optional(late_held_answer(call));
  };
}

Reply post_release(const Call& call) {
  return control_json({{"released", call.sources.responder->held().release(call.session)}});
}

Reply post_clock_advance(const Call& call) {
  const auto by = call.query.by;
  if (!by)
    return control_error(400, "bad_query", "query parameter 'by' is missing; expected a duration, such as by=60s");
  call.sources.responder->advance_clock(*by);
  return control_json({{"advanced_us", by->count()}});
}

Reply get_faults(const Call& call) {
  return list_faults(*call.sources.faults, call.session);
}

Reply post_faults(const Call& call) {
  return arm_faults(*call.sources.faults, call.session, call.query.armed_requests, call.body);
}

Reply get_unhit_faults(const Call& call) {
  auto uses = call.sources.responder->fault_uses();
  std::ranges::move(call.sources.faults->uses_of_listener(), std::back_inserter(uses));
  auto unhit = ordered_json::array();
  for (const auto& use : unhit_faults(std::move(uses)))
    unhit.push_back(fault_use_json(use));
  return control_json({{"unhit", std::move(unhit)}});
}

Reply delete_faults(const Call& call) {
  return disarm_faults(*call.sources.faults, call.session);
}

constexpr std::size_t most_short_body = std::size_t{64} << 10;

/// What a method on a place does. Places for a session are there for all sessions together, too.
struct Route {
  enum class Of { all, player };

  std::string_view method;
  std::string_view place;
  Of of;  // which server has it
  bool is_for_session;
  std::span<const std::string_view> parameters;
  Reply (*reply)(const Call&);
  std::size_t most_body = most_short_body;
};

constexpr std::array<std::string_view, 0> no_parameters{};
constexpr std::array<std::string_view, 4> journal_parameters{"path", "exchange", "limit", "after"};
constexpr std::array<std::string_view, 2> clear_parameters{"path", "exchange"};
constexpr std::array<std::string_view, 1> arm_parameters{"for_requests"};
constexpr std::array<std::string_view, 6> wait_parameters{"requests", "timeout", "until", "path", "exchange", "after"};
constexpr std::array<std::string_view, 2> held_parameters{"requests", "timeout"};
constexpr std::array<std::string_view, 6> retry_parameters{"retries", "min_wait", "retry_after",
                                                           "path",    "exchange", "after"};
constexpr std::array<std::string_view, 1> clock_parameters{"by"};

constexpr std::array<std::string_view, 1> tapes_parameters{"name"};

using Of = Route::Of;

constexpr std::array<Route, 20> routes{{
    {"GET", "", Of::all, true, no_parameters, get_page},
    {"GET", "health", Of::all, false, no_parameters, get_health},
    {"GET", "metrics", Of::all, false, no_parameters, get_metrics},
    {"GET", "tapes", Of::player, true, no_parameters, get_tapes},
    {"PUT", "tapes", Of::player, true, tapes_parameters, replace_tapes, most_tapes_body},
    {"POST", "tapes", Of::player, true, tapes_parameters, post_tapes, most_tapes_body},
    {"DELETE", "tapes", Of::player, true, no_parameters, delete_tapes},
    {"GET", "sessions", Of::all, false, no_parameters, get_sessions},
    {"GET", "journal", Of::all, true, journal_parameters, get_journal},
    {"DELETE", "journal", Of::all, true, clear_parameters, delete_journal},
    {"GET", "wait", Of::all, true, wait_parameters, get_wait},
    {"GET", "retries", Of::all, true, retry_parameters, get_retries},
    {"POST", "reset", Of::player, true, no_parameters, post_reset},
    {"GET", "faults", Of::player, true, no_parameters, get_faults},
    {"POST", "faults", Of::player, true, arm_parameters, post_faults},
    {"DELETE", "faults", Of::player, true, no_parameters, delete_faults},
    {"GET", "faults/unhit", Of::player, false, no_parameters, get_unhit_faults},
    {"GET", "held", Of::player, true, held_parameters, get_held},
    {"POST", "release", Of::player, true, no_parameters, post_release},
    {"POST", "clock/advance", Of::player, false, clock_parameters, post_clock_advance},
}};

struct Place {
  std::string name;
  std::optional<std::string> session;
};

/// Takes "/name" or "/sessions/NAME/name" apart. A session's name may be empty.
std::optional<Place> place_of(std::string_view path) {
  constexpr std::string_view sessions = "/sessions/";
  if (!path.starts_with(sessions))
    return path.starts_with('/') ? std::optional(Place{std::string(path.substr(1)), {}}) : std::nullopt;
  path.remove_prefix(sessions.size());
  const auto slash = path.find('/');
  auto session = text::percent_decoded(path.substr(0, slash));
  if (slash == path.npos || !session) return std::nullopt;
  return Place{std::string(path.substr(slash + 1)), std::move(session)};
}

/// Whether the server that is told of has this route.
bool is_there(const Route& route, const ControlSources& sources) {
  return route.of == Of::all || sources.responder != nullptr;
}

ControlAnswer not_found(const ControlSources& sources, std::string_view path) {
  std::set<std::string> known;
  for (const auto& route : routes) {
    if (!is_there(route, sources)) continue;
    known.insert(fmt::format("/{}", route.place));
    if (route.is_for_session) known.insert(fmt::format("/sessions/{{name}}/{}", route.place));
  }
  return control_error(404, "not_found", fmt::format("there is no {}; there are {}", path, fmt::join(known, ", ")));
}

ControlAnswer wrong_method(std::string_view method, std::string_view path, std::string allowed) {
  auto answer = control_error(405, "method_not_allowed", fmt::format("{} {}: expected {}", method, path, allowed));
  answer.allow = std::move(allowed);
  return answer;
}

Reply call_route(const Route& route, const ControlSources& sources, Place place, std::string_view query_text,
                 std::string_view body) {
  if (body.size() > route.most_body)
    return control_error(413, "bad_request", fmt::format("the body is longer than {} bytes", route.most_body));
  auto query = read_control_query(query_text, route.parameters);
  if (const auto* error = std::get_if<QueryError>(&query)) return control_error(400, "bad_query", error->message);
  Call call{sources, std::move(place.session), std::get<ControlQuery>(std::move(query)), body};
  call.query.filter.session = call.session;
  return route.reply(call);
}

Reply find_and_call(const ControlSources& sources, const wire::HttpRequest& request) {
  const auto& head = request.head;
  const std::string_view target = head.target;
  const auto path = target.substr(0, target.find('?'));
  const auto query = target.substr(std::min(path.size() + 1, target.size()));
  auto place = place_of(path);
  std::string allowed;
  for (const auto& route : routes) {
    if (!is_there(route, sources) || !place || route.place != place->name || (place->session && !route.is_for_session))
      continue;
    if (route.method == head.method) return call_route(route, sources, *std::move(place), query, request.body);
    allowed.append(allowed.empty() ? "" : ", ").append(route.method);
  }
  if (allowed.empty()) return not_found(sources, path);
  return wrong_method(head.method, path, std::move(allowed));
}

/// Why nobody is to be answered who calls by these names; nullopt where it is this machine's.
std::optional<ControlAnswer> name_refusal(const wire::HttpFieldLines& fields, const std::vector<std::string>& allowed) {
  std::size_t hosts = 0;
  for (const auto& [name, value] : fields) {
    if (wire::equal_ignoring_case(name, "origin") && !is_allowed_origin(value, allowed)) {
      return control_error(403, "origin_not_allowed",
                           fmt::format("Origin '{}': a web page of another machine may not call this", value));
    }
    if (!wire::equal_ignoring_case(name, "host")) continue;
    ++hosts;
    if (!is_allowed_host(value, allowed)) {
      return control_error(403, "host_not_allowed",
                           fmt::format("Host '{}': expected localhost, a loopback address or a name that "
                                       "--control-allow-host gives",
                                       value));
    }
  }
  if (hosts == 1) return std::nullopt;
  return control_error(400, "bad_request", fmt::format("{} Host fields: expected one", hosts));
}

}  // namespace

ControlRoutes::ControlRoutes(ControlSources sources, std::vector<std::string> allowed_hosts)
    : sources_(std::move(sources)), allowed_hosts_(std::move(allowed_hosts)) {}

Reply ControlRoutes::answer(const wire::HttpRequest& request) const {
  if (auto refusal = name_refusal(request.head.fields, allowed_hosts_)) return *std::move(refusal);
  return find_and_call(sources_, request);
}

}  // namespace wiretape::mockserver
