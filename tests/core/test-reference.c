/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-reference.h"
#include "cfl-test.h"
#include "cfl-text.h"

#include <string.h>

static gboolean
is_in_list (const char *sent, gpointer user_data)
{
  return g_strv_contains (user_data, sent);
}

static void
assert_reference (const char *invoice_number,
                  const char *order_reference,
                  const char *const *taken,
                  const char *full,
                  const char *sent,
                  CflReferenceForm form)
{
  g_autoptr (CflReference) reference = cfl_reference_new (
      invoice_number, order_reference, taken != NULL ? is_in_list : NULL, (gpointer) taken);

  g_assert_cmpstr (reference->full, ==, full);
  g_assert_cmpstr (reference->sent, ==, sent);
  g_assert_cmpint (reference->form, ==, form);
  g_assert_cmpint (g_utf8_strlen (reference->sent, -1), <=, CFL_REFERENCE_MAX);
}

static void
test_whole (void)
{
  static const char *const taken[] = { "AT-88213 PO-2041", NULL };

  assert_reference ("AT-88213", "PO-2041", NULL, "AT-88213 PO-2041", "AT-88213 PO-2041",
                    CFL_REFERENCE_WHOLE);
  assert_reference ("  AT-88213\n", "\tPO-2041 ", NULL, "AT-88213 PO-2041", "AT-88213 PO-2041",
                    CFL_REFERENCE_WHOLE);
  assert_reference ("INV-2026-0417", "PO-2041", NULL, "INV-2026-0417 PO-2041",
                    "INV-2026-0417 PO-2041", CFL_REFERENCE_WHOLE);
  assert_reference (NULL, "PO-2041", NULL, "PO-2041", "PO-2041", CFL_REFERENCE_WHOLE);
  assert_reference ("A1", "", NULL, "A1", "A1", CFL_REFERENCE_WHOLE);
  assert_reference (NULL, NULL, NULL, "", "", CFL_REFERENCE_WHOLE);
  assert_reference ("AT-88213", "PO-2041", taken, "AT-88213 PO-2041", "AT-88213 PO-2041",
                    CFL_REFERENCE_CLASH);
}

static void
test_cut (void)
{
  assert_reference ("INV-2026-0088213", "PO-2044-1", NULL, "INV-2026-0088213 PO-2044-1",
                    "INV-2026-0088213 PO-2", CFL_REFERENCE_CUT);
  /* A blank at the border goes: QuickBooks would drop it, and the answer would not agree. */
  assert_reference ("AURORA-INV-2026-0417", "PO-1", NULL, "AURORA-INV-2026-0417 PO-1",
                    "AURORA-INV-2026-0417", CFL_REFERENCE_CUT);
  assert_reference (NULL, "PO-EU07-12-WAREHOUSE-NORTH", NULL, "PO-EU07-12-WAREHOUSE-NORTH",
                    "PO-EU07-12-WAREHOUSE-", CFL_REFERENCE_CUT);
}

static void
test_shortened (void)
{
  static const char *const one[] = { "INV-2026-0088213 PO-2", NULL };
  static const char *const both[] = { "INV-2026-0088213 PO-2", "INV-2026-00 PO-2044-1", NULL };
  static const char *const long_own[] = { "INV-1 PO-EU07-12-NORT", NULL };
  static const char *const long_both[] = { "INV-1 PO-EU07-12-NORT", "PO-EU07-12-NORTH-2041", NULL };
  static const char *const own_only[] = { "PO-EU07-12-WAREHOUSE-", NULL };

  assert_reference ("INV-2026-0088213", "PO-2044-1", one, "INV-2026-0088213 PO-2044-1",
                    "INV-2026-00 PO-2044-1", CFL_REFERENCE_SHORTENED);
  assert_reference ("INV-2026-0088213", "PO-2044-1", both, "INV-2026-0088213 PO-2044-1",
                    "INV-2026-00 PO-2044-1", CFL_REFERENCE_CLASH);
  /* No room is left for any of the invoice number. */
  assert_reference ("INV-1", "PO-EU07-12-NORTH-2041", long_own, "INV-1 PO-EU07-12-NORTH-2041",
                    "PO-EU07-12-NORTH-2041", CFL_REFERENCE_SHORTENED);
  assert_reference ("INV-1", "PO-EU07-12-NORTH-2041", long_both, "INV-1 PO-EU07-12-NORTH-2041",
                    "PO-EU07-12-NORTH-2041", CFL_REFERENCE_CLASH);
  assert_reference (NULL, "PO-EU07-12-WAREHOUSE-NORTH", own_only, "PO-EU07-12-WAREHOUSE-NORTH",
                    "PO-EU07-12-WAREHOUSE-", CFL_REFERENCE_CLASH);
}

/* Both orders of a pair ask the same question and both give way. */
static void
test_symmetric (void)
{
  static const char *const taken[] = { "AURORA-INV-2026-00417", NULL };

  assert_reference ("AURORA-INV-2026-00417", "PO-2041A", taken, "AURORA-INV-2026-00417 PO-2041A",
                    "AURORA-INV-2 PO-2041A", CFL_REFERENCE_SHORTENED);
  assert_reference ("AURORA-INV-2026-00417", "PO-2041B", taken, "AURORA-INV-2026-00417 PO-2041B",
                    "AURORA-INV-2 PO-2041B", CFL_REFERENCE_SHORTENED);
}

