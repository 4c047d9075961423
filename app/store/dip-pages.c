/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-pages.h"

#include "store/dip-bytes-private.h"

#include <string.h>

#define DEFAULT_PAGE_SIZE 4096
#define MIN_PAGE_SIZE      512
#define MIN_USABLE         480
#define HEADER_BYTES       100

/* Where the file's head tells things. */
#define PAGE_SIZE_OFFSET    16
#define RESERVED_OFFSET     20
#define FREE_TRUNK_OFFSET   32

/* A page's head, of a leaf and of an inner page. */
#define LEAF_HEAD_BYTES      8
#define INNER_HEAD_BYTES    12

/* No row of a library is longer: SQLite is told so when one is opened. */
#define MAX_PAYLOAD ((gsize) 512 * 1024 * 1024)

/* Returns how many bytes the number has, 0 if it runs over @end. */
static gsize
read_varint (const guint8 *bytes,
             const guint8 *end,
             guint64      *value)
{
  guint64 result = 0;

  for (gsize i = 0; i < 9 && bytes + i < end; i++)
    {
      if (i == 8)
        {
          *value = result << 8 | bytes[i];
          return 9;
        }

      result = result << 7 | (bytes[i] & 0x7f);
      if ((bytes[i] & 0x80) == 0)
        {
          *value = result;
          return i + 1;
        }
    }

  return 0;
}

/**
 * dip_pages_init:
 * @self: where the pages go
 * @bytes: an SQLite file, borrowed
 * @n_bytes: how long it is
 *
 * Looks at the head of the file for the size of a page. Where it tells nonsense,
 * the size is the one that libraries have.
 */
void
dip_pages_init (DipPages     *self,
                const guint8 *bytes,
                gsize         n_bytes)
{
  guint page_size = DEFAULT_PAGE_SIZE;
  guint n_reserved = 0;

  if (n_bytes >= HEADER_BYTES && memcmp (bytes, "SQLite format 3", 16) == 0)
    {
      guint told = _dip_bytes_read_16 (bytes + PAGE_SIZE_OFFSET);

      told = told == 1 ? 65536 : told;
      if (told >= MIN_PAGE_SIZE && (told & (told - 1)) == 0)
        page_size = told;
      n_reserved = bytes[RESERVED_OFFSET];
      if (page_size - n_reserved < MIN_USABLE)
        n_reserved = 0;
    }

  self->bytes = bytes;
  self->n_bytes = n_bytes;
  self->page_size = page_size;
  self->n_usable = page_size - n_reserved;
  self->n_pages = (guint) MIN (n_bytes / page_size, (gsize) G_MAXINT32);
  self->payload = g_byte_array_new ();
}

void
dip_pages_clear (DipPages *self)
{
  g_clear_pointer (&self->payload, g_byte_array_unref);
}

/* Pages count from 1. */
static const guint8 *
get_page (DipPages *self,
          guint     page)
{
  return self->bytes + (gsize) (page - 1) * self->page_size;
}

static gsize
head_of (guint page)
{
  return page == 1 ? HEADER_BYTES : 0;
}

DipPageType
dip_pages_get_type (DipPages *self,
                    guint     page)
{
  if (page < 1 || page > self->n_pages)
    return DIP_PAGE_OTHER;

  switch (get_page (self, page)[head_of (page)])
    {
    case 0x02: return DIP_PAGE_INDEX_INNER;
    case 0x05: return DIP_PAGE_TABLE_INNER;
    case 0x0a: return DIP_PAGE_INDEX_LEAF;
    case 0x0d: return DIP_PAGE_TABLE_LEAF;
    default:   return DIP_PAGE_OTHER;
    }
}

static gboolean
is_inner (DipPageType type)
{
  return type == DIP_PAGE_INDEX_INNER || type == DIP_PAGE_TABLE_INNER;
}

static gboolean
is_table (DipPageType type)
{
  return type == DIP_PAGE_TABLE_INNER || type == DIP_PAGE_TABLE_LEAF;
}

/* How many cells a page says that it has; not more than fit into it. */
guint
dip_pages_count_rows (DipPages *self,
                      guint     page)
{
  DipPageType type = dip_pages_get_type (self, page);
  gsize head = head_of (page);
  guint n;

  if (type == DIP_PAGE_OTHER)
    return 0;

  n = _dip_bytes_read_16 (get_page (self, page) + head + 3);

  return n <= (self->n_usable - LEAF_HEAD_BYTES - head) / 4 ? n : 0;
}

