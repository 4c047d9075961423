/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-help-page.h"

G_BEGIN_DECLS

/**
 * DipHelpBook: all pages of the help in one language.
 */
typedef struct _DipHelpBook DipHelpBook;

/**
 * DipHelpHit:
 *
 * A page in which all words of a search stand.
 */
typedef struct
{
  const DipHelpPage *page;
  char              *excerpt;  /* (nullable): the text around the first place below the title */
} DipHelpHit;

/**
 * DipHelpRange:
 *
 * A place of a word in a text, in bytes.
 */
typedef struct
{
  guint start;
  guint end;
} DipHelpRange;

DipHelpBook       *dip_help_book_new          (const char *const *languages) G_GNUC_WARN_UNUSED_RESULT;
void               dip_help_book_free         (DipHelpBook *self);
const char        *dip_help_book_get_language (DipHelpBook *self);
guint              dip_help_book_get_n_pages  (DipHelpBook *self);
const DipHelpPage *dip_help_book_get_page     (DipHelpBook *self,
                                               guint        position);
const DipHelpPage *dip_help_book_find         (DipHelpBook *self,
                                               const char  *name);
GPtrArray         *dip_help_book_search       (DipHelpBook *self,
                                               const char  *query) G_GNUC_WARN_UNUSED_RESULT;

GArray            *dip_help_find_words        (const char  *text,
                                               const char  *query) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipHelpBook, dip_help_book_free)

G_END_DECLS
