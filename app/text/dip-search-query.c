/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-search-query.h"

#include "text/dip-characters.h"
#include "text/dip-index-words.h"

#include <string.h>

/*
 * What a person types:
 *
 *     query  = { space } { term { space } }
 *     term   = [ "-" ] [ field ":" ] ( quoted | bare ) [ "*" ]
 *     quoted = quote { any character but the quote that closes } [ quote ]
 *     bare   = characters other than white space
 *
 * The signs may be in full width. Whatever does not fit is text, so that there is no
 * query that is wrong; what holds neither letter nor digit is nothing.
 */

/* A long phrase has fewer spellings, so that no question asks for too many words. */
#define MAX_WORDS_OF_A_TERM 400u

/* One character that may be the beginning of any word is as much work as all others
 * together. Those beyond these are passed over. */
#define MAX_SINGLE_CHARACTERS 4u

/* The longest name of a field has some 20 bytes. */
#define MAX_FIELD_BYTES 64

typedef struct
{
  const DipLexicon   *lexicon;
  const DipSpellings *spellings;
  gboolean            is_being_typed;
  guint               n_single;      /* terms of one character so far */
  DipSearchQuery     *query;
  const char         *at;
} Parser;

static void
form_free (gpointer data)
{
  DipSearchForm *self = data;

  g_ptr_array_unref (self->words);
  g_free (self);
}

static void
term_free (gpointer data)
{
  DipSearchTerm *self = data;

  g_free (self->text);
  g_ptr_array_unref (self->forms);
  g_free (self);
}

void
dip_search_query_free (DipSearchQuery *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->terms);
  g_free (self);
}

/* Whether a term is looked for in the text of a clause. */
gboolean
dip_search_query_is_text (const DipSearchTerm *term)
{
  return term->field == DIP_SEARCH_FIELD_ANY || term->field == DIP_SEARCH_FIELD_TITLE;
}

static gunichar
peek (const char *at)
{
  return g_utf8_get_char (at);
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0xFF0D || c == 0x2212;
}

static gboolean
is_star (gunichar c)
{
  return c == '*' || c == 0xFF0A;
}

static gboolean
is_colon (gunichar c)
{
  return c == ':' || c == 0xFF1A;
}

static gboolean
is_end (gunichar c)
{
  return c == 0 || dip_is_space (c);
}

static gboolean
opens_quote (gunichar c)
{
  return c == '"' || c == 0xFF02 || c == 0x201C || c == 0x201E || c == 0x300C || c == 0x300E;
}

static gboolean
closes_quote (gunichar c,
              gunichar opening)
{
  if (opening == 0x300C || opening == 0x300E)
    return c == opening + 1;

  return c == '"' || c == 0xFF02 || c == 0x201C || c == 0x201D;
}

static char *
fold_word (const char *text,
           gsize       length)
{
  g_autofree char *word = g_strndup (text, length);

  return dip_fold_to_string (word, DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_ALL_SPACE, NULL);
}

/* The row of a list that has a word; its number, or -1. */
static int
find_row (const DipLexicon *lexicon,
          const char       *list,
          const char       *folded)
{
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, list);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      for (guint k = 0; row[k] != NULL; k++)
        {
          g_autofree char *word = fold_word (row[k], strlen (row[k]));

          if (g_str_equal (word, folded))
            return (int) i;
        }
    }

  return -1;
}

