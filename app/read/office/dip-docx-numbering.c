/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-docx.h"
#include "read/office/dip-list-number.h"

#include <string.h>

/*
 * numbering.xml (ECMA-376 part 1, 17.9). A paragraph names a list (num), the
 * list a definition (abstractNum) with nine levels:
 *
 *   level = start, numFmt, lvlText "%1.%2", lvlRestart, isLgl
 *
 * Lists of one definition count on from each other, unless one begins with a
 * number of its own (startOverride): that counts once, at its first paragraph.
 * A level begins anew behind any higher one; lvlRestart names the one that is
 * meant, 0 none.
 */

#define MAX_LISTS 20000u
#define MAX_TEXT 256
#define MAX_LINKS 16

typedef struct
{
  gboolean  defined;
  guint     start;
  char     *format;      /* a name of ST_NumberFormat; of a custom one its example, "001, 002" */
  char     *text;        /* (nullable): with %1 to %9 */
  char     *style;       /* (nullable): id of the paragraph style that it numbers */
  char     *font;        /* (nullable) */
  int       restart;     /* DIP_DOCX_UNSET, 0 for never, else the level, from 1 */
  gboolean  legal;       /* all numbers in decimals */
} Level;

typedef struct
{
  Level  levels[DIP_DOCX_LEVELS];
  char  *style_link;      /* (nullable): the definition is that of this list style */
  char  *num_style_link;  /* (nullable): use the definition of this list style */
  guint  counts[DIP_DOCX_LEVELS];
  gboolean counted[DIP_DOCX_LEVELS];
} Definition;

typedef struct
{
  int      definition;
  Level    levels[DIP_DOCX_LEVELS];         /* those that it defines anew */
  gboolean has_start[DIP_DOCX_LEVELS];
  guint    starts[DIP_DOCX_LEVELS];
  gboolean begun[DIP_DOCX_LEVELS];
} List;

struct _DipDocxNumbering
{
  GHashTable *definitions;  /* id → Definition */
  GHashTable *lists;        /* id → List */

  /* While the part is read. */
  Definition *definition;
  List       *list;
  Level      *level;
  int         level_place;
};

static void
clear_levels (Level levels[DIP_DOCX_LEVELS])
{
  for (guint i = 0; i < DIP_DOCX_LEVELS; i++)
    {
      g_free (levels[i].format);
      g_free (levels[i].text);
      g_free (levels[i].style);
      g_free (levels[i].font);
    }
}

static void
definition_free (Definition *self)
{
  clear_levels (self->levels);
  g_free (self->style_link);
  g_free (self->num_style_link);
  g_free (self);
}

static void
list_free (List *self)
{
  clear_levels (self->levels);
  g_free (self);
}

DipDocxNumbering *
_dip_docx_numbering_new (void)
{
  DipDocxNumbering *self = g_new0 (DipDocxNumbering, 1);

  self->definitions = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) definition_free);
  self->lists = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) list_free);

  return self;
}

void
_dip_docx_numbering_free (DipDocxNumbering *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->definitions);
  g_hash_table_unref (self->lists);
  g_free (self);
}

enum {
  ABSTRACT_NUM, NUM, ABSTRACT_NUM_ID, LVL, START, NUM_FMT, LVL_TEXT, LVL_RESTART, IS_LGL, P_STYLE, R_FONTS,
  LVL_OVERRIDE, START_OVERRIDE, STYLE_LINK, NUM_STYLE_LINK, NUM_PIC_BULLET,
};

static const char *const names[] = {
  "w:abstractNum", "w:num", "w:abstractNumId", "w:lvl", "w:start", "w:numFmt", "w:lvlText", "w:lvlRestart",
  "w:isLgl", "w:pStyle", "w:rFonts", "w:lvlOverride", "w:startOverride", "w:styleLink", "w:numStyleLink",
  "w:numPicBullet", NULL,
};

static void
start_level (DipDocxNumbering *self,
             DipXml           *xml)
{
  gint64 place;

  self->level = NULL;
  if (!dip_xml_get_int (xml, "w:ilvl", 0, DIP_DOCX_LEVELS - 1, &place))
    return;

  if (self->list != NULL)
    self->level = &self->list->levels[place];
  else if (self->definition != NULL)
    self->level = &self->definition->levels[place];

  if (self->level != NULL)
    {
      self->level->defined = TRUE;
      self->level->restart = DIP_DOCX_UNSET;
    }
}

