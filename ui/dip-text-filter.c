/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-text-filter.h"

#include <string.h>

#include "dip-words.h"
#include "session/dip-search.h"

struct _DipTextFilter
{
  char            *key;    /* as a comparison key; "" leaves all */
  char           **parts;  /* of it */
  DipSearchWords  *words;
};

/**
 * dip_text_filter_new:
 * @text: (nullable): what was typed
 *
 * Returns: (transfer full): a filter
 */
DipTextFilter *
dip_text_filter_new (const char *text)
{
  DipTextFilter *self = g_new0 (DipTextFilter, 1);

  self->key = g_strstrip (dip_words_dup_key (text));
  self->parts = g_strsplit_set (self->key, " \t\n", -1);
  self->words = dip_search_words_new (text != NULL ? text : "");

  return self;
}

void
dip_text_filter_free (DipTextFilter *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_strfreev (self->parts);
  dip_search_words_free (self->words);
  g_free (self);
}

/**
 * dip_text_filter_is_empty:
 * @self: (nullable): a filter
 *
 * Returns: whether it leaves all texts
 */
gboolean
dip_text_filter_is_empty (const DipTextFilter *self)
{
  return self == NULL || *self->key == '\0';
}

/**
 * dip_text_filter_only_excludes:
 * @self: a filter
 *
 * Returns: whether it leaves all texts but those that have a word
 */
gboolean
dip_text_filter_only_excludes (const DipTextFilter *self)
{
  return dip_search_words_only_exclude (self->words);
}

/**
 * dip_text_filter_excludes:
 * @self: a filter
 * @text: UTF-8, or a comparison key
 *
 * Returns: whether a word that is not wanted stands in the text
 */
gboolean
dip_text_filter_excludes (const DipTextFilter *self,
                          const char          *text)
{
  return dip_search_words_exclude (self->words, text);
}

/* Where nothing is asked for but that words are not there, they need not be looked for. */
static gboolean
has_words (const DipTextFilter *self,
           const char          *key,
           gboolean             stands)
{
  if (dip_search_words_exclude (self->words, key))
    return FALSE;
  if (stands || dip_search_words_only_exclude (self->words))
    return TRUE;

  return dip_search_words_are_in (self->words, key);
}

/**
 * dip_text_filter_has_text:
 * @self: (nullable): a filter
 * @key: a text as [func@words_dup_key] makes it, which who asks often can keep
 *
 * Returns: whether the filter leaves a text: one that has the words, or, letter by
 *   letter, what was typed
 */
gboolean
dip_text_filter_has_text (const DipTextFilter *self,
                          const char          *key)
{
  if (dip_text_filter_is_empty (self))
    return TRUE;

  return has_words (self, key, strstr (key, self->key) != NULL);
}

/**
 * dip_text_filter_has_label:
 * @self: (nullable): a filter
 * @label: (nullable): UTF-8
 *
 * Returns: whether the filter leaves a name, a number or a title: one that has the words,
 *   or parts of them
 */
gboolean
dip_text_filter_has_label (const DipTextFilter *self,
                           const char          *label)
{
  g_autofree char *key = NULL;
  gboolean all = TRUE;

  if (dip_text_filter_is_empty (self))
    return TRUE;

  key = dip_words_dup_key (label);
  for (guint i = 0; all && self->parts[i] != NULL; i++)
    all = strstr (key, self->parts[i]) != NULL;

  return has_words (self, key, all);
}
