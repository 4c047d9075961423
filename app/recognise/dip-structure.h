/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-draft.h"
#include "recognise/dip-look.h"
#include "recognise/dip-number.h"

G_BEGIN_DECLS

/* What the structural recognisers share. Private to app/recognise. */

/**
 * DipRole:
 * @DIP_ROLE_TEXT: nobody has claimed the line yet
 * @DIP_ROLE_FURNITURE: running head or foot, page number, horizontal line
 * @DIP_ROLE_CONTENTS: of the contents list
 * @DIP_ROLE_COVER: before the first clause
 * @DIP_ROLE_HEADING: of a clause's heading
 * @DIP_ROLE_REVISION: of the revision table
 * @DIP_ROLE_TAIL: after the text: end mark, imprint
 *
 * What a line is for the paper. Each line gets one role, and each recogniser
 * takes only lines that nobody took before it.
 */
typedef enum {
  DIP_ROLE_TEXT,
  DIP_ROLE_FURNITURE,
  DIP_ROLE_CONTENTS,
  DIP_ROLE_COVER,
  DIP_ROLE_HEADING,
  DIP_ROLE_REVISION,
  DIP_ROLE_TAIL,
} DipRole;

typedef struct
{
  const DipLine *line;
  const char    *text;    /* as judged: an item with its marker, a number and its title in two cells as one */
  char          *owned;   /* (nullable): where @text is not the line's own */
  DipLook       *look;    /* (nullable) (unowned): of @text, see dip_structure_look() */
  guint          width;   /* in columns, all at or above 1000 count as 1000 */
  DipRole        role;
  gboolean       is_row;  /* of a table */
  gboolean       is_item; /* of a list whose bullets were lost */
  gboolean       no_head; /* known not to be the heading row of a checksheet */
  guint8         continues; /* while the structure is settled: 1 it does not, 2 it does, 0 nobody has asked yet */
} DipPiece;

/* An entry of the contents list. */
typedef struct
{
  char  *text;    /* without leader and page */
  char  *key;     /* (nullable): @text as it is compared, see dip_contents_entry_key() */
  guint  indent;
} DipContentsEntry;

typedef struct
{
  guint      first;        /* index of its first piece */
  guint      n_pieces;
  DipNumber  number;       /* style NONE: unnumbered */
  char      *heading;      /* the printed lines, joined */
  char      *title;        /* without number and printed controls */
  char      *body;         /* (nullable): text that begins on the heading's last line: "第1条（目的）この文書は…" */
  guint      format_level; /* what the format says, 0 for nothing */
  gunichar   weak;         /* a disc before it or a colon behind it, which are a list's as well; 0 for others */
  gboolean   run_in;       /* the body is a paragraph that the title stands at the beginning of */
  gboolean   bold;         /* such a title is printed in bold */
  gboolean   pair;         /* an item above a sentence, see dip-heading-tight.c */
  gboolean   groups;       /* holds the titles below it, which look like itself */
  gboolean   below;        /* the chapter above has no text of its own */
  guint      mark_level;   /* of ■ and 【…】 among themselves, 0 for others */
  gboolean   in_contents;
  gboolean   gap_before;   /* more space than between two lines of a paragraph */
  gboolean   has_controls; /* a printed control stands beside the title */
  gboolean   accepted;
  guint      chapter;      /* how many headings of a higher kind stand before it */
  double     weight;       /* how much it looks like a heading */
} DipHeading;

/* A footnote, which its reader found elsewhere than its mark. */
typedef struct
{
  guint      number;       /* as in the marks of lines */
  guint      place;        /* index of the piece that followed it */
  GPtrArray *lines;        /* (element-type DipLine): of the layout */
} DipFootnote;

