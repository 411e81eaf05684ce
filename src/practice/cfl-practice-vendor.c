/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"
#include "cfl-practice-schema.h"

#include <string.h>

/* Names are unique over these three, whatever their case. */
static const char *const name_tables[] = { "Vendor", "Customer", "Employee" };

static const char *const name_parts[] = { "Title", "GivenName", "MiddleName", "FamilyName",
                                          "Suffix" };

static const struct {
  const char *name;
  guint max;
} lengths[] = {
  { "DisplayName", 500 },  { "CompanyName", 100 },      { "Title", 16 },
  { "Suffix", 16 },        { "GivenName", 100 },        { "MiddleName", 100 },
  { "FamilyName", 100 },   { "PrintOnCheckName", 100 }, { "AcctNum", 100 },
  { "TaxIdentifier", 20 }, { "Notes", 1024 },
};

static gboolean
has_name (CflPractice *practice, const char *table_name, const char *wanted, const char *own_id)
{
  CflPracticeTable *table = cfl_practice_ledger_get_table (practice, table_name);
  g_autofree char *folded_wanted = g_utf8_casefold (wanted, -1);

  for (guint i = 0; i < table->rows->len; i++)
    {
      CflNode *row = table->rows->pdata[i];
      const char *name = cfl_node_get_member_text (row, "DisplayName");
      g_autofree char *folded = g_utf8_casefold (name == NULL ? "" : name, -1);

      if (strcmp (folded, folded_wanted) == 0 &&
          (strcmp (table_name, "Vendor") != 0 ||
           g_strcmp0 (own_id, cfl_node_get_member_text (row, "Id")) != 0))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_characters (CflNode *request, CflPracticeFault *fault)
{
  static const char *const names[] = { "DisplayName", "Title",  "GivenName",       "MiddleName",
                                       "FamilyName",  "Suffix", "PrintOnCheckName" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = cfl_node_get_member_text (request, names[i]);

      if (text != NULL && strpbrk (text, ":\t\n\r") != NULL)
        return cfl_practice_fault_set (fault, 2040, names[i],
                                       "Property Name:%s specified is unsupported or invalid",
                                       names[i]);
    }
  return TRUE;
}

static gboolean
check_email (CflNode *request, CflPracticeFault *fault)
{
  const char *address = cfl_node_get_member_text (request, "PrimaryEmailAddr.Address");
  const char *at = address == NULL ? NULL : strchr (address, '@');

  if (address == NULL || (at != NULL && at > address && strchr (at, '.') != NULL))
    return TRUE;
  return cfl_practice_fault_set (fault, 2210, "PrimaryEmailAddr",
                                 "Email Address does not conform to the RFC 822 format.");
}

static gboolean
check_vendor (CflPractice *practice, CflNode *request, CflPracticeFault *fault)
{
  if (!cfl_practice_schema_check (practice, "Vendor", request, fault) ||
      !check_characters (request, fault) || !check_email (request, fault))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (!cfl_practice_check_length (request, lengths[i].name, lengths[i].max, fault))
      return FALSE;
  return cfl_node_get (request, "TermRef") == NULL ||
         cfl_practice_find_reference (practice, request, "TermRef", "Term", fault) != NULL;
}

/* The display name of the request, or made of its parts; trimmed. NULL if there is none. */
static char *
make_display_name (CflNode *request)
{
  const char *given = cfl_node_get_member_text (request, "DisplayName");
  g_autoptr (GString) name = NULL;

  if (given != NULL)
    {
      char *trimmed = g_strstrip (g_strdup (given));

      if (*trimmed != '\0')
        return trimmed;
      g_free (trimmed);
    }
  name = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (name_parts); i++)
    {
      const char *part = cfl_node_get_member_text (request, name_parts[i]);

      if (part != NULL && *part != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }
  return name->len > 0 ? g_string_free (g_steal_pointer (&name), FALSE) : NULL;
}

static gboolean
check_name_is_free (CflPractice *practice,
                    const char *name,
                    const char *own_id,
                    CflPracticeFault *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (name_tables); i++)
    if (has_name (practice, name_tables[i], name, own_id))
      return cfl_practice_fault_set (fault, 6240, "", "The name supplied already exists. : null");
  return TRUE;
}

static const char *
currency_name (const char *code)
{
  static const char *const names[][2] = {
    { "USD", "United States Dollar" },
    { "AUD", "Australian Dollar" },
    { "EUR", "Euro" },
    { "GBP", "British Pound Sterling" },
    { "JPY", "Japanese Yen" },
    { "NZD", "New Zealand Dollar" },
    { "CNY", "Chinese Yuan" },
    { "CAD", "Canadian Dollar" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i][0], code) == 0)
      return names[i][1];
  return NULL;
}

/* A company of one currency takes no other. */
static gboolean
set_currency (CflPractice *practice, CflNode *row, CflNode *request, CflPracticeFault *fault)
{
  const char *home = practice->company->currency;
  const char *code = cfl_node_get_member_text (request, "CurrencyRef.value");

  if (code == NULL)
    code = home;
  if (currency_name (code) == NULL)
    return cfl_practice_fault_set (fault, 2220, "CurrencyRef", "Invalid Currency Code : %s", code);
  if (strcmp (code, home) != 0 &&
      !cfl_practice_transaction_preference (practice, "MultiCurrencyEnabled"))
    return cfl_practice_fault_set (
        fault, 6000, "CurrencyRef",
        "Business Validation Error: Multi Currency should be enabled to perform this operation.");
  cfl_node_set (row, "CurrencyRef", cfl_practice_new_reference (code, currency_name (code)));
  return TRUE;
}

