/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-search-expression.h"

#include "store/dip-search-index.h"

/* Finds each row: every clause has a stance. */
#define EVERYTHING "facet : \"\037" DIP_INDEX_STANCE "\" *"

void
_dip_search_expression_free (DipSearchExpression *self)
{
  if (self == NULL)
    return;

  g_string_free (self->all, TRUE);
  if (self->in_title != NULL)
    g_string_free (self->in_title, TRUE);
  g_byte_array_unref (self->groups);
  g_free (self);
}

/* A word that the tokenizer takes as it is. */
static void
add_word (GString    *text,
          const char *word)
{
  g_string_append_c (text, '\037');
  for (; *word != '\0'; word++)
    {
      if (*word == '"')
        g_string_append (text, "\"\"");
      else
        g_string_append_c (text, (guint8) *word < 0x20 ? ' ' : *word);
    }
}

static void
add_phrase (DipSearchExpression *self,
            GString             *text,
            const DipSearchForm *form,
            guint8               group)
{
  g_string_append_c (text, '"');
  for (guint i = 0; i < form->words->len; i++)
    add_word (text, g_ptr_array_index (form->words, i));
  g_string_append (text, form->is_open ? "\" *" : "\"");

  g_byte_array_append (self->groups, &group, 1);
}

static void
add_forms (DipSearchExpression *self,
           GString             *text,
           const DipSearchTerm *term,
           guint8               group)
{
  for (guint i = 0; i < term->forms->len; i++)
    {
      if (i > 0)
        g_string_append (text, " OR ");
      add_phrase (self, text, g_ptr_array_index (term->forms, i), group);
    }
}

static void
add_facet (DipSearchExpression *self,
           GString             *text,
           const DipSearchTerm *term)
{
  static const guint8 group = DIP_INDEX_NO_GROUP;
  gboolean is_control = term->field == DIP_SEARCH_FIELD_CONTROL;
  g_autofree char *word = g_strconcat (is_control ? DIP_INDEX_CONTROL : DIP_INDEX_STANCE, term->text, NULL);

  g_string_append (text, "facet : \"");
  add_word (text, word);
  g_string_append (text, is_control ? "\" *" : "\"");
  g_byte_array_append (self->groups, &group, 1);
}

static void
add_term (DipSearchExpression *self,
          GString             *text,
          const DipSearchTerm *term,
          guint8               group)
{
  if (!dip_search_query_is_text (term))
    {
      add_facet (self, text, term);
      return;
    }

  g_string_append (text, term->field == DIP_SEARCH_FIELD_TITLE ? "title : (" : "{title body} : (");
  add_forms (self, text, term, group);
  g_string_append_c (text, ')');
}

/* Whose names it is that are asked for is no matter of the index: they can be corrected. */
static gboolean
is_of_index (const DipSearchTerm *term)
{
  return term->field != DIP_SEARCH_FIELD_PROVIDER && term->field != DIP_SEARCH_FIELD_SERVICE;
}

/* Joins the terms that are excluded, or those that are not. */
static guint
add_terms (DipSearchExpression  *self,
           GString              *text,
           const DipSearchQuery *query,
           gboolean              excluded)
{
  guint n_terms = 0;

  for (guint i = 0; i < query->terms->len; i++)
    {
      const DipSearchTerm *term = g_ptr_array_index (query->terms, i);
      gboolean counts = !excluded && dip_search_query_is_text (term);

      if (term->is_excluded != excluded || !is_of_index (term))
        continue;

      if (n_terms++ > 0)
        g_string_append (text, excluded ? " OR " : " AND ");
      add_term (self, text, term, counts ? (guint8) self->n_groups++ : DIP_INDEX_NO_GROUP);
    }

  return n_terms;
}

/* Hiragana alone joins words; it stands in nearly every title, and to look there again
 * would take as long as all the rest. */
static gboolean
says_nothing (const DipSearchTerm *term)
{
  const DipSearchForm *form = g_ptr_array_index (term->forms, 0);
  const char *word = g_ptr_array_index (form->words, 0);
  gunichar c = g_utf8_get_char (word);

  return term->forms->len == 1 && form->words->len == 1 && *g_utf8_next_char (word) == '\0' &&
         c >= 0x3041 && c <= 0x3096;
}

/* The same rows, as far as a term that may stand anywhere stands in the title. */
static void
add_title (DipSearchExpression  *self,
           const DipSearchQuery *query)
{
  gboolean is_first = TRUE;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "(%s) AND title : (", self->all->str);
  for (guint i = 0; i < query->terms->len; i++)
    {
      const DipSearchTerm *term = g_ptr_array_index (query->terms, i);

      if (term->is_excluded || term->field != DIP_SEARCH_FIELD_ANY || says_nothing (term))
        continue;

      if (!is_first)
        g_string_append (text, " OR ");
      add_forms (self, text, term, DIP_INDEX_NO_GROUP);
      is_first = FALSE;
    }
  g_string_append_c (text, ')');

  if (is_first)
    g_string_free (text, TRUE);
  else
    self->in_title = text;
}

/**
 * _dip_search_expression_new:
 * @query: what a person looks for, with at least one term
 *
 * Returns: (transfer full): the same for FTS5
 */
DipSearchExpression *
_dip_search_expression_new (const DipSearchQuery *query)
{
  DipSearchExpression *self = g_new0 (DipSearchExpression, 1);
  g_autoptr (GString) excluded = g_string_new (NULL);
  static const guint8 no_group = DIP_INDEX_NO_GROUP;

  self->all = g_string_new ("(");
  self->groups = g_byte_array_new ();

  if (add_terms (self, self->all, query, FALSE) == 0)
    {
      g_string_append (self->all, EVERYTHING);
      g_byte_array_append (self->groups, &no_group, 1);
    }
  g_string_append_c (self->all, ')');

  if (add_terms (self, excluded, query, TRUE) > 0)
    g_string_append_printf (self->all, " NOT (%s)", excluded->str);

  add_title (self, query);

  return self;
}
