#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::timeline {

/// A program that sends these texts, 10 ms apart, and then a FIN at the time of the last.
inline program::WireProgram program_for_test(const std::vector<std::string>& writes) {
  program::WireProgram program;
  std::chrono::microseconds at{0};
  for (const std::string& write : writes) {
    at += std::chrono::milliseconds(10);
    program.steps.push_back({at, program::WriteAction{program.bytes.size(), write.size()}});
    program.bytes += write;
  }
  program.steps.push_back({at, program::FinAction{}});
  return program;
}

inline const std::string stream_head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";

/// An event of an openai.chat stream with a piece of text, which must need no escape in JSON.
inline std::string text_event(const std::string& text) {
  return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
}

}  // namespace wiretape::timeline
