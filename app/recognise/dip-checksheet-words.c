/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/* Bytes of words of which one has a ring. */
#define MAX_RINGED 60u

/* Bytes of the word that an answer begins with. */
#define MAX_BEGINNING 60u

/*
 * What the cells of a checksheet say: as headings of columns, as answers, as
 * phrases of a legend. A heading is known by the longest word of the lexicon
 * that it contains.
 */

static const char *const column_names[] = {
  "other", "number", "question", "implemented", "answer", "section", "subsection", "topic", "requirement", "remark",
  "example", "choice",
};

G_STATIC_ASSERT (G_N_ELEMENTS (column_names) == DIP_N_SHEET_COLUMNS);

/* A word with what it stands for, as cells are compared. */
typedef struct
{
  const char *key;     /* (unowned): of the lexicon */
  gsize       length;
  guint64     pairs;   /* a bit for each two bytes in it, as pairs_of() */
  int         value;
  guint       order;   /* in the list */
} Word;

/* Longest first, of equals the first in the list: the first that fits is the one. */
struct _DipSheetWords
{
  GArray     *columns;  /* (element-type Word): value is a DipSheetColumn */
  GArray     *replies;  /* (element-type Word): those of them that head answers, or yes and no */
  GArray     *answers;  /* (element-type Word): value is a DipImplemented */
  GHashTable *choices;  /* (element-type utf8 int): key → DipImplemented, of the first such word */
  GArray     *phrases;  /* (element-type Word): of legends, in their order; value is a DipImplemented */
};

/* Bytes of a cell that is remembered with what it says as the heading of a column, and how many are. */
#define MAX_REMEMBERED 40u
#define MAX_MEMORY     4096u

/* Which two bytes a text has next to each other, hashed: no text holds a word that has others. */
static guint64
pairs_of (const char *text)
{
  guint64 pairs = 0;

  for (; *text != '\0' && text[1] != '\0'; text++)
    pairs |= G_GUINT64_CONSTANT (1) << ((((guint) (guchar) text[0] * 31 + (guchar) text[1]) * 0x9E3779B1u) >> 26);

  return pairs;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  const Word *one = a;
  const Word *other = b;

  if (one->length != other->length)
    return one->length > other->length ? -1 : 1;

  return one->order < other->order ? -1 : one->order > other->order;
}

static void
add_word (GArray              *words,
          const DipLexiconKey *key,
          int                  value)
{
  Word word = { .key = key->text, .length = key->length, .value = value, .order = words->len };

  word.pairs = pairs_of (word.key);
  if (word.length > 0)
    g_array_append_val (words, word);
}

