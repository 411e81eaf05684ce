/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-candidate-row.h"

#include <glib/gi18n.h>

/* From this score on a candidate is so likely that its button gets the accent. */
#define LIKELY_SCORE 90

struct _CflCandidateRow {
  GtkListBoxRow parent_instance;

  GtkLabel *name;
  GtkLabel *id;
  GtkBox *chips;
  GtkLabel *score;
  GtkLevelBar *bar;
  GtkWidget *button;

  CflCandidate candidate;
  gboolean can_link;
};

G_DEFINE_FINAL_TYPE (CflCandidateRow, cfl_candidate_row, GTK_TYPE_LIST_BOX_ROW)

enum { SIGNAL_LINK, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
cfl_candidate_row_finalize (GObject *object)
{
  g_clear_pointer (&CFL_CANDIDATE_ROW (object)->candidate.vendor, cfl_vendor_unref);

  G_OBJECT_CLASS (cfl_candidate_row_parent_class)->finalize (object);
}

static void
cfl_candidate_row_class_init (CflCandidateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cfl_candidate_row_finalize;
  signals[SIGNAL_LINK] = g_signal_new ("link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-candidate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CflCandidateRow, name);
  gtk_widget_class_bind_template_child (widget_class, CflCandidateRow, id);
  gtk_widget_class_bind_template_child (widget_class, CflCandidateRow, chips);
  gtk_widget_class_bind_template_child (widget_class, CflCandidateRow, score);
  gtk_widget_class_bind_template_child (widget_class, CflCandidateRow, bar);
  gtk_widget_class_bind_template_child (widget_class, CflCandidateRow, button);
  gtk_widget_class_bind_template_callback (widget_class, cfl_candidate_row_link);
}

static void
cfl_candidate_row_init (CflCandidateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

typedef enum { CHIP_PLAIN, CHIP_GOOD, CHIP_BAD } ChipKind;

static void
add_chip (CflCandidateRow *self, ChipKind kind, const char *text)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  gtk_widget_add_css_class (chip, "chip");
  if (kind == CHIP_GOOD)
    gtk_widget_add_css_class (chip, "good");
  if (kind == CHIP_BAD)
    gtk_widget_add_css_class (chip, "bad");
  if (kind != CHIP_PLAIN)
    gtk_box_append (GTK_BOX (chip),
                    gtk_image_new_from_icon_name (kind == CHIP_GOOD ? "object-select-symbolic"
                                                                    : "dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (chip), gtk_label_new (text));
  gtk_box_append (self->chips, chip);
}

static void
add_chips (CflCandidateRow *self, const CflCandidate *candidate, const char *currency)
{
  CflMatchReasons reasons = candidate->match.reasons;
  static const struct {
    CflMatchReasons reason;
    const char *text;
  } good[] = {
    { CFL_MATCH_ADOPTED, N_ ("Linked in Cin7") },
    { CFL_MATCH_SAME_NAME, N_ ("Same name") },
    { CFL_MATCH_SAME_TAX_NUMBER, N_ ("Same tax number") },
    { CFL_MATCH_SAME_EMAIL, N_ ("Same e-mail address") },
    { CFL_MATCH_SAME_EMAIL_DOMAIN, N_ ("Same e-mail domain") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (reasons & good[i].reason)
      add_chip (self, CHIP_GOOD, _ (good[i].text));
  if ((reasons & CFL_MATCH_SAME_CURRENCY) && candidate->vendor->currency[0] != '\0')
    add_chip (self, CHIP_GOOD, candidate->vendor->currency);
  if ((reasons & CFL_MATCH_SIMILAR_NAME) && !(reasons & CFL_MATCH_SAME_NAME))
    {
      g_autofree char *text = g_strdup_printf (_ ("Name %u%% alike"), candidate->match.likeness);

      add_chip (self, CHIP_PLAIN, text);
    }
  if (reasons & CFL_MATCH_SAME_COUNTRY)
    add_chip (self, CHIP_PLAIN, _ ("Same country"));
  if (reasons & CFL_MATCH_OTHER_CURRENCY)
    {
      /* Translators: both are codes of currencies. */
      g_autofree char *text = g_strdup_printf (_ ("Vendor is in %s, the orders are in %s"),
                                               candidate->vendor->currency, currency);

      add_chip (self, CHIP_BAD, text);
    }
  if (reasons & CFL_MATCH_INACTIVE)
    add_chip (self, CHIP_BAD, _ ("Inactive in QuickBooks"));
  gtk_widget_set_visible (GTK_WIDGET (self->chips),
                          gtk_widget_get_first_child (GTK_WIDGET (self->chips)) != NULL);
}

GtkWidget *
cfl_candidate_row_new (const CflCandidate *candidate, const char *currency, gboolean linked)
{
  CflCandidateRow *self = g_object_new (CFL_TYPE_CANDIDATE_ROW, NULL);
  const CflVendor *vendor = candidate->vendor;
  g_autofree char *score = g_strdup_printf ("%u%%", candidate->match.score);
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  self->candidate.vendor = cfl_vendor_ref (candidate->vendor);
  self->candidate.match = candidate->match;
  self->can_link = cfl_match_can_link (candidate->match) && !linked;
  gtk_label_set_text (self->name, vendor->display_name);
  id = vendor->currency[0] != '\0'
           ? g_strdup_printf (_ ("Vendor %s, %s"), vendor->id, vendor->currency)
           : g_strdup_printf (_ ("Vendor %s"), vendor->id);
  gtk_label_set_text (self->id, id);
  add_chips (self, candidate, currency);
  gtk_label_set_text (self->score, score);
  gtk_level_bar_set_value (self->bar, candidate->match.score);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, score,
                                  -1);
  if (linked)
    gtk_button_set_label (GTK_BUTTON (self->button), _ ("Linked"));
  gtk_widget_set_sensitive (self->button, self->can_link);
  if (self->can_link && candidate->match.score >= LIKELY_SCORE)
    gtk_widget_add_css_class (self->button, "suggested-action");
  name = g_strdup_printf (_ ("Link to %s"), vendor->display_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  vendor->display_name, -1);
  return GTK_WIDGET (self);
}

const CflCandidate *
cfl_candidate_row_get_candidate (CflCandidateRow *self)
{
  g_return_val_if_fail (CFL_IS_CANDIDATE_ROW (self), NULL);

  return &self->candidate;
}

void
cfl_candidate_row_link (CflCandidateRow *self)
{
  g_return_if_fail (CFL_IS_CANDIDATE_ROW (self));

  if (self->can_link)
    g_signal_emit (self, signals[SIGNAL_LINK], 0);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}
