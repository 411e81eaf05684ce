/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-latency.h"

#include <math.h>
#include <string.h>

/* A call takes the way there and back, which varies, and its time for each document that it writes.
 * Answers that are seldom quick and sometimes very late are distributed like this: the logarithm is
 * normal, and the option names its deviation. */
static double
draw_factor (CflPractice *practice)
{
  double spread = practice->latency_spread / 100.0;
  double radius = sqrt (-2 * log (1 - g_rand_double (practice->random)));
  double angle = 2 * G_PI * g_rand_double (practice->random);

  return spread > 0 ? exp (spread * radius * cos (angle)) : 1;
}

static guint
count_documents (CflPracticeCall *call)
{
  g_autoptr (CflNode) request = NULL;

  if (call->practice->item_latency == 0 || strcmp (call->method, "POST") != 0 ||
      strcmp (call->endpoint, "token") == 0)
    return 0;
  if (strcmp (call->endpoint, "batch") != 0)
    return 1;
  request = cfl_node_parse (call->body, (gssize) call->length, NULL);
  return cfl_node_get_length (cfl_node_get (request, "BatchItemRequest"));
}

guint
cfl_practice_latency_draw (CflPracticeCall *call)
{
  CflPractice *practice = call->practice;

  return (guint) (practice->latency * draw_factor (practice)) +
         practice->item_latency * count_documents (call);
}
