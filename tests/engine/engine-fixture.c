/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine-fixture.h"

#include <string.h>

static char *
parent_of (const char *number)
{
  const char *dot = strrchr (number, '.');

  return dot == NULL ? NULL : g_strndup (number, dot - number);
}

static void
add_revision (DipDocument *document,
              const char  *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "|", 3);
  DipRevision *revision = dip_revision_new ();

  g_strfreev (revision->items);
  revision->version = g_strdup (g_strstrip (fields[0]));
  revision->date = g_strdup (g_strstrip (fields[1]));
  revision->summary = g_strdup (g_strstrip (fields[2]));
  revision->items = g_strsplit (revision->summary, "; ", -1);
  g_ptr_array_add (document->revisions, revision);
}

DipDocument *
fixture_document (const char *text)
{
  DipDocument *document = dip_document_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  DipClause *clause = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];

      if (line[0] == '\0')
        continue;

      if (g_str_has_prefix (line, "# "))
        {
          g_auto (GStrv) words = g_strsplit (line + 2, " ", 2);

          clause = dip_clause_new ();
          clause->id = g_strdup (words[0]);
          clause->number = g_strdup (words[0]);
          clause->title = g_strdup (words[1] == NULL ? "" : words[1]);
          clause->heading = g_strdup (line + 2);
          clause->parent = parent_of (words[0]);
          clause->level = clause->parent == NULL ? 1 : 2;
          g_ptr_array_add (document->clauses, clause);
        }
      else if (g_str_has_prefix (line, "= "))
        add_revision (document, line + 2);
      else if (g_str_has_prefix (line, "@ "))
        g_ptr_array_add (clause->controls, dip_control_new (line + 2, "iso27017-2015", DIP_ORIGIN_PRINTED, 1.0));
      else if (g_str_has_prefix (line, "! "))
        clause->stance = dip_stance_from_string (line + 2);
      else if (g_str_has_prefix (line, "~ "))
        {
          g_auto (GStrv) fields = g_strsplit (line + 2, " | ", 2);

          g_ptr_array_add (clause->facts, dip_fact_new (fields[0], fields[1], fields[1], 0));
        }
      else if (g_str_has_prefix (line, "- "))
        g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_LIST, "⚫", line + 2));
      else if (g_str_has_prefix (line, "> "))
        g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_NOTE, "※", line + 2));
      else
        g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, line));
    }

  return document;
}

DipDocument *
fixture_copy (DipDocument *document)
{
  DipDocument *copy = dip_document_new ();

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *from = document->clauses->pdata[i];
      DipClause *to = dip_clause_new ();

      to->id = g_strdup (from->id);
      to->number = g_strdup (from->number);
      to->title = g_strdup (from->title);
      to->heading = g_strdup (from->heading);
      to->parent = g_strdup (from->parent);
      to->level = from->level;
      to->stance = from->stance;
      for (guint k = 0; k < from->blocks->len; k++)
        {
          const DipBlock *block = from->blocks->pdata[k];

          g_ptr_array_add (to->blocks, dip_block_new (block->kind, block->marker, block->text));
        }
      g_ptr_array_add (copy->clauses, to);
    }

  return copy;
}

DipComparison *
fixture_compare (DipDocument *old_document,
                 DipDocument *new_document)
{
  g_autoptr (GError) error = NULL;
  DipComparison *comparison =
    dip_compare (old_document, new_document, dip_lexicon_get_default (), NULL, &error);

  g_assert_no_error (error);
  fixture_assert_sound (comparison);

  return comparison;
}

DipComparison *
fixture_compare_texts (const char *old_text,
                       const char *new_text)
{
  g_autoptr (DipDocument) old_document = fixture_document (old_text);
  g_autoptr (DipDocument) new_document = fixture_document (new_text);

  return fixture_compare (old_document, new_document);
}

