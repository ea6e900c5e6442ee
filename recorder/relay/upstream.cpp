#include "wiretape/recorder/relay/upstream.h"

#include <algorithm>
#include <utility>

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

namespace wiretape::recorder::relay {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool is_absolute(std::string_view target) {
  return target.starts_with("http://") || target.starts_with("https://");
}

/// The path and query of a target; "" where it has none. "*" is what OPTIONS asks for the server itself.
std::string origin_form(std::string_view target) {
  if (target.starts_with('/') || target == "*") return std::string(target);
  const auto url = is_absolute(target) ? net::parse_url(target) : text::InputError{};
  const auto* parsed = std::get_if<net::Url>(&url);
  if (parsed == nullptr) return "";
  const auto path = parsed->path.empty() ? "/" : parsed->path;
  return parsed->query.empty() ? path : path + "?" + parsed->query;
}

/// The base path and what is asked for below it.
std::string joined(std::string_view base, std::string_view target) {
  if (target == "*") return "*";
  while (base.ends_with('/'))
    base.remove_suffix(1);
  return std::string(base).append(target);
}

}  // namespace

bool is_this_machine(const std::string& host) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  return host == "localhost" || (!error && address.is_loopback());
}

std::variant<Upstream, text::InputError> parse_upstream(std::string_view text) {
  const auto equals = text.find('=');
  const bool is_named = equals < text.find(':');
  const auto name = is_named ? text.substr(0, equals) : "";
  if (is_named && (name.empty() || !std::ranges::all_of(name, is_name_character)))
    return text::InputError{0, fmt::format("the name '{}'", name), "letters, digits, '-', '_' and '.' before the '='"};
  const auto begin = is_named ? equals + 1 : 0;
  auto url = net::parse_url(text.substr(begin));
  if (auto* error = std::get_if<text::InputError>(&url)) {
    error->offset += begin;
    return std::move(*error);
  }
  if (const auto question = text.find('?', begin); question != std::string_view::npos)
    return text::InputError{question, "a query", "a URL without one", "each request brings its own"};
  return Upstream{.name = std::string(name), .url = std::get<net::Url>(std::move(url))};
}

std::string origin_of(const Upstream& upstream) {
  return (upstream.url.is_tls ? "https://" : "http://") + net::host_field(upstream.url);
}

std::optional<Route> route_to(const Upstream& upstream, std::string_view target) {
  auto asked = origin_form(target);
  if (asked.empty()) return std::nullopt;
  auto passed = joined(upstream.url.path, asked);
  return Route{&upstream, std::move(passed), std::move(asked)};
}

std::variant<Upstreams, std::string> Upstreams::of(std::vector<Upstream> upstreams) {
  Upstreams all;
  for (auto& upstream : upstreams) {
    if (all.find(upstream.name) != nullptr) {
      return upstream.name.empty() ? "two upstreams have no name; give all but one as NAME=URL"
                                   : fmt::format("two upstreams are called '{}'; name them apart", upstream.name);
    }
    all.upstreams_.push_back(std::move(upstream));
  }
  return all;
}

bool Upstreams::have_tls() const {
  return std::ranges::any_of(upstreams_, [](const Upstream& upstream) { return upstream.url.is_tls; });
}

const Upstream* Upstreams::first_elsewhere() const {
  const auto found =
      std::ranges::find_if(upstreams_, [](const Upstream& each) { return !is_this_machine(each.url.host); });
  return found == upstreams_.end() ? nullptr : &*found;
}

const Upstream* Upstreams::find(std::string_view name) const {
  const auto found = std::ranges::find(upstreams_, name, &Upstream::name);
  return found == upstreams_.end() ? nullptr : &*found;
}

std::optional<Route> Upstreams::route(std::string_view target) const {
  auto asked = origin_form(target);
  if (asked.empty()) return std::nullopt;
  const auto path = std::string_view(asked).substr(1);
  const auto name = path.substr(0, path.find_first_of("/?"));
  const auto* upstream = name.empty() ? nullptr : find(name);
  if (upstream != nullptr) {
    asked.erase(0, 1 + name.size());
    if (!asked.starts_with('/')) asked.insert(0, "/");
  } else {
    upstream = find("");
  }
  if (upstream == nullptr) return std::nullopt;
  auto passed = joined(upstream->url.path, asked);
  return Route{upstream, std::move(passed), std::move(asked)};
}

}  // namespace wiretape::recorder::relay
