/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipHelpBlockKind:
 * @DIP_HELP_HEADING: `## text`; @level is 2 or more, the page's own title is none
 * @DIP_HELP_PARAGRAPH: lines up to an empty one
 * @DIP_HELP_ITEM: `- text` or `1. text`, its marker in @marker; @level is its depth, from 1
 * @DIP_HELP_NOTE: `> text`
 * @DIP_HELP_CODE: what stands between two lines of three backticks, in @text
 * @DIP_HELP_TABLE: `| a | b |`; the first row is the head
 * @DIP_HELP_PICTURE: `![text](name)` in a line of its own
 */
typedef enum {
  DIP_HELP_HEADING,
  DIP_HELP_PARAGRAPH,
  DIP_HELP_ITEM,
  DIP_HELP_NOTE,
  DIP_HELP_CODE,
  DIP_HELP_TABLE,
  DIP_HELP_PICTURE,
} DipHelpBlockKind;

/**
 * DipHelpBlock:
 *
 * A part of a page that is drawn as one.
 */
typedef struct
{
  DipHelpBlockKind  kind;
  guint             level;
  char             *marker;  /* (nullable): of an item, "•" or "1." */
  char             *text;    /* without markup; of a table, its cells joined by TAB and line feed */
  char             *markup;  /* (nullable): Pango's, where @kind is running text */
  GPtrArray        *rows;    /* (nullable) (element-type GPtrArray of utf8): cells of a table in Pango's markup */
  char             *target;  /* (nullable): of a picture, its name */
} DipHelpBlock;

/**
 * DipHelpPage:
 *
 * A page of the help as it is written in data/help.
 */
typedef struct
{
  char      *name;    /* "comparison" */
  char      *title;
  GPtrArray *blocks;  /* (element-type DipHelpBlock) */
} DipHelpPage;

DipHelpPage *dip_help_page_new  (const char  *name,
                                 const char  *source) G_GNUC_WARN_UNUSED_RESULT;
void         dip_help_page_free (DipHelpPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipHelpPage, dip_help_page_free)

G_END_DECLS
