/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "framework/dip-framework.h"

#include <string.h>

#include "base/dip-debug.h"
#include "base/dip-error.h"
#include "base/dip-strings.h"
#include "framework/dip-framework-pack.h"

#define RESOURCE_DIRECTORY RESOURCE_PATH "/frameworks"

/* A way over a third framework is worth less than its two steps together:
 * each step may have widened the meaning. */
#define CHAIN_FACTOR 0.9

struct _DipFrameworks
{
  GPtrArray  *frameworks;  /* (element-type DipFramework): in order of their arrival */
  GHashTable *by_id;       /* id → DipFramework */
  GPtrArray  *links;       /* (element-type DipLink) */
  GHashTable *forward;     /* "framework\nid" → GPtrArray of DipLink that begin there */
  GHashTable *backward;    /* "framework\nid" → GPtrArray of DipLink that end there */
};

/**
 * dip_frameworks_new:
 *
 * Returns: (transfer full): an empty collection
 */
DipFrameworks *
dip_frameworks_new (void)
{
  DipFrameworks *self = g_new0 (DipFrameworks, 1);

  self->frameworks = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_framework_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_link_free);
  self->forward = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->backward = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
dip_frameworks_free (DipFrameworks *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->backward);
  g_hash_table_unref (self->forward);
  g_ptr_array_unref (self->links);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->frameworks);
  g_free (self);
}

static void
index_link (GHashTable *table,
            const char *framework,
            const char *id,
            DipLink    *link)
{
  g_autofree char *key = g_strconcat (framework, "\n", id, NULL);
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (table, g_steal_pointer (&key), list);
    }
  g_ptr_array_add (list, link);
}

/* Takes over a catalogue or links, whichever is there. */
static gboolean
take (DipFrameworks  *self,
      DipFramework  **framework,
      GPtrArray      *links,
      GError        **error)
{
  if (*framework != NULL)
    {
      if (g_hash_table_contains (self->by_id, (*framework)->id))
        {
          g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                       "There is a framework “%s” already.", (*framework)->id);
          return FALSE;
        }
      g_hash_table_insert (self->by_id, (*framework)->id, *framework);
      g_ptr_array_add (self->frameworks, g_steal_pointer (framework));
    }

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      DipLink *link = g_ptr_array_index (links, i);

      g_ptr_array_index (links, i) = NULL;
      g_ptr_array_add (self->links, link);
      index_link (self->forward, link->source_framework, link->source, link);
      index_link (self->backward, link->target_framework, link->target, link);
    }
  if (links != NULL)
    g_ptr_array_set_free_func (links, NULL);

  return TRUE;
}

/**
 * dip_frameworks_add:
 * @self: a collection that nobody else has yet
 * @bytes: an OSCAL catalogue or mapping collection, XML
 * @name: name of the file
 *
 * Adds what a file holds. Of two catalogues with the same id the first stays.
 *
 * Returns: FALSE with @error set, of the domain DIP_FRAMEWORK_ERROR
 */
gboolean
dip_frameworks_add (DipFrameworks  *self,
                    GBytes         *bytes,
                    const char     *name,
                    GError        **error)
{
  g_autoptr(DipFramework) framework = NULL;
  g_autoptr(GPtrArray) links = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (!dip_framework_parse (bytes, name, &framework, &links, error))
    return FALSE;

  return take (self, &framework, links, error);
}

/**
 * dip_frameworks_add_directory:
 * @path: a folder; one that does not exist is like an empty one
 *
 * Adds all files of a folder whose names end in ".xml", in order of their
 * names. A file that cannot be read is left out and told to the debug log.
 *
 * Returns: how many files were added
 */
