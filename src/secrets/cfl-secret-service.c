/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-secret-service-private.h"

struct _CflSecretService {
  SecretService parent_instance;

  gboolean interactive;
  guint prompts; /* open now */
};

G_DEFINE_FINAL_TYPE (CflSecretService, cfl_secret_service, SECRET_TYPE_SERVICE)

static void
prompted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSecretService *self = g_task_get_source_object (task);
  GError *error = NULL;
  GVariant *answer = SECRET_SERVICE_CLASS (cfl_secret_service_parent_class)
                         ->prompt_finish (SECRET_SERVICE (self), result, &error);

  self->prompts--;
  if (error != NULL)
    g_task_return_error (task, error);
  else if (answer == NULL)
    g_task_return_new_error (task, SECRET_ERROR, SECRET_ERROR_IS_LOCKED,
                             "The prompt was dismissed");
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) g_variant_unref);
}

static void
cfl_secret_service_prompt_async (SecretService *service,
                                 SecretPrompt *prompt,
                                 const GVariantType *return_type,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CflSecretService *self = CFL_SECRET_SERVICE (service);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_secret_service_prompt_async);
  if (!self->interactive)
    {
      g_task_return_new_error (task, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "Nobody may be asked");
      return;
    }
  self->prompts++;
  SECRET_SERVICE_CLASS (cfl_secret_service_parent_class)
      ->prompt_async (service, prompt, return_type, cancellable, prompted_cb,
                      g_steal_pointer (&task));
}

static GVariant *
cfl_secret_service_prompt_finish (SecretService *service, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cfl_secret_service_class_init (CflSecretServiceClass *klass)
{
  SecretServiceClass *service_class = SECRET_SERVICE_CLASS (klass);

  service_class->prompt_async = cfl_secret_service_prompt_async;
  service_class->prompt_finish = cfl_secret_service_prompt_finish;
}

static void
cfl_secret_service_init (CflSecretService *self)
{
}

void
cfl_secret_service_set_interactive (CflSecretService *self, gboolean interactive)
{
  self->interactive = interactive;
}

/* Whether the keyring is asking the user something. */
gboolean
cfl_secret_service_is_prompting (CflSecretService *self)
{
  return self->prompts > 0;
}
