/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-xml.h"

#include "base/dip-error.h"

#include <expat.h>
#include <string.h>

/* Between a namespace and a name, as no URI has it. */
#define SEPARATOR '\n'

/* Names that are looked up by table; more than these come only from files made to have them. */
#define MAX_NAMES 4096u

struct _DipXml
{
  XML_Parser           parser;
  const DipXmlHandler *handler;
  gpointer             user_data;
  GHashTable          *elements;    /* name as expat gives it → place in handler->names + 1 */
  const char         **attributes;  /* of the element that begins */
  guint                depth;
  guint                skip_depth;  /* what is deeper is passed over, 0 for nothing */
  gboolean             skip_silent; /* the element at that depth did not begin for the handler either */
  guint8               choices[DIP_XML_MAX_DEPTH + 2]; /* of mc:AlternateContent at each depth */
  gboolean             stopped;
  GError              *error;
};

enum { NO_ALTERNATIVES, UNDECIDED, DECIDED };

typedef struct
{
  const char *uri;
  const char *prefix;
} Namespace;

#define OOXML "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
#define ODF "urn:oasis:names:tc:opendocument:xmlns:"

static const Namespace namespaces[] = {
  { OOXML "wordprocessingml/2006/main", "w" },
  { STRICT "wordprocessingml/main", "w" },
  { OOXML "spreadsheetml/2006/main", "x" },
  { STRICT "spreadsheetml/main", "x" },
  { OOXML "officeDocument/2006/relationships", "r" },
  { STRICT "officeDocument/relationships", "r" },
  { OOXML "package/2006/relationships", "rel" },
  { OOXML "package/2006/content-types", "ct" },
  { OOXML "package/2006/metadata/core-properties", "cp" },
  { OOXML "drawingml/2006/main", "a" },
  { STRICT "drawingml/main", "a" },
  { OOXML "drawingml/2006/spreadsheetDrawing", "xdr" },
  { STRICT "drawingml/spreadsheetDrawing", "xdr" },
  { "http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag", "fpb" },
  { "urn:schemas-microsoft-com:vml", "v" },
  { "urn:schemas-microsoft-com:office:excel", "xl" },
  { OOXML "markup-compatibility/2006", "mc" },
  { OOXML "officeDocument/2006/math", "m" },
  { STRICT "officeDocument/math", "m" },
  { "http://purl.org/dc/elements/1.1/", "dc" },
  { "http://www.w3.org/XML/1998/namespace", "xml" },
  { ODF "office:1.0", "office" },
  { ODF "text:1.0", "text" },
  { ODF "table:1.0", "table" },
  { ODF "style:1.0", "style" },
  { ODF "drawing:1.0", "draw" },
  { ODF "meta:1.0", "meta" },
  { ODF "form:1.0", "form" },
  { ODF "svg-compatible:1.0", "svg" },
  { ODF "xsl-fo-compatible:1.0", "fo" },
  { "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", "loext" },
};

static const char *
find_prefix (const char *uri,
             gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (namespaces); i++)
    {
      if (strncmp (namespaces[i].uri, uri, length) == 0 && namespaces[i].uri[length] == '\0')
        return namespaces[i].prefix;
    }

  return NULL;
}

/* Whether a name as expat gives it is "prefix:name" or, without a namespace, "name". */
static gboolean
is_name (const char *given,
         const char *name)
{
  const char *split = strrchr (given, SEPARATOR);
  const char *colon = strchr (name, ':');
  const char *prefix;

  if (split == NULL)
    return strcmp (given, name) == 0;
  if (colon == NULL || strcmp (split + 1, colon + 1) != 0)
    return FALSE;

  prefix = find_prefix (given, (gsize) (split - given));

  return prefix != NULL && strlen (prefix) == (gsize) (colon - name) &&
         strncmp (prefix, name, (gsize) (colon - name)) == 0;
}

static guint
find_element (DipXml     *self,
              const char *given)
{
  gpointer found;
  guint place = DIP_XML_OTHER;

  if (g_hash_table_lookup_extended (self->elements, given, NULL, &found))
    return GPOINTER_TO_UINT (found);

  for (guint i = 0; self->handler->names[i] != NULL && place == DIP_XML_OTHER; i++)
    {
      if (is_name (given, self->handler->names[i]))
        place = i;
    }

  if (g_hash_table_size (self->elements) < MAX_NAMES)
    g_hash_table_insert (self->elements, g_strdup (given), GUINT_TO_POINTER (place));

  return place;
}

static void
stop_with (DipXml     *self,
           int         code,
           const char *message)
{
  if (self->error == NULL)
    self->error = g_error_new_literal (DIP_READ_ERROR, code, message);
  dip_xml_stop (self);
}

/* Of several forms of one thing the first is read: Word and Excel write the newer one first, and the
 * older one has the same text. */
