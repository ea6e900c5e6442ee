#include <array>
#include <string>

#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::fault {
namespace {

constexpr std::array finish_parameters{
    FaultParameter{
        .name = "reason",
        .kind = FaultParameter::Kind::text,
        .standard = "",
        .meaning = "the provider's word, such as length, content_filter or refusal, or one that nobody knows",
        .is_required = true},
};

FaultResult apply_finish(provider::Events& events, const FaultCall& call) {
  const auto* dialect = call.context.dialect;
  if (dialect == nullptr) return no_dialect();
  std::string reason;
  text::append_json_string(reason, call.arguments().text("reason"));
  const auto edit = [&](std::string_view data) { return dialect->edits->replace_finish_reason(data, reason); };
  if (edit_datas(events, edit) > 0) return {};
  return Misfit{"no finish reason in the stream", "a stream that gives one"};
}

}  // namespace

extern const FaultType finish_fault;
constinit const FaultType finish_fault{
    .name = "finish",
    .family = "provider errors",
    .summary = "Gives another reason for the finish, in every choice.",
    .seen = "The same stream with another finish reason.",
    .function = EventsFault{apply_finish},
    .parameters = finish_parameters,
    .group = "finish",
};

}  // namespace wiretape::fault
