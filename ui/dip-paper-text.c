/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-text-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "compat/dip-compat.h"
#include "dip-marks.h"
#include "dip-words.h"

/* How long after a jump what is seen is laid out once more, in ms. */
#define REDRAW_DELAY 120

/* Then it looks so often, after so many milliseconds, whether a clause that it scrolls to is there. */
#define MAX_JUMPS 4
#define ARRIVAL_DELAY 350

/* Of the letters of the title, beside those of the text. */
#define TITLE_SCALE 1.9

/* Where the heading of that clause comes to stand, as a share of the height. */
#define CLAUSE_PLACE 0.06

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
G_DEFINE_FINAL_TYPE (DipPaperText, dip_paper_text, GTK_TYPE_TEXT_VIEW)

enum {
  FOLLOW,
  FILLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_colors (DipPaperText *self)
{
  static const char *const quiet_names[DIP_N_PAGES] = { "#5e5c64", "#c0bfbc", "#000000", "#ffffff" };
  static const char *const link_names[DIP_N_PAGES] = { "#1a5fb4", "#78aeed", "#0d3a75", "#a6cdff" };
  DipPage page = dip_marks_get_page ();
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  DipMarkColors found;
  GdkRGBA quiet, link;

  gdk_rgba_parse (&quiet, quiet_names[page]);
  gdk_rgba_parse (&link, link_names[page]);
  dip_marks_get_colors (DIP_MARK_FOUND, page, TRUE, &found);

  g_object_set (_dip_paper_text_get_tag (self, "quiet"), "foreground-rgba", &quiet, NULL);
  g_object_set (_dip_paper_text_get_tag (self, "question"), "foreground-rgba", &quiet, NULL);
  g_object_set (_dip_paper_text_get_tag (self, "number"), "foreground-rgba", &quiet, NULL);
  g_object_set (_dip_paper_text_get_tag (self, "meta"), "foreground-rgba", &quiet, NULL);
  g_object_set (_dip_paper_text_get_tag (self, "link"), "foreground-rgba", &link, NULL);
  g_object_set (_dip_paper_text_get_tag (self, "found"),
                "foreground-rgba", &found.foreground,
                "background-rgba", &found.background,
                NULL);
  gdk_rgba_parse (&found.background, dark ? "#e5a50a" : "#ffa348");
  gdk_rgba_parse (&found.foreground, "#241f31");
  g_object_set (_dip_paper_text_get_tag (self, "current"),
                "foreground-rgba", &found.foreground,
                "background-rgba", &found.background,
                NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The text of a row of a table, which is not seen: what is seen is drawn behind it, see
 * DipPaperRow. It overrides the tags that came before. */
static void
create_cell_tag (GtkTextBuffer *buffer,
                 const char    *name,
                 int            below)
{
  static const GdkRGBA none = { 0 };
  PangoTabArray *tabs = pango_tab_array_new_with_positions (1, FALSE, PANGO_TAB_LEFT, 1);

  gtk_text_buffer_create_tag (buffer, name,
                              "size", 1,
                              "foreground-rgba", &none,
                              "underline", PANGO_UNDERLINE_NONE,
                              "tabs", tabs,
                              "wrap-mode", GTK_WRAP_NONE,
                              "pixels-below-lines", below,
                              NULL);
  pango_tab_array_free (tabs);
}

static void
create_tags (DipPaperText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_create_tag (buffer, "ja", "language", "ja", NULL);
  gtk_text_buffer_create_tag (buffer, "en", "language", "en", NULL);
  gtk_text_buffer_create_tag (buffer, "title", "scale", TITLE_SCALE, "weight", 800, "pixels-below-lines", 8, NULL);
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
  gtk_text_buffer_create_tag (buffer, "word", "word", TRUE, NULL);
  gtk_text_buffer_create_tag (buffer, "next-word", "word", TRUE, NULL);
  gtk_text_buffer_create_tag (buffer, "paragraph", "pixels-below-lines", 10, NULL);
  gtk_text_buffer_create_tag (buffer, "question", "pixels-below-lines", 10, NULL);
  gtk_text_buffer_create_tag (buffer, "note", "left-margin", DIP_PAPER_TEXT_MARGIN + DIP_PAPER_TEXT_INDENT,
                              "right-margin", DIP_PAPER_TEXT_MARGIN + DIP_PAPER_TEXT_INDENT,
                              "scale", 0.95, "pixels-above-lines", 8, "pixels-below-lines", 14, NULL);
  gtk_text_buffer_create_tag (buffer, "caption", "scale", 0.9, "weight", 600, "pixels-above-lines", 8,
                              "pixels-below-lines", 4, NULL);
  gtk_text_buffer_create_tag (buffer, "strong", "weight", 650, NULL);
  gtk_text_buffer_create_tag (buffer, "source", "scale", 0.88, "pixels-above-lines", 4, "pixels-below-lines", 4,
                              NULL);
  gtk_text_buffer_create_tag (buffer, "link", "underline", PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_create_tag (buffer, "found", NULL);
  gtk_text_buffer_create_tag (buffer, "current", NULL);
  create_cell_tag (buffer, "cells", 0);
  create_cell_tag (buffer, "last-cells", 16);
}

/* Where the piece of a range stands that is in the line of its start, in the coordinates of the
 * buffer; @start then is where the next line begins. */
static gboolean
get_piece_rect (DipPaperText      *self,
                GtkTextIter       *start,
                const GtkTextIter *end,
                GdkRectangle      *rect)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter next = *start;
  GtkTextIter last;
  GdkRectangle at;

  gtk_text_view_get_iter_location (view, start, rect);
  if (!gtk_text_view_forward_display_line (view, &next) || gtk_text_iter_compare (&next, end) > 0)
    next = *end;
  last = next;
  gtk_text_iter_backward_char (&last);
  /* The space before a break of the line takes no room. */
  if (!gtk_text_iter_equal (&next, end) && gtk_text_iter_get_char (&last) == ' ')
    gtk_text_iter_backward_char (&last);
  gtk_text_view_get_iter_location (view, &last, &at);
  rect->width = at.x + at.width - rect->x;
  *start = next;

  return rect->width > 0;
}

/* The index of the first pair of offsets that ends on the line of an iterator or
 * later. Lines that are not seen are not asked where they stand: they would have
 * to be laid out for it. */
static guint
find_pair (DipPaperText      *self,
           GArray            *offsets,
           const GtkTextIter *top)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  guint low = 0;
  guint high = offsets->len / 2;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      GtkTextIter end;

      gtk_text_buffer_get_iter_at_offset (buffer, &end, g_array_index (offsets, int, 2 * middle + 1));
      if (gtk_text_iter_get_line (&end) < gtk_text_iter_get_line (top))
        low = middle + 1;
      else
        high = middle;
    }

  return 2 * low;
}

static gboolean
begins_below (DipPaperText      *self,
              int                offset,
              const GtkTextIter *bottom)
{
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &start, offset);