/* The field that begins here, if something follows its colon. */
static DipSearchField
read_field (Parser *self)
{
  static const struct {
    const char     *name;
    DipSearchField  field;
  } fields[] = {
    { "title", DIP_SEARCH_FIELD_TITLE },
    { "provider", DIP_SEARCH_FIELD_PROVIDER },
    { "service", DIP_SEARCH_FIELD_SERVICE },
    { "control", DIP_SEARCH_FIELD_CONTROL },
    { "stance", DIP_SEARCH_FIELD_STANCE },
  };
  g_autofree char *name = NULL;
  const char *end = self->at;
  const GPtrArray *rows;
  int row;

  while (end - self->at < MAX_FIELD_BYTES && !is_end (peek (end)) && !is_colon (peek (end)))
    end = g_utf8_next_char (end);
  if (!is_colon (peek (end)) || is_end (peek (g_utf8_next_char (end))))
    return DIP_SEARCH_FIELD_ANY;

  name = fold_word (self->at, (gsize) (end - self->at));
  row = find_row (self->lexicon, "search-field", name);
  if (row < 0)
    return DIP_SEARCH_FIELD_ANY;

  rows = dip_lexicon_get_rows (self->lexicon, "search-field");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (((char **) rows->pdata[row])[0], fields[i].name))
        {
          self->at = g_utf8_next_char (end);
          return fields[i].field;
        }
    }

  return DIP_SEARCH_FIELD_ANY;
}

/* What is quoted, or what stands up to the next space. */
static char *
read_value (Parser   *self,
            gboolean *has_star)
{
  gunichar opening = peek (self->at);
  const char *start = self->at;
  const char *end;

  *has_star = FALSE;
  if (opens_quote (opening))
    {
      start = g_utf8_next_char (start);
      end = start;
      while (*end != '\0' && !closes_quote (peek (end), opening))
        end = g_utf8_next_char (end);

      self->at = *end != '\0' ? g_utf8_next_char (end) : end;
      if (is_star (peek (self->at)))
        {
          *has_star = TRUE;
          self->at = g_utf8_next_char (self->at);
        }
      return g_strndup (start, (gsize) (end - start));
    }

  end = start;
  while (!is_end (peek (end)))
    {
      *has_star = is_star (peek (end));
      end = g_utf8_next_char (end);
    }
  self->at = end;

  /* Who is still typing means whatever begins so. */
  if (*end == '\0' && self->is_being_typed)
    *has_star = TRUE;

  return g_strndup (start, (gsize) (end - start));
}

/* A phrase of pairs is found wherever it stands, so one that goes on behind it is found with it. */
static gboolean
is_covered (const GPtrArray *forms,
            const char      *form)
{
  for (guint i = 0; i < forms->len; i++)
    {
      const char *other = forms->pdata[i];
      gsize length = strlen (other);

      if (other != form && g_str_has_prefix (form, other) && strlen (form) > length &&
          g_utf8_get_char (g_utf8_prev_char (other + length)) >= 0x250)
        return TRUE;
    }

  return FALSE;
}

/* All spellings of a word, and of what else it may be called: an abbreviation and what it is short for.
 * Returns: (transfer full) (element-type utf8) */
static GPtrArray *
list_forms (Parser     *self,
            const char *text)
{
  g_autofree char *folded = fold_word (text, strlen (text));
  int row = find_row (self->lexicon, "search-synonyms", folded);
  GPtrArray *forms = dip_spellings_list_forms (self->spellings, text);
  char **words = row >= 0 ? dip_lexicon_get_rows (self->lexicon, "search-synonyms")->pdata[row] : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autofree char *word = dip_fold_to_string (words[i], DIP_INDEX_FOLDING, NULL);
      g_autoptr (GPtrArray) others = dip_spellings_list_forms (self->spellings, word);

      for (guint k = 0; k < others->len; k++)
        if (!g_ptr_array_find_with_equal_func (forms, others->pdata[k], g_str_equal, NULL))
          g_ptr_array_add (forms, g_strdup (others->pdata[k]));
    }

  return forms;
}

static void
add_forms (Parser        *self,
           DipSearchTerm *term,
           gboolean       has_star)
{
  g_autoptr (GPtrArray) forms = list_forms (self, term->text);
  guint n_words = 0;

  for (guint i = 0; i < forms->len && n_words < MAX_WORDS_OF_A_TERM; i++)
    {
      DipSearchForm *form;

      if (is_covered (forms, g_ptr_array_index (forms, i)))
        continue;

      form = g_new0 (DipSearchForm, 1);
      form->words = dip_index_words_cut_phrase (g_ptr_array_index (forms, i), &form->is_open);
      if (form->words->len == 0)
        {
          form_free (form);
          continue;
        }

      if (has_star && g_utf8_get_char (g_ptr_array_index (form->words, form->words->len - 1)) < 0x250)
        form->is_open = TRUE;
      n_words += form->words->len;
      g_ptr_array_add (term->forms, form);
    }
}

