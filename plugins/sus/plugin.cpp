#include "plugins/sus/sus.h"

SUS_GATEWAY_PLUGIN("sus", "1.0.0", sus::Sus);
