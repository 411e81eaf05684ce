/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a request may be sent again, and when what is absent stays absent. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-uploader-private.h"

/* How long a repeat surely gets the first answer: for how long QuickBooks keeps it is not documented,
 * and after that a repeat would make a second document. It works on no request for so long either. */
#define REPEAT_MICROSECONDS (30 * 60 * G_USEC_PER_SEC)

gboolean
cfl_upload_is_recent (gint64 started_at)
{
  return g_get_real_time () - started_at < REPEAT_MICROSECONDS;
}

/* What left with others is repeated with them or not at all. */
gboolean
cfl_upload_may_be_repeated (const CflAttempt *attempt)
{
  if (attempt->batch_id != 0)
    return FALSE;
  /* A second deletion of one document deletes nothing else. */
  if (attempt->operation == CFL_OPERATION_DELETE)
    return TRUE;
  return attempt->quickbooks_id[0] == '\0' && cfl_upload_is_recent (attempt->started_at);
}

/* Whether QuickBooks has done with the request, so that what is absent stays absent. A gateway's 5xx
 * and "request id seen before" (600) leave it under way, as no answer at all does. What was not sent
 * now was sent long ago, unless it left in a batch. */
gboolean
cfl_upload_has_ended (const CflAttempt *verdict, gboolean sent)
{
  if (!sent && (verdict->batch_id == 0 || !cfl_upload_is_recent (verdict->started_at)))
    return TRUE;
  return verdict->http_status >= 200 && verdict->http_status <= 499 &&
         verdict->http_status != 408 && verdict->error_code != 600;
}
