#pragma once

#include <fstream>
#include <string>

#include "deploy/demo/plan.h"

namespace demo {

/// A file as the demo municipality writes them: Windows-1252 (of UTF-8), CRLF. Throws std::runtime_error.
class CsvFile {
 public:
  CsvFile(const std::string& path, const std::string& header);
  void row(const std::string& line);

 private:
  std::ofstream out_;
};

/// Writes the plan's courses as the demo municipality exports them: six CSV files in `folder`, Windows-1252, `;`, CRLF,
/// with what must never pass the plugin (notes, workplaces, hours) among them. Throws std::runtime_error.
void write_csv(const Plan& plan, const std::string& folder);

/// The same as one file, accorda.xml, after contracts/api/accorda.xsd.
void write_xml(const Plan& plan, const std::string& folder);

/// What must become of it, as JSON, for `verify`.
void write_plan(const Plan& plan, int day, const std::string& file);

}  // namespace demo
