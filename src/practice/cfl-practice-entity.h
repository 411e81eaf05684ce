/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-fault.h"

G_BEGIN_DECLS

/* Each makes, changes or deletes one entity and gives the row or NULL with the fault; the row
 * belongs to the ledger. `include` is the query parameter of that name, or NULL. */
CflNode *cfl_practice_vendor_create (CflPractice *practice,
                                     CflNode *request,
                                     CflPracticeFault *fault);
CflNode *cfl_practice_vendor_update (CflPractice *practice,
                                     CflNode *request,
                                     CflPracticeFault *fault);
CflNode *cfl_practice_bill_create (CflPractice *practice,
                                   CflNode *request,
                                   const char *include,
                                   CflPracticeFault *fault);
CflNode *cfl_practice_purchase_order_create (CflPractice *practice,
                                             CflNode *request,
                                             const char *include,
                                             CflPracticeFault *fault);
gboolean cfl_practice_transaction_delete (CflPractice *practice,
                                          const char *name,
                                          CflNode *request,
                                          CflPracticeFault *fault);

/* A full or sparse update of a bill or a purchase order (cfl-practice-transaction-update.c). */
CflNode *cfl_practice_transaction_update (CflPractice *practice,
                                          const char *name,
                                          CflNode *request,
                                          const char *include,
                                          CflPracticeFault *fault);

/* What bills and purchase orders have in common (cfl-practice-transaction.c). */
gboolean cfl_practice_transaction_check (CflPractice *practice,
                                         const char *name,
                                         CflNode *request,
                                         const char *include,
                                         CflPracticeFault *fault);
gboolean cfl_practice_transaction_check_period (CflPractice *practice,
                                                CflNode *request,
                                                CflPracticeFault *fault);
CflNode *cfl_practice_transaction_begin (CflPractice *practice, const char *name, CflNode *request);
gboolean cfl_practice_transaction_preference (CflPractice *practice, const char *name);

/* The lines (cfl-practice-lines.c). */
gboolean cfl_practice_lines_check (CflPractice *practice,
                                   CflNode *request,
                                   CflPracticeFault *fault);
CflNode *cfl_practice_lines_store (CflPractice *practice, CflNode *request);
CflDecimal cfl_practice_lines_sum (CflNode *lines);

/* Links from a bill's lines to purchase orders (cfl-practice-links.c). */
gboolean cfl_practice_links_check (CflPractice *practice,
                                   CflNode *request,
                                   CflPracticeFault *fault);
void cfl_practice_links_apply (CflPractice *practice, CflNode *bill);
void cfl_practice_links_release (CflPractice *practice, CflNode *bill);

/* Small helpers. */
gboolean cfl_practice_check_length (CflNode *request,
                                    const char *name,
                                    guint max,
                                    CflPracticeFault *fault);
CflNode *cfl_practice_find_reference (CflPractice *practice,
                                      CflNode *node,
                                      const char *member,
                                      const char *table,
                                      CflPracticeFault *fault);
CflNode *cfl_practice_new_reference (const char *value, const char *name);
CflNode *cfl_practice_new_row (CflPractice *practice, const char *table);
void cfl_practice_touch_row (CflPractice *practice, CflNode *row);
guint cfl_practice_amount_digits (CflPractice *practice, CflNode *request);

G_END_DECLS
