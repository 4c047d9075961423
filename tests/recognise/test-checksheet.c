/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "framework/dip-framework.h"
#include "recognise/dip-recognise.h"

#include <string.h>

/*
 * Checksheets by hand. A table is written as lines of cells between bars, as a reader of any format delivers it:
 *
 *   @name      the rows below stand in this sheet of a workbook
 *   =text      a line of text that is no row
 *   a|b|c      a row; "/" in a cell is a line break
 *
 * and what is expected as one line for each clause:
 *
 *   id (number) < parent: title ? question = implemented ! answer {name: text} > the question that it refers to
 */

static char *
unfold (const char *cell)
{
  char *text = g_strdup (cell);

  g_strdelimit (text, "~", '\n');

  return g_strstrip (text);
}

static DipLayout *
layout_new (const char *source)
{
  DipLayout *layout = dip_layout_new ("sheet.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  const char *sheet = NULL;
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = NULL;
      g_autoptr (GString) text = NULL;
      DipLine *line;

      n++;
      if (lines[i][0] == '@')
        {
          sheet = lines[i] + 1;
          n = 0;
          continue;
        }
      if (lines[i][0] == '=')
        {
          line = dip_line_new (DIP_LINE_TEXT, lines[i] + 1);
          line->number = n;
          line->n_blank = 1;
          g_ptr_array_add (layout->lines, line);
          continue;
        }
      if (strchr (lines[i], '|') == NULL)
        continue;

      cells = g_strsplit (lines[i], "|", -1);
      text = g_string_new (NULL);
      for (guint c = 0; cells[c] != NULL; c++)
        g_string_append_printf (text, "%s%s", c > 0 ? "\t" : "", cells[c]);
      line = dip_line_new (DIP_LINE_ROW, text->str);
      line->cells = g_ptr_array_new_with_free_func (g_free);
      for (guint c = 0; cells[c] != NULL; c++)
        g_ptr_array_add (line->cells, unfold (cells[c]));
      line->number = n;
      line->sheet = g_strdup (sheet);
      g_ptr_array_add (layout->lines, line);
    }

  return layout;
}

static void
append (GString    *out,
        const char *before,
        const char *text)
{
  g_autofree char *flat = NULL;

  if (text == NULL || *text == '\0')
    return;
  flat = g_strdup (text);
  g_strdelimit (flat, "\n", '~');
  g_string_append_printf (out, "%s%s", before, flat);
}

static char *
print (DipDocument *document)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      g_string_append (out, clause->id);
      if (g_strcmp0 (clause->number, clause->id) != 0)
        g_string_append_printf (out, " (%s)", clause->number != NULL ? clause->number : "");
      append (out, " < ", clause->parent);
      g_string_append_printf (out, ": %s", clause->title);
      if (g_strcmp0 (clause->question, clause->title) != 0)
        append (out, " ? ", clause->question);
      if (clause->implemented != DIP_IMPLEMENTED_UNKNOWN)
        g_string_append_printf (out, " = %s", dip_implemented_to_string (clause->implemented));
      append (out, " ! ", clause->answer);
      for (guint b = 0; b < clause->blocks->len; b++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, b);

          g_string_append_printf (out, " {%s: ", block->marker != NULL ? block->marker : "");
          append (out, "", block->text);
          g_string_append_c (out, '}');
        }
      for (guint r = 0; clause->refers_to != NULL && clause->refers_to[r] != NULL; r++)
        g_string_append_printf (out, " > %s", clause->refers_to[r]);
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

static DipDocument *
recognise (DipLayout *layout)
{
  g_autoptr (GError) error = NULL;
  DipDocument *document = dip_recognise (layout, dip_lexicon_get_default (), NULL, &error);

  g_assert_no_error (error);

  return document;
}

static void
check (const char *source,
       const char *expected)
{
  g_autoptr (DipLayout) layout = layout_new (source);
  g_autoptr (DipDocument) document = recognise (layout);
  g_autofree char *got = print (document);
  g_auto (GStrv) got_lines = g_strsplit (got, "\n", -1);
  g_auto (GStrv) want_lines = g_strsplit (expected, "\n", -1);

  if (g_test_verbose ())
    g_print ("%s", got);
  for (guint i = 0; got_lines[i] != NULL && want_lines[i] != NULL; i++)
    g_assert_cmpstr (got_lines[i], ==, want_lines[i]);
  g_assert_cmpuint (g_strv_length (got_lines), ==, g_strv_length (want_lines));
  g_assert_cmpint (document->edition->kind, ==, DIP_KIND_CHECKSHEET);
}

typedef struct
{
  const char *path;
  const char *source;
  const char *expected;
} Case;

