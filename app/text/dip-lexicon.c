/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-lexicon.h"

#include "base/dip-strings.h"
#include "text/dip-characters.h"
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

/* Characters have a bit each by their last bits: those that share one cost a look more. */
#define N_FIRSTS 512u

/* A list is cut into rows when it is asked for: few programs need all of them. */
typedef struct
{
  char             *name;
  GArray           *parts;       /* (element-type Part): where its lines stand */
  gsize             opened;      /* atomic: whether what follows is made */
  GPtrArray        *rows;        /* (element-type GStrv): each part of @blocks */
  GPtrArray        *words;       /* (element-type utf8) (unowned): NULL-terminated */
  GPtrArray        *blocks;      /* (element-type char): the fields of all rows of a part */
  guint8            firsts[N_FIRSTS / 8];  /* a bit for each character that a word begins with, in either case */
  DipLexiconKeys   *keys;        /* (nullable): atomic; made when they are asked for */
} WordList;

typedef struct
{
  const char *text;     /* of a file */
  gsize       length;
} Part;

struct _DipLexiconKeys
{
  DipLexiconKey *keys;
  guint          n_keys;
  GHashTable    *set;         /* (element-type utf8) */
  guint8         firsts[N_FIRSTS / 8];  /* a bit for each character that a key begins with */
  guint64        lengths;               /* a bit for each length that a key has; those of 63 bytes and more share one */
};

/* Lists are asked for by name, once a line and more, and a name is nearly always the same string
 * of the program: where it lies tells which list it was the last time. */
#define N_SLOTS 256u

struct _DipLexicon
{
  gpointer    slots[N_SLOTS];  /* (element-type WordList) (nullable): atomic; by the place of the name */
  GHashTable *lists;    /* (element-type utf8 WordList) */
  GPtrArray  *files;    /* (element-type GBytes) */
  DipPhrases *spelling;
  gboolean    is_built_in;  /* no list of the user's is among them */
};

static void
keys_free (DipLexiconKeys *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_keys; i++)
    g_free ((char *) self->keys[i].text);
  g_free (self->keys);
  g_hash_table_unref (self->set);
  g_free (self);
}

static void
word_list_free (gpointer data)
{
  WordList *list = data;

  keys_free (list->keys);
  g_ptr_array_unref (list->words);
  g_ptr_array_unref (list->rows);
  g_ptr_array_unref (list->blocks);
  g_array_unref (list->parts);
  g_free (list->name);
  g_free (list);
}

static WordList *
word_list_new (const char *name)
{
  WordList *list = g_new0 (WordList, 1);

  list->name = g_strdup (name);
  list->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  list->rows = g_ptr_array_new ();
  list->words = g_ptr_array_new ();
  list->blocks = g_ptr_array_new_with_free_func (g_free);

  return list;
}

static DipLexicon *
lexicon_new (void)
{
  DipLexicon *self = g_new0 (DipLexicon, 1);

  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, word_list_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  return self;
}

