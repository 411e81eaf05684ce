/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which column means what: by the names that bookkeepers' files use, or by the user's word. */

#include "config.h"

#include "cfl-order-csv-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT CFL_CSV_VALUE_TEXT
#define AMOUNT CFL_CSV_VALUE_AMOUNT
#define DATE CFL_CSV_VALUE_DATE
#define ORDER(member) CFL_CSV_TARGET_ORDER, G_STRUCT_OFFSET (CflOrder, member)
#define LINE(member) CFL_CSV_TARGET_LINE, G_STRUCT_OFFSET (CflOrderLine, member)
#define DRAFT(member) CFL_CSV_TARGET_DRAFT, G_STRUCT_OFFSET (CflCsvDraft, member)
/* The reader looks at these itself. */
#define NOWHERE CFL_CSV_TARGET_DRAFT, 0

const CflCsvFieldInfo cfl_csv_fields[CFL_N_CSV_FIELDS] = {
  [CFL_CSV_FIELD_REFERENCE] = { "reference", "Order Ref", TEXT, NOWHERE,
                                " orderref orderreference orderno ordernumber ordernum po pono"
                                " ponumber poref poreference purchaseorder purchaseorderno"
                                " purchaseordernumber purchaseorderref purchaseorderreference"
                                " reference ref " },
  [CFL_CSV_FIELD_SUPPLIER] = { "supplier", "Supplier", TEXT, ORDER (supplier),
                               " supplier suppliername company companyname vendor vendorname " },
  [CFL_CSV_FIELD_FIRST_NAME] = { "first_name", NULL, TEXT, DRAFT (first_name), " firstname " },
  [CFL_CSV_FIELD_LAST_NAME] = { "last_name", NULL, TEXT, DRAFT (last_name), " lastname surname " },
  [CFL_CSV_FIELD_SUPPLIER_EMAIL] = { "supplier_email", "Supplier Email", TEXT,
                                     ORDER (supplier_email),
                                     " email emailaddress supplieremail vendoremail " },
  [CFL_CSV_FIELD_INVOICE_NUMBER] = { "invoice_number", "Supplier Inv No", TEXT,
                                     ORDER (supplier_invoice_number),
                                     " supplierinvno supplierinvnumber supplierinvoiceno"
                                     " supplierinvoicenumber supplierinvoice"
                                     " supplierinvoiceref supplierinvoicereference invoiceno"
                                     " invoicenumber invno invnumber vendorinvoiceno"
                                     " vendorinvoicenumber billno billnumber " },
  [CFL_CSV_FIELD_INVOICE_DATE] = { "invoice_date", "Invoice Date", DATE, ORDER (invoice_date),
                                   " invoicedate invoicesuppliercreditnotedate"
                                   " supplierinvoicedate billdate " },
  [CFL_CSV_FIELD_RECEIVED_DATE] = { "received_date", "Full Received Date", DATE,
                                    ORDER (received_date),
                                    " fullreceivedcompleteddate fullreceiveddate fullyreceived"
                                    " fullyreceiveddate receiveddate datereceived received"
                                    " dispatchdate " },
  [CFL_CSV_FIELD_CREATED_DATE] = { "created_date", "Created Date", DATE, ORDER (created_date),
                                   " createddate datecreated created orderdate podate"
                                   " purchaseorderdate " },
  [CFL_CSV_FIELD_STATUS] = { "status", "PO Status", TEXT, DRAFT (status),
                             " postatus status orderstatus purchaseorderstatus cin7status " },
  [CFL_CSV_FIELD_BRANCH] = { "branch", "Branch", TEXT, ORDER (branch),
                             " branch branchname location " },
  [CFL_CSV_FIELD_PROJECT] = { "project", "Project", TEXT, ORDER (project),
                              " project projectname " },
  [CFL_CSV_FIELD_PAYMENT_TERMS] = { "payment_terms", "Payment Terms", TEXT, ORDER (payment_terms),
                                    " paymentterms paymentterm terms " },
  [CFL_CSV_FIELD_CURRENCY] = { "currency", "Currency", TEXT, ORDER (currency),
                               " currency currencycode " },
  [CFL_CSV_FIELD_EXCHANGE_RATE] = { "exchange_rate", "Exchange Rate", AMOUNT, ORDER (exchange_rate),
                                    " exchangerate currencyrate fxrate " },
  [CFL_CSV_FIELD_TAX_STATUS] = { "tax_status", "Tax Status", TEXT, DRAFT (tax_status),
                                 " taxstatus " },
  [CFL_CSV_FIELD_TAX_RATE] = { "tax_rate", "Tax Rate", AMOUNT, ORDER (tax_rate),
                               " taxrate taxpercent gstrate vatrate " },
  [CFL_CSV_FIELD_TAX_NAME] = { "tax_name", "Tax Name", TEXT, ORDER (tax_name),
                               " taxname taxcode " },
  [CFL_CSV_FIELD_TAX] = { "tax", NULL, AMOUNT, DRAFT (tax),
                          " totaltax taxtotal tax taxamount gst totalgst vat totalvat salestax " },
  [CFL_CSV_FIELD_PRODUCT_TOTAL] = { "product_total", NULL, AMOUNT, DRAFT (product_total),
                                    " producttotal totalexcl totalex totalextax subtotal"
                                    " nettotal totalnet netamount " },
  [CFL_CSV_FIELD_FREIGHT] = { "freight", "Freight", AMOUNT, ORDER (freight),
                              " freight freighttotal freightcost shipping shippingcost " },
  [CFL_CSV_FIELD_SURCHARGE] = { "surcharge", "Surcharge", AMOUNT, ORDER (surcharge),
                                " surcharge surchargetotal " },
  [CFL_CSV_FIELD_DISCOUNT] = { "discount", "Discount Total", AMOUNT, ORDER (discount),
                               " discounttotal totaldiscount orderdiscount " },
  [CFL_CSV_FIELD_TOTAL] = { "total", "Total (Incl)", AMOUNT, ORDER (total),
                            " total totalincl totalinc totalincltax totalinctax grandtotal"
                            " ordertotal totalamount invoicetotal " },
  [CFL_CSV_FIELD_NOTE] = { "note", "Note", TEXT, ORDER (note),
                           " note notes internalcomments comments memo " },
  [CFL_CSV_FIELD_ITEM_CODE] = { "item_code", "Item Code", TEXT, LINE (code),
                                " itemcode code sku productcode itemno itemnumber " },
  [CFL_CSV_FIELD_ITEM_NAME] = { "item_name", "Item Name", TEXT, LINE (name),
                                " itemname item product productname description"
                                " itemdescription " },
  [CFL_CSV_FIELD_ITEM_COMMENT] = { "item_comment", "Item Comment", TEXT, LINE (comment),
                                   " itemcomment itemcomments linecomment linecomments " },
  [CFL_CSV_FIELD_QUANTITY] = { "quantity", "Item Qty", AMOUNT, LINE (quantity),
                               " itemqty itemquantity qty quantity qtyordered orderedqty"
                               " quantityordered " },
  [CFL_CSV_FIELD_UNIT_PRICE] = { "unit_price", "Item Price", AMOUNT, LINE (unit_price),
                                 " itemprice itemcost unitprice unitcost price cost " },
  [CFL_CSV_FIELD_LINE_DISCOUNT] = { "line_discount", "Item Discount", AMOUNT, LINE (discount),
                                    " itemdiscount linediscount " },
  [CFL_CSV_FIELD_LINE_TOTAL] = { "line_total", NULL, AMOUNT, NOWHERE,
                                 " linetotal lineamount itemtotal amount rowtotal " },
  [CFL_CSV_FIELD_ACCOUNT] = { "account", "Account", TEXT, LINE (account_code),
                              " account accountcode accountno accountnumber glaccount glcode"
                              " expenseaccount alternativeglaccount " },
};

