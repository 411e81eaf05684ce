/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-attempt.h"
#include "cfl-company.h"
#include "cfl-document.h"
#include "cfl-oauth.h"
#include "cfl-vendor.h"

G_BEGIN_DECLS

typedef enum
{
  CFL_QUICKBOOKS_ERROR_SIGN_IN,   /* the user must sign in again */
  CFL_QUICKBOOKS_ERROR_KEYS,      /* client id or secret are wrong */
  CFL_QUICKBOOKS_ERROR_FORBIDDEN, /* this company was not granted (3100), or the user lost the right
                                     (120) */
  CFL_QUICKBOOKS_ERROR_THROTTLED,
  CFL_QUICKBOOKS_ERROR_LAPSED,     /* subscription ended (6190) */
  CFL_QUICKBOOKS_ERROR_REJECTED,   /* a definite refusal: see cfl_quickbooks_error_get_code() in the
                                      message */
  CFL_QUICKBOOKS_ERROR_NAME_TAKEN, /* 6240 */
  CFL_QUICKBOOKS_ERROR_OFFLINE,    /* not reached */
  CFL_QUICKBOOKS_ERROR_SERVER,     /* Intuit's side, try later */
  CFL_QUICKBOOKS_ERROR_PROTOCOL    /* an answer that makes no sense */
} CflQuickbooksError;
#define CFL_QUICKBOOKS_ERROR (cfl_quickbooks_error_quark ())
GQuark cfl_quickbooks_error_quark (void);

/**
 * CflQuickbooksClient:
 *
 * One company at QuickBooks Online. Sends through the client's pacer, refreshes the access token
 * when less than five minutes are left or after a 401, one refresh at a time, and writes a rotated
 * token to the token store before it is used.
 */
#define CFL_TYPE_QUICKBOOKS_CLIENT (cfl_quickbooks_client_get_type ())
G_DECLARE_FINAL_TYPE (CflQuickbooksClient, cfl_quickbooks_client, CFL, QUICKBOOKS_CLIENT, GObject)

/* base_uri: what stands before /v3/company/...; realm_id: digits as text. */
CflQuickbooksClient *cfl_quickbooks_client_new (CflHttpClient *http,
                                                const char *base_uri,
                                                const char *realm_id,
                                                CflOauth *oauth);

/* CompanyInfo and Preferences into a company that holds nothing else. */
void cfl_quickbooks_client_read_company_async (CflQuickbooksClient *self,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
CflCompany *cfl_quickbooks_client_read_company_finish (CflQuickbooksClient *self,
                                                       GAsyncResult *result,
                                                       GError **error);
/* All vendors, active and inactive, ordered by id, page by page: (element-type CflVendor). */
void cfl_quickbooks_client_list_vendors_async (CflQuickbooksClient *self,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
GPtrArray *cfl_quickbooks_client_list_vendors_finish (CflQuickbooksClient *self,
                                                      GAsyncResult *result,
                                                      GError **error);
/* The chart of accounts: (element-type CflAccount). */
void cfl_quickbooks_client_list_accounts_async (CflQuickbooksClient *self,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
GPtrArray *cfl_quickbooks_client_list_accounts_finish (CflQuickbooksClient *self,
                                                       GAsyncResult *result,
                                                       GError **error);

/* Creates a vendor from a contact under the given name. On CFL_QUICKBOOKS_ERROR_NAME_TAKEN nothing
 * was made. request_id makes a repeat harmless. */
void cfl_quickbooks_client_create_vendor_async (CflQuickbooksClient *self,
                                                const CflContact *contact,
                                                const char *display_name,
                                                const char *currency,
                                                const char *request_id,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
CflVendor *cfl_quickbooks_client_create_vendor_finish (CflQuickbooksClient *self,
                                                       GAsyncResult *result,
                                                       GError **error);

/* Sends a frozen attempt (its exact bytes, its request id), with the retries that keep both. Never
 * fails with an error but G_IO_ERROR_CANCELLED before anything was sent: every other end is a
 * verdict, a copy of the attempt with state uploaded, failed or unknown and its lower half filled
 * in. */
void cfl_quickbooks_client_send_async (CflQuickbooksClient *self,
                                       const CflAttempt *attempt,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
CflAttempt *
cfl_quickbooks_client_send_finish (CflQuickbooksClient *self, GAsyncResult *result, GError **error);
/* Looks an unknown attempt up by vendor, number and total. A verdict: uploaded (adopted), failed
 * (the number belongs to another document: code 6140), queued (proven absent), or unknown (could
 * not be looked up). */
void cfl_quickbooks_client_look_up_async (CflQuickbooksClient *self,
                                          const CflAttempt *attempt,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
CflAttempt *cfl_quickbooks_client_look_up_finish (CflQuickbooksClient *self,
                                                  GAsyncResult *result,
                                                  GError **error);

/* The wire form of a document: exact decimals, the same bytes for the same document. */
GBytes *cfl_quickbooks_encode_document (const CflDocument *document);

G_END_DECLS
