#include <array>

#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array no_finish_parameters{
    FaultParameter{.name = "as",
                   .kind = FaultParameter::Kind::word,
                   .standard = "null",
                   .meaning = "what stands in its place: null, or absent: the member is missing",
                   .words = "null|absent"},
};

FaultResult apply_no_finish(provider::Events& events, const FaultCall& call) {
  const auto* dialect = call.context.dialect;
  if (dialect == nullptr) return no_dialect();
  const std::string_view json = call.arguments().text("as") == "null" ? "null" : "";
  const auto edit = [&](std::string_view data) { return dialect->edits->replace_finish_reason(data, json); };
  if (edit_datas(events, edit) > 0) return {};
  return Misfit{"no finish reason in the stream", "a stream that gives one"};
}

}  // namespace

extern const FaultType no_finish_fault;
constinit const FaultType no_finish_fault{
    .name = "no_finish",
    .family = "provider errors",
    .summary = "Takes the finish reason out, in every choice.",
    .seen = "The same events, up to the terminator, with null in place of the finish reason or without the member.",
    .function = EventsFault{apply_no_finish},
    .parameters = no_finish_parameters,
    .group = "finish",
};

}  // namespace wiretape::fault
