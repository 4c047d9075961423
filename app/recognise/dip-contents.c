/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * The contents list:
 *
 *   list    = [ heading ] entry entry*
 *   entry   = title leader page            leader: dots, a tab, two spaces or more
 *           | title                        where the same title stands again further down
 *
 * It is dropped from the text, and is the best witness of what is a heading:
 * unnumbered titles are believed because they stand in it.
 */

/* Below a list without a heading of its own, this many entries in a row make one. */
#define MIN_ENTRIES 4

#define SEARCH_PIECES 600
#define MAX_TRIES 4
#define MAX_TITLE_COLUMNS 240

/* Of a title below its number. */
#define MAX_JOINED 64u

static gboolean
is_leader (gunichar c)
{
  return c == '.' || c == 0xff0e || c == 0x30fb || c == 0x2026 || c == 0x2025 || c == 0x00b7 || c == 0x22ef ||
         c == 0xff65 || c == '_' || c == 0x2024;
}

/* Cuts leader and page off an entry: bytes of its title, 0 if it has none. @strong: dots or a tab. */
static gsize
match_entry (const char *text,
             gboolean   *strong)
{
  const char *at = text + strlen (text);
  guint n_digits = 0;
  guint n_dots = 0;
  guint n_spaces = 0;
  gboolean tab = FALSE;

  *strong = FALSE;

  while (at > text)
    {
      const char *before = g_utf8_prev_char (at);
      gunichar c = dip_glyph_narrow (g_utf8_get_char (before));

      if (c < '0' || c > '9')
        break;
      n_digits++;
      at = before;
    }
  if (n_digits == 0 || n_digits > 4)
    return 0;

  /* "P. 3", "p3" */
  if (at > text && (at[-1] == 'P' || at[-1] == 'p'))
    at--;

  while (at > text)
    {
      const char *before = g_utf8_prev_char (at);
      gunichar c = g_utf8_get_char (before);

      if (is_leader (c))
        n_dots += c == 0x2026 || c == 0x22ef ? 3 : c == 0x2025 ? 2 : 1;
      else if (c == '\t')
        tab = TRUE;
      else if (dip_glyph_is_space (c))
        n_spaces += c == 0x3000 ? 2 : 1;
      else
        break;
      at = before;
    }

  if (at == text || !(n_dots >= 3 || tab || n_spaces >= 2))
    return 0;

  *strong = n_dots >= 3 || tab;

  return (gsize) (at - text);
}

/* Of an entry whose leader has been lost: "1. Purpose 3", "はじめに3". Bytes of its title, 0 if there is none. */
static gsize
match_bare_entry (const char *text)
{
  gsize n = strlen (text);
  guint n_digits = 0;

  for (; n > 0 && g_ascii_isdigit (text[n - 1]); n--)
    n_digits++;
  if (n_digits == 0 || n_digits > 3)
    return 0;
  while (n > 0 && text[n - 1] == ' ')
    n--;

  return n;
}

/* What a line and an entry have in common: number in ASCII, title without controls. */
static const char *
get_key (DipStructure *self,
         DipLook      *look,
         const char   *text)
{
  const DipNumber *number;
  g_autofree char *title = NULL;
  g_autofree char *key = NULL;

  if (dip_look_get_entry_key (look) != NULL)
    return dip_look_get_entry_key (look);

  number = dip_look_get_number (look);
  title = dip_number_strip_controls (text + number->length, self->draft->lexicon);
  key = dip_text_key (title);

  return dip_look_take_entry_key (look, g_strconcat (number->ascii, "|", key, NULL));
}

static char *
make_key (DipStructure *self,
          const char   *text)
{
  g_autoptr (DipLook) look = dip_look_take (text, self->draft->lexicon);

  return g_strdup (get_key (self, look, text));
}

/* Where keys stand again. Lines are grouped by what their keys surely begin with, and keys are made of a group only
 * when one that belongs to it is looked for: most lines are never compared. */
typedef struct
{
  DipStructure *structure;
  GArray       *forms;      /* (element-type Form): in ascending order */
  GHashTable   *groups;     /* (element-type uint uint): the last form of each, and 1; an opened one is gone */
  GHashTable   *positions;  /* (element-type utf8 GArray): of guint, descending, by the keys of opened groups */
  GString      *text;       /* of the form that is looked at */
} KeyIndex;

/* A line, alone or with the next one behind it. */
typedef struct
{
  guint    piece;
  gboolean with_next;
  guint    before;     /* the form before it of its group, and 1; 0 for the first */
} Form;

