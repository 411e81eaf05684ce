/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-words.h"

G_BEGIN_DECLS

/**
 * CflFaultClass:
 *
 * What a code says about the request that it answers, and with that what has to be done.
 */
typedef enum {
  CFL_FAULT_OK,        /* done; the code only tells something about it */
  CFL_FAULT_SIGN_IN,   /* not looked at, the sign-in has lapsed: refresh it, then sign in again */
  CFL_FAULT_FORBIDDEN, /* not looked at, this user or company is not let in: sign in anew */
  CFL_FAULT_LAPSED,    /* not looked at, the subscription has ended */
  CFL_FAULT_THROTTLED, /* not looked at, too much was asked: wait */
  CFL_FAULT_OFFLINE,   /* not sent, nobody was reached */
  CFL_FAULT_SERVER,    /* trouble over there, done or not: wait, then the same request again */
  CFL_FAULT_REFUSED,   /* looked at and not done: somebody has to change something first */
  CFL_FAULT_STALE,     /* looked at and not done: it was changed there since it was read */
  CFL_FAULT_UNKNOWN    /* done or not: it has to be looked up */
} CflFaultClass;

typedef enum {
  CFL_FAULT_FLAG_NONE = 0,
  CFL_FAULT_FLAG_STOPS_RUN = 1 << 0, /* the next document would fare no better */
  CFL_FAULT_FLAG_OF_SUPPLIER = 1 << 1 /* what has to be mended belongs to one supplier */
} CflFaultFlags;

/**
 * CflFaultCode:
 * @first: the first code of a range that means the same to a user
 * @last: its last
 * @name: (nullable): what machines call it; NULL for Intuit's codes, which are their own name
 *
 * One row of the table of all codes: Intuit's (positive, without leading zeros) and our own
 * (#CflFailure, negative).
 */
typedef struct {
  gint first;
  gint last;
  CflFaultClass kind;
  CflFaultFlags flags;
  const char *name;
  CflWordsTemplate words;
} CflFaultCode;

/* The one code that alone says nothing of the document that was sent: the one that has its number may
 * be ours. */
#define CFL_FAULT_NUMBER_TAKEN 6140

/* All rows, in the order of their codes. */
const CflFaultCode *cfl_fault_codes (guint *n_codes);
/* (nullable): NULL for a code that only QuickBooks' own text explains. */
const CflFaultCode *cfl_fault_find (gint code);
/* Also of a code that nobody has heard of: the careful answer. */
CflFaultClass cfl_fault_classify (gint code);
/* The document is uploaded, and there is something to say about it. */
gboolean      cfl_fault_is_notice (gint code);
gboolean      cfl_fault_stops_run (gint code);
gboolean      cfl_fault_is_of_supplier (gint code);
/* Sign-in, access or subscription: nobody gets in before somebody has seen to it. */
gboolean      cfl_fault_is_about_access (gint code);
/* "6140" or "no_answer" */
char         *cfl_fault_dup_name (gint code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
