#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/redact/rules/alphabet.h"

namespace wiretape::redact {

/// How a value goes on behind its prefix.
enum class Form : std::uint8_t {
  plain,        ///< in characters of one alphabet
  jwt,          ///< as a JSON Web Token: of its three parts the last one, the signature, is the secret
  private_key,  ///< as the text of a PEM private key, up to its last line
  email,        ///< as an e-mail address; the prefix is its @
  phone,        ///< as a phone number of 8 digits and more, with blanks, dots, dashes and brackets
};

/// A value that tells by how it looks that it must not be kept. It counts where it begins: behind anything but a
/// letter, a digit, `-` or `_`, or behind a percent-encoded byte.
struct ValueShape {
  std::string name;                   ///< of the rule
  std::vector<std::string> prefixes;  ///< one of them begins it
  Form form = Form::plain;
  Alphabet alphabet = Alphabet::word;  ///< of a plain one: what goes on behind the prefix
  std::size_t least = 16;              ///< of a plain one: how many characters at the least
  bool shows_prefix = false;           ///< the prefix says nothing, and stays: `Bearer `

  friend bool operator==(const ValueShape&, const ValueShape&) = default;
};

/// A value that is a secret because somebody said so.
struct KnownSecret {
  std::string rule;  ///< what a find calls it: "credential", "environment"
  std::string value;

  friend bool operator==(const KnownSecret&, const KnownSecret&) = default;
};

/// What must not be kept of traffic. A value: copy it, change it, and make `Patterns` of it.
struct Rules {
  std::vector<ValueShape> shapes;
  std::vector<std::string> members;            ///< names of JSON members, as `folded_name` has them
  std::vector<KnownSecret> known;              ///< see known_secrets.h
  std::vector<std::string> hidden_headers;     ///< besides those that are hidden anyway, in small letters
  std::vector<std::string> shown_headers;      ///< besides those that are shown anyway, in small letters
  std::vector<std::string> query_parameters;   ///< besides those that are hidden anyway, in small letters
  std::vector<std::string> volatile_fields{};  ///< "metadata.run_id": not masked, but may differ with each run
};

/// What is masked unless somebody says otherwise: docs/redaction.md lists it.
[[nodiscard]] Rules default_rules();

/// The name of a JSON member as rules compare it: in small letters, without `_` and `-`.
[[nodiscard]] std::string folded_name(std::string_view name);

/// Takes out the value shape of that name, and the JSON member that is called so. False where there is neither.
bool remove_rule(Rules& rules, std::string_view name);

/// Takes out what finds personal data: `email` and `phone`.
void keep_personal_data(Rules& rules);

/// The names that remove_rule takes.
[[nodiscard]] std::vector<std::string_view> rule_names(const Rules& rules);

}  // namespace wiretape::redact
