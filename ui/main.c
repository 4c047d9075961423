/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/dip-locale.h"
#include "dip-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (DipApplication) application = NULL;

  dip_locale_init ();
  g_set_application_name ("Diptych");
  application = dip_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
