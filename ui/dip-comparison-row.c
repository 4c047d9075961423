/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dip-axis.h"
#include "dip-words.h"

/* A label of several thousand characters takes longer to lay out than a frame
 * lasts; pieces are cut at the end of the first sentence past this. */
#define PIECE_CHARS 600

/* How much of each side a screen reader says for a row. */
#define NAME_CHARS 200

G_DEFINE_FINAL_TYPE (DipComparisonRow, dip_comparison_row, G_TYPE_OBJECT)

static void
dip_comparison_row_finalize (GObject *object)
{
  DipComparisonRow *self = DIP_COMPARISON_ROW (object);

  g_clear_pointer (&self->comparison, dip_comparison_unref);

  G_OBJECT_CLASS (dip_comparison_row_parent_class)->finalize (object);
}

static void
dip_comparison_row_class_init (DipComparisonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_comparison_row_finalize;
}

static void
dip_comparison_row_init (DipComparisonRow *self)
{
  self->old_part = -1;
  self->new_part = -1;
}

DipComparisonRow *
dip_comparison_row_new (DipComparisonRowKind  kind,
                        DipComparison        *comparison)
{
  DipComparisonRow *self = g_object_new (DIP_TYPE_COMPARISON_ROW, NULL);

  self->kind = kind;
  self->comparison = dip_comparison_ref (comparison);

  return self;
}

static char *
dup_text (const DipClauseText *clause_text,
          guint                start,
          guint                length)
{
  char *text = g_strndup (clause_text->text + start, length);

  dip_words_show_bullets (text);

  return text;
}

/**
 * dip_comparison_row_dup_old:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the text of the old side, NULL where it has none
 */
char *
dip_comparison_row_dup_old (DipComparisonRow *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_ROW (self), NULL);

  if (self->old_part < 0 || self->pair->old_text == NULL)
    return NULL;

  return dup_text (self->pair->old_text, self->old_start, self->old_length);
}

/**
 * dip_comparison_row_dup_new:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the text of the new side, NULL where it has none
 */
char *
dip_comparison_row_dup_new (DipComparisonRow *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_ROW (self), NULL);

  if (self->new_part < 0 || self->pair->new_text == NULL)
    return NULL;

  return dup_text (self->pair->new_text, self->new_start, self->new_length);
}

static char *
dup_heading_name (DipComparisonRow *self)
{
  const DipPair *pair = self->pair;
  const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
  g_autofree char *label = dip_clause_dup_label (clause);
  g_autofree char *relation = dip_axis_dup_relation (self->comparison, pair);
  GString *name = g_string_new (NULL);

  /* Translators: how a screen reader names the heading of a clause, then its
   * class: "Clause 7 Backup, Substance" */
  g_string_append_printf (name, _("Clause %s, %s"), label, dip_words_get_class (pair->class_));
  if (relation != NULL)
    g_string_append_printf (name, ", %s", relation);
  if (pair->flip)
    g_string_append_printf (name, ", %s", dip_axis_of (self->comparison) == DIP_AXIS_EDITIONS
                                          /* Translators: said of a clause whose promise turned into its opposite */
                                          ? _("the promise has turned")
                                          /* Translators: said of a clause in which two services promise
                                           * different things */
                                          : _("the promise differs"));
  if (pair->hand != DIP_HAND_NONE)
    g_string_append_printf (name, ", %s",
                            pair->hand == DIP_HAND_PAIRED ? _("paired by hand") : _("parted by hand"));
  if (self->reviewed)
    /* Translators: of a clause, by a person */
    g_string_append_printf (name, ", %s", _("looked at"));

  return g_string_free (name, FALSE);
}

static char *
dup_text_name (DipComparisonRow *self,
               guint             classes)
{
  const DipClause *clause = self->pair->new_clause != NULL ? self->pair->new_clause
                                                           : self->pair->old_clause;
  const char *number = clause->number != NULL ? clause->number : clause->title;
  g_autofree char *old_text = dip_comparison_row_dup_old (self);
  g_autofree char *new_text = dip_comparison_row_dup_new (self);
  g_autofree char *old_part = dip_words_dup_excerpt (old_text, NAME_CHARS);
  g_autofree char *new_part = dip_words_dup_excerpt (new_text, NAME_CHARS);
  const char *class_word;
  guint shown = self->classes & classes;

  if (shown == 0)
    /* Translators: a screen reader's name of a paragraph without a marked
     * change: "Clause 7, unchanged: the text" */
    return g_strdup_printf (_("Clause %s, unchanged: %s"), number,
                            new_text != NULL ? new_part : old_part);

  class_word = dip_words_get_class (g_bit_storage (shown) - 1);

  if (dip_axis_of (self->comparison) != DIP_AXIS_EDITIONS)
    {
      g_autofree char *old_side = dip_axis_dup_side (self->comparison, FALSE);
      g_autofree char *new_side = dip_axis_dup_side (self->comparison, TRUE);

      if (old_text == NULL || new_text == NULL)
        /* Translators: "Clause 7, Substance, only in Public: the text" */
        return g_strdup_printf (_("Clause %s, %s, only in %s: %s"), number, class_word,
                                old_text == NULL ? new_side : old_side, old_text == NULL ? new_part : old_part);

      /* Translators: "Clause 7, Substance, Private: the text, Public: the text" */
      return g_strdup_printf (_("Clause %s, %s, %s: %s, %s: %s"),
                              number, class_word, old_side, old_part, new_side, new_part);
    }

  if (old_text == NULL)
    /* Translators: "Clause 7, Substance, added: the text" */
    return g_strdup_printf (_("Clause %s, %s, added: %s"), number, class_word, new_part);
  if (new_text == NULL)
    /* Translators: "Clause 7, Substance, removed: the text" */
    return g_strdup_printf (_("Clause %s, %s, removed: %s"), number, class_word, old_part);

  /* Translators: "Clause 7, Substance, old: the text, new: the text" */
  return g_strdup_printf (_("Clause %s, %s, old: %s, new: %s"),
                          number, class_word, old_part, new_part);
}

