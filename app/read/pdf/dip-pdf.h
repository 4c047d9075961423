/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-layout.h"

#include <cairo.h>
#include <poppler.h>

G_BEGIN_DECLS

/* More than these no page and no paper has. */
#define DIP_PDF_MAX_PAGES      5000u
#define DIP_PDF_MAX_CHARACTERS 200000u

/**
 * DipPdfChar:
 *
 * One character of a page with its box, in points from the top left.
 */
typedef struct
{
  gunichar c;
  float    x0, y0, x1, y1;
  float    size;        /* of the font; 0 where poppler does not know */
  guint    place;       /* among the characters of the page */
  guint    bold : 1;
  guint    begins : 1;  /* a line, in poppler's order */
  guint    nameless : 1; /* its font has no name: it is one of drawings, whose size poppler guesses */
} DipPdfChar;

/**
 * DipPdfRow:
 *
 * A line of text: characters whose boxes lie at one height, from left to right.
 */
typedef struct
{
  GArray *chars;        /* (element-type DipPdfChar) */
  float   x0, y0, x1, y1;
  float   size;         /* of most characters */
  gboolean bold;        /* all letters are */
  float   left;         /* where its column begins, negative if it stands in none */
  GPtrArray *table;     /* (nullable) (element-type DipLine): of a table that stands here, without any characters */
} DipPdfRow;

/* A line that is drawn, horizontal or vertical, in points. */
typedef struct
{
  float at;             /* y of a horizontal one, x of a vertical one */
  float from, to;
} DipPdfRule;

typedef struct
{
  float    x0, y0, x1, y1;
  GArray  *xs;          /* (element-type float): borders of columns, ascending */
  GArray  *ys;          /* (element-type float): borders of rows */
  guint   *cells;       /* for each place of the grid: the place where its cell begins */
} DipPdfTable;

/* Where the text of a page runs. */
typedef enum {
  DIP_PDF_RIGHT,
  DIP_PDF_DOWN,
  DIP_PDF_UP,
  DIP_PDF_LEFT,  /* upside down */
} DipPdfDirection;

/* What g_unichar_isspace () says; nearly no letter has to ask it. */
static inline gboolean
_dip_pdf_is_space (gunichar c)
{
  return c == ' ' || (c < 0x3001 && !(c > ' ' && c < 0x7f) && g_unichar_isspace (c));
}

/* Characters of a page in poppler's order. Spaces count, line ends do not. */
GArray    *_dip_pdf_load_chars    (PopplerPage  *page) G_GNUC_WARN_UNUSED_RESULT;

/* Appends what was filled into the fields of a page. */
void       _dip_pdf_load_forms    (PopplerPage      *page,
                                   GArray           *chars);

/* Appends what a character of a font means to those of a page. */
void       _dip_pdf_append_char   (GArray           *chars,
                                   const DipPdfChar *c);

/* Gives letters of drawn fonts the size that they have on the page. */
void       _dip_pdf_mend_sizes    (GArray           *chars);

/* Characters to rows from top to bottom. (element-type DipPdfRow) */
GPtrArray *_dip_pdf_make_rows     (const DipPdfChar *chars,
                                   guint             n_chars) G_GNUC_WARN_UNUSED_RESULT;
void       _dip_pdf_row_free      (DipPdfRow    *self);

/* What stands in the place of a table. The lines are shared. */
DipPdfRow *_dip_pdf_row_new_table (GPtrArray    *lines,
                                   float         x0,
                                   float         y0,
                                   float         x1,
                                   float         y1) G_GNUC_WARN_UNUSED_RESULT;

/* The usual distance between the tops of two lines of a paragraph, the smallest of the common ones. */
float      _dip_pdf_find_pitch    (GPtrArray    *rows);

/* The text of a row; gaps wider than a letter become as many spaces as fit into them. */
char      *_dip_pdf_row_dup_text  (const DipPdfRow *self,
                                   gboolean         keep_gaps) G_GNUC_WARN_UNUSED_RESULT;

