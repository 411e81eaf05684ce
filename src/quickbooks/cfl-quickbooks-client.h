/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-attempt.h"
#include "cfl-batch.h"
#include "cfl-clock.h"
#include "cfl-company.h"
#include "cfl-document.h"
#include "cfl-oauth.h"
#include "cfl-quickbooks-error.h"
#include "cfl-standing.h"
#include "cfl-taken-number.h"
#include "cfl-vendor.h"

G_BEGIN_DECLS

/**
 * CflQuickbooksClient:
 *
 * One company at QuickBooks Online. Sends through the client's pacer, refreshes the access token
 * when less than five minutes are left or after a 401, one refresh at a time, and writes a rotated
 * token to the token store before it is used.
 *
 * Signals: "waiting" (guint seconds, char *sentence): a call will be sent again after that time;
 * the sentence tells the user why.
 */
#define CFL_TYPE_QUICKBOOKS_CLIENT (cfl_quickbooks_client_get_type ())
G_DECLARE_FINAL_TYPE (CflQuickbooksClient, cfl_quickbooks_client, CFL, QUICKBOOKS_CLIENT, GObject)

/* base_uri: what stands before /v3/company/...; realm_id: digits as text. */
CflQuickbooksClient *cfl_quickbooks_client_new (CflHttpClient *http,
                                                const char *base_uri,
                                                const char *realm_id,
                                                CflOauth *oauth);
const char *cfl_quickbooks_client_get_realm_id (CflQuickbooksClient *self);
/* What an app may do for one company: 10 calls in flight, 10 a second, 500 a minute; the client
 * starts a little below. 0 turns a limit off: for servers without limits (measurements). */
void cfl_quickbooks_client_set_limits (CflQuickbooksClient *self,
                                       guint in_flight,
                                       guint per_second,
                                       guint per_minute);
/* Before the first call: keeps the limits together with all programs that use the same file, see
 * cfl_pacer_set_record(). */
gboolean cfl_quickbooks_client_set_call_record (CflQuickbooksClient *self,
                                                const char *path,
                                                GError **error);
/* The clock by which the limits are kept. */
void cfl_quickbooks_client_set_clock (CflQuickbooksClient *self, CflClock *clock);
CflClock *cfl_quickbooks_client_get_clock (CflQuickbooksClient *self);

/* For those who have many documents to send, and would rather hold them back than have them wait in
 * the line. How many of those that wait should leave with the next call, at most @most, so that all are
 * done soonest: 1: a call of its own, more: a batch, 0: none may leave yet; ask again after @wait
 * microseconds, or when a call has ended. A plan holds a place for a call of so many documents, which
 * is to follow soon. */
guint cfl_quickbooks_client_plan (CflQuickbooksClient *self,
                                  guint waiting,
                                  guint most,
                                  gint64 *wait);
/* What was planned is not sent. */
void cfl_quickbooks_client_drop_plans (CflQuickbooksClient *self);
/* Microseconds until so many, and those that are out, will have their answers. */
gint64 cfl_quickbooks_client_forecast (CflQuickbooksClient *self, guint waiting);

