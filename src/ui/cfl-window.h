/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-session.h"

G_BEGIN_DECLS

typedef enum {
  CFL_TAB_INVOICES,
  CFL_TAB_ORDERS,
  CFL_TAB_ERRORS,
  CFL_TAB_UPLOADED,
  CFL_N_TABS
} CflTab;

#define CFL_TYPE_WINDOW (cfl_window_get_type ())
G_DECLARE_FINAL_TYPE (CflWindow, cfl_window, CFL, WINDOW, GtkApplicationWindow)

CflWindow *cfl_window_new (GtkApplication *application);
/* @session: (nullable): without one the welcome page is shown. */
void cfl_window_set_session (CflWindow *self, CflSession *session);
/* (transfer none) (nullable) */
CflSession *cfl_window_get_session (CflWindow *self);
/* (element-type CflCompanyEntry): what the company button offers. */
void cfl_window_set_companies (CflWindow *self, GPtrArray *companies);
void cfl_window_show_tab (CflWindow *self, CflTab tab);
void cfl_window_show_errors (CflWindow *self, CflDocumentKind kind);
void cfl_window_say (CflWindow *self, const char *sentence);
/* What came of a run, with the way to what it says. */
void cfl_window_say_run (CflWindow *self, const CflRun *run);

G_END_DECLS
