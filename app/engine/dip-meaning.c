/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include "text/dip-characters.h"
#include "text/dip-phrases.h"

#include <string.h>

/*
 * What the lists of data/lexicon/change.txt say of a folded text. All of it is
 * counted from left to right, the longest phrase first, in time proportional to
 * the text.
 */

static const char *const lists[] = {
  "same-meaning", "fillers", "refers", "places", "documents", "negation", "obligation", "responsibility",
  "scope", "companies", "addresses", "address-labels", "offers", "assurances", "customers", "duties", "limits",
  "durations", "publishes", "disclosures", "same-particles", "conditions", "refers-first", "refers-later",
  "joining", "particles", "joining-particles", "providers", "adverbs", "verbs", "helpers", "prepositions",
  "no-adverbs", "nominal-verbs", "giving", "numbered-places", "catalogues",
  "promises", "burdens", "weakenings", "permissions", "plan-limits", "exceptions", "provisos",
  "narrowings", "restraints", "content-drops", "content-keeps", "content-ties",
  "content-endings", "content-orders", "abilities", "demands",
  "list-joiners", "list-intros", "list-nouns",
  "free-phrases", "entrusted", "gratis", "caps", "all-of", "some-of", "counted",
  "gist-drops", "gist-units", "gist-bounds", "gist-affixes", "gist-keeps", "gist-same", "gist-times",
  "gist-drops-en", "gist-bounds-en",
  "vague-times", "possibilities", "severities", "substitutes", "liabilities", "consents",
  "choices", "unlimited", "targets", "bare-titles", "musts", "shoulds",
  "unannounced", "notices", "immediacies", "hedges", "nobody", "instants",
  "verbal-nouns", "frequencies", "upon-request", "requests", "at-any-time", "automatic", "manual",
  "enabling", "differing", "prevailing", "own-paper",
  "round-the-clock", "office-hours", "joined-providers", "departments",
  "gist-light", "gist-light-deeds", "glosses", "own-deeds", "lessons", "done-to-others",
  "gist-wholes", "gist-partings", "means", "polite-readers", "benefits",
};

/* Places of a table in which a list is found by the first letters of its name; lists that share
 * them stand behind each other. */
#define N_PLACES 512u
G_STATIC_ASSERT (G_N_ELEMENTS (lists) < N_PLACES / 2);

struct _DipMeaning
{
  const DipLexicon *lexicon;   /* (unowned): outlives this */
  DipPhrases *phrases[G_N_ELEMENTS (lists)];
  guint8      places[N_PLACES];   /* index into lists and 1, 0 for none */
  DipPhrases *joining;   /* (unowned): one of them */
  DipVerbs   *verbs;
  GPtrArray  *patterns;  /* (element-type GPtrArray): rows of [same-sentence], of patterns cut into words */
};

/* Names have three letters and more; many begin alike, so that the length counts as well. */
static guint
place_of (const char *name)
{
  guint letters = (guint8) name[0] * 7u + (guint8) name[1] * 13u + (guint8) name[2] * 29u;

  return (letters + (guint) strlen (name) * 61u) % N_PLACES;
}

static const DipPhrases *
find_list (const DipMeaning *self,
           const char       *name)
{
  for (guint place = place_of (name); self->places[place] != 0; place = (place + 1) % N_PLACES)
    {
      guint i = self->places[place] - 1u;

      if (strcmp (lists[i], name) == 0)
        return self->phrases[i];
    }

  g_return_val_if_reached (NULL);
}

static void
fill_places (DipMeaning *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      guint place = place_of (lists[i]);

      while (self->places[place] != 0)
        place = (place + 1) % N_PLACES;
      self->places[place] = (guint8) (i + 1);
    }
}

/* A pattern as the words that are left of a sentence: "is the responsibility of" is
 * "is", "responsibility". */
static char **
cut_pattern (const DipMeaning *self,
             const char       *pattern)
{
  g_autofree char *replaced = _dip_meaning_replace (self, pattern);
  g_auto (GStrv) words = g_strsplit (replaced, " ", -1);
  GPtrArray *kept = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!_dip_meaning_is_filled (self, words[i]))
        g_ptr_array_add (kept, g_strdup (words[i]));
    }
  g_ptr_array_add (kept, NULL);

  return (char **) g_ptr_array_free (kept, FALSE);
}

static void
read_patterns (DipMeaning       *self,
               const DipLexicon *lexicon)
{
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, "same-sentence");

  self->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      GPtrArray *cut = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

      for (guint k = 0; row[k] != NULL; k++)
        g_ptr_array_add (cut, cut_pattern (self, row[k]));
      g_ptr_array_add (self->patterns, cut);
    }
}

