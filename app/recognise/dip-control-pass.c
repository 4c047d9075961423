/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-private.h"

#include <string.h>

/*
 * What every reader of controls does: look into a catalogue, and add a control to a clause.
 */

gboolean
dip_control_add (DipClause  *clause,
                 const char *id,
                 const char *framework,
                 DipOrigin   origin,
                 double      confidence)
{
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *known = g_ptr_array_index (clause->controls, i);

      if (strcmp (known->id, id) == 0 && strcmp (known->framework, framework) == 0)
        return FALSE;
    }
  g_ptr_array_add (clause->controls, dip_control_new (id, framework, origin, confidence));

  return TRUE;
}

/* Of the catalogues and lists that everybody uses: made once, when a paper asks for them,
 * then only looked at, by any thread. */
DipControlTitles *
dip_control_titles_of (DipControlPass *pass,
                       const char     *framework,
                       const char     *patterns,
                       gsize          *shared)
{
  if (pass->draft->lexicon != dip_lexicon_get_default ())
    {
      DipControlTitles *own = dip_control_titles_new (dip_frameworks_find (pass->frameworks, framework),
                                                      pass->draft->lexicon, patterns);

      g_ptr_array_add (pass->own_titles, own);
      return own;
    }

  if (g_once_init_enter (shared))
    g_once_init_leave (shared, (gsize) dip_control_titles_new (dip_frameworks_find (pass->frameworks, framework),
                                                               pass->draft->lexicon, patterns));

  return (DipControlTitles *) *shared;
}

DipControlTitles *
dip_control_newer_titles (DipControlPass *pass)
{
  static gsize shared;

  if (pass->newer == NULL)
    pass->newer = dip_control_titles_of (pass, NEW, NULL, &shared);

  return pass->newer;
}

gboolean
dip_control_is_known (DipControlPass *pass,
                      const char     *framework,
                      const char     *id)
{
  return dip_frameworks_find_control (pass->frameworks, framework, id) != NULL;
}
