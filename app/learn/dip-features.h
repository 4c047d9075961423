/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipFeatureKind:
 * @DIP_FEATURES_SUBJECT: what a text is about: words and neighbours; of Japanese runs of two and three characters
 * @DIP_FEATURES_VOICE: who does what in a sentence: its words in their order, how it begins and how it ends
 *
 * What of a text is looked at.
 */
typedef enum { DIP_FEATURES_SUBJECT, DIP_FEATURES_VOICE } DipFeatureKind;

/**
 * DipFeaturePlace:
 *
 * Where a text stands: the same word says another thing in a title.
 */
typedef enum { DIP_FEATURES_TEXT, DIP_FEATURES_TITLE } DipFeaturePlace;

/* Bytes of one text that are looked at, at most. */
#define DIP_FEATURES_MAX_BYTES 4096u

/* Features of a sentence or a short clause. */
#define DIP_FEATURES_USUAL     512u

/* Adds the features of a text that was folded for width and space; @features: guint32, a hash for each time that one
 * stands there. Any thread; linear in the text. */
void dip_features_add (GArray         *features,
                       DipFeatureKind  kind,
                       DipFeaturePlace place,
                       const char     *folded,
                       gsize           length);

G_END_DECLS
