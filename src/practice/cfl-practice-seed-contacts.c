/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7.h"
#include "cfl-practice-seed.h"

static CflNode *
new_contact (const CflPracticeSupplier *supplier)
{
  CflNode *node = cfl_node_new_object ();
  CflNode *links = cfl_node_new_object ();

  cfl_node_set_integer (node, "id", supplier->id);
  cfl_node_set_text (node, "createdDate", "2024-02-11T21:14:08Z");
  cfl_node_set_text (node, "modifiedDate", "2026-01-19T03:20:41Z");
  cfl_node_set_text (node, "type", "Supplier");
  cfl_node_set_boolean (node, "isActive", supplier->is_active);
  cfl_node_set_text (node, "company", supplier->company);
  cfl_node_set_text (node, "firstName", supplier->first_name);
  cfl_node_set_text (node, "lastName", supplier->last_name);
  cfl_node_set_text (node, "jobTitle", "");
  cfl_node_set_text (node, "email", supplier->email);
  cfl_node_set_text (node, "phone", "");
  cfl_node_set (node, "fax", cfl_node_new_null ());
  cfl_node_set_text (node, "address1", "");
  cfl_node_set_text (node, "city", "");
  cfl_node_set_text (node, "country", supplier->country);
  cfl_node_set_text (node, "costCenter", supplier->id == 838 ? "5100" : "");
  cfl_node_set_text (node, "paymentTerms", supplier->terms);
  cfl_node_set_text (node, "taxStatus", supplier->id % 2 == 0 ? "Exempt" : "Undefined");
  cfl_node_set_text (node, "taxNumber", "");
  cfl_node_set (node, "creditLimit", cfl_node_new_number ("0.0"));
  cfl_node_set_boolean (node, "onHold", FALSE);
  cfl_node_set_text (node, "group", "");
  cfl_node_set (node, "secondaryContacts", cfl_node_new_array ());
  cfl_node_set (node, "customFields", cfl_node_new_object ());
  cfl_node_set (links, "xero", cfl_node_new_null ());
  /* Two that the account's own integration has linked already: ids as cfl-practice-seed-books.c
   * gives them. */
  cfl_node_set_text (links, "quickBooksOnline",
                     supplier->id == 812   ? "56"
                     : supplier->id == 822 ? "66"
                                           : NULL);
  cfl_node_set (links, "quickBooksDesktop", cfl_node_new_null ());
  cfl_node_set (node, "accountingIntegrationId", links);
  return node;
}

static void
add_small_tables (CflPractice *practice)
{
  cfl_practice_orders_add (practice, "Branches", 3,
                           g_strdup ("{\"id\":3,\"company\":\"Portland Warehouse\","
                                     "\"branchType\":\"Warehouse\",\"taxStatus\":\"Exempt\","
                                     "\"isActive\":true,\"branchLocations\":[]}"));
  cfl_practice_orders_add (practice, "Branches", 4,
                           g_strdup ("{\"id\":4,\"company\":\"Ferry Street Store\","
                                     "\"branchType\":\"Store\",\"taxStatus\":\"Exempt\","
                                     "\"isActive\":true,\"branchLocations\":[]}"));
  cfl_practice_orders_add (practice, "Users", 11,
                           g_strdup ("{\"id\":11,\"firstName\":\"Robin\",\"lastName\":\"Ashby\","
                                     "\"email\":\"robin@paperbark.example\",\"isActive\":true}"));
  cfl_practice_orders_add (
      practice, "Products", 410,
      g_strdup ("{\"id\":410,\"styleCode\":\"TOWEL-L\",\"name\":\"Beach "
                "towel\",\"supplierId\":812,\"purchasesAccount\":\"5000\","
                "\"productOptions\":[{\"id\":982,\"code\":\"TOWEL-L-SAND\"}]}"));
  cfl_practice_orders_add (practice, "Products", 411,
                           g_strdup ("{\"id\":411,\"styleCode\":\"BOWL-24\",\"name\":\"Serving "
                                     "bowl\",\"supplierId\":816,\"purchasesAccount\":\"\","
                                     "\"productOptions\":[{\"id\":983,\"code\":"
                                     "\"BOWL-24-CELADON\"}]}"));
}

void
cfl_practice_seed_contacts (CflPractice *practice)
{
  guint length;
  const CflPracticeSupplier *suppliers = cfl_practice_suppliers (&length);

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (CflNode) node = new_contact (&suppliers[i]);

      cfl_practice_orders_add (practice, "Contacts", suppliers[i].id, cfl_node_to_text (node));
    }
  cfl_practice_orders_add (
      practice, "Contacts", 901,
      g_strdup ("{\"id\":901,\"createdDate\":\"2024-05-02T14:00:00Z\",\"modifiedDate\":"
                "\"2025-05-02T14:00:00Z\",\"type\":\"Customer\",\"isActive\":true,\"company\":"
                "\"Saltmarsh Inn\",\"firstName\":\"\",\"lastName\":\"\",\"email\":"
                "\"desk@saltmarsh.example\",\"paymentTerms\":\"Net 30\"}"));
  add_small_tables (practice);
}
