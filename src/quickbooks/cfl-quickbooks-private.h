/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-json.h"
#include "cfl-quickbooks-client.h"
#include "cfl-quickbooks-fault-private.h"
#include "cfl-quickbooks-pace-private.h"

G_BEGIN_DECLS

/* Everything below 75 is treated as 75 since August 2025. */
#define CFL_QUICKBOOKS_MINOR_VERSION "75"

/* Writing. */
void cfl_quickbooks_write_reference (CflJsonWriter *writer, const char *name, const char *id);
void cfl_quickbooks_write_text (CflJsonWriter *writer, const char *name, const char *text);
const char *cfl_quickbooks_document_entity (CflDocumentKind kind);
const char *cfl_quickbooks_document_path (CflDocumentKind kind);
GBytes *cfl_quickbooks_encode_vendor (const CflContact *contact,
                                      const char *display_name,
                                      const char *currency);

/* Reading. Each gives NULL for an object that cannot be what it should be. */
CflVendor *cfl_quickbooks_decode_vendor (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;
CflAccount *cfl_quickbooks_decode_account (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;
CflCompany *cfl_quickbooks_decode_company (JsonObject *info, JsonObject *preferences)
    G_GNUC_WARN_UNUSED_RESULT;
char *cfl_quickbooks_country_code (const char *country) G_GNUC_WARN_UNUSED_RESULT;
char *cfl_quickbooks_clean_name (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Verdicts: see cfl-quickbooks-verdict.c. */
char *cfl_quickbooks_find_difference (JsonObject *entity,
                                      const CflAttempt *attempt,
                                      gboolean compare_lines) G_GNUC_WARN_UNUSED_RESULT;
char *cfl_quickbooks_find_dropped_links (JsonObject *entity, const CflAttempt *attempt)
    G_GNUC_WARN_UNUSED_RESULT;
void cfl_quickbooks_judge_answer (CflAttempt *verdict, const CflAnswer *answer);
void cfl_quickbooks_judge_error (CflAttempt *verdict, const GError *error, gboolean executed);
void cfl_quickbooks_adopt_entity (CflAttempt *verdict, JsonObject *entity);
void cfl_quickbooks_verdict_set (
    CflAttempt *verdict, CflAttemptState state, int code, const char *message, const char *detail);
/* Verdicts on a batch: see cfl-quickbooks-batch-verdict.c. */
GPtrArray *cfl_quickbooks_judge_batch (const CflBatch *batch,
                                       const CflAnswer *answer,
                                       gboolean uncertain);
GPtrArray *
cfl_quickbooks_judge_batch_error (const CflBatch *batch, const GError *error, gboolean executed);
GBytes *cfl_quickbooks_encode_batch (const CflBatch *batch);
void cfl_quickbooks_judge_look_up (CflAttempt *verdict,
                                   const CflAttempt *attempt,
                                   GPtrArray *entities);
/* Deletions: see cfl-quickbooks-delete.c. */
void cfl_quickbooks_judge_deletion (CflAttempt *verdict, JsonObject *entity);
gboolean cfl_quickbooks_deletion_needs_look_up (const CflAttempt *verdict);
void cfl_quickbooks_client_look_up_deletion (CflQuickbooksClient *self, GTask *task);
char *cfl_quickbooks_look_up_condition (const CflAttempt *attempt) G_GNUC_WARN_UNUSED_RESULT;

CflHttpClient *cfl_quickbooks_client_get_http (CflQuickbooksClient *self);
CflOauth *cfl_quickbooks_client_get_oauth (CflQuickbooksClient *self);
CflQuickbooksPace *cfl_quickbooks_client_get_pace (CflQuickbooksClient *self);

/* Calls: token, pacing, one refresh after a 401. */
CflHttpRequest *cfl_quickbooks_client_request_new (CflQuickbooksClient *self,
                                                   const char *method,
                                                   const char *path,
                                                   const char *query);
void cfl_quickbooks_client_call_async (CflQuickbooksClient *self,
                                       CflHttpRequest *request,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
void cfl_quickbooks_client_call_within_async (CflQuickbooksClient *self,
                                              CflHttpRequest *request,
                                              CflPacer *pacer,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
CflAnswer *cfl_quickbooks_client_call_finish (CflQuickbooksClient *self,
                                              GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Turns an error of the web room into one of ours, with a sentence for the user. */
void cfl_quickbooks_translate_error (GError **error);

/* Queries. */
typedef gpointer (*CflQuickbooksDecode) (JsonObject *object);
char *cfl_quickbooks_quote (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void cfl_quickbooks_client_query_async (CflQuickbooksClient *self,
                                        const char *entity,
                                        const char *condition,
                                        CflQuickbooksDecode decode,
                                        GDestroyNotify free_item,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *cfl_quickbooks_client_query_finish (CflQuickbooksClient *self,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
