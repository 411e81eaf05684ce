/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-database-private.h"

/* Amounts are exact decimal texts, instants microseconds since 1970 UTC, days YYYY-MM-DD ("" when not
 * set); enumerations are the numbers of their headers. No text is NULL.
 *
 * The columns of orders from kind on are made by cfl-store-place.c: what the lists show, so that
 * listing, sorting, counting and searching never checks anything. `list` is a CflList, `show` a
 * CflShow, `order_kind` the tab the order's own fields put it into and `kind` that of the document it
 * stands for. Each way of sorting has an index that ends in the id, so that the ids of a list come in
 * order without sorting.
 *
 * The full-text index is brought up to date once a transaction, from search_pending: every statement
 * with triggers that runs after a write to it would flush it, which made saving several times slower.
 *
 * The journal protects itself: an attempt begins queued (or refused before sending), moves only as
 * cfl_attempt_state_may_become() says, never loses or changes what was frozen, and there is at most
 * one attempt for an order and kind that is open or uploaded. */
#define STEP_1                                                                                     \
  "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"               \
  "CREATE TABLE vendors (id TEXT PRIMARY KEY, sync_token TEXT NOT NULL,"                           \
  " display_name TEXT NOT NULL, company_name TEXT NOT NULL, email TEXT NOT NULL,"                  \
  " currency TEXT NOT NULL, country TEXT NOT NULL, tax_identifier TEXT NOT NULL,"                  \
  " active INTEGER NOT NULL, missing INTEGER NOT NULL DEFAULT 0,"                                  \
  " search_text TEXT NOT NULL) WITHOUT ROWID;"                                                     \
  "CREATE TABLE accounts (id TEXT PRIMARY KEY, number TEXT NOT NULL, name TEXT NOT NULL,"          \
  " type TEXT NOT NULL, currency TEXT NOT NULL, active INTEGER NOT NULL) WITHOUT ROWID;"           \
  "CREATE TABLE contacts (row_id INTEGER PRIMARY KEY, source_id TEXT NOT NULL UNIQUE,"             \
  " active INTEGER NOT NULL DEFAULT 1, name TEXT NOT NULL DEFAULT '',"                             \
  " first_name TEXT NOT NULL DEFAULT '', last_name TEXT NOT NULL DEFAULT '',"                      \
  " email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '',"                               \
  " website TEXT NOT NULL DEFAULT '', address_line TEXT NOT NULL DEFAULT '',"                      \
  " city TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT '',"                                \
  " postal_code TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT '',"                       \
  " tax_number TEXT NOT NULL DEFAULT '', account_number TEXT NOT NULL DEFAULT '',"                 \
  " account_code TEXT NOT NULL DEFAULT '', payment_terms TEXT NOT NULL DEFAULT '',"                \
  " adopted_vendor_id TEXT NOT NULL DEFAULT '', modified_at INTEGER NOT NULL DEFAULT 0,"           \
  " vendor_id TEXT NOT NULL DEFAULT '', fetched INTEGER NOT NULL DEFAULT 0,"                       \
  " search_text TEXT NOT NULL DEFAULT '');"                                                        \
  "CREATE INDEX contacts_vendor ON contacts (vendor_id);"                                          \
  "CREATE TABLE runs (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL CHECK (kind IN (0, 1)),"       \
  " uuid TEXT NOT NULL UNIQUE, user_name TEXT NOT NULL, started_at INTEGER NOT NULL,"              \
  " finished_at INTEGER NOT NULL DEFAULT 0);"                                                      \
  "CREATE TABLE orders (id INTEGER PRIMARY KEY, source INTEGER NOT NULL,"                          \
  " source_id TEXT NOT NULL, reference TEXT NOT NULL, contact_source_id TEXT NOT NULL,"            \
  " supplier TEXT NOT NULL, supplier_email TEXT NOT NULL,"                                         \
  " supplier_invoice_number TEXT NOT NULL, invoice_date TEXT NOT NULL,"                            \
  " received_date TEXT NOT NULL, created_date TEXT NOT NULL, modified_at INTEGER NOT NULL,"        \
  " state INTEGER NOT NULL, accounting_status INTEGER NOT NULL, stage TEXT NOT NULL,"              \
  " branch TEXT NOT NULL, project TEXT NOT NULL, payment_terms TEXT NOT NULL,"                     \
  " account_code TEXT NOT NULL, currency TEXT NOT NULL, exchange_rate TEXT NOT NULL,"              \
  " tax_status INTEGER NOT NULL, tax_rate TEXT NOT NULL, tax_name TEXT NOT NULL,"                  \
  " product_total TEXT NOT NULL, freight TEXT NOT NULL, surcharge TEXT NOT NULL,"                  \
  " discount TEXT NOT NULL, total TEXT NOT NULL, freight_description TEXT NOT NULL,"               \
  " surcharge_description TEXT NOT NULL, discount_description TEXT NOT NULL,"                      \
  " note TEXT NOT NULL,"                                                                           \
  " contact_id INTEGER REFERENCES contacts (row_id), content_hash TEXT NOT NULL,"                  \
  " local_status INTEGER,"                                                                         \
  " order_kind INTEGER NOT NULL, kind INTEGER NOT NULL CHECK (kind IN (0, 1)),"                    \
  " list INTEGER NOT NULL CHECK (list BETWEEN 0 AND 4),"                                           \
  " show INTEGER NOT NULL CHECK (show BETWEEN 0 AND 6), hidden INTEGER NOT NULL,"                  \
  " reason INTEGER NOT NULL, detail TEXT NOT NULL, reference_full TEXT NOT NULL,"                  \
  " reference_form INTEGER NOT NULL, number TEXT NOT NULL, number_plain TEXT NOT NULL,"            \
  " list_date TEXT NOT NULL, due_date TEXT NOT NULL, total_scaled INTEGER NOT NULL,"               \
  " attempt_id INTEGER NOT NULL DEFAULT 0, run_id INTEGER NOT NULL DEFAULT 0,"                     \
  " tried_at INTEGER NOT NULL DEFAULT 0, vendor_name TEXT NOT NULL DEFAULT '',"                    \
  " quickbooks_id TEXT NOT NULL DEFAULT '', cause TEXT NOT NULL DEFAULT '',"                       \
  " search_text TEXT NOT NULL,"                                                                    \
  " UNIQUE (source, source_id));"                                                                  \
  "CREATE INDEX orders_own_reference ON orders (reference);"                                       \
  "CREATE INDEX orders_contact ON orders (contact_id, list, hidden, currency);"                    \
  "CREATE INDEX orders_number ON orders (order_kind, number_plain);"                               \
  "CREATE INDEX orders_shortened ON orders (kind, number) WHERE reference_form >= 2;"              \
  "CREATE INDEX orders_by_reference"                                                               \
  " ON orders (list, hidden, reference_full COLLATE NOCASE, id, show);"                            \
  "CREATE INDEX orders_by_supplier"                                                                \
  " ON orders (list, hidden, supplier COLLATE NOCASE, id, show);"                                  \
  "CREATE INDEX orders_by_date ON orders (list, hidden, list_date, id, show);"                     \
  "CREATE INDEX orders_by_due_date ON orders (list, hidden, due_date, id, show);"                  \
  "CREATE INDEX orders_by_total ON orders (list, hidden, currency, total_scaled, id, show);"       \
  "CREATE INDEX orders_by_status ON orders (list, hidden, show, reason, id);"                      \
  "CREATE INDEX orders_by_try ON orders (list, hidden, tried_at, id, show) WHERE list >= 2;"       \
  "CREATE INDEX orders_by_vendor"                                                                  \
  " ON orders (list, hidden, vendor_name COLLATE NOCASE, id, show) WHERE list >= 2;"               \
  "CREATE INDEX orders_by_quickbooks_id"                                                           \
  " ON orders (list, hidden, CAST (quickbooks_id AS INTEGER), id, show) WHERE list >= 2;"          \
  "CREATE INDEX orders_by_cause ON orders (list, hidden, cause, id, show) WHERE list >= 2;"        \
  "CREATE INDEX orders_by_run ON orders (list, run_id, id) WHERE list >= 2;"                       \
  "CREATE INDEX orders_received ON orders (id) WHERE list = 0 AND hidden = 0"                      \
  " AND received_date <> '' AND (invoice_date = '' OR supplier_invoice_number = '');"              \
  "CREATE TABLE order_lines (order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,"  \
  " position INTEGER NOT NULL, source_line_id INTEGER NOT NULL, code TEXT NOT NULL,"               \
  " name TEXT NOT NULL, comment TEXT NOT NULL, account_code TEXT NOT NULL,"                        \
  " quantity TEXT NOT NULL, unit_price TEXT NOT NULL, discount TEXT NOT NULL,"                     \
  " PRIMARY KEY (order_id, position)) WITHOUT ROWID;"                                              \
  "CREATE TABLE counts (list INTEGER NOT NULL, show INTEGER NOT NULL, count INTEGER NOT NULL,"     \
  " PRIMARY KEY (list, show)) WITHOUT ROWID;"                                                      \
  "INSERT INTO counts SELECT l.value, s.value, 0"                                                  \
  " FROM json_each ('[0,1,2,3,4]') l, json_each ('[0,1,2,3,4,5,6]') s;"                            \
  "CREATE TRIGGER orders_count_insert AFTER INSERT ON orders BEGIN"                                \
  " UPDATE counts SET count = count + 1 WHERE list = NEW.list AND show = NEW.show; END;"           \
  "CREATE TRIGGER orders_count_update AFTER UPDATE OF list, show ON orders"                        \
  " WHEN OLD.list <> NEW.list OR OLD.show <> NEW.show BEGIN"                                       \
  " UPDATE counts SET count = count - 1 WHERE list = OLD.list AND show = OLD.show;"                \
  " UPDATE counts SET count = count + 1 WHERE list = NEW.list AND show = NEW.show; END;"           \
  "CREATE VIRTUAL TABLE order_search USING fts5 (search_text, content = 'orders',"                 \
  " content_rowid = 'id', tokenize = 'trigram');"                                                  \
  "CREATE TABLE search_pending (order_id INTEGER PRIMARY KEY, old_text TEXT);"                     \
  "CREATE TRIGGER orders_search_insert AFTER INSERT ON orders BEGIN"                               \
  " INSERT INTO search_pending VALUES (NEW.id, NULL) ON CONFLICT DO NOTHING; END;"                 \
  "CREATE TRIGGER orders_search_update AFTER UPDATE OF search_text ON orders"                      \
  " WHEN OLD.search_text <> NEW.search_text BEGIN"                                                 \
  " INSERT INTO search_pending VALUES (NEW.id, OLD.search_text) ON CONFLICT DO NOTHING; END;"      \
  "CREATE TRIGGER orders_stay BEFORE DELETE ON orders"                                             \
  " BEGIN SELECT RAISE (ABORT, 'orders are kept'); END;"                                           \
  "CREATE TABLE attempts (id INTEGER PRIMARY KEY,"                                                 \
  " run_id INTEGER NOT NULL REFERENCES runs (id), order_id INTEGER NOT NULL"                       \
  " REFERENCES orders (id), kind INTEGER NOT NULL CHECK (kind IN (0, 1)),"                         \
  " request_id TEXT NOT NULL UNIQUE CHECK (length (request_id) BETWEEN 1 AND 50),"                 \
  " request BLOB NOT NULL, request_hash TEXT NOT NULL CHECK (length (request_hash) = 64),"         \
  " order_reference TEXT NOT NULL, number TEXT NOT NULL, vendor_id TEXT NOT NULL,"                 \
  " vendor_name TEXT NOT NULL, date TEXT NOT NULL, currency TEXT NOT NULL,"                        \
  " total TEXT NOT NULL, line_count INTEGER NOT NULL,"                                             \
  " state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 5), quickbooks_id TEXT NOT NULL,"            \
  " sync_token TEXT NOT NULL, intuit_tid TEXT NOT NULL, started_at INTEGER NOT NULL,"              \
  " finished_at INTEGER NOT NULL, http_status INTEGER NOT NULL, error_code INTEGER NOT NULL,"      \
  " error_message TEXT NOT NULL, error_detail TEXT NOT NULL, answer TEXT NOT NULL,"                \
  " CHECK (state <> 2 OR quickbooks_id <> ''));"                                                   \
  "CREATE UNIQUE INDEX attempts_once ON attempts (order_id, kind) WHERE state IN (0, 1, 2, 4);"    \
  "CREATE INDEX attempts_open ON attempts (id) WHERE state IN (0, 1, 4);"                          \
  "CREATE INDEX attempts_order ON attempts (order_id, id);"                                        \
  "CREATE INDEX attempts_run ON attempts (run_id, id, state);"                                     \
  "CREATE INDEX attempts_number ON attempts (kind, number) WHERE state IN (0, 1, 2, 4);"           \
  "CREATE TABLE replaced_requests (request_id TEXT PRIMARY KEY,"                                   \
  " attempt_id INTEGER NOT NULL REFERENCES attempts (id), replaced_at INTEGER NOT NULL,"           \
  " http_status INTEGER NOT NULL, intuit_tid TEXT NOT NULL, error_code INTEGER NOT NULL,"          \
  " error_message TEXT NOT NULL, error_detail TEXT NOT NULL, answer TEXT NOT NULL)"                \
  " WITHOUT ROWID;"                                                                                \
  "CREATE TRIGGER attempts_begin BEFORE INSERT ON attempts"                                        \
  " WHEN NEW.state NOT IN (0, 3) OR (NEW.state = 3 AND NEW.started_at <> 0)"                       \
  " OR EXISTS (SELECT 1 FROM replaced_requests WHERE request_id = NEW.request_id)"                 \
  " BEGIN SELECT RAISE (ABORT, 'an attempt begins queued'); END;"                                  \
  "CREATE TRIGGER attempts_move BEFORE UPDATE ON attempts WHEN NOT ("                              \
  " (OLD.state = 0 AND NEW.state IN (1, 5)) OR (OLD.state = 1 AND NEW.state IN (2, 3, 4))"         \
  " OR (OLD.state = 4 AND NEW.state IN (0, 2, 3)))"                                                \
  " BEGIN SELECT RAISE (ABORT, 'the journal does not allow this transition'); END;"                \
  "CREATE TRIGGER attempts_frozen BEFORE UPDATE ON attempts WHEN"                                  \
  " OLD.id IS NOT NEW.id OR OLD.run_id IS NOT NEW.run_id"                                          \
  " OR OLD.order_id IS NOT NEW.order_id OR OLD.kind IS NOT NEW.kind"                               \
  " OR OLD.request IS NOT NEW.request OR OLD.request_hash IS NOT NEW.request_hash"                 \
  " OR OLD.order_reference IS NOT NEW.order_reference OR OLD.number IS NOT NEW.number"             \
  " OR OLD.vendor_id IS NOT NEW.vendor_id OR OLD.vendor_name IS NOT NEW.vendor_name"               \
  " OR OLD.date IS NOT NEW.date OR OLD.currency IS NOT NEW.currency"                               \
  " OR OLD.total IS NOT NEW.total OR OLD.line_count IS NOT NEW.line_count"                         \
  " OR (OLD.request_id IS NOT NEW.request_id AND (OLD.state <> 4 OR NEW.state <> 0"                \
  " OR NOT EXISTS (SELECT 1 FROM replaced_requests WHERE request_id = OLD.request_id)"             \
  " OR EXISTS (SELECT 1 FROM replaced_requests WHERE request_id = NEW.request_id)))"               \
  " BEGIN SELECT RAISE (ABORT, 'what was frozen never changes'); END;"                             \
  "CREATE TRIGGER attempts_stay BEFORE DELETE ON attempts"                                         \
  " BEGIN SELECT RAISE (ABORT, 'the journal keeps everything'); END;"