static DipSheetWords *
words_new (const DipLexicon *lexicon)
{
  const GPtrArray *columns = dip_lexicon_get_rows (lexicon, "checksheet-columns");
  const GPtrArray *answers = dip_lexicon_get_rows (lexicon, "implemented");
  const GPtrArray *phrases = dip_lexicon_get_rows (lexicon, "legend-phrases");
  DipSheetWords *words = g_new0 (DipSheetWords, 1);
  const DipLexiconKey *keys;
  guint n;

  words->columns = g_array_new (FALSE, FALSE, sizeof (Word));
  words->answers = g_array_new (FALSE, FALSE, sizeof (Word));
  words->phrases = g_array_new (FALSE, FALSE, sizeof (Word));
  words->choices = g_hash_table_new (g_str_hash, g_str_equal);

  keys = dip_lexicon_get_keys (lexicon, "checksheet-columns", &n);
  for (guint i = 0; i < n; i++)
    {
      GStrv row = g_ptr_array_index (columns, i);

      for (guint c = 0; row[1] != NULL && c < G_N_ELEMENTS (column_names); c++)
        if (g_str_equal (row[1], column_names[c]))
          add_word (words->columns, &keys[i], (int) c);
    }
  keys = dip_lexicon_get_keys (lexicon, "implemented", &n);
  for (guint i = 0; i < n; i++)
    {
      GStrv row = g_ptr_array_index (answers, i);
      const char *key = keys[i].text;

      if (row[1] == NULL)
        continue;
      add_word (words->answers, &keys[i], dip_implemented_from_string (row[1]));
      if (!g_hash_table_contains (words->choices, key))
        g_hash_table_insert (words->choices, (gpointer) key, GINT_TO_POINTER (dip_implemented_from_string (row[1])));
    }
  keys = dip_lexicon_get_keys (lexicon, "legend-phrases", &n);
  for (guint i = 0; i < n; i++)
    {
      GStrv row = g_ptr_array_index (phrases, i);

      if (row[1] != NULL)
        add_word (words->phrases, &keys[i], dip_implemented_from_string (row[1]));
    }
  g_array_sort (words->columns, compare_words);
  words->replies = g_array_new (FALSE, FALSE, sizeof (Word));
  for (guint i = 0; i < words->columns->len; i++)
    {
      const Word *word = &g_array_index (words->columns, Word, i);

      if (word->value == DIP_SHEET_IMPLEMENTED || word->value == DIP_SHEET_ANSWER)
        g_array_append_vals (words->replies, word, 1);
    }
  g_array_sort (words->answers, compare_words);

  return words;
}

/* The words of the default lexicon are made once a program, those of others once a paper. */
static const DipSheetWords *
get_words (DipStructure *self)
{
  static DipSheetWords *shared;

  if (self->draft->lexicon != dip_lexicon_get_default ())
    {
      if (self->sheet_words == NULL)
        self->sheet_words = words_new (self->draft->lexicon);
      return self->sheet_words;
    }
  if (g_once_init_enter (&shared))
    g_once_init_leave (&shared, words_new (self->draft->lexicon));

  return shared;
}

void
dip_sheet_words_free (DipSheetWords *self)
{
  g_array_unref (self->columns);
  g_array_unref (self->replies);
  g_array_unref (self->answers);
  g_array_unref (self->phrases);
  g_hash_table_unref (self->choices);
  g_free (self);
}

gboolean
dip_sheet_has_word_within (DipStructure *self,
                           const char   *list,
                           const char   *key)
{
  guint n;
  const DipLexiconKey *words = dip_lexicon_get_keys (self->draft->lexicon, list, &n);

  for (guint i = 0; i < n; i++)
    if (strstr (key, words[i].text) != NULL)
      return TRUE;

  return FALSE;
}

/* What a cell says as the heading of a column. */
typedef struct
{
  DipSheetColumn column;
  gboolean       known;   /* whether a word of the lexicon was found */
  DipImplemented choice;  /* what the heading itself answers: "はい", "No", "○" */
} Heading;

static void
read_column (DipStructure *self,
             const char   *key,
             Heading      *heading)
{
  const GArray *words = get_words (self)->columns;
  guint64 pairs = pairs_of (key);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if ((word->pairs & ~pairs) != 0 || strstr (key, word->key) == NULL)
        continue;
      if (word->length < 5 && (guchar) *word->key < 0x80 && strcmp (key, word->key) != 0)
        continue;

      heading->known = TRUE;
      /* "回答（Yes/No）" beside "回答内容" */
      heading->column = word->value == DIP_SHEET_ANSWER && dip_sheet_has_word_within (self, "checksheet-yes-no", key)
        ? DIP_SHEET_IMPLEMENTED : (DipSheetColumn) word->value;
      return;
    }
}

static Heading
read_heading (DipStructure *self,
              const char   *cell,
              gsize         length)
{
  Heading heading = { DIP_SHEET_OTHER, FALSE, DIP_IMPLEMENTED_UNKNOWN };
  g_autofree char *key = NULL;
  gpointer value;

  if (length > 150 || (length > 60 && dip_text_has_sentence (cell)))
    return heading;
  key = dip_text_key (cell);
  if (length <= 12 || !dip_text_has_sentence (cell))
    read_column (self, key, &heading);
  if (length <= 60 && g_hash_table_lookup_extended (get_words (self)->choices, key, NULL, &value))
    heading.choice = (DipImplemented) GPOINTER_TO_INT (value);

  return heading;
}

