/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every trouble of the practice server's dial, at every place where it can strike a document, once and
 * for as long as it lasts: what the journal says is what stands in the books, and nobody has to do
 * anything that the program could do. */

#include "config.h"

#include "cfl-fault-codes.h"
#include "cfl-json.h"
#include "fault-matrix.h"

#include <string.h>

/* Where the trouble strikes. A new place is one more column here and in columns[], and one more outcome
 * in each row. */
enum {
  CREATE,  /* the call that creates a bill */
  LOOK_UP, /* the query by which a bill is found whose answer was cut */
  REFRESH, /* the call for a new access token, before that */
  N_COLUMNS
};

static const Column columns[N_COLUMNS] = {
  [CREATE] = { "create", "bill", NULL, FALSE, CFL_DOCUMENT_KIND_BILL },
  [LOOK_UP] = { "look-up", "query", "truncated:bill:nth=1", FALSE, CFL_DOCUMENT_KIND_BILL },
  [REFRESH] = { "refresh", "token", NULL, TRUE, CFL_DOCUMENT_KIND_BILL },
};
/* They fare as bills do. */
static const Column purchase_orders = { "create-purchase-order", "purchaseorder", NULL, FALSE,
                                        CFL_DOCUMENT_KIND_PURCHASE_ORDER };

typedef struct {
  const char *fault;
  gboolean needs_somebody; /* it goes away only when somebody does something */
  Outcome once[N_COLUMNS];
  Outcome always[N_COLUMNS];
} Row;

/* clang-format off */
#define D { DONE, 0 }
#define R(code) { REFUSED, code }
#define O(code) { OPEN, code }
#define B(code) { BACK, code }
#define N { NOT_THERE, 0 }

#define NO_ANSWER CFL_FAILURE_NO_ANSWER
#define UNREADABLE CFL_FAILURE_UNREADABLE
#define OFFLINE CFL_FAILURE_OFFLINE
#define SIGN_IN CFL_FAILURE_SIGN_IN

static const Row rows[] = {
  /* fault, needs somebody       once:   create          look-up         refresh
   *                             always: create          look-up         refresh */
  { "500", FALSE,                      { D,              D,              D },
                                       { O (10000),      O (UNREADABLE), B (OFFLINE) } },
  { "502", FALSE,                      { D,              D,              D },
                                       { O (UNREADABLE), O (UNREADABLE), B (OFFLINE) } },
  { "503", FALSE,                      { D,              D,              D },
                                       { O (UNREADABLE), O (UNREADABLE), B (OFFLINE) } },
  { "504", FALSE,                      { D,              D,              D },
                                       { O (UNREADABLE), O (UNREADABLE), B (OFFLINE) } },
  { "429", FALSE,                      { D,              D,              D },
                                       { R (3001),       O (UNREADABLE), B (OFFLINE) } },
  { "retry-after=1", FALSE,            { D,              D,              D },
                                       { R (3001),       O (UNREADABLE), B (OFFLINE) } },
  { "delay=10", FALSE,                 { D,              D,              D },
                                       { D,              D,              D } },
  { "slow=10", FALSE,                  { D,              D,              D },
                                       { D,              D,              D } },
  { "cut-before-commit", FALSE,        { D,              D,              D },
                                       { O (NO_ANSWER),  O (UNREADABLE), B (OFFLINE) } },
  { "cut-after-commit", FALSE,         { D,              D,              D },
                                       { D,              O (UNREADABLE), B (OFFLINE) } },
  { "cut-in-batch", FALSE,             { D,              D,              D },
                                       { D,              O (UNREADABLE), B (OFFLINE) } },
  { "cut-body", FALSE,                 { D,              D,              D },
                                       { D,              O (UNREADABLE), B (OFFLINE) } },
  { "truncated", FALSE,                { D,              D,              D },
                                       { D,              O (UNREADABLE), B (OFFLINE) } },
  { "empty", FALSE,                    { D,              D,              D },
                                       { D,              O (UNREADABLE), B (OFFLINE) } },
  { "status-after-commit=500", FALSE,  { D,              D,              D },
                                       { D,              O (UNREADABLE), B (OFFLINE) } },
  { "status-after-commit=502", FALSE,  { D,              D,              D },
                                       { D,              O (UNREADABLE), B (OFFLINE) } },
  { "status-after-commit=504", FALSE,  { D,              D,              D },
                                       { D,              O (UNREADABLE), B (OFFLINE) } },
  { "html", FALSE,                     { D,              D,              D },
                                       { O (UNREADABLE), O (UNREADABLE), B (OFFLINE) } },
  /* Somebody stands between us and them, and lets nobody through. */
  { "html=403", TRUE,                  { D,              O (UNREADABLE), B (OFFLINE) },
                                       { O (UNREADABLE), O (UNREADABLE), B (OFFLINE) } },
  { "html=404", TRUE,                  { D,              O (UNREADABLE), B (OFFLINE) },
                                       { O (UNREADABLE), O (UNREADABLE), B (OFFLINE) } },
  { "html=302", TRUE,                  { D,              O (UNREADABLE), B (OFFLINE) },
                                       { O (UNREADABLE), O (UNREADABLE), B (OFFLINE) } },
  { "fault=6000", TRUE,                { R (6000),       O (UNREADABLE), N },
                                       { R (6000),       O (UNREADABLE), N } },
  { "fault-in-200=6000", TRUE,         { R (6000),       O (UNREADABLE), N },
                                       { R (6000),       O (UNREADABLE), N } },
  { "fault-after-commit=600", FALSE,   { D,              O (UNREADABLE), N },
                                       { D,              O (UNREADABLE), N } },
  { "fault-after-commit=10000", FALSE, { D,              D,              N },
                                       { D,              O (UNREADABLE), N } },
  { "fault-in-200-after-commit=2500", FALSE, { D,        O (UNREADABLE), N },
                                       { D,              O (UNREADABLE), N } },
  { "duplicate-id", FALSE,             { D,              O (UNREADABLE), N },
                                       { O (600),        O (UNREADABLE), N } },
  { "expired", FALSE,                  { D,              D,              N },
                                       { B (SIGN_IN),    O (UNREADABLE), N } },
  { "forget-ids", FALSE,               { D,              D,              N },
                                       { D,              D,              N } },
  { "drop-links", FALSE,               { D,              D,              N },
                                       { D,              D,              N } },
  /* These strike the answer to a batch alone. */
  { "item-missing", FALSE,             { D,              D,              D },
                                       { D,              D,              D } },
  { "item-doubled", FALSE,             { D,              D,              D },
                                       { D,              D,              D } },
  { "item-foreign", FALSE,             { D,              D,              D },
                                       { D,              D,              D } },
  { "invalid-grant", TRUE,             { N,              N,              B (SIGN_IN) },
                                       { N,              N,              B (SIGN_IN) } },
  { "invalid-client", TRUE,            { N,              N,              B (SIGN_IN) },
                                       { N,              N,              B (SIGN_IN) } },
};
/* clang-format on */

