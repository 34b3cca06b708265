#include "plugins/sdk/xml.h"

#include <gtest/gtest.h>

#include <ctime>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sdk {
namespace {

/// Writes down what it hears: "<Namn nr=1>", texts as they are, "</Namn>".
class Listener : public XmlHandler {
 public:
  void start(XmlName name, const XmlAttributes& attributes, std::uint64_t offset) override {
    heard += std::string("<") + name;
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      heard += std::string(" ") + attributes.name(i) + "=" + std::string(attributes.value(i));
    }
    heard += ">";
    if (reader != nullptr) lines.push_back(reader->line());
    offsets.push_back(offset);
  }
  void text(std::string_view text) override { heard += text; }
  void end(XmlName name, std::uint64_t behind) override {
    heard += std::string("</") + name + ">";
    ends.push_back(behind);
  }

  std::string heard;
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint64_t> ends;
  const XmlReader* reader = nullptr;
  std::vector<std::uint64_t> lines;
};

struct Read {
  std::string heard;
  XmlError error;
  std::vector<std::uint64_t> offsets;
};

Read read(std::string_view document, std::size_t chunk = 64 * 1024, const XmlLimits& limits = {}) {
  Listener listener;
  XmlReader reader(listener, limits);
  bool good = true;
  for (std::size_t at = 0; good && at < document.size(); at += chunk) good = reader.push(document.substr(at, chunk));
  if (good) reader.finish();
  return {listener.heard, reader.error(), listener.offsets};
}

const std::string kDocument =
    "<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- en export -->\n<e:Export xmlns:e=\"urn:x\" e:nr='1 > 0'>\n"
    "  <Insats id=\"a&amp;b\"><Namn>\xC3\x85ke &lt;&#246;&gt; <![CDATA[<Ek> ]] ]]></Namn><Tom/></Insats >\n"
    "<?sort by?>\n</e:Export>\n";
const std::string kHeard =
    "<Export nr=1 > 0>\n  <Insats id=a&b><Namn>\xC3\x85ke <\xC3\xB6> <Ek> ]] </Namn><Tom></Tom></Insats>\n\n</Export>";

TEST(Xml, SaysWhatStandsInADocument) {
  const auto came = read(kDocument);
  EXPECT_EQ(came.error.fault, XmlFault::none) << came.error.what;
  EXPECT_EQ(came.heard, kHeard);
  ASSERT_EQ(came.offsets.size(), 4U);
  EXPECT_EQ(kDocument.substr(came.offsets[2], 6), "<Namn>");
}

TEST(Xml, SaysTheSameInPiecesOfAnySize) {
  for (std::size_t chunk = 1; chunk <= kDocument.size(); ++chunk) {
    const auto came = read(kDocument, chunk);
    EXPECT_EQ(came.error.fault, XmlFault::none) << chunk << came.error.what;
    EXPECT_EQ(came.heard, kHeard) << chunk;
  }
}

TEST(Xml, WhereverItIsCutADocumentIsNotWhole) {
  const auto whole = kDocument.rfind('>') + 1;
  for (std::size_t size = 0; size < whole; ++size) {
    const auto came = read(std::string_view(kDocument).substr(0, size), 7);
    EXPECT_TRUE(came.error.fault == XmlFault::truncated || came.error.fault == XmlFault::empty) << size;
  }
  EXPECT_EQ(read(std::string_view(kDocument).substr(0, whole)).error.fault, XmlFault::none);
}

TEST(Xml, ReadsTheEncodingsThatAFileCanDeclare) {
  const std::string body = "<A>\xC3\x85 \xE2\x82\xAC</A>";
  EXPECT_EQ(read(body).heard, body);
  EXPECT_EQ(read("\xEF\xBB\xBF" + body).heard, body);
  EXPECT_EQ(read("<?xml version='1.0' encoding='utf-8'?>" + body).heard, body);
  EXPECT_EQ(read("<?xml version='1.0' encoding=\"windows-1252\"?><A>\xC5 \x80</A>").heard, body);
  EXPECT_EQ(read("<?xml version='1.0' encoding='ISO-8859-1' ?><\xC5>\xE5</\xC5>").heard,
            "<\xC3\x85>\xC3\xA5</\xC3\x85>");
  EXPECT_EQ(read("<?xml version='1.0' encoding='US-ASCII'?><A/>").heard, "<A></A>");
  EXPECT_EQ(read("<?xml version='1.0'?><A/>", 1).heard, "<A></A>");
}

