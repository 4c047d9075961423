/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "framework/dip-framework-parser.h"

#include <string.h>

#include "base/dip-error.h"

/*
 * OSCAL 1.2 in XML, as far as a comparison of papers needs it:
 *
 *   catalog: metadata (title, prop framework-id, title-ja), group (title, prop),
 *            control (id, title, prop label, title-ja, cloud-guidance), nested as deep as the format allows
 *   mapping-collection: mapping (source-resource, target-resource: href),
 *            map (relationship, source, target: id-ref, confidence-score, remarks)
 *
 * Everything else is read over. GMarkup knows no entities but the five of XML
 * and fetches nothing, so a foreign file can only be wrong, not dangerous.
 */

/* A catalogue of ISO/IEC 27002 has 45 kB and depth 5; a user's file may be
 * larger, but nobody's catalogue is larger than this. */
#define MAX_BYTES    (16u * 1024 * 1024)
#define MAX_DEPTH    32
#define MAX_CONTROLS 20000
#define MAX_LINKS    200000
#define MAX_TEXT     4096

typedef struct
{
  const char          *name;       /* of the file, for fallback ids */
  guint                depth;
  gboolean             is_catalog;
  gboolean             is_mapping;
  gboolean             in_metadata;
  gboolean             in_map;
  guint                in_part;    /* depth in prose that is read over */

  GString             *text;
  gboolean             collecting;

  DipFramework        *framework;
  GPtrArray           *groups;     /* (element-type GStrv): titles, English and Japanese, of the open groups */
  GPtrArray           *open;       /* (element-type DipFrameworkControl) (unowned): open controls */

  GPtrArray           *links;
  char                *source_framework;
  char                *target_framework;
  GPtrArray           *sources;
  GPtrArray           *targets;
  char                *relation;
  double               confidence;
  GString             *remark;
  gboolean             in_remarks;
} Parser;

void
dip_link_free (DipLink *self)
{
  g_free (self->source_framework);
  g_free (self->source);
  g_free (self->target_framework);
  g_free (self->target);
  g_free (self->relation);
  g_free (self->provenance);
  g_free (self);
}

void
dip_framework_control_free (DipFrameworkControl *self)
{
  g_free (self->id);
  g_free (self->label);
  g_free (self->title);
  g_free (self->title_ja);
  g_free (self->theme);
  g_free (self->theme_ja);
  g_free (self);
}

void
dip_framework_free (DipFramework *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->title_ja);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->controls, g_ptr_array_unref);
  g_free (self);
}

static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static const char *
attribute (const char **names,
           const char **values,
           const char  *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return values[i];

  return NULL;
}

/* "somewhere/iso27002-2013.xml#x" → "iso27002-2013" */
static char *
framework_from_href (const char *href)
{
  g_autofree char *plain = g_strdup (href);
  char *base;

  plain[strcspn (plain, "?#")] = '\0';
  base = g_path_get_basename (plain);
  if (g_str_has_suffix (base, ".xml"))
    base[strlen (base) - strlen (".xml")] = '\0';

  return base;
}

static gboolean
add_link (Parser  *self,
          GError **error)
{
  if (self->source_framework == NULL || self->target_framework == NULL)
    {
      g_set_error_literal (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                           "The mapping does not say which catalogues it is between.");
      return FALSE;
    }

  for (guint i = 0; i < self->sources->len; i++)
    for (guint j = 0; j < self->targets->len; j++)
      {
        DipLink *link;

        if (self->links->len >= MAX_LINKS)
          {
            g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                         "The mapping has more than %u links.", MAX_LINKS);
            return FALSE;
          }
        link = g_new0 (DipLink, 1);
        link->source_framework = g_strdup (self->source_framework);
        link->target_framework = g_strdup (self->target_framework);
        link->source = g_strdup (g_ptr_array_index (self->sources, i));
        link->target = g_strdup (g_ptr_array_index (self->targets, j));
        link->relation = g_strdup (self->relation != NULL ? self->relation : "intersects-with");
        link->confidence = self->confidence;
        link->provenance = self->remark->len > 0 ? g_strstrip (g_strdup (self->remark->str)) : NULL;
        g_ptr_array_add (self->links, link);
      }

  return TRUE;
}

