#include "wiretape/core/text/base64.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(Base64, DecodesTheVectorsOfRfc4648) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v"), "foo");
  EXPECT_EQ(decode_base64("Zm9vYg=="), "foob");
  EXPECT_EQ(decode_base64("Zm9vYmE="), "fooba");
  EXPECT_EQ(decode_base64("Zm9vYmFy"), "foobar");
}

TEST(Base64, DecodesEveryByteValue) {
  EXPECT_EQ(decode_base64("AP+A/w=="), std::string("\x00\xFF\x80\xFF", 4));
  EXPECT_EQ(decode_base64("++//"), "\xFB\xEF\xFF");
}

TEST(Base64, PassesOverBlanksAndLineBreaks) {
  EXPECT_EQ(decode_base64(" Zm9v\r\n\tYm Fy\n"), "foobar");
}

TEST(Base64, RefusesWhatIsNotBase64) {
  for (const char* text :
       {"Z", "Zg", "Zg=", "Zm9", "Zg===", "====", "=", "A===", "Zg==Zg==", "Zm9-", "Zm9_", "Z=g=", "Zm9v!", "Zm9vé"}) {
    EXPECT_EQ(decode_base64(text), std::nullopt) << text;
  }
}

TEST(Base64, RefusesBitsThatNoByteHolds) {
  EXPECT_EQ(decode_base64("Zh=="), std::nullopt);
  EXPECT_EQ(decode_base64("Zm9="), std::nullopt);
}

TEST(Base64, EncodesWhatItDecodes) {
  EXPECT_EQ(encode_base64(""), "");
  EXPECT_EQ(encode_base64("f"), "Zg==");
  EXPECT_EQ(encode_base64("fo"), "Zm8=");
  EXPECT_EQ(encode_base64("foo"), "Zm9v");
  EXPECT_EQ(encode_base64(std::string("\x00\xFF\x80\xFF", 4)), "AP+A/w==");
  std::string bytes;
  for (int value = 0; value < 256; ++value) {
    bytes += static_cast<char>(value);
    EXPECT_EQ(decode_base64(encode_base64(bytes)), bytes);
  }
}

}  // namespace
}  // namespace wiretape::text
