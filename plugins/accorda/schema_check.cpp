#include "plugins/accorda/schema_check.h"

namespace accorda {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

/// Only the schema listens.
class Nobody : public sdk::XmlHandler {
  void start(sdk::XmlName, const sdk::XmlAttributes&, std::uint64_t) override {}
  void text(std::string_view) override {}
  void end(sdk::XmlName, std::uint64_t) override {}
};

}  // namespace

SchemaVerdict check_schema(const sdk::File& file, std::uint64_t most, const std::function<bool()>& stopping) {
  const sdk::XmlSchema schema(schema_text());
  Nobody nobody;
  // As in reading: a note may be of any length.
  sdk::XmlLimits limits;
  limits.text = std::uint64_t{1} << 50;
  sdk::XmlReader reader(nobody, limits);
  reader.validate(schema);
  SchemaVerdict verdict;
  bool good = true;
  for (;;) {
    const auto got = file.read(verdict.read, reader.room(kBlock), kBlock);
    if (got == 0) {
      good = reader.finish();
      break;
    }
    verdict.read += got;
    good = reader.take(got);
    if (!good) break;
    verdict.cut = verdict.read >= most || stopping();
    if (verdict.cut) break;
  }
  verdict.misfits = reader.misfits();
  verdict.first = verdict.misfits > 0 ? reader.misfit() : good ? sdk::XmlError() : reader.error();
  return verdict;
}

}  // namespace accorda
