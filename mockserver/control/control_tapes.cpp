#include "wiretape/mockserver/control/control_tapes.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "wiretape/core/compile/sent_tapes.h"
#include "wiretape/mockserver/answer/loaded_tapes.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;
using Tapes = std::vector<tape::Tape>;
using Change = std::optional<text::InputError> (TapeSets::*)(const std::optional<std::string>&, NewTapes);

ordered_json exchange_json(const PreparedExchange& prepared) {
  const auto use = use_of(prepared);
  return {{"id", use.exchange}, {"line", use.position.line}, {"column", use.position.column}, {"uses", use.count}};
}

ordered_json tapes_json(const LoadedTapes& loaded) {
  auto tapes = ordered_json::array();
  for (const auto& tape : loaded.tapes)
    tapes.push_back({{"file", tape->name}, {"exchanges", ordered_json::array()}});
  for (const auto& prepared : loaded.prepared)
    tapes.at(prepared.tape_index).at("exchanges").push_back(exchange_json(prepared));
  return tapes;
}

ControlAnswer bad_tape(const text::Diagnostics& mistakes) {
  ordered_json error{{"type", "bad_tape"}, {"message", to_string(mistakes)}, {"mistakes", ordered_json::array()}};
  for (const auto& mistake : mistakes)
    error["mistakes"].push_back(mistake_json(mistake));
  return control_json({{"error", std::move(error)}}, 422);
}

ControlAnswer change(Responder& responder, Change change, const std::optional<std::string>& session,
                     const std::string& name, std::string_view body) {
  auto read = compile::read_sent_tapes(body, name, {.bytes = most_tapes_body});
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&read)) return bad_tape(*mistakes);
  auto& tapes = std::get<Tapes>(read);
  const auto bytes = std::max(body.size(), compile::bytes_written_out(tapes));
  const auto mistake = (responder.tapes().*change)(session, {std::move(tapes), bytes});
  if (mistake) return bad_tape({diagnose(name, *mistake)});
  return list_tapes(responder, session);
}

}  // namespace

ControlAnswer list_tapes(Responder& responder, const std::optional<std::string>& session) {
  const auto loaded = session ? responder.tapes().of(*session) : responder.tapes().for_all();
  return control_json({{"tapes", tapes_json(*loaded)}, {"unmatched", loaded->unmatched.load()}});
}

ControlAnswer put_tapes(Responder& responder, const std::optional<std::string>& session, const std::string& name,
                        std::string_view body) {
  return change(responder, &TapeSets::replace, session, name, body);
}

ControlAnswer add_tapes(Responder& responder, const std::optional<std::string>& session, const std::string& name,
                        std::string_view body) {
  return change(responder, &TapeSets::add, session, name, body);
}

ControlAnswer remove_tapes(Responder& responder, const std::optional<std::string>& session) {
  responder.tapes().remove(session);
  return list_tapes(responder, session);
}

}  // namespace wiretape::mockserver
