#pragma once

// Secrets that tests plant where a recorder finds bytes. For tests only.

#include <string>
#include <utility>
#include <vector>

#include "wiretape/core/redact/known_secrets.h"
#include "wiretape/core/redact/rules/rules.h"

namespace wiretape::redact {

/// A secret that its form tells, and the part of it that must not be left.
struct Planted {
  const char* text;
  const char* secret;
};

inline Planted whole(const char* text) {
  return {text, text};
}

/// Most kinds of secrets. Two are known, by planting_rules().
inline const std::vector<Planted>& planted_values() {
  static const std::vector<Planted> values{
      whole("sk-abcdEFGH1234567890"),
      whole("sk-proj-AbC_dEf-0123456789abcdefghij"),
      whole("sk-svcacct-0123456789abcdef"),
      whole("sk-or-v1-0123456789abcdef0123456789abcdef"),
      whole("sk-ant-api03-AbCdEfGhIjKlMnOpQrSt-AA"),
      whole("sk-ant-admin01-0123456789abcdef"),
      whole("ek_0123456789abcdefghij"),
      whole("xai-0123456789ABCDEFabcdef"),
      whole("gsk_0123456789ABCDEFabcdefgh"),
      whole("csk-0123456789abcdefghijkl"),
      whole("pplx-0123456789abcdefghijkl"),
      whole("hf_AbCdEfGhIjKlMnOpQrStUv"),
      whole("r8_AbCdEfGhIjKlMnOpQrStUv"),
      whole("nvapi-AbCdEfGhIjKlMnOp-QrSt_Uv"),
      whole("AIzaSyA-0123456789_abcdefghijklmnopqrst"),
      whole("ya29.a0AfH6SMBx-0123456789_abcd"),
      whole("AKIAIOSFODNN7EXAMPLE"),
      whole("ASIAIOSFODNN7EXAMPLE"),
      whole("ghp_0123456789abcdefghijABCDEFGHIJ012345"),
      whole("gho_0123456789abcdefghijABCDEFGHIJ012345"),
      whole("ghu_0123456789abcdefghijABCDEFGHIJ012345"),
      whole("ghs_0123456789abcdefghijABCDEFGHIJ012345"),
      whole("ghr_0123456789abcdefghijABCDEFGHIJ012345"),
      whole("github_pat_11ABCDEFG0abcdefghijkl_0123456789"),
      whole("glpat-0123456789abcdefghij"),
      whole("xoxb-123456789012-abcdefABCDEF"),
      whole("xoxp-123456789012-abcdefABCDEF"),
      whole("sk_live_0123456789abcdefghijklmn"),
      whole("rk_test_0123456789abcdefghijklmn"),
      whole("npm_0123456789abcdefghijABCDEFGHIJ012345"),
      {"Bearer 0123456789.abcdef~gh+ij/kl==", "0123456789.abcdef~gh+ij/kl=="},
      {"bearer 0123456789abcdefghij", "0123456789abcdefghij"},
      {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4fwpM", "SflKxwRJSMeKKF2QT4fwpM"},
      whole("hunter2-hunter2"),    // known: it was seen as a credential
      whole("correct horse bat"),  // known: of the environment
      whole("+1 (555) 123-4567"),
      whole("+493012345678"),
  };
  return values;
}

/// The default rules, which know two secrets besides.
inline const Rules& planting_rules() {
  static const Rules rules = [] {
    Rules all = default_rules();
    add_credentials(all, wire::HttpFieldLines{{"X-Api-Key", "hunter2-hunter2"}}, "/");
    const std::vector<std::pair<std::string, std::string>> environment{{"MY_SECRET", "correct horse bat"}};
    add_environment(all, environment);
    return all;
  }();
  return rules;
}

}  // namespace wiretape::redact
