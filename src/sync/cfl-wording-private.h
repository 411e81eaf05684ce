/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-wording.h"

G_BEGIN_DECLS

/**
 * CflWordsTemplate:
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

/* The longest status, in characters: it stands beside a button. */
#define CFL_WORDS_STATUS_LENGTH 26

CflWords *cfl_words_new (const CflWordsTemplate *words, const char *detail, CflDocumentKind kind);
const CflWordsTemplate *cfl_words_template_for_code (gint error_code);

G_END_DECLS
