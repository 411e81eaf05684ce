/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-company-registry-private.h"

G_DEFINE_BOXED_TYPE (CflCompanyEntry,
                     cfl_company_entry,
                     cfl_company_entry_ref,
                     cfl_company_entry_unref)

static const char *const environment_names[] = {
  [CFL_ENVIRONMENT_PRACTICE] = "practice",
  [CFL_ENVIRONMENT_SANDBOX] = "sandbox",
  [CFL_ENVIRONMENT_PRODUCTION] = "production",
  [CFL_ENVIRONMENT_CUSTOM] = "custom",
};

const char *
cfl_environment_to_text (CflEnvironment environment)
{
  return environment_names[environment];
}

gboolean
cfl_environment_from_text (const char *text, CflEnvironment *environment)
{
  for (guint i = 0; i < G_N_ELEMENTS (environment_names); i++)
    if (g_strcmp0 (text, environment_names[i]) == 0)
      {
        *environment = (CflEnvironment) i;
        return TRUE;
      }
  return FALSE;
}

CflCompanyEntry *
cfl_company_entry_new (void)
{
  CflCompanyEntry *self = g_new0 (CflCompanyEntry, 1);

  g_atomic_ref_count_init (&self->references);
  self->id = g_strdup ("");
  self->name = g_strdup ("");
  self->intuit_url = g_strdup ("");
  self->quickbooks_url = g_strdup ("");
  self->cin7_url = g_strdup ("");
  self->time_zone = g_strdup ("");
  return self;
}

CflCompanyEntry *
cfl_company_entry_ref (CflCompanyEntry *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_company_entry_unref (CflCompanyEntry *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->intuit_url);
  g_free (self->quickbooks_url);
  g_free (self->cin7_url);
  g_free (self->time_zone);
  g_free (self);
}

/**
 * cfl_companies_get_folder:
 *
 * Returns: (transfer full): the folder that holds one folder for each company
 */
char *
cfl_companies_get_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "counterfoil", "companies", NULL);
}

/**
 * cfl_company_entry_get_folder:
 *
 * Returns: (transfer full): the company's own folder
 */
char *
cfl_company_entry_get_folder (const CflCompanyEntry *self)
{
  g_autofree char *companies = cfl_companies_get_folder ();

  return g_build_filename (companies, self->id, NULL);
}
