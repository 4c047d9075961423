/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-help-page.h"

#include <string.h>

/*
 * The part of Markdown that the pages of data/help are written in:
 *
 *   page       "# " text, then blocks
 *   heading    "##" "#"* " " text
 *   item       "- " text | digits ". " text; two spaces before it make it an inner one
 *   note       "> " text
 *   code       a line of three backticks, lines, a line of three backticks
 *   table      "|" cell "|" … ; the second row, of dashes, is passed over
 *   picture    "![" text "](" name ")"
 *   paragraph  lines up to an empty one
 *
 *   text       **strong**, *emphasised*, `code`, [words](target), \ before a sign
 *
 * The pages come with the program, so nothing here is hostile; what is not in
 * this grammar is shown as it is written.
 */

static void
block_free (gpointer data)
{
  DipHelpBlock *self = data;

  g_free (self->marker);
  g_free (self->text);
  g_free (self->markup);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->target);
  g_free (self);
}

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/* "[words](target)" at @at; returns where it ends, NULL if it is none. */
static const char *
append_link (GString    *markup,
             GString    *plain,
             const char *at,
             const char *end)
{
  const char *close = memchr (at, ']', (gsize) (end - at));
  const char *stop = close != NULL && close + 1 < end && close[1] == '('
                     ? memchr (close, ')', (gsize) (end - close)) : NULL;

  if (stop == NULL)
    return NULL;

  g_string_append (markup, "<a href=\"");
  append_escaped (markup, close + 2, (gsize) (stop - close - 2));
  g_string_append (markup, "\">");
  append_escaped (markup, at + 1, (gsize) (close - at - 1));
  g_string_append (markup, "</a>");
  g_string_append_len (plain, at + 1, close - at - 1);

  return stop + 1;
}

/* Marks within a line become Pango's markup and, beside it, go. */
static void
append_inline (GString    *markup,
               GString    *plain,
               const char *text,
               gsize       length)
{
  const char *end = text + length;
  gboolean strong = FALSE, emphasised = FALSE;

  for (const char *at = text; at < end;)
    {
      const char *next = g_utf8_next_char (at);
      const char *stop;

      if (*at == '\\' && at + 1 < end && g_ascii_ispunct (at[1]))
        {
          append_escaped (markup, at + 1, 1);
          g_string_append_c (plain, at[1]);
          next = at + 2;
        }
      else if (*at == '`' && (stop = memchr (at + 1, '`', (gsize) (end - at - 1))) != NULL)
        {
          g_string_append (markup, "<tt>");
          append_escaped (markup, at + 1, (gsize) (stop - at - 1));
          g_string_append (markup, "</tt>");
          g_string_append_len (plain, at + 1, stop - at - 1);
          next = stop + 1;
        }
      else if (*at == '*' && at + 1 < end && at[1] == '*')
        {
          strong = !strong;
          g_string_append (markup, strong ? "<b>" : "</b>");
          next = at + 2;
        }
      else if (*at == '*')
        {
          emphasised = !emphasised;
          g_string_append (markup, emphasised ? "<i>" : "</i>");
        }
      else if (*at == '[' && (stop = append_link (markup, plain, at, end)) != NULL)
        {
          next = stop;
        }
      else
        {
          append_escaped (markup, at, (gsize) (next - at));
          g_string_append_len (plain, at, next - at);
        }

      at = next;
    }

  if (emphasised)
    g_string_append (markup, "</i>");
  if (strong)
    g_string_append (markup, "</b>");
}

static DipHelpBlock *
add_block (DipHelpPage      *self,
           DipHelpBlockKind  kind,
           guint             level)
{
  DipHelpBlock *block = g_new0 (DipHelpBlock, 1);

  block->kind = kind;
  block->level = level;
  g_ptr_array_add (self->blocks, block);

  return block;
}

static void
set_text (DipHelpBlock *block,
          const char   *text,
          gsize         length)
{
  GString *markup = g_string_new (NULL);
  GString *plain = g_string_new (NULL);

  append_inline (markup, plain, text, length);
  block->markup = g_string_free (markup, FALSE);
  block->text = g_string_free (plain, FALSE);
}

/* Lines of one paragraph: English words need a space between them, Japanese
 * ones do not. */
static void
join_line (GString    *paragraph,
           const char *line)
{
  const char *last = paragraph->len > 0 ? g_utf8_find_prev_char (paragraph->str, paragraph->str + paragraph->len)
                                        : NULL;

  if (last != NULL && !(g_unichar_iswide (g_utf8_get_char (last)) && g_unichar_iswide (g_utf8_get_char (line))))
    g_string_append_c (paragraph, ' ');
  g_string_append (paragraph, line);
}

