/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-document-builder.h"

#include <glib/gi18n-lib.h>

/* QuickBooks holds this many characters of a line's description and of a private note. */
#define TEXT_MAX 4000

/* One document on its way. The first thing in the way sticks; from then on nothing is added. */
typedef struct {
  const CflOrder *order;
  const CflContact *contact; /* (nullable) */
  const CflCompany *company;
  CflDocument *document;
  guint digits;         /* of the document's currency */
  CflDecimal exact;     /* the lines' sum before rounding */
  CflDecimal sum;       /* the sum of the lines as they stand */
  CflLineOrigin origin; /* of the line that is being made */
  guint order_line;
  CflReason reason;
  char *detail;
} Builder;

static void
refuse (Builder *builder, CflReason reason, const char *detail)
{
  if (builder->reason != CFL_REASON_READY)
    return;
  builder->reason = reason;
  builder->detail = g_strdup (detail);
}

static const char *
role_name (CflAccountRole role)
{
  static const char *const names[CFL_N_ACCOUNT_ROLES] = {
    [CFL_ACCOUNT_ROLE_EXPENSE] = "expense",   [CFL_ACCOUNT_ROLE_INVENTORY] = "inventory",
    [CFL_ACCOUNT_ROLE_FREIGHT] = "freight",   [CFL_ACCOUNT_ROLE_SURCHARGE] = "surcharge",
    [CFL_ACCOUNT_ROLE_DISCOUNT] = "discount", [CFL_ACCOUNT_ROLE_ROUNDING] = "rounding",
    [CFL_ACCOUNT_ROLE_TAX] = "tax",           [CFL_ACCOUNT_ROLE_PAYABLE] = "payable",
  };

  return names[role];
}

static gboolean
role_is_chosen (const Builder *builder, CflAccountRole role)
{
  const char *id = builder->company->role_accounts[role];

  return id != NULL && id[0] != '\0';
}

/* QuickBooks knows no line account in a second foreign currency. */
static gboolean
currency_fits (const Builder *builder, const CflAccount *account)
{
  return account->currency[0] == '\0' ||
         g_str_equal (account->currency, builder->company->home_currency) ||
         g_str_equal (account->currency, builder->document->currency);
}

/* @account if lines may stand on it; NULL, with the reason kept, if not or if there is none. */
static const CflAccount *
check_account (Builder *builder, const CflAccount *account, const char *wanted)
{
  if (account == NULL)
    refuse (builder, CFL_REASON_NO_ACCOUNT, wanted);
  else if (!cfl_account_takes_lines (account) || !currency_fits (builder, account))
    refuse (builder, CFL_REASON_ACCOUNT_UNUSABLE, account->name);
  else
    return account;
  return NULL;
}

static const CflAccount *
role_account (Builder *builder, CflAccountRole role)
{
  return check_account (builder, cfl_company_role_account (builder->company, role),
                        role_name (role));
}

/* The default account steps in only where none was chosen. A chosen account that QuickBooks no longer
 * has is a question for the user. */
static const CflAccount *
role_or_expense_account (Builder *builder, CflAccountRole role)
{
  CflAccountRole used = role_is_chosen (builder, role) ? role : CFL_ACCOUNT_ROLE_EXPENSE;

  return check_account (builder, cfl_company_role_account (builder->company, used),
                        role_name (role));
}

static const char *
first_code (const Builder *builder, const CflOrderLine *line)
{
  if (line->account_code[0] != '\0')
    return line->account_code;
  if (builder->order->account_code[0] != '\0' || builder->contact == NULL)
    return builder->order->account_code;
  return builder->contact->account_code;
}

/* The first code that is set decides: one that matches no account is refused, since the money would
 * otherwise land silently where nobody looks for it. */
static const CflAccount *
line_account (Builder *builder, const CflOrderLine *line)
{
  const char *code = first_code (builder, line);
  gboolean is_item = line->code[0] != '\0';

  if (code[0] != '\0')
    return check_account (builder, cfl_company_find_account_by_code (builder->company, code), code);
  if (is_item && role_is_chosen (builder, CFL_ACCOUNT_ROLE_INVENTORY))
    return role_account (builder, CFL_ACCOUNT_ROLE_INVENTORY);
  return role_account (builder, CFL_ACCOUNT_ROLE_EXPENSE);
}

/* "Beach towel, Sand, Large, second choice (TOWEL-L-SAND)" */
static char *
line_text (const CflOrderLine *line)
{
  g_autofree char *name = cfl_text_clean (line->name);
  g_autofree char *comment = cfl_text_clean (line->comment);
  g_autofree char *code = cfl_text_clean (line->code);
  g_autoptr (GString) text = g_string_new (name);

  if (comment[0] != '\0' && !g_str_equal (comment, name))
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", comment);
  if (code[0] != '\0' && text->len == 0)
    g_string_append (text, code);
  else if (code[0] != '\0' && !g_str_equal (code, name))
    g_string_append_printf (text, " (%s)", code);
  return cfl_text_cut (text->str, TEXT_MAX);
}

