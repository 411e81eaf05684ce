/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-contact.h"
#include "cfl-http-client.h"
#include "cfl-order.h"

G_BEGIN_DECLS

typedef enum {
  CFL_CIN7_ERROR_KEY,        /* user name or key refused (401) */
  CFL_CIN7_ERROR_PERMISSION, /* a switch of the connection is off (403); the message names the
                                resource */
  CFL_CIN7_ERROR_LIMIT,      /* the daily limit is used up */
  CFL_CIN7_ERROR_REJECTED,   /* the question was refused (400) */
  CFL_CIN7_ERROR_OFFLINE,
  CFL_CIN7_ERROR_SERVER,
  CFL_CIN7_ERROR_PROTOCOL
} CflCin7Error;
#define CFL_CIN7_ERROR (cfl_cin7_error_quark ())
GQuark cfl_cin7_error_quark (void);

/**
 * CflCin7Client:
 *
 * One Cin7 Omni account. Reads only. Stays under its 3 calls a second and 60 a minute by its own
 * pacer. Errors are of CFL_CIN7_ERROR with a whole, translated sentence for the user.
 *
 * Signals: "waiting" (guint seconds, char *sentence): a call will be sent again after that time;
 * the sentence tells the user why.
 */
#define CFL_TYPE_CIN7_CLIENT (cfl_cin7_client_get_type ())
G_DECLARE_FINAL_TYPE (CflCin7Client, cfl_cin7_client, CFL, CIN7_CLIENT, GObject)

/* base_uri: what stands before /api/v1/... */
CflCin7Client *cfl_cin7_client_new (CflHttpClient *http,
                                    const char *base_uri,
                                    const char *user,
                                    const char *key);
/* 0 turns a limit off: for servers without limits (custom environments, measurements). */
void cfl_cin7_client_set_limits (CflCin7Client *self, guint per_second, guint per_minute);
/* Before the first call: keeps the limits together with all programs that use the same file, see
 * cfl_pacer_set_record(). */
gboolean cfl_cin7_client_set_call_record (CflCin7Client *self, const char *path, GError **error);
/* Calls made today (UTC), of 5,000. */
guint cfl_cin7_client_get_calls (CflCin7Client *self);

/* Tries the key and each permission that is needed. */
void cfl_cin7_client_probe_async (CflCin7Client *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean cfl_cin7_client_probe_finish (CflCin7Client *self, GAsyncResult *result, GError **error);

/* Called on the main context for each page: orders (element-type CflOrder) decoded with the zone.
 * It may start a write and must not block. */
typedef void (*CflCin7OrdersPage) (CflCin7Client *self, GPtrArray *orders, gpointer user_data);

/* All orders modified at or after modified_since (microseconds UTC, 0: all), page by page until an
 * empty page. Resolves to the newest modification seen, but none after the pull began: ask for
 * what changed since then the next time (five minutes of overlap are added here). An order that
 * cannot be read is skipped with a sentence in problems (element-type utf8), never silently. */
void cfl_cin7_client_pull_orders_async (CflCin7Client *self,
                                        gint64 modified_since,
                                        GTimeZone *zone,
                                        CflCin7OrdersPage page,
                                        gpointer page_data,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* While held, a pull asks for no further page: for a caller that cannot take more. Let it go on also to
 * end it after cancelling. */
void cfl_cin7_client_set_held (CflCin7Client *self, gboolean held);
gboolean cfl_cin7_client_pull_orders_finish (CflCin7Client *self,
                                             GAsyncResult *result,
                                             gint64 *newest,
                                             GPtrArray **problems,
                                             GError **error);
/* Contacts by id, up to 250 a call: (element-type CflContact). */
void cfl_cin7_client_read_contacts_async (CflCin7Client *self,
                                          GPtrArray *source_ids,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *cfl_cin7_client_read_contacts_finish (CflCin7Client *self,
                                                 GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
