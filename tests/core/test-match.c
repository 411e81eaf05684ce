/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-test.h"
#include "cfl-vendor.h"

#include <string.h>

static CflVendor *
make_vendor (const char *name, const char *currency, const char *email, const char *tax_identifier)
{
  CflVendor *vendor = cfl_vendor_new ();

  cfl_text_set (&vendor->id, "118");
  cfl_text_set (&vendor->display_name, name);
  cfl_text_set (&vendor->currency, currency);
  cfl_text_set (&vendor->email, email);
  cfl_text_set (&vendor->tax_identifier, tax_identifier);
  return vendor;
}

static CflContact *
make_contact (const char *name, const char *email, const char *tax_number)
{
  CflContact *contact = cfl_contact_new ();

  cfl_text_set (&contact->name, name);
  cfl_text_set (&contact->email, email);
  cfl_text_set (&contact->tax_number, tax_number);
  return contact;
}

static CflMatch
match (const char *vendor_name, const char *contact_name)
{
  g_autoptr (CflVendor) vendor = make_vendor (vendor_name, "USD", "", "");
  g_autoptr (CflContact) contact = make_contact (contact_name, "", "");

  return cfl_vendor_match (vendor, contact, "USD");
}

static void
test_fold (void)
{
  static const char *const cases[][2] = {
    { "Sklárna Ondřej Kovář s.r.o.", "sklarna ondrej kovar" },
    { "Sklárna Ondřej Kovář, s. r. o.", "sklarna ondrej kovar" },
    { "KESTREL Packaging (Shenzhen) Co., Ltd.", "kestrel packaging shenzhen" },
    { "Müller & Söhne GmbH & Co. KG", "muller and sohne" },
    { "Brunswick Freight & Customs", "brunswick freight and customs" },
    { "Brunswick Freight and Customs Pty. Ltd.", "brunswick freight and customs" },
    { "Łódź Szkło sp. z o.o.", "lodz szklo" },
    { "Straße", "strasse" },
    { "O'Brien’s", "obriens" },
    { "A.B.C. Trading", "abc trading" },
    { "A B C Trading", "abc trading" },
    { "Limited", "limited" },
    { "Co.", "co" },
    { "London Zoo", "london zoo" },
    { "北京 有限公司", "北京 有限公司" },
    { "  --  ", "" },
    { "", "" },
    { "Bad \xff name", "bad name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = cfl_name_fold (cases[i][0]);
      g_autofree char *again = cfl_name_fold (folded);

      g_assert_cmpstr (folded, ==, cases[i][1]);
      if (strchr (folded, ' ') != NULL)
        g_assert_cmpstr (again, ==, folded);
    }
}

static void
test_exact (void)
{
  g_autoptr (CflVendor) vendor = make_vendor ("Lindqvist Möbler AB (EUR)", "EUR", "", "");
  g_autoptr (CflContact) contact = make_contact ("Lindqvist Möbler AB", "", "");
  CflMatch exact = cfl_vendor_match (vendor, contact, "EUR");
  CflMatch other = cfl_vendor_match (vendor, contact, "SEK");
  CflMatch unsaid = cfl_vendor_match (vendor, contact, NULL);

  g_assert_true (cfl_match_is_exact (exact));
  g_assert_cmpuint (exact.score, >=, 90);
  g_assert_cmpuint (exact.likeness, ==, 100);
  g_assert_cmpint (exact.reasons, ==, CFL_MATCH_SAME_NAME | CFL_MATCH_SAME_CURRENCY);
  g_assert_true (cfl_match_is_exact (unsaid));

  g_assert_false (cfl_match_is_exact (other));
  g_assert_false (cfl_match_can_link (other));
  g_assert_cmpint (other.reasons, ==, CFL_MATCH_SAME_NAME | CFL_MATCH_OTHER_CURRENCY);
  g_assert_cmpuint (other.score, <, 30);

  vendor->active = FALSE;
  exact = cfl_vendor_match (vendor, contact, "EUR");
  g_assert_false (cfl_match_is_exact (exact));
  g_assert_true (exact.reasons & CFL_MATCH_INACTIVE);
}

/* The four candidates of the picture of the dialog, in its order. */
static void
test_candidates (void)
{
  g_autoptr (CflContact) contact =
      make_contact ("Sklárna Ondřej Kovář s.r.o.", "fakturace@sklarna-kovar.cz", "CZ27184506");
  g_autoptr (CflVendor) best =
      make_vendor ("Sklarna Kovar", "EUR", "ucetni@Sklarna-Kovar.cz", "XXXXXX4506");
  g_autoptr (CflVendor) glass = make_vendor ("Kovar Glassworks", "EUR", "", "");
  g_autoptr (CflVendor) dollars = make_vendor ("Sklárna Ondřej Kovář s.r.o.", "AUD", "", "");
  g_autoptr (CflVendor) inactive = make_vendor ("O. Kovar", "EUR", "", "");
  CflMatch matches[4];

  cfl_text_set (&contact->country, "Czechia");
  cfl_text_set (&glass->country, "CZ");
  inactive->active = FALSE;
  matches[0] = cfl_vendor_match (best, contact, "EUR");
  matches[1] = cfl_vendor_match (glass, contact, "EUR");
  matches[2] = cfl_vendor_match (dollars, contact, "EUR");
  matches[3] = cfl_vendor_match (inactive, contact, "EUR");

  g_assert_cmpint (matches[0].reasons, ==,
                   CFL_MATCH_SAME_TAX_NUMBER | CFL_MATCH_SAME_EMAIL_DOMAIN |
                       CFL_MATCH_SAME_CURRENCY | CFL_MATCH_SIMILAR_NAME);
  g_assert_cmpuint (matches[0].score, >=, 90);
  g_assert_false (cfl_match_is_exact (matches[0]));
  g_assert_true (matches[1].reasons & CFL_MATCH_SAME_COUNTRY);
  for (int i = 0; i < 3; i++)
    g_assert_cmpuint (matches[i].score, >, matches[i + 1].score);
  g_assert_true (cfl_match_can_link (matches[0]) && cfl_match_can_link (matches[1]));
  g_assert_false (cfl_match_can_link (matches[2]) || cfl_match_can_link (matches[3]));
}

/* What is asked before a link is made or a vendor created. */
static void
test_questions (void)
{
  g_autoptr (CflVendor) mail = make_vendor ("Other Name", "", "ap@aurora.example", "");
  g_autoptr (CflVendor) dollars = make_vendor ("Aurora Textiles", "USD", "", "");
  g_autoptr (CflContact) contact = make_contact ("Aurora Textiles", "ap@aurora.example", "");

  g_assert_true (cfl_match_is_doubtful (match ("Tanager Lighting", "Kestrel Packaging")));
  g_assert_false (cfl_match_is_doubtful (match ("Brunswick Freight", "Brunswick Freight Customs")));
  g_assert_false (cfl_match_is_doubtful (cfl_vendor_match (mail, contact, NULL)));

  g_assert_true (cfl_match_is_near (match ("Aurora Textile", "Aurora Textiles")));
  g_assert_true (cfl_match_is_near (cfl_vendor_match (mail, contact, NULL)));
  g_assert_false (cfl_match_is_near (match ("Kovar Glassworks", "Aurora Textiles")));
  g_assert_false (cfl_match_is_near (cfl_vendor_match (dollars, contact, "EUR")));
}

static void
test_email (void)
{
  static const struct {
    const char *vendor;
    const char *contact;
    CflMatchReasons reasons;
  } cases[] = {
    { "ap@aurora.example", "AP@Aurora.example", CFL_MATCH_SAME_EMAIL },
    { "sales@aurora.example", "ap@aurora.example", CFL_MATCH_SAME_EMAIL_DOMAIN },
    { "one@gmail.com", "two@gmail.com", 0 },
    { "one@gmail.com", "one@gmail.com", CFL_MATCH_SAME_EMAIL },
    { "a@yahoo.co.uk", "b@Yahoo.co.uk", 0 },
    { "Aurora <ap@aurora.example>", "x@other.example; ap@aurora.example", 0 },
    { "Aurora <ap@aurora.example>", "ap@aurora.example, x@other.example", CFL_MATCH_SAME_EMAIL },
    { "", "", 0 },
    { "@", "@", 0 },
    { "aurora.example", "aurora.example", 0 },
    { "a@", "b@", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CflVendor) vendor = make_vendor ("Alpha", "", cases[i].vendor, "");
      g_autoptr (CflContact) contact = make_contact ("Zulu Yankee", cases[i].contact, "");

      g_assert_cmpint (cfl_vendor_match (vendor, contact, "").reasons, ==, cases[i].reasons);
    }
}

static void
test_tax_number (void)
{
  static const struct {
    const char *vendor;
    const char *contact;
    gboolean same;
  } cases[] = {
    { "XXXXX4506", "12-3454506", TRUE },  { "*****4506", "CZ 2718 4506", TRUE },
    { "XXXXX4506", "CZ27184507", FALSE }, { "XXXXXX506", "CZ27184506", FALSE },
    { "12-3454506", "123454506", TRUE },  { "98-3454506", "123454506", FALSE },
    { "XXXXXXXXX", "XXXXXXXXX", FALSE },  { "", "", FALSE },
    { "XXXXX4506", "506", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CflVendor) vendor = make_vendor ("Alpha", "", "", cases[i].vendor);
      g_autoptr (CflContact) contact = make_contact ("Zulu Yankee", "", cases[i].contact);
      CflMatch found = cfl_vendor_match (vendor, contact, NULL);

      g_assert_cmpint ((found.reasons & CFL_MATCH_SAME_TAX_NUMBER) != 0, ==, cases[i].same);
    }
}

static void
test_adopted (void)
{
  g_autoptr (CflVendor) vendor = make_vendor ("Aurora", "USD", "", "");
  g_autoptr (CflContact) contact = make_contact ("Aurora Textiles Ltd", "", "");

  g_assert_false (cfl_vendor_match (vendor, contact, "USD").reasons & CFL_MATCH_ADOPTED);
  cfl_text_set (&contact->adopted_vendor_id, "118");
  g_assert_true (cfl_vendor_match (vendor, contact, "USD").reasons & CFL_MATCH_ADOPTED);
  g_assert_cmpuint (cfl_vendor_match (vendor, contact, "USD").score, >=, 90);
  g_assert_false (cfl_match_can_link (cfl_vendor_match (vendor, contact, "EUR")));
}

static void
test_likeness (void)
{
  g_assert_cmpuint (match ("Textiles Aurora", "Aurora Textiles").likeness, ==, 99);
  g_assert_false (cfl_match_is_exact (match ("Textiles Aurora", "Aurora Textiles")));
  g_assert_cmpuint (match ("Aurora Textile", "Aurora Textiles").likeness, >, 90);
  g_assert_cmpuint (match ("Brunswick Freight", "Brunswick Freight & Customs").likeness, >, 60);
  g_assert_cmpuint (match ("Tanager Lighting", "Kestrel Packaging").likeness, <, 35);
  g_assert_cmpuint (match ("", "").likeness, ==, 0);
  g_assert_cmpuint (match ("Ltd.", "---").likeness, ==, 0);
  g_assert_true (cfl_match_is_exact (match ("aurora textiles PTY LTD", "Aurora Textiles Ltd")));
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);

  g_test_add_func ("/match/fold", test_fold);
  g_test_add_func ("/match/exact", test_exact);
  g_test_add_func ("/match/candidates", test_candidates);
  g_test_add_func ("/match/questions", test_questions);
  g_test_add_func ("/match/email", test_email);
  g_test_add_func ("/match/tax-number", test_tax_number);
  g_test_add_func ("/match/adopted", test_adopted);
  g_test_add_func ("/match/likeness", test_likeness);

  return g_test_run ();
}
