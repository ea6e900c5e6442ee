#include "wiretape/core/wire/websocket/ws_deflate_params.h"

#include <algorithm>
#include <string>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::wire {
namespace {

constexpr int most_bits = 15;

constexpr std::string_view server_forgets = "server_no_context_takeover";
constexpr std::string_view client_forgets = "client_no_context_takeover";
constexpr std::string_view server_bits = "server_max_window_bits";
constexpr std::string_view client_bits = "client_max_window_bits";

// The parameters of an offer or an answer as they stand; nullopt: not there.
struct FoundDeflateParams {
  bool server_forgets = false;
  bool client_forgets = false;
  std::optional<int> server_bits{};
  std::optional<int> client_bits{};    // with a value
  bool client_bits_are_named = false;  // with or without
};

// 8 to 15, without leading zeros.
std::optional<int> window_bits_of(std::string_view text) {
  if (text == "8" || text == "9") return text.front() - '0';
  if (text.size() != 2 || text.front() != '1' || text.back() < '0' || text.back() > '5') return std::nullopt;
  return 10 + (text.back() - '0');
}

bool set_once(bool& flag, const WsExtensionParameter& parameter) {
  return !std::exchange(flag, true) && !parameter.value;
}

bool set_bits_once(std::optional<int>& bits, const WsExtensionParameter& parameter) {
  if (bits || !parameter.value) return false;
  bits = window_bits_of(*parameter.value);
  return bits.has_value();
}

bool note_client_bits(FoundDeflateParams& found, const WsExtensionParameter& parameter) {
  if (std::exchange(found.client_bits_are_named, true)) return false;
  return !parameter.value || set_bits_once(found.client_bits, parameter);
}

// Whether the parameter is known, not there yet, and has a value where it must.
bool note_parameter(FoundDeflateParams& found, const WsExtensionParameter& parameter) {
  if (parameter.name == server_forgets) return set_once(found.server_forgets, parameter);
  if (parameter.name == client_forgets) return set_once(found.client_forgets, parameter);
  if (parameter.name == server_bits) return set_bits_once(found.server_bits, parameter);
  return parameter.name == client_bits && note_client_bits(found, parameter);
}

std::optional<FoundDeflateParams> find_deflate_params(const WsExtension& extension) {
  FoundDeflateParams found;
  if (!equal_ignoring_case(extension.name, ws_deflate_name)) return std::nullopt;
  const bool sound = std::ranges::all_of(extension.parameters,
                                         [&](const auto& parameter) { return note_parameter(found, parameter); });
  return sound ? std::optional(found) : std::nullopt;
}

void add_flag(WsExtension& extension, std::string_view name, bool is_set) {
  if (is_set) extension.parameters.push_back({std::string(name)});
}

void add_bits(WsExtension& extension, std::string_view name, int bits) {
  if (bits < most_bits) extension.parameters.push_back({std::string(name), std::to_string(bits)});
}

WsExtension deflate_answer(const WsDeflateParams& params, const FoundDeflateParams& offer) {
  WsExtension answer{std::string(ws_deflate_name)};
  add_flag(answer, server_forgets, params.server_no_context_takeover);
  add_flag(answer, client_forgets, params.client_no_context_takeover);
  // What was asked for is confirmed, also where it is what holds anyway.
  if (offer.server_bits && params.server_max_window_bits == most_bits) {
    answer.parameters.push_back({std::string(server_bits), std::to_string(most_bits)});
  }
  add_bits(answer, server_bits, params.server_max_window_bits);
  add_bits(answer, client_bits, params.client_max_window_bits);
  return answer;
}

WsDeflateChoice choose_for(const FoundDeflateParams& offer, const WsDeflateParams& wish) {
  WsDeflateParams params = wish;
  params.server_no_context_takeover = wish.server_no_context_takeover || offer.server_forgets;
  params.client_no_context_takeover = wish.client_no_context_takeover || offer.client_forgets;
  params.server_max_window_bits = std::min(wish.server_max_window_bits, offer.server_bits.value_or(most_bits));
  params.client_max_window_bits = offer.client_bits_are_named
                                      ? std::min(wish.client_max_window_bits, offer.client_bits.value_or(most_bits))
                                      : most_bits;
  return {params, deflate_answer(params, offer)};
}

}  // namespace

WsExtension ws_deflate_offer(const WsDeflateParams& wish) {
  WsExtension offer{std::string(ws_deflate_name)};
  add_flag(offer, server_forgets, wish.server_no_context_takeover);
  add_flag(offer, client_forgets, wish.client_no_context_takeover);
  add_bits(offer, server_bits, wish.server_max_window_bits);
  add_flag(offer, client_bits, wish.client_max_window_bits == most_bits);
  add_bits(offer, client_bits, wish.client_max_window_bits);
  return offer;
}

std::optional<WsDeflateChoice> choose_ws_deflate(std::span<const WsExtension> offers, const WsDeflateParams& wish) {
  for (const WsExtension& offer : offers) {
    if (const auto found = find_deflate_params(offer)) return choose_for(*found, wish);
  }
  return std::nullopt;
}

std::optional<WsDeflateParams> read_ws_deflate_answer(const WsExtension& answer, const WsDeflateParams& wish) {
  const auto found = find_deflate_params(answer);
  if (!found || found->client_bits_are_named != found->client_bits.has_value()) return std::nullopt;
  WsDeflateParams params;
  params.server_no_context_takeover = found->server_forgets;
  params.client_no_context_takeover = found->client_forgets || wish.client_no_context_takeover;
  params.server_max_window_bits = found->server_bits.value_or(most_bits);
  params.client_max_window_bits = std::min(found->client_bits.value_or(most_bits), wish.client_max_window_bits);
  if (wish.server_no_context_takeover && !params.server_no_context_takeover) return std::nullopt;
  if (params.server_max_window_bits > wish.server_max_window_bits) return std::nullopt;
  return found->client_bits.value_or(0) > wish.client_max_window_bits ? std::nullopt : std::optional(params);
}

}  // namespace wiretape::wire
