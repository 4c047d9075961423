/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-flow.h"
#include "read/office/dip-xml.h"

G_BEGIN_DECLS

#define DIP_DOCX_LEVELS 9

/* Values of a property that is not set. */
#define DIP_DOCX_UNSET (-1)

/**
 * DipDocxStyle:
 *
 * What a paragraph has from its style and those that it is based on.
 */
typedef struct
{
  char     *id;
  char     *name;       /* (nullable): lower case; of built-in styles English in every language */
  char     *based_on;   /* (nullable) */
  int       outline;    /* 0 to 8; 9 is body text */
  int       num_id;     /* 0 is no list */
  int       num_level;
  int       bold;
  int       half_points;
  gboolean  resolved;
} DipDocxStyle;

typedef struct
{
  GHashTable *by_id;          /* id → DipDocxStyle */
  char       *default_id;     /* (nullable): of paragraphs */
  int         half_points;    /* of everything, where no style says otherwise */
} DipDocxStyles;

DipDocxStyles *_dip_docx_styles_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_docx_styles_free (DipDocxStyles  *self);
gboolean       _dip_docx_styles_read (DipDocxStyles  *self,
                                      DipZip         *zip,
                                      const char     *part,
                                      GCancellable   *cancellable,
                                      GError        **error);

/* The style of a paragraph with all that it inherits; NULL if there is none at all. */
const DipDocxStyle *_dip_docx_styles_get (DipDocxStyles *self,
                                          const char    *id);

/**
 * DipDocxNumbering:
 *
 * The lists of a document and how far each has counted.
 */
typedef struct _DipDocxNumbering DipDocxNumbering;

DipDocxNumbering *_dip_docx_numbering_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void              _dip_docx_numbering_free (DipDocxNumbering  *self);
gboolean          _dip_docx_numbering_read (DipDocxNumbering  *self,
                                            DipZip            *zip,
                                            const char        *part,
                                            GCancellable      *cancellable,
                                            GError           **error);

/* The level at which a list numbers the paragraphs of a style, 0 if it does not say. */
int               _dip_docx_numbering_find_level (DipDocxNumbering *self,
                                                  int               num_id,
                                                  const char       *style_id);

/* Counts a paragraph and returns what is printed before it, NULL if it is in no list. */
char             *_dip_docx_numbering_next (DipDocxNumbering  *self,
                                            int                num_id,
                                            int                level,
                                            gboolean          *is_bullet) G_GNUC_WARN_UNUSED_RESULT;

/**
 * DipDocxStory:
 *
 * What the parts with text have in common.
 */
typedef struct
{
  DipFlow          *flow;
  DipDocxStyles    *styles;
  DipDocxNumbering *numbering;
  GHashTable       *footnotes;    /* id → text */
  GHashTable       *endnotes;
  guint             n_footnotes;  /* referred to so far */
  guint             n_endnotes;
  guint             n_insertions; /* tracked changes */
  guint             n_deletions;
  guint             n_comments;
  guint             n_struck;     /* pieces of text that are struck through */
  GHashTable       *notes;        /* (nullable): where the texts of notes go while their part is read */
  GHashTable       *chunks;       /* (nullable): id of a relation → DipLayout of the file that it leads to */
  guint             n_left_out;   /* such files that cannot be read */
} DipDocxStory;

/* Reads the text of a part: lines of the document, or its notes. */
gboolean          _dip_docx_read_story (DipDocxStory      *story,
                                        DipZip            *zip,
                                        const char        *part,
                                        GCancellable      *cancellable,
                                        GError           **error);

/* Reads the files that stand in the place of some of the text. */
void              _dip_docx_read_chunks (DipDocxStory *story,
                                         DipZip       *zip,
                                         GHashTable   *relations,
                                         guint         depth,
                                         GCancellable *cancellable);

/* Adds the text of one of them to the document. */
void              _dip_docx_add_chunk   (DipDocxStory *story,
                                         const char   *id);

/* A document in another one, @depth times. */
DipLayout        *_dip_docx_read_inner  (GBytes        *bytes,
                                         const char    *name,
                                         guint          depth,
                                         GCancellable  *cancellable,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipDocxStyles, _dip_docx_styles_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipDocxNumbering, _dip_docx_numbering_free)

G_END_DECLS