guint
dip_frameworks_add_directory (DipFrameworks *self,
                              const char    *path)
{
  g_autoptr(GDir) dir = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  guint n_added = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (path != NULL, 0);

  dir = g_dir_open (path, 0, NULL);
  if (dir == NULL)
    return 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".xml"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, dip_compare_strings);

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *file = g_build_filename (path, g_ptr_array_index (names, i), NULL);
      g_autoptr(GMappedFile) mapped = NULL;
      g_autoptr(GBytes) bytes = NULL;

      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        mapped = g_mapped_file_new (file, FALSE, &error);
      if (mapped != NULL)
        bytes = g_mapped_file_get_bytes (mapped);
      if (bytes != NULL && dip_frameworks_add (self, bytes, g_ptr_array_index (names, i), &error))
        n_added++;
      else
        dip_debug (DIP_DEBUG_RECOGNISE, "%s is left out: %s", file,
                   error != NULL ? error->message : "it is no file");
    }

  return n_added;
}

static void
add_builtin (DipFrameworks *self)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data (RESOURCE_DIRECTORY "/builtin.pack", 0, NULL);
  g_autoptr(GPtrArray) frameworks = NULL;
  g_autoptr(GPtrArray) links = NULL;

  if (bytes == NULL || !dip_framework_unpack (bytes, &frameworks, &links))
    g_error ("The built-in catalogues are missing");

  while (frameworks->len > 0)
    {
      DipFramework *framework = g_ptr_array_steal_index (frameworks, 0);

      take (self, &framework, NULL, NULL);
    }
  take (self, &(DipFramework *) { NULL }, links, NULL);
}

/**
 * dip_frameworks_get_default:
 *
 * The catalogues and crosswalks that everybody uses: compiled in, then the
 * user's. Read at the first call, in any thread; that takes some milliseconds.
 *
 * Returns: (transfer none): the collection
 */
const DipFrameworks *
dip_frameworks_get_default (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      DipFrameworks *self = dip_frameworks_new ();
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), "diptych", "frameworks", NULL);

      add_builtin (self);
      dip_frameworks_add_directory (self, path);
      g_once_init_leave (&once, (gsize) self);
    }

  return (const DipFrameworks *) once;
}

/**
 * dip_frameworks_list:
 *
 * Returns: (transfer none) (element-type DipFramework): all catalogues
 */
const GPtrArray *
dip_frameworks_list (const DipFrameworks *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->frameworks;
}

/**
 * dip_frameworks_find:
 *
 * Returns: (transfer none) (nullable): the catalogue of that id
 */
const DipFramework *
dip_frameworks_find (const DipFrameworks *self,
                     const char          *framework)
{
  g_return_val_if_fail (self != NULL, NULL);

  return framework != NULL ? g_hash_table_lookup (self->by_id, framework) : NULL;
}

/**
 * dip_framework_find_control:
 *
 * Returns: (transfer none) (nullable): the control of that canonical id
 */
const DipFrameworkControl *
dip_framework_find_control (const DipFramework *self,
                            const char         *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

/**
 * dip_frameworks_find_control:
 *
 * Returns: (transfer none) (nullable): the control of that id of that framework
 */
const DipFrameworkControl *
dip_frameworks_find_control (const DipFrameworks *self,
                             const char          *framework,
                             const char          *id)
{
  const DipFramework *found = dip_frameworks_find (self, framework);

  return found != NULL ? dip_framework_find_control (found, id) : NULL;
}

/* What a relation says when it is read from its target's side. */
static const char *
turn_round (const char *relation)
{
  if (strcmp (relation, "subset-of") == 0)
    return "superset-of";
  if (strcmp (relation, "superset-of") == 0)
    return "subset-of";

  return relation;
}

static gboolean
is_same (const char *relation)
{
  return strcmp (relation, "equal-to") == 0 || strcmp (relation, "equivalent-to") == 0;
}

/* The relation of two steps together; where they disagree, only that there is one. */
static const char *
chain (const char *first,
       const char *second)
{
  if (is_same (first))
    return second;
  if (is_same (second) || strcmp (first, second) == 0)
    return first;

  return "intersects-with";
}

/* All steps from a control, in both directions of the files. (element-type DipCrosslink) */
static GPtrArray *
steps_from (const DipFrameworks *self,
            const char          *framework,
            const char          *id)
{
  g_autofree char *key = g_strconcat (framework, "\n", id, NULL);
  const GPtrArray *forward = g_hash_table_lookup (self->forward, key);
  const GPtrArray *backward = g_hash_table_lookup (self->backward, key);
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; forward != NULL && i < forward->len; i++)
    {
      const DipLink *link = g_ptr_array_index (forward, i);
      DipCrosslink step = { link->source_framework, link->source, link->target_framework, link->target,
                            link->relation, link->confidence, link->provenance, NULL };

      g_ptr_array_add (steps, g_memdup2 (&step, sizeof step));
    }
  for (guint i = 0; backward != NULL && i < backward->len; i++)
    {
      const DipLink *link = g_ptr_array_index (backward, i);
      DipCrosslink step = { link->target_framework, link->target, link->source_framework, link->source,
                            turn_round (link->relation), link->confidence, link->provenance, NULL };

      g_ptr_array_add (steps, g_memdup2 (&step, sizeof step));
    }

  return steps;
}

