/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-marks.h"

#include <adwaita.h>
#include <string.h>

#include "dip-axis.h"
#include "session/dip-search.h"

/* Leading of document text: Japanese set solid is hard to follow over a line
 * of forty characters. */
#define LINE_HEIGHT 1.4

/* How many occurrences of a searched word are marked in one label. */
#define MAX_FOUND 200

/* The page that the window has now. */
DipPage
dip_marks_get_page (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? DIP_PAGE_DARK_CONTRAST : DIP_PAGE_LIGHT_CONTRAST;

  return dark ? DIP_PAGE_DARK : DIP_PAGE_LIGHT;
}

/**
 * dip_marks_get_colors:
 * @mark: what is marked
 * @page: what it is drawn on
 * @strong: a change of substance; the others are tinted less
 * @colors: (out): the colours
 *
 * The colours of a mark, readable on the page: 4.5:1 and more, with high contrast 7:1,
 * which a test proves. They only help: each mark has a shape as well.
 */
void
dip_marks_get_colors (DipMark        mark,
                      DipPage        page,
                      gboolean       strong,
                      DipMarkColors *colors)
{
  static const struct {
    const char *foreground;
    const char *background;
    float       alpha;
  } table[DIP_N_PAGES][DIP_N_MARKS] = {
    [DIP_PAGE_LIGHT] = {
      [DIP_MARK_DELETED]  = { "#9c1a24", "#e01b24", 0.15f },
      [DIP_MARK_INSERTED] = { "#0f5f38", "#26a269", 0.19f },
      [DIP_MARK_MOVED]    = { "#174f97", "#3584e4", 0.17f },
      [DIP_MARK_LEFT]     = { "#6b4700", "#c88800", 0.18f },
      [DIP_MARK_RIGHT]    = { "#174f97", "#3584e4", 0.17f },
      [DIP_MARK_FOUND]    = { "#3d2b00", "#f8e45c", 0.75f },
    },
    [DIP_PAGE_DARK] = {
      [DIP_MARK_DELETED]  = { "#ffb3ad", "#e01b24", 0.32f },
      [DIP_MARK_INSERTED] = { "#9df2b4", "#26a269", 0.32f },
      [DIP_MARK_MOVED]    = { "#b3d4ff", "#3584e4", 0.34f },
      [DIP_MARK_LEFT]     = { "#f8d77a", "#c88800", 0.30f },
      [DIP_MARK_RIGHT]    = { "#b3d4ff", "#3584e4", 0.34f },
      [DIP_MARK_FOUND]    = { "#fff3b0", "#b58900", 0.50f },
    },
    [DIP_PAGE_LIGHT_CONTRAST] = {
      [DIP_MARK_DELETED]  = { "#6e0a14", "#e01b24", 0.15f },
      [DIP_MARK_INSERTED] = { "#06442a", "#26a269", 0.19f },
      [DIP_MARK_MOVED]    = { "#0d3a75", "#3584e4", 0.17f },
      [DIP_MARK_LEFT]     = { "#553700", "#c88800", 0.18f },
      [DIP_MARK_RIGHT]    = { "#0d3a75", "#3584e4", 0.17f },
      [DIP_MARK_FOUND]    = { "#3d2b00", "#f8e45c", 0.75f },
    },
    [DIP_PAGE_DARK_CONTRAST] = {
      [DIP_MARK_DELETED]  = { "#ffdcd9", "#e01b24", 0.32f },
      [DIP_MARK_INSERTED] = { "#c8ffd8", "#26a269", 0.32f },
      [DIP_MARK_MOVED]    = { "#dcebff", "#3584e4", 0.34f },
      [DIP_MARK_LEFT]     = { "#ffe9b0", "#c88800", 0.30f },
      [DIP_MARK_RIGHT]    = { "#dcebff", "#3584e4", 0.34f },
      [DIP_MARK_FOUND]    = { "#fffbe0", "#b58900", 0.42f },
    },
  };

  g_return_if_fail ((guint) mark < DIP_N_MARKS);
  g_return_if_fail ((guint) page < DIP_N_PAGES);
  g_return_if_fail (colors != NULL);

  gdk_rgba_parse (&colors->foreground, table[page][mark].foreground);
  gdk_rgba_parse (&colors->background, table[page][mark].background);
  colors->background.alpha = table[page][mark].alpha * (strong ? 1.0f : 0.55f);
}

