#include "wiretape/core/tape/load/load_exchange.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/tape/load/check_templates.h"
#include "wiretape/core/tape/load/load_delivery.h"
#include "wiretape/core/tape/load/load_faults.h"
#include "wiretape/core/tape/load/load_request.h"
#include "wiretape/core/tape/load/reply/load_reply.h"
#include "wiretape/core/tape/load/response/load_response.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

constexpr std::uint64_t most_uses = 1'000'000'000;

void read_id(const YamlNode& node, Exchange& exchange, Mistakes& mistakes) {
  const std::optional<std::string> id = read_word(node, "a name", mistakes);
  if (id && id->empty()) refuse(node, "a name, or no 'id'", mistakes);
  if (id) exchange.id = *id;
}

/// The answer waits for the request, whose path may decide its dialect, wherever in the exchange that stands.
void read_answer(const YamlNode& node, Exchange& exchange, Mistakes& mistakes) {
  const YamlMember* reply = find_member(node, "reply");
  const YamlMember* response = find_member(node, "response");
  if (reply == nullptr && response == nullptr) {
    mistakes.add(node.offset, "an exchange without an answer", "the key 'reply' or the key 'response'");
  }
  refuse_beside(node, "reply", {"response"}, mistakes);
  // Where both stand, both are read for their mistakes.
  if (response != nullptr) {
    LoadedResponse loaded = read_response(*response->value, exchange.request, mistakes);
    std::visit([&](auto& answer) { exchange.answer = std::move(answer); }, loaded.answer);
    exchange.dialect = loaded.dialect;
  }
  if (reply != nullptr) {
    LoadedReply loaded = read_reply(*reply->value, exchange.request, mistakes);
    exchange.answer = std::move(loaded.reply);
    exchange.dialect = loaded.dialect;
  }
}

/// Which events carry tokens only a dialect can tell.
void require_dialect_for_rate(const YamlNode& node, const Exchange& exchange, Mistakes& mistakes) {
  const YamlMember* response = find_member(node, "response");
  if (response == nullptr || !exchange.delivery.tokens_per_second || exchange.dialect != nullptr) return;
  if (find_member(*response->value, "dialect") != nullptr) return;  // it names one that is not known: a mistake already
  mistakes.add(find_member(*find_member(node, "delivery")->value, "tokens_per_second")->key->offset,
               "'tokens_per_second' for a response of no known dialect", "a 'gap', or a 'dialect' in the response");
}

/// A recorded response keeps its own cuts and times unless the delivery gives others.
bool plays_as_recorded(const YamlNode& node, const Exchange& exchange) {
  const auto* recorded = std::get_if<RecordedResponse>(&exchange.answer);
  if (recorded == nullptr || recorded->arrivals.empty()) return false;
  const YamlMember* delivery = find_member(node, "delivery");
  if (delivery == nullptr) return true;
  constexpr std::array own_keys{"first_byte", "gap", "jitter", "tokens_per_second", "profile", "fragment"};
  return std::ranges::none_of(own_keys, [&](const char* key) { return find_member(*delivery->value, key) != nullptr; });
}

}  // namespace

Exchange read_exchange(const YamlNode& node, std::size_t ordinal, ProfileFiles& profiles, Mistakes& mistakes) {
  Exchange exchange;
  exchange.id = fmt::format("exchange-{}", ordinal);
  exchange.position = mistakes.source().position(node.offset);
  const bool is_mapping = read_mapping(
      node, "an exchange",
      {{"id", [&](const YamlNode& value) { read_id(value, exchange, mistakes); }},
       {"request", [&](const YamlNode& value) { exchange.request = read_request(value, mistakes); }},
       {"uses", [&](const YamlNode& value) { exchange.uses = read_whole(value, 1, most_uses, mistakes); }},
       {"reply", [](const YamlNode&) {}},
       {"response", [](const YamlNode&) {}},
       {"delivery", [&](const YamlNode& value) { exchange.delivery = read_delivery(value, profiles, mistakes); }},
       {"faults", [&](const YamlNode& value) { exchange.faults = read_faults(value, mistakes); }}},
      mistakes);
  if (!is_mapping) return exchange;
  read_answer(node, exchange, mistakes);
  exchange.is_template = check_templates(node, exchange.request, mistakes);
  require_dialect_for_rate(node, exchange, mistakes);
  exchange.delivery.as_recorded = plays_as_recorded(node, exchange);
  return exchange;
}

}  // namespace wiretape::tape
