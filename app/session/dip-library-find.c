/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-private.h"

#include "base/dip-error.h"
#include "text/dip-fold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many editions are named in a message. */
#define MAX_NEAR_MISSES 5

typedef enum {
  MATCH_NONE,
  MATCH_PART,
  MATCH_WHOLE,
} Match;

static char *
fold (const char *text)
{
  return dip_fold_to_string (text != NULL ? text : "",
                             DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_ALL_SPACE, NULL);
}

static Match
match (const char *folded,
       const char *text)
{
  g_autofree char *folded_text = NULL;

  if (text == NULL)
    return MATCH_NONE;

  folded_text = fold (text);
  if (g_str_equal (folded, folded_text))
    return MATCH_WHOLE;

  return strstr (folded_text, folded) != NULL ? MATCH_PART : MATCH_NONE;
}

static Match
match_service (const char *folded,
               DipEdition *edition)
{
  Match service = match (folded, edition->service);
  Match title = match (folded, edition->title);

  return MAX (service, title);
}

static gboolean
match_version (const char *folded,
               DipEdition *edition)
{
  g_autofree char *version = NULL;

  if (edition->version == NULL)
    return FALSE;

  version = fold (edition->version);

  return g_str_equal (folded, version);
}

/* (element-type DipEdition): what matches as a whole, or in part where nothing
 * does as a whole. NULL as @version takes all versions. */
static GPtrArray *
find_all (GPtrArray  *editions,
          const char *service,
          const char *version)
{
  g_autoptr (GPtrArray) whole = g_ptr_array_new ();
  g_autoptr (GPtrArray) part = g_ptr_array_new ();

  for (guint i = 0; *service != '\0' && i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);
      Match matched = match_service (service, edition);

      if (matched == MATCH_NONE || (version != NULL && !match_version (version, edition)))
        continue;

      g_ptr_array_add (matched == MATCH_WHOLE ? whole : part, edition);
    }

  return whole->len > 0 ? g_steal_pointer (&whole) : g_steal_pointer (&part);
}

static char *
describe (GPtrArray *editions)
{
  GString *text = g_string_new (NULL);
  guint n_shown = MIN (editions->len, MAX_NEAR_MISSES);

  for (guint i = 0; i < n_shown; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);
      const char *name = edition->service != NULL ? edition->service : edition->source_name;

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " (%s", i > 0 ? ", " : "", edition->id,
                              name != NULL ? name : "?");
      if (edition->version != NULL)
        g_string_append_printf (text, "@%s", edition->version);
      g_string_append_c (text, ')');
    }

  if (editions->len > n_shown)
    /* Translators: behind a list of editions */
    g_string_append_printf (text, _(" and %u more"), editions->len - n_shown);

  return g_string_free (text, FALSE);
}

/* The edition of a row id without listing all others; NULL, without an error, if it is none. */
static DipEdition *
find_one (DipStore   *store,
          const char *name)
{
  guint64 id;

  if (!g_ascii_string_to_unsigned (name, 10, 1, G_MAXINT64, &id, NULL))
    return NULL;

  return dip_store_find_edition (store, (gint64) id, NULL, NULL);
}

static void
set_not_found (GPtrArray  *editions,
               GPtrArray  *near,
               const char *name,
               GError    **error)
{
  g_autofree char *list = NULL;

  if (editions->len == 0)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
                   _("There is no edition “%s”: the library is empty."), name);
      return;
    }

  list = describe (near->len > 0 ? near : editions);
  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
               _("There is no edition “%s” in the library; it has %s."), name, list);
}

/**
 * dip_library_find_edition:
 * @self: a library
 * @name: a row id ("3") or "SERVICE\@VERSION"; "SERVICE" is enough where it has one edition
 * @error: return location for a DipStoreError
 *
 * Finds what a person types. Letter case, width and spaces do not matter, and
 * SERVICE may be any part of the service's name or of the paper's title that
 * leads to one edition only.
 *
 * Returns: (transfer full): the edition, or NULL with @error set; the message
 *   names what comes near
 */
