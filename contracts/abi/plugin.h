/* A plugin: one exported data symbol, from it instances, from them interfaces by id. C11.
 *
 * Life of an instance:
 *   create -> [describe] -> start(settings) -> check | pull | push, any number of times -> drain -> destroy
 * describe may be called before start; nothing else may. A failed start is followed by destroy only. */
#ifndef SUS_GATEWAY_ABI_PLUGIN_H
#define SUS_GATEWAY_ABI_PLUGIN_H

#include "host.h"
#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One instance, made by sus_entry.create and ended by destroy. */
typedef struct sus_plugin {
  void* self; /* The plugin's own; the host never touches it. */

  /* Takes the settings: a JSON object that fits the schema given by describe. Opens nothing by itself.
   * REJECT: settings refused, `what` names the setting and what to write. [control] */
  sus_outcome (*start)(const struct sus_plugin* plugin, sus_bytes settings);

  /* The interface with this id, or null where the plugin has none. From start on the same answer every time; before it
   * without regard to settings. [any] */
  const void* (*query)(const struct sus_plugin* plugin, const char* id);

  /* Ends the instance and frees all that it holds. [control] */
  void (*destroy)(const struct sus_plugin* plugin);
} sus_plugin;

/* The exported entry. Data, so that the host can read `abi` and refuse before any function has been called. */
typedef struct sus_entry {
  uint64_t abi;        /* SUS_GATEWAY_ABI of the headers that the plugin was built with. */
  const char* id;      /* "accorda": lower-case letters, digits, hyphen; at most 64 characters. */
  const char* version; /* The plugin's own version, at most 64 characters. */

  /* A new instance, or null where none can be made. `host` outlives the instance. [control] */
  const sus_plugin* (*create)(const sus_host* host);
} sus_entry;

/* The one symbol a plugin exports. */
extern SUS_GATEWAY_EXPORT const sus_entry sus_gateway_plugin;

/* "gateway.describe/1": what the plugin is, as a JSON object (contracts/abi/README.md lists the members). Required. */
#define SUS_DESCRIBE_1 "gateway.describe/1"
typedef struct sus_describe_1 {
  /* Constant for a version of the plugin. [control] */
  sus_bytes (*describe)(const sus_plugin* plugin);
} sus_describe_1;

/* "gateway.check/1": can it reach its system, said in a sentence. */
#define SUS_CHECK_1 "gateway.check/1"
typedef struct sus_check_1 {
  /* Changes nothing anywhere. OK or not, `what` is the sentence to show. [worker] */
  sus_outcome (*check)(const sus_plugin* plugin);
} sus_check_1;

/* "gateway.drain/1": the last worker call before destroy. */
#define SUS_DRAIN_1 "gateway.drain/1"
typedef struct sus_drain_1 {
  /* Finishes or gives up what is under way, within `within_ms`. [worker] */
  sus_outcome (*drain)(const sus_plugin* plugin, int64_t within_ms);
} sus_drain_1;

#ifdef __cplusplus
}
#endif

#endif
