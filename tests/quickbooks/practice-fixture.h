/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "cfl-quickbooks-client.h"
#include "cfl-test-practice.h"
#include "cfl-test.h"
#include "memory-token-store.h"

G_BEGIN_DECLS

/* The whole client against the practice program, which is as strict as the service. Nothing waits. */
typedef struct {
  CflTestPractice *practice;
  CflHttpClient *http;
  MemoryTokenStore *store;
  CflOauth *oauth;
  CflQuickbooksClient *client;
} PracticeFixture;

/* arguments: of the program */
void practice_fixture_start (PracticeFixture *fixture, const char *const *arguments);
void practice_fixture_stop (PracticeFixture *fixture);
void practice_fixture_sign_in (PracticeFixture *fixture);
/* Forgets what was learned since, as a program that starts anew does; what is stored stays. */
void practice_fixture_forget (PracticeFixture *fixture);

/* The server's own door: "PUT", "faults", … */
JsonNode *practice_fixture_control (PracticeFixture *fixture,
                                    const char *method,
                                    const char *name,
                                    const char *body);
/* faults: NULL-terminated, as on the dial */
void practice_fixture_set_faults (PracticeFixture *fixture, const char *const *faults);

G_END_DECLS
