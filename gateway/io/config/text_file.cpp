#include "gateway/io/config/text_file.h"

#include <array>
#include <filesystem>
#include <fstream>

namespace gateway::io {

base::Result<std::string> read_text(const std::string& path, std::size_t most) {
  std::error_code unknown;
  // Opening one waits until somebody writes.
  if (std::filesystem::is_fifo(path, unknown)) return base::rejected(path + ": is a pipe, not a file");
  std::ifstream file(path, std::ios::binary);
  if (!file) return base::rejected(path + ": cannot be opened: is it there, and may this user read it?");
  std::string text;
  std::array<char, 16 * 1024> block;
  while (file && text.size() <= most) {
    file.read(block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad() || (file.fail() && !file.eof())) return base::rejected(path + ": cannot be read");
  if (text.size() > most) return base::rejected(path + ": is larger than " + std::to_string(most / 1024) + " KiB");
  return text;
}

}  // namespace gateway::io
