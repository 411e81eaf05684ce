/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-record.h"

struct _CflRecord {
  GObject parent_instance;

  GType type;
  gpointer boxed;
};

G_DEFINE_FINAL_TYPE (CflRecord, cfl_record, G_TYPE_OBJECT)

static void
cfl_record_finalize (GObject *object)
{
  CflRecord *self = CFL_RECORD (object);

  if (self->boxed != NULL)
    g_boxed_free (self->type, self->boxed);

  G_OBJECT_CLASS (cfl_record_parent_class)->finalize (object);
}

static void
cfl_record_class_init (CflRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_record_finalize;
}

static void
cfl_record_init (CflRecord *self)
{
}

CflRecord *
cfl_record_new (GType type, gconstpointer boxed)
{
  CflRecord *self = g_object_new (CFL_TYPE_RECORD, NULL);

  self->type = type;
  self->boxed = g_boxed_copy (type, boxed);
  return self;
}

gconstpointer
cfl_record_get (CflRecord *self)
{
  g_return_val_if_fail (CFL_IS_RECORD (self), NULL);

  return self->boxed;
}
