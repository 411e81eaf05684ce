/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-cin7"

#include "config.h"

#include "cfl-cin7-private.h"

#include "cfl-text.h"

#include <glib/gi18n-lib.h>

static void
take (char **field, JsonObject *object, const char *name)
{
  g_autofree char *text = cfl_json_dup_scalar (object, name);

  cfl_text_set (field, text);
}

/* The first of the members that holds something. */
static void
take_first (char **field, JsonObject *object, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      take (field, object, names[i]);
      if (**field != '\0')
        return;
    }
}

static void
take_address (CflContact *contact, JsonObject *object)
{
  g_autofree char *second = g_strdup ("");

  take_first (&contact->address_line, object,
              (const char *const[]){ "address1", "postalAddress1", NULL });
  take (&second, object, "address2");
  if (*contact->address_line != '\0' && *second != '\0')
    {
      g_autofree char *both = g_strdup_printf ("%s, %s", contact->address_line, second);

      cfl_text_set (&contact->address_line, both);
    }
  take_first (&contact->city, object, (const char *const[]){ "city", "postalCity", NULL });
  take_first (&contact->state, object, (const char *const[]){ "state", "postalState", NULL });
  take_first (&contact->postal_code, object,
              (const char *const[]){ "postCode", "postalPostCode", NULL });
  take_first (&contact->country, object, (const char *const[]){ "country", "postalCountry", NULL });
}

/**
 * cfl_cin7_decode_contact:
 *
 * A supplier without a company is known by first and last name.
 */
CflContact *
cfl_cin7_decode_contact (JsonObject *object, GError **error)
{
  g_autoptr (CflContact) contact = cfl_contact_new ();
  JsonObject *links = cfl_json_get_object (object, "accountingIntegrationId");
  g_autofree char *modified = cfl_json_dup_scalar (object, "modifiedDate");
  gint64 id = 0;

  if (!cfl_json_get_integer (object, "id", &id) || id <= 0)
    {
      g_set_error_literal (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_PROTOCOL,
                           _ ("A supplier in Cin7's answer has no id."));
      return NULL;
    }
  g_free (contact->source_id);
  contact->source_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  contact->active = TRUE;
  cfl_json_get_boolean (object, "isActive", &contact->active);
  take (&contact->first_name, object, "firstName");
  take (&contact->last_name, object, "lastName");
  take (&contact->name, object, "company");
  if (*contact->name == '\0')
    {
      g_autofree char *name = g_strdup_printf ("%s %s", contact->first_name, contact->last_name);

      cfl_text_set (&contact->name, name);
    }
  take_first (&contact->email, object, (const char *const[]){ "email", "billingEmail", NULL });
  take_first (&contact->phone, object,
              (const char *const[]){ "phone", "mobile", "accountsPhone", NULL });
  take (&contact->website, object, "website");
  take_address (contact, object);
  take (&contact->tax_number, object, "taxNumber");
  take (&contact->account_number, object, "accountNumber");
  take (&contact->account_code, object, "costCenter");
  take (&contact->payment_terms, object, "paymentTerms");
  take (&contact->adopted_vendor_id, links, "quickBooksOnline");
  if (g_str_equal (contact->adopted_vendor_id, "0"))
    cfl_text_set (&contact->adopted_vendor_id, "");
  cfl_instant_parse (modified, &contact->modified_at);
  return g_steal_pointer (&contact);
}
