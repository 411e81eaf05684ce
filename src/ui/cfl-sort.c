/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-view.h"

#include <glib/gi18n.h>

static const struct {
  CflSort sort;
  const char *text;
} names[] = {
  { CFL_SORT_REFERENCE, "reference" }, { CFL_SORT_SUPPLIER, "supplier" },
  { CFL_SORT_INVOICE_DATE, "date" },   { CFL_SORT_DUE_DATE, "due-date" },
  { CFL_SORT_TOTAL, "total" },         { CFL_SORT_STATUS, "status" },
  { CFL_SORT_LAST_TRY, "last-try" },   { CFL_SORT_VENDOR, "vendor" },
  { CFL_SORT_NUMBER, "number" },
};

const char *
cfl_sort_to_text (CflSort sort)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].sort == sort)
      return names[i].text;
  return names[0].text;
}

gboolean
cfl_sort_from_text (const char *text, CflSort *sort)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].text, text) == 0)
      {
        *sort = names[i].sort;
        return TRUE;
      }
  return FALSE;
}

const char *
cfl_sort_to_title (CflSort sort, CflList list)
{
  switch (sort)
    {
    case CFL_SORT_SUPPLIER:
      return _ ("Supplier");
    case CFL_SORT_INVOICE_DATE:
      if (list == CFL_LIST_ORDERS || list == CFL_LIST_ORDER_ERRORS)
        return _ ("Order Date");
      return list == CFL_LIST_UPLOADED ? _ ("Date") : _ ("Invoice Date");
    case CFL_SORT_DUE_DATE:
      return _ ("Due Date");
    case CFL_SORT_TOTAL:
      return _ ("Total");
    case CFL_SORT_STATUS:
      return list == CFL_LIST_UPLOADED ? _ ("State") : _ ("Status");
    case CFL_SORT_LAST_TRY:
      return _ ("Last Try");
    case CFL_SORT_VENDOR:
      return _ ("Vendor");
    case CFL_SORT_NUMBER:
      /* Translators: the number under which QuickBooks holds a document. */
      return _ ("In QuickBooks");
    case CFL_SORT_REFERENCE:
    default:
      return _ ("Reference");
    }
}
