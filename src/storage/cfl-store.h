/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-batch.h"
#include "cfl-listing.h"
#include "cfl-taken-number.h"

G_BEGIN_DECLS

/**
 * CflStore:
 *
 * One company's database file. It owns the only connection and the one thread that uses it; every
 * function here posts a job to that thread and returns at once, so all of them are called from the
 * main context, and their callbacks run there. Reads for the lists overtake long writes. Closing
 * waits for the jobs that were posted before it.
 */
#define CFL_TYPE_STORE (cfl_store_get_type ())
G_DECLARE_FINAL_TYPE (CflStore, cfl_store, CFL, STORE, GObject)

typedef enum
{
  CFL_STORE_ERROR_OPEN,      /* the file or its folder cannot be opened or created */
  CFL_STORE_ERROR_READ_ONLY, /* it cannot be written */
  CFL_STORE_ERROR_FULL,      /* no room on the disk */
  CFL_STORE_ERROR_DISK,      /* the disk does not do what it is told */
  CFL_STORE_ERROR_DAMAGED,   /* not a database of ours, or damaged */
  CFL_STORE_ERROR_TOO_NEW,   /* made by a newer version of the program */
  CFL_STORE_ERROR_BUSY,      /* another program holds it for too long */
  CFL_STORE_ERROR_CONFLICT,  /* a transition that the journal does not allow */
  CFL_STORE_ERROR_NOT_FOUND,
  CFL_STORE_ERROR_FAILED
} CflStoreError;
#define CFL_STORE_ERROR (cfl_store_error_quark ())
GQuark cfl_store_error_quark (void);

