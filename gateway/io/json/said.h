#pragma once

#include <string_view>

namespace gateway::io {

/// A participation document in two pieces: all of it but the value of "position", which says where it stands in its
/// file. What one source says twice makes the same pieces.
struct Said {
  std::string_view before;
  std::string_view behind;  ///< Empty where no position was cut out: then the document is whole.
};

/// Cuts a position out where it is written plainly: {"file":…,"line":…}, in this order, without blanks and escapes.
/// Two documents with the same pieces are equally valid and equal in everything else. [pure]
Said said(std::string_view document);

}  // namespace gateway::io
