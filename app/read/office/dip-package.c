/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-package.h"

#include "read/office/dip-flow.h"

#include <string.h>

/* Each sheet and picture is one. */
#define MAX_RELATIONS 20000u
#define MAX_PROPERTY 1000u

static void
relation_free (DipRelation *self)
{
  g_free (self->type);
  g_free (self->target);
  g_free (self);
}

/* The target of a relation of a part, as the name of a part: "../media/1.png" of "xl/a/b.xml" is "xl/media/1.png".
 * A name is looked up in the archive only, so what leads out of it is not found. */
static char *
resolve (const char *part,
         const char *target)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autofree char *base = NULL;
  g_auto (GStrv) pieces = NULL;

  if (*target != '/')
    {
      const char *slash = strrchr (part, '/');

      base = slash != NULL ? g_strndup (part, (gsize) (slash - part)) : g_strdup ("");
    }
  {
    g_autofree char *joined = g_strconcat (base != NULL ? base : "", "/", target, NULL);

    pieces = g_strsplit (joined, "/", 64);
  }

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      if (*pieces[i] == '\0' || strcmp (pieces[i], ".") == 0)
        continue;
      if (strcmp (pieces[i], "..") == 0)
        g_ptr_array_set_size (steps, steps->len > 0 ? (int) steps->len - 1 : 0);
      else
        g_ptr_array_add (steps, pieces[i]);
    }
  g_ptr_array_add (steps, NULL);

  return g_strjoinv ("/", (char **) steps->pdata);
}

typedef struct
{
  GHashTable *relations;
  const char *part;
} Reading;

enum { RELATIONSHIP };

static const char *const relation_names[] = { "rel:Relationship", NULL };

static void
start_relation (DipXml   *xml,
                guint     element,
                gpointer  user_data)
{
  Reading *reading = user_data;
  const char *id = dip_xml_get (xml, "Id");
  const char *type = dip_xml_get (xml, "Type");
  const char *target = dip_xml_get (xml, "Target");
  const char *mode = dip_xml_get (xml, "TargetMode");
  DipRelation *relation;

  if (element != RELATIONSHIP || id == NULL || type == NULL || target == NULL ||
      (mode != NULL && strcmp (mode, "External") == 0) || g_hash_table_size (reading->relations) >= MAX_RELATIONS)
    return;

  relation = g_new0 (DipRelation, 1);
  relation->type = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  relation->target = resolve (reading->part, target);
  g_hash_table_replace (reading->relations, g_strdup (id), relation);
}

/**
 * dip_package_read_relations:
 * @zip: an Office Open XML document
 * @part: name of a part, "" for the document itself
 * @cancellable: (nullable): looked at now and then
 * @error: return location
 *
 * Reads which parts a part refers to. Links out of the document are left out.
 *
 * Returns: (transfer full) (nullable): id → #DipRelation, empty where there
 *   are none, or %NULL with @error set
 */
GHashTable *
dip_package_read_relations (DipZip        *zip,
                            const char    *part,
                            GCancellable  *cancellable,
                            GError       **error)
{
  static const DipXmlHandler handler = { .names = relation_names, .start = start_relation };
  g_autoptr (GHashTable) relations = NULL;
  const char *slash = strrchr (part, '/');
  g_autofree char *folder = slash != NULL ? g_strndup (part, (gsize) (slash + 1 - part)) : g_strdup ("");
  g_autofree char *name = g_strconcat (folder, "_rels/", slash != NULL ? slash + 1 : part, ".rels", NULL);
  Reading reading;

  relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) relation_free);
  reading = (Reading) { .relations = relations, .part = part };

  if (dip_zip_find (zip, name) != NULL &&
      !dip_xml_parse_part (zip, name, &handler, &reading, cancellable, error))
    return NULL;

  return g_steal_pointer (&relations);
}

/**
 * dip_package_find_type:
 * @relations: id → #DipRelation
 * @type: "styles", "sharedStrings", …
 *
 * Returns: (transfer none) (nullable): the part of this type; of several the first by name
 */
const char *
dip_package_find_type (GHashTable *relations,
                       const char *type)
{
  const char *found = NULL;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, relations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DipRelation *relation = value;

      if (strcmp (relation->type, type) == 0 && (found == NULL || strcmp (relation->target, found) < 0))
        found = relation->target;
    }

  return found;
}

