/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one table of codes: what each says of the request, what it means to a bookkeeper, and what
 * mends it. Decisions are made by code alone; Intuit's texts are localised. */

#include "config.h"

#include "cfl-fault-codes.h"

#include "cfl-attempt.h"

#include <glib/gi18n-lib.h>

#define STOPS CFL_FAULT_FLAG_STOPS_RUN
#define SUPPLIER CFL_FAULT_FLAG_OF_SUPPLIER

/* clang-format off */

/* What the program should never send. The detail is what a maintainer needs. */
#define NOT_UNDERSTOOD \
  { N_ ("Not understood"), N_ ("QuickBooks did not understand the {document}"), \
    N_ ("Nothing was posted. This is a fault of the program and not yours."), \
    N_ ("Copy the details for support; the other documents are not concerned."), \
    "", CFL_FIX_NONE }

/* Only QuickBooks' own words tell more. */
#define AS_IT_SAYS \
  { N_ ("QuickBooks refused it"), N_ ("QuickBooks did not take the {document}"), \
    N_ ("QuickBooks says: {detail}"), N_ ("Correct what QuickBooks names, then upload again."), \
    N_ ("Open…"), CFL_FIX_OPEN }

#define SIGN_IN_AGAIN \
  { N_ ("Sign-in has lapsed"), N_ ("QuickBooks wants you to sign in again"), \
    N_ ("Nothing was sent and nothing is lost."), N_ ("Sign in again, then upload again."), \
    N_ ("Sign In…"), CFL_FIX_SIGN_IN }

#define SERVER_TROUBLE \
  { N_ ("QuickBooks had trouble"), N_ ("QuickBooks could not do it at that moment"), \
    N_ ("The trouble was on Intuit's side. What arrived is looked up before anything is sent " \
        "again."), \
    N_ ("Upload again in a few minutes."), N_ ("Upload Again"), CFL_FIX_RETRY }

#define NOT_KNOWN_YET \
  { N_ ("No answer yet"), N_ ("Not known yet whether it arrived"), \
    N_ ("The connection broke while QuickBooks was answering. It is being looked up; nothing " \
        "is sent again before that is known."), \
    N_ ("Look again when the network is back."), N_ ("Look Again"), CFL_FIX_LOOK_AGAIN }

#define TAX_CODE \
  { N_ ("Tax was not accepted"), N_ ("QuickBooks did not accept the tax of a line"), \
    N_ ("A tax code or tax rate does not fit the company's settings."), \
    N_ ("Check the company's tax settings in QuickBooks, refresh, then upload again."), \
    N_ ("Open…"), CFL_FIX_OPEN }

#define BOOKS_CLOSED \
  { N_ ("Books are closed"), N_ ("The books are closed for this date"), \
    N_ ("QuickBooks takes no {document} dated on or before the closing date."), \
    N_ ("Correct the date in Cin7 and get new orders, or open the books in QuickBooks and " \
        "refresh."), \
    N_ ("Open…"), CFL_FIX_OPEN }

#define SOMETHING_GONE \
  { N_ ("Vendor or account is gone"), N_ ("QuickBooks no longer knows what the {document} names"), \
    N_ ("A vendor or an account was made inactive, merged or removed there."), \
    N_ ("Refresh to see which one it is, link or choose another, then upload again."), \
    N_ ("Link…"), CFL_FIX_LINK }

#define LOCKED_THERE \
  { N_ ("Locked in QuickBooks"), N_ ("QuickBooks has locked what this would change"), \
    N_ ("It is matched with the bank or part of a deposit."), \
    N_ ("Change it in QuickBooks by hand."), "", CFL_FIX_NONE }

#define VALUE_REFUSED \
  { N_ ("A value is refused"), N_ ("QuickBooks does not take a date, amount or number in it"), \
    N_ ("QuickBooks says: {detail}"), \
    N_ ("Correct the order in Cin7, get new orders, then upload again."), \
    N_ ("Open…"), CFL_FIX_OPEN }

