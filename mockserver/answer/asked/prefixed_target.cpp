#include "wiretape/mockserver/answer/asked/prefixed_target.h"

#include <utility>

#include "wiretape/core/text/percent_encoding.h"
#include "wiretape/mockserver/answer/session/session_bounds.h"

// target  = [ "http://" authority ] [ "/~" session ] [ "/@" plan ] path [ "?" query ]
// session = 1*( byte but "/" and "?" )          plan = see core/tape/fault_plan.cpp, percent-encoded

namespace wiretape::mockserver {
namespace {

std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const auto path = target.find_first_of("/?", scheme.size());
    return path == target.npos ? std::string_view("/") : target.substr(path);
  }
  return target;
}

/// Takes `/` + sigil + value off the front of `path`; the value raw.
std::optional<std::string_view> take_segment(std::string_view& path, char sigil) {
  if (path.size() < 2 || path[0] != '/' || path[1] != sigil) return std::nullopt;
  const auto end = path.find('/', 1);
  const auto value = path.substr(2, end == path.npos ? path.npos : end - 2);
  path.remove_prefix(end == path.npos ? path.size() : end);
  return value;
}

PrefixError bad_encoding(std::string_view segment) {
  return {"", "'" + std::string(segment) + "' in the path", "a percent sign followed by two hexadecimal digits"};
}

}  // namespace

std::variant<PrefixedTarget, PrefixError> split_target(std::string_view target) {
  std::string_view path = without_authority(target);
  PrefixedTarget result;
  const auto question = path.find('?');
  if (question != path.npos) {
    result.query = path.substr(question + 1);
    path = path.substr(0, question);
  }
  if (const auto segment = take_segment(path, '~')) {
    auto session = text::percent_decoded(*segment);
    if (!session) return bad_encoding(*segment);
    if (session->empty()) return PrefixError{"", "'/~' without a name", "/~session before the path"};
    if (session->size() > longest_session_name)
      return PrefixError{"", unfit_session_name(*session), expected_session_name()};
    result.session = *std::move(session);
  }
  if (const auto segment = take_segment(path, '@')) {
    const auto text = text::percent_decoded(*segment);
    if (!text) {
      auto error = bad_encoding(*segment);
      error.session = result.session;
      return error;
    }
    auto plan = tape::parse_fault_plan(*text);
    if (auto* error = std::get_if<text::InputError>(&plan)) {
      return PrefixError{result.session,
                         error->found + " at byte " + std::to_string(error->offset) + " of the plan '" + *text + "'",
                         error->expected};
    }
    result.plan = std::get<tape::FaultPlan>(std::move(plan));
  }
  result.path = path.empty() ? "/" : path;
  return result;
}

std::string session_of(std::string_view target) {
  return std::visit([](const auto& split) { return split.session; }, split_target(target));
}

}  // namespace wiretape::mockserver
