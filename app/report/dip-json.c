/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-json.h"

#include <math.h>
#include <string.h>

/*
 * JsonGenerator would do, but for three things: it wants the whole answer as a
 * tree, which costs more than all else of a long one; it writes 0.71 as
 * 0.70999999999999996; and it lets through characters that act on a terminal
 * where somebody looks at the JSON: C1 controls and overrides of the writing
 * direction. Both forms mean the same to a parser.
 */

/* Shares are told in thousandths: more digits would be noise that differs
 * from one processor to the next. */
#define SHARE_UNIT 1000.

/* The answer on one paper of some pages. */
#define FIRST_SIZE (64 * 1024)

/**
 * DipJson:
 *
 * @text: what is written so far; its length is the place that is written next
 * @depth: objects and arrays that are open
 * @is_first: nothing was written yet in the innermost of them
 */
struct _DipJson
{
  GString *text;
  guint    depth;
  gboolean is_first;
};

/**
 * dip_json_new:
 *
 * Returns: (transfer full): a writer that has written nothing
 */
DipJson *
dip_json_new (void)
{
  DipJson *self = g_new0 (DipJson, 1);

  self->text = g_string_sized_new (FIRST_SIZE);
  self->is_first = TRUE;

  return self;
}

void
dip_json_free (DipJson *self)
{
  if (self == NULL)
    return;

  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * dip_json_end:
 * @self: (transfer full): a writer whose objects and arrays are all closed
 *
 * Returns: (transfer full): the JSON in UTF-8, a member a line, without a line
 *   break at the end; the same calls give the same bytes, whatever the locale
 */
char *
dip_json_end (DipJson *self)
{
  char *text;

  g_return_val_if_fail (self != NULL && self->depth == 0, NULL);

  text = g_string_free (g_steal_pointer (&self->text), FALSE);
  dip_json_free (self);

  return text;
}

/* Returns: room for @n_bytes at the end of the text, which counts as written */
static char *
extend (DipJson *self,
        gsize    n_bytes)
{
  gsize length = self->text->len;

  g_string_set_size (self->text, length + n_bytes);

  return self->text->str + length;
}

static void
break_line (DipJson *self)
{
  char *room = extend (self, 1 + self->depth);

  room[0] = '\n';
  memset (room + 1, ' ', self->depth);
}

/* What stands before a value: the comma behind the last one, a line of its own
 * unless it is the outermost, and its name. */
static void
begin_value (DipJson    *self,
             const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;
  char *p;

  if (self->depth == 0)
    return;

  p = extend (self, (self->is_first ? 0 : 1) + 1 + self->depth + (name != NULL ? length + 4 : 0));
  if (!self->is_first)
    *p++ = ',';
  *p++ = '\n';
  memset (p, ' ', self->depth);
  p += self->depth;

  if (name != NULL)
    {
      *p++ = '"';
      memcpy (p, name, length);
      memcpy (p + length, "\": ", 3);
    }

  self->is_first = FALSE;
}

static void
open_bracket (DipJson    *self,
              const char *name,
              char        bracket)
{
  begin_value (self, name);
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->is_first = TRUE;
}

/* An empty object or array closes on the line on which it began. */
static void
close_bracket (DipJson *self,
               char     bracket)
{
  g_return_if_fail (self->depth > 0);

  self->depth--;
  if (!self->is_first)
    break_line (self);
  g_string_append_c (self->text, bracket);
  self->is_first = FALSE;
}

void
dip_json_begin_object (DipJson    *self,
                       const char *name)
{
  open_bracket (self, name, '{');
}

void
dip_json_end_object (DipJson *self)
{
  close_bracket (self, '}');
}

void
dip_json_begin_array (DipJson    *self,
                      const char *name)
{
  open_bracket (self, name, '[');
}

void
dip_json_end_array (DipJson *self)
{
  close_bracket (self, ']');
}

static gboolean
must_be_escaped (gunichar c)
{
  return c < 0x20 || c == '"' || c == '\\' || (c >= 0x7f && c <= 0x9f) ||
         (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x061c || c == 0xfeff;
}

/* Whether a character that must be escaped can begin with @byte: all of them
 * beyond ASCII have one of four first bytes. */
static inline gboolean
is_suspect (guchar byte)
{
  return byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7f ||
         byte == 0xc2 || byte == 0xd8 || byte == 0xe2 || byte == 0xef;
}

static void
append_escaped (GString *out,
                gunichar c)
{
  if (c == '"' || c == '\\')
    g_string_append_printf (out, "\\%c", (char) c);
  else if (c == '\n')
    g_string_append (out, "\\n");
  else if (c == '\t')
    g_string_append (out, "\\t");
  else if (c == '\r')
    g_string_append (out, "\\r");
  else
    g_string_append_printf (out, "\\u%04x", c);
}

static void
append_string (GString    *out,
               const char *text)
{
  const char *start = text;
  const char *p = text;

  g_string_append_c (out, '"');

  while (*p != '\0')
    {
      gunichar c;

      if (!is_suspect ((guchar) *p))
        {
          p++;
          continue;
        }

      c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);
      if (!must_be_escaped (c))
        {
          p = g_utf8_next_char (p);
          continue;
        }

      g_string_append_len (out, start, p - start);
      append_escaped (out, c);
      p = start = g_utf8_next_char (p);
    }

  g_string_append_len (out, start, p - start);
  g_string_append_c (out, '"');
}

/**
 * dip_json_add_string:
 * @self: a writer
 * @name: (nullable): its name
 * @value: (nullable): UTF-8; NULL becomes null
 *
 * Adds text. What acts on a terminal is written as "\u…".
 */
void
dip_json_add_string (DipJson    *self,
                     const char *name,
                     const char *value)
{
  begin_value (self, name);
  if (value != NULL)
    append_string (self->text, value);
  else
    g_string_append_len (self->text, "null", 4);
}

/**
 * dip_json_add_strings:
 * @self: a writer
 * @name: (nullable): its name
 * @values: (nullable) (array zero-terminated=1): NULL becomes an empty array
 *
 * Adds an array of texts.
 */
void
dip_json_add_strings (DipJson           *self,
                      const char        *name,
                      const char *const *values)
{
  dip_json_begin_array (self, name);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    dip_json_add_string (self, NULL, values[i]);
  dip_json_end_array (self);
}

/**
 * dip_json_add_list:
 * @self: a writer
 * @name: (nullable): its name
 * @values: (element-type utf8): texts
 *
 * Adds an array of texts.
 */
void
dip_json_add_list (DipJson    *self,
                   const char *name,
                   GPtrArray  *values)
{
  dip_json_begin_array (self, name);
  for (guint i = 0; i < values->len; i++)
    dip_json_add_string (self, NULL, g_ptr_array_index (values, i));
  dip_json_end_array (self);
}

/**
 * dip_json_add_objects:
 * @self: a writer
 * @name: (nullable): its name
 * @items: what the objects are written of; NULL becomes null
 * @add_members: (scope call): adds the members of one of them
 *
 * Adds an array of objects.
 */
void
dip_json_add_objects (DipJson         *self,
                      const char      *name,
                      const GPtrArray *items,
                      DipJsonFunc      add_members)
{
  dip_json_begin_array (self, name);
  for (guint i = 0; i < items->len; i++)
    {
      gconstpointer item = g_ptr_array_index (items, i);

      if (item == NULL)
        {
          dip_json_add_null (self, NULL);
          continue;
        }

      dip_json_begin_object (self, NULL);
      add_members (self, item);
      dip_json_end_object (self);
    }
  dip_json_end_array (self);
}

void
dip_json_add_int (DipJson    *self,
                  const char *name,
                  gint64      value)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--p = '-';

  begin_value (self, name);
  g_string_append_len (self->text, p, digits + sizeof digits - p);
}

