/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-faults.h"

#include <string.h>

/* KIND[=VALUE]:TARGET[:nth=N | :every=N | :chance=P], for example cut-after-commit:bill:every=10.
 * Without the last part it is every call. A call has the first kind that hits it, and all forms. */
typedef struct {
  char *text;
  CflPracticeTrouble trouble;
  CflPracticeForms form; /* USUAL for a kind */
  char *target;
  guint nth;
  guint every;
  double chance;
  guint seen;
  guint given;
} Setting;

struct _CflPracticeDial {
  GPtrArray *settings;
  GRand *random;
};

static const struct {
  const char *name;
  CflPracticeTrouble trouble;
} kinds[] = {
  { "500", { CFL_PRACTICE_TROUBLE_STATUS, 500 } },
  { "502", { CFL_PRACTICE_TROUBLE_STATUS, 502 } },
  { "503", { CFL_PRACTICE_TROUBLE_STATUS, 503 } },
  { "504", { CFL_PRACTICE_TROUBLE_STATUS, 504 } },
  { "429", { CFL_PRACTICE_TROUBLE_STATUS, 429 } },
  { "retry-after", { CFL_PRACTICE_TROUBLE_RETRY_AFTER, 2 } },
  { "delay", { CFL_PRACTICE_TROUBLE_DELAY, 1000 } },
  { "slow", { CFL_PRACTICE_TROUBLE_SLOW, 1000 } },
  { "cut-before-commit", { CFL_PRACTICE_TROUBLE_CUT_BEFORE_COMMIT, 0 } },
  { "cut-after-commit", { CFL_PRACTICE_TROUBLE_CUT_AFTER_COMMIT, 0 } },
  { "cut-in-batch", { CFL_PRACTICE_TROUBLE_CUT_IN_BATCH, 0 } },
  { "cut-body", { CFL_PRACTICE_TROUBLE_CUT_BODY, 0 } },
  { "truncated", { CFL_PRACTICE_TROUBLE_TRUNCATED, 0 } },
  { "empty", { CFL_PRACTICE_TROUBLE_EMPTY, 0 } },
  { "status-after-commit", { CFL_PRACTICE_TROUBLE_STATUS_AFTER_COMMIT, 504 } },
  { "fault", { CFL_PRACTICE_TROUBLE_FAULT, 6000 } },
  { "fault-in-200", { CFL_PRACTICE_TROUBLE_FAULT_IN_200, 6000 } },
  { "fault-after-commit", { CFL_PRACTICE_TROUBLE_FAULT_AFTER_COMMIT, 600 } },
  { "fault-in-200-after-commit", { CFL_PRACTICE_TROUBLE_FAULT_IN_200_AFTER_COMMIT, 6000 } },
  { "duplicate-id", { CFL_PRACTICE_TROUBLE_FAULT, 600 } },
  { "expired", { CFL_PRACTICE_TROUBLE_EXPIRED, 0 } },
  { "html", { CFL_PRACTICE_TROUBLE_HTML, 200 } },
  { "forget-ids", { CFL_PRACTICE_TROUBLE_FORGET_IDS, 0 } },
  { "drop-links", { CFL_PRACTICE_TROUBLE_DROP_LINKS, 0 } },
  { "item-missing", { CFL_PRACTICE_TROUBLE_ITEM_MISSING, 0 } },
  { "item-doubled", { CFL_PRACTICE_TROUBLE_ITEM_DOUBLED, 0 } },
  { "item-foreign", { CFL_PRACTICE_TROUBLE_ITEM_FOREIGN, 0 } },
  { "invalid-grant", { CFL_PRACTICE_TROUBLE_SIGN_IN, CFL_PRACTICE_INVALID_GRANT } },
  { "invalid-client", { CFL_PRACTICE_TROUBLE_SIGN_IN, CFL_PRACTICE_INVALID_CLIENT } },
};

/* A form changes how an answer is written, and goes together with any kind. */
static const struct {
  const char *name;
  CflPracticeForms form;
} forms[] = {
  { "localised", CFL_PRACTICE_FORM_LOCALISED },
  { "no-time", CFL_PRACTICE_FORM_NO_TIME },
  { "no-element", CFL_PRACTICE_FORM_NO_ELEMENT },
  { "null-element", CFL_PRACTICE_FORM_NULL_ELEMENT },
  { "leading-zeros", CFL_PRACTICE_FORM_LEADING_ZEROS },
  { "several-errors", CFL_PRACTICE_FORM_SEVERAL_ERRORS },
  { "xml", CFL_PRACTICE_FORM_XML },
  { "extra-members", CFL_PRACTICE_FORM_EXTRA_MEMBERS },
};

static const char *const targets[] = { "any",         "token",         "query",  "vendor",
                                       "bill",        "purchaseorder", "batch",  "read",
                                       "cin7-orders", "cin7-contacts", "delete", NULL };

static void
setting_free (Setting *setting)
{
  g_free (setting->text);
  g_free (setting->target);
  g_free (setting);
}

CflPracticeDial *
cfl_practice_dial_new (guint seed)
{
  CflPracticeDial *dial = g_new0 (CflPracticeDial, 1);

  dial->settings = g_ptr_array_new_with_free_func ((GDestroyNotify) setting_free);
  dial->random = g_rand_new_with_seed (seed);
  return dial;
}

