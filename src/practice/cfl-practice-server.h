/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CflPractice:
 *
 * A stand-in for Intuit's sign-in, one QuickBooks company and one Cin7 account, on loopback only
 * and as strict as the services it stands for. It lives in the main context that made it.
 */
typedef struct _CflPractice CflPractice;

typedef struct {
  guint port;          /* 0: any */
  const char *state;   /* file that keeps the ledger, or NULL */
  const char *company; /* "us", "au"; NULL for "us" */
  guint orders;        /* 0: the usual number */
  guint seed;
  gboolean no_limits;
  guint latency;                    /* milliseconds added to each answer */
  guint item_latency;               /* and so many for each document that a call writes */
  guint latency_spread;             /* per cent by which the former vary */
  const char *const *faults;        /* specifications, or NULL */
  const char *const *redirect_uris; /* more registered redirect addresses, or NULL */
} CflPracticeOptions;

CflPractice *cfl_practice_new (const CflPracticeOptions *options, GError **error);
void cfl_practice_free (CflPractice *practice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflPractice, cfl_practice_free)

char *cfl_practice_describe (CflPractice *practice) G_GNUC_WARN_UNUSED_RESULT;
guint cfl_practice_get_port (CflPractice *practice);
gint64 cfl_practice_get_idle_seconds (CflPractice *practice);

#define CFL_PRACTICE_ERROR (cfl_practice_error_quark ())
GQuark cfl_practice_error_quark (void);

G_END_DECLS
