/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "compat/dip-compat.h"
#include "dip-marks.h"
#include "dip-words.h"

/* A line of Japanese is read with ease up to some forty characters; the clamp
 * around this view holds the measure, this is the air inside it. */
#define MARGIN 24

/* Indentation of notes, points and list items, a level, in pixels. */
#define INDENT 20


/* Occurrences of a searched word that are marked and counted. */
#define MAX_FOUND 5000

/* How many facts a clause shows below its heading. */
#define MAX_FACTS 8

/**
 * DipPaperText:
 *
 * A document in one text view, so that text can be selected, copied and found
 * across clauses: headings, a quiet line of chips (stance and facts), the
 * paragraphs, notes and points set apart, tables with their cells in columns.
 *
 * Chips and the panels behind notes are drawn below the text by
 * `snapshot_layer`, for the visible part only. The words themselves are text,
 * which a screen reader reads in its place.
 */
struct _DipPaperText
{
  GtkTextView  parent_instance;

  DipDocument *document;      /* (nullable) */
  GPtrArray   *marks;         /* (element-type GtkTextMark): beginning of each clause */
  GPtrArray   *chips;         /* (element-type GtkTextMark): in pairs, from and to */
  GPtrArray   *panels;        /* (element-type GtkTextMark): in pairs, from and to */
  GArray      *found;         /* (element-type int): offsets, from and to in turn */
  guint        found_at;      /* which pair of these is the current one, from 0 */
  gboolean     fresh_search;  /* nothing was gone to yet */
};

G_DEFINE_FINAL_TYPE (DipPaperText, dip_paper_text, GTK_TYPE_TEXT_VIEW)

static GtkTextTag *
get_tag (DipPaperText *self,
         const char   *name)
{
  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))),
                                    name);
}

static void
update_colors (DipPaperText *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  DipMarkColors found;
  GdkRGBA quiet, link;

  gdk_rgba_parse (&quiet, dark ? "#c0bfbc" : "#5e5c64");
  gdk_rgba_parse (&link, dark ? "#78aeed" : "#1a5fb4");
  dip_marks_get_colors (DIP_MARK_FOUND, dark, TRUE, &found);

  g_object_set (get_tag (self, "quiet"), "foreground-rgba", &quiet, NULL);
  g_object_set (get_tag (self, "number"), "foreground-rgba", &quiet, NULL);
  g_object_set (get_tag (self, "meta"), "foreground-rgba", &quiet, NULL);
  g_object_set (get_tag (self, "link"), "foreground-rgba", &link, NULL);
  g_object_set (get_tag (self, "found"),
                "foreground-rgba", &found.foreground,
                "background-rgba", &found.background,
                NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
create_tags (DipPaperText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_create_tag (buffer, "ja", "language", "ja", NULL);
  gtk_text_buffer_create_tag (buffer, "en", "language", "en", NULL);
  gtk_text_buffer_create_tag (buffer, "title", "scale", 1.9, "weight", 800, "pixels-below-lines", 2, NULL);
  gtk_text_buffer_create_tag (buffer, "heading-1", "scale", 1.45, "weight", 750,
                              "pixels-above-lines", 40, "pixels-below-lines", 8, NULL);
  gtk_text_buffer_create_tag (buffer, "heading-2", "scale", 1.18, "weight", 700,
                              "pixels-above-lines", 28, "pixels-below-lines", 6, NULL);
  gtk_text_buffer_create_tag (buffer, "heading-3", "scale", 1.06, "weight", 700,
                              "pixels-above-lines", 22, "pixels-below-lines", 4, NULL);
  gtk_text_buffer_create_tag (buffer, "number", NULL);
  gtk_text_buffer_create_tag (buffer, "quiet", NULL);
  gtk_text_buffer_create_tag (buffer, "meta", "scale", 0.84,
                              "pixels-above-lines", 4, "pixels-below-lines", 10,
                              "pixels-inside-wrap", 10, NULL);
  gtk_text_buffer_create_tag (buffer, "chip", "allow-breaks", FALSE, NULL);
  gtk_text_buffer_create_tag (buffer, "paragraph", "pixels-below-lines", 10, NULL);
  gtk_text_buffer_create_tag (buffer, "note", "left-margin", MARGIN + INDENT, "right-margin", MARGIN + INDENT,
                              "scale", 0.95, "pixels-above-lines", 8, "pixels-below-lines", 14, NULL);
  gtk_text_buffer_create_tag (buffer, "caption", "scale", 0.9, "weight", 600, "pixels-above-lines", 8,
                              "pixels-below-lines", 4, NULL);
  gtk_text_buffer_create_tag (buffer, "row", "pixels-above-lines", 4, "pixels-below-lines", 4, NULL);
  gtk_text_buffer_create_tag (buffer, "strong", "weight", 650, NULL);
  gtk_text_buffer_create_tag (buffer, "link", "underline", PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_create_tag (buffer, "found", NULL);
}

/* The tag of a list item of some depth hangs its marker out. */
static const char *
ensure_item_tag (DipPaperText *self,
                 guint         depth)
{
  static const char *const names[] = { "item-0", "item-1", "item-2", "item-3", "item-4" };

  depth = MIN (depth, G_N_ELEMENTS (names) - 1);
  if (get_tag (self, names[depth]) == NULL)
    gtk_text_buffer_create_tag (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), names[depth],
                                "left-margin", MARGIN + INDENT * ((int) depth + 1),
                                "indent", -INDENT,
                                "pixels-below-lines", 5,
                                NULL);

  return names[depth];
}

static GtkTextMark *
add_mark_at_end (GtkTextBuffer *buffer)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);

  return gtk_text_buffer_create_mark (buffer, NULL, &end, TRUE);
}

