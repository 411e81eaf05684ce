/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7-where.h"
#include "cfl-practice-cin7.h"

#include <string.h>

static const char *const order_fields[] = { "id",
                                            "createdDate",
                                            "modifiedDate",
                                            "createdBy",
                                            "processedBy",
                                            "isApproved",
                                            "reference",
                                            "memberId",
                                            "firstName",
                                            "lastName",
                                            "company",
                                            "email",
                                            "phone",
                                            "mobile",
                                            "fax",
                                            "deliveryFirstName",
                                            "deliveryLastName",
                                            "deliveryCompany",
                                            "deliveryAddress1",
                                            "deliveryAddress2",
                                            "deliveryCity",
                                            "deliveryState",
                                            "deliveryPostalCode",
                                            "deliveryCountry",
                                            "billingFirstName",
                                            "billingLastName",
                                            "billingCompany",
                                            "billingAddress1",
                                            "billingAddress2",
                                            "billingCity",
                                            "billingPostalCode",
                                            "billingState",
                                            "billingCountry",
                                            "branchId",
                                            "branchEmail",
                                            "projectName",
                                            "trackingCode",
                                            "internalComments",
                                            "deliveryInstructions",
                                            "productTotal",
                                            "freightTotal",
                                            "surcharge",
                                            "discountTotal",
                                            "freightDescription",
                                            "surchargeDescription",
                                            "discountDescription",
                                            "total",
                                            "currencyId",
                                            "currencyCode",
                                            "currencyRate",
                                            "currencySymbol",
                                            "taxStatus",
                                            "taxRate",
                                            "alternativeTaxRate",
                                            "memberAlternativeTaxRate",
                                            "costCenter",
                                            "memberCostCenter",
                                            "source",
                                            "status",
                                            "stage",
                                            "isVoid",
                                            "estimatedDeliveryDate",
                                            "estimatedArrivalDate",
                                            "supplierAcceptanceDate",
                                            "port",
                                            "fullyReceivedDate",
                                            "invoiceDate",
                                            "supplierInvoiceReference",
                                            "paymentTerms",
                                            "customerOrderNo",
                                            "voucherCode",
                                            "salesPersonId",
                                            "salesPersonEmail",
                                            "logisticsCarrier",
                                            "logisticsStatus",
                                            "cancellationDate",
                                            "modifiedCOGSDate",
                                            NULL };
static const char *const contact_fields[] = { "id",
                                              "type",
                                              "isActive",
                                              "company",
                                              "firstName",
                                              "lastName",
                                              "jobTitle",
                                              "email",
                                              "website",
                                              "phone",
                                              "fax",
                                              "mobile",
                                              "address1",
                                              "address2",
                                              "city",
                                              "state",
                                              "postCode",
                                              "country",
                                              "postalAddress1",
                                              "postalAddress2",
                                              "postalCity",
                                              "postalPostCode",
                                              "postalState",
                                              "postalCountry",
                                              "notes",
                                              "integrationRef",
                                              "salesPersonId",
                                              "accountNumber",
                                              "billingId",
                                              "billingCompany",
                                              "costCenter",
                                              "priceColumn",
                                              "percentageOff",
                                              "paymentTerms",
                                              "taxStatus",
                                              "taxNumber",
                                              "creditLimit",
                                              "balanceOwing",
                                              "onHold",
                                              "group",
                                              "subGroup",
                                              "createdDate",
                                              "modifiedDate",
                                              NULL };
static const char *const branch_fields[] = {
  "id", "company", "branchType", "stockControlOptions", "taxStatus", "isActive", NULL
};
static const char *const user_fields[] = {
  "id", "firstName", "lastName", "email", "isActive", NULL
};
static const char *const product_fields[] = { "id",
                                              "styleCode",
                                              "name",
                                              "supplierId",
                                              "salesAccount",
                                              "purchasesAccount",
                                              "importCustomsDuty",
                                              "stockControl",
                                              "createdDate",
                                              "modifiedDate",
                                              NULL };
/* Members that can be asked for with fields= but not compared. */
static const char *const nested_fields[] = { "lineItems",         "accountingAttributes",
                                             "customFields",      "accountingIntegrationId",
                                             "secondaryContacts", "branchLocations",
                                             "productOptions",    NULL };

/* The members that where and order may name. */
const char *const *
cfl_practice_cin7_fields (CflPracticeCin7Table *table)
{
  switch (*table->name)
    {
    case 'C':
      return contact_fields;
    case 'B':
      return branch_fields;
    case 'U':
      return user_fields;
    default:
      return strcmp (table->name, "Products") == 0 ? product_fields : order_fields;
    }
}

/* fields=id,reference,lineItems(code,qty): names with the names inside them, or NULL. */
CflNode *
cfl_practice_cin7_read_fields (const char *text, CflPracticeCin7Table *table)
{
  const char *const *fields = cfl_practice_cin7_fields (table);
  g_autoptr (CflNode) wanted = cfl_node_new_object ();
  const char *at = text;

  while (*at != '\0')
    {
      gsize length = strcspn (at, ",(");
      g_autofree char *name = g_strstrip (g_strndup (at, length));
      const char *field = cfl_practice_field_find (fields, name);
      CflNode *inner = cfl_node_new_object ();

      if (field == NULL)
        field = cfl_practice_field_find (nested_fields, name);
      if (field == NULL)
        {
          cfl_node_unref (inner);
          return NULL;
        }
      at += length;
      if (*at == '(')
        {
          const char *end = strchr (at, ')');
          g_autofree char *names = end == NULL ? NULL : g_strndup (at + 1, (gsize) (end - at - 1));
          g_auto (GStrv) words = names == NULL ? NULL : g_strsplit (names, ",", -1);

          for (guint i = 0; words != NULL && words[i] != NULL; i++)
            cfl_node_set (inner, g_strstrip (words[i]), cfl_node_new_null ());
          at = end == NULL ? at + strlen (at) : end + 1;
        }
      cfl_node_set (wanted, field, inner);
      if (*at == ',')
        at++;
    }
  return g_steal_pointer (&wanted);
}

/* The part of the row that was asked for. */
CflNode *
cfl_practice_cin7_project (CflNode *row, CflNode *wanted)
{
  CflNode *result;

  if (cfl_node_get_kind (row) == CFL_NODE_ARRAY)
    {
      result = cfl_node_new_array ();
      for (guint i = 0; i < cfl_node_get_length (row); i++)
        cfl_node_append (result, cfl_practice_cin7_project (cfl_node_get_item (row, i), wanted));
      return result;
    }
  if (cfl_node_get_kind (row) != CFL_NODE_OBJECT || cfl_node_get_length (wanted) == 0)
    return cfl_node_ref (row);
  result = cfl_node_new_object ();
  for (guint i = 0; i < cfl_node_get_length (row); i++)
    for (guint n = 0; n < cfl_node_get_length (wanted); n++)
      if (g_ascii_strcasecmp (cfl_node_get_name (row, i), cfl_node_get_name (wanted, n)) == 0)
        cfl_node_set (
            result, cfl_node_get_name (row, i),
            cfl_practice_cin7_project (cfl_node_get_item (row, i), cfl_node_get_item (wanted, n)));
  return result;
}
