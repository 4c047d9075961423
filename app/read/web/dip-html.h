/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-grid.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

#define DIP_HTML_MAX_LISTS 16
#define DIP_HTML_MAX_LOOKED 2000000u /* nodes that are looked at beside the walk itself */

/* A list that is being read. */
typedef struct
{
  gboolean    ordered;
  const char *format;  /* of its numbers */
  int         next;
  guint       level;
  const char *name;     /* (nullable): its class, where the style sheet numbers its items */
  const char *content;  /* (nullable): how */
} DipHtmlList;

/**
 * DipHtmlPage:
 *
 * Where the walk through a page is, and what it has gathered there. Each verb of a page
 * has a file of its own.
 */
typedef struct
{
  DipFlow     flow;
  DipLayout  *layout;
  GString    *text;         /* of the paragraph that is being read */
  DipGrid    *grid;         /* (nullable): of the table that is being read */
  GArray     *spans;        /* (element-type guint): rows that a cell above still covers, for each column */
  guint       row;
  guint       column;       /* of the current cell */
  guint       cell_rows, cell_columns;
  gboolean    in_cell;
  guint       n_tables;     /* nested ones count too */
  guint       pre;
  DipHtmlList lists[DIP_HTML_MAX_LISTS];
  guint       n_lists;
  char       *marker;       /* (nullable): of the item that is being read */
  guint       heading;      /* level of the heading that is being read, 0 for none */
  guint       last_heading; /* level of the last one that was read, 0 for none */
  gboolean    leads;        /* the paragraph began with bold letters, and they go on */
  gsize       lead;         /* bytes of them, once they have ended */
  gboolean    in_term;      /* inside of what a list defines */
  gboolean    in_meaning;   /* inside of what it says of that */
  char       *term;         /* (nullable): whose meaning has not come yet */
  guint       edges;        /* heads and feet of the page around this place */
  guint       links;        /* links around this place */
  gboolean    unlinked;     /* the paragraph has letters outside of links */
  gboolean    hidden;       /* something that the page does not show was left out */
  gboolean    deleted;      /* something that it marks as deleted was */
  guint       raised;       /* raised text around this place */
  GHashTable *marks;        /* (nullable) (element-type utf8 guint): places that marks lead to → the note's number */
  gboolean    skip_bracket; /* the text goes on with the bracket behind a mark */
  guint       note;         /* that is being read, 0 for none */
  const xmlNode *note_node; /* (nullable): the element that holds it */
  gboolean    note_begun;   /* its first line was read */
  GHashTable *struck;       /* (nullable) (element-type utf8): classes whose text is struck through */
  GHashTable *contents;     /* (nullable) (element-type utf8 utf8): class of a list → what stands before its items */
  GHashTable *counts;       /* (nullable) (element-type utf8 int): counters of the style sheet */
  GHashTable *titles;       /* (nullable) (element-type utf8): classes that stand for titles */
  guint       n_comments;   /* that were left out */
  guint       n_looked;     /* nodes, to tell tables from what lays out a page, and notes from chapters */
} DipHtmlPage;

/* Elements. */
gboolean _dip_html_is_one_of (const char        *name,
                              const char *const *names);
gboolean _dip_html_names_one_of (const char        *value,
                                 const char *const *words);
gboolean _dip_html_is_silent (const char *name);
gboolean _dip_html_has_silent_role (const xmlNode *node);
gboolean _dip_html_is_block (const char *name);
char *_dip_html_dup_attribute (const xmlNode *node,
                               const char    *name);
guint _dip_html_get_span (const xmlNode *node,
                          const char    *name);
gboolean _dip_html_is_hidden (const xmlNode *node);
gboolean _dip_html_has_text (const xmlNode *root);
gboolean _dip_html_is_sheet_frame (const xmlNode *node);
const xmlNode *_dip_html_next_node (const xmlNode *node,
                                    const xmlNode *root);
gboolean _dip_html_is_foot (const xmlNode *node);
gboolean _dip_html_is_menu (const xmlNode *node,
                            gboolean       before_heading,
                            gboolean       at_begin);
xmlNode *_dip_html_find_main (xmlNode *root);
gboolean _dip_html_is_inside (const xmlNode *node,
                              const xmlNode *outer);

/* Paragraphs. */
void _dip_html_page_add_text (DipHtmlPage *self,
                              const char  *text);
void _dip_html_page_flush (DipHtmlPage *self);

/* Titles that are no headings. */
void _dip_html_page_find_titles (DipHtmlPage   *self,
                                 const xmlNode *root);
gboolean _dip_html_page_is_title (DipHtmlPage   *self,
                                  const xmlNode *node);

/* Footnotes. */
gboolean _dip_html_page_take_mark (DipHtmlPage   *self,
                                   const xmlNode *node);
void _dip_html_page_begin_note (DipHtmlPage   *self,
                                const xmlNode *node);
void _dip_html_page_end_note (DipHtmlPage   *self,
                              const xmlNode *node);
void _dip_html_page_settle_note (DipHtmlPage *self);
gboolean _dip_html_page_leads_back (DipHtmlPage   *self,
                                    const xmlNode *node);

/* What was filled into a form. */
gboolean _dip_html_page_take_control (DipHtmlPage   *self,
                                      const xmlNode *node);

gboolean _dip_html_page_is_bold (DipHtmlPage *self);

/* Terms and what they mean. */
void _dip_html_page_begin_definition (DipHtmlPage *self,
                                      const char  *name);
void _dip_html_page_end_definition   (DipHtmlPage *self,
                                      const char  *name);
gboolean _dip_html_page_settle_term  (DipHtmlPage *self,
                                      DipLineKind  kind);

/* What office programs write. */
gboolean _dip_html_page_take_list_mark (DipHtmlPage   *self,
                                        const xmlNode *node);
gboolean _dip_html_page_take_signs (DipHtmlPage   *self,
                                    const xmlNode *node);
gboolean _dip_html_page_take_comment (DipHtmlPage   *self,
                                      const xmlNode *node);

/* Style sheets. */
void _dip_html_page_read_styles (DipHtmlPage   *self,
                                 const xmlNode *root);
gboolean _dip_html_page_strikes_through (DipHtmlPage   *self,
                                         const xmlNode *node);
void _dip_html_page_begin_counted_list (DipHtmlPage   *self,
                                        DipHtmlList   *list,
                                        const xmlNode *node,
                                        int            start);
char *_dip_html_page_dup_counted_mark (DipHtmlPage       *self,
                                       const DipHtmlList *list);

/* Lists. */
void _dip_html_page_begin_item (DipHtmlPage   *self,
                                const xmlNode *node);
void _dip_html_page_begin_list (DipHtmlPage   *self,
                                const xmlNode *node,
                                gboolean       ordered);

/* Tables; what lays out a page only begins none. */
void _dip_html_page_begin_cell (DipHtmlPage   *self,
                                const xmlNode *node);
void _dip_html_page_end_cell (DipHtmlPage *self);
void _dip_html_page_begin_row (DipHtmlPage   *self,
                               const xmlNode *node);
void _dip_html_page_begin_table (DipHtmlPage   *self,
                                 const xmlNode *node);
void _dip_html_page_end_table (DipHtmlPage *self);

G_END_DECLS
