#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace wiretape::yaml {

struct YamlNode;

/// One `key: value` of a mapping. The key is a scalar; its `text` is the key whatever its kind.
struct YamlMember {
  const YamlNode* key = nullptr;
  const YamlNode* value = nullptr;
};

/// A value of a parsed YAML document. Aliases share the node they name; merge keys are merged.
struct YamlNode {
  enum class Kind : std::uint8_t {
    nothing,  ///< no value at all, as after `text:`
    null,
    boolean,
    number,
    text,
    list,
    mapping,
  };

  Kind kind = Kind::nothing;
  bool base64 = false;     ///< a text with the tag !b64, not decoded yet
  bool is_plain = false;   ///< a scalar without quotes
  std::size_t offset = 0;  ///< the byte of the SourceText where the value begins
  std::string text;        ///< of a scalar: as written, without quotes and escapes
  std::vector<const YamlNode*> items;
  std::vector<std::size_t> item_offsets;  ///< where each item begins, which for an alias is not its node's offset
  std::vector<YamlMember> members;        ///< in the order of the text, no key twice
};

}  // namespace wiretape::yaml
