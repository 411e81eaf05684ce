/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

#define CFL_PRACTICE_CLIENT_ID "ABpracticeCounterfoilClient0000000000000000000000"
#define CFL_PRACTICE_CLIENT_SECRET "practice0counterfoil0client0secret000000"
/* Known as well, but another application: its tokens do not mix with those of the first. */
#define CFL_PRACTICE_OTHER_CLIENT_ID "ABpracticeOtherClient00000000000000000000000000000"

CflPracticeOauth *cfl_practice_oauth_new (void);
void cfl_practice_oauth_free (CflPracticeOauth *oauth);
void cfl_practice_oauth_restore (CflPractice *practice, CflNode *grants);
void cfl_practice_oauth_save (CflPractice *practice);
void cfl_practice_oauth_expire (CflPractice *practice, gboolean refresh_tokens_too);

gboolean cfl_practice_oauth_handle (CflPracticeCall *call);
gboolean cfl_practice_oauth_authorize (CflPracticeCall *call);
gboolean cfl_practice_oauth_check_bearer (CflPracticeCall *call);

/* For the authorize page. */
char *cfl_practice_oauth_issue_code (CflPractice *practice,
                                     const char *client_id,
                                     const char *redirect_uri);
char *cfl_practice_random_text (guint bytes);

G_END_DECLS
