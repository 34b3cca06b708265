/* What a plugin may ask of its host. C11.
 *
 * A plugin opens nothing itself: no socket, no file, no process. It asks for a service by id; null means that this host
 * does not offer it. All services are [worker] unless tagged otherwise. */
#ifndef SUS_GATEWAY_ABI_HOST_H
#define SUS_GATEWAY_ABI_HOST_H

#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The mirror of a plugin instance. Outlives it. */
typedef struct sus_host {
  uint64_t abi;  /* SUS_GATEWAY_ABI of the host. */
  void* context; /* The host's own; a plugin never touches it. */

  /* The service with this id, or null. The same answer every time. [any] */
  const void* (*query)(const struct sus_host* host, const char* id);
} sus_host;

/* "gateway.http/1": a request to a declared endpoint. Address, TLS, credentials, proxy and limits are the host's. */
#define SUS_HTTP_1 "gateway.http/1"
typedef struct sus_http_header {
  sus_bytes name;
  sus_bytes value;
} sus_http_header;

typedef struct sus_http_request {
  sus_bytes endpoint; /* A name that describe declared, not an address. */
  sus_bytes method;
  sus_bytes target; /* Path and query. */
  const sus_http_header* headers;
  uint64_t header_count;
  sus_bytes body;
  int64_t timeout_ms; /* For the whole exchange; the host may allow less. */
} sus_http_request;

typedef struct sus_http_response {
  uint32_t status;
  uint32_t reserved; /* 0 */
  const sus_http_header* headers;
  uint64_t header_count;
  sus_bytes body;
} sus_http_response;

typedef struct sus_http_1 {
  /* OK: `response` is filled in, whatever its status. RETRY: away, timed out or broken off, and nobody knows whether
   * the request arrived. DENY: TLS or certificate refused. REJECT: endpoint not declared, or the answer broke a limit.
   */
  sus_outcome (*send)(const sus_host* host, const sus_http_request* request, sus_http_response* response);
} sus_http_1;

/* "gateway.file/1": declared folders. Paths are relative, "a/b", and never leave the folder: "..", absolute paths and
 * symbolic links on the way are refused. Nothing can be written or removed. */
#define SUS_FILE_1 "gateway.file/1"
enum { SUS_FILE_REGULAR = 0, SUS_FILE_FOLDER = 1, SUS_FILE_LINK = 2, SUS_FILE_FIFO = 3, SUS_FILE_OTHER = 4 };

typedef struct sus_file_entry {
  sus_bytes name;
  uint64_t size;
  int64_t mtime_ns; /* Since 1970-01-01 UTC. */
  uint64_t inode;
  uint32_t kind;     /* SUS_FILE_*; of the entry itself, never of what a link points at. */
  uint32_t reserved; /* 0 */
} sus_file_entry;

typedef struct sus_file_1 {
  /* The entries of `path` in `folder` ("" is the folder itself), in name order, without "." and "..". A sub-folder that
   * is not there is empty. REJECT: folder not declared, path not allowed, or too many entries. */
  sus_outcome (*list)(const sus_host* host, sus_bytes folder, sus_bytes path, const sus_file_entry** entries,
                      uint64_t* count);

  /* A read-only descriptor of a regular file; the plugin owns and closes it. REJECT: no such file, link, folder, fifo.
   */
  sus_outcome (*open)(const sus_host* host, sus_bytes folder, sus_bytes path, int32_t* fd);

  /* Moves within the folder; missing sub-folders on the way to `to` are made, 0700. Never replaces: REJECT when `to` is
   * there, when `from` is not, or when a path is not allowed. Moving a link moves the link. */
  sus_outcome (*rename)(const sus_host* host, sus_bytes folder, sus_bytes from, sus_bytes to);
} sus_file_1;

/* "gateway.log/1": a line in the gateway's log. Never personal data, never a setting tagged as secret. */
#define SUS_LOG_1 "gateway.log/1"
enum { SUS_LOG_DEBUG = 0, SUS_LOG_INFO = 1, SUS_LOG_WARNING = 2, SUS_LOG_ERROR = 3 };
typedef struct sus_log_1 {
  /* Cut at 2,000 bytes; a flood of lines is counted, not written. [any] */
  void (*write)(const sus_host* host, uint32_t level, sus_bytes message);
} sus_log_1;

/* "gateway.clock/1": the gateway's time; in tests a fake one. */
#define SUS_CLOCK_1 "gateway.clock/1"
typedef struct sus_clock_1 {
  /* Milliseconds since 1970-01-01 UTC. [any] */
  int64_t (*now_ms)(const sus_host* host);
} sus_clock_1;

/* "gateway.stopping/1": whether the running call should end soon. Ask between units of work. */
#define SUS_STOPPING_1 "gateway.stopping/1"
typedef struct sus_stopping_1 {
  /* Not 0: unwind and answer STOP. [any] */
  int32_t (*stopping)(const sus_host* host);
} sus_stopping_1;

#ifdef __cplusplus
}
#endif

#endif
