// HttpRequestReader against the request cases of the corpus: hostile requests with the statuses that a server may
// answer, and the cases of llhttp, a lenient parser, with the differences that are deliberate.

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/http/http_readings_for_test.h"

#include "tests/support/corpus.h"

namespace wiretape::wire {
namespace {

using json = nlohmann::ordered_json;

RequestReading request_case_in_all_ways(const std::string& text, const std::string& id) {
  RequestReading whole = read_requests({text});
  EXPECT_EQ(read_requests(pieces_of_size(text, 1)).text, whole.text) << id;
  for (std::size_t place = 0; place <= text.size(); ++place) {
    EXPECT_EQ(read_requests(cut_at(text, place)).text, whole.text) << id << " cut at " << place;
  }
  return whole;
}

std::string text_of(const json& entry) {
  return testing::from_base64(entry["request_b64"].get<std::string>());
}

// "2 requests", "1 request, then 400", "0 requests, then more is needed".
std::string outcome(const RequestReading& reading) {
  std::string text =
      std::to_string(reading.requests.size()) + (reading.requests.size() == 1 ? " request" : " requests");
  if (!reading.errors.empty()) return text + ", then " + std::to_string(reading.errors.front().status);
  return reading.in_message ? text + ", then more is needed" : text;
}

bool allows(const json& ranges, int status) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const json& range) { return range[0] <= status && status <= range[1]; });
}

TEST(HttpRequestConformance, HostileRequestsGetAStatusThatIsAllowed) {
  const auto cases = testing::corpus_json("conformance/http1_requests.json");
  if (!cases) GTEST_SKIP() << testing::no_corpus;
  int judged = 0;
  for (const json& entry : *cases) {
    if (!entry.contains("expect_status")) continue;
    const std::string id = entry["id"];
    const auto reading = request_case_in_all_ways(text_of(entry), id);
    const json& allowed = entry["expect_status"];
    if (allowed.is_null()) continue;
    ++judged;
    const int status = reading.errors.empty() ? 200 : reading.errors.front().status;
    EXPECT_TRUE(allows(allowed, status)) << id << ": " << reading.text;
    EXPECT_EQ(outcome(reading), status == 200 ? "1 request" : "0 requests, then " + std::to_string(status)) << id;
  }
  EXPECT_EQ(judged, 55);
}

// Where the rule is in words: "400/close/timeout" must not be read as a request, "2xx + echo" must be. Of those that
// allow both, these are the ones that we refuse; all others are read.
TEST(HttpRequestConformance, HostileRequestsWithRulesInWords) {
  const auto cases = testing::corpus_json("conformance/http1_requests.json");
  if (!cases) GTEST_SKIP() << testing::no_corpus;
  const std::set<std::string> refused_by_choice = {
      "RFC9112-3-MULTI-SP-REQUEST-LINE",  // the grammar has one space
      "RFC9112-3.2-FRAGMENT-IN-TARGET",   // a fragment is never sent; a client that does so should hear of it
      "COMP-REQUEST-LINE-TAB",            // the grammar has a space
      "COMP-HTTP12-VERSION",              // there is no such version
      "SMUG-TE-TRAILING-SPACE",           // these five: Content-Length beside Transfer-Encoding
      "SMUG-TE-CASE-MISMATCH",
      "SMUG-TE-TAB-BEFORE-VALUE",
      "SMUG-CHUNKED-WITH-PARAMS",
      "SMUG-TE-LEADING-COMMA",
      "SMUG-TE-DOUBLE-CHUNKED",  // these: Transfer-Encoding is chunked, exactly
      "SMUG-TE-TRAILING-COMMA",
      "SMUG-TE-OBS-FOLD",
      "SMUG-CL-COMMA-SAME",  // Content-Length is digits
      "SMUG-CL-COMMA-TRIPLE",
      "NORM-SP-BEFORE-COLON-CL",
      "NORM-TAB-IN-NAME",
      "NORM-CASE-TE",
  };
  // Refusing a method is for whoever serves the request.
  const std::set<std::string> read_all_the_same = {"COMP-METHOD-CONNECT", "COMP-UNKNOWN-METHOD"};
  for (const json& entry : *cases) {
    if (!entry.contains("expect_status") || !entry["expect_status"].is_null()) continue;
    const std::string id = entry["id"];
    const std::string rule = entry["expect_text"];
    const bool must_refuse = rule.starts_with("400") && rule.find("200") == rule.npos &&
                             (rule.find("2xx") == rule.npos || rule.find("2xx (warn)") != rule.npos);
    const bool refuse = (must_refuse && !read_all_the_same.contains(id)) || refused_by_choice.contains(id);
    const auto reading = read_requests({text_of(entry)});
    EXPECT_EQ(reading.requests.size(), refuse ? 0U : 1U) << id << " (" << rule << "): " << reading.text;
    EXPECT_TRUE(refuse || reading.errors.empty()) << id << ": " << reading.text;
  }
}

bool has_host(std::string head) {
  std::transform(head.begin(), head.end(), head.begin(), to_lower);
  return head.find("\nhost:") != head.npos;
}

