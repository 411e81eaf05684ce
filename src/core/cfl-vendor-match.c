/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-vendor.h"

#include "cfl-name-private.h"

#include <string.h>

/* The weights of the reasons. Names alone reach 60; a name that agrees wholly and nothing against it
 * reaches 90, from where the dialog proposes the link by itself. */
#define NAME_WEIGHT 60
#define TAX_NUMBER_POINTS 30
#define EMAIL_POINTS 20
#define EMAIL_DOMAIN_POINTS 10
#define CURRENCY_POINTS 8
#define COUNTRY_POINTS 5
#define SURE_SCORE 90
#define ADOPTED_SCORE 95
/* QuickBooks masks all but the last four digits. */
#define TAX_NUMBER_MINIMUM 4
/* A similar name is worth a chip from here on. */
#define SIMILAR_LIKENESS 35
/* A vendor that cannot be linked stays visible, below those that can. */
#define HINDERED_DIVISOR 4
/* Names that agree less may still be one firm, and names that agree more mostly are. */
#define DOUBTFUL_LIKENESS 50
#define NEAR_LIKENESS 80

/* Half the world has its mail there, so the domain says nothing about the firm. */
static const char *const mail_hosts[] = {
  "126.com",        "163.com",        "aol.com",         "bigpond.com",
  "btinternet.com", "comcast.net",    "fastmail.com",    "foxmail.com",
  "gmail.com",      "gmx.at",         "gmx.ch",          "gmx.de",
  "gmx.net",        "googlemail.com", "hotmail.com",     "hotmail.co.uk",
  "hotmail.fr",     "icloud.com",     "libero.it",       "live.com",
  "mac.com",        "mail.com",       "mail.ru",         "me.com",
  "msn.com",        "naver.com",      "optusnet.com.au", "orange.fr",
  "outlook.com",    "proton.me",      "protonmail.com",  "qq.com",
  "rediffmail.com", "seznam.cz",      "sina.com",        "t-online.de",
  "verizon.net",    "wanadoo.fr",     "web.de",          "xtra.co.nz",
  "yahoo.co.jp",    "yahoo.co.uk",    "yahoo.com",       "yahoo.com.au",
  "yandex.ru",      "ymail.com",      "zoho.com",        NULL,
};

/* The first address of a field that may hold several, in small letters; "" when there is none. */
static char *
first_address (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " ,;<>\t", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *at = strchr (parts[i], '@');

      if (at != NULL && at > parts[i] && at[1] != '\0')
        return g_utf8_strdown (parts[i], -1);
    }
  return g_strdup ("");
}

static CflMatchReasons
compare_emails (const char *vendor_email, const char *contact_email)
{
  g_autofree char *a = first_address (vendor_email);
  g_autofree char *b = first_address (contact_email);
  const char *domain = strchr (a, '@');
  const char *other = strchr (b, '@');

  if (domain == NULL || other == NULL)
    return 0;
  if (g_str_equal (a, b))
    return CFL_MATCH_SAME_EMAIL;
  if (g_str_equal (domain, other) && !g_strv_contains (mail_hosts, domain + 1))
    return CFL_MATCH_SAME_EMAIL_DOMAIN;
  return 0;
}

/* The letters and digits of a tax number from its end on, in small letters and back to front, as far
 * as they are not masked. */
static char *
reversed_tax_number (const char *text, gboolean masked)
{
  GString *result = g_string_new (NULL);

  for (gsize i = strlen (text); i > 0; i--)
    {
      char c = g_ascii_tolower (text[i - 1]);

      if (masked && (c == 'x' || c == '*'))
        break;
      if (g_ascii_isalnum (c))
        g_string_append_c (result, c);
    }
  return g_string_free (result, FALSE);
}

static gboolean
same_tax_number (const char *masked, const char *whole)
{
  g_autofree char *a = reversed_tax_number (masked, TRUE);
  g_autofree char *b = reversed_tax_number (whole, FALSE);
  gsize known = strlen (a);

  return known >= TAX_NUMBER_MINIMUM && strlen (b) >= known && strncmp (a, b, known) == 0;
}

