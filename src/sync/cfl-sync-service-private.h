/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-cin7-client.h"
#include "cfl-flow.h"
#include "cfl-http-client.h"
#include "cfl-loopback-listener.h"
#include "cfl-oauth.h"
#include "cfl-practice-launcher.h"
#include "cfl-quickbooks-client.h"
#include "cfl-secret-store.h"
#include "cfl-store.h"
#include "cfl-sync-error-private.h"
#include "cfl-sync-keys-private.h"
#include "cfl-sync-service.h"
#include "cfl-uploader.h"

G_BEGIN_DECLS

/* Everything lives on the main context. The clients are made anew when an address or a key may have
 * changed (cfl-sync-session.c). */
struct _CflSyncService {
  GObject parent_instance;

  CflCompanyEntry *entry;
  char *folder;
  CflSyncState state;
  CflConnection quickbooks_connection;
  CflConnection cin7_connection;
  CflProgress progress;
  gint64 progress_emitted_at;
  char *holder; /* (nullable): a sentence on who else uploads */

  CflStore *store;      /* NULL before opening; once closed it refuses by itself */
  gboolean opened;      /* and read */
  CflCompany *company;  /* never NULL */
  GHashTable *settings; /* (element-type utf8 utf8) as the database has them */

  CflSecretStore *secrets;
  CflHttpLog *log;
  CflPracticeLauncher *practice; /* practice companies only */
  char *quickbooks_address;      /* the addresses that the clients were made with */
  char *discovery_address;
  char *cin7_address;
  CflOauth *oauth; /* NULL until the keys were read */
  CflHttpClient *quickbooks_http;
  CflHttpClient *cin7_http;
  CflQuickbooksClient *quickbooks;
  CflCin7Client *cin7;

  CflLoopbackListener *listener;
  CflOauth *sign_in; /* between begin_sign_in and complete_sign_in */
  char *sign_in_client_id;
  char *sign_in_client_secret;
  char *sign_in_redirect_uri;

  GCancellable *running; /* of the one operation that holds the state */
  GCancellable *asked;   /* its caller's */
  gulong asked_id;
  CflUploader *uploader; /* while a run is under way */
  GTask *closing;        /* waits for the operation to end */

  GFileMonitor *folder_monitor; /* NULL unless watching */
  guint look_source;
  gint64 seen_version; /* of the database; 0 before the first look */
};

/* common to all calls: cfl-sync-service.c */
GTask *cfl_sync_service_task_new (CflSyncService *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data,
                                  gpointer tag,
                                  const char *name);
/* FALSE, and the task has returned its error, when the database is not open. */
gboolean cfl_sync_service_require_store (CflSyncService *self, GTask *task);
/* FALSE, and the task has returned its error, when another operation is running. */
gboolean cfl_sync_service_begin (CflSyncService *self, GTask *task, CflSyncState state);
void cfl_sync_service_end (CflSyncService *self);
void cfl_sync_service_close_store (CflSyncService *self);
/* Both around a flow: one of the operations of which only one can run at a time.
 * task, data: (transfer full) */
void cfl_sync_service_run (CflSyncService *self,
                           GTask *task,
                           CflSyncState state,
                           const CflFlowStep *steps,
                           gpointer data,
                           GDestroyNotify free_data);
void cfl_sync_service_set_busy (CflSyncService *self, const char *holder);
void cfl_sync_service_notify_last_pull (CflSyncService *self);
void cfl_sync_service_set_state (CflSyncService *self, CflSyncState state);
void cfl_sync_service_set_connection (CflSyncService *self,
                                      gboolean quickbooks,
                                      CflConnection connection);
/* What an error of a service tells about the connection to it. */
void cfl_sync_service_learn_from_error (CflSyncService *self,
                                        gboolean quickbooks,
                                        const GError *error);