typedef struct
{
  DipDraft   *draft;
  GArray     *pieces;         /* (element-type DipPiece) */
  GPtrArray  *looks;          /* (element-type DipLook): those that were taken */
  GPtrArray  *notes;          /* (nullable) (element-type DipFootnote): taken out of the text, in its order */
  GHashTable *notes_by_mark;  /* (nullable) (element-type guint DipFootnote) (unowned) */
  guint       n_notes;        /* of them that the clauses so far had to have */
  GPtrArray  *contents;       /* (element-type DipContentsEntry) */
  GPtrArray  *headings;       /* (element-type DipHeading): in reading order */
  guint      *key_groups;     /* (nullable): two of each piece, as the contents list knows them; 0: not yet */

  char        asked[128];     /* the text that was looked for last … */
  char       *asked_key;      /* (nullable): … as it is compared */
  GHashTable *legend;         /* (nullable): of a checksheet: the key of a mark → DipImplemented */
  GHashTable *headless;       /* (nullable): positions + 1 → DipSheetHead that nobody has printed */
  GHashTable *topics;         /* (nullable): the same of tables of topics, see dip-checksheet-topics.c … */
  gboolean    topics_count;   /* … which are tables of questions here */
  gboolean    form;           /* the text calls itself one that is filled in: "questionnaire" */
  GHashTable *heads;          /* (nullable): the same of those that were read, while rows stay as they are */
  struct _DipSheetWords *sheet_words;  /* (nullable): where the lexicon is not the default one */
  GHashTable *cells;          /* (nullable) (element-type utf8 int): what headings of columns say, see there */

  gboolean    markdown;       /* the format marks headings */
  gboolean    spaced_out;     /* a blank line stands between all lines */
  gboolean    marked_ends;    /* a paragraph ends with a space, a broken line does not */
  guint       wrap_width;     /* columns at which lines are broken, 0 if they are not */
  gboolean    ragged;         /* some lines are broken well before that */
  guint       contents_depth; /* parts of its numbers at most, 0 if it has none */
  guint       contents_first; /* index of its first piece */
  guint       contents_end;   /* index of the first piece after the contents list, 0 if there is none */
  gboolean    styles_apart;   /* a standard's numbers, with letters, ascend apart from those of chapters */
  gboolean    coded;          /* clauses are counted SEC-01, SEC-02 */
  gboolean    catalogue_rows; /* rows of a table of controls have come out as lines, see dip-heading-catalogue.c */
  gboolean    paired;         /* items stand above sentences as titles */
  gboolean    numbers_apart;  /* 4.1 stands on a line of its own above the title, as a rule */
  gboolean    two_series;     /* chapters and a standard's own numbers ascend apart from each other */
  gboolean    marks_hold;     /* ■ holds what is numbered below it, or a chapter what is marked */
  guint       last_chapter;   /* the highest number of a chapter, 0 without */
  gboolean    threes_apart;   /* numbers of three parts are a series of their own */
  gboolean    settled;        /* no role changes: what is found out of a line stays so */
  gboolean    cards;          /* a table has been made of cards, one for each question */
  gboolean    revised;        /* a revision table was found, with rows or without */
  GString    *revision_text;  /* (nullable): the table as printed */
} DipStructure;

#define dip_structure_piece(self, i) (&g_array_index ((self)->pieces, DipPiece, (i)))

const char   *dip_contents_entry_key     (DipContentsEntry *entry);

DipStructure *dip_structure_new          (DipDraft     *draft) G_GNUC_WARN_UNUSED_RESULT;
void          dip_structure_free         (DipStructure *self);

/* What is known of a piece's text, as long as the structure lives. */
DipLook      *dip_structure_look         (DipStructure   *self,
                                          const DipPiece *piece);

/* Gives a piece another text, which has to live as long as the piece has it. */
void          dip_piece_set_text         (DipPiece       *piece,
                                          const char     *text);

/* Makes a row of cells in the place of piece @i. (element-type utf8) */
void          dip_structure_put_row      (DipStructure    *self,
                                          guint            i,
                                          const GPtrArray *cells);

/* The number that a piece begins with: dip_number_parse(). */
gboolean      dip_structure_parse_number (DipStructure   *self,
                                          const DipPiece *piece,
                                          DipNumber      *number);

/* The same of dip_text_has_sentence() and dip_text_may_have_gap(). */
static inline gboolean
dip_structure_has_sentence (DipStructure   *self,
                            const DipPiece *piece)
{
  return dip_look_has_sentence (dip_structure_look (self, piece));
}

static inline gboolean
dip_structure_may_have_gap (DipStructure   *self,
                            const DipPiece *piece)
{
  return dip_look_has_gap (dip_structure_look (self, piece));
}

