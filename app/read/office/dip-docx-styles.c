/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-docx.h"

#include <string.h>

/*
 * styles.xml. Ids are in the language of whoever made the document ("見出し1",
 * "1"), names of built-in styles are not: "heading 1". Programs other than Word
 * write names in their own language, so those are known too.
 */

#define MAX_STYLES 10000u
#define MAX_CHAIN 32

enum {
  DOC_DEFAULTS, STYLE, NAME, BASED_ON, P_PR, OUTLINE_LVL, NUM_ID, ILVL, R_PR, B, SZ, TBL_STYLE_PR, P_PR_CHANGE,
  R_PR_CHANGE,
};

static const char *const names[] = {
  "w:docDefaults", "w:style", "w:name", "w:basedOn", "w:pPr", "w:outlineLvl", "w:numId", "w:ilvl", "w:rPr",
  "w:b", "w:sz", "w:tblStylePr", "w:pPrChange", "w:rPrChange", NULL,
};

static void
style_free (DipDocxStyle *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->based_on);
  g_free (self);
}

DipDocxStyles *
_dip_docx_styles_new (void)
{
  DipDocxStyles *self = g_new0 (DipDocxStyles, 1);

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) style_free);

  return self;
}

void
_dip_docx_styles_free (DipDocxStyles *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_id);
  g_free (self->default_id);
  g_free (self);
}

typedef struct
{
  DipDocxStyles *styles;
  DipDocxStyle  *style;    /* (nullable): the paragraph style under way */
  gboolean       defaults;
} Reading;

static void
start_style (Reading *self,
             DipXml  *xml)
{
  const char *id = dip_xml_get (xml, "w:styleId");
  const char *type = dip_xml_get (xml, "w:type");

  self->style = NULL;
  if (id == NULL || (type != NULL && strcmp (type, "paragraph") != 0) ||
      g_hash_table_size (self->styles->by_id) >= MAX_STYLES)
    {
      dip_xml_skip (xml);
      return;
    }

  self->style = g_new0 (DipDocxStyle, 1);
  self->style->id = g_strdup (id);
  self->style->outline = self->style->num_id = self->style->num_level = DIP_DOCX_UNSET;
  self->style->bold = self->style->half_points = DIP_DOCX_UNSET;
  g_hash_table_replace (self->styles->by_id, self->style->id, self->style);

  if (dip_xml_get_bool (xml, "w:default", FALSE) && self->styles->default_id == NULL)
    self->styles->default_id = g_strdup (id);
}

static void
start (DipXml   *xml,
       guint     element,
       gpointer  user_data)
{
  Reading *self = user_data;
  const char *value = dip_xml_get (xml, "w:val");
  gint64 number;

  switch (element)
    {
    case DOC_DEFAULTS:
      self->defaults = TRUE;
      return;

    case STYLE:
      start_style (self, xml);
      return;

    case TBL_STYLE_PR:
    case P_PR_CHANGE:
    case R_PR_CHANGE:
      dip_xml_skip (xml);
      return;

    case SZ:
      if (self->defaults && dip_xml_get_int (xml, "w:val", 2, 3276, &number))
        self->styles->half_points = (int) number;
      break;

    default:
      break;
    }

  if (self->style == NULL)
    return;

  if (element == NAME && value != NULL)
    {
      g_free (self->style->name);
      self->style->name = g_utf8_strdown (value, -1);
    }
  else if (element == BASED_ON && value != NULL)
    {
      g_free (self->style->based_on);
      self->style->based_on = g_strdup (value);
    }
  else if (element == OUTLINE_LVL && dip_xml_get_int (xml, "w:val", 0, 9, &number))
    {
      self->style->outline = (int) number;
    }
  else if (element == NUM_ID && dip_xml_get_int (xml, "w:val", 0, G_MAXINT, &number))
    {
      self->style->num_id = (int) number;
    }
  else if (element == ILVL && dip_xml_get_int (xml, "w:val", 0, DIP_DOCX_LEVELS - 1, &number))
    {
      self->style->num_level = (int) number;
    }
  else if (element == SZ && dip_xml_get_int (xml, "w:val", 2, 3276, &number))
    {
      self->style->half_points = (int) number;
    }
  else if (element == B)
    {
      self->style->bold = dip_xml_get_bool (xml, "w:val", TRUE);
    }
}

static void
end (DipXml   *xml,
     guint     element,
     gpointer  user_data)
{
  Reading *self = user_data;

  if (element == DOC_DEFAULTS)
    self->defaults = FALSE;
  else if (element == STYLE)
    self->style = NULL;
}

gboolean
_dip_docx_styles_read (DipDocxStyles  *self,
                       DipZip         *zip,
                       const char     *part,
                       GCancellable   *cancellable,
                       GError        **error)
{
  static const DipXmlHandler handler = { .names = names, .start = start, .end = end };
  Reading reading = { .styles = self };

  return dip_xml_parse_part (zip, part, &handler, &reading, cancellable, error);
}

/* "heading 2", "見出し 2", "Überschrift 2": the level that a name alone tells, counted from 0. */
static int
level_from_name (const char *name)
{
  static const char *const words[] = {
    "heading", "見出し", "überschrift", "titre", "título", "titolo", "标题", "標題", "제목",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *at;

      if (!g_str_has_prefix (name, words[i]))
        continue;
      at = name + strlen (words[i]);
      while (*at == ' ')
        at++;
      if (*at >= '1' && *at <= '9' && at[1] == '\0')
        return *at - '1';
    }

  return DIP_DOCX_UNSET;
}

static void
inherit (int *value,
         int  from)
{
  if (*value == DIP_DOCX_UNSET)
    *value = from;
}

static void
resolve (DipDocxStyles *self,
         DipDocxStyle  *style)
{
  const char *next = style->based_on;

  style->resolved = TRUE;
  if (style->outline == DIP_DOCX_UNSET && style->name != NULL)
    style->outline = level_from_name (style->name);

  /* A chain that leads back to its beginning ends at its limit. */
  for (int i = 0; next != NULL && i < MAX_CHAIN; i++)
    {
      DipDocxStyle *base = g_hash_table_lookup (self->by_id, next);

      if (base == NULL || base == style)
        break;
      inherit (&style->outline, base->outline);
      if (base->outline == DIP_DOCX_UNSET && base->name != NULL)
        inherit (&style->outline, level_from_name (base->name));
      inherit (&style->num_level, style->num_id == DIP_DOCX_UNSET ? base->num_level : DIP_DOCX_UNSET);
      inherit (&style->num_id, base->num_id);
      inherit (&style->bold, base->bold);
      inherit (&style->half_points, base->half_points);
      next = base->resolved ? NULL : base->based_on;
    }
}

const DipDocxStyle *
_dip_docx_styles_get (DipDocxStyles *self,
                      const char    *id)
{
  DipDocxStyle *style = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;

  if (style == NULL && self->default_id != NULL)
    style = g_hash_table_lookup (self->by_id, self->default_id);
  if (style != NULL && !style->resolved)
    resolve (self, style);

  return style;
}
