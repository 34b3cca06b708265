#include "plugins/sdk/xml.h"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace sdk
