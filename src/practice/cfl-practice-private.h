/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-node.h"
#include "cfl-practice-server.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _CflPracticeThrottle CflPracticeThrottle;
typedef struct _CflPracticeOrders CflPracticeOrders;
typedef struct _CflPracticeOauth CflPracticeOauth;
typedef struct _CflPracticeDial CflPracticeDial;
typedef struct _CflPracticeState CflPracticeState;
typedef struct _CflPracticeLedger CflPracticeLedger;

/* What kind of company the books are. */
typedef struct {
  const char *kind;
  const char *name;
  const char *country;
  const char *currency;
  const char *time_zone;
  const char *realm;
  gboolean is_american;
} CflPracticeCompany;

/* In what form an answer comes, whatever it says. */
typedef enum {
  CFL_PRACTICE_FORM_USUAL = 0,
  CFL_PRACTICE_FORM_NO_TIME = 1 << 0,
  CFL_PRACTICE_FORM_NO_ELEMENT = 1 << 1,
  CFL_PRACTICE_FORM_NULL_ELEMENT = 1 << 2,
  CFL_PRACTICE_FORM_LEADING_ZEROS = 1 << 3,
  CFL_PRACTICE_FORM_SEVERAL_ERRORS = 1 << 4, /* one more, of no more weight */
  CFL_PRACTICE_FORM_XML = 1 << 5,
  CFL_PRACTICE_FORM_EXTRA_MEMBERS = 1 << 6,
  CFL_PRACTICE_FORM_LOCALISED = 1 << 7
} CflPracticeForms;

/* Switches that tests turn by POST /practice/set. */
typedef struct {
  gboolean check_purchase_amounts; /* 6070 */
  gboolean refuse_links;           /* 620 instead of dropping a link in silence */
  gboolean grace_for_old_tokens;
} CflPracticeSwitches;

struct _CflPractice {
  SoupServer *soup;
  guint port;
  gboolean no_limits;
  guint latency; /* milliseconds, see cfl-practice-latency.c */
  guint item_latency;
  guint latency_spread; /* per cent */
  GRand *random;
  guint seed;
  const CflPracticeCompany *company;
  char *today; /* the day the seed stands for, YYYY-MM-DD */
  char *control_token;
  char **redirect_uris;
  gint64 clock_offset; /* seconds the fake clock runs ahead */
  gint64 last_call;    /* monotonic microseconds */
  guint64 next_tid;
  CflPracticeSwitches switches;
  CflPracticeLedger *ledger;
  CflPracticeOauth *oauth;
  CflPracticeOrders *orders;
  CflPracticeThrottle *quickbooks_throttle;
  CflPracticeThrottle *batch_throttle;
  CflPracticeThrottle *cin7_throttle;
  CflPracticeDial *dial;
  CflPracticeState *state; /* NULL without a file */
  GHashTable *endpoints;   /* name -> count of calls */
  guint in_flight;
  guint max_in_flight;
  guint refused;     /* answers 429 */
  gboolean drops_links; /* while one call is answered that is to lose its links */
  guint odd_amounts; /* amounts with more than two digits behind the point */
};

/* One call while it is answered. */
typedef struct {
  CflPractice *practice;
  SoupServerMessage *message;
  const char *method;
  const char *path;
  const char *endpoint; /* the name that faults and counters use */
  GHashTable *query;    /* never NULL */
  char *body;           /* NUL at its end */
  gsize length;
  guint status;
  char *type;
  char *answer;
  CflPracticeForms forms;
  gboolean is_localised;
  gboolean forgets_ids; /* the ids of earlier requests are not known any more */
  gboolean cuts_batch; /* the line is cut in the middle of a batch */
  guint cut_after;     /* when so many items were done; 0: half of them */
} CflPracticeCall;

gint64 cfl_practice_now (CflPractice *practice);
const char *cfl_practice_call_get (CflPracticeCall *call, const char *name);
const char *cfl_practice_call_header (CflPracticeCall *call, const char *name);
void cfl_practice_call_set_header (CflPracticeCall *call, const char *name, const char *value);
void cfl_practice_call_answer (CflPracticeCall *call,
                               guint status,
                               const char *type,
                               const char *text);
void cfl_practice_call_answer_node (CflPracticeCall *call, guint status, CflNode *node);

/* cfl-practice-form.c */
CflNode *cfl_practice_form_apply (CflNode *node, CflPracticeForms forms) G_GNUC_WARN_UNUSED_RESULT;
char *cfl_practice_form_to_xml (CflNode *node) G_GNUC_WARN_UNUSED_RESULT;

const CflPracticeCompany *cfl_practice_company_find (const char *kind);

G_END_DECLS