static void
append (DipPaperText *self,
        const char   *text,
        const char   *tag,
        const char   *other_tag)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  const char *language = dip_marks_get_language (self->document);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (buffer, &end, text, -1,
                                            g_strcmp0 (language, "ja") == 0 ? "ja" : "en",
                                            tag, other_tag, NULL);
}

static void
append_chip (DipPaperText *self,
             const char   *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  /* En spaces hold the place of the chip's ends. */
  g_autofree char *padded = g_strdup_printf ("\u2002%s\u2002", text);

  g_ptr_array_add (self->chips, g_object_ref (add_mark_at_end (buffer)));
  append (self, padded, "meta", "chip");
  g_ptr_array_add (self->chips, g_object_ref (add_mark_at_end (buffer)));
  append (self, "  ", "meta", NULL);
}

static gboolean
is_url_char (char c)
{
  return c > ' ' && c < 0x7f && strchr ("<>\"{}|\\^`", c) == NULL;
}

/* Text with its addresses as links. */
static void
append_text (DipPaperText *self,
             const char   *text,
             const char   *tag)
{
  const char *from = text;

  while (TRUE)
    {
      const char *http = strstr (from, "http://");
      const char *https = strstr (from, "https://");
      const char *url = http == NULL ? https : https == NULL ? http : MIN (http, https);
      const char *end;
      g_autofree char *before = NULL;
      g_autofree char *address = NULL;

      if (url == NULL)
        break;

      for (end = url; is_url_char (*end); end++)
        ;
      /* Punctuation after an address belongs to the sentence. */
      while (end > url && strchr (".,;:!?)]'", end[-1]) != NULL)
        end--;

      before = g_strndup (from, url - from);
      address = g_strndup (url, end - url);
      if (*before != '\0')
        append (self, before, tag, NULL);
      append (self, address, "link", tag);
      from = end;
    }

  if (*from != '\0')
    append (self, from, tag, NULL);
}

static void
append_item (DipPaperText   *self,
             const DipBlock *block)
{
  const char *tag = ensure_item_tag (self, block->depth);

  if (block->marker != NULL)
    {
      g_autofree char *marker = g_strdup_printf ("%s ", block->marker);

      dip_words_show_bullets (marker);
      append (self, marker, "quiet", tag);
    }
  append_text (self, block->text, tag);
  append (self, "\n", tag, NULL);
}

static void
append_note (DipPaperText   *self,
             const DipBlock *block)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  g_ptr_array_add (self->panels, g_object_ref (add_mark_at_end (buffer)));
  if (block->marker != NULL)
    {
      append (self, block->marker, "strong", "note");
      append (self, " ", "note", NULL);
    }
  append_text (self, block->text, "note");
  g_ptr_array_add (self->panels, g_object_ref (add_mark_at_end (buffer)));
  append (self, "\n", "note", NULL);
}

