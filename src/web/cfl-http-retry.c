/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-retry-private.h"

#include "cfl-http-request-private.h"

/* 1, 2, 4 … seconds, each a fifth longer or shorter so that calls that failed together part. */
static gint64
growing_wait (CflRetryPolicy policy, guint attempts)
{
  guint64 seconds = (guint64) policy.first_wait_seconds << MIN (attempts - 1, 20);

  seconds = MIN (seconds, policy.max_wait_seconds);
  return (gint64) ((double) seconds * G_USEC_PER_SEC * g_random_double_range (0.8, 1.2));
}

/* Never shorter than asked for, a little longer by chance. */
static gint64
requested_wait (guint seconds)
{
  return (gint64) ((double) seconds * G_USEC_PER_SEC * g_random_double_range (1.0, 1.1));
}

static guint
throttle_wait (const CflRetryPolicy *policy, guint attempts)
{
  guint step = MIN (MAX (attempts, 1), CFL_RETRY_THROTTLE_WAITS) - 1;

  while (step > 0 && policy->throttle_waits[step] == 0)
    step--;
  return policy->throttle_waits[step];
}

static CflRetryDecision
decide_throttled (CflRetryPolicy policy, guint attempts, int retry_after)
{
  CflRetryDecision decision = { .reason = CFL_WAIT_THROTTLED, .for_everyone = TRUE };
  guint seconds = retry_after >= 0 ? (guint) retry_after : throttle_wait (&policy, attempts);

  decision.again = seconds <= policy.longest_retry_after_seconds;
  decision.wait = requested_wait (seconds);
  return decision;
}

static gboolean
error_is_passing (CflHttpRequest *request, const GError *error)
{
  if (g_error_matches (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_TIMEOUT) ||
      g_error_matches (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_CUT))
    return TRUE;
  /* Nothing was sent now, but an earlier attempt left the outcome open: keep asking. */
  return cfl_http_request_may_have_been_executed (request) &&
         (g_error_matches (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_NOT_SENT) ||
          g_error_matches (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_OFFLINE));
}

/**
 * cfl_http_retry_decide:
 * @request: what was sent
 * @response: (nullable): its answer
 * @error: (nullable): why there is none
 * @attempts: how often it was sent so far
 * @now: the time of day, microseconds since 1970
 *
 * Returns: whether it is sent again, and when
 */
CflRetryDecision
cfl_http_retry_decide (CflHttpRequest *request,
                       CflHttpResponse *response,
                       const GError *error,
                       guint attempts,
                       gint64 now)
{
  CflRetryPolicy policy = cfl_http_request_get_retry_policy (request);
  gboolean idempotent = cfl_http_request_get_idempotent (request);
  guint status = response != NULL ? cfl_http_response_get_status (response) : 0;
  int retry_after = response != NULL ? cfl_http_response_get_retry_after (response, now) : -1;
  CflHttpMeaning meaning = CFL_HTTP_MEANS_ITS_STATUS;
  CflRetryDecision decision = { FALSE };

  if (attempts >= policy.max_attempts)
    return decision;
  if (response != NULL)
    meaning = cfl_http_request_read (request, response);
  if (meaning == CFL_HTTP_MEANS_LATER)
    return decide_throttled (policy, attempts, retry_after);
  if (!idempotent)
    return decision;
  if (status == 503 && retry_after >= 0)
    return decide_throttled (policy, attempts, retry_after);
  if (response != NULL ? meaning == CFL_HTTP_MEANS_TROUBLE : error_is_passing (request, error))
    {
      decision.again = TRUE;
      decision.reason = response != NULL ? CFL_WAIT_SERVER_ERROR : CFL_WAIT_NO_ANSWER;
      decision.wait = growing_wait (policy, attempts);
    }
  return decision;
}