void
cfl_practice_dial_free (CflPracticeDial *dial)
{
  if (dial == NULL)
    return;
  g_ptr_array_unref (dial->settings);
  g_rand_free (dial->random);
  g_free (dial);
}

static gboolean
read_kind (Setting *setting, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  guint64 value;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_strcmp0 (forms[i].name, text) == 0)
      {
        setting->form = forms[i].form;
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, parts[0]) == 0)
      {
        setting->trouble = kinds[i].trouble;
        if (parts[1] == NULL)
          return TRUE;
        if (!g_ascii_string_to_unsigned (parts[1], 10, 0, 600000, &value, NULL))
          return FALSE;
        setting->trouble.value = (guint) value;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_when (Setting *setting, const char *text)
{
  guint64 number;
  char *end;

  if (text == NULL)
    {
      setting->every = 1;
      return TRUE;
    }
  if (g_str_has_prefix (text, "chance="))
    {
      setting->chance = g_ascii_strtod (text + strlen ("chance="), &end);
      return *end == '\0' && setting->chance >= 0 && setting->chance <= 1;
    }
  if (strchr (text, '=') == NULL ||
      !g_ascii_string_to_unsigned (strchr (text, '=') + 1, 10, 1, G_MAXINT, &number, NULL))
    return FALSE;
  if (g_str_has_prefix (text, "nth="))
    setting->nth = (guint) number;
  else if (g_str_has_prefix (text, "every="))
    setting->every = (guint) number;
  else
    return FALSE;
  return TRUE;
}

static Setting *
read_setting (const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint length = g_strv_length (parts);
  Setting *setting = g_new0 (Setting, 1);

  setting->text = g_strdup (text);
  setting->target = g_strdup (length > 1 ? parts[1] : "any");
  if (length >= 1 && length <= 3 && read_kind (setting, parts[0]) &&
      g_strv_contains (targets, setting->target) &&
      read_when (setting, length > 2 ? parts[2] : NULL))
    return setting;
  g_set_error (error, CFL_PRACTICE_ERROR, 0,
               "\"%s\" is no fault. Write KIND:TARGET:WHEN, for example "
               "cut-after-commit:bill:every=10",
               text);
  setting_free (setting);
  return NULL;
}

/* Replaces all settings, or none when one of them is wrong. */
gboolean
cfl_practice_dial_set (CflPracticeDial *dial, const char *const *specifications, GError **error)
{
  g_autoptr (GPtrArray) settings = g_ptr_array_new_with_free_func ((GDestroyNotify) setting_free);

  for (guint i = 0; specifications != NULL && specifications[i] != NULL; i++)
    {
      Setting *setting = read_setting (specifications[i], error);

      if (setting == NULL)
        return FALSE;
      g_ptr_array_add (settings, setting);
    }
  g_ptr_array_unref (dial->settings);
  dial->settings = g_steal_pointer (&settings);
  return TRUE;
}

CflNode *
cfl_practice_dial_describe (CflPracticeDial *dial)
{
  CflNode *list = cfl_node_new_array ();

  for (guint i = 0; i < dial->settings->len; i++)
    {
      Setting *setting = dial->settings->pdata[i];
      CflNode *node = cfl_node_new_object ();

      cfl_node_set_text (node, "fault", setting->text);
      cfl_node_set_integer (node, "seen", setting->seen);
      cfl_node_set_integer (node, "given", setting->given);
      cfl_node_append (list, node);
    }
  return list;
}

CflNode *
cfl_practice_dial_list_kinds (void)
{
  CflNode *list = cfl_node_new_array ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    cfl_node_append (list, cfl_node_new_string (kinds[i].name));
  return list;
}

CflNode *
cfl_practice_dial_list_forms (void)
{
  CflNode *list = cfl_node_new_array ();

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    cfl_node_append (list, cfl_node_new_string (forms[i].name));
  return list;
}

static gboolean
is_meant (Setting *setting, const char *endpoint)
{
  return strcmp (setting->target, "any") == 0 || strcmp (setting->target, endpoint) == 0 ||
         (strcmp (setting->target, "read") == 0 &&
          (strcmp (endpoint, "companyinfo") == 0 || strcmp (endpoint, "preferences") == 0));
}

static gboolean
hits (CflPracticeDial *dial, Setting *setting)
{
  setting->seen++;
  return (setting->nth > 0 && setting->seen == setting->nth) ||
         (setting->every > 0 && setting->seen % setting->every == 0) ||
         (setting->chance > 0 && g_rand_double (dial->random) < setting->chance);
}

CflPracticeTrouble
cfl_practice_dial_draw (CflPracticeDial *dial, const char *endpoint, CflPracticeForms *form)
{
  CflPracticeTrouble drawn = { CFL_PRACTICE_TROUBLE_NONE, 0 };

  *form = CFL_PRACTICE_FORM_USUAL;
  for (guint i = 0; i < dial->settings->len; i++)
    {
      Setting *setting = dial->settings->pdata[i];

      if (!is_meant (setting, endpoint) || !hits (dial, setting))
        continue;
      if (setting->form != CFL_PRACTICE_FORM_USUAL)
        *form |= setting->form;
      else if (drawn.kind == CFL_PRACTICE_TROUBLE_NONE)
        drawn = setting->trouble;
      else
        continue;
      setting->given++;
    }
  return drawn;
}
