/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-furniture-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Numbers of pages:
 *
 *   page number   [-] [p. | Page | ページ] digits [(/ | of) digits] [ページ | 頁] [-], alone in its line,
 *                 or with a title beside it: "Title   Page 3 of 20", or far from what stands on both sides of it
 *
 * A lone number is a page number only where such numbers go up by one.
 */

/* Blanks before a page's number at the end of a line. */
#define MIN_APART 4u

/* Heads and feet that are kept; a paper has a few. */
#define MAX_KEPT 12u

/* Of a shape: a title stands beside the page. */
#define TITLED 0x80000000u

/* Reads a page number. The shape tells "- 3 -" from "3 / 20". */
static gboolean
parse_page_number (const char *text,
                   guint      *value,
                   guint      *shape)
{
  static const char *const words[] = { "page", "pages", "p.", "p", "ページ", "頁", "of", "/", "-", "|", "~" };
  guint n_numbers = 0;

  *shape = 0;
  while (*text != '\0')
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (text));
      gboolean matched = FALSE;

      if (c == ' ' || c == '\t')
        {
          text = g_utf8_next_char (text);
          continue;
        }

      if (c >= '0' && c <= '9')
        {
          guint number = 0;
          guint n_digits = 0;

          for (; c >= '0' && c <= '9'; c = dip_glyph_narrow (g_utf8_get_char (text)))
            {
              number = number * 10 + (c - '0');
              if (++n_digits > 4)
                return FALSE;
              text = g_utf8_next_char (text);
            }
          if (n_numbers == 0)
            *value = number;
          if (++n_numbers > 2)
            return FALSE;
          *shape = *shape * 16 + 1;
          continue;
        }

      if (c == '-')
        {
          *shape = *shape * 16 + 2;
          text = g_utf8_next_char (text);
          continue;
        }

      /* what begins with no other letter of ASCII is none of these words */
      if ((guchar) *text < 0x80 && strchr ("pPoO/-|~", *text) == NULL)
        return FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (words) && !matched; i++)
        {
          gsize n = strlen (words[i]);

          if (g_ascii_strncasecmp (text, words[i], n) == 0)
            {
              text += n;
              matched = TRUE;
              *shape = *shape * 16 + 3 + i;
            }
        }
      if (!matched)
        return FALSE;
    }

  return n_numbers > 0;
}

/* Whether a number stands at the end of a line, far from the text before it. */
static gboolean
ends_with_page (const char *text)
{
  gsize n = strlen (text);
  gsize digits = 0;
  gsize blanks = 0;

  while (digits < n && g_ascii_isdigit (text[n - 1 - digits]))
    digits++;
  n -= digits;
  for (;;)
    {
      if (n > 0 && text[n - 1] == ' ')
        {
          n--;
          blanks++;
        }
      else if (n > strlen ("　") && memcmp (text + n - strlen ("　"), "　", strlen ("　")) == 0)
        {
          n -= strlen ("　");
          blanks += 2;
        }
      else
        {
          break;
        }
    }

  return digits >= 1 && digits <= 3 && blanks >= MIN_APART && n > 0;
}

/* How wide the blanks are that @at stands on. */
static guint
gap_width (const char *at)
{
  guint n = 0;

  for (; *at != '\0' && dip_glyph_is_space (g_utf8_get_char (at)); at = g_utf8_next_char (at))
    n += *at == '\t' || g_utf8_get_char (at) == 0x3000 ? 2 : 1;

  return n;
}

/* "Edition of 2 May      3/12      Sample Inc.": which of the line's numbers stands apart on both sides; 0 for none. */
static guint
find_middle_page (const char *text)
{
  gboolean apart = FALSE;
  guint n = 0;

  if (!dip_text_may_have_gap (text))
    return 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (at));

      if (dip_glyph_is_space (c))
        {
          apart = at > text && (apart || gap_width (at) >= MIN_APART);
          continue;
        }
      if (c == '-' && apart)
        continue;
      if (c >= '0' && c <= '9')
        {
          guint page = ++n;

          while (c >= '0' && c <= '9')
            {
              at = g_utf8_next_char (at);
              c = dip_glyph_narrow (g_utf8_get_char (at));
            }
          while (apart && c != 0 &&
                 (c == '/' || c == '-' || (c >= '0' && c <= '9') || (c == ' ' && gap_width (at) == 1)))
            {
              at = g_utf8_next_char (at);
              c = dip_glyph_narrow (g_utf8_get_char (at));
            }
          if (apart && gap_width (at) >= MIN_APART)
            return page;
          if (*at == '\0')
            break;
          at = g_utf8_find_prev_char (text, at);
        }
      apart = FALSE;
    }

  return 0;
}

/* FALSE where no character of a text is a digit, in whatever form: all that is left is letters of ASCII, kana and
 * kanji. */
