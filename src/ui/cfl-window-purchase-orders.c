/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Uploading of purchase orders is off until somebody wants it: their tab says so and offers it. */

#include "config.h"

#include "cfl-window-private.h"

#include "cfl-wording.h"

#include <glib/gi18n.h>

#define SETTING "send-purchase-orders"

/* One change of the setting on its way; the window may look at another company by its end. */
typedef struct {
  CflWindow *window;
  CflSession *session;
  gboolean is_on;
} Switching;

static void
switching_free (gpointer user_data)
{
  Switching *switching = user_data;

  g_object_unref (switching->window);
  g_object_unref (switching->session);
  g_free (switching);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Switching, switching_free)

static void start_switching (CflWindow *window, CflSession *session, gboolean is_on);

static void
undo_cb (gpointer user_data)
{
  Switching *switching = user_data;

  start_switching (switching->window, switching->session, FALSE);
}

static void
switched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Switching) switching = user_data;
  CflWindow *self = switching->window;
  g_autoptr (GError) error = NULL;

  if (!cfl_sync_service_set_setting_finish (CFL_SYNC_SERVICE (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cfl_window_say (self, error->message);
      return;
    }
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (switching->is_on)
    cfl_toast_show (
        self->toast,
        _ ("Purchase orders are uploaded too. Their bills are then made in QuickBooks."),
        _ ("_Undo"), undo_cb, g_steal_pointer (&switching), switching_free);
  else
    cfl_window_say (self, _ ("Only bills are uploaded."));
}

static void
start_switching (CflWindow *window, CflSession *session, gboolean is_on)
{
  Switching *switching = g_new0 (Switching, 1);

  switching->window = g_object_ref (window);
  switching->session = g_object_ref (session);
  switching->is_on = is_on;
  cfl_sync_service_set_setting_async (cfl_session_get_service (session), SETTING,
                                      is_on ? "yes" : "no", NULL, switched_cb, switching);
}

void
cfl_window_switch_purchase_orders_on (CflWindow *self)
{
  if (self->session != NULL && cfl_session_is_open (self->session))
    start_switching (self, self->session, TRUE);
}

/**
 * cfl_window_describe_purchase_orders:
 * @button: (out) (transfer none) (nullable)
 * @action: (out) (transfer none) (nullable)
 *
 * Returns: (transfer full) (nullable): why no purchase order can be uploaded at present; %NULL when
 *   they can, and before QuickBooks was read
 */
char *
cfl_window_describe_purchase_orders (CflWindow *self, const char **button, const char **action)
{
  const CflCompany *company =
      cfl_sync_service_get_company (cfl_session_get_service (self->session));
  g_autoptr (CflWords) words = NULL;

  *button = NULL;
  *action = NULL;
  if (company->home_currency[0] == '\0')
    return NULL;
  if (!company->send_purchase_orders)
    {
      *button = _ ("_Switch On");
      *action = "win.send-purchase-orders";
      return g_strdup (_ ("Orders that are not billed yet can be uploaded as QuickBooks purchase "
                          "orders. That is switched off."));
    }
  if (company->purchase_orders_enabled && cfl_company_edition_has_purchase_orders (company))
    return NULL;
  words = cfl_words_for_reason (
      CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE,
      cfl_company_edition_has_purchase_orders (company) ? NULL : company->edition,
      CFL_DOCUMENT_KIND_PURCHASE_ORDER);
  *button = _ ("_Get New Orders");
  *action = "win.refresh";
  return g_strdup_printf ("%s. %s", words->title, words->remedy);
}
