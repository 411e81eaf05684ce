/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-date.h"
#include "cfl-practice-private.h"

G_BEGIN_DECLS

/* How a supplier of Cin7 stands to the vendors of QuickBooks. */
typedef enum {
  CFL_PRACTICE_MATCH_EXACT,    /* a vendor of the same name */
  CFL_PRACTICE_MATCH_SIMILAR,  /* only a vendor of a similar name */
  CFL_PRACTICE_MATCH_CUSTOMER, /* no vendor, and a customer has the name */
  CFL_PRACTICE_MATCH_INACTIVE, /* the vendor is inactive */
  CFL_PRACTICE_MATCH_NONE
} CflPracticeMatch;

typedef struct {
  gint64 id;
  const char *company; /* "" for a person without a company */
  const char *first_name;
  const char *last_name;
  const char *email;
  const char *country;
  const char *terms;
  const char *number_format; /* of invoice numbers, for printf with one number */
  CflPracticeMatch match;
  const char *vendor; /* the vendor's name where it differs */
  gboolean is_active;
} CflPracticeSupplier;

const CflPracticeSupplier *cfl_practice_suppliers (guint *length);
char *cfl_practice_supplier_name (const CflPracticeSupplier *supplier);

void cfl_practice_seed_books (CflPractice *practice);
void cfl_practice_seed_contacts (CflPractice *practice);
void cfl_practice_seed_orders (CflPractice *practice);

/* What is said of an order before its text is written. */
typedef struct {
  gint64 id;
  char reference[24];
  char invoice_number[48];
  const CflPracticeSupplier *supplier;
  CflDate created;
  CflDate invoiced;   /* unset: unbilled */
  CflDate received;   /* unset: not fully received */
  const char *status; /* "APPROVED" */
  const char *stage;
  const char *tax_status;    /* as JSON: "\"Exempt\"" or a number */
  const char *import_status; /* as JSON */
  const char *currency;
  const char *currency_rate;
  const char *tax_rate;
  guint lines;
  guint price_digits;
  gboolean has_extras; /* freight, surcharge and discount */
  gboolean is_void;
  gboolean is_partly_received;
  gboolean leaves_out_empty; /* members without a value are missing instead of null */
  gboolean has_blank_number; /* "" or blanks in place of null */
  gboolean is_free;          /* the total is zero */
  gboolean total_is_off;     /* lines and total differ on purpose */
} CflPracticeDraft;

char *cfl_practice_draft_write (CflPractice *practice,
                                const CflPracticeDraft *draft,
                                GTimeZone *zone,
                                GRand *random);

G_END_DECLS
