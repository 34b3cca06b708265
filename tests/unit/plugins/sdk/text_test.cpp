#include "plugins/sdk/text.h"

#include <gtest/gtest.h>

namespace sdk {
namespace {

std::string read(Encoding encoding, std::string_view bytes) {
  std::string text;
  append_utf8(encoding, bytes, text);
  return text;
}

TEST(Text, ReadsEachEncoding) {
  EXPECT_EQ(read(Encoding::windows_1252, "K\xF6n \x80 \x96"), "Kön € –");
  EXPECT_EQ(read(Encoding::iso_8859_1, "K\xF6n"), "Kön");
  EXPECT_EQ(read(Encoding::utf_8, "Kön €"), "Kön €");
}

TEST(Text, MarksWhatIsNotText) {
  std::string text;
  EXPECT_FALSE(append_utf8(Encoding::utf_8, "K\xF6n", text));
  EXPECT_EQ(text, "K\xEF\xBF\xBDn");
  EXPECT_FALSE(can_be(Encoding::windows_1252, "\x81"));
  EXPECT_TRUE(can_be(Encoding::windows_1252, "\x80"));
  EXPECT_FALSE(can_be(Encoding::iso_8859_1, "\x80"));
  EXPECT_FALSE(can_be(Encoding::iso_8859_1, std::string_view("a\0b", 3)));
}

TEST(Text, RefusesIllFormedUtf8) {
  for (const std::string_view bytes :
       {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "abcdefgh\xC3"}) {
    EXPECT_EQ(look_at(bytes), Bytes::other);
  }
  EXPECT_EQ(look_at(std::string_view("12345678\0", 9)), Bytes::other);
  EXPECT_EQ(look_at("plain text of some length"), Bytes::ascii);
  EXPECT_EQ(look_at("abcdefghåäö"), Bytes::utf_8);
}

TEST(Text, TrimsFoldsAndCuts) {
  EXPECT_EQ(trim(" \t\xC2\xA0Ja\xC2\xA0\r\n"), "Ja");
  EXPECT_EQ(fold("ÅÄÖÉ Ja×"), "åäöé ja×");
  EXPECT_EQ(cut("åäö", 2), "åä");
  EXPECT_EQ(cut("abc", 5), "abc");
}

TEST(Text, FitsGlobs) {
  EXPECT_TRUE(fits("summa*", "summa: 5"));
  EXPECT_TRUE(fits("*a*b?", "xxaxxbc"));
  EXPECT_FALSE(fits("a?", "a"));
  EXPECT_TRUE(fits("", ""));
  EXPECT_FALSE(fits("", "x"));
  EXPECT_TRUE(fits("*", ""));
}

}  // namespace
}  // namespace sdk
