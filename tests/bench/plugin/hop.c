/* Does nothing but cross the border: pages of records, each in memory of its own, out of one pull. */
#include <stdlib.h>
#include <string.h>

#include "contracts/abi/ext/source.h"

enum { kPages = 64, kRecords = 256, kSize = 640 };

static char texts[kRecords][kSize];
static sus_bytes records[kRecords];

static sus_outcome ok(void) {
  sus_outcome outcome;
  memset(&outcome, 0, sizeof outcome);
  return outcome;
}

static sus_outcome start(const sus_plugin* plugin, sus_bytes settings) {
  (void)plugin;
  (void)settings;
  memset(texts, 'x', sizeof texts);
  for (int i = 0; i < kRecords; ++i) {
    records[i].data = texts[i];
    records[i].size = kSize;
  }
  return ok();
}

static sus_outcome pull(const sus_plugin* plugin, sus_bytes stream, sus_bytes cursor, const sus_sink* sink,
                        uint32_t* more) {
  (void)plugin;
  (void)stream;
  (void)cursor;
  const sus_bytes behind = {"1", 1};
  for (int page = 0; page < kPages; ++page) {
    sus_outcome outcome = ok();
    outcome.answer = sink->page(sink, records, kRecords, behind);
    if (outcome.answer != SUS_OK) return outcome;
  }
  *more = 0;
  return ok();
}

static sus_bytes describe(const sus_plugin* plugin) {
  (void)plugin;
  static const char text[] =
      "{\"title\": \"Hop\", \"streams\": [\"hop\"], \"folders\": [], \"endpoints\": [], "
      "\"settings\": {\"type\": \"object\"}}";
  const sus_bytes bytes = {text, sizeof text - 1};
  return bytes;
}

static const void* query(const sus_plugin* plugin, const char* id) {
  static const sus_source_1 source = {pull};
  static const sus_describe_1 about = {describe};
  (void)plugin;
  if (strcmp(id, SUS_SOURCE_1) == 0) return &source;
  if (strcmp(id, SUS_DESCRIBE_1) == 0) return &about;
  return NULL;
}

static void destroy(const sus_plugin* plugin) {
  free((void*)plugin);
}

static const sus_plugin* create(const sus_host* host) {
  (void)host;
  sus_plugin* plugin = calloc(1, sizeof *plugin);
  if (plugin == NULL) return NULL;
  plugin->start = start;
  plugin->query = query;
  plugin->destroy = destroy;
  return plugin;
}

const sus_entry sus_gateway_plugin = {SUS_GATEWAY_ABI, "hop", "1.0.0", create};
