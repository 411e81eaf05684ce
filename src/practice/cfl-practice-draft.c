/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-seed.h"

#include <stdlib.h>
#include <string.h>

static const struct {
  const char *code;
  const char *name;
  gint64 product;
  gint64 option;
  guint cents; /* usual price */
} goods[] = {
  { "TOWEL-L-SAND", "Beach towel, sand, large", 410, 982, 1195 },
  { "BOWL-24-CELADON", "Serving bowl 24 cm, celadon", 411, 983, 1840 },
  { "LAMP-BRASS-S", "Table lamp, brass, small", 412, 984, 4275 },
  { "CANDLE-CEDAR", "Candle, cedar", 413, 985, 412 },
  { "RUG-JUTE-160", "Jute rug 160 × 230", 414, 986, 6890 },
  { "TRAY-OAK-L", "Oak tray, large", 415, 987, 2315 },
  { "GLASS-TUMB-6", "Tumblers, box of 6", 416, 988, 1560 },
  { "CUSH-LINEN-50", "Linen cushion 50 × 50", 417, 989, 1385 },
  { "", "Tooling share", 0, 0, 4700 },
};

typedef struct {
  CflDecimal lines;
  CflDecimal freight;
  CflDecimal surcharge;
  CflDecimal discount;
  CflDecimal total;
} Sums;

/* Numbers as Cin7 writes them: a whole one ends in ".0". */
static void
add_number (GString *out, const char *name, CflDecimal value)
{
  g_autofree char *text = cfl_decimal_to_text (value);

  g_string_append_printf (out, "\"%s\":%s%s,", name, text, strchr (text, '.') == NULL ? ".0" : "");
}

static void
add_text (GString *out, const char *name, const char *text)
{
  g_string_append_printf (out, "\"%s\":", name);
  cfl_node_write_string (text, out);
  g_string_append_c (out, ',');
}

static void
add_null (const CflPracticeDraft *draft, GString *out, const char *name)
{
  if (!draft->leaves_out_empty)
    g_string_append_printf (out, "\"%s\":null,", name);
}

/* A plain day comes as the instant of its midnight in the account's own zone. */
static void
add_day (
    const CflPracticeDraft *draft, GString *out, const char *name, CflDate date, GTimeZone *zone)
{
  g_autofree char *day = NULL;
  g_autoptr (GDateTime) midnight = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autofree char *text = NULL;
  int year, month, dom;

  if (!cfl_date_is_set (date))
    {
      add_null (draft, out, name);
      return;
    }
  day = cfl_date_to_text (date);
  year = atoi (day);
  month = atoi (day + 5);
  dom = atoi (day + 8);
  midnight = g_date_time_new (zone, year, month, dom, 0, 0, 0);
  utc = g_date_time_to_utc (midnight);
  text = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
  add_text (out, name, text);
}

static void
add_time (GString *out, const char *name, CflDate date, const char *time)
{
  g_autofree char *day = cfl_date_to_text (date);

  g_string_append_printf (out, "\"%s\":\"%sT%sZ\",", name, day, time);
}

static CflDecimal
make_price (const CflPracticeDraft *draft, guint cents, GRand *random)
{
  gint64 scale = draft->price_digits == 4 ? 100 : draft->price_digits == 3 ? 10 : 1;
  gint64 price = cents * scale + g_rand_int_range (random, 0, (gint32) (cents * scale / 2 + 1));

  if (draft->is_free)
    return cfl_decimal_from_integer (0);
  return cfl_decimal_from_scaled (price, draft->price_digits);
}