  return gtk_text_iter_get_line (&start) > gtk_text_iter_get_line (bottom);
}

static void
snapshot_chips (DipPaperText      *self,
                GtkSnapshot       *snapshot,
                const GtkTextIter *top,
                const GtkTextIter *bottom,
                const GdkRGBA     *color)
{
  for (guint i = find_pair (self, self->chips, top); i + 1 < self->chips->len; i += 2)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
      GtkTextIter start, end;

      if (begins_below (self, g_array_index (self->chips, int, i), bottom))
        break;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, g_array_index (self->chips, int, i));
      gtk_text_buffer_get_iter_at_offset (buffer, &end, g_array_index (self->chips, int, i + 1));

      while (gtk_text_iter_compare (&start, &end) < 0)
        {
          GdkRectangle rect;
          GskRoundedRect outline;
          graphene_rect_t bounds;

          if (!get_piece_rect (self, &start, &end, &rect))
            continue;

          graphene_rect_init (&bounds, rect.x, rect.y - 2, rect.width, rect.height + 4);
          gsk_rounded_rect_init_from_rect (&outline, &bounds, bounds.size.height / 2);
          gtk_snapshot_push_rounded_clip (snapshot, &outline);
          gtk_snapshot_append_color (snapshot, color, &bounds);
          gtk_snapshot_pop (snapshot);
        }
    }
}

