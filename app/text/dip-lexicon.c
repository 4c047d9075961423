/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-lexicon.h"

#include "text/dip-lexicon-private.h"

#include <string.h>

/* A word list is written by hand. A file above this is something else that
 * was put into the user's folder by mistake; it is left out. */
#define MAX_FILE_BYTES (1024u * 1024)

/* Files taken from the user's folder, so that a folder of thousands does not
 * delay the start. */
#define MAX_USER_FILES 64u

/* Entries of one list: some hundred times the longest that is compiled in. */
#define MAX_ROWS 100000u

/* Fields of one entry. */
#define MAX_FIELDS 64

#define RESOURCE_FOLDER RESOURCE_PATH "/lexicon/"

typedef struct
{
  char      *name;
  GPtrArray *rows;        /* (element-type GStrv) */
  GPtrArray *words;       /* (element-type utf8) (unowned): NULL-terminated */
  guint8     firsts[32];  /* a bit for each byte that a word begins with, Latin letters in either case */
} WordList;

/* Lists are asked for by name, once a line and more, and a name is nearly always the same string
 * of the program: where it lies tells which list it was the last time. */
#define N_SLOTS 256u

struct _DipLexicon
{
  gpointer    slots[N_SLOTS];  /* (element-type WordList) (nullable): atomic; by the place of the name */
  GHashTable *lists;    /* (element-type utf8 WordList) */
  DipPhrases *spelling;
};

static void
word_list_free (gpointer data)
{
  WordList *list = data;

  g_ptr_array_unref (list->words);
  g_ptr_array_unref (list->rows);
  g_free (list->name);
  g_free (list);
}

static WordList *
word_list_new (const char *name)
{
  WordList *list = g_new0 (WordList, 1);

  list->name = g_strdup (name);
  list->rows = g_ptr_array_new_with_free_func (g_free);
  list->words = g_ptr_array_new ();

  return list;
}

static DipLexicon *
lexicon_new (void)
{
  DipLexicon *self = g_new0 (DipLexicon, 1);

  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, word_list_free);

  return self;
}

static WordList *
open_list (DipLexicon *self,
           const char *name)
{
  WordList *list = g_hash_table_lookup (self->lists, name);

  if (list == NULL)
    {
      list = word_list_new (name);
      g_hash_table_insert (self->lists, list->name, list);
    }

  return list;
}

/* The field that begins at @at, without white space around it. */
static const char *
trim (const char *at,
      const char *end,
      gsize      *length)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  while (end > at && g_ascii_isspace (end[-1]))
    end--;
  *length = (gsize) (end - at);

  return at;
}

/* A row is one block of memory, its fields behind the pointers to them: there are
 * thousands, and they are read before anything else. Empty fields come from TABs
 * that align the columns of a file. */
static void
add_row (WordList   *list,
         const char *line,
         gsize       length)
{
  const char *end = line + length;
  gsize n_tabs = 0;
  gsize n = 0;
  char **row;
  char *text;

  if (list->rows->len >= MAX_ROWS)
    return;

  for (gsize i = 0; i < length; i++)
    n_tabs += line[i] == '\t';
  n_tabs = MIN (n_tabs, MAX_FIELDS - 1);
  row = g_malloc ((n_tabs + 2) * sizeof (char *) + length + n_tabs + 2);
  text = (char *) (row + n_tabs + 2);

  for (gsize i = 0; i <= n_tabs; i++)
    {
      const char *tab = i == n_tabs ? NULL : memchr (line, '\t', (gsize) (end - line));
      gsize bytes;
      const char *field = trim (line, tab != NULL ? tab : end, &bytes);

      if (bytes > 0)
        {
          row[n++] = memcpy (text, field, bytes);
          text[bytes] = '\0';
          text += bytes + 1;
        }
      line = tab != NULL ? tab + 1 : end;
    }
  row[n] = NULL;

  if (n > 0)
    g_ptr_array_add (list->rows, row);
  else
    g_free (row);
}

static void
add_contents (DipLexicon *self,
              const char *contents,
              gsize       length)
{
  WordList *list = NULL;
  const char *end = contents + length;
  const char *at = contents;

  if (g_str_has_prefix (at, "\xEF\xBB\xBF"))
    at += 3;

  while (at < end)
    {
      const char *stop = memchr (at, '\n', end - at);
      const char *line = at;
      gsize bytes;

      if (stop == NULL)
        stop = end;
      at = stop + 1;
      while (stop > line && g_ascii_isspace (stop[-1]))
        stop--;

      bytes = (gsize) (stop - line);
      if (bytes == 0 || line[0] == '#')
        continue;

      if (line[0] == '[' && stop[-1] == ']')
        {
          g_autofree char *name = g_strndup (line + 1, bytes - 2);

          list = open_list (self, name);
        }
      else if (list != NULL)
        add_row (list, line, bytes);
    }
}

static WordList *
find_list (const DipLexicon *self,
           const char       *name)
{
  gpointer *slot = (gpointer *) &self->slots[((guintptr) name * 0x9E3779B1u >> 16) % N_SLOTS];
  WordList *list = g_atomic_pointer_get (slot);

  if (list != NULL && strcmp (list->name, name) == 0)
    return list;

  list = g_hash_table_lookup (self->lists, name);
  if (list != NULL)
    g_atomic_pointer_set (slot, list);

  return list;
}

static void
note_first (WordList   *list,
            const char *word)
{
  guchar lower = (guchar) g_ascii_tolower (*word);
  guchar upper = (guchar) g_ascii_toupper (*word);

  list->firsts[lower / 8] |= (guint8) (1 << lower % 8);
  list->firsts[upper / 8] |= (guint8) (1 << upper % 8);
}

