/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-cin7-client.h"
#include "cfl-json.h"

G_BEGIN_DECLS

/* The most rows a page may have (400 beyond). */
#define CFL_CIN7_PAGE_ROWS 250

/* Reading. The trees are parsed with CFL_JSON_ANY_CASE. NULL with a sentence when the object is no
 * order or contact. */
CflOrder *cfl_cin7_decode_order (JsonObject *object, GTimeZone *zone, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
CflContact *cfl_cin7_decode_contact (JsonObject *object, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The bare array of a page. */
JsonNode *cfl_cin7_parse_page (CflHttpResponse *response, const char *resource, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Turns an answer or an error of the web room into one of ours, with a sentence for the user. */
gboolean cfl_cin7_check_response (CflHttpResponse *response, const char *resource, GError **error);
void cfl_cin7_translate_error (GError **error);

/* Takes over the task of a pull, and returns TRUE, while the pages are held back. */
gboolean cfl_cin7_client_wait (CflCin7Client *self, GTask *task);
/* task: (transfer full): asks for the next page */
void cfl_cin7_pull_go_on (CflCin7Client *self, GTask *task);

/* One page of a resource. @where may be NULL. Errors are of CFL_CIN7_ERROR. */
void cfl_cin7_client_get_async (CflCin7Client *self,
                                const char *resource,
                                const char *fields,
                                const char *where,
                                guint page,
                                guint rows,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
CflHttpResponse *cfl_cin7_client_get_finish (CflCin7Client *self,
                                             GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
