/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "edits-case.h"
#include "text/dip-tokens.h"

#include <string.h>

/* Edits of where something is said: clauses and sentences that come, go and move. */

/* Below this many bytes nobody can say where a clause or a sentence came from. */
#define MIN_CLAUSE     90u
#define MIN_PART       120u
#define MIN_SENTENCE   60u
#define MIN_EDITED     100u

/* What no sample says. */
static const char *const pool[2][6][2] = {
  {
    { "Visits by guests", "Guests sign a paper register at the gate and wear a yellow badge until they leave the building." },
    { "The house journal", "Every quarter the editors print a journal of forty pages and post it to the homes of retired staff." },
    { "Company cars", "A van is lent for a weekend when its driver has passed the course on winter roads." },
    { "Canteen", "The canteen buys vegetables from farms within walking distance and cooks without deep fryers." },
    { "Gardens", "Hedges along the southern path are trimmed in February, before the birds begin to nest." },
    { "Music room", "Instruments are tuned twice a season by a technician whom the orchestra has chosen." },
  },
  {
    { "来客の案内", "来客は門で紙の名簿に名前を書き、建物を出るまで黄色い名札を胸に着けて過ごします。" },
    { "社内報の発行", "編集係は季節ごとに四十頁の冊子を刷り、退職した先輩方の自宅へ郵送しています。" },
    { "社用車の貸出", "冬道の講習を終えた運転者には、週末に限って小型の貨物車を貸し出します。" },
    { "食堂の仕入れ", "食堂は歩いて行ける距離の農家から野菜を買い、揚げ物をせずに調理しています。" },
    { "庭木の手入れ", "南側の小道に沿う生垣は、鳥が巣を作り始める前の二月に刈り込みます。" },
    { "音楽室の楽器", "楽器の調律は、楽団が選んだ技術者が演奏会の前に二度に分けて行います。" },
  },
};

static const char *const *
from_pool (EditsCase *self)
{
  return pool[edits_is_japanese (self->old_document)][g_test_rand_int_range (0, 6)];
}

static gboolean
is_checksheet (EditsCase *self)
{
  return self->old_document->edition->kind == DIP_KIND_CHECKSHEET;
}

static DipClause *
random_clause (EditsCase *self)
{
  GPtrArray *clauses = self->new_document->clauses;

  return clauses->pdata[g_test_rand_int_range (0, clauses->len)];
}

/* Every number is given anew, counted from another one. */
gboolean
edits_renumber (EditsCase *self,
                DipClause *clause G_GNUC_UNUSED)
{
  guint shift = g_test_rand_int_range (1, 9);

  for (guint i = 0; i < self->new_document->clauses->len; i++)
    {
      DipClause *each = self->new_document->clauses->pdata[i];
      char *end;
      guint64 chapter = g_ascii_strtoull (each->id, &end, 10);

      if (chapter == 0)
        continue;
      edits_set (&each->id, g_strdup_printf ("%" G_GUINT64_FORMAT "%s", chapter + shift, end));
      if (each->number != NULL)
        edits_set (&each->number, g_strdup (each->id));
      if (each->parent != NULL && g_ascii_isdigit (each->parent[0]))
        {
          chapter = g_ascii_strtoull (each->parent, &end, 10);
          edits_set (&each->parent, g_strdup_printf ("%" G_GUINT64_FORMAT "%s", chapter + shift, end));
        }
    }
  g_string_append_printf (self->log, "numbers + %u; ", shift);

  return TRUE;
}

/* A chapter of another provider, or an invented one, stands before this one. */
gboolean
edits_insert (EditsCase *self,
              DipClause *clause)
{
  DipDocument *donor = edits_papers ()->pdata[2];
  const char *const *invented = from_pool (self);
  gboolean foreign = !self->mixed && !is_checksheet (self) && edits_is_japanese (self->old_document)
                     && g_strcmp0 (donor->edition->provider, self->old_document->edition->provider) != 0
                     && g_test_rand_bit ();
  int at = edits_case_index (self, clause);
  DipClause *heading;

  if (is_checksheet (self))
    {
      if (clause->kind != DIP_CLAUSE_ITEM)
        return FALSE;
      heading = dip_clause_new ();
      heading->kind = DIP_CLAUSE_ITEM;
      heading->number = g_strdup ("?");
      edits_set (&heading->title, g_strdup (invented[0]));
      heading->question = g_strconcat (invented[0], "を定めていること。", NULL);
      heading->answer = g_strdup (invented[1]);
      edits_case_insert (self, at, heading, clause->parent, clause->level);
      g_string_append_printf (self->log, "item %s inserted; ", invented[0]);
      return TRUE;
    }

  if (clause->level != 1 || clause->number == NULL)
    return FALSE;

  heading = dip_clause_new ();
  heading->number = g_strdup ("?");
  edits_set (&heading->title, g_strdup (invented[0]));
  heading = edits_case_insert (self, at, heading, NULL, 1);
  if (!foreign)
    g_ptr_array_add (heading->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, invented[1]));
  else
    {
      guint first = g_test_rand_int_range (9, donor->clauses->len - 3);

      for (guint i = 0; i < 3; i++)
        edits_case_insert (self, at + 1 + (int) i, edits_clause_copy (donor->clauses->pdata[first + i]), heading->id, 2);
      g_string_append_printf (self->log, "with three clauses from %u; ", first);
    }
  g_string_append_printf (self->log, "chapter %s inserted before %s; ", invented[0], clause->id);

  return TRUE;
}

