/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-axis.h"
#include "dip-pair-dialog.h"
#include "session/dip-library-hand.h"

/* What the user says of clauses of the two editions that are compared. */

typedef struct
{
  char      *digests[2];   /* of the editions: one that was removed and put back has another row id */
  GPtrArray *from;         /* (element-type DipPairing): what was said after it; before, once it is taken back */
  GPtrArray *to;           /* (element-type DipPairing): the other way round */
  char      *clause;       /* id of the clause that it was about */
} Said;

static void
said_free (gpointer data)
{
  Said *said = data;

  g_free (said->digests[0]);
  g_free (said->digests[1]);
  g_ptr_array_unref (said->from);
  g_ptr_array_unref (said->to);
  g_free (said->clause);
  g_free (said);
}

/* The comparison that is on the screen, made anew, is no other place to come back from. */
static void
compare_anew (DipWindow  *self,
              DipEdition *old_edition,
              DipEdition *new_edition,
              const char *clause)
{
  DipComparison *comparison = _dip_window_get_comparison (self);
  gboolean travelling = self->travelling;

  self->travelling |= comparison != NULL &&
                      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "comparison") == 0 &&
                      g_strcmp0 (comparison->old_document->edition->sha256, old_edition->sha256) == 0 &&
                      g_strcmp0 (comparison->new_document->edition->sha256, new_edition->sha256) == 0;
  _dip_window_compare_at (self, old_edition, new_edition, clause);
  self->travelling = travelling;
}

/* Says again what was said before; what another window has said since stays. */
static gboolean
turn (DipWindow  *self,
      gpointer    data,
      GError    **error)
{
  Said *said = data;
  DipEdition *old_edition = _dip_window_find_by_digest (self, said->digests[0]);
  DipEdition *new_edition = _dip_window_find_by_digest (self, said->digests[1]);
  g_autoptr (GPtrArray) now = NULL;
  GPtrArray *from = said->from;

  if (old_edition == NULL || new_edition == NULL)
    return FALSE;

  now = dip_library_list_pairings (self->library, old_edition->id, new_edition->id, error);
  if (now == NULL)
    return FALSE;

  dip_pairings_turn (now, said->from, said->to);
  if (!dip_library_set_pairings (self->library, old_edition->id, new_edition->id, now, error))
    return FALSE;

  said->from = said->to;
  said->to = from;
  compare_anew (self, old_edition, new_edition, said->clause);

  return TRUE;
}

/* The comparison that is seen, if the library can remember something of it; else says why not. */
DipComparison *
_dip_window_get_remembered (DipWindow *self)
{
  DipComparison *comparison = _dip_window_get_comparison (self);
  gint64 old_id, new_id;

  if (comparison == NULL)
    return NULL;

  old_id = comparison->old_document->edition->id;
  new_id = comparison->new_document->edition->id;
  if (self->library != NULL && old_id > 0 && new_id > 0 && old_id != new_id)
    return comparison;

  if (dip_axis_of (comparison) == DIP_AXIS_VARIANTS)
    _dip_window_toast (self, _("This is kept for two papers, not for two variants of one"));
  else
    _dip_window_toast (self, _("Import both papers first: only the library remembers it"));

  return NULL;
}

static const DipPair *
get_pair (DipWindow *self)
{
  const DipPair *pair = dip_comparison_view_get_pair (self->comparison);

  if (pair == NULL)
    _dip_window_toast (self, _("Go to a clause first"));

  return pair;
}

static GPtrArray *
list_pairings (DipWindow     *self,
               DipComparison *comparison)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *pairings = dip_library_list_pairings (self->library, comparison->old_document->edition->id,
                                                   comparison->new_document->edition->id, &error);

  if (pairings == NULL)
    _dip_window_toast_error (self, error);

  return pairings;
}

/* Stores what is said now, and compares anew; takes @before. */
static void
say (DipWindow       *self,
     DipComparison   *comparison,
     GPtrArray       *before,
     const GPtrArray *after,
     const char      *clause,
     const char      *text)
{
  DipEdition *old_edition = comparison->old_document->edition;
  DipEdition *new_edition = comparison->new_document->edition;
  Said *said = g_new0 (Said, 1);

  said->digests[0] = g_strdup (old_edition->sha256);
  said->digests[1] = g_strdup (new_edition->sha256);
  said->from = before;
  said->to = dip_pairings_copy (after);
  said->clause = g_strdup (clause);
  _dip_window_do (self, text, turn, said, said_free);
}

/* Says of each clause of @pair on the one side and @clause on the other that they belong together. */
static void
keep_partners (GPtrArray           *pairings,
               const DipComparison *comparison,
               const char          *clause,
               gboolean             is_old)
{
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (comparison->pairs, i);
      const DipClause *own = is_old ? pair->old_clause : pair->new_clause;
      const DipClause *first = is_old ? pair->new_clause : pair->old_clause;
      const GPtrArray *more = is_old ? pair->new_more : pair->old_more;

      if (own == NULL || first == NULL || g_strcmp0 (own->id, clause) != 0)
        continue;

      for (guint k = 0; k <= more->len; k++)
        {
          const DipClause *partner = k == 0 ? first : more->pdata[k - 1];

          dip_pairings_add (pairings, is_old ? clause : partner->id, is_old ? partner->id : clause);
        }
    }
}

