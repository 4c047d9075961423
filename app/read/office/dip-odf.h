/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-flow.h"
#include "read/office/dip-xml.h"

G_BEGIN_DECLS

#define DIP_ODF_LEVELS 10

/* Opens an OpenDocument file; one with a password is refused. */
DipZip     *_dip_odf_open        (GBytes         *bytes,
                                  GCancellable   *cancellable,
                                  GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/* Appends the spaces of text:s, which XML would not keep. */
void        _dip_odf_append_spaces (DipXml       *xml,
                                    GString      *out);

/**
 * DipOdfStyle:
 *
 * What a paragraph, a piece of text or a cell has from its style and those that it is based on.
 */
typedef struct
{
  char     *parent;      /* (nullable) */
  char     *list_style;  /* (nullable) */
  gboolean  break_before;
  int       bold;        /* -1 if not said */
  int       struck;      /* through; -1 if not said */
  int       fill;        /* what names the colour behind it; 0 for none, -1 if not said */
  gboolean  raised;
  gboolean  levelled;    /* it says whether its paragraphs are chapters */
  double    size;        /* in points, 0 if not said */
} DipOdfStyle;

typedef struct
{
  char  *format;         /* a name of ST_NumberFormat; "bullet" */
  char  *prefix;         /* of a bullet the bullet */
  char  *suffix;
  char  *pattern;        /* (nullable): "%1%.%2%" */
  guint  display_levels;
  guint  start;
  gboolean defined;
} DipOdfLevel;

typedef struct
{
  DipOdfLevel levels[DIP_ODF_LEVELS];
} DipOdfListStyle;

/* How far a list has counted. */
typedef struct
{
  guint    counts[DIP_ODF_LEVELS];
  gboolean counted[DIP_ODF_LEVELS];
} DipOdfCounter;

typedef struct
{
  GHashTable      *paragraphs;  /* name → DipOdfStyle */
  GHashTable      *texts;       /* the same, of pieces of text */
  GHashTable      *cells;       /* the same */
  GHashTable      *lists;       /* name → DipOdfListStyle */
  DipOdfListStyle *outline;

  /* While a part is read. */
  DipOdfStyle     *style;
  DipOdfListStyle *list;
  DipOdfLevel     *level;
} DipOdfStyles;

/* The styles of a document, of both of its parts that may have some. */
DipOdfStyles *_dip_odf_styles_read  (DipZip         *zip,
                                     GCancellable   *cancellable,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void          _dip_odf_styles_free  (DipOdfStyles   *self);

/* What of a style is said by it or by one that it is based on. */
const char   *_dip_odf_styles_get_list  (DipOdfStyles *self,
                                         const char   *name);
gboolean      _dip_odf_styles_get_break (DipOdfStyles *self,
                                         const char   *name);
double        _dip_odf_styles_get_size  (DipOdfStyles *self,
                                         const char   *name);

/* The level of headings with a style that is named for it and says nothing of levels: what LibreOffice makes of
 * a web page; 0 for none. */
guint         _dip_odf_styles_find_heading (GHashTable *family,
                                            const char *name);

/* Whether a style of a family strikes text through, -1 if it does not say so. */
gboolean      _dip_odf_styles_is_raised (GHashTable *family,
                                         const char *name);
guint         _dip_odf_styles_get_fill   (GHashTable *family,
                                         const char *name);
int           _dip_odf_styles_get_struck (GHashTable *family,
                                          const char *name);

/* Whether a style of a family is bold, -1 if it does not say so. */
int           _dip_odf_styles_get_bold  (GHashTable *family,
                                         const char *name);

/* Counts an item at a level, from 0, and returns what is printed before it, NULL for nothing. */
char         *_dip_odf_counter_next (DipOdfCounter         *self,
                                     const DipOdfListStyle *style,
                                     guint                  level,
                                     gboolean              *is_bullet) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipOdfStyles, _dip_odf_styles_free)

G_END_DECLS
