/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/dip-read-page.h"
#include "read/dip-read-private.h"

G_BEGIN_DECLS

/* What a worker may send in one frame, and in all. */
#define DIP_FRAME_MAX_BYTES (16u * 1024 * 1024)
#define DIP_FRAMES_MAX_BYTES (192u * 1024 * 1024)
#define DIP_FRAME_MAX_LINES 1000u
#define DIP_FRAME_MAX_IMAGE_BYTES (DIP_PAGE_MAX_PIXELS * 4 + 4096)

/**
 * DipFrameKind:
 * @DIP_FRAME_PROGRESS: a page is done
 * @DIP_FRAME_LINES: some lines, in order
 * @DIP_FRAME_LAYOUT: all but the lines; the last frame of what worked
 * @DIP_FRAME_ERROR: why there is no layout; the last frame
 * @DIP_FRAME_IMAGE: a page as it looks, before its lines, where one was asked for
 * @DIP_FRAME_BYTES: a piece of what was unpacked, where that was asked for
 */
typedef enum {
  DIP_FRAME_PROGRESS = 1,
  DIP_FRAME_LINES,
  DIP_FRAME_LAYOUT,
  DIP_FRAME_ERROR,
  DIP_FRAME_IMAGE,
  DIP_FRAME_BYTES,
} DipFrameKind;

/* Stands before each frame, in the byte order of the machine. */
typedef struct
{
  guint32 magic;
  guint32 kind;
  guint64 n_bytes;  /* of what follows */
} DipFrameHead;

#define DIP_FRAME_MAGIC 0x32504944u  /* "DIP2" */

/* What the parent has put together so far. */
typedef struct
{
  DipLayout    *layout;       /* (owned) */
  DipPageImage *image;        /* (owned) (nullable): without its layout */
  GByteArray   *bytes;        /* (owned) (nullable): where to put what is unpacked; NULL where nothing is */
  GError       *error;        /* (owned) (nullable): what the worker says */
  guint64       n_bytes;
  guint         page;         /* of the last progress */
  guint         n_pages;
  gboolean      wants_image;  /* one frame with a picture has to come */
  gboolean      done;         /* the last frame was seen */
} DipFrameSink;

void     _dip_frame_sink_init      (DipFrameSink    *self,
                                    const char      *name);
void     _dip_frame_sink_clear     (DipFrameSink    *self);

/* Checks a head before its frame is read. */
gboolean _dip_frame_sink_allows    (DipFrameSink       *self,
                                    const DipFrameHead *head);

/* Takes a frame in. FALSE for one that no honest worker sends. */
gboolean _dip_frame_sink_take      (DipFrameSink       *self,
                                    DipFrameKind        kind,
                                    GBytes             *frame);

/* The frames of a layout, for the worker. @func gets each in turn and returns FALSE to stop. */
typedef gboolean (* DipFrameFunc)  (DipFrameKind  kind,
                                    GBytes       *frame,
                                    gpointer      user_data);

gboolean _dip_frames_of_layout     (const DipLayout *layout,
                                    DipFrameFunc     func,
                                    gpointer         user_data);
GBytes  *_dip_frame_of_error       (const GError    *error) G_GNUC_WARN_UNUSED_RESULT;
GBytes  *_dip_frame_of_image       (const DipPageImage *image) G_GNUC_WARN_UNUSED_RESULT;
gboolean _dip_frames_of_bytes      (GBytes          *bytes,
                                    DipFrameFunc     func,
                                    gpointer         user_data);
GBytes  *_dip_frame_of_progress    (guint            page,
                                    guint            n_pages) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