static void
pair_cb (DipPairDialog *dialog,
         const char    *other,
         gboolean       keep,
         DipWindow     *self)
{
  const char *own = g_object_get_data (G_OBJECT (dialog), "clause");
  gboolean is_old = g_object_get_data (G_OBJECT (dialog), "is-old") != NULL;
  const char *old_clause = is_old ? own : other;
  const char *new_clause = is_old ? other : own;
  DipComparison *comparison = _dip_window_get_remembered (self);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  before = comparison != NULL ? list_pairings (self, comparison) : NULL;
  if (before == NULL)
    return;

  after = dip_pairings_copy (before);
  if (keep)
    {
      keep_partners (after, comparison, old_clause, TRUE);
      keep_partners (after, comparison, new_clause, FALSE);
      dip_pairings_add (after, old_clause, new_clause);
    }
  else
    {
      dip_pairings_pair (after, old_clause, new_clause);
    }

  say (self, comparison, g_steal_pointer (&before), after, new_clause, _("Clauses paired"));
}

/* Chooses a partner for the clause of one side, or of the side that has one. */
void
_dip_window_pair_with (DipWindow  *self,
                       const char *side)
{
  DipComparison *comparison = _dip_window_get_remembered (self);
  const DipPair *pair = comparison != NULL ? get_pair (self) : NULL;
  const DipClause *clause;
  GtkWidget *dialog;
  gboolean is_old;

  if (pair == NULL)
    return;

  is_old = pair->new_clause == NULL || (g_strcmp0 (side, "old") == 0 && pair->old_clause != NULL);
  clause = is_old ? pair->old_clause : pair->new_clause;
  dialog = dip_pair_dialog_new (GTK_WINDOW (self), comparison, clause, is_old);
  g_object_set_data_full (G_OBJECT (dialog), "clause", g_strdup (clause->id), g_free);
  g_object_set_data (G_OBJECT (dialog), "is-old", GINT_TO_POINTER (is_old));
  g_signal_connect_object (dialog, "pair", G_CALLBACK (pair_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static const DipClause *
nth_clause (const DipClause *first,
            const GPtrArray *more,
            guint            n)
{
  return n == 0 ? first : more->pdata[n - 1];
}

/* Says that the clauses of the current pair do not belong together. */
void
_dip_window_part (DipWindow *self)
{
  DipComparison *comparison = _dip_window_get_remembered (self);
  const DipPair *pair = comparison != NULL ? get_pair (self) : NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  if (pair == NULL)
    return;

  if (pair->old_clause == NULL || pair->new_clause == NULL)
    {
      _dip_window_toast (self, _("There is nothing on the other side"));
      return;
    }

  before = list_pairings (self, comparison);
  if (before == NULL)
    return;

  after = dip_pairings_copy (before);
  for (guint i = 0; i <= pair->old_more->len; i++)
    {
      for (guint k = 0; k <= pair->new_more->len; k++)
        dip_pairings_part (after, nth_clause (pair->old_clause, pair->old_more, i)->id,
                           nth_clause (pair->new_clause, pair->new_more, k)->id);
    }

  say (self, comparison, g_steal_pointer (&before), after, pair->new_clause->id, _("Clauses parted"));
}

/* Takes back what was said of the current pair. */
void
_dip_window_forget_pairing (DipWindow *self)
{
  DipComparison *comparison = _dip_window_get_remembered (self);
  const DipPair *pair = comparison != NULL ? get_pair (self) : NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const char *clause;

  before = pair != NULL ? list_pairings (self, comparison) : NULL;
  if (before == NULL)
    return;

  after = dip_pairings_copy (before);
  for (guint i = after->len; i > 0; i--)
    {
      const DipPairing *pairing = g_ptr_array_index (after, i - 1);
      gboolean has_old = dip_pair_has_clause (pair, pairing->old_clause, TRUE);
      gboolean has_new = dip_pair_has_clause (pair, pairing->new_clause, FALSE);

      if (pair->hand == DIP_HAND_PAIRED
            ? pairing->kind == DIP_PAIRING_TOGETHER && has_old && has_new
            : pairing->kind == DIP_PAIRING_APART && (has_old || has_new))
        g_ptr_array_remove_index (after, i - 1);
    }

  if (after->len == before->len)
    {
      _dip_window_toast (self, _("Nothing was said by hand of this clause"));
      return;
    }

  clause = pair->new_clause != NULL ? pair->new_clause->id : pair->old_clause->id;
  say (self, comparison, g_steal_pointer (&before), after, clause,
       pair->hand == DIP_HAND_PAIRED ? _("Pairing forgotten") : _("Parting forgotten"));
}
