/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "session/dip-library.h"

G_BEGIN_DECLS

/*
 * Full-text search over a library: every clause (title and text), every
 * question and answer of a checksheet.
 *
 * What a person types:
 *
 *     暗号 鍵             clauses with both, in any order
 *     "access control"    the words beside one another; 「…」 and “…” do the same
 *     backup -tape        with the one and without the other; also -"a phrase", -title:x
 *     encrypt*            words that begin so
 *     title:ログ          in the title alone
 *     provider:Acme       in papers of providers whose name holds this; service: likewise
 *     control:A.12.3      clauses that answer this control or one below it
 *     stance:customer     informational, provided, not_provided, customer, shared, partial
 *
 * Japanese is found wherever it stands, from one character on (号 finds 暗号). A
 * word of Latin letters or digits is found as a word ("AES" does not find
 * "Caesar"). Width, case, long-vowel marks (サーバ, サーバー) and the spellings of
 * the lexicon (取扱い, 取り扱い) do not matter, nor do punctuation and line breaks;
 * operators may be typed in full width (title：暗号　－鍵). Nothing that can be typed is an error:
 * what is no operator is text.
 */

/* Hits that are returned where no limit is given, and at most. */
#define DIP_SEARCH_LIMIT     50
#define DIP_SEARCH_MAX_LIMIT 1000

/**
 * DipSearchMark:
 *
 * A place where the query was found: bytes @start up to, not including, @end of
 * the UTF-8 text that it belongs to. Marks of one text are sorted and apart;
 * they begin and end between characters.
 */
typedef struct
{
  guint start;
  guint end;
} DipSearchMark;

/**
 * DipSearchHit:
 *
 * A clause that was found. Complete when it is handed out and never written
 * to again; any thread may read it. A GObject, so that it can be the item of a
 * list model: g_list_store_splice (store, 0, n, result->hits->pdata, result->hits->len).
 */
#define DIP_TYPE_SEARCH_HIT (dip_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (DipSearchHit, dip_search_hit, DIP, SEARCH_HIT, GObject)

struct _DipSearchHit
{
  GObject    parent_instance;

  gint64     edition_id;     /* for dip_library_load() */
  char      *provider;       /* (nullable) */
  char      *service;        /* (nullable) */
  char      *edition_title;  /* (nullable): of the paper */
  char      *version;        /* (nullable): bare, "1.2" */
  char      *issued;         /* (nullable): ISO 8601 */
  DipKind    kind;

  char      *clause;         /* key: DipClause.id, unique in the edition */
  char      *number;         /* (nullable): as a person cites it */
  char      *title;          /* "" if there is none */
  GArray    *title_marks;    /* (element-type DipSearchMark): in @title; may be empty */
  DipStance  stance;

  char      *snippet;        /* one line out of the text, about 120 characters, "…" where it was
                              * cut; "" for a clause that is a title alone */
  GArray    *snippet_marks;  /* (element-type DipSearchMark): in @snippet; may be empty */
  double     score;          /* the higher the better; to be compared within one search only */
};

/**
 * DipSearchNote:
 * @DIP_SEARCH_NOTE_NONE: the query was understood
 * @DIP_SEARCH_NOTE_EMPTY: it holds nothing to look for: white space or punctuation alone
 * @DIP_SEARCH_NOTE_UNKNOWN_STANCE: the word after stance: is none; nothing is found
 *
 * What there is to say about a query beside its hits.
 */
typedef enum {
  DIP_SEARCH_NOTE_NONE,
  DIP_SEARCH_NOTE_EMPTY,
  DIP_SEARCH_NOTE_UNKNOWN_STANCE,
} DipSearchNote;

/**
 * DipSearchResult:
 *
 * What a search found. @n_total counts the clauses that match, also those beyond
 * the limit; where that would take long it stops, and @is_more says that
 * there are more ("more than 1,000").
 */
typedef struct
{
  GPtrArray     *hits;     /* (element-type DipSearchHit): best first; never NULL */
  guint          n_total;
  gboolean       is_more;
  DipSearchNote  note;
} DipSearchResult;

void             dip_search_result_free    (DipSearchResult         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSearchResult, dip_search_result_free)

/**
 * DipSearchOptions:
 *
 * How to search; all zero (or NULL in place of a pointer to it) is a search of
 * the whole library for the best %DIP_SEARCH_LIMIT hits.
 */
typedef struct
{
  guint    limit;         /* 0 for DIP_SEARCH_LIMIT; above DIP_SEARCH_MAX_LIMIT it is that */
  gint64   edition_id;    /* only in this edition; 0 for all */
  gboolean newest_only;   /* only in the newest edition of each paper */
  gboolean is_being_typed; /* for search as you type: the last word is the beginning of one, as with
                            * a star behind it, until a space or a quote follows */
} DipSearchOptions;

/* Searches. Blocks for a few milliseconds, also in large libraries. Any thread. */
DipSearchResult *dip_library_search        (DipLibrary              *self,
                                            const char              *query,
                                            const DipSearchOptions  *options,
                                            GCancellable            *cancellable,
                                            GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

/* Searches in a worker; @callback comes in the caller's main context. For search
 * as you type: cancel the one under way, which then ends with G_IO_ERROR_CANCELLED
 * at once, and start the next. @query and @options are copied. */
void             dip_library_search_async  (DipLibrary              *self,
                                            const char              *query,
                                            const DipSearchOptions  *options,
                                            GCancellable            *cancellable,
                                            GAsyncReadyCallback      callback,
                                            gpointer                 user_data);
DipSearchResult *dip_library_search_finish (DipLibrary              *self,
                                            GAsyncResult            *result,
                                            GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the search index anew, for a library whose check says that it does not agree with the
 * text. Blocks for a while; any thread. */
gboolean         dip_library_reindex       (DipLibrary              *self,
                                            GCancellable            *cancellable,
                                            GError                 **error);

/* Where the words of @query stand in any text, for a view of the whole clause: fields
 * and exclusions aside. Takes time in proportion to @text. Any thread.
 * (element-type DipSearchMark) */
GArray          *dip_search_find_marks     (const char              *query,
                                            const char              *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * DipSearchWords:
 *
 * What a person is typing, understood once for many texts: fields aside, and exclusions
 * for themselves. Immutable; any thread may read.
 */
typedef struct _DipSearchWords DipSearchWords;

DipSearchWords  *dip_search_words_new      (const char              *query) G_GNUC_WARN_UNUSED_RESULT;
void             dip_search_words_free     (DipSearchWords          *self);
gboolean         dip_search_words_are_in   (const DipSearchWords    *self,
                                            const char              *text);
gboolean         dip_search_words_exclude  (const DipSearchWords    *self,
                                            const char              *text);
gboolean         dip_search_words_only_exclude
                                           (const DipSearchWords    *self);
char            *dip_search_words_excerpt  (const DipSearchWords    *self,
                                            const char              *text,
                                            GArray                 **marks) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSearchWords, dip_search_words_free)

G_END_DECLS