/**
 * cfl_order_csv_list_fields:
 *
 * Returns: (transfer none) (array zero-terminated=1): what --map takes behind "="
 */
const char *const *
cfl_order_csv_list_fields (void)
{
  static const char *names[CFL_N_CSV_FIELDS + 2];
  static gsize is_made = 0;

  if (g_once_init_enter (&is_made))
    {
      for (gsize i = 0; i < CFL_N_CSV_FIELDS; i++)
        names[i] = cfl_csv_fields[i].name;
      names[CFL_N_CSV_FIELDS] = "ignore";
      g_once_init_leave (&is_made, 1);
    }
  return names;
}

/* Only letters and figures count, in whatever case: "Total (Incl)" is "totalincl". */
static char *
fold (const char *name)
{
  g_autofree char *small = g_utf8_casefold (name, -1);
  GString *folded = g_string_new (NULL);

  for (const char *p = small; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (folded, g_utf8_get_char (p));
  return g_string_free (folded, FALSE);
}

static CflCsvField
find_field (const char *name)
{
  g_autofree char *folded = fold (name);
  g_autofree char *alias = g_strdup_printf (" %s ", folded);

  if (folded[0] == '\0')
    return CFL_CSV_FIELD_IGNORE;
  for (int i = 0; i < CFL_N_CSV_FIELDS; i++)
    {
      g_autofree char *own_name = fold (cfl_csv_fields[i].name);

      if (g_str_equal (own_name, folded) || strstr (cfl_csv_fields[i].aliases, alias) != NULL)
        return (CflCsvField) i;
    }
  return CFL_CSV_FIELD_IGNORE;
}

gboolean
cfl_csv_mapping_has (const CflCsvMapping *mapping, CflCsvField field)
{
  return mapping->columns[field] >= 0;
}

static int
find_column (const CflCsvTable *table, const char *name)
{
  g_autofree char *wanted = fold (name);

  for (guint i = 0; i < cfl_csv_table_get_n_columns (table); i++)
    {
      g_autofree char *folded = fold (cfl_csv_table_get_name (table, i));

      if (wanted[0] != '\0' && g_str_equal (folded, wanted))
        return (int) i;
    }
  return -1;
}

static gboolean
refuse_field (const char *name, GError **error)
{
  g_autofree char *names = g_strjoinv (", ", (char **) cfl_order_csv_list_fields ());

  g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_OPTION,
               _ ("“%s” is no field of an order. The fields are: %s."), name, names);
  return FALSE;
}