static const Case cases[] = {
  /* the category stands in the first row only; trailing empty cells are gone */
  { "merged-category",
    "区分|No|確認事項|回答|備考\n"
    "組織|1|責任者を置いているか|○|役員が務めます。\n"
    "|2|規程があるか|○\n"
    "|3|規程を見直しているか|△|二年に一度です。\n"
    "技術|4|通信を暗号化しているか|○\n"
    "|5|操作を記録しているか|×|準備中です。\n"
    "|6|鍵を管理しているか|-\n",
    "F1 (): 組織\n"
    "1 < F1: 責任者を置いているか = yes ! 役員が務めます。\n"
    "2 < F1: 規程があるか = yes\n"
    "3 < F1: 規程を見直しているか = partial ! 二年に一度です。\n"
    "F2 (): 技術\n"
    "4 < F2: 通信を暗号化しているか = yes\n"
    "5 < F2: 操作を記録しているか = no ! 準備中です。\n"
    "6 < F2: 鍵を管理しているか = na\n" },
  /* answers first, the number last, a repeated category in every row */
  { "any-order",
    "対応状況|対応内容|設問|分類|項番\n"
    "対応済|年一回です。|教育を行っているか|人|1\n"
    "未対応|検討しています。|誓約書を取っているか|人|2\n"
    "一部対応|本社だけです。|入退室を管理しているか|場所|3\n"
    "該当なし||持込機器を管理しているか|場所|4\n"
    "対象外|持ちません。|媒体を廃棄しているか|場所|5\n",
    "F1 (): 人\n"
    "1 < F1: 教育を行っているか = yes ! 年一回です。\n"
    "2 < F1: 誓約書を取っているか = no ! 検討しています。\n"
    "F2 (): 場所\n"
    "3 < F2: 入退室を管理しているか = partial ! 本社だけです。\n"
    "4 < F2: 持込機器を管理しているか = na\n"
    "5 < F2: 媒体を廃棄しているか = na ! 持ちません。\n" },
  /* one of several columns is marked, below a head of two rows */
  { "choices",
    "No.|質問|回答|||備考\n"
    "||はい|いいえ|非該当|\n"
    "1|方針を公開していますか。|○|||会社案内にあります。\n"
    "2|認証を取得していますか。||○||\n"
    "3|支店に設備がありますか。|||✓|支店はありません。\n"
    "4|訓練をしていますか。|●|||\n"
    "5|保険に入っていますか。||レ||来年です。\n",
    "1: 方針を公開していますか。 = yes ! 会社案内にあります。\n"
    "2: 認証を取得していますか。 = no\n"
    "3: 支店に設備がありますか。 = na ! 支店はありません。\n"
    "4: 訓練をしていますか。 = yes\n"
    "5: 保険に入っていますか。 = no ! 来年です。\n" },
  /* who filled it in when, then the table; the head again on each page */
  { "cover-and-repeated-head",
    "会社名|くぬぎ商会|||\n"
    "記入日|2031/4/1|||\n"
    "サービス名|くぬぎ便|||\n"
    "No|確認項目|確認内容|回答|補足\n"
    "1|方針|方針を定めていること|有|総務が管理します。\n"
    "2|体制|責任者がいること|有|\n"
    "3|委託|委託先を評価している|有|毎年\n"
    "No|確認項目|確認内容|回答|補足\n"
    "||こと||評価します。\n"
    "4|教育|教育をしていること|無|来年からです。\n"
    "5|監査|監査をしていること|有|\n",
    "1: 方針 ? 方針を定めていること = yes ! 総務が管理します。\n"
    "2: 体制 ? 責任者がいること = yes\n"
    "3: 委託 ? 委託先を評価していること = yes ! 毎年評価します。\n"
    "4: 教育 ? 教育をしていること = no ! 来年からです。\n"
    "5: 監査 ? 監査をしていること = yes\n" },
  /* sections as rows over all columns, numbers with spaces, the number once for several questions */
  { "sections-in-rows",
    "番号|確認事項|実施有無|説明\n"
    "1. 管理|1. 管理|1. 管理|1. 管理\n"
    "1|台帳がありますか。|有|電子です。\n"
    "|棚卸をしますか。|有|年二回です。\n"
    "|廃棄を記録しますか。|無|\n"
    "2|保険がありますか。|有|\n"
    "2. 技術|||\n"
    "1|鍵を替えますか。|無|手で替えます。\n"
    "1 2|時計を合わせますか。|有|\n",
    "1: 管理\n"
    "1-1 < 1: 台帳がありますか。 = yes ! 電子です。\n"
    "1-1-2 < 1: 棚卸をしますか。 = yes ! 年二回です。\n"
    "1-1-3 < 1: 廃棄を記録しますか。 = no\n"
    "1-2 < 1: 保険がありますか。 = yes\n"
    "2: 技術\n"
    "2-1 < 2: 鍵を替えますか。 = no ! 手で替えます。\n"
    "2-12 < 2: 時計を合わせますか。 = yes\n" },
  /* numbers tell the sections */
  { "numbered-sections",
    "ID|Question|Response|Comments\n"
    "1|Organisation||\n"
    "1.1|Is there an owner?|Yes|The board.\n"
    "1.2|Are staff trained?|Partial|Engineers only.\n"
    "2|Technology||\n"
    "2.1|Is data encrypted?|Yes|\n"
    "2.2|Are keys rotated?|No|Next year.\n"
    "2.3|Are there offices abroad?|N/A|\n",
    "1: Organisation\n"
    "1.1 < 1: Is there an owner? = yes ! The board.\n"
    "1.2 < 1: Are staff trained? = partial ! Engineers only.\n"
    "2: Technology\n"
    "2.1 < 2: Is data encrypted? = yes\n"
    "2.2 < 2: Are keys rotated? = no ! Next year.\n"
    "2.3 < 2: Are there offices abroad? = na\n" },
  /* the head of each section has its title where numbers and questions stand */
  { "hecvat",
    "Documentation||Vendor Answers|Additional Information|Guidance\n"
    "DOCU-01|Do you have an audit report?|Yes|On request.|Attach it.\n"
    "DOCU-02|Do you follow a framework?|No||\n"
    "Application Security||Vendor Answers|Additional Information|Guidance\n"
    "APPL-01|Are roles separated?|Yes|Four roles.|\n"
    "APPL-02|Is input validated?|Yes||Describe how.\n"
    "APPL-03|Is there a firewall?|N/A||\n",
    "F1 (): Documentation\n"
    "DOCU-01 < F1: Do you have an audit report? = yes ! On request. {Guidance: Attach it.}\n"
    "DOCU-02 < F1: Do you follow a framework? = no\n"
    "F2 (): Application Security\n"
    "APPL-01 < F2: Are roles separated? = yes ! Four roles.\n"
    "APPL-02 < F2: Is input validated? = yes {Guidance: Describe how.}\n"
    "APPL-03 < F2: Is there a firewall? = na\n" },
  /* CAIQ 3: the domain once, the question's own number, one column for each answer below one head */
  { "caiq-3",
    "Control Group|CGID|CID|Control Specification|Consensus Assessment Questions|Consensus Assessment Answers|||Notes\n"
    "||||| Yes | No | Not Applicable |\n"
    "Application Security|AIS-01|AIS-01.1|Programs are built well.|Do you follow a standard?|X|||Our own.\n"
    "||AIS-01.2||Do you scan code?||X||\n"
    "Audit|AAC-01|AAC-01.1|Audits are planned.|Do you plan audits?|X|||\n"
    "||AAC-01.2||Do you publish reports?|||X|\n"
    "|AAC-02|AAC-02.1|Audits are done.|Are audits done?|X|||Each year.\n",
    "F1 (): Application Security\n"
    "AIS-01.1 < F1: Do you follow a standard? = yes ! Our own. {CGID: AIS-01} {Control Specification: Programs are built well.}\n"
    "AIS-01.2 < F1: Do you scan code? = no\n"
    "F2 (): Audit\n"
    "AAC-01.1 < F2: Do you plan audits? = yes {CGID: AAC-01} {Control Specification: Audits are planned.}\n"
    "AAC-01.2 < F2: Do you publish reports? = na\n"
    "AAC-02.1 < F2: Are audits done? = yes ! Each year. {CGID: AAC-02} {Control Specification: Audits are done.}\n" },
  /* CAIQ 4: what the control asks stands behind the answer, the domain in the last column */
  { "caiq-4",
    "Question ID|Question|CSP CAIQ Answer|SSRM Control Ownership|CSP Implementation Description (Optional)"
    "|CCM Control ID|CCM Control Specification|CCM Control Title|CCM Domain Title\n"
    "A&A-01.1|Are audit policies kept?|Yes|CSP-owned|By the board.|A&A-01|Keep policies.|Policy|Audit\n"
    "A&A-01.2|Are they reviewed?|No|CSP-owned|||||Audit\n"
    "LOG-06.1|Is time synchronised?|NA|Shared||LOG-06|Use one source.|Clock|Logging\n"
    "LOG-06.2|Is it checked?|Yes|||||Clock|Logging\n"
    "LOG-09.1|Are logs protected?|Yes|||LOG-09|||Logging\n",
    "F1 (): Audit\n"
    "A&A-01.1 < F1: Are audit policies kept? = yes ! By the board. {SSRM Control Ownership: CSP-owned} "
    "{CCM Control ID: A&A-01} {CCM Control Specification: Keep policies.} {CCM Control Title: Policy}\n"
    "A&A-01.2 < F1: Are they reviewed? = no {SSRM Control Ownership: CSP-owned}\n"
    "F2 (): Logging\n"
    "LOG-06.1 < F2: Is time synchronised? = na {SSRM Control Ownership: Shared} {CCM Control ID: LOG-06} "
    "{CCM Control Specification: Use one source.} {CCM Control Title: Clock}\n"
    "LOG-06.2 < F2: Is it checked? = yes {CCM Control Title: Clock}\n"
    "LOG-09.1 < F2: Are logs protected? = yes {CCM Control ID: LOG-09}\n" },
  /* levels of service: the area in a row, the kind in a merged column, yes and no within the answer */
  { "service-levels",
    "No|種別|サービスレベル項目例|規定内容|測定単位|設定\n"
    "アプリケーション運用|||||\n"
    "1|可用性|サービス時間|使える時間帯|時間帯|毎日です。\n"
    "2||計画停止予定通知|前もって知らせるか|有無|有, 五日前です。\n"
    "3|信頼性|障害通知時間|知らせるまでの時間|時間|定めていません。\n"
    "データ管理|||||\n"
    "4|データ管理|バックアップ世代数|残す世代の数|世代|無（一世代です。）\n"
    "5||データ消去の要件|解約の後に消すか|有無|有~三十日の内です。\n",
    "F1 (): アプリケーション運用\n"
    "F1.1 () < F1: 可用性\n"
    "1 < F1.1: サービス時間 ? 使える時間帯 ! 毎日です。 {測定単位: 時間帯}\n"
    "2 < F1.1: 計画停止予定通知 ? 前もって知らせるか = yes ! 有, 五日前です。 {測定単位: 有無}\n"
    "F1.2 () < F1: 信頼性\n"
    "3 < F1.2: 障害通知時間 ? 知らせるまでの時間 ! 定めていません。 {測定単位: 時間}\n"
    "F2 (): データ管理\n"
    "4 < F2: バックアップ世代数 ? 残す世代の数 = no ! 無（一世代です。） {測定単位: 世代}\n"
    "5 < F2: データ消去の要件 ? 解約の後に消すか = yes ! 有~三十日の内です。 {測定単位: 有無}\n" },
  /* each sheet of a workbook is a section; a sheet without questions is none */
  { "workbook",
    "@はじめに\n"
    "この表の|使い方\n"
    "@管理\n"
    "No|設問|回答\n"
    "1|規程がありますか|はい\n"
    "2|見直しますか|いいえ\n"
    "@技術\n"
    "No|設問|回答\n"
    "1|鍵がありますか|はい\n"
    "2|記録がありますか|はい\n"
    "3|時計がありますか|いいえ\n"
    "@選択肢\n"
    "はい|いいえ\n",
    "F1 (): 管理\n"
    "1-1 < F1: 規程がありますか = yes\n"
    "1-2 < F1: 見直しますか = no\n"
    "F2 (): 技術\n"
    "2-1 < F2: 鍵がありますか = yes\n"
    "2-2 < F2: 記録がありますか = yes\n"
    "2-3 < F2: 時計がありますか = no\n" },
  /* the answer in a column of its own, the remarks stay remarks */
  { "answer-and-remarks",
    "No|確認事項|回答|備考\n"
    "1|復旧の目標時間|四時間の内に復旧することを目標としています。|契約には含みません。\n"
    "2|予備の設備の有無|別の地域に同じ設備を用意しています。|\n"
    "3|保守の予定の知らせ方|二週間前に電子メールでお知らせします。|緊急のときは別です。\n"
    "4|問い合わせの受付時間|平日の九時から十七時までお受けします。|\n"
    "5|解約の後のデータの扱い|三十日の内に消去して証明書をお渡しします。|有料です。\n",
    "1: 復旧の目標時間 ! 四時間の内に復旧することを目標としています。 {備考: 契約には含みません。}\n"
    "2: 予備の設備の有無 ! 別の地域に同じ設備を用意しています。\n"
    "3: 保守の予定の知らせ方 ! 二週間前に電子メールでお知らせします。 {備考: 緊急のときは別です。}\n"
    "4: 問い合わせの受付時間 ! 平日の九時から十七時までお受けします。\n"
    "5: 解約の後のデータの扱い ! 三十日の内に消去して証明書をお渡しします。 {備考: 有料です。}\n" },
  /* nobody says what the columns are; what stands in them does */
  { "no-head",
    "1. 組織|||\n"
    "1-1|方針を定めて知らせていること|○|毎年見直します。\n"
    "1-2|責任者を決めていること|○|\n"
    "1-3|委託先を評価していること|△|大切な委託先だけです。\n"
    "4. 技術|||\n"
    "4-1|通信を暗号化していること|○|\n"
    "4-2|記録を一年残していること|×|半年だけ残します。\n"
    "4-3|媒体を壊して捨てていること|－|媒体がありません。\n",
    "1: 組織\n"
    "1-1 < 1: 方針を定めて知らせていること = yes ! 毎年見直します。\n"
    "1-2 < 1: 責任者を決めていること = yes\n"
    "1-3 < 1: 委託先を評価していること = partial ! 大切な委託先だけです。\n"
    "4: 技術\n"
    "4-1 < 4: 通信を暗号化していること = yes\n"
    "4-2 < 4: 記録を一年残していること = no ! 半年だけ残します。\n"
    "4-3 < 4: 媒体を壊して捨てていること = na ! 媒体がありません。\n" },
  /* … and words for the columns that nobody knows */
  { "unknown-head",
    "ぶんるい|もんだい|しるし|こたえ\n"
    "人|責任者を決めているか|はい|役員です。\n"
    "人|教育をしているか|はい|春にします。\n"
    "人|誓約書を取っているか|いいえ|\n"
    "物|入口に鍵があるか|はい|\n"
    "物|客に名札を渡すか|はい|色が違います。\n",
    "F1 (): 人\n"
    "1-1 < F1: 責任者を決めているか = yes ! 役員です。\n"
    "1-2 < F1: 教育をしているか = yes ! 春にします。\n"
    "1-3 < F1: 誓約書を取っているか = no\n"
    "F2 (): 物\n"
    "2-1 < F2: 入口に鍵があるか = yes\n"
    "2-2 < F2: 客に名札を渡すか = yes ! 色が違います。\n" },
  /* the number stands before the question, in its cell; "No." before a number is no answer */
  { "number-before-question",
    "大項目|中項目|確認事項|実施有無|実施内容\n"
    "1. 契約|1.1 終わり|1.1.1 手続を決めていること|実施|規約にあります。\n"
    "||1.1.2 預かったものを返すこと|一部実施|No.1.1.1 を参照\n"
    "|1.2 法律|1.2.1 日本の法律によること|実施|同上\n"
    "3. 運用|3.1 見張り|3.1.1 夜も見張ること|未実施|昼だけです。\n"
    "||3.1.2 結果を知らせること|対象外|\n",
    "1: 契約\n"
    "1.1 < 1: 終わり\n"
    "1.1.1 < 1.1: 手続を決めていること = yes ! 規約にあります。\n"
    "1.1.2 < 1.1: 預かったものを返すこと = partial ! No.1.1.1 を参照 > 1.1.1\n"
    "1.2 < 1: 法律\n"
    "1.2.1 < 1.2: 日本の法律によること = yes ! 同上 > 1.1.2\n"
    "3: 運用\n"
    "3.1 < 3: 見張り\n"
    "3.1.1 < 3.1: 夜も見張ること = no ! 昼だけです。\n"
    "3.1.2 < 3.1: 結果を知らせること = na\n" },
  /* what the form gives as an example is no answer; one that only names another question is neither yes nor no */
  { "examples-of-the-form",
    "No|種別|サービスレベル項目例|規定内容|測定単位|設定例|かけす社の回答\n"
    "1|可用性|サービス時間|使える時間帯|時間帯|24時間365日|毎日です。夜に一時間止めます。\n"
    "2||計画停止予定通知|前もって知らせるか|有無|30日前に通知|有：五日前に知らせます。\n"
    "3||終了の通知|終わりを知らせるか|有無|15か月前に通知|No.2を参照ください。\n"
    "4||預託|預託をしているか|有無|有|無\n"
    "5||稼働率|使える割合|率|99.9%以上|99.95%（昨年度）\n",
    "F1 (): 可用性\n"
    "1 < F1: サービス時間 ? 使える時間帯 ! 毎日です。夜に一時間止めます。 {測定単位: 時間帯} {設定例: 24時間365日}\n"
    "2 < F1: 計画停止予定通知 ? 前もって知らせるか = yes ! 有：五日前に知らせます。 {測定単位: 有無} {設定例: 30日前に通知}\n"
    "3 < F1: 終了の通知 ? 終わりを知らせるか ! No.2を参照ください。 {測定単位: 有無} {設定例: 15か月前に通知} > 2\n"
    "4 < F1: 預託 ? 預託をしているか = no ! 無 {測定単位: 有無} {設定例: 有}\n"
    "5 < F1: 稼働率 ? 使える割合 ! 99.95%（昨年度） {測定単位: 率} {設定例: 99.9%以上}\n" },
  /* one column for each plan below a head that spans them; numbers that begin with a letter of their guideline */
  { "plans-below-a-span",
    "基準番号|基準項目|対応状況||対応内容\n"
    "||標準|専用|\n"
    "統1|規程を整えること。|○|○|毎年見直します。\n"
    "統20|委託先を管理すること。|○|○|\n"
    "実8|本人を確かめること。|△|○|専用では二つの方法によります。\n"
    "実39|授受を記録すること。|×|×|\n"
    "設1|災害の少ない所を選ぶこと。|－|－|建物を持ちません。\n",
    "統1: 規程を整えること。 = yes ! 毎年見直します。 {標準: ○} {専用: ○}\n"
    "統20: 委託先を管理すること。 = yes {標準: ○} {専用: ○}\n"
    "実8: 本人を確かめること。 = partial ! 専用では二つの方法によります。 {標準: △} {専用: ○}\n"
    "実39: 授受を記録すること。 = no {標準: ×} {専用: ×}\n"
    "設1: 災害の少ない所を選ぶこと。 = na ! 建物を持ちません。 {標準: －} {専用: －}\n" },
  /* sections with letters, numbers in brackets that go on, notes in a table of their own below */
  { "letters-and-notes",
    "No.|項目|内容|チェック|メモ／摘要\n"
    "[A] 範囲を確かめる|||||\n"
    "(1)|範囲|扱う業務を決めましたか？|☑|勤怠だけです。\n"
    "(2)|費用|費用を確かめましたか？|□|\n"
    "[B] 準備を確かめる|||||\n"
    "(3)|担当|担当の人を決めましたか？|☑|※1\n"
    "(4)|利用者|利用者を管理できますか？|☑|\n"
    "(5)|合言葉|強い合言葉を使わせていますか？|□|\n"
    "=備考\n"
    "番号|説明\n"
    "1|総務の二名です。\n",
    "A: 範囲を確かめる\n"
    "A-1 (1) < A: 範囲 ? 扱う業務を決めましたか？ = yes ! 勤怠だけです。\n"
    "A-2 (2) < A: 費用 ? 費用を確かめましたか？ = no\n"
    "B: 準備を確かめる\n"
    "B-3 (3) < B: 担当 ? 担当の人を決めましたか？ = yes ! ※1\n"
    "B-4 (4) < B: 利用者 ? 利用者を管理できますか？ = yes\n"
    "B-5 (5) < B: 合言葉 ? 強い合言葉を使わせていますか？ = no\n" },
  /* what the columns are called says little, their cells say more */
  { "head-says-little",
    "番号|区分|事項|状況|内容\n"
    "4.1.1|統制|責任者を決めること。|実施済|役員会で選びます。\n"
    "4.1.2|統制|分担を示すこと。|実施済|表にしています。\n"
    "7.2.1|人|教育を行うこと。|一部実施|正社員だけです。\n"
    "9.2.3.PB|技術|鍵を選べること。|未実施|\n"
    "11.2.9|技術|紙を置かないこと。|適用除外|印刷しません。\n",
    "F1 (): 統制\n"
    "4.1.1 < F1: 責任者を決めること。 = yes ! 役員会で選びます。\n"
    "4.1.2 < F1: 分担を示すこと。 = yes ! 表にしています。\n"
    "F2 (): 人\n"
    "7.2.1 < F2: 教育を行うこと。 = partial ! 正社員だけです。\n"
    "F3 (): 技術\n"
    "9.2.3.PB < F3: 鍵を選べること。 = no\n"
    "11.2.9 < F3: 紙を置かないこと。 = na ! 印刷しません。\n" },
  /* boxes on the first line of a cell, what is said about them below */
  { "boxes-and-text",
    "No.|質問|回答\n"
    "1|認証を取得していますか。|■はい　□いいえ~一昨年に取りました。\n"
    "2|国内にありますか。|■はい　□いいえ~東と西にあります。\n"
    "3|再委託をしますか。|□はい　■いいえ\n"
    "4|監査を認めますか。|□はい　■いいえ~報告書をお渡しします。\n"
    "5|診断を受けていますか。|■はい　□いいえ\n",
    "1: 認証を取得していますか。 = yes ! 一昨年に取りました。\n"
    "2: 国内にありますか。 = yes ! 東と西にあります。\n"
    "3: 再委託をしますか。 = no\n"
    "4: 監査を認めますか。 = no ! 報告書をお渡しします。\n"
    "5: 診断を受けていますか。 = yes\n" },
  /* the head again over each table, answers in a column that is called so */
  { "answers-below-each-head",
    "#|Control|Response (Yes / No / N/A)|Comments\n"
    "1.1|A person is accountable.|Yes|The head of operations.\n"
    "1.2|Policies are looked at each year.|Partial|Two are overdue.\n"
    "1.3|Staff are screened.|Yes|\n"
    "=2. Technology\n"
    "#|Control|Response (Yes / No / N/A)|Comments\n"
    "2.1|Data is protected on its way.|Yes|\n"
    "2.2|Backups are tested.|No|From June on.\n"
    "2.3|Media are encrypted.|N/A|\n",
    "1.1: A person is accountable. = yes ! The head of operations.\n"
    "1.2: Policies are looked at each year. = partial ! Two are overdue.\n"
    "1.3: Staff are screened. = yes\n"
    "2: Technology\n"
    "2.1 < 2: Data is protected on its way. = yes\n"
    "2.2 < 2: Backups are tested. = no ! From June on.\n"
    "2.3 < 2: Media are encrypted. = na\n" },
  /* no table at all */
  { "dialogue",
    "=すぎのき便 よくあるご質問\n"
    "=1. 管理\n"
    "=Q1. 責任者はいますか。\n"
    "=A. はい。役員が務めます。\n"
    "=Q2. 規程はありますか。 A. 対応済。毎年見直します。\n"
    "=2. 技術\n"
    "=Q3. 鍵はどう管理しますか。\n"
    "=A3. 専用の装置で管理します。\n"
    "=写しは取りません。\n"
    "=Ｑ４：保険はありますか。\n"
    "=Ａ４：いいえ\n",
    "1: 管理\n"
    "Q1 < 1: 責任者はいますか。 = yes ! はい。役員が務めます。\n"
    "Q2 < 1: 規程はありますか。 = yes ! 対応済。毎年見直します。\n"
    "2: 技術\n"
    "Q3 < 2: 鍵はどう管理しますか。 ! 専用の装置で管理します。~写しは取りません。\n"
    "Q4 < 2: 保険はありますか。 = no ! いいえ\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *sheet = data;

  check (sheet->source, sheet->expected);
}

static const char *const marks[][2] = {
  { "○", "yes" }, { "×", "no" }, { "△", "partial" }, { "◯", "yes" }, { "✓", "yes" }, { "-", "na" }, { "有", "yes" },
  { "無", "no" }, { "対応済", "yes" }, { "未対応", "no" }, { "一部対応", "partial" }, { "対象外", "na" },
  { "該当なし", "na" }, { "Yes", "yes" }, { "No", "no" }, { "Partial", "partial" }, { "N/A", "na" }, { "はい", "yes" },
  { "いいえ", "no" }, { "実施", "yes" },
};

/* Where the columns of the big sheet stand: section, number, question, answer, remark. */
static const guint orders[][5] = {
  { 0, 1, 2, 3, 4 }, { 4, 3, 2, 1, 0 }, { 1, 2, 3, 4, 0 }, { 2, 0, 4, 1, 3 }, { 3, 4, 0, 2, 1 },
};

#define N_BIG 130u
#define ROWS_OF_SECTION 13u
#define ROWS_OF_PAGE 20u

/* @sections: 0 in every row, 1 in the first row of each only, 2 in rows of their own */
static void
check_big (const guint *order,
           guint        sections,
           gboolean     cut)
{
  static const char *const heads[] = { "大項目", "項番", "確認事項", "実施有無", "事業者回答" };
  g_autoptr (GString) source = g_string_new ("=おおきな表\n");
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (DipLayout) layout = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autofree char *got = NULL;

  for (guint i = 0; i < N_BIG; i++)
    {
      g_autofree char *section = g_strdup_printf ("第%u分野", i / ROWS_OF_SECTION + 1);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *question = g_strdup_printf ("項目%uの手順を文書にし、責任者を定めていること。", i + 1);
      g_autofree char *answer = g_strdup_printf ("手順書の%u章に定め、毎年見直しています。", i + 1);
      gsize half = strlen ("項目") + strlen (number) + strlen ("の手順を文書");
      gboolean is_cut = cut && sections != 1 && i % ROWS_OF_PAGE == ROWS_OF_PAGE - 1;
      g_autofree char *begin = g_strndup (question, half);

      if (i == 0 || (cut && i % ROWS_OF_PAGE == 0))
        {
          for (guint c = 0; c < 5; c++)
            g_string_append_printf (source, "%s%s", c > 0 ? "|" : "",
                                    order[c] == 0 && sections == 2 ? "参照" : heads[order[c]]);
          g_string_append_c (source, '\n');
        }
      if (i % ROWS_OF_SECTION == 0)
        {
          g_string_append_printf (expected, "F%u (): %s\n", i / ROWS_OF_SECTION + 1, section);
          if (sections == 2)
            g_string_append_printf (source, "%s||||\n", section);
        }
      for (guint part = 0; part < (is_cut ? 2 : 1); part++)
        {
          for (guint c = 0; c < 5; c++)
            {
              const char *cells[] = {
                sections == 0 || (sections == 1 && i % ROWS_OF_SECTION == 0) ? section : "",
                part == 0 ? number : "",
                !is_cut ? question : part == 0 ? begin : question + half,
                part == 0 ? marks[i % G_N_ELEMENTS (marks)][0] : "",
                part == 0 ? answer : "",
              };

              g_string_append_printf (source, "%s%s", c > 0 ? "|" : "", cells[order[c]]);
            }
          g_string_append_c (source, '\n');
        }
      g_string_append_printf (expected, "%u < F%u: %s = %s ! %s\n", i + 1, i / ROWS_OF_SECTION + 1, question,
                              marks[i % G_N_ELEMENTS (marks)][1], answer);
    }

  g_test_message ("order %u, sections %u, cut %d", order[0], sections, cut);
  check (source->str, expected->str);
}

/* 130 questions, in every order of columns, with sections in each way, whole and cut by pages. */
static void
test_big (void)
{
  for (guint order = 0; order < G_N_ELEMENTS (orders); order++)
    for (guint sections = 0; sections < 3; sections++)
      for (guint cut = 0; cut < 2; cut++)
        check_big (orders[order], sections, cut != 0);
}

/* All 49 levels of service, as the catalogue has them, one below the other. */
static void
test_service_levels (void)
{
  const DipFramework *framework = dip_frameworks_find (dip_frameworks_get_default (), "meti-sla-2010");
  g_autoptr (GString) source = g_string_new ("No.|種別|サービスレベル項目例|規定内容|測定単位|設定\n");
  g_autoptr (DipLayout) layout = NULL;
  g_autoptr (DipDocument) document = NULL;
  guint n_items = 0;

  for (guint i = 0; i < framework->controls->len; i++)
    {
      const DipFrameworkControl *control = g_ptr_array_index (framework->controls, i);

      g_string_append_printf (source, "%s|%s|%s|%sの取り決め|有無|有, 第%u号のとおりです。\n", control->label,
                              control->theme_ja, control->title_ja, control->title_ja, i + 1);
    }
  layout = layout_new (source->str);
  document = recognise (layout);

  g_assert_cmpstr (document->edition->framework, ==, "meti-sla-2010");
  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      const DipFrameworkControl *control;
      const DipControl *first;

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;
      control = g_ptr_array_index (framework->controls, n_items);
      n_items++;
      g_assert_cmpstr (clause->number, ==, control->label);
      g_assert_cmpstr (clause->title, ==, control->title_ja);
      g_assert_cmpint (clause->implemented, ==, DIP_IMPLEMENTED_YES);
      g_assert_cmpuint (clause->controls->len, >, 0);
      first = g_ptr_array_index (clause->controls, 0);
      g_assert_cmpstr (first->framework, ==, "meti-sla-2010");
      g_assert_cmpstr (first->id, ==, control->id);
    }
  g_assert_cmpuint (n_items, ==, 49);
}