/* Adds a row "| a | b |" to a table, less the one of dashes. */
static void
add_row (DipHelpBlock *block,
         const char   *line)
{
  g_auto (GStrv) cells = NULL;
  g_autofree char *inner = g_strdup (line + 1);
  GPtrArray *row;
  GString *text;

  if (strspn (line, "|-: ") == strlen (line))
    return;

  g_strchomp (inner);
  if (g_str_has_suffix (inner, "|"))
    inner[strlen (inner) - 1] = '\0';
  cells = g_strsplit (inner, "|", -1);

  if (block->rows == NULL)
    block->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  row = g_ptr_array_new_with_free_func (g_free);
  text = g_string_new (block->text);
  for (guint i = 0; cells[i] != NULL; i++)
    {
      GString *markup = g_string_new (NULL);

      g_strstrip (cells[i]);
      g_string_append (text, i > 0 ? "\t" : text->len > 0 ? "\n" : "");
      append_inline (markup, text, cells[i], strlen (cells[i]));
      g_ptr_array_add (row, g_string_free (markup, FALSE));
    }
  g_ptr_array_add (block->rows, row);

  g_free (block->text);
  block->text = g_string_free (text, FALSE);
}

/* Length of "- " or "12. ", 0 if there is none. */
static gsize
match_marker (const char *line)
{
  gsize n = 0;

  if (g_str_has_prefix (line, "- "))
    return 2;
  while (g_ascii_isdigit (line[n]))
    n++;

  return n > 0 && line[n] == '.' && line[n + 1] == ' ' ? n + 2 : 0;
}

/* "![text](name)" */
static gboolean
add_picture (DipHelpPage *self,
             const char  *line)
{
  const char *close = strstr (line, "](");
  DipHelpBlock *block;

  if (!g_str_has_prefix (line, "![") || close == NULL || !g_str_has_suffix (line, ")"))
    return FALSE;

  block = add_block (self, DIP_HELP_PICTURE, 0);
  block->text = g_strndup (line + 2, (gsize) (close - line - 2));
  block->target = g_strndup (close + 2, strlen (close + 2) - 1);

  return TRUE;
}

/* A paragraph, item or note that is being read; its text comes in lines. */
typedef struct
{
  DipHelpBlock *block;  /* (nullable) */
  GString      *text;
} Open;

static void
close_block (Open *open)
{
  if (open->block != NULL && open->block->kind != DIP_HELP_TABLE)
    set_text (open->block, open->text->str, open->text->len);
  open->block = NULL;
  g_string_truncate (open->text, 0);
}

static void
add_line (DipHelpPage *self,
          Open        *open,
          const char  *line)
{
  gsize indent = strspn (line, " ");
  const char *text = line + indent;
  gsize n_marker = match_marker (text);

  if (*text == '\0')
    {
      close_block (open);
    }
  else if (g_str_has_prefix (text, "# ") && self->title == NULL)
    {
      self->title = g_strdup (text + 2);
    }
  else if (g_str_has_prefix (text, "##"))
    {
      gsize level = strspn (text, "#");

      close_block (open);
      open->block = add_block (self, DIP_HELP_HEADING, (guint) level);
      join_line (open->text, text + level + 1);
      close_block (open);
    }
  else if (*text == '!' && add_picture (self, text))
    {
      close_block (open);
    }
  else if (*text == '|')
    {
      if (open->block == NULL || open->block->kind != DIP_HELP_TABLE)
        {
          close_block (open);
          open->block = add_block (self, DIP_HELP_TABLE, 0);
        }
      add_row (open->block, text);
    }
  else if (n_marker > 0)
    {
      close_block (open);
      open->block = add_block (self, DIP_HELP_ITEM, indent >= 2 ? 2 : 1);
      open->block->marker = *text == '-' ? g_strdup ("•") : g_strndup (text, n_marker - 1);
      join_line (open->text, text + n_marker);
    }
  else if (g_str_has_prefix (text, "> "))
    {
      if (open->block == NULL || open->block->kind != DIP_HELP_NOTE)
        {
          close_block (open);
          open->block = add_block (self, DIP_HELP_NOTE, 0);
        }
      join_line (open->text, text + 2);
    }
  else
    {
      if (open->block == NULL || open->block->kind == DIP_HELP_TABLE)
        {
          close_block (open);
          open->block = add_block (self, DIP_HELP_PARAGRAPH, 0);
        }
      join_line (open->text, text);
    }
}

/**
 * dip_help_page_new:
 * @name: the name of the page
 * @source: its Markdown
 *
 * Takes a page of the help apart.
 *
 * Returns: the page
 */
DipHelpPage *
dip_help_page_new (const char *name,
                   const char *source)
{
  DipHelpPage *self = g_new0 (DipHelpPage, 1);
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  g_autoptr (GString) code = NULL;
  Open open = { NULL, g_string_new (NULL) };

  self->name = g_strdup (name);
  self->blocks = g_ptr_array_new_with_free_func (block_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean fence = g_str_has_prefix (lines[i], "```");

      if (fence && code == NULL)
        {
          close_block (&open);
          code = g_string_new (NULL);
        }
      else if (fence)
        {
          DipHelpBlock *block = add_block (self, DIP_HELP_CODE, 0);

          block->text = g_strdup (g_strchomp (code->str));
          g_string_free (g_steal_pointer (&code), TRUE);
        }
      else if (code != NULL)
        {
          g_string_append (code, lines[i]);
          g_string_append_c (code, '\n');
        }
      else
        {
          add_line (self, &open, lines[i]);
        }
    }

  close_block (&open);
  g_string_free (open.text, TRUE);
  if (self->title == NULL)
    self->title = g_strdup (name);

  return self;
}

void
dip_help_page_free (DipHelpPage *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->title);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_free (self);
}
