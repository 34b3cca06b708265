// Most of an export is read without libxml2 (plugins/sdk/xml_plain.h). Given byte by byte, nothing is ever plain, so
// that libxml2 reads it all: both must say the same of every file.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "plugins/sdk/xml.h"

namespace {

struct Heard final : sdk::XmlHandler {
  void start(sdk::XmlName name, const sdk::XmlAttributes& attributes, std::uint64_t offset) override {
    all.append("<").append(name);
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      all.append(" ").append(attributes.name(i)).append("=").append(attributes.value(i));
    }
    all.append("@").append(std::to_string(offset)).append(">");
  }
  void text(std::string_view text) override { all.append(text); }
  void end(sdk::XmlName name, std::uint64_t behind) override {
    all.append("</").append(name).append("@").append(std::to_string(behind)).append(">");
  }
  std::string all;
};

struct Reading {
  std::string heard;
  bool whole = false;
  sdk::XmlError error;
};

Reading read(std::string_view file, std::size_t piece) {
  Heard heard;
  sdk::XmlReader reader(heard);
  Reading reading;
  bool good = true;
  for (std::size_t at = 0; good && at < file.size(); at += piece) good = reader.push(file.substr(at, piece));
  reading.whole = good && reader.finish();
  reading.heard = heard.all;
  reading.error = reader.error();
  return reading;
}

/// Records like the first two teach the names; then comes `inner`, and more of the same.
std::string around(std::string_view inner) {
  const std::string plain = "\n <r i=\"1\"><a>x</a><b/></r>";
  return "<l>" + plain + plain + "\n" + std::string(inner) + plain + "\n</l>\n";
}

void expect_same(const std::string& file) {
  const auto one = read(file, file.size());
  const auto bytes = read(file, 1);
  EXPECT_EQ(one.whole, bytes.whole) << file;
  EXPECT_EQ(one.error.fault, bytes.error.fault) << file;
  EXPECT_EQ(one.error.line, bytes.error.line) << file;
  EXPECT_EQ(one.error.what, bytes.error.what) << file;
  EXPECT_TRUE(!one.whole || one.heard == bytes.heard) << file;
}

TEST(XmlPlain, SaysTheSameAsTheParserOfGoodXml) {
  for (const char* inner :
       {"<r i=\"2\"><a>&amp;&lt;&gt;&quot;&apos;</a></r>", "<r><a>one\r\ntwo\n\tthree</a>\r\n</r>",
        "<r><a>one\rtwo</a></r>", "<r><a>&#229;&#xE5;</a></r>", "<r><a><![CDATA[<a>x</a>]]></a></r>",
        "<!-- <r><a>x</a></r> --><r/>", "<?do <r><a>x</a></r> ?><r/>", "text <r><a>mixed <b/> content</a></r> text",
        "<p:r xmlns:p=\"u\"><p:a>x</p:a></p:r>", "<r xmlns=\"u\"><a>x</a></r>",
        "<r i='&amp;'><a i=\"a>b\" >x</a ></r >", "<r i=\"a\tb\nc\"/>", "<r\n i=\"1\"/>",
        "<r><new>x</new></r><r><new>x</new></r>", "<r><a>å \xEF\xBF\xBD \xF0\x9F\x98\x80</a></r>", "<r/><r></r>"}) {
    expect_same(around(inner));
    EXPECT_TRUE(read(around(inner), 4096).whole) << inner;
  }
}

TEST(XmlPlain, LeavesWhatIsWrongToTheParser) {
  for (const char* inner :
       {"<r><a>x</b></r>", "<r><a>x</r>", "<r i=\"1\" i=\"2\"/>", "<r><a>]]></a></r>", "<r><a>\x01</a></r>",
        "<r><a>\xEF\xBF\xBF</a></r>", "<r><a>&none;</a></r>", "<r><a>a & b</a></r>", "<r i=\"<\"/>", "<r i=1/>",
        "<r i=\"1\"i=\"2\"/>", "</l><r><a>x</a></r>", "<r><a>\xFF</a></r>", "<r/ ><a/>", "<r><1>x</1></r>"}) {
    expect_same(around(inner));
    EXPECT_FALSE(read(around(inner), 4096).whole) << inner;
  }
}

TEST(XmlPlain, KnowsTheLineOfAFaultBehindManyPlainRecords) {
  std::string file = "<l>\n";
  for (int i = 0; i < 2000; ++i) file += "<r><a>x</a>\n</r>\n";
  file += "<r><a>x</b></r>\n</l>";
  EXPECT_EQ(read(file, file.size()).error.line, 4002U);
}

TEST(XmlPlain, ReadsOneByteEncodingsToo) {
  expect_same("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + around("<r><a>\xE5\xE4\xF6 &amp;</a></r>"));
}

}  // namespace
