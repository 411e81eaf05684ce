/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deleting a document: what is sent, and what an answer proves. The way there and back is that of
 * every other document (cfl-quickbooks-send.c), with the same request ids and repeats. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>

#define NOT_FOUND 610
#define STALE 5010

/**
 * cfl_quickbooks_encode_deletion:
 * @target: an uploaded attempt
 *
 * The token makes it a deletion of exactly what was made: QuickBooks refuses it once anybody has
 * changed the document.
 *
 * Returns: (transfer full): the body of the request that deletes its document
 */
GBytes *
cfl_quickbooks_encode_deletion (const CflAttempt *target)
{
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  cfl_json_writer_begin_object (writer, NULL);
  cfl_json_writer_add_text (writer, "Id", target->quickbooks_id);
  cfl_json_writer_add_text (writer, "SyncToken", target->sync_token);
  cfl_json_writer_end_object (writer);
  bytes = cfl_json_writer_finish (writer, &error);
  /* Two texts can always be written. */
  if (bytes == NULL)
    g_error ("A deletion cannot be written: %s", error->message);
  return bytes;
}

static const char *
member_text (JsonObject *object, const char *name)
{
  const char *text = cfl_json_get_text (object, name);

  return text != NULL ? text : "";
}

static gboolean
says_deleted (const CflAttempt *verdict, JsonObject *entity)
{
  return g_ascii_strcasecmp (member_text (entity, "status"), "Deleted") == 0 &&
         g_str_equal (member_text (entity, "Id"), verdict->quickbooks_id);
}

/**
 * cfl_quickbooks_judge_deletion:
 * @verdict: a deletion, whose lower half is filled in
 * @entity: (nullable): what a success showed
 *
 * Done only where QuickBooks says that this very document is deleted.
 */
void
cfl_quickbooks_judge_deletion (CflAttempt *verdict, JsonObject *entity)
{
  if (says_deleted (verdict, entity))
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UPLOADED, 0, "", "");
  else
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE,
                                _ ("QuickBooks' answer did not say that the document is deleted."),
                                "");
}

/**
 * cfl_quickbooks_deletion_needs_look_up:
 *
 * Returns: whether a refusal may mean that it is done: what is not found is gone, by this deletion or
 *   by somebody's hand
 */
gboolean
cfl_quickbooks_deletion_needs_look_up (const CflAttempt *verdict)
{
  return verdict->operation == CFL_OPERATION_DELETE && verdict->state == CFL_ATTEMPT_FAILED &&
         verdict->error_code == NOT_FOUND;
}

/* Read by its id, a document that was deleted is not found; one that still has the token of its making
 * was not deleted, and one with another token can no longer be. */
static void
judge_read (CflAttempt *verdict, const CflAnswer *answer)
{
  JsonObject *entity = cfl_json_get_object (cfl_json_node_get_object (answer->root),
                                            cfl_quickbooks_document_entity (verdict->kind));
  const char *token = member_text (entity, "SyncToken");

  if ((answer->kind == CFL_ANSWER_REFUSED && answer->code == NOT_FOUND) ||
      (answer->kind == CFL_ANSWER_SUCCESS && says_deleted (verdict, entity)))
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UPLOADED, 0, "", "");
  else if (answer->kind != CFL_ANSWER_SUCCESS || *token == '\0' ||
           !g_str_equal (member_text (entity, "Id"), verdict->quickbooks_id))
    cfl_quickbooks_verdict_set (
        verdict, CFL_ATTEMPT_UNKNOWN,
        verdict->error_code != 0 ? verdict->error_code : CFL_FAILURE_UNREADABLE,
        _ ("QuickBooks could not be asked about this document yet."), answer->detail);
  else if (g_str_equal (token, verdict->sync_token))
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_QUEUED, 0, "", "");
  else
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_FAILED, STALE,
                                _ ("The document was changed in QuickBooks meanwhile."), "");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CflAttempt) verdict = cfl_attempt_copy (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  g_autoptr (CflAnswer) answer =
      cfl_quickbooks_client_call_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (answer != NULL)
    judge_read (verdict, answer);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  else
    {
      cfl_quickbooks_translate_error (&error);
      cfl_quickbooks_verdict_set (
          verdict, CFL_ATTEMPT_UNKNOWN,
          verdict->error_code != 0 ? verdict->error_code : CFL_FAILURE_NO_ANSWER,
          _ ("QuickBooks could not be asked about this document yet."), error->message);
    }
  g_task_return_pointer (task, g_steal_pointer (&verdict), (GDestroyNotify) cfl_attempt_unref);
}

/* Takes over @task, whose data is the deletion, and returns a verdict as a look-up does. */
void
cfl_quickbooks_client_look_up_deletion (CflQuickbooksClient *self, GTask *task)
{
  const CflAttempt *attempt = g_task_get_task_data (task);
  g_autofree char *id = g_uri_escape_string (attempt->quickbooks_id, NULL, FALSE);
  g_autofree char *path =
      g_strconcat ("/", cfl_quickbooks_document_path (attempt->kind), "/", id, NULL);
  g_autoptr (CflHttpRequest) request = cfl_quickbooks_client_request_new (self, "GET", path, NULL);

  cfl_http_request_set_label (request, "read document");
  cfl_quickbooks_client_call_async (self, request, g_task_get_cancellable (task), read_cb, task);
}
