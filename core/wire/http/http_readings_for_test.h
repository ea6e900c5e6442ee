#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/wire/http/http_request_reader.h"
#include "wiretape/core/wire/http/http_response_reader.h"
#include "wiretape/core/wire/splits_for_test.h"

// For tests and fuzzers: reads input that comes in pieces to its end and tells as text what came out, so that any two
// ways of cutting the same bytes can be compared with ==. Each piece lies in memory of its own, which is gone when the
// next one comes, so that a sanitizer sees a reader that looks beyond it or keeps a view.

namespace wiretape::wire {

inline Pieces cut_at(std::string_view text, std::size_t place) {
  return {text.substr(0, place), text.substr(place)};
}

inline std::string describe(const HttpFieldLines& fields) {
  std::string text;
  for (const auto& [name, value] : fields)
    text.append(name).append("=").append(value).append("\n");
  return text;
}

inline std::string describe(const HttpError& error) {
  return "error " + std::to_string(error.status) + " at " + std::to_string(error.offset) + ": " + error.what + "\n";
}

inline std::string describe(const HttpRequest& request) {
  return request.head.method + " " + request.head.target + " 1." + std::to_string(request.head.minor_version) + "\n" +
         describe(request.head.fields) + "body " + request.body + "\n";
}

struct RequestReading {
  std::vector<HttpRequest> requests;
  std::vector<HttpError> errors;  ///< at most one
  int expect_continues = 0;
  bool in_message = false;
  std::string text;  ///< all but expect_continues
};

inline RequestReading read_requests(const Pieces& pieces, HttpLimits limits = {}) {
  RequestReading reading;
  HttpRequestReader reader(limits);
  for (const std::string_view piece : pieces) {
    const std::vector<char> home(piece.begin(), piece.end());
    std::string_view input(home.data(), home.size());
    do {
      auto step = reader.next(input);
      if (auto* complete = std::get_if<HttpRequestComplete>(&step)) {
        reading.text += describe(complete->request);
        reading.requests.push_back(std::move(complete->request));
      } else if (const auto* error = std::get_if<HttpError>(&step)) {
        reading.text += describe(*error);
        reading.errors.push_back(*error);
        return reading;
      } else if (std::holds_alternative<HttpExpectContinue>(step)) {
        ++reading.expect_continues;
      }
    } while (!input.empty());
  }
  reading.in_message = reader.in_message();
  reading.text += reading.in_message ? "in a message\n" : "between messages\n";
  return reading;
}

struct ResponseReading {
  bool has_head = false;
  bool complete = false;
  HttpResponseHead head;
  HttpFraming framing;
  std::string body;
  std::vector<HttpError> errors;  ///< at most one
  Ending ending = Ending::abandoned;
  HttpFields trailers;
  std::uint64_t consumed = 0;
  std::string text;
};

inline ResponseReading read_response(const Pieces& pieces, HttpLimits limits = {}, bool head_request = false) {
  ResponseReading reading;
  HttpResponseReader reader(limits, head_request);
  const auto read_piece = [&](std::string_view piece) {
    const std::vector<char> home(piece.begin(), piece.end());
    std::string_view input(home.data(), home.size());
    for (;;) {
      auto step = reader.next(input);
      if (const auto* body = std::get_if<HttpBodyBytes>(&step)) {
        reading.body += body->bytes;
      } else if (std::holds_alternative<HttpResponseHeadDone>(step)) {
        reading.has_head = true;
      } else {
        if (const auto* error = std::get_if<HttpError>(&step)) reading.errors.push_back(*error);
        reading.complete = std::holds_alternative<HttpResponseComplete>(step);
        return std::holds_alternative<HttpResponseNeedMore>(step);
      }
    }
  };
  for (const std::string_view piece : pieces) {
    if (!read_piece(piece)) break;
  }
  if (pieces.empty()) read_piece({});
  reading.head = reader.head();
  reading.framing = reader.framing();
  reading.ending = reader.ending_at_fin();
  reading.trailers = reader.trailers();
  reading.consumed = reader.consumed();
  reading.text = std::to_string(reading.head.status) + " " + reading.head.reason + "\n" +
                 describe(reading.head.fields) + "body " + reading.body + "\n" + describe(reading.trailers) +
                 std::string(to_string(reading.ending)) + (reading.complete ? " complete" : "") +
                 (reading.has_head ? " head" : "") + "\n";
  if (reading.errors.empty()) {
    reading.text += std::to_string(reading.consumed);
  } else {
    reading.text += describe(reading.errors.front());
  }
  return reading;
}

}  // namespace wiretape::wire
