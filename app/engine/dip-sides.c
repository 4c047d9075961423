/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

/*
 * Lists of duties: what stands under "The provider is responsible for:" and goes to
 * "The customer is responsible for:" is the same text, and another promise.
 */

typedef enum {
  SIDE_UNKNOWN,
  SIDE_PROVIDER,
  SIDE_CUSTOMER,
} Side;

/* Items of a list that are gone back over to what announces it. */
#define MAX_ITEMS 40u

/* Bytes of what announces a list: "Responsibilities of the customer". */
#define MAX_LEAD_BYTES 240u

/* Whose duties a heading or an announcement speaks of. */
static Side
read_side (DipContext *context,
           const char *text)
{
  gboolean provider = _dip_meaning_has (context->meaning, "providers", text);
  gboolean customer = _dip_meaning_has (context->meaning, "customers", text);

  if (!_dip_meaning_has (context->meaning, "duties", text) || provider == customer)
    return SIDE_UNKNOWN;

  return provider ? SIDE_PROVIDER : SIDE_CUSTOMER;
}

static Side
find_side (DipContext        *context,
           const DipPrepared *prepared,
           guint              index)
{
  for (guint i = index, n = 0; i > 0 && n < MAX_ITEMS; i--, n++)
    {
      const DipSentence *sentence = &g_array_index (prepared->sentences, DipSentence, i - 1);
      Side side;

      if (sentence->section != DIP_PART_BLOCK || sentence->length > MAX_LEAD_BYTES)
        break;
      side = sentence->opens_item ? SIDE_UNKNOWN : read_side (context, context->sentences.strings->pdata[sentence->id]);
      if (side != SIDE_UNKNOWN)
        return side;
    }

  return read_side (context, context->sentences.strings->pdata[prepared->title]);
}

/**
 * _dip_changes_hands:
 * @context: both editions, prepared
 * @work: a pair
 * @unit: one end of a move in it
 *
 * Returns: whether a sentence stands among the duties of the provider in one edition
 *   and among those of the customer in the other
 */
gboolean
_dip_changes_hands (DipContext    *context,
                    const DipWork *work,
                    const DipUnit *unit)
{
  const DipWork *other = context->works->pdata[unit->move_pair];
  const DipUnit *end = &g_array_index (other->units, DipUnit, unit->move_unit);
  gboolean is_old = unit->kind == DIP_UNIT_OLD_ONLY;
  const DipPrepared *old = is_old ? work->old : other->old;
  const DipPrepared *new_ = is_old ? other->new_ : work->new_;
  guint old_index = is_old ? unit->old_first : end->old_first;
  guint new_index = is_old ? end->new_first : unit->new_first;
  const DipSentence *sentence = &g_array_index (old->sentences, DipSentence, old_index);
  Side a;
  Side b;

  /* The announcement itself: what stood under it stands under the other one now. */
  if (other == work && !sentence->opens_item && sentence->length <= MAX_LEAD_BYTES
      && read_side (context, context->sentences.strings->pdata[sentence->id]) != SIDE_UNKNOWN)
    return TRUE;

  a = find_side (context, old, old_index);
  b = find_side (context, new_, new_index);

  return a != SIDE_UNKNOWN && b != SIDE_UNKNOWN && a != b;
}