static CflDecimal
write_line (const CflPracticeDraft *draft, guint index, GString *out, GRand *random)
{
  guint which = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (goods) - (index == 0 ? 1 : 0));
  gboolean is_broken = draft->price_digits == 4 && index % 3 == 1;
  CflDecimal quantity = is_broken
                            ? cfl_decimal_from_scaled (g_rand_int_range (random, 5, 400) * 5, 1)
                            : cfl_decimal_from_integer (g_rand_int_range (random, 1, 120));
  CflDecimal price = make_price (draft, goods[which].cents, random);
  CflDecimal discount = cfl_decimal_from_integer (
      !draft->is_free && index % 5 == 4 ? g_rand_int_range (random, 0, 4) : 0);
  CflDecimal shipped = draft->is_partly_received ? cfl_decimal_from_integer (0) : quantity;

  g_string_append_printf (out,
                          "%s{\"id\":%" G_GINT64_FORMAT ",\"transactionId\":%" G_GINT64_FORMAT
                          ",\"parentId\":0,\"productId\":%" G_GINT64_FORMAT
                          ",\"productOptionId\":%" G_GINT64_FORMAT ",\"sort\":%u,",
                          index == 0 ? "" : ",", draft->id * 100 + index, draft->id,
                          goods[which].product, goods[which].option, index + 1);
  add_text (out, "code", goods[which].code);
  add_text (out, "name", goods[which].name);
  add_text (out, "option1", "");
  add_number (out, "qty", quantity);
  add_number (out, "qtyShipped", shipped);
  add_number (out, "unitPrice", price);
  add_number (out, "discount", discount);
  add_text (out, "accountCode", draft->id % 9 == 0 && index == 0 ? "6100" : "");
  g_string_append (out, "\"lineComments\":null}");
  return cfl_decimal_subtract (cfl_decimal_multiply (quantity, price), discount);
}

/* With tax on top (Excl) the rate goes for freight, surcharge and discount too. */
static void
add_up (const CflPracticeDraft *draft, Sums *sums, GRand *random)
{
  CflDecimal base;

  if (draft->has_extras)
    {
      sums->freight = cfl_decimal_from_scaled (g_rand_int_range (random, 1500, 26000), 2);
      sums->surcharge = cfl_decimal_from_scaled (g_rand_int_range (random, 100, 1500), 2);
      sums->discount = cfl_decimal_from_scaled (g_rand_int_range (random, 50, 300), 2);
    }
  base = cfl_decimal_subtract (
      cfl_decimal_add (cfl_decimal_add (sums->lines, sums->freight), sums->surcharge),
      sums->discount);
  sums->total = base;
  if (strcmp (draft->tax_status, "\"Excl\"") == 0 || strcmp (draft->tax_status, "2") == 0)
    {
      CflDecimal rate = cfl_decimal_from_text (draft->tax_rate);
      CflDecimal tax =
          cfl_decimal_multiply (cfl_decimal_multiply (base, rate), cfl_decimal_from_scaled (1, 2));

      sums->total = cfl_decimal_round (cfl_decimal_add (base, tax), 4);
    }
  if (draft->total_is_off)
    sums->total = cfl_decimal_add (sums->total, cfl_decimal_from_scaled (315, 2));
}

static void
write_extras (const CflPracticeDraft *draft, const Sums *sums, GString *out)
{
  add_number (out, "productTotal", sums->lines);
  if (draft->has_extras)
    {
      add_number (out, "freightTotal", sums->freight);
      add_text (out, "freightDescription", "Sea freight");
      add_number (out, "surcharge", sums->surcharge);
      add_text (out, "surchargeDescription", "Fuel surcharge");
      add_number (out, "discountTotal", sums->discount);
      add_text (out, "discountDescription", "Early order");
    }
  else if (draft->id % 3 == 0)
    {
      add_number (out, "freightTotal", sums->freight);
      add_null (draft, out, "surcharge");
      add_number (out, "discountTotal", sums->discount);
    }
  else
    {
      add_null (draft, out, "freightTotal");
      add_null (draft, out, "freightDescription");
      add_null (draft, out, "surcharge");
      add_null (draft, out, "surchargeDescription");
      add_null (draft, out, "discountTotal");
      add_null (draft, out, "discountDescription");
    }
  add_number (out, "total", sums->total);
}