/* The same, remembered: in a text of words each of them is asked for many times. */
static Heading
match_heading (DipStructure *self,
               const char   *cell)
{
  gsize length = strlen (cell);
  Heading heading = { DIP_SHEET_OTHER, FALSE, DIP_IMPLEMENTED_UNKNOWN };
  gpointer value;
  guint packed;

  if (length == 0)
    return heading;
  if (length > MAX_REMEMBERED)
    return read_heading (self, cell, length);

  if (self->cells == NULL)
    self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_lookup_extended (self->cells, cell, NULL, &value))
    {
      packed = GPOINTER_TO_UINT (value);
      heading.column = (DipSheetColumn) (packed >> 16);
      heading.known = (packed >> 8 & 0xff) != 0;
      heading.choice = (DipImplemented) (packed & 0xff);
      return heading;
    }

  heading = read_heading (self, cell, length);
  packed = (guint) heading.column << 16 | (guint) heading.known << 8 | (guint) heading.choice;
  if (g_hash_table_size (self->cells) < MAX_MEMORY)
    g_hash_table_insert (self->cells, g_strdup (cell), GUINT_TO_POINTER (packed));

  return heading;
}

/* @known: whether a word of the lexicon was found */
DipSheetColumn
dip_sheet_match_column (DipStructure *self,
                        const char   *cell,
                        gboolean     *known)
{
  Heading heading = match_heading (self, cell);

  *known = heading.known;

  return heading.column;
}

/* A heading that is itself an answer, to be marked below: "はい", "No", "○". */
DipImplemented
dip_sheet_match_choice (DipStructure *self,
                        const char   *cell)
{
  return match_heading (self, cell).choice;
}

gboolean
dip_sheet_may_head_implemented (DipStructure *self,
                                const char   *key)
{
  const GArray *words = get_words (self)->replies;
  guint64 pairs = pairs_of (key);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if ((word->pairs & ~pairs) == 0 && strstr (key, word->key) != NULL &&
          (word->value == DIP_SHEET_IMPLEMENTED || dip_sheet_has_word_within (self, "checksheet-yes-no", key)))
        return TRUE;
    }

  return FALSE;
}

DipImplemented
dip_sheet_read_phrase (DipStructure *self,
                       const char   *phrase)
{
  const GArray *words = get_words (self)->phrases;
  g_autofree char *key = dip_text_key (phrase);
  guint64 pairs = pairs_of (key);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if ((word->pairs & ~pairs) == 0 && strstr (key, word->key) != NULL)
        return (DipImplemented) word->value;
    }

  return DIP_IMPLEMENTED_UNKNOWN;
}

/* "1：はい", "b) No": what was chosen from a list has the number that it has there. */
static const char *
skip_code (const char *cell)
{
  const char *at = cell;
  guint n = 0;

  for (; n < 2 && g_ascii_isalnum (dip_glyph_narrow (dip_text_first (at))); n++)
    at = g_utf8_next_char (at);

  switch (n > 0 ? dip_glyph_narrow (dip_text_first (at)) : 0)
    {
    case ':':
    case '.':
    case ')':
    case 0xff1a: /* ： */
    case 0xff0e: /* ． */
    case 0xff09: /* ） */
    case 0x3001: /* 、 */
      return dip_text_skip_space (g_utf8_next_char (at));

    default:
      return cell;
    }
}

/* "No.10", "No. 5": the number of another question. */
static gboolean
names_a_number (const char *cell)
{
  const char *at = cell;

  if (g_ascii_strncasecmp (at, "no", 2) != 0 || (at[2] != '.' && !g_str_has_prefix (at + 2, "．")))
    return FALSE;
  at = dip_text_skip_space (g_utf8_next_char (at + 2));

  return g_unichar_isdigit (dip_text_first (at));
}