static void
key_index_free (KeyIndex *self)
{
  g_hash_table_unref (self->groups);
  g_hash_table_unref (self->positions);
  g_array_unref (self->forms);
  g_string_free (self->text, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KeyIndex, key_index_free)

static guint
group_of (const char *ascii,
          gsize       n_ascii,
          gunichar    first,
          gunichar    second)
{
  guint hash = first * 31 + second;

  for (gsize i = 0; i < n_ascii; i++)
    hash = hash * 33 + (guchar) ascii[i];

  return MAX (hash, 1);
}

static guint
group_of_key (const char *key)
{
  const char *title = strchr (key, '|') + 1;
  gunichar first = dip_utf8_get (title);

  return group_of (key, (gsize) (title - 1 - key), first,
                   first != 0 ? dip_utf8_get (title + dip_utf8_length (*title)) : 0);
}

/* The group of make_key() of a text, mostly without making it. */
static guint
group_of_text (DipStructure *self,
               DipLook      *look,
               const char   *text)
{
  const DipNumber *number = dip_look_get_number (look);
  const char *title = text + number->length;
  gunichar first, second;
  DipNumber inner;

  if (dip_look_get_entry_group (look) != 0)
    return dip_look_get_entry_group (look);

  /* what could be stripped off the beginning of a title */
  if (dip_text_key_begins (title, &first, &second) && !(first >= '0' && first <= '9') &&
      !(first == 'a' && g_str_has_prefix (dip_text_skip_space (title), "and ")) &&
      ((number->style == DIP_NUMBER_NONE && !dip_glyph_is_space (dip_utf8_get (title))) ||
       !dip_number_parse (dip_text_skip_space (title), self->draft->lexicon, &inner)))
    return dip_look_set_entry_group (look, group_of (number->ascii, strlen (number->ascii), first, second));

  return dip_look_set_entry_group (look, group_of_key (get_key (self, look, text)));
}

/* A line with the next one behind it. */
static void
join_next (DipStructure *self,
           guint         i,
           GString      *text)
{
  g_string_assign (text, dip_structure_piece (self, i)->text);
  dip_text_join (text, dip_structure_piece (self, i + 1)->text);
}

static void
add_form (KeyIndex *self,
          guint     piece,
          gboolean  with_next,
          guint     group)
{
  Form form = { piece, with_next, GPOINTER_TO_UINT (g_hash_table_lookup (self->groups, GUINT_TO_POINTER (group))) };

  g_array_append_val (self->forms, form);
  g_hash_table_insert (self->groups, GUINT_TO_POINTER (group), GUINT_TO_POINTER (self->forms->len));
}

/* Whether the group of a text is that of each text that begins with it: no number begins as it does, and the two
 * characters that count are known, with one behind them. */
static gboolean
is_settled (DipStructure *self,
            const char   *text)
{
  gunichar first, second;

  if (dip_number_may_begin (text, self->draft->lexicon) || !dip_text_key_begins (text, &first, &second) ||
      second == 0 || (first >= '0' && first <= '9') || first == 'a')
    return FALSE;
  for (guint n = 0; n < 3; n++, text += dip_utf8_length (*text))
    if (*text == '\0' || dip_glyph_is_space (dip_utf8_get (text)))
      return FALSE;

  return TRUE;
}

/* The group of a line alone, and with the next one behind it. Lists are tried several times, and looked for again when
 * the headings are: lines stay what they are meanwhile. @both: for the text of two lines */
static guint
get_group (DipStructure *self,
           guint         i,
           gboolean      with_next,
           GString      *both)
{
  const char *text = dip_structure_piece (self, i)->text;
  guint *group;

  if (self->key_groups == NULL)
    self->key_groups = g_new0 (guint, 2 * (gsize) self->pieces->len);
  group = &self->key_groups[2 * (gsize) i + (with_next ? 1 : 0)];
  if (*group != 0)
    return *group;

  if (with_next && is_settled (self, text))
    *group = get_group (self, i, FALSE, both);
  else if (with_next)
    {
      g_autoptr (DipLook) look = NULL;

      join_next (self, i, both);
      look = dip_look_take (both->str, self->draft->lexicon);
      *group = group_of_text (self, look, both->str);
    }
  else
    *group = group_of_text (self, dip_structure_look (self, dip_structure_piece (self, i)), text);

  return *group;
}

/* Lists what stands from @first on. */
static KeyIndex *
index_keys (DipStructure *self,
            guint         first)
{
  KeyIndex *index = g_new0 (KeyIndex, 1);

  index->structure = self;
  index->forms = g_array_sized_new (FALSE, FALSE, sizeof (Form), 2 * self->pieces->len);
  index->groups = g_hash_table_new (NULL, NULL);
  index->text = g_string_new (NULL);
  index->positions = g_hash_table_new_full (dip_text_hash_line, g_str_equal, g_free,
                                            (GDestroyNotify) g_array_unref);

  for (guint i = first; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role != DIP_ROLE_TEXT || piece->width > MAX_TITLE_COLUMNS)
        continue;
      if (i + 1 < self->pieces->len && !dip_structure_has_gap (self, i + 1) &&
          piece->line->kind == DIP_LINE_TEXT && dip_structure_piece (self, i + 1)->width <= MAX_TITLE_COLUMNS)
        add_form (index, i, TRUE, get_group (self, i, TRUE, index->text));
      add_form (index, i, FALSE, get_group (self, i, FALSE, index->text));
    }

  return index;
}