/* Rows of a table: the first cell strong, the others after an en dash. Columns
 * would need the width of the page, and whole sentences stand in some cells. */
static void
append_table (DipPaperText   *self,
              const DipBlock *block)
{
  g_auto (GStrv) rows = g_strsplit (block->text, "\n", -1);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", -1);
      const char *tag = ensure_item_tag (self, 0);

      for (guint j = 0; cells[j] != NULL; j++)
        {
          if (*cells[j] == '\0')
            continue;
          if (j > 0)
            append (self, "  │  ", "quiet", tag);
          if (j == 0 && cells[1] != NULL)
            append (self, cells[j], "strong", tag);
          else
            append_text (self, cells[j], tag);
        }
      append (self, "\n", tag, NULL);
    }
}

static void
append_block (DipPaperText   *self,
              const DipBlock *block)
{
  switch (block->kind)
    {
    case DIP_BLOCK_LIST:
      append_item (self, block);
      break;
    case DIP_BLOCK_NOTE:
    case DIP_BLOCK_POINT:
      append_note (self, block);
      break;
    case DIP_BLOCK_TABLE:
    case DIP_BLOCK_DEFINITION:
      append_table (self, block);
      break;
    case DIP_BLOCK_CAPTION:
      append_text (self, block->text, "caption");
      append (self, "\n", "caption", NULL);
      break;
    case DIP_BLOCK_PARAGRAPH:
    default:
      if (block->marker != NULL)
        {
          append (self, block->marker, "quiet", "paragraph");
          append (self, " ", "paragraph", NULL);
        }
      append_text (self, block->text, "paragraph");
      append (self, "\n", "paragraph", NULL);
      break;
    }
}

static void
append_meta (DipPaperText    *self,
             const DipClause *clause)
{
  gboolean any = FALSE;

  if (clause->stance != DIP_STANCE_INFORMATIONAL)
    {
      append_chip (self, dip_words_get_stance (clause->stance));
      any = TRUE;
    }

  for (guint i = 0; i < MIN (clause->facts->len, MAX_FACTS); i++)
    {
      const DipFact *fact = g_ptr_array_index (clause->facts, i);
      g_autofree char *value = dip_words_dup_excerpt (fact->value, 32);
      g_autofree char *chip = NULL;

      /* An address is a link in the text already. */
      if (g_strcmp0 (fact->what, "url") == 0)
        continue;

      chip = g_strdup_printf ("%s: %s", dip_words_get_fact (fact->what), value);
      append_chip (self, chip);
      any = TRUE;
    }

  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      append_chip (self, control->id);
      any = TRUE;
    }

  if (any)
    append (self, "\n", "meta", NULL);
}

static void
append_clause (DipPaperText    *self,
               const DipClause *clause)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  const char *tag = clause->kind == DIP_CLAUSE_ITEM ? "heading-3"
                    : clause->level <= 1 ? "heading-1" : clause->level == 2 ? "heading-2" : "heading-3";
  const char *implemented = clause->implemented == DIP_IMPLEMENTED_UNKNOWN ? NULL :
                            dip_words_get_implemented (clause->implemented);

  g_ptr_array_add (self->marks, g_object_ref (add_mark_at_end (buffer)));
  if (clause->number != NULL)
    {
      append (self, clause->number, "number", tag);
      append (self, "\u2002", tag, NULL);
    }
  append (self, clause->title != NULL && *clause->title != '\0' ? clause->title
                : clause->number != NULL ? "" : clause->id, tag, NULL);
  append (self, "\n", tag, NULL);

  if (implemented != NULL)
    append_chip (self, implemented);
  append_meta (self, clause);
  if (implemented != NULL && clause->stance == DIP_STANCE_INFORMATIONAL &&
      clause->facts->len == 0 && clause->controls->len == 0)
    append (self, "\n", "meta", NULL);

  if (clause->question != NULL && g_strcmp0 (clause->question, clause->title) != 0)
    {
      append_text (self, clause->question, "quiet");
      append (self, "\n", "paragraph", NULL);
    }
  if (clause->answer != NULL)
    {
      append_text (self, clause->answer, "paragraph");
      append (self, "\n", "paragraph", NULL);
    }
  for (guint i = 0; i < clause->blocks->len; i++)
    append_block (self, g_ptr_array_index (clause->blocks, i));
}

