/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-odf.h"
#include "read/office/dip-list-number.h"

#include <string.h>

/*
 * Styles of an OpenDocument text (ODF 1.2 part 1, 16), from styles.xml and from
 * the head of content.xml:
 *
 *   list level = prefix numbers suffix       numbers of as many levels as display-levels says, with full
 *                                            stops; or a pattern "%1%.%2%"
 *
 * Chapters are numbered by the outline style, unless they stand in a list.
 */

#define MAX_STYLES 50000u
#define MAX_CHAIN 32
#define HEADING_STYLE "Heading_20_"
#define MAX_AFFIX 128

enum {
  STYLE, LIST_STYLE, OUTLINE_STYLE, LEVEL_NUMBER, LEVEL_BULLET, LEVEL_IMAGE, OUTLINE_LEVEL, PARAGRAPH_PROPERTIES,
  TEXT_PROPERTIES, CELL_PROPERTIES, BODY,
};

static const char *const names[] = {
  "style:style", "text:list-style", "text:outline-style", "text:list-level-style-number",
  "text:list-level-style-bullet", "text:list-level-style-image", "text:outline-level-style",
  "style:paragraph-properties", "style:text-properties", "style:table-cell-properties", "office:body", NULL,
};

static void
style_free (DipOdfStyle *self)
{
  g_free (self->parent);
  g_free (self->list_style);
  g_free (self);
}

static void
list_style_free (DipOdfListStyle *self)
{
  for (guint i = 0; i < DIP_ODF_LEVELS; i++)
    {
      g_free (self->levels[i].format);
      g_free (self->levels[i].prefix);
      g_free (self->levels[i].suffix);
      g_free (self->levels[i].pattern);
    }
  g_free (self);
}

static DipOdfStyles *
styles_new (void)
{
  DipOdfStyles *self = g_new0 (DipOdfStyles, 1);

  self->paragraphs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) style_free);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) style_free);
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) style_free);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) list_style_free);
  self->outline = g_new0 (DipOdfListStyle, 1);

  return self;
}

void
_dip_odf_styles_free (DipOdfStyles *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->paragraphs);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->cells);
  g_hash_table_unref (self->lists);
  list_style_free (self->outline);
  g_free (self);
}

