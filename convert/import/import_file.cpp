#include "wiretape/convert/import/import_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/convert/curl/curl.h"
#include "wiretape/convert/fixtures/fixtures.h"
#include "wiretape/convert/har/har.h"
#include "wiretape/convert/mitmproxy/mitmproxy.h"
#include "wiretape/convert/vcr/vcr.h"
#include "wiretape/core/text/byte_order_mark.h"

namespace wiretape::convert {
namespace {

constexpr std::array formats{&curl_trace, &mitmproxy_flows, &har,       &ruby_vcr, &vcrpy,
                             &go_vcr,     &aimock,          &llmposter, &mockd};

std::optional<text::Diagnostic> parse(Foreign& file) {
  const auto text = text::without_byte_order_mark(file.bytes);
  const auto first = text.find_first_not_of(" \t\r\n");
  const bool is_json = first != text.npos && (text[first] == '{' || text[first] == '[');
  auto read = is_json ? read_foreign_json(file.name, text) : read_foreign_yaml(file.name, text);
  if (auto* mistake = std::get_if<text::Diagnostic>(&read)) return std::move(*mistake);
  file.syntax = is_json ? Foreign::Syntax::json : Foreign::Syntax::yaml;
  file.document = std::get<Json>(std::move(read));
  return std::nullopt;
}

const Format* fitting(const Foreign& file) {
  const auto found = std::ranges::find_if(formats, [&](const Format* format) { return format->fits(file); });
  return found == formats.end() ? nullptr : *found;
}

text::Diagnostic unknown(const Foreign& file) {
  std::vector<std::string_view> titles;
  for (const Format* format : formats)
    titles.push_back(format->title);
  return {file.name,
          {},
          fmt::format("{} {} that is of no known format",
                      file.syntax == Foreign::Syntax::json ? "JSON:" : "YAML:", kind_of(file.document)),
          fmt::format("one of: {}", fmt::join(titles, ", ")),
          "say which it is with --from"};
}

/// Formats that are no document know themselves by their first bytes; for the others the file is parsed.
std::optional<text::Diagnostic> find_out(Foreign& file, const Format*& format) {
  if (format == nullptr) format = fitting(file);
  if (format != nullptr && !format->is_document) return std::nullopt;
  if (auto mistake = parse(file)) return mistake;
  if (format == nullptr) format = fitting(file);
  if (format == nullptr) return unknown(file);
  return std::nullopt;
}

}  // namespace

std::span<const Format* const> all_formats() {
  return formats;
}

const Format* find_format(std::string_view name) {
  const auto found = std::ranges::find(formats, name, &Format::name);
  return found == formats.end() ? nullptr : *found;
}

std::string format_names() {
  std::vector<std::string_view> names;
  for (const Format* format : formats)
    names.push_back(format->name);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::variant<Imported, text::Diagnostics> import_file(const std::string& name, std::string_view bytes,
                                                      const Format* format) {
  if (bytes.size() > largest_foreign)
    return text::Diagnostics{{name, {}, "a file of more than 256 MiB", "a smaller one", "split it"}};
  Foreign file{.name = name, .bytes = bytes};
  if (auto mistake = find_out(file, format)) return text::Diagnostics{std::move(*mistake)};
  Importer importer(name);
  if (auto mistake = format->read(file, importer)) return text::Diagnostics{std::move(*mistake)};
  Imported imported = importer.take();
  if (!imported.exchanges.empty()) return imported;
  text::Diagnostics mistakes = std::move(imported.notes);
  mistakes.push_back({name, {}, fmt::format("{} without an exchange that a tape can hold", format->title), "", ""});
  return mistakes;
}

}  // namespace wiretape::convert
