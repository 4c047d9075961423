/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "session/dip-library-private.h"

G_BEGIN_DECLS

/**
 * DipReadAhead: reads the next files of an import in other threads while one is stored.
 *
 * Reading a paper takes three times as long as storing it, and papers do not need
 * one another for it; the store has one writer. What is read is handed out in the
 * order of the files, so the outcome is that of reading them one by one.
 */
typedef struct _DipReadAhead DipReadAhead;

void          _dip_read_file_clear   (DipReadFile            *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DipReadFile, _dip_read_file_clear)

/* @files: (element-type DipFoundFile), alive and unchanged as long as this is. */
DipReadAhead *_dip_read_ahead_new    (DipLibrary             *library,
                                      GPtrArray              *files,
                                      const DipImportValues  *values,
                                      GCancellable           *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void          _dip_read_ahead_free   (DipReadAhead           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipReadAhead, _dip_read_ahead_free)

/* Whether the next file can be taken, or can be before @until, in monotonic time. */
gboolean      _dip_read_ahead_wait   (DipReadAhead           *self,
                                      gint64                  until);

/* The next file, in order; waits for it. */
void          _dip_read_ahead_take   (DipReadAhead           *self,
                                      DipReadFile            *file);

G_END_DECLS