static void
take_prop (Parser      *self,
           const char **names,
           const char **values)
{
  const char *name = attribute (names, values, "name");
  const char *value = attribute (names, values, "value");

  if (name == NULL || value == NULL || self->framework == NULL)
    return;

  if (self->open->len > 0)
    {
      DipFrameworkControl *control = g_ptr_array_index (self->open, self->open->len - 1);

      if (strcmp (name, "label") == 0)
        {
          g_free (control->label);
          control->label = g_strdup (value);
        }
      else if (strcmp (name, "title-ja") == 0)
        {
          g_free (control->title_ja);
          control->title_ja = g_strdup (value);
        }
      else if (strcmp (name, "cloud-guidance") == 0)
        control->guidance = strcmp (value, "no") != 0;
    }
  else if (self->groups->len > 0)
    {
      GStrv titles = g_ptr_array_index (self->groups, self->groups->len - 1);

      if (strcmp (name, "title-ja") == 0)
        {
          g_free (titles[1]);
          titles[1] = g_strdup (value);
        }
    }
  else if (self->in_metadata && strcmp (name, "framework-id") == 0)
    {
      g_free (self->framework->id);
      self->framework->id = g_strdup (value);
    }
  else if (self->in_metadata && strcmp (name, "title-ja") == 0)
    {
      g_free (self->framework->title_ja);
      self->framework->title_ja = g_strdup (value);
    }
}

static void
take_title (Parser *self)
{
  g_autofree char *title = g_strstrip (g_strdup (self->text->str));

  if (self->framework == NULL)
    return;

  if (self->open->len > 0)
    {
      DipFrameworkControl *control = g_ptr_array_index (self->open, self->open->len - 1);

      g_free (control->title);
      control->title = g_steal_pointer (&title);
    }
  else if (self->groups->len > 0)
    {
      GStrv titles = g_ptr_array_index (self->groups, self->groups->len - 1);

      g_free (titles[0]);
      titles[0] = g_steal_pointer (&title);
    }
  else if (self->in_metadata)
    {
      g_free (self->framework->title);
      self->framework->title = g_steal_pointer (&title);
    }
}

static gboolean
open_control (Parser      *self,
              const char  *id,
              GError     **error)
{
  DipFrameworkControl *control;

  if (id == NULL || *id == '\0')
    {
      g_set_error_literal (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID, "A control has no id.");
      return FALSE;
    }
  if (self->framework->controls->len >= MAX_CONTROLS)
    {
      g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                   "The catalogue has more than %u controls.", MAX_CONTROLS);
      return FALSE;
    }
  if (g_hash_table_contains (self->framework->by_id, id))
    {
      g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                   "The catalogue has the control %s twice.", id);
      return FALSE;
    }

  control = g_new0 (DipFrameworkControl, 1);
  control->id = g_strdup (id);
  control->label = g_strdup (id);
  control->title = g_strdup ("");
  control->guidance = TRUE;
  if (self->groups->len > 0)
    {
      GStrv titles = g_ptr_array_index (self->groups, self->groups->len - 1);

      control->theme = g_strdup (titles[0]);
      control->theme_ja = titles[1][0] != '\0' ? g_strdup (titles[1]) : NULL;
    }
  else
    control->theme = g_strdup ("");
  g_ptr_array_add (self->framework->controls, control);
  g_hash_table_insert (self->framework->by_id, control->id, control);
  g_ptr_array_add (self->open, control);

  return TRUE;
}

