/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-cin7"

#include "config.h"

#include "cfl-cin7-private.h"

#include "cfl-text.h"

#include <glib/gi18n-lib.h>

/* Values are null, missing or "" where there are none, enumerations are numbers or names, and a plain
 * day is the instant of its midnight in the account's own zone. */

/* Days before this are Cin7's way to say "no date" (year 1). */
#define FIRST_YEAR 1900

typedef struct {
  const char *name;
  int number;
  int value;
} EnumValue;

static const EnumValue import_states[] = {
  { "NotImported", 0, CFL_ACCOUNTING_STATUS_NOT_IMPORTED },
  { "Imported", 1, CFL_ACCOUNTING_STATUS_IMPORTED },
  { "Error", -1, CFL_ACCOUNTING_STATUS_ERROR },
  { "DoNotImport", -2, CFL_ACCOUNTING_STATUS_DO_NOT_IMPORT },
};

static const EnumValue tax_states[] = {
  { "Undefined", 0, CFL_TAX_STATUS_UNDEFINED },
  { "Incl", 1, CFL_TAX_STATUS_INCLUSIVE },
  { "Excl", 2, CFL_TAX_STATUS_EXCLUSIVE },
  { "Exempt", 3, CFL_TAX_STATUS_EXEMPT },
};

static void
take (char **field, JsonObject *object, const char *name)
{
  g_autofree char *text = cfl_json_dup_scalar (object, name);

  cfl_text_set (field, text);
}

/* An id as text; Cin7 writes 0 for none. */
static void
take_id (char **field, JsonObject *object, const char *name)
{
  take (field, object, name);
  if (g_str_equal (*field, "0"))
    cfl_text_set (field, "");
}

static gboolean
set_unreadable (GError **error, const char *reference, const char *member)
{
  /* Translators: an order's reference, and the name of a field in Cin7's answer */
  g_set_error (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_PROTOCOL,
               _ ("Order %s was left out: its %s cannot be read."), reference, member);
  return FALSE;
}

/* An amount that is not there is 0; one that is there and is no number makes the order unreadable,
 * for a guess would be a wrong bill. */
static gboolean
take_amount (
    CflDecimal *amount, JsonObject *object, const char *name, const char *reference, GError **error)
{
  g_autofree char *text = cfl_json_dup_scalar (object, name);

  if (text == NULL || *text == '\0')
    {
      /* An object or array is neither absent nor an amount. */
      JsonNode *node = cfl_json_get_node (object, name);

      if (cfl_json_node_get_object (node) != NULL || cfl_json_node_get_array (node) != NULL)
        return set_unreadable (error, reference, name);
      return TRUE;
    }
  if (!cfl_json_get_decimal (object, name, amount) && !cfl_decimal_parse (text, amount, NULL))
    return set_unreadable (error, reference, name);
  return TRUE;
}

static gboolean
take_enum (
    int *value, JsonObject *object, const char *name, const EnumValue *values, guint n_values)
{
  g_autofree char *text = cfl_json_dup_scalar (object, name);
  char *end = NULL;
  gint64 number = text != NULL ? g_ascii_strtoll (text, &end, 10) : 0;
  gboolean is_number = text != NULL && *text != '\0' && (*end == '\0' || *end == '.');

  for (guint i = 0; text != NULL && i < n_values; i++)
    if ((is_number && number == values[i].number) || g_ascii_strcasecmp (text, values[i].name) == 0)
      {
        *value = values[i].value;
        return TRUE;
      }
  return text == NULL || *text == '\0';
}

static gboolean
take_date (CflDate *date,
           JsonObject *object,
           const char *name,
           GTimeZone *zone,
           const char *reference,
           GError **error)
{
  g_autofree char *text = cfl_json_dup_scalar (object, name);
  CflDate day = CFL_DATE_UNSET;
  gint64 instant;

  if (text == NULL || *g_strstrip (text) == '\0')
    return TRUE;
  if (!cfl_date_parse (text, &day))
    {
      if (!cfl_instant_parse (text, &instant))
        return set_unreadable (error, reference, name);
      day = cfl_instant_to_date (instant, zone);
    }
  if (cfl_date_compare (day, cfl_date_new (FIRST_YEAR, 1, 1)) >= 0)
    *date = day;
  return TRUE;
}