/**
 * dip_comparison_row_dup_name:
 * @self: a row
 * @classes: the classes of change that are shown, as bits
 *
 * Says in a sentence what the row shows by place, shape and colour.
 *
 * Returns: (transfer full): the accessible name
 */
char *
dip_comparison_row_dup_name (DipComparisonRow *self,
                             guint             classes)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_ROW (self), NULL);

  switch (self->kind)
    {
    case DIP_COMPARISON_ROW_SUMMARY:
      return g_strdup (_("Summary of the changes"));
    case DIP_COMPARISON_ROW_HEADING:
      return dup_heading_name (self);
    case DIP_COMPARISON_ROW_TEXT:
      return dup_text_name (self, classes);
    case DIP_COMPARISON_ROW_FOLD:
      return g_strdup_printf (ngettext ("%u paragraph without changes, folded",
                                        "%u paragraphs without changes, folded",
                                        self->n_folded),
                              self->n_folded);
    case DIP_COMPARISON_ROW_CLAUSES:
      return g_strdup_printf (ngettext ("%u clause without such changes, folded",
                                        "%u clauses without such changes, folded",
                                        self->n_folded),
                              self->n_folded);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * dip_comparison_row_has_change:
 * @self: a row of a pair
 * @change: a change of that pair
 *
 * Returns: whether the change stands in the row
 */
gboolean
dip_comparison_row_has_change (DipComparisonRow *self,
                               const DipChange  *change)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_ROW (self), FALSE);

  return (self->old_part >= 0 && change->old_part == self->old_part && change->old_start >= self->old_start &&
          change->old_start <= self->old_start + self->old_length) ||
         (self->new_part >= 0 && change->new_part == self->new_part && change->new_start >= self->new_start &&
          change->new_start <= self->new_start + self->new_length);
}

/* A stretch of both sides that is not cut: equal text up to the end of a
 * sentence, or a change. Lengths in bytes. */
typedef struct
{
  guint old_length;
  guint new_length;
} Atom;

static gboolean
ends_sentence (const char *p,
               const char *end)
{
  gunichar c = g_utf8_get_char (p);
  const char *next = g_utf8_next_char (p);

  if (c == 0x3002 || c == 0xff0e || c == 0xff01 || c == 0xff1f || c == '\n')   /* 。．！？ */
    return TRUE;

  return (c == '.' || c == '!' || c == '?' || c == ';') && (next >= end || *next == ' ');
}

/* The length of the first stretch of some text: to the end of a sentence, and
 * to PIECE_CHARS at the latest. */
static guint
measure_stretch (const char *text,
                 guint       length)
{
  const char *end = text + length;
  guint n = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      n++;
      if (n >= PIECE_CHARS || (n > 1 && ends_sentence (p, end)))
        return MIN ((guint) (g_utf8_next_char (p) - text), length);
    }

  return length;
}

static void
add_equal (GArray     *atoms,
           const char *text,
           guint       length)
{
  while (length > 0)
    {
      guint n = measure_stretch (text, length);
      Atom atom = { n, n };

      g_array_append_val (atoms, atom);
      text += n;
      length -= n;
    }
}

/* A change that is short stays whole; a long one falls into sentences, those
 * of both sides in turn. */
static void
add_change (GArray     *atoms,
            const char *old_text,
            guint       old_length,
            const char *new_text,
            guint       new_length)
{
  if (old_length < PIECE_CHARS && new_length < PIECE_CHARS)
    {
      Atom atom = { old_length, new_length };

      g_array_append_val (atoms, atom);
      return;
    }

  while (old_length > 0 || new_length > 0)
    {
      Atom atom = { 0, 0 };

      if (old_length > 0)
        atom.old_length = measure_stretch (old_text, old_length);
      if (new_length > 0)
        atom.new_length = measure_stretch (new_text, new_length);
      g_array_append_val (atoms, atom);

      old_text += atom.old_length;
      old_length -= atom.old_length;
      new_text += atom.new_length;
      new_length -= atom.new_length;
    }
}

