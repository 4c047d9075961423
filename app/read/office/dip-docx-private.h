/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-docx.h"
#include "read/office/dip-grid.h"

G_BEGIN_DECLS

enum {
  DIP_DOCX_P, DIP_DOCX_P_PR, DIP_DOCX_P_STYLE, DIP_DOCX_ILVL, DIP_DOCX_NUM_ID, DIP_DOCX_OUTLINE_LVL,
  DIP_DOCX_PAGE_BREAK_BEFORE, DIP_DOCX_SECT_PR, DIP_DOCX_SECT_TYPE, DIP_DOCX_R, DIP_DOCX_R_PR, DIP_DOCX_B,
  DIP_DOCX_SZ, DIP_DOCX_VANISH, DIP_DOCX_T, DIP_DOCX_MATH_T, DIP_DOCX_TAB, DIP_DOCX_BR, DIP_DOCX_CR,
  DIP_DOCX_NO_BREAK_HYPHEN, DIP_DOCX_SYM, DIP_DOCX_INS, DIP_DOCX_DEL, DIP_DOCX_MOVE_FROM, DIP_DOCX_MOVE_TO,
  DIP_DOCX_FLD_CHAR, DIP_DOCX_TBL, DIP_DOCX_TR, DIP_DOCX_TR_PR, DIP_DOCX_TC, DIP_DOCX_GRID_BEFORE,
  DIP_DOCX_GRID_SPAN, DIP_DOCX_V_MERGE, DIP_DOCX_TXBX_CONTENT, DIP_DOCX_FOOTNOTE_REFERENCE,
  DIP_DOCX_ENDNOTE_REFERENCE, DIP_DOCX_FOOTNOTE, DIP_DOCX_ENDNOTE, DIP_DOCX_SDT, DIP_DOCX_DOC_PART_GALLERY,
  DIP_DOCX_RUBY_TEXT, DIP_DOCX_P_PR_CHANGE, DIP_DOCX_R_PR_CHANGE, DIP_DOCX_TC_PR_CHANGE,
  DIP_DOCX_TR_PR_CHANGE, DIP_DOCX_TBL_PR_CHANGE, DIP_DOCX_SECT_PR_CHANGE, DIP_DOCX_TBL_GRID, DIP_DOCX_BODY,
  DIP_DOCX_TBL_PR, DIP_DOCX_TBL_PR_EX, DIP_DOCX_STRIKE, DIP_DOCX_DOUBLE_STRIKE, DIP_DOCX_PLACEHOLDER,
  DIP_DOCX_CHECK_BOX, DIP_DOCX_CHECKED, DIP_DOCX_DEFAULT, DIP_DOCX_DROP_DOWN, DIP_DOCX_RESULT,
  DIP_DOCX_LIST_ENTRY, DIP_DOCX_ALT_CHUNK, DIP_DOCX_INSTR_TEXT, DIP_DOCX_SPEC_VANISH, DIP_DOCX_VERT_ALIGN,
  DIP_DOCX_TBL_HEADER,
  DIP_DOCX_N_ELEMENTS,
};

typedef enum {
  DIP_DOCX_FRAME_BODY,
  DIP_DOCX_FRAME_CELL,
  DIP_DOCX_FRAME_BOX,
  DIP_DOCX_FRAME_NOTE,
} DipDocxFrameKind;

typedef enum {
  DIP_DOCX_MERGE_NONE,
  DIP_DOCX_MERGE_FIRST,
  DIP_DOCX_MERGE_MORE,
} DipDocxMerge;

/* Something that holds paragraphs, with the one under way. */
typedef struct
{
  DipDocxFrameKind kind;
  char      *id;              /* (nullable): of a note */
  GString   *buffer;          /* paragraphs of all but the body, a line each */
  guint      n_tables_below;  /* tables that were open when it began */

  GString   *text;            /* of the paragraph */
  GString   *boxes;           /* text boxes that are anchored to it */
  GPtrArray *notes;           /* (element-type utf8): that it refers to: "f" or "e", then an id */
  char      *style;           /* (nullable) */
  int        num_id;
  int        num_level;
  int        outline;
  gboolean   joins_next;      /* its end is deleted, or hidden */
  gboolean   break_before;
  gboolean   break_after;
  gsize      n_letters;
  gsize      n_bold;
  gsize      n_lead;          /* bold ones before the first that is not */
  gsize      n_plain;         /* bold is switched off */
  int        half_points;     /* of its first letter */
} DipDocxFrame;

/* Cells that are merged down a column. */
typedef struct
{
  guint first_row;            /* 0 for none */
  guint last_row;
} DipDocxSpan;

typedef struct
{
  DipGrid      *grid;
  GArray       *spans;        /* of DipDocxSpan, by column */
  guint         row;          /* from 1 */
  guint         column;       /* of the cell under way */
  guint         n_columns;    /* that it covers */
  DipDocxMerge  merge;
  gboolean      row_deleted;
  gboolean      full;
} DipDocxTable;

/* A field of a form of the time before content controls: it has no text, only a state. */
typedef struct
{
  gboolean  is_box;
  gboolean  is_list;
  gboolean  ticked;
  gint64    choice;           /* of the list, from 0 */
  gint64    n_entries;
  char     *chosen;           /* (nullable) */
} DipDocxForm;

typedef struct
{
  DipDocxStory *story;
  GPtrArray    *frames;
  DipDocxFrame *frame;        /* (nullable): the innermost */
  GPtrArray    *tables;
  GByteArray   *fields;       /* that are open: 1 while their code is read */
  guint         n_codes;
  GString      *code;         /* of the outermost field under way */
  gboolean      in_code;
  gboolean      in_paragraph_properties;
  gboolean      in_row_properties;
  gboolean      takes_text;
  gboolean      hidden;       /* the run */
  gboolean      struck;       /* the run */
  gboolean      raised;       /* the run */
  gboolean      marked;       /* what stands raised before it is more than a number */
  DipDocxForm   form;         /* of the field that begins */
  int           bold;         /* of the run */
  int           half_points;
  guint         sdt_depth;
  guint         placeholder_depth;  /* of the sdt that nobody filled in */
  guint         contents_depth;  /* of the sdt that holds the list of contents */
  guint         n_paragraphs;    /* of the body and its tables */
  guint         n_empty;         /* since the last line */
  gboolean      after_item;
} DipDocxBody;

void  _dip_docx_end_codes     (DipDocxBody   *self);
void  _dip_docx_end_paragraph (DipDocxBody   *self);
void  _dip_docx_start_row     (DipDocxTable  *table);
void  _dip_docx_end_cell      (DipDocxBody   *self,
                               DipDocxTable  *table,
                               DipDocxFrame  *frame);
void  _dip_docx_end_table     (DipDocxBody   *self,
                               DipDocxTable  *table);
void  _dip_docx_form_clear    (DipDocxForm   *form);
void  _dip_docx_form_start    (DipDocxForm   *form,
                               DipXml        *xml,
                               guint          element);
const char *_dip_docx_form_end (DipDocxForm   *form);
char *_dip_docx_equation_dup_text (const char *code) G_GNUC_WARN_UNUSED_RESULT;
char *_dip_docx_symbol        (const char    *text,
                               const char    *font) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