/* "○有・無": of words that are answers, unlike ones, the one with a ring around it, as a program writes that in a line.
 * NULL for anything else: "○ 有・無" is a mark and the words that it could have been. */
static char *
dup_ringed (DipStructure *self,
            const char   *cell)
{
  static const char *const rings[] = { "○", "◯" };
  const char *between = strstr (cell, "・") != NULL ? "・" : strstr (cell, "／") != NULL ? "／" : "/";
  const char *ringed = NULL;
  DipImplemented first = DIP_IMPLEMENTED_UNKNOWN;
  gboolean unlike = FALSE;
  g_auto (GStrv) words = NULL;

  if (strlen (cell) > MAX_RINGED || (strstr (cell, rings[0]) == NULL && strstr (cell, rings[1]) == NULL))
    return NULL;

  words = g_strsplit (cell, between, 0);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];
      DipImplemented implemented;

      for (guint k = 0; k < G_N_ELEMENTS (rings); k++)
        if (g_str_has_prefix (word, rings[k]) && word == words[i])
          word += strlen (rings[k]);
      if (word != words[i] && ringed != NULL)
        return NULL;
      if (word != words[i])
        ringed = word;
      if (*word == '\0' || !g_unichar_isalpha (dip_text_first (word)) || strpbrk (word, "(") != NULL ||
          strstr (word, "（") != NULL)
        return NULL;

      implemented = dip_sheet_read_implemented (self, word);
      if (implemented == DIP_IMPLEMENTED_UNKNOWN)
        return NULL;
      if (i == 0)
        first = implemented;
      unlike = unlike || implemented != first;
    }

  return unlike ? g_strdup (ringed) : NULL;
}

DipImplemented
dip_sheet_read_implemented (DipStructure *self,
                            const char   *cell)
{
  const GArray *words = get_words (self)->answers;
  g_autofree char *chosen = NULL;
  g_autofree char *key = NULL;
  const char *choice;

  if (*cell == '\0' || strlen (cell) > 400 || names_a_number (cell))
    return DIP_IMPLEMENTED_UNKNOWN;
  /* folding makes no difference between empty and filled squares */
  if (g_str_equal (cell, "□"))
    return DIP_IMPLEMENTED_NO;
  /* "☑はい □いいえ" */
  chosen = dip_sheet_read_choices (cell);
  if (chosen == NULL)
    chosen = dup_ringed (self, cell);
  key = dip_text_key (chosen != NULL ? chosen : cell);
  if (self->legend != NULL)
    {
      gpointer value;

      if (g_hash_table_lookup_extended (self->legend, key, NULL, &value))
        return GPOINTER_TO_INT (value);
    }

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      gsize n = word->length;
      gunichar next;

      if (*key != *word->key || strncmp (key, word->key, n) != 0)
        continue;

      /* "有（一部）" and "Yes - see below" begin with the word; what follows it must not be a letter. */
      next = g_utf8_get_char (key + n);
      if (next == 0 || (!g_unichar_isalnum (next) &&
                        !(n == strlen ("-") && !g_unichar_isalnum (dip_text_first (word->key)))))
        return (DipImplemented) word->value;
    }

  /* No answer has a number before its number. */
  choice = skip_code (cell);
  if (choice == cell || skip_code (choice) != choice)
    return DIP_IMPLEMENTED_UNKNOWN;

  return dip_sheet_read_implemented (self, choice);
}

