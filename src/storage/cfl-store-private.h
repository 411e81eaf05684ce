/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-columns-private.h"
#include "cfl-store.h"

G_BEGIN_DECLS

/* The longest that a long write holds the thread and the file before list reads get their turn. */
#define CFL_STORE_CHUNK_MICROSECONDS (40 * G_TIME_SPAN_MILLISECOND)

/* Which waiting job is next. */
typedef enum {
  CFL_PRIORITY_JOURNAL,
  CFL_PRIORITY_READ,
  CFL_PRIORITY_WRITE,
  CFL_PRIORITY_CLOSE
} CflPriority;

typedef enum {
  CFL_WORK_DONE,
  CFL_WORK_AGAIN, /* commit, let others in, and call again with the same data */
  CFL_WORK_FAILED /* the error is set */
} CflWorkResult;

/* Plain blocking code on the store's thread, inside one transaction. */
typedef CflWorkResult (*CflStoreWork) (CflDatabase *database, gpointer data, GError **error);

typedef struct {
  CflStoreWork work;
  CflPriority priority;
  CflDurability durability;
} CflStoreJob;

/* Posts a job; @data is the job's arguments and results and is freed with the task. */
void     cfl_store_post (CflStore *self, const CflStoreJob *job, gpointer data, GDestroyNotify free_data,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer none): the data, valid as long as @result; NULL and an error when the job failed */
gpointer cfl_store_collect (CflStore *self, const CflStoreJob *job, GAsyncResult *result, GError **error);

/* What an outcome concerns (cfl-store-supplier.c): a contact and the vendor it is linked to. */
typedef struct {
  CflContact *contact;
  CflVendor *vendor; /* (nullable) */
} CflSupplier;

const CflSupplier *cfl_database_get_supplier (CflDatabase *self, gint64 contact_id, GError **error);
const CflCompany  *cfl_database_get_company (CflDatabase *self, GError **error);
CflVendor         *cfl_database_load_vendor (CflDatabase *self, const char *id, GError **error);
CflContact        *cfl_database_load_contact (CflDatabase *self, gint64 id, GError **error);

/* cfl-store-order.c */
CflOrder *cfl_database_load_order (CflDatabase *self, gint64 id, gboolean with_lines, GError **error);
gboolean  cfl_database_load_lines (CflDatabase *self, CflOrder *order, GError **error);

/* cfl-store-save-orders.c: what a source says of an order, as one text to compare */
char *cfl_store_hash_order (const CflOrder *order) G_GNUC_WARN_UNUSED_RESULT;

/* cfl-store-check.c */
CflCheck *cfl_database_check (CflDatabase *self, CflOrder *order, CflDocumentKind kind, gboolean lines_loaded,
                              GError **error);

/* cfl-store-numbers.c */
/* What tells a document from another of the same number. */
typedef struct {
  CflDocumentKind kind;
  gint64 order_id;
  const char *vendor_id;
  CflDate date;
  CflDecimal total;
} CflDocumentFace;

gboolean  cfl_database_is_number_held (CflDatabase *self, const char *number, const CflDocumentFace *face,
                                       gboolean *is_held, GError **error);

/* cfl-store-place.c */
/**
 * CflPlace:
 *
 * What the lists show of an order; the columns of orders from order_kind on.
 */
typedef struct {
  CflDocumentKind order_kind;
  CflDocumentKind kind;
  CflList list;
  CflShow show;
  gboolean hidden;
  CflReason reason;
  char *detail;
  char *reference_full;
  CflReferenceForm reference_form;
  char *number;
  char *number_plain;
  CflDate list_date;
  CflDate due_date;
  gint64 total_scaled;
  gint64 attempt_id;
  gint64 run_id;
  gint64 tried_at;
  char *vendor_name;
  char *quickbooks_id;
  char *cause;
  char *search_text;
} CflPlace;

extern const CflColumns cfl_place_columns;
CflPlace *cfl_database_find_place (CflDatabase *self, CflOrder *order, gboolean lines_loaded, GError **error);
void      cfl_place_free (CflPlace *self);
gboolean  cfl_database_place_order (CflDatabase *self, gint64 order_id, GError **error);
gboolean  cfl_database_has_twin (CflDatabase *self, const CflOrder *order, gboolean *has_twin,
                                 GError **error);
gboolean  cfl_database_place_twins (CflDatabase *self, gint64 order_id, const char *reference,
                                    GError **error);
gboolean  cfl_database_place_twins_of (CflDatabase *self, gint64 order_id, GError **error);
gboolean  cfl_database_place_sharers (CflDatabase *self, gint64 order_id, CflDocumentKind kind,
                                      const char *number_plain, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflPlace, cfl_place_free)

/* cfl-store-recheck.c: which orders a job still has to check again */
typedef struct {
  GArray *contacts; /* (element-type gint64) taken from the end; 0 stands for every order */
  gint64 cursor;    /* the last order done of the last contact */
} CflRecheck;

void          cfl_recheck_init (CflRecheck *self);
void          cfl_recheck_clear (CflRecheck *self);
void          cfl_recheck_add (CflRecheck *self, gint64 contact_id);
CflWorkResult cfl_recheck_work (CflDatabase *database, CflRecheck *recheck, gint64 deadline, GError **error);

/* cfl-store-attempts.c */

/* SQL: this attempt's document is in QuickBooks, or may be. In the words of the index attempts_once. */
#define CFL_ATTEMPT_STANDS " operation = 0 AND undone_by = 0 AND state IN (0, 1, 2, 4)"

CflAttempt *cfl_database_load_attempt (CflDatabase *self, gint64 id, GError **error);
GPtrArray  *cfl_database_load_attempts (CflDatabase *self, const char *clause, gint64 value, GError **error);

/* cfl-store-settle.c */
gboolean    cfl_database_settle (CflDatabase *database, CflAttempt *attempt, GError **error);

/* cfl-store-rows.c */
GPtrArray *cfl_database_load_rows (CflDatabase *self, const gint64 *ids, guint n_ids, GError **error);

/* Text as searches compare it: without case and accents. */
char *cfl_search_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

void cfl_store_set_not_found (GError **error);

G_END_DECLS