/* "Freight: by sea" */
static char *
charge_text (const char *name, const char *description)
{
  g_autofree char *clean = cfl_text_clean (description);
  g_autofree char *text = NULL;

  if (clean[0] == '\0' || g_ascii_strcasecmp (clean, name) == 0)
    return g_strdup (name);
  text = g_strdup_printf ("%s: %s", name, clean);
  return cfl_text_cut (text, TEXT_MAX);
}

/* Takes over @text. @account is NULL where the reason has been kept already. */
static void
add_line (Builder *builder, char *text, CflDecimal exact, const CflAccount *account)
{
  CflDecimal amount = cfl_decimal_round (exact, builder->digits);
  CflDocumentLine *line;

  builder->exact = cfl_decimal_add (builder->exact, exact);
  builder->sum = cfl_decimal_add (builder->sum, amount);
  if (account == NULL)
    {
      g_free (text);
      return;
    }
  line = cfl_document_add_line (builder->document, text, amount, account->id);
  line->origin = builder->origin;
  line->order_line = builder->order_line;
}

/* Lines without an amount stay as what they are, documentation, unless they say nothing. */
static void
add_goods (Builder *builder)
{
  for (guint i = 0; i < builder->order->lines->len; i++)
    {
      const CflOrderLine *line = g_ptr_array_index (builder->order->lines, i);
      CflDecimal exact = cfl_order_line_amount (line);
      char *text = line_text (line);

      builder->order_line = i;
      if (text[0] == '\0' && cfl_decimal_is_zero (cfl_decimal_round (exact, builder->digits)))
        {
          builder->exact = cfl_decimal_add (builder->exact, exact);
          g_free (text);
          continue;
        }
      add_line (builder, text, exact, line_account (builder, line));
    }
  builder->order_line = 0;
}

static void
add_charge (Builder *builder,
            CflLineOrigin origin,
            CflAccountRole role,
            const char *name,
            const char *description,
            CflDecimal exact)
{
  builder->origin = origin;
  if (cfl_decimal_is_zero (cfl_decimal_round (exact, builder->digits)))
    builder->exact = cfl_decimal_add (builder->exact, exact);
  else
    add_line (builder, charge_text (name, description), exact, role_account (builder, role));
}

static void
add_charges (Builder *builder)
{
  const CflOrder *order = builder->order;

  add_charge (builder, CFL_LINE_FREIGHT, CFL_ACCOUNT_ROLE_FREIGHT, _ ("Freight"),
              order->freight_description, order->freight);
  add_charge (builder, CFL_LINE_SURCHARGE, CFL_ACCOUNT_ROLE_SURCHARGE, _ ("Surcharge"),
              order->surcharge_description, order->surcharge);
  add_charge (builder, CFL_LINE_DISCOUNT, CFL_ACCOUNT_ROLE_DISCOUNT, _ ("Discount"),
              order->discount_description, cfl_decimal_negate (order->discount));
}

/* Whether @tax is @rate percent of @base, give or take half a cent for each line: the source may have
 * rounded each of them. */
static gboolean
is_tax_on (const Builder *builder, CflDecimal tax, CflDecimal base, CflDecimal rate)
{
  const gint64 halves = builder->order->lines->len + 3;
  CflDecimal tolerance = cfl_decimal_multiply (cfl_decimal_from_scaled (halves * 5, 1),
                                               cfl_decimal_from_scaled (1, builder->digits));
  CflDecimal expected = cfl_decimal_multiply (
      base, cfl_decimal_divide (rate, cfl_decimal_from_integer (100), CFL_DECIMAL_MAX_SCALE));
  CflDecimal off = cfl_decimal_absolute (cfl_decimal_subtract (tax, expected));

  return cfl_decimal_is_valid (off) && cfl_decimal_is_valid (tolerance) &&
         cfl_decimal_compare (off, tolerance) <= 0;
}

/* Nothing says whether freight and surcharge are taxed, nor whether a rate below one is a percentage
 * or a fraction: the total decides between the readings. */
static gboolean
tax_agrees_with_rate (const Builder *builder, CflDecimal tax)
{
  const CflOrder *order = builder->order;
  CflDecimal charges = cfl_decimal_add (order->freight, order->surcharge);
  CflDecimal bases[2] = { builder->exact, cfl_decimal_subtract (builder->exact, charges) };
  CflDecimal one = cfl_decimal_from_integer (1);

  for (gsize i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      if (is_tax_on (builder, tax, bases[i], order->tax_rate))
        return TRUE;
      if (cfl_decimal_compare (order->tax_rate, one) < 0 &&
          is_tax_on (builder, tax, bases[i],
                     cfl_decimal_multiply (order->tax_rate, cfl_decimal_from_integer (100))))
        return TRUE;
    }
  return FALSE;
}