/* Where QuickBooks counts the purchase orders itself, they have no number of ours: nothing but its id
 * tells two orders of one reference apart, and one document may not stand for both. */
#define STEP_2                                                                                     \
  "CREATE UNIQUE INDEX attempts_document ON attempts (kind, quickbooks_id)"                        \
  " WHERE state = 2 AND number = '';"

/* A document can be taken back. A deletion is an attempt of its own, at most one that is open or done
 * for each attempt that created a document; when it is done, the schema itself marks what it took back,
 * so that no transaction can have the one without the other. Nothing else of a finished attempt ever
 * changes. An order whose document was taken back may have another. */
#define STEP_3                                                                                     \
  "ALTER TABLE attempts ADD COLUMN operation INTEGER NOT NULL DEFAULT 0"                           \
  " CHECK (operation IN (0, 1));"                                                                  \
  "ALTER TABLE attempts ADD COLUMN target_id INTEGER NOT NULL DEFAULT 0"                           \
  " CHECK ((operation = 1) = (target_id <> 0));"                                                   \
  "ALTER TABLE attempts ADD COLUMN undone_by INTEGER NOT NULL DEFAULT 0;"                          \
  "ALTER TABLE runs ADD COLUMN operation INTEGER NOT NULL DEFAULT 0 CHECK (operation IN (0, 1));"  \
  "DROP INDEX attempts_once;"                                                                      \
  "CREATE UNIQUE INDEX attempts_once ON attempts (order_id, kind)"                                 \
  " WHERE operation = 0 AND undone_by = 0 AND state IN (0, 1, 2, 4);"                              \
  "CREATE UNIQUE INDEX attempts_delete_once ON attempts (target_id)"                               \
  " WHERE operation = 1 AND state IN (0, 1, 2, 4);"                                                \
  "DROP INDEX attempts_number;"                                                                    \
  "CREATE INDEX attempts_number ON attempts (kind, number)"                                        \
  " WHERE operation = 0 AND undone_by = 0 AND state IN (0, 1, 2, 4);"                              \
  "DROP INDEX attempts_document;"                                                                  \
  "CREATE UNIQUE INDEX attempts_document ON attempts (kind, quickbooks_id)"                        \
  " WHERE operation = 0 AND state = 2 AND number = '';"                                            \
  "CREATE INDEX attempts_undone ON attempts (run_id, undone_by) WHERE undone_by <> 0;"             \
  "DROP TRIGGER attempts_begin;"                                                                   \
  "CREATE TRIGGER attempts_begin BEFORE INSERT ON attempts"                                        \
  " WHEN NEW.state NOT IN (0, 3) OR (NEW.state = 3 AND NEW.started_at <> 0) OR NEW.undone_by <> 0" \
  " OR EXISTS (SELECT 1 FROM replaced_requests WHERE request_id = NEW.request_id)"                 \
  " OR (NEW.operation = 1 AND NOT EXISTS (SELECT 1 FROM attempts WHERE id = NEW.target_id"         \
  " AND operation = 0 AND state = 2 AND undone_by = 0 AND order_id = NEW.order_id"                 \
  " AND kind = NEW.kind AND quickbooks_id = NEW.quickbooks_id))"                                   \
  " BEGIN SELECT RAISE (ABORT, 'an attempt begins queued'); END;"                                  \
  "DROP TRIGGER attempts_move;"                                                                    \
  "CREATE TRIGGER attempts_move BEFORE UPDATE ON attempts WHEN NOT ("                              \
  " (OLD.state = 0 AND NEW.state IN (1, 5)) OR (OLD.state = 1 AND NEW.state IN (2, 3, 4))"         \
  " OR (OLD.state = 4 AND NEW.state IN (0, 2, 3))"                                                 \
  " OR (OLD.state = 2 AND NEW.state = 2 AND OLD.undone_by = 0"                                     \
  " AND EXISTS (SELECT 1 FROM attempts WHERE id = NEW.undone_by AND operation = 1"                 \
  " AND target_id = OLD.id AND state = 2)))"                                                       \
  " BEGIN SELECT RAISE (ABORT, 'the journal does not allow this transition'); END;"                \
  "DROP TRIGGER attempts_frozen;"                                                                  \
  "CREATE TRIGGER attempts_frozen BEFORE UPDATE ON attempts WHEN"                                  \
  " OLD.id IS NOT NEW.id OR OLD.run_id IS NOT NEW.run_id"                                          \
  " OR OLD.order_id IS NOT NEW.order_id OR OLD.kind IS NOT NEW.kind"                               \
  " OR OLD.operation IS NOT NEW.operation OR OLD.target_id IS NOT NEW.target_id"                   \
  " OR OLD.request IS NOT NEW.request OR OLD.request_hash IS NOT NEW.request_hash"                 \
  " OR OLD.order_reference IS NOT NEW.order_reference OR OLD.number IS NOT NEW.number"             \
  " OR OLD.vendor_id IS NOT NEW.vendor_id OR OLD.vendor_name IS NOT NEW.vendor_name"               \
  " OR OLD.date IS NOT NEW.date OR OLD.currency IS NOT NEW.currency"                               \
  " OR OLD.total IS NOT NEW.total OR OLD.line_count IS NOT NEW.line_count"                         \
  " OR (OLD.operation = 1 AND (OLD.quickbooks_id IS NOT NEW.quickbooks_id"                         \
  " OR OLD.sync_token IS NOT NEW.sync_token))"                                                     \
  " OR (OLD.request_id IS NOT NEW.request_id AND (OLD.state <> 4 OR NEW.state <> 0"                \
  " OR NOT EXISTS (SELECT 1 FROM replaced_requests WHERE request_id = OLD.request_id)"             \
  " OR EXISTS (SELECT 1 FROM replaced_requests WHERE request_id = NEW.request_id)))"               \
  " OR (OLD.undone_by IS NOT NEW.undone_by AND OLD.state <> 2)"                                    \
  " OR (OLD.state = 2 AND (OLD.quickbooks_id IS NOT NEW.quickbooks_id"                             \
  " OR OLD.sync_token IS NOT NEW.sync_token OR OLD.intuit_tid IS NOT NEW.intuit_tid"               \
  " OR OLD.started_at IS NOT NEW.started_at OR OLD.finished_at IS NOT NEW.finished_at"             \
  " OR OLD.http_status IS NOT NEW.http_status OR OLD.error_code IS NOT NEW.error_code"             \
  " OR OLD.error_message IS NOT NEW.error_message OR OLD.error_detail IS NOT NEW.error_detail"     \
  " OR OLD.answer IS NOT NEW.answer))"                                                             \
  " BEGIN SELECT RAISE (ABORT, 'what was frozen never changes'); END;"                             \
  "CREATE TRIGGER attempts_undo AFTER UPDATE OF state ON attempts"                                 \
  " WHEN NEW.operation = 1 AND NEW.state = 2"                                                      \
  " BEGIN UPDATE attempts SET undone_by = NEW.id WHERE id = NEW.target_id; END;"

