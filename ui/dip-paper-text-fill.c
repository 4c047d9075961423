/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-text-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dip-marks.h"
#include "dip-words.h"
#include "text/dip-line-breaks.h"

/* How many facts a clause shows below its heading. */
#define MAX_FACTS 8

/* Deeper items of lists stand where these do. */
#define MAX_DEPTH 4

/* What follows the first line of an item is not indented further, in pixels. */
#define MAX_HANG 80

/* The width of a name or of the value of a fact in a chip, in Latin letters, which a narrow window has room for.
 * The name of a standard with its year fits in. */
#define CHIP_WIDTH 44

/* How many characters of a paper are there from the beginning, which most papers do not have, and by
 * how many a longer one grows whenever there is time. */
#define N_FIRST 40000
#define N_MORE  10000

/* What is known while the text is made. */
typedef struct
{
  DipPaperText    *self;
  const DipClause *clause;
  GHashTable      *told;     /* (element-type utf8): ids of clauses that the text of this one leads to */
} Filling;

GtkTextTag *
_dip_paper_text_get_tag (DipPaperText *self,
                         const char   *name)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);
}

/* The width of the marker of a list item, in pixels. */
static int
measure_marker (DipPaperText *self,
                const char   *marker)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), marker);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return MIN (width, MAX_HANG);
}

/* (transfer full): the tag of a list item of some depth: what follows its first line stands below the
 * text of that, @hang pixels behind its marker. */
static char *
ensure_item_tag (DipPaperText *self,
                 guint         depth,
                 int           hang)
{
  char *name;

  depth = MIN (depth, MAX_DEPTH);
  name = g_strdup_printf ("item-%u-%d", depth, hang);
  if (_dip_paper_text_get_tag (self, name) == NULL)
    gtk_text_buffer_create_tag (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), name,
                                "left-margin", DIP_PAPER_TEXT_MARGIN + DIP_PAPER_TEXT_INDENT * ((int) depth + 1),
                                "indent", -hang,
                                "pixels-below-lines", 5,
                                NULL);

  return name;
}

static int
get_end_offset (DipPaperText *self)
{
  return self->n_chars;
}

static void
add_offset (DipPaperText *self,
            GArray       *offsets)
{
  g_array_append_val (offsets, self->n_chars);
}

/* Says how the text looks that ends the pending one. */
static void
add_span (DipPaperText *self,
          int           start,
          const char   *name)
{
  DipPaperSpan span = { .start = start, .end = self->n_chars, .tag = _dip_paper_text_get_tag (self, name) };

  /* Mostly it goes on as the last piece, or the one before a link or a chip. */
  for (guint i = 1; i <= MIN (self->spans->len, 3); i++)
    {
      DipPaperSpan *before = &g_array_index (self->spans, DipPaperSpan, self->spans->len - i);

      if (before->tag == span.tag && before->end == start)
        {
          before->end = span.end;
          return;
        }
    }
  g_array_append_val (self->spans, span);
}

static void
append (DipPaperText *self,
        const char   *text,
        const char   *tag,
        const char   *other_tag)
{
  int start = self->n_chars;

  g_string_append (self->pending, text);
  self->n_chars += (int) g_utf8_strlen (text, -1);
  if (tag != NULL)
    add_span (self, start, tag);
  if (other_tag != NULL)
    add_span (self, start, other_tag);
}

/* Writes a title whose lines end behind phrases. Words that stand side by side have two tags by turns,
 * or they were one. */
static void
append_heading (DipPaperText *self,
                const char   *text,
                const char   *tag)
{
  static const char *const names[] = { "word", "next-word" };
  g_autoptr (GArray) ends = dip_line_breaks_list (text);
  int start = self->n_chars;
  const char *from = text;

  append (self, text, tag, NULL);
  for (guint i = 0; i < ends->len; i++)
    {
      const char *to = text + g_array_index (ends, guint, i);
      DipPaperSpan span = { .start = start, .tag = _dip_paper_text_get_tag (self, names[i % 2]) };

      start += (int) g_utf8_strlen (from, to - from);
      span.end = start;
      g_array_append_val (self->spans, span);
      from = to;
    }
}