static gboolean
is_single_character (const DipSearchTerm *term)
{
  for (guint i = 0; i < term->forms->len; i++)
    {
      const DipSearchForm *form = g_ptr_array_index (term->forms, i);

      if (form->is_open && form->words->len == 1 &&
          *g_utf8_next_char ((char *) g_ptr_array_index (form->words, 0)) == '\0')
        return TRUE;
    }

  return FALSE;
}

/* A stance takes the program's own name; one that is unknown keeps what was typed. */
static void
name_stance (Parser        *self,
             DipSearchTerm *term)
{
  int row = find_row (self->lexicon, "search-stance", term->text);

  if (row < 0)
    {
      self->query->has_unknown_stance = TRUE;
      return;
    }

  g_free (term->text);
  term->text = g_strdup (((char **) dip_lexicon_get_rows (self->lexicon, "search-stance")->pdata[row])[0]);
}

static void
read_term (Parser *self)
{
  DipSearchTerm *term = g_new0 (DipSearchTerm, 1);
  g_autofree char *value = NULL;
  gboolean has_star;

  term->forms = g_ptr_array_new_with_free_func (form_free);

  if (is_minus (peek (self->at)) && !is_end (peek (g_utf8_next_char (self->at))))
    {
      term->is_excluded = TRUE;
      self->at = g_utf8_next_char (self->at);
    }
  term->field = read_field (self);
  value = read_value (self, &has_star);

  if (dip_search_query_is_text (term))
    {
      term->text = dip_fold_to_string (value, DIP_INDEX_FOLDING, NULL);
      add_forms (self, term, has_star);
    }
  else if (term->field == DIP_SEARCH_FIELD_CONTROL)
    {
      g_strdelimit (value, "*", ' ');
      term->text = dip_index_fold_control (value);
    }
  else
    term->text = fold_word (value, strlen (value));

  if (term->field == DIP_SEARCH_FIELD_STANCE && *term->text != '\0')
    name_stance (self, term);

  if ((dip_search_query_is_text (term) ? term->forms->len == 0 : *term->text == '\0') ||
      (is_single_character (term) && ++self->n_single > MAX_SINGLE_CHARACTERS))
    term_free (term);
  else
    g_ptr_array_add (self->query->terms, term);
}

/**
 * dip_search_query_new:
 * @text: what a person typed; anything
 * @is_being_typed: whether the last word may not be complete: unless it is quoted or
 *   followed by a space it is the beginning of one
 * @lexicon: with the names of fields and stances
 * @spellings: how words may be spelled
 *
 * Understands a query. Any thread.
 *
 * Returns: (transfer full): the query; without terms if there is nothing to look for
 */
DipSearchQuery *
dip_search_query_new (const char         *text,
                      gboolean            is_being_typed,
                      const DipLexicon   *lexicon,
                      const DipSpellings *spellings)
{
  DipSearchQuery *query = g_new0 (DipSearchQuery, 1);
  g_autofree char *valid = NULL;
  Parser self = { lexicon, spellings, is_being_typed, 0, query, NULL };

  query->terms = g_ptr_array_new_with_free_func (term_free);
  g_return_val_if_fail (text != NULL, query);

  valid = g_utf8_make_valid (text, -1);
  if (strlen (valid) > DIP_SEARCH_QUERY_MAX_BYTES)
    *g_utf8_find_prev_char (valid, valid + DIP_SEARCH_QUERY_MAX_BYTES + 1) = '\0';

  self.at = valid;
  while (query->terms->len < DIP_SEARCH_QUERY_MAX_TERMS)
    {
      while (*self.at != '\0' && dip_is_space (peek (self.at)))
        self.at = g_utf8_next_char (self.at);
      if (*self.at == '\0')
        break;

      read_term (&self);
    }

  return query;
}
