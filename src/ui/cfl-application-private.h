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
  gboolean wants_errors; /* of this kind, once the company is shown */
  CflDocumentKind errors_kind;
  gboolean holding;     /* while some company works without a window */
  guint inhibited;      /* the cookie while the session should not end */
};

/* cfl-application-companies.c */
void cfl_application_open (CflApplication *self, const char *wanted);
/* The same, at its Errors. */
void cfl_application_open_errors (CflApplication *self, const char *wanted, CflDocumentKind kind);
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
