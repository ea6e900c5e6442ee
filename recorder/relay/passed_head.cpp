#include "wiretape/recorder/relay/passed_head.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::recorder::relay {
namespace {

using wire::equal_ignoring_case;

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::any_of(names, [&](std::string_view each) { return equal_ignoring_case(each, name); });
}

/// Whether the field says how the body travels: whatever `Connection` lists, that stays.
bool frames(std::string_view name) {
  return is_any_of(name, {"content-length", "transfer-encoding", "host"});
}

/// Whether the field is meant for this connection alone.
template <class Fields>
bool is_of_connection(std::string_view name, const Fields& all) {
  if (is_any_of(name, {"connection", "keep-alive", "proxy-connection", "upgrade"})) return true;
  return !frames(name) && wire::has_token(all, "connection", name);
}

/// What only the relay itself is told: it has the whole request, so upstream need not be asked whether to go on.
bool is_for_relay(std::string_view name) {
  return is_any_of(name, {"te", "trailer", "expect", "proxy-authorization"});
}

/// Sees to it that a field stands once, with this value: where the first was, or at the end.
void put_once(wire::HttpFields& fields, std::string_view name, std::string value) {
  const auto has_name = [&](const wire::HttpField& field) { return equal_ignoring_case(field.name, name); };
  const auto first = std::ranges::find_if(fields, has_name);
  if (first == fields.end()) return fields.push_back({std::string(name), std::move(value)});
  first->value = std::move(value);
  fields.erase(std::remove_if(first + 1, fields.end(), has_name), fields.end());
}

}  // namespace

wire::HttpRequestHead head_for_upstream(const wire::HttpRequestHead& head, std::string target, const std::string& host,
                                        std::size_t body_size, AcceptEncoding accept, bool closes) {
  const auto length = std::to_string(body_size);
  wire::HttpFields fields;
  for (const auto& [name, value] : head.fields) {
    if (is_of_connection(name, head.fields) || is_for_relay(name)) continue;
    if (equal_ignoring_case(name, "transfer-encoding")) {
      fields.push_back({"content-length", length});
    } else {
      fields.push_back({std::string(name), std::string(value)});
    }
  }
  put_once(fields, "host", host);
  if (accept == AcceptEncoding::identity) put_once(fields, "accept-encoding", "identity");
  if (closes) fields.push_back({"connection", "close"});
  return {head.method, std::move(target), head.minor_version, wire::HttpFieldLines(fields)};
}

wire::HttpResponseHead head_for_client(const wire::HttpResponseHead& head) {
  wire::HttpResponseHead passed{head.status, head.reason, head.minor_version, {}};
  std::ranges::copy_if(head.fields, std::back_inserter(passed.fields),
                       [&](const wire::HttpField& field) { return !is_of_connection(field.name, head.fields); });
  return passed;
}

}  // namespace wiretape::recorder::relay
