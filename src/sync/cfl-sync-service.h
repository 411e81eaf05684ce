/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-company-registry.h"
#include "cfl-listing.h"

G_BEGIN_DECLS

/* What the caller can do about it; cfl_sync_error_fix() gives the sentence. */
typedef enum {
  CFL_SYNC_ERROR_NOT_CONNECTED, /* exit 3: QuickBooks or Cin7 was never connected */
  CFL_SYNC_ERROR_SIGN_IN,       /* exit 3: sign in again */
  CFL_SYNC_ERROR_KEY,           /* exit 3: the Cin7 key or the Intuit keys are refused */
  CFL_SYNC_ERROR_PERMISSION,    /* exit 3: a right is missing */
  CFL_SYNC_ERROR_BUSY,          /* exit 4: another upload is running */
  CFL_SYNC_ERROR_DATABASE,      /* exit 5 */
  CFL_SYNC_ERROR_FILE,          /* exit 5 */
  CFL_SYNC_ERROR_KEYRING,       /* exit 5 */
  CFL_SYNC_ERROR_OFFLINE,       /* exit 1: the service was not reached */
  CFL_SYNC_ERROR_SERVER,        /* exit 1: the service had trouble */
  CFL_SYNC_ERROR_REFUSED,       /* exit 1: a definite refusal */
  /* exit 1: the vendor's name is used by a vendor, customer or employee */
  CFL_SYNC_ERROR_NAME_TAKEN,
  CFL_SYNC_ERROR_USAGE /* exit 2: unknown reference, bad value, ... */
} CflSyncError;
#define CFL_SYNC_ERROR (cfl_sync_error_quark ())
GQuark cfl_sync_error_quark (void);
/* What to do about it, a translated sentence; "" for errors of other domains. */
const char *cfl_sync_error_fix (const GError *error);
/* Its stable name for machines: "not_connected", "sign_in", "busy", "cancelled", ... */
const char *cfl_sync_error_get_name (const GError *error);

typedef enum {
  CFL_SYNC_STATE_CLOSED,
  CFL_SYNC_STATE_OPENING,
  CFL_SYNC_STATE_IDLE,
  CFL_SYNC_STATE_CONNECTING,
  CFL_SYNC_STATE_PULLING,
  CFL_SYNC_STATE_IMPORTING,
  CFL_SYNC_STATE_REFRESHING,
  CFL_SYNC_STATE_CHECKING,
  CFL_SYNC_STATE_RECOVERING, /* open attempts of an earlier run are looked up first */
  CFL_SYNC_STATE_UPLOADING,
  CFL_SYNC_STATE_PAUSED
} CflSyncState;

/* How one service stands. */
typedef enum {
  CFL_CONNECTION_NONE, /* never connected */
  CFL_CONNECTION_CONNECTED,
  CFL_CONNECTION_SIGN_IN, /* lapsed: sign in again, or a new key */
  CFL_CONNECTION_OFFLINE
} CflConnection;

/**
 * CflProgress:
 *
 * How far the running operation is. @total is 0 while unknown. @seconds_left is -1 while unknown;
 * @waiting is the number of seconds that the service asked to wait, 0 when it did not.
 */
typedef struct {
  guint done;
  guint total;
  guint uploaded;
  guint failed;
  guint unknown;
  guint in_flight;
  double per_second;
  int seconds_left;
  int waiting;
} CflProgress;

/**
 * CflSyncService:
 *
 * One company, open: the one face that the window and the command line talk to. All calls are made
 * on the main context, return at once and take a #GCancellable that works. Errors are of
 * CFL_SYNC_ERROR with a message that is a whole, translated sentence for the user, saying what
 * happened and what to do.
 *
 * Properties (all notify on the main context): "entry", "state", "quickbooks-connection",
 * "cin7-connection", "company-name", "last-pull" (gint64 microseconds), "busy" (gboolean: somebody
 * else uploads). Signals: "progress" (at most four times a second and at the end), "orders-changed"
 * (lists, counts and sums may differ: read them again), "row-changed" (gint64 id: one order moved
 * on, not batched with orders-changed), "contacts-changed", "run-finished" (CflRun *), "notice"
 * (char *sentence: something the user should know that is not an error of a call, such as an order
 * that could not be read).
 */
#define CFL_TYPE_SYNC_SERVICE (cfl_sync_service_get_type ())
G_DECLARE_FINAL_TYPE (CflSyncService, cfl_sync_service, CFL, SYNC_SERVICE, GObject)