/* In the order of the codes, none of them twice. */
static const CflFaultCode codes[] = {
  { CFL_FAILURE_LINK_DROPPED, CFL_FAILURE_LINK_DROPPED, CFL_FAULT_OK, 0, "link_dropped",
    { N_ ("Link missing"), N_ ("QuickBooks left out a link to the purchase order"),
      N_ ("The {document} is in QuickBooks, but not every line of it is linked to its purchase "
          "order, which stays open there."),
      N_ ("Look at both in QuickBooks, and close the purchase order there by hand."),
      "", CFL_FIX_NONE } },
  { CFL_FAILURE_DELETED, CFL_FAILURE_DELETED, CFL_FAULT_REFUSED, 0, "deleted",
    { N_ ("Deleted in QuickBooks"), N_ ("The document that differed was deleted in QuickBooks"),
      N_ ("QuickBooks had made something else than was sent, and somebody has deleted it since."),
      N_ ("Find out why it differed, then upload again."), N_ ("Upload Again"), CFL_FIX_RETRY } },
  { CFL_FAILURE_OFFLINE, CFL_FAILURE_OFFLINE, CFL_FAULT_OFFLINE, STOPS, "offline",
    { N_ ("Waiting for the network"), N_ ("QuickBooks could not be reached"),
      N_ ("Nothing was sent and nothing is lost."), N_ ("Check the network, then upload again."),
      N_ ("Upload Again"), CFL_FIX_RETRY } },
  { CFL_FAILURE_NOT_ELIGIBLE, CFL_FAILURE_NOT_ELIGIBLE, CFL_FAULT_REFUSED, 0, "not_eligible",
    { N_ ("Needs attention"), N_ ("The order cannot be sent as it is"), "{detail}",
      N_ ("Open the order to see what is missing."), N_ ("Open…"), CFL_FIX_OPEN } },
  { CFL_FAILURE_SIGN_IN, CFL_FAILURE_SIGN_IN, CFL_FAULT_SIGN_IN, STOPS, "sign_in",
    SIGN_IN_AGAIN },
  { CFL_FAILURE_DIFFERENT, CFL_FAILURE_DIFFERENT, CFL_FAULT_UNKNOWN, 0, "different",
    { N_ ("Differs in QuickBooks"), N_ ("QuickBooks answered with something else than was sent"),
      N_ ("A document may be there, but vendor, number, total or lines do not agree."),
      N_ ("Look at it in QuickBooks, then look again here. Nothing is sent before that."),
      N_ ("Look Again"), CFL_FIX_LOOK_AGAIN } },
  { CFL_FAILURE_UNREADABLE, CFL_FAILURE_UNREADABLE, CFL_FAULT_UNKNOWN, 0, "unreadable",
    NOT_KNOWN_YET },
  { CFL_FAILURE_NO_ANSWER, CFL_FAILURE_NO_ANSWER, CFL_FAULT_UNKNOWN, 0, "no_answer",
    NOT_KNOWN_YET },

  { 100, 100, CFL_FAULT_SIGN_IN, STOPS, NULL, SIGN_IN_AGAIN },
  { 110, 110, CFL_FAULT_SIGN_IN, STOPS, NULL, SIGN_IN_AGAIN },
  { 120, 120, CFL_FAULT_FORBIDDEN, STOPS, NULL,
    { N_ ("A right is missing"), N_ ("The user who signed in may not do this"),
      N_ ("QuickBooks lets only an administrator of the company in."),
      N_ ("Sign in again as an administrator of the company."), N_ ("Sign In…"), CFL_FIX_SIGN_IN } },
  { 130, 130, CFL_FAULT_SERVER, 0, NULL, SERVER_TROUBLE }, /* wrong cluster */
  { 140, 140, CFL_FAULT_SERVER, 0, NULL, SERVER_TROUBLE }, /* company locked */
  { 150, 150, CFL_FAULT_SERVER, 0, NULL, SERVER_TROUBLE }, /* maintenance */
  { 500, 500, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD },
  { 600, 600, CFL_FAULT_UNKNOWN, 0, NULL, NOT_KNOWN_YET }, /* request id seen before */
  { 610, 610, CFL_FAULT_REFUSED, SUPPLIER, NULL, SOMETHING_GONE },
  { 620, 620, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("Order cannot be linked"), N_ ("The purchase order there cannot be linked"),
      N_ ("It is closed in QuickBooks, or belongs to another vendor."),
      N_ ("Open it again in QuickBooks, then upload again."), N_ ("Open…"), CFL_FIX_OPEN } },
  { 630, 630, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD }, /* duplicate object */
  { 700, 700, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD }, /* bad parent */
  { 800, 800, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("Others depend on it"), N_ ("Something in QuickBooks depends on it"),
      N_ ("A payment or another document is linked to it."),
      N_ ("Remove that link in QuickBooks first."), "", CFL_FIX_NONE } },
  { 1040, 1040, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD }, /* batch too large */
  { 2000, 2000, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD },
  { 2010, 2010, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD },
  { 2020, 2020, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("Something is missing"), N_ ("Something that QuickBooks needs is missing"),
      N_ ("QuickBooks says: {detail}"),
      N_ ("Complete the order or the preferences, then upload again."),
      N_ ("Open…"), CFL_FIX_OPEN } },
  { 2030, 2030, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD },
  { 2040, 2040, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("A character is refused"), N_ ("QuickBooks does not take a character in it"),
      N_ ("A text holds a character that QuickBooks cannot store."),
      N_ ("Correct the text in Cin7, get new orders, then upload again."),
      N_ ("Open…"), CFL_FIX_OPEN } },
  { 2050, 2050, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("A text is too long"), N_ ("A text is too long for QuickBooks"),
      N_ ("QuickBooks says: {detail}"),
      N_ ("Shorten the text in Cin7, get new orders, then upload again."),
      N_ ("Open…"), CFL_FIX_OPEN } },
  { 2060, 2129, CFL_FAULT_REFUSED, 0, NULL, VALUE_REFUSED },
  { 2130, 2130, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD }, /* form of the request id */
  { 2131, 2170, CFL_FAULT_REFUSED, 0, NULL, VALUE_REFUSED },
  { 2200, 2210, CFL_FAULT_REFUSED, SUPPLIER, NULL,
    { N_ ("An address is refused"), N_ ("QuickBooks does not take the e-mail or web address"),
      N_ ("The supplier's e-mail or web address is not written as QuickBooks wants it."),
      N_ ("Correct the supplier in Cin7, get new orders, then try again."),
      N_ ("Link…"), CFL_FIX_LINK } },
  { 2220, 2220, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("Currency is refused"), N_ ("QuickBooks does not know the currency"),
      N_ ("The company does not use the currency of this order."),
      N_ ("Add the currency in QuickBooks and refresh, or correct the order."),
      N_ ("Open…"), CFL_FIX_OPEN } },
  { 2250, 2250, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("No lines with an amount"), N_ ("The {document} has no lines with an amount"),
      N_ ("QuickBooks needs at least one line."),
      N_ ("Add the lines in Cin7, get new orders, then upload again."),
      N_ ("Open…"), CFL_FIX_OPEN } },
  { 2290, 2290, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("Amount below zero"), N_ ("QuickBooks does not take an amount below zero here"),
      N_ ("The {document} would be a credit."),
      N_ ("Enter a supplier credit in QuickBooks by hand and set the order to Do Not Import in "
          "Cin7."),
      N_ ("Open…"), CFL_FIX_OPEN } },
  { 2500, 2500, CFL_FAULT_REFUSED, SUPPLIER, NULL, SOMETHING_GONE },
  { 3001, 3001, CFL_FAULT_THROTTLED, STOPS, NULL, /* with a 429, of old with a 403 */
    { N_ ("QuickBooks asks to wait"), N_ ("QuickBooks was asked too much at that moment"),
      N_ ("Nothing was posted."), N_ ("Upload again in a minute."),
      N_ ("Upload Again"), CFL_FIX_RETRY } },
  { 3100, 3100, CFL_FAULT_FORBIDDEN, STOPS, NULL,
    { N_ ("No access to company"), N_ ("QuickBooks does not let this connection in"),
      N_ ("The access was taken back, or the keys belong to another environment."),
      N_ ("Sign in again, with keys for the same environment."),
      N_ ("Sign In…"), CFL_FIX_SIGN_IN } },
  { 3200, 3200, CFL_FAULT_SIGN_IN, STOPS, NULL, SIGN_IN_AGAIN },
  { 3202, 3202, CFL_FAULT_SIGN_IN, STOPS, NULL, SIGN_IN_AGAIN }, /* an empty field of it */
  { 4000, 4002, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD }, /* queries */
  { 5010, 5010, CFL_FAULT_STALE, 0, NULL,
    { N_ ("Changed in QuickBooks"), N_ ("Somebody changed it in QuickBooks meanwhile"),
      N_ ("Nothing was posted."), N_ ("Upload again."), N_ ("Upload Again"), CFL_FIX_RETRY } },
  { 5020, 5030, CFL_FAULT_REFUSED, STOPS, NULL,
    { N_ ("Not in this edition"), N_ ("The company's edition does not have this"),
      N_ ("This edition of QuickBooks keeps no such documents, or the user may not make them."),
      N_ ("Change the edition or the user's rights in QuickBooks, then upload again."),
      N_ ("Options…"), CFL_FIX_SETTINGS } },
  { 6000, 6000, CFL_FAULT_REFUSED, 0, NULL, AS_IT_SAYS },
  { 6070, 6070, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("A line does not add up"), N_ ("A line's amount is not quantity times price"),
      N_ ("QuickBooks compares the three and allows no difference."),
      N_ ("Correct the line in Cin7, get new orders, then upload again."),
      N_ ("Open…"), CFL_FIX_OPEN } },
  { 6080, 6080, CFL_FAULT_REFUSED, SUPPLIER, NULL,
    { N_ ("Supplier has no name"), N_ ("The supplier has no name"),
      N_ ("QuickBooks makes no vendor without a name."),
      N_ ("Give the supplier a name in Cin7, get new orders, then try again."),
      N_ ("Link…"), CFL_FIX_LINK } },
  { 6100, 6100, CFL_FAULT_REFUSED, 0, NULL, TAX_CODE },
  { 6140, 6140, CFL_FAULT_REFUSED, 0, NULL, /* after a look-up: it may be ours */
    { N_ ("Number is already used"), N_ ("Its number is already used by another document"),
      N_ ("QuickBooks holds a document with this number that is not the one that was sent."),
      N_ ("Check that this is not the same invoice twice, then change the number in Cin7."),
      N_ ("Open…"), CFL_FIX_OPEN } },
  { 6160, 6170, CFL_FAULT_REFUSED, 0, NULL, TAX_CODE },
  { 6180, 6180, CFL_FAULT_REFUSED, 0, NULL, AS_IT_SAYS }, /* more than five levels */
  { 6190, 6190, CFL_FAULT_LAPSED, STOPS, NULL,
    { N_ ("Subscription has ended"), N_ ("The company's subscription has ended"),
      N_ ("QuickBooks only shows the company's books and takes nothing new."),
      N_ ("Renew the subscription in QuickBooks, then upload again."),
      N_ ("Upload Again"), CFL_FIX_RETRY } },
  { 6200, 6210, CFL_FAULT_REFUSED, 0, NULL, BOOKS_CLOSED },
  { 6220, 6220, CFL_FAULT_REFUSED, 0, NULL, AS_IT_SAYS }, /* a balance is left */
  { 6230, 6230, CFL_FAULT_REFUSED, 0, NULL, TAX_CODE },
  { 6240, 6240, CFL_FAULT_REFUSED, SUPPLIER, NULL,
    { N_ ("Name is already used"), N_ ("The name is already used in QuickBooks"),
      N_ ("Vendors, customers and employees share one list of names."),
      N_ ("Link the supplier to that vendor, or create one under another name."),
      N_ ("Link…"), CFL_FIX_LINK } },
  { 6270, 6270, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("Before stock began"), N_ ("Its date is before the stock item began"),
      N_ ("QuickBooks keeps stock of an item from its start date on."),
      N_ ("Correct the date in Cin7 and get new orders, or change the item's start date in "
          "QuickBooks, then upload again."),
      N_ ("Open…"), CFL_FIX_OPEN } },
  { 6310, 6320, CFL_FAULT_REFUSED, 0, NULL, NOT_UNDERSTOOD }, /* billable lines */
  { 6430, 6430, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("Account of wrong type"), N_ ("An account is of the wrong type"),
      N_ ("Lines need an expense, cost or asset account, the {document} itself a payables "
          "account."),
      N_ ("Choose other accounts in the preferences, then upload again."),
      N_ ("Choose…"), CFL_FIX_CHOOSE_ACCOUNT } },
  { 6440, 6440, CFL_FAULT_REFUSED, 0, NULL,
    { N_ ("A line has no account"), N_ ("A line has neither product nor account"),
      N_ ("QuickBooks must know where each amount belongs."),
      N_ ("Choose an account in the preferences, then upload again."),
      N_ ("Choose…"), CFL_FIX_CHOOSE_ACCOUNT } },
  { 6470, 6470, CFL_FAULT_REFUSED, 0, NULL, TAX_CODE },
  { 6480, 6480, CFL_FAULT_REFUSED, 0, NULL, LOCKED_THERE },
  { 6540, 6540, CFL_FAULT_REFUSED, 0, NULL, LOCKED_THERE },
  { 10000, 10000, CFL_FAULT_SERVER, 0, NULL, SERVER_TROUBLE },
  { 10100, 10100, CFL_FAULT_UNKNOWN, 0, NULL, SERVER_TROUBLE }, /* too large an answer */
  /* All that was there is gone, and with it whatever an earlier try may have made. */
  { 10200, 10200, CFL_FAULT_FORBIDDEN, STOPS, NULL,
    { N_ ("Company was reset"), N_ ("The company's data in QuickBooks was reset"),
      N_ ("What was known of vendors and accounts is no longer true."),
      N_ ("Sign in again and refresh, then upload again."), N_ ("Sign In…"), CFL_FIX_SIGN_IN } },
};

