#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wiretape::wire {

/// A header field as it stands on the wire, the value without surrounding white space.
struct HttpField {
  std::string name;
  std::string value;

  friend bool operator==(const HttpField&, const HttpField&) = default;
};

/// Fields in wire order, duplicates kept.
using HttpFields = std::vector<HttpField>;

/// The same as an HttpField, in a text that somebody else keeps.
struct HttpFieldView {
  std::string_view name;
  std::string_view value;

  friend bool operator==(const HttpFieldView&, const HttpFieldView&) = default;
};

}  // namespace wiretape::wire
