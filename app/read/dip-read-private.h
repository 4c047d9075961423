/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-layout.h"
#include "read/dip-read.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* More lines than this are no paper; each costs some 200 bytes. */
#define DIP_READ_MAX_LINES 1000000u

/* Cells of a row, and of all rows of a text. What is behind the last cell of a row stays in it. */
#define DIP_READ_MAX_ROW_CELLS 2000u
#define DIP_READ_MAX_CELLS     1000000u

/* Decodes bytes to UTF-8 without a byte order mark. @encoding is a static name. */
char      *_dip_read_decode       (GBytes        *bytes,
                                   const char   **encoding,
                                   GPtrArray     *warnings,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* ISO-2022-JP with whatever was written in it as the bytes of EUC-JP, NULL where it is something else. */
GByteArray *_dip_read_jis_to_euc   (const guint8  *data,
                                   gsize          length) G_GNUC_WARN_UNUSED_RESULT;

/* Puts spaces for control characters, in place: what a file calls its parts stands in sentences. Returns @text. */
char      *_dip_read_make_line     (char          *text);

/* What the bytes are, whatever the file is called. The values go over the
 * worker's command line by name only, so their order is free. */
typedef enum {
  DIP_FORMAT_TEXT,     /* plain, Markdown or separated by commas or tabs: read in this process */
  DIP_FORMAT_PDF,
  DIP_FORMAT_XLSX,
  DIP_FORMAT_ODS,
  DIP_FORMAT_DOCX,
  DIP_FORMAT_ODT,
  DIP_FORMAT_HTML,
  DIP_FORMAT_MHTML,    /* a page of the web with all that belongs to it, as a mail is packed */
  DIP_FORMAT_ZIP,
  DIP_FORMAT_OLE,      /* old Office, or a new document with a password */
  DIP_FORMAT_FOREIGN,  /* known, and no paper can be in it */
} DipFormat;

/* @name: (out): "a PDF document", static, NULL for text. */
DipFormat   _dip_read_sniff        (const guint8  *data,
                                    gsize          length,
                                    const char   **name);

/* What a text is that is no paper: a mail, data, the source of a picture. "a mail", static, NULL for other texts. */
const char *_dip_read_name_foreign (const guint8  *data,
                                    gsize          length);

/* Whether it is a page of the web that was saved as one file. */
gboolean    _dip_read_is_mhtml     (const guint8  *data,
                                    gsize          length);

/* The same by the end of a name, for what has nothing in it to tell it by. */
const char *_dip_read_name_by_ending (const char *name);

/* Refuses what _dip_read_sniff() has named, with what to do instead. */
void        _dip_read_set_foreign  (const char    *kind,
                                    GError       **error);

/* Refuses the file that an office program puts beside an open document. */
gboolean    _dip_read_is_lock      (gsize          length,
                                    const char    *name,
                                    GError       **error);

/* Has a worker process read the bytes. Blocks; any thread. */
DipLayout  *_dip_read_in_worker    (GBytes                *bytes,
                                    const char            *name,
                                    DipFormat              format,
                                    const DipReadOptions  *options,
                                    GCancellable          *cancellable,
                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Lines of a heading. */
typedef struct
{
  guint first, n;
  guint level;     /* 0: of a title, which is no heading */
} DipReadHeading;

/* Makes one line of those of each heading, in place. (element-type DipReadHeading), in the order of the lines */
void        _dip_read_make_headings (DipLayout *layout,
                                     GArray    *headings);

/* Calls lines in larger letters headings, in place. */
void        _dip_read_find_headings (DipLayout *layout);

/* Drops the heads of tables that pages repeat, in place. */
void        _dip_read_drop_repeated_heads (DipLayout *layout);

/* Finds the notes at the end of a web page that was printed, in place. */
void        _dip_read_find_endnotes (DipLayout *layout);

/* Makes rows of the titles that a table without lines has at the top of a page, in place. */
void        _dip_read_take_page_titles (DipLayout *layout);

/* Whether nothing but the edge of a page stands between two rows of a PDF. */
gboolean    _dip_read_goes_on      (GPtrArray *lines,
                                    guint      last,
                                    guint      row);

/* Drops rows of a PDF, which stand in @dropped in the order of the lines. */
void        _dip_read_drop_rows    (GPtrArray *lines,
                                    GPtrArray *dropped);

/* Puts rows together that the edge of a page has cut, in place. */
void        _dip_read_join_cut_rows (DipLayout *layout);

/* Says which lines are footnotes, and where their marks stood, in place. */
void        _dip_read_settle_notes (DipLayout *layout);

/* A term that a list defines before what it means, as one paragraph; NULL where the term is a paragraph of its own. */
char       *_dip_term_join         (const char *term,
                                    const char *meaning) G_GNUC_WARN_UNUSED_RESULT;

/* Makes usual characters of those that only look like them: decomposed kana, radicals, odd spaces. In place. */
void        _dip_read_settle_characters (DipLayout *layout);

/* Drops the letters of columns and the numbers of rows that a saved sheet has around it, in place. */
void        _dip_read_drop_sheet_frames (DipLayout *layout);

/* Decodes a text and lays it out, as a table where it is separated by commas or tabs. */
DipLayout *_dip_read_text_bytes   (GBytes        *bytes,
                                   const char    *name,
                                   GCancellable  *cancellable,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Lays out a text, plain or Markdown. */
DipLayout *_dip_read_text         (const char    *text,
                                   gsize          length,
                                   const char    *name,
                                   GCancellable  *cancellable,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* What separates the cells of a text that is a table, 0 for one that is none. */
char       _dip_separated_detect  (const char    *text,
                                   gsize          length,
                                   const char    *name);
DipLayout *_dip_separated_read    (const char    *text,
                                   gsize          length,
                                   char           separator,
                                   const char    *name,
                                   GCancellable  *cancellable,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a line of Markdown is "[name]: target", and where the target begins. */
gboolean   _dip_markdown_match_target (const char  *line,
                                       gsize        length,
                                       const char **target,
                                       gsize       *n_label);

/* Markdown with its links and tables of HTML in lines of their own. NULL for one that has them so. */
char      *_dip_markdown_resolve_blocks (const char *text,
                                         gsize      *length) G_GNUC_WARN_UNUSED_RESULT;
char      *_dip_markdown_resolve_dialects (const char *text,
                                           gsize      *length);

/* The lines of a text without white space at their ends. */
GStrv      _dip_text_split_lines  (const char    *text,
                                   gsize          length) G_GNUC_WARN_UNUSED_RESULT;

/* Goes on with a cell: an item or what stands behind an empty line begins a line of its own there. */
void       _dip_text_join_cell    (GString       *cell,
                                   const char    *line);

/* A row of Markdown, and the line below a head of so many columns. (element-type utf8) */
void       _dip_markdown_add_row  (GString       *out,
                                   const GPtrArray *cells,
                                   guint          n_columns);
void       _dip_markdown_add_rule (GString       *out,
                                   guint          n_columns);

/* Texts in AsciiDoc and reStructuredText as Markdown; @name is a hint, the text decides where it has none. */
gboolean   _dip_asciidoc_detect   (const char    *text,
                                   gsize          length,
                                   const char    *name);
char      *_dip_asciidoc_to_markdown (const char *text,
                                      gsize      *length) G_GNUC_WARN_UNUSED_RESULT;
gboolean   _dip_rest_detect       (const char    *text,
                                   gsize          length,
                                   const char    *name);
char      *_dip_rest_to_markdown  (const char    *text,
                                   gsize         *length) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a text is written in Markdown. */
gboolean   _dip_markdown_detect   (const char    *text,
                                   gsize          length,
                                   const char    *name);

/* Whether a line of Markdown begins or ends a block of code. */
gboolean   _dip_markdown_is_fence (const char    *text,
                                   gsize          length);

/* Whether a line of Markdown, without white space before it, is an item of a list; or neither that nor anything else
 * but text. */
gboolean   _dip_markdown_is_item  (const char    *text,
                                   gsize          length);
gboolean   _dip_markdown_is_text  (const char    *text,
                                   gsize          length);

/* Markdown whose lines were cut at one width, see there. */
char      *_dip_markdown_join_cuts  (const char  *text,
                                     gsize       *length) G_GNUC_WARN_UNUSED_RESULT;
gsize      _dip_markdown_close_cuts (char        *line,
                                     gsize        length,
                                     guint       *n_cuts);

/* Reads one line of Markdown without its line end. NULL for a line that is syntax only. */
DipLine   *_dip_markdown_read     (const char    *text,
                                   gsize          length) G_GNUC_WARN_UNUSED_RESULT;

/* Cells of a row of a pipe table. (element-type utf8) */
GPtrArray *_dip_markdown_cut_row  (const char    *text,
                                   gsize          length) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a line separates the head of a pipe table from its body. */
gboolean   _dip_markdown_is_delimiter_row (const char *text,
                                           gsize       length);

/* Whether a line of Markdown has text that is struck through. */
gboolean   _dip_markup_is_struck  (const char    *text,
                                   gsize          length);

/* Drops inline markup and keeps what it says: tags of HTML always, escapes, emphasis, links and what is
 * struck through where @markdown is TRUE. A paragraph's end inside becomes a line feed. */
char      *_dip_markup_strip      (const char    *text,
                                   gsize          length,
                                   gboolean       markdown) G_GNUC_WARN_UNUSED_RESULT;

/* One line of a text without its end; FALSE after the last one. */
typedef struct
{
  const char *at;
  const char *end;
  const char *line;        /* start of the current line */
  gsize       length;      /* in bytes, without the line end */
  guint       number;      /* from 1 */
  gboolean    page_break;  /* a form feed stands right before it */
  gboolean    cut;         /* the line was ended by a form feed: what follows has the same number */
} DipScanner;

const char *_dip_scanner_skip     (const char    *at,
                                   const char    *end);
void       _dip_scanner_init      (DipScanner    *self,
                                   const char    *text,
                                   gsize          length);
gboolean   _dip_scanner_next      (DipScanner    *self);

G_END_DECLS
