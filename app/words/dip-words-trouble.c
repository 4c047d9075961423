/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "words/dip-engine-words.h"
#include "words/dip-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The readers say in English what is wrong with the very file, also out of their
 * processes, as the command line prints it. Their sentences are listed here, so that
 * translators see them; what stands in for %s is found in the sentence again, and
 * put into the translation. tests/house/test-troubles.py holds the list against them.
 */

/* Places that a sentence has for a name or a number, at most; a digit counts them. */
#define MAX_PLACES 5

static const char *const troubles[] = {
  /* Translators: from here on: what is wrong with a file, beneath a sentence that says it in general */
  N_("An element of the document has too many attributes."),
  N_("A part of the archive has more than the limit of %s."),
  N_("Diptych was updated while it ran: start it again."),
  N_("Files of this format (%s) cannot be read: save it as plain text and import that."),
  N_("Only a PDF has pages that can be shown."),
  N_("Reading the file tried something that no paper needs and was stopped: do not open "
     "it elsewhere."),
  N_("Reading took longer than %s seconds, more than a paper needs: save the file anew, "
     "or import it in parts."),
  N_("Reading took more time than a paper needs: save the file anew, or import it in parts."),
  N_("The PDF has no page %s: it has %s pages."),
  N_("The PDF has pictures of pages but no text that can be read: run text recognition "
     "(OCR) on it and import the result."),
  N_("The PDF has %s pages, more than the limit of %s: import it in parts."),
  N_("The PDF is damaged: get it again from where it came from, or print it to a new PDF."),
  N_("The PDF is protected by a password: save a copy without one and import that."),
  N_("The archive has no paper in it: unpack it, save what it has as PDF and import that."),
  N_("The archive has no paper “%s”; it has %s."),
  N_("The archive has several papers, import them one by one: %s."),
  N_("The archive has too many parts to be read."),
  N_("The archive has %s entries, more than the limit of %s."),
  N_("The archive is damaged and cannot be unpacked%s."),
  N_("The archive is damaged: %s."),
  N_("The archive is protected by a password: unpack it and import what is in it."),
  N_("The archive unpacks to more than %s times its size, as archives made to do harm do."),
  N_("The archive unpacks to more than %s, which no paper needs."),
  N_("The document declares its own entities, as no office program does, so it is not read."),
  N_("The document has more text than any paper has."),
  N_("The document has its text in other files inside of it: open it in Word, save it and "
     "import that."),
  N_("The document has no text."),
  N_("The document is damaged: its part %s is missing."),
  N_("The document is damaged: %s, line %s: %s."),
  N_("The document is nested more deeply than any paper is."),
  N_("The document is protected by a password: save it without one and import that."),
  N_("The encoding of the text cannot be told. UTF-8, UTF-16, Shift_JIS, EUC-JP and "
     "ISO-2022-JP are read: save the file as UTF-8 and import that."),
  N_("The file does not fit into memory: %s."),
  N_("The file has no text, only white space."),
  N_("The page has no text of its own: print it to a PDF from the browser and import that."),
  N_("The page only shows other files, in frames: import those files, or save it as one "
     "file, as PDF or as a workbook."),
  N_("The file has zeros only, as one has that was not copied to its end: get it again "
     "from where it came from."),
  N_("The file has %s, more than the limit of %s."),
  N_("The file is damaged, or needs more memory than a paper does: save it anew and import that."),
  N_("The file is empty."),
  N_("The page cannot be drawn: it has no size that paper has."),
  N_("The paper in the archive is empty."),
  N_("The paper in the archive is %s, which cannot be read."),
  N_("The reader of this format could not be started (%s): install Diptych again."),
  N_("The reader of this format gave an answer that makes no sense: the file may be "
     "hostile, do not open it elsewhere."),
  N_("The table has more than %s rows or %s cells, which no paper has."),
  N_("The text has more than %s lines, which no paper has."),
  N_("The text has tables with more than %s cells, which no paper has."),
  N_("The text holds no numbered clauses and no questions of a checksheet."),
  N_("The text in the archive is larger than any paper."),
  N_("The text says that it is %s, but it is broken: save it again as UTF-8."),
  N_("The web page is damaged: save it again from the browser and import that."),
  N_("The web page is nested deeper than any paper: print it to a PDF and import that."),
  N_("The workbook has no sheet “%s”; it has %s."),
  N_("The workbook has formulas whose values were never stored, and nothing else: open it "
     "in an office program, save it and import that."),
  N_("The workbook has no text in any sheet that is shown."),
  N_("This is a binary workbook (.xlsb): save it as .xlsx and import that."),
  N_("The file does not exist."),
  N_("The file may not be read: permission denied."),
  N_("No catalogue describes the framework “%s”; there are %s."),
  N_("This is a device, a pipe or a socket, not a file."),
  N_("This is a folder, not a file."),
  N_("This is a link that leads nowhere."),
  N_("This is a mail of Outlook (.msg): save what is attached to it and import that."),
  N_("This is an old Excel workbook (.xls): save it as .xlsx and import that."),
  N_("This is a document in an old form of an office program: save it in a current one, or "
     "as PDF, and import that."),
  N_("This is an old PowerPoint presentation (.ppt): save it as PDF and import that."),
  N_("This is an old Word document (.doc): save it as .docx and import that."),
  N_("This is no text: it has bytes that only binary files have. Export the paper as "
     "plain text and import that."),
  N_("This is %s, which cannot be read: save it as PDF or plain text and import that."),
  N_("This is %s, which has no text: run text recognition (OCR) on it and import the result."),
  N_("This is %s, which is not unpacked here: unpack it and import what is in it."),
  N_("This is %s, which is no paper: choose another file."),
  N_("This is %s, which programs read: import the document that is made for people."),
  N_("This is %s, not what came with it: save the paper that is attached and import that."),
  N_("This is %s, not the document: open it, save what it leads to as PDF and import that."),
  N_("This only marks a document as open in an office program: import the document itself, "
     "whose name ends in “%s”."),
  N_("The file is not a library: it is another kind of file"),
  N_("The file is not a library: it is the database of another program"),
};