static void
close_lists (DipLexicon *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->lists);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      WordList *list = value;

      for (guint i = 0; i < list->rows->len; i++)
        {
          g_ptr_array_add (list->words, ((GStrv) list->rows->pdata[i])[0]);
          note_first (list, ((GStrv) list->rows->pdata[i])[0]);
        }
      g_ptr_array_add (list->words, NULL);
    }

  self->spelling = dip_phrases_new (dip_lexicon_get_rows (self, "spelling"),
                                    DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE, NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_resources (DipLexicon *self)
{
  g_auto (GStrv) names = g_resources_enumerate_children (RESOURCE_FOLDER, 0, NULL);

  if (names == NULL)
    return;

  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (RESOURCE_FOLDER, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
      gsize length;
      const char *data;

      if (bytes == NULL)
        continue;
      data = g_bytes_get_data (bytes, &length);
      add_contents (self, data, length);
    }
}

/* What cannot be read, is too large or is not UTF-8 is left out: a broken word
 * list of the user's makes comparisons less clever, it does not stop them. */
static void
add_user_file (DipLexicon *self,
               const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (stream == NULL)
    return;

  contents = g_malloc (MAX_FILE_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), contents, MAX_FILE_BYTES + 1, &length,
                                NULL, NULL))
    return;

  if (length > MAX_FILE_BYTES || !g_utf8_validate_len (contents, length, NULL))
    {
      g_info ("%s is no word list: too large or not UTF-8", path);
      return;
    }

  contents[length] = '\0';
  add_contents (self, contents, length);
}

static void
add_user_files (DipLexicon *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "diptych", "lexicon", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    return;

  while (names->len < MAX_USER_FILES && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".txt"))
        g_ptr_array_add (names, g_strdup (name));
    }

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        add_user_file (self, path);
    }
}

/**
 * dip_lexicon_get_default:
 *
 * The lists that are compiled in and, after them, the user's own from
 * the folder `diptych/lexicon` of the user's data directory. Read once, at the first
 * call, from any thread.
 *
 * Returns: (transfer none): the lexicon, which lives as long as the program
 */
const DipLexicon *
dip_lexicon_get_default (void)
{
  static DipLexicon *lexicon;

  if (g_once_init_enter (&lexicon))
    {
      DipLexicon *self = lexicon_new ();

      add_resources (self);
      add_user_files (self);
      close_lists (self);
      g_once_init_leave (&lexicon, self);
    }

  return lexicon;
}

/**
 * dip_lexicon_new_from_string:
 * @contents: word lists, UTF-8
 *
 * Makes a lexicon from one string of the form that [struct@DipLexicon]
 * describes, and nothing else.
 *
 * Returns: (transfer full): the lexicon
 */
DipLexicon *
dip_lexicon_new_from_string (const char *contents)
{
  DipLexicon *self;

  g_return_val_if_fail (contents != NULL, NULL);

  self = lexicon_new ();
  if (g_utf8_validate (contents, -1, NULL))
    add_contents (self, contents, strlen (contents));
  close_lists (self);

  return self;
}

void
dip_lexicon_free (DipLexicon *self)
{
  if (self == NULL)
    return;

  dip_phrases_free (self->spelling);
  g_hash_table_unref (self->lists);
  g_free (self);
}

/**
 * dip_lexicon_get_words:
 * @self: a lexicon
 * @list: name of a list
 *
 * Returns: (transfer none): first field of each entry, NULL-terminated; empty
 *   for an unknown list
 */
const char *const *
dip_lexicon_get_words (const DipLexicon *self,
                       const char       *list)
{
  static const char *const nothing[] = { NULL };
  WordList *found;

  g_return_val_if_fail (self != NULL, nothing);
  g_return_val_if_fail (list != NULL, nothing);

  found = find_list (self, list);

  return found == NULL ? nothing : (const char *const *) found->words->pdata;
}

static gpointer
make_empty (gpointer data)
{
  return g_ptr_array_new ();
}

/**
 * dip_lexicon_get_rows:
 * @self: a lexicon
 * @list: name of a list
 *
 * Returns: (transfer none) (element-type GStrv): each entry with its fields,
 *   at least one; empty for an unknown list
 */
const GPtrArray *
dip_lexicon_get_rows (const DipLexicon *self,
                      const char       *list)
{
  static GOnce nothing = G_ONCE_INIT;
  WordList *found = NULL;

  g_once (&nothing, make_empty, NULL);
  g_return_val_if_fail (self != NULL, nothing.retval);
  g_return_val_if_fail (list != NULL, nothing.retval);

  found = find_list (self, list);

  return found == NULL ? nothing.retval : found->rows;
}

/**
 * dip_lexicon_may_begin:
 * @self: a lexicon
 * @list: name of a list
 * @text: where a word of the list is looked for
 *
 * One look at the first byte, for lists that are held against each line.
 *
 * Returns: FALSE if no word of the list begins as @text does, whatever the case; TRUE says nothing
 */
gboolean
dip_lexicon_may_begin (const DipLexicon *self,
                       const char       *list,
                       const char       *text)
{
  guchar first = (guchar) *text;
  const WordList *found;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (list != NULL, FALSE);

  found = find_list (self, list);

  return found != NULL && (found->firsts[first / 8] & 1 << first % 8) != 0;
}

const DipPhrases *
_dip_lexicon_get_spelling (const DipLexicon *self)
{
  return self == NULL ? NULL : self->spelling;
}
