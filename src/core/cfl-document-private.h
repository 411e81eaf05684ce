/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-document.h"

G_BEGIN_DECLS

CflDocument *cfl_document_new (CflDocumentKind kind);
void cfl_document_add_line (CflDocument *self,
                            char *description,
                            CflDecimal amount,
                            const char *account_id);

G_END_DECLS
