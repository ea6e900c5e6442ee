#include "wiretape/core/tape/load/load_exchange.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/tape/load/check_templates.h"
#include "wiretape/core/tape/load/load_delivery.h"
#include "wiretape/core/tape/load/load_dialogue.h"
#include "wiretape/core/tape/load/load_faults.h"
#include "wiretape/core/tape/load/load_recorded_request.h"
#include "wiretape/core/tape/load/load_request.h"
#include "wiretape/core/tape/load/reply/load_reply.h"
#include "wiretape/core/tape/load/response/load_response.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

constexpr std::uint64_t most_uses = 1'000'000'000;

void read_id(const yaml::YamlNode& node, Exchange& exchange, yaml::Mistakes& mistakes) {
  const std::optional<std::string> id = yaml::read_word(node, "a name", mistakes);
  if (id && id->empty()) yaml::refuse(node, "a name, or no 'id'", mistakes);
  if (id) exchange.id = *id;
}

/// The answer waits for the request, whose path may decide its dialect, wherever in the exchange that stands.
void read_answer(const yaml::YamlNode& node, Exchange& exchange, yaml::Mistakes& mistakes) {
  const yaml::YamlMember* reply = yaml::find_member(node, "reply");
  const yaml::YamlMember* response = yaml::find_member(node, "response");
  const yaml::YamlMember* websocket = yaml::find_member(node, "websocket");
  if (reply == nullptr && response == nullptr && websocket == nullptr) {
    mistakes.add(node.offset, "an exchange without an answer", "the key 'reply', 'response' or 'websocket'");
  }
  yaml::refuse_beside(node, "reply", {"response", "websocket"}, mistakes);
  yaml::refuse_beside(node, "response", {"websocket"}, mistakes);
  // Where several stand, all are read for their mistakes.
  if (websocket != nullptr) {
    LoadedDialogue loaded = read_dialogue(*websocket->value, exchange.request, mistakes);
    exchange.answer = std::move(loaded.dialogue);
    exchange.dialect = loaded.dialect;
    if (!exchange.request.method) exchange.request.method = "GET";
  }
  if (response != nullptr) {
    LoadedResponse loaded = read_response(*response->value, exchange.request, mistakes);
    std::visit([&](auto& answer) { exchange.answer = std::move(answer); }, loaded.answer);
    exchange.dialect = loaded.dialect;
  }
  if (reply != nullptr) {
    LoadedReply loaded = read_reply(*reply->value, exchange.request, mistakes);
    exchange.answer = std::move(loaded.reply);
    exchange.then = std::move(loaded.then);
    exchange.dialect = loaded.dialect;
  }
}

/// Which events carry tokens only a dialect can tell.
void require_dialect_for_rate(const yaml::YamlNode& node, const Exchange& exchange, yaml::Mistakes& mistakes) {
  const yaml::YamlMember* response = yaml::find_member(node, "response");
  if (response == nullptr || !exchange.delivery.tokens_per_second || exchange.dialect != nullptr) return;
  if (yaml::find_member(*response->value, "dialect") != nullptr)
    return;  // it names one that is not known: a mistake already
  mistakes.add(yaml::find_member(*yaml::find_member(node, "delivery")->value, "tokens_per_second")->key->offset,
               "'tokens_per_second' for a response of no known dialect", "a 'gap', or a 'dialect' in the response");
}

/// A recorded response keeps its own cuts and times unless the delivery gives others.
bool plays_as_recorded(const yaml::YamlNode& node, const Exchange& exchange) {
  const auto* recorded = std::get_if<RecordedResponse>(&exchange.answer);
  if (recorded == nullptr || recorded->arrivals.empty()) return false;
  const yaml::YamlMember* delivery = yaml::find_member(node, "delivery");
  return delivery == nullptr || !gives_pace(*delivery->value);
}

}  // namespace

Exchange read_exchange(const yaml::YamlNode& node, std::size_t ordinal, ProfileFiles& profiles,
                       yaml::Mistakes& mistakes) {
  Exchange exchange;
  exchange.id = fmt::format("exchange-{}", ordinal);
  exchange.position = mistakes.source().position(node.offset);
  const bool is_mapping = yaml::read_mapping(
      node, "an exchange",
      {{"id", [&](const yaml::YamlNode& value) { read_id(value, exchange, mistakes); }},
       {"request", [&](const yaml::YamlNode& value) { exchange.request = read_request(value, mistakes); }},
       {"uses", [&](const yaml::YamlNode& value) { exchange.uses = yaml::read_whole(value, 1, most_uses, mistakes); }},
       {"reply", [](const yaml::YamlNode&) {}},
       {"response", [](const yaml::YamlNode&) {}},
       {"websocket", [](const yaml::YamlNode&) {}},
       {"delivery", [&](const yaml::YamlNode& value) { exchange.delivery = read_delivery(value, profiles, mistakes); }},
       {"faults", [&](const yaml::YamlNode& value) { exchange.faults = read_faults(value, mistakes); }},
       {"recorded_request",
        [&](const yaml::YamlNode& value) { exchange.recorded_request = read_recorded_request(value, mistakes); }}},
      mistakes);
  if (!is_mapping) return exchange;
  read_answer(node, exchange, mistakes);
  exchange.is_template = check_templates(node, exchange.request, mistakes);
  require_dialect_for_rate(node, exchange, mistakes);
  exchange.delivery.as_recorded = plays_as_recorded(node, exchange);
  return exchange;
}

}  // namespace wiretape::tape