/* Where @key stands, in descending order; NULL if nowhere. */
static const GArray *
find_positions (KeyIndex   *self,
                const char *key)
{
  gpointer group = GUINT_TO_POINTER (group_of_key (key));
  guint last = GPOINTER_TO_UINT (g_hash_table_lookup (self->groups, group));

  if (last > 0)
    g_hash_table_remove (self->groups, group);
  while (last > 0)
    {
      const Form *form = &g_array_index (self->forms, Form, last - 1);
      DipPiece *piece = dip_structure_piece (self->structure, form->piece);
      g_autoptr (DipLook) both = NULL;
      const char *own;
      GArray *positions;

      if (form->with_next)
        {
          join_next (self->structure, form->piece, self->text);
          both = dip_look_take_len (self->text->str, self->text->len, self->structure->draft->lexicon);
          own = get_key (self->structure, both, self->text->str);
        }
      else
        own = get_key (self->structure, dip_structure_look (self->structure, piece), piece->text);

      positions = g_hash_table_lookup (self->positions, own);
      if (positions == NULL)
        {
          positions = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->positions, g_strdup (own), positions);
        }
      g_array_append_val (positions, form->piece);
      last = form->before;
    }

  return g_hash_table_lookup (self->positions, key);
}

static gboolean
recurs_after (KeyIndex   *index,
              const char *key,
              guint       i)
{
  const GArray *positions = find_positions (index, key);

  return positions != NULL && g_array_index (positions, guint, 0) > i;
}

static void
add_entry (DipStructure *self,
           const char   *text,
           gsize         length,
           guint         indent)
{
  DipContentsEntry *entry = g_new0 (DipContentsEntry, 1);

  entry->text = g_strndup (text, length);
  g_strstrip (entry->text);
  entry->indent = indent;
  g_ptr_array_add (self->contents, entry);
}

/* Whether an entry goes on in the next line: it has a number and no page, the next one a page and no number. */
static gboolean
is_broken_entry (DipStructure *self,
                 guint         i)
{
  guint next = dip_structure_next (self, i + 1);
  DipNumber number;
  gboolean strong;

  if (next >= self->pieces->len)
    return FALSE;

  return dip_structure_parse_number (self, dip_structure_piece (self, i), &number) &&
         match_entry (dip_structure_piece (self, next)->text, &strong) > 0 &&
         !dip_structure_parse_number (self, dip_structure_piece (self, next), &number) &&
         dip_structure_piece (self, next)->line->indent >= dip_structure_piece (self, i)->line->indent;
}

/* "・Encryption" → "Encryption": lists of contents have bullets, titles have none. */
static const char *
skip_bullet (const char *text)
{
  gunichar first = dip_text_first (text);

  if (first == 0 || g_unichar_isalnum (first) || g_unichar_type (first) == G_UNICODE_OPEN_PUNCTUATION)
    return text;

  return dip_text_skip_space (g_utf8_next_char (text));
}

/* Marks the entries from piece @i on and returns the first piece behind them;
 * @n_found: how many of them stand again further down. */