static void
append_ids (GString         *out,
            const DipClause *clause,
            const GPtrArray *more)
{
  g_string_append (out, clause == NULL ? "-" : clause->id);
  for (guint i = 0; i < more->len; i++)
    g_string_append_printf (out, "+%s", ((const DipClause *) more->pdata[i])->id);
}

char *
fixture_describe (const DipComparison *comparison)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = comparison->pairs->pdata[i];

      if (i > 0)
        g_string_append (out, ", ");
      append_ids (out, pair->old_clause, pair->old_more);
      g_string_append_c (out, '>');
      append_ids (out, pair->new_clause, pair->new_more);
      g_string_append_printf (out, " %s %s", dip_relation_to_string (pair->relation),
                              dip_class_to_string (pair->class_));
    }

  return g_string_free (out, FALSE);
}

const DipPair *
fixture_find_pair (const DipComparison *comparison,
                   const char          *new_id)
{
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = comparison->pairs->pdata[i];

      if (pair->new_clause != NULL && strcmp (pair->new_clause->id, new_id) == 0)
        return pair;
    }

  return NULL;
}

const DipPair *
fixture_find_old (const DipComparison *comparison,
                  const char          *old_id)
{
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = comparison->pairs->pdata[i];

      if (pair->old_clause != NULL && strcmp (pair->old_clause->id, old_id) == 0)
        return pair;
    }

  return NULL;
}

/* The text without the line feeds between parts, and where an offset is in it. */
static char *
bare_text (const DipClauseText *text)
{
  GString *bare = g_string_new (NULL);

  for (guint i = 0; text != NULL && i < text->parts->len; i++)
    {
      const DipPart *part = &g_array_index (text->parts, DipPart, i);

      g_string_append_len (bare, text->text + part->start, part->length);
    }

  return g_string_free (bare, FALSE);
}

static guint
bare_offset (const DipClauseText *text,
             guint                offset)
{
  guint bare = offset;

  for (guint i = 1; text != NULL && i < text->parts->len; i++)
    {
      if (g_array_index (text->parts, DipPart, i).start <= offset)
        bare--;
    }

  return bare;
}

static void
assert_in_part (const DipClauseText *text,
                int                  index,
                guint                start,
                const char          *changed)
{
  const DipPart *part;

  if (changed[0] == '\0')
    return;

  g_assert_cmpint (index, >=, 0);
  g_assert_cmpuint (index, <, text->parts->len);
  part = &g_array_index (text->parts, DipPart, index);
  g_assert_cmpuint (start, >=, part->start);
  g_assert_cmpuint (start + strlen (changed), <=, part->start + part->length);
  g_assert_cmpint (strncmp (text->text + start, changed, strlen (changed)), ==, 0);
  g_assert_true (g_utf8_validate (changed, -1, NULL));
}

static void
assert_rebuilds (const DipPair *pair)
{
  g_autofree char *old_bare = bare_text (pair->old_text);
  g_autofree char *new_bare = bare_text (pair->new_text);
  g_autoptr (GString) rebuilt = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];
      guint start = bare_offset (pair->old_text, change->old_start);

      g_assert_nonnull (change->rule);
      g_assert_true (change->old_text[0] != '\0' || change->new_text[0] != '\0');
      assert_in_part (pair->old_text, change->old_part, change->old_start, change->old_text);
      assert_in_part (pair->new_text, change->new_part, change->new_start, change->new_text);
      g_assert_cmpint (change->op == DIP_OP_MOVE, ==, change->moved_from != NULL);

      g_assert_cmpuint (start, >=, at);
      g_string_append_len (rebuilt, old_bare + at, start - at);
      g_assert_cmpuint (rebuilt->len, ==, bare_offset (pair->new_text, change->new_start));
      g_string_append (rebuilt, change->new_text);
      at = start + strlen (change->old_text);
    }
  g_string_append (rebuilt, old_bare + at);

  g_assert_cmpstr (rebuilt->str, ==, new_bare);
}