static void
snapshot_panels (DipPaperText      *self,
                 GtkSnapshot       *snapshot,
                 const GtkTextIter *top,
                 const GtkTextIter *bottom,
                 const GdkRGBA     *color,
                 const GdkRGBA     *edge)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  float width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * DIP_PAPER_TEXT_MARGIN;

  for (guint i = find_pair (self, self->panels, top); i + 1 < self->panels->len; i += 2)
    {
      GtkTextIter start, end;
      GdkRectangle first, last;
      GskRoundedRect outline;
      graphene_rect_t bounds;

      if (begins_below (self, g_array_index (self->panels, int, i), bottom))
        break;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, g_array_index (self->panels, int, i));
      gtk_text_buffer_get_iter_at_offset (buffer, &end, g_array_index (self->panels, int, i + 1));
      gtk_text_view_get_iter_location (view, &start, &first);
      gtk_text_view_get_iter_location (view, &end, &last);

      graphene_rect_init (&bounds, DIP_PAPER_TEXT_MARGIN, first.y - 6, width, last.y + last.height - first.y + 12);
      gsk_rounded_rect_init_from_rect (&outline, &bounds, 6);
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, color, &bounds);
      bounds.size.width = 3;
      gtk_snapshot_append_color (snapshot, edge, &bounds);
      gtk_snapshot_pop (snapshot);
    }
}

/* A text view does not give its menu the size that this gets as its lines appear. */
static void
dip_paper_text_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  DipPaperText *self = DIP_PAPER_TEXT (widget);

  GTK_WIDGET_CLASS (dip_paper_text_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
dip_paper_text_snapshot_layer (GtkTextView      *view,
                               GtkTextViewLayer  layer,
                               GtkSnapshot      *snapshot)
{
  DipPaperText *self = DIP_PAPER_TEXT (view);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkTextIter top, bottom;
  GdkRectangle visible;
  GdkRGBA chip, panel, edge;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    return;

  self->undrawn = FALSE;
  gdk_rgba_parse (&chip, dark ? "rgba(255,255,255,0.10)" : "rgba(0,0,0,0.06)");
  gdk_rgba_parse (&panel, dark ? "rgba(255,255,255,0.05)" : "rgba(0,0,0,0.035)");
  gdk_rgba_parse (&edge, dark ? "rgba(120,174,237,0.9)" : "rgba(53,132,228,0.8)");

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &top, visible.y, NULL);
  gtk_text_view_get_line_at_y (view, &bottom, visible.y + visible.height, NULL);
  snapshot_panels (self, snapshot, &top, &bottom, &panel, &edge);
  snapshot_chips (self, snapshot, &top, &bottom, &chip);
}

/* (nullable): the link at an offset of the buffer. */
static const DipPaperLink *
find_link (DipPaperText *self,
           int           offset)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const DipPaperLink *link = &g_array_index (self->links, DipPaperLink, i);

      if (offset >= link->start && offset < link->end)
        return link;
      if (link->start > offset)
        break;
    }

  return NULL;
}

static void
follow (DipPaperText       *self,
        const DipPaperLink *link)
{
  g_autofree char *address = g_strdup (link->address);

  if (*address == '#')
    g_signal_emit (self, signals[FOLLOW], 0, address + 1);
  else
    dip_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), address);
}

/*
 * Goes where the link at a place of the widget leads, unless text is selected.
 */
void
_dip_paper_text_follow_at (DipPaperText *self,
                           double        x,
                           double        y)
{
  const DipPaperLink *link;
  GtkTextIter iter;

  if (gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))) ||
      !_dip_paper_text_get_iter_at (self, x, y, &iter))
    return;

  link = find_link (self, gtk_text_iter_get_offset (&iter));
  if (link != NULL)
    follow (self, link);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             DipPaperText    *self)
{
  _dip_paper_text_follow_at (self, x, y);
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           DipPaperText             *self)
{
  GtkTextIter iter;
  gboolean link = _dip_paper_text_get_iter_at (self, x, y, &iter) &&
                  find_link (self, gtk_text_iter_get_offset (&iter)) != NULL;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), link ? "pointer" : "text");
}

