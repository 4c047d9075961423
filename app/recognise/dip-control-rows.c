/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-private.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"

/*
 * Controls that a clause names under a label, with or without letters, folded for width:
 *
 *   line    = label (":" | "]" | "】") list
 *   row     = label TAB list                       a table of two columns: 管理策 | A.9.4.1、CLD.9.5.1
 *   column  = row of heads, one of them a label; below it only lists
 *   cell    = list, of a question, below a label as the head of its column
 *   label   = words of control-labels and names of standards, one of control-heads among them
 *   list    = number *( joiner number )            joiner: blanks, "," "、" "/" "・" "&" ";"
 *   number  = ["A." | "CLD."] digits "." digits ["." digits]
 *
 * A number of two parts is one of 2022, where the label or the paper says so.
 */

/* What may be left of a label, in bytes: some five characters. */
#define MAX_REST 16u

/* More in one table is a list of where the paper answers which control, not what the clause answers. */
#define MAX_CONTROLS 12u

#define MAX_LINE 600u
#define MAX_TABLE 8000u

/* Whether a text only says that controls follow; in lower case. */
static gboolean
is_label (DipControlPass *pass,
          const char     *text)
{
  const char *const *heads = dip_lexicon_get_words (pass->draft->lexicon, "control-heads");
  g_autoptr(GString) rest = NULL;
  gboolean found = FALSE;

  if (*text == '\0' || strlen (text) > 120)
    return FALSE;
  for (guint i = 0; heads[i] != NULL && !found; i++)
    found = strstr (text, heads[i]) != NULL;
  if (!found)
    return FALSE;

  rest = g_string_new (text);
  for (guint i = 0; heads[i] != NULL; i++)
    g_string_replace (rest, heads[i], "", 0);
  for (guint i = 0; i < pass->labels->len; i++)
    g_string_replace (rest, g_ptr_array_index (pass->labels, i), "", 0);
  for (gsize i = 0; i < rest->len; )
    if ((guchar) rest->str[i] < 0x80 && !g_ascii_isalpha (rest->str[i]))
      g_string_erase (rest, (gssize) i, 1);
    else
      i++;

  return rest->len <= MAX_REST;
}

/* Reads one number; NULL if none stands at @at or no catalogue has it. */
static const char *
read_number (DipControlPass *pass,
             const char     *at,
             gboolean        is_new,
             GPtrArray      *ids)
{
  const char *prefix = "A.";
  g_autofree char *id = NULL;
  guint n_parts = 0;
  gsize n;

  if (g_ascii_strncasecmp (at, "CLD", 3) == 0)
    {
      prefix = "CLD.";
      at += 3;
    }
  else if (*at == 'A' || *at == 'a')
    at++;
  while (*at == '.' || *at == ' ')
    at++;

  n = strspn (at, "0123456789.");
  while (n > 0 && at[n - 1] == '.')
    n--;
  if (n == 0 || n > 10)
    return NULL;
  id = g_strdup_printf ("%s%.*s", prefix, (int) n, at);
  for (gsize i = 0; i < n; i++)
    n_parts += at[i] == '.';
  if (n_parts == 2 ? !dip_control_is_known (pass, CLOUD, id)
                   : !(n_parts == 1 && is_new && dip_control_is_known (pass, NEW, id)))
    return NULL;
  g_ptr_array_add (ids, g_steal_pointer (&id));

  return at + n;
}

gboolean
dip_control_read_list (DipControlPass *pass,
                       const char     *text,
                       gboolean        is_new,
                       GPtrArray      *ids)
{
  static const char *const joiners[] = { "、", "・", "及び", "および", "and ", "," , "/", "&", ";", " " };
  guint n_before = ids->len;
  const char *at = text;

  while (*at != '\0')
    {
      gboolean joined = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (joiners) && !joined; i++)
        if (g_str_has_prefix (at, joiners[i]))
          {
            at += strlen (joiners[i]);
            joined = TRUE;
          }
      if (joined)
        continue;
      at = ids->len - n_before < MAX_CONTROLS ? read_number (pass, at, is_new, ids) : NULL;
      if (at == NULL)
        return FALSE;
    }

  return ids->len > n_before;
}

static gboolean
is_of_2022 (DipControlPass *pass,
            const char     *label)
{
  return pass->is_new || strstr (label, "2022") != NULL;
}

