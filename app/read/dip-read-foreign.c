/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "read/dip-read-private.h"

#include "base/dip-error.h"

#include <string.h>

/*
 * What people take for a paper and is none: what it is, and what they should
 * take instead. One sentence each, which says both.
 */

#define PEEK_BYTES 4096u /* of a text, that tell what it is */
#define MAX_LOCK   1024u /* bytes of a lock file */

static gboolean
contains (const guint8 *data,
          gsize         length,
          const char   *needle)
{
  return memmem (data, MIN (length, PEEK_BYTES), needle, strlen (needle)) != NULL;
}

/* Whether one of the lines begins with a field of a mail, @name in small letters. */
static gboolean
has_field (const char *head,
           const char *name)
{
  for (const char *at = strstr (head, name); at != NULL; at = strstr (at + 1, name))
    if (at == head || at[-1] == '\n')
      return TRUE;

  return FALSE;
}

/* The fields that a mail begins with, in small letters: all up to the first empty line. */
static char *
dup_fields (const guint8 *data,
            gsize         length)
{
  const gsize peek = MIN (length, PEEK_BYTES);
  const guint8 *body = memmem (data, peek, "\n\n", 2);

  if (body == NULL)
    body = memmem (data, peek, "\n\r\n", 3);

  return g_ascii_strdown ((const char *) data, body != NULL ? body - data : (gssize) peek);
}

/* Letters and minutes begin with fields, too, but no person writes how a mail has travelled. */
static const char *
name_mail (const guint8 *data,
           gsize         length)
{
  g_autofree char *head = dup_fields (data, length);

  return (has_field (head, "mime-version: 1.0") && has_field (head, "content-type: ")) ||
         (has_field (head, "from: ") && (has_field (head, "message-id: ") || has_field (head, "received: ") ||
                                         has_field (head, "return-path: ")))
         ? "a mail" : NULL;
}

gboolean
_dip_read_is_mhtml (const guint8 *data,
                    gsize         length)
{
  g_autofree char *head = dup_fields (data, length);

  /* a mail has somebody whom it was sent to */
  return has_field (head, "mime-version: 1.0") && has_field (head, "content-type: ") &&
         (strstr (head, "multipart/related") != NULL || has_field (head, "content-type: text/html")) &&
         !has_field (head, "to: ") && !has_field (head, "received: ") && !has_field (head, "delivered-to: ");
}

/* What Google's drive leaves on a disk in the place of a document, {"url": …, "doc_id": …}, and other objects and
 * lists of JSON: a text that begins so and ends so has no other reason to. */
static const char *
name_json (const guint8 *data,
           gsize         length)
{
  gsize first = 0;
  gsize second;
  gsize last = length;
  char begin;

  while (first < length && g_ascii_isspace ((char) data[first]))
    first++;
  while (last > first && g_ascii_isspace ((char) data[last - 1]))
    last--;
  if (last < first + 2 || (data[first] != '{' && data[first] != '['))
    return NULL;

  for (second = first + 1; second < last - 1 && g_ascii_isspace ((char) data[second]); )
    second++;
  begin = (char) data[second];
  if (data[last - 1] != (data[first] == '{' ? '}' : ']') || (begin != '"' && (data[first] == '{' || begin != '{')))
    return NULL;

  return length < PEEK_BYTES && contains (data, length, "\"doc_id\"") ? "a shortcut to a document elsewhere"
                                                                      : "a JSON file";
}

/* What a text of XML is that is no web page. */
static const char *
name_xml (const guint8 *data,
          gsize         length)
{
  static const struct { const char *sign, *name; } kinds[] = {
    { "urn:oasis:names:tc:opendocument:", "a flat OpenDocument file" },
    { "progid=\"Word.Document\"", "a Word document saved as XML" },
    { "schemas.microsoft.com/office/2006/xmlPackage", "a Word document saved as XML" },
    { "progid=\"Excel.Sheet\"", "an Excel workbook saved as XML" },
    { "urn:schemas-microsoft-com:office:spreadsheet", "an Excel workbook saved as XML" },
    { "http://www.w3.org/2000/svg", "an SVG picture" },
  };

  if (length < 6 || (memcmp (data, "<?xml ", 6) != 0 && memcmp (data, "<svg ", 5) != 0))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (contains (data, length, kinds[i].sign))
      return kinds[i].name;

  return "an XML file";
}

const char *
_dip_read_name_foreign (const guint8 *data,
                        gsize         length)
{
  const char *name;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }

  name = name_json (data, length);
  if (name == NULL)
    name = name_xml (data, length);
  if (name == NULL)
    name = name_mail (data, length);
  if (name == NULL && length >= 15 && memcmp (data, "BEGIN:VCALENDAR", 15) == 0)
    name = "a calendar";

  return name;
}

const char *
_dip_read_name_by_ending (const char *name)
{
  static const struct { const char *ending, *name; } kinds[] = {
    { ".yaml", "a YAML file" }, { ".yml", "a YAML file" }, { ".toml", "a TOML file" }, { ".json", "a JSON file" },
    { ".jsonl", "a JSON file" }, { ".css", "the source of a program" }, { ".js", "the source of a program" },
    { ".ts", "the source of a program" }, { ".py", "the source of a program" }, { ".sh", "the source of a program" },
    { ".tex", "a LaTeX document" },
  };
  const char *end = strrchr (name, '.');

  for (guint i = 0; end != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (end, kinds[i].ending) == 0)
      return kinds[i].name;

  return NULL;
}

void
_dip_read_set_foreign (const char  *kind,
                       GError     **error)
{
  static const char *const silent[] = { "a program", "a SQLite database", "a sound file", "a sound or video file",
                                        "a video file", "a calendar", "an icon", NULL };
  static const char *const data[] = { "a JSON file", "a YAML file", "a TOML file", "the source of a program", NULL };

  if (g_str_has_suffix (kind, " picture"))
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_PICTURE,
                 "This is %s, which has no text: run text recognition (OCR) on it and import the result.", kind);
  else if (g_str_has_suffix (kind, " archive") && !g_str_equal (kind, "a web archive"))
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                 "This is %s, which is not unpacked here: unpack it and import what is in it.", kind);
  else if (g_strv_contains (silent, kind))
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                 "This is %s, which is no paper: choose another file.", kind);
  else if (g_strv_contains (data, kind))
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                 "This is %s, which programs read: import the document that is made for people.", kind);
  else if (g_str_equal (kind, "a mail"))
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                 "This is %s, not what came with it: save the paper that is attached and import that.", kind);
  else if (g_str_equal (kind, "a shortcut to a document elsewhere"))
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                 "This is %s, not the document: open it, save what it leads to as PDF and import that.", kind);
  else
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                 "This is %s, which cannot be read: save it as PDF or plain text and import that.", kind);
}

gboolean
_dip_read_is_lock (gsize        length,
                   const char  *name,
                   GError     **error)
{
  g_autofree char *own = NULL;

  if (length > MAX_LOCK)
    return FALSE;

  /* "~$paper.docx" of Microsoft Office, which drops the first two letters of a longer name; ".~lock.paper.odt#" */
  if (g_str_has_prefix (name, "~$"))
    own = g_strdup (name + 2);
  else if (g_str_has_prefix (name, ".~lock.") && g_str_has_suffix (name, "#"))
    own = g_strndup (name + strlen (".~lock."), strlen (name) - strlen (".~lock.#"));
  if (own == NULL)
    return FALSE;

  g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
               "This only marks a document as open in an office program: import the document itself, whose name "
               "ends in “%s”.", own);

  return TRUE;
}
