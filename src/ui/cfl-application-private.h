/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-application.h"
#include "cfl-window.h"

G_BEGIN_DECLS

struct _CflApplication {
  GtkApplication parent_instance;

  GHashTable *sessions; /* (element-type utf8 CflSession) by the company's id */
  GPtrArray *companies; /* (element-type CflCompanyEntry) (nullable) */
  char *wanted;         /* (nullable): the company asked for, by id or name */
  gboolean holding;     /* while some company works without a window */
  gboolean closing;
};

/* cfl-application-companies.c */
void cfl_application_open (CflApplication *self, const char *wanted);
void cfl_application_open_practice (CflApplication *self);
CflSession *cfl_application_find_session (CflApplication *self, const char *id);
/* cfl-application-actions.c */
void cfl_application_add_actions (CflApplication *self);
/* cfl-application-notify.c */
void cfl_application_tell_run (CflApplication *self, CflSession *session, const CflRun *run);
void cfl_application_withdraw_stale (CflApplication *self, CflSession *session);

CflWindow *cfl_application_get_window (CflApplication *self);
void cfl_application_watch_session (CflApplication *self, CflSession *session);
void cfl_application_close_all (CflApplication *self);

G_END_DECLS