/* What the total holds beyond the lines. Under "inclusive" the unit prices hold the tax, which is a
 * part of the cost, and nothing is added. A difference that is no tax is left to the rounding rule. */
static void
add_tax (Builder *builder)
{
  const CflOrder *order = builder->order;
  CflDecimal tax = cfl_decimal_subtract (order->total, builder->exact);
  gboolean has_rate = cfl_decimal_sign (order->tax_rate) > 0;
  gboolean is_inclusive = order->tax_status == CFL_TAX_STATUS_INCLUSIVE;
  gboolean differs = !cfl_decimal_is_zero (cfl_decimal_round (tax, builder->digits));

  if (!has_rate || order->tax_status == CFL_TAX_STATUS_EXEMPT)
    return;
  if (!cfl_company_is_us (builder->company))
    {
      if (is_inclusive || differs)
        refuse (builder, CFL_REASON_TAX_NOT_SUPPORTED, NULL);
      return;
    }
  builder->origin = CFL_LINE_TAX;
  if (!is_inclusive && differs && cfl_decimal_sign (tax) > 0 && tax_agrees_with_rate (builder, tax))
    add_line (builder, charge_text (_ ("Tax"), order->tax_name), tax,
              role_or_expense_account (builder, CFL_ACCOUNT_ROLE_TAX));
}

/* Up to 1.00 of the currency is what rounding can bring about, and also from where Cin7 speaks of a
 * discrepancy; more is a difference that somebody has to look at. */
static void
balance (Builder *builder)
{
  CflDecimal difference = cfl_decimal_subtract (builder->document->total, builder->sum);
  CflDecimal size = cfl_decimal_absolute (difference);

  builder->origin = CFL_LINE_ROUNDING;
  if (!cfl_decimal_is_valid (difference))
    refuse (builder, CFL_REASON_BAD_AMOUNT, NULL);
  else if (cfl_decimal_compare (size, cfl_decimal_from_integer (1)) > 0)
    {
      g_autofree char *text = cfl_decimal_to_fixed (size, builder->digits);

      refuse (builder, CFL_REASON_ROUNDING_GAP, text);
    }
  else if (!cfl_decimal_is_zero (difference))
    add_line (builder, g_strdup (_ ("Rounding")), difference,
              role_or_expense_account (builder, CFL_ACCOUNT_ROLE_ROUNDING));
}

static void
set_payable_account (Builder *builder)
{
  const CflAccount *payable =
      cfl_company_find_payable (builder->company, builder->document->currency);

  if (payable == NULL)
    refuse (builder, CFL_REASON_NO_PAYABLE_ACCOUNT, builder->document->currency);
  else
    cfl_text_set (&builder->document->payable_account_id, payable->id);
}

/**
 * cfl_document_build_lines:
 * @document: with its currency and total set
 * @detail: (out) (nullable): the detail of the reason
 *
 * Fills in the lines and the payables account. After %CFL_REASON_READY the sum of the lines is the
 * total; after any other reason the document is of no use.
 */
CflReason
cfl_document_build_lines (CflDocument *document, const CflCheckInput *input, char **detail)
{
  Builder builder = {
    .order = input->order,
    .contact = input->contact,
    .company = input->company,
    .document = document,
    .digits = cfl_currency_digits (document->currency),
  };

  add_goods (&builder);
  add_charges (&builder);
  if (!cfl_decimal_is_valid (builder.exact))
    refuse (&builder, CFL_REASON_BAD_AMOUNT, NULL);
  /* Asked before tax and rounding, which must not be all that a document holds. */
  if (document->lines->len == 0)
    refuse (&builder, CFL_REASON_NO_LINES, NULL);
  add_tax (&builder);
  set_payable_account (&builder);
  balance (&builder);

  *detail = builder.detail;
  return builder.reason;
}

/**
 * cfl_document_private_note:
 *
 * Returns: (transfer full): what a person who looks at the document in QuickBooks needs to find the
 *   order again: the whole number, the order's own reference and where it came from
 */
char *
cfl_document_private_note (const CflOrder *order, const CflReference *reference)
{
  g_autofree char *own = cfl_text_clean (order->reference);
  g_autofree char *note = NULL;

  switch (order->source)
    {
    case CFL_ORDER_SOURCE_CSV:
      /* Translators: the number of a bill, then the reference of its order */
      note = g_strdup_printf (_ ("%s (order %s from a CSV file, sent by Counterfoil)"),
                              reference->full, own);
      break;
    case CFL_ORDER_SOURCE_TYPED:
      /* Translators: the number of a bill, then the reference of its order */
      note = g_strdup_printf (_ ("%s (order %s typed into Counterfoil)"), reference->full, own);
      break;
    case CFL_ORDER_SOURCE_CIN7:
    default:
      /* Translators: the number of a bill, then the reference of its order */
      note = g_strdup_printf (_ ("%s (order %s from Cin7 Omni, sent by Counterfoil)"),
                              reference->full, own);
      break;
    }
  return cfl_text_cut (note, TEXT_MAX);
}
