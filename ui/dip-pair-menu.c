/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-pair-menu.h"

#include <glib/gi18n.h>

#include "dip-label-menu.h"

/**
 * dip_pair_menu_new:
 * @pair: a pair of a comparison, the current one
 * @reviewed: whether it has been looked at
 *
 * Returns: (transfer full): what can be done with it
 */
GMenuModel *
dip_pair_menu_new (const DipPair *pair,
                   gboolean       reviewed)
{
  g_autoptr (GMenu) by_hand = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  GMenu *menu = g_menu_new ();

  if (pair->old_clause == NULL || pair->new_clause == NULL)
    {
      g_menu_append (by_hand, _("_Pair With…"), "win.pair-with::any");
    }
  else
    {
      g_menu_append (by_hand, _("Pair the _New Clause With…"), "win.pair-with::any");
      g_menu_append (by_hand, _("Pair the _Old Clause With…"), "win.pair-with::old");
      /* Translators: the two clauses do not belong together */
      g_menu_append (by_hand, _("P_art the Clauses"), "win.part");
    }

  if (pair->hand == DIP_HAND_PAIRED)
    g_menu_append (by_hand, _("_Forget the Pairing"), "win.forget-pairing");
  else if (pair->hand == DIP_HAND_PARTED)
    /* Translators: that two clauses were said not to belong together */
    g_menu_append (by_hand, _("_Forget the Parting"), "win.forget-pairing");

  g_menu_append (rest, reviewed ? _("Mark as Not _Looked At") : _("Mark as _Looked At"), "win.toggle-reviewed");
  g_menu_append (rest, _("_Why?"), "win.why");
  g_menu_append (rest, _("_Copy Citation"), "win.copy-citation");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (by_hand));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));

  return G_MENU_MODEL (menu);
}

/* (transfer none): made once, for it never changes. */
GMenuModel *
dip_pair_menu_get_common (void)
{
  static GMenuModel *common;
  g_autoptr (GMenu) section = NULL;
  GMenu *menu;

  if (common != NULL)
    return common;

  menu = g_menu_new ();
  section = g_menu_new ();
  g_menu_append (section, _("_Pair With…"), "win.pair-with::any");
  g_menu_append (section, _("P_art the Clauses"), "win.part");
  g_menu_append (section, _("Looked At, _Next"), "win.reviewed-next");
  g_menu_append (section, _("_Why?"), "win.why");
  g_menu_append (section, _("_Copy Citation"), "win.copy-citation");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  common = G_MENU_MODEL (menu);

  return common;
}

/**
 * dip_pair_menu_popup:
 * @widget: what the menu stands on
 * @pair: a pair of a comparison, the current one
 * @reviewed: whether it has been looked at
 * @x: where the menu is wanted, in pixels of @widget
 * @y: likewise
 *
 * Shows what can be done with a pair.
 */
void
dip_pair_menu_popup (GtkWidget     *widget,
                     const DipPair *pair,
                     gboolean       reviewed,
                     double         x,
                     double         y)
{
  g_autoptr (GMenuModel) model = dip_pair_menu_new (pair, reviewed);

  dip_label_menu_popup (widget, model, x, y);
}
