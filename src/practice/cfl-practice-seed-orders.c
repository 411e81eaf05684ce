/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7.h"
#include "cfl-practice-ledger.h"
#include "cfl-practice-seed.h"

#include <string.h>

#define FIRST_ID 5001
#define FIRST_NUMBER 2001
/* Ready orders are dated within so many days. The books are closed up to 84 days ago. */
#define READY_DAYS 80

/* The orders that are not simply ready, one each time they stand here. */
typedef enum {
  ODD_UNLINKED,
  ODD_INACTIVE_VENDOR,
  ODD_INACTIVE_SUPPLIER,
  ODD_NO_NUMBER,
  ODD_BLANK_NUMBER,
  ODD_NO_DATE,
  ODD_DRAFT,
  ODD_VOID,
  ODD_PARTLY_RECEIVED,
  ODD_CLOSED,
  ODD_OLD,
  ODD_FOREIGN,
  ODD_COLLIDING,
  ODD_FREE,
  ODD_DO_NOT_IMPORT,
  ODD_IMPORTED,
  ODD_REFUSED_BEFORE,
  ODD_TOTAL_IS_OFF,
  ODD_NUMBER_TAKEN
} Odd;

static const Odd odd_orders[] = {
  ODD_UNLINKED,
  ODD_UNLINKED,
  ODD_UNLINKED,
  ODD_UNLINKED,
  ODD_UNLINKED,
  ODD_UNLINKED,
  ODD_UNLINKED,
  ODD_INACTIVE_VENDOR,
  ODD_INACTIVE_VENDOR,
  ODD_INACTIVE_VENDOR,
  ODD_INACTIVE_SUPPLIER,
  ODD_NO_NUMBER,
  ODD_BLANK_NUMBER,
  ODD_BLANK_NUMBER,
  ODD_NO_DATE,
  ODD_NO_DATE,
  ODD_DRAFT,
  ODD_DRAFT,
  ODD_VOID,
  ODD_VOID,
  ODD_PARTLY_RECEIVED,
  ODD_PARTLY_RECEIVED,
  ODD_CLOSED,
  ODD_CLOSED,
  ODD_CLOSED,
  ODD_OLD,
  ODD_OLD,
  ODD_OLD,
  ODD_FOREIGN,
  ODD_FOREIGN,
  ODD_FOREIGN,
  ODD_COLLIDING,
  ODD_COLLIDING,
  ODD_COLLIDING,
  ODD_COLLIDING,
  ODD_FREE,
  ODD_DO_NOT_IMPORT,
  ODD_DO_NOT_IMPORT,
  ODD_IMPORTED,
  ODD_IMPORTED,
  ODD_REFUSED_BEFORE,
  ODD_TOTAL_IS_OFF,
  ODD_NUMBER_TAKEN,
  ODD_NUMBER_TAKEN,
};

typedef struct {
  CflPractice *practice;
  GTimeZone *zone;
  GRand *random;
  CflDate today;
  guint next; /* number of orders written */
} Seeder;

static const CflPracticeSupplier *
pick_supplier (Seeder *seeder, CflPracticeMatch match, guint number)
{
  guint length;
  const CflPracticeSupplier *suppliers = cfl_practice_suppliers (&length);
  guint count = 0;

  for (guint i = 0; i < length; i++)
    if (suppliers[i].match == match && suppliers[i].is_active)
      count++;
  number %= count;
  for (guint i = 0; i < length; i++)
    if (suppliers[i].match == match && suppliers[i].is_active && number-- == 0)
      return &suppliers[i];
  return suppliers;
}

static const CflPracticeSupplier *
find_supplier (gint64 id)
{
  guint length;
  const CflPracticeSupplier *suppliers = cfl_practice_suppliers (&length);

  for (guint i = 0; i < length; i++)
    if (suppliers[i].id == id)
      return &suppliers[i];
  return suppliers;
}

/* Puts the number where the supplier's own format has %0Nu. */
static void
set_invoice_number (CflPracticeDraft *draft, guint number)
{
  const char *format = draft->supplier->number_format;
  const char *percent = strchr (format, '%');
  int width = percent[2] - '0';

  g_snprintf (draft->invoice_number, sizeof draft->invoice_number, "%.*s%0*u%s",
              (int) (percent - format), format, width, number, strchr (percent, 'u') + 1);
}

