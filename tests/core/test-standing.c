/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-standing.h"
#include "cfl-test.h"
#include "cfl-text.h"

static CflAttempt *
make_attempt (CflDocumentKind kind)
{
  CflAttempt *attempt = cfl_attempt_new ();

  attempt->kind = kind;
  cfl_text_set (&attempt->number, "N-1");
  cfl_text_set (&attempt->vendor_id, "56");
  cfl_text_set (&attempt->sync_token, "0");
  attempt->date = cfl_date_new (2026, 3, 1);
  attempt->total = cfl_decimal_from_text ("61.5");
  return attempt;
}

static CflHeldDocument *
make_held (void)
{
  CflHeldDocument *held = cfl_held_document_new ("311");

  held->held = TRUE;
  cfl_text_set (&held->number, "N-1");
  cfl_text_set (&held->vendor_id, "56");
  cfl_text_set (&held->sync_token, "0");
  held->date = cfl_date_new (2026, 3, 1);
  held->total = held->balance = cfl_decimal_from_text ("61.50");
  return held;
}

/* What somebody did to the document, one letter each: Gone, Total, Date, Number, Vendor, anything Else,
 * part of it Paid, All paid, a payment that Left nothing changed, Linked to something (K). */
static void
apply (CflHeldDocument *held, const char *acts)
{
  for (const char *act = acts; *act != '\0'; act++)
    switch (*act)
      {
      case 'G':
        held->held = FALSE;
        break;
      case 'T':
        held->total = held->balance = cfl_decimal_from_text ("61.51");
        break;
      case 'D':
        held->date = cfl_date_new (2026, 3, 2);
        break;
      case 'N':
        cfl_text_set (&held->number, "N-2");
        break;
      case 'V':
        cfl_text_set (&held->vendor_id, "57");
        break;
      case 'E':
        cfl_text_set (&held->sync_token, "1");
        break;
      case 'P':
        held->balance = cfl_decimal_from_text ("1.5");
        break;
      case 'A':
        held->balance = cfl_decimal_from_text ("0");
        break;
      case 'L':
        held->has_payment = TRUE;
        break;
      case 'K':
        held->is_linked = TRUE;
        break;
      default:
        g_assert_not_reached ();
      }
}

static void
test_standings (void)
{
  static const struct {
    const char *acts;
    CflStanding standing;
  } cases[] = {
    { "", CFL_STANDING_UNTOUCHED },        { "G", CFL_STANDING_GONE },
    { "TE", CFL_STANDING_TOTAL_CHANGED },  { "DE", CFL_STANDING_DATE_CHANGED },
    { "NE", CFL_STANDING_NUMBER_CHANGED }, { "VE", CFL_STANDING_VENDOR_CHANGED },
    { "E", CFL_STANDING_CHANGED },         { "PE", CFL_STANDING_PARTLY_PAID },
    { "AE", CFL_STANDING_PAID },           { "LE", CFL_STANDING_PARTLY_PAID },
    { "TEA", CFL_STANDING_PAID },          { "K", CFL_STANDING_LINKED },
    { "KE", CFL_STANDING_LINKED },         { "KA", CFL_STANDING_PAID },
  };
  g_autoptr (CflAttempt) attempt = make_attempt (CFL_DOCUMENT_KIND_BILL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CflHeldDocument) held = make_held ();
      CflStanding standing;

      apply (held, cases[i].acts);
      standing = cfl_standing_of (attempt, held);
      g_assert_cmpstr (cfl_standing_get_name (standing), ==,
                       cfl_standing_get_name (cases[i].standing));
      g_assert_true (cfl_standing_allows_undo (standing) ==
                     (standing == CFL_STANDING_UNTOUCHED || standing == CFL_STANDING_GONE));
    }
}

/* A purchase order has no balance, and its number may be QuickBooks' own. */
static void
test_purchase_order (void)
{
  g_autoptr (CflAttempt) attempt = make_attempt (CFL_DOCUMENT_KIND_PURCHASE_ORDER);
  g_autoptr (CflHeldDocument) held = make_held ();

  apply (held, "A");
  g_assert_cmpint (cfl_standing_of (attempt, held), ==, CFL_STANDING_UNTOUCHED);
  apply (held, "N");
  g_assert_cmpint (cfl_standing_of (attempt, held), ==, CFL_STANDING_NUMBER_CHANGED);
  cfl_text_set (&attempt->number, "");
  g_assert_cmpint (cfl_standing_of (attempt, held), ==, CFL_STANDING_UNTOUCHED);
}

static void
test_closed (void)
{
  g_autoptr (CflAttempt) attempt = make_attempt (CFL_DOCUMENT_KIND_BILL);
  g_autoptr (CflHeldDocument) held = make_held ();
  CflDate before = cfl_date_new (2026, 2, 28);

  g_assert_cmpint (cfl_standing_for_undo (attempt, held, CFL_DATE_UNSET), ==,
                   CFL_STANDING_UNTOUCHED);
  g_assert_cmpint (cfl_standing_for_undo (attempt, held, before), ==, CFL_STANDING_UNTOUCHED);
  g_assert_cmpint (cfl_standing_for_undo (attempt, held, held->date), ==, CFL_STANDING_CLOSED);
  g_assert_false (cfl_standing_allows_undo (CFL_STANDING_CLOSED));
  /* what is gone leaves nothing that could be closed */
  apply (held, "G");
  g_assert_cmpint (cfl_standing_for_undo (attempt, held, held->date), ==, CFL_STANDING_GONE);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/core/standing/standings", test_standings);
  g_test_add_func ("/core/standing/purchase-order", test_purchase_order);
  g_test_add_func ("/core/standing/closed", test_closed);
  return g_test_run ();
}
