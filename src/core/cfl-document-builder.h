/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-eligibility.h"

G_BEGIN_DECLS

CflReason cfl_document_build_lines (CflDocument *document,
                                    const CflCheckInput *input,
                                    char **detail);
char     *cfl_document_private_note (const CflOrder *order, const CflReference *reference)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
