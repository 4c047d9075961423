/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-paper-settle.h"

#include "text/dip-fold.h"

/*
 * What an edition does not say of itself and its neighbours do: that it is an
 * edition of their paper though the provider has another name by now, and
 * which version it is.
 */

/* Two papers are editions of one paper if so many of their clauses have the
 * same title. Papers of two providers who both call their service "Cloud"
 * share titles that come from a standard; editions share nearly all. */
#define MIN_SHARED_TITLES .5

/* So many other editions are looked into; a paper has hardly ten. */
#define MAX_NEIGHBOURS 24

static char *
fold (const char *text)
{
  return dip_fold_to_string (text != NULL ? text : "",
                             DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_ALL_SPACE, NULL);
}

/* NULL equals nothing, not even NULL. */
static gboolean
are_equal (const char *one,
           const char *other)
{
  g_autofree char *folded_one = NULL;
  g_autofree char *folded_other = NULL;

  if (one == NULL || other == NULL)
    return FALSE;

  folded_one = fold (one);
  folded_other = fold (other);

  return *folded_one != '\0' && g_str_equal (folded_one, folded_other);
}

static gboolean
may_be_one (DipEdition *one,
            DipEdition *other)
{
  if (one->kind != other->kind)
    return FALSE;
  if (one->service == NULL || other->service == NULL)
    return are_equal (one->provider, other->provider);

  return are_equal (one->service, other->service);
}

/* (element-type utf8): the titles of a document's clauses, folded, each once */
static GHashTable *
collect_titles (DipDocument *document)
{
  GHashTable *titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *title = fold (clause->title);

      if (*title != '\0')
        g_hash_table_add (titles, g_steal_pointer (&title));
    }

  return titles;
}

static double
share_of_titles (DipDocument *one,
                 DipDocument *other)
{
  g_autoptr (GHashTable) of_one = collect_titles (one);
  g_autoptr (GHashTable) of_other = collect_titles (other);
  guint n_most = MAX (g_hash_table_size (of_one), g_hash_table_size (of_other));
  guint n_shared = 0;
  GHashTableIter iter;
  gpointer title;

  g_hash_table_iter_init (&iter, of_one);
  while (g_hash_table_iter_next (&iter, &title, NULL))
    n_shared += g_hash_table_contains (of_other, title);

  return n_most > 0 ? (double) n_shared / n_most : 0.;
}

/**
 * _dip_papers_are_one:
 * @one: an edition
 * @other: another one
 *
 * Tells whether two documents look like editions of one paper: the same kind,
 * the same service (or the same provider where one does not name its service)
 * and largely the same titles. The provider's name may differ.
 *
 * Returns: whether they do
 */
gboolean
_dip_papers_are_one (DipDocument *one,
                     DipDocument *other)
{
  return may_be_one (one->edition, other->edition) &&
         share_of_titles (one, other) >= MIN_SHARED_TITLES;
}

