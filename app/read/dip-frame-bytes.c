/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-frame-bytes.h"

#include <string.h>

void
_dip_frame_put_number (GByteArray *out,
                       guint32     value)
{
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

void
_dip_frame_put_real (GByteArray *out,
                     double      value)
{
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

/* The length and one more, so that 0 says that there is none. */
void
_dip_frame_put_text (GByteArray *out,
                     const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  _dip_frame_put_number (out, text != NULL ? (guint32) length + 1 : 0);
  if (length > 0)
    g_byte_array_append (out, (const guint8 *) text, (guint) length);
}

void
_dip_frame_put_texts (GByteArray *out,
                      GPtrArray  *texts)
{
  guint n = texts != NULL ? texts->len : 0;

  _dip_frame_put_number (out, n);
  for (guint i = 0; i < n; i++)
    _dip_frame_put_text (out, texts->pdata[i]);
}

DipFrameReader
_dip_frame_reader (GBytes *frame)
{
  DipFrameReader self = { NULL, 0, FALSE };

  self.at = g_bytes_get_data (frame, &self.left);

  return self;
}

/* The next bytes, or NULL where there are not as many. */
static const guint8 *
take (DipFrameReader *self,
      gsize           n_bytes)
{
  const guint8 *at = self->at;

  if (self->broken || n_bytes > self->left)
    {
      self->broken = TRUE;
      return NULL;
    }
  self->at += n_bytes;
  self->left -= n_bytes;

  return at;
}

guint32
_dip_frame_get_number (DipFrameReader *self)
{
  guint32 value = 0;
  const guint8 *at = take (self, sizeof value);

  if (at != NULL)
    memcpy (&value, at, sizeof value);

  return value;
}

double
_dip_frame_get_real (DipFrameReader *self)
{
  double value = 0;
  const guint8 *at = take (self, sizeof value);

  if (at != NULL)
    memcpy (&value, at, sizeof value);

  return value;
}

char *
_dip_frame_get_text (DipFrameReader *self,
                     gboolean        needed)
{
  guint32 length = _dip_frame_get_number (self);
  const guint8 *at;

  if (length == 0)
    {
      self->broken = self->broken || needed;
      return NULL;
    }

  at = take (self, length - 1);
  if (at == NULL || !g_utf8_validate_len ((const char *) at, length - 1, NULL))
    {
      self->broken = TRUE;
      return NULL;
    }

  return g_strndup ((const char *) at, length - 1);
}

void
_dip_frame_get_texts (DipFrameReader *self,
                      GPtrArray      *texts,
                      guint           max)
{
  guint32 n = _dip_frame_get_number (self);

  self->broken = self->broken || n > max;
  for (guint32 i = 0; i < n && !self->broken; i++)
    {
      char *text = _dip_frame_get_text (self, TRUE);

      if (text != NULL)
        g_ptr_array_add (texts, text);
    }
}

gboolean
_dip_frame_reader_ended (const DipFrameReader *self)
{
  return !self->broken && self->left == 0;
}
