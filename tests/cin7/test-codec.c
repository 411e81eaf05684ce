/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-cin7-private.h"
#include "cfl-test.h"

#include <string.h>

#define ORDER                                                                                      \
  "{\"id\":5120,\"createdDate\":\"2026-02-10T21:14:08Z\",\"modifiedDate\":"                        \
  "\"2026-03-02T03:20:41Z\",\"isApproved\":true,\"reference\":\"PO-2041\",\"memberId\":812,"       \
  "\"company\":\"Aurora Textiles Ltd\",\"firstName\":\"\",\"email\":\"ap@aurora.example\","        \
  "\"productTotal\":1834.5,\"freightTotal\":120.0,\"freightDescription\":\"Sea freight\","         \
  "\"surcharge\":null,\"discountTotal\":34.5,\"total\":1920.0,\"currencyCode\":\"usd\","           \
  "\"currencyRate\":1.5384,\"taxStatus\":\"Exempt\",\"taxRate\":0.0,\"customFields\":{"            \
  "\"orders_1000\":\"17-Mar-26\"},\"status\":\"APPROVED\",\"isVoid\":false,\"paymentTerms\":"      \
  "\"30 days\",\"fullyReceivedDate\":\"2026-03-01T22:35:00Z\",\"invoiceDate\":"                    \
  "\"2026-02-28T13:00:00Z\",\"supplierInvoiceReference\":\" AT-88213\\n\","                        \
  "\"accountingAttributes\":{\"importDate\":null,\"accountingImportStatus\":\"NotImported\"},"     \
  "\"lineItems\":[{\"id\":70012,\"parentId\":0,\"sort\":2,\"code\":\"\",\"name\":\"Tooling "       \
  "share\",\"qty\":1.0,\"unitPrice\":47.0,\"discount\":5.0,\"lineComments\":\"mould B\"},"         \
  "{\"id\":70011,\"parentId\":0,\"sort\":1,\"code\":\"TOWEL-L-SAND\",\"name\":\"Beach towel\","    \
  "\"qty\":150.0,\"unitPrice\":11.95,\"discount\":0.0,\"sizeCodes\":\"1|L|X|\"}]}"

