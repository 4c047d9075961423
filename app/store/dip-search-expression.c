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

/* What is written, and of each phrase in it the term that it is a spelling of. */
typedef struct
{
  GString    *text;
  GByteArray *groups;
  guint       n_groups;
  gboolean    in_title;   /* terms that may stand anywhere are looked for in titles */
} Writer;

/* A word that the tokenizer takes as it is. */
static void
write_word (Writer     *self,
            const char *word)
{
  g_string_append_c (self->text, '\037');
  for (; *word != '\0'; word++)
    {
      if (*word == '"')
        g_string_append (self->text, "\"\"");
      else
        g_string_append_c (self->text, (guint8) *word < 0x20 ? ' ' : *word);
    }
}

static void
write_forms (Writer              *self,
             const DipSearchTerm *term,
             guint8               group)
{
  for (guint i = 0; i < term->forms->len; i++)
    {
      const DipSearchForm *form = g_ptr_array_index (term->forms, i);

      g_string_append (self->text, i > 0 ? " OR \"" : "\"");
      for (guint k = 0; k < form->words->len; k++)
        write_word (self, g_ptr_array_index (form->words, k));
      g_string_append (self->text, form->is_open ? "\" *" : "\"");

      g_byte_array_append (self->groups, &group, 1);
    }
}

static void
write_facet (Writer              *self,
             const DipSearchTerm *term)
{
  static const guint8 group = DIP_INDEX_NO_GROUP;
  gboolean is_control = term->field == DIP_SEARCH_FIELD_CONTROL;
  g_autofree char *word = g_strconcat (is_control ? DIP_INDEX_CONTROL : DIP_INDEX_STANCE, term->text, NULL);

  g_string_append (self->text, "facet : \"");
  write_word (self, word);
  g_string_append (self->text, is_control ? "\" *" : "\"");
  g_byte_array_append (self->groups, &group, 1);
}

static void
write_term (Writer              *self,
            const DipSearchTerm *term)
{
  guint8 group = DIP_INDEX_NO_GROUP;

  if (!dip_search_query_is_text (term))
    {
      write_facet (self, term);
      return;
    }

  if (!term->is_excluded)
    group = (guint8) self->n_groups++;

  if (term->field == DIP_SEARCH_FIELD_TITLE || (self->in_title && !term->is_excluded))
    g_string_append (self->text, "title : (");
  else
    g_string_append (self->text, "{title body} : (");
  write_forms (self, term, group);
  g_string_append_c (self->text, ')');
}

/* Whose names it is that are asked for is no matter of the index: they can be corrected. */
static gboolean
is_of_index (const DipSearchTerm *term)
{
  return term->field != DIP_SEARCH_FIELD_PROVIDER && term->field != DIP_SEARCH_FIELD_SERVICE;
}

/* Joins the terms that are excluded, or those that are not. */
static guint
write_terms (Writer               *self,
             const DipSearchQuery *query,
             gboolean              excluded)
{
  guint n_terms = 0;

  for (guint i = 0; i < query->terms->len; i++)
    {
      const DipSearchTerm *term = g_ptr_array_index (query->terms, i);

      if (term->is_excluded != excluded || !is_of_index (term))
        continue;

      if (n_terms > 0)
        g_string_append (self->text, excluded ? " OR " : " AND ");
      else if (excluded)
        g_string_append (self->text, " NOT (");
      write_term (self, term);
      n_terms++;
    }

  return n_terms;
}

static void
write_query (Writer               *self,
             const DipSearchQuery *query)
{
  static const guint8 no_group = DIP_INDEX_NO_GROUP;

  g_string_append_c (self->text, '(');
  if (write_terms (self, query, FALSE) == 0)
    {
      g_string_append (self->text, EVERYTHING);
      g_byte_array_append (self->groups, &no_group, 1);
    }
  g_string_append_c (self->text, ')');

  if (write_terms (self, query, TRUE) > 0)
    g_string_append_c (self->text, ')');
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

/* (element-type DipSearchTerm): those that may stand anywhere, and say something in a title. */
static GPtrArray *
list_open_terms (const DipSearchQuery *query,
                 gboolean             *is_all)
{
  GPtrArray *terms = g_ptr_array_new ();

  *is_all = TRUE;
  for (guint i = 0; i < query->terms->len; i++)
    {
      DipSearchTerm *term = g_ptr_array_index (query->terms, i);

      if (term->is_excluded || term->field != DIP_SEARCH_FIELD_ANY)
        continue;

      if (says_nothing (term))
        *is_all = FALSE;
      else
        g_ptr_array_add (terms, term);
    }

  return terms;
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
  gboolean is_all;
  g_autoptr (GPtrArray) open_terms = list_open_terms (query, &is_all);
  Writer writer = { g_string_new (NULL), g_byte_array_new (), 0, FALSE };

  write_query (&writer, query);
  self->all = writer.text;
  self->groups = writer.groups;
  self->n_groups = writer.n_groups;

  /* One term is looked for in titles instead, which takes half the time and gives the
   * phrases the same order. Of several, one is enough. */
  if (open_terms->len == 1 && is_all)
    {
      g_autoptr (GByteArray) groups = g_byte_array_new ();
      Writer other = { g_string_new (NULL), groups, 0, TRUE };

      write_query (&other, query);
      self->in_title = other.text;
    }
  else if (open_terms->len > 0)
    {
      writer.text = g_string_new (NULL);
      g_string_append_printf (writer.text, "(%s) AND title : (", self->all->str);
      for (guint i = 0; i < open_terms->len; i++)
        {
          g_string_append (writer.text, i > 0 ? " OR " : "");
          write_forms (&writer, g_ptr_array_index (open_terms, i), DIP_INDEX_NO_GROUP);
        }
      g_string_append_c (writer.text, ')');
      self->in_title = writer.text;
    }

  return self;
}
