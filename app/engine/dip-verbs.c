/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"
#include "text/dip-characters.h"
#include "text/dip-phrases.h"

#include <string.h>

/*
 * Japanese verbs that mean the same, in whatever form they stand:
 *
 *   方針を定めています = 方針を策定しております
 *   鍵を変えることができます = 鍵を変更できます
 *
 * A row of [same-verbs] has stems, each with how it is conjugated: 変え/1, 守/r; nothing
 * for what goes with する. A stem with one of the endings of its kind becomes the row's
 * first stem with the ending that する has there. Polite and plain, and what is done and
 * what is being done, are told as one; tense, voice and negation stay.
 */


typedef struct
{
  char        kind;    /* as in the list */
  const char *stem;    /* 書き(ます), 定め(ます), 策定し(ます) */
  const char *te;
  const char *ta;
  const char *plain;
  const char *deny;    /* what ない and れる follow */
  const char *passive;
  const char *able;    /* (nullable) */
} Conjugation;

static const Conjugation conjugations[] = {
  { 's', "し", "して", "した", "する", "し", "され", "でき" },  /* with する */
  { '1', "", "て", "た", "る", "", "られ", NULL },
  { 'k', "き", "いて", "いた", "く", "か", "かれ", NULL },
  { 'g', "ぎ", "いで", "いだ", "ぐ", "が", "がれ", NULL },
  { 'S', "し", "して", "した", "す", "さ", "され", NULL },
  { 't', "ち", "って", "った", "つ", "た", "たれ", NULL },
  { 'b', "び", "んで", "んだ", "ぶ", "ば", "ばれ", NULL },
  { 'm', "み", "んで", "んだ", "む", "ま", "まれ", NULL },
  { 'r', "り", "って", "った", "る", "ら", "られ", NULL },
  { 'w', "い", "って", "った", "う", "わ", "われ", NULL },
};

/* What follows a part of the verb, and what する has there. */
static const struct
{
  char        part;    /* s: the stem, t: て, a: た, d: the plain form, n: what is denied, p: the passive,
                        * e: what can be done */
  const char *ending;
  const char *as;
} endings[] = {
  { 's', "ます", "します" }, { 't', "います", "します" }, { 't', "おります", "します" }, { 't', "いる", "します" },
  { 't', "おる", "します" }, { 'd', "", "します" }, { 's', "ました", "しました" }, { 'a', "", "しました" },
  { 't', "いました", "しました" }, { 't', "いた", "しました" }, { 's', "、", "し、" }, { 't', "、", "し、" },
  { 't', "おり、", "し、" }, { 't', "いて、", "し、" }, { 't', "", "して" }, { 'd', "ための", "のための" }, { 'd', "ものです", "します" },
  { 'a', "ものです", "します" }, { 'a', "ものである", "します" },
  { 'd', "ものである", "します" }, { 't', "いただき", "していただき" },
  { 't', "ください", "してください" }, { 's', "ません", "しません" }, { 'n', "ない", "しません" },
  { 't', "いません", "しません" }, { 't', "おりません", "しません" }, { 't', "いない", "しません" },
  { 'd', "ことはありません", "しません" }, { 'd', "ことはない", "しません" }, { 'd', "ことはございません", "しません" },
  { 'd', "ことができます", "できます" }, { 'd', "ことが可能です", "できます" }, { 'd', "ことができる", "できます" },
  { 'd', "ことができません", "できません" }, { 'd', "ことはできません", "できません" },
  { 'e', "ます", "できます" }, { 'e', "る", "できます" }, { 'e', "ません", "できません" },
  { 'p', "ます", "されます" }, { 'p', "る", "されます" }, { 'p', "ています", "されます" },
  { 'p', "ております", "されます" }, { 'p', "ている", "されます" }, { 'p', "ました", "されました" },
  { 'p', "た", "されました" }, { 'p', "、", "され、" }, { 'p', "ており、", "され、" }, { 'p', "て", "されて" },
};

/* What says when: する時は, した際には. */
static const char *const occasions[] = {
  "場合は", "場合には", "場合、", "際は", "際には", "際、", "際に", "ときは", "ときには", "とき、", "ときに", "時は", "時には", "時、",
};

typedef struct
{
  char *first;   /* stem that stands for all of its row */
  char  kind;
} Verb;

struct _DipVerbs
{
  DipPhrases *stems;
  GHashTable *verbs;   /* (element-type utf8 Verb): by folded stem */
};

static void
verb_free (gpointer data)
{
  Verb *self = data;

  g_free (self->first);
  g_free (self);
}

/* "定め/1" → 定め, and 1. */
static char *
read_stem (const char *entry,
           char       *kind)
{
  const char *slash = strchr (entry, '/');

  *kind = slash == NULL ? 's' : slash[1];

  return slash == NULL ? g_strdup (entry) : g_strndup (entry, (gsize) (slash - entry));
}