/* The same from the end of a document. */
void cfl_sync_service_learn_from_failure (CflSyncService *self, gint error_code);
void cfl_sync_service_take_company (CflSyncService *self, CflCompany *company);
void cfl_sync_service_emit_progress (CflSyncService *self, gboolean now);
void cfl_sync_service_emit_orders_changed (CflSyncService *self);
void cfl_sync_service_emit_row_changed (CflSyncService *self, gint64 order_id);
void cfl_sync_service_emit_contacts_changed (CflSyncService *self);
void cfl_sync_service_emit_run_finished (CflSyncService *self, CflRun *run);
void cfl_sync_service_notice (CflSyncService *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* cfl-sync-open.c */
void cfl_sync_service_recall_connections (CflSyncService *self);
/* cfl-sync-watch.c */
void cfl_sync_service_stop_watching (CflSyncService *self);

/* one call of the store whose result is the operation's: cfl-sync-forward.c */
typedef gpointer (*CflForwardPointer) (CflStore *store, GAsyncResult *result, GError **error);
typedef struct {
  CflForwardPointer finish;
  GDestroyNotify free_result;
} CflForward;
/* user_data: (transfer full) GTask whose task data is the CflForward */
void cfl_sync_forward_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GTask *cfl_sync_forward_new (CflSyncService *self,
                             const CflForward *forward,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data,
                             gpointer tag,
                             const char *name);
gpointer cfl_sync_service_finish_pointer (CflSyncService *self,
                                          GAsyncResult *result,
                                          gpointer tag,
                                          GError **error);
gboolean cfl_sync_service_finish_boolean (CflSyncService *self,
                                          GAsyncResult *result,
                                          gpointer tag,
                                          GError **error);

/* settings: cfl-sync-settings.c */
const char *cfl_sync_service_get_setting (CflSyncService *self, const char *key);
/* Writes to the database and to what is remembered of it, and loads the company again.
 * (transfer none): settings */
void cfl_sync_service_write_settings_async (CflSyncService *self,
                                            GHashTable *settings,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean cfl_sync_service_write_settings_finish (CflSyncService *self,
                                                 GAsyncResult *result,
                                                 GError **error);
void cfl_sync_service_read_settings_async (CflSyncService *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean cfl_sync_service_read_settings_finish (CflSyncService *self,
                                                GAsyncResult *result,
                                                GError **error);

/* making the clients ready: cfl-sync-session.c */
typedef enum { CFL_SESSION_QUICKBOOKS = 1 << 0, CFL_SESSION_CIN7 = 1 << 1 } CflSessionNeeds;

void cfl_sync_service_prepare_async (CflSyncService *self,
                                     CflSessionNeeds needs,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean cfl_sync_service_prepare_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error);
void cfl_sync_service_choose_addresses (CflSyncService *self, const CflPracticeServices *services);
CflHttpClient *cfl_sync_service_get_quickbooks_http (CflSyncService *self);
CflHttpClient *cfl_sync_service_get_cin7_http (CflSyncService *self);
CflSecretKey cfl_sync_service_get_secret_key (CflSyncService *self, CflSecretKind kind);
CflOauth *cfl_sync_service_make_oauth (CflSyncService *self,
                                       const char *client_id,
                                       const char *secret);
CflCin7Client *cfl_sync_service_make_cin7 (CflSyncService *self, const char *user, const char *key);
/* Forgets the clients, so that the next operation makes new ones. */
void cfl_sync_service_drop_clients (CflSyncService *self, gboolean quickbooks, gboolean cin7);

/* signing in to the practice services, inside another operation: cfl-sync-practice.c */
void cfl_sync_service_sign_in_practice_async (CflSyncService *self,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean cfl_sync_service_sign_in_practice_finish (CflSyncService *self,
                                                   GAsyncResult *result,
                                                   GError **error);

/* the parts of connecting that do not take the service's state: cfl-sync-connect.c */
void cfl_sync_service_accept_sign_in_async (CflSyncService *self,
                                            const char *redirected,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean cfl_sync_service_accept_sign_in_finish (CflSyncService *self,
                                                 GAsyncResult *result,
                                                 GError **error);
void cfl_sync_service_accept_cin7_async (CflSyncService *self,
                                         const char *user,
                                         const char *key,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean cfl_sync_service_accept_cin7_finish (CflSyncService *self,
                                              GAsyncResult *result,
                                              GError **error);
/* reading the lists without taking the state: cfl-sync-refresh.c */
void cfl_sync_service_read_lists_async (CflSyncService *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean cfl_sync_service_read_lists_finish (CflSyncService *self,
                                             GAsyncResult *result,
                                             GError **error);

/* the numbers that are taken in QuickBooks: cfl-sync-numbers.c */
void cfl_sync_service_read_numbers_async (CflSyncService *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean cfl_sync_service_read_numbers_finish (CflSyncService *self,
                                               GAsyncResult *result,
                                               GError **error);

/* what a refusal tells about the company: cfl-sync-feature.c */
gboolean cfl_failure_is_about_feature (gint error_code);
void cfl_sync_service_lose_purchase_orders_async (CflSyncService *self,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
gboolean cfl_sync_service_lose_purchase_orders_finish (CflSyncService *self,
                                                       GAsyncResult *result,
                                                       GError **error);

/* links that the source already holds: cfl-sync-adopt.c */
void cfl_sync_service_adopt_links_async (CflSyncService *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean cfl_sync_service_adopt_links_finish (CflSyncService *self,
                                              GAsyncResult *result,
                                              GError **error);

G_END_DECLS