static void
append_title (DipPaperText *self)
{
  DipEdition *edition = self->document->edition;
  g_autofree char *name = dip_words_dup_edition (edition);
  g_autofree char *date = dip_words_dup_date (edition->issued);
  g_autofree char *version = edition->version != NULL ? dip_words_dup_version (edition) : NULL;

  append (self, edition->title != NULL ? edition->title : name, "title", NULL);
  append (self, "\n", "title", NULL);

  if (edition->provider != NULL)
    append_chip (self, edition->provider);
  if (edition->service != NULL)
    append_chip (self, edition->service);
  if (version != NULL)
    append_chip (self, version);
  if (date != NULL)
    append_chip (self, date);
  append_chip (self, dip_words_get_kind (edition->kind));
  append (self, "\n", "meta", NULL);
}

/* Where a range stands, in the coordinates of the buffer; one rectangle, the
 * chips do not break over lines. */
static gboolean
get_range_rect (DipPaperText *self,
                GtkTextMark  *from,
                GtkTextMark  *to,
                GdkRectangle *rect)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;
  GdkRectangle last;

  gtk_text_buffer_get_iter_at_mark (buffer, &start, from);
  gtk_text_buffer_get_iter_at_mark (buffer, &end, to);
  gtk_text_view_get_iter_location (view, &start, rect);
  gtk_text_view_get_iter_location (view, &end, &last);

  /* Letters of another font are a little higher or lower on the same line. */
  if (last.y > rect->y + rect->height / 2)
    {
      /* The chip is followed by a break of the line. */
      gtk_text_iter_backward_char (&end);
      gtk_text_view_get_iter_location (view, &end, &last);
      last.x += last.width;
    }
  rect->width = last.x - rect->x;

  return last.y <= rect->y + rect->height / 2 && rect->width > 0;
}

static void
snapshot_chips (DipPaperText       *self,
                GtkSnapshot        *snapshot,
                const GdkRectangle *visible,
                const GdkRGBA      *color)
{
  for (guint i = 0; i + 1 < self->chips->len; i += 2)
    {
      GdkRectangle rect;
      GskRoundedRect outline;
      graphene_rect_t bounds;

      if (!get_range_rect (self, g_ptr_array_index (self->chips, i),
                           g_ptr_array_index (self->chips, i + 1), &rect))
        continue;
      if (rect.y > visible->y + visible->height)
        break;
      if (rect.y + rect.height < visible->y)
        continue;

      graphene_rect_init (&bounds, rect.x, rect.y - 2, rect.width, rect.height + 4);
      gsk_rounded_rect_init_from_rect (&outline, &bounds, bounds.size.height / 2);
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, color, &bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
snapshot_panels (DipPaperText       *self,
                 GtkSnapshot        *snapshot,
                 const GdkRectangle *visible,
                 const GdkRGBA      *color,
                 const GdkRGBA      *edge)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  float width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN;

  for (guint i = 0; i + 1 < self->panels->len; i += 2)
    {
      GtkTextIter start, end;
      GdkRectangle first, last;
      GskRoundedRect outline;
      graphene_rect_t bounds;

      gtk_text_buffer_get_iter_at_mark (buffer, &start, g_ptr_array_index (self->panels, i));
      gtk_text_buffer_get_iter_at_mark (buffer, &end, g_ptr_array_index (self->panels, i + 1));
      gtk_text_view_get_iter_location (view, &start, &first);
      gtk_text_view_get_iter_location (view, &end, &last);
      if (first.y > visible->y + visible->height)
        break;
      if (last.y + last.height < visible->y)
        continue;

      graphene_rect_init (&bounds, MARGIN, first.y - 6, width, last.y + last.height - first.y + 12);
      gsk_rounded_rect_init_from_rect (&outline, &bounds, 6);
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, color, &bounds);
      bounds.size.width = 3;
      gtk_snapshot_append_color (snapshot, edge, &bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
dip_paper_text_snapshot_layer (GtkTextView      *view,
                               GtkTextViewLayer  layer,
                               GtkSnapshot      *snapshot)
{
  DipPaperText *self = DIP_PAPER_TEXT (view);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRectangle visible;
  GdkRGBA chip, panel, edge;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    return;

  gdk_rgba_parse (&chip, dark ? "rgba(255,255,255,0.10)" : "rgba(0,0,0,0.06)");
  gdk_rgba_parse (&panel, dark ? "rgba(255,255,255,0.05)" : "rgba(0,0,0,0.035)");
  gdk_rgba_parse (&edge, dark ? "rgba(120,174,237,0.9)" : "rgba(53,132,228,0.8)");

  gtk_text_view_get_visible_rect (view, &visible);
  snapshot_panels (self, snapshot, &visible, &panel, &edge);
  snapshot_chips (self, snapshot, &visible, &chip);
}

static char *
dup_link_at (DipPaperText *self,
             double        x,
             double        y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextTag *tag = get_tag (self, "link");
  GtkTextIter iter, end;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y) ||
      !gtk_text_iter_has_tag (&iter, tag))
    return NULL;

  end = iter;
  if (!gtk_text_iter_starts_tag (&iter, tag))
    gtk_text_iter_backward_to_tag_toggle (&iter, tag);
  if (!gtk_text_iter_ends_tag (&end, tag))
    gtk_text_iter_forward_to_tag_toggle (&end, tag);

  return gtk_text_iter_get_text (&iter, &end);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             DipPaperText    *self)
{
  g_autofree char *uri = NULL;

  if (gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))))
    return;

  uri = dup_link_at (self, x, y);
  if (uri != NULL)
    dip_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri);
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           DipPaperText             *self)
{
  g_autofree char *uri = dup_link_at (self, x, y);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), uri != NULL ? "pointer" : "text");
}