/* A billed, received order that can be uploaded; what is odd is changed afterwards. */
static void
begin_draft (Seeder *seeder, CflPracticeDraft *draft)
{
  guint i = seeder->next;
  guint number = FIRST_NUMBER + i;

  *draft = (CflPracticeDraft){ 0 };
  draft->id = FIRST_ID + i;
  draft->supplier = pick_supplier (seeder, CFL_PRACTICE_MATCH_EXACT, i * 7 + i / 11);
  draft->invoiced = cfl_date_add_days (seeder->today, -1 - (int) ((i * 37) % READY_DAYS));
  draft->created = cfl_date_add_days (draft->invoiced, -21 - (int) (i % 9));
  draft->received = cfl_date_add_days (draft->invoiced, -(int) (i % 4));
  draft->status = "APPROVED";
  draft->stage = i % 8 == 3 ? "" : "Received";
  draft->tax_status = i % 12 == 5    ? "\"Excl\""
                      : i % 24 == 7  ? "\"Incl\""
                      : i % 10 == 9  ? "3"
                      : i % 15 == 11 ? "\"Undefined\""
                                     : "\"Exempt\"";
  draft->tax_rate = i % 12 == 5 ? "8.875" : i % 24 == 7 ? "5.5" : "0.0";
  draft->import_status = i % 6 == 1 ? "0" : "\"NotImported\"";
  draft->currency = seeder->practice->company->currency;
  draft->currency_rate = "1.0";
  draft->lines = i % 50 == 49 ? 20 + i % 41 : 1 + i % 5;
  draft->price_digits = i % 4 == 2 ? 4 : i % 4 == 3 ? 3 : 2;
  draft->has_extras = i % 6 == 0;
  draft->leaves_out_empty = i % 5 == 2;
  /* Back orders carry their parent's number and a letter, or a number of their own behind it. */
  if (i % 20 == 10)
    g_snprintf (draft->reference, sizeof draft->reference, "PO-%uA", number - 1);
  else if (i % 20 == 11)
    g_snprintf (draft->reference, sizeof draft->reference, "PO-%u-1", number - 2);
  else
    g_snprintf (draft->reference, sizeof draft->reference, "PO-%u", number);
  set_invoice_number (draft, 1000 + i);
}

static void
finish_draft (Seeder *seeder, const CflPracticeDraft *draft)
{
  cfl_practice_orders_add (
      seeder->practice, "PurchaseOrders", draft->id,
      cfl_practice_draft_write (seeder->practice, draft, seeder->zone, seeder->random));
  seeder->next++;
}

static void
unbill (CflPracticeDraft *draft)
{
  draft->invoiced = CFL_DATE_UNSET;
  draft->received = CFL_DATE_UNSET;
  draft->invoice_number[0] = '\0';
  draft->stage = "New";
}

/* What keeps the order from being uploaded lies in its parties or its state. */
static void
make_odd_state (Seeder *seeder, CflPracticeDraft *draft, Odd odd, guint index)
{
  static const gint64 unlinked[] = { 862, 862, 863, 864, 864, 865, 866 };

  if (odd == ODD_UNLINKED)
    draft->supplier = find_supplier (unlinked[index % G_N_ELEMENTS (unlinked)]);
  else if (odd == ODD_INACTIVE_VENDOR)
    draft->supplier = find_supplier (867);
  else if (odd == ODD_INACTIVE_SUPPLIER)
    draft->supplier = find_supplier (868);
  else if (odd == ODD_DRAFT)
    draft->status = "DRAFT";
  else if (odd == ODD_VOID)
    {
      draft->status = "VOID";
      draft->is_void = TRUE;
    }
  else if (odd == ODD_PARTLY_RECEIVED)
    {
      draft->received = CFL_DATE_UNSET;
      draft->is_partly_received = TRUE;
    }
  else if (odd == ODD_DO_NOT_IMPORT)
    draft->import_status = index % 2 == 0 ? "\"DoNotImport\"" : "-2";
  else if (odd == ODD_IMPORTED)
    draft->import_status = index % 2 == 0 ? "\"Imported\"" : "1";
  else if (odd == ODD_REFUSED_BEFORE)
    draft->import_status = "-1";
  set_invoice_number (draft, 1000 + seeder->next);
}

static void
make_odd_values (Seeder *seeder, CflPracticeDraft *draft, Odd odd, guint index)
{
  static const char *const currencies[][2] = { { "EUR", "1.0842" },
                                               { "JPY", "0.0067" },
                                               { "AUD", "0.6584" } };

  if (odd == ODD_NO_NUMBER || odd == ODD_BLANK_NUMBER)
    {
      draft->invoice_number[0] = '\0';
      draft->has_blank_number = odd == ODD_BLANK_NUMBER;
    }
  else if (odd == ODD_NO_DATE)
    draft->invoiced = CFL_DATE_UNSET;
  else if (odd == ODD_CLOSED)
    draft->invoiced = cfl_date_add_days (seeder->today, -85 - (int) (index % 3));
  else if (odd == ODD_OLD)
    /* Half a year lies between two of them, so they stand on both sides of daylight saving. */
    draft->invoiced = cfl_date_add_days (seeder->today, -130 - 91 * (int) (index % 3));
  else if (odd == ODD_FOREIGN)
    {
      draft->currency = currencies[index % 3][0];
      draft->currency_rate = currencies[index % 3][1];
    }
  else if (odd == ODD_FREE)
    {
      draft->is_free = TRUE;
      draft->has_extras = FALSE;
    }
  else if (odd == ODD_TOTAL_IS_OFF)
    draft->total_is_off = TRUE;
  else if (odd == ODD_COLLIDING)
    {
      guint pair = index / 2;

      draft->supplier = find_supplier (812);
      g_snprintf (draft->invoice_number, sizeof draft->invoice_number, "AURORA-INV-2026-00%u",
                  417 + pair);
      g_snprintf (draft->reference, sizeof draft->reference, "PO-%u%c", 1901 + pair,
                  index % 2 == 0 ? 'A' : 'B');
    }
}

