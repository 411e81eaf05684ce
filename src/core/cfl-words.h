/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a reason's or a failure's button does. */
typedef enum {
  CFL_FIX_NONE,
  CFL_FIX_LINK,       /* Link... */
  CFL_FIX_OPEN,       /* open the order */
  CFL_FIX_ADD_NUMBER, /* open the order at Supplier Inv No */
  CFL_FIX_ADD_DATE,   /* open the order at Invoice Date */
  CFL_FIX_CHOOSE_ACCOUNT, /* preferences, accounts */
  CFL_FIX_SETTINGS,
  CFL_FIX_SIGN_IN,
  CFL_FIX_RETRY,
  CFL_FIX_LOOK_AGAIN /* look an unknown outcome up */
} CflFix;

/* The longest status, in characters: it stands beside a button. */
#define CFL_WORDS_STATUS_LENGTH 26

/**
 * CflWordsTemplate:
 * @status: for a list, at most %CFL_WORDS_STATUS_LENGTH characters
 * @title: what happened, one line
 * @sentence: what that means
 * @remedy: what to do
 * @button: the label of what does it, "" for %CFL_FIX_NONE
 *
 * Untranslated words with blanks to fill in: "{detail}" and "{document}" (bill or purchase order).
 */
typedef struct {
  const char *status;
  const char *title;
  const char *sentence;
  const char *remedy;
  const char *button;
  CflFix fix;
} CflWordsTemplate;

G_END_DECLS