/* Forms go together with any trouble; what is said stays the same. */
static const char *const forms[] = { "localised",    "no-time",       "no-element",
                                     "null-element", "leading-zeros", "several-errors",
                                     "xml",          "extra-members" };

static const struct {
  const char *fault; /* NULL: a success */
  Outcome outcome;
} said[] = {
  { NULL, D },
  { "fault=6210", R (6210) },
  { "fault=3001", D },
  { "fault=3100", R (3100) },
  { "fault=6190", R (6190) },
  { "fault=150", D },
  { "fault=600", D },
  { "fault=10000", D },
  { "fault-in-200=2500", R (2500) },
  { "fault-in-200-after-commit=2500", D },
  { "expired", D },
  { "429", D },
};

static void
go_through_cell (const Row *row, const Column *column, guint c, gboolean once)
{
  Outcome outcome = once ? row->once[c] : row->always[c];
  g_autofree char *fault =
      g_strdup_printf ("%s:%s%s", row->fault, column->target, once ? ":nth=1" : "");
  const char *const faults[] = { fault, column->before, NULL };

  if (outcome.end != NOT_THERE)
    matrix_go_through (column, faults, outcome);
}

static void
go_through_column (const Column *column, guint c)
{
  matrix_reset ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      go_through_cell (&rows[i], column, c, TRUE);
      go_through_cell (&rows[i], column, c, FALSE);
    }
}

static void
test_column (gconstpointer data)
{
  guint c = GPOINTER_TO_UINT (data);

  go_through_column (&columns[c], c);
}

static void
test_purchase_orders (void)
{
  go_through_column (&purchase_orders, CREATE);
}

/* The rows themselves: what has passed leaves nothing to do for anybody. */
static void
test_nobody_needed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint c = 0; !rows[i].needs_somebody && c < N_COLUMNS; c++)
      {
        g_test_message ("%s: %s", columns[c].name, rows[i].fault);
        g_assert_cmpint (rows[i].once[c].end, !=, REFUSED);
        g_assert_cmpint (rows[i].once[c].end, !=, BACK);
      }
}

/* ---- every code ---- */

static Outcome
expect_code (const CflFaultCode *code, gboolean once)
{
  switch (code->kind)
    {
    case CFL_FAULT_SIGN_IN:
      return once ? (Outcome) D : (Outcome) B (SIGN_IN);
    case CFL_FAULT_THROTTLED:
      return once ? (Outcome) D : (Outcome) R (3001);
    case CFL_FAULT_SERVER:
    case CFL_FAULT_UNKNOWN:
      return once ? (Outcome) D : (Outcome) O (code->first);
    case CFL_FAULT_FORBIDDEN:
    case CFL_FAULT_LAPSED:
    case CFL_FAULT_REFUSED:
    case CFL_FAULT_STALE:
      return (Outcome) R (code->first);
    case CFL_FAULT_OK:
    case CFL_FAULT_OFFLINE:
    default:
      g_assert_not_reached ();
    }
}