/* Countries are typed as names here and as codes there. */
static const char *
country_code (const char *folded)
{
  static const char *const names[][2] = {
    { "australia", "au" },
    { "austria", "at" },
    { "canada", "ca" },
    { "china", "cn" },
    { "czech republic", "cz" },
    { "czechia", "cz" },
    { "france", "fr" },
    { "germany", "de" },
    { "great britain", "gb" },
    { "hong kong", "hk" },
    { "india", "in" },
    { "ireland", "ie" },
    { "italy", "it" },
    { "japan", "jp" },
    { "new zealand", "nz" },
    { "netherlands", "nl" },
    { "spain", "es" },
    { "sweden", "se" },
    { "uk", "gb" },
    { "united kingdom", "gb" },
    { "united states", "us" },
    { "united states of america", "us" },
    { "usa", "us" },
    { "vietnam", "vn" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (folded, names[i][0]))
      return names[i][1];
  return folded;
}

static gboolean
same_country (const char *a, const char *b)
{
  g_autofree char *left = cfl_name_fold (a);
  g_autofree char *right = cfl_name_fold (b);

  return left[0] != '\0' && g_str_equal (country_code (left), country_code (right));
}

/* Two vendors of one firm are told apart by a currency behind the name, "Acme (EUR)". */
static char *
fold_vendor_name (const char *name, const char *currency)
{
  g_autofree char *folded = cfl_name_fold (name);
  g_autofree char *suffix = g_strconcat (" ", currency, NULL);
  gsize length = strlen (folded);
  gsize end = strlen (suffix);

  if (end == 4 && length > end && g_ascii_strcasecmp (folded + length - end, suffix) == 0)
    {
      g_autofree char *without = g_strndup (folded, length - end);

      return cfl_name_fold (without);
    }
  return g_steal_pointer (&folded);
}

static guint
name_likeness (const CflVendor *vendor, const CflContact *contact)
{
  g_autofree char *name = cfl_name_fold (contact->name);
  g_autofree char *display = fold_vendor_name (vendor->display_name, vendor->currency);
  g_autofree char *company = fold_vendor_name (vendor->company_name, vendor->currency);

  return MAX (cfl_name_likeness (display, name), cfl_name_likeness (company, name));
}

static CflMatchReasons
find_reasons (const CflVendor *vendor,
              const CflContact *contact,
              const char *currency,
              guint likeness)
{
  CflMatchReasons reasons = compare_emails (vendor->email, contact->email);

  if (likeness == 100)
    reasons |= CFL_MATCH_SAME_NAME;
  else if (likeness >= SIMILAR_LIKENESS)
    reasons |= CFL_MATCH_SIMILAR_NAME;
  if (same_tax_number (vendor->tax_identifier, contact->tax_number))
    reasons |= CFL_MATCH_SAME_TAX_NUMBER;
  if (same_country (vendor->country, contact->country))
    reasons |= CFL_MATCH_SAME_COUNTRY;
  if (contact->adopted_vendor_id[0] != '\0' && g_str_equal (contact->adopted_vendor_id, vendor->id))
    reasons |= CFL_MATCH_ADOPTED;
  if (currency != NULL && currency[0] != '\0' && vendor->currency[0] != '\0')
    reasons |= g_str_equal (vendor->currency, currency) ? CFL_MATCH_SAME_CURRENCY
                                                        : CFL_MATCH_OTHER_CURRENCY;
  if (!vendor->active)
    reasons |= CFL_MATCH_INACTIVE;
  return reasons;
}

static guint
score (CflMatchReasons reasons, guint likeness)
{
  guint points = likeness * NAME_WEIGHT / 100;

  if (reasons & CFL_MATCH_SAME_TAX_NUMBER)
    points += TAX_NUMBER_POINTS;
  if (reasons & CFL_MATCH_SAME_EMAIL)
    points += EMAIL_POINTS;
  if (reasons & CFL_MATCH_SAME_EMAIL_DOMAIN)
    points += EMAIL_DOMAIN_POINTS;
  if (reasons & CFL_MATCH_SAME_CURRENCY)
    points += CURRENCY_POINTS;
  if (reasons & CFL_MATCH_SAME_COUNTRY)
    points += COUNTRY_POINTS;
  if (reasons & CFL_MATCH_SAME_NAME)
    points = MAX (points, SURE_SCORE);
  if (reasons & CFL_MATCH_ADOPTED)
    points = MAX (points, ADOPTED_SCORE);
  points = MIN (points, 100);
  return reasons & (CFL_MATCH_OTHER_CURRENCY | CFL_MATCH_INACTIVE) ? points / HINDERED_DIVISOR
                                                                   : points;
}

/**
 * cfl_vendor_match:
 * @currency: (nullable): the currency of the contact's orders, where it is known
 */
CflMatch
cfl_vendor_match (const CflVendor *vendor, const CflContact *contact, const char *currency)
{
  guint likeness = name_likeness (vendor, contact);
  CflMatchReasons reasons = find_reasons (vendor, contact, currency, likeness);

  return (CflMatch){ .score = score (reasons, likeness), .likeness = likeness, .reasons = reasons };
}

/**
 * cfl_match_is_exact:
 *
 * Returns: whether the link may be proposed without being looked at one by one: the same folded name
 *   and nothing in the way
 */
gboolean
cfl_match_is_exact (CflMatch match)
{
  return (match.reasons & CFL_MATCH_SAME_NAME) != 0 && cfl_match_can_link (match);
}

gboolean
cfl_match_can_link (CflMatch match)
{
  return (match.reasons & (CFL_MATCH_OTHER_CURRENCY | CFL_MATCH_INACTIVE)) == 0;
}

/* What says more than a name. */
#define FIRM_REASONS                                                                               \
  (CFL_MATCH_SAME_NAME | CFL_MATCH_ADOPTED | CFL_MATCH_SAME_TAX_NUMBER | CFL_MATCH_SAME_EMAIL)

/**
 * cfl_match_is_doubtful:
 *
 * Returns: whether so little speaks for the link that the user should be asked before it is made
 */
gboolean
cfl_match_is_doubtful (CflMatch match)
{
  return (match.reasons & (FIRM_REASONS | CFL_MATCH_SAME_EMAIL_DOMAIN)) == 0 &&
         match.likeness < DOUBTFUL_LIKENESS;
}

/**
 * cfl_match_is_near:
 *
 * Returns: whether the vendor is so much like the contact that creating another one would most likely
 *   make a second of the same; a vendor that cannot be linked is none of these
 */
gboolean
cfl_match_is_near (CflMatch match)
{
  return cfl_match_can_link (match) &&
         ((match.reasons & FIRM_REASONS) != 0 || match.likeness >= NEAR_LIKENESS);
}
