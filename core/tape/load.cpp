#include "wiretape/core/tape/load.h"

#include <cerrno>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/tape/load_exchange.h"
#include "wiretape/core/tape/mistakes.h"
#include "wiretape/core/tape/node_reader.h"
#include "wiretape/core/tape/source_text.h"
#include "wiretape/core/tape/yaml_document.h"

namespace wiretape::tape {
namespace {

// bytes ──SourceText::read──▶ plain text ──parse_yaml──▶ YamlDocument ──read_tape──▶ Tape
//             │ ends at the           │ ends where the        │ goes on after
//             │ first bad byte        │ grammar breaks        │ each mistake
//             └───────────────────────┴───────────────────────┴────────────▶ Diagnostics
//
// tape      = wiretape exchanges
// exchange  = [ id ] [ request ] ( reply / response ) [ delivery ]      one load_<name>.cpp each
// Every reader returns a value even after a mistake, so that one run finds them all; the value is then thrown away.

constexpr std::string_view format_version = "1";

/// Whether the file says that it is a tape of the format that is read here.
bool check_version(const YamlNode& root, Mistakes& mistakes) {
  const std::string expected = fmt::format("'wiretape: {}'", format_version);
  const YamlMember* member = find_member(root, "wiretape");
  if (member == nullptr) {
    mistakes.add(root.offset, "a tape without 'wiretape'", expected, "it says which format the file has");
    return true;
  }
  const YamlNode& version = *member->value;
  if (version.kind == YamlNode::Kind::number && version.text == format_version) return true;
  const bool is_other_version =
      version.kind == YamlNode::Kind::number && version.text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_other_version) {
    refuse(version, expected, mistakes, version.text == format_version ? "without quotes" : "");
    return true;
  }
  mistakes.add(version.offset, fmt::format("tape format {}", version.text), expected,
               fmt::format("this wiretape reads tape format {}; the file says {}", format_version, version.text));
  return false;
}

std::vector<Exchange> read_exchanges(const YamlNode& node, Mistakes& mistakes) {
  constexpr std::string_view expected = "a list of exchanges";
  std::vector<Exchange> exchanges;
  std::map<std::string, std::size_t, std::less<>> offset_of_id;
  const auto read_item = [&](const YamlNode& item) {
    exchanges.push_back(read_exchange(item, exchanges.size() + 1, mistakes));
    const auto [first, is_new] = offset_of_id.emplace(exchanges.back().id, item.offset);
    if (is_new) return;
    const YamlMember* id = find_member(item, "id");
    mistakes.add(id == nullptr ? item.offset : id->value->offset,
                 fmt::format("the id '{}' a second time", exchanges.back().id), "an id that no other exchange has",
                 fmt::format("the exchange at {} has it", mistakes.place(first->second)));
  };
  if (read_list(node, expected, read_item, mistakes) && exchanges.empty()) {
    mistakes.add(node.offset, "no exchanges", "at least one");
  }
  return exchanges;
}

Tape read_tape(const YamlNode& root, std::string name, Mistakes& mistakes) {
  Tape tape{.name = std::move(name), .exchanges = {}};
  if (root.kind == YamlNode::Kind::mapping && !check_version(root, mistakes)) return tape;
  read_mapping(root, "a tape",
               {{"wiretape", [](const YamlNode&) {}},  // check_version reads it
                {"exchanges", [&](const YamlNode& value) { tape.exchanges = read_exchanges(value, mistakes); }}},
               mistakes);
  require_member(root, "a tape", "exchanges", mistakes);
  return tape;
}

Diagnostics only(Diagnostic diagnostic, std::string name) {
  diagnostic.file = std::move(name);
  return {std::move(diagnostic)};
}

Diagnostic too_large(const LoadLimits& limits) {
  return {.file = {},
          .position = {},
          .found = fmt::format("more than {} bytes", limits.bytes),
          .expected = "a smaller tape",
          .hint = {}};
}

Diagnostic unreadable(int error) {
  return {.file = {},
          .position = {},
          .found = fmt::format("a file that can't be read: {}", std::generic_category().message(error)),
          .expected = "a tape",
          .hint = {}};
}

}  // namespace

std::variant<Tape, Diagnostics> parse_tape(std::string_view text, std::string name, LoadLimits limits) {
  if (text.size() > limits.bytes) return only(too_large(limits), std::move(name));
  std::variant<SourceText, Diagnostic> read = SourceText::read(text);
  if (auto* fault = std::get_if<Diagnostic>(&read)) return only(std::move(*fault), std::move(name));

  const auto& source = std::get<SourceText>(read);
  Mistakes mistakes(source, name);
  const std::optional<YamlDocument> document = parse_yaml(limits, mistakes);
  if (!document) return mistakes.take();
  if (document->root == nullptr) {
    mistakes.add(0, "nothing", "a tape: the keys 'wiretape' and 'exchanges'");
    return mistakes.take();
  }
  Tape tape = read_tape(*document->root, std::move(name), mistakes);
  if (mistakes.count() > 0) return mistakes.take();
  return tape;
}

std::variant<Tape, Diagnostics> load_tape(const std::string& path, LoadLimits limits) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return only(unreadable(errno), path);
  std::string text;
  std::array<char, 65536> block{};
  // A directory opens, but reading it fails, with an exception that the stream turns into its bad bit.
  while (file && text.size() <= limits.bytes) {
    file.read(block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) return only(unreadable(errno), path);
  return parse_tape(text, path, limits);
}

}  // namespace wiretape::tape
