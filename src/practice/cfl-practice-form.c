/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-private.h"

#include <string.h>

/* The same answer in another form. All of them have been seen, or are promised to come. */

static void
add_error (CflNode *errors)
{
  CflNode *first = cfl_node_get_item (errors, 0);
  gboolean is_of_gateway = cfl_node_get (first, "message") != NULL;
  CflNode *more = cfl_node_new_object ();

  cfl_node_set_text (more, is_of_gateway ? "message" : "Message",
                     "Required param missing, need to supply the required value for the API");
  cfl_node_set_text (more, is_of_gateway ? "detail" : "Detail",
                     "Required parameter PractisedParam is missing in the request");
  cfl_node_set_text (more, "code", "2020");
  cfl_node_append (errors, more);
}

static void
shape_error (CflNode *error, CflPracticeForms forms)
{
  const char *code = cfl_node_get_member_text (error, "code");

  if ((forms & CFL_PRACTICE_FORM_LEADING_ZEROS) != 0 && code != NULL)
    {
      g_autofree char *longer = g_strconcat ("00", code, NULL);

      cfl_node_set_text (error, "code", longer);
    }
  if ((forms & CFL_PRACTICE_FORM_NO_ELEMENT) != 0)
    cfl_node_remove (error, "element");
  if ((forms & CFL_PRACTICE_FORM_NULL_ELEMENT) != 0)
    cfl_node_set (error, "element", cfl_node_new_null ());
}

static void
shape_fault (CflNode *fault, CflPracticeForms forms)
{
  CflNode *errors = cfl_node_get (fault, "Error");

  if (errors == NULL)
    errors = cfl_node_get (fault, "error");
  if (cfl_node_get_length (errors) == 0)
    return;
  if ((forms & CFL_PRACTICE_FORM_SEVERAL_ERRORS) != 0)
    add_error (errors);
  for (guint i = 0; i < cfl_node_get_length (errors); i++)
    shape_error (cfl_node_get_item (errors, i), forms);
}

static void
shape (CflNode *node, CflPracticeForms forms)
{
  gboolean is_object = cfl_node_get_kind (node) == CFL_NODE_OBJECT;

  for (guint i = 0; i < cfl_node_get_length (node); i++)
    {
      CflNode *item = cfl_node_get_item (node, i);
      const char *name = is_object ? cfl_node_get_name (node, i) : "";

      if (strcmp (name, "Fault") == 0 || strcmp (name, "fault") == 0)
        shape_fault (item, forms);
      else
        shape (item, forms);
    }
  if (is_object && (forms & CFL_PRACTICE_FORM_EXTRA_MEMBERS) != 0)
    cfl_node_set (node, "PractisedMember", cfl_node_parse ("{\"Any\":[1,null,{}]}", -1, NULL));
}

/* Returns: (transfer full): the answer in its form; what stands in the books stays as it is */
CflNode *
cfl_practice_form_apply (CflNode *node, CflPracticeForms forms)
{
  CflNode *shaped;

  if (forms == CFL_PRACTICE_FORM_USUAL)
    return cfl_node_ref (node);
  shaped = cfl_node_copy (node);
  if ((forms & CFL_PRACTICE_FORM_NO_TIME) != 0)
    cfl_node_remove (shaped, "time");
  shape (shaped, forms);
  return shaped;
}

static void
write_text (const char *text, GString *out)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  g_string_append (out, escaped);
}

static void
write_error (CflNode *error, GString *out)
{
  const char *message = cfl_node_get_member_text (error, "Message");
  const char *detail = cfl_node_get_member_text (error, "Detail");

  g_string_append (out, "<Error code=\"");
  write_text (cfl_node_get_member_text (error, "code"), out);
  g_string_append (out, "\"><Message>");
  write_text (message != NULL ? message : cfl_node_get_member_text (error, "message"), out);
  g_string_append (out, "</Message><Detail>");
  write_text (detail != NULL ? detail : cfl_node_get_member_text (error, "detail"), out);
  g_string_append (out, "</Detail></Error>");
}

/* In XML code and type are attributes, and gateway and service write alike. */
static void
write_fault (CflNode *fault, GString *out)
{
  CflNode *errors = cfl_node_get (fault, "Error");

  if (errors == NULL)
    errors = cfl_node_get (fault, "error");
  g_string_append (out, "<Fault type=\"");
  write_text (cfl_node_get_member_text (fault, "type"), out);
  g_string_append (out, "\">");
  for (guint i = 0; i < cfl_node_get_length (errors); i++)
    write_error (cfl_node_get_item (errors, i), out);
  g_string_append (out, "</Fault>");
}

static void
write_node (CflNode *node, const char *name, GString *out)
{
  if (strcmp (name, "Fault") == 0 || strcmp (name, "fault") == 0)
    {
      write_fault (node, out);
      return;
    }
  if (cfl_node_get_kind (node) == CFL_NODE_ARRAY)
    {
      for (guint i = 0; i < cfl_node_get_length (node); i++)
        write_node (cfl_node_get_item (node, i), name, out);
      return;
    }
  g_string_append_printf (out, "<%s>", name);
  if (cfl_node_get_kind (node) == CFL_NODE_OBJECT)
    for (guint i = 0; i < cfl_node_get_length (node); i++)
      write_node (cfl_node_get_item (node, i), cfl_node_get_name (node, i), out);
  else if (cfl_node_get_kind (node) == CFL_NODE_BOOLEAN)
    g_string_append (out, cfl_node_get_boolean (node) ? "true" : "false");
  else if (cfl_node_get_text (node) != NULL)
    write_text (cfl_node_get_text (node), out);
  g_string_append_printf (out, "</%s>", name);
}

char *
cfl_practice_form_to_xml (CflNode *node)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");

  write_node (node, "IntuitResponse", out);
  return g_string_free (out, FALSE);
}