static void
start_element (GMarkupParseContext  *context,
               const char           *element,
               const char          **names,
               const char          **values,
               gpointer              data,
               GError              **error)
{
  Parser *self = data;
  const char *name = local_name (element);

  if (++self->depth > MAX_DEPTH)
    {
      g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                   "The file is nested deeper than %u elements.", MAX_DEPTH);
      return;
    }

  if (self->depth == 1)
    {
      /* GMarkup goes on behind the end of a document. */
      if (self->is_catalog || self->is_mapping)
        {
          g_set_error_literal (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                               "The file holds more than one catalogue or mapping collection.");
          return;
        }
      self->is_catalog = strcmp (name, "catalog") == 0;
      self->is_mapping = strcmp (name, "mapping-collection") == 0;
      if (!self->is_catalog && !self->is_mapping)
        g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                     "The file is a “%s”, not a catalogue or a mapping collection of OSCAL.", name);
      else if (self->is_catalog)
        {
          self->framework = g_new0 (DipFramework, 1);
          self->framework->id = framework_from_href (self->name);
          self->framework->title = g_strdup (self->framework->id);
          self->framework->controls =
            g_ptr_array_new_with_free_func ((GDestroyNotify) dip_framework_control_free);
          self->framework->by_id = g_hash_table_new (g_str_hash, g_str_equal);
        }
      return;
    }

  if (self->in_part > 0)
    {
      self->in_part++;
      return;
    }

  g_string_truncate (self->text, 0);
  self->collecting = FALSE;
  if (strcmp (name, "part") == 0 || strcmp (name, "param") == 0 || strcmp (name, "back-matter") == 0 ||
      (self->in_metadata && (strcmp (name, "revisions") == 0 || strcmp (name, "role") == 0 ||
                             strcmp (name, "party") == 0 || strcmp (name, "location") == 0)))
    self->in_part = 1;
  else if (strcmp (name, "metadata") == 0)
    self->in_metadata = TRUE;
  else if (strcmp (name, "title") == 0 || strcmp (name, "relationship") == 0 ||
           strcmp (name, "percentage") == 0 || strcmp (name, "category") == 0)
    self->collecting = TRUE;
  else if (strcmp (name, "prop") == 0)
    take_prop (self, names, values);
  else if (self->is_catalog && strcmp (name, "group") == 0)
    {
      GStrv titles = g_new0 (char *, 3);

      titles[0] = g_strdup ("");
      titles[1] = g_strdup ("");
      g_ptr_array_add (self->groups, titles);
    }
  else if (self->is_catalog && strcmp (name, "control") == 0)
    open_control (self, attribute (names, values, "id"), error);
  else if (self->is_mapping && strcmp (name, "source-resource") == 0)
    {
      g_free (self->source_framework);
      self->source_framework = framework_from_href (attribute (names, values, "href") ?: "");
    }
  else if (self->is_mapping && strcmp (name, "target-resource") == 0)
    {
      g_free (self->target_framework);
      self->target_framework = framework_from_href (attribute (names, values, "href") ?: "");
    }
  else if (self->is_mapping && strcmp (name, "map") == 0)
    {
      self->in_map = TRUE;
      g_ptr_array_set_size (self->sources, 0);
      g_ptr_array_set_size (self->targets, 0);
      g_clear_pointer (&self->relation, g_free);
      self->confidence = 1.0;
      g_string_truncate (self->remark, 0);
    }
  else if (self->in_map && (strcmp (name, "source") == 0 || strcmp (name, "target") == 0))
    {
      const char *id = attribute (names, values, "id-ref");

      if (id != NULL && *id != '\0')
        g_ptr_array_add (strcmp (name, "source") == 0 ? self->sources : self->targets, g_strdup (id));
    }
  else if (self->in_map && strcmp (name, "remarks") == 0)
    self->in_remarks = TRUE;
}

static double
confidence_from_category (const char *category)
{
  if (g_ascii_strcasecmp (category, "high") == 0)
    return 0.9;
  if (g_ascii_strcasecmp (category, "low") == 0)
    return 0.4;

  return 0.7;
}

static void
end_element (GMarkupParseContext  *context,
             const char           *element,
             gpointer              data,
             GError              **error)
{
  Parser *self = data;
  const char *name = local_name (element);

  self->depth--;
  if (self->in_part > 0)
    {
      self->in_part--;
      return;
    }

  if (strcmp (name, "title") == 0)
    take_title (self);
  else if (strcmp (name, "metadata") == 0)
    self->in_metadata = FALSE;
  else if (strcmp (name, "group") == 0 && self->groups->len > 0)
    g_ptr_array_set_size (self->groups, self->groups->len - 1);
  else if (strcmp (name, "control") == 0 && self->open->len > 0)
    g_ptr_array_set_size (self->open, self->open->len - 1);
  else if (self->in_map && strcmp (name, "relationship") == 0)
    {
      g_free (self->relation);
      self->relation = g_strstrip (g_strdup (self->text->str));
    }
  else if (self->in_map && strcmp (name, "percentage") == 0)
    self->confidence = CLAMP (g_ascii_strtod (self->text->str, NULL), 0.0, 1.0);
  else if (self->in_map && strcmp (name, "category") == 0)
    self->confidence = confidence_from_category (self->text->str);
  else if (self->in_map && strcmp (name, "remarks") == 0)
    self->in_remarks = FALSE;
  else if (strcmp (name, "map") == 0)
    {
      self->in_map = FALSE;
      if (self->relation == NULL || strcmp (self->relation, "no-relationship") != 0)
        add_link (self, error);
    }
  self->collecting = FALSE;
}

