/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-delivery-private.h"

#define TOO_MANY_ITEMS 1040

static void
waiting_cb (
    CflHttpClient *http, CflHttpRequest *request, guint seconds, guint reason, CflDelivery *self)
{
  if (request != self->request)
    return;
  if (cfl_http_request_may_have_been_executed (request))
    self->uncertain = TRUE;
  if (reason == CFL_WAIT_THROTTLED)
    self->throttled = TRUE;
  else
    self->troubled = TRUE;
}

void
cfl_delivery_begin (CflDelivery *self,
                    CflQuickbooksClient *client,
                    CflHttpRequest *request,
                    guint documents)
{
  self->client = g_object_ref (client);
  self->request = request;
  self->flight = cfl_quickbooks_pace_begin (cfl_quickbooks_client_get_pace (client), documents);
  self->waiting = g_signal_connect (cfl_quickbooks_client_get_http (client), "waiting",
                                    G_CALLBACK (waiting_cb), self);
}

static CflPaceOutcome
find_outcome (const CflDelivery *self, const CflAnswer *answer, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CFL_PACE_NOTHING;
  if (self->troubled || answer == NULL || answer->status >= 500)
    return CFL_PACE_TROUBLED;
  if (answer->code == TOO_MANY_ITEMS)
    return CFL_PACE_TOO_LARGE;
  if (self->throttled || answer->status == 429 || answer->status == 401)
    return CFL_PACE_NOTHING;
  return CFL_PACE_ANSWERED;
}

void
cfl_delivery_end (CflDelivery *self, const CflAnswer *answer, const GError *error)
{
  g_clear_signal_handler (&self->waiting, cfl_quickbooks_client_get_http (self->client));
  cfl_quickbooks_pace_end (cfl_quickbooks_client_get_pace (self->client), self->flight,
                           find_outcome (self, answer, error));
}

gboolean
cfl_delivery_may_be_executed (const CflDelivery *self, const GError *error)
{
  /* An error of sign-in comes after a 401, which executed nothing. */
  if (error->domain != CFL_HTTP_ERROR && error->domain != G_IO_ERROR)
    return self->uncertain;
  return cfl_http_request_may_have_been_executed (self->request);
}

void
cfl_delivery_clear (CflDelivery *self)
{
  g_clear_pointer (&self->request, cfl_http_request_unref);
  g_clear_object (&self->client);
}
