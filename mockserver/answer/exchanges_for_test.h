#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::mockserver {

/// A POST of a JSON body.
inline wire::HttpRequest request_for(std::string target, std::string body = R"({"model":"m","stream":true})") {
  return {{.method = "POST", .target = std::move(target), .minor_version = 1, .fields = {{"host", "x"}}},
          std::move(body)};
}

/// An exchange of one path with a plain body.
inline tape::Exchange plain(std::string id, std::string path, std::string body) {
  tape::Exchange exchange;
  exchange.id = std::move(id);
  exchange.request.path = std::move(path);
  exchange.answer = tape::PlainResponse{{}, std::move(body)};
  return exchange;
}

/// An exchange that says a text, in the dialect openai.chat, to any request.
inline tape::Exchange says(std::string text) {
  provider::Reply reply;
  reply.choices.emplace_back().text = std::move(text);
  tape::Exchange exchange;
  exchange.id = "says";
  exchange.dialect = provider::find_dialect("openai.chat");
  exchange.answer = std::move(reply);
  return exchange;
}

/// A plan as URLs have it, which is right.
inline tape::FaultPlan planned(std::string_view text) {
  return std::get<tape::FaultPlan>(tape::parse_fault_plan(text));
}

/// Its faults.
inline std::vector<fault::Fault> faults_of(std::string_view text) {
  return std::get<std::vector<fault::Fault>>(fault::check_plan(planned(text), {.has_seed = true}));
}

/// A responder with one tape, "test.yaml".
inline Responder responder_of(std::vector<tape::Exchange> exchanges, DeliveryOverride delivery = {}) {
  std::vector<tape::Tape> tapes(1);
  tapes.front().name = "test.yaml";
  tapes.front().exchanges = std::move(exchanges);
  return Responder(std::move(tapes), delivery);
}

}  // namespace wiretape::mockserver
