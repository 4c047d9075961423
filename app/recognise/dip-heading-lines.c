/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "framework/dip-framework.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-look.h"
#include "text/dip-fold.h"

#include <string.h>

/*
 * A heading that is broken over lines goes on
 *
 *   while a bracket is open, and with controls in brackets on a line of their own;
 *   where both lines together are the title of a control, and the first alone is not;
 *   below the number of a control that stands alone;
 *   behind a word that ends no title: 及び, の, of, and;
 *   with a small letter, or behind a line that is long for a title, where both are a paragraph of their own;
 *   behind a line without the mark of a paragraph's end, in texts that have one;
 *   near the margin, if its rest is short and the text below is not.
 *
 * What a format calls a heading is whole.
 */

#define MAX_LINES 4
#define MAX_LABEL 24u  /* bytes before a colon */
#define MAX_REST_COLUMNS 64
#define MIN_REST_COLUMNS 4
#define LONG_TITLE 44
#define MIN_TITLE 9u  /* bytes: three characters of Japanese */

#define TITLE_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

/* Whether a line's whole text is controls in brackets: "（A.5.1.1）" below its title. */
static gboolean
is_controls_only (const char *text)
{
  gunichar first = dip_text_first (text);
  const char *inside;

  if (first != '(' && first != 0xff08 && first != 0x3010 && first != '[')
    return FALSE;

  inside = g_utf8_next_char (text);

  return strlen (inside) > 3 &&
         dip_number_is_control_list (inside, (gsize) (g_utf8_find_prev_char (inside, inside + strlen (inside)) -
                                                      inside));
}

/* The titles of the catalogues' controls, folded: made once, then only looked at. (element-type utf8) */
static const GPtrArray *
get_control_titles (void)
{
  static gsize made;

  if (g_once_init_enter (&made))
    {
      const GPtrArray *frameworks = dip_frameworks_list (dip_frameworks_get_default ());
      const DipLexicon *lexicon = dip_lexicon_get_default ();
      GPtrArray *titles = g_ptr_array_new ();

      for (guint i = 0; i < frameworks->len; i++)
        {
          const DipFramework *framework = g_ptr_array_index (frameworks, i);

          for (guint j = 0; j < framework->controls->len; j++)
            {
              const DipFrameworkControl *control = g_ptr_array_index (framework->controls, j);

              g_ptr_array_add (titles, dip_fold_to_string (control->title, TITLE_FOLD, lexicon));
              if (control->title_ja != NULL)
                g_ptr_array_add (titles, dip_fold_to_string (control->title_ja, TITLE_FOLD, lexicon));
            }
        }
      g_once_init_leave (&made, (gsize) titles);
    }

  return (const GPtrArray *) made;
}

static char *
fold_joined (DipStructure *self,
             const char   *title,
             const char   *next)
{
  g_autoptr (GString) both = g_string_new (title);

  dip_text_join (both, next);

  return dip_fold_to_string (both->str, TITLE_FOLD, self->draft->lexicon);
}

/* Whether a title and the line below it are one title of a control that the first line breaks off. */
static gboolean
is_control_title (DipStructure *self,
                  const char   *title,
                  const char   *next)
{
  const GPtrArray *titles = get_control_titles ();
  g_autoptr (DipLook) look = dip_look_take (title, self->draft->lexicon);
  const char *begun = dip_look_get_folded (look, TITLE_FOLD);
  const gsize n_begun = strlen (begun);
  g_autofree char *joined = NULL;

  if (n_begun < MIN_TITLE)
    return FALSE;

  for (guint i = 0; i < titles->len; i++)
    {
      const char *known = g_ptr_array_index (titles, i);
      gsize n = strlen (known);

      if (n <= n_begun || strncmp (known, begun, n_begun) != 0)
        continue;
      if (joined == NULL)
        joined = fold_joined (self, title, next);
      /* all of it, or a further part; behind all of it only its number may stand */
      if (g_str_has_prefix (known, joined))
        return TRUE;
      if (g_str_has_prefix (joined, known) && (joined[n] == '(' || joined[n] == '['))
        return TRUE;
    }

  return FALSE;
}

