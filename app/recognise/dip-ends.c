/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "recognise/dip-company.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-metadata.h"
#include "recognise/dip-passage.h"
#include "text/dip-fold.h"

#include <string.h>

/*
 * Both ends of a paper:
 *
 *   cover  = title, provider, date …             before the first clause
 *   tail   = end mark, imprint, date and name    after the last clause's text
 *
 * A format may call the lines of a title page headings too: such a heading is
 * none if no sentence stands below it and real headings follow.
 */

#define MAX_COVER_HEADINGS 8

/* Words in small letters that a statement without a full stop has. */
#define MIN_SMALL_WORDS 5u
#define MAX_COVER_LINES 8

/* Bytes of a line that is a name. */
#define MAX_COMPANY 120u

/* Columns of a line with a date and a name. */
#define MAX_SIGNATURE 80

/* Bytes of a document's number and version. */
#define MAX_MARK 40u

/* Bytes of a property's name, and columns of a line of prose. */
#define MAX_LABEL 60u
#define MIN_PROSE 60

/* Rows and columns of a table that is no part of a cover. */
#define MIN_ROWS 4u
#define MIN_COLUMNS 3u

/* Columns of an item that says something, and how many of them no cover has. */
#define MIN_ITEM 16
#define MIN_ITEMS 2u

/* Lines of a cover that are looked for in what is told already; those behind them are kept as they are. */
#define MAX_COMPARED 500u

/* Numbered paragraphs with a sentence, from which on a text is none of a cover. */
#define MIN_PARAGRAPHS 2u

/* An item of a list that gives no property: "- 公序良俗に反する行為", not "- Version: 2". */
static gboolean
is_item_that_says (const DipPiece *piece)
{
  return (piece->line->kind == DIP_LINE_ITEM || piece->is_item) && piece->width >= MIN_ITEM &&
         strchr (piece->text, ':') == NULL && strstr (piece->text, "：") == NULL;
}

static gboolean
has_sentence_below (DipStructure *self,
                    DipHeading   *heading,
                    guint         end)
{
  guint n_lines = 0;
  guint n_items = 0;

  for (guint i = heading->first + heading->n_pieces; i < end; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      n_items += is_item_that_says (piece);
      if (n_items >= MIN_ITEMS || piece->is_row || dip_structure_has_sentence (self, piece) ||
          ++n_lines > MAX_COVER_LINES)
        return TRUE;
    }

  return FALSE;
}

/* "Open to all developers, guarded by password": a statement without a full stop has words in small letters. */
static gboolean
has_small_words (const char *text)
{
  guint n = 0;

  for (const char *space = strchr (text, ' '); space != NULL; space = strchr (space + 1, ' '))
    n += g_ascii_islower (space[1]);

  return n >= MIN_SMALL_WORDS;
}

/* Whether what stands below a heading is told in a sentence, however short. */
static gboolean
has_statement_below (DipStructure *self,
                     DipHeading   *heading,
                     guint         end)
{
  for (guint i = heading->first + heading->n_pieces; i < end; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role == DIP_ROLE_TEXT && !piece->is_row && g_ascii_isupper (*piece->text) &&
          strchr (piece->text, ' ') != NULL &&
          (g_str_has_suffix (piece->text, ".") || has_small_words (piece->text)))
        return TRUE;
    }

  return FALSE;
}

/* "- Version: 2.1", "• Version: 2.1" */
static gboolean
names_property (DipStructure *self,
                const char   *item)
{
  const char *marked = dip_glyph_is_bullet (dip_text_first (item)) ? g_utf8_next_char (item) : item;
  const char *text = dip_text_skip_space (marked + strspn (marked, "-*+ "));
  const char *colon = dip_text_find_colon (text, MAX_LABEL);
  g_autofree char *label = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_autofree char *key = colon != NULL ? dip_fold_to_string (label, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL) : NULL;

  return key != NULL && dip_metadata_names_property (self->draft->lexicon, key);
}

