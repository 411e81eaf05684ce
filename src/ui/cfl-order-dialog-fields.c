/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-dialog-private.h"

#include "cfl-status.h"

#include <glib/gi18n.h>

static void
clear (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

static int
count_rows (GtkGrid *grid)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (grid));
  int column;
  int row;
  int width;
  int height;

  if (last == NULL)
    return 0;
  gtk_grid_query_child (grid, last, &column, &row, &width, &height);
  return row + height;
}

static void
add_heading (GtkGrid *grid, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  int row = count_rows (grid);

  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (row > 0)
    gtk_widget_set_margin_top (label, 12);
  gtk_grid_attach (grid, label, 0, row, 2, 1);
}

static GtkWidget *
add_field (GtkGrid *grid, const char *name, const char *value)
{
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *text = gtk_label_new (value);
  int row = count_rows (grid);

  gtk_widget_add_css_class (label, "dim");
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (text, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, text, 1, row, 1, 1);
  return text;
}

static void
add_optional (GtkGrid *grid, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    add_field (grid, name, value);
}

static void
add_date (GtkGrid *grid, const char *name, CflDate date)
{
  g_autofree char *text =
      cfl_date_is_set (date) ? cfl_date_to_text (date) : g_strdup (_ ("Not set"));
  GtkWidget *field = add_field (grid, name, text);

  if (!cfl_date_is_set (date))
    gtk_widget_add_css_class (field, "dim");
}

