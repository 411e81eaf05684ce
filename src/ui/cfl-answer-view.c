/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-answer-view.h"

#include "cfl-status.h"

#include <glib/gi18n.h>

#define INDENT 2

struct _CflAnswerView {
  GtkWidget parent_instance;

  GtkWidget *expander;
  GtkLabel *title;
  GtkGrid *grid;
  GtkLabel *raw;
  GString *all; /* what "Copy for Support" copies */
};

G_DEFINE_FINAL_TYPE (CflAnswerView, cfl_answer_view, GTK_TYPE_WIDGET)

/* Only blanks and line breaks are added: the text of the answer is evidence and is not rewritten,
 * so it is not parsed. */
char *
cfl_answer_to_pretty (const char *answer)
{
  GString *text = g_string_new (NULL);
  gboolean quoted = FALSE;
  int depth = 0;

  if (answer[0] != '{' && answer[0] != '[')
    {
      g_string_append (text, answer);
      return g_string_free (text, FALSE);
    }
  for (const char *c = answer; *c != '\0'; c++)
    {
      if (quoted && *c == '\\' && c[1] != '\0')
        {
          g_string_append_len (text, c, 2);
          c++;
          continue;
        }
      if (*c == '"')
        quoted = !quoted;
      if (!quoted && g_ascii_isspace (*c))
        continue;
      if (!quoted && (*c == '}' || *c == ']'))
        g_string_append_printf (text, "\n%*s", --depth > 0 ? depth * INDENT : 0, "");
      g_string_append_c (text, *c);
      if (!quoted && (*c == '{' || *c == '['))
        g_string_append_printf (text, "\n%*s", ++depth * INDENT, "");
      else if (!quoted && *c == ',')
        g_string_append_printf (text, "\n%*s", depth > 0 ? depth * INDENT : 0, "");
      else if (!quoted && *c == ':')
        g_string_append_c (text, ' ');
    }
  return g_string_free (text, FALSE);
}

static void
copy_cb (GtkButton *button, GtkLabel *label)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)),
                          gtk_label_get_text (label));
}

static void
on_copy_all_clicked (CflAnswerView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->all->str);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.said-copied", NULL);
}

static void
add_line (CflAnswerView *self, int row, const char *name, const char *value, gboolean copy)
{
  GtkWidget *label;
  GtkWidget *text;
  GtkWidget *button;
  g_autofree char *tooltip = NULL;

  if (value == NULL || value[0] == '\0')
    return;
  g_string_append_printf (self->all, "%s: %s\n", name, value);
  label = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim");
  gtk_grid_attach (self->grid, label, 0, row, 1, 1);
  text = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (text, "monospace");
  gtk_grid_attach (self->grid, text, 1, row, 1, 1);
  if (!copy)
    return;
  button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  /* Translators: %s is "intuit_tid" or "Our request". */
  tooltip = g_strdup_printf (_ ("Copy %s"), name);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), text);
  gtk_grid_attach (self->grid, button, 2, row, 1, 1);
}

static char *
describe_answer (const CflAttempt *attempt)
{
  g_autofree char *when =
      cfl_instant_to_long (attempt->finished_at != 0 ? attempt->finished_at : attempt->started_at);

  if (attempt->http_status == 0)
    /* Translators: %s is a time. */
    return g_strdup_printf (_ ("No answer, %s"), when);
  if (attempt->started_at != 0 && attempt->finished_at > attempt->started_at)
    /* Translators: "HTTP 400, after 0.41 s, 6 March 2026, 16:04". */
    return g_strdup_printf (_ ("HTTP %u, after %.2f s, %s"), attempt->http_status,
                            (attempt->finished_at - attempt->started_at) / (double) G_USEC_PER_SEC,
                            when);
  return g_strdup_printf (_ ("HTTP %u, %s"), attempt->http_status, when);
}

static void
cfl_answer_view_dispose (GObject *object)
{
  g_clear_pointer (&CFL_ANSWER_VIEW (object)->expander, gtk_widget_unparent);

  G_OBJECT_CLASS (cfl_answer_view_parent_class)->dispose (object);
}

static void
cfl_answer_view_finalize (GObject *object)
{
  g_string_free (CFL_ANSWER_VIEW (object)->all, TRUE);

  G_OBJECT_CLASS (cfl_answer_view_parent_class)->finalize (object);
}

static void
cfl_answer_view_class_init (CflAnswerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_answer_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cfl_answer_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-answer-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CflAnswerView, expander);
  gtk_widget_class_bind_template_child (widget_class, CflAnswerView, title);
  gtk_widget_class_bind_template_child (widget_class, CflAnswerView, grid);
  gtk_widget_class_bind_template_child (widget_class, CflAnswerView, raw);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_all_clicked);
}

static void
cfl_answer_view_init (CflAnswerView *self)
{
  self->all = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  cfl_answer_view_set_attempt (self, NULL, NULL);
}

void
cfl_answer_view_set_attempt (CflAnswerView *self, const CflAttempt *attempt, const char *reference)
{
  GtkWidget *child;
  g_autofree char *title = NULL;
  g_autofree char *code = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *pretty = NULL;

  g_return_if_fail (CFL_IS_ANSWER_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), attempt != NULL);
  if (attempt == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_string_truncate (self->all, 0);

  /* Translators: %s is the reference of a document. */
  title = g_strdup_printf (_ ("What QuickBooks _answered for %s"), reference);
  gtk_label_set_text_with_mnemonic (self->title, title);
  g_string_append_printf (self->all, "%s\n", reference);
  code = attempt->error_code > 0
             ? g_strdup_printf ("%d  %s", attempt->error_code, attempt->error_message)
             : g_strdup (attempt->error_message);
  add_line (self, 0, _ ("QuickBooks code"), code, FALSE);
  answer = describe_answer (attempt);
  add_line (self, 1, _ ("Answer"), answer, FALSE);
  add_line (self, 2, "intuit_tid", attempt->intuit_tid, TRUE);
  add_line (self, 3, _ ("Our request"), attempt->request_id, TRUE);
  pretty = cfl_answer_to_pretty (attempt->answer);
  gtk_label_set_text (self->raw, pretty);
  gtk_widget_set_visible (GTK_WIDGET (self->raw), pretty[0] != '\0');
  g_string_append (self->all, pretty);
}
