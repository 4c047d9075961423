/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-axis.h"
#include "session/dip-library-hand.h"

/* Which clauses of the two editions that are compared have been looked at. */

typedef struct
{
  char      *digests[2];   /* of the editions: one that was removed and put back has another row id */
  DipReview *review;
  gboolean   was_reviewed;
  gboolean   is_first;     /* the user marks what is on the screen */
  gboolean   goes_on;      /* and wants the next one, if it is the first time */
  DipComparisonRow *next;  /* (nullable) */
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_free (mark->digests[0]);
  g_free (mark->digests[1]);
  dip_review_free (mark->review);
  g_clear_object (&mark->next);
  g_free (mark);
}

static gboolean
store (DipWindow        *self,
       gint64            old_id,
       gint64            new_id,
       const DipReview  *review,
       gboolean          is_reviewed,
       GError          **error)
{
  g_autoptr (GPtrArray) reviews = dip_reviews_new ();

  g_ptr_array_add (reviews, dip_review_new (review->old_clause, review->new_clause));

  return dip_library_set_reviewed (self->library, old_id, new_id, reviews, is_reviewed, error);
}

static gboolean
is_of (DipComparison *comparison,
       const Mark    *mark)
{
  return comparison != NULL &&
         g_strcmp0 (comparison->old_document->edition->sha256, mark->digests[0]) == 0 &&
         g_strcmp0 (comparison->new_document->edition->sha256, mark->digests[1]) == 0;
}

/* To what comes next, or, where a mark is taken back, to what was marked. */
static void
go_on (DipWindow *self,
       Mark      *mark)
{
  g_autoptr (DipComparisonRow) next = g_steal_pointer (&mark->next);
  g_autofree char *address = NULL;

  if (next != NULL)
    {
      dip_comparison_view_go_to (self->comparison, next);
    }
  else if (mark->goes_on)
    {
      _dip_window_toast (self, _("All changes have been looked at"));
    }
  else if (!mark->is_first)
    {
      address = dip_axis_dup_review (mark->review);
      gtk_widget_activate_action (GTK_WIDGET (self->comparison), "compare.go-to-clause", "s", address);
    }
}

static gboolean
turn (DipWindow  *self,
      gpointer    data,
      GError    **error)
{
  Mark *mark = data;
  DipEdition *old_edition = _dip_window_find_by_digest (self, mark->digests[0]);
  DipEdition *new_edition = _dip_window_find_by_digest (self, mark->digests[1]);

  if (old_edition == NULL || new_edition == NULL ||
      !store (self, old_edition->id, new_edition->id, mark->review, mark->was_reviewed, error))
    return FALSE;

  if (is_of (_dip_window_get_comparison (self), mark))
    {
      dip_comparison_view_set_reviewed (self->comparison, mark->review, mark->was_reviewed);
      go_on (self, mark);
    }
  mark->was_reviewed = !mark->was_reviewed;
  mark->is_first = FALSE;
  mark->goes_on = FALSE;
  g_clear_object (&mark->next);

  return TRUE;
}

/* Shows in a comparison that has just come what has been looked at. */
void
_dip_window_load_reviews (DipWindow *self)
{
  DipComparison *comparison = _dip_window_get_comparison (self);
  gint64 old_id = comparison->old_document->edition->id;
  gint64 new_id = comparison->new_document->edition->id;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;

  if (self->library == NULL || old_id <= 0 || new_id <= 0 || old_id == new_id)
    return;

  reviews = dip_library_list_reviews (self->library, old_id, new_id, &error);
  if (reviews != NULL)
    dip_comparison_view_set_reviews (self->comparison, reviews);
  else
    _dip_window_toast_error (self, error);
}

/* Whether a pair is about what stands before the first clause, which the library has no place for. */
static gboolean
has_front (const DipComparison *comparison,
           const DipPair       *pair)
{
  return (pair->old_clause != NULL && g_ptr_array_find (comparison->fronts, pair->old_clause, NULL)) ||
         (pair->new_clause != NULL && g_ptr_array_find (comparison->fronts, pair->new_clause, NULL));
}

/* Remembers that the current clause has been looked at, or that it has not.
 *
 * @goes_on: whether to go to the next one that is open then
 */
static void
set_reviewed (DipWindow *self,
              gboolean   is_reviewed,
              gboolean   goes_on)
{
  DipComparison *comparison = _dip_window_get_remembered (self);
  const DipPair *pair = comparison != NULL ? dip_comparison_view_get_pair (self->comparison) : NULL;
  Mark *mark;

  if (comparison == NULL)
    return;

  mark = g_new0 (Mark, 1);
  mark->was_reviewed = is_reviewed;
  mark->is_first = TRUE;
  mark->goes_on = goes_on;
  /* What the filter hides once it is done with has no place that a next one could come after. */
  mark->next = goes_on ? dip_comparison_view_find_open (self->comparison) : NULL;
  if (pair != NULL)
    mark->review = dip_review_new (pair->old_clause != NULL ? pair->old_clause->id : NULL,
                                   pair->new_clause != NULL ? pair->new_clause->id : NULL);

  if (pair == NULL || dip_comparison_view_is_reviewed (self->comparison) == is_reviewed || has_front (comparison, pair))
    {
      if (pair != NULL)
        dip_comparison_view_set_reviewed (self->comparison, mark->review, is_reviewed);
      go_on (self, mark);
      mark_free (mark);
      return;
    }

  mark->digests[0] = g_strdup (comparison->old_document->edition->sha256);
  mark->digests[1] = g_strdup (comparison->new_document->edition->sha256);
  _dip_window_do (self, NULL, turn, mark, mark_free);
}

/* The current clause is done with: on to the next one that is not. */
void
_dip_window_reviewed_next (DipWindow *self)
{
  set_reviewed (self, TRUE, TRUE);
}

void
_dip_window_toggle_reviewed (DipWindow *self)
{
  set_reviewed (self, !dip_comparison_view_is_reviewed (self->comparison), FALSE);
}