static void
set_text (char       **field,
          const char  *value)
{
  if (value == NULL || strlen (value) > MAX_TEXT)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

static void
read_level (DipDocxNumbering *self,
            DipXml           *xml,
            guint             element)
{
  const char *value = dip_xml_get (xml, "w:val");
  Level *level = self->level;
  gint64 number;

  switch (element)
    {
    case START:
      if (dip_xml_get_int (xml, "w:val", 0, 32767, &number))
        level->start = (guint) number;
      break;

    case NUM_FMT:
      if (value != NULL && strcmp (value, "custom") == 0 && dip_xml_get (xml, "w:format") != NULL)
        value = g_str_has_prefix (dip_xml_get (xml, "w:format"), "0") ? "decimalZero" : "decimal";
      set_text (&level->format, value);
      break;

    case LVL_TEXT:
      set_text (&level->text, value);
      break;

    case LVL_RESTART:
      if (dip_xml_get_int (xml, "w:val", 0, DIP_DOCX_LEVELS, &number))
        level->restart = (int) number;
      break;

    case IS_LGL:
      level->legal = dip_xml_get_bool (xml, "w:val", TRUE);
      break;

    case P_STYLE:
      set_text (&level->style, value);
      break;

    case R_FONTS:
      set_text (&level->font, dip_xml_get (xml, "w:ascii"));
      break;

    default:
      break;
    }
}

static void
start (DipXml   *xml,
       guint     element,
       gpointer  user_data)
{
  DipDocxNumbering *self = user_data;
  gint64 number;

  switch (element)
    {
    /* One inside of another may take its place, with the level that is being read. */
    case ABSTRACT_NUM:
      self->definition = NULL;
      self->level = NULL;
      if (dip_xml_get_int (xml, "w:abstractNumId", 0, G_MAXINT, &number) &&
          g_hash_table_size (self->definitions) < MAX_LISTS)
        {
          self->definition = g_new0 (Definition, 1);
          g_hash_table_replace (self->definitions, GINT_TO_POINTER ((int) number), self->definition);
        }
      break;

    case NUM:
      self->list = NULL;
      self->level = NULL;
      if (dip_xml_get_int (xml, "w:numId", 1, G_MAXINT, &number) && g_hash_table_size (self->lists) < MAX_LISTS)
        {
          self->list = g_new0 (List, 1);
          self->list->definition = DIP_DOCX_UNSET;
          g_hash_table_replace (self->lists, GINT_TO_POINTER ((int) number), self->list);
        }
      break;

    case ABSTRACT_NUM_ID:
      if (self->list != NULL && dip_xml_get_int (xml, "w:val", 0, G_MAXINT, &number))
        self->list->definition = (int) number;
      break;

    case LVL:
      start_level (self, xml);
      break;

    case LVL_OVERRIDE:
      self->level_place = DIP_DOCX_UNSET;
      if (dip_xml_get_int (xml, "w:ilvl", 0, DIP_DOCX_LEVELS - 1, &number))
        self->level_place = (int) number;
      break;

    case START_OVERRIDE:
      if (self->list != NULL && self->level_place >= 0 && dip_xml_get_int (xml, "w:val", 0, 32767, &number))
        {
          self->list->has_start[self->level_place] = TRUE;
          self->list->starts[self->level_place] = (guint) number;
        }
      break;

    case STYLE_LINK:
      if (self->definition != NULL)
        set_text (&self->definition->style_link, dip_xml_get (xml, "w:val"));
      break;

    case NUM_STYLE_LINK:
      if (self->definition != NULL)
        set_text (&self->definition->num_style_link, dip_xml_get (xml, "w:val"));
      break;

    case NUM_PIC_BULLET:
      dip_xml_skip (xml);
      break;

    default:
      if (self->level != NULL)
        read_level (self, xml, element);
      break;
    }
}

static void
end (DipXml   *xml,
     guint     element,
     gpointer  user_data)
{
  DipDocxNumbering *self = user_data;

  if (element == ABSTRACT_NUM)
    self->definition = NULL;
  else if (element == NUM)
    self->list = NULL;
  else if (element == LVL)
    self->level = NULL;
}

gboolean
_dip_docx_numbering_read (DipDocxNumbering  *self,
                          DipZip            *zip,
                          const char        *part,
                          GCancellable      *cancellable,
                          GError           **error)
{
  static const DipXmlHandler handler = { .names = names, .start = start, .end = end };

  return dip_xml_parse_part (zip, part, &handler, self, cancellable, error);
}

/* The definition of a list; where it only names a list style, that style's. */
static Definition *
find_definition (DipDocxNumbering *self,
                 const List       *list)
{
  Definition *definition = g_hash_table_lookup (self->definitions, GINT_TO_POINTER (list->definition));

  for (int i = 0; i < MAX_LINKS && definition != NULL && definition->num_style_link != NULL; i++)
    {
      GHashTableIter iter;
      gpointer value;
      Definition *linked = NULL;

      g_hash_table_iter_init (&iter, self->definitions);
      while (linked == NULL && g_hash_table_iter_next (&iter, NULL, &value))
        {
          Definition *other = value;

          if (other != definition && g_strcmp0 (other->style_link, definition->num_style_link) == 0)
            linked = other;
        }
      if (linked == NULL)
        break;
      definition = linked;
    }

  return definition;
}

static const Level *
find_level (const List       *list,
            const Definition *definition,
            int               place)
{
  const Level *level = &list->levels[place];

  return level->defined ? level : &definition->levels[place];
}

int
_dip_docx_numbering_find_level (DipDocxNumbering *self,
                                int               num_id,
                                const char       *style_id)
{
  List *list = g_hash_table_lookup (self->lists, GINT_TO_POINTER (num_id));
  Definition *definition = list != NULL ? find_definition (self, list) : NULL;

  for (int i = 0; definition != NULL && i < DIP_DOCX_LEVELS; i++)
    {
      if (g_strcmp0 (find_level (list, definition, i)->style, style_id) == 0)
        return i;
    }

  return 0;
}

static guint
start_of (const List       *list,
          const Definition *definition,
          int               place)
{
  return list->has_start[place] ? list->starts[place] : find_level (list, definition, place)->start;
}

/* Counts at one level, and lets the deeper ones begin anew. */
static void
count (List       *list,
       Definition *definition,
       int         place)
{
  for (int i = 0; i < place; i++)
    {
      if (!definition->counted[i])
        {
          definition->counts[i] = start_of (list, definition, i);
          definition->counted[i] = TRUE;
        }
    }

  if (!definition->counted[place] || (list->has_start[place] && !list->begun[place]))
    definition->counts[place] = start_of (list, definition, place);
  else
    definition->counts[place]++;
  definition->counted[place] = TRUE;
  list->begun[place] = TRUE;

  for (int i = place + 1; i < DIP_DOCX_LEVELS; i++)
    {
      int restart = find_level (list, definition, i)->restart;

      /* Level 0 of the file is "not defined", which restarts as all do. */
      if (!find_level (list, definition, i)->defined || restart == DIP_DOCX_UNSET || place < restart)
        definition->counted[i] = FALSE;
    }
}

char *
_dip_docx_numbering_next (DipDocxNumbering *self,
                          int               num_id,
                          int               place,
                          gboolean         *is_bullet)
{
  List *list = g_hash_table_lookup (self->lists, GINT_TO_POINTER (num_id));
  Definition *definition = list != NULL ? find_definition (self, list) : NULL;
  g_autoptr (GString) out = NULL;
  const Level *level;

  *is_bullet = FALSE;
  if (definition == NULL || place < 0 || place >= DIP_DOCX_LEVELS)
    return NULL;

  count (list, definition, place);
  level = find_level (list, definition, place);
  if (level->text == NULL)
    return NULL;

  if (level->format != NULL && strcmp (level->format, "bullet") == 0)
    {
      *is_bullet = TRUE;
      return dip_list_bullet (level->text, level->font);
    }

  out = g_string_new (NULL);
  for (const char *at = level->text; *at != '\0'; at++)
    {
      int other = at[0] == '%' && at[1] >= '1' && at[1] <= '9' ? at[1] - '1' : DIP_DOCX_UNSET;

      if (other == DIP_DOCX_UNSET || other > place)
        {
          if (other == DIP_DOCX_UNSET)
            g_string_append_c (out, *at);
          else
            at++;
          continue;
        }
      {
        const char *format = find_level (list, definition, other)->format;

        dip_list_number_append (out, level->legal || format == NULL ? "decimal" : format,
                                definition->counts[other]);
      }
      at++;
    }

  return g_strdup (g_strstrip (out->str));
}