/* Rows of [same-sentence]: (element-type GPtrArray) of patterns, each a GStrv of
 * words. */
const GPtrArray *
_dip_meaning_get_patterns (const DipMeaning *self)
{
  return self->patterns;
}

/* Each entry of a list of single words stands for itself. */
DipMeaning *
_dip_meaning_new (const DipLexicon *lexicon)
{
  DipMeaning *self = g_new0 (DipMeaning, 1);

  self->lexicon = lexicon;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    self->phrases[i] = dip_phrases_new_for_list (lexicon, lists[i], DIP_ENGINE_FOLD);
  fill_places (self);
  self->joining = (DipPhrases *) find_list (self, "joining");
  self->verbs = _dip_verbs_new (lexicon);
  read_patterns (self, lexicon);

  return self;
}

void
_dip_meaning_free (DipMeaning *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    dip_phrases_free (self->phrases[i]);
  _dip_verbs_free (self->verbs);
  g_ptr_array_unref (self->patterns);
  g_free (self);
}

const DipLexicon *
_dip_meaning_get_lexicon (const DipMeaning *self)
{
  return self->lexicon;
}

/* The first word of a row of phrases that only look like those of the list:
 * いずれ ends in no ず. They are stepped over as a whole. */
#define LOOKALIKE "!"

/* Bytes of the longest phrase that is looked for. */
#define MAX_PHRASE 1024u

static gboolean
is_lookalike (const char *first)
{
  return strcmp (first, LOOKALIKE) == 0;
}

/* A phrase of Latin letters is found as a word, not inside one. */
static gsize
match_phrase (const DipPhrases  *phrases,
              const char        *text,
              gsize              length,
              gsize              at,
              const char       **first)
{
  gsize found;

  if (g_ascii_isalnum (text[at]) && at > 0 && g_ascii_isalnum (text[at - 1]))
    return 0;

  found = dip_phrases_match (phrases, text + at, length - at, first);
  if (found > 0 && g_ascii_isalnum (text[at + found - 1]) && g_ascii_isalnum (text[at + found]))
    return 0;

  return found;
}

/* Counts no further than to @enough. */
static guint
count_phrases (const DipPhrases *phrases,
               const char       *folded,
               guint             enough)
{
  gsize length = strlen (folded);
  guint count = 0;

  for (gsize i = dip_phrases_next (phrases, folded, length, 0);
       i < length && count < enough;
       i = dip_phrases_next (phrases, folded, length, i))
    {
      const char *first = NULL;
      gsize found = match_phrase (phrases, folded, length, i, &first);

      count += found > 0 && !is_lookalike (first);
      i += found > 0 ? found : (gsize) g_utf8_skip[(guint8) folded[i]];
    }

  return count;
}

guint
_dip_meaning_count (const DipMeaning *self,
                    const char       *list,
                    const char       *folded)
{
  return count_phrases (find_list (self, list), folded, G_MAXUINT);
}

gboolean
_dip_meaning_has (const DipMeaning *self,
                  const char       *list,
                  const char       *folded)
{
  return count_phrases (find_list (self, list), folded, 1) > 0;
}

/* Whether a phrase of the list is what the text speaks of: は, を, が or a verb
 * of English follows. */
gboolean
_dip_meaning_has_subject (const DipMeaning *self,
                          const char       *list,
                          const char       *folded)
{
  static const char *const marks[] = { "は", "を", "が", "も", " is ", " are " };
  const DipPhrases *phrases = find_list (self, list);
  gsize length = strlen (folded);

  for (gsize i = 0; i < length; )
    {
      gsize found = match_phrase (phrases, folded, length, i, NULL);

      for (guint k = 0; found > 0 && k < G_N_ELEMENTS (marks); k++)
        {
          if (g_str_has_prefix (folded + i + found, marks[k]))
            return TRUE;
        }
      i += found > 0 ? found : (gsize) g_utf8_skip[(guint8) folded[i]];
    }

  return FALSE;
}

/* The verb of a Japanese sentence is its end, so a negation in the middle denies
 * something else; in English it stands anywhere. */
gboolean
_dip_meaning_ends_negated (const DipMeaning *self,
                           const char       *folded)
{
  return g_ascii_isalpha (folded[0]) || _dip_meaning_ends_with (self, "negation", folded);
}