/* A gap that is none between words, in letters. */
#define DIP_PDF_PIECE_GAP 0.7f

/* Whether such a gap of the row has a part in common with a span. */
gboolean   _dip_pdf_row_has_gap   (const DipPdfRow *self,
                                   float            from,
                                   float            to);

/* Number of pieces that wide gaps cut a row into. */
guint      _dip_pdf_row_count_pieces (const DipPdfRow *self);

/* Where the rows stand in columns beside each other, puts the left one before the right one, in
 * place. @gutter (nullable) is where the page before had its gutter, 0 if it had none, and becomes that of
 * this page; @depth is 0. */
void       _dip_pdf_order_columns (GPtrArray    *rows,
                                   float        *gutter,
                                   guint         depth);

/* Brightness of each pixel, rows below each other without space between. */
typedef struct
{
  guint8 *pixels;
  int     width, height;
} DipPdfPicture;

#define DIP_PDF_SCALE 1.5 /* pixels a point */

/* Of 32 bits a pixel. */
void       _dip_pdf_picture_init   (DipPdfPicture   *self,
                                    cairo_surface_t *surface);
void       _dip_pdf_picture_clear  (DipPdfPicture   *self);

/* Long straight edges, appended as DipPdfRule. */
void       _dip_pdf_scan_horizontal (const DipPdfPicture *picture,
                                     GArray              *rules);
void       _dip_pdf_scan_vertical   (const DipPdfPicture *picture,
                                     GArray              *rules);

typedef struct _DipPdfDrawing DipPdfDrawing;

/* What poppler draws on a page beside letters, and which of it may be bullets or boxes to tick, if asked. On the way it
 * takes the text of the page, too, if nobody asked for that before. */
DipPdfDrawing *_dip_pdf_watch_page (PopplerPage *page,
                                    gboolean     with_bullets) G_GNUC_WARN_UNUSED_RESULT;

/* Takes standard error from poppler for the rest of the process, before a second thread reads pages. */
void       _dip_pdf_hush_poppler   (void);

void       _dip_pdf_drawing_free   (DipPdfDrawing *self);

/* Drawn lines of a page; those through and below @chars are none. Arrays of DipPdfRule. */
void       _dip_pdf_find_rules    (PopplerPage         *page,
                                   const DipPdfDrawing *drawing,
                                   DipPdfDirection      direction,
                                   GArray              *chars,
                                   GArray              *horizontal,
                                   GArray              *vertical);

/* Adds lines between columns of tables that have lines between their rows only. @rows are of @chars. */
void       _dip_pdf_complete_rules (GPtrArray   *rows,
                                    GArray      *chars,
                                    GArray      *horizontal,
                                    GArray      *vertical);

/* Adds lines around the cells of tables that have none, or too few. */
void       _dip_pdf_align_rules   (GPtrArray    *rows,
                                   GArray       *horizontal,
                                   GArray       *vertical);

/* Tables that the lines make, from top to bottom. (element-type DipPdfTable) */
GPtrArray *_dip_pdf_find_tables   (GArray       *horizontal,
                                   GArray       *vertical) G_GNUC_WARN_UNUSED_RESULT;
void       _dip_pdf_table_free    (DipPdfTable  *self);

/* Makes two of each that is two tables right below each other, in place. */
void       _dip_pdf_split_stacked (GPtrArray    *tables);

/* The lines of a table, one a row of its grid: what stands in @chars inside it. (element-type DipLine) */
GPtrArray *_dip_pdf_table_fill    (const DipPdfTable *self,
                                   GArray            *chars) G_GNUC_WARN_UNUSED_RESULT;

/* For sorting floats. */
int        _dip_pdf_compare_floats (gconstpointer a,
                                    gconstpointer b);

/* Warns of a page whose letters or pictures make it doubtful what it says. */
void       _dip_pdf_warn_of_doubt (PopplerPage  *page,
                                   GArray       *chars,
                                   guint         number,
                                   gboolean      pictures,
                                   DipLayout    *layout);

