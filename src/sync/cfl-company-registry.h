/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CFL_ENVIRONMENT_PRACTICE,
  CFL_ENVIRONMENT_SANDBOX,
  CFL_ENVIRONMENT_PRODUCTION,
  CFL_ENVIRONMENT_CUSTOM
} CflEnvironment;

const char *cfl_environment_to_text (CflEnvironment environment);
gboolean cfl_environment_from_text (const char *text, CflEnvironment *environment);

/**
 * CflCompanyEntry:
 *
 * A company as the switcher and `company list` show it, read from companies/<id>/company.ini beside
 * its database. Texts are never NULL.
 */
typedef struct {
  char *id; /* folder name: lower-case letters, digits and dashes */
  char *name;
  CflEnvironment environment;
  char *intuit_url; /* custom only */
  char *quickbooks_url;
  char *cin7_url;
  char *time_zone;

  gatomicrefcount references;
} CflCompanyEntry;

#define CFL_TYPE_COMPANY_ENTRY (cfl_company_entry_get_type ())
GType cfl_company_entry_get_type (void);
CflCompanyEntry *cfl_company_entry_new (void);
CflCompanyEntry *cfl_company_entry_ref (CflCompanyEntry *self);
void cfl_company_entry_unref (CflCompanyEntry *self);
char *cfl_company_entry_get_folder (const CflCompanyEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflCompanyEntry, cfl_company_entry_unref)

/* Small files below $XDG_DATA_HOME/counterfoil/companies; read and written in a thread. Errors are
 * of CFL_SYNC_ERROR. */
void cfl_companies_list_async (GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *cfl_companies_list_finish (GAsyncResult *result, GError **error);
/* Checks name, URLs (https, or http on loopback) and time zone, gives the entry its id and makes
 * the folder (0700). */
void cfl_companies_add_async (CflCompanyEntry *entry,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean cfl_companies_add_finish (GAsyncResult *result, GError **error);
/* Removes database, settings and secrets of a company. */
void cfl_companies_remove_async (CflCompanyEntry *entry,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean cfl_companies_remove_finish (GAsyncResult *result, GError **error);
/* Finds or makes the practice company. */
void cfl_companies_open_practice_async (GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
CflCompanyEntry *cfl_companies_open_practice_finish (GAsyncResult *result, GError **error);

G_END_DECLS
