#include "wiretape/core/redact/rules/rules.h"

#include <algorithm>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

ValueShape key_shape(std::string name, std::vector<std::string> prefixes, Alphabet alphabet = Alphabet::word,
                     std::size_t least = 16) {
  return {.name = std::move(name), .prefixes = std::move(prefixes), .alphabet = alphabet, .least = least};
}

ValueShape shape_of(std::string name, std::vector<std::string> prefixes, Form form) {
  return {.name = std::move(name), .prefixes = std::move(prefixes), .form = form};
}

// Where one prefix begins with another, the longer one stands first: it names the find.
std::vector<ValueShape> default_shapes() {
  ValueShape bearer = key_shape("bearer", {"Bearer ", "bearer ", "BEARER "}, Alphabet::token);
  bearer.shows_prefix = true;
  return {
      bearer,
      key_shape("anthropic_key", {"sk-ant-"}),
      key_shape("openai_key", {"sk-"}),
      key_shape("openai_ephemeral_key", {"ek_"}),
      key_shape("xai_key", {"xai-"}),
      key_shape("groq_key", {"gsk_"}),
      key_shape("cerebras_key", {"csk-"}),
      key_shape("perplexity_key", {"pplx-"}),
      key_shape("huggingface_token", {"hf_"}, Alphabet::letters),
      key_shape("replicate_token", {"r8_"}, Alphabet::letters),
      key_shape("nvidia_key", {"nvapi-"}),
      key_shape("google_key", {"AIza"}, Alphabet::word, 30),
      key_shape("google_oauth_token", {"ya29."}),
      key_shape("aws_access_key", {"AKIA", "ASIA"}, Alphabet::capitals),
      key_shape("github_token", {"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"}),
      key_shape("gitlab_token", {"glpat-"}),
      key_shape("slack_token", {"xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-"}),
      key_shape("stripe_key", {"sk_live_", "rk_live_", "sk_test_", "rk_test_"}, Alphabet::letters),
      key_shape("npm_token", {"npm_"}, Alphabet::letters),
      shape_of("jwt", {"eyJ"}, Form::jwt),
      shape_of("private_key",
               {"BEGIN PRIVATE KEY-----", "BEGIN RSA PRIVATE KEY-----", "BEGIN EC PRIVATE KEY-----",
                "BEGIN DSA PRIVATE KEY-----", "BEGIN OPENSSH PRIVATE KEY-----", "BEGIN ENCRYPTED PRIVATE KEY-----",
                "BEGIN PGP PRIVATE KEY BLOCK-----"},
               Form::private_key),
      shape_of("email", {"@"}, Form::email),
      shape_of("phone", {"+"}, Form::phone),
  };
}

}  // namespace

Rules default_rules() {
  return {.shapes = default_shapes(),
          .members = {"accesskey", "accesstoken", "apikey", "authorization", "authorizationtoken", "authtoken",
                      "clientassertion", "clientsecret", "connectionstring", "idtoken", "passwd", "password",
                      "privatekey", "refreshtoken", "secretaccesskey", "secretkey", "sessiontoken", "xapikey"},
          .known = {},
          .hidden_headers = {},
          .shown_headers = {},
          .query_parameters = {}};
}

std::string folded_name(std::string_view name) {
  std::string folded;
  for (const char c : name) {
    if (c != '_' && c != '-') folded.push_back(wire::to_lower(c));
  }
  return folded;
}

bool remove_rule(Rules& rules, std::string_view name) {
  const auto shapes = std::erase_if(rules.shapes, [&](const ValueShape& shape) { return shape.name == name; });
  return std::erase(rules.members, folded_name(name)) + shapes > 0;
}

void keep_personal_data(Rules& rules) {
  std::erase_if(rules.shapes,
                [](const ValueShape& shape) { return shape.form == Form::email || shape.form == Form::phone; });
}

std::vector<std::string_view> rule_names(const Rules& rules) {
  std::vector<std::string_view> names;
  for (const ValueShape& shape : rules.shapes)
    names.push_back(shape.name);
  names.insert(names.end(), rules.members.begin(), rules.members.end());
  return names;
}

}  // namespace wiretape::redact