/* "Information security in supplier", "役割及び責任の共有及び": no title ends so. */
static gboolean
is_unfinished (DipStructure *self,
               const char   *title)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "title-unfinished");
  gsize length = strlen (title);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      if (length <= n || g_ascii_strcasecmp (title + length - n, words[i]) != 0)
        continue;
      if ((guint8) words[i][0] >= 0x80 || title[length - n - 1] == ' ')
        return TRUE;
    }

  return FALSE;
}

/* Whether a line, behind a long one or with a small letter, ends a paragraph that only holds a title. */
static gboolean
ends_title (DipStructure *self,
            guint         i,
            const char   *title,
            const char   *next)
{
  guint after = i + 1;

  if (dip_text_has_sentence (title) || dip_text_ends_sentence (title) || dip_text_has_sentence (next) ||
      dip_text_ends_sentence (next))
    return FALSE;
  if (after < self->pieces->len &&
      (!dip_structure_has_gap (self, after) || dip_structure_piece (self, after)->role != DIP_ROLE_TEXT))
    return FALSE;
  /* "security@sample.example" below "Contact" */
  if (g_ascii_islower (*next) && (strchr (next, '@') != NULL || strstr (next, "://") != NULL))
    return FALSE;
  if (g_ascii_islower (*next))
    return dip_text_width (next) <= MAX_REST_COLUMNS;

  return dip_text_width (title) >= LONG_TITLE && dip_text_width (next) < dip_text_width (title) &&
         dip_glyph_is_cjk (dip_text_first (next)) && dip_glyph_is_cjk (dip_text_last (title));
}

/* 【Requirement】 and the like below a title: a label, no rest of it. */
static gboolean
is_label (const char *text)
{
  gunichar first = dip_text_first (text);
  gunichar last = dip_text_last (text);

  return (first == 0x3010 && last == 0x3011) || (first == 0xff1c && last == 0xff1e) ||
         (first == 0x3014 && last == 0x3015) || (first == 0x300a && last == 0x300b);
}

/* "Applicability: Provider", "Response: We …": a word or two before a colon and a blank. */
static gboolean
is_labelled (const char *text)
{
  gsize n = 0;
  guint n_words = 0;

  while (g_ascii_isalpha (text[n]) || text[n] == ' ')
    n_words += text[n++] == ' ';

  return n >= 4 && n <= MAX_LABEL && n_words <= 1 && text[n] == ':' && text[n + 1] == ' ' && g_ascii_isupper (*text);
}

/* "３.１）" below "…分担（CLD.６.": the rest of a control's number. */
static gboolean
closes_number (const char *text,
               const char *next)
{
  gunichar last = dip_text_last (next);
  const char *at = next;

  if ((last != ')' && last != 0xff09 && last != ']' && last != 0x3011) || dip_text_open_brackets (text) != 1 ||
      !(dip_glyph_is_space (dip_text_last (text)) || dip_glyph_narrow (dip_text_last (text)) == '.'))
    return FALSE;
  for (; *at != '\0' && *g_utf8_next_char (at) != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (at));

      if (!(c >= '0' && c <= '9') && c != '.' && c != ' ')
        return FALSE;
    }

  return at > next;
}

gboolean
dip_heading_is_title_below (DipStructure *self,
                            guint         i)
{
  const DipPiece *piece = i < self->pieces->len ? dip_structure_piece (self, i) : NULL;
  DipNumber number;
  DipMark mark;

  return piece != NULL && piece->role == DIP_ROLE_TEXT && !piece->is_row && piece->line->kind == DIP_LINE_TEXT &&
         !piece->line->page_break && piece->width <= MAX_REST_COLUMNS && piece->width >= MIN_REST_COLUMNS &&
         (dip_glyph_is_cjk (dip_text_first (piece->text)) || dip_glyph_is_cjk (dip_text_last (piece->text))) &&
         !dip_structure_has_sentence (self, piece) &&
         !dip_text_ends_sentence (piece->text) && !dip_text_ends_like_sentence (piece->text) &&
         dip_text_last (piece->text) != 0x3001 && !is_label (piece->text) &&
         !dip_structure_parse_number (self, piece, &number) && !dip_mark_parse (self, piece->text, &mark);
}

