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
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_free (mark->digests[0]);
  g_free (mark->digests[1]);
  dip_review_free (mark->review);
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

static gboolean
turn (DipWindow  *self,
      gpointer    data,
      GError    **error)
{
  Mark *mark = data;
  DipEdition *old_edition = _dip_window_find_by_digest (self, mark->digests[0]);
  DipEdition *new_edition = _dip_window_find_by_digest (self, mark->digests[1]);
  g_autofree char *address = NULL;

  if (old_edition == NULL || new_edition == NULL ||
      !store (self, old_edition->id, new_edition->id, mark->review, mark->was_reviewed, error))
    return FALSE;

  if (is_of (_dip_window_get_comparison (self), mark))
    {
      dip_comparison_view_set_reviewed (self->comparison, mark->review, mark->was_reviewed);
      address = dip_axis_dup_review (mark->review);
      gtk_widget_activate_action (GTK_WIDGET (self->comparison), "compare.go-to-clause", "s", address);
    }
  mark->was_reviewed = !mark->was_reviewed;

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

/* Remembers that the current clause has been looked at, or that it has not. */
static gboolean
set_reviewed (DipWindow *self,
              gboolean   is_reviewed)
{
  DipComparison *comparison = _dip_window_get_remembered (self);
  const DipPair *pair = comparison != NULL ? dip_comparison_view_get_pair (self->comparison) : NULL;
  g_autoptr (DipReview) review = NULL;
  g_autoptr (GError) error = NULL;
  Mark *mark;

  if (pair == NULL)
    return comparison != NULL;

  if (dip_comparison_view_is_reviewed (self->comparison) == is_reviewed)
    return TRUE;

  review = dip_review_new (pair->old_clause != NULL ? pair->old_clause->id : NULL,
                           pair->new_clause != NULL ? pair->new_clause->id : NULL);
  if (has_front (comparison, pair))
    {
      dip_comparison_view_set_reviewed (self->comparison, review, is_reviewed);
      return TRUE;
    }
  if (!store (self, comparison->old_document->edition->id, comparison->new_document->edition->id, review,
              is_reviewed, &error))
    {
      _dip_window_toast_error (self, error);
      return FALSE;
    }

  mark = g_new0 (Mark, 1);
  mark->digests[0] = g_strdup (comparison->old_document->edition->sha256);
  mark->digests[1] = g_strdup (comparison->new_document->edition->sha256);
  mark->review = dip_review_new (review->old_clause, review->new_clause);
  mark->was_reviewed = !is_reviewed;
  _dip_window_push_undo (self, NULL, turn, mark, mark_free);
  dip_comparison_view_set_reviewed (self->comparison, review, is_reviewed);

  return TRUE;
}

/* The current clause is done with: on to the next one that is not. */
void
_dip_window_reviewed_next (DipWindow *self)
{
  /* What the filter hides once it is done with has no place that a next one could come after. */
  g_autoptr (DipComparisonRow) next = dip_comparison_view_find_open (self->comparison);

  if (!set_reviewed (self, TRUE))
    return;

  if (next != NULL)
    dip_comparison_view_go_to (self->comparison, next);
  else
    _dip_window_toast (self, _("All changes have been looked at"));
}

void
_dip_window_toggle_reviewed (DipWindow *self)
{
  set_reviewed (self, !dip_comparison_view_is_reviewed (self->comparison));
}
