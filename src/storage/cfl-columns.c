/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-columns-private.h"

static char *
join_names (const CflColumns *self, const char *before, const char *after)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < self->n_columns; i++)
    g_string_append_printf (text, "%s%s%s%s", i > 0 ? ", " : "", before, self->columns[i].name,
                            after);
  return g_string_free (text, FALSE);
}

/* "o.source, o.source_id, ..." for the prefix "o." */
char *
cfl_columns_names (const CflColumns *self, const char *prefix)
{
  return join_names (self, prefix, "");
}

/* "source = ?, source_id = ?, ..." */
char *
cfl_columns_assignments (const CflColumns *self)
{
  return join_names (self, "", " = ?");
}

/* "?, ?, ?" */
char *
cfl_columns_places (int n)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append (text, i > 0 ? ", ?" : "?");
  return g_string_free (text, FALSE);
}

void
cfl_columns_bind (const CflColumns *self, CflStatement *statement, int first, gconstpointer record)
{
  for (int i = 0; i < self->n_columns; i++)
    {
      const CflColumn *column = &self->columns[i];
      gconstpointer member = (const guint8 *) record + column->offset;

      switch (column->type)
        {
        case CFL_COLUMN_TEXT:
          cfl_bind_text (statement, first + i, *(char *const *) member);
          break;
        case CFL_COLUMN_INTEGER64:
          cfl_bind_integer (statement, first + i, *(const gint64 *) member);
          break;
        case CFL_COLUMN_INTEGER:
          cfl_bind_integer (statement, first + i, *(const int *) member);
          break;
        case CFL_COLUMN_DATE:
          cfl_bind_date (statement, first + i, *(const CflDate *) member);
          break;
        case CFL_COLUMN_DECIMAL:
          cfl_bind_decimal (statement, first + i, *(const CflDecimal *) member);
          break;
        case CFL_COLUMN_BYTES:
        default:
          cfl_bind_bytes (statement, first + i, g_bytes_get_data (*(GBytes *const *) member, NULL),
                          g_bytes_get_size (*(GBytes *const *) member));
          break;
        }
    }
}

void
cfl_columns_read (const CflColumns *self, CflStatement *statement, int first, gpointer record)
{
  for (int i = 0; i < self->n_columns; i++)
    {
      const CflColumn *column = &self->columns[i];
      gpointer member = (guint8 *) record + column->offset;

      switch (column->type)
        {
        case CFL_COLUMN_TEXT:
          g_free (*(char **) member);
          *(char **) member = g_strdup (cfl_read_text (statement, first + i));
          break;
        case CFL_COLUMN_INTEGER64:
          *(gint64 *) member = cfl_read_integer (statement, first + i);
          break;
        case CFL_COLUMN_INTEGER:
          *(int *) member = (int) cfl_read_integer (statement, first + i);
          break;
        case CFL_COLUMN_DATE:
          *(CflDate *) member = cfl_read_date (statement, first + i);
          break;
        case CFL_COLUMN_DECIMAL:
          *(CflDecimal *) member = cfl_read_decimal (statement, first + i);
          break;
        case CFL_COLUMN_BYTES:
        default:
          g_clear_pointer ((GBytes **) member, g_bytes_unref);
          *(GBytes **) member = cfl_read_bytes (statement, first + i);
          break;
        }
    }
}

/* Decimals and dates are hashed by value, so that 1.50 and 1.5 are one amount. */
void
cfl_columns_hash (const CflColumns *self, GChecksum *checksum, gconstpointer record)
{
  for (int i = 0; i < self->n_columns; i++)
    {
      const CflColumn *column = &self->columns[i];
      gconstpointer member = (const guint8 *) record + column->offset;
      g_autofree char *text = NULL;

      switch (column->type)
        {
        case CFL_COLUMN_TEXT:
          g_checksum_update (checksum, *(const guchar *const *) member, -1);
          break;
        case CFL_COLUMN_INTEGER64:
          g_checksum_update (checksum, member, sizeof (gint64));
          break;
        case CFL_COLUMN_INTEGER:
          g_checksum_update (checksum, member, sizeof (int));
          break;
        case CFL_COLUMN_DATE:
          g_checksum_update (checksum, member, sizeof (CflDate));
          break;
        case CFL_COLUMN_DECIMAL:
          text = cfl_decimal_to_text (*(const CflDecimal *) member);
          g_checksum_update (checksum, (const guchar *) text, -1);
          break;
        case CFL_COLUMN_BYTES:
        default:
          break;
        }
      g_checksum_update (checksum, (const guchar *) "\n", 1);
    }
}