static gboolean
has_revisions (DipDocument *document)
{
  for (guint i = 0; i < document->revisions->len; i++)
    {
      const DipRevision *revision = g_ptr_array_index (document->revisions, i);

      if (revision->version != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_taken (GPtrArray  *neighbours,
          const char *version)
{
  for (guint i = 0; i < neighbours->len; i++)
    {
      DipDocument *neighbour = g_ptr_array_index (neighbours, i);

      if (are_equal (neighbour->edition->version, version))
        return TRUE;
    }

  return FALSE;
}

/**
 * _dip_paper_infer_version:
 * @document: an edition that does not say its version
 * @neighbours: (element-type DipDocument): the other editions of its paper
 *
 * Looks in the neighbours' revision tables for the row that can only mean this
 * edition: one that no other edition claims, and that has its date, or that is
 * the first row while the edition has no table itself (a first edition has
 * nothing to tell). Where two rows could be meant nothing is concluded.
 *
 * Returns: (transfer full) (nullable): the version
 */
char *
_dip_paper_infer_version (DipDocument *document,
                          GPtrArray   *neighbours)
{
  const char *issued = document->edition->issued;
  const char *found = NULL;

  for (guint i = 0; i < neighbours->len; i++)
    {
      DipDocument *neighbour = g_ptr_array_index (neighbours, i);
      gboolean is_first = TRUE;

      for (guint j = 0; j < neighbour->revisions->len; j++)
        {
          const DipRevision *revision = g_ptr_array_index (neighbour->revisions, j);
          gboolean fits;

          if (revision->version == NULL)
            continue;

          if (issued != NULL && revision->date != NULL)
            fits = g_str_equal (issued, revision->date);
          else
            fits = is_first && !has_revisions (document);
          is_first = FALSE;

          if (!fits || is_taken (neighbours, revision->version))
            continue;
          if (found != NULL && !are_equal (found, revision->version))
            return NULL;
          found = revision->version;
        }
    }

  return g_strdup (found);
}

/* Whether may_be_one() can be true of any edition of a service; the first two are folded. */
static gboolean
may_have_one (const char       *provider,
              const char       *service,
              const DipService *other)
{
  g_autofree char *folded = NULL;

  if (*service == '\0' || other->name == NULL)
    {
      folded = fold (other->provider);
      return *provider != '\0' && g_str_equal (folded, provider);
    }

  folded = fold (other->name);

  return g_str_equal (folded, service);
}

/* Joins an edition that stands alone to the paper that it is an edition of. Only the names of
 * all services are read, and the editions of those that fit. */
static void
find_paper (DipStore    *store,
            gint64       edition_id,
            DipDocument *document)
{
  g_autoptr (GPtrArray) services = dip_store_find_services (store, NULL, NULL, NULL);
  g_autofree char *provider = fold (document->edition->provider);
  g_autofree char *service = fold (document->edition->service);
  guint n_left = MAX_NEIGHBOURS;

  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      const DipService *candidate = g_ptr_array_index (services, i);
      g_autoptr (GPtrArray) editions = NULL;

      if (!may_have_one (provider, service, candidate))
        continue;

      editions = dip_store_list_service (store, candidate->id, NULL, NULL);
      for (guint j = 0; editions != NULL && j < editions->len && n_left > 0; j++)
        {
          DipEdition *edition = g_ptr_array_index (editions, j);
          g_autoptr (DipDocument) other = NULL;

          if (edition->id == edition_id || !may_be_one (document->edition, edition))
            continue;

          n_left--;
          other = dip_store_load_document (store, edition->id, NULL, NULL);
          if (other == NULL || share_of_titles (document, other) < MIN_SHARED_TITLES)
            continue;

          (void) dip_store_join_paper (store, edition_id, edition->id, NULL, NULL);
          return;
        }
    }
}

/* (element-type DipDocument): the editions of a paper but one */
static GPtrArray *
load_neighbours (DipStore  *store,
                 GPtrArray *editions,
                 gint64     except_id)
{
  GPtrArray *neighbours = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < editions->len && neighbours->len < MAX_NEIGHBOURS; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);
      DipDocument *document;

      if (edition->id == except_id)
        continue;

      document = dip_store_load_document (store, edition->id, NULL, NULL);
      if (document != NULL)
        g_ptr_array_add (neighbours, document);
    }

  return neighbours;
}

static void
infer_version (DipStore   *store,
               GPtrArray  *editions,
               DipEdition *edition)
{
  g_autoptr (GPtrArray) neighbours = load_neighbours (store, editions, edition->id);
  g_autoptr (DipDocument) document = dip_store_load_document (store, edition->id, NULL, NULL);
  g_autoptr (DipEdition) values = NULL;
  g_autofree char *version = NULL;

  if (document == NULL)
    return;

  version = _dip_paper_infer_version (document, neighbours);
  if (version == NULL)
    return;

  values = dip_edition_copy (edition);
  values->version = g_steal_pointer (&version);
  values->version_origin = DIP_ORIGIN_INFERRED;
  (void) dip_store_update_edition (store, values, NULL, NULL);
}

/**
 * _dip_paper_settle:
 * @store: where the edition stands
 * @edition_id: an edition that was just added
 * @document: what was added
 *
 * Finds the new edition's paper where the store did not, and gives versions to
 * editions of that paper that do not tell theirs. What cannot be found out
 * stays open: the edition is stored in any case.
 */
void
_dip_paper_settle (DipStore    *store,
                   gint64       edition_id,
                   DipDocument *document)
{
  g_autoptr (GPtrArray) editions = dip_store_list_paper (store, edition_id, NULL, NULL);

  if (editions != NULL && editions->len == 1)
    {
      find_paper (store, edition_id, document);
      g_clear_pointer (&editions, g_ptr_array_unref);
      editions = dip_store_list_paper (store, edition_id, NULL, NULL);
    }

  if (editions == NULL || editions->len < 2)
    return;

  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);

      if (edition->version == NULL)
        infer_version (store, editions, edition);
    }
}
