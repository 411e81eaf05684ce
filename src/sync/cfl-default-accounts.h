/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-company.h"

G_BEGIN_DECLS

const char *cfl_default_accounts_get_key (CflAccountRole role);
/* The accounts that a company which has chosen none can start with: (element-type utf8 utf8)
 * settings, "account.freight" to id. Roles that are chosen are left out. */
GHashTable *cfl_default_accounts_choose (const CflCompany *company);

G_END_DECLS
