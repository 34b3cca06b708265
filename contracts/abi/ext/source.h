/* "gateway.source/1": a system that records come from. C11. */
#ifndef SUS_GATEWAY_ABI_EXT_SOURCE_H
#define SUS_GATEWAY_ABI_EXT_SOURCE_H

#include "../plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SUS_SOURCE_1 "gateway.source/1"

enum {
  SUS_PAGE_RECORDS = 256,
  SUS_RECORD_BYTES = 1048576,
  SUS_PAGE_BYTES = 16777216, /* All records of a page together. */
  SUS_CURSOR_BYTES = 65536
};

/* Where a pull puts its pages; the host's. */
typedef struct sus_sink {
  void* context; /* The host's own. */

  /* Hands over up to SUS_PAGE_RECORDS records (JSON documents of contracts/schema, each at most SUS_RECORD_BYTES,
   * together at most SUS_PAGE_BYTES) and the cursor that stands behind the last of them. OK: they are stored, go on.
   * Anything else: unwind at once and answer the same. A page that breaks a limit is answered BROKEN. [worker], inside
   * pull */
  sus_answer (*page)(const struct sus_sink* sink, const sus_bytes* records, uint64_t count, sus_bytes cursor);
} sus_sink;

typedef struct sus_source_1 {
  /* Reads on in `stream` from `cursor`: empty at first, afterwards the one of the last stored page. The plugin
   * remembers nothing between pulls that the cursor does not say. OK: `*more` not 0 when there is more at once;
   * `not_before_ms` may ask for a pause. RETRY: the system is away or busy. STOP: the host asked to stop. [worker] */
  sus_outcome (*pull)(const sus_plugin* plugin, sus_bytes stream, sus_bytes cursor, const sus_sink* sink,
                      uint32_t* more);
} sus_source_1;

#ifdef __cplusplus
}
#endif

#endif
