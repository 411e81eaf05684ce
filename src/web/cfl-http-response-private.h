/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-http-response.h"

G_BEGIN_DECLS

void cfl_http_response_set_effort (CflHttpResponse *self, gint64 duration, guint attempts);

G_END_DECLS
