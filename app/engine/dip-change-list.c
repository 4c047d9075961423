/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-changes-private.h"

#include <string.h>

/* A stretch of a side that lies in one part. */
typedef struct
{
  guint start;
  guint end;
  int   part;
} Stretch;

int
_dip_part_at (const DipPrepared *prepared,
              guint              offset)
{
  const GArray *parts;
  guint low = 0;
  guint high;

  if (prepared == NULL)
    return -1;

  parts = prepared->text->parts;
  high = parts->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      const DipPart *part = &g_array_index (parts, DipPart, middle);

      if (part->start + part->length < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low < parts->len ? (int) low : (int) parts->len - 1;
}

static GArray *
cut_at_parts (const DipPrepared *prepared,
              guint              start,
              guint              end)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));

  if (prepared == NULL || start >= end)
    return stretches;

  for (int part = _dip_part_at (prepared, start + 1); part < (int) prepared->text->parts->len; part++)
    {
      const DipPart *found = &g_array_index (prepared->text->parts, DipPart, part);
      Stretch stretch = { MAX (start, found->start), MIN (end, found->start + found->length), part };

      if (found->start >= end)
        break;
      if (stretch.end > stretch.start)
        g_array_append_val (stretches, stretch);
    }

  return stretches;
}

char *
_dip_dup_range (const DipPrepared *prepared,
                guint              start,
                guint              end)
{
  return prepared == NULL || end <= start ? g_strdup ("") : g_strndup (prepared->text->text + start, end - start);
}

static void
add_change (DipBuilder    *self,
            DipOp       op,
            guint       old_start,
            guint       old_end,
            int         old_part,
            guint       new_start,
            guint       new_end,
            int         new_part,
            DipClass    class_,
            DipTags     tags,
            const char *rule)
{
  DipChange *change = _dip_change_new (op);

  change->old_text = _dip_dup_range (self->old, old_start, old_end);
  change->new_text = _dip_dup_range (self->new_, new_start, new_end);
  change->old_start = old_start;
  change->new_start = new_start;
  change->old_part = old_part;
  change->new_part = new_part;
  change->class_ = class_;
  change->tags = tags;
  change->rule = g_strdup (rule);
  g_ptr_array_add (self->work->pair->changes, change);

  dip_debug (DIP_DEBUG_CLASSIFY, "%s: %s: \"%s\" -> \"%s\"", dip_class_to_string (class_), rule, change->old_text,
             change->new_text);
}

/* White space at the end that both sides share is no part of the change. */
static void
trim_space (const DipBuilder *self,
            guint          old_start,
            guint         *old_end,
            guint          new_start,
            guint         *new_end)
{
  while (*old_end > old_start && *new_end > new_start)
    {
      char x = self->old->text->text[*old_end - 1];
      char y = self->new_->text->text[*new_end - 1];

      if (x != y || !g_ascii_isspace (x))
        break;
      *old_end -= 1;
      *new_end -= 1;
    }
}

#define BULLETS "• ・ ⚫ ● ■ □ ◆ ◇ ※ \xEF\x81\xAC"

/* Of an edit over several parts, a piece that is nothing but a bullet. */
static gboolean
is_bullet_piece (const DipPrepared *prepared,
                 const Stretch     *stretch)
{
  g_autofree char *text = _dip_dup_range (prepared, stretch->start, stretch->end);

  g_strstrip (text);

  return text[0] != '\0' && *g_utf8_next_char (text) == '\0'
    && strstr (BULLETS, text) != NULL;
}

/* Old bytes [old_start, old_end) became new bytes [new_start, new_end). */
void
_dip_add_changes (DipBuilder    *self,
                  guint       old_start,
                  guint       old_end,
                  guint       new_start,
                  guint       new_end,
                  DipClass    class_,
                  DipTags     tags,
                  const char *rule)
{
  g_autoptr (GArray) old_stretches = NULL;
  g_autoptr (GArray) new_stretches = NULL;
  guint old_at = old_start;
  guint new_at = new_start;

  if (self->old != NULL && self->new_ != NULL)
    trim_space (self, old_start, &old_end, new_start, &new_end);

  old_stretches = cut_at_parts (self->old, old_start, old_end);
  new_stretches = cut_at_parts (self->new_, new_start, new_end);

  for (guint i = 0; i < MAX (old_stretches->len, new_stretches->len); i++)
    {
      const Stretch *a = i < old_stretches->len ? &g_array_index (old_stretches, Stretch, i) : NULL;
      const Stretch *b = i < new_stretches->len ? &g_array_index (new_stretches, Stretch, i) : NULL;
      gboolean edited = self->unit->kind == DIP_UNIT_EDITED || self->unit->kind == DIP_UNIT_EQUAL;
      DipOp op = a == NULL ? DIP_OP_INSERT : b == NULL ? DIP_OP_DELETE : DIP_OP_REPLACE;
      gboolean bullet = (a == NULL) != (b == NULL)
        && is_bullet_piece (a != NULL ? self->old : self->new_, a != NULL ? a : b);

      if (a != NULL)
        old_at = a->end;
      if (b != NULL)
        new_at = b->end;
      add_change (self, op,
                  a != NULL ? a->start : old_at, a != NULL ? a->end : old_at,
                  a != NULL ? a->part : edited ? _dip_part_at (self->old, old_at) : -1,
                  b != NULL ? b->start : new_at, b != NULL ? b->end : new_at,
                  b != NULL ? b->part : edited ? _dip_part_at (self->new_, new_at) : -1,
                  bullet ? DIP_CLASS_LAYOUT : class_, bullet ? 0 : tags, bullet ? "marker of a list item" : rule);
    }
}
