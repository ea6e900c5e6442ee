#include "cli/serve/strict_text.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

/// A request that no exchange matched.
journal::Entry unmatched(std::uint64_t number, std::string target) {
  journal::Entry entry;
  entry.number = number;
  entry.request = {{.method = "POST", .target = std::move(target), .minor_version = 1, .fields = {}}, ""};
  entry.is_unmatched = true;
  return entry;
}

TEST(StrictText, ListsWhatIsUnmatchedAndUnused) {
  const mockserver::StrictReport report{.unmatched = 3,
                                        .requests = {unmatched(2, "/1"), unmatched(3, "/2?key=sk-1")},
                                        .unused = {{"a.yaml", "at-9", {9, 5}, 0}},
                                        .unhit = {{"a.yaml", "at-9", {12, 14}, "reset:event=4", false}}};
  EXPECT_EQ(strict_text(report),
            "wiretape: strict: 3 requests matched no exchange:\n"
            "  #2 POST /1: unmatched, still playing\n"
            "  #3 POST /2?key=[redacted]: unmatched, still playing\n"
            "  (1 that the journal no longer holds)\n"
            "wiretape: strict: 1 exchange answered no request:\n"
            "  a.yaml:9:5: exchange 'at-9'\n"
            "wiretape: strict: 1 fault hit nothing:\n"
            "  a.yaml:12:14: fault 'reset:event=4' of exchange 'at-9'\n");
  EXPECT_EQ(strict_json(report),
            R"({"strict":false,"unmatched":3,"requests":[)"
            R"({"number":2,"session":"","method":"POST","target":"/1"},)"
            R"({"number":3,"session":"","method":"POST","target":"/2?key=[redacted]"}],)"
            R"("unused":[{"file":"a.yaml","line":9,"column":5,"exchange":"at-9"}],)"
            R"("unhit":[{"plan":"a.yaml","line":12,"column":14,"exchange":"at-9","fault":"reset:event=4"}]})"
            "\n");
}

TEST(StrictText, IsEmptyWhereAllIsClean) {
  EXPECT_EQ(strict_text({}), "");
  EXPECT_EQ(strict_json({}), "{\"strict\":true,\"unmatched\":0,\"requests\":[],\"unused\":[],\"unhit\":[]}\n");
}

}  // namespace
}  // namespace wiretape::cli