/* Whether the word that an answer begins with ends here: at a stop, a bracket, a slash, or the blank before a dash. */
static gboolean
ends_beginning (const char *at)
{
  switch (dip_utf8_get (at))
    {
    case '\0':
    case '\n':
    case ',':
    case '.':
    case ':':
    case ';':
    case '(':
    case '/':
    case 0x2014:  /* — */
    case 0x3000:
    case 0x3001:  /* 、 */
    case 0x3002:  /* 。 */
    case 0xff08:  /* （ */
    case 0xff0c:  /* ， */
    case 0xff0e:  /* ． */
    case 0xff0f:  /* ／ */
    case 0xff1a:  /* ： */
      return TRUE;

    case ' ':
      return at[1] == '-' || dip_begins_with (at + 1, "–") || dip_begins_with (at + 1, "—");

    default:
      return FALSE;
    }
}

DipImplemented
dip_sheet_read_beginning (DipStructure *self,
                          const char   *answer,
                          gsize        *length)
{
  gsize n = 0;

  *length = 0;
  if (names_a_number (answer))
    return DIP_IMPLEMENTED_UNKNOWN;
  /* "N/A" is one word */
  while (n <= MAX_BEGINNING &&
         (!ends_beginning (answer + n) || (n == 1 && answer[1] == '/' && g_ascii_isalpha (*answer))))
    n += dip_utf8_length (answer[n]);
  /* "有 毎日1回", "○ 30日前": a mark alone, where a word would be the beginning of a sentence */
  if (n > 0 && (guchar) *answer >= 0x80)
    {
      gsize mark = (gsize) (g_utf8_next_char (answer) - answer);

      if (answer[mark] == ' ' && mark < n)
        n = mark;
    }
  if (n == 0 || n > MAX_BEGINNING)
    return DIP_IMPLEMENTED_UNKNOWN;
  *length = n;

  {
    g_autofree char *word = g_strndup (answer, n);
    DipImplemented implemented = self->legend != NULL ? dip_sheet_read_implemented (self, word)
                                                      : dip_sheet_match_choice (self, word);

    if (implemented == DIP_IMPLEMENTED_UNKNOWN)
      *length = 0;

    return implemented;
  }
}

gboolean
dip_sheet_asks (const char *text)
{
  static const char *const ends[] = { "?", "？", "か。", "か" };
  gsize length = strlen (text);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (dip_text_ends_with (text, length, ends[i], strlen (ends[i])))
      return TRUE;

  return FALSE;
}

/* Length of "①", "1." or "1：" at @at, 0 if there is none. */
static gsize
match_choice_mark (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  if (c >= 0x2460 && c <= 0x2473)
    return (gsize) (g_utf8_next_char (at) - at);
  if (!g_ascii_isdigit (*at))
    return 0;
  if (at[1] == '.' || at[1] == ':' || at[1] == ')')
    return 2;
  c = g_utf8_get_char (at + 1);

  return c == 0xff0e || c == 0xff1a || c == 0xff09 ? (gsize) (g_utf8_next_char (at + 1) - at) : 0;
}

char *
dip_sheet_pick_choice (const char *choices,
                       const char *answer)
{
  gsize length = match_choice_mark (answer);
  guint n_choices = 0;
  char *picked = NULL;

  /* The answer is a mark and nothing else; a digit may stand without its dot. */
  if (answer[length] != '\0' && !(length == 0 && g_ascii_isdigit (answer[0]) && answer[1] == '\0'))
    return NULL;

  for (const char *at = choices; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize n = match_choice_mark (at);
      const char *end;

      if (n == 0 || (at > choices && g_ascii_isdigit (at[-1])))
        continue;
      n_choices++;
      if (picked != NULL || strncmp (at, answer, length > 0 && !g_ascii_isdigit (*answer) ? length : 1) != 0)
        continue;

      for (end = at + n; *end != '\0' && *end != '\n' && match_choice_mark (end) == 0; )
        end = g_utf8_next_char (end);
      picked = g_strstrip (g_strndup (at + n, (gsize) (end - at - n)));
    }

  if (n_choices < 2 || (picked != NULL && *picked == '\0'))
    g_clear_pointer (&picked, g_free);

  return picked;
}
