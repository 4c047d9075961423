/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-layout.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* More lines than this are no paper; each costs some 200 bytes. */
#define DIP_READ_MAX_LINES 1000000u

/* Decodes bytes to UTF-8 without a byte order mark. @encoding is a static name. */
char      *_dip_read_decode       (GBytes        *bytes,
                                   const char   **encoding,
                                   GPtrArray     *warnings,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Names a format that is no text by its first bytes, NULL for anything else. */
const char *_dip_read_sniff_binary (const guint8 *data,
                                    gsize         length,
                                    const char   *name);

/* Lays out a text, plain or Markdown. */
DipLayout *_dip_read_text         (const char    *text,
                                   gsize          length,
                                   const char    *name,
                                   GCancellable  *cancellable,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a text is written in Markdown. */
gboolean   _dip_markdown_detect   (const char    *text,
                                   gsize          length,
                                   const char    *name);

/* Reads one line of Markdown without its line end. NULL for a line that is syntax only. */
DipLine   *_dip_markdown_read     (const char    *text,
                                   gsize          length) G_GNUC_WARN_UNUSED_RESULT;

/* Cells of a row of a pipe table. (element-type utf8) */
GPtrArray *_dip_markdown_cut_row  (const char    *text,
                                   gsize          length) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a line separates the head of a pipe table from its body. */
gboolean   _dip_markdown_is_delimiter_row (const char *text,
                                           gsize       length);

/* Drops inline markup and keeps what it says: tags of HTML always, escapes,
 * emphasis and links where @markdown is TRUE. A paragraph's end inside becomes a line feed. */
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

void       _dip_scanner_init      (DipScanner    *self,
                                   const char    *text,
                                   gsize          length);
gboolean   _dip_scanner_next      (DipScanner    *self);

G_END_DECLS
