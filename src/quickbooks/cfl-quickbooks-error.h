/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the caller can do about it. Every message is a whole, translated sentence for the user. */
typedef enum {
  CFL_QUICKBOOKS_ERROR_SIGN_IN,   /* the user must sign in again */
  CFL_QUICKBOOKS_ERROR_KEYS,      /* client id or secret are wrong */
  CFL_QUICKBOOKS_ERROR_FORBIDDEN, /* this company was not granted (3100), or the user lost the right
                                     (120) */
  CFL_QUICKBOOKS_ERROR_THROTTLED,
  CFL_QUICKBOOKS_ERROR_LAPSED,       /* subscription ended (6190) */
  CFL_QUICKBOOKS_ERROR_REJECTED,     /* a definite refusal */
  CFL_QUICKBOOKS_ERROR_NAME_TAKEN,   /* 6240 */
  CFL_QUICKBOOKS_ERROR_OFFLINE,      /* not reached */
  CFL_QUICKBOOKS_ERROR_SERVER,       /* Intuit's side, try later */
  CFL_QUICKBOOKS_ERROR_PROTOCOL,     /* an answer that makes no sense */
  CFL_QUICKBOOKS_ERROR_REDIRECT,     /* the pasted address is not the one that ends a sign-in */
  CFL_QUICKBOOKS_ERROR_DENIED,       /* the user said no on Intuit's page */
  CFL_QUICKBOOKS_ERROR_OTHER_COMPANY /* signed in to another company than before */
} CflQuickbooksError;
#define CFL_QUICKBOOKS_ERROR (cfl_quickbooks_error_quark ())
GQuark cfl_quickbooks_error_quark (void);

G_END_DECLS