/* Where Intuit's refusals stand: validation, queries, business rules. What is neither here nor in
 * the table says nothing about whether the request was executed. */
static const struct {
  gint first;
  gint last;
} refusals[] = { { 610, 899 }, { 1000, 2999 }, { 4000, 6999 } };

/* clang-format on */

const CflFaultCode *
cfl_fault_codes (guint *n_codes)
{
  *n_codes = G_N_ELEMENTS (codes);
  return codes;
}

const CflFaultCode *
cfl_fault_find (gint code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (code >= codes[i].first && code <= codes[i].last)
      return &codes[i];
  return NULL;
}

CflFaultClass
cfl_fault_classify (gint code)
{
  const CflFaultCode *known = cfl_fault_find (code);

  if (known != NULL)
    return known->kind;
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (code >= refusals[i].first && code <= refusals[i].last)
      return CFL_FAULT_REFUSED;
  return CFL_FAULT_UNKNOWN;
}

static gboolean
has_flag (gint code, CflFaultFlags flag)
{
  const CflFaultCode *known = cfl_fault_find (code);

  return known != NULL && (known->flags & flag) != 0;
}

gboolean
cfl_fault_is_notice (gint code)
{
  return cfl_fault_classify (code) == CFL_FAULT_OK;
}

gboolean
cfl_fault_stops_run (gint code)
{
  return has_flag (code, CFL_FAULT_FLAG_STOPS_RUN);
}

gboolean
cfl_fault_is_of_supplier (gint code)
{
  return has_flag (code, CFL_FAULT_FLAG_OF_SUPPLIER);
}

gboolean
cfl_fault_is_about_access (gint code)
{
  CflFaultClass kind = cfl_fault_classify (code);

  return kind == CFL_FAULT_SIGN_IN || kind == CFL_FAULT_FORBIDDEN || kind == CFL_FAULT_LAPSED;
}

char *
cfl_fault_dup_name (gint code)
{
  const CflFaultCode *known = cfl_fault_find (code);

  return known != NULL && known->name != NULL ? g_strdup (known->name)
                                              : g_strdup_printf ("%d", code);
}
