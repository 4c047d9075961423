/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "edits-case.h"
#include "read/dip-read.h"
#include "recognise/dip-recognise.h"

#include <string.h>

/* One edition of each sample paper; another edition of it would be the same text again. */
static const char *const names[] = {
  "minato-chohyo-1.0.txt", "minato-chohyo-2.0.txt", "asagiri-cloud-2.md",
  "komorebi-kintai-checksheet-3.0.txt", "larkfield-ledger-2.3.txt",
};

static DipDocument *
read_paper (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("DIPTYCH_SAMPLES"), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dip_read_load (file, NULL, &error);
  DipDocument *document;
  DipLayout *layout;

  g_assert_no_error (error);
  layout = dip_read_layout (bytes, name, NULL, &error);
  g_assert_no_error (error);
  document = dip_recognise (layout, dip_lexicon_get_default (), NULL, &error);
  g_assert_no_error (error);
  dip_layout_free (layout);

  return document;
}

const GPtrArray *
edits_papers (void)
{
  static GPtrArray *papers = NULL;

  if (papers == NULL)
    {
      papers = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        g_ptr_array_add (papers, read_paper (names[i]));
    }

  return papers;
}

gboolean
edits_is_japanese (DipDocument *document)
{
  return g_strcmp0 (document->edition->language, "ja") == 0;
}

/* Facts are left out: nobody reads them out of an edited text again. */
DipClause *
edits_clause_copy (const DipClause *clause)
{
  DipClause *copy = dip_clause_new ();

  g_free (copy->title);
  g_strfreev (copy->refers_to);
  copy->id = g_strdup (clause->id);
  copy->number = g_strdup (clause->number);
  copy->title = g_strdup (clause->title);
  copy->heading = g_strdup (clause->heading);
  copy->level = clause->level;
  copy->parent = g_strdup (clause->parent);
  copy->kind = clause->kind;
  copy->variant_dependent = clause->variant_dependent;
  copy->refers_to = g_strdupv (clause->refers_to);
  copy->stance = clause->stance;
  copy->question = g_strdup (clause->question);
  copy->implemented = clause->implemented;
  copy->implemented_text = g_strdup (clause->implemented_text);
  copy->answer = g_strdup (clause->answer);
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = clause->controls->pdata[i];

      g_ptr_array_add (copy->controls,
                       dip_control_new (control->id, control->framework, control->origin, control->confidence));
    }
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = clause->blocks->pdata[i];
      DipBlock *block_copy = dip_block_new (block->kind, block->marker, block->text);

      block_copy->variant = g_strdup (block->variant);
      block_copy->depth = block->depth;
      g_ptr_array_add (copy->blocks, block_copy);
    }

  return copy;
}

gsize
edits_clause_length (const DipClause *clause)
{
  gsize length = clause->answer == NULL ? 0 : strlen (clause->answer);

  for (guint i = 0; i < clause->blocks->len; i++)
    length += strlen (((const DipBlock *) clause->blocks->pdata[i])->text);

  return length;
}

GPtrArray *
edits_clause_slots (DipClause *clause)
{
  GPtrArray *slots = g_ptr_array_new ();

  if (clause->answer != NULL)
    g_ptr_array_add (slots, &clause->answer);
  for (guint i = 0; i < clause->blocks->len; i++)
    g_ptr_array_add (slots, &((DipBlock *) clause->blocks->pdata[i])->text);

  return slots;
}

void
edits_set (char **slot,
           char  *text)
{
  g_free (*slot);
  *slot = text;
}

static EditsNote *
note_new (DipClause *origin)
{
  EditsNote *note = g_new0 (EditsNote, 1);

  note->origins = g_ptr_array_new ();
  note->relation = -1;
  if (origin != NULL)
    g_ptr_array_add (note->origins, origin);

  return note;
}

static void
note_free (EditsNote *note)
{
  g_ptr_array_unref (note->origins);
  g_free (note->moved_from);
  g_free (note->moved_text);
  g_free (note);
}