static void
take_supplier (CflOrder *order, JsonObject *object)
{
  take_id (&order->contact_source_id, object, "memberId");
  take (&order->supplier, object, "company");
  if (*order->supplier == '\0')
    {
      g_autofree char *first = cfl_json_dup_scalar (object, "firstName");
      g_autofree char *last = cfl_json_dup_scalar (object, "lastName");
      g_autofree char *name =
          g_strdup_printf ("%s %s", first != NULL ? first : "", last != NULL ? last : "");

      cfl_text_set (&order->supplier, name);
    }
  take (&order->supplier_email, object, "email");
}

static void
take_state (CflOrder *order, JsonObject *object)
{
  g_autofree char *status = cfl_json_dup_scalar (object, "status");
  gboolean is_void = FALSE;
  gboolean is_approved = TRUE;

  cfl_json_get_boolean (object, "isVoid", &is_void);
  cfl_json_get_boolean (object, "isApproved", &is_approved);
  if (is_void || (status != NULL && g_ascii_strcasecmp (status, "VOID") == 0))
    order->state = CFL_ORDER_STATE_VOID;
  else if (status != NULL && *status != '\0')
    order->state = g_ascii_strcasecmp (status, "DRAFT") == 0 ? CFL_ORDER_STATE_DRAFT
                                                             : CFL_ORDER_STATE_APPROVED;
  else
    order->state = is_approved ? CFL_ORDER_STATE_APPROVED : CFL_ORDER_STATE_DRAFT;
}

static gboolean
take_status (CflOrder *order, JsonObject *object, GError **error)
{
  JsonObject *attributes = cfl_json_get_object (object, "accountingAttributes");
  int imported = CFL_ACCOUNTING_STATUS_NOT_IMPORTED;
  int tax = CFL_TAX_STATUS_UNDEFINED;

  take_state (order, object);
  /* A status that is not known must not pass for "not imported": that would post a bill twice. */
  if (!take_enum (&imported, attributes, "accountingImportStatus", import_states,
                  G_N_ELEMENTS (import_states)))
    return set_unreadable (error, order->reference, "accountingImportStatus");
  if (!take_enum (&tax, object, "taxStatus", tax_states, G_N_ELEMENTS (tax_states)))
    return set_unreadable (error, order->reference, "taxStatus");
  order->accounting_status = (CflAccountingStatus) imported;
  order->tax_status = (CflTaxStatus) tax;
  return TRUE;
}