static void
insert (PangoAttrList  *attributes,
        PangoAttribute *attribute,
        guint           start,
        guint           end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

static guint16
to_16_bits (float value)
{
  return (guint16) (CLAMP (value, 0.0f, 1.0f) * 65535.0f + 0.5f);
}

static void
add_mark (PangoAttrList *attributes,
          DipMark        mark,
          DipPage        page,
          gboolean       strong,
          gboolean       band,
          guint          start,
          guint          end)
{
  DipMarkColors colors;

  dip_marks_get_colors (mark, page, strong, &colors);

  insert (attributes,
          pango_attr_foreground_new (to_16_bits (colors.foreground.red),
                                     to_16_bits (colors.foreground.green),
                                     to_16_bits (colors.foreground.blue)),
          start, end);
  if (band)
    insert (attributes,
            pango_attr_background_new (to_16_bits (colors.background.red),
                                       to_16_bits (colors.background.green),
                                       to_16_bits (colors.background.blue)),
            start, end);
  if (band)
    insert (attributes, pango_attr_background_alpha_new (to_16_bits (colors.background.alpha)), start, end);

  switch (mark)
    {
    case DIP_MARK_DELETED:
      insert (attributes, pango_attr_strikethrough_new (TRUE), start, end);
      break;
    case DIP_MARK_INSERTED:
    case DIP_MARK_LEFT:
    case DIP_MARK_RIGHT:
      insert (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
      break;
    case DIP_MARK_MOVED:
      insert (attributes, pango_attr_underline_new (PANGO_UNDERLINE_DOUBLE), start, end);
      break;
    case DIP_MARK_FOUND:
    default:
      break;
    }
}

/**
 * dip_marks_new:
 * @language: (nullable): the language of the text, "ja"
 *
 * Attributes of document text without any mark: the leading, and the language,
 * which decides the shapes of characters that Japanese and Chinese share.
 *
 * Returns: (transfer full): the attributes
 */
PangoAttrList *
dip_marks_new (const char *language)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_line_height_new (LINE_HEIGHT));
  if (language != NULL)
    pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string (language)));

  return attributes;
}

/**
 * dip_marks_get_language:
 * @document: a document
 *
 * The language to show its text in. Papers that do not tell are Japanese if
 * one of their titles has a kana in it.
 *
 * Returns: (nullable): "ja", "en", or `NULL` if nobody can tell
 */
const char *
dip_marks_get_language (DipDocument *document)
{
  g_return_val_if_fail (DIP_IS_DOCUMENT (document), NULL);

  if (document->edition->language != NULL)
    return document->edition->language;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      for (const char *p = clause->title != NULL ? clause->title : ""; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar c = g_utf8_get_char (p);

          if (c >= 0x3041 && c <= 0x30ff)
            return "ja";
        }
    }

  return NULL;
}

static gunichar
fold_char (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e)   /* full-width ASCII */
    c -= 0xfee0;

  return g_unichar_tolower (c);
}

/**
 * dip_marks_find_text:
 * @text: where to look
 * @search: what to look for, not empty
 * @from: where to begin, in bytes
 * @start: (out): where it begins
 * @end: (out): where it ends
 *
 * Finds a word whatever its case and width.
 *
 * Returns: `TRUE` if it is there
 */
gboolean
dip_marks_find_text (const char *text,
                     const char *search,
                     guint       from,
                     guint      *start,
                     guint      *end)
{
  for (const char *p = text + from; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *a = p;
      const char *b = search;

      while (*a != '\0' && *b != '\0' && fold_char (g_utf8_get_char (a)) == fold_char (g_utf8_get_char (b)))
        {
          a = g_utf8_next_char (a);
          b = g_utf8_next_char (b);
        }

      if (*b == '\0' && a > p)
        {
          *start = p - text;
          *end = a - text;
          return TRUE;
        }
    }

  return FALSE;
}

/* Marks what the user searched for. */
void
dip_marks_add_found (PangoAttrList *attributes,
                     const char    *text,
                     const char    *search,
                     DipPage        page)
{
  guint from = 0;
  guint start, end;

  for (guint n = 0; n < MAX_FOUND && dip_marks_find_text (text, search, from, &start, &end); n++)
    {
      add_mark (attributes, DIP_MARK_FOUND, page, TRUE, TRUE, start, end);
      from = end;
    }
}

/* Where a change stands on one side of a row, in bytes of the row's text. */
static gboolean
locate (DipComparisonRow *row,
        DipSide           side,
        const DipChange  *change,
        guint            *start,
        guint            *end)
{
  guint row_start = side == DIP_SIDE_OLD ? row->old_start : row->new_start;
  guint row_end = row_start + (side == DIP_SIDE_OLD ? row->old_length : row->new_length);
  guint change_start = side == DIP_SIDE_OLD ? change->old_start : change->new_start;
  guint change_end = change_start + strlen (side == DIP_SIDE_OLD ? change->old_text : change->new_text);

  if ((side == DIP_SIDE_OLD ? row->old_part : row->new_part) < 0)
    return FALSE;
  if (change_end <= row_start || change_start >= row_end || change_start == change_end)
    return FALSE;

  *start = MAX (change_start, row_start) - row_start;
  *end = MIN (change_end, row_end) - row_start;

  return TRUE;
}