gboolean
edits_delete (EditsCase *self,
              DipClause *clause)
{
  if (!edits_case_is_leaf (self, clause) || edits_clause_length (clause) < MIN_CLAUSE)
    return FALSE;

  g_string_append_printf (self->log, "%s deleted; ", clause->id);
  g_hash_table_remove (self->notes, clause);
  g_ptr_array_remove (self->new_document->clauses, clause);
  self->renumber = TRUE;

  return TRUE;
}

/* To another place, at least four clauses away. */
gboolean
edits_move (EditsCase *self,
            DipClause *clause)
{
  EditsNote *note = edits_case_note (self, clause);
  DipClause *after = random_clause (self);
  int from = edits_case_index (self, clause);
  int to = edits_case_index (self, after);

  if (!edits_case_is_leaf (self, clause) || edits_clause_length (clause) < MIN_CLAUSE
      || !edits_case_is_leaf (self, after) || after->kind != clause->kind || edits_case_note (self, after)->touched
      || ABS (from - to) < 4)
    return FALSE;

  g_string_append_printf (self->log, "%s moved behind %s; ", clause->id, after->id);
  g_ptr_array_steal_index (self->new_document->clauses, from);
  g_ptr_array_insert (self->new_document->clauses, to + (to < from), clause);
  edits_set (&clause->parent, g_strdup (after->parent));
  clause->level = after->level;
  note->relation = DIP_RELATION_MOVED;
  note->touched = TRUE;
  edits_case_note (self, after)->touched = TRUE;
  self->renumber = TRUE;

  return TRUE;
}

static gsize
blocks_length (const DipClause *clause,
               guint            from,
               guint            to)
{
  gsize length = 0;

  for (guint i = from; i < to; i++)
    length += strlen (((const DipBlock *) clause->blocks->pdata[i])->text);

  return length;
}

/* The second half of a clause's text gets a heading of its own. */
gboolean
edits_split (EditsCase *self,
             DipClause *clause)
{
  EditsNote *note = edits_case_note (self, clause);
  DipClause *second;
  guint at = 1;

  if (!edits_case_is_leaf (self, clause) || clause->kind == DIP_CLAUSE_ITEM || clause->blocks->len == 0)
    return FALSE;

  if (clause->blocks->len == 1)
    {
      DipBlock *block = clause->blocks->pdata[0];
      g_autoptr (GArray) sentences = dip_sentences_cut (block->text);
      gsize end = 0;

      for (guint i = 0; i + 1 < sentences->len && end < MIN_PART; i++)
        end = g_array_index (sentences, DipToken, i + 1).start;
      if (end < MIN_PART || strlen (block->text) - end < MIN_PART)
        return FALSE;
      g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, block->text + end));
      edits_set (&block->text, g_strchomp (g_strndup (block->text, end)));
    }
  else
    {
      while (at < clause->blocks->len && blocks_length (clause, 0, at) < MIN_PART)
        at++;
      if (at == clause->blocks->len || blocks_length (clause, at, clause->blocks->len) < MIN_PART)
        return FALSE;
    }

  second = dip_clause_new ();
  second->kind = clause->kind;
  second->number = g_strdup (clause->number);
  second->stance = clause->stance;
  edits_set (&second->title, g_strdup (from_pool (self)[0]));
  while (clause->blocks->len > at)
    g_ptr_array_add (second->blocks, g_ptr_array_steal_index (clause->blocks, at));
  edits_case_insert (self, edits_case_index (self, clause) + 1, second, clause->parent, clause->level);
  g_string_append_printf (self->log, "%s split, %s goes off; ", clause->id, second->title);

  g_ptr_array_add (edits_case_note (self, second)->origins, note->origins->pdata[0]);
  edits_case_note (self, second)->relation = note->relation = DIP_RELATION_SPLIT;
  note->at_most = DIP_CLASS_SUBSTANTIVE;
  note->touched = TRUE;

  return TRUE;
}

