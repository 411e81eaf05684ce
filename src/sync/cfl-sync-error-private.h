/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-sync-service.h"

G_BEGIN_DECLS

GError *cfl_sync_error_translate (GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
