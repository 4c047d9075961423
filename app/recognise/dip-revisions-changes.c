/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-revisions-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * What changed in this edition, as a list without versions and dates of its own:
 *
 *   changes = heading item+                  which is one revision, that of the edition
 *   heading = a line of the lexicon's, whatever versions stand in it: "変更点（2.1→2.2）",
 *             第2版からの変更点, "Changes since 2.1", "What's new in version 2.2"
 *   item    = bullet text line*              lines that go on with it
 */

#define MAX_ITEMS 300u

/* Bytes of a heading. */
#define MAX_HEADING 120u

/* A heading without what differs from edition to edition: versions, brackets, arrows and blanks. */
static char *
dup_frame (const char *text)
{
  static const char *const parts[] = { "version", "ver.", "ver", "rev.", "→", "⇒", "->", "~", "(", ")", "[", "]",
                                       "第", "の" };
  g_autofree char *folded = dip_fold_to_string (text, DIP_FOLD_WIDTH | DIP_FOLD_CASE, NULL);
  GString *frame = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; )
    {
      gsize n = 0;

      for (guint i = 0; i < G_N_ELEMENTS (parts) && n == 0; i++)
        n = dip_begins_with (at, parts[i]) ? strlen (parts[i]) : 0;
      /* "v2.1" */
      if (n == 0 && *at == 'v' && g_ascii_isdigit (at[1]))
        n = 1;
      if (n == 0 && (g_ascii_isdigit (*at) || strchr (" .:-_", *at) != NULL ||
                     dip_glyph_is_space (dip_utf8_get (at))))
        n = dip_utf8_length (*at);
      if (n == 0)
        {
          n = dip_utf8_length (*at);
          g_string_append_len (frame, at, (gssize) n);
        }
      at += n;
    }

  return g_string_free (frame, FALSE);
}

/* The frames of the headings that are known. */
static GPtrArray *
frames_new (const DipLexicon *lexicon)
{
  const char *const *words = dip_lexicon_get_words (lexicon, "revision-change-headings");
  GPtrArray *frames = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (frames, dup_frame (words[i]));

  return frames;
}

/* Those of the default lexicon are made once. @own: (out): those of another one, to be freed */
static const GPtrArray *
get_frames (const DipLexicon  *lexicon,
            GPtrArray        **own)
{
  static gsize made;

  if (lexicon != dip_lexicon_get_default ())
    return *own = frames_new (lexicon);
  if (g_once_init_enter (&made))
    g_once_init_leave (&made, (gsize) frames_new (lexicon));

  return (const GPtrArray *) made;
}

static gboolean
has_one_of (DipStructure *self,
            const char   *list,
            const char   *text)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, list);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_heading (DipStructure *self,
            const char   *title)
{
  g_autoptr (GPtrArray) own = NULL;
  g_autofree char *frame = NULL;
  const GPtrArray *frames;

  if (strlen (title) >= MAX_HEADING || !has_one_of (self, "revision-change-words", title) ||
      dip_text_ends_sentence (title))
    return FALSE;
  frame = dup_frame (title);
  frames = get_frames (self->draft->lexicon, &own);
  for (guint i = 0; i < frames->len; i++)
    if (strcmp (frame, g_ptr_array_index (frames, i)) == 0)
      return TRUE;

  return FALSE;
}

/* The version that a heading names, the last of two; NULL where it names none but the one before: "since 2.1". */
static char *
dup_version (DipStructure *self,
             const char   *title)
{
  char *found = NULL;
  guint n = 0;

  for (const char *at = title; *at != '\0'; )
    {
      const char *end = at == title || !g_ascii_isalnum (at[-1]) ? NULL : at;
      g_autofree char *version = NULL;

      if (end == NULL)
        end = dip_revisions_parse_version (at, &version);
      if (version != NULL && end > at)
        {
          g_free (found);
          found = g_steal_pointer (&version);
          n++;
          at = end;
        }
      else
        {
          at = g_utf8_next_char (at);
        }
    }

  if (n == 1 && has_one_of (self, "revision-since", title))
    g_clear_pointer (&found, g_free);

  return found;
}

/* Where the text of an item begins; NULL where a piece is none. */
static const char *
item_text (const DipPiece *piece)
{
  const char *text = piece->text;
  gunichar first = dip_text_first (text);

  if (dip_glyph_is_bullet (first) || ((first == '-' || first == '*') && g_str_has_prefix (text + 1, " ")))
    return dip_text_skip_space (g_utf8_next_char (text));

  return piece->line->kind == DIP_LINE_ITEM ? text : NULL;
}

/**
 * dip_revisions_read_changes:
 * @self: a structure
 * @title: the text of a line, without its number
 * @next: the piece below it
 *
 * Takes a list of what changed in this edition, below a heading that says so, as a revision. One whose items have
 * dates tells of more editions than this one, and is left.
 *
 * Returns: whether there is one; then its lines are taken
 */
gboolean
dip_revisions_read_changes (DipStructure *self,
                            const char   *title,
                            guint         next)
{
  g_autoptr (GString) summary = NULL;
  g_autoptr (GString) item = NULL;
  DipRevision *revision;
  guint n_items = 0;
  guint end = next;

  if (!is_heading (self, title))
    return FALSE;

  summary = g_string_new (NULL);
  item = g_string_new (NULL);
  for (guint i = next; i < self->pieces->len && n_items < MAX_ITEMS; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const char *text = item_text (piece);

      if (piece->role == DIP_ROLE_FURNITURE)
        continue;
      if (piece->role != DIP_ROLE_TEXT || piece->is_row || piece->line->kind == DIP_LINE_HEADING ||
          (text == NULL && (n_items == 0 || !dip_structure_continues (self, i))))
        break;
      if (text != NULL && dip_revisions_has_date (text))
        return FALSE;
      if (text != NULL && n_items++ > 0)
        dip_revisions_append_line (summary, item->str);
      if (text != NULL)
        g_string_assign (item, text);
      else
        dip_text_join (item, piece->text);
      end = i + 1;
    }
  if (n_items == 0)
    return FALSE;

  dip_revisions_append_line (summary, item->str);
  revision = dip_revision_new ();
  revision->version = dup_version (self, title);
  revision->summary = g_strdup (summary->str);
  g_ptr_array_add (self->draft->document->revisions, revision);
  for (guint i = next; i < end; i++)
    if (dip_structure_piece (self, i)->role == DIP_ROLE_TEXT)
      dip_structure_piece (self, i)->role = DIP_ROLE_REVISION;
  self->revised = TRUE;
  self->revision_text = g_steal_pointer (&summary);

  return TRUE;
}