/* "COLUMN=FIELD"; the name of a column may itself hold "=". */
static gboolean
read_map (
    const char *map, const CflCsvTable *table, int *column, CflCsvField *field, GError **error)
{
  const char *sign = strrchr (map, '=');
  g_autofree char *name = sign == NULL ? NULL : g_strndup (map, (gsize) (sign - map));
  int found = 0;

  if (sign == NULL)
    {
      g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_OPTION,
                   _ ("“%s” is no mapping. Write COLUMN=FIELD, as in \"PO Number=reference\"."),
                   map);
      return FALSE;
    }
  *column = find_column (table, name);
  if (*column < 0)
    {
      g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_OPTION,
                   _ ("The file has no column “%s”, which --map=\"%s\" names."), name, map);
      return FALSE;
    }
  while (found < CFL_N_CSV_FIELDS && g_ascii_strcasecmp (cfl_csv_fields[found].name, sign + 1) != 0)
    found++;
  *field = (CflCsvField) found;
  if (found == CFL_N_CSV_FIELDS && g_ascii_strcasecmp (sign + 1, "ignore") != 0)
    return refuse_field (sign + 1, error);
  return TRUE;
}

static gboolean
refuse_twice (const CflCsvTable *table, int first, guint second, CflCsvField field, GError **error)
{
  const char *other = cfl_csv_table_get_name (table, second);

  g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_COLUMNS,
               /* Translators: two names of columns, the field of an order, the second column */
               _ ("The columns “%s” and “%s” could both be the field “%s”. Leave one out, as in "
                  "--map=\"%s=ignore\"."),
               cfl_csv_table_get_name (table, (guint) first), other, cfl_csv_fields[field].name,
               other);
  return FALSE;
}

/* "Discount" may be the line's or the order's, and neither may be guessed. */
static gboolean
is_discount_of_something (const CflCsvTable *table, guint column, GError **error)
{
  const char *name = cfl_csv_table_get_name (table, column);
  g_autofree char *folded = fold (name);

  if (!g_str_equal (folded, "discount"))
    return FALSE;
  g_set_error (
      error, CFL_CSV_ERROR, CFL_CSV_ERROR_COLUMNS,
      _ ("The column “%s” could be the discount of the line or of the order. Say which with "
         "--map=\"%s=line_discount\" or --map=\"%s=discount\"."),
      name, name, name);
  return TRUE;
}

/* The user's word comes first; a column that the user spoke of is not looked at again. */
static gboolean
take_maps (CflCsvMapping *mapping,
           const CflCsvTable *table,
           const char *const *maps,
           gboolean *is_settled,
           GError **error)
{
  for (gsize i = 0; maps != NULL && maps[i] != NULL; i++)
    {
      CflCsvField field = CFL_CSV_FIELD_IGNORE;
      int column = -1;

      if (!read_map (maps[i], table, &column, &field, error))
        return FALSE;
      is_settled[column] = TRUE;
      if (field == CFL_CSV_FIELD_IGNORE)
        continue;
      if (mapping->columns[field] >= 0 && mapping->columns[field] != column)
        return refuse_twice (table, mapping->columns[field], (guint) column, field, error);
      mapping->columns[field] = column;
    }
  return TRUE;
}

gboolean
cfl_csv_mapping_make (CflCsvMapping *mapping,
                      const CflCsvTable *table,
                      const char *const *maps,
                      GPtrArray *unused,
                      GError **error)
{
  gboolean is_settled[CFL_CSV_MAX_COLUMNS] = { FALSE };
  gboolean by_name[CFL_N_CSV_FIELDS] = { FALSE };

  for (int i = 0; i < CFL_N_CSV_FIELDS; i++)
    mapping->columns[i] = -1;
  if (!take_maps (mapping, table, maps, is_settled, error))
    return FALSE;

  for (guint i = 0; i < cfl_csv_table_get_n_columns (table); i++)
    {
      const char *name = cfl_csv_table_get_name (table, i);
      CflCsvField field = is_settled[i] ? CFL_CSV_FIELD_IGNORE : find_field (name);

      if (is_settled[i])
        continue;
      if (is_discount_of_something (table, i, error))
        return FALSE;
      if (field != CFL_CSV_FIELD_IGNORE && by_name[field])
        return refuse_twice (table, mapping->columns[field], i, field, error);
      if (field != CFL_CSV_FIELD_IGNORE && mapping->columns[field] < 0)
        {
          mapping->columns[field] = (int) i;
          by_name[field] = TRUE;
        }
      else if (name[0] != '\0')
        g_ptr_array_add (unused, g_strdup (name));
    }
  return TRUE;
}