static CflOrder *
decode (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = cfl_json_parse_text (text, CFL_JSON_ANY_CASE, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Australia/Sydney");

  g_assert_nonnull (root);
  return cfl_cin7_decode_order (cfl_json_node_get_object (root), zone, error);
}

static void
assert_decimal (CflDecimal actual, const char *expected)
{
  g_autofree char *text = cfl_decimal_to_text (actual);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_date (CflDate actual, const char *expected)
{
  g_autofree char *text = cfl_date_to_text (actual);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CflOrder) order = decode (ORDER, &error);
  CflOrderLine *line;

  g_assert_no_error (error);
  g_assert_cmpstr (order->source_id, ==, "5120");
  g_assert_cmpstr (order->reference, ==, "PO-2041");
  g_assert_cmpstr (order->contact_source_id, ==, "812");
  g_assert_cmpstr (order->supplier, ==, "Aurora Textiles Ltd");
  g_assert_cmpstr (order->supplier_invoice_number, ==, "AT-88213");
  g_assert_cmpstr (order->currency, ==, "USD");
  g_assert_cmpstr (order->payment_terms, ==, "30 days");
  g_assert_cmpstr (order->freight_description, ==, "Sea freight");
  assert_decimal (order->total, "1920");
  assert_decimal (order->freight, "120");
  assert_decimal (order->surcharge, "0");
  assert_decimal (order->exchange_rate, "1.5384");
  /* Midnight in Sydney, written in UTC, is the day before there. */
  assert_date (order->invoice_date, "2026-03-01");
  assert_date (order->received_date, "2026-03-02");
  assert_date (order->created_date, "2026-02-11");
  g_assert_cmpint (order->modified_at, ==, G_GINT64_CONSTANT (1772421641000000));
  g_assert_cmpint (order->state, ==, CFL_ORDER_STATE_APPROVED);
  g_assert_cmpint (order->tax_status, ==, CFL_TAX_STATUS_EXEMPT);
  g_assert_cmpuint (order->lines->len, ==, 2);
  line = g_ptr_array_index (order->lines, 0);
  g_assert_cmpstr (line->code, ==, "TOWEL-L-SAND");
  assert_decimal (cfl_order_line_amount (line), "1792.5");
  line = g_ptr_array_index (order->lines, 1);
  g_assert_cmpstr (line->comment, ==, "mould B");
  assert_decimal (cfl_order_line_amount (line), "42");
}

/* Upper-case names, nothing but the id, numbers for enumerations, four decimals. */
static void
test_variants (void)
{
  g_autoptr (CflOrder) bare = decode ("{\"Id\":7}", NULL);
  g_autoptr (CflOrder) odd = decode (
      "{\"ID\":8,\"Reference\":\"PO-8\",\"FirstName\":\"Ana\",\"LastName\":\"Ortiz\",\"MemberId\":0,"
      "\"Total\":41873.2946,\"ProductTotal\":\"41873.2946\",\"TaxStatus\":1,"
      "\"AccountingAttributes\":{\"AccountingImportStatus\":-2},\"InvoiceDate\":\"\","
      "\"FullyReceivedDate\":\"0001-01-01T00:00:00Z\",\"LineItems\":null}",
      NULL);

  g_assert_cmpstr (bare->source_id, ==, "7");
  g_assert_cmpstr (bare->reference, ==, "");
  g_assert_cmpstr (bare->supplier, ==, "");
  g_assert_false (cfl_date_is_set (bare->invoice_date));
  g_assert_cmpint (bare->state, ==, CFL_ORDER_STATE_APPROVED);
  g_assert_cmpint (bare->accounting_status, ==, CFL_ACCOUNTING_STATUS_NOT_IMPORTED);

  g_assert_cmpstr (odd->supplier, ==, "Ana Ortiz");
  g_assert_cmpstr (odd->contact_source_id, ==, "");
  assert_decimal (odd->total, "41873.2946");
  assert_decimal (odd->product_total, "41873.2946");
  g_assert_cmpint (odd->tax_status, ==, CFL_TAX_STATUS_INCLUSIVE);
  g_assert_cmpint (odd->accounting_status, ==, CFL_ACCOUNTING_STATUS_DO_NOT_IMPORT);
  g_assert_false (cfl_date_is_set (odd->received_date));
}

static void
test_states (void)
{
  const struct {
    const char *members;
    CflOrderState state;
    CflAccountingStatus status;
  } cases[] = {
    { "\"isVoid\":true,\"status\":\"APPROVED\"", CFL_ORDER_STATE_VOID, 0 },
    { "\"status\":\"Void\"", CFL_ORDER_STATE_VOID, 0 },
    { "\"status\":\"Draft\"", CFL_ORDER_STATE_DRAFT, 0 },
    { "\"isApproved\":false", CFL_ORDER_STATE_DRAFT, 0 },
    { "\"isApproved\":false,\"status\":\"APPROVED\"", CFL_ORDER_STATE_APPROVED, 0 },
    { "\"accountingAttributes\":{\"accountingImportStatus\":\"imported\"}",
      CFL_ORDER_STATE_APPROVED, CFL_ACCOUNTING_STATUS_IMPORTED },
    { "\"accountingAttributes\":{\"accountingImportStatus\":1}", CFL_ORDER_STATE_APPROVED,
      CFL_ACCOUNTING_STATUS_IMPORTED },
    { "\"accountingAttributes\":{\"accountingImportStatus\":\"-1\"}", CFL_ORDER_STATE_APPROVED,
      CFL_ACCOUNTING_STATUS_ERROR },
    { "\"accountingAttributes\":null", CFL_ORDER_STATE_APPROVED, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"id\":1,%s}", cases[i].members);
      g_autoptr (CflOrder) order = decode (text, NULL);

      g_assert_nonnull (order);
      g_assert_cmpint (order->state, ==, cases[i].state);
      g_assert_cmpint (order->accounting_status, ==, cases[i].status);
    }
}

/* Two days around the end of daylight saving, and a zone without an own midnight in UTC. */
static void
test_days (void)
{
  g_autoptr (CflOrder) summer =
      decode ("{\"id\":1,\"invoiceDate\":\"2026-04-04T13:00:00Z\"}", NULL);
  g_autoptr (CflOrder) winter =
      decode ("{\"id\":1,\"invoiceDate\":\"2026-04-05T14:00:00Z\"}", NULL);
  g_autoptr (CflOrder) plain = decode ("{\"id\":1,\"invoiceDate\":\"2026-04-05\"}", NULL);
  g_autoptr (CflOrder) fraction =
      decode ("{\"id\":1,\"invoiceDate\":\"2026-04-04T13:00:00.0000000Z\"}", NULL);

  assert_date (summer->invoice_date, "2026-04-05");
  assert_date (winter->invoice_date, "2026-04-06");
  assert_date (plain->invoice_date, "2026-04-05");
  assert_date (fraction->invoice_date, "2026-04-05");
}

#define PART(parent, price) "{\"parentId\":" parent ",\"qty\":2,\"unitPrice\":" price "}"

static void
test_parts (void)
{
  const struct {
    const char *product_total;
    const char *lines;
    guint kept;
  } cases[] = {
    { "20", PART ("0", "10") "," PART ("1", "0") "," PART ("1", "null"), 1 },
    { "20", PART ("0", "10") "," PART ("1", "4") "," PART ("1", "6"), 1 },
    { "28", PART ("0", "10") "," PART ("1", "4"), 2 },
    { "8", PART ("0", "0") "," PART ("1", "4") "," PART ("1", "0"), 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"id\":1,\"productTotal\":%s,\"lineItems\":[%s]}",
                                               cases[i].product_total, cases[i].lines);
      g_autoptr (CflOrder) order = decode (text, NULL);

      g_assert_cmpuint (order->lines->len, ==, cases[i].kept);
    }
}

static void
test_unreadable (void)
{
  const char *const cases[] = {
    "{}",
    "{\"id\":0}",
    "{\"id\":\"x\"}",
    "{\"id\":1,\"reference\":\"PO-1\",\"total\":\"many\"}",
    "{\"id\":1,\"reference\":\"PO-1\",\"total\":{}}",
    "{\"id\":1,\"reference\":\"PO-1\",\"total\":1e40}",
    "{\"id\":1,\"reference\":\"PO-1\",\"invoiceDate\":\"yesterday\"}",
    "{\"id\":1,\"reference\":\"PO-1\",\"lineItems\":[{\"unitPrice\":[1]}]}",
    "{\"id\":1,\"reference\":\"PO-1\",\"taxStatus\":\"Sometimes\"}",
    "{\"id\":1,\"reference\":\"PO-1\",\"accountingAttributes\":{\"accountingImportStatus\":9}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (decode (cases[i], &error));
      g_assert_error (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_PROTOCOL);
      if (i > 2)
        g_assert_nonnull (strstr (error->message, "PO-1"));
    }
  g_assert_null (cfl_cin7_decode_order (NULL, NULL, NULL));
}

static CflContact *
decode_contact (const char *text)
{
  g_autoptr (JsonNode) root = cfl_json_parse_text (text, CFL_JSON_ANY_CASE, NULL);

  return cfl_cin7_decode_contact (cfl_json_node_get_object (root), NULL);
}

static void
test_contact (void)
{
  g_autoptr (CflContact) person =
      decode_contact ("{\"id\":812,\"company\":null,\"firstName\":\"Ana\",\"lastName\":\"\","
                      "\"isActive\":false,\"address1\":\"1 Mill Lane\",\"address2\":\"Unit 2\","
                      "\"postalCity\":\"Porto\",\"taxNumber\":12345,\"accountingIntegrationId\":{"
                      "\"quickBooksOnline\":142},\"modifiedDate\":\"1970-01-01T00:00:01Z\"}");
  g_autoptr (CflContact) company =
      decode_contact ("{\"Id\":813,\"Company\":\"Kestrel\",\"FirstName\":\"Bo\","
                      "\"AccountingIntegrationId\":{\"QuickBooksOnline\":\"0\"}}");

  g_assert_cmpstr (person->source_id, ==, "812");
  g_assert_cmpstr (person->name, ==, "Ana");
  g_assert_false (person->active);
  g_assert_cmpstr (person->address_line, ==, "1 Mill Lane, Unit 2");
  g_assert_cmpstr (person->city, ==, "Porto");
  g_assert_cmpstr (person->tax_number, ==, "12345");
  g_assert_cmpstr (person->adopted_vendor_id, ==, "142");
  g_assert_cmpint (person->modified_at, ==, 1000000);
  g_assert_cmpstr (company->name, ==, "Kestrel");
  g_assert_true (company->active);
  g_assert_cmpstr (company->adopted_vendor_id, ==, "");
  g_assert_null (decode_contact ("{\"company\":\"x\"}"));
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/cin7/codec/order", test_order);
  g_test_add_func ("/cin7/codec/variants", test_variants);
  g_test_add_func ("/cin7/codec/states", test_states);
  g_test_add_func ("/cin7/codec/days", test_days);
  g_test_add_func ("/cin7/codec/parts", test_parts);
  g_test_add_func ("/cin7/codec/unreadable", test_unreadable);
  g_test_add_func ("/cin7/codec/contact", test_contact);
  return g_test_run ();
}