/* "controls: 9.4.1, CLD.9.5.1" */
static void
read_line (DipControlPass *pass,
           const char     *folded,
           GPtrArray      *ids)
{
  static const char *const ends[] = { ":", "】", "]" };
  g_autofree char *label = NULL;
  const char *end = NULL;
  gsize length = 0;

  /* the last one: "ISO/IEC 27017:2015 controls: 9.4.1" */
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *found = g_strrstr (folded, ends[i]);

      if (found != NULL && (end == NULL || found > end))
        {
          end = found;
          length = strlen (ends[i]);
        }
    }
  if (end == NULL)
    return;
  label = g_utf8_strdown (folded, end - folded);
  if (!is_label (pass, label) || !dip_control_read_list (pass, end + length, is_of_2022 (pass, label), ids))
    g_ptr_array_set_size (ids, 0);
}

/* The cells of a row, folded. */
static char **
split_row (const char *row)
{
  char **cells = g_strsplit (row, "\t", 64);

  for (guint i = 0; cells[i] != NULL; i++)
    {
      char *folded = dip_fold_to_string (cells[i], DIP_PASSAGE_FOLD, NULL);

      g_free (cells[i]);
      cells[i] = g_strstrip (folded);
    }

  return cells;
}

/* The column of a table that begins with a label: its controls, or none where something else stands in it. */
static void
read_column (DipControlPass    *pass,
             const char *const *rows,
             guint              column,
             const char        *label,
             GPtrArray         *ids)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; rows[i] != NULL; i++)
    {
      g_auto(GStrv) cells = split_row (rows[i]);

      if (g_strv_length (cells) <= column || *cells[column] == '\0')
        continue;
      if (!dip_control_read_list (pass, cells[column], is_of_2022 (pass, label), found) || found->len > MAX_CONTROLS)
        return;
    }
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (ids, g_strdup (g_ptr_array_index (found, i)));
}

static void
read_table (DipControlPass *pass,
            const char     *text,
            GPtrArray      *ids)
{
  g_auto(GStrv) rows = g_strsplit (text, "\n", 200);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto(GStrv) cells = split_row (rows[i]);
      guint n = g_strv_length (cells);

      for (guint j = 0; j < n && (i == 0 || j == 0); j++)
        {
          g_autofree char *label = g_utf8_strdown (cells[j], -1);
          guint n_before = ids->len;

          if (!is_label (pass, label))
            continue;
          if (n == 2 && j == 0 && !dip_control_read_list (pass, cells[1], is_of_2022 (pass, label), ids))
            g_ptr_array_set_size (ids, (int) n_before);
          if (i == 0 && ids->len == n_before)
            read_column (pass, (const char *const *) rows, j, label, ids);
        }
    }
}

/* The cell of a question below a head that names controls. */
static void
read_cell (DipControlPass *pass,
           const char     *head,
           const char     *cell,
           GPtrArray      *ids)
{
  g_autofree char *narrow = dip_fold_to_string (head, DIP_PASSAGE_FOLD, NULL);
  g_autofree char *label = g_utf8_strdown (narrow, -1);
  g_autofree char *folded = dip_fold_to_string (cell, DIP_PASSAGE_FOLD, NULL);

  g_strdelimit (folded, "\n", ' ');
  if (!is_label (pass, label) || !dip_control_read_list (pass, folded, is_of_2022 (pass, label), ids))
    g_ptr_array_set_size (ids, 0);
}

gboolean
dip_control_take_labelled (DipControlPass *pass,
                           DipClause      *clause,
                           const DipBlock *block)
{
  g_autoptr(GPtrArray) ids = NULL;
  gboolean old;

  if (strlen (block->text) > (block->kind == DIP_BLOCK_TABLE ? MAX_TABLE : MAX_LINE) ||
      (block->kind != DIP_BLOCK_TABLE && !g_unichar_isdigit (dip_text_last (block->text))))
    return FALSE;

  old = g_strcmp0 (pass->draft->document->edition->framework, OLD) == 0;
  ids = g_ptr_array_new_with_free_func (g_free);
  if (block->kind == DIP_BLOCK_TABLE)
    read_table (pass, block->text, ids);
  else if (block->kind == DIP_BLOCK_DEFINITION && block->marker != NULL)
    read_cell (pass, block->marker, block->text, ids);
  else
    {
      g_autofree char *folded = dip_fold_to_string (block->text, DIP_PASSAGE_FOLD, NULL);

      read_line (pass, folded, ids);
    }
  if (ids->len > MAX_CONTROLS)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const char *point = strchr (id + 2, '.');
      const char *framework = g_str_has_prefix (id, "CLD")                  ? CLOUD
                              : point == NULL || strchr (point + 1, '.') == NULL ? NEW
                              : old                                         ? OLD
                                                                            : CLOUD;

      dip_control_add (clause, id, framework, DIP_ORIGIN_PRINTED, 1.0);
    }

  return ids->len > 0;
}