static WordList *
add_list (DipLexicon *self,
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

static void
note_first (guint8   firsts[N_FIRSTS / 8],
            gunichar c)
{
  c %= N_FIRSTS;
  firsts[c / 8] |= (guint8) (1 << c % 8);
}

static gboolean
has_first (const guint8 firsts[N_FIRSTS / 8],
           gunichar     c)
{
  c %= N_FIRSTS;

  return (firsts[c / 8] & 1 << c % 8) != 0;
}

/* The rows of a part are one block of memory: the pointers to their fields, and behind them the fields. Empty
 * fields come from TABs that align the columns of a file. */
static void
add_rows (WordList   *list,
          const Part *part)
{
  const char *end = part->text + part->length;
  gsize n_pointers = 2;
  char **row;
  char *text;

  /* a line has as many fields as TABs and one more, and a NULL behind them */
  for (gsize i = 0; i < part->length; i++)
    n_pointers += (gsize) (part->text[i] == '\t') + 2 * (gsize) (part->text[i] == '\n');
  row = g_malloc (n_pointers * sizeof (char *) + part->length + n_pointers);
  text = (char *) (row + n_pointers);
  g_ptr_array_add (list->blocks, row);

  for (const char *at = part->text; at < end && list->rows->len < MAX_ROWS; )
    {
      const char *stop = memchr (at, '\n', (gsize) (end - at));
      const char *line = at;
      gsize n = 0;

      if (stop == NULL)
        stop = end;
      at = stop + 1;
      if (*line == '#')
        continue;

      while (line <= stop && n < MAX_FIELDS)
        {
          const char *tab = n + 1 == MAX_FIELDS ? NULL : memchr (line, '\t', (gsize) (stop - line));
          gsize bytes;
          const char *field = trim (line, tab != NULL ? tab : stop, &bytes);

          if (bytes > 0)
            {
              row[n++] = memcpy (text, field, bytes);
              text[bytes] = '\0';
              text += bytes + 1;
            }
          line = tab != NULL ? tab + 1 : stop + 1;
        }
      if (n == 0)
        continue;
      row[n] = NULL;
      g_ptr_array_add (list->rows, row);
      g_ptr_array_add (list->words, row[0]);
      note_first (list->firsts, dip_utf8_get (row[0]));
      if (g_ascii_isalpha (*row[0]))
        {
          note_first (list->firsts, (gunichar) g_ascii_tolower (*row[0]));
          note_first (list->firsts, (gunichar) g_ascii_toupper (*row[0]));
        }
      row += n + 1;
    }
}

/* Makes the rows of a list, once, in whichever thread asks first. */
static WordList *
open_list (WordList *list)
{
  if (g_once_init_enter (&list->opened))
    {
      for (guint i = 0; i < list->parts->len; i++)
        add_rows (list, &g_array_index (list->parts, Part, i));
      g_ptr_array_add (list->words, NULL);
      g_once_init_leave (&list->opened, 1);
    }

  return list;
}

static void
end_part (WordList   *list,
          const char *from,
          const char *to)
{
  Part part = { .text = from, .length = (gsize) (to - from) };

  if (list != NULL && to > from)
    g_array_append_val (list->parts, part);
}

/* Takes @file, and finds in it where lists begin. */
static void
add_file (DipLexicon *self,
          GBytes     *file)
{
  gsize length;
  const char *contents = g_bytes_get_data (file, &length);
  const char *end;
  const char *from = NULL;
  WordList *list = NULL;

  g_ptr_array_add (self->files, file);
  if (length == 0)
    return;

  end = contents + length;
  for (const char *at = contents; (at = memchr (at, '[', (gsize) (end - at))) != NULL; )
    {
      gboolean begins = at == contents || at[-1] == '\n' ||
                        (at == contents + 3 && memcmp (contents, "\xEF\xBB\xBF", 3) == 0);
      const char *stop = memchr (at, '\n', (gsize) (end - at));
      const char *line = at;
      gsize bytes;

      if (stop == NULL)
        stop = end;
      at = MIN (stop + 1, end);
      trim (line, stop, &bytes);
      if (!begins || line[bytes - 1] != ']' || bytes < 2)
        continue;
      end_part (list, from, line);
      {
        g_autofree char *name = g_strndup (line + 1, bytes - 2);

        list = add_list (self, name);
        from = at;
      }
    }
  end_part (list, from, end);
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
    g_atomic_pointer_set (slot, open_list (list));

  return list;
}

static void
make_spelling (DipLexicon *self)
{
  self->spelling = dip_phrases_new_for_list (self, "spelling", DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE);
}

static void
add_resources (DipLexicon *self)
{
  g_auto (GStrv) names = g_resources_enumerate_children (RESOURCE_FOLDER, 0, NULL);

  if (names == NULL)
    return;

  qsort (names, g_strv_length (names), sizeof (char *), dip_compare_strings);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (RESOURCE_FOLDER, names[i], NULL);
      GBytes *bytes = g_resources_lookup_data (path, 0, NULL);

      if (bytes != NULL)
        add_file (self, bytes);
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

  add_file (self, g_bytes_new (contents, length));
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

  g_ptr_array_sort (names, dip_compare_strings);
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
      guint n_built_in;

      add_resources (self);
      n_built_in = self->files->len;
      add_user_files (self);
      self->is_built_in = self->files->len == n_built_in;
      make_spelling (self);
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
    add_file (self, g_bytes_new (contents, strlen (contents)));
  make_spelling (self);

  return self;
}

void
dip_lexicon_free (DipLexicon *self)
{
  if (self == NULL)
    return;

  dip_phrases_free (self->spelling);
  g_hash_table_unref (self->lists);
  g_ptr_array_unref (self->files);
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
 * One look at the first character, for lists that are held against each line.
 *
 * Returns: FALSE if no word of the list begins as @text does, whatever the case; TRUE says nothing
 */
gboolean
dip_lexicon_may_begin (const DipLexicon *self,
                       const char       *list,
                       const char       *text)
{
  const WordList *found;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (list != NULL, FALSE);

  found = find_list (self, list);

  return found != NULL && has_first (found->firsts, dip_utf8_get (text));
}

static DipLexiconKeys *
make_keys (const WordList *list)
{
  DipLexiconKeys *keys = g_new0 (DipLexiconKeys, 1);

  keys->n_keys = list->rows->len;
  keys->keys = g_new (DipLexiconKey, keys->n_keys);
  keys->set = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < keys->n_keys; i++)
    {
      char *text = dip_fold_to_string (list->words->pdata[i], DIP_LEXICON_KEY_FOLD, NULL);

      keys->keys[i] = (DipLexiconKey) { .text = text, .length = strlen (text) };
      g_hash_table_add (keys->set, text);
      note_first (keys->firsts, dip_utf8_get (text));
      keys->lengths |= G_GUINT64_CONSTANT (1) << MIN (keys->keys[i].length, 63);
    }

  return keys;
}

/* The keys of a list, made once, in whichever thread asks first; NULL for an unknown list. */
static const DipLexiconKeys *
get_keys (const DipLexicon *self,
          const char       *name)
{
  WordList *list = find_list (self, name);
  const DipLexiconKeys *keys;

  if (list == NULL)
    return NULL;
  keys = g_atomic_pointer_get (&list->keys);
  if (keys != NULL)
    return keys;
  if (g_once_init_enter (&list->keys))
    g_once_init_leave (&list->keys, make_keys (list));

  return list->keys;
}

/**
 * dip_lexicon_get_keys:
 * @self: a lexicon
 * @list: name of a list
 * @n_keys: (out): how many, which is how many rows the list has
 *
 * The first field of each entry, folded with %DIP_LEXICON_KEY_FOLD: once for as
 * long as the lexicon lives, from any thread.
 *
 * Returns: (transfer none) (array length=n_keys): the keys, in the order of the rows
 */
const DipLexiconKey *
dip_lexicon_get_keys (const DipLexicon *self,
                      const char       *list,
                      guint            *n_keys)
{
  const DipLexiconKeys *keys;

  *n_keys = 0;
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (list != NULL, NULL);

  keys = get_keys (self, list);
  if (keys == NULL)
    return NULL;
  *n_keys = keys->n_keys;

  return keys->keys;
}

/**
 * dip_lexicon_has_key:
 * @self: a lexicon
 * @list: name of a list
 * @key: a text, folded with %DIP_LEXICON_KEY_FOLD
 *
 * Returns: whether @key is a word of the list, folded
 */
gboolean
dip_lexicon_has_key (const DipLexicon *self,
                     const char       *list,
                     const char       *key)
{
  const DipLexiconKeys *keys;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (list != NULL, FALSE);

  keys = get_keys (self, list);

  return keys != NULL && (keys->lengths >> MIN (strlen (key), 63) & 1) != 0 &&
         g_hash_table_contains (keys->set, key);
}

/**
 * dip_lexicon_key_may_begin:
 * @self: a lexicon
 * @list: name of a list
 * @c: the first character of a key
 *
 * Returns: FALSE if no key of the list begins with @c; TRUE says nothing
 */
gboolean
dip_lexicon_key_may_begin (const DipLexicon *self,
                           const char       *list,
                           gunichar          c)
{
  const DipLexiconKeys *keys;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (list != NULL, FALSE);

  keys = get_keys (self, list);

  return keys != NULL && has_first (keys->firsts, c);
}

const DipPhrases *
_dip_lexicon_get_spelling (const DipLexicon *self)
{
  return self == NULL ? NULL : self->spelling;
}

gboolean
_dip_lexicon_is_built_in (const DipLexicon *self)
{
  return self != NULL && self->is_built_in;
}
