/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Failures in words: those of the table of codes (core/cfl-fault-codes.c), or QuickBooks' own. */

#include "config.h"

#include "cfl-wording-private.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CflWordsTemplate refused_words = {
  N_ ("QuickBooks refused it"),
  N_ ("QuickBooks did not take the {document}"),
  N_ ("QuickBooks says: {detail}"),
  N_ ("Correct what QuickBooks names, then upload again."),
  N_ ("Open…"),
  CFL_FIX_OPEN
};

static const CflWordsTemplate refused_silently_words = {
  N_ ("QuickBooks refused it"),
  N_ ("QuickBooks did not take the {document}"),
  N_ ("QuickBooks gave no reason in words."),
  N_ ("Compare the order with QuickBooks, then upload again."),
  N_ ("Open…"),
  CFL_FIX_OPEN
};

/**
 * cfl_words_for_failure:
 * @error_code: Intuit's code or a #CflFailure
 * @detail: (nullable): what QuickBooks said, shown where its words are all there is
 */
CflWords *
cfl_words_for_failure (gint error_code, const char *detail, CflDocumentKind kind)
{
  const CflFaultCode *known = cfl_fault_find (error_code);
  gboolean silent = detail == NULL || detail[0] == '\0';
  CflWordsTemplate words;

  if (known == NULL)
    return cfl_words_new (silent ? &refused_silently_words : &refused_words, detail, kind);
  words = known->words;
  if (silent && strstr (words.sentence, "{detail}") != NULL)
    words.sentence = refused_silently_words.sentence;
  return cfl_words_new (&words, detail, kind);
}
