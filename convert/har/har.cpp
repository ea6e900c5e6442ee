#include "wiretape/convert/har/har.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/convert/har/wiretape_members.h"
#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::convert {
namespace {

/// What Chrome says went wrong after the head had come, as endings.
struct BrowserError {
  std::string_view name;
  tape::RecordedEnd end;
};

using By = tape::RecordedEnd::By;
constexpr std::array browser_errors{
    BrowserError{"net::ERR_ABORTED", {By::client, wire::Ending::abandoned}},
    BrowserError{"net::ERR_TIMED_OUT", {By::client, wire::Ending::timed_out}},
    BrowserError{"net::ERR_CONNECTION_RESET", {By::upstream, wire::Ending::reset}},
    BrowserError{"net::ERR_HTTP2_PROTOCOL_ERROR", {By::upstream, wire::Ending::reset}},
    BrowserError{"net::ERR_QUIC_PROTOCOL_ERROR", {By::upstream, wire::Ending::reset}},
    BrowserError{"net::ERR_INCOMPLETE_CHUNKED_ENCODING", {By::upstream, wire::Ending::cut_between_chunks}},
    BrowserError{"net::ERR_CONTENT_LENGTH_MISMATCH", {By::upstream, wire::Ending::short_content_length}},
};

/// `{"name": …, "value": …}`, or `[name, value]` as Slack writes them.
wire::HttpFields fields_in(const Json* list) {
  wire::HttpFields fields;
  for (const Json& field : elements(list)) {
    const auto& pair = elements(&field);
    if (pair.size() == 2) {
      fields.push_back({text_in(&pair[0]), text_in(&pair[1])});
    } else {
      fields.push_back({text_in(member(&field, "name")), text_in(member(&field, "value"))});
    }
  }
  return fields;
}

/// The text's characters as bytes, where each is one; nullopt where not.
std::optional<std::string> as_latin1(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    const auto character = text::first_character(text);
    if (character.value > 0xFF) return std::nullopt;
    bytes.push_back(static_cast<char>(character.value));
    text.remove_prefix(character.length);
  }
  return bytes;
}

/// mitmproxy writes bytes that are no text as characters below U+0100; the size gives them away.
std::string with_bytes_restored(std::string text, std::optional<std::int64_t> size) {
  if (!size || *size < 0 || static_cast<std::size_t>(*size) == text.size()) return text;
  auto bytes = as_latin1(text);
  return bytes && bytes->size() == static_cast<std::size_t>(*size) && bytes != text ? std::move(*bytes) : text;
}

/// The body, or why it is not in the file.
std::variant<std::string, std::string> body_in(const Json* content) {
  using Body = std::variant<std::string, std::string>;
  const Json* text = member(content, "text");
  const auto size = whole_in(member(content, "size"));
  if (text == nullptr && size.value_or(0) > 0)
    return Body(std::in_place_index<1>, fmt::format("its body of {} bytes is not in the file", *size));
  if (text_in(member(content, "encoding")) != "base64")
    return Body(std::in_place_index<0>, with_bytes_restored(text_in(text), size));
  auto bytes = text::decode_base64(text_in(text));
  if (!bytes) return Body(std::in_place_index<1>, "its body is no base64");
  return Body(std::in_place_index<0>, std::move(*bytes));
}

void take_request(const Json* request, Recording& recording) {
  recording.method = text_in(member(request, "method"));
  recording.target = text_in(member(request, "url"));
  recording.request_fields = fields_in(member(request, "headers"));
  const Json* post = member(request, "postData");
  recording.request_body = text_in(member(post, "text"));
  if (text_in(member(post, "encoding")) != "base64") return;
  if (auto bytes = text::decode_base64(recording.request_body)) recording.request_body = std::move(*bytes);
}

void take_head(const Json* response, wire::HttpResponseHead& head) {
  const auto status = whole_in(member(response, "status")).value_or(0);
  head.status = status >= 0 && status <= 999 ? static_cast<int>(status) : 0;
  head.reason = text_in(member(response, "statusText"));
  head.fields = fields_in(member(response, "headers"));
  const std::string type = text_in(member(member(response, "content"), "mimeType"));
  const bool says_type = !type.empty() && type != "x-unknown";
  if (says_type && !wire::find_field(head.fields, "content-type")) head.fields.push_back({"content-type", type});
}

void take_browser_error(const Json* response, Importer& importer, Recording& recording) {
  const std::string name = text_in(member(response, "_error"));
  if (name.empty()) return;
  for (const BrowserError& error : browser_errors) {
    if (error.name == name) recording.end = error.end;
  }
  importer.note(fmt::format("it failed with {}; its end is taken for '{}'", name, to_string(recording.end.how)));
}

/// Whether it is a WebSocket, which is told.
bool is_web_socket(const Json& entry, const Json* response, Importer& importer) {
  const auto& messages = elements(member(&entry, "_webSocketMessages"));
  if (messages.empty() && whole_in(member(response, "status")) != 101) return false;
  importer.note(fmt::format("a WebSocket with {} messages; it is left out", messages.size()),
                "tapes have no WebSockets yet: keep the file");
  return true;
}

void take_entry(const Json& entry, Importer& importer) {
  const Json* response = member(&entry, "response");
  if (is_web_socket(entry, response, importer)) return;
  Recording recording;
  take_request(member(&entry, "request"), recording);
  take_head(response, recording.head);
  auto body = body_in(member(response, "content"));
  if (body.index() == 1 && recording.head.status >= 200)
    return importer.note(std::get<1>(body) + "; the exchange is left out", "export it again with the content");
  if (body.index() == 0) recording.body = std::get<0>(std::move(body));
  take_browser_error(response, importer, recording);
  take_wiretape_members(member(&entry, "_wiretape"), recording);
  importer.add(std::move(recording));
}

bool fits_har(const Foreign& file) {
  return member(member(&file.document, "log"), "entries") != nullptr;
}

std::optional<text::Diagnostic> read_har(const Foreign& file, Importer& importer) {
  const Json* entries = member(member(&file.document, "log"), "entries");
  if (entries == nullptr || !entries->is_array())
    return text::Diagnostic{file.name, {}, kind_of(file.document), "HAR: an object with 'log.entries'", ""};
  std::size_t ordinal = 0;
  for (const Json& entry : elements(entries)) {
    importer.begin(fmt::format("entry {}", ++ordinal));
    take_entry(entry, importer);
  }
  return std::nullopt;
}

}  // namespace

const Format har{.name = "har", .title = "HAR", .is_document = true, .fits = fits_har, .read = read_har};

}  // namespace wiretape::convert