TEST(Xml, SeesADeclaredEncodingBehindAMarkInPiecesOfAnySize) {
  const std::string document = "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-7'?><A/>";
  for (std::size_t chunk = 1; chunk <= document.size(); ++chunk) {
    EXPECT_EQ(read(document, chunk).error.fault, XmlFault::encoding) << chunk;
  }
}

TEST(Xml, LinesAndPlacesAreThoseOfTheFile) {
  Listener listener;
  XmlReader reader(listener);
  reader.push("<?xml version='1.0' encoding='windows-1252'?>\r\n<A>\n\xC5\xC5\n<B");
  reader.push(">");
  EXPECT_EQ(listener.offsets, (std::vector<std::uint64_t>{47, 54}));
  EXPECT_EQ(reader.line(), 4U);
  EXPECT_EQ(reader.place().open, std::vector<std::string>{"A"});
}

const std::string kList = "<x:L xmlns:x='u'>\n<x:R n='1'>a</x:R>\n<x:R n='2'>b&amp;<y/></x:R>\n<x:R n='3'/>\n</x:L>";

TEST(Xml, GoesOnAtAnyElementItHasSeen) {
  Listener whole;
  XmlReader reader(whole);
  ASSERT_TRUE(reader.push(kList) && reader.finish());
  XmlPlace place;
  place.open = {"x:L"};
  place.offset = whole.offsets[2];
  place.line = 3;
  Listener rest;
  XmlReader second(rest);
  rest.reader = &second;
  ASSERT_TRUE(second.resume(place));
  ASSERT_TRUE(second.push(std::string_view(kList).substr(place.offset))) << second.error().what;
  EXPECT_EQ(rest.heard, "<R n=2>b&<y></y></R>\n<R n=3></R>\n</L>");
  EXPECT_EQ(rest.offsets.front(), place.offset);
  EXPECT_EQ(rest.lines, (std::vector<std::uint64_t>{3, 3, 4}));
}

TEST(Xml, LeapsFromElementToElement) {
  Listener whole;
  XmlReader reader(whole);
  ASSERT_TRUE(reader.push(kList) && reader.finish());
  XmlPlace place;
  place.open = {"x:L"};
  place.offset = whole.offsets[4];
  Listener one;
  XmlReader second(one);
  ASSERT_TRUE(second.resume(place));
  second.stop_at_close(true);
  ASSERT_TRUE(second.push(std::string_view(kList).substr(place.offset)));
  EXPECT_TRUE(second.stopped());
  EXPECT_EQ(one.heard, "<R n=3></R>");
  for (const auto& [start, heard] :
       {std::pair<std::size_t, std::string>{1, "<R n=1>a</R>"}, {2, "<R n=2>b&<y></y></R>"}}) {
    one.heard.clear();
    second.leap(whole.offsets[start]);
    // Byte by byte: nothing beyond the element is waited for.
    for (std::size_t at = whole.offsets[start]; !second.stopped() && at < kList.size(); ++at) {
      ASSERT_TRUE(second.push(std::string_view(kList).substr(at, 1)));
    }
    EXPECT_EQ(one.heard, heard);
  }
}

TEST(Xml, WhatAHandlerThrowsComesOut) {
  struct Thrower : Listener {
    void text(std::string_view) override { throw std::runtime_error("enough"); }
  } thrower;
  XmlReader reader(thrower);
  EXPECT_THROW(reader.push("<A>text<B/></A>"), std::runtime_error);
}

// What somebody might write to break a reader.
struct Hostile {
  const char* name;
  std::function<std::string()> document;
  XmlFault fault;
};

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string attributes(std::size_t count) {
  std::string tag = "<A";
  for (std::size_t i = 0; i < count; ++i) tag += " a" + std::to_string(i) + "=''";
  return tag + "/>";
}

std::string laughs() {
  std::string document = "<!DOCTYPE l [<!ENTITY l0 'ha'>";
  for (int i = 1; i < 10; ++i) {
    document += "<!ENTITY l" + std::to_string(i) + " '" + repeated("&l" + std::to_string(i - 1) + ";", 10) + "'>";
  }
  return document + "]><l>&l9;</l>";
}