/* CompanyInfo and Preferences into a company that holds nothing else. */
void cfl_quickbooks_client_read_company_async (CflQuickbooksClient *self,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
CflCompany *cfl_quickbooks_client_read_company_finish (CflQuickbooksClient *self,
                                                       GAsyncResult *result,
                                                       GError **error);
/* All vendors, active and inactive, ordered by id, page by page: (element-type CflVendor). */
void cfl_quickbooks_client_list_vendors_async (CflQuickbooksClient *self,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
GPtrArray *cfl_quickbooks_client_list_vendors_finish (CflQuickbooksClient *self,
                                                      GAsyncResult *result,
                                                      GError **error);
/* The chart of accounts: (element-type CflAccount). */
void cfl_quickbooks_client_list_accounts_async (CflQuickbooksClient *self,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
GPtrArray *cfl_quickbooks_client_list_accounts_finish (CflQuickbooksClient *self,
                                                       GAsyncResult *result,
                                                       GError **error);

/* The numbers of all documents of a kind since a day (unset: since ever): (element-type CflTakenNumber).
 * Documents without one are left out. */
void cfl_quickbooks_client_list_numbers_async (CflQuickbooksClient *self,
                                               CflDocumentKind kind,
                                               CflDate since,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
GPtrArray *cfl_quickbooks_client_list_numbers_finish (CflQuickbooksClient *self,
                                                      GAsyncResult *result,
                                                      GError **error);
/* What has changed since a moment of at most 30 days ago, bills and perhaps purchase orders, deleted
 * ones among them. complete: (out): FALSE where there is more than QuickBooks tells at a time, and the
 * lists have to be read anew. */
void cfl_quickbooks_client_read_number_changes_async (CflQuickbooksClient *self,
                                                      gboolean purchase_orders,
                                                      gint64 since,
                                                      GCancellable *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer user_data);
GPtrArray *cfl_quickbooks_client_read_number_changes_finish (CflQuickbooksClient *self,
                                                             GAsyncResult *result,
                                                             gboolean *complete,
                                                             GError **error);

/* Creates a vendor from a contact under the given name. On CFL_QUICKBOOKS_ERROR_NAME_TAKEN nothing
 * was made. request_id makes a repeat harmless. */
void cfl_quickbooks_client_create_vendor_async (CflQuickbooksClient *self,
                                                const CflContact *contact,
                                                const char *display_name,
                                                const char *currency,
                                                const char *request_id,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
CflVendor *cfl_quickbooks_client_create_vendor_finish (CflQuickbooksClient *self,
                                                       GAsyncResult *result,
                                                       GError **error);

/* Sends a frozen attempt, a creation or a deletion (its exact bytes, its request id), with the retries that keep both. Never
 * fails with an error but G_IO_ERROR_CANCELLED before anything was sent: every other end is a
 * verdict, a copy of the attempt with state uploaded, failed or unknown and its lower half filled
 * in. An uploaded one whose line lost its link to a purchase order has %CFL_FAILURE_LINK_DROPPED as
 * its code. An answer that disagrees with what was sent is unknown with %CFL_FAILURE_DIFFERENT, and
 * quickbooks_id names the document that it showed. A number that is taken (6140) is looked up
 * before the verdict. */
void cfl_quickbooks_client_send_async (CflQuickbooksClient *self,
                                       const CflAttempt *attempt,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
CflAttempt *cfl_quickbooks_client_send_finish (CflQuickbooksClient *self,
                                               GAsyncResult *result,
                                               GError **error);
/* The hash of the exact bytes in which a batch leaves. */
void cfl_quickbooks_freeze_batch (CflBatch *batch);
/* Sends a frozen batch in the same way. (element-type CflAttempt): a verdict for each member, in their
 * positions: uploaded, failed, unknown, or queued, which means that nobody looked at it and that it may
 * be sent again on its own; its code says why. An unknown one is looked up before it is sent again.
 * Where the bytes are not those of the hash any more, nothing is sent and all are unknown. */
void cfl_quickbooks_client_send_batch_async (CflQuickbooksClient *self,
                                             CflBatch *batch,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray *cfl_quickbooks_client_send_batch_finish (CflQuickbooksClient *self,
                                                    GAsyncResult *result,
                                                    GError **error);
/* Looks an unknown attempt up by vendor, number, date and total. A verdict: uploaded (adopted),
 * failed (the number belongs to another document: code 6140; or the document that differed was
 * deleted: %CFL_FAILURE_DELETED), queued (proven absent), or unknown (could not be looked up, several
 * fit, or ours was changed in QuickBooks: %CFL_FAILURE_DIFFERENT). A deletion is looked up by reading
 * the document: gone is uploaded, untouched is queued, changed is failed (5010). An adopted document agrees with
 * what was sent, but only the journal knows whether another attempt already holds its quickbooks_id:
 * the caller must refuse such a one. */
void cfl_quickbooks_client_look_up_async (CflQuickbooksClient *self,
                                          const CflAttempt *attempt,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
CflAttempt *cfl_quickbooks_client_look_up_finish (CflQuickbooksClient *self,
                                                  GAsyncResult *result,
                                                  GError **error);

/* How documents stand by now, with the days on which they were paid: (element-type CflHeldDocument),
 * in any order; one that is not there is not among them. ids: (element-type utf8). */
void cfl_quickbooks_client_read_documents_async (CflQuickbooksClient *self,
                                                 CflDocumentKind kind,
                                                 GPtrArray *ids,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
GPtrArray *cfl_quickbooks_client_read_documents_finish (CflQuickbooksClient *self,
                                                        GAsyncResult *result,
                                                        GError **error);
/* The last day of closed books; not set where none are closed. */
void cfl_quickbooks_client_read_closing_date_async (CflQuickbooksClient *self,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
gboolean cfl_quickbooks_client_read_closing_date_finish (CflQuickbooksClient *self,
                                                         GAsyncResult *result,
                                                         CflDate *date,
                                                         GError **error);

/* The wire form of a document: exact decimals, the same bytes for the same document. */
GBytes *cfl_quickbooks_encode_document (const CflDocument *document);
/* The body that deletes what an uploaded attempt made, as long as nobody has changed it. */
GBytes *cfl_quickbooks_encode_deletion (const CflAttempt *target);

G_END_DECLS