/* The bytes of a cell up to the end of the page; NULL for a pointer that leads nowhere. */
static const guint8 *
find_cell (DipPages *self,
           guint     page,
           guint     index)
{
  const guint8 *start = get_page (self, page);
  gsize head = head_of (page);
  gsize pointers = head + (is_inner (dip_pages_get_type (self, page)) ? INNER_HEAD_BYTES
                                                                      : LEAF_HEAD_BYTES);
  guint place = _dip_bytes_read_16 (start + pointers + 2 * (gsize) index);

  if (place < pointers || place + 4 > self->n_usable)
    return NULL;

  return start + place;
}

/* Gathers a payload of @length bytes out of the pages behind its first one. */
static gboolean
gather (DipPages     *self,
        const guint8 *local,
        gsize         n_local,
        gsize         length)
{
  guint32 next = _dip_bytes_read_32 (local + n_local);

  if (length > MAX_PAYLOAD || length > self->n_bytes)
    return FALSE;

  g_byte_array_set_size (self->payload, 0);
  g_byte_array_append (self->payload, local, (guint) n_local);

  while (self->payload->len < length)
    {
      gsize n = MIN (length - self->payload->len, (gsize) self->n_usable - 4);
      const guint8 *start;

      if (next < 2 || next > self->n_pages)
        return FALSE;

      start = get_page (self, next);
      g_byte_array_append (self->payload, start + 4, (guint) n);
      next = _dip_bytes_read_32 (start);
    }

  return TRUE;
}

/* The serial type of a value says what it is and how long. */
static gboolean
read_value (guint64        serial,
            const guint8 **bytes,
            const guint8  *end,
            DipValue      *value)
{
  static const gsize lengths[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };
  guint64 bits = 0;
  gsize length;

  if (serial == 10 || serial == 11)
    return FALSE;

  length = serial < G_N_ELEMENTS (lengths) ? lengths[serial] : (gsize) ((serial - 12) / 2);
  if (length > (gsize) (end - *bytes))
    return FALSE;

  *value = (DipValue) { .bytes = *bytes, .n_bytes = length };
  *bytes += length;

  if (serial >= 12)
    {
      value->type = serial % 2 == 0 ? DIP_VALUE_BLOB : DIP_VALUE_TEXT;
      return TRUE;
    }

  value->type = serial == 0 ? DIP_VALUE_NULL : serial == 7 ? DIP_VALUE_REAL : DIP_VALUE_INT;
  if (serial == 9)
    value->integer = 1;
  if (length == 0)
    return TRUE;

  /* Big-endian, and signed. */
  bits = (value->bytes[0] & 0x80) != 0 && serial != 7 ? G_MAXUINT64 : 0;
  for (gsize i = 0; i < length; i++)
    bits = bits << 8 | value->bytes[i];

  if (serial == 7)
    memcpy (&value->real, &bits, sizeof value->real);
  else
    value->integer = (gint64) bits;

  return TRUE;
}

static gboolean
read_record (const guint8 *payload,
             gsize         length,
             DipRecord    *record)
{
  const guint8 *end = payload + length;
  const guint8 *head = payload;
  const guint8 *head_end, *body;
  guint64 n_head;
  gsize n = read_varint (head, end, &n_head);

  if (n == 0 || n_head < n || n_head > length)
    return FALSE;

  head_end = payload + n_head;
  head += n;
  body = head_end;
  record->n_values = 0;

  while (head < head_end)
    {
      guint64 serial;

      n = read_varint (head, head_end, &serial);
      if (n == 0 || record->n_values == DIP_RECORD_MAX_VALUES ||
          !read_value (serial, &body, end, &record->values[record->n_values]))
        return FALSE;

      head += n;
      record->n_values++;
    }

  return body == end;
}

/**
 * dip_pages_read_row:
 * @self: pages
 * @page: one that holds rows: a leaf, or an inner page of a tree without row ids
 * @index: the row, less than dip_pages_count_rows()
 * @record: where it goes
 *
 * Returns: whether the row is one: every length in it fits
 */