/* Whether two texts are phrases of one row, and nothing else. */
gboolean
_dip_meaning_same_row (const DipMeaning *self,
                       const char       *list,
                       const char       *a,
                       const char       *b)
{
  const DipPhrases *phrases = find_list (self, list);
  const char *x = NULL;
  const char *y = NULL;

  return a[0] != '\0' && dip_phrases_match (phrases, a, strlen (a), &x) == strlen (a)
    && b[0] != '\0' && dip_phrases_match (phrases, b, strlen (b), &y) == strlen (b) && strcmp (x, y) == 0;
}

/* First phrase of the row that a text is, %NULL where it is none. */
const char *
_dip_meaning_whole (const DipMeaning *self,
                    const char       *list,
                    const char       *text)
{
  const char *first = NULL;
  gsize length = strlen (text);

  return length > 0 && dip_phrases_match (find_list (self, list), text, length, &first) == length ? first : NULL;
}

/* "… Corporation": a changed name goes on with the form of the company. */
gboolean
_dip_starts_with_company (const DipMeaning *self,
                          const char       *folded)
{
  return match_phrase (find_list (self, "companies"), folded, strlen (folded), 0, NULL) > 0;
}

/* Length of the phrase of a list that stands at the very beginning, 0 for none;
 * inside a word as well. */
gsize
_dip_meaning_match (const DipMeaning *self,
                    const char       *list,
                    const char       *folded,
                    gsize             length)
{
  return dip_phrases_match (find_list (self, list), folded, length, NULL);
}

/* The same in a text of which nobody knows the length: it may be two megabytes, and this is asked at each of its
 * characters. */
gsize
_dip_meaning_match_at (const DipMeaning *self,
                       const char       *list,
                       const char       *folded)
{
  return dip_phrases_match (find_list (self, list), folded, strnlen (folded, MAX_PHRASE), NULL);
}

/* The same, with the first phrase of the row. */
gsize
_dip_meaning_match_first (const DipMeaning  *self,
                          const char        *list,
                          const char        *folded,
                          const char       **first)
{
  return dip_phrases_match (find_list (self, list), folded, strlen (folded), first);
}

/* The same of [joining], which is asked for every character of kana. */
gsize
_dip_meaning_match_joining (const DipMeaning *self,
                            const char       *folded,
                            gsize             length)
{
  return dip_phrases_match (self->joining, folded, length, NULL);
}

/* Whether a phrase of a list stands at the very beginning. */
gboolean
_dip_meaning_begins_with (const DipMeaning *self,
                          const char       *list,
                          const char       *folded)
{
  return match_phrase (find_list (self, list), folded, strlen (folded), 0, NULL) > 0;
}

/**
 * _dip_meaning_stands_before:
 * @self: the lists
 * @list: one of words of Japanese, which have no bounds
 * @text: folded
 * @at: a place in it
 *
 * Returns: whether a word of the list ends right there
 */
gboolean
_dip_meaning_stands_before (const DipMeaning *self,
                            const char       *list,
                            const char       *text,
                            const char       *at)
{
  return dip_follows_one_of (text, at, dip_lexicon_get_words (self->lexicon, list));
}

/* Whether the text ends with a phrase of the list; stops and closing brackets
 * after it do not count. */
gboolean
_dip_meaning_ends_with (const DipMeaning *self,
                        const char       *list,
                        const char       *folded)
{
  const DipPhrases *phrases = find_list (self, list);
  gsize length = strlen (folded);
  gsize end = length;
  gsize from;

  while (end > 0)
    {
      const char *last = g_utf8_prev_char (folded + end);

      if (!g_unichar_ispunct (g_utf8_get_char (last)))
        break;
      end = (gsize) (last - folded);
    }

  from = end > DIP_PHRASES_MAX_BYTES ? end - DIP_PHRASES_MAX_BYTES : 0;
  while (from > 0 && ((guint8) folded[from] & 0xC0) == 0x80)
    from++;

  for (gsize i = from; i < end; i += g_utf8_skip[(guint8) folded[i]])
    {
      const char *first = NULL;

      if (match_phrase (phrases, folded, end, i, &first) == end - i)
        return !is_lookalike (first);
    }

  return FALSE;
}

