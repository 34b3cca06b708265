/* The words both sides of the plugin border use. C11; also valid C++17 and C++20.
 *
 * DRAFT: the magic number changes whenever a layout changes, until the contract is frozen. After that a released struct
 * never changes again, and news arrives as a new interface id ("gateway.source/2").
 *
 * Thread tags, used in every header here:
 *   [any]      may be called from any thread, while a call on the instance runs;
 *   [control]  called by one thread, never while a worker call on the same instance runs;
 *   [worker]   may take long; calls on one instance never overlap. Parallelism is the batch and several instances.
 *
 * Memory: nobody frees what the other side owns. What goes in as an argument is valid until the call returns. What
 * comes out stays with the one who made it and is valid until the next call with the same tag on the same instance (or,
 * for a host service, until the next call of the same service).
 *
 * No exception, longjmp or signal crosses the border in either direction. */
#ifndef SUS_GATEWAY_ABI_TYPES_H
#define SUS_GATEWAY_ABI_TYPES_H

#include <stddef.h>
#include <stdint.h>

/* Read by the host before anything is called: "SUSGW" and the draft's number. */
#define SUS_GATEWAY_ABI UINT64_C(0x5355534757000001)

#if defined(__GNUC__)
#define SUS_GATEWAY_EXPORT __attribute__((visibility("default")))
#else
#define SUS_GATEWAY_EXPORT
#endif

/* Bytes that somebody else owns. Text is UTF-8 without a terminating zero; data may be null when size is 0. */
typedef struct sus_bytes {
  const char* data;
  uint64_t size;
} sus_bytes;

/* What the caller should do next. */
typedef int32_t sus_answer;
enum {
  SUS_OK = 0,     /* Done: go on. */
  SUS_RETRY = 1,  /* The other side is away or busy: the same call may succeed later, not before `not_before_ms`. */
  SUS_REJECT = 2, /* This input can never succeed: note it and go on with the next. */
  SUS_DENY = 3,   /* The right is lacking: do not repeat as the same caller. */
  SUS_STOP = 4,   /* Work is being wound up: unwind, keep nothing of this call. */
  SUS_BROKEN = 5  /* A defect or damaged state: make no further call on this instance. */
};

/* An answer with its circumstances. `what` is one sentence for a person, without any personal data: it is logged and
 * shown as it is. `not_before_ms` counts from now; 0 says nothing about when. */
typedef struct sus_outcome {
  sus_answer answer;
  uint32_t reserved; /* 0 */
  int64_t not_before_ms;
  sus_bytes what;
} sus_outcome;

#endif
