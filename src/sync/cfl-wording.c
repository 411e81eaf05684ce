/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reasons in words. The words for failures stand in cfl-wording-failures.c. */

#include "config.h"

#include "cfl-wording-private.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n-lib.h>

static const CflWordsTemplate reason_words[CFL_N_REASONS] = {
  [CFL_REASON_READY] = { N_ ("Ready"), N_ ("Ready to upload"),
                         N_ ("Everything that QuickBooks needs is there."), "", "", CFL_FIX_NONE },
  [CFL_REASON_VOID] = { N_ ("Void"), N_ ("This order is void"),
                        N_ ("The order was made void where it comes from, so it becomes no {document}."),
                        N_ ("Nothing needs to be done."), "", CFL_FIX_NONE },
  [CFL_REASON_DO_NOT_IMPORT] = { N_ ("Do Not Import"), N_ ("This order is set to Do Not Import"),
                                 N_ ("Its Accounting Status says that it is not uploaded."),
                                 N_ ("To upload it, set its accounting status back in Cin7, then get new orders."),
                                 N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_OUT_OF_WINDOW] = { N_ ("Outside the past months"),
                                 N_ ("This order is older than the past months"),
                                 N_ ("Only orders of the past months that the preferences name are uploaded."),
                                 N_ ("To upload it, raise the number of past months in the preferences."),
                                 N_ ("Options…"), CFL_FIX_SETTINGS },
  [CFL_REASON_DRAFT] = { N_ ("Still a draft"), N_ ("This order is a draft"),
                         N_ ("The order has not been approved where it comes from."),
                         N_ ("Approve it in Cin7, then get new orders."), N_ ("Open…"),
                         CFL_FIX_OPEN },
  [CFL_REASON_IMPORTED_ELSEWHERE] = { N_ ("Already imported"),
                                      N_ ("This order is already imported"),
                                      N_ ("It was sent from here before, or by Cin7's own connection to QuickBooks. Sending it "
                                          "again would post it twice."),
                                      N_ ("If it is not in QuickBooks, reset its accounting status in Cin7, then get new orders."),
                                      N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_NO_INVOICE_DATE] = { N_ ("No Invoice Date"), N_ ("The Invoice Date is missing"),
                                   N_ ("Without the date of the supplier's invoice the order cannot become a bill."),
                                   N_ ("Enter the date printed on the supplier's invoice in Cin7, then get new orders."),
                                   N_ ("Open…"), CFL_FIX_ADD_DATE },
  [CFL_REASON_NO_SUPPLIER_INVOICE_NUMBER] = { N_ ("No Supplier Inv No"),
                                              N_ ("The Supplier Inv No is missing"),
                                              N_ ("Without the number of the supplier's invoice the order cannot become a bill."),
                                              N_ ("Enter the number printed on the supplier's invoice in Cin7, then get new orders."),
                                              N_ ("Open…"), CFL_FIX_ADD_NUMBER },
  [CFL_REASON_NO_ORDER_REFERENCE] = { N_ ("No order reference"),
                                      N_ ("The order has no reference of its own"),
                                      N_ ("The reference is part of the number that QuickBooks holds."),
                                      N_ ("Give the order a reference in Cin7, then get new orders."),
                                      N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_NOT_LINKED] = { N_ ("Supplier is not linked"),
                              N_ ("The supplier is not linked to a vendor"),
                              N_ ("QuickBooks must know whose {document} this is."),
                              N_ ("Link the supplier to a vendor in QuickBooks."), N_ ("Link…"),
                              CFL_FIX_LINK },
  [CFL_REASON_VENDOR_MISSING] = { N_ ("Vendor is gone"),
                                  N_ ("The linked vendor is no longer in QuickBooks"),
                                  N_ ("It was merged with another vendor or removed there."),
                                  N_ ("Link the supplier to another vendor."), N_ ("Link…"),
                                  CFL_FIX_LINK },
  [CFL_REASON_VENDOR_INACTIVE] = { N_ ("Vendor is inactive"),
                                   N_ ("The linked vendor is inactive in QuickBooks"),
                                   N_ ("QuickBooks takes no {document} for an inactive vendor."),
                                   N_ ("Make the vendor active again and refresh, or link the supplier to another vendor."),
                                   N_ ("Link…"), CFL_FIX_LINK },
  [CFL_REASON_VENDOR_CURRENCY] = { N_ ("Vendor is in {detail}"),
                                   N_ ("The linked vendor is kept in {detail}"),
                                   N_ ("A vendor has one currency in QuickBooks, and it is not the order's."),
                                   N_ ("Link the supplier to a vendor with the order's currency, or create one."),
                                   N_ ("Link…"), CFL_FIX_LINK },
  [CFL_REASON_CURRENCY_OFF] = { N_ ("Company does not use {detail}"),
                                N_ ("The company in QuickBooks has one currency"),
                                N_ ("The order is in {detail}, and multicurrency is off in QuickBooks."),
                                N_ ("Switch multicurrency on in QuickBooks and refresh, or correct the order's currency."),
                                N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_NOT_POSITIVE] = { N_ ("Total is not above zero"), N_ ("The total is not above zero"),
                                N_ ("QuickBooks takes a {document} only with a total above zero."),
                                N_ ("Correct the order in Cin7, or enter a supplier credit in QuickBooks by hand."),
                                N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_NO_LINES] = { N_ ("No lines with an amount"),
                            N_ ("The order has no lines with an amount"),
                            N_ ("A {document} needs at least one line with an amount."),
                            N_ ("Add the lines in Cin7, then get new orders."), N_ ("Open…"),
                            CFL_FIX_OPEN },
  [CFL_REASON_BOOKS_CLOSED] = { N_ ("Books are closed"), N_ ("The books are closed up to {detail}"),
                                N_ ("QuickBooks takes no {document} dated on or before the closing date."),
                                N_ ("Correct the date in Cin7 and get new orders, or open the books in QuickBooks and refresh."),
                                N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_NO_ACCOUNT] = { N_ ("No account for {detail}"),
                              N_ ("No account is chosen for {detail}"),
                              N_ ("Every line of the {document} needs an account in QuickBooks."),
                              N_ ("Choose an account in the preferences."), N_ ("Choose…"),
                              CFL_FIX_CHOOSE_ACCOUNT },
  [CFL_REASON_NO_PAYABLE_ACCOUNT] = { N_ ("No payables in {detail}"),
                                      N_ ("There is no payables account in {detail}"),
                                      N_ ("In QuickBooks vendor, payables account and {document} share one currency."),
                                      N_ ("Add an accounts payable account in that currency in QuickBooks, then refresh."),
                                      N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_ROUNDING_GAP] = { N_ ("Total is off by {detail}"),
                                N_ ("Lines and total differ by {detail}"),
                                N_ ("The lines do not add up to the order's total, by more than rounding explains."),
                                N_ ("Compare the order with the supplier's invoice and correct it in Cin7."),
                                N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_NUMBER_CLASH] = { N_ ("Number is already used"),
                                N_ ("The number {detail} is already used"),
                                N_ ("Another document of this company or vendor has the same number."),
                                N_ ("Check that this is not the same invoice twice, then change the number in Cin7."),
                                N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_SENT_AS_PURCHASE_ORDER] = { N_ ("Sent as a purchase order"),
                                          N_ ("This order was sent as a purchase order"),
                                          N_ ("It is in QuickBooks as a purchase order, so its bill has to be made from that."),
                                          N_ ("Make the bill in QuickBooks and add the purchase order to it."),
                                          N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_PURCHASE_ORDERS_OFF] = { N_ ("Purchase orders are off"),
                                       N_ ("Uploading of purchase orders is off"),
                                       N_ ("The preferences say that only bills are uploaded."),
                                       N_ ("To upload it now, switch purchase orders on in the preferences."),
                                       N_ ("Options…"), CFL_FIX_SETTINGS },
  [CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE] = { N_ ("No orders in QuickBooks"),
                                               N_ ("The company in QuickBooks keeps no purchase orders"),
                                               N_ ("They are switched off there, or the company's edition does not have them."),
                                               N_ ("In QuickBooks, switch on “Use purchase orders” under Account and settings, "
                                                   "Expenses, then refresh. Or wait until the order is billed and upload the bill."),
                                               N_ ("Options…"), CFL_FIX_SETTINGS },
  [CFL_REASON_PARTLY_BILLED] = { N_ ("Already partly billed"), N_ ("The order is billed in part"),
                                 N_ ("A purchase order is sent only while Invoice Date, Supplier Inv No and Dispatch Date are "
                                     "all empty."),
                                 N_ ("Complete the invoice in Cin7; the order then becomes a bill."),
                                 N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_TAX_NOT_SUPPORTED] = { N_ ("Carries tax"), N_ ("The order carries tax"),
                                     N_ ("Tax is sent only for companies in the United States, where it is part of the cost."),
                                     N_ ("Enter this {document} in QuickBooks by hand and set the order to Do Not Import in Cin7."),
                                     N_ ("Open…"), CFL_FIX_OPEN },
  [CFL_REASON_ACCOUNT_UNUSABLE] = { N_ ("Account cannot be used"),
                                    N_ ("The account {detail} cannot be used"),
                                    N_ ("It is inactive in QuickBooks, or of a type that takes no lines."),
                                    N_ ("Make it active in QuickBooks and refresh, or choose another: in the preferences, or in Cin7 where the order names it."),
                                    N_ ("Choose…"), CFL_FIX_CHOOSE_ACCOUNT },
  [CFL_REASON_BAD_AMOUNT] = { N_ ("Amount is too large"), N_ ("An amount is too large"),
                              N_ ("It has more digits than can be sent exactly."),
                              N_ ("Correct the amount in Cin7, then get new orders."), N_ ("Open…"),
                              CFL_FIX_OPEN },
  [CFL_REASON_NOT_CONNECTED] = { N_ ("QuickBooks not read yet"),
                                 N_ ("QuickBooks has not been read yet"),
                                 N_ ("Accounts and vendors are needed to check this order."),
                                 N_ ("Connect QuickBooks, or refresh."), N_ ("Connect…"),
                                 CFL_FIX_SIGN_IN },
  [CFL_REASON_HERE_TWICE] = { N_ ("Order is here twice"), N_ ("This order is here twice"),
                              N_ ("It came from Cin7 and from a file, or by hand, with the same reference. Only one of the "
                                  "two is sent."),
                              N_ ("Set the one that is not to be sent to Do Not Import."),
                              N_ ("Open…"), CFL_FIX_OPEN },
};