static void
dip_paper_text_dispose (GObject *object)
{
  g_clear_object (&DIP_PAPER_TEXT (object)->document);

  G_OBJECT_CLASS (dip_paper_text_parent_class)->dispose (object);
}

static void
dip_paper_text_finalize (GObject *object)
{
  DipPaperText *self = DIP_PAPER_TEXT (object);

  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->chips);
  g_ptr_array_unref (self->panels);
  g_array_unref (self->found);

  G_OBJECT_CLASS (dip_paper_text_parent_class)->finalize (object);
}

static void
dip_paper_text_class_init (DipPaperTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dip_paper_text_dispose;
  object_class->finalize = dip_paper_text_finalize;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = dip_paper_text_snapshot_layer;
}

static void
dip_paper_text_init (DipPaperText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->marks = g_ptr_array_new_with_free_func (g_object_unref);
  self->chips = g_ptr_array_new_with_free_func (g_object_unref);
  self->panels = g_ptr_array_new_with_free_func (g_object_unref);
  self->found = g_array_new (FALSE, FALSE, sizeof (int));

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, MARGIN);
  gtk_text_view_set_right_margin (view, MARGIN);
  gtk_text_view_set_top_margin (view, MARGIN + 12);
  gtk_text_view_set_bottom_margin (view, 3 * MARGIN);
  gtk_text_view_set_pixels_inside_wrap (view, 5);
  gtk_widget_add_css_class (GTK_WIDGET (self), "document-text");
  gtk_widget_add_css_class (GTK_WIDGET (self), "paper");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text of the paper"),
                                  -1);
  create_tags (self);
  update_colors (self);

  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_colors), self,
                           G_CONNECT_SWAPPED);
}

static void
delete_marks (GtkTextBuffer *buffer,
              GPtrArray     *marks)
{
  for (guint i = 0; i < marks->len; i++)
    gtk_text_buffer_delete_mark (buffer, g_ptr_array_index (marks, i));
  g_ptr_array_set_size (marks, 0);
}

GtkWidget *
dip_paper_text_new (void)
{
  return g_object_new (DIP_TYPE_PAPER_TEXT, NULL);
}

/**
 * dip_paper_text_set_document:
 * @self: a view
 * @document: what to show
 *
 * Shows another document, from its beginning.
 */
void
dip_paper_text_set_document (DipPaperText *self,
                             DipDocument  *document)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_if_fail (DIP_IS_PAPER_TEXT (self));
  g_return_if_fail (DIP_IS_DOCUMENT (document));

  g_set_object (&self->document, document);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  delete_marks (buffer, self->marks);
  delete_marks (buffer, self->chips);
  delete_marks (buffer, self->panels);
  g_array_set_size (self->found, 0);
  gtk_text_buffer_set_text (buffer, "", 0);

  gtk_text_buffer_begin_irreversible_action (buffer);
  append_title (self);
  for (guint i = 0; i < document->clauses->len; i++)
    append_clause (self, g_ptr_array_index (document->clauses, i));
  gtk_text_buffer_end_irreversible_action (buffer);

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self), &start, 0, TRUE, 0, 0);
}