/* Falls back on sentences of both sides in turn where the changes do not tile
 * the part, as with text that has moved within its clause. */
static GArray *
list_atoms (const DipPair *pair,
            const DipPart *old_part,
            const DipPart *new_part)
{
  GArray *atoms = g_array_new (FALSE, FALSE, sizeof (Atom));
  const char *old_text = old_part != NULL ? pair->old_text->text : "";
  const char *new_text = new_part != NULL ? pair->new_text->text : "";
  guint old_at = old_part != NULL ? old_part->start : 0;
  guint new_at = new_part != NULL ? new_part->start : 0;
  guint old_end = old_part != NULL ? old_at + old_part->length : 0;
  guint new_end = new_part != NULL ? new_at + new_part->length : 0;
  gboolean tiled = old_part != NULL && new_part != NULL;

  for (guint i = 0; tiled && i < pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (pair->changes, i);
      guint old_length = strlen (change->old_text);
      guint new_length = strlen (change->new_text);
      guint equal;

      if (change->new_start < new_at || change->new_start + new_length > new_end ||
          change->old_start < old_at || change->old_start + old_length > old_end)
        continue;

      equal = change->new_start - new_at;
      if (change->old_start - old_at != equal)
        {
          tiled = FALSE;
          break;
        }

      add_equal (atoms, new_text + new_at, equal);
      add_change (atoms, change->old_text, old_length, change->new_text, new_length);
      old_at = change->old_start + old_length;
      new_at = change->new_start + new_length;
    }

  if (tiled && old_end - old_at == new_end - new_at)
    {
      add_equal (atoms, new_text + new_at, new_end - new_at);
      return atoms;
    }

  g_array_set_size (atoms, 0);
  old_at = old_part != NULL ? old_part->start : 0;
  new_at = new_part != NULL ? new_part->start : 0;
  add_change (atoms, old_text + old_at, old_end - old_at, new_text + new_at, new_end - new_at);

  return atoms;
}

/* The changes that touch a stretch. An insertion belongs to the piece in which
 * it stands on the new side, and so on. */
static void
collect_classes (DipComparisonRow *piece)
{
  const DipPair *pair = piece->pair;

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (pair->changes, i);
      guint old_length = strlen (change->old_text);
      guint new_length = strlen (change->new_text);

      if ((piece->new_part >= 0 && new_length > 0 &&
           change->new_start < piece->new_start + piece->new_length &&
           change->new_start + new_length > piece->new_start) ||
          (piece->old_part >= 0 && old_length > 0 &&
           change->old_start < piece->old_start + piece->old_length &&
           change->old_start + old_length > piece->old_start))
        {
          piece->classes |= 1u << change->class_;
          piece->tags[change->class_] |= change->tags;
        }
    }
}

void
dip_comparison_row_cut (DipComparison *comparison,
                        guint          pair_index,
                        const DipRow  *row,
                        GPtrArray     *pieces)
{
  DipPair *pair = g_ptr_array_index (comparison->pairs, pair_index);
  const DipPart *old_part = row->old_part < 0 || pair->old_text == NULL ? NULL :
    &g_array_index (pair->old_text->parts, DipPart, row->old_part);
  const DipPart *new_part = row->new_part < 0 || pair->new_text == NULL ? NULL :
    &g_array_index (pair->new_text->parts, DipPart, row->new_part);
  g_autoptr (GArray) atoms = list_atoms (pair, old_part, new_part);
  guint old_at = old_part != NULL ? old_part->start : 0;
  guint new_at = new_part != NULL ? new_part->start : 0;
  guint i = 0;

  do
    {
      DipComparisonRow *piece = dip_comparison_row_new (DIP_COMPARISON_ROW_TEXT, comparison);
      glong n_chars = 0;

      piece->pair = pair;
      piece->pair_index = pair_index;
      piece->old_start = old_at;
      piece->new_start = new_at;
      piece->continues = i > 0;

      for (; i < atoms->len && n_chars < PIECE_CHARS; i++)
        {
          const Atom *atom = &g_array_index (atoms, Atom, i);
          glong old_chars = old_part == NULL ? 0 :
            g_utf8_strlen (pair->old_text->text + old_at, atom->old_length);
          glong new_chars = new_part == NULL ? 0 :
            g_utf8_strlen (pair->new_text->text + new_at, atom->new_length);

          old_at += atom->old_length;
          new_at += atom->new_length;
          n_chars += MAX (old_chars, new_chars);
        }

      piece->old_length = old_at - piece->old_start;
      piece->new_length = new_at - piece->new_start;
      /* Only the first piece of a paragraph shows that a side has no such paragraph. */
      piece->old_part = old_part != NULL && (piece->old_length > 0 || !piece->continues)
                          ? row->old_part : -1;
      piece->new_part = new_part != NULL && (piece->new_length > 0 || !piece->continues)
                          ? row->new_part : -1;
      collect_classes (piece);

      g_ptr_array_add (pieces, piece);
    }
  while (i < atoms->len);
}