gboolean
dip_pages_read_row (DipPages  *self,
                    guint      page,
                    guint      index,
                    DipRecord *record)
{
  DipPageType type = dip_pages_get_type (self, page);
  const guint8 *end = get_page (self, page) + self->n_usable;
  const guint8 *cell = find_cell (self, page, index);
  gsize n_most = is_table (type) ? self->n_usable - 35 : (self->n_usable - 12) * 64 / 255 - 23;
  gsize n_least = (self->n_usable - 12) * 32 / 255 - 23;
  guint64 length, row_id = 0;
  gsize n, n_local;

  if (cell == NULL || type == DIP_PAGE_TABLE_INNER)
    return FALSE;

  if (type == DIP_PAGE_INDEX_INNER)
    cell += 4;

  n = read_varint (cell, end, &length);
  if (n == 0 || length == 0 || length > MAX_PAYLOAD)
    return FALSE;
  cell += n;

  if (is_table (type))
    {
      n = read_varint (cell, end, &row_id);
      if (n == 0)
        return FALSE;
      cell += n;
    }
  record->row_id = (gint64) row_id;

  if (length <= n_most)
    return length <= (gsize) (end - cell) && read_record (cell, (gsize) length, record);

  n_local = n_least + ((gsize) length - n_least) % (self->n_usable - 4);
  if (n_local > n_most)
    n_local = n_least;
  if (n_local + 4 > (gsize) (end - cell) || !gather (self, cell, n_local, (gsize) length))
    return FALSE;

  return read_record (self->payload->data, (gsize) length, record);
}

static void
push_children (DipPages *self,
               guint     page,
               guint     n_cells,
               GArray   *stack)
{
  guint32 last = _dip_bytes_read_32 (get_page (self, page) + head_of (page) + 8);

  g_array_append_val (stack, last);

  /* The first child comes off the stack first. */
  for (guint i = n_cells; i > 0; i--)
    {
      const guint8 *cell = find_cell (self, page, i - 1);
      guint32 child = cell != NULL ? _dip_bytes_read_32 (cell) : 0;

      g_array_append_val (stack, child);
    }
}

/**
 * dip_pages_walk:
 * @self: pages
 * @root: the first page of a tree
 * @visited: a byte for each page and one more; those of the tree are set
 * @row: told of each row that can be read, in order
 * @broken: (nullable): told of each page that should belong to the tree and does not
 * @user_data: for both
 *
 * Goes through a tree. A page is entered once, whatever leads to it.
 */
void
dip_pages_walk (DipPages       *self,
                guint           root,
                guint8         *visited,
                DipPagesRow     row,
                DipPagesBroken  broken,
                gpointer        user_data)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean of_table = is_table (dip_pages_get_type (self, root));

  g_array_append_val (stack, root);

  while (stack->len > 0)
    {
      guint32 page = g_array_index (stack, guint32, stack->len - 1);
      DipPageType type = dip_pages_get_type (self, page);
      guint n_rows;

      g_array_set_size (stack, stack->len - 1);
      if (page >= 1 && page <= self->n_pages && visited[page])
        continue;

      if (type == DIP_PAGE_OTHER || is_table (type) != of_table)
        {
          if (broken != NULL)
            broken (page, user_data);
          continue;
        }

      visited[page] = 1;
      n_rows = dip_pages_count_rows (self, page);
      if (is_inner (type))
        push_children (self, page, n_rows, stack);

      for (guint i = 0; type != DIP_PAGE_TABLE_INNER && i < n_rows; i++)
        {
          DipRecord record;

          if (dip_pages_read_row (self, page, i, &record))
            row (&record, user_data);
          else if (broken != NULL)
            broken (page, user_data);
        }
    }
}

/* Marks the pages that hold nothing any more: what was removed stays removed. */
void
dip_pages_mark_free (DipPages *self,
                     guint8   *visited)
{
  guint32 trunk;

  if (self->n_pages < 1 || memcmp (self->bytes, "SQLite format 3", 16) != 0)
    return;

  trunk = _dip_bytes_read_32 (self->bytes + FREE_TRUNK_OFFSET);
  while (trunk >= 2 && trunk <= self->n_pages && !visited[trunk])
    {
      const guint8 *start = get_page (self, trunk);
      guint32 n = _dip_bytes_read_32 (start + 4);

      visited[trunk] = 1;
      for (guint32 i = 0; i < n && i < self->n_usable / 4 - 2; i++)
        {
          guint32 leaf = _dip_bytes_read_32 (start + 8 + 4 * (gsize) i);

          if (leaf >= 2 && leaf <= self->n_pages)
            visited[leaf] = 1;
        }
      trunk = _dip_bytes_read_32 (start);
    }
}
