/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "recognise/dip-look.h"
#include "recognise/dip-metadata.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-pattern.h"
#include "recognise/dip-word-starts.h"
#include "text/dip-characters.h"

/*
 * What a paper says about itself. Each value has sources of different weight;
 * the heaviest that says something wins:
 *
 *   provider   property table · "X株式会社(以下、当社)" · "Xが提供する" · cover · imprint · document property
 *   service    property table · "適用範囲は…(Y)となります" · "「Y」(以下、本サービス)" · "提供する「Y」" · cover
 *   version    property table · cover · last row of the revision table · file name (inferred)
 *   issued     property table · cover · last row of the revision table · imprint
 *   framework  words over the whole paper, those of the cover counting more
 *
 * Provider and service are dip-metadata-names.c, version and date dip-metadata-version.c, tables of
 * properties dip-metadata-properties.c.
 */

/* What the paper is written in: kana decide, a whitepaper quotes much English. */
static void
find_language (DipMetadata *self)
{
  const GPtrArray *lines = self->draft->layout->lines;
  guint n_kana = 0;
  guint n_latin = 0;

  for (guint i = 0; i < lines->len && n_kana + n_latin < 20000; i++)
    for (const guchar *at = (const guchar *) ((const DipLine *) g_ptr_array_index (lines, i))->text; *at != '\0'; )
      {
        /* kana are between U+3041 and U+30FE */
        if (*at == 0xe3)
          n_kana += (at[1] == 0x81 && at[2] != 0x80) || at[1] == 0x82 || (at[1] == 0x83 && at[2] != 0xbf);
        else if (*at < 0x80)
          n_latin += g_ascii_isalpha ((char) *at);
        at += dip_utf8_length ((char) *at);
      }

  if (n_kana > 0 && n_kana * 10 >= n_latin)
    self->draft->document->edition->language = g_strdup ("ja");
  else if (n_latin > 0)
    self->draft->document->edition->language = g_strdup ("en");
}

static void
find_kind (DipMetadata *self)
{
  DipEdition *edition = self->draft->document->edition;
  const GPtrArray *clauses = self->draft->document->clauses;
  guint n_items = 0;

  if (edition->kind != DIP_KIND_UNKNOWN)
    return;
  for (guint i = 0; i < clauses->len; i++)
    n_items += ((const DipClause *) g_ptr_array_index (clauses, i))->kind == DIP_CLAUSE_ITEM;
  edition->kind = n_items * 2 > clauses->len ? DIP_KIND_CHECKSHEET : DIP_KIND_WHITEPAPER;
}

/* What every text has that a pattern fits, outside of its groups; empty where that is nothing. */
static char *
longest_word (const char *pattern)
{
  const char *longest = pattern;
  gsize length = 0;

  while (*pattern != '\0')
    {
      gsize n = strcspn (pattern, "*()|^$");

      if (n > length)
        {
          longest = pattern;
          length = n;
        }
      pattern += n;
      if (*pattern == '(')
        pattern += strcspn (pattern, ")");
      pattern += *pattern != '\0';
    }

  return g_strndup (longest, length);
}

/* The characters that words begin with: those of ASCII a bit each, kana and kanji by their last 16 bits. */
typedef struct
{
  guint8 latin[128 / 8];
  guint8 others[0x10000 / 8];
} Beginnings;

static void
add_beginning (Beginnings *self,
               const char *word)
{
  guint c = dip_utf8_get (word) & 0xFFFF;

  if (c >= 0x80)
    {
      self->others[c / 8] |= (guint8) (1u << c % 8);
      return;
    }
  self->latin[c / 8] |= (guint8) (1u << c % 8);
  c = (guchar) g_ascii_toupper ((char) c);
  self->latin[c / 8] |= (guint8) (1u << c % 8);
}

/* Whether a line may have one of the words once it is folded. Kana and kanji stay as they are, but for the marks that
 * join the kana before them; of everything else beyond ASCII folding may make anything. */