static void
stems_free (gpointer data)
{
  g_strfreev (data);
}

DipVerbs *
_dip_verbs_new (const DipLexicon *lexicon)
{
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, "same-verbs");
  g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (stems_free);
  DipVerbs *self = g_new0 (DipVerbs, 1);

  self->verbs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, verb_free);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      char kind;
      g_autofree char *first = row[0] == NULL ? NULL : read_stem (row[0], &kind);

      for (guint k = 0; row[k] != NULL; k++)
        {
          g_autofree char *stem = read_stem (row[k], &kind);
          char **alone = g_new0 (char *, 2);
          Verb *verb = g_new0 (Verb, 1);

          alone[0] = dip_fold_to_string (stem, DIP_ENGINE_FOLD, lexicon);
          verb->first = g_strdup (first);
          verb->kind = kind;
          g_hash_table_replace (self->verbs, g_strdup (alone[0]), verb);
          g_ptr_array_add (stems, alone);
        }
    }
  self->stems = dip_phrases_new (stems, DIP_ENGINE_FOLD, lexicon);

  return self;
}

void
_dip_verbs_free (DipVerbs *self)
{
  if (self == NULL)
    return;

  dip_phrases_free (self->stems);
  g_hash_table_unref (self->verbs);
  g_free (self);
}

/* The first place from @from on where a verb may begin. */
gsize
_dip_verbs_next (const DipVerbs *self,
                 const char     *text,
                 gsize           length,
                 gsize           from)
{
  return dip_phrases_next (self->stems, text, length, from);
}

static const char *
part_of (const Conjugation *conjugation,
         char               part)
{
  switch (part)
    {
    case 's': return conjugation->stem;
    case 't': return conjugation->te;
    case 'a': return conjugation->ta;
    case 'd': return conjugation->plain;
    case 'n': return conjugation->deny;
    case 'p': return conjugation->passive;
    case 'e': return conjugation->able;
    default: g_return_val_if_reached ("");
    }
}

/* Length of a verb at @at that says when something is done, and what する has there; 0 for none. */
static gsize
match_occasion (const Conjugation  *conjugation,
                const char         *at,
                const char        **as)
{
  static const struct { char part; const char *ending; const char *as; } parts[] = {
    { 'd', "", "時は" }, { 'a', "", "したときは" }, { 't', "いる", "時は" }, { 'p', "る", "時は" }, { 'p', "た", "されたときは" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = part_of (conjugation, parts[i].part);
      gsize n = strlen (part) + strlen (parts[i].ending);

      if (!dip_begins_with (at, part) || !dip_begins_with (at + strlen (part), parts[i].ending))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (occasions); k++)
        {
          if (dip_begins_with (at + n, occasions[k]))
            {
              *as = parts[i].as;
              return n + strlen (occasions[k]);
            }
        }
    }

  return 0;
}

/* Length of the longest ending of a verb at @at, and what する has there. */
static gsize
match_ending (char         kind,
              const char  *at,
              const char **as)
{
  const Conjugation *conjugation = NULL;
  gsize longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (conjugations); i++)
    {
      if (conjugations[i].kind == kind)
        conjugation = &conjugations[i];
    }
  if (conjugation == NULL)
    return 0;

  longest = match_occasion (conjugation, at, as);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      const char *part = part_of (conjugation, endings[i].part);
      gsize n = part == NULL ? 0 : strlen (part);

      if (part != NULL && n + strlen (endings[i].ending) > longest && dip_begins_with (at, part)
          && dip_begins_with (at + n, endings[i].ending))
        {
          longest = n + strlen (endings[i].ending);
          *as = endings[i].as;
        }
    }

  return longest;
}

/**
 * _dip_verbs_match:
 * @self: verbs
 * @text: folded text
 * @length: its bytes
 * @at: where a verb may begin
 * @stem: (out): what stands for the stem
 * @ending: (out): … and for the ending
 *
 * Returns: the verb's length with its ending, 0 for none
 */
gsize
_dip_verbs_match (const DipVerbs  *self,
                  const char      *text,
                  gsize            length,
                  gsize            at,
                  const char     **stem,
                  const char     **ending)
{
  const char *found = NULL;
  gsize n_stem = dip_phrases_match (self->stems, text + at, length - at, &found);
  const Verb *verb;
  gsize n_ending;

  if (n_stem == 0)
    return 0;

  /* 提示す is no 示す. */
  if (at > 0 && n_stem == (gsize) g_utf8_skip[(guint8) text[at]]
      && dip_is_kanji (g_utf8_get_char (g_utf8_prev_char (text + at))))
    return 0;

  verb = g_hash_table_lookup (self->verbs, found);
  n_ending = verb == NULL ? 0 : match_ending (verb->kind, text + at + n_stem, ending);
  if (n_ending == 0)
    return 0;
  *stem = verb->first;

  return n_stem + n_ending;
}
