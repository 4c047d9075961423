/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The values that frames are made of: numbers, lengths and texts behind each
 * other, in the byte order of the machine. What is written is trusted, what is
 * read is not: whatever makes no sense breaks the reader, which then gives
 * zeros and NULL until it is asked whether it ended well.
 */

typedef struct
{
  const guint8 *at;
  gsize         left;
  gboolean      broken;
} DipFrameReader;

void            _dip_frame_put_number   (GByteArray     *out,
                                         guint32         value);
void            _dip_frame_put_real     (GByteArray     *out,
                                         double          value);
void            _dip_frame_put_text     (GByteArray     *out,
                                         const char     *text);
void            _dip_frame_put_texts    (GByteArray     *out,
                                         GPtrArray      *texts);

DipFrameReader  _dip_frame_reader       (GBytes         *frame);
guint32         _dip_frame_get_number   (DipFrameReader *self);
double          _dip_frame_get_real     (DipFrameReader *self);

/* NULL where there is none; where @needed, that breaks the reader. UTF-8 without a zero inside. */
char           *_dip_frame_get_text     (DipFrameReader *self,
                                         gboolean        needed) G_GNUC_WARN_UNUSED_RESULT;

/* Appends at most @max texts to @texts. */
void            _dip_frame_get_texts    (DipFrameReader *self,
                                         GPtrArray      *texts,
                                         guint           max);

/* Whether all bytes of the frame were read, and all made sense. */
gboolean        _dip_frame_reader_ended (const DipFrameReader *self);

G_END_DECLS
