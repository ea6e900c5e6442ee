#include "wiretape/core/timeline/timeline_page.h"

#include <string_view>

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"
#include "wiretape/core/timeline/page_template.h"
#include "wiretape/core/timeline/timeline_json.h"

namespace wiretape::timeline {
namespace {

/// Appends JSON so that nothing in it ends the script element that it stands in, or begins a comment there: `<` can
/// only be in a string, where an escape says the same.
void append_in_script(std::string& out, std::string_view json) {
  for (const char byte : json) {
    if (byte == '<') {
      out += "\\u003c";
    } else {
      out += byte;
    }
  }
}

}  // namespace

std::string timeline_page(std::span<const Timeline> timelines) {
  auto all = nlohmann::ordered_json::array();
  for (const auto& timeline : timelines)
    all.push_back(timeline_json(timeline));
  const auto page = page_template();
  std::string out(page.before_data);
  append_in_script(out, text::write_json(all));
  return out.append(page.after_data);
}

std::string live_page() {
  const auto page = page_template();
  return std::string(page.before_data).append("null").append(page.after_data);
}

}  // namespace wiretape::timeline