static gboolean
may_begin_in (const Beginnings *self,
              const char       *line)
{
  for (const guchar *at = (const guchar *) line; *at != '\0'; at++)
    {
      guint c = *at;

      if (c < 0x80)
        {
          if ((self->latin[c / 8] & 1u << c % 8) != 0)
            return TRUE;
          continue;
        }
      if (c < 0xE3 || c > 0xE9)
        return TRUE;
      c = dip_utf8_get ((const char *) at) & 0xFFFF;
      if ((self->others[c / 8] & 1u << c % 8) != 0 || (c >= 0x3099 && c <= 0x309F) || (c >= 0x30FF && c < 0x4E00))
        return TRUE;
      at += 2;
    }

  return FALSE;
}

/* The patterns that name frameworks, with what tells that a line has none of them. */
typedef struct
{
  GPtrArray     *patterns;    /* (element-type DipPattern) */
  GArray        *owners;      /* (element-type guint): the row of each */
  GPtrArray     *words;       /* (element-type utf8): the longest of each, "" for none */
  DipWordStarts  starts;      /* of the words */
  Beginnings     beginnings;  /* of the words */
  gboolean       any;         /* whether a pattern has no word */
} Names;

static void
names_free (Names *self)
{
  g_ptr_array_unref (self->patterns);
  g_array_unref (self->owners);
  g_ptr_array_unref (self->words);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Names, names_free)

static Names *
names_new (const GPtrArray *rows)
{
  Names *self = g_new0 (Names, 1);

  self->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pattern_free);
  self->owners = g_array_new (FALSE, FALSE, sizeof (guint));
  self->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);

      for (guint j = 2; g_strv_length (fields) > 2 && fields[j] != NULL; j++)
        {
          g_autofree char *word = longest_word (fields[j]);

          self->any = self->any || *word == '\0';
          if (*word != '\0')
            add_beginning (&self->beginnings, word);
          dip_word_starts_add (&self->starts, word, strlen (word));
          g_ptr_array_add (self->words, g_steal_pointer (&word));
          g_ptr_array_add (self->patterns, dip_pattern_new (fields[j]));
          g_array_append_val (self->owners, i);
        }
    }

  return self;
}

/* Those of the default lexicon are made once. @own: (out): those of another one, to be freed */
static const Names *
get_names (const DipLexicon  *lexicon,
           const GPtrArray   *rows,
           Names            **own)
{
  static gsize made;

  if (lexicon != dip_lexicon_get_default ())
    return *own = names_new (rows);
  if (g_once_init_enter (&made))
    g_once_init_leave (&made, (gsize) names_new (rows));

  return (const Names *) made;
}

static gboolean
has_one_of (const Names *names,
            const char  *text,
            gsize        length)
{
  const char *end = text + length;

  if (names->any)
    return TRUE;
  for (const char *at = text; (at = dip_word_starts_next (&names->starts, at, end)) < end; at++)
    for (guint i = 0; i < names->words->len; i++)
      {
        const char *word = g_ptr_array_index (names->words, i);

        if (*at == *word && strncmp (at, word, strlen (word)) == 0)
          return TRUE;
      }

  return FALSE;
}

