#include "wiretape/recorder/log/record.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::log {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> payloads_of(std::string_view records) {
  std::vector<std::string> payloads;
  while (const auto payload = take_record(records))
    payloads.emplace_back(*payload);
  return payloads;
}

std::string records() {
  std::string log;
  append_record(log, "a");
  append_record(log, std::string(300, 'b'));
  append_record(log, "c");
  return log;
}

TEST(Record, ComesBackAsItWas) {
  EXPECT_THAT(payloads_of(records()), ElementsAre("a", std::string(300, 'b'), "c"));
}

TEST(Record, IsWrittenAsTheDocumentSays) {
  std::string log;
  append_record(log, "123456789");
  EXPECT_EQ(log, std::string("\x09\0\0\0\x26\x39\xF4\xCB", 8) + "123456789");  // CRC-32's check value
}

TEST(Record, OfWhichAPartIsThereIsNone) {
  const std::string log = records();
  for (std::size_t size = 0; size < log.size(); ++size) {
    const std::size_t whole = size < 9 ? 0 : size < 317 ? 1 : 2;
    EXPECT_EQ(payloads_of(log.substr(0, size)).size(), whole) << size;
  }
}

TEST(Record, ThatWasChangedEndsTheLog) {
  const std::string log = records();
  for (std::size_t at = 0; at < log.size(); ++at) {
    std::string changed = log;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_LE(payloads_of(changed).size(), at < 9 ? 0U : at < 317 ? 1U : 2U) << at;
  }
}

TEST(Record, IsNotMadeOfZeroes) {
  EXPECT_THAT(payloads_of(std::string(64, '\0')), IsEmpty());
}

}  // namespace
}  // namespace wiretape::recorder::log