/* Whether nothing stands below a heading but the items of a list, two at least, and what leads to them: "We keep:". */
static gboolean
has_list_below (DipStructure *self,
                DipHeading   *heading,
                guint         end)
{
  guint n_items = 0;

  for (guint i = heading->first + heading->n_pieces; i < end; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role != DIP_ROLE_TEXT ||
          (n_items == 0 && strchr (piece->text, ' ') != NULL && g_str_has_suffix (piece->text, ":")))
        continue;
      if (piece->line->kind != DIP_LINE_ITEM || names_property (self, piece->text))
        return FALSE;
      n_items++;
    }

  return n_items >= MIN_ITEMS;
}

/* Whether a sentence that fills a line stands before @end. */
static gboolean
has_prose_above (DipStructure *self,
                 guint         end)
{
  for (guint i = 0; i < end; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role == DIP_ROLE_TEXT && !piece->is_row && piece->width >= MIN_PROSE &&
          dip_text_ends_sentence (piece->text))
        return TRUE;
    }

  return FALSE;
}

/* Whether another heading of the same level follows. */
static gboolean
has_brother (DipStructure *self,
             guint         i)
{
  guint level = ((DipHeading *) g_ptr_array_index (self->headings, i))->format_level;

  while (++i < self->headings->len)
    if (((DipHeading *) g_ptr_array_index (self->headings, i))->format_level == level)
      return TRUE;

  return FALSE;
}

/* Whether the format puts a heading below the first one of all. */
static gboolean
is_below_title (DipStructure     *self,
                const DipHeading *heading)
{
  const DipHeading *title = g_ptr_array_index (self->headings, 0);

  return title->format_level > 0 && title->format_level < heading->format_level;
}

/* Whether a format has one heading, and all others are lines in bold: @next and what follows. */
static gboolean
is_above_bold (DipStructure     *self,
               const DipHeading *heading,
               const DipHeading *next)
{
  return next->run_in && next->bold && next->body == NULL && !has_brother (self, 0) &&
         heading == g_ptr_array_index (self->headings, 0);
}

/* The title may stand below what only looks like a heading: "title: …" above a line. */
static gboolean
is_title_below (DipStructure *self,
                guint         i)
{
  const DipHeading *heading = g_ptr_array_index (self->headings, i);

  for (guint k = 0; k < i; k++)
    {
      const DipHeading *above = g_ptr_array_index (self->headings, k);
      gboolean right_above = k == 0 && i == 1 && above->n_pieces > 0 &&
                             dip_structure_next (self, above->first + above->n_pieces) == heading->first;

      /* "# Sample Studio" above "# Security Whitepaper" */
      if (above->format_level < heading->format_level ||
          (above->format_level == heading->format_level && !right_above))
        return FALSE;
    }

  return heading->first <= 12 && !has_brother (self, i);
}

/* Where numbered paragraphs begin before @end, with the title in brackets above the
 * first one; @end if there are none: an extract of a law may begin with its article 3,
 * which is no heading where the numbers begin anew below. */
static guint
find_paragraphs (DipStructure *self,
                 guint         end)
{
  guint first = end;
  guint above = end;
  guint n_paragraphs = 0;

  for (guint i = 0; i < end; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      DipNumber number;

      if (piece->role != DIP_ROLE_TEXT)
        continue;

      if (!piece->is_row && dip_structure_has_sentence (self, piece)
          && dip_structure_parse_number (self, piece, &number))
        {
          if (n_paragraphs++ == 0)
            first = above;
          first = MIN (first, i);
        }
      above = g_str_has_prefix (piece->text, "（") && g_str_has_suffix (piece->text, "）") ? i : end;
    }

  return n_paragraphs >= MIN_PARAGRAPHS ? first : end;
}

/* Where a table of three columns or more begins before @end that is none of properties; @end if there is none: a page
 * may be hardly more than such a table below its title. */
static guint
find_table (DipStructure *self,
            guint         end)
{
  guint first = end;
  guint n = 0;

  for (guint i = 0; i < end && n < MIN_ROWS; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      const GPtrArray *cells = piece->line->cells;
      guint n_filled = 0;

      if (piece->role != DIP_ROLE_TEXT || !piece->is_row || cells == NULL)
        continue;
      for (guint k = 0; k < cells->len; k++)
        n_filled += *(const char *) g_ptr_array_index (cells, k) != '\0';
      if (n_filled < MIN_COLUMNS)
        continue;
      if (n++ == 0)
        first = i;
    }

  return n >= MIN_ROWS ? first : end;
}

