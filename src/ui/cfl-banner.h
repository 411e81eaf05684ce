/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  CFL_BANNER_INFO,
  CFL_BANNER_WARNING,
  CFL_BANNER_ERROR
} CflBannerKind;

/* One sentence over a page and one button that does something about it. It cannot be closed: it
 * goes when its cause goes. The button activates an action. */
#define CFL_TYPE_BANNER (cfl_banner_get_type ())
G_DECLARE_FINAL_TYPE (CflBanner, cfl_banner, CFL, BANNER, GtkWidget)

/* @button and @action: (nullable). */
void cfl_banner_show (CflBanner *self,
                      CflBannerKind kind,
                      const char *sentence,
                      const char *button,
                      const char *action);
void cfl_banner_hide (CflBanner *self);

G_END_DECLS