/* Each rule's patterns once a line; lines of the cover count five times. */
static void
find_framework (DipMetadata *self)
{
  const GPtrArray *rows = dip_lexicon_get_rows (self->draft->lexicon, "frameworks");
  const GPtrArray *lines = self->draft->layout->lines;
  g_autoptr(GHashTable) sums = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) cover = g_hash_table_new (NULL, NULL);
  g_autoptr(Names) own = NULL;
  const Names *names;
  const char *best = NULL;
  guint best_sum = 0;

  if (self->draft->document->edition->framework != NULL)
    return;
  names = get_names (self->draft->lexicon, rows, &own);
  for (guint i = 0; i < self->draft->cover->len; i++)
    g_hash_table_add (cover, g_ptr_array_index (self->draft->cover, i));

  for (guint i = 0; i < lines->len && i < 20000; i++)
    {
      DipLine *line = g_ptr_array_index (lines, i);
      g_autoptr (DipLook) look = NULL;
      g_autofree char *folded = NULL;
      DipPatternMarks marks;
      gsize length;
      gboolean has;

      if (*line->text == '\0' || strlen (line->text) > 4000)
        continue;
      /* all of them name a number or are rare; most lines have neither */
      look = dip_look_take (line->text, self->draft->lexicon);
      if (dip_look_knows (look, DIP_TRAIT_FRAMEWORK, &has) && !has)
        continue;
      if (names->any || may_begin_in (&names->beginnings, line->text))
        folded = dip_fold_to_string (line->text, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
      length = folded != NULL ? strlen (folded) : 0;
      if (!dip_look_note (look, DIP_TRAIT_FRAMEWORK, folded != NULL && has_one_of (names, folded, length)))
        continue;
      dip_pattern_marks_init (&marks, folded, length);
      /* a certificate that the provider holds is not what the paper follows */
      if (!g_hash_table_contains (cover, line) && dip_metadata_contains (self, "certificate-words", folded))
        continue;
      for (guint j = 0; j < names->patterns->len; j++)
        if (dip_pattern_match_marked (g_ptr_array_index (names->patterns, j), folded, length, &marks, NULL, NULL))
          {
            char **fields = g_ptr_array_index (rows, g_array_index (names->owners, guint, j));
            guint sum = GPOINTER_TO_UINT (g_hash_table_lookup (sums, fields[0]));

            sum += (guint) g_ascii_strtoull (fields[1], NULL, 10) * (g_hash_table_contains (cover, line) ? 5 : 1);
            g_hash_table_insert (sums, fields[0], GUINT_TO_POINTER (sum));
          }
    }

  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      guint sum = GPOINTER_TO_UINT (g_hash_table_lookup (sums, fields[0]));

      if (sum > best_sum)
        {
          best = fields[0];
          best_sum = sum;
        }
    }
  /* a whitepaper may name METI's guideline among others; what it answers are controls */
  if (best != NULL && strcmp (best, "meti-2013") == 0 &&
      self->draft->document->edition->kind != DIP_KIND_CHECKSHEET)
    best = g_hash_table_contains (sums, "iso27017-2015") ? "iso27017-2015" : NULL;
  self->draft->document->edition->framework = g_strdup (best);
}

/* A list of changes without a version and a day is of the edition itself. */
static void
complete_changes (DipMetadata *self)
{
  const DipDocument *document = self->draft->document;
  DipRevision *revision = document->revisions->len == 1 ? g_ptr_array_index (document->revisions, 0) : NULL;

  if (revision == NULL || revision->version != NULL || revision->date != NULL || revision->label != NULL)
    return;

  revision->version = g_strdup (document->edition->version);
  revision->date = g_strdup (document->edition->issued);
}

/**
 * dip_recognise_metadata:
 *
 * Finds what a paper says about itself: provider, service, title, version,
 * date, language, kind, framework, and the pairs of words that it prints about
 * itself. What is not in the paper stays %NULL; a version that only the file's
 * name tells is marked as inferred. Linear.
 */
void
dip_recognise_metadata (DipDraft *draft)
{
  DipMetadata self = { draft };

  find_language (&self);
  find_kind (&self);
  dip_metadata_read_properties (&self, draft->cover);
  dip_metadata_read_properties (&self, draft->tail);
  dip_metadata_read_front_tables (&self);
  dip_metadata_read_items (&self);
  dip_metadata_find_names (&self);
  dip_metadata_find_version (&self);
  dip_metadata_find_issued (&self);
  complete_changes (&self);
  find_framework (&self);
}
