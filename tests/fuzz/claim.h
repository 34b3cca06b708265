#pragma once

#include <cstdio>
#include <cstdlib>

namespace gateway::fuzz {

/// Ends the program where a claim does not hold, as a crash would: the fuzzer keeps the input.
inline void claim(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken claim: %s\n", what);
  std::abort();
}

}  // namespace gateway::fuzz