/* What stands in for %s in "This is %s, which cannot be read". */
static const char *const kinds[] = {
  /* Translators: from here on: what a file is that is no paper: "This is a PNG picture, which cannot be read" */
  N_("a Rich Text document"),
  N_("a PNG picture"),
  N_("a JPEG picture"),
  N_("a GIF picture"),
  N_("a TIFF picture"),
  N_("a WebP picture"),
  N_("a HEIC picture"),
  N_("an AVIF picture"),
  N_("a gzip archive"),
  N_("a bzip2 archive"),
  N_("an XZ archive"),
  N_("a Zstandard archive"),
  N_("a 7-Zip archive"),
  N_("a RAR archive"),
  N_("a tar archive"),
  N_("a ZIP archive"),
  N_("a SQLite database"),
  N_("a program"),
  N_("a PostScript document"),
  N_("a compiled help file"),
  N_("a sound file"),
  N_("a sound or video file"),
  N_("a video file"),
  N_("a web archive"),
  N_("a web page"),
  N_("a PDF document"),
  N_("a PowerPoint presentation"),
  N_("a document of Pages, Numbers or Keynote"),
  N_("an OpenDocument file"),
  N_("an EPUB book"),
  N_("a flat OpenDocument file"),
  N_("a Word document saved as XML"),
  N_("an Excel workbook saved as XML"),
  N_("an XML file"),
  N_("a shortcut to a document elsewhere"),
  N_("the data of a PDF form"),
  N_("a mail"),
  N_("a JPEG 2000 picture"),
  N_("an SVG picture"),
  N_("an icon"),
  N_("a Visio drawing"),
  N_("an XPS document"),
  N_("an OpenDocument presentation"),
  N_("an OpenDocument drawing"),
  N_("a calendar"),
  N_("a JSON file"),
  N_("a YAML file"),
  N_("a TOML file"),
  N_("a LaTeX document"),
  N_("the source of a program"),
};

/* Fills @places with what stands in @message where @sentence has %s; FALSE if it is another sentence. */
static gboolean
match (const char *sentence,
       const char *message,
       char      **places)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", MAX_PLACES + 1);
  const char *at = message;

  if (!g_str_has_prefix (at, parts[0]))
    return FALSE;

  at += strlen (parts[0]);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      gboolean last = parts[i + 1] == NULL;
      gsize rest = strlen (at);
      const char *end = NULL;

      if (!last)
        end = strstr (at, parts[i]);
      else if (g_str_has_suffix (at, parts[i]))
        end = at + rest - strlen (parts[i]);
      if (end == NULL)
        return FALSE;

      places[i - 1] = g_strndup (at, end - at);
      at = end + strlen (parts[i]);
    }

  return *at == '\0';
}

static const char *
local_kind (const char *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (place, kinds[i]))
      return _(kinds[i]);

  return place;
}

/* A translation may have the places in another order: %2$s. */
static char *
fill (const char *translation,
      char      **places)
{
  GString *text = g_string_new (NULL);
  guint next = 0;

  while (*translation != '\0')
    {
      guint place = G_MAXUINT;
      gsize length = 1;

      if (g_str_has_prefix (translation, "%s"))
        {
          place = next++;
          length = 2;
        }
      else if (*translation == '%' && g_ascii_isdigit (translation[1]) && g_str_has_prefix (translation + 2, "$s"))
        {
          place = (guint) (translation[1] - '1');
          length = 4;
        }

      if (place < MAX_PLACES && places[place] != NULL)
        g_string_append (text, local_kind (places[place]));
      else
        g_string_append_len (text, translation, (gssize) length);
      translation += length;
    }

  return g_string_free (text, FALSE);
}

/**
 * _dip_words_translate:
 * @sentences: sentences in English, marked for translation, with %s for names and numbers
 * @n_sentences: how many
 * @message: what one of them became
 *
 * Returns: (transfer full): the same in the user's language, where it is one of @sentences,
 *   else the message itself
 */
char *
_dip_words_translate (const char *const *sentences,
                      guint              n_sentences,
                      const char        *message)
{
  char *result = NULL;

  for (guint i = 0; i < n_sentences && result == NULL; i++)
    {
      char *places[MAX_PLACES] = { NULL };

      if (match (sentences[i], message, places))
        result = fill (_(sentences[i]), places);
      for (guint place = 0; place < MAX_PLACES; place++)
        g_free (places[place]);
    }

  return result != NULL ? result : g_strdup (message);
}

/**
 * dip_words_dup_trouble:
 * @message: what a reader says of a file, or the store of a library, in English
 *
 * Returns: (transfer full): the same in the user's language, where it is a sentence that
 *   is known, else the message itself
 */
char *
dip_words_dup_trouble (const char *message)
{
  char *text;

  g_return_val_if_fail (message != NULL, NULL);

  text = _dip_words_dup_store_trouble (message);
  if (text != NULL)
    return text;

  return _dip_words_translate (troubles, G_N_ELEMENTS (troubles), message);
}