CflSyncService *cfl_sync_service_new (CflCompanyEntry *entry);
CflCompanyEntry *cfl_sync_service_get_entry (CflSyncService *self);
CflSyncState cfl_sync_service_get_state (CflSyncService *self);
const CflProgress *cfl_sync_service_get_progress (CflSyncService *self);
/* While "busy": a sentence on the other process that uploads; else NULL. */
const char *cfl_sync_service_get_holder (CflSyncService *self);
/* What is known of the company; never NULL after opening. */
const CflCompany *cfl_sync_service_get_company (CflSyncService *self);

/* Opens the database; starts the practice server for a practice company. Nothing is sent anywhere.
 */
void cfl_sync_service_open_async (CflSyncService *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean cfl_sync_service_open_finish (CflSyncService *self, GAsyncResult *result, GError **error);
/* Ends a run cleanly (what is on its way is settled, what is queued stays queued in the journal as
 * cancelled) and closes the database. */
void cfl_sync_service_close_async (CflSyncService *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean cfl_sync_service_close_finish (CflSyncService *self, GAsyncResult *result, GError **error);

/* A sentence on the other process that uploads for this company, NULL when none does. */
void cfl_sync_service_find_holder_async (CflSyncService *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
char *cfl_sync_service_find_holder_finish (CflSyncService *self,
                                           GAsyncResult *result,
                                           GError **error);
/* From now on, until closing: notices what other processes do to this company, tells "busy", and
 * "orders-changed" and "contacts-changed" when they have written. For programs that stay. */
void cfl_sync_service_watch (CflSyncService *self);

/* connecting */
/* Gives the address to open in a browser. Empty client_id, client_secret or redirect_uri: those of
 * the last sign-in. The keys are stored once the sign-in is complete. */
void cfl_sync_service_begin_sign_in_async (CflSyncService *self,
                                           const char *client_id,
                                           const char *client_secret,
                                           const char *redirect_uri,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
char *cfl_sync_service_begin_sign_in_finish (CflSyncService *self,
                                             GAsyncResult *result,
                                             GError **error);
/* With redirected NULL: waits for the loopback listener on the redirect address. Then reads
 * company, vendors and accounts. */
void cfl_sync_service_complete_sign_in_async (CflSyncService *self,
                                              const char *redirected,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean cfl_sync_service_complete_sign_in_finish (CflSyncService *self,
                                                   GAsyncResult *result,
                                                   GError **error);
void cfl_sync_service_connect_cin7_async (CflSyncService *self,
                                          const char *user,
                                          const char *key,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean cfl_sync_service_connect_cin7_finish (CflSyncService *self,
                                               GAsyncResult *result,
                                               GError **error);
/* A practice company signs in to both practice services by itself. */
void cfl_sync_service_connect_practice_async (CflSyncService *self,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean cfl_sync_service_connect_practice_finish (CflSyncService *self,
                                                   GAsyncResult *result,
                                                   GError **error);
void cfl_sync_service_disconnect_async (CflSyncService *self,
                                        gboolean quickbooks,
                                        gboolean cin7,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean cfl_sync_service_disconnect_finish (CflSyncService *self,
                                             GAsyncResult *result,
                                             GError **error);

/* getting data */
/* New and changed orders from Cin7, then the contacts they name, then the links that Cin7 already
 * holds. */
void cfl_sync_service_pull_async (CflSyncService *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean cfl_sync_service_pull_finish (
    CflSyncService *self, GAsyncResult *result, guint *added, guint *changed, GError **error);
/* Company, preferences, vendors and accounts from QuickBooks; then every order is checked again. */
void cfl_sync_service_refresh_async (CflSyncService *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean cfl_sync_service_refresh_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error);

/* lists: see storage; (transfer full) results */
void cfl_sync_service_list_ids_async (CflSyncService *self,
                                      const CflListing *listing,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GArray *cfl_sync_service_list_ids_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error);
void cfl_sync_service_load_rows_async (CflSyncService *self,
                                       CflList list,
                                       const gint64 *ids,
                                       guint n_ids,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *cfl_sync_service_load_rows_finish (CflSyncService *self,
                                              GAsyncResult *result,
                                              GError **error);
void cfl_sync_service_count_async (CflSyncService *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
CflCounts *cfl_sync_service_count_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error);
void cfl_sync_service_sum_async (CflSyncService *self,
                                 const CflListing *listing,
                                 const CflTicks *ticks,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GArray *cfl_sync_service_sum_finish (CflSyncService *self, GAsyncResult *result, GError **error);
void cfl_sync_service_load_order_async (CflSyncService *self,
                                        gint64 order_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
CflOrderDetails *cfl_sync_service_load_order_finish (CflSyncService *self,
                                                     GAsyncResult *result,
                                                     GError **error);
void cfl_sync_service_list_causes_async (CflSyncService *self,
                                         CflDocumentKind kind,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *cfl_sync_service_list_causes_finish (CflSyncService *self,
                                                GAsyncResult *result,
                                                GError **error);
void cfl_sync_service_list_runs_async (CflSyncService *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *cfl_sync_service_list_runs_finish (CflSyncService *self,
                                              GAsyncResult *result,
                                              GError **error);
/* The documents of one run: rows for the orders that a listing with its run_id gives. */
void cfl_sync_service_load_documents_async (CflSyncService *self,
                                            gint64 run_id,
                                            const gint64 *ids,
                                            guint n_ids,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
GPtrArray *cfl_sync_service_load_documents_finish (CflSyncService *self,
                                                   GAsyncResult *result,
                                                   GError **error);
void cfl_sync_service_find_orders_async (CflSyncService *self,
                                         const char *const *references,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GArray *cfl_sync_service_find_orders_finish (CflSyncService *self,
                                             GAsyncResult *result,
                                             GError **error);

/* links */
/* One candidate for a contact. */
typedef struct {
  CflVendor *vendor;
  CflMatch match;
} CflCandidate;
void cfl_candidate_free (CflCandidate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflCandidate, cfl_candidate_free)

void cfl_sync_service_list_contacts_async (CflSyncService *self,
                                           const char *search,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *cfl_sync_service_list_contacts_finish (CflSyncService *self,
                                                  GAsyncResult *result,
                                                  GError **error);
/* Vendors in the order of fit, best first (element-type CflCandidate); with a search, only those
 * whose name holds it. At most 50. */
void cfl_sync_service_list_candidates_async (CflSyncService *self,
                                             gint64 contact_id,
                                             const char *search,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray *cfl_sync_service_list_candidates_finish (CflSyncService *self,
                                                    GAsyncResult *result,
                                                    GError **error);
void cfl_sync_service_list_vendors_async (CflSyncService *self,
                                          const char *search,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *cfl_sync_service_list_vendors_finish (CflSyncService *self,
                                                 GAsyncResult *result,
                                                 GError **error);
/* vendor_id NULL unlinks. The orders of the contact are checked again. */
void cfl_sync_service_link_async (CflSyncService *self,
                                  gint64 contact_id,
                                  const char *vendor_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean cfl_sync_service_link_finish (CflSyncService *self, GAsyncResult *result, GError **error);
/* Creates the vendor in QuickBooks under a name (NULL: the contact's) and links it.
 * CFL_SYNC_ERROR_NAME_TAKEN: offer another name. */
void cfl_sync_service_create_vendor_async (CflSyncService *self,
                                           gint64 contact_id,
                                           const char *display_name,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean cfl_sync_service_create_vendor_finish (CflSyncService *self,
                                                GAsyncResult *result,
                                                GError **error);
/* The links that "accept all exact matches" would make: (element-type CflContactRow) whose vendor
 * is the proposal. */
void cfl_sync_service_list_exact_matches_async (CflSyncService *self,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
GPtrArray *cfl_sync_service_list_exact_matches_finish (CflSyncService *self,
                                                       GAsyncResult *result,
                                                       GError **error);

/* local acts */
void cfl_sync_service_set_accounting_status_async (CflSyncService *self,
                                                   gint64 order_id,
                                                   CflAccountingStatus status,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
gboolean cfl_sync_service_set_accounting_status_finish (CflSyncService *self,
                                                        GAsyncResult *result,
                                                        GError **error);

/* settings: keys as `counterfoil-cli get` lists them */
typedef struct {
  const char *key;
  const char *description; /* translated */
  char *value;             /* as text; "" when not set */
} CflSetting;

GPtrArray *cfl_sync_service_list_settings (CflSyncService *self);
void cfl_sync_service_set_setting_async (CflSyncService *self,
                                         const char *key,
                                         const char *value,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean cfl_sync_service_set_setting_finish (CflSyncService *self,
                                              GAsyncResult *result,
                                              GError **error);

/* uploading */
/* What would be sent or refused: (element-type CflCheck) in the order of the ids. */
void cfl_sync_service_check_async (CflSyncService *self,
                                   CflDocumentKind kind,
                                   const gint64 *ids,
                                   guint n_ids,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *cfl_sync_service_check_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error);
/* Uploads the ready orders of a listing that are ticked (ticks NULL: all ready of the listing).
 * Resolves open attempts of earlier runs first, freezes each document, sends, settles. Documents
 * that fail are no error of this call. Cancelling stops what is queued; what is on its way is
 * settled. */
void cfl_sync_service_upload_async (CflSyncService *self,
                                    const CflListing *listing,
                                    const CflTicks *ticks,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* The same for named orders; one that is not eligible gets an attempt that failed with
 * CFL_FAILURE_NOT_ELIGIBLE. */
void cfl_sync_service_upload_orders_async (CflSyncService *self,
                                           CflDocumentKind kind,
                                           const gint64 *ids,
                                           guint n_ids,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
/* attempts (element-type CflAttempt): one for each order that was asked for, with its end. A run in
 * which nothing was sent has the id 0. A lapsed sign-in or a lost network is no error either: what
 * was not sent is cancelled, back in its tab, with the code on those that tried, and a notice tells. */
CflRun *cfl_sync_service_upload_finish (CflSyncService *self,
                                        GAsyncResult *result,
                                        GPtrArray **attempts,
                                        GError **error);
/* (transfer none) (nullable) (element-type CflAttempt): what earlier runs had left open, with the ends
 * that were found before this run began. */
GPtrArray *cfl_sync_service_upload_get_settled (CflSyncService *self, GAsyncResult *result);
/* taking back: cfl-sync-undo.c */
/* How the documents of a run stand in QuickBooks that were not taken back, and whether they could be;
 * (element-type CflUploadedDocument). ids: orders of the run, or none for all of them. */
void cfl_sync_service_compare_async (CflSyncService *self,
                                     gint64 run_id,
                                     const gint64 *ids,
                                     guint n_ids,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *cfl_sync_service_compare_finish (CflSyncService *self,
                                            GAsyncResult *result,
                                            GError **error);
/* Compares once more, deletes what nobody has touched, and settles each as an upload does. Orders whose
 * document is gone return to their tab. What was changed, paid, linked or closed stays and is no error
 * of this call. A run in which nothing was deleted has the id 0. */
void cfl_sync_service_undo_async (CflSyncService *self,
                                  gint64 run_id,
                                  const gint64 *ids,
                                  guint n_ids,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* documents: as for comparing; those that were tried have their deletion. */
CflRun *cfl_sync_service_undo_finish (CflSyncService *self,
                                      GAsyncResult *result,
                                      GPtrArray **documents,
                                      GError **error);
void cfl_sync_service_pause (CflSyncService *self);
void cfl_sync_service_resume (CflSyncService *self);
/* Looks up what earlier runs left open; sends nothing new. */
void cfl_sync_service_recover_async (CflSyncService *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean cfl_sync_service_recover_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          guint *still_unknown,
                                          GError **error);

/* Recent calls for the activity log, redacted, one a line. */
char *cfl_sync_service_get_activity (CflSyncService *self);

/* importing orders from a CSV file: cfl-sync-import.c */
/* What the user can say about a file; all but dry_run may be NULL. */
typedef struct {
  const char *const *maps;  /* "COLUMN=FIELD" */
  const char *date_order;   /* "DMY", "MDY" or "YMD" where the file does not tell */
  const char *decimal_mark; /* "point" or "comma" where the file does not tell */
  gboolean dry_run;         /* reads and compares, and saves nothing */
} CflImportOptions;

/* Why something of the file was not taken. */
typedef struct {
  guint row;     /* as a spreadsheet shows it; 0 for the file as a whole */
  char *column;  /* "" for the whole row */
  char *message; /* a sentence that names the order */
} CflImportProblem;

/* What came of an import. Orders that were left out are not counted; each has its problem. */
typedef struct {
  guint added;
  guint changed;
  guint unchanged;
  GPtrArray *problems;       /* (element-type CflImportProblem) */
  GPtrArray *unused_columns; /* (element-type utf8) columns of the file that mean nothing here */
} CflImportResult;

void cfl_import_result_free (CflImportResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflImportResult, cfl_import_result_free)

/* An order whose reference is here from another source already is left out, so that it is not posted
 * twice. CFL_SYNC_ERROR_FILE: the file cannot be read; CFL_SYNC_ERROR_USAGE: it makes no sense, or
 * could be read in two ways. Problems of single orders are no error of this call. */
void cfl_sync_service_import_async (CflSyncService *self,
                                    const char *path,
                                    const CflImportOptions *options,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
CflImportResult *cfl_sync_service_import_finish (CflSyncService *self,
                                                 GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