DipEdition *
dip_library_find_edition (DipLibrary  *self,
                          const char  *name,
                          GError     **error)
{
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) near = NULL;
  g_autofree char *service = NULL;
  g_autofree char *version = NULL;
  g_autofree char *list = NULL;
  DipEdition *edition;
  const char *at;
  DipStore *store;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  edition = find_one (store, name);
  if (edition == NULL)
    editions = dip_store_list_editions (store, NULL, error);
  _dip_library_give_store (self, store);
  if (edition != NULL || editions == NULL)
    return edition;

  at = strrchr (name, '@');
  if (at != NULL)
    {
      g_autofree char *before = g_strndup (name, at - name);

      service = fold (before);
      version = fold (at + 1);
    }
  else
    {
      service = fold (name);
    }

  found = find_all (editions, service, version);
  if (found->len == 1)
    return g_object_ref (g_ptr_array_index (found, 0));

  if (found->len == 0)
    {
      near = find_all (editions, service, NULL);
      set_not_found (editions, near, name, error);
      return NULL;
    }

  list = describe (found);
  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
               _("“%s” is not one edition but %u; say the id of one: %s."), name, found->len, list);

  return NULL;
}

/* (element-type DipEdition): of each paper among @editions the newest edition. One question a paper. */
static GPtrArray *
list_papers (DipStore   *store,
             GPtrArray  *editions,
             GError    **error)
{
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);
      g_autoptr (GPtrArray) paper = NULL;

      if (g_hash_table_contains (seen, &edition->id))
        continue;

      paper = dip_store_list_paper (store, edition->id, NULL, error);
      if (paper == NULL)
        return NULL;

      for (guint k = 0; k < paper->len; k++)
        g_hash_table_add (seen, g_memdup2 (&((DipEdition *) g_ptr_array_index (paper, k))->id,
                                           sizeof (gint64)));
      g_ptr_array_add (papers, g_object_ref (g_ptr_array_index (paper, paper->len - 1)));
    }

  return g_steal_pointer (&papers);
}

static DipEdition *
choose_paper (DipStore    *store,
              GPtrArray   *editions,
              const char  *service,
              GError     **error)
{
  g_autofree char *folded = fold (service);
  g_autoptr (GPtrArray) found = find_all (editions, folded, NULL);
  g_autoptr (GPtrArray) papers = list_papers (store, found, error);
  g_autofree char *list = NULL;

  if (papers == NULL)
    return NULL;
  if (papers->len == 1)
    return g_object_ref (g_ptr_array_index (papers, 0));

  if (papers->len > 1)
    {
      list = describe (papers);
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
                   _("“%s” is not one paper but %u; say the id of an edition: %s."),
                   service, papers->len, list);
      return NULL;
    }

  if (editions->len == 0)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
                   _("There is no service “%s”: the library is empty."), service);
      return NULL;
    }

  g_ptr_array_unref (papers);
  papers = list_papers (store, editions, error);
  if (papers == NULL)
    return NULL;

  list = describe (papers);
  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
               _("There is no service “%s” in the library; it has %s."), service, list);

  return NULL;
}

/**
 * dip_library_find_paper:
 * @self: a library
 * @service: the name of a service, or a row id
 * @error: return location for a DipStoreError
 *
 * Finds the paper whose history a person asks for. Letter case, width and
 * spaces do not matter, and @service may be any part of the service's name or of
 * the paper's title that leads to one paper only. A row id stands for the paper
 * of that edition, and so does SERVICE\@VERSION.
 *
 * Returns: (transfer full): an edition of the paper, or NULL with @error set; the
 *   message names what comes near
 */
DipEdition *
dip_library_find_paper (DipLibrary  *self,
                        const char  *service,
                        GError     **error)
{
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (GPtrArray) services = NULL;
  DipEdition *edition = NULL;
  DipStore *store;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (service != NULL, NULL);

  if (strchr (service, '@') != NULL)
    return dip_library_find_edition (self, service, error);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  /* A service may be called "365": then that is what is meant, and not a row id. */
  edition = find_one (store, service);
  services = edition != NULL ? dip_store_find_services (store, service, NULL, NULL) : NULL;
  if (services != NULL && services->len > 0)
    g_clear_object (&edition);

  if (edition == NULL)
    editions = dip_store_list_editions (store, NULL, error);
  if (editions != NULL)
    edition = choose_paper (store, editions, service, error);
  _dip_library_give_store (self, store);

  return edition;
}