static gboolean
passes_over (DipXml     *self,
             const char *given)
{
  const char *split = strrchr (given, SEPARATOR);
  guint8 *choice = &self->choices[self->depth - 1];

  if (*choice != NO_ALTERNATIVES)
    {
      gboolean decided = *choice == DECIDED;

      *choice = DECIDED;
      return decided;
    }

  if (split != NULL && strcmp (split + 1, "AlternateContent") == 0 && is_name (given, "mc:AlternateContent"))
    self->choices[self->depth] = UNDECIDED;

  return FALSE;
}

static void
start_element (void        *user_data,
               const char  *given,
               const char **attributes)
{
  DipXml *self = user_data;
  guint n = 0;

  if (self->stopped)
    return;

  if (++self->depth > DIP_XML_MAX_DEPTH)
    {
      stop_with (self, DIP_READ_ERROR_LIMIT, "The document is nested more deeply than any paper is.");
      return;
    }

  while (attributes[n] != NULL)
    n += 2;
  if (n / 2 > DIP_XML_MAX_ATTRIBUTES)
    {
      stop_with (self, DIP_READ_ERROR_LIMIT, "An element of the document has too many attributes.");
      return;
    }

  self->choices[self->depth] = NO_ALTERNATIVES;
  if (self->skip_depth > 0)
    return;
  if (passes_over (self, given))
    {
      self->skip_depth = self->depth;
      self->skip_silent = TRUE;
      return;
    }

  self->attributes = attributes;
  self->handler->start (self, find_element (self, given), self->user_data);
  self->attributes = NULL;
}

static void
end_element (void       *user_data,
             const char *given)
{
  DipXml *self = user_data;

  if (self->stopped)
    return;

  if (self->skip_depth == 0 || (self->skip_depth == self->depth && !self->skip_silent))
    {
      self->skip_depth = 0;
      if (self->handler->end != NULL)
        self->handler->end (self, find_element (self, given), self->user_data);
    }
  else if (self->skip_depth == self->depth)
    {
      self->skip_depth = 0;
    }
  self->depth--;
}

static void
add_text (void       *user_data,
          const char *text,
          int         length)
{
  DipXml *self = user_data;

  if (!self->stopped && self->skip_depth == 0 && self->handler->text != NULL)
    self->handler->text (self, text, (gsize) length, self->user_data);
}

/* Neither format of office documents has document types; entities come with them only. */
static void
refuse_doctype (void       *user_data,
                const char *name,
                const char *system_id,
                const char *public_id,
                int         has_internal_subset)
{
  stop_with (user_data, DIP_READ_ERROR_DAMAGED,
             "The document declares its own entities, as no office program does, so it is not read.");
}

static void
refuse_entity (void             *user_data,
               const XML_Char   *name,
               int               is_parameter,
               const XML_Char   *value,
               int               length,
               const XML_Char   *base,
               const XML_Char   *system_id,
               const XML_Char   *public_id,
               const XML_Char   *notation)
{
  refuse_doctype (user_data, name, NULL, NULL, 0);
}

