/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include "cfl-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Limits of the fields, in characters. */
#define DISPLAY_NAME 500
#define NAME_PART 100
#define PHONE 21
#define ADDRESS_LINE 500
#define ADDRESS_PART 255
#define POSTAL_CODE 30
#define TAX_IDENTIFIER 20
#define ACCOUNT_NUMBER 15

/**
 * cfl_quickbooks_clean_name:
 *
 * Names may hold no colon, tab or line break (code 2040).
 *
 * Returns: (transfer full): the name without them, with single blanks between its words
 */
char *
cfl_quickbooks_clean_name (const char *name)
{
  g_autofree char *clean = cfl_text_clean (name != NULL ? name : "");
  g_auto (GStrv) words = g_strsplit_set (clean, ": ", -1);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", words[i]);
  return g_string_free (joined, FALSE);
}

static void
write_name (CflJsonWriter *writer, const char *member, const char *name, guint limit)
{
  g_autofree char *clean = cfl_quickbooks_clean_name (name);
  g_autofree char *cut = cfl_text_cut (clean, limit);

  cfl_quickbooks_write_text (writer, member, cut);
}

static void
write_cut (CflJsonWriter *writer, const char *member, const char *text, guint limit)
{
  g_autofree char *clean = cfl_text_clean (text);
  g_autofree char *cut = cfl_text_cut (clean, limit);

  cfl_quickbooks_write_text (writer, member, cut);
}

/* A text in an object of its own: {"PrimaryPhone":{"FreeFormNumber":"…"}}. */
static void
write_inner (CflJsonWriter *writer, const char *member, const char *inner, const char *text)
{
  if (*text == '\0')
    return;
  cfl_json_writer_begin_object (writer, member);
  cfl_json_writer_add_text (writer, inner, text);
  cfl_json_writer_end_object (writer);
}

/* What QuickBooks would refuse (2210, 2200) is left out: a supplier matters more than its e-mail. */
static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strchr (at + 1, '@') == NULL && strchr (at, '.') != NULL &&
         strpbrk (text, " ,;<>") == NULL && g_utf8_strlen (text, -1) <= 100;
}

static gboolean
is_website (const char *text)
{
  return strchr (text, '.') != NULL && strpbrk (text, " <>\"") == NULL && strlen (text) <= 1000;
}

static void
write_address (CflJsonWriter *writer, const CflContact *contact)
{
  if (*contact->address_line == '\0' && *contact->city == '\0' && *contact->country == '\0' &&
      *contact->postal_code == '\0' && *contact->state == '\0')
    return;
  cfl_json_writer_begin_object (writer, "BillAddr");
  write_cut (writer, "Line1", contact->address_line, ADDRESS_LINE);
  write_cut (writer, "City", contact->city, ADDRESS_PART);
  write_cut (writer, "CountrySubDivisionCode", contact->state, ADDRESS_PART);
  write_cut (writer, "PostalCode", contact->postal_code, POSTAL_CODE);
  write_cut (writer, "Country", contact->country, ADDRESS_PART);
  cfl_json_writer_end_object (writer);
}

GBytes *
cfl_quickbooks_encode_vendor (const CflContact *contact,
                              const char *display_name,
                              const char *currency)
{
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();
  g_autofree char *phone = cfl_text_cut (contact->phone, PHONE);

  cfl_json_writer_begin_object (writer, NULL);
  write_name (writer, "DisplayName", display_name, DISPLAY_NAME);
  write_name (writer, "CompanyName", contact->name, NAME_PART);
  write_name (writer, "GivenName", contact->first_name, NAME_PART);
  write_name (writer, "FamilyName", contact->last_name, NAME_PART);
  if (is_email (contact->email))
    write_inner (writer, "PrimaryEmailAddr", "Address", contact->email);
  write_inner (writer, "PrimaryPhone", "FreeFormNumber", phone);
  if (is_website (contact->website))
    write_inner (writer, "WebAddr", "URI", contact->website);
  write_address (writer, contact);
  write_cut (writer, "TaxIdentifier", contact->tax_number, TAX_IDENTIFIER);
  write_cut (writer, "AcctNum", contact->account_number, ACCOUNT_NUMBER);
  if (currency != NULL && *currency != '\0')
    cfl_quickbooks_write_reference (writer, "CurrencyRef", currency);
  cfl_json_writer_end_object (writer);
  return cfl_json_writer_finish (writer, NULL);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CflAnswer) answer =
      cfl_quickbooks_client_call_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  JsonObject *object;
  CflVendor *vendor;

  if (answer == NULL || !cfl_answer_set_error (answer, &error))
    {
      cfl_quickbooks_translate_error (&error);
      g_task_return_error (task, error);
      return;
    }
  object = cfl_json_get_object (cfl_json_node_get_object (answer->root), "Vendor");
  vendor = object != NULL ? cfl_quickbooks_decode_vendor (object) : NULL;
  if (vendor == NULL)
    g_task_return_new_error (task, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL, "%s",
                             _ ("QuickBooks' answer did not show the new vendor. Refresh the "
                                "vendors to see whether it was made."));
  else
    g_task_return_pointer (task, vendor, (GDestroyNotify) cfl_vendor_unref);
}

void
cfl_quickbooks_client_create_vendor_async (CflQuickbooksClient *self,
                                           const CflContact *contact,
                                           const char *display_name,
                                           const char *currency,
                                           const char *request_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name = cfl_quickbooks_clean_name (display_name);
  g_autofree char *id = g_uri_escape_string (request_id, NULL, FALSE);
  g_autofree char *query = g_strconcat ("requestid=", id, NULL);
  g_autoptr (CflHttpRequest) request =
      cfl_quickbooks_client_request_new (self, "POST", "/vendor", query);
  g_autoptr (GBytes) body = cfl_quickbooks_encode_vendor (contact, display_name, currency);

  g_task_set_source_tag (task, cfl_quickbooks_client_create_vendor_async);
  g_task_set_name (task, "create a vendor");
  if (*name == '\0')
    {
      g_task_return_new_error (task, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REJECTED, "%s",
                               _ ("A vendor needs a name."));
      return;
    }
  cfl_http_request_set_body (request, body, "application/json");
  cfl_http_request_set_idempotent (request, TRUE); /* by its request id */
  cfl_http_request_set_label (request, "create vendor");
  cfl_quickbooks_client_call_async (self, request, cancellable, created_cb,
                                    g_steal_pointer (&task));
}

CflVendor *
cfl_quickbooks_client_create_vendor_finish (CflQuickbooksClient *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
