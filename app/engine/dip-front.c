/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include "base/dip-strings.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * What a paper says before its first clause: "We guarantee that … 99.9 % of the
 * time", below the title. Recognisers keep it as a property; here it becomes a
 * clause where the two editions differ in it, so that no promise goes unread.
 *
 *   front     = statement {statement | line}
 *   statement = paragraph that ends as a sentence does
 *
 * Provider, address, version and date above the first statement are none of it,
 * and are told of the edition as a whole.
 */

/* Bytes of such a text that are looked at; what is longer is a paper without clauses. */
#define MAX_FRONT 65536u

/* Words of a Latin line that says something, and without which a line may be a name or a date. */
#define MIN_WORDS 6u

/* Bytes of a line with a date or a version that says no more. */
#define MAX_MARK 60u

static guint
count_words (const char *text)
{
  guint n = *text != '\0';

  for (; *text != '\0'; text++)
    n += *text == ' ';

  return n;
}

static gboolean
is_statement (const char *text)
{
  /* A list has no full stops. */
  static const char *const endings[] = { "ます", "です", "ません", "ました", "ください" };
  gsize n = strlen (text);

  if (_dip_is_japanese (text))
    {
      for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
        if (g_str_has_suffix (text, endings[i]))
          return TRUE;

      return strstr (text, "。") != NULL;
    }

  return n > 0 && strchr (".!?:", text[n - 1]) != NULL && count_words (text) >= MIN_WORDS;
}

/* Version, date, copyright. */
static gboolean
is_mark (DipContext *context,
         const char *text)
{
  const char *const *imprint = dip_lexicon_get_words (context->lexicon, "imprint-starts");
  g_autoptr (GArray) tokens = NULL;

  for (guint i = 0; imprint[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (text, imprint[i], strlen (imprint[i])) == 0)
        return TRUE;
    }
  if (strlen (text) > MAX_MARK || is_statement (text))
    return FALSE;

  tokens = dip_tokens_cut (text);
  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);

      if (token->kind == DIP_TOKEN_DATE)
        return TRUE;
    }

  return FALSE;
}

/* Whether a line goes on with the sentence of the one before it: lines of a text stand as they are printed. */
static gboolean
goes_on (const char *before,
         const char *line)
{
  const char *last = before[0] == '\0' ? before : g_utf8_prev_char (before + strlen (before));
  gunichar c = dip_utf8_get (last);

  if (g_ascii_islower (line[0]))
    return TRUE;

  return _dip_is_japanese (before) && strlen (before) >= MAX_MARK && (c == 0x3001 || (c >= 0x3041 && c < 0xA000))
    && dip_utf8_get (line) >= 0x3041 && dip_utf8_get (line) < 0xA000;
}

static GPtrArray *
read_paragraphs (const char *cover)
{
  GPtrArray *paragraphs = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (cover, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char **last = paragraphs->len == 0 ? NULL : (char **) &paragraphs->pdata[paragraphs->len - 1];

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      if (last != NULL && goes_on (*last, lines[i]))
        {
          char *joined = g_strconcat (*last, g_ascii_islower (lines[i][0]) ? " " : "", lines[i], NULL);

          g_free (*last);
          *last = joined;
        }
      else
        {
          g_ptr_array_add (paragraphs, g_strdup (lines[i]));
        }
    }

  return paragraphs;
}

static GPtrArray *
find_statements (DipContext        *context,
                 const DipDocument *document)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < document->properties->len; i++)
    {
      const DipProperty *property = document->properties->pdata[i];
      g_autoptr (GPtrArray) paragraphs = NULL;
      gboolean begun = FALSE;

      if (g_strcmp0 (property->name, "cover") != 0 || property->value == NULL || strlen (property->value) > MAX_FRONT)
        continue;
      paragraphs = read_paragraphs (property->value);
      for (guint k = 0; k < paragraphs->len; k++)
        {
          const char *text = paragraphs->pdata[k];

          begun = begun || is_statement (text);
          if (begun && !is_mark (context, text))
            g_ptr_array_add (found, g_strdup (text));
        }
    }

  return found;
}

static DipClause *
new_front (const GPtrArray *statements,
           const char      *title)
{
  DipClause *clause = dip_clause_new ();

  clause->id = g_strdup (DIP_FRONT_ID);
  clause->title = g_strdup (title);
  clause->heading = g_strdup (title);
  clause->level = 1;
  clause->kind = DIP_CLAUSE_FRONT;
  for (guint i = 0; i < statements->len; i++)
    g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, statements->pdata[i]));

  return clause;
}

static GPtrArray *
list_clauses (DipContext        *context,
              const DipDocument *document,
              const GPtrArray   *statements,
              const char        *title)
{
  GPtrArray *clauses = g_ptr_array_sized_new (document->clauses->len + 1);

  if (statements != NULL && statements->len > 0)
    {
      DipClause *front = new_front (statements, title);

      g_ptr_array_add (context->comparison->fronts, front);
      g_ptr_array_add (clauses, front);
    }
  for (guint i = 0; i < document->clauses->len; i++)
    g_ptr_array_add (clauses, document->clauses->pdata[i]);

  return clauses;
}

/* Lists what is compared of both documents; @with_front: also what stands before the first clause. */
void
_dip_list_clauses (DipContext *context,
                   gboolean    with_front)
{
  const DipDocument *old_document = context->comparison->old_document;
  const DipDocument *new_document = context->comparison->new_document;
  g_autoptr (GPtrArray) old_statements = with_front ? find_statements (context, old_document) : NULL;
  g_autoptr (GPtrArray) new_statements = with_front ? find_statements (context, new_document) : NULL;
  const char *title = g_strcmp0 (new_document->edition->language, "ja") == 0 ? "前文" : "Preamble";

  if (with_front && dip_equal_strings (old_statements, new_statements))
    {
      g_clear_pointer (&old_statements, g_ptr_array_unref);
      g_clear_pointer (&new_statements, g_ptr_array_unref);
    }
  context->old_clauses = list_clauses (context, old_document, old_statements, title);
  context->new_clauses = list_clauses (context, new_document, new_statements, title);
}

static gboolean
has_front (const GPtrArray *clauses)
{
  return clauses->len > 0 && strcmp (((const DipClause *) clauses->pdata[0])->id, DIP_FRONT_ID) == 0;
}

/* What stood before the first clause stands there still, unless it went to another one. */
void
_dip_align_fronts (DipContext *context,
                   int        *new_of_old,
                   int        *old_of_new)
{
  if (has_front (context->old_clauses) && has_front (context->new_clauses) && new_of_old[0] < 0 && old_of_new[0] < 0
      && !_dip_is_apart (context, 0, 0))
    new_of_old[0] = old_of_new[0] = 0;
}
