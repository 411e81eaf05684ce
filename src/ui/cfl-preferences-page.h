/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-session.h"

G_BEGIN_DECLS

/**
 * CflPreferencesPage:
 *
 * One page of the preferences: headed groups of rows, each with the name of a setting at the start
 * and its control at the end. It holds no setting itself: it shows what the service has and says what
 * the user wants.
 *
 * Signals: "change" (char *key, char *value, char *sentence: what will be true then).
 */
#define CFL_TYPE_PREFERENCES_PAGE (cfl_preferences_page_get_type ())
G_DECLARE_FINAL_TYPE (CflPreferencesPage, cfl_preferences_page, CFL, PREFERENCES_PAGE, GtkWidget)

/* Shows a setting in its control. @warning: (out) (transfer full): a sentence if something is wrong
 * with it, else %NULL. @value is "" for a row that is no setting. */
typedef void (*CflPreferenceLoad) (GtkWidget *control,
                                   CflSession *session,
                                   const char *value,
                                   char **warning);

GtkWidget *cfl_preferences_page_new (void);
/* What is added afterwards belongs to this group. @caption: (nullable) */
void cfl_preferences_page_add_group (CflPreferencesPage *self,
                                     const char *title,
                                     const char *caption);
/* @key: of the setting, or a name for the row; static. @title: with an access key.
 * @caption: (nullable) */
void cfl_preferences_page_add_row (CflPreferencesPage *self,
                                   const char *key,
                                   const char *title,
                                   const char *caption,
                                   GtkWidget *control,
                                   CflPreferenceLoad load);
/* For the controls: the user wants this. Ignored while values are being shown. */
void cfl_preferences_page_change (CflPreferencesPage *self,
                                  const char *key,
                                  const char *value,
                                  const char *sentence);
/* Whether values are being shown, so that what a control says is not the user's wish. */
gboolean cfl_preferences_page_is_loading (CflPreferencesPage *self);
void cfl_preferences_page_load (CflPreferencesPage *self, CflSession *session);
/* FALSE when the page has no such row. */
gboolean cfl_preferences_page_focus_row (CflPreferencesPage *self, const char *key);
/* The page that a control stands on. */
CflPreferencesPage *cfl_preferences_page_of (GtkWidget *control);
/* The name of a control as a screen reader says it: its row's title and what is chosen. */
void cfl_preferences_page_name_choice (GtkDropDown *drop_down, const char *title);

/* the pages */
GtkWidget *cfl_preferences_accounts_new (void);
GtkWidget *cfl_preferences_orders_new (void);
GtkWidget *cfl_preferences_quickbooks_new (void);

G_END_DECLS