/* The next clause loses its heading. */
gboolean
edits_merge (EditsCase *self,
             DipClause *clause)
{
  EditsNote *note = edits_case_note (self, clause);
  int at = edits_case_index (self, clause);
  DipClause *next = at + 1 < (int) self->new_document->clauses->len ? self->new_document->clauses->pdata[at + 1] : NULL;
  gsize length = edits_clause_length (clause);
  gsize next_length = next == NULL ? 0 : edits_clause_length (next);

  if (next == NULL || clause->kind == DIP_CLAUSE_ITEM || g_strcmp0 (clause->parent, next->parent) != 0
      || !edits_case_is_leaf (self, clause) || !edits_case_is_leaf (self, next) || edits_case_note (self, next)->touched
      || length < MIN_PART || next_length < MIN_PART || length > 3 * next_length || next_length > 3 * length)
    return FALSE;

  g_string_append_printf (self->log, "%s and %s merged; ", clause->id, next->id);
  while (next->blocks->len > 0)
    g_ptr_array_add (clause->blocks, g_ptr_array_steal_index (next->blocks, 0));
  g_ptr_array_add (note->origins, edits_case_note (self, next)->origins->pdata[0]);
  g_hash_table_remove (self->notes, next);
  g_ptr_array_remove_index (self->new_document->clauses, at + 1);
  note->relation = DIP_RELATION_MERGED;
  note->at_most = DIP_CLASS_SUBSTANTIVE;
  note->touched = TRUE;
  self->renumber = TRUE;

  return TRUE;
}

gboolean
edits_rename (EditsCase *self,
              DipClause *clause)
{
  EditsNote *note = edits_case_note (self, clause);

  if (clause->title[0] == '\0' || clause->kind == DIP_CLAUSE_ITEM || edits_clause_length (clause) < MIN_CLAUSE)
    return FALSE;

  g_string_append_printf (self->log, "%s %s renamed; ", clause->id, clause->title);
  edits_set (&clause->title, g_strdup (from_pool (self)[0]));
  note->relation = DIP_RELATION_RENAMED;
  note->at_least = DIP_CLASS_EDITORIAL;
  note->at_most = DIP_CLASS_SUBSTANTIVE;
  note->touched = TRUE;

  return TRUE;
}

static guint
count_text (DipDocument *document,
            const char  *text)
{
  guint count = 0;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      g_autoptr (GPtrArray) slots = edits_clause_slots (document->clauses->pdata[i]);

      for (guint k = 0; k < slots->len; k++)
        {
          for (const char *p = *(char **) slots->pdata[k]; (p = strstr (p, text)) != NULL; p++)
            count++;
        }
    }

  return count;
}

/* Where something can be appended, NULL for nowhere. */
static char **
open_end (DipClause *clause)
{
  DipBlock *last = clause->blocks->len == 0 ? NULL : clause->blocks->pdata[clause->blocks->len - 1];

  if (last != NULL)
    return last->kind == DIP_BLOCK_PARAGRAPH && last->marker == NULL && strpbrk (last->text, "\t\n") == NULL
           && (g_str_has_suffix (last->text, "。") || g_str_has_suffix (last->text, ".")) ? &last->text : NULL;

  return clause->answer != NULL && strlen (clause->answer) > MIN_SENTENCE ? &clause->answer : NULL;
}

static gboolean
move_sentence (EditsCase *self,
               DipClause *clause,
               gboolean   edited)
{
  gboolean japanese = edits_is_japanese (self->old_document);
  g_autoptr (GPtrArray) slots = edits_clause_slots (clause);
  DipClause *target = random_clause (self);
  EditsNote *note = edits_case_note (self, clause);
  EditsNote *target_note = edits_case_note (self, target);
  char **end = open_end (target);

  if (target == clause || target_note->touched || end == NULL || note->origins->len == 0
      || target_note->origins->len == 0)
    return FALSE;

  for (guint i = 0; i < slots->len; i++)
    {
      char **slot = slots->pdata[i];
      g_autoptr (GArray) sentences = dip_sentences_cut (*slot);

      if (strpbrk (*slot, "\t\n") != NULL)
        continue;
      for (guint k = 0; k < sentences->len; k++)
        {
          const DipToken *sentence = &g_array_index (sentences, DipToken, k);
          g_autofree char *text = g_strstrip (g_strndup (*slot + sentence->start, sentence->length));
          g_autofree char *rest = NULL;
          g_autofree char *with = NULL;

          if (sentences->len < 2 || strlen (text) < (edited ? MIN_EDITED : MIN_SENTENCE)
              || edits_clause_length (clause) < strlen (text) + MIN_SENTENCE
              || !(g_str_has_suffix (text, "。") || g_str_has_suffix (text, ".")) || count_text (self->old_document, text) != 1)
            continue;

          rest = g_strdup_printf ("%.*s%s", (int) sentence->start, *slot, *slot + sentence->start + sentence->length);
          with = g_strconcat (edited ? japanese ? "原則として、" : "Normally, " : "", text, NULL);
          g_string_append_printf (self->log, "from %s to %s: %s; ", clause->id, target->id, with);
          edits_set (slot, g_strstrip (g_steal_pointer (&rest)));
          edits_set (end, g_strconcat (*end, japanese ? "" : " ", with, NULL));
          note->at_most = target_note->at_most = DIP_CLASS_SUBSTANTIVE;
          note->touched = target_note->touched = TRUE;
          target_note->moved_from = g_strdup (((const DipClause *) note->origins->pdata[0])->id);
          target_note->moved_text = g_steal_pointer (&text);
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
edits_sentence (EditsCase *self,
                DipClause *clause)
{
  return move_sentence (self, clause, FALSE);
}

gboolean
edits_sentence_too (EditsCase *self,
                    DipClause *clause)
{
  return move_sentence (self, clause, TRUE);
}
