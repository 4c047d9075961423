/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* MADV_HUGEPAGE */

#include "config.h"

#include <glib.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/*
 * Small pieces of memory. poppler takes and gives back some ten thousand of them
 * a page, and the C library's functions, which put neighbours together again and
 * lock once there are two threads, are a fifth of the time of a page with a table.
 * Functions of their names, which the loader prefers, have a list of free pieces
 * for each size and thread. A piece is never of another size again, nothing is
 * given back to the system before the process ends, and whoever frees a piece
 * may have it next. What is larger comes from the C library. There is a limit for
 * small pieces: a page that draws drawings of drawings takes them for as long as
 * it is let.
 *
 * What a page of a hostile file does to this memory it could do to the C library's;
 * the fence is what holds it.
 */

#define STEP        16u                         /* bytes from one size to the next; what malloc () aligns to */
#define MAX_FINE    1024u
#define COARSE_STEP 256u                        /* from there on */
#define MAX_SMALL   8192u                       /* what poppler knows of a font takes five thousand */
#define N_FINE      (MAX_FINE / STEP)
#define N_SIZES     (N_FINE + (MAX_SMALL - MAX_FINE) / COARSE_STEP + 1)
#define SPAN        (16u * 1024)                /* bytes of pieces of one size */
#define REGION      ((gsize) 192 * 1024 * 1024) /* for small pieces; the longest paper with tables needs two thirds */
#define N_SPANS     (REGION / SPAN)

/* Under these names the C library has them, too. */
void *__libc_malloc   (size_t n_bytes);
void *__libc_calloc   (size_t n,
                       size_t n_bytes);
void *__libc_realloc  (void   *at,
                       size_t  n_bytes);
void  __libc_free     (void   *at);

typedef struct _Piece Piece;

struct _Piece
{
  Piece *next;
};

/* Pieces of a size, each thread has its own. */
typedef struct
{
  Piece *free;
  char  *at, *end;  /* of a span that was not handed out yet */
} Store;

static __thread Store stores[N_SIZES];

static guintptr region = G_MAXSIZE;  /* where it begins; nothing is in it before that is known */
static gboolean asked;               /* for the region, before a second thread begins */
static gint     n_spans;             /* that are taken, atomic */
static guint8   sizes[N_SPANS];      /* of the pieces of each, as numbers from 1 */

static inline gboolean
is_ours (const void *at)
{
  return (guintptr) at - region < REGION;
}

/* The number of the smallest size that is enough. */
static inline guint
size_for (size_t n_bytes)
{
  if (n_bytes <= STEP)
    return 1;
  if (n_bytes <= MAX_FINE)
    return (guint) ((n_bytes + STEP - 1) / STEP);

  return N_FINE + (guint) ((n_bytes - MAX_FINE + COARSE_STEP - 1) / COARSE_STEP);
}

static inline gsize
bytes_of (guint size)
{
  return size <= N_FINE ? (gsize) size * STEP : MAX_FINE + (gsize) (size - N_FINE) * COARSE_STEP;
}

static inline guint
size_of (const void *at)
{
  return sizes[((guintptr) at - region) / SPAN];
}

static void
ask_for_region (void)
{
  void *at = mmap (NULL, REGION, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  asked = TRUE;
  if (at == MAP_FAILED)
    return;

  madvise (at, REGION, MADV_HUGEPAGE);
  region = (guintptr) at;
}

/* FALSE where the region is full. */
static gboolean
take_span (Store *store,
           guint  size)
{
  guint span;

  if (g_atomic_int_get (&n_spans) >= (gint) N_SPANS)
    return FALSE;

  span = (guint) g_atomic_int_add (&n_spans, 1);
  if (span >= N_SPANS)
    return FALSE;

  sizes[span] = (guint8) size;
  store->at = (char *) region + (gsize) span * SPAN;
  store->end = store->at + SPAN;

  return TRUE;
}

static void *
take_new (Store *store,
          guint  size)
{
  gsize n_bytes = bytes_of (size);
  void *at;

  if (!asked)
    ask_for_region ();
  if (region == G_MAXSIZE)
    return __libc_malloc (n_bytes);

  if ((gsize) (store->end - store->at) < n_bytes && !take_span (store, size))
    {
      errno = ENOMEM;
      return NULL;
    }

  at = store->at;
  store->at += n_bytes;

  return at;
}

static inline void *
take (size_t n_bytes)
{
  guint size = size_for (n_bytes);
  Store *store = &stores[size];
  Piece *piece = store->free;

  if (piece == NULL)
    return take_new (store, size);

  store->free = piece->next;

  return piece;
}

static inline void
give (void *at)
{
  Store *store = &stores[size_of (at)];
  Piece *piece = at;

  piece->next = store->free;
  store->free = piece;
}

/* In the place of the C library's. */

void *
malloc (size_t n_bytes)
{
  return n_bytes <= MAX_SMALL ? take (n_bytes) : __libc_malloc (n_bytes);
}

void
free (void *at)
{
  if (is_ours (at))
    give (at);
  else
    __libc_free (at);
}

void *
calloc (size_t n,
        size_t n_bytes)
{
  size_t n_all;
  void *at;

  if (__builtin_mul_overflow (n, n_bytes, &n_all) || n_all > MAX_SMALL)
    return __libc_calloc (n, n_bytes);

  at = take (n_all);
  if (at != NULL)
    memset (at, 0, n_all);

  return at;
}

void *
realloc (void   *at,
         size_t  n_bytes)
{
  gsize n_before;
  void *moved;

  if (at == NULL)
    return malloc (n_bytes);
  if (!is_ours (at))
    return __libc_realloc (at, n_bytes);

  if (n_bytes == 0)
    {
      give (at);
      return NULL;
    }

  n_before = bytes_of (size_of (at));
  if (n_bytes <= n_before && n_bytes > n_before / 2)
    return at;

  moved = malloc (n_bytes);
  if (moved == NULL)
    return NULL;
  memcpy (moved, at, MIN (n_before, n_bytes));
  give (at);

  return moved;
}