static void
write_supplier (const CflPracticeDraft *draft, GString *out)
{
  const CflPracticeSupplier *supplier = draft->supplier;

  g_string_append_printf (out, "\"memberId\":%" G_GINT64_FORMAT ",", supplier->id);
  add_text (out, "company", supplier->company);
  add_text (out, "firstName", supplier->first_name);
  add_text (out, "lastName", supplier->last_name);
  add_text (out, "email", supplier->email);
  add_text (out, "deliveryCompany", "Portland Warehouse");
  add_text (out, "deliveryCity", "Portland");
  g_string_append_printf (out, "\"branchId\":%d,", draft->id % 6 == 0 ? 4 : 3);
}

static void
write_invoice_number (const CflPracticeDraft *draft, GString *out)
{
  if (*draft->invoice_number != '\0')
    add_text (out, "supplierInvoiceReference", draft->invoice_number);
  else if (draft->has_blank_number)
    add_text (out, "supplierInvoiceReference", draft->id % 2 == 0 ? "" : "  ");
  else
    add_null (draft, out, "supplierInvoiceReference");
}

static void
write_rest (const CflPracticeDraft *draft, GString *out, GTimeZone *zone)
{
  add_text (out, "currencyCode", draft->currency);
  g_string_append_printf (out,
                          "\"currencyRate\":%s,\"currencySymbol\":\"$\",\"taxStatus\":%s,"
                          "\"taxRate\":%s,\"alternativeTaxRate\":\"\",\"costCenter\":\"%s\",",
                          draft->currency_rate, draft->tax_status, draft->tax_rate,
                          draft->id % 17 == 0 ? "6100" : "");
  add_text (out, "memberCostCenter", "");
  add_text (out, "source", "Backend");
  g_string_append (out, "\"customFields\":{\"orders_1000\":\"\"},");
  add_text (out, "status", draft->status);
  add_text (out, "stage", draft->stage);
  g_string_append_printf (out, "\"isVoid\":%s,", draft->is_void ? "true" : "false");
  add_text (out, "paymentTerms", draft->supplier->terms);
  add_day (draft, out, "estimatedDeliveryDate", cfl_date_add_days (draft->created, 12), zone);
  add_null (draft, out, "estimatedArrivalDate");
  add_text (out, "port", "");
  if (cfl_date_is_set (draft->received))
    add_time (out, "fullyReceivedDate", draft->received, "18:35:00");
  else
    add_null (draft, out, "fullyReceivedDate");
  add_day (draft, out, "invoiceDate", draft->invoiced, zone);
  write_invoice_number (draft, out);
  g_string_append_printf (out,
                          "\"accountingAttributes\":{\"importDate\":null,"
                          "\"accountingImportStatus\":%s}",
                          draft->import_status);
}

/* The order's JSON as Cin7 would send it, with totals that agree with its lines. */
char *
cfl_practice_draft_write (CflPractice *practice,
                          const CflPracticeDraft *draft,
                          GTimeZone *zone,
                          GRand *random)
{
  GString *out = g_string_sized_new (2048);
  g_autoptr (GString) lines = g_string_new (NULL);
  Sums sums = { 0 };

  for (guint i = 0; i < draft->lines; i++)
    sums.lines = cfl_decimal_add (sums.lines, write_line (draft, i, lines, random));
  add_up (draft, &sums, random);
  g_string_append_printf (out, "{\"id\":%" G_GINT64_FORMAT ",", draft->id);
  add_time (out, "createdDate", draft->created, "14:14:08");
  add_time (out, "modifiedDate",
            cfl_date_is_set (draft->invoiced) ? draft->invoiced : draft->created, "20:20:41");
  g_string_append_printf (out, "\"createdBy\":11,\"processedBy\":11,\"isApproved\":%s,",
                          strcmp (draft->status, "DRAFT") == 0 ? "false" : "true");
  add_text (out, "reference", draft->reference);
  write_supplier (draft, out);
  write_extras (draft, &sums, out);
  write_rest (draft, out, zone);
  g_string_append_printf (out, ",\"lineItems\":[%s]}", lines->str);
  return g_string_free (out, FALSE);
}