static gboolean
take_amounts (CflOrder *order, JsonObject *object, GError **error)
{
  const struct {
    const char *name;
    CflDecimal *amount;
  } amounts[] = {
    { "productTotal", &order->product_total },
    { "freightTotal", &order->freight },
    { "surcharge", &order->surcharge },
    { "discountTotal", &order->discount },
    { "total", &order->total },
    { "currencyRate", &order->exchange_rate },
    { "taxRate", &order->tax_rate },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    if (!take_amount (amounts[i].amount, object, amounts[i].name, order->reference, error))
      return FALSE;
  return TRUE;
}

static gboolean
take_dates (CflOrder *order, JsonObject *object, GTimeZone *zone, GError **error)
{
  g_autofree char *modified = cfl_json_dup_scalar (object, "modifiedDate");

  cfl_instant_parse (modified, &order->modified_at);
  return take_date (&order->invoice_date, object, "invoiceDate", zone, order->reference, error) &&
         take_date (&order->received_date, object, "fullyReceivedDate", zone, order->reference,
                    error) &&
         take_date (&order->created_date, object, "createdDate", zone, order->reference, error);
}

static gboolean
take_line (CflOrder *order, JsonObject *object, GError **error)
{
  CflOrderLine *line = cfl_order_add_line (order);

  cfl_json_get_integer (object, "id", &line->source_line_id);
  take (&line->code, object, "code");
  take (&line->name, object, "name");
  take (&line->comment, object, "lineComments");
  take (&line->account_code, object, "accountCode");
  return take_amount (&line->quantity, object, "qty", order->reference, error) &&
         take_amount (&line->unit_price, object, "unitPrice", order->reference, error) &&
         take_amount (&line->discount, object, "discount", order->reference, error);
}

static int
compare_sort (gconstpointer a, gconstpointer b)
{
  gint64 first = 0;
  gint64 second = 0;

  cfl_json_get_integer (*(JsonObject *const *) a, "sort", &first);
  cfl_json_get_integer (*(JsonObject *const *) b, "sort", &second);
  return (first > second) - (first < second);
}

static gboolean
is_part (JsonObject *line)
{
  gint64 parent = 0;

  return cfl_json_get_integer (line, "parentId", &parent) && parent != 0;
}

/* The parts of a bill of materials (parentId is not 0) normally carry no price: their parent does.
 * One without an amount is left out; one with an amount is kept, unless the order's product total
 * shows that the parents alone make it up. */
static void
drop_parts (CflOrder *order, GPtrArray *parts)
{
  CflDecimal all = { 0 };
  CflDecimal of_parts = { 0 };
  gboolean counted_twice;

  for (guint i = 0; i < order->lines->len; i++)
    {
      CflOrderLine *line = g_ptr_array_index (order->lines, i);
      CflDecimal amount = cfl_order_line_amount (line);

      all = cfl_decimal_add (all, amount);
      if (g_ptr_array_find (parts, line, NULL))
        of_parts = cfl_decimal_add (of_parts, amount);
    }
  counted_twice = !cfl_decimal_equal (all, order->product_total) &&
                  cfl_decimal_equal (cfl_decimal_subtract (all, of_parts), order->product_total);
  for (guint i = order->lines->len; i > 0; i--)
    {
      CflOrderLine *line = g_ptr_array_index (order->lines, i - 1);

      if (g_ptr_array_find (parts, line, NULL) &&
          (counted_twice || cfl_decimal_is_zero (cfl_order_line_amount (line))))
        g_ptr_array_remove_index (order->lines, i - 1);
    }
}

static gboolean
take_lines (CflOrder *order, JsonObject *object, GError **error)
{
  JsonArray *array = cfl_json_get_array (object, "lineItems");
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (guint i = 0; i < cfl_json_array_get_length (array); i++)
    {
      JsonObject *line = cfl_json_array_get_object (array, i);

      if (line != NULL)
        g_ptr_array_add (sorted, line);
    }
  g_ptr_array_sort (sorted, compare_sort); /* stable */
  for (guint i = 0; i < sorted->len; i++)
    {
      JsonObject *line = g_ptr_array_index (sorted, i);

      if (!take_line (order, line, error))
        return FALSE;
      if (is_part (line))
        g_ptr_array_add (parts, g_ptr_array_index (order->lines, order->lines->len - 1));
    }
  if (parts->len > 0)
    drop_parts (order, parts);
  return TRUE;
}

static void
take_texts (CflOrder *order, JsonObject *object)
{
  g_autofree char *currency = cfl_json_dup_scalar (object, "currencyCode");
  g_autofree char *upper = g_ascii_strup (currency != NULL ? currency : "", -1);

  cfl_text_set (&order->currency, upper);
  take (&order->supplier_invoice_number, object, "supplierInvoiceReference");
  take (&order->stage, object, "stage");
  take (&order->project, object, "projectName");
  take (&order->payment_terms, object, "paymentTerms");
  take (&order->account_code, object, "costCenter");
  if (*order->account_code == '\0')
    take (&order->account_code, object, "memberCostCenter");
  take (&order->tax_name, object, "alternativeTaxRate");
  if (*order->tax_name == '\0')
    take (&order->tax_name, object, "memberAlternativeTaxRate");
  take (&order->freight_description, object, "freightDescription");
  take (&order->surcharge_description, object, "surchargeDescription");
  take (&order->discount_description, object, "discountDescription");
  take (&order->note, object, "internalComments");
}

/**
 * cfl_cin7_decode_order:
 * @object: an element of Cin7's array, parsed with %CFL_JSON_ANY_CASE
 * @zone: the zone of the Cin7 account, which turns its instants into days
 *
 * Returns: (transfer full): the order; NULL with a sentence that names it when it has no id, or an
 *   amount, a date or a status that cannot be read
 */
CflOrder *
cfl_cin7_decode_order (JsonObject *object, GTimeZone *zone, GError **error)
{
  g_autoptr (CflOrder) order = cfl_order_new ();
  gint64 id = 0;

  order->source = CFL_ORDER_SOURCE_CIN7;
  take (&order->reference, object, "reference");
  if (!cfl_json_get_integer (object, "id", &id) || id <= 0)
    {
      set_unreadable (error, order->reference, "id");
      return NULL;
    }
  g_free (order->source_id);
  order->source_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  take_supplier (order, object);
  take_texts (order, object);
  if (!take_status (order, object, error) || !take_amounts (order, object, error) ||
      !take_dates (order, object, zone, error) || !take_lines (order, object, error))
    return NULL;
  return g_steal_pointer (&order);
}