/* Text without a heading of its own. */
static DipHeading *
new_front (guint first)
{
  DipHeading *heading = g_new0 (DipHeading, 1);

  heading->first = first;
  heading->heading = g_strdup ("");
  heading->title = g_strdup ("");
  heading->accepted = TRUE;

  return heading;
}

/* Whether a page of Markdown has its title in its properties, and all of its headings are below the first level. */
static gboolean
has_title_elsewhere (DipStructure *self)
{
  const DipLayout *layout = self->draft->layout;

  if (layout->title == NULL || *layout->title == '\0' || g_strcmp0 (layout->media_type, "text/markdown") != 0)
    return FALSE;
  for (guint i = 0; i < self->headings->len; i++)
    if (((const DipHeading *) g_ptr_array_index (self->headings, i))->format_level < 2)
      return FALSE;

  return TRUE;
}

/**
 * dip_structure_find_cover:
 * @self: a structure with its headings
 *
 * Separates the title page, and all else that stands before the first clause. Numbered
 * paragraphs there are a clause without a title.
 */
void
dip_structure_find_cover (DipStructure *self)
{
  guint n_cover = 0;
  guint text;
  guint end;

  if (self->headings->len == 0)
    return;

  for (; !has_title_elsewhere (self) && n_cover < MIN (self->headings->len - 1, MAX_COVER_HEADINGS); n_cover++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, n_cover);
      DipHeading *next = g_ptr_array_index (self->headings, n_cover + 1);

      if (heading->number.style != DIP_NUMBER_NONE || heading->in_contents ||
          dip_structure_has_word (self, "front-headings", heading->title))
        break;
      if (self->contents_end > 0 && heading->first >= self->contents_end)
        break;
      /* "Backup: we …" is text, and what stands above it a chapter */
      if (heading->body != NULL || heading->groups || next->pair ||
          (heading->run_in && dip_text_last (heading->title) == '?') ||
          ((next->run_in || (heading->format_level > 0 && next->below)) && next->number.style == DIP_NUMBER_NONE &&
           (n_cover > 0 || has_brother (self, 0))))
        break;

      /* A title that says what the text is about stands above all other headings. */
      if (has_sentence_below (self, heading, next->first) &&
          !(heading->format_level > 0 &&
            (heading->format_level < next->format_level || is_above_bold (self, heading, next)) &&
            ((n_cover == 0 && heading->first <= 4) || is_title_below (self, n_cover))))
        break;
      if (heading->format_level == 0 && heading->weight >= 2.0)
        break;

      /* The first section below a title, with one sentence in it and others of its level behind it. */
      if (n_cover > 0 && heading->format_level > 1 && heading->format_level == next->format_level &&
          ((DipHeading *) g_ptr_array_index (self->headings, 0))->format_level < heading->format_level &&
          has_statement_below (self, heading, next->first))
        break;

      /* So does one that only holds a list: a title page lists nothing. */
      if (n_cover > 0 && heading->format_level > 1 && next->number.style == DIP_NUMBER_NONE &&
          has_brother (self, n_cover) &&
          ((DipHeading *) g_ptr_array_index (self->headings, 0))->format_level < heading->format_level &&
          has_list_below (self, heading, next->first))
        break;

      /* A chapter below what the paper begins to tell in prose: the title stands elsewhere, or there is none. */
      if (n_cover == 0 && heading->format_level > 1 && heading->format_level < next->format_level &&
          has_brother (self, 0) && has_prose_above (self, heading->first))
        break;

      /* A chapter that only holds sections has brothers; a title has none. */
      if (n_cover > 0 && heading->format_level > 0 && has_brother (self, n_cover) &&
          (heading->format_level < next->format_level ||
           (next->format_level == 0 && next->number.style != DIP_NUMBER_NONE && is_below_title (self, heading))))
        break;

      /* "Part" headings of the first chapter: something of the same level must not follow at once
       * with text, or the first chapter would be taken for a cover. */
      if (heading->format_level > 0 && n_cover > 0 && heading->format_level > next->format_level)
        {
          DipHeading *first = g_ptr_array_index (self->headings, 0);

          if (first->format_level >= heading->format_level)
            break;
        }
    }

  /* what stands below the table of a page is none of its cover */
  if (n_cover > 1)
    {
      guint table = find_table (self, ((DipHeading *) g_ptr_array_index (self->headings, n_cover))->first);

      while (n_cover > 1 && ((DipHeading *) g_ptr_array_index (self->headings, n_cover - 1))->first > table)
        n_cover--;
    }
  if (n_cover > 0)
    g_ptr_array_remove_range (self->headings, 0, n_cover);

  end = ((DipHeading *) g_ptr_array_index (self->headings, 0))->first;
  text = MIN (find_paragraphs (self, end), find_table (self, end));
  if (text < end)
    g_ptr_array_insert (self->headings, 0, new_front (text));

  for (guint i = 0; i < text; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      piece->role = DIP_ROLE_COVER;
      g_ptr_array_add (self->draft->cover, (gpointer) piece->line);
    }
}

