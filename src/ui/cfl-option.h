/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One entry of a drop-down: what is kept and what is shown. */
#define CFL_TYPE_OPTION (cfl_option_get_type ())
G_DECLARE_FINAL_TYPE (CflOption, cfl_option, CFL, OPTION, GObject)

CflOption *cfl_option_new (const char *id, const char *label);
const char *cfl_option_get_id (CflOption *self);
const char *cfl_option_get_label (CflOption *self);
/* Appends a new one to a list of them. */
void cfl_options_add (GListStore *options, const char *id, const char *label);

/* A drop-down of #CflOption whose popover finds entries by any part of their label. */
GtkWidget *cfl_option_drop_down_new (void);
/* Nothing is chosen when no option has the id. */
void cfl_option_drop_down_show (GtkDropDown *drop_down, GListStore *options, const char *id);
/* (transfer none) (nullable) */
CflOption *cfl_option_drop_down_get_chosen (GtkDropDown *drop_down);

G_END_DECLS
