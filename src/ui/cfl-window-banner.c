/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-window-private.h"

#include <glib/gi18n.h>

typedef struct {
  CflBannerKind kind;
  char *sentence;
  const char *button;
  const char *action;
} Message;

static void
say (Message *message, CflBannerKind kind, char *sentence, const char *button, const char *action)
{
  message->kind = kind;
  message->sentence = sentence;
  message->button = button;
  message->action = action;
}

/* The practice company signs in by itself. */
static const char *
sign_in_label (gboolean practice)
{
  return practice ? _ ("Sign _In") : _ ("How to _Sign In…");
}

static void
say_trouble (Message *message, const GError *trouble, gboolean practice)
{
  gboolean sign_in = g_error_matches (trouble, CFL_SYNC_ERROR, CFL_SYNC_ERROR_SIGN_IN) ||
                     g_error_matches (trouble, CFL_SYNC_ERROR, CFL_SYNC_ERROR_KEY) ||
                     g_error_matches (trouble, CFL_SYNC_ERROR, CFL_SYNC_ERROR_NOT_CONNECTED);

  say (message,
       g_error_matches (trouble, CFL_SYNC_ERROR, CFL_SYNC_ERROR_OFFLINE) ? CFL_BANNER_WARNING
                                                                         : CFL_BANNER_ERROR,
       g_strdup (trouble->message), sign_in ? sign_in_label (practice) : _ ("_Try Again"),
       sign_in ? "win.connect" : "win.try-again");
}

/* FALSE when QuickBooks is connected. */
static gboolean
say_connection (CflWindow *self, Message *message)
{
  gboolean practice = cfl_session_is_practice (self->session);

  switch (cfl_session_get_quickbooks (self->session))
    {
    case CFL_CONNECTION_SIGN_IN:
      say (message, CFL_BANNER_ERROR,
           g_strdup (_ ("QuickBooks wants you to sign in again. Nothing is lost.")),
           sign_in_label (practice), "win.connect");
      return TRUE;
    case CFL_CONNECTION_NONE:
      if (practice || !cfl_session_is_open (self->session))
        return FALSE;
      say (
          message, CFL_BANNER_WARNING,
          g_strdup (_ ("This company is not connected to QuickBooks yet. Until then nothing can be "
                       "uploaded.")),
          _ ("How to _Connect…"), "win.connect");
      return TRUE;
    case CFL_CONNECTION_OFFLINE:
      say (message, CFL_BANNER_WARNING,
           g_strdup (_ ("QuickBooks could not be reached. The lists are as they were last read.")),
           _ ("_Try Again"), "win.try-again");
      return TRUE;
    case CFL_CONNECTION_CONNECTED:
    default:
      return FALSE;
    }
}

static char *
describe_unlinked (const CflCounts *counts)
{
  g_autofree char *suppliers = g_strdup_printf (ngettext ("%u supplier needs a link to QuickBooks.",
                                                          "%u suppliers need a link to QuickBooks.",
                                                          counts->unlinked_contacts),
                                                counts->unlinked_contacts);
  g_autofree char *orders = g_strdup_printf (
      ngettext ("%u order waits for it.", "%u orders wait for them.", counts->waiting_for_link),
      counts->waiting_for_link);

  return g_strdup_printf ("%s %s", suppliers, orders);
}

/* Why the orders of this tab go nowhere; whether their suppliers are linked comes after that. */
static gboolean
say_purchase_orders (CflWindow *self, CflTab tab, Message *message)
{
  const char *button;
  const char *action;
  char *sentence;

  if (tab != CFL_TAB_ORDERS)
    return FALSE;
  sentence = cfl_window_describe_purchase_orders (self, &button, &action);
  if (sentence != NULL)
    say (message, CFL_BANNER_INFO, sentence, button, action);
  return sentence != NULL;
}

/* The gravest of what there is to say; one at a time. */
static void
find_message (CflWindow *self, CflTab tab, Message *message)
{
  const CflCounts *counts = cfl_session_get_counts (self->session);
  const GError *trouble = cfl_session_get_trouble (self->session);
  gboolean practice = cfl_session_is_practice (self->session);
  const char *holder = cfl_sync_service_get_holder (cfl_session_get_service (self->session));

  if (trouble != NULL)
    say_trouble (message, trouble, practice);
  else if (say_connection (self, message))
    return;
  else if (holder != NULL)
    say (message, CFL_BANNER_INFO, g_strdup (holder), NULL, NULL);
  else if (counts->open_attempts > 0 && !cfl_session_is_uploading (self->session) &&
           !cfl_session_is_working (self->session))
    say (message, CFL_BANNER_WARNING,
         g_strdup_printf (ngettext ("It is not known yet whether %u document arrived. It is looked "
                                    "up before anything is sent again.",
                                    "It is not known yet whether %u documents arrived. They are "
                                    "looked up before anything is sent again.",
                                    counts->open_attempts),
                          counts->open_attempts),
         _ ("_Look Again"), "win.look-again");
  else if (!say_purchase_orders (self, tab, message) && counts->unlinked_contacts > 0)
    say (message, CFL_BANNER_WARNING, describe_unlinked (counts), _ ("Link _Contacts…"),
         "win.link-contacts");
}

void
cfl_window_update_banner (CflWindow *self)
{
  for (guint i = 0; i < CFL_N_TABS; i++)
    {
      Message message = { 0 };

      find_message (self, (CflTab) i, &message);
      if (message.sentence == NULL)
        cfl_banner_hide (self->banners[i]);
      else
        cfl_banner_show (self->banners[i], message.kind, message.sentence, message.button,
                         message.button != NULL ? message.action : NULL);
      g_free (message.sentence);
    }
}