static void
test_codes (void)
{
  guint n_codes;
  const CflFaultCode *codes = cfl_fault_codes (&n_codes);

  matrix_reset ();
  for (guint i = 0; i < n_codes; i++)
    for (int once = 1; codes[i].first > 0 && once >= 0; once--)
      {
        g_autofree char *fault =
            g_strdup_printf ("fault=%d:bill%s", codes[i].first, once ? ":nth=1" : "");

        /* A refusal ends it at once, so that it cannot come a second time. */
        if (!once && expect_code (&codes[i], FALSE).end == REFUSED && codes[i].first != 3001)
          continue;
        matrix_go_through (&columns[CREATE], (const char *const[]){ fault, NULL },
                           expect_code (&codes[i], once));
      }
}

/* ---- every form ---- */

static void
test_forms (void)
{
  matrix_reset ();
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *form = g_strconcat (forms[i], ":bill", NULL);

      for (guint j = 0; j < G_N_ELEMENTS (said); j++)
        {
          g_autofree char *fault =
              said[j].fault != NULL ? g_strconcat (said[j].fault, ":bill:nth=1", NULL) : NULL;

          matrix_go_through (&columns[CREATE], (const char *const[]){ form, fault, NULL },
                             said[j].outcome);
        }
    }
}

/* QuickBooks has forgotten the request id, so that a repeat is refused for its number, which our own
 * bill has: found, in whatever form it is told. */
static void
test_forgotten (void)
{
  matrix_reset ();
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *form = g_strconcat (forms[i], ":bill", NULL);

      matrix_go_through (
          &columns[CREATE],
          (const char *const[]){ form, "cut-after-commit:bill:nth=1", "forget-ids:bill", NULL },
          (Outcome) D);
    }
}

/* The number belongs to somebody else's bill. */
static void
test_number_of_another (void)
{
  matrix_reset ();
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *form = g_strconcat (forms[i], ":bill", NULL);
      g_autofree char *number = g_strdup_printf ("TAKEN-%u", i);
      g_autofree char *id = g_strdup ("");
      g_autoptr (CflAttempt) theirs = matrix_make_attempt (CFL_DOCUMENT_KIND_BILL, number, "99");
      g_autoptr (CflAttempt) ours = matrix_make_attempt (CFL_DOCUMENT_KIND_BILL, number, "10.50");
      g_autoptr (CflAttempt) journal = NULL;

      g_test_message ("%s", form);
      matrix_begin (theirs);
      matrix_run ((const char *const[]){ NULL });
      matrix_begin (ours);
      matrix_run ((const char *const[]){ form, NULL });
      journal = matrix_read_journal (ours);
      g_assert_cmpint (journal->state, ==, CFL_ATTEMPT_FAILED);
      g_assert_cmpint (journal->error_code, ==, CFL_FAULT_NUMBER_TAKEN);
      g_assert_cmpuint (matrix_count_documents (CFL_DOCUMENT_KIND_BILL, number, &id), ==, 1);
    }
}

/* ---- the dial ---- */

static gboolean
has_row (const char *kind)
{
  gsize length = strlen (kind);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strncmp (rows[i].fault, kind, length) == 0 &&
        (rows[i].fault[length] == '\0' || rows[i].fault[length] == '='))
      return TRUE;
  return FALSE;
}

/* A trouble that the server learns later has no row yet, and shows here. */
static void
test_whole_dial (void)
{
  g_autoptr (JsonNode) answer = matrix_control ("GET", "faults");
  JsonArray *kinds = cfl_json_get_array (cfl_json_node_get_object (answer), "kinds");
  JsonArray *known = cfl_json_get_array (cfl_json_node_get_object (answer), "forms");

  g_assert_cmpuint (cfl_json_array_get_length (kinds), >, 0);
  for (guint i = 0; i < cfl_json_array_get_length (kinds); i++)
    {
      const char *kind = cfl_json_node_get_text (json_array_get_element (kinds, i));

      g_test_message ("%s", kind);
      g_assert_true (has_row (kind));
    }
  g_assert_cmpuint (cfl_json_array_get_length (known), ==, G_N_ELEMENTS (forms));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_cmpstr (cfl_json_node_get_text (json_array_get_element (known, i)), ==, forms[i]);
}

int
main (int argc, char **argv)
{
  int status;

  cfl_test_init (&argc, &argv);
  matrix_set_up ();
  g_test_add_func ("/sync/fault-matrix/whole-dial", test_whole_dial);
  g_test_add_func ("/sync/fault-matrix/nobody-needed", test_nobody_needed);
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      g_autofree char *path = g_strconcat ("/sync/fault-matrix/", columns[c].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (c), test_column);
    }
  g_test_add_func ("/sync/fault-matrix/create-purchase-order", test_purchase_orders);
  g_test_add_func ("/sync/fault-matrix/codes", test_codes);
  g_test_add_func ("/sync/fault-matrix/forms", test_forms);
  g_test_add_func ("/sync/fault-matrix/forgotten", test_forgotten);
  g_test_add_func ("/sync/fault-matrix/number-of-another", test_number_of_another);
  status = g_test_run ();
  matrix_tear_down ();
  return status;
}