/**
 * dip_marks_new_for_row:
 * @row: a row of text, or a heading (whose title it marks)
 * @side: the side
 * @classes: the classes of change to mark, as bits
 * @search: (nullable): a word to mark as well
 * @page: what is drawn on
 *
 * Marks what changed: what was deleted is struck through, what was inserted is
 * underlined, what has moved is underlined twice. Between variants and services
 * nothing was deleted: what differs is underlined on both sides, and a paragraph
 * that stands on one side only is left as it is.
 *
 * Returns: (transfer full): the attributes for the row's text on that side
 */
PangoAttrList *
dip_marks_new_for_row (DipComparisonRow *row,
                       DipSide           side,
                       guint             classes,
                       const char       *search,
                       DipPage           page)
{
  DipDocument *document;
  PangoAttrList *attributes;
  gboolean editions;
  g_autofree char *text = NULL;

  g_return_val_if_fail (DIP_IS_COMPARISON_ROW (row), NULL);

  editions = dip_axis_of (row->comparison) == DIP_AXIS_EDITIONS;

  document = side == DIP_SIDE_OLD ? row->comparison->old_document : row->comparison->new_document;
  attributes = dip_marks_new (dip_marks_get_language (document));

  for (guint i = 0; row->pair != NULL && i < row->pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (row->pair->changes, i);
      DipMark mark = side == DIP_SIDE_OLD ? DIP_MARK_DELETED : DIP_MARK_INSERTED;
      guint start, end;

      if (((1u << change->class_) & classes) == 0 || !locate (row, side, change, &start, &end))
        continue;

      if (change->op == DIP_OP_MOVE)
        mark = DIP_MARK_MOVED;
      else if (!editions && row->kind == DIP_COMPARISON_ROW_TEXT && (row->old_part < 0 || row->new_part < 0))
        continue;
      else if (!editions)
        mark = side == DIP_SIDE_OLD ? DIP_MARK_LEFT : DIP_MARK_RIGHT;
      /* Where the other side has nothing the whole cell is tinted. */
      add_mark (attributes, mark, page, change->class_ == DIP_CLASS_SUBSTANTIVE,
                row->kind == DIP_COMPARISON_ROW_HEADING || (row->old_part >= 0 && row->new_part >= 0),
                start, end);
    }

  if (search != NULL && *search != '\0')
    {
      text = side == DIP_SIDE_OLD ? dip_comparison_row_dup_old (row) : dip_comparison_row_dup_new (row);
      if (text != NULL)
        dip_marks_add_found (attributes, text, search, page);
    }

  return attributes;
}

/**
 * dip_marks_find_change:
 * @row: a row of text
 * @side: the side
 * @classes: the classes of change that are marked, as bits
 * @index: a place in the row's text on that side, in bytes
 *
 * Returns: (transfer none) (nullable): the marked change that stands there
 */
const DipChange *
dip_marks_find_change (DipComparisonRow *row,
                       DipSide           side,
                       guint             classes,
                       guint             index)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_ROW (row), NULL);

  for (guint i = 0; row->pair != NULL && i < row->pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (row->pair->changes, i);
      guint start, end;

      if (((1u << change->class_) & classes) != 0 && locate (row, side, change, &start, &end) &&
          index >= start && index < end)
        return change;
    }

  return NULL;
}

/**
 * dip_marks_add_hits:
 * @attributes: the attributes of a text
 * @marks: (element-type DipSearchMark): in bytes of what begins at @from
 * @from: a byte of the text
 *
 * Marks what a search has found.
 */
void
dip_marks_add_hits (PangoAttrList *attributes,
                    const GArray  *marks,
                    guint          from)
{
  DipMarkColors colors;

  dip_marks_get_colors (DIP_MARK_FOUND, dip_marks_get_page (), FALSE, &colors);
  for (guint i = 0; i < marks->len; i++)
    {
      const DipSearchMark *mark = &g_array_index (marks, DipSearchMark, i);
      PangoAttribute *parts[] = {
        pango_attr_foreground_new (colors.foreground.red * 65535, colors.foreground.green * 65535,
                                   colors.foreground.blue * 65535),
        pango_attr_background_new (colors.background.red * 65535, colors.background.green * 65535,
                                   colors.background.blue * 65535),
        pango_attr_background_alpha_new (colors.background.alpha * 65535),
      };

      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          parts[j]->start_index = from + mark->start;
          parts[j]->end_index = from + mark->end;
          pango_attr_list_insert (attributes, parts[j]);
        }
    }
}