static void
text (GMarkupParseContext  *context,
      const char           *chars,
      gsize                 length,
      gpointer              data,
      GError              **error)
{
  Parser *self = data;

  if (self->in_part > 0)
    return;
  if (self->collecting && self->text->len + length <= MAX_TEXT)
    g_string_append_len (self->text, chars, length);
  if (self->in_remarks && self->remark->len + length <= MAX_TEXT)
    g_string_append_len (self->remark, chars, length);
}

static void
parser_clear (Parser *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->remark, TRUE);
  g_clear_pointer (&self->framework, dip_framework_free);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->open);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->targets);
  g_free (self->source_framework);
  g_free (self->target_framework);
  g_free (self->relation);
}

/**
 * dip_framework_parse:
 * @bytes: an OSCAL file
 * @name: its name, from which a catalogue without an own id is called
 * @framework: (out) (nullable): the catalogue
 * @links: (out) (nullable) (element-type DipLink): the crosswalk
 *
 * Reads a catalogue or a mapping collection. Linear in the size of the file.
 *
 * Returns: FALSE with @error set (DIP_FRAMEWORK_ERROR_INVALID) for anything else
 */
gboolean
dip_framework_parse (GBytes        *bytes,
                     const char    *name,
                     DipFramework **framework,
                     GPtrArray    **links,
                     GError       **error)
{
  static const GMarkupParser markup = { start_element, end_element, text, NULL, NULL };
  g_autoptr(GMarkupParseContext) context = NULL;
  g_autoptr(GError) local_error = NULL;
  Parser self = { 0 };
  const char *data;
  gsize size;
  gboolean parsed;

  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  *framework = NULL;
  *links = NULL;
  data = g_bytes_get_data (bytes, &size);
  if (size == 0 || size > MAX_BYTES)
    {
      g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                   size == 0 ? "The file is empty." : "The file is larger than a catalogue can be.");
      return FALSE;
    }
  if (!g_utf8_validate_len (data, size, NULL))
    {
      g_set_error_literal (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID, "The file is no text in UTF-8.");
      return FALSE;
    }

  self.name = name;
  self.text = g_string_new (NULL);
  self.remark = g_string_new (NULL);
  self.groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self.open = g_ptr_array_new ();
  self.links = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_link_free);
  self.sources = g_ptr_array_new_with_free_func (g_free);
  self.targets = g_ptr_array_new_with_free_func (g_free);

  context = g_markup_parse_context_new (&markup, G_MARKUP_TREAT_CDATA_AS_TEXT, &self, NULL);
  parsed = g_markup_parse_context_parse (context, data, size, &local_error) &&
           g_markup_parse_context_end_parse (context, &local_error);
  if (!parsed)
    {
      if (local_error->domain == DIP_FRAMEWORK_ERROR)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        {
          /* GLib quotes the file byte by byte. */
          g_autofree char *message = g_utf8_make_valid (local_error->message, -1);

          g_set_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                       "The file is no well-formed XML: %s", message);
        }
    }
  else if (self.is_catalog && self.framework->controls->len == 0)
    {
      g_set_error_literal (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID,
                           "The catalogue has no controls.");
      parsed = FALSE;
    }
  else if (self.is_catalog)
    *framework = g_steal_pointer (&self.framework);
  else
    *links = g_steal_pointer (&self.links);

  g_clear_pointer (&context, g_markup_parse_context_free);
  parser_clear (&self);

  return parsed;
}