/* Puts what is pending into the buffer, in one piece: whoever listens to it, as screen readers do,
 * is told of each. */
static void
flush (DipPaperText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  const char *language = g_strcmp0 (dip_marks_get_language (self->document), "ja") == 0 ? "ja" : "en";
  GtkTextIter start, end;
  int before;

  if (self->pending->len == 0)
    return;

  gtk_text_buffer_get_end_iter (buffer, &end);
  before = gtk_text_iter_get_offset (&end);
  gtk_text_buffer_insert (buffer, &end, self->pending->str, (int) self->pending->len);
  g_string_truncate (self->pending, 0);

  gtk_text_buffer_get_iter_at_offset (buffer, &start, before);
  gtk_text_buffer_apply_tag (buffer, _dip_paper_text_get_tag (self, language), &start, &end);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const DipPaperSpan *span = &g_array_index (self->spans, DipPaperSpan, i);

      gtk_text_buffer_get_iter_at_offset (buffer, &start, span->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, span->end);
      gtk_text_buffer_apply_tag (buffer, span->tag, &start, &end);
    }
  g_array_set_size (self->spans, 0);
}

/* En spaces hold the place of the chip's ends. */
static void
append_chip (DipPaperText *self,
             const char   *text)
{
  g_autofree char *padded = g_strdup_printf ("\u2002%s\u2002", text);

  add_offset (self, self->chips);
  append (self, padded, "meta", "chip");
  add_offset (self, self->chips);
  append (self, "  ", "meta", NULL);
}

/* A chip with the name of a fact and its value. A column that has no room for both in a line has
 * them in two. */
static void
append_fact (DipPaperText *self,
             const char   *name,
             const char   *value)
{
  g_autofree char *first = g_strdup_printf ("\u2002%s:", name);
  g_autofree char *second = g_strdup_printf ("%s\u2002", value);

  add_offset (self, self->chips);
  append (self, first, "meta", "chip");
  append (self, " ", "meta", NULL);
  append (self, second, "meta", "chip");
  add_offset (self, self->chips);
  append (self, "  ", "meta", NULL);
}

/* Text that leads somewhere. */
static void
append_link (DipPaperText *self,
             const char   *text,
             const char   *address,
             const char   *tag)
{
  DipPaperLink link = { .start = get_end_offset (self), .address = g_strdup (address) };

  append (self, text, "link", tag);
  link.end = get_end_offset (self);
  g_array_append_val (self->links, link);
}

/* Text with its addresses and cross-references as links. */
static void
append_text (Filling    *filling,
             const char *text,
             const char *tag)
{
  DipPaperText *self = filling->self;
  g_autoptr (GArray) links = _dip_paper_links_find (self->document, filling->clause, text, filling->told);
  int from = 0;

  for (guint i = 0; i < links->len; i++)
    {
      const DipPaperLink *link = &g_array_index (links, DipPaperLink, i);
      g_autofree char *before = g_strndup (text + from, link->start - from);
      g_autofree char *words = g_strndup (text + link->start, link->end - link->start);

      if (*before != '\0')
        append (self, before, tag, NULL);
      append_link (self, words, link->address, tag);
      from = link->end;
    }

  if (text[from] != '\0')
    append (self, text + from, tag, NULL);
}

static void
append_item (Filling        *filling,
             const DipBlock *block)
{
  DipPaperText *self = filling->self;
  g_autofree char *marker = block->marker != NULL ? g_strdup_printf ("%s ", block->marker) : NULL;
  g_autofree char *tag = NULL;

  if (marker != NULL)
    dip_words_show_bullets (marker);
  tag = ensure_item_tag (self, block->depth, marker != NULL ? measure_marker (self, marker) : 0);
  if (marker != NULL)
    append (self, marker, "quiet", tag);
  append_text (filling, block->text, tag);
  append (self, "\n", tag, NULL);
}

static void
append_note (Filling        *filling,
             const DipBlock *block)
{
  DipPaperText *self = filling->self;

  add_offset (self, self->panels);
  if (block->marker != NULL)
    {
      append (self, block->marker, "strong", "note");
      append (self, " ", "note", NULL);
    }
  append_text (filling, block->text, "note");
  add_offset (self, self->panels);
  append (self, "\n", "note", NULL);
}