static gboolean
feed (const guint8  *data,
      gsize          length,
      gpointer       user_data,
      GError       **error)
{
  DipXml *self = user_data;
  enum XML_Status status;

  while (length > 0)
    {
      int n = (int) MIN (length, 1u << 20);

      status = XML_Parse (self->parser, (const char *) data, n, XML_FALSE);
      if (self->stopped || status != XML_STATUS_OK)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static DipXml *
xml_new (const DipXmlHandler *handler,
         gpointer             user_data)
{
  DipXml *self = g_new0 (DipXml, 1);

  self->parser = XML_ParserCreateNS (NULL, SEPARATOR);
  g_assert (self->parser != NULL);
  self->handler = handler;
  self->user_data = user_data;
  self->elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  XML_SetUserData (self->parser, self);
  XML_SetElementHandler (self->parser, start_element, end_element);
  XML_SetCharacterDataHandler (self->parser, add_text);
  XML_SetStartDoctypeDeclHandler (self->parser, refuse_doctype);
  XML_SetEntityDeclHandler (self->parser, refuse_entity);

  /* Who makes a file must not know which names collide. Expat would ask the system, which a fenced
   * worker may not. */
  XML_SetHashSalt (self->parser, (unsigned long) GPOINTER_TO_SIZE (self) ^ (unsigned long) g_get_monotonic_time ());

  return self;
}

static void
xml_free (DipXml *self)
{
  XML_ParserFree (self->parser);
  g_hash_table_unref (self->elements);
  g_clear_error (&self->error);
  g_free (self);
}

/* Says how parsing ended. @fed: whether all bytes went in; else @fed_error, if set, says why not. */
static gboolean
finish (DipXml      *self,
        const char  *what,
        gboolean     fed,
        GError      *fed_error,
        GError     **error)
{
  if (fed && !self->stopped)
    fed = XML_Parse (self->parser, NULL, 0, XML_TRUE) == XML_STATUS_OK;

  if (self->error != NULL)
    {
      g_clear_error (&fed_error);
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (fed_error != NULL)
    {
      g_propagate_error (error, fed_error);
      return FALSE;
    }
  if (fed || self->stopped)
    return TRUE;

  g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
               "The document is damaged: %s, line %lu: %s.", what,
               (unsigned long) XML_GetCurrentLineNumber (self->parser),
               XML_ErrorString (XML_GetErrorCode (self->parser)));

  return FALSE;
}

/**
 * dip_xml_parse_part:
 * @zip: an archive
 * @name: name of an entry
 * @handler: what to do
 * @user_data: for the functions of @handler
 * @cancellable: (nullable): looked at for each piece
 * @error: return location
 *
 * Parses an entry of an archive while it is unpacked. Nothing outside of the
 * entry is looked at; document types and entities are refused, as are more
 * than %DIP_XML_MAX_DEPTH levels or %DIP_XML_MAX_ATTRIBUTES attributes.
 *
 * Returns: whether all was parsed; if not, @error is a #DipReadError or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
dip_xml_parse_part (DipZip               *zip,
                    const char           *name,
                    const DipXmlHandler  *handler,
                    gpointer              user_data,
                    GCancellable         *cancellable,
                    GError              **error)
{
  const DipZipEntry *entry;
  GError *fed_error = NULL;
  gboolean fed, parsed;
  DipXml *self;

  g_return_val_if_fail (zip != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (handler != NULL, FALSE);

  entry = dip_zip_find (zip, name);
  if (entry == NULL)
    {
      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                   "The document is damaged: its part %s is missing.", name);
      return FALSE;
    }

  self = xml_new (handler, user_data);
  fed = dip_zip_stream (zip, entry, feed, self, cancellable, &fed_error);
  parsed = finish (self, entry->name, fed, fed_error, error);
  xml_free (self);

  return parsed;
}

/**
 * dip_xml_get:
 * @self: a parser in which an element begins
 * @name: an attribute: "w:val", or "r" without a namespace
 *
 * Returns: (transfer none) (nullable): its value, valid until the element has begun
 */
const char *
dip_xml_get (DipXml     *self,
             const char *name)
{
  const char *colon = strchr (name, ':');
  const char *local = colon != NULL ? colon + 1 : name;

  for (guint i = 0; self->attributes != NULL && self->attributes[i] != NULL; i += 2)
    {
      const char *given = self->attributes[i];
      gsize n = strlen (given);
      gsize n_local = strlen (local);

      if (n >= n_local && strcmp (given + n - n_local, local) == 0 && is_name (given, name))
        return self->attributes[i + 1];
    }

  return NULL;
}

/**
 * dip_xml_get_int:
 * @self: a parser in which an element begins
 * @name: an attribute
 * @minimum: the least value
 * @maximum: the greatest value
 * @value: (out): where to put it; untouched if there is none
 *
 * Returns: whether the attribute is there and a number in this range
 */
gboolean
dip_xml_get_int (DipXml     *self,
                 const char *name,
                 gint64      minimum,
                 gint64      maximum,
                 gint64     *value)
{
  const char *text = dip_xml_get (self, name);

  return text != NULL && g_ascii_string_to_signed (text, 10, minimum, maximum, value, NULL);
}

/**
 * dip_xml_get_bool:
 * @self: a parser in which an element begins
 * @name: an attribute
 * @fallback: what its absence means
 *
 * Returns: whether it is on: "1", "true" and "on" are, "0", "false" and "off" are not
 */
gboolean
dip_xml_get_bool (DipXml     *self,
                  const char *name,
                  gboolean    fallback)
{
  const char *text = dip_xml_get (self, name);

  if (text == NULL)
    return fallback;

  return strcmp (text, "0") != 0 && strcmp (text, "false") != 0 && strcmp (text, "off") != 0;
}

/**
 * dip_xml_skip:
 * @self: a parser in which an element begins
 *
 * Passes over what is in the element; its end is told as ever.
 */
void
dip_xml_skip (DipXml *self)
{
  if (self->skip_depth > 0)
    return;

  self->skip_depth = self->depth;
  self->skip_silent = FALSE;
}

/**
 * dip_xml_stop:
 * @self: a parser
 *
 * Ends parsing without an error: the rest is not needed.
 */
void
dip_xml_stop (DipXml *self)
{
  self->stopped = TRUE;
  XML_StopParser (self->parser, XML_FALSE);
}

/**
 * dip_xml_fail:
 * @self: a parser
 * @error: (transfer full): why
 *
 * Ends parsing with an error.
 */
void
dip_xml_fail (DipXml *self,
              GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  dip_xml_stop (self);
}