/* opening and closing */
void cfl_store_open_async (const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
CflStore *cfl_store_open_finish (GAsyncResult *result, GError **error);
void cfl_store_close_async (CflStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cfl_store_close_finish (CflStore *self, GAsyncResult *result, GError **error);

/* settings: keys and texts; a NULL value removes the key */
void cfl_store_set_settings_async (CflStore *self,
                                   GHashTable *settings,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean cfl_store_set_settings_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_load_settings_async (CflStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GHashTable *cfl_store_load_settings_finish (CflStore *self, GAsyncResult *result, GError **error);

/* The company as the rules see it, made of the settings (see cfl-store-company.c for the keys) and
 * the cached accounts. */
void cfl_store_load_company_async (CflStore *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
CflCompany *cfl_store_load_company_finish (CflStore *self, GAsyncResult *result, GError **error);

/* what comes from outside; each updates the checks of the orders it concerns in the same
 * transaction chunk */
typedef struct
{
  guint added;
  guint changed;
  guint unchanged;
} CflSaveCounts;

void cfl_store_save_orders_async (CflStore *self,
                                  GPtrArray *orders,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean cfl_store_save_orders_finish (CflStore *self,
                                       GAsyncResult *result,
                                       CflSaveCounts *counts,
                                       GError **error);
/* How orders compare with what is stored; nothing is written. */
typedef enum {
  CFL_COMPARISON_ADDED,
  CFL_COMPARISON_CHANGED,
  CFL_COMPARISON_UNCHANGED,
  CFL_COMPARISON_ELSEWHERE /* an order of the same reference came from another source */
} CflComparison;

void cfl_store_compare_orders_async (CflStore *self,
                                     GPtrArray *orders,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* (element-type CflComparison) in the order of the orders. */
GArray *cfl_store_compare_orders_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_save_contacts_async (CflStore *self,
                                    GPtrArray *contacts,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean cfl_store_save_contacts_finish (CflStore *self,
                                         GAsyncResult *result,
                                         CflSaveCounts *counts,
                                         GError **error);
/* Ids of contacts that orders name and that were never fetched: (element-type utf8) source ids. */
void cfl_store_list_missing_contacts_async (CflStore *self,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
GPtrArray *
cfl_store_list_missing_contacts_finish (CflStore *self, GAsyncResult *result, GError **error);
/* Replaces the cached lists as a whole; a vendor that is gone stays known as missing. */
void cfl_store_replace_vendors_async (CflStore *self,
                                      GPtrArray *vendors,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean cfl_store_replace_vendors_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_save_vendor_async (CflStore *self,
                                  CflVendor *vendor,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean cfl_store_save_vendor_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_replace_accounts_async (CflStore *self,
                                       GPtrArray *accounts,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean cfl_store_replace_accounts_finish (CflStore *self, GAsyncResult *result, GError **error);

/* Numbers of documents in QuickBooks (element-type CflTakenNumber): all there are, or what changed. */
void cfl_store_save_numbers_async (CflStore *self,
                                   GPtrArray *numbers,
                                   gboolean replaces,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean cfl_store_save_numbers_finish (CflStore *self, GAsyncResult *result, GError **error);

/* links */
void cfl_store_link_contact_async (CflStore *self,
                                   gint64 contact_id,
                                   const char *vendor_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean cfl_store_link_contact_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_list_contacts_async (CflStore *self,
                                    const char *search,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *cfl_store_list_contacts_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_list_vendors_async (CflStore *self,
                                   const char *search,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *cfl_store_list_vendors_finish (CflStore *self, GAsyncResult *result, GError **error);

/* Checks every order again (or those of one contact), in chunks, and writes what changed. */
void cfl_store_recheck_async (CflStore *self,
                              gint64 contact_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean cfl_store_recheck_finish (CflStore *self, GAsyncResult *result, GError **error);

/* lists */
void cfl_store_list_ids_async (CflStore *self,
                               const CflListing *listing,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GArray *cfl_store_list_ids_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_load_rows_async (CflStore *self,
                                CflList list,
                                const gint64 *ids,
                                guint n_ids,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *cfl_store_load_rows_finish (CflStore *self, GAsyncResult *result, GError **error);
/* A number that differs when somebody else has written to the file since. */
void cfl_store_look_async (CflStore *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean cfl_store_look_finish (CflStore *self,
                                GAsyncResult *result,
                                gint64 *version,
                                GError **error);
/* The documents of one run as its list shows them, one row an order, in their order. */
void cfl_store_load_documents_async (CflStore *self,
                                     gint64 run_id,
                                     const gint64 *order_ids,
                                     guint n_ids,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
cfl_store_load_documents_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_count_async (CflStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
CflCounts *cfl_store_count_finish (CflStore *self, GAsyncResult *result, GError **error);
/* Sums of the ready orders of a listing that are ticked: (element-type CflSum), largest count
 * first. NULL ticks: all ready. */
void cfl_store_sum_async (CflStore *self,
                          const CflListing *listing,
                          const CflTicks *ticks,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
GArray *cfl_store_sum_finish (CflStore *self, GAsyncResult *result, GError **error);
/* The ids of those ready orders, in the order of the listing. */
void cfl_store_list_ticked_async (CflStore *self,
                                  const CflListing *listing,
                                  const CflTicks *ticks,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GArray *cfl_store_list_ticked_finish (CflStore *self, GAsyncResult *result, GError **error);
/* Orders by their own reference: (element-type gint64), in the order asked; an unknown one gives 0.
 */
void cfl_store_find_orders_async (CflStore *self,
                                  const char *const *references,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GArray *cfl_store_find_orders_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_load_order_async (CflStore *self,
                                 gint64 order_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
CflOrderDetails *cfl_store_load_order_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_list_causes_async (CflStore *self,
                                  CflDocumentKind kind,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *cfl_store_list_causes_finish (CflStore *self, GAsyncResult *result, GError **error);

/* Sets an order's Accounting Status locally (Do Not Import, or reset for re-import). */
void cfl_store_set_accounting_status_async (CflStore *self,
                                            gint64 order_id,
                                            CflAccountingStatus status,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
cfl_store_set_accounting_status_finish (CflStore *self, GAsyncResult *result, GError **error);

/* journal (design section 4). All of these commit with full sync. */

/* Checks each order once more inside the transaction. (element-type CflCheck) in the order of the
 * ids; nothing is written. */
void cfl_store_check_orders_async (CflStore *self,
                                   CflDocumentKind kind,
                                   const gint64 *ids,
                                   guint n_ids,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *cfl_store_check_orders_finish (CflStore *self, GAsyncResult *result, GError **error);
/* Opens a run with its frozen attempts, all queued, in one transaction; an order that has an open
 * or uploaded attempt of the same kind is CFL_STORE_ERROR_CONFLICT. Fills in the ids of the run and
 * the attempts. */
void cfl_store_begin_run_async (CflStore *self,
                                CflRun *run,
                                GPtrArray *attempts,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean cfl_store_begin_run_finish (CflStore *self, GAsyncResult *result, GError **error);
/* Moves one attempt on, with what is known by then, and with it the order's place, in one
 * transaction. */
void cfl_store_settle_async (CflStore *self,
                             const CflAttempt *attempt,
                             CflAttemptState state,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean cfl_store_settle_finish (CflStore *self, GAsyncResult *result, GError **error);
/* Moves several on, each to its own state, in their order: all of it or nothing. An attempt may stand
 * in it more than once. */
void cfl_store_settle_all_async (CflStore *self,
                                 GPtrArray *attempts,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean cfl_store_settle_all_finish (CflStore *self, GAsyncResult *result, GError **error);
/* Writes down who belongs to a batch and moves these attempts, which are queued, to sending: all of
 * it or nothing. Fills in the batch's id and time. */
void cfl_store_begin_batch_async (CflStore *self,
                                  CflBatch *batch,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean cfl_store_begin_batch_finish (CflStore *self, GAsyncResult *result, GError **error);
/* With all its members, whatever became of them. */
void cfl_store_load_batch_async (CflStore *self,
                                 gint64 batch_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
CflBatch *cfl_store_load_batch_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_finish_run_async (CflStore *self,
                                 gint64 run_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean cfl_store_finish_run_finish (CflStore *self, GAsyncResult *result, GError **error);
/* Attempts that are queued, sending or unknown, oldest first: what a start has to resolve. */
void cfl_store_list_open_attempts_async (CflStore *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *
cfl_store_list_open_attempts_finish (CflStore *self, GAsyncResult *result, GError **error);
void cfl_store_list_runs_async (CflStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *cfl_store_list_runs_finish (CflStore *self, GAsyncResult *result, GError **error);
/* (element-type CflAttempt) of one run, in the order of sending. */
void cfl_store_list_run_attempts_async (CflStore *self,
                                        gint64 run_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
cfl_store_list_run_attempts_finish (CflStore *self, GAsyncResult *result, GError **error);
/* (element-type CflAttempt): what made the documents of a run that are still in QuickBooks and that
 * nobody is about to take back. */
void cfl_store_list_standing_attempts_async (CflStore *self,
                                             gint64 run_id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray *
cfl_store_list_standing_attempts_finish (CflStore *self, GAsyncResult *result, GError **error);
/* Keeps how documents were found: (element-type CflUploadedDocument), those with what is held. */
void cfl_store_save_comparisons_async (CflStore *self,
                                       GPtrArray *documents,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
cfl_store_save_comparisons_finish (CflStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