/* What stands in the way, said at the field that it is about. */
static void
add_reason (GtkGrid *grid, const CflOrderDetails *details)
{
  g_autoptr (CflWords) words = cfl_words_for_row (details->row);
  g_autofree char *text = g_strjoin (" ", words->sentence, words->remedy, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean refused = cfl_row_was_refused (details->row);
  GtkWidget *icon =
      gtk_image_new_from_icon_name (refused ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (icon, refused ? "err" : "warn");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_grid_attach (grid, box, 1, count_rows (grid), 1, 1);
}

typedef enum { PLACE_SUPPLIER, PLACE_NUMBER, PLACE_DATE, PLACE_AMOUNTS, PLACE_ORDER } Place;

static Place
place_of_reason (CflReason reason)
{
  switch (reason)
    {
    case CFL_REASON_NOT_LINKED:
    case CFL_REASON_VENDOR_MISSING:
    case CFL_REASON_VENDOR_INACTIVE:
    case CFL_REASON_VENDOR_CURRENCY:
      return PLACE_SUPPLIER;
    case CFL_REASON_NO_SUPPLIER_INVOICE_NUMBER:
    case CFL_REASON_NUMBER_CLASH:
      return PLACE_NUMBER;
    case CFL_REASON_NO_INVOICE_DATE:
    case CFL_REASON_OUT_OF_WINDOW:
    case CFL_REASON_BOOKS_CLOSED:
      return PLACE_DATE;
    case CFL_REASON_CURRENCY_OFF:
    case CFL_REASON_NOT_POSITIVE:
    case CFL_REASON_NO_LINES:
    case CFL_REASON_NO_ACCOUNT:
    case CFL_REASON_NO_PAYABLE_ACCOUNT:
    case CFL_REASON_ROUNDING_GAP:
    case CFL_REASON_TAX_NOT_SUPPORTED:
    case CFL_REASON_ACCOUNT_UNUSABLE:
    case CFL_REASON_BAD_AMOUNT:
      return PLACE_AMOUNTS;
    case CFL_REASON_READY:
    case CFL_REASON_VOID:
    case CFL_REASON_DO_NOT_IMPORT:
    case CFL_REASON_DRAFT:
    case CFL_REASON_IMPORTED_ELSEWHERE:
    case CFL_REASON_HERE_TWICE:
    case CFL_REASON_NO_ORDER_REFERENCE:
    case CFL_REASON_SENT_AS_PURCHASE_ORDER:
    case CFL_REASON_PURCHASE_ORDERS_OFF:
    case CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE:
    case CFL_REASON_PARTLY_BILLED:
    case CFL_REASON_NOT_CONNECTED:
    case CFL_N_REASONS:
    default:
      return PLACE_ORDER;
    }
}

/* Of what QuickBooks said. */
static Place
place_of_failure (gint error_code)
{
  switch (error_code)
    {
    case 6140: /* the number is used */
      return PLACE_NUMBER;
    case 6200: /* the books are closed */
    case 6210:
    case 6270: /* before the stock item began */
      return PLACE_DATE;
    default:
      return PLACE_ORDER;
    }
}

static void
add_reason_at (GtkGrid *grid, const CflOrderDetails *details, Place place)
{
  const CflOrderRow *row = details->row;

  if (cfl_row_is_under_way (row))
    return;
  if (cfl_row_was_refused (row))
    {
      if (place_of_failure (row->error_code) == place)
        add_reason (grid, details);
    }
  else if (row->reason != CFL_REASON_READY && place_of_reason (row->reason) == place)
    add_reason (grid, details);
}

static char *
describe_vendor (const CflVendor *vendor)
{
  if (vendor == NULL)
    return g_strdup (_ ("Not linked"));
  return vendor->currency[0] != '\0'
             ? g_strdup_printf ("%s, %s", vendor->display_name, vendor->currency)
             : g_strdup (vendor->display_name);
}

void
cfl_order_dialog_fill_left (GtkGrid *grid, const CflOrderDetails *details)
{
  const CflOrder *order = details->order;
  g_autofree char *vendor = describe_vendor (details->vendor);

  clear (grid);
  add_heading (grid, _ ("Order"));
  add_field (grid, _ ("Order"), order->reference);
  add_reason_at (grid, details, PLACE_ORDER);
  add_field (grid, _ ("Supplier"), order->supplier);
  add_field (grid, _ ("Vendor"), vendor);
  add_reason_at (grid, details, PLACE_SUPPLIER);
  add_optional (grid, _ ("E-mail"), order->supplier_email);

  add_heading (grid, _ ("Invoice"));
  add_field (grid, _ ("Supplier Inv No"),
             order->supplier_invoice_number[0] != '\0' ? order->supplier_invoice_number
                                                       : _ ("Not set"));
  add_reason_at (grid, details, PLACE_NUMBER);
  add_date (grid, _ ("Invoice Date"), order->invoice_date);
  add_reason_at (grid, details, PLACE_DATE);
  add_optional (grid, _ ("Terms"), order->payment_terms);
  add_date (grid, _ ("Due Date"), details->row->due_date);
  add_date (grid, _ ("Received"), order->received_date);
  add_date (grid, _ ("Created"), order->created_date);

  if (order->branch[0] != '\0' || order->project[0] != '\0' || order->stage[0] != '\0' ||
      order->account_code[0] != '\0' || order->note[0] != '\0')
    add_heading (grid, _ ("More"));
  add_optional (grid, _ ("Branch"), order->branch);
  add_optional (grid, _ ("Project"), order->project);
  add_optional (grid, _ ("Stage"), order->stage);
  add_optional (grid, _ ("Account"), order->account_code);
  add_optional (grid, _ ("Note"), order->note);
}

static void
add_amount (GtkGrid *grid, const char *name, CflDecimal amount, const char *currency, gboolean bold)
{
  g_autofree char *text = cfl_amount_to_display (amount, currency);
  g_autofree char *with_currency = bold ? g_strdup_printf ("%s %s", text, currency) : NULL;
  GtkWidget *field = add_field (grid, name, bold ? with_currency : text);

  gtk_label_set_xalign (GTK_LABEL (field), 1);
  if (bold)
    gtk_widget_add_css_class (field, "heading");
}

static const char *
tax_status_text (CflTaxStatus status)
{
  switch (status)
    {
    case CFL_TAX_STATUS_INCLUSIVE:
      return _ ("Included in the prices");
    case CFL_TAX_STATUS_EXCLUSIVE:
      return _ ("On top of the prices");
    case CFL_TAX_STATUS_EXEMPT:
      return _ ("Exempt");
    case CFL_TAX_STATUS_UNDEFINED:
    default:
      return _ ("Not set");
    }
}

static void
add_reference (GtkGrid *grid, const CflOrderDetails *details)
{
  const CflOrderRow *row = details->row;
  g_autofree char *markup = row->number[0] != '\0'
                                ? cfl_reference_to_markup (row->reference, row->number)
                                : g_markup_escape_text (row->reference, -1);
  GtkWidget *field = add_field (grid, _ ("Whole"), NULL);

  gtk_label_set_markup (GTK_LABEL (field), markup);
  if (row->number[0] != '\0')
    {
      g_autofree char *used = g_strdup_printf (_ ("%ld of %d characters used"),
                                               g_utf8_strlen (row->number, -1), CFL_REFERENCE_MAX);

      add_field (grid, _ ("As sent"), row->number);
      field = add_field (grid, "", used);
      gtk_widget_add_css_class (field, "dim");
    }
}

void
cfl_order_dialog_fill_right (GtkGrid *grid,
                             const CflOrderDetails *details,
                             const CflCompany *company)
{
  const CflOrder *order = details->order;

  clear (grid);
  add_heading (grid, _ ("Reference in QuickBooks"));
  add_reference (grid, details);

  add_heading (grid, _ ("Amounts"));
  add_amount (grid, _ ("Goods"), order->product_total, order->currency, FALSE);
  add_amount (grid, _ ("Freight"), order->freight, order->currency, FALSE);
  add_amount (grid, _ ("Surcharge"), order->surcharge, order->currency, FALSE);
  add_amount (grid, _ ("Discount"), cfl_decimal_negate (order->discount), order->currency, FALSE);
  add_amount (grid, _ ("Total"), cfl_order_rounded_total (order), order->currency, TRUE);
  add_reason_at (grid, details, PLACE_AMOUNTS);

  add_heading (grid, _ ("Currency and tax"));
  add_field (grid, _ ("Currency"), order->currency);
  if (!cfl_decimal_is_zero (order->exchange_rate) && company != NULL &&
      g_strcmp0 (order->currency, company->home_currency) != 0)
    {
      g_autofree char *rate = cfl_decimal_to_text (order->exchange_rate);
      /* Translators: an exchange rate: "1.5384 AUD for 1 USD". */
      g_autofree char *text =
          g_strdup_printf (_ ("%s %s for 1 %s"), rate, company->home_currency, order->currency);

      add_field (grid, _ ("Rate"), text);
    }
  add_field (grid, _ ("Tax"), tax_status_text (order->tax_status));
  add_optional (grid, _ ("Tax name"), order->tax_name);
}

static const char *
accounting_status_text (CflAccountingStatus status)
{
  switch (status)
    {
    case CFL_ACCOUNTING_STATUS_IMPORTED:
      return _ ("Imported");
    case CFL_ACCOUNTING_STATUS_DO_NOT_IMPORT:
      return _ ("Do Not Import");
    case CFL_ACCOUNTING_STATUS_ERROR:
      return _ ("Refused by another integration");
    case CFL_ACCOUNTING_STATUS_NOT_IMPORTED:
    default:
      return _ ("Not Imported Yet Or Reset For Re-import");
    }
}

static const char *
source_text (CflOrderSource source)
{
  switch (source)
    {
    case CFL_ORDER_SOURCE_CSV:
      return _ ("CSV file");
    case CFL_ORDER_SOURCE_TYPED:
      return _ ("Typed in");
    case CFL_ORDER_SOURCE_CIN7:
    default:
      return _ ("Cin7 Omni");
    }
}

static const char *
attempt_text (CflAttemptState state)
{
  switch (state)
    {
    case CFL_ATTEMPT_QUEUED:
      return _ ("Queued");
    case CFL_ATTEMPT_SENDING:
      return _ ("Sending…");
    case CFL_ATTEMPT_UPLOADED:
      return _ ("In QuickBooks");
    case CFL_ATTEMPT_FAILED:
      return _ ("Not uploaded");
    case CFL_ATTEMPT_UNKNOWN:
      return _ ("No answer yet");
    case CFL_ATTEMPT_CANCELLED:
    default:
      return _ ("Cancelled");
    }
}

static void
add_history (GtkGrid *grid, const GPtrArray *attempts)
{
  for (guint i = 0; i < attempts->len; i++)
    {
      const CflAttempt *attempt = g_ptr_array_index (attempts, i);
      g_autofree char *when = cfl_instant_to_table (
          attempt->finished_at != 0 ? attempt->finished_at : attempt->started_at);
      g_autofree char *what = NULL;

      if (attempt->state == CFL_ATTEMPT_UPLOADED && attempt->error_message[0] != '\0')
        /* Translators: "In QuickBooks, number INV-1, id 42. QuickBooks left out a link." */
        what = g_strdup_printf (_ ("%s, number %s, id %s. %s"), attempt_text (attempt->state),
                                attempt->number, attempt->quickbooks_id, attempt->error_message);
      else if (attempt->state == CFL_ATTEMPT_UPLOADED)
        /* Translators: "In QuickBooks, number INV-1, id 42". */
        what = g_strdup_printf (_ ("%s, number %s, id %s"), attempt_text (attempt->state),
                                attempt->number, attempt->quickbooks_id);
      else if (attempt->error_message[0] != '\0')
        what = g_strdup_printf ("%s: %s", attempt_text (attempt->state), attempt->error_message);
      else
        what = g_strdup (attempt_text (attempt->state));
      add_field (grid, when[0] != '\0' ? when : "–", what);
    }
  if (attempts->len == 0)
    add_field (grid, "", _ ("Never uploaded"));
}

void
cfl_order_dialog_fill_admin (GtkGrid *grid, const CflOrderDetails *details)
{
  const CflOrder *order = details->order;
  g_autofree char *changed = cfl_instant_to_table (order->modified_at);

  clear (grid);
  add_heading (grid, _ ("Accounting"));
  add_field (grid, _ ("Accounting Status"), accounting_status_text (order->accounting_status));

  add_heading (grid, _ ("Source"));
  add_field (grid, _ ("From"), source_text (order->source));
  add_field (grid, _ ("Id there"), order->source_id);
  add_optional (grid, _ ("Changed there"), changed);

  add_heading (grid, _ ("History"));
  add_history (grid, details->attempts);
}