static guint
read_entries (DipStructure *self,
              guint         i,
              guint         heading,
              guint        *n_found)
{
  g_autoptr (KeyIndex) index = index_keys (self, i);
  g_autoptr (GString) pending = g_string_new (NULL);
  guint pending_from = 0;
  guint end = i;

  *n_found = 0;

  for (; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      g_autofree char *key = NULL;
      gboolean strong;
      gsize n_title;

      if (piece->role == DIP_ROLE_FURNITURE)
        continue;

      n_title = match_entry (piece->text, &strong);
      if (n_title == 0 && match_bare_entry (piece->text) > 0)
        {
          g_autofree char *title = g_strndup (piece->text, match_bare_entry (piece->text));
          g_autofree char *title_key = make_key (self, title);
          g_autofree char *whole_key = make_key (self, piece->text);

          if (recurs_after (index, title_key, i) && !recurs_after (index, whole_key, i))
            n_title = strlen (title);
        }
      if (piece->line->kind == DIP_LINE_HEADING && n_title == 0)
        break;
      if (piece->role != DIP_ROLE_TEXT || piece->width > MAX_TITLE_COLUMNS)
        break;

      /* The second line of an entry: "…attributes and" / "labels ..... 7". */
      if (n_title > 0 && pending->len > 0)
        {
          g_autofree char *rest = g_strndup (piece->text, n_title);

          dip_text_join (pending, rest);
          add_entry (self, pending->str, pending->len, dip_structure_piece (self, pending_from)->line->indent);
          g_string_truncate (pending, 0);
          end = i + 1;
          continue;
        }

      if (n_title > 0)
        {
          g_autofree char *title = g_strndup (piece->text, n_title);

          g_strstrip (title);
          key = make_key (self, title);
          *n_found += recurs_after (index, key, i);
          add_entry (self, piece->text, n_title, piece->line->indent);
          end = i + 1;
          continue;
        }

      key = make_key (self, piece->text);
      if (pending->len == 0 && recurs_after (index, key, i) && !is_broken_entry (self, i))
        {
          add_entry (self, piece->text, strlen (piece->text), piece->line->indent);
          (*n_found)++;
          end = i + 1;
          continue;
        }

      if (skip_bullet (piece->text) != piece->text && pending->len == 0)
        {
          const char *bare = skip_bullet (piece->text);
          g_autofree char *bare_key = make_key (self, bare);

          if (*bare != '\0' && recurs_after (index, bare_key, i))
            {
              add_entry (self, bare, strlen (bare), piece->line->indent);
              (*n_found)++;
              end = i + 1;
              continue;
            }
        }

      if (pending->len > 0 || dip_structure_has_sentence (self, piece))
        break;

      g_string_assign (pending, piece->text);
      pending_from = i;
    }

  if (end > heading)
    {
      for (guint j = heading; j < end; j++)
        {
          DipPiece *piece = dip_structure_piece (self, j);

          if (piece->role == DIP_ROLE_TEXT)
            piece->role = DIP_ROLE_CONTENTS;
        }
    }

  return end;
}

/* Gives the lines of a list that is none back to the text. */
static void
undo (DipStructure *self,
      guint         first,
      guint         end)
{
  for (guint i = first; i < end; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role == DIP_ROLE_CONTENTS)
        piece->role = DIP_ROLE_TEXT;
    }
  g_ptr_array_set_size (self->contents, 0);
}

/* Whether the list whose lines begin at @first stands. */
static gboolean
try_list (DipStructure *self,
          guint         heading,
          guint         first,
          gboolean      has_heading)
{
  guint n_found;
  guint end;

  if (first >= self->pieces->len)
    return FALSE;

  end = read_entries (self, first, heading, &n_found);

  /* Under its heading a list is believed; without one its titles must stand again. */
  if (self->contents->len >= 2 && (has_heading || n_found * 3 >= self->contents->len))
    {
      self->contents_first = heading;
      self->contents_end = end;
      return TRUE;
    }

  undo (self, heading, end);

  return FALSE;
}

/* The number that is all of a line: "01", "2.". */
static gboolean
is_number_only (const char *text)
{
  guint n_digits = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (at));

      if (c >= '0' && c <= '9')
        n_digits++;
      else if (c != '.' && c != '-')
        return FALSE;
    }

  return n_digits > 0 && n_digits <= 4;
}

/**
 * dip_structure_join_numbers:
 * @self: a structure as the layout has it
 *
 * Joins the number of a chapter that stands on a line of its own, as on slides, with its title on the next one, where
 * the contents list has both on one line. Such numbers look like those of pages, so this comes before furniture.
 */