/* From link to link by key, and along them. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        DipPaperText          *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gboolean next = (state & GDK_CONTROL_MASK) != 0 && key == GDK_KEY_bracketright;
  gboolean previous = (state & GDK_CONTROL_MASK) != 0 && key == GDK_KEY_bracketleft;
  const DipPaperLink *link;
  GtkTextIter start, end;

  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && self->link_at >= 0)
    {
      follow (self, &g_array_index (self->links, DipPaperLink, self->link_at));
      return GDK_EVENT_STOP;
    }
  if ((!next && !previous) || self->links->len == 0)
    return GDK_EVENT_PROPAGATE;

  if (self->link_at < 0)
    {
      /* From the caret on. */
      gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
      for (self->link_at = 0; (guint) self->link_at < self->links->len - 1; self->link_at++)
        if (g_array_index (self->links, DipPaperLink, self->link_at).start >= gtk_text_iter_get_offset (&start))
          break;
    }
  else
    {
      self->link_at = (self->link_at + (next ? 1 : (int) self->links->len - 1)) % (int) self->links->len;
    }

  link = &g_array_index (self->links, DipPaperLink, self->link_at);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, link->start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, link->end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0);

  return GDK_EVENT_STOP;
}

/* What a term means, or where a link leads. */
static gboolean
dip_paper_text_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard,
                              GtkTooltip *tooltip)
{
  DipPaperText *self = DIP_PAPER_TEXT (widget);
  const DipPaperLink *link;
  const DipTerm *term;
  g_autofree char *line = NULL;
  g_autofree char *label = NULL;
  GtkTextIter at, start, end;

  if (self->document == NULL)
    return FALSE;
  if (keyboard)
    gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &at, &end);
  else if (!_dip_paper_text_get_iter_at (self, x, y, &at))
    return FALSE;

  link = find_link (self, gtk_text_iter_get_offset (&at));
  if (link != NULL)
    {
      const DipClause *target = *link->address == '#' ? dip_document_find_clause (self->document, link->address + 1)
                                                      : NULL;

      label = target != NULL ? dip_clause_dup_label (target) : g_strdup (link->address);
      gtk_tooltip_set_text (tooltip, label);
      return TRUE;
    }

  start = end = at;
  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  line = gtk_text_iter_get_slice (&start, &end);
  term = _dip_paper_find_term (self->document, line, gtk_text_iter_get_line_index (&at));
  if (term == NULL)
    return FALSE;

  /* Translators: a term of the paper and its meaning */
  label = g_strdup_printf (_("%s: %s"), term->term, term->meaning);
  gtk_tooltip_set_text (tooltip, label);

  return TRUE;
}

/* All of the text is selected also while the end of it is not there yet, and the caret goes to its end. */
static void
select_all_cb (DipPaperText *self,
               gboolean      select)
{
  if (select)
    _dip_paper_text_fill_all (self);
}

static void
dip_paper_text_move_cursor (GtkTextView     *view,
                            GtkMovementStep  step,
                            int              count,
                            gboolean         extend)
{
  if (step == GTK_MOVEMENT_BUFFER_ENDS && count > 0)
    _dip_paper_text_fill_all (DIP_PAPER_TEXT (view));

  GTK_TEXT_VIEW_CLASS (dip_paper_text_parent_class)->move_cursor (view, step, count, extend);
}

static void
dip_paper_text_dispose (GObject *object)
{
  g_clear_handle_id (&DIP_PAPER_TEXT (object)->redraw_id, g_source_remove);
  g_clear_handle_id (&DIP_PAPER_TEXT (object)->fill_id, g_source_remove);
  g_clear_object (&DIP_PAPER_TEXT (object)->document);
  g_clear_pointer (&DIP_PAPER_TEXT (object)->menu, gtk_widget_unparent);

  G_OBJECT_CLASS (dip_paper_text_parent_class)->dispose (object);
}