/**
 * dip_package_find_main:
 * @zip: an Office Open XML document
 * @fallback: where the main part usually is
 * @cancellable: (nullable): looked at now and then
 *
 * Returns: (transfer full): name of the part that the document begins with
 */
char *
dip_package_find_main (DipZip       *zip,
                       const char   *fallback,
                       GCancellable *cancellable)
{
  g_autoptr (GHashTable) relations = dip_package_read_relations (zip, "", cancellable, NULL);
  const char *found = relations != NULL ? dip_package_find_type (relations, "officeDocument") : NULL;

  return g_strdup (found != NULL && dip_zip_find (zip, found) != NULL ? found : fallback);
}

enum { CORE_TITLE, CORE_CREATOR, META_CREATOR, META_INITIAL_CREATOR };

static const char *const property_names[] = {
  "dc:title", "dc:creator", "meta:creator", "meta:initial-creator", NULL,
};

typedef struct
{
  GString *text;
  char    *title;
  char    *creator;
  char    *initial_creator;
} Properties;

static void
start_property (DipXml   *xml,
                guint     element,
                gpointer  user_data)
{
  Properties *properties = user_data;

  g_string_truncate (properties->text, 0);
}

static void
add_property_text (DipXml     *xml,
                   const char *text,
                   gsize       length,
                   gpointer    user_data)
{
  Properties *properties = user_data;

  if (properties->text->len < MAX_PROPERTY)
    g_string_append_len (properties->text, text, (gssize) length);
}

static void
end_property (DipXml   *xml,
              guint     element,
              gpointer  user_data)
{
  Properties *properties = user_data;
  char **field = NULL;

  if (element == CORE_TITLE)
    field = &properties->title;
  else if (element == CORE_CREATOR)
    field = &properties->creator;
  else if (element == META_INITIAL_CREATOR)
    field = &properties->initial_creator;

  if (field != NULL && *field == NULL)
    {
      g_autofree char *value = dip_flow_clean (g_strdup (properties->text->str));

      if (*value != '\0')
        *field = g_steal_pointer (&value);
    }
  g_string_truncate (properties->text, 0);
}

/**
 * dip_package_read_properties:
 * @zip: a document
 * @part: the part with its properties: "docProps/core.xml", "meta.xml"
 * @layout: where title and author go
 * @cancellable: (nullable): looked at now and then
 *
 * Reads what a document says of itself. One without, or with a broken part,
 * says nothing: the text does not depend on it.
 */
void
dip_package_read_properties (DipZip       *zip,
                             const char   *part,
                             DipLayout    *layout,
                             GCancellable *cancellable)
{
  static const DipXmlHandler handler = {
    .names = property_names, .start = start_property, .end = end_property, .text = add_property_text,
  };
  Properties properties = { .text = g_string_new (NULL) };

  if (dip_zip_find (zip, part) != NULL)
    dip_xml_parse_part (zip, part, &handler, &properties, cancellable, NULL);

  layout->title = g_steal_pointer (&properties.title);
  if (properties.initial_creator != NULL)
    layout->author = g_steal_pointer (&properties.initial_creator);
  else
    layout->author = g_steal_pointer (&properties.creator);
  g_free (properties.initial_creator);
  g_free (properties.creator);
  g_string_free (properties.text, TRUE);
}

static void
count_comment (DipXml   *xml,
               guint     element,
               gpointer  user_data)
{
  guint *n = user_data;

  if (element == DIP_XML_OTHER)
    return;
  *n += *n < G_MAXUINT;
  dip_xml_skip (xml);
}

/**
 * dip_package_count_comments:
 * @zip: an Office Open XML document
 * @relations: of the part that may have comments
 * @cancellable: (nullable): looked at now and then
 *
 * Returns: how many comments people have put beside a document, or on the cells of a sheet; 0 where the part that has
 *   them is broken
 */
guint
dip_package_count_comments (DipZip       *zip,
                            GHashTable   *relations,
                            GCancellable *cancellable)
{
  static const char *const names[] = { "w:comment", "x:comment", NULL };
  static const DipXmlHandler handler = { .names = names, .start = count_comment };
  const char *part = dip_package_find_type (relations, "comments");
  guint n = 0;

  if (part != NULL && dip_zip_find (zip, part) != NULL)
    dip_xml_parse_part (zip, part, &handler, &n, cancellable, NULL);

  return n;
}