/**
 * dip_json_add_positive:
 * @self: a writer
 * @name: (nullable): its name
 * @value: a number; 0 and what is below it are unknown and become null
 *
 * Adds a number that may be unknown.
 */
void
dip_json_add_positive (DipJson    *self,
                       const char *name,
                       gint64      value)
{
  if (value > 0)
    dip_json_add_int (self, name, value);
  else
    dip_json_add_null (self, name);
}

void
dip_json_add_double (DipJson    *self,
                     const char *name,
                     double      value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* The shortest of the two that reads back as the same number. */
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_dtostr (buffer, sizeof buffer, value);

  begin_value (self, name);
  g_string_append (self->text, buffer);
  if (strpbrk (buffer, ".en") == NULL)
    g_string_append (self->text, ".0");
}

/**
 * dip_json_add_share:
 * @self: a writer
 * @name: (nullable): its name
 * @value: a share, mostly of 1
 *
 * Adds a share in thousandths.
 */
void
dip_json_add_share (DipJson    *self,
                    const char *name,
                    double      value)
{
  dip_json_add_double (self, name, isfinite (value) ? round (value * SHARE_UNIT) / SHARE_UNIT : 0.);
}

void
dip_json_add_boolean (DipJson    *self,
                      const char *name,
                      gboolean    value)
{
  begin_value (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

void
dip_json_add_null (DipJson    *self,
                   const char *name)
{
  begin_value (self, name);
  g_string_append_len (self->text, "null", 4);
}
