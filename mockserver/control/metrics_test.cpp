#include "wiretape/mockserver/control/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;

TEST(Metrics, AreTextInThePrometheusFormat) {
  journal::Totals totals;
  totals.by_exchange = {{"", 1}, {"hello", 41}};
  totals.by_ending = {{wire::Ending::complete, 40}, {wire::Ending::reset, 1}};
  totals.connections_by_fault = {{"silent", 5}};
  totals.unmatched = 1;
  totals.bytes_written = 12345678901;
  totals.dropped = 7;
  EXPECT_EQ(metrics_text(totals, 3),
            "# HELP wiretape_requests_total Requests by the exchange that answered; an empty exchange: none did.\n"
            "# TYPE wiretape_requests_total counter\n"
            "wiretape_requests_total{exchange=\"\"} 1\n"
            "wiretape_requests_total{exchange=\"hello\"} 41\n"
            "# HELP wiretape_ended_total Responses by how they ended on the wire.\n"
            "# TYPE wiretape_ended_total counter\n"
            "wiretape_ended_total{ending=\"complete\"} 40\n"
            "wiretape_ended_total{ending=\"reset\"} 1\n"
            "# HELP wiretape_faulted_connections_total Connections that a fault of the listener hit, by fault; those "
            "refused can't be counted.\n"
            "# TYPE wiretape_faulted_connections_total counter\n"
            "wiretape_faulted_connections_total{fault=\"silent\"} 5\n"
            "# HELP wiretape_unmatched_total Requests that no exchange matched.\n"
            "# TYPE wiretape_unmatched_total counter\n"
            "wiretape_unmatched_total 1\n"
            "# HELP wiretape_open_connections Connections that are open.\n"
            "# TYPE wiretape_open_connections gauge\n"
            "wiretape_open_connections 3\n"
            "# HELP wiretape_written_bytes_total Response bytes that the kernel took.\n"
            "# TYPE wiretape_written_bytes_total counter\n"
            "wiretape_written_bytes_total 12345678901\n"
            "# HELP wiretape_journal_dropped_total Journal entries that newer ones have pushed out.\n"
            "# TYPE wiretape_journal_dropped_total counter\n"
            "wiretape_journal_dropped_total 7\n");
}

TEST(Metrics, EscapeLabels) {
  journal::Totals totals;
  totals.by_exchange = {{"a\"b\\c\nd\xff{}", 1}};
  EXPECT_THAT(metrics_text(totals, 0), HasSubstr("{exchange=\"a\\\"b\\\\c\\nd\xEF\xBF\xBD{}\"} 1\n"));
}

}  // namespace
}  // namespace wiretape::mockserver