/* Takes text that runs along the margins of a page that is written across out of @chars. (element-type DipLine) */
GPtrArray *_dip_pdf_take_margins  (GArray          *chars) G_GNUC_WARN_UNUSED_RESULT;

/* Takes large letters that stand askew across the page out of @chars, and says so in a warning. */
void       _dip_pdf_drop_askew    (GArray          *chars,
                                   DipLayout       *layout);

/* The size of most letters. */
float      _dip_pdf_find_text_size (GArray         *chars);

/* Takes how kanji are read out of @chars, whose text has letters of a size. */
void       _dip_pdf_drop_furigana (GArray          *chars,
                                   float            size);

/* Takes marks of notes out of the text of a page, and raised numbers into their lines. */
void       _dip_pdf_settle_notes  (GArray          *chars,
                                   float            size);

/* Says of the lines of a page, from @first on, which of them a note goes on with. */
void       _dip_pdf_continue_notes (DipLayout       *layout,
                                    guint            first,
                                    float            size);

/* For pages whose text runs down or up; see dip-pdf-turn.c. */
DipPdfDirection _dip_pdf_find_direction (GArray          *chars);
void       _dip_pdf_turn_chars    (GArray          *chars,
                                   DipPdfDirection  direction,
                                   float            width,
                                   float            height);
void       _dip_pdf_turn_cairo    (cairo_t         *cr,
                                   DipPdfDirection  direction,
                                   double           width,
                                   double           height);
void       _dip_pdf_turn_lines_back (DipLayout       *layout,
                                     guint            first,
                                     DipPdfDirection  direction,
                                     double           width,
                                     double           height);

/* NULL with a DipReadError where poppler cannot. */
PopplerDocument *_dip_pdf_open    (GBytes       *bytes,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Moves the lower halves of numbers that a narrow column has cut behind the upper ones, in @chars. */
gboolean   _dip_pdf_join_numbers  (GPtrArray       *rows,
                                   GArray          *chars);

/* How a drawn bullet looks, in letters of its text. */
typedef struct
{
  float side;
  float gap;   /* to the text */
} DipPdfBullet;

/* Whether the program that wrote a document draws the bullets of lists. */
gboolean   _dip_pdf_draws_bullets (PopplerDocument *document);

/* Whether any row stands as far in as those of a list do. */
gboolean   _dip_pdf_may_have_bullets (GPtrArray *rows);

/* Appends the bullets that are drawn before texts of @rows to @chars. @last is how those of the pages before look
 * and becomes how those of this page do. */
gboolean   _dip_pdf_add_bullets   (const DipPdfDrawing *drawing,
                                   GPtrArray           *rows,
                                   DipPdfBullet        *last,
                                   GArray              *chars);

/* Appends the boxes to tick and rings to choose that are drawn beside texts of @rows to @chars. */
gboolean   _dip_pdf_add_boxes     (const DipPdfDrawing *drawing,
                                   GPtrArray           *rows,
                                   GArray              *chars);

/* What is known of a document while its pages are laid out. */
typedef struct
{
  gboolean pictures;  /* it has some */
  gboolean tabular;   /* the page before looked as if it had a table: then one look at the next one is
                       * enough for its text and its lines */
  float    gutter;    /* where the columns of the page before part, 0 if it had none */
  gboolean draws;     /* what wrote the document draws the bullets of lists */
  gboolean listed;    /* the page before had such bullets; one look as well */
  DipPdfBullet bullet; /* the last one of the pages before */
} DipPdfProgress;

/* Lays out one page after the others. */
void       _dip_pdf_lay_out_page  (PopplerPage    *page,
                                   guint           number,
                                   DipPdfProgress *progress,
                                   DipLayout      *layout);

/* Makes headings of the lines that the outline of a document names, in place. */
void       _dip_pdf_apply_outline (PopplerDocument *document,
                                   DipLayout       *layout);

/* Whether a document has pictures, but for those that stand in the text of a page. */
gboolean   _dip_pdf_has_pictures  (GBytes         *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipPdfDrawing, _dip_pdf_drawing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipPdfRow, _dip_pdf_row_free)

G_END_DECLS