static gboolean
is_imprint (DipStructure *self,
            const char   *text)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "imprint-starts");

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0)
        return TRUE;
    }

  return FALSE;
}

/* "SAM-0042 rev 3 |": what stands beside the date below a paper. */
static gboolean
tells_version (const char *text)
{
  static const char *const words[] = { "rev ", "rev. ", "revision ", "version ", "version: ", "issue ", "v" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (const char *at = text; *at != '\0'; at++)
      if (g_ascii_strncasecmp (at, words[i], strlen (words[i])) == 0 && (at == text || at[-1] == ' ') &&
          g_ascii_isdigit (at[strlen (words[i])]))
        return TRUE;

  return FALSE;
}

/* "Version 2 | 4 May 2024 | trust@sample.example" without whom to write to. */
static char *
drop_addresses (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    if (strchr (parts[i], '@') == NULL && strstr (parts[i], "://") == NULL)
      {
        char *kept = parts[n];

        parts[n++] = parts[i];
        parts[i] = kept;
      }
  for (guint i = n; parts[i] != NULL; i++)
    g_clear_pointer (&parts[i], g_free);

  return g_strjoinv ("|", parts);
}

/* "2024年4月　見本株式会社": a date and who wrote, and nothing else. */
static gboolean
is_signature (DipStructure *self,
              guint         i)
{
  DipPiece *piece = dip_structure_piece (self, i);
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *before = NULL;
  const char *start, *end;
  DipSpan span;

  if (piece->is_row || strlen (piece->text) > 2 * MAX_SIGNATURE)
    return FALSE;
  text = drop_addresses (piece->text);
  if (dip_text_width (text) > MAX_SIGNATURE)
    return FALSE;
  date = dip_date_find (text, &start, &end);
  if (date == NULL)
    return FALSE;

  before = g_strndup (text, (gsize) (start - text));
  rest = g_strconcat (before, end, NULL);
  g_free (before);
  before = dip_fold_to_string (rest, DIP_FOLD_WIDTH | DIP_FOLD_SPACE, NULL);
  if (strlen (before) <= 2 || dip_structure_has_word (self, "date-words", before) ||
      (strlen (before) <= MAX_MARK && tells_version (before)))
    return TRUE;

  return dip_company_find (before, 0, self->draft->lexicon, &span) && span.end - span.start + 4 >= strlen (before);
}

/* A company's name and nothing else: "株式会社見本". */
gboolean
dip_heading_is_company (DipStructure *self,
                        const char   *text)
{
  g_autofree char *folded = NULL;
  DipSpan span;

  if (strlen (text) > MAX_COMPANY)
    return FALSE;
  folded = dip_fold_to_string (text, DIP_FOLD_WIDTH | DIP_FOLD_SPACE, NULL);

  return dip_company_find (folded, 0, self->draft->lexicon, &span) && span.start == 0 && folded[span.end] == '\0';
}

static void
mark_tail (DipStructure *self,
           DipPiece     *piece)
{
  piece->role = DIP_ROLE_TAIL;
  g_ptr_array_add (self->draft->tail, (gpointer) piece->line);
}

/**
 * dip_structure_find_tail:
 * @self: a structure with its headings
 *
 * Separates end marks, and what stands after the last text: what follows the
 * end mark of the last clause, and an imprint at the end of the file.
 */
void
dip_structure_find_tail (DipStructure *self)
{
  guint last_heading = 0;
  gboolean ended = FALSE;
  guint first_imprint;
  gboolean named;

  if (self->headings->len > 0)
    last_heading = ((DipHeading *) g_ptr_array_index (self->headings, self->headings->len - 1))->first;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role != DIP_ROLE_TEXT)
        continue;

      if (ended || (piece->width <= 40 && !piece->is_row && dip_structure_has_word (self, "end-marks", piece->text)))
        {
          if (ended && piece->is_row)
            continue;
          ended = i > last_heading;
          mark_tail (self, piece);
        }
    }

  /* From behind: the imprint's lines, and short ones among them. */
  first_imprint = self->pieces->len;
  /* below "お問い合わせ" it is whom to ask */
  named = self->headings->len > 0 &&
          !dip_heading_is_back (self, ((DipHeading *) g_ptr_array_index (self->headings,
                                                                         self->headings->len - 1))->title);
  for (guint i = self->pieces->len, n = 0; i-- > last_heading + 1 && n < 12; n++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role == DIP_ROLE_FURNITURE || piece->role == DIP_ROLE_TAIL || piece->role == DIP_ROLE_REVISION)
        continue;
      if (piece->role != DIP_ROLE_TEXT || piece->is_row)
        break;
      if (is_imprint (self, piece->text) || is_signature (self, i) ||
          (named && dip_heading_is_company (self, piece->text)))
        first_imprint = i;
      else if (piece->width > 60 || dip_text_ends_sentence (piece->text))
        break;
    }

  for (guint i = first_imprint; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role == DIP_ROLE_TEXT)
        mark_tail (self, piece);
    }
}