/* The text with the first phrase of its row for each that means the same. */
char *
_dip_meaning_replace (const DipMeaning *self,
                      const char       *folded)
{
  const DipPhrases *phrases = find_list (self, "same-meaning");
  gsize length = strlen (folded);
  GString *out = g_string_sized_new (length + 1);
  gsize next_phrase = dip_phrases_next (phrases, folded, length, 0);
  gsize next_verb = _dip_verbs_next (self->verbs, folded, length, 0);

  for (gsize i = 0; i < length; )
    {
      const char *first = NULL;
      const char *stem = NULL;
      const char *ending = NULL;
      gsize place;
      gsize found;
      gsize step;

      /* One may be near and the other far away, or nowhere: what lies between is looked at once. */
      if (next_phrase < i)
        next_phrase = dip_phrases_next (phrases, folded, length, i);
      if (next_verb < i)
        next_verb = _dip_verbs_next (self->verbs, folded, length, i);
      place = MIN (next_phrase, next_verb);
      g_string_append_len (out, folded + i, place - i);
      if (place == length)
        break;

      i = place;
      found = match_phrase (phrases, folded, length, i, &first);
      step = _dip_verbs_match (self->verbs, folded, length, i, &stem, &ending);
      if (step > found)
        {
          g_string_append (out, stem);
          g_string_append (out, ending);
          i += step;
          continue;
        }

      step = g_utf8_skip[(guint8) folded[i]];

      if (found > 0)
        g_string_append (out, first);
      else
        g_string_append_len (out, folded + i, step);
      i += found > 0 ? found : step;
    }

  return g_string_free (out, FALSE);
}

/* Punctuation that says nothing. */
gboolean
_dip_meaning_is_silent (gunichar c)
{
  return c == 0x3001 || c == 0x3002 || c == ',' || c == '.' || c == 0x300C || c == 0x300D || c == '"' || c == '\''
    || c == ' ' || c == ':' || c == ';' || c == 0x2022;
}

/* A run of kana or a Latin word of which nothing but fillers is left. */
static gboolean
is_filled (const DipPhrases *fillers,
           const char       *text,
           gsize             length)
{
  for (gsize i = 0; i < length; )
    {
      const char *first = NULL;
      gsize found = dip_phrases_match (fillers, text + i, length - i, &first);

      if (found == 0 || is_lookalike (first))
        return FALSE;
      i += found;
    }

  return TRUE;
}

/* Whether a text is nothing but fillers. */
gboolean
_dip_meaning_is_filled (const DipMeaning *self,
                        const char       *text)
{
  return is_filled (find_list (self, "fillers"), text, strlen (text));
}

/* Particles that stand at the beginning of a run of kana go one by one; what
 * follows may be an ending that says something. */
static void
append_kana (GString          *out,
             const DipPhrases *fillers,
             const char       *text,
             gsize             length)
{
  if (!is_filled (fillers, text, length))
    g_string_append_len (out, text, length);
}

/* "industry-standard" is "industry standard". */
static void
append_word (GString    *key,
             const char *text,
             gsize       length,
             gboolean    is_latin)
{
  gsize begin = key->len + 1;

  if (is_latin)
    g_string_append_c (key, ' ');
  g_string_append_len (key, text, length);

  for (gsize i = begin; is_latin && i < key->len; i++)
    {
      if (key->str[i] == '-')
        key->str[i] = ' ';
    }
}

/**
 * _dip_meaning_key:
 * @self: the lists
 * @folded: a folded phrase or sentence
 *
 * What is left of a text when phrases that mean the same are the same, and
 * particles, joining words, commas and quotes are gone. Two texts with the same
 * key say the same.
 *
 * Returns: (transfer full): the key
 */
char *
_dip_meaning_key (const DipMeaning *self,
                  const char       *folded)
{
  g_autofree char *values = _dip_normalise_values (folded);
  g_autofree char *replaced = _dip_meaning_replace (self, values);
  const DipPhrases *fillers = find_list (self, "fillers");
  g_autoptr (GArray) tokens = dip_tokens_cut (replaced);
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      const char *text = replaced + token->start;

      switch (token->kind)
        {
        case DIP_TOKEN_SPACE:
        case DIP_TOKEN_BULLET:
          break;
        case DIP_TOKEN_PUNCTUATION:
          if (!_dip_meaning_is_silent (g_utf8_get_char (text)))
            g_string_append_len (key, text, token->length);
          break;
        case DIP_TOKEN_HIRAGANA:
          append_kana (key, fillers, text, token->length);
          break;
        case DIP_TOKEN_LATIN:
        case DIP_TOKEN_KANJI:
          if (!is_filled (fillers, text, token->length))
            {
              append_word (key, text, token->length, token->kind == DIP_TOKEN_LATIN);
            }
          break;
        default:
          g_string_append_c (key, ' ');
          g_string_append_len (key, text, token->length);
          break;
        }
    }

  return g_string_free (key, FALSE);
}

/* Whether two texts say the same, phrase by phrase. */
gboolean
_dip_meaning_same_key (const DipMeaning *self,
                       const char       *a,
                       const char       *b)
{
  g_autofree char *x = _dip_meaning_key (self, a);
  g_autofree char *y = _dip_meaning_key (self, b);

  return strcmp (x, y) == 0;
}