/* Who belongs to a batch, in which place and under which ids, is written whole before its members leave
 * and never changes. A member is known by its own request id, which it keeps as long as the batch
 * speaks for it: under a new one it goes on alone, and under the old one it never leaves again but
 * with the others. */
#define STEP_4                                                                                     \
  "CREATE TABLE batches (id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs (id),"    \
  " request_id TEXT NOT NULL UNIQUE CHECK (length (request_id) BETWEEN 1 AND 36),"                 \
  " request_hash TEXT NOT NULL CHECK (length (request_hash) = 64),"                                \
  " started_at INTEGER NOT NULL, n_items INTEGER NOT NULL CHECK (n_items > 0));"                   \
  "CREATE TABLE batch_items (batch_id INTEGER NOT NULL REFERENCES batches (id),"                   \
  " position INTEGER NOT NULL, item_id TEXT NOT NULL CHECK (length (item_id) BETWEEN 1 AND 10),"   \
  " attempt_id INTEGER NOT NULL REFERENCES attempts (id), request_id TEXT NOT NULL UNIQUE,"        \
  " PRIMARY KEY (batch_id, position), UNIQUE (batch_id, item_id)) WITHOUT ROWID;"                  \
  "CREATE TRIGGER batches_begin BEFORE INSERT ON batches WHEN"                                     \
  " EXISTS (SELECT 1 FROM attempts WHERE request_id = NEW.request_id)"                             \
  " OR EXISTS (SELECT 1 FROM replaced_requests WHERE request_id = NEW.request_id)"                 \
  " BEGIN SELECT RAISE (ABORT, 'this request id was used before'); END;"                           \
  "CREATE TRIGGER attempts_own_request BEFORE INSERT ON attempts"                                  \
  " WHEN EXISTS (SELECT 1 FROM batches WHERE request_id = NEW.request_id)"                         \
  " BEGIN SELECT RAISE (ABORT, 'this request id was used before'); END;"                           \
  "CREATE TRIGGER attempts_own_next_request BEFORE UPDATE OF request_id ON attempts"               \
  " WHEN EXISTS (SELECT 1 FROM batches WHERE request_id = NEW.request_id)"                         \
  " BEGIN SELECT RAISE (ABORT, 'this request id was used before'); END;"                           \
  "CREATE TRIGGER batch_items_begin BEFORE INSERT ON batch_items WHEN"                             \
  " NEW.position <> (SELECT count (*) FROM batch_items WHERE batch_id = NEW.batch_id)"             \
  " OR NEW.position >= (SELECT n_items FROM batches WHERE id = NEW.batch_id)"                      \
  " OR NOT EXISTS (SELECT 1 FROM attempts a JOIN batches b ON b.id = NEW.batch_id"                 \
  " WHERE a.id = NEW.attempt_id AND a.state = 0 AND a.request_id = NEW.request_id"                 \
  " AND a.run_id = b.run_id)"                                                                      \
  " BEGIN SELECT RAISE (ABORT, 'a batch is made of what is queued'); END;"                         \
  "CREATE TRIGGER attempts_leave_together BEFORE UPDATE OF state ON attempts"                      \
  " WHEN OLD.state = 0 AND NEW.state = 1 AND EXISTS (SELECT 1 FROM batch_items i"                  \
  " JOIN batches b ON b.id = i.batch_id WHERE i.request_id = OLD.request_id AND b.n_items <>"      \
  " (SELECT count (*) FROM batch_items WHERE batch_id = b.id))"                                    \
  " BEGIN SELECT RAISE (ABORT, 'a batch leaves whole'); END;"                                      \
  "CREATE TRIGGER attempts_go_on_alone BEFORE UPDATE OF state ON attempts"                         \
  " WHEN OLD.state = 4 AND NEW.state = 0 AND OLD.request_id = NEW.request_id"                      \
  " AND EXISTS (SELECT 1 FROM batch_items WHERE request_id = OLD.request_id)"                      \
  " BEGIN SELECT RAISE (ABORT, 'a batch is repeated whole'); END;"                                 \
  "CREATE TRIGGER batches_frozen BEFORE UPDATE ON batches"                                         \
  " BEGIN SELECT RAISE (ABORT, 'what was frozen never changes'); END;"                             \
  "CREATE TRIGGER batch_items_frozen BEFORE UPDATE ON batch_items"                                 \
  " BEGIN SELECT RAISE (ABORT, 'what was frozen never changes'); END;"                             \
  "CREATE TRIGGER batches_stay BEFORE DELETE ON batches"                                           \
  " BEGIN SELECT RAISE (ABORT, 'the journal keeps everything'); END;"                              \
  "CREATE TRIGGER batch_items_stay BEFORE DELETE ON batch_items"                                   \
  " BEGIN SELECT RAISE (ABORT, 'the journal keeps everything'); END;"