// llhttp leaves Host to its user and its cases have none: each HTTP/1.1 request line gets one.
std::string with_hosts(const std::string& text) {
  constexpr std::string_view line_end = " HTTP/1.1\r\n";
  if (has_host(text.substr(0, text.find("\r\n\r\n")))) return text;
  std::string result;
  std::size_t begin = 0;
  for (std::size_t found = text.find(line_end); found != text.npos; found = text.find(line_end, begin)) {
    result += text.substr(begin, found + line_end.size() - begin) + "Host: a\r\n";
    begin = found + line_end.size();
  }
  return result + text.substr(begin);
}

// Where we differ from llhttp: what we make of the case, and why.
struct Difference {
  std::string_view id;
  std::string_view outcome;
  std::string_view why;
};

constexpr std::string_view whole_lines = "a line is judged once it is whole";
constexpr std::string_view any_method = "any token is a method; refusing one is for whoever serves the request";
constexpr std::string_view http_only = "RTSP, ICE and HTTP/0.9 are not HTTP/1";
constexpr std::string_view no_fragment = "a target has no fragment";
constexpr std::string_view spliced = "the case's text runs on into the next case";

constexpr Difference differences[] = {
    {"connection/No restart when keep-alive is off (1.0)", "2 requests", "closing is for whoever serves the request"},
    {"connection/CRLF between requests, implicit `keep-alive`", "1 request, then 400", spliced},
    {"connection/CRLF between requests, explicit `close`", "1 request, then 400", spliced},
    {"content-length/Content-Length reset when no body is received", "0 requests, then more is needed",
     "a request's body can't be skipped"},
    {"content-length/Missing CRLF-CRLF before body", "0 requests, then more is needed", whole_lines},
    {"invalid/Invalid HTTP version", "0 requests, then more is needed", whole_lines},
    {"invalid/Invalid space after start line", "0 requests, then more is needed", whole_lines},
    {"invalid/HTTP protocol and ANNOUNCE method", "1 request", any_method},
    {"invalid/Invalid method", "1 request", any_method},
    {"method/CONNECT with body", "1 request, then more is needed", "CONNECT's body is read like any other's"},
    {"method/M-SEARCH request", "0 requests, then 400", "target * is for OPTIONS (RFC 9112 section 3.2.4)"},
    {"method/PRI request HTTP2", "0 requests, then 400", "target * is for OPTIONS; HTTP/2 is not spoken"},
    {"method/SOURCE request with ICE", "0 requests, then 400", http_only},
    {"method/OPTIONS request with RTSP", "0 requests, then 400", http_only},
    {"method/ANNOUNCE request with RTSP", "0 requests, then 400", http_only},
    {"sample/No HTTP version", "0 requests, then 400", http_only},
    {"transfer-encoding/POST with `chunked` as last transfer-encoding", "0 requests, then 400", no_fragment},
    {"transfer-encoding/POST with `chunked` as last transfer-encoding (multiple headers)", "0 requests, then 400",
     no_fragment},
    {"uri/Fragment in URI", "0 requests, then 400", no_fragment},
};

// Where llhttp stops at a request that upgrades the connection, nothing is said about what follows.
bool agrees(const json& entry, const RequestReading& reading) {
  constexpr int paused_for_upgrade = 22;
  const json& error = entry["expect_error"];
  std::string bodies;
  for (const HttpRequest& request : reading.requests)
    bodies += request.body;
  std::string expected;
  for (const json& span : entry["body_spans"])
    expected += span.get<std::string>();
  if (reading.requests.size() != entry["messages_complete"]) return false;
  if (error.is_null()) {
    return reading.errors.empty() && (reading.in_message ? expected.starts_with(bodies) : expected == bodies);
  }
  return error["code"] == paused_for_upgrade ? bodies == expected : !reading.errors.empty();
}

TEST(HttpRequestConformance, CasesOfLlhttp) {
  const auto cases = testing::corpus_json("conformance/http1_requests.json");
  if (!cases) GTEST_SKIP() << testing::no_corpus;
  int judged = 0;
  int differing = 0;
  for (const json& entry : *cases) {
    if (!entry.contains("expect_error")) continue;
    ++judged;
    const std::string id = entry["id"].get<std::string>().substr(std::string_view("llhttp/").size());
    const auto reading = request_case_in_all_ways(with_hosts(text_of(entry)), id);
    const auto* const difference = std::find_if(std::begin(differences), std::end(differences),
                                                [&](const Difference& known) { return known.id == id; });
    if (difference == std::end(differences)) {
      EXPECT_TRUE(agrees(entry, reading)) << id << ": " << outcome(reading) << '\n' << reading.text;
    } else {
      ++differing;
      EXPECT_EQ(outcome(reading), difference->outcome) << id << ": " << difference->why << '\n' << reading.text;
    }
  }
  EXPECT_EQ(judged, 119);
  EXPECT_EQ(differing, static_cast<int>(std::size(differences)));
}

TEST(HttpRequestConformance, LlhttpsRequestsWithoutHostAreRefused) {
  const auto cases = testing::corpus_json("conformance/http1_requests.json");
  if (!cases) GTEST_SKIP() << testing::no_corpus;
  int refused = 0;
  for (const json& entry : *cases) {
    const std::string text = text_of(entry);
    if (!entry.contains("expect_error") || with_hosts(text) == text) continue;
    const auto reading = request_case_in_all_ways(text, entry["id"]);
    EXPECT_TRUE(reading.requests.empty() || reading.requests.front().head.minor_version == 0) << entry["id"];
    refused += reading.errors.empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 50);
}

}  // namespace
}  // namespace wiretape::wire