/* "CLD.6.3.1" above a title. */
static gboolean
is_number_above (DipStructure *self,
                 const char   *text,
                 guint         next)
{
  DipNumber number;

  return dip_number_parse (text, self->draft->lexicon, &number) && number.length == strlen (text) &&
         number.n_parts == 3 && dip_heading_is_title_below (self, next);
}

/**
 * dip_heading_read_lines:
 * @i: where the heading begins
 * @n_matched: lines that an entry of the contents list names, 0 for none
 * @text: return location
 *
 * Joins the lines of a heading.
 *
 * Returns: how many they are, 1 or more
 */
guint
dip_heading_read_lines (DipStructure *self,
                        guint         i,
                        guint         n_matched,
                        GString      *text)
{
  DipPiece *piece = dip_structure_piece (self, i);
  guint n = 1;

  g_string_assign (text, piece->text);
  if (piece->line->kind == DIP_LINE_HEADING)
    return 1;

  while (n < MAX_LINES && i + n < self->pieces->len)
    {
      DipPiece *before = dip_structure_piece (self, i + n - 1);
      DipPiece *next = dip_structure_piece (self, i + n);
      DipNumber number;
      DipMark mark;
      gboolean open;

      if (next->role != DIP_ROLE_TEXT || next->is_row || next->line->kind != DIP_LINE_TEXT)
        break;

      if (n_matched > n)
        {
          dip_text_join (text, next->text);
          n++;
          continue;
        }
      if (n_matched > 0 && !is_controls_only (next->text))
        break;

      if (n == 1 && is_number_above (self, text->str, i + n))
        {
          g_string_append_printf (text, " %s", next->text);
          n++;
          continue;
        }
      if (closes_number (text->str, next->text))
        {
          dip_text_join (text, next->text);
          n++;
          continue;
        }
      if (dip_structure_has_gap (self, i + n) || next->line->page_break ||
          next->width + dip_text_width (text->str) > DIP_HEADING_MAX_COLUMNS)
        break;

      open = dip_text_open_brackets (text->str) > 0;
      if (is_controls_only (next->text))
        open = TRUE;
      else if (is_label (next->text) || is_labelled (next->text))
        break;
      else if (!open)
        {
          if (dip_structure_parse_number (self, next, &number))
            break;
          if (dip_text_ends_sentence (next->text) || dip_text_ends_sentence (text->str))
            break;

          if (dip_number_parse (text->str, self->draft->lexicon, &number) && number.length < strlen (text->str) &&
              next->width <= MAX_REST_COLUMNS && !dip_mark_parse (self, next->text, &mark) &&
              (is_control_title (self, text->str + number.length, next->text) ||
               (is_unfinished (self, text->str) && !dip_text_has_sentence (next->text)) ||
               (dip_structure_has_gap (self, i) &&
                ends_title (self, i + n, text->str + number.length, next->text))))
            {
              open = TRUE;
            }
          else if (self->marked_ends)
            {
              open = before->line->trailing == 0;
            }
          else if (self->wrap_width > 0)
            {
              /* A heading breaks near the margin, in a larger type than the text; its rest is short and
               * the text below it is not. */
              open = before->width * 10 >= self->wrap_width * 7 && next->width * 10 <= self->wrap_width * 5 &&
                     (i + n + 1 >= self->pieces->len || dip_structure_has_gap (self, i + n + 1) ||
                      dip_structure_piece (self, i + n + 1)->width * 10 >= self->wrap_width * 7);
            }
        }
      if (!open)
        break;

      dip_text_join (text, next->text);
      n++;
    }

  return n;
}
