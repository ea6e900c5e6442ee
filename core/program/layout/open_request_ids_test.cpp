#include "wiretape/core/program/layout/open_request_ids.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string id = "WiretapeRequestId000";
const std::string status = "HTTP/1.1 200 OK\r\n";

WireDraft draft(const std::string& fields, const std::string& body) {
  WireDraft wire;
  wire.add(PartKind::status_line, status);
  wire.add(PartKind::fields, fields + "\r\n");
  wire.add(PartKind::data, body);
  return wire;
}

TEST(OpenRequestIds, StandInHeadAndBody) {
  const std::string field = "request-id: req_" + id + "\r\n";
  const auto head = status.size() + field.size() + 2;
  EXPECT_THAT(open_request_ids(draft(field, "{\"" + id + "\"}" + id)),
              ElementsAre(status.size() + 16, head + 2, head + id.size() + 4));
  EXPECT_THAT(open_request_ids(draft("a: b\r\n", "none")), IsEmpty());
}

TEST(OpenRequestIds, AreLeftInAPackedBody) {
  EXPECT_THAT(open_request_ids(draft("content-encoding: gzip\r\nid: " + id + "\r\n", id)),
              ElementsAre(status.size() + 28));
}

TEST(OpenRequestIds, AreWhole) {
  EXPECT_THAT(open_request_ids(draft("id: " + id.substr(1) + "\r\n", id.substr(0, 19))), IsEmpty());
}

}  // namespace
}  // namespace wiretape::program