static const char *
find_vendor_id (CflPractice *practice, const CflPracticeSupplier *supplier)
{
  CflPracticeTable *vendors = cfl_practice_ledger_get_table (practice, "Vendor");
  g_autofree char *name = cfl_practice_supplier_name (supplier);

  for (guint i = 0; i < vendors->rows->len; i++)
    if (g_strcmp0 (cfl_node_get_member_text (vendors->rows->pdata[i], "DisplayName"), name) == 0)
      return cfl_node_get_member_text (vendors->rows->pdata[i], "Id");
  return "";
}

/* Somebody has typed a bill with this order's number into QuickBooks, with another total and in the year
 * before. What is read beforehand does not go back so far, so the upload of the order fails. */
static void
type_bill_by_hand (CflPractice *practice, const CflPracticeDraft *draft)
{
  g_autofree char *date = cfl_date_to_text (cfl_date_add_months (draft->invoiced, -12));
  g_autofree char *text = g_strdup_printf (
      "{\"domain\":\"QBO\",\"sparse\":false,\"Id\":\"%" G_GINT64_FORMAT "\",\"SyncToken\":\"0\","
      "\"MetaData\":{\"CreateTime\":\"%sT10:12:00-08:00\",\"LastUpdatedTime\":"
      "\"%sT10:12:00-08:00\"},\"DocNumber\":\"%s %s\",\"TxnDate\":\"%s\",\"DueDate\":\"%s\","
      "\"CurrencyRef\":{\"value\":\"%s\"},\"VendorRef\":{\"value\":\"%s\"},"
      "\"APAccountRef\":{\"value\":\"33\"},\"LinkedTxn\":[],\"TotalAmt\":1250.00,"
      "\"Balance\":1250.00,\"Line\":[{\"Id\":\"1\",\"LineNum\":1,\"Amount\":1250.00,"
      "\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":"
      "{\"AccountRef\":{\"value\":\"80\"},\"BillableStatus\":\"NotBillable\"}}]}",
      draft->id - FIRST_ID + 500, date, date, draft->invoice_number, draft->reference, date, date,
      practice->company->currency, find_vendor_id (practice, draft->supplier));
  g_autoptr (GError) error = NULL;
  CflNode *bill = cfl_node_parse (text, -1, &error);

  if (bill == NULL)
    g_error ("The seed is wrong: %s in %s", error->message, text);
  cfl_practice_ledger_put (practice, "Bill", bill);
}

static void
add_odd_orders (Seeder *seeder, guint count)
{
  guint index = 0;

  for (guint i = 0; i < count; i++)
    {
      CflPracticeDraft draft;

      index = i > 0 && odd_orders[i] == odd_orders[i - 1] ? index + 1 : 0;
      begin_draft (seeder, &draft);
      draft.lines = 1 + i % 4;
      if (odd_orders[i] != ODD_TOTAL_IS_OFF)
        make_odd_state (seeder, &draft, odd_orders[i], index);
      make_odd_values (seeder, &draft, odd_orders[i], index);
      if (odd_orders[i] == ODD_NUMBER_TAKEN)
        type_bill_by_hand (seeder->practice, &draft);
      finish_draft (seeder, &draft);
    }
}

/* Ready ones first, then the odd ones, then those that are not billed. The same seed and day give
 * the same orders. */
void
cfl_practice_seed_orders (CflPractice *practice)
{
  guint wanted = practice->orders->wanted;
  guint odd = MIN (G_N_ELEMENTS (odd_orders), wanted / 8);
  guint unbilled = wanted * 30 / 380;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (practice->company->time_zone);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  Seeder seeder = { practice, zone != NULL ? zone : utc, NULL, CFL_DATE_UNSET, 0 };

  seeder.random = g_rand_new_with_seed (practice->seed);
  cfl_date_parse (practice->today, &seeder.today);
  while (seeder.next < wanted - odd - unbilled)
    {
      CflPracticeDraft draft;

      begin_draft (&seeder, &draft);
      finish_draft (&seeder, &draft);
    }
  add_odd_orders (&seeder, odd);
  while (seeder.next < wanted)
    {
      CflPracticeDraft draft;

      begin_draft (&seeder, &draft);
      unbill (&draft);
      finish_draft (&seeder, &draft);
    }
  g_rand_free (seeder.random);
}