static int
compare_crosslinks (gconstpointer a,
                    gconstpointer b)
{
  const DipCrosslink *one = *(const DipCrosslink *const *) a;
  const DipCrosslink *other = *(const DipCrosslink *const *) b;

  if (one->confidence != other->confidence)
    return one->confidence > other->confidence ? -1 : 1;

  return strcmp (one->target, other->target);
}

static void
add_way (GPtrArray          *ways,
         const DipCrosslink *way)
{
  for (guint i = 0; i < ways->len; i++)
    {
      DipCrosslink *known = g_ptr_array_index (ways, i);

      if (strcmp (known->target, way->target) == 0)
        {
          if (way->confidence > known->confidence)
            *known = *way;
          return;
        }
    }
  g_ptr_array_add (ways, g_memdup2 (way, sizeof *way));
}

/**
 * dip_frameworks_follow:
 * @framework: where the control stands
 * @id: its canonical id
 * @to_framework: where to go
 *
 * Finds what a control means in another framework. Links are read in both
 * directions. Only where no file links the two directly a way over a third
 * framework is taken; its confidence is less than the product of its steps.
 * The strings of the result belong to @self.
 *
 * Returns: (transfer full) (element-type DipCrosslink): each target once, most certain first
 */
GPtrArray *
dip_frameworks_follow (const DipFrameworks *self,
                       const char          *framework,
                       const char          *id,
                       const char          *to_framework)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) first = NULL;

  g_return_val_if_fail (self != NULL, ways);
  g_return_val_if_fail (framework != NULL && id != NULL && to_framework != NULL, ways);

  first = steps_from (self, framework, id);
  for (guint i = 0; i < first->len; i++)
    {
      const DipCrosslink *step = g_ptr_array_index (first, i);

      if (strcmp (step->target_framework, to_framework) == 0)
        add_way (ways, step);
    }

  for (guint i = 0; ways->len == 0 && i < first->len; i++)
    {
      const DipCrosslink *step = g_ptr_array_index (first, i);
      g_autoptr(GPtrArray) second = steps_from (self, step->target_framework, step->target);

      for (guint j = 0; j < second->len; j++)
        {
          const DipCrosslink *next = g_ptr_array_index (second, j);
          DipCrosslink way = *step;

          if (strcmp (next->target_framework, to_framework) != 0)
            continue;
          way.target_framework = next->target_framework;
          way.target = next->target;
          way.relation = chain (step->relation, next->relation);
          way.confidence = step->confidence * next->confidence;
          if (!is_same (step->relation) || !is_same (next->relation))
            way.confidence *= CHAIN_FACTOR;
          way.provenance = next->provenance != NULL ? next->provenance : step->provenance;
          way.via = step->target_framework;
          g_ptr_array_add (ways, g_memdup2 (&way, sizeof way));
        }
    }

  /* ways of two steps may reach a target twice */
  if (ways->len > 1)
    {
      GPtrArray *once = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < ways->len; i++)
        add_way (once, g_ptr_array_index (ways, i));
      g_ptr_array_unref (ways);
      ways = once;
      g_ptr_array_sort (ways, compare_crosslinks);
    }

  return ways;
}