/* The order, its supplier or a line names an account by itself, so no choice in the preferences would
 * help. */
static const CflWordsTemplate unknown_code_words = {
  N_ ("No account {detail}"),
  N_ ("QuickBooks has no account {detail}"),
  N_ ("The order names an account that is neither the number nor the name of one in QuickBooks."),
  N_ ("Correct the account in Cin7 and get new orders, or add one of that number in QuickBooks and "
      "refresh."),
  N_ ("Open…"),
  CFL_FIX_OPEN
};

/* Nothing can be switched on in an edition without purchase orders. */
static const CflWordsTemplate edition_words = {
  N_ ("No orders in QuickBooks"),
  N_ ("{detail} has no purchase orders"),
  N_ ("QuickBooks keeps purchase orders in the editions Plus and Advanced only."),
  N_ ("Upgrade the edition in QuickBooks and refresh, or wait until the order is billed and upload "
      "the bill."),
  N_ ("Options…"),
  CFL_FIX_SETTINGS
};

/* The words that core uses for the accounts a company chooses; NULL for anything else. */
static const char *
translate_role (const char *detail)
{
  static const struct {
    const char *name;
    const char *words;
  } names[] = {
    { "expense", NC_ ("account", "goods") },
    { "inventory", NC_ ("account", "stock") },
    { "freight", NC_ ("account", "freight") },
    { "surcharge", NC_ ("account", "surcharges") },
    { "discount", NC_ ("account", "discounts") },
    { "rounding", NC_ ("account", "rounding") },
    { "tax", NC_ ("account", "tax") },
    { "payable", NC_ ("account", "payables") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (detail, names[i].name) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "account", names[i].words);
  return NULL;
}

static char *
fill_in (const char *text, const char *detail, CflDocumentKind kind)
{
  g_autoptr (GString) filled = NULL;

  if (text[0] == '\0')
    return g_strdup ("");
  filled = g_string_new (_ (text));
  g_string_replace (filled, "{document}",
                    kind == CFL_DOCUMENT_KIND_BILL ? _ ("bill") : _ ("purchase order"), 0);
  g_string_replace (filled, "{detail}", detail, 0);
  return g_strdup (filled->str);
}

/* A long account code must not push the button out of the list. */
static void
shorten_status (char **status)
{
  g_autofree char *whole = NULL;
  g_autofree char *start = NULL;

  if (g_utf8_strlen (*status, -1) <= CFL_WORDS_STATUS_LENGTH)
    return;
  whole = g_steal_pointer (status);
  start = g_utf8_substring (whole, 0, CFL_WORDS_STATUS_LENGTH - 1);
  *status = g_strconcat (start, "…", NULL);
}

CflWords *
cfl_words_new (const CflWordsTemplate *words, const char *detail, CflDocumentKind kind)
{
  CflWords *self = g_new0 (CflWords, 1);
  const char *role = translate_role (detail);
  const char *shown = role != NULL ? role : detail != NULL ? detail : "";

  self->status = fill_in (words->status, shown, kind);
  shorten_status (&self->status);
  self->title = fill_in (words->title, shown, kind);
  self->sentence = fill_in (words->sentence, shown, kind);
  self->remedy = fill_in (words->remedy, shown, kind);
  self->button = fill_in (words->button, shown, kind);
  self->fix = words->fix;
  return self;
}

void
cfl_words_free (CflWords *self)
{
  g_free (self->status);
  g_free (self->title);
  g_free (self->sentence);
  g_free (self->remedy);
  g_free (self->button);
  g_free (self);
}

/**
 * cfl_words_for_reason:
 * @detail: (nullable): as the check gave it
 */
CflWords *
cfl_words_for_reason (CflReason reason, const char *detail, CflDocumentKind kind)
{
  CflDate date;

  if ((guint) reason >= CFL_N_REASONS)
    reason = CFL_REASON_NOT_CONNECTED;
  if (reason == CFL_REASON_NO_ACCOUNT && detail != NULL && detail[0] != '\0' &&
      translate_role (detail) == NULL)
    return cfl_words_new (&unknown_code_words, detail, kind);
  if (reason == CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE && detail != NULL && detail[0] != '\0')
    return cfl_words_new (&edition_words, detail, kind);
  if (reason == CFL_REASON_BOOKS_CLOSED && detail != NULL && cfl_date_parse (detail, &date))
    {
      g_autofree char *shown = cfl_date_to_display (date);

      return cfl_words_new (&reason_words[reason], shown, kind);
    }
  return cfl_words_new (&reason_words[reason], detail, kind);
}

static void
replace (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

/* In a cause the supplier has a name. */
static void
name_supplier (CflWords *words, CflReason reason, const char *supplier)
{
  if (reason == CFL_REASON_NOT_LINKED)
    replace (&words->title, g_strdup_printf (_ ("%s is not linked to a vendor"), supplier));
  else if (reason == CFL_REASON_VENDOR_MISSING)
    replace (&words->title,
             g_strdup_printf (_ ("The vendor of %s is no longer in QuickBooks"), supplier));
  else if (reason == CFL_REASON_VENDOR_INACTIVE)
    replace (&words->title, g_strdup_printf (_ ("%s is inactive in QuickBooks"), supplier));
}

static char *
count_waiting (const CflCauseRow *cause)
{
  if (cause->kind == CFL_DOCUMENT_KIND_BILL)
    return g_strdup_printf (
        ngettext ("%u invoice waits for this.", "All %u invoices wait for this.", cause->count),
        cause->count);
  return g_strdup_printf (ngettext ("%u purchase order waits for this.",
                                    "All %u purchase orders wait for this.", cause->count),
                          cause->count);
}

static CflWords *
words_for_unknown (const CflCauseRow *cause)
{
  CflWords *words = cfl_words_for_failure (CFL_FAILURE_NO_ANSWER, NULL, cause->kind);

  if (cause->kind == CFL_DOCUMENT_KIND_BILL)
    replace (&words->title,
             g_strdup_printf (ngettext ("Not known yet whether %u invoice arrived",
                                        "Not known yet whether %u invoices arrived", cause->count),
                              cause->count));
  else
    replace (&words->title,
             g_strdup_printf (ngettext ("Not known yet whether %u order arrived",
                                        "Not known yet whether %u orders arrived", cause->count),
                              cause->count));
  return words;
}

/**
 * cfl_words_for_cause:
 *
 * What a check says now goes before what QuickBooks said then: it is what the user can mend.
 */
CflWords *
cfl_words_for_cause (const CflCauseRow *cause)
{
  CflWords *words;

  if (cause->state == CFL_ATTEMPT_UNKNOWN)
    return words_for_unknown (cause);
  if (cause->reason != CFL_REASON_READY)
    {
      words = cfl_words_for_reason (cause->reason, cause->reason_detail, cause->kind);
      if (cause->suppliers <= 1 && cause->supplier[0] != '\0')
        name_supplier (words, cause->reason, cause->supplier);
    }
  else
    words = cfl_words_for_failure (cause->error_code, cause->error_detail, cause->kind);
  if (cause->count > 1)
    {
      g_autofree char *waiting = count_waiting (cause);

      replace (&words->remedy, g_strjoin (" ", words->remedy, waiting, NULL));
    }
  return words;
}

static CflWords *
words_for_state (CflAttemptState state)
{
  static const CflWordsTemplate queued = {
    N_ ("Queued"), N_ ("Queued"), N_ ("It is sent as soon as those before it are done."), "", "",
    CFL_FIX_NONE
  };
  static const CflWordsTemplate sending = {
    N_ ("Sending…"), N_ ("Sending"), N_ ("It is on its way to QuickBooks."), "", "", CFL_FIX_NONE
  };
  static const CflWordsTemplate uploaded = {
    N_ ("In QuickBooks"), N_ ("In QuickBooks"), N_ ("QuickBooks holds it as it was sent."), "", "",
    CFL_FIX_NONE
  };
  const CflWordsTemplate *words = state == CFL_ATTEMPT_QUEUED    ? &queued
                                  : state == CFL_ATTEMPT_SENDING ? &sending
                                                                 : &uploaded;

  return cfl_words_new (words, NULL, CFL_DOCUMENT_KIND_BILL);
}

static CflWords *
words_for_ready (const CflOrderRow *row)
{
  CflWords *words = cfl_words_for_reason (CFL_REASON_READY, NULL, row->kind);

  if (row->reference_form == CFL_REFERENCE_THEIRS)
    {
      replace (&words->title, g_strdup (_ ("numbered by QuickBooks")));
      replace (&words->sentence,
               g_strdup (_ ("QuickBooks numbers the purchase orders of this company itself. The "
                            "order's reference goes into the note.")));
      return words;
    }
  if (row->reference_form == CFL_REFERENCE_SHORTENED)
    replace (&words->title, g_strdup (_ ("reference shortened")));
  else if (row->reference_form == CFL_REFERENCE_CUT)
    replace (&words->title, g_strdup (_ ("reference cut")));
  if (row->reference_form != CFL_REFERENCE_WHOLE)
    replace (&words->sentence, g_strdup_printf (_ ("QuickBooks holds %s"), row->number));
  else if (row->missing_received_date)
    replace (&words->sentence, g_strdup (_ ("It has no received date, so the stock value in Cin7 "
                                            "will not agree at the end of the month.")));
  return words;
}

/**
 * cfl_words_for_row:
 *
 * The words for the status column.
 */
CflWords *
cfl_words_for_row (const CflOrderRow *row)
{
  if (row->attempt_id != 0)
    switch (row->attempt_state)
      {
      case CFL_ATTEMPT_QUEUED:
      case CFL_ATTEMPT_SENDING:
        return words_for_state (row->attempt_state);
      case CFL_ATTEMPT_UPLOADED:
        if (cfl_fault_is_notice (row->error_code))
          return cfl_words_for_failure (row->error_code, NULL, row->kind);
        return words_for_state (row->attempt_state);
      case CFL_ATTEMPT_UNKNOWN:
        {
          CflWords *words = cfl_words_for_failure (CFL_FAILURE_NO_ANSWER, NULL, row->kind);

          replace (&words->status, g_strdup (_ ("No answer yet, checking with QuickBooks")));
          return words;
        }
      case CFL_ATTEMPT_FAILED:
        if (row->reason == CFL_REASON_READY)
          return cfl_words_for_failure (row->error_code, row->error_message, row->kind);
        break;
      case CFL_ATTEMPT_CANCELLED:
        break;
      }
  if (row->reason == CFL_REASON_READY)
    return words_for_ready (row);
  return cfl_words_for_reason (row->reason, row->detail, row->kind);
}
