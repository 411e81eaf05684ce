/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-preferences-dialog.h"

#include "cfl-preferences-page.h"
#include "cfl-tab-stop.h"

#include <glib/gi18n.h>
#include <string.h>

enum { PAGE_ACCOUNTS, PAGE_ORDERS, PAGE_QUICKBOOKS, N_PAGES };

struct _CflPreferencesDialog {
  GtkWindow parent_instance;

  GtkLabel *subtitle;
  GtkListBox *side_list;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkImage *state_icon;
  GtkLabel *state;
  GtkWidget *undo_button;

  CflPreferencesPage *pages[N_PAGES];
  CflSession *session;
  CflCompany *company; /* as it is shown */
  guint writing;       /* changes that are being kept */
  char *undo_key;
  char *undo_value;
};

G_DEFINE_FINAL_TYPE (CflPreferencesDialog, cfl_preferences_dialog, GTK_TYPE_WINDOW)

/* One change on its way. The dialog may be closed meanwhile; the change is kept all the same. */
typedef struct {
  CflPreferencesDialog *dialog;
  char *sentence;
  char *key;
  char *old_value; /* NULL for an undo */
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->dialog);
  g_free (change->sentence);
  g_free (change->key);
  g_free (change->old_value);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
load (CflPreferencesDialog *self)
{
  const CflCompany *company =
      cfl_sync_service_get_company (cfl_session_get_service (self->session));

  g_clear_pointer (&self->company, cfl_company_unref);
  self->company = cfl_company_ref ((CflCompany *) company);
  for (guint i = 0; i < N_PAGES; i++)
    if (self->pages[i] != NULL)
      cfl_preferences_page_load (self->pages[i], self->session);
}

/* ---- the footer ---- */

static void
say (CflPreferencesDialog *self, const char *icon, const char *css_class, const char *sentence)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), "ok");
  gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), "warn");
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), css_class);
  gtk_image_set_from_icon_name (self->state_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), icon != NULL);
  gtk_label_set_text (self->state, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), sentence);
}

static void
offer_undo (CflPreferencesDialog *self, Change *change)
{
  /* The last change can be taken back, and only once: there is nothing older to return to. */
  gboolean holds_focus = gtk_widget_has_focus (self->undo_button);

  g_free (self->undo_key);
  g_free (self->undo_value);
  self->undo_key = g_steal_pointer (&change->key);
  self->undo_value = g_steal_pointer (&change->old_value);
  gtk_widget_set_visible (self->undo_button, self->undo_value != NULL);
  if (holds_focus && self->undo_value == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->side_list));
}

/* ---- keeping a change ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  CflPreferencesDialog *self = change->dialog;
  g_autoptr (GError) error = NULL;
  gboolean kept = cfl_sync_service_set_setting_finish (CFL_SYNC_SERVICE (source), result, &error);
  g_autofree char *sentence = NULL;

  self->writing--;
  if (self->stack == NULL) /* closed meanwhile */
    return;
  gtk_spinner_set_spinning (self->spinner, self->writing > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->writing > 0);
  if (kept)
    {
      /* Translators: what was changed is said first. */
      sentence = g_strdup_printf (_ ("%s The orders were checked again."), change->sentence);
      offer_undo (self, change);
    }
  say (self, kept ? "object-select-symbolic" : "dialog-warning-symbolic", kept ? "ok" : "warn",
       kept ? sentence : error->message);
  if (self->writing == 0)
    load (self);
}

static char *
find_value (CflPreferencesDialog *self, const char *key)
{
  g_autoptr (GPtrArray) settings =
      cfl_sync_service_list_settings (cfl_session_get_service (self->session));

  for (guint i = 0; i < settings->len; i++)
    {
      const CflSetting *setting = g_ptr_array_index (settings, i);

      if (g_str_equal (setting->key, key))
        return g_strdup (setting->value);
    }
  return g_strdup ("");
}

static void
write_value (CflPreferencesDialog *self, Change *change, const char *value)
{
  self->writing++;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (self->undo_button, FALSE);
  say (self, NULL, NULL, _ ("Saving, and checking the orders again…"));
  cfl_sync_service_set_setting_async (cfl_session_get_service (self->session), change->key, value,
                                      NULL, written_cb, change);
}

static void
change_cb (CflPreferencesPage *page,
           const char *key,
           const char *value,
           const char *sentence,
           CflPreferencesDialog *self)
{
  g_autofree char *old_value = find_value (self, key);
  Change *change;

  if (g_str_equal (old_value, value) && self->writing == 0)
    return;
  change = g_new0 (Change, 1);
  change->dialog = g_object_ref (self);
  change->sentence = g_strdup (sentence);
  change->key = g_strdup (key);
  change->old_value = g_steal_pointer (&old_value);
  write_value (self, change, value);
}

static void
on_undo_clicked (CflPreferencesDialog *self)
{
  Change *change;

  if (self->undo_value == NULL)
    return;
  change = g_new0 (Change, 1);
  change->dialog = g_object_ref (self);
  change->sentence = g_strdup (_ ("The last change is taken back."));
  change->key = g_strdup (self->undo_key);
  write_value (self, change, self->undo_value);
}

/* ---- pages ---- */

static void
on_row_selected (CflPreferencesDialog *self, GtkListBoxRow *row)
{
  if (row != NULL)
    gtk_stack_set_visible_child (self->stack,
                                 GTK_WIDGET (self->pages[gtk_list_box_row_get_index (row)]));
}