/* What stands in one column needs no grid. */
static void
append_lines (Filling        *filling,
              const DipBlock *block)
{
  g_auto (GStrv) lines = g_strsplit (block->text, "\n", -1);
  g_autofree char *tag = ensure_item_tag (filling->self, 0, DIP_PAPER_TEXT_INDENT);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      append_text (filling, lines[i], tag);
      append (filling->self, "\n", tag, NULL);
    }
}

/* Rows of a table. Their text is there, one line a row, with TAB between the cells; what
 * is seen is drawn behind it. */
static void
append_table (Filling        *filling,
              const DipBlock *block)
{
  DipPaperText *self = filling->self;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autoptr (DipPaperTable) table = dip_paper_table_new (GTK_TEXT_VIEW (self), block->text,
                                                         dip_marks_get_language (self->document),
                                                         2 * DIP_PAPER_TEXT_MARGIN);

  for (guint i = 0; i < dip_paper_table_get_n_rows (table); i++)
    {
      g_auto (GStrv) cells = g_strsplit (dip_paper_table_get_row (table, i), "\t", -1);
      const char *tag = i + 1 == dip_paper_table_get_n_rows (table) ? "last-cells" : "cells";
      g_autoptr (GtkTextMark) start = NULL;
      g_autoptr (DipPaperRow) row = NULL;
      GtkTextIter end;

      flush (self);
      gtk_text_buffer_get_end_iter (buffer, &end);
      start = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &end, TRUE));
      row = dip_paper_row_new (table, i, start);
      for (guint j = 0; cells[j] != NULL; j++)
        {
          if (j > 0)
            append (self, "\t", tag, NULL);
          if (*cells[j] != '\0')
            append_text (filling, cells[j], tag);
        }
      flush (self);
      gtk_text_buffer_get_end_iter (buffer, &end);
      gtk_text_buffer_insert_paintable (buffer, &end, GDK_PAINTABLE (row));
      self->n_chars++;
      g_ptr_array_add (self->rows, g_steal_pointer (&row));
      append (self, "\n", tag, NULL);
    }
}

/* The printed name of a variant. */
static const char *
get_variant_label (DipDocument *document,
                   const char  *key)
{
  for (guint i = 0; i < document->variants->len; i++)
    {
      const DipVariant *variant = g_ptr_array_index (document->variants, i);

      if (g_strcmp0 (variant->key, key) == 0)
        return variant->label;
    }

  return key;
}

/* For whom a block holds, and where it was taken from, if that needs to be said. */
static void
append_source (Filling        *filling,
               const DipBlock *block)
{
  DipPaperText *self = filling->self;

  if (block->from != NULL)
    {
      const DipClause *source = dip_document_find_clause (self->document, block->from);
      g_autofree char *label = source != NULL ? dip_clause_dup_label (source) : g_strdup (block->from);
      g_autofree char *address = g_strconcat ("#", block->from, NULL);

      /* Translators: before the name of the clause in which a paragraph stands */
      append (self, _("From"), "quiet", "source");
      append (self, " ", "quiet", "source");
      append_link (self, label, address, "source");
      append (self, "\n", "source", NULL);
    }
  else if (block->variant != NULL && !self->one_variant)
    {
      /* Translators: a paragraph holds only for one variant of the service, such as Private */
      g_autofree char *text = g_strdup_printf (_("%s only"), get_variant_label (self->document, block->variant));

      append_chip (self, text);
      append (self, "\n", "meta", NULL);
    }
}

