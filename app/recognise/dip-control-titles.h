/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "framework/dip-framework.h"
#include "recognise/dip-sentence.h"
#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/**
 * DipControlTitles:
 *
 * The controls of one catalogue by what their titles say. Private to
 * app/recognise.
 */
typedef struct _DipControlTitles DipControlTitles;

typedef struct
{
  const DipFrameworkControl *control;
  double                     likeness;  /* from 0 to 1 */
} DipControlMatch;

/* @patterns: a list of the lexicon with other ways to name the controls, NULL for none */
DipControlTitles *dip_control_titles_new      (const DipFramework     *framework,
                                               const DipLexicon       *lexicon,
                                               const char             *patterns) G_GNUC_WARN_UNUSED_RESULT;
void              dip_control_titles_free     (DipControlTitles       *self);

/* Makes what chooses from their patterns, which else waits until it is worth it. */
void              dip_control_titles_make_set (DipControlTitles       *self);

/* The best control for a clause's title; control is NULL if nothing is like it. */
DipControlMatch   dip_control_titles_best     (const DipControlTitles *self,
                                               const char             *title);

/* How much a title is like that of one control, by titles alone. */
double            dip_control_titles_likeness (const DipControlTitles *self,
                                               const char             *title,
                                               const char             *id);

/* What a sentence of a question is about, most certain first; empty where nothing is certain enough.
 * @section: the titles that it stands below, NULL for none. @wider: another catalogue's opinion, control id →
 * double, NULL for none.
 * (element-type DipControlMatch) */
GArray           *dip_control_titles_asked    (const DipControlTitles *self,
                                               DipSentence            *sentence,
                                               const char             *section,
                                               GHashTable             *wider,
                                               guint                   max) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a text speaks of a control in one of its patterns. */
gboolean          dip_control_titles_speaks   (const DipControlTitles *self,
                                               const char             *text,
                                               const char             *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipControlTitles, dip_control_titles_free)

G_END_DECLS
