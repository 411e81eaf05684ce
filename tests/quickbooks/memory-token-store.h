/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-oauth.h"

G_BEGIN_DECLS

/* A token store in memory; another process is played by changing @tokens. */
#define MEMORY_TYPE_TOKEN_STORE (memory_token_store_get_type ())
G_DECLARE_FINAL_TYPE (MemoryTokenStore, memory_token_store, MEMORY, TOKEN_STORE, GObject)

struct _MemoryTokenStore {
  GObject parent_instance;

  CflTokens *tokens; /* (nullable) */
  guint loads;
  guint saves;
  gboolean refuses;    /* to save */
  gboolean unreadable; /* nothing can be loaded */
  gboolean locked;
  gboolean unlockable; /* the lock cannot be had */
  CflTokens *theirs;   /* (nullable): what another process stores before it gives the lock away */
};

MemoryTokenStore *memory_token_store_new (void);
/* seconds: how long the access token still lives */
void memory_token_store_put (MemoryTokenStore *self,
                             const char *access_token,
                             const char *refresh_token,
                             int seconds);

G_END_DECLS
