/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-company-registry.h"

G_BEGIN_DECLS

char *cfl_companies_get_folder (void);

/* blocking: cfl-company-files.c */
CflCompanyEntry *cfl_company_files_read (const char *id, GError **error);
gboolean cfl_company_files_write (const CflCompanyEntry *entry, GError **error);
GPtrArray *cfl_company_files_list (gboolean strict, GError **error);
gboolean cfl_company_files_create (CflCompanyEntry *entry, GError **error);
gboolean cfl_company_files_delete (const CflCompanyEntry *entry, GError **error);

G_END_DECLS