static gboolean
may_have_digits (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at != '\0'; )
    {
      if (*at < 0x80 ? g_ascii_isdigit ((char) *at) : *at != 0xe3 && !(*at >= 0xe5 && *at <= 0xe9))
        return TRUE;
      /* of what begins with this byte, brackets, stops and kana */
      if (*at == 0xe3 && !(at[1] >= 0x81 && at[1] <= 0x83) && !(at[1] == 0x80 && at[2] <= 0x95))
        return TRUE;
      at += *at < 0x80 ? 1 : 3;
    }

  return FALSE;
}

/* FALSE where the key of a text has surely none of the signs that a page's number has beside it, and is no imprint. */
static gboolean
may_have_sign (const char *text)
{
  const guchar *at = (const guchar *) dip_text_skip_space (text);
  gboolean in_word = FALSE;

  if (*at == '(' || *at == 'c' || *at == 'C')
    return TRUE;
  while (*at != '\0')
    {
      if (*at < 0x80)
        {
          if (*at == 'p' || *at == 'P' || *at == '/' || *at == '-')
            return TRUE;
          in_word = g_ascii_isalnum ((char) *at) || (in_word && dip_is_space (*at));
          at++;
          continue;
        }
      if (*at == 0xe3)
        {
          /* ー may be a dash behind a letter; 、 。 and brackets become no dash, kana but ヘ with its circle no ペ */
          if (at[1] == 0x83 ? at[2] == 0x9a || (at[2] == 0xbc && in_word)
              : at[1] == 0x82 ? at[2] >= 0x99 && at[2] <= 0xa0
              : at[1] != 0x81 && !(at[1] == 0x80 && at[2] >= 0x80 && at[2] <= 0x91))
            return TRUE;
          /* white space parts nothing */
          in_word = in_word && at[1] == 0x80 && at[2] == 0x80;
        }
      else if (*at < 0xe4 || *at > 0xe9 || (*at == 0xe9 && at[1] == 0xa0 && at[2] == 0x81))
        return TRUE;
      else
        in_word = FALSE;
      at += 3;
    }

  return FALSE;
}

/* How many numbers a text has. */
static guint
count_numbers (const char *text)
{
  gboolean in_digits = FALSE;
  guint n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (text));

      n += c >= '0' && c <= '9' && !in_digits;
      in_digits = c >= '0' && c <= '9';
    }

  return n;
}

/* Reads the page of a line that says more than that: "Title   Page 3 of 20". */
static gboolean
parse_titled_page (const char *text,
                   guint      *value,
                   guint      *shape)
{
  static const char *const signs[] = { "page#", "p.#", "#ページ", "#頁", "#/#", "-#-" };
  static const char *const imprints[] = { "©", "copyright", "(c)" };
  g_autofree char *key = NULL;
  guint position = 0;
  guint n = 0;
  gboolean in_digits = FALSE;
  gboolean found = FALSE;

  if (!may_have_digits (text) ||
      (!ends_with_page (text) && !dip_text_may_have_gap (text) && !may_have_sign (text)))
    return FALSE;
  key = dip_furniture_make_key (text);
  /* "© 2024 Sample Inc.   3" */
  for (guint i = 0; i < G_N_ELEMENTS (imprints) && !found; i++)
    if (g_str_has_prefix (key, imprints[i]) && g_str_has_suffix (key, "#"))
      {
        /* blanks part the year from the page, and the key has none */
        position = count_numbers (text);
        /* "© 2024 Sample Inc.   3 / 9": the last one is that of all pages */
        position -= position > 1 && (g_str_has_suffix (key, "#/#") || g_str_has_suffix (key, "#of#"));
        found = position >= 1;
      }
  /* "White paper | Sample Inc.           3": the page stands apart at the end */
  if (!found && ends_with_page (text))
    {
      position += count_numbers (text);
      found = TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (signs) && !found; i++)
    {
      const char *at = strstr (key, signs[i]);

      /* At an end of the line, with at most a total behind it. */
      if (at == NULL || (at != key && strlen (at) > strlen (signs[i]) + strlen ("of#")))
        continue;
      /* "2021/4/1" is a day */
      if (at[strlen (signs[i])] == '/' || (at > key && at[-1] == '/'))
        continue;
      for (const char *c = key; c < at + strlen (signs[i]); c++)
        position += *c == '#';
      if (signs[i][0] == '#' && signs[i][1] == '/')
        position--;
      found = TRUE;
    }
  if (!found)
    {
      position = find_middle_page (text);
      found = position > 0;
    }
  if (!found)
    return FALSE;

  /* The position-th number of the line. */
  *value = 0;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (text));

      if (c >= '0' && c <= '9')
        {
          if (!in_digits)
            n++;
          if (n == position && *value < 10000)
            *value = *value * 10 + (c - '0');
          in_digits = TRUE;
        }
      else
        {
          in_digits = FALSE;
        }
    }
  *shape = g_str_hash (key) | TITLED;

  return n >= position;
}

/* The same of a piece: most have none. */
static gboolean
parse_piece (DipStructure   *self,
             const DipPiece *piece,
             guint          *value,
             guint          *shape)
{
  DipLook *look = dip_structure_look (self, piece);
  gboolean has;

  if (dip_look_knows (look, DIP_TRAIT_PAGE, &has) && !has)
    return FALSE;

  return dip_look_note (look, DIP_TRAIT_PAGE, parse_titled_page (piece->text, value, shape));
}