static void
dip_paper_text_finalize (GObject *object)
{
  DipPaperText *self = DIP_PAPER_TEXT (object);

  g_array_unref (self->starts);
  g_array_unref (self->chips);
  g_array_unref (self->panels);
  g_array_unref (self->spans);
  g_string_free (self->pending, TRUE);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->links);
  g_array_unref (self->found);

  G_OBJECT_CLASS (dip_paper_text_parent_class)->finalize (object);
}

/* Nothing is pasted into the text; the paper that was copied goes where it would elsewhere in the window. */
static void
dip_paper_text_paste_clipboard (GtkTextView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "win.paste", NULL);
}

static void
dip_paper_text_class_init (DipPaperTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dip_paper_text_dispose;
  object_class->finalize = dip_paper_text_finalize;
  GTK_TEXT_VIEW_CLASS (klass)->copy_clipboard = _dip_paper_text_copy_clipboard;
  GTK_TEXT_VIEW_CLASS (klass)->move_cursor = dip_paper_text_move_cursor;
  GTK_TEXT_VIEW_CLASS (klass)->paste_clipboard = dip_paper_text_paste_clipboard;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = dip_paper_text_snapshot_layer;
  GTK_WIDGET_CLASS (klass)->size_allocate = dip_paper_text_size_allocate;
  GTK_WIDGET_CLASS (klass)->query_tooltip = dip_paper_text_query_tooltip;

  /**
   * DipPaperText::follow:
   * @clause: id of the clause to which a link leads
   */
  signals[FOLLOW] = g_signal_new ("follow", DIP_TYPE_PAPER_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * DipPaperText::filled:
   *
   * The end of a paper is there that was too long to be shown at once.
   */
  signals[FILLED] = g_signal_new ("filled", DIP_TYPE_PAPER_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
dip_paper_text_init (DipPaperText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->starts = g_array_new (FALSE, FALSE, sizeof (int));
  self->chips = g_array_new (FALSE, FALSE, sizeof (int));
  self->panels = g_array_new (FALSE, FALSE, sizeof (int));
  self->spans = g_array_new (FALSE, FALSE, sizeof (DipPaperSpan));
  self->pending = g_string_new (NULL);
  self->wanted = -1;
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->links = g_array_new (FALSE, FALSE, sizeof (DipPaperLink));
  g_array_set_clear_func (self->links, (GDestroyNotify) _dip_paper_link_clear);
  self->link_at = -1;
  self->found = g_array_new (FALSE, FALSE, sizeof (int));

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, DIP_PAPER_TEXT_MARGIN);
  gtk_text_view_set_right_margin (view, DIP_PAPER_TEXT_MARGIN);
  gtk_text_view_set_top_margin (view, DIP_PAPER_TEXT_MARGIN + 12);
  gtk_text_view_set_bottom_margin (view, 3 * DIP_PAPER_TEXT_MARGIN);
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
  _dip_paper_text_init_cells (self);
  _dip_paper_text_init_menu (self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "select-all", G_CALLBACK (select_all_cb), NULL);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (update_colors), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_colors), self,
                           G_CONNECT_SWAPPED);
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
 * @one_variant: it is the view of one variant
 *
 * Shows another document, from its beginning. Of a long one the rest follows when there is time.
 */
void
dip_paper_text_set_document (DipPaperText *self,
                             DipDocument  *document,
                             gboolean      one_variant)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_if_fail (DIP_IS_PAPER_TEXT (self));
  g_return_if_fail (DIP_IS_DOCUMENT (document));

  g_set_object (&self->document, document);
  self->one_variant = one_variant;

  g_clear_handle_id (&self->fill_id, g_source_remove);
  self->wanted = -1;
  g_array_set_size (self->starts, 0);
  g_array_set_size (self->chips, 0);
  g_array_set_size (self->panels, 0);
  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->links, 0);
  self->link_at = -1;
  g_array_set_size (self->found, 0);
  _dip_paper_text_fill (self);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  self->undrawn = TRUE;
  if (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)) != NULL)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)), 0);
}

