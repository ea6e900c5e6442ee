#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/edit/json_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::fault {
namespace {

constexpr std::array corrupt_json_parameters{
    FaultParameter{.name = "how",
                   .kind = FaultParameter::Kind::word,
                   .standard = "truncate",
                   .meaning = "what is wrong: half of it is missing, or something at the end of the object",
                   .words = "truncate|missing_brace|extra_brace|trailing_comma|missing_comma|missing_colon|bare_word|"
                            "nan|leading_zero|single_quotes|bad_escape|control_character|comment"},
};

/// What breaks an object where it stands before the closing brace.
struct Breaker {
  std::string_view how;
  std::string_view text;
  bool is_member;  // a comma goes before it where there are members
};

constexpr std::array breakers{
    Breaker{"trailing_comma", ",", false},
    Breaker{"missing_comma", R"("broken":1 "broken":2)", true},
    Breaker{"missing_colon", R"("broken" 1)", true},
    Breaker{"bare_word", R"("broken":undefined)", true},
    Breaker{"nan", R"("broken":NaN)", true},
    Breaker{"leading_zero", R"("broken":01)", true},
    Breaker{"single_quotes", R"("broken":'1')", true},
    Breaker{"bad_escape", R"("broken":"\x")", true},
    Breaker{"control_character", "\"broken\":\"\x01\"", true},
    Breaker{"comment", "/* broken */", false},
};

/// The front half, to the beginning of a character.
std::string half(const std::string& data) {
  std::size_t end = data.size() / 2;
  while (text::continues_character(data[end]))
    --end;
  return data.substr(0, end);
}

std::string corrupt(std::string data, std::string_view how) {
  if (how == "truncate") return half(data);
  if (how == "missing_brace") return data.substr(0, data.rfind('}'));
  if (how == "extra_brace") return data + '}';
  const Breaker& breaker = *std::ranges::find(breakers, how, &Breaker::how);
  if (breaker.is_member) {
    append_member(data, breaker.text);
  } else {
    data.insert(members_end(data), breaker.text);
  }
  return data;
}

FaultResult apply_corrupt_json(provider::Events& events, const FaultCall& call) {
  const std::size_t index = next_data_event(events, call.place);
  if (index == events.events.size()) return no_event_behind();
  auto& event = std::get<provider::DataEvent>(events.events[index]);
  if (!is_json_object(event.data)) return no_json();
  set_data(event, corrupt(event.data, call.arguments().text("how")));
  return {};
}

}  // namespace

extern const FaultType corrupt_json_fault;
constinit const FaultType corrupt_json_fault{
    .name = "corrupt_json",
    .family = "events",
    .summary = "Makes the JSON of the event behind the place unsound, in one named way.",
    .seen = "An event, sound in its framing, whose data no strict parser of JSON takes.",
    .function = EventsFault{apply_corrupt_json},
    .parameters = corrupt_json_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
};

}  // namespace wiretape::fault