static void
copy_members (CflNode *row, CflNode *request)
{
  static const char *const fixed[] = { "Id",       "SyncToken",   "sparse",  "domain",
                                       "MetaData", "CurrencyRef", "Balance", NULL };

  for (guint i = 0; i < cfl_node_get_length (request); i++)
    {
      const char *name = cfl_node_get_name (request, i);
      CflNode *value = cfl_node_get_item (request, i);

      if (g_strv_contains (fixed, name))
        continue;
      if (cfl_node_get_kind (value) == CFL_NODE_NULL ||
          (cfl_node_get_kind (value) == CFL_NODE_STRING && *cfl_node_get_text (value) == '\0'))
        cfl_node_remove (row, name);
      else
        cfl_node_set (row, name, cfl_node_copy (value));
    }
}

/* Answers show the last four characters of a tax number only. */
static void
mask_tax_number (CflNode *row)
{
  const char *text = cfl_node_get_member_text (row, "TaxIdentifier");
  g_autofree char *masked = NULL;

  if (text == NULL)
    return;
  masked = g_strdup_printf ("XXXXXX%s",
                            g_utf8_strlen (text, -1) > 4
                                ? g_utf8_offset_to_pointer (text, g_utf8_strlen (text, -1) - 4)
                                : "");
  cfl_node_set_text (row, "TaxIdentifier", masked);
}

CflNode *
cfl_practice_vendor_create (CflPractice *practice, CflNode *request, CflPracticeFault *fault)
{
  g_autoptr (CflNode) row = NULL;
  g_autofree char *name = NULL;
  CflNode *stored;

  if (!check_vendor (practice, request, fault))
    return NULL;
  name = make_display_name (request);
  if (name == NULL)
    {
      cfl_practice_fault_set (
          fault, 6080, NULL,
          "At least one of Title, Given name, Middle name, Family name, Suffix, "
          "Display name has to be supplied");
      return NULL;
    }
  if (!check_name_is_free (practice, name, NULL, fault))
    return NULL;
  row = cfl_node_new_object ();
  cfl_node_set (row, "Balance", cfl_node_new_integer (0));
  cfl_node_set_boolean (row, "Vendor1099", FALSE);
  if (!set_currency (practice, row, request, fault))
    return NULL;
  stored = cfl_practice_new_row (practice, "Vendor");
  for (guint i = 0; i < cfl_node_get_length (row); i++)
    cfl_node_set (stored, cfl_node_get_name (row, i), cfl_node_ref (cfl_node_get_item (row, i)));
  copy_members (stored, request);
  cfl_node_set_text (stored, "DisplayName", name);
  if (cfl_node_get (stored, "PrintOnCheckName") == NULL)
    cfl_node_set_text (stored, "PrintOnCheckName", name);
  cfl_node_set_boolean (stored, "Active", cfl_node_get_flag (request, "Active", TRUE));
  mask_tax_number (stored);
  cfl_practice_ledger_put (practice, "Vendor", stored);
  return stored;
}

static void
mark_deleted (CflNode *row)
{
  static const char *const names[] = { "DisplayName", "CompanyName" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = cfl_node_get_member_text (row, names[i]);
      g_autofree char *renamed = NULL;

      if (text == NULL || g_str_has_suffix (text, " (deleted)"))
        continue;
      renamed = g_strconcat (text, " (deleted)", NULL);
      cfl_node_set_text (row, names[i], renamed);
    }
}

CflNode *
cfl_practice_vendor_update (CflPractice *practice, CflNode *request, CflPracticeFault *fault)
{
  const char *id = cfl_node_get_member_text (request, "Id");
  CflNode *row = cfl_practice_ledger_find (practice, "Vendor", id);
  g_autoptr (CflNode) before = NULL;
  g_autofree char *name = NULL;
  gboolean was_active;

  if (!check_vendor (practice, request, fault))
    return NULL;
  if (row == NULL)
    {
      cfl_practice_fault_set (fault, 610, NULL,
                              "Object Not Found : Something you're trying to use "
                              "has been made inactive.");
      return NULL;
    }
  if (g_strcmp0 (cfl_node_get_member_text (request, "SyncToken"),
                 cfl_node_get_member_text (row, "SyncToken")) != 0)
    {
      cfl_practice_fault_set (fault, 5010, NULL,
                              "Stale Object Error : You and someone else were working on this at "
                              "the same time.");
      return NULL;
    }
  name = make_display_name (request);
  if (name != NULL && !check_name_is_free (practice, name, id, fault))
    return NULL;
  before = cfl_node_copy (row);
  was_active = cfl_node_get_flag (row, "Active", TRUE);
  if (!cfl_node_get_flag (request, "sparse", FALSE))
    for (guint i = cfl_node_get_length (row); i > 0; i--)
      {
        static const char *const kept[] = { "Id",         "SyncToken",        "sparse",
                                            "domain",     "MetaData",         "CurrencyRef",
                                            "Balance",    "Active",           "DisplayName",
                                            "Vendor1099", "PrintOnCheckName", NULL };
        const char *member = cfl_node_get_name (row, i - 1);

        if (!g_strv_contains (kept, member))
          cfl_node_remove (row, member);
      }
  copy_members (row, request);
  if (was_active && !cfl_node_get_flag (row, "Active", TRUE))
    mark_deleted (row);
  mask_tax_number (row);
  if (!cfl_node_equal (before, row))
    cfl_practice_touch_row (practice, row);
  cfl_practice_ledger_put (practice, "Vendor", cfl_node_ref (row));
  return row;
}