/* The numbers of documents that QuickBooks holds, whoever made them: a cache, made anew at any time. */
#define STEP_5                                                                                     \
  "CREATE TABLE numbers (kind INTEGER NOT NULL, id TEXT NOT NULL, number TEXT NOT NULL,"           \
  " vendor_id TEXT NOT NULL, date TEXT NOT NULL, total TEXT NOT NULL,"                             \
  " PRIMARY KEY (kind, id)) WITHOUT ROWID;"                                                        \
  "CREATE INDEX numbers_number ON numbers (kind, number);"

/* How a document was found in QuickBooks when it was last compared with what was sent; only the newest
 * comparison is kept. `standing` is a CflStanding. */
#define STEP_6                                                                                     \
  "CREATE TABLE comparisons (attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id),"             \
  " compared_at INTEGER NOT NULL, standing INTEGER NOT NULL CHECK (standing BETWEEN 1 AND 10),"    \
  " held INTEGER NOT NULL, sync_token TEXT NOT NULL, number TEXT NOT NULL,"                        \
  " vendor_id TEXT NOT NULL, date TEXT NOT NULL, total TEXT NOT NULL, balance TEXT NOT NULL,"      \
  " has_payment INTEGER NOT NULL, is_linked INTEGER NOT NULL, paid_on TEXT NOT NULL,"              \
  " changed_at INTEGER NOT NULL);"

/* Append only: the step at index n leads from version n to n + 1. A released step never changes. */
const char *const cfl_schema_steps[] = {
  STEP_1, STEP_2, STEP_3, STEP_4, STEP_5, STEP_6, NULL,
};

guint
cfl_schema_version (void)
{
  return G_N_ELEMENTS (cfl_schema_steps) - 1;
}
