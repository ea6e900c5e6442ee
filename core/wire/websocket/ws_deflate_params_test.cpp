#include "wiretape/core/wire/websocket/ws_deflate_params.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

// The answer to what a client offers; "none" where none is accepted.
std::string deflate_answer_to(std::string_view offers, const WsDeflateParams& wish = {}) {
  const auto choice = choose_ws_deflate(*parse_ws_extensions(offers), wish);
  if (!choice) return "none";
  EXPECT_EQ(read_ws_deflate_answer(choice->answer, {}), choice->params);
  return to_field_value(choice->answer);
}

TEST(WsDeflateParams, AreAnsweredAsTheyAreOffered) {
  const std::string deflate = "permessage-deflate";
  EXPECT_EQ(deflate_answer_to(""), "none");
  EXPECT_EQ(deflate_answer_to("x-webkit-deflate-frame"), "none");
  EXPECT_EQ(deflate_answer_to(deflate), deflate);
  EXPECT_EQ(deflate_answer_to("other, " + deflate), deflate);
  EXPECT_EQ(deflate_answer_to(deflate + "; client_max_window_bits"), deflate);
  EXPECT_EQ(deflate_answer_to(deflate + "; client_max_window_bits=10"), deflate + "; client_max_window_bits=10");
  EXPECT_EQ(deflate_answer_to(deflate + "; server_max_window_bits=8"), deflate + "; server_max_window_bits=8");
  EXPECT_EQ(deflate_answer_to(deflate + "; server_max_window_bits=15"), deflate + "; server_max_window_bits=15");
  EXPECT_EQ(deflate_answer_to(deflate + "; server_no_context_takeover; client_no_context_takeover"),
            deflate + "; server_no_context_takeover; client_no_context_takeover");
}

TEST(WsDeflateParams, AreAnsweredWithWhatTheServerWishesWhereTheOfferLetsIt) {
  const std::string deflate = "permessage-deflate";
  const WsDeflateParams wish{.server_no_context_takeover = true,
                             .client_no_context_takeover = true,
                             .server_max_window_bits = 11,
                             .client_max_window_bits = 9};
  EXPECT_EQ(deflate_answer_to(deflate, wish),
            deflate + "; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11");
  EXPECT_EQ(deflate_answer_to(deflate + "; client_max_window_bits; server_max_window_bits=10", wish),
            deflate +
                "; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; "
                "client_max_window_bits=9");
}

TEST(WsDeflateParams, ArePassedOverWhereTheyAreUnsound) {
  const std::string deflate = "permessage-deflate";
  for (const char* const unsound :
       {"; unknown", "; server_no_context_takeover=1", "; server_max_window_bits", "; server_max_window_bits=7",
        "; server_max_window_bits=16", "; server_max_window_bits=08", "; server_max_window_bits=1a",
        "; client_max_window_bits=7", "; client_max_window_bits=10; client_max_window_bits=10",
        "; client_no_context_takeover; client_no_context_takeover",
        "; client_max_window_bits; client_max_window_bits"}) {
    EXPECT_EQ(deflate_answer_to(deflate + unsound), "none") << unsound;
    EXPECT_EQ(deflate_answer_to(deflate + unsound + ", " + deflate), deflate) << "and the next offer is taken";
  }
}

std::optional<WsDeflateParams> agreed_on(std::string_view answer, const WsDeflateParams& wish = {}) {
  return read_ws_deflate_answer(parse_ws_extensions(answer)->front(), wish);
}

TEST(WsDeflateParams, AreReadOfTheAnswer) {
  EXPECT_EQ(agreed_on("permessage-deflate"), WsDeflateParams{});
  EXPECT_EQ(agreed_on("permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                      "server_max_window_bits=9; client_max_window_bits=10"),
            (WsDeflateParams{true, true, 9, 10}));
  EXPECT_EQ(agreed_on("permessage-deflate", {.client_no_context_takeover = true, .client_max_window_bits = 12}),
            (WsDeflateParams{false, true, 15, 12}))
      << "a client may do what it said it would";
}

TEST(WsDeflateParams, AreRefusedWhereTheAnswerIsNotOneToTheOffer) {
  EXPECT_FALSE(agreed_on("foo"));
  EXPECT_FALSE(agreed_on("permessage-deflate; unknown"));
  EXPECT_FALSE(agreed_on("permessage-deflate; client_max_window_bits")) << "an answer needs the value";
  EXPECT_FALSE(agreed_on("permessage-deflate; client_max_window_bits=12", {.client_max_window_bits = 10}));
  EXPECT_FALSE(agreed_on("permessage-deflate; server_max_window_bits=12", {.server_max_window_bits = 10}));
  EXPECT_FALSE(agreed_on("permessage-deflate", {.server_max_window_bits = 10})) << "not confirmed";
  EXPECT_FALSE(agreed_on("permessage-deflate", {.server_no_context_takeover = true}));
}

TEST(WsDeflateParams, AreOfferedAsTheWishSays) {
  EXPECT_EQ(to_field_value(ws_deflate_offer({})), "permessage-deflate; client_max_window_bits");
  EXPECT_EQ(to_field_value(ws_deflate_offer({true, true, 9, 10})),
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9; "
            "client_max_window_bits=10");
}

}  // namespace
}  // namespace wiretape::wire
