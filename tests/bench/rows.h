#pragma once

#include "tests/bench/row.h"

namespace gateway::bench {

// Each measures what its name says and adds its rows. Throws where something fails.
void decision_rows(const Wish& wish, Report& report);
void decode_rows(const Wish& wish, Report& report);
void audit_rows(const Wish& wish, Report& report);
void hop_rows(const Wish& wish, Report& report);
void ingest_rows(const Wish& wish, Report& report);
void xml_rows(const Wish& wish, Report& report);
void program_rows(const Wish& wish, Report& report);
void scale_rows(const Wish& wish, Report& report);
void delivery_rows(const Wish& wish, Report& report);

}  // namespace gateway::bench