static void
assert_rows (const DipPair *pair)
{
  int next_old = 0;
  int next_new = 0;

  for (guint i = 0; i < pair->rows->len; i++)
    {
      const DipRow *row = &g_array_index (pair->rows, DipRow, i);

      g_assert_true (row->old_part >= 0 || row->new_part >= 0);
      g_assert_cmpint (row->class_, <=, MAX (pair->class_, DIP_CLASS_NONE));
      if (row->old_part >= 0)
        g_assert_cmpint (row->old_part, ==, next_old++);
      if (row->new_part >= 0)
        g_assert_cmpint (row->new_part, ==, next_new++);
    }

  g_assert_cmpint (next_old, ==, pair->old_text == NULL ? 0 : pair->old_text->parts->len);
  g_assert_cmpint (next_new, ==, pair->new_text == NULL ? 0 : pair->new_text->parts->len);
}

static void
count_clause (GHashTable      *seen,
              const DipClause *clause)
{
  if (clause == NULL)
    return;

  g_assert_false (g_hash_table_contains (seen, clause));
  g_hash_table_add (seen, (gpointer) clause);
}

void
fixture_assert_sound (const DipComparison *comparison)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint by_class[DIP_N_CLASSES] = { 0 };
  guint n_flips = 0;

  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = comparison->pairs->pdata[i];
      DipClass highest = pair->class_rule != NULL ? DIP_CLASS_REFERENCE : DIP_CLASS_NONE;

      count_clause (seen, pair->old_clause);
      count_clause (seen, pair->new_clause);
      for (guint k = 0; k < pair->old_more->len; k++)
        count_clause (seen, pair->old_more->pdata[k]);
      for (guint k = 0; k < pair->new_more->len; k++)
        count_clause (seen, pair->new_more->pdata[k]);

      assert_rebuilds (pair);
      assert_rows (pair);

      for (guint k = 0; k < pair->changes->len; k++)
        {
          const DipChange *change = pair->changes->pdata[k];

          highest = MAX (highest, change->class_);
          g_assert_cmpint (change->group, <=, (int) comparison->groups->len);
        }
      g_assert_cmpint (pair->class_, ==, highest);
      if (pair->relation == DIP_RELATION_SAME || pair->relation == DIP_RELATION_RENUMBERED)
        g_assert_cmpint (pair->class_, ==, DIP_CLASS_NONE);
      g_assert_cmpint (pair->flip, ==, pair->flip_reason != NULL);
      by_class[pair->class_]++;
      n_flips += pair->flip;
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==,
                    comparison->old_document->clauses->len + comparison->new_document->clauses->len
                    + comparison->fronts->len);
  for (guint i = 0; i < DIP_N_CLASSES; i++)
    g_assert_cmpuint (comparison->n_by_class[i], ==, by_class[i]);
  g_assert_cmpuint (comparison->n_flips, ==, n_flips);

  for (guint i = 0; i < comparison->groups->len; i++)
    {
      const DipGroup *group = comparison->groups->pdata[i];

      g_assert_cmpint (group->id, ==, (int) i + 1);
      g_assert_cmpuint (g_strv_length (group->clauses), >=, 2);
    }
}

static const char *const subjects[] = {
  "バックアップ", "アクセスログ", "暗号鍵", "仮想サーバ", "ネットワーク機器", "管理コンソール", "契約情報", "障害対応", "脆弱性診断", "入退室",
  "開発環境", "委託先", "時刻同期", "監査証跡", "利用者アカウント", "記憶媒体", "問い合わせ窓口", "データセンター", "ファイアウォール", "教育訓練",
  "容量", "変更作業", "インシデント", "証明書", "パスワード", "持ち出し端末", "復旧手順", "個人情報", "電子メール", "ソースコード",
  "負荷分散装置", "無線通信", "外部接続", "特権操作", "棚卸し", "廃棄作業", "契約終了時の資産", "稼働率", "通知", "規程類",
};

