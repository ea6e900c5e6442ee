#include "wiretape/mockserver/answer/ask.h"

#include <utility>

#include "wiretape/mockserver/answer/asked/asked_faults.h"

namespace wiretape::mockserver {

Asked::Asked(const wire::HttpRequest& request, const RequestOrigin& origin, PrefixedTarget&& target,
             std::vector<fault::Fault>&& own_faults)
    : session(std::move(target.session)),
      view(request, target.path, target.query),
      context(context_of(request.head, origin)),
      connection(origin.connection),
      faults(std::move(own_faults)) {}

std::variant<Asked, AskError> ask(const wire::HttpRequest& request, const RequestOrigin& origin, bool has_seed) {
  const std::string_view whole = request.head.target;
  auto split = split_target(whole);
  if (auto* error = std::get_if<PrefixError>(&split)) {
    return AskError{{400, "wiretape_bad_prefix", error->found + "; expected " + error->expected},
                    std::move(error->session),
                    whole.substr(0, whole.find('?'))};
  }
  auto& target = std::get<PrefixedTarget>(split);
  auto faults = asked_faults(target.plan, request.head.fields, has_seed);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&faults)) {
    return AskError{{400, "wiretape_bad_plan", to_string(*mistakes)}, std::move(target.session), target.path};
  }
  return std::variant<Asked, AskError>(std::in_place_type<Asked>, request, origin, std::move(target),
                                       std::get<0>(std::move(faults)));
}

}  // namespace wiretape::mockserver
