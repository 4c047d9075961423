/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-document.h"

G_BEGIN_DECLS

/* Prints what structure was found in a paper, one fact a line, for people and for comparing. */
char        *paper_tree_print    (DipDocument *document) G_GNUC_WARN_UNUSED_RESULT;

/* Prints what is said in a paper: variants, terms, who does what, controls, references, facts. */
char        *paper_meaning_print (DipDocument *document) G_GNUC_WARN_UNUSED_RESULT;

/* Reads and recognises a file. Aborts the test where it cannot be read. */
DipDocument *paper_tree_read     (const char  *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