static void
add_page (CflPreferencesDialog *self,
          guint index,
          const char *icon_name,
          const char *title,
          GtkWidget *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *row = gtk_list_box_row_new ();

  self->pages[index] = CFL_PREFERENCES_PAGE (page);
  g_signal_connect (page, "change", G_CALLBACK (change_cb), self);
  gtk_stack_add_child (self->stack, page);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  gtk_list_box_append (self->side_list, row);
}

static void
select_page (CflPreferencesDialog *self, guint index)
{
  gtk_list_box_select_row (self->side_list,
                           gtk_list_box_get_row_at_index (self->side_list, (int) index));
}

static void
open_at (CflPreferencesDialog *self, const char *key)
{
  GtkListBoxRow *row;

  for (guint i = 0; i < N_PAGES && key[0] != '\0'; i++)
    {
      select_page (self, i);
      if (cfl_preferences_page_focus_row (self->pages[i], key))
        return;
    }
  select_page (self, PAGE_ACCOUNTS);
  row = gtk_list_box_get_row_at_index (self->side_list, PAGE_ACCOUNTS);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The company that is shown may just have been read, or been read again. */
static void
session_changed_cb (CflPreferencesDialog *self)
{
  CflSyncService *service = cfl_session_get_service (self->session);

  if (self->writing > 0 || self->stack == NULL)
    return;
  if (cfl_sync_service_get_company (service) != self->company)
    load (self);
  else
    cfl_preferences_page_load (self->pages[PAGE_QUICKBOOKS], self->session);
}

static void
cfl_preferences_dialog_dispose (GObject *object)
{
  CflPreferencesDialog *self = CFL_PREFERENCES_DIALOG (object);

  self->stack = NULL;
  memset (self->pages, 0, sizeof self->pages);

  G_OBJECT_CLASS (cfl_preferences_dialog_parent_class)->dispose (object);
}

static void
cfl_preferences_dialog_finalize (GObject *object)
{
  CflPreferencesDialog *self = CFL_PREFERENCES_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->company, cfl_company_unref);
  g_free (self->undo_key);
  g_free (self->undo_value);

  G_OBJECT_CLASS (cfl_preferences_dialog_parent_class)->finalize (object);
}

static void
cfl_preferences_dialog_class_init (CflPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_preferences_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cfl_preferences_dialog_finalize;

  g_type_ensure (CFL_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CflPreferencesDialog, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CflPreferencesDialog, side_list);
  gtk_widget_class_bind_template_child (widget_class, CflPreferencesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CflPreferencesDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CflPreferencesDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CflPreferencesDialog, state);
  gtk_widget_class_bind_template_child (widget_class, CflPreferencesDialog, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked);
}

static void
cfl_preferences_dialog_init (CflPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_page (self, PAGE_ACCOUNTS, "x-office-document-symbolic", _ ("Accounts"),
            cfl_preferences_accounts_new ());
  add_page (self, PAGE_ORDERS, "preferences-system-symbolic", _ ("Orders"),
            cfl_preferences_orders_new ());
  add_page (self, PAGE_QUICKBOOKS, "network-server-symbolic", _ ("QuickBooks"),
            cfl_preferences_quickbooks_new ());
}

GtkWindow *
cfl_preferences_dialog_new (GtkWindow *parent, CflSession *session, const char *key)
{
  CflPreferencesDialog *self =
      g_object_new (CFL_TYPE_PREFERENCES_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  gtk_label_set_text (self->subtitle, cfl_session_get_name (session));
  if (cfl_session_is_practice (session))
    gtk_widget_add_css_class (GTK_WIDGET (self), "practice");
  load (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  open_at (self, key);
  return GTK_WINDOW (self);
}

/* ---- where a reason leads ---- */

static const char *const role_keys[CFL_N_ACCOUNT_ROLES] = {
  [CFL_ACCOUNT_ROLE_EXPENSE] = "account.expense",
  [CFL_ACCOUNT_ROLE_INVENTORY] = "account.inventory",
  [CFL_ACCOUNT_ROLE_FREIGHT] = "account.freight",
  [CFL_ACCOUNT_ROLE_SURCHARGE] = "account.surcharge",
  [CFL_ACCOUNT_ROLE_DISCOUNT] = "account.discount",
  [CFL_ACCOUNT_ROLE_ROUNDING] = "account.rounding",
  [CFL_ACCOUNT_ROLE_TAX] = "account.tax",
  [CFL_ACCOUNT_ROLE_PAYABLE] = "account.payable",
};

/* A missing account is told by what it is for, an unusable one by its name. */
static const char *
find_account_key (const CflCompany *company, const char *detail)
{
  for (int role = 0; role < CFL_N_ACCOUNT_ROLES; role++)
    {
      const CflAccount *account = cfl_company_role_account (company, (CflAccountRole) role);

      if (g_str_equal (role_keys[role] + strlen ("account."), detail) ||
          (account != NULL && g_str_equal (account->name, detail)))
        return role_keys[role];
    }
  return role_keys[CFL_ACCOUNT_ROLE_EXPENSE];
}

const char *
cfl_preferences_key_for_reason (const CflCompany *company,
                                CflFix fix,
                                CflReason reason,
                                const char *detail)
{
  if (fix == CFL_FIX_CHOOSE_ACCOUNT)
    return find_account_key (company, detail != NULL ? detail : "");
  return reason == CFL_REASON_OUT_OF_WINDOW ? "past-months" : "send-purchase-orders";
}