static void
append_block (Filling        *filling,
              const DipBlock *block)
{
  DipPaperText *self = filling->self;

  append_source (filling, block);
  switch (block->kind)
    {
    case DIP_BLOCK_LIST:
      append_item (filling, block);
      break;
    case DIP_BLOCK_NOTE:
    case DIP_BLOCK_POINT:
      append_note (filling, block);
      break;
    case DIP_BLOCK_TABLE:
    case DIP_BLOCK_DEFINITION:
      if (strchr (block->text, '\t') != NULL)
        append_table (filling, block);
      else
        append_lines (filling, block);
      break;
    case DIP_BLOCK_CAPTION:
      append_text (filling, block->text, "caption");
      append (self, "\n", "caption", NULL);
      break;
    case DIP_BLOCK_PARAGRAPH:
    default:
      if (block->marker != NULL)
        {
          append (self, block->marker, "quiet", "paragraph");
          append (self, " ", "paragraph", NULL);
        }
      append_text (filling, block->text, "paragraph");
      append (self, "\n", "paragraph", NULL);
      break;
    }
}

/* How many characters of a text a chip has room for. */
static guint
count_fitting (const char *text)
{
  guint n = 0;
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
      if (width > CHIP_WIDTH)
        break;
      n++;
    }

  return MAX (n, 1);
}

