/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "read/dip-readers.h"

#include "base/dip-error.h"

#include <string.h>

/*
 * A page of the web that was saved as one file (RFC 2557), by a browser, or by a
 * program that calls it a document of Word:
 *
 *   part  = *( name ":" value ) empty-line body
 *   body  = what the part is | *( "--" boundary part ) "--" boundary "--"
 *
 * Of its parts the first one that is a page is read.
 */

#define MEDIA_TYPE "multipart/related"

#define MAX_FIELDS   (64u * 1024)  /* bytes of a part's fields */
#define MAX_DEPTH    4u            /* of parts in parts */
#define MAX_PARTS    10000u
#define MAX_BOUNDARY 200u          /* bytes; RFC 2046 has 70 */

typedef struct
{
  char       *fields;  /* with lines that go on joined */
  const char *body;
  const char *end;
} Part;

static void
part_clear (Part *self)
{
  g_clear_pointer (&self->fields, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

static void
part_init (Part       *self,
           const char *at,
           const char *end)
{
  g_autoptr (GString) fields = g_string_new (NULL);
  const char *limit = at + MIN ((gsize) (end - at), MAX_FIELDS);
  gboolean done = FALSE;

  while (at < limit && !done)
    {
      const char *stop = memchr (at, '\n', (gsize) (limit - at));
      gsize n;

      stop = stop != NULL ? stop : limit;
      n = (gsize) (stop - at) - (stop > at && stop[-1] == '\r');
      done = n == 0 && fields->len > 0;
      if (n > 0 && (*at == ' ' || *at == '\t'))
        g_string_truncate (fields, fields->len - (fields->len > 0));
      g_string_append_len (fields, at, (gssize) n);
      if (n > 0)
        g_string_append_c (fields, '\n');
      at = MIN (stop + 1, limit);
    }

  part_clear (self);
  self->fields = g_string_free (g_steal_pointer (&fields), FALSE);
  self->body = at;
  self->end = end;
}

/* The value of a field, without what stands behind a semicolon; of a parameter, without its quotes. */
static char *
dup_value (const Part *self,
           const char *field,
           const char *parameter)
{
  g_auto (GStrv) lines = g_strsplit (self->fields, "\n", -1);
  gsize n_field = strlen (field);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) pieces = NULL;

      if (g_ascii_strncasecmp (lines[i], field, n_field) != 0 || lines[i][n_field] != ':')
        continue;
      pieces = g_strsplit (lines[i] + n_field + 1, ";", -1);
      if (pieces[0] == NULL)
        break;
      if (parameter == NULL)
        return g_ascii_strdown (g_strstrip (pieces[0]), -1);
      for (guint k = 1; pieces[k] != NULL; k++)
        {
          char *equals = strchr (pieces[k], '=');
          char *value;

          if (equals == NULL)
            continue;
          *equals = '\0';
          value = g_strstrip (equals + 1);
          if (g_ascii_strcasecmp (g_strstrip (pieces[k]), parameter) == 0)
            return g_strndup (value + (*value == '"'), strcspn (value + (*value == '"'), "\""));
        }
    }

  return g_strdup ("");
}

/* Where the next line begins that has a boundary; @end if there is none. */
static const char *
find_boundary (const char *at,
               const char *end,
               const char *boundary)
{
  for (const char *found = at; found < end; found++)
    {
      found = memmem (found, (gsize) (end - found), boundary, strlen (boundary));
      if (found == NULL)
        return end;
      if (found == at || found[-1] == '\n')
        return found;
    }

  return end;
}

/* Makes @self its first part of a type, or its first one that has parts. */
static gboolean
go_into (Part *self)
{
  g_autofree char *name = dup_value (self, "content-type", "boundary");
  g_autofree char *boundary = g_strconcat ("--", name, NULL);
  const char *end = self->end;
  const char *at;

  if (*name == '\0' || strlen (name) > MAX_BOUNDARY)
    return FALSE;

  at = find_boundary (self->body, end, boundary);
  for (guint n = 0; at < end && n < MAX_PARTS; n++)
    {
      const char *line = memchr (at, '\n', (gsize) (end - at));
      const char *next = line != NULL ? find_boundary (line + 1, end, boundary) : end;
      g_auto (Part) part = { 0 };
      g_autofree char *type = NULL;

      if (line == NULL)
        return FALSE;
      part_init (&part, line + 1, next);
      type = dup_value (&part, "content-type", NULL);
      if (g_str_equal (type, "text/html") || g_str_equal (type, "application/xhtml+xml") ||
          g_str_has_prefix (type, "multipart/"))
        {
          part_clear (self);
          *self = part;
          part.fields = NULL;
          return TRUE;
        }
      at = next;
    }

  return FALSE;
}

/* "=3D" is a byte, "=" at the end of a line is none. */
static GBytes *
decode_quoted (const char *at,
               const char *end)
{
  GByteArray *out = g_byte_array_sized_new ((guint) (end - at));

  while (at < end)
    {
      if (*at == '=' && end - at > 2 && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]))
        {
          guint8 byte = (guint8) (g_ascii_xdigit_value (at[1]) << 4 | g_ascii_xdigit_value (at[2]));

          g_byte_array_append (out, &byte, 1);
          at += 3;
        }
      else if (*at == '=' && end - at > 1 && (at[1] == '\n' || at[1] == '\r'))
        {
          at += at[1] == '\r' && end - at > 2 && at[2] == '\n' ? 3 : 2;
        }
      else
        {
          g_byte_array_append (out, (const guint8 *) at++, 1);
        }
    }

  return g_byte_array_free_to_bytes (out);
}

static GBytes *
decode (const Part *self)
{
  g_autofree char *encoding = dup_value (self, "content-transfer-encoding", NULL);
  gsize n = (gsize) (self->end - self->body);

  if (g_str_equal (encoding, "quoted-printable"))
    return decode_quoted (self->body, self->end);
  if (g_str_equal (encoding, "base64"))
    {
      guchar *out = g_malloc (n / 4 * 3 + 3);
      int state = 0;
      guint save = 0;

      n = g_base64_decode_step (self->body, n, out, &state, &save);
      return g_bytes_new_take (out, n);
    }

  return g_bytes_new (self->body, n);
}

/**
 * _dip_read_mhtml:
 * @bytes: a page of the web, saved as one file
 * @name: base name of the file
 * @options: (nullable): unused
 * @cancellable: (nullable): looked at now and then
 * @error: return location
 *
 * Lays out the page as _dip_read_html() does.
 *
 * Returns: (transfer full) (nullable): a layout, or %NULL with a #DipReadError or %G_IO_ERROR_CANCELLED
 */
DipLayout *
_dip_read_mhtml (GBytes                *bytes,
                 const char            *name,
                 const DipReadOptions  *options,
                 GCancellable          *cancellable,
                 GError               **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_auto (Part) part = { 0 };
  g_autoptr (GBytes) page = NULL;
  g_autofree char *type = NULL;
  DipLayout *layout;

  part_init (&part, data, data + length);
  for (guint depth = 0; depth < MAX_DEPTH; depth++)
    if (!go_into (&part))
      break;
  type = dup_value (&part, "content-type", NULL);
  page = decode (&part);
  if (g_str_has_prefix (type, "multipart/") || g_bytes_get_size (page) == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                           "The web page is damaged: save it again from the browser and import that.");
      return NULL;
    }

  layout = _dip_read_html (page, name, options, cancellable, error);
  if (layout != NULL)
    {
      g_free (layout->media_type);
      layout->media_type = g_strdup (MEDIA_TYPE);
    }

  return layout;
}