static void
test_characters (void)
{
  /* 21 characters of two and three bytes each stay whole. */
  assert_reference ("ÄÖÜÄÖÜÄÖÜ", "請求書請求書請求書12", NULL, "ÄÖÜÄÖÜÄÖÜ 請求書請求書請求書12",
                    "ÄÖÜÄÖÜÄÖÜ 請求書請求書請求書12", CFL_REFERENCE_WHOLE);
  assert_reference ("ÄÖÜÄÖÜÄÖÜ", "請求書請求書請求書123", NULL, "ÄÖÜÄÖÜÄÖÜ 請求書請求書請求書123",
                    "ÄÖÜÄÖÜÄÖÜ 請求書請求書請求書12", CFL_REFERENCE_CUT);
  /* The 21st character is an e whose accent is the 22nd. */
  assert_reference (NULL, "ABCDEFGHIJKLMNOPQRSTe\xcc\x81X", NULL, "ABCDEFGHIJKLMNOPQRSTe\xcc\x81X",
                    "ABCDEFGHIJKLMNOPQRST", CFL_REFERENCE_CUT);
  assert_reference ("AT\x01-8", "PO\x7f-1", NULL, "AT -8 PO -1", "AT -8 PO -1",
                    CFL_REFERENCE_WHOLE);
  assert_reference ("AT-\xff", "PO-1", NULL, "AT-\xef\xbf\xbd PO-1", "AT-\xef\xbf\xbd PO-1",
                    CFL_REFERENCE_WHOLE);
}

static void
test_text_set (void)
{
  char *field = g_strdup ("old");

  cfl_text_set (&field, NULL);
  g_assert_cmpstr (field, ==, "");
  cfl_text_set (&field, " \xc2\xa0 one\r\ntwo\n\n three\t\n");
  g_assert_cmpstr (field, ==, "one two three");
  cfl_text_set (&field, field);
  g_assert_cmpstr (field, ==, "one two three");
  cfl_text_set (&field, "\n\n");
  g_assert_cmpstr (field, ==, "");
  g_free (field);
}

static void
test_text_cut (void)
{
  g_autofree char *family = cfl_text_cut ("ab\U0001f469\u200d\U0001f467c", 4);
  g_autofree char *marks = cfl_text_cut ("e\u0301\u0302\u0303", 2);
  g_autofree char *nothing = cfl_text_cut ("abc", 0);

  g_assert_cmpstr (family, ==, "ab");
  g_assert_cmpstr (marks, ==, "e\u0301");
  g_assert_cmpstr (nothing, ==, "");
}

/* Whatever the texts: valid, short enough, and the order's reference whole where it was shortened. */
static void
test_generated (void)
{
  static const char *const parts[] = {
    "A", "7", "-", "é", "e\u0301", "請", " ", "/", "\U0001f469"
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (20260302);

  for (int i = 0; i < 5000; i++)
    {
      g_autoptr (GString) invoice_number = g_string_new ("I");
      g_autoptr (GString) own = g_string_new ("P");
      g_autoptr (CflReference) first = NULL;
      g_autoptr (CflReference) second = NULL;
      const char *taken[2] = { NULL, NULL };

      for (int k = g_rand_int_range (random, 0, 30); k > 0; k--)
        g_string_append (invoice_number, parts[g_rand_int_range (random, 0, 9)]);
      for (int k = g_rand_int_range (random, 0, 15); k > 0; k--)
        g_string_append (own, parts[g_rand_int_range (random, 0, 9)]);

      first = cfl_reference_new (invoice_number->str, own->str, NULL, NULL);
      taken[0] = first->sent;
      second = cfl_reference_new (invoice_number->str, own->str, is_in_list, (gpointer) taken);
      g_assert_true (g_utf8_validate (first->sent, -1, NULL));
      g_assert_true (g_str_has_prefix (first->full, first->sent));
      g_assert_cmpint (g_utf8_strlen (first->sent, -1), <=, CFL_REFERENCE_MAX);
      g_assert_cmpint (g_utf8_strlen (second->sent, -1), <=, CFL_REFERENCE_MAX);
      if (second->form == CFL_REFERENCE_SHORTENED)
        {
          g_autofree char *clean = cfl_text_clean (own->str);

          g_assert_cmpstr (second->sent, !=, first->sent);
          g_assert_true (g_str_has_suffix (second->sent, clean) ||
                         g_str_has_prefix (clean, second->sent));
        }
      else
        g_assert_cmpint (second->form, ==, CFL_REFERENCE_CLASH);
    }
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);

  g_test_add_func ("/reference/whole", test_whole);
  g_test_add_func ("/reference/cut", test_cut);
  g_test_add_func ("/reference/shortened", test_shortened);
  g_test_add_func ("/reference/symmetric", test_symmetric);
  g_test_add_func ("/reference/characters", test_characters);
  g_test_add_func ("/reference/generated", test_generated);
  g_test_add_func ("/text/set", test_text_set);
  g_test_add_func ("/text/cut", test_text_cut);

  return g_test_run ();
}
