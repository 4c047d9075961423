/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-pattern-list.h"

#include <string.h>

#include "text/dip-tables.h"

/* With fewer patterns than this they are tried one after the other. */
#define MIN_SET 16u

/* A table of sources: so many patterns, where each source stands, the sources, each with a NUL. */
typedef struct
{
  guint32 n_patterns;
  guint32 places[];   /* in the table */
} Sources;

struct _DipPatternList
{
  const DipLexicon *lexicon;
  char             *name;
  GBytes           *table;
  const Sources    *sources;   /* of @table */
  DipPattern      **patterns;  /* (nullable) each: atomic; made when they are asked for */
  gsize             looked;    /* atomic: whether the program was asked for the set that it carries */
  DipPatternSet    *set;       /* (nullable): atomic */
  guint             enough;    /* texts after which a set that is not carried is worth its making */
  int               n_asked;   /* atomic: texts that were held against them */
};

typedef struct
{
  DipPatternSources  sources;
  gpointer           data;
} Maker;

static GBytes *
make_sources (const DipLexicon *lexicon,
              gpointer          data)
{
  const Maker *maker = data;
  g_autoptr (GPtrArray) sources = maker->sources (lexicon, maker->data);
  GByteArray *table = g_byte_array_new ();
  guint32 number = sources->len;

  dip_table_append (table, &number, sizeof number);
  for (guint i = 0; i < sources->len; i++)
    dip_table_append (table, &number, sizeof number);
  for (guint i = 0; i < sources->len; i++)
    {
      const char *source = g_ptr_array_index (sources, i);

      number = table->len;
      memcpy (table->data + sizeof number * (i + 1), &number, sizeof number);
      g_byte_array_append (table, (const guint8 *) source, (guint) strlen (source) + 1);
    }

  return g_byte_array_free_to_bytes (table);
}

/**
 * dip_pattern_list_new:
 * @lexicon: where the list stands; it has to live as long as the result
 * @name: one for each list of patterns that is made of a lexicon
 * @enough: after how many texts it is worth to make the set
 * @sources: lists the patterns, folded
 * @data: for @sources
 *
 * Returns: (transfer full): the patterns
 */
DipPatternList *
dip_pattern_list_new (const DipLexicon  *lexicon,
                      const char        *name,
                      guint              enough,
                      DipPatternSources  sources,
                      gpointer           data)
{
  DipPatternList *self = g_new0 (DipPatternList, 1);
  g_autofree char *of_sources = g_strconcat ("patterns/", name, NULL);
  Maker maker = { sources, data };

  self->lexicon = lexicon;
  self->name = g_strconcat ("set/", name, NULL);
  self->enough = enough;
  self->table = dip_tables_take (lexicon, of_sources, make_sources, &maker);
  self->sources = g_bytes_get_data (self->table, NULL);
  self->patterns = g_new0 (DipPattern *, self->sources->n_patterns + 1);

  return self;
}

void
dip_pattern_list_free (DipPatternList *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->sources->n_patterns; i++)
    dip_pattern_free (self->patterns[i]);
  g_free (self->patterns);
  dip_pattern_set_free (self->set);
  g_bytes_unref (self->table);
  g_free (self->name);
  g_free (self);
}

/**
 * dip_pattern_list_length:
 *
 * Returns: how many patterns there are
 */
guint
dip_pattern_list_length (const DipPatternList *self)
{
  return self->sources->n_patterns;
}

/**
 * dip_pattern_list_get:
 * @i: which
 *
 * Returns: (transfer none): the pattern
 */
const DipPattern *
dip_pattern_list_get (DipPatternList *self,
                      guint           i)
{
  DipPattern *pattern = g_atomic_pointer_get (&self->patterns[i]);

  if (pattern != NULL)
    return pattern;

  pattern = dip_pattern_new ((const char *) self->sources + self->sources->places[i]);
  if (g_atomic_pointer_compare_and_exchange (&self->patterns[i], NULL, pattern))
    return pattern;

  /* another thread was first */
  dip_pattern_free (pattern);

  return g_atomic_pointer_get (&self->patterns[i]);
}

static GBytes *
make_set (const DipLexicon *lexicon,
          gpointer          data)
{
  DipPatternList *self = data;
  g_autoptr (GPtrArray) patterns = g_ptr_array_new ();

  for (guint i = 0; i < self->sources->n_patterns; i++)
    g_ptr_array_add (patterns, (gpointer) dip_pattern_list_get (self, i));

  return dip_pattern_set_make_table (patterns);
}

static void
keep_set (DipPatternList *self,
          GBytes         *table)
{
  DipPatternSet *set = dip_pattern_set_new_for_table (table);

  if (!g_atomic_pointer_compare_and_exchange (&self->set, NULL, set))
    dip_pattern_set_free (set);
}

/**
 * dip_pattern_list_make_set:
 *
 * Makes the set of a list that is long enough for one.
 */
void
dip_pattern_list_make_set (DipPatternList *self)
{
  if (self->sources->n_patterns < MIN_SET || self->sources->n_patterns > G_MAXUINT16)
    return;

  keep_set (self, dip_tables_take (self->lexicon, self->name, make_set, self));
}

/**
 * dip_pattern_list_get_set:
 *
 * To be called once for each text that is held against the patterns. A set that
 * the program carries is there at once; to make one costs as much as to try all
 * patterns on some hundred sentences, so it is made after those.
 *
 * Returns: (transfer none) (nullable): the set
 */
const DipPatternSet *
dip_pattern_list_get_set (DipPatternList *self)
{
  const DipPatternSet *set = g_atomic_pointer_get (&self->set);

  if (set != NULL || self->sources->n_patterns < MIN_SET || self->sources->n_patterns > G_MAXUINT16)
    return set;

  if (g_once_init_enter (&self->looked))
    {
      GBytes *carried = dip_tables_find (self->lexicon, self->name);

      if (carried != NULL)
        keep_set (self, carried);
      g_once_init_leave (&self->looked, 1);
    }
  if (g_atomic_pointer_get (&self->set) == NULL && (guint) g_atomic_int_add (&self->n_asked, 1) >= self->enough)
    {
      static GMutex making;

      /* one makes it, the others wait for it */
      g_mutex_lock (&making);
      if (g_atomic_pointer_get (&self->set) == NULL)
        dip_pattern_list_make_set (self);
      g_mutex_unlock (&making);
    }

  return g_atomic_pointer_get (&self->set);
}