const Hostile kHostile[] = {
    {"Doctype", [] { return std::string("<!DOCTYPE A><A/>"); }, XmlFault::doctype},
    {"DoctypeInternal", [] { return std::string("<!DOCTYPE A [<!ELEMENT A ANY>]><A/>"); }, XmlFault::doctype},
    {"DoctypeExternal", [] { return std::string("<!DOCTYPE A SYSTEM 'file:///etc/passwd'><A/>"); }, XmlFault::doctype},
    {"DoctypePublic", [] { return std::string("<!DOCTYPE A PUBLIC 'x' 'http://127.0.0.1/a.dtd'><A/>"); },
     XmlFault::doctype},
    {"DoctypeBehindComment", [] { return std::string("<?xml version='1.0'?><!-- -->\n<!DOCTYPE A><A/>"); },
     XmlFault::doctype},
    {"DoctypeInsideTheRoot", [] { return std::string("<A><!DOCTYPE A></A>"); }, XmlFault::doctype},
    {"DoctypeInSmallLetters", [] { return std::string("<!doctype A><A/>"); }, XmlFault::doctype},
    {"EntityDeclaration", [] { return std::string("<A><!ENTITY x 'y'></A>"); }, XmlFault::doctype},
    {"ParameterEntity", [] { return std::string("<!DOCTYPE A [<!ENTITY % p SYSTEM 'http://127.0.0.1/p'> %p;]><A/>"); },
     XmlFault::doctype},
    {"ExternalEntityFile",
     [] { return std::string("<!DOCTYPE A [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><A>&x;</A>"); }, XmlFault::doctype},
    {"BillionLaughs", laughs, XmlFault::doctype},
    {"EntityWithoutDeclaration", [] { return std::string("<A>&secret;</A>"); }, XmlFault::malformed},
    {"EntityInAnAttribute", [] { return std::string("<A a='&secret;'/>"); }, XmlFault::malformed},
    {"AttributesBeyondNumber", [] { return attributes(100'000); }, XmlFault::limit},
    {"AttributeTooMany", [] { return attributes(65); }, XmlFault::limit},
    {"LevelsBeyondNumber", [] { return repeated("<A>", 200'000); }, XmlFault::limit},
    {"LevelTooMany", [] { return repeated("<A>", 65) + repeated("</A>", 65); }, XmlFault::limit},
    {"NameTooLong", [] { return "<" + std::string(257, 'A') + "/>"; }, XmlFault::limit},
    {"AttributeNameTooLong", [] { return "<A " + std::string(257, 'a') + "=''/>"; }, XmlFault::limit},
    {"HugeName", [] { return "<" + std::string(10'000'000, 'A') + "/>"; }, XmlFault::limit},
    {"HugeNameClosed", [] { return "<A></" + std::string(10'000'000, 'A') + ">"; }, XmlFault::limit},
    {"HugeAttributeName", [] { return "<A " + std::string(10'000'000, 'a') + "=''/>"; }, XmlFault::limit},
    {"HugeAttribute", [] { return "<A a='" + std::string(10'000'000, 'a') + "'/>"; }, XmlFault::limit},
    {"TagOfBlanks", [] { return "<A" + std::string(10'000'000, ' ') + "/>"; }, XmlFault::limit},
    {"HugeComment", [] { return "<A><!--" + std::string(10'000'000, 'a') + "--></A>"; }, XmlFault::limit},
    {"HugeInstruction", [] { return "<A><?p " + std::string(10'000'000, 'a') + "?></A>"; }, XmlFault::limit},
    {"HugeText", [] { return "<A>" + std::string(20'000'000, 'a') + "</A>"; }, XmlFault::limit},
    {"HugeCdata", [] { return "<A><![CDATA[" + std::string(20'000'000, ']') + "]]></A>"; }, XmlFault::limit},
    {"HugeTextBetweenComments", [] { return "<A>" + repeated(std::string(1000, 'x') + "<!---->", 20'000) + "</A>"; },
     XmlFault::limit},
    {"NamesBeyondNumber",
     [] {
       std::string document = "<A>";
       for (int i = 0; i < 500'000; ++i) document += "<n" + std::to_string(i) + "/>";
       return document + "</A>";
     },
     XmlFault::limit},
    {"InvalidUtf8", [] { return std::string("<A>\xC3(</A>"); }, XmlFault::encoding},
    {"OverlongUtf8", [] { return std::string("<A>\xC1\x81</A>"); }, XmlFault::encoding},
    {"SurrogateInUtf8", [] { return std::string("<A>\xED\xA0\x80</A>"); }, XmlFault::encoding},
    {"HalfALetterAtTheEnd", [] { return std::string("<A>x</A>\n\xC3"); }, XmlFault::truncated},
    {"Nul", [] { return std::string("<A>\0</A>", 8); }, XmlFault::encoding},
    {"NulInAName", [] { return std::string("<A><B\0C/></A>", 13); }, XmlFault::encoding},
    {"ControlCharacter", [] { return std::string("<A>\x02</A>"); }, XmlFault::malformed},
    {"ControlReference", [] { return std::string("<A>&#0;</A>"); }, XmlFault::malformed},
    {"Utf16", [] { return std::string("\xFF\xFE<\0A\0/\0>\0", 10); }, XmlFault::encoding},
    {"Utf16WithoutMark", [] { return std::string("<\0A\0/\0>\0", 8); }, XmlFault::encoding},
    {"EncodingThatIsNotRead", [] { return std::string("<?xml version='1.0' encoding='IBM037'?><A/>"); },
     XmlFault::encoding},
    {"EncodingUtf16Declared", [] { return std::string("<?xml version='1.0' encoding='UTF-16'?><A/>"); },
     XmlFault::encoding},
    {"MarkAndDeclarationDiffer",
     [] { return std::string("\xEF\xBB\xBF<?xml version='1.0' encoding='windows-1252'?><A/>"); }, XmlFault::encoding},
    {"Latin1PassedOffAsUtf8", [] { return std::string("<?xml version='1.0' encoding='UTF-8'?><A>\xC5ke</A>"); },
     XmlFault::encoding},
    {"Utf8PassedOffAsLatin1",
     [] { return std::string("<?xml version='1.0' encoding='iso-8859-1'?><A>\xC3\x85ke</A>"); }, XmlFault::encoding},
    {"Windows1252Undefined", [] { return std::string("<?xml version='1.0' encoding='windows-1252'?><A>\x81</A>"); },
     XmlFault::encoding},
    {"Empty", [] { return std::string(); }, XmlFault::empty},
    {"OnlyBlanks", [] { return std::string("\n  \n\n\n\n\n\n\n"); }, XmlFault::empty},
    {"OnlyAComment", [] { return std::string("<!-- nothing -->"); }, XmlFault::empty},
    {"NoXml", [] { return std::string("Id;Namn\n1;Ek\n"); }, XmlFault::malformed},
    {"TwoRoots", [] { return std::string("<A/><B/>"); }, XmlFault::malformed},
    {"TextBehindTheRoot", [] { return std::string("<A/>more"); }, XmlFault::malformed},
    {"WrongClosing", [] { return std::string("<A><B></A></B>"); }, XmlFault::malformed},
    {"AttributeTwice", [] { return std::string("<A a='1' a='2'/>"); }, XmlFault::malformed},
    {"CloseWithoutOpen", [] { return std::string("</A>"); }, XmlFault::malformed},
    {"CommentThatNeverCloses", [] { return std::string("<A><!-- </A>"); }, XmlFault::truncated},
    {"CdataThatNeverCloses", [] { return std::string("<A><![CDATA[ </A>"); }, XmlFault::truncated},
    {"QuoteThatNeverCloses", [] { return std::string("<A a='></A>"); }, XmlFault::truncated},
};

class XmlHostile : public ::testing::TestWithParam<Hostile> {};

[[maybe_unused]] long resident_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  }
  return 0;
}

TEST_P(XmlHostile, IsRefusedWithASentenceThatQuotesNothing) {
  const auto document = GetParam().document();
  [[maybe_unused]] const std::clock_t begun = std::clock();
  [[maybe_unused]] const auto before = resident_kib();
  for (const std::size_t chunk : {std::size_t{64} * 1024, std::size_t{1000}}) {
    const auto came = read(document, chunk);
    EXPECT_EQ(came.error.fault, GetParam().fault) << came.error.what;
    EXPECT_GT(came.error.what.size(), 10U);
    for (const char* said : {"secret", "passwd", "127.0.0.1", "AAAA", "aaaa"}) {
      EXPECT_EQ(came.error.what.find(said), std::string::npos) << came.error.what;
    }
  }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  // Sanitizers keep what is freed, and take their time. Processor time: a busy machine must not spoil it.
  EXPECT_LE(resident_kib() - before, 32 * 1024 + static_cast<long>(2 * document.size() / 1024));
  const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
  EXPECT_LT(seconds, 2 * (0.05 + static_cast<double>(document.size()) / 1e6));
#endif
}

INSTANTIATE_TEST_SUITE_P(Table, XmlHostile, ::testing::ValuesIn(kHostile),
                         [](const auto& hostile) { return hostile.param.name; });

TEST(Xml, TakesWhatIsJustWithinTheLimits) {
  EXPECT_EQ(read(attributes(64)).error.fault, XmlFault::none);
  EXPECT_EQ(read(repeated("<A>", 64) + repeated("</A>", 64)).error.fault, XmlFault::none);
  const std::string name(256, 'A');
  EXPECT_EQ(read("<" + name + " " + name + "=''></" + name + ">").error.fault, XmlFault::none);
  const std::string text(16 << 20, 'a');
  EXPECT_EQ(read("<A>" + text + "</A>").heard.size(), text.size() + 7);
  EXPECT_EQ(read("<A><!--" + std::string(60'000, '-' + 1) + "--></A>").error.fault, XmlFault::none);
}

TEST(Xml, HandsOnCdataOfAnySizeAndInAnyPieces) {
  const std::string text = repeated("]]&]<x>", 1000);
  for (const std::size_t chunk : {1U, 5U, 64U, 5000U, 100'000U}) {
    const auto came = read("<A>a<![CDATA[" + text + "]]>b<![CDATA[]]></A>", chunk);
    EXPECT_EQ(came.heard, "<A>a" + text + "b</A>") << chunk << came.error.what;
  }
}

TEST(Xml, SaysOnWhichLineAFaultStands) {
  EXPECT_EQ(read("<A>\n\n<B>\n<C></B></A>").error.line, 4U);
  EXPECT_EQ(read("<A>\n\n<!DOCTYPE B></A>").error.line, 3U);
  EXPECT_EQ(read("<A>\n\n\n\xC3 </A>").error.line, 4U);
  EXPECT_EQ(read("<?xml version='1.0' encoding='windows-1252'?>\n<A>\xC5\n\n\x81</A>").error.line, 4U);
  EXPECT_EQ(read("<A>\n<B>\n").error.line, 3U);
}

TEST(Xml, HoldsADocumentAgainstASchemaWhileReading) {
  const XmlSchema schema(
      "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='L'><xs:complexType><xs:sequence>"
      "<xs:element name='D' type='xs:date' maxOccurs='unbounded'/></xs:sequence></xs:complexType></xs:element>"
      "</xs:schema>");
  const auto misfits = [&](std::string_view document) {
    Listener listener;
    XmlReader reader(listener);
    EXPECT_TRUE(reader.validate(schema));
    EXPECT_TRUE(reader.push(document) && reader.finish()) << reader.error().what;
    EXPECT_EQ(listener.heard, document);
    return std::pair(reader.misfits(), reader.misfit().line);
  };
  EXPECT_EQ(misfits("<L><D>2026-11-01</D></L>").first, 0U);
  const auto wrong = misfits("<L>\n<D>2026-11-01</D>\n<D>2026-02-30</D>\n</L>");
  EXPECT_GE(wrong.first, 1U);
  EXPECT_EQ(wrong.second, 3U);
  EXPECT_GE(misfits("<L><E></E></L>").first, 1U);
  Listener listener;
  XmlReader broken(listener);
  broken.validate(schema);
  EXPECT_FALSE(broken.push("<L><D>2026-11-01</L>"));
  EXPECT_EQ(broken.error().fault, XmlFault::malformed);
  EXPECT_THROW(XmlSchema("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:x/></xs:schema>"),
               std::invalid_argument);
}

TEST(Xml, HoldsTextsOfAnyLengthAgainstASchemaInTimeThatGrowsWithThem) {
  const XmlSchema schema(
      "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='L' type='xs:string'/></xs:schema>");
  [[maybe_unused]] const std::clock_t begun = std::clock();
  for (const std::string piece : {"&#9;", "x<!---->", "<![CDATA[x]]>"}) {
    Listener listener;
    XmlReader reader(listener);
    EXPECT_TRUE(reader.validate(schema));
    EXPECT_TRUE(reader.push("<L>" + repeated(piece, 600'000) + "</L>") && reader.finish()) << reader.error().what;
    EXPECT_EQ(reader.misfits(), 0U);
  }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC, 2.0);
#endif
}

}  // namespace
}  // namespace sdk