void
dip_structure_join_numbers (DipStructure *self)
{
  g_autoptr (GHashTable) entries = NULL;
  guint limit = MIN (self->pieces->len, SEARCH_PIECES);

  for (guint i = 0; i + 1 < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      DipPiece *next = dip_structure_piece (self, i + 1);
      g_autoptr (GString) text = NULL;
      g_autofree char *key = NULL;
      gpointer place;

      if (piece->role != DIP_ROLE_TEXT || piece->is_row || piece->width > 6 || next->role != DIP_ROLE_TEXT ||
          next->is_row || next->width > MAX_JOINED || !is_number_only (piece->text) || is_number_only (next->text))
        continue;

      if (entries == NULL)
        {
          entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          for (guint k = 0; k < limit; k++)
            {
              const DipPiece *entry = dip_structure_piece (self, k);
              gboolean strong;
              gsize n;
              g_autofree char *title = NULL;

              if (entry->role != DIP_ROLE_TEXT || entry->width > MAX_TITLE_COLUMNS)
                continue;
              n = match_entry (entry->text, &strong);
              title = g_strndup (entry->text, n > 0 ? n : strlen (entry->text));
              if (!is_number_only (title))
                g_hash_table_insert (entries, make_key (self, g_strstrip (title)), GUINT_TO_POINTER (k));
            }
        }

      text = g_string_new (piece->text);
      g_string_append_printf (text, " %s", next->text);
      key = make_key (self, text->str);
      if (*key == '|' || !g_hash_table_lookup_extended (entries, key, NULL, &place) || GPOINTER_TO_UINT (place) >= i)
        continue;

      g_free (piece->owned);
      piece->owned = g_strdup (text->str);
      dip_piece_set_text (piece, piece->owned);
      piece->width = dip_text_width (piece->text);
      next->role = DIP_ROLE_FURNITURE;
    }
}

/**
 * dip_structure_find_contents:
 * @self: a structure
 *
 * Finds the contents list, takes its lines out of the text and keeps its
 * entries, which tell the headings from what only looks like one.
 */
void
dip_structure_find_contents (DipStructure *self)
{
  guint limit = MIN (self->pieces->len, SEARCH_PIECES);
  guint n_tries = 0;
  guint run = 0;
  guint run_start = 0;

  for (guint i = 0; i < limit && n_tries < MAX_TRIES && self->contents_end == 0; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      gboolean strong = FALSE;

      if (piece->role != DIP_ROLE_TEXT)
        continue;

      if (piece->width <= 60 && dip_structure_has_word (self, "contents-headings", piece->text))
        {
          n_tries++;
          try_list (self, i, dip_structure_next (self, i + 1), TRUE);
          continue;
        }

      if (match_entry (piece->text, &strong) > 0 && strong && piece->line->kind != DIP_LINE_ITEM &&
          (!piece->is_row || piece->line->cells->len == 2))
        run++;
      else
        run = 0;

      if (run == 1)
        run_start = i;
      if (run == MIN_ENTRIES)
        {
          n_tries++;
          try_list (self, run_start, run_start, FALSE);
        }
    }

  dip_debug (DIP_DEBUG_RECOGNISE, "contents list: %u entries", self->contents->len);
}

/**
 * dip_structure_match_contents:
 * @self: a structure with its contents list
 *
 * Finds the entries of the contents list again in the text, in their order.
 *
 * Returns: (transfer full) (nullable): for each piece the number of lines that
 *   an entry's title has there, 0 for none; %NULL without a contents list
 */
guint8 *
dip_structure_match_contents (DipStructure *self)
{
  g_autoptr (KeyIndex) index = NULL;
  g_autofree guint *positions = NULL;
  g_autofree guint8 *matched = NULL;
  g_auto (GStrv) keys = NULL;
  guint n = self->contents->len;
  guint last;

  if (n == 0)
    return NULL;

  index = index_keys (self, self->contents_end);
  positions = g_new0 (guint, n);
  matched = g_new0 (guint8, self->pieces->len + 1);
  keys = g_new0 (char *, n + 1);
  for (guint e = 0; e < n; e++)
    keys[e] = make_key (self, ((DipContentsEntry *) g_ptr_array_index (self->contents, e))->text);
  last = self->contents_end;

  for (guint e = 0; e < n; e++)
    {
      guint ahead[3] = { G_MAXUINT, G_MAXUINT, G_MAXUINT };

      for (guint k = 0; k < 3 && e + k < n; k++)
        {
          const char *key = keys[e + k];
          const GArray *found = find_positions (index, key);

          /* Positions stand in descending order. */
          for (guint p = found != NULL ? found->len : 0; p-- > 0; )
            {
              if (g_array_index (found, guint, p) >= last)
                {
                  ahead[k] = g_array_index (found, guint, p);
                  break;
                }
              if (found->len - p > 64)
                break;
            }

          if (k == 0 && ahead[0] != G_MAXUINT)
            {
              g_autofree char *line_key = make_key (self, dip_structure_piece (self, ahead[0])->text);

              positions[e] = g_str_equal (line_key, key) ? 1 : 2;
            }
        }

      /* An entry found only behind the next two was printed otherwise in the text. */
      if (ahead[0] == G_MAXUINT || (ahead[1] < ahead[0] && ahead[2] < ahead[0]))
        continue;

      matched[ahead[0]] = (guint8) positions[e];
      last = ahead[0] + 1;
    }

  return g_steal_pointer (&matched);
}