static void
set_affix (char       **field,
           const char  *value)
{
  if (value == NULL || strlen (value) > MAX_AFFIX)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

static void
start_style (DipOdfStyles *self,
             DipXml       *xml)
{
  const char *name = dip_xml_get (xml, "style:name");
  const char *kind = dip_xml_get (xml, "style:family");
  GHashTable *family = g_strcmp0 (kind, "paragraph") == 0 ? self->paragraphs
                     : g_strcmp0 (kind, "text") == 0 ? self->texts
                     : g_strcmp0 (kind, "table-cell") == 0 ? self->cells : NULL;

  self->style = NULL;
  if (name == NULL || family == NULL || g_hash_table_size (family) >= MAX_STYLES)
    return;

  self->style = g_new0 (DipOdfStyle, 1);
  self->style->parent = g_strdup (dip_xml_get (xml, "style:parent-style-name"));
  self->style->list_style = g_strdup (dip_xml_get (xml, "style:list-style-name"));
  self->style->levelled = dip_xml_get (xml, "style:default-outline-level") != NULL;
  self->style->bold = -1;
  self->style->struck = -1;
  self->style->fill = -1;
  g_hash_table_replace (family, g_strdup (name), self->style);
}

static void
start_level (DipOdfStyles *self,
             DipXml       *xml,
             guint         element)
{
  const char *pattern = dip_xml_get (xml, "loext:num-list-format");
  gint64 place, number;

  self->level = NULL;
  if (self->list == NULL || !dip_xml_get_int (xml, "text:level", 1, DIP_ODF_LEVELS, &place))
    return;

  self->level = &self->list->levels[place - 1];
  self->level->defined = TRUE;
  self->level->start = 1;
  self->level->display_levels = 1;
  g_free (self->level->format);

  if (element == LEVEL_BULLET || element == LEVEL_IMAGE)
    {
      const char *bullet = dip_xml_get (xml, "text:bullet-char");

      self->level->format = g_strdup ("bullet");
      set_affix (&self->level->prefix, bullet != NULL && *bullet != '\0' ? bullet : "•");
      return;
    }

  self->level->format = g_strdup (dip_list_number_from_odf (dip_xml_get (xml, "style:num-format")));
  set_affix (&self->level->prefix, dip_xml_get (xml, "style:num-prefix"));
  set_affix (&self->level->suffix, dip_xml_get (xml, "style:num-suffix"));
  set_affix (&self->level->pattern, pattern != NULL ? pattern : dip_xml_get (xml, "style:num-list-format"));
  if (dip_xml_get_int (xml, "text:display-levels", 1, DIP_ODF_LEVELS, &number))
    self->level->display_levels = (guint) number;
  if (dip_xml_get_int (xml, "text:start-value", 0, 32767, &number))
    self->level->start = (guint) number;
}

/* "#c6efce"; no colour where it shines through. */
static void
start_cell_properties (DipOdfStyles *self,
                       DipXml       *xml)
{
  const char *colour = dip_xml_get (xml, "fo:background-color");
  guint64 rgb;

  if (self->style == NULL || colour == NULL)
    return;

  self->style->fill = 0;
  if (*colour == '#' && g_ascii_string_to_unsigned (colour + 1, 16, 0, 0xffffff, &rgb, NULL))
    self->style->fill = (int) rgb + 1;
}

static void
start_text_properties (DipOdfStyles *self,
                       DipXml       *xml)
{
  const char *font = dip_xml_get (xml, "style:font-name");
  const char *family = dip_xml_get (xml, "fo:font-family");
  const char *weight = dip_xml_get (xml, "fo:font-weight");
  const char *size = dip_xml_get (xml, "fo:font-size");
  const char *struck = dip_xml_get (xml, "style:text-line-through-style");
  const char *position = dip_xml_get (xml, "style:text-position");

  if (struck == NULL)
    struck = dip_xml_get (xml, "style:text-line-through-type");
  if (self->style != NULL && struck != NULL)
    self->style->struck = strcmp (struck, "none") != 0;
  if (self->style != NULL && position != NULL)
    self->style->raised = g_str_has_prefix (position, "super") ||
                          (g_ascii_isdigit (*position) && g_ascii_strtod (position, NULL) > 0);
  if (self->style != NULL && weight != NULL)
    self->style->bold = strcmp (weight, "bold") == 0 || g_ascii_strtoull (weight, NULL, 10) >= 600;
  if (self->style != NULL && size != NULL && g_str_has_suffix (size, "pt"))
    self->style->size = CLAMP (g_ascii_strtod (size, NULL), 0, 1000);

  /* What a bullet of a font of symbols looks like. */
  if (self->level != NULL && g_strcmp0 (self->level->format, "bullet") == 0 && (font != NULL || family != NULL))
    {
      char *bullet = dip_list_bullet (self->level->prefix, font != NULL ? font : family);

      g_free (self->level->prefix);
      self->level->prefix = bullet;
    }
}

static void
start (DipXml   *xml,
       guint     element,
       gpointer  user_data)
{
  DipOdfStyles *self = user_data;
  const char *name, *value;

  switch (element)
    {
    case STYLE:
      start_style (self, xml);
      break;

    /* One inside of another may take its place, with the level that is being read. */
    case LIST_STYLE:
      name = dip_xml_get (xml, "style:name");
      self->list = NULL;
      self->level = NULL;
      if (name != NULL && g_hash_table_size (self->lists) < MAX_STYLES)
        {
          self->list = g_new0 (DipOdfListStyle, 1);
          g_hash_table_replace (self->lists, g_strdup (name), self->list);
        }
      break;

    case OUTLINE_STYLE:
      self->list = self->outline;
      break;

    case LEVEL_NUMBER:
    case LEVEL_BULLET:
    case LEVEL_IMAGE:
    case OUTLINE_LEVEL:
      start_level (self, xml, element);
      break;

    case PARAGRAPH_PROPERTIES:
      value = dip_xml_get (xml, "fo:break-before");
      if (self->style != NULL && value != NULL)
        self->style->break_before = strcmp (value, "page") == 0;
      break;

    case TEXT_PROPERTIES:
      start_text_properties (self, xml);
      break;

    case CELL_PROPERTIES:
      start_cell_properties (self, xml);
      break;

    case BODY:
      dip_xml_stop (xml);
      break;

    default:
      break;
    }
}

static void
end (DipXml   *xml,
     guint     element,
     gpointer  user_data)
{
  DipOdfStyles *self = user_data;

  if (element == STYLE)
    self->style = NULL;
  else if (element == LIST_STYLE || element == OUTLINE_STYLE)
    self->list = NULL;
  else if (element >= LEVEL_NUMBER && element <= OUTLINE_LEVEL)
    self->level = NULL;
}

DipOdfStyles *
_dip_odf_styles_read (DipZip        *zip,
                      GCancellable  *cancellable,
                      GError       **error)
{
  static const DipXmlHandler handler = { .names = names, .start = start, .end = end };
  g_autoptr (DipOdfStyles) self = styles_new ();

  if ((dip_zip_find (zip, "styles.xml") != NULL &&
       !dip_xml_parse_part (zip, "styles.xml", &handler, self, cancellable, error)) ||
      !dip_xml_parse_part (zip, "content.xml", &handler, self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

static const DipOdfStyle *
find_style (DipOdfStyles *self,
            const char   *name)
{
  return name != NULL ? g_hash_table_lookup (self->paragraphs, name) : NULL;
}

const char *
_dip_odf_styles_get_list (DipOdfStyles *self,
                          const char   *name)
{
  const DipOdfStyle *style = find_style (self, name);

  for (int i = 0; i < MAX_CHAIN && style != NULL; i++)
    {
      if (style->list_style != NULL)
        return style->list_style;
      style = find_style (self, style->parent);
    }

  return NULL;
}

gboolean
_dip_odf_styles_get_break (DipOdfStyles *self,
                           const char   *name)
{
  const DipOdfStyle *style = find_style (self, name);

  for (int i = 0; i < MAX_CHAIN && style != NULL; i++)
    {
      if (style->break_before)
        return TRUE;
      style = find_style (self, style->parent);
    }

  return FALSE;
}

double
_dip_odf_styles_get_size (DipOdfStyles *self,
                          const char   *name)
{
  const DipOdfStyle *style = find_style (self, name);

  for (int i = 0; i < MAX_CHAIN && style != NULL; i++)
    {
      if (style->size > 0)
        return style->size;
      style = find_style (self, style->parent);
    }

  return 0;
}

guint
_dip_odf_styles_find_heading (GHashTable *family,
                              const char *name)
{
  for (int i = 0; i < MAX_CHAIN && name != NULL; i++)
    {
      const DipOdfStyle *style = g_hash_table_lookup (family, name);

      if (style == NULL || style->levelled)
        return 0;
      if (g_str_has_prefix (name, HEADING_STYLE) && name[strlen (HEADING_STYLE)] >= '1' &&
          name[strlen (HEADING_STYLE)] <= '9' && name[strlen (HEADING_STYLE) + 1] == '\0')
        return (guint) (name[strlen (HEADING_STYLE)] - '0');
      name = style->parent;
    }

  return 0;
}

gboolean
_dip_odf_styles_is_raised (GHashTable *family,
                           const char *name)
{
  const DipOdfStyle *style = name != NULL ? g_hash_table_lookup (family, name) : NULL;

  return style != NULL && style->raised;
}

int
_dip_odf_styles_get_struck (GHashTable *family,
                            const char *name)
{
  for (int i = 0; i < MAX_CHAIN && name != NULL; i++)
    {
      const DipOdfStyle *style = g_hash_table_lookup (family, name);

      if (style == NULL || style->struck >= 0)
        return style != NULL ? style->struck : -1;
      name = style->parent;
    }

  return -1;
}

int
_dip_odf_styles_get_bold (GHashTable *family,
                          const char *name)
{
  for (int i = 0; i < MAX_CHAIN && name != NULL; i++)
    {
      const DipOdfStyle *style = g_hash_table_lookup (family, name);

      if (style == NULL || style->bold >= 0)
        return style != NULL ? style->bold : -1;
      name = style->parent;
    }

  return -1;
}

/* What names the colour behind a cell, 0 where it has none. */
guint
_dip_odf_styles_get_fill (GHashTable *family,
                          const char *name)
{
  for (int i = 0; i < MAX_CHAIN && name != NULL; i++)
    {
      const DipOdfStyle *style = g_hash_table_lookup (family, name);

      if (style == NULL)
        return 0;
      if (style->fill >= 0)
        return (guint) style->fill;
      name = style->parent;
    }

  return 0;
}

static void
append_pattern (GString               *out,
                const DipOdfCounter   *counter,
                const DipOdfListStyle *style,
                guint                  level)
{
  for (const char *at = style->levels[level].pattern; *at != '\0'; )
    {
      char *end;
      guint64 n;

      if (*at != '%')
        {
          g_string_append_c (out, *at++);
          continue;
        }
      n = g_ascii_strtoull (at + 1, &end, 10);
      if (*end != '%' || n < 1 || n > level + 1)
        {
          at++;
          continue;
        }
      if (style->levels[n - 1].format != NULL)
        dip_list_number_append (out, style->levels[n - 1].format, counter->counts[n - 1]);
      at = end + 1;
    }
}

char *
_dip_odf_counter_next (DipOdfCounter         *self,
                       const DipOdfListStyle *style,
                       guint                  level,
                       gboolean              *is_bullet)
{
  g_autoptr (GString) out = NULL;
  const DipOdfLevel *shape;
  guint first;

  level = MIN (level, DIP_ODF_LEVELS - 1);
  for (guint i = 0; i <= level; i++)
    {
      guint begin = style != NULL && style->levels[i].defined ? style->levels[i].start : 1;

      if (!self->counted[i])
        self->counts[i] = begin;
      else if (i == level)
        self->counts[i]++;
      self->counted[i] = TRUE;
    }
  for (guint i = level + 1; i < DIP_ODF_LEVELS; i++)
    self->counted[i] = FALSE;

  *is_bullet = FALSE;
  shape = style != NULL ? &style->levels[level] : NULL;
  if (shape == NULL || !shape->defined)
    return NULL;
  if (strcmp (shape->format, "bullet") == 0)
    {
      *is_bullet = TRUE;
      return g_strdup (shape->prefix);
    }

  out = g_string_new (NULL);
  if (shape->pattern != NULL)
    {
      append_pattern (out, self, style, level);
    }
  else if (strcmp (shape->format, "none") != 0)
    {
      gboolean begun = FALSE;

      g_string_append (out, shape->prefix != NULL ? shape->prefix : "");
      first = level + 1 - MIN (shape->display_levels, level + 1);
      for (guint i = first; i <= level; i++)
        {
          const char *format = style->levels[i].format;

          if (format == NULL || strcmp (format, "none") == 0 || strcmp (format, "bullet") == 0)
            continue;
          if (begun)
            g_string_append_c (out, '.');
          dip_list_number_append (out, format, self->counts[i]);
          begun = TRUE;
        }
      g_string_append (out, shape->suffix != NULL ? shape->suffix : "");
    }

  g_strstrip (out->str);

  return *out->str != '\0' ? g_strdup (out->str) : NULL;
}
