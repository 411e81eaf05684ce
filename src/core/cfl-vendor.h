/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cfl-date.h"
#include "cfl-contact.h"

G_BEGIN_DECLS

/**
 * CflVendor:
 *
 * A vendor as QuickBooks holds it; the id is QuickBooks' and is text (it may have 20 digits).
 */
typedef struct {
  char *id;
  char *sync_token;
  char *display_name;
  char *company_name;
  char *email;
  char *currency; /* "" where the company has one currency */
  char *country;
  char *tax_identifier; /* masked by QuickBooks: only its last characters compare */
  gboolean active;

  gatomicrefcount references;
} CflVendor;

#define CFL_TYPE_VENDOR (cfl_vendor_get_type ())
GType      cfl_vendor_get_type (void);
CflVendor *cfl_vendor_new (void);
CflVendor *cfl_vendor_copy (const CflVendor *self);
CflVendor *cfl_vendor_ref (CflVendor *self);
void       cfl_vendor_unref (CflVendor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflVendor, cfl_vendor_unref)

/* Why a vendor was proposed for a contact; each is one chip in the Link Contacts dialog. */
typedef enum {
  CFL_MATCH_SAME_NAME = 1 << 0,
  CFL_MATCH_SIMILAR_NAME = 1 << 1,
  CFL_MATCH_SAME_EMAIL = 1 << 2,
  CFL_MATCH_SAME_EMAIL_DOMAIN = 1 << 3,
  CFL_MATCH_SAME_TAX_NUMBER = 1 << 4,
  CFL_MATCH_SAME_CURRENCY = 1 << 5,
  CFL_MATCH_SAME_COUNTRY = 1 << 6,
  CFL_MATCH_ADOPTED = 1 << 7,         /* Cin7's own integration holds this link */
  CFL_MATCH_OTHER_CURRENCY = 1 << 8,  /* stands in the way */
  CFL_MATCH_INACTIVE = 1 << 9         /* stands in the way */
} CflMatchReasons;

/**
 * CflMatch:
 *
 * How well a vendor fits a contact. @score is 0 to 100; @likeness is the percentage by which the
 * names agree.
 */
typedef struct {
  guint score;
  guint likeness;
  CflMatchReasons reasons;
} CflMatch;

CflMatch cfl_vendor_match (const CflVendor *vendor, const CflContact *contact,
                           const char *currency);
gboolean cfl_match_is_exact (CflMatch match);
gboolean cfl_match_can_link (CflMatch match);
gboolean cfl_match_is_doubtful (CflMatch match);
gboolean cfl_match_is_near (CflMatch match);

/* The name as it compares: without case, accents, punctuation and legal forms (Ltd, GmbH, ...). */
char    *cfl_name_fold (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
