/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#define CFL_SYNC_DATABASE_NAME "company.db"

/* Settings that only this room reads. The others are those of the rules and stand in storage. */
#define CFL_SYNC_KEY_LAST_PULL "cin7.last-pull"       /* microseconds since 1970 UTC */
#define CFL_SYNC_KEY_WATERMARK "cin7.watermark"       /* newest modification seen, likewise */
#define CFL_SYNC_KEY_CIN7_USER "cin7.user"            /* "" when not connected */
#define CFL_SYNC_KEY_CLIENT_ID "quickbooks.client-id" /* of the Intuit app */
#define CFL_SYNC_KEY_REDIRECT_URI "quickbooks.redirect-uri"
#define CFL_SYNC_KEY_REALM "quickbooks.realm"         /* kept after disconnecting */
#define CFL_SYNC_KEY_NUMBERS_READ_AT "quickbooks.numbers-read-at" /* microseconds since 1970 UTC */
#define CFL_SYNC_KEY_NUMBERS_SCOPE "quickbooks.numbers-scope"     /* see cfl-sync-numbers.c */
#define CFL_SYNC_KEY_LAPSED "quickbooks.lapsed"       /* "yes" while the sign-in is not taken */
#define CFL_SYNC_KEY_CONNECTED "quickbooks.connected" /* "yes" or "" */