static void
append_key (GString    *said,
            const char *text)
{
  if (text != NULL)
    {
      g_autofree char *key = dip_text_key (text);

      g_string_append (said, key);
      g_string_append_c (said, '\n');
    }
}

static void
keep (DipDraft   *draft,
      GPtrArray  *lines,
      const char *name,
      GString    *said)
{
  g_autoptr (GString) loose = g_string_new (NULL);
  g_autoptr (GHashTable) end_marks = dip_word_set_new (draft->lexicon, "end-marks");

  for (guint i = 0; i < lines->len; i++)
    {
      const DipLine *line = g_ptr_array_index (lines, i);
      g_autofree char *key = dip_text_key (line->text);

      if (*key == '\0' || (i < MAX_COMPARED && strstr (said->str, key) != NULL) ||
          dip_word_set_has (end_marks, line->text))
        continue;
      if (loose->len > 0)
        g_string_append_c (loose, '\n');
      g_string_append (loose, line->text);
    }

  if (loose->len > 0)
    g_ptr_array_add (draft->document->properties, dip_property_new (name, loose->str));
}

/**
 * dip_keep_loose_lines:
 * @draft: a draft after all other passes
 *
 * Nothing of a paper gets lost: lines of the cover, of the imprint and of the
 * edges of pages that no pass has found a place for become properties.
 */
void
dip_keep_loose_lines (DipDraft *draft)
{
  DipDocument *document = draft->document;
  g_autoptr (GString) said = g_string_new (NULL);

  append_key (said, document->edition->title);
  append_key (said, document->edition->provider);
  append_key (said, document->edition->service);
  for (guint i = 0; i < document->properties->len; i++)
    {
      DipProperty *property = g_ptr_array_index (document->properties, i);
      g_autofree char *both = g_strconcat (property->name, property->value, NULL);

      append_key (said, property->name);
      append_key (said, property->value);
      append_key (said, both);
    }

  keep (draft, draft->cover, "cover", said);
  keep (draft, draft->tail, "imprint", said);
  keep (draft, draft->running, "running head", said);
}