/**
 * dip_paper_text_scroll_to:
 * @self: a view
 * @clause: index of a clause
 *
 * Puts the heading of a clause near the upper edge.
 */
void
dip_paper_text_scroll_to (DipPaperText *self,
                          guint         clause)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_if_fail (DIP_IS_PAPER_TEXT (self));

  if (clause >= self->marks->len)
    return;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, g_ptr_array_index (self->marks, clause));
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), g_ptr_array_index (self->marks, clause), 0, TRUE, 0, 0.06);
}

static int
find_clause (DipPaperText      *self,
             const GtkTextIter *iter)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  int found = -1;
  guint low = 0;
  guint high = self->marks->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      GtkTextIter start;

      gtk_text_buffer_get_iter_at_mark (buffer, &start, g_ptr_array_index (self->marks, middle));
      if (gtk_text_iter_compare (&start, iter) <= 0)
        {
          found = (int) middle;
          low = middle + 1;
        }
      else
        {
          high = middle;
        }
    }

  return found;
}

/**
 * dip_paper_text_get_visible:
 * @self: a view
 *
 * Returns: the index of the clause that is being read, -1 for the title
 */
int
dip_paper_text_get_visible (DipPaperText *self)
{
  GtkTextIter iter;
  GdkRectangle visible;

  g_return_val_if_fail (DIP_IS_PAPER_TEXT (self), -1);

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, MARGIN, visible.y + visible.height / 8);

  return find_clause (self, &iter);
}

/* The index of the clause in which the caret or the selection begins, -1 for the title. */
int
dip_paper_text_get_at_cursor (DipPaperText *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_val_if_fail (DIP_IS_PAPER_TEXT (self), -1);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);

  return find_clause (self, &start);
}

/**
 * dip_paper_text_search:
 * @self: a view
 * @search: what to look for, empty for nothing
 *
 * Marks a word wherever it stands, whatever its case and width.
 *
 * Returns: how often it was found
 */
guint
dip_paper_text_search (DipPaperText *self,
                       const char   *search)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  guint from = 0;
  guint first, last;
  guint byte = 0;
  int offset = 0;

  g_return_val_if_fail (DIP_IS_PAPER_TEXT (self), 0);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "found", &start, &end);
  g_array_set_size (self->found, 0);
  self->found_at = 0;
  self->fresh_search = TRUE;
  if (search == NULL || *search == '\0')
    return 0;

  text = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
  while (self->found->len / 2 < MAX_FOUND && dip_marks_find_text (text, search, from, &first, &last))
    {
      int length = g_utf8_strlen (text + first, last - first);
      int to;

      offset += g_utf8_strlen (text + byte, first - byte);
      byte = first;
      to = offset + length;
      g_array_append_val (self->found, offset);
      g_array_append_val (self->found, to);
      gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
      gtk_text_buffer_apply_tag_by_name (buffer, "found", &start, &end);
      from = last;
    }

  return self->found->len / 2;
}

/**
 * dip_paper_text_move_found:
 * @self: a view
 * @direction: 1 for the next, -1 for the one before
 *
 * Selects the next place where the searched word stands and scrolls there.
 *
 * Returns: which one it is, from 1; 0 if there is none
 */
guint
dip_paper_text_move_found (DipPaperText *self,
                           int           direction)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  guint n;

  g_return_val_if_fail (DIP_IS_PAPER_TEXT (self), 0);

  n = self->found->len / 2;
  if (n == 0)
    return 0;

  if (!self->fresh_search)
    self->found_at = (self->found_at + n + (direction > 0 ? 1 : n - 1)) % n;
  else if (direction < 0)
    self->found_at = n - 1;
  self->fresh_search = FALSE;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_iter_at_offset (buffer, &start, g_array_index (self->found, int, 2 * self->found_at));
  gtk_text_buffer_get_iter_at_offset (buffer, &end, g_array_index (self->found, int, 2 * self->found_at + 1));
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (buffer), 0, TRUE, 0, 0.3);

  return self->found_at + 1;
}
