/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-json.h"

G_BEGIN_DECLS

/* A number is kept as a string of this character and the number's own text. No other string begins
 * with it: the parser replaces it at the start of real text. */
#define CFL_JSON_NUMBER_MARK '\001'

/* The text of a number that the parser kept, or NULL where @node is none. */
const char *cfl_json_node_peek_number (JsonNode *node);

G_END_DECLS