/* What a question's number says of its control; the framework is what most of the numbers belong to. */
static void
check_controls (const char *source,
                const char *framework,
                const char *expected)
{
  g_autoptr (DipLayout) layout = layout_new (source);
  g_autoptr (DipDocument) document = recognise (layout);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      for (guint j = 0; j < clause->controls->len; j++)
        {
          const DipControl *control = g_ptr_array_index (clause->controls, j);

          if (control->origin == DIP_ORIGIN_PRINTED)
            g_string_append_printf (got, "%s=%s/%s ", clause->id, control->framework, control->id);
        }
    }
  g_assert_cmpstr (got->str, ==, expected);
  g_assert_cmpstr (document->edition->framework, ==, framework);
  for (guint i = 0; i < document->warnings->len; i++)
    g_assert_null (strstr (g_ptr_array_index (document->warnings, i), "does not exist"));
}

static void
test_ids (void)
{
  check_controls ("Question ID|Question|Answer|Notes\n"
                  "A&A-01.1|Are audits planned?|Yes|\n"
                  "AIS-01.1|Is there a baseline?|Yes|\n"
                  "CEK-12.1|Are keys rotated?|Yes|\n"
                  "IAM-02.3|Are passwords strong?|Yes|\n"
                  "LOG-06.1|Is time synchronised?|Yes|\n",
                  "csa-ccm-4",
                  "A&A-01.1=csa-ccm-4/CCM4.AA-01 AIS-01.1=csa-ccm-4/CCM4.AIS-01 CEK-12.1=csa-ccm-4/CCM4.CEK-12 "
                  "IAM-02.3=csa-ccm-4/CCM4.IAM-02 LOG-06.1=csa-ccm-4/CCM4.LOG-06 ");
  check_controls ("Question ID|Question|Answer|Notes\n"
                  "AAC-01.1|Are audits planned?|Yes|\n"
                  "AIS-01.1|Is there a baseline?|Yes|\n"
                  "EKM-02.1|Are keys rotated?|Yes|\n"
                  "MOS-02|Are phones managed?|Yes|\n"
                  "IVS-03.1|Is time synchronised?|Yes|\n",
                  "csa-ccm-3",
                  "AAC-01.1=csa-ccm-3/CCM3.AAC-01 AIS-01.1=csa-ccm-3/CCM3.AIS-01 EKM-02.1=csa-ccm-3/CCM3.EKM-02 "
                  "MOS-02=csa-ccm-3/CCM3.MOS-02 IVS-03.1=csa-ccm-3/CCM3.IVS-03 ");
  check_controls ("ID|Question|Answer|Notes\n"
                  "COMP-01|Who are you?|Yes|\n"
                  "DOCU-01|Is there a report?|Yes|\n"
                  "DOCU-02|Is there a plan?|Yes|\n"
                  "APPL-04|Are roles separated?|Yes|\n"
                  "DCTR-10|Is there a fence?|Yes|\n",
                  "hecvat",
                  "COMP-01=hecvat/HECVAT.COMP-01 DOCU-01=hecvat/HECVAT.DOCU-01 DOCU-02=hecvat/HECVAT.DOCU-02 "
                  "APPL-04=hecvat/HECVAT.APPL-04 DCTR-10=hecvat/HECVAT.DCTR-10 ");
  /* numbers of somebody's own sheet look alike */
  check_controls ("ID|Question|Answer|Notes\n"
                  "SEC-01|Is there a report?|Yes|\n"
                  "SEC-02|Is there a plan?|Yes|\n"
                  "NET-01|Is there a fence?|Yes|\n"
                  "NET-02|Is there a gate?|Yes|\n"
                  "OPS-01|Is there a guard?|Yes|\n",
                  NULL, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recognise/checksheet/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/recognise/checksheet/big", test_big);
  g_test_add_func ("/recognise/checksheet/all-service-levels", test_service_levels);
  g_test_add_func ("/recognise/checksheet/ids", test_ids);

  return g_test_run ();
}