static int
find_clause (DipPaperText      *self,
             const GtkTextIter *iter)
{
  int found = -1;
  guint low = 0;
  guint high = self->starts->len;
  int offset = gtk_text_iter_get_offset (iter);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->starts, int, middle) <= offset)
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

/* The clause at the upper edge, as far as lines are laid out. */
static int
find_clause_at_edge (DipPaperText *self)
{
  GtkTextIter iter;
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, DIP_PAPER_TEXT_MARGIN,
                                      visible.y + visible.height / 8);

  return find_clause (self, &iter);
}

/* Whether the view is still on its way to a clause, or was stopped there. */
static gboolean
is_on_its_way (DipPaperText *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  gboolean is_at_end = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
                       gtk_adjustment_get_upper (adjustment) - 1;

  return self->jump_place == CLAUSE_PLACE && !is_at_end &&
         find_clause_at_edge (self) != dip_paper_text_get_at_cursor (self);
}

/* Lays out what is seen once more, from above to below. After a jump GTK 4.8 has
 * laid out lines around its end in another order, some with the looks of the line
 * that came before, as headings. That, and a window that gets its size, stops a view that
 * scrolls; it sets out again then. */
static gboolean
redraw_cb (gpointer data)
{
  DipPaperText *self = data;

  if (self->n_jumps == 0)
    {
      gtk_text_tag_changed (_dip_paper_text_get_tag (self, "ja"), FALSE);
      gtk_text_tag_changed (_dip_paper_text_get_tag (self, "en"), FALSE);
    }
  else if (!is_on_its_way (self))
    {
      self->redraw_id = 0;
      return G_SOURCE_REMOVE;
    }
  else
    {
      gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self),
                                    gtk_text_buffer_get_insert (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))),
                                    0, TRUE, 1, self->jump_place);
    }

  self->redraw_id = ++self->n_jumps < MAX_JUMPS ? g_timeout_add (ARRIVAL_DELAY, redraw_cb, self) : 0;

  return G_SOURCE_REMOVE;
}

/* Says that all of a long paper is there now. */
void
_dip_paper_text_emit_filled (DipPaperText *self)
{
  g_signal_emit (self, signals[FILLED], 0);
}

/* Only up and down: at the right edge nothing needs to move sideways. */
void
_dip_paper_text_scroll_to_cursor (DipPaperText *self,
                                  double        place)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  self->undrawn = TRUE;
  self->jump_place = place;
  self->n_jumps = 0;
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (buffer), 0, TRUE, 1, place);
  if (self->redraw_id == 0)
    self->redraw_id = g_timeout_add (REDRAW_DELAY, redraw_cb, self);
}

/**
 * dip_paper_text_scroll_to:
 * @self: a view
 * @clause: index of a clause
 *
 * Puts the heading of a clause near the upper edge, as soon as it is filled in.
 */
void
dip_paper_text_scroll_to (DipPaperText *self,
                          guint         clause)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_if_fail (DIP_IS_PAPER_TEXT (self));

  self->wanted = clause >= self->starts->len && !_dip_paper_text_is_filled (self) ? (int) clause : -1;
  if (clause >= self->starts->len)
    return;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, g_array_index (self->starts, int, clause));
  gtk_text_buffer_place_cursor (buffer, &iter);
  _dip_paper_text_scroll_to_cursor (self, CLAUSE_PLACE);
}

/**
 * dip_paper_text_get_visible:
 * @self: a view
 *
 * Lines have no place before they are laid out, so until a new document is drawn,
 * or a clause to which it scrolls, that one is told where its caret is.
 *
 * Returns: the index of the clause that is being read, -1 for the title
 */
int
dip_paper_text_get_visible (DipPaperText *self)
{
  g_return_val_if_fail (DIP_IS_PAPER_TEXT (self), -1);

  if (self->wanted >= 0)
    return self->wanted;

  return self->undrawn ? dip_paper_text_get_at_cursor (self) : find_clause_at_edge (self);
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
