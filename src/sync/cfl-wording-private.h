/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-wording.h"

G_BEGIN_DECLS

CflWords *cfl_words_new (const CflWordsTemplate *words, const char *detail, CflDocumentKind kind);

G_END_DECLS