static void
append_meta (DipPaperText    *self,
             const DipClause *clause)
{
  /* A sentence may hold two facts of one kind, and be the quote of both. */
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean any = FALSE;

  if (clause->stance != DIP_STANCE_INFORMATIONAL)
    {
      append_chip (self, dip_words_get_stance (clause->stance));
      any = TRUE;
    }

  for (guint i = 0; i < MIN (clause->facts->len, MAX_FACTS); i++)
    {
      const DipFact *fact = g_ptr_array_index (clause->facts, i);
      /* As the paper puts it: the normal form is for machines. */
      const char *words = fact->quote != NULL && *fact->quote != '\0' ? fact->quote : fact->value;
      g_autofree char *value = dip_words_dup_excerpt (words, count_fitting (words));
      char *chip;

      /* An address is a link in the text already. */
      if (g_strcmp0 (fact->what, "url") == 0)
        continue;

      chip = g_strdup_printf ("%s: %s", dip_words_get_fact (fact->what), value);
      if (!g_hash_table_add (shown, chip))
        continue;
      append_fact (self, dip_words_get_fact (fact->what), value);
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

/* Clauses that this one refers to in words that are not theirs. */
static void
append_references (DipPaperText    *self,
                   const DipClause *clause,
                   GHashTable      *told)
{
  gboolean any = FALSE;

  for (guint i = 0; clause->refers_to[i] != NULL; i++)
    {
      const DipClause *target = dip_document_find_clause (self->document, clause->refers_to[i]);
      g_autofree char *label = target != NULL ? dip_clause_dup_label (target) : NULL;
      g_autofree char *address = g_strconcat ("#", clause->refers_to[i], NULL);

      if (target == NULL || target == clause || g_hash_table_contains (told, target->id))
        continue;

      /* Translators: before the names of the clauses that a clause refers to */
      append (self, any ? " · " : _("See"), "quiet", "source");
      if (!any)
        append (self, " ", "quiet", "source");
      append_link (self, label, address, "source");
      any = TRUE;
    }

  if (any)
    append (self, "\n", "source", NULL);
}

static void
append_clause (DipPaperText    *self,
               const DipClause *clause)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  Filling filling = { .self = self, .clause = clause, .told = told };
  const char *tag = clause->kind == DIP_CLAUSE_ITEM ? "heading-3"
                    : clause->level <= 1 ? "heading-1" : clause->level == 2 ? "heading-2" : "heading-3";
  const char *implemented = clause->implemented == DIP_IMPLEMENTED_UNKNOWN ? NULL :
                            dip_words_get_implemented (clause->implemented);

  add_offset (self, self->starts);
  if (clause->number != NULL)
    {
      append (self, clause->number, "number", tag);
      append (self, "\u2002", tag, NULL);
    }
  append_heading (self, clause->title != NULL && *clause->title != '\0' ? clause->title
                        : clause->number != NULL ? "" : clause->id, tag);
  append (self, "\n", tag, NULL);

  if (implemented != NULL)
    append_chip (self, implemented);
  append_meta (self, clause);
  if (implemented != NULL && clause->stance == DIP_STANCE_INFORMATIONAL &&
      clause->facts->len == 0 && clause->controls->len == 0)
    append (self, "\n", "meta", NULL);

  if (clause->question != NULL && g_strcmp0 (clause->question, clause->title) != 0)
    {
      append_text (&filling, clause->question, "question");
      append (self, "\n", "question", NULL);
    }
  if (clause->answer != NULL)
    {
      append_text (&filling, clause->answer, "paragraph");
      append (self, "\n", "paragraph", NULL);
    }
  for (guint i = 0; i < clause->blocks->len; i++)
    append_block (&filling, g_ptr_array_index (clause->blocks, i));
  append_references (self, clause, told);
}

/* A name without end would reach beyond the window. */
static void
append_name (DipPaperText *self,
             const char   *name)
{
  g_autofree char *shown = dip_words_dup_excerpt (name, count_fitting (name));

  append_chip (self, shown);
}

static void
append_title (DipPaperText *self)
{
  DipEdition *edition = self->document->edition;
  g_autofree char *name = dip_words_dup_edition (edition);
  g_autofree char *date = dip_words_dup_date (edition->issued);
  g_autofree char *version = edition->version != NULL ? dip_words_dup_version (edition) : NULL;

  append_heading (self, edition->title != NULL ? edition->title : name, "title");
  append (self, "\n", "title", NULL);

  if (edition->provider != NULL)
    append_name (self, edition->provider);
  if (edition->service != NULL)
    append_name (self, edition->service);
  if (version != NULL)
    append_name (self, version);
  if (date != NULL)
    append_chip (self, date);
  append_chip (self, dip_words_get_kind (edition->kind));
  append (self, "\n", "meta", NULL);
}


gboolean
_dip_paper_text_is_filled (DipPaperText *self)
{
  return self->document == NULL || self->starts->len == self->document->clauses->len;
}

/* Writes clauses until there are so many more characters. */
static void
fill (DipPaperText *self,
      int           n_chars)
{
  int enough = self->n_chars + n_chars;

  while (!_dip_paper_text_is_filled (self) && self->n_chars < enough)
    append_clause (self, g_ptr_array_index (self->document->clauses, self->starts->len));
  flush (self);
}

/* Takes the end off a buffer that is no longer seen. */
static gboolean
empty_cb (gpointer data)
{
  GtkTextBuffer *buffer = data;
  GtkTextIter start, end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  start = end;
  gtk_text_iter_backward_chars (&start, N_MORE);
  gtk_text_buffer_delete (buffer, &start, &end);

  return gtk_text_buffer_get_char_count (buffer) > 0;
}

/* Gives the view an empty buffer. To free one with a long text takes longer than to fill it, so
 * that is done bit by bit as well. */
static void
renew_buffer (DipPaperText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *before = g_object_ref (gtk_text_view_get_buffer (view));
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (gtk_text_buffer_get_tag_table (before));

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_view_set_buffer (view, buffer);
  g_idle_add_full (G_PRIORITY_LOW, empty_cb, before, g_object_unref);
}

static gboolean
fill_cb (gpointer data)
{
  DipPaperText *self = data;
  /* What follows a clause has to be there as well, or it would stand at the lower edge. */
  gboolean is_there = self->wanted >= 0 && (guint) self->wanted < self->starts->len;
  gboolean is_filled;

  fill (self, N_MORE);
  is_filled = _dip_paper_text_is_filled (self);
  if (is_there || (is_filled && self->wanted >= 0))
    dip_paper_text_scroll_to (self, (guint) self->wanted);
  if (!is_filled)
    return G_SOURCE_CONTINUE;

  self->fill_id = 0;
  _dip_paper_text_emit_filled (self);

  return G_SOURCE_REMOVE;
}

/* Writes the document into a new buffer: the beginning at once, and the rest of a long one when there
 * is time. */
void
_dip_paper_text_fill (DipPaperText *self)
{
  renew_buffer (self);
  self->n_chars = 0;
  append_title (self);
  fill (self, N_FIRST);
  if (!_dip_paper_text_is_filled (self))
    self->fill_id = g_idle_add (fill_cb, self);
}

/* For who needs all of the text now. */
void
_dip_paper_text_fill_all (DipPaperText *self)
{
  if (self->fill_id == 0)
    return;

  fill (self, G_MAXINT - self->n_chars);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  self->fill_id = g_idle_add (fill_cb, self);
}
