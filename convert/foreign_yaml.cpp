#include <exception>
#include <string>

#include <yaml-cpp/yaml.h>

#include "wiretape/convert/foreign.h"
#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::convert {
namespace {

constexpr std::size_t most_nodes = 2'000'000;
constexpr std::size_t most_bytes = std::size_t{256} << 20;  // of texts, those that aliases repeat again each time
constexpr std::size_t most_keys = 100'000;
constexpr int deepest = 100;

struct TooMuch {
  const char* what;
  YAML::Mark mark;
};

text::Position position_of(const YAML::Mark& mark) {
  if (mark.is_null()) return {};
  return {static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column) + 1};
}

bool is_binary(const std::string& tag) {
  return tag == "tag:yaml.org,2002:binary" || tag == "!binary";
}

/// A plain scalar as JSON has it.
Json plain_value(const std::string& text) {
  if (text == "true") return true;
  if (text == "false") return false;
  if (!text::is_json_number(text)) return text;
  Json number = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return number.is_discarded() ? Json(text) : number;
}

/// Writes a tree out, aliases each time anew, and counts what that costs.
class Copy {
 public:
  Json of(const YAML::Node& node, int depth = 0) {
    if (++nodes_ > most_nodes) throw TooMuch{"more than 2,000,000 values, aliases counted each time", node.Mark()};
    if (depth > deepest) throw TooMuch{"values nested deeper than 100 levels", node.Mark()};
    if (node.IsSequence()) return list(node, depth);
    if (node.IsMap()) return mapping(node, depth);
    return node.IsScalar() ? scalar(node) : Json(nullptr);
  }

 private:
  Json list(const YAML::Node& node, int depth) {
    Json all = Json::array();
    for (const YAML::Node& item : node)
      all.push_back(of(item, depth + 1));
    return all;
  }

  Json mapping(const YAML::Node& node, int depth) {
    if (node.size() > most_keys) throw TooMuch{"a mapping of more than 100,000 keys", node.Mark()};
    Json::object_t all;
    for (const auto& member : node) {
      if (!member.first.IsScalar()) continue;  // nothing that we read has such keys
      count(member.first.Scalar().size(), node);
      // Appended, not looked up: of two with a name the first is found.
      all.Container::emplace_back(member.first.Scalar(), of(member.second, depth + 1));
    }
    return all;
  }

  Json scalar(const YAML::Node& node) {
    count(node.Scalar().size(), node);
    if (is_binary(node.Tag())) return text::decode_base64(node.Scalar()).value_or(node.Scalar());
    return node.Tag() == "?" ? plain_value(node.Scalar()) : Json(node.Scalar());
  }

  void count(std::size_t bytes, const YAML::Node& node) {
    bytes_ += bytes;
    if (bytes_ > most_bytes) throw TooMuch{"more than 256 MiB of texts, aliases counted each time", node.Mark()};
  }

  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

std::variant<Json, text::Diagnostic> read_foreign_yaml(const std::string& name, std::string_view text) {
  try {
    return Copy().of(YAML::Load(std::string(text)));
  } catch (const YAML::Exception& error) {
    return text::Diagnostic{name, position_of(error.mark), "a text that is no YAML: " + error.msg, "", ""};
  } catch (const TooMuch& much) {
    return text::Diagnostic{name, position_of(much.mark), much.what, "a recording or fixtures", ""};
  } catch (const std::exception& error) {  // yaml-cpp passes on what its containers throw
    return text::Diagnostic{name, {}, std::string("a text that is no YAML: ") + error.what(), "", ""};
  }
}

}  // namespace wiretape::convert
