#include "wiretape/recorder/replay/replay.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "wiretape/mockserver/answer/asked/prefixed_target.h"
#include "wiretape/recorder/replay/passing_failure.h"
#include "wiretape/recorder/replay/stale_members.h"
#include "wiretape/recorder/replay/tapes_of_origin.h"

namespace wiretape::recorder::replay {
namespace {

constexpr journal::Bounds no_entries{.entries = 0};

/// What no tape answers is for the upstream to answer, its list of models too.
mockserver::ResponderSettings from_tapes_only() {
  mockserver::ResponderSettings settings;
  settings.strict_endpoints = true;
  return settings;
}

constexpr std::size_t most_told = 1000;  // of what is stale: lines that nobody reads any more

}  // namespace

Replay::Player::Player(std::vector<tape::Tape> tapes, journal::Journal& journal, bool is_tls)
    : responder(std::move(tapes), {}, {}, from_tapes_only()),
      terms{.responder = responder, .journal = journal, .is_tls = is_tls} {
  responder.held().on_release([](std::uint64_t) {});  // nobody releases; a hold ends by its own limit
}

Replay::Replay(std::vector<tape::Tape> tapes, std::vector<std::string> origins, ReplayOptions options)
    : tapes_(std::move(tapes)),
      origins_(std::move(origins)),
      options_(std::move(options)),
      no_journal_(no_entries),
      journal_(options_.journal != nullptr ? *options_.journal : no_journal_) {
  for (const auto& origin : origins_)
    player_of(origin);
}

Replay::Player& Replay::player_of(const std::string& origin) {
  const std::lock_guard lock(adding_);
  auto& player = players_[origin];
  if (player == nullptr) player = std::make_unique<Player>(playable_tapes(tapes_, origin), journal_, options_.is_tls);
  return *player;
}

std::vector<tape::Tape> Replay::playable_tapes(const std::vector<tape::Tape>& tapes, const std::string& origin) const {
  std::vector<tape::Tape> answers;
  std::vector<tape::Tape> failures;
  for (const auto& tape : tapes) {
    auto sorted = sort_failures(of_origin(tape, origin, origins_));
    answers.push_back(std::move(sorted.answers));
    failures.push_back(std::move(sorted.failures));
  }
  if (refuses_missing()) std::ranges::move(failures, std::back_inserter(answers));
  std::erase_if(answers, [](const tape::Tape& tape) { return tape.exchanges.empty(); });
  return answers;
}

Answer Replay::answer(const std::string& origin, const wire::HttpRequest& request, std::uint64_t connection) {
  auto& player = player_of(origin);
  auto playable = player.responder.respond(request, {connection, options_.is_tls});
  if (playable.exchange.empty()) return TapeMiss{std::move(playable.miss)};
  ++replayed_;
  if (playable.source != nullptr) tell_stale(*playable.source, request);
  return TapeAnswer{std::move(playable), player.terms};
}

void Replay::refuse(wire::HttpRequest request, const TapeMiss& miss) {
  ++refused_;
  const auto session = mockserver::session_of(request.head.target);
  const auto number =
      journal_.received(session, "", std::move(request), {.is_unmatched = true, .status = 404, .reason = miss.nearest});
  journal_.ended(number, {wire::Ending::complete, {}});
}

void Replay::tell_stale(const tape::Exchange& exchange, const wire::HttpRequest& request) {
  if (!exchange.recorded_request) return;
  auto pointers = stale_members(exchange.recorded_request->body, request.body, options_.volatile_fields);
  if (pointers.empty()) return;
  ++stale_;
  const auto& target = request.head.target;
  const StaleRequest stale{exchange.id, request.head.method, target.substr(0, target.find('?')), std::move(pointers)};
  const std::lock_guard lock(telling_);
  if (options_.on_stale && told_.size() < most_told && told_.insert(stale).second) options_.on_stale(stale);
}

void Replay::add(const tape::Tape& tape) {
  const std::lock_guard lock(adding_);
  tapes_.push_back(tape);
  for (const auto& [origin, player] : players_) {
    auto more = playable_tapes({tape}, origin);
    if (more.empty()) continue;
    static_cast<void>(player->responder.tapes().add(std::nullopt, {std::move(more)}));  // of no bytes: there is room
  }
  ++added_;
}

}  // namespace wiretape::recorder::replay