/* A foot may have its parts set apart by tabs: "© Sample Inc. TAB 3". */
static gboolean
may_be_foot (DipStructure   *self,
             const DipPiece *piece)
{
  return (!piece->is_row || piece->line->cells->len <= 3) && piece->width <= DIP_FURNITURE_MAX_COLUMNS &&
         (piece->line->kind == DIP_LINE_TEXT || piece->line->kind == DIP_LINE_ROW) &&
         (!dip_structure_has_sentence (self, piece) || g_str_has_prefix (piece->text, "©") ||
          g_ascii_strncasecmp (piece->text, "copyright", 9) == 0 || g_ascii_strncasecmp (piece->text, "(c)", 3) == 0);
}

/* Whether a page number stands below the text of the first page, and further down than its next line would. */
static gboolean
is_apart_on_page (DipStructure *self,
                  guint         i)
{
  const DipLine *line = dip_structure_piece (self, i)->line;
  const DipLine *before = i > 0 ? dip_structure_piece (self, i - 1)->line : NULL;

  return line->page == 1 && line->height > 0 && before != NULL &&
         line->y - before->y - before->height > line->height;
}

void
dip_furniture_mark_page_numbers (DipStructure *self)
{
  typedef struct { guint index, value; } Page;
  g_autoptr (GHashTable) by_shape = NULL;
  GHashTableIter iter;
  gpointer shape;
  GArray *pages;

  by_shape = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      guint form = 0;
      Page page = { .index = i };

      if (piece->role != DIP_ROLE_TEXT || !may_be_foot (self, piece))
        continue;
      if (!(piece->width <= 30 && !piece->is_row && parse_page_number (piece->text, &page.value, &form)) &&
          !parse_piece (self, piece, &page.value, &form))
        continue;

      pages = g_hash_table_lookup (by_shape, GUINT_TO_POINTER (form));
      if (pages == NULL)
        {
          pages = g_array_new (FALSE, FALSE, sizeof (Page));
          g_hash_table_insert (by_shape, GUINT_TO_POINTER (form), pages);
        }
      g_array_append_val (pages, page);
    }

  g_hash_table_iter_init (&iter, by_shape);
  while (g_hash_table_iter_next (&iter, &shape, (gpointer *) &pages))
    {
      guint n_steps = 0;
      guint n_ups = 0;
      gboolean titled;

      for (guint i = 1; i < pages->len; i++)
        {
          guint before = g_array_index (pages, Page, i - 1).value;
          guint value = g_array_index (pages, Page, i).value;

          n_steps += value == before + 1;
          n_ups += value > before;
        }

      /* A title with a page says enough where it recurs with higher numbers: some pages are pictures. */
      titled = (GPOINTER_TO_UINT (shape) & TITLED) != 0 && pages->len >= 3 && n_ups + 1 == pages->len;
      /* "- 1 -" below all else is the only page's number, and so are 1 and 1 / 1 where the format knows of one page */
      if (pages->len == 1 && (GPOINTER_TO_UINT (shape) == 0x212 || GPOINTER_TO_UINT (shape) == 0x1616 ||
                              ((GPOINTER_TO_UINT (shape) & TITLED) == 0 && self->draft->layout->n_pages == 1 &&
                               g_array_index (pages, Page, 0).value == 1 &&
                               is_apart_on_page (self, g_array_index (pages, Page, 0).index))) &&
          g_array_index (pages, Page, 0).index + 1 == self->pieces->len)
        dip_structure_piece (self, self->pieces->len - 1)->role = DIP_ROLE_FURNITURE;
      if (pages->len < 2 || (n_steps * 10 < (pages->len - 1) * 6 && !titled))
        continue;

      /* a title that stands beside the number is kept, once */
      if ((GPOINTER_TO_UINT (shape) & TITLED) != 0)
        dip_furniture_keep_once (self, dip_structure_piece (self, g_array_index (pages, Page, 0).index));
      for (guint i = 0; i < pages->len; i++)
        dip_structure_piece (self, g_array_index (pages, Page, i).index)->role = DIP_ROLE_FURNITURE;
    }
}

char *
dip_furniture_make_key (const char *text)
{
  g_autofree char *key = dip_text_key (text);
  char *to = key;

  for (const char *from = key; *from != '\0'; from++)
    {
      if (!g_ascii_isdigit (*from))
        *to++ = *from;
      else if (to == key || to[-1] != '#')
        *to++ = '#';
    }
  *to = '\0';

  return g_steal_pointer (&key);
}

void
dip_furniture_keep_once (DipStructure   *self,
                         const DipPiece *piece)
{
  gboolean says_something = FALSE;

  for (const char *at = piece->text; *at != '\0' && !says_something; at = g_utf8_next_char (at))
    says_something = g_unichar_isalpha (g_utf8_get_char (at));
  if (says_something && self->draft->running->len < MAX_KEPT)
    g_ptr_array_add (self->draft->running, (gpointer) piece->line);
}