static const char *const actions[] = {
  "担当部門が責任者を定め、台帳に記録します", "四半期に一度の点検で不備がないことを確かめます", "承認を受けた要員だけが作業に当たります",
  "異常を検知したときは当番の技術者が調べます", "手順書に沿って二名で実施します", "記録を改ざんできない領域へ転送します",
  "利用を終えた時点で責任者が回収します", "年度の初めに計画を立て、経営層へ報告します",
};

/* Words that make the sentences of each clause its own. */
static const char *const details[] = {
  "夜間", "週次", "東日本", "西日本", "予備系", "本番系", "検証系", "遠隔地", "窓口", "倉庫", "監視室", "会議体", "申請票", "識別票", "封印",
  "台紙", "保管庫", "配線", "電源", "空調", "消火", "警備", "搬入口", "受付票", "鍵箱", "録画", "索引", "目録", "署名", "照合",
};

static char *
make_text (guint seed)
{
  const char *subject = subjects[seed % G_N_ELEMENTS (subjects)];

  return g_strdup_printf ("%sについては、%s。%sの%sでは%sと%sを%d 日以内に確認します。%sの結果は%sとして%d 年間保管します。",
                          subject, actions[seed % G_N_ELEMENTS (actions)],
                          details[(seed * 7) % G_N_ELEMENTS (details)], subject,
                          details[(seed * 11 + 3) % G_N_ELEMENTS (details)],
                          details[(seed * 13 + 5) % G_N_ELEMENTS (details)], seed % 27 + 2,
                          details[(seed * 17 + 9) % G_N_ELEMENTS (details)],
                          details[(seed * 19 + 2) % G_N_ELEMENTS (details)], seed % 9 + 1);
}

DipDocument *
fixture_paper (void)
{
  DipDocument *document = dip_document_new ();

  for (guint chapter = 1; chapter <= 8; chapter++)
    {
      DipClause *part = dip_clause_new ();

      part->id = g_strdup_printf ("%u", chapter);
      part->number = g_strdup (part->id);
      part->title = g_strdup_printf ("%sの方針", subjects[(chapter * 5 - 1) % 40]);
      part->heading = g_strdup (part->title);
      part->level = 1;
      g_ptr_array_add (document->clauses, part);

      for (guint k = 1; k <= 4; k++)
        {
          guint seed = (chapter - 1) * 4 + k - 1;
          g_autofree char *text = make_text (seed);
          DipClause *clause = dip_clause_new ();

          clause->id = g_strdup_printf ("%u.%u", chapter, k);
          clause->number = g_strdup (clause->id);
          clause->parent = g_strdup (part->id);
          clause->title = g_strdup_printf ("%sの管理", subjects[seed]);
          clause->heading = g_strdup (clause->title);
          clause->level = 2;
          g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, text));
          g_ptr_array_add (document->clauses, clause);
        }
    }

  return document;
}

DipClause *
fixture_clause (DipDocument *document,
                const char  *id)
{
  DipClause *clause = dip_document_find_clause (document, id);

  g_assert_nonnull (clause);

  return clause;
}

void
fixture_set_text (DipClause  *clause,
                  guint       block,
                  const char *text)
{
  DipBlock *found = clause->blocks->pdata[block];
  char *copy = g_strdup (text);

  g_free (found->text);
  found->text = copy;
}

/* Numbers the clauses anew from their order and levels. */
void
fixture_renumber (DipDocument *document)
{
  guint chapter = 0;
  guint k = 0;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = document->clauses->pdata[i];

      g_free (clause->id);
      g_free (clause->number);
      g_free (clause->parent);
      if (clause->level == 1)
        {
          chapter++;
          k = 0;
          clause->id = g_strdup_printf ("%u", chapter);
          clause->parent = NULL;
        }
      else
        {
          k++;
          clause->id = g_strdup_printf ("%u.%u", chapter, k);
          clause->parent = g_strdup_printf ("%u", chapter);
        }
      clause->number = g_strdup (clause->id);
    }
}
