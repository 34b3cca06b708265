/* "gateway.target/1": a system that registrations are delivered to. C11. */
#ifndef SUS_GATEWAY_ABI_EXT_TARGET_H
#define SUS_GATEWAY_ABI_EXT_TARGET_H

#include "../plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SUS_TARGET_1 "gateway.target/1"

enum { SUS_PUSH_ITEMS = 256, SUS_PUSH_BYTES = 16777216, SUS_DOCUMENT_BYTES = 65536 };

/* What became of one item. */
typedef struct sus_item_answer {
  /* OK: delivered. RETRY: not known to be delivered, send it again. REJECT: refused for ever, `document` says why. */
  sus_answer answer;
  uint32_t reserved; /* 0 */
  int64_t not_before_ms;
  sus_bytes document; /* The system's own answer as a JSON document, at most SUS_DOCUMENT_BYTES; may be empty. */
} sus_item_answer;

typedef struct sus_target_1 {
  /* Delivers a batch of up to SUS_PUSH_ITEMS JSON documents, together at most SUS_PUSH_BYTES. OK: every element of
   * `answers` (`count` of them, zeroed by the host) has been filled in. Anything else: nothing is said about any item,
   * and all of them may be sent again, so the receiving system must recognise repetition. [worker] */
  sus_outcome (*push)(const sus_plugin* plugin, const sus_bytes* items, uint64_t count, sus_item_answer* answers);
} sus_target_1;

#ifdef __cplusplus
}
#endif

#endif
