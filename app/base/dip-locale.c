/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-locale.h"

#include <glib/gi18n.h>
#include <locale.h>

/**
 * dip_locale_init:
 *
 * Takes the user's language for messages, numbers and dates; to be called
 * first in main().
 *
 * The translations are those that were installed. A program that runs from its
 * build folder has none there, so `DIPTYCH_LOCALEDIR` can name another place.
 */
void
dip_locale_init (void)
{
  const char *directory = g_getenv ("DIPTYCH_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
