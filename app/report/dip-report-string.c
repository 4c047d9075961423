/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

#include <string.h>

/*
 * JsonGenerator would do, but for two things: it writes 0.71 as
 * 0.70999999999999996, and it lets through characters that act on a terminal
 * where somebody looks at the JSON: C1 controls and overrides of the writing
 * direction. Both forms mean the same to a parser.
 */

static void append_node (GString  *out,
                         JsonNode *node,
                         guint     depth);

static gboolean
must_be_escaped (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) ||
         (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x061c || c == 0xfeff;
}

static void
append_string (GString    *out,
               const char *text)
{
  const char *start = text;

  g_string_append_c (out, '"');

  for (const char *p = text; *p != '\0'; )
    {
      const char *next;
      gunichar c;

      if ((guchar) *p >= 0x20 && (guchar) *p < 0x7f && *p != '"' && *p != '\\')
        {
          p++;
          continue;
        }

      c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);
      next = g_utf8_next_char (p);

      if (c == '"' || c == '\\' || must_be_escaped (c))
        {
          g_string_append_len (out, start, p - start);

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

          start = next;
        }

      p = next;
    }

  g_string_append (out, start);
  g_string_append_c (out, '"');
}

static void
append_double (GString *out,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* The shortest of the two that reads back as the same number. */
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_dtostr (buffer, sizeof buffer, value);

  g_string_append (out, buffer);
  if (strpbrk (buffer, ".en") == NULL)
    g_string_append (out, ".0");
}

static void
append_line_break (GString *out,
                   guint    depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (out, ' ');
}

static void
append_array (GString   *out,
              JsonArray *array,
              guint      depth)
{
  guint length = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_line_break (out, depth + 1);
      append_node (out, json_array_get_element (array, i), depth + 1);
    }
  if (length > 0)
    append_line_break (out, depth);
  g_string_append_c (out, ']');
}

static void
append_object (GString    *out,
               JsonObject *object,
               guint       depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean first = TRUE;

  g_string_append_c (out, '{');

  /* In the order in which the members were set. */
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;

      append_line_break (out, depth + 1);
      append_string (out, name);
      g_string_append (out, ": ");
      append_node (out, node, depth + 1);
    }

  if (!first)
    append_line_break (out, depth);
  g_string_append_c (out, '}');
}

static void
append_value (GString  *out,
              JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      append_string (out, json_node_get_string (node));
      break;

    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      break;

    case G_TYPE_DOUBLE:
      append_double (out, json_node_get_double (node));
      break;

    default:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    }
}

/* Goes as deep as the reports of this folder do, which is six levels. */
static void
append_node (GString  *out,
             JsonNode *node,
             guint     depth)
{
  switch (JSON_NODE_TYPE (node))
    {
    case JSON_NODE_OBJECT:
      append_object (out, json_node_get_object (node), depth);
      break;

    case JSON_NODE_ARRAY:
      append_array (out, json_node_get_array (node), depth);
      break;

    case JSON_NODE_VALUE:
      append_value (out, node);
      break;

    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
      break;
    }
}

/**
 * dip_report_to_string:
 * @node: one of the reports of this folder
 *
 * Writes JSON in UTF-8, a member a line, without a line break at the end.
 * The same report gives the same bytes, whatever the locale.
 *
 * Returns: (transfer full): the text
 */
char *
dip_report_to_string (JsonNode *node)
{
  GString *out;

  g_return_val_if_fail (node != NULL, NULL);

  out = g_string_sized_new (64 * 1024);
  append_node (out, node, 0);

  return g_string_free (out, FALSE);
}