static DipDocument *
copy_document (DipDocument *document)
{
  DipDocument *copy = dip_document_new ();

  g_set_object (&copy->edition, document->edition);
  for (guint i = 0; i < document->clauses->len; i++)
    g_ptr_array_add (copy->clauses, edits_clause_copy (document->clauses->pdata[i]));

  return copy;
}

EditsCase *
edits_case_new (DipDocument *paper)
{
  EditsCase *self = g_new0 (EditsCase, 1);

  /* Both are copies: neither has facts or a revision table. */
  self->old_document = copy_document (paper);
  self->new_document = copy_document (paper);
  self->notes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) note_free);
  self->log = g_string_new (NULL);
  for (guint i = 0; i < paper->clauses->len; i++)
    g_hash_table_insert (self->notes, self->new_document->clauses->pdata[i],
                         note_new (self->old_document->clauses->pdata[i]));

  return self;
}

void
edits_case_free (EditsCase *self)
{
  g_object_unref (self->old_document);
  g_object_unref (self->new_document);
  g_hash_table_unref (self->notes);
  g_string_free (self->log, TRUE);
  g_free (self);
}

EditsNote *
edits_case_note (EditsCase *self,
                 DipClause *clause)
{
  return g_hash_table_lookup (self->notes, clause);
}

int
edits_case_index (EditsCase *self,
                  DipClause *clause)
{
  guint index = 0;
  gboolean found = g_ptr_array_find (self->new_document->clauses, clause, &index);

  g_assert_true (found);

  return (int) index;
}

gboolean
edits_case_is_leaf (EditsCase *self,
                    DipClause *clause)
{
  for (guint i = 0; i < self->new_document->clauses->len; i++)
    {
      const DipClause *other = self->new_document->clauses->pdata[i];

      if (g_strcmp0 (other->parent, clause->id) == 0)
        return FALSE;
    }

  return TRUE;
}

/* Takes @clause over and gives it a note that says "inserted". */
DipClause *
edits_case_insert (EditsCase  *self,
                   int         index,
                   DipClause  *clause,
                   const char *parent,
                   guint       level)
{
  static guint n_inserted = 0;
  EditsNote *note = note_new (NULL);

  g_free (clause->id);
  g_free (clause->parent);
  clause->id = g_strdup_printf ("inserted-%u", n_inserted++);
  clause->parent = g_strdup (parent);
  clause->level = level;
  note->relation = DIP_RELATION_ADDED;
  note->at_most = DIP_CLASS_SUBSTANTIVE;
  note->touched = TRUE;
  g_hash_table_insert (self->notes, clause, note);
  g_ptr_array_insert (self->new_document->clauses, index, clause);
  self->renumber = TRUE;

  return clause;
}

/* Numbers all clauses from their tree and order; a clause without a number stays without one. */
void
edits_case_finish (EditsCase *self)
{
  g_autoptr (GHashTable) places = NULL;   /* old id → new id */
  g_autoptr (GHashTable) counts = NULL;   /* new id of a parent → children so far */
  guint n_unnumbered = 0;
  guint n_top = 0;

  if (!self->renumber)
    return;

  places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  counts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->new_document->clauses->len; i++)
    {
      DipClause *clause = self->new_document->clauses->pdata[i];
      const char *parent = clause->parent == NULL ? NULL : g_hash_table_lookup (places, clause->parent);
      char *id;

      if (parent == NULL)
        id = clause->number == NULL ? g_strdup_printf ("F%u", ++n_unnumbered) : g_strdup_printf ("%u", ++n_top);
      else
        {
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, parent)) + 1;

          g_hash_table_insert (counts, (gpointer) parent, GUINT_TO_POINTER (count));
          id = g_strdup_printf ("%s%s%u", parent, clause->kind == DIP_CLAUSE_ITEM ? "-" : ".", count);
        }

      g_hash_table_insert (places, g_steal_pointer (&clause->id), id);
      clause->id = id;
      g_free (clause->parent);
      clause->parent = g_strdup (parent);
      if (clause->number != NULL)
        {
          g_free (clause->number);
          clause->number = g_strdup (id);
        }
    }
}