/* Learns how the text shows that a paragraph ends. */
void          dip_structure_measure      (DipStructure *self);

/* Whether a text is a word of a list, whatever its width, case and white space. */
gboolean      dip_structure_has_word     (DipStructure *self,
                                          const char   *list,
                                          const char   *text);

/* Whether space stands before a line: a blank line, or what a format sets paragraphs apart by. */
gboolean      dip_line_is_apart          (const DipLine *line);

/* Whether more space than usual stands before a piece. */
gboolean      dip_structure_has_gap      (DipStructure *self,
                                          guint         i);

/* Whether piece @i goes on with the sentence or word that piece @i - 1 broke off. */
gboolean      dip_structure_continues    (DipStructure *self,
                                          guint         i);

/* The next piece from @i on that is not furniture, or the number of pieces. */
guint         dip_structure_next         (DipStructure *self,
                                          guint         i);

/* One recogniser each; see README.md. */
void          dip_structure_join_numbers    (DipStructure *self);
void          dip_structure_drop_furniture  (DipStructure *self);
void          dip_structure_stack_tables    (DipStructure *self);
void          dip_structure_stack_cards     (DipStructure *self);
void          dip_structure_read_flow       (DipStructure *self);
void          dip_structure_align_tables    (DipStructure *self);
void          dip_structure_drop_rules      (DipStructure *self);
void          dip_structure_lift_notes      (DipStructure *self);
gboolean      dip_structure_is_bare_item    (const DipPiece *piece);
gboolean      dip_structure_is_rule         (DipStructure *self,
                                             guint         i);
void          dip_structure_find_contents   (DipStructure *self);
guint8       *dip_structure_match_contents  (DipStructure *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean      dip_structure_read_checksheet (DipStructure *self);
gboolean      dip_sheet_read_questions      (DipStructure *self);
void          dip_structure_read_revisions  (DipStructure *self);
void          dip_structure_find_headings   (DipStructure *self);
void          dip_structure_choose_headings (DipStructure *self);
void          dip_structure_find_cover      (DipStructure *self);
void          dip_structure_find_tail       (DipStructure *self);
void          dip_structure_build_outline   (DipStructure *self);
void          dip_structure_part_party_tables (DipStructure *self);

/* Adds the blocks of footnotes that were taken out, once: those whose marks stand in a line. */
void          dip_structure_add_notes_of    (DipStructure  *self,
                                             const DipLine *line,
                                             GPtrArray     *blocks);

/* Adds those that stood before a place in the text, and whose marks no block has. */
void          dip_structure_add_rest        (DipStructure *self,
                                             guint         place,
                                             GPtrArray    *blocks);

/* Makes the blocks of a clause from the text pieces in [first, last). */
void          dip_structure_build_blocks    (DipStructure *self,
                                             DipClause    *clause,
                                             guint         first,
                                             guint         last);

/* A heading's number that begins a list item, a bullet, a note's or point's mark. */
typedef enum {
  DIP_MARK_NONE,
  DIP_MARK_BULLET,
  DIP_MARK_NUMBER,
  DIP_MARK_NOTE,
  DIP_MARK_POINT,
} DipMarkKind;

typedef struct
{
  DipMarkKind kind;
  gsize       marker;  /* bytes of the mark */
  gsize       length;  /* bytes up to the text */
  guint       shape;   /* equal for marks of one list */
} DipMark;

gboolean      dip_mark_parse             (DipStructure *self,
                                          const char   *text,
                                          DipMark      *mark);

/* Whether a text is the heading of the revision table. */
gboolean      dip_revisions_is_heading   (DipStructure *self,
                                          const char   *text);

/* A date in any spelling at the beginning of a text, as ISO 8601; @end is where it ends. */
char         *dip_date_parse             (const char   *text,
                                          const char  **end) G_GNUC_WARN_UNUSED_RESULT;

/* The first date in a text. */
char         *dip_date_find              (const char   *text,
                                          const char  **start,
                                          const char  **end) G_GNUC_WARN_UNUSED_RESULT;

/* After all passes: what stands on cover and in the tail and was not said yet becomes a property. */
void          dip_keep_loose_lines       (DipDraft     *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipStructure, dip_structure_free)

G_END_DECLS
