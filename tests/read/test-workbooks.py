#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks as clumsy as people are, and as odd as programs write them.

    test-workbooks.py DIPTYCH-CLI

What is expected is what a careful reader would say of the sheet.
"""

import csv
import io
import os
import sys

import harness
import make_office

CLI = os.path.abspath(sys.argv[1])
HEAD = ['No', '確認項目', '回答', '備考']


def merged(*ranges):
    return '<mergeCells>' + ''.join(f'<mergeCell ref="{one}"/>' for one in ranges) + '</mergeCells>'


def show(data, name='book.xlsx'):
    paper = harness.answer(CLI, 'show', '--json', harness.save(data, name))
    assert paper['edition']['kind'] == 'checksheet', paper['edition']
    return paper


def items(paper):
    """(id, title of the section, whether, answer) of each question."""
    titles = {clause['id']: clause['title'] for clause in paper['clauses']}
    return [(clause['id'], titles.get(clause['parent']), clause['implemented'], clause['answer'])
            for clause in paper['clauses'] if clause['kind'] == 'item']


def questions(paper):
    return [clause['question'] for clause in paper['clauses'] if clause['kind'] == 'item']


def number(value, attributes=''):
    return (f'<v>{value}</v>', attributes)


def text(value):
    return (f'<is><t>{value}</t></is>', 't="inlineStr"')


def separated(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_few_questions():
    """Three questions are a checksheet where a column asks and another answers; three rows of anything else are none."""
    rows = [HEAD, ['1', '通信を暗号化していますか。', 'はい', 'TLS 1.3'], ['2', '脆弱性診断を行っていますか。', 'いいえ', '来年度'],
            ['3', 'ログを保管していますか。', 'はい', '']]
    for data, name in (make_office.xlsx({'確認': rows}), 'few.xlsx'), (make_office.ods({'確認': rows}), 'few.ods'):
        assert items(show(data, name)) == [('1', None, 'yes', 'TLS 1.3'), ('2', None, 'no', '来年度'), ('3', None, 'yes', None)]
    english = [['ID', 'Question', 'Response'], ['A1', 'Who may see our data?', 'Two people of our support.'],
               ['A2', 'Where is it stored?', 'In Tokyo.'], ['A3', 'Who may delete it?', 'Only you.']]
    assert questions(show(make_office.xlsx({'Form': english}))) == [row[1] for row in english[1:]]
    for other in ([['版', '日付', '内容'], ['1.0', '2024-04-01', '初版'], ['1.1', '2025-04-01', '連絡先を改めた。']],
                  [['項目', '内容'], ['サービス名', 'しらはまクラウド'], ['提供時間', '24時間'], ['窓口', '平日9時から17時']],
                  [['区分', '対策'], ['通信', 'TLS 1.3を使う。'], ['保存', 'AES-256を使う。']]):
        for data, name in (make_office.xlsx({'S': other}), 'other.xlsx'), (separated(other), 'other.csv'):
            paper = harness.answer(CLI, 'show', '--json', harness.save(data, name))
            assert paper['edition']['kind'] == 'whitepaper', (other, name, paper['edition'])
    # A text that is nothing but the table is as sure as a sheet.
    assert items(show(separated(rows), 'few.csv')) == [('1', None, 'yes', 'TLS 1.3'), ('2', None, 'no', '来年度'), ('3', None, 'yes', None)]


def test_many_columns():
    """Questions, crosses below yes and no, and the numbers that forty other standards have for each of them."""
    head = ['Control Domain', 'Question ID', 'Question', 'Yes', 'No', 'N/A', 'Notes'] + [f'Standard {i}' for i in range(40)]
    rows = [head] + [['Applications' if i == 1 else '', f'AIS-01.{i}', f'Is measure {i} taken?', 'X' if i % 2 else '',
                      '' if i % 2 else 'X', '', f'Remark {i}'] + [f'{i}.{k}' for k in range(40)] for i in range(1, 8)]
    for data, name in (make_office.xlsx({'Form': rows}), 'wide.xlsx'), (separated(rows), 'wide.csv'):
        paper = show(data, name)
        assert items(paper) == [(f'AIS-01.{i}', 'Applications', 'yes' if i % 2 else 'no', f'Remark {i}') for i in range(1, 8)], items(paper)
        blocks = [clause['blocks'] for clause in paper['clauses'] if clause['kind'] == 'item']
        assert all({'Standard 0', 'Standard 39'} <= {block['marker'] for block in item} for item in blocks), blocks[0]


def test_rows_that_ask():
    """Few questions are a checksheet where the rows ask, whatever their column is called; the answer may be a choice's number."""
    rows = [['No', '項目', '回答', '備考'], ['1', '通信を暗号化していますか。', 'はい', 'TLS 1.3'], ['2', '脆弱性診断を行っていますか。', 'いいえ', '']]
    assert items(show(make_office.xlsx({'確認': rows}))) == [('1', None, 'yes', 'TLS 1.3'), ('2', None, 'no', None)]
    ticks = [['No', '項目', '回答', '', '', '備考'], ['', '', 'はい', 'いいえ', '非該当', ''], ['1', '通信を暗号化していますか。', '✓', '', '', ''],
             ['2', '脆弱性診断を行っていますか。', '', '✓', '', '来年度'], ['3', '紙で保管しますか。', '', '', '✓', '']]
    book = make_office.xlsx({'票': ticks, '値': [['99.95%', 'a']]}, after=merged('A1:A2', 'B1:B2', 'C1:E1', 'F1:F2'))
    assert [one[2] for one in items(show(book))] == ['yes', 'no', 'na']

    rows = [['No', '設問', '選択肢', '回答', 'コメント'], ['1-1', '責任者を任命していますか？', '①はい ②いいえ', '①', ''],
            ['1-2', '方針を公開していますか？', '①はい ②いいえ', '②', '社内のみ'], ['1-3', '教育の頻度は？', '1：毎年\n2：2年に1回', '2', '']]
    paper = show(make_office.xlsx({'設問': rows}))
    assert [one[2] for one in items(paper)][:2] == ['yes', 'no'], items(paper)
    assert [clause['answer'] for clause in paper['clauses']] == ['はい', '社内のみ', '2年に1回'], paper['clauses']


def test_pairs_side_by_side():
    """Names beside each other in one row of a form each have their own value."""
    rows = [[''] * 12 for _ in range(8)]
    rows[0][0] = 'クラウド利用申請書'
    rows[2][0], rows[2][3], rows[2][6], rows[2][9] = 'サービス名', '潮騒ストレージ', '提供者', '潮騒クラウド株式会社'
    rows[4][0], rows[4][1], rows[4][6] = '1', 'データの保存場所', '国内のみ'
    rows[5][0], rows[5][1], rows[5][6] = '2', 'バックアップの頻度', '毎日'
    paper = harness.answer(CLI, 'show', '--json', harness.save(make_office.xlsx({'様式': rows}), 'form.xlsx'))
    assert paper['edition']['service'] == '潮騒ストレージ' and paper['edition']['vendor'] == '潮騒クラウド株式会社', paper['edition']


def test_title_block():
    """Names above the table are of the cover, rows merged over its width are sections, notes below are no answers."""
    rows = [['クラウドサービス利用前確認シート', '', '', ''], ['', '', '', ''], ['事業者名', '株式会社しらはま情報', '', ''],
            ['サービス名', 'しらはまクラウド', '', ''], ['記入日', '2025年6月2日', '', ''], ['', '', '', ''], HEAD,
            ['体制', '', '', ''], ['1', '責任者を定めていますか。', '○', '取締役'], ['2', '教育を行っていますか。', '×', '検討中'],
            ['技術', '', '', ''], ['3', '通信を暗号化していますか。', '○', 'TLS 1.3'], ['4', '保存する情報を暗号化していますか。', '△', '一部'],
            ['', '', '', ''], ['※1 ○は実施、△は一部実施、×は未実施を表す。', '', '', ''], ['※2 回答は記入日のものである。', '', '', '']]
    paper = show(make_office.xlsx({'確認シート': rows}, after=merged('A1:D1', 'A8:D8', 'A11:D11', 'A15:D15', 'A16:D16')))
    assert (paper['edition']['vendor'], paper['edition']['service'], paper['edition']['issued']) == \
        ('株式会社しらはま情報', 'しらはまクラウド', '2025-06-02'), paper['edition']
    assert items(paper) == [('1', '体制', 'yes', '取締役'), ('2', '体制', 'no', '検討中'), ('3', '技術', 'yes', 'TLS 1.3'),
                            ('4', '技術', 'partial', '一部')], items(paper)


def test_two_tables():
    """A second table on the sheet, with other columns, goes on with questions of its own."""
    rows = [['A. 組織', '', '', '', ''], ['No', '確認項目', '回答', '備考', ''],
            ['1', '方針を定めていますか。', 'はい', '毎年見直す', ''], ['2', '監査を受けていますか。', 'いいえ', '', ''],
            ['3', '委託先を確かめていますか。', 'はい', '契約時', ''], [''] * 5,
            ['B. 技術', '', '', '', ''], ['No', '区分', '確認項目', '実施有無', '説明'],
            ['1', '通信', '通信を暗号化していますか。', '有', 'TLS 1.3'], ['2', '認証', '多要素の認証がありますか。', '無', '来年度'],
            ['3', '記録', '操作を記録していますか。', '有', '一年']]
    paper = show(make_office.xlsx({'確認表': rows}))
    assert [one[2:] for one in items(paper)] == [('yes', '毎年見直す'), ('no', None), ('yes', '契約時'), ('yes', 'TLS 1.3'),
                                                 ('no', '来年度'), ('yes', '一年')], items(paper)
    assert questions(paper)[3:] == ['通信を暗号化していますか。', '多要素の認証がありますか。', '操作を記録していますか。']
    assert len({one[0] for one in items(paper)}) == 6


def test_columns_of_ticks():
    """A tick of whatever shape below one of several headings is the answer."""
    rows = [['番号', '確認内容', '対応済', '対応予定', '未対応', '対象外', 'コメント'],
            ['1', '通信を暗号化している。', 'レ', '', '', '', 'TLS 1.3'], ['2', '鍵を分けて管理している。', '', '✔', '', '', '年度内'],
            ['3', '診断を受けている。', '', '', '●', '', ''], ['4', '磁気テープを施錠して保管している。', '', '', '', '■', '使わない'],
            ['5', '記録を一年保管している。', '〇', '', '', '', '']]
    paper = show(make_office.xlsx({'確認': rows}))
    assert [one[2] for one in items(paper)] == ['yes', 'partial', 'no', 'na', 'yes'], items(paper)
    assert [one[3] for one in items(paper)] == ['TLS 1.3', '年度内', None, '使わない', None], items(paper)


def test_ringed_words():
    """Of the words of a cell the one with a ring is the answer; a ring apart from them is an answer itself."""
    def answers(*cells):
        rows = [HEAD] + [[str(i), f'対策{i}を実施していますか。', cell, ''] for i, cell in enumerate(cells, 1)]
        return [one[2] for one in items(show(make_office.xlsx({'S': rows})))]

    assert answers('○有・無', '有・○無', '◯はい／いいえ', 'はい/○いいえ') == ['yes', 'no', 'yes', 'no']
    assert answers('○', '×', '○（有・無の別なし）', '○ 有・無') == ['yes', 'no', 'yes', 'yes']


def test_list_of_choices():
    """What was chosen from a list may carry its number; the list itself stands on a sheet of its own."""
    rows = [['No.', '設問', 'ご回答\n（選択してください）', '補足説明'],
            ['1', '方針を定めていますか。', '1：実施している', '毎年4月に見直す'], ['2', '教育を行っていますか。', '2：一部実施している', '新人のみ'],
            ['3', '診断を受けていますか。', '3：実施していない', ''], ['4', '紙で保管しますか。', '4：該当しない', ''],
            ['5', '記録を保管していますか。', '1：実施している', '']]
    lists = [['1：実施している'], ['2：一部実施している'], ['3：実施していない'], ['4：該当しない']]
    paper = show(make_office.xlsx({'設問': rows, 'リスト': lists}, after=(
        '<dataValidations count="1"><dataValidation type="list" sqref="C2:C6"><formula1>リスト!$A$1:$A$4</formula1>'
        '</dataValidation></dataValidations>')))
    assert [one[2] for one in items(paper)] == ['yes', 'partial', 'no', 'na', 'yes'], items(paper)
    assert items(paper)[0][3] == '毎年4月に見直す', items(paper)


def test_sheet_of_instructions():
    """How to fill the sheet in stands before it, as text in cells, and asks nothing."""
    how = [['記入要領', ''], ['1', '水色のセルに記入してください。'], ['2', '回答は「はい」「いいえ」から選んでください。'],
           ['3', '分からない項目は空欄のままにしてください。'], ['4', '記入が終わったら担当者に送ってください。'], ['5', '期限は月末です。']]
    rows = [HEAD] + [[str(i), f'対策{i}を実施していますか。', 'はい' if i != 3 else 'いいえ', ''] for i in range(1, 5)]
    paper = show(make_office.xlsx({'記入要領': how, '質問票': rows}))
    assert [one[2] for one in items(paper)] == ['yes', 'yes', 'no', 'yes'], items(paper)
    assert questions(paper) == [row[1] for row in rows[1:]]


def test_numbers_as_text():
    """Numbers are what people see: 1.10 is not 1.1, and 3.0 is 3 where the cell shows it so."""
    rows = [HEAD, [text('1.1'), '方針がありますか。', 'はい', ''], [number('1.2'), '体制がありますか。', 'はい', ''],
            [text('1.10'), '教育がありますか。', 'いいえ', ''], [number('3.0'), '監査がありますか。', 'はい', number('2025')],
            [number('4'), '記録がありますか。', number('1', 't="b"'), ''], [text('５'), '台帳がありますか。', 'はい　', '']]
    paper = show(make_office.xlsx({'S': rows}))
    assert [one[0] for one in items(paper)] == ['1.1', '1.2', '1.10', '3', '4', '5'], items(paper)
    assert [one[2] for one in items(paper)] == ['yes', 'yes', 'no', 'yes', 'yes', 'yes'], items(paper)


def test_written_by_excel():
    """Escaped line ends, formulas with what they gave, errors, and a question over two columns."""
    strings = ''.join(f'<si><t xml:space="preserve">{text}</t></si>' for text in (
        '通信を暗号化_x000D_\nしていますか。', 'はい ', '_x005F_x000D_ は改行ではない', 'いいえ'))
    shared = [(f'<v>{i}</v>', 't="s"') for i in range(4)]
    rows = [[text('No'), text('確認項目'), '', text('回答'), text('備考')],
            [('<f>ROW()-1</f><v>1</v>', ''), shared[0], '', shared[1], shared[2]],
            [('<f>A2+1</f><v>2</v>', ''), text('記録を保管していますか。'), '', shared[3], ('<f>NA()</f><v>#N/A</v>', 't="e"')],
            [('<f>A3+1</f><v>3</v>', ''), text('監査を受けていますか。'), '', ('<f>IF(1,"はい","")</f><v>はい</v>', 't="str"'), ''],
            [('<f>A4+1</f><v>4</v>', ''), text('方針を定めていますか。'), '', shared[1], '']]
    paper = show(make_office.xlsx({'S': rows}, strings=strings, after=merged(*(f'B{i}:C{i}' for i in range(1, 6)))))
    assert [(one[0], one[2]) for one in items(paper)] == [('1', 'yes'), ('2', 'no'), ('3', 'yes'), ('4', 'yes')], items(paper)
    assert questions(paper)[0].replace('\n', '') == '通信を暗号化していますか。' and '_x000D' not in questions(paper)[0]
    assert items(paper)[0][3] == '_x000D_ は改行ではない', items(paper)
    assert items(paper)[1][3] in (None, '#N/A')


def test_formulas_without_values():
    """A program that only writes workbooks stores no values: that is told with the number and the first place."""
    rows = [HEAD, ['1', '方針がありますか。', 'はい', ('<f>B2</f><v></v>', '')], ['2', '教育がありますか。', 'いいえ', ('<f>B3</f>', '')],
            ['3', '監査がありますか。', 'はい', ('<f>IF(1,"","a")</f><v></v>', 't="str"')]]
    paper = show(make_office.xlsx({'確認 1': rows}))
    told = [one for one in paper['warnings'] if one.startswith('Formulas')]
    assert len(told) == 1 and 'empty here: 2, the first in “確認 1” D2' in told[0], paper['warnings']
    assert not [one for one in show(make_office.xlsx({'S': [HEAD, *[row[:3] + [''] for row in rows[1:]]]}))['warnings'] if 'ormula' in one]
    alone = harness.run(CLI, 'show', harness.save(make_office.xlsx({'S': [[('<f>1+1</f>', '')]]}), 'book.xlsx'))
    assert alone.returncode == 2 and 'formulas whose values were never stored' in alone.stderr, alone.stderr

    cell = make_office.ods_cell
    body = '<table:table table:name="S"><table:table-row>' + ''.join(cell(one) for one in HEAD) + '</table:table-row>'
    for row in rows[1:]:
        last = '<table:table-cell table:formula="of:=[.B2]"/>' if row[0] == '2' else \
            '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>'
        body += '<table:table-row>' + ''.join(cell(one) for one in row[:3]) + last + '</table:table-row>'
    paper = show(make_office.odf('spreadsheet', body + '</table:table>'), 'book.ods')
    told = [one for one in paper['warnings'] if one.startswith('Formulas')]
    assert len(told) == 1 and 'empty here: 1, the first in “S” D3' in told[0], paper['warnings']


def test_written_by_libreoffice():
    """Cells and rows that are told once for many, remarks of reviewers, covered cells, and a million empty rows."""
    cell = make_office.ods_cell
    body = '<table:table table:name="確認"><table:table-column table:number-columns-repeated="16384"/>'
    body += '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    body += ('<table:table-header-rows><table:table-row>' + ''.join(cell(title) for title in HEAD)
             + '</table:table-row></table:table-header-rows>')
    for i, (question, answer) in enumerate((('方針がありますか。', 'はい'), ('教育がありますか。', 'いいえ'), ('監査がありますか。', 'はい')), 1):
        remark = ('<table:table-cell office:value-type="string"><office:annotation><dc:creator>審査担当</dc:creator>'
                  '<text:p>要確認</text:p></office:annotation><text:p>' + answer + '</text:p></table:table-cell>')
        body += (f'<table:table-row><table:table-cell office:value-type="float" office:value="{i}"><text:p>{i}</text:p></table:table-cell>'
                 + cell(question) + remark + '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>')
    body += ('<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/>'
             '</table:table-row></table:table>')
    paper = show(make_office.odf('spreadsheet', body), 'book.ods')
    assert [(one[0], one[2], one[3]) for one in items(paper)] == [('1', 'yes', None), ('2', 'no', None), ('3', 'yes', None)], items(paper)
    assert '要確認' not in str(paper['clauses'])


def test_hidden_in_sheet():
    """Questions that a filter hides are questions, and a hidden column of notes is told."""
    rows = [HEAD + ['社内メモ']] + [[str(i), f'対策{i}がありますか。', 'はい', '', '非公開' if i == 2 else ''] for i in range(1, 5)]
    data = make_office.xlsx({'S': rows}, before='<cols><col min="5" max="5" hidden="1" width="0"/></cols>')
    paper = show(data)
    assert [one[0] for one in items(paper)] == ['1', '2', '3', '4']
    assert any('E' in warning for warning in paper['warnings']), paper['warnings']


def test_far_below():
    """A table that begins in the third column, far below pictures and empty cells, with a column of nothing in between."""
    rows = [[''] * 8 for _ in range(14)]
    rows[1][2] = 'セキュリティ質問票'
    rows[4][5] = '回答者'
    rows[4][6] = '株式会社しらはま情報'
    rows.append(['', '', '項番', '質問事項', '', '貴社回答', '詳細', ''])
    for i, (whether, detail) in enumerate((('有', '規程'), ('無', ''), ('有', '年1回'), ('有', '')), 1):
        rows.append(['', '', str(i), f'対策{i}はありますか。', '', whether, detail, ''])
    paper = show(make_office.xlsx({'質問': rows}))
    assert [(one[0], one[2], one[3]) for one in items(paper)] == \
        [('1', 'yes', '規程'), ('2', 'no', None), ('3', 'yes', '年1回'), ('4', 'yes', None)], items(paper)
    assert questions(paper) == [f'対策{i}はありますか。' for i in range(1, 5)]


GREEN, RED, YELLOW, GREY = '#c6efce', '#ffc7ce', '#ffeb9c', '#dddddd'


def coloured(rows):
    """Workbooks of rows in which a tuple is a cell with the fill of its style: (fill, text)."""
    fills = [GREEN, RED, YELLOW, GREY]
    styles = '<fills>' + '<fill><patternFill patternType="none"/></fill>' * 2 + \
        ''.join(f'<fill><patternFill patternType="solid"><fgColor rgb="FF{fill[1:]}"/></patternFill></fill>' for fill in fills) + \
        '</fills><cellXfs><xf/>' + ''.join(f'<xf fillId="{i + 2}"/>' for i in range(len(fills))) + '</cellXfs>'
    cells = [[(f'<is><t>{cell[1]}</t></is>' if cell[1] else '', f't="inlineStr" s="{fills.index(cell[0]) + 1}"')
              if isinstance(cell, tuple) else cell for cell in row] for row in rows]
    yield make_office.xlsx({'S': cells}, styles=styles), 'book.xlsx'
    named = ''.join(f'<style:style style:name="c{i}" style:family="table-cell"><style:table-cell-properties '
                    f'fo:background-color="{fill}"/></style:style>' for i, fill in enumerate(fills))
    body = ''.join('<table:table-row>' + ''.join(
        make_office.ods_cell(cell[1], f' table:style-name="c{fills.index(cell[0])}"') if isinstance(cell, tuple)
        else make_office.ods_cell(cell) for cell in row) + '</table:table-row>' for row in rows)
    yield make_office.odf('spreadsheet', f'<table:table table:name="S">{body}</table:table>', named), 'book.ods'


def test_colours_of_a_legend():
    """An answer that is a colour is what the legend says of it, wherever that stands."""
    below = [['クラウド対応一覧表'], ['凡例', (GREEN, ''), '対応'], ['', (RED, ''), '未対応'], ['', (YELLOW, ''), '一部対応'], ['']]
    beside = [['クラウド対応一覧表'], ['凡例', (GREEN, ''), '対応', (RED, ''), '未対応', (YELLOW, ''), '一部対応'], ['']]
    answers = [HEAD, ['1', '通信を暗号化していますか。', (GREEN, ''), 'TLS 1.3'],
               ['2', '鍵を利用者が管理できますか。', (RED, ''), ''],
               [(GREY, '記録'), (GREY, ''), (GREY, ''), (GREY, '')],
               ['3', '記録を1年保管していますか。', (YELLOW, ''), '一部は半年'],
               ['4', '記録を提供していますか。', '', '社内のみ']]
    for legend in (below, beside):
        for data, name in coloured(legend + answers):
            paper = show(data, name)
            assert [(one[0], one[2], one[3]) for one in items(paper)] == \
                [('1', 'yes', 'TLS 1.3'), ('2', 'no', None), ('3', 'partial', '一部は半年'), ('4', None, '社内のみ')], (name, items(paper))


def test_title_above_a_legend():
    """What the marks of a sheet mean is no part of its title."""
    data = make_office.xlsx({'S': [['Readiness sheet of Bramble Notes'], ['Legend'], ['Yes'], ['No'], [''],
                                   ['No.', 'Question', 'Answer', 'Remarks'], ['1', 'Is data encrypted at rest?', 'Yes', 'AES-256'],
                                   ['2', 'Are logs kept for a year?', 'No', ''], ['3', 'May keys be managed?', 'No', '']]})
    edition = show(data)['edition']
    assert edition['title'] == 'Readiness sheet of Bramble Notes', edition
    assert edition['service'] == 'Bramble Notes', edition


def test_short_sheet():
    """The head of a few rows below a title is a head, also where a full stop stands behind its "No"."""
    for number in ('No', 'No.', '項番'):
        paper = show(make_office.xlsx({'S': [['調査票'], [''], [number, '質問', '回答', '備考'],
                                             ['1', '通信を暗号化していますか', 'はい', 'TLS 1.3'],
                                             ['2', '第三者の認証を取得していますか', 'はい', '準備中'],
                                             ['3', 'データは国内に保存されますか', 'はい', ''],
                                             ['4', '再委託をしていますか', 'いいえ', '']]}))
        assert [(one[0], one[2]) for one in items(paper)] == [('1', 'yes'), ('2', 'yes'), ('3', 'yes'), ('4', 'no')], (number, items(paper))


def test_colours_without_meaning():
    """Bands and colours that words stand on as well say nothing."""
    answers = [HEAD, ['1', '通信を暗号化していますか。', (GREEN, ''), 'TLS 1.3'], ['2', '鍵を利用者が管理できますか。', (RED, ''), '']]
    worded = [(GREEN, 'はい'), (RED, 'いいえ')]
    for rows in ([['対応一覧表'], [''], *answers],
                 [['対応一覧表'], [(GREEN, ''), '対応'], [(RED, ''), '未対応'], [''], worded, [''], *answers],
                 [['対応一覧表'], [(GREEN, ''), '対応'], [(GREEN, ''), '未対応'], [''], *answers]):
        for data, name in coloured(rows):
            paper = harness.answer(CLI, 'show', '--json', harness.save(data, name))
            assert '対応' not in [clause['implemented_text'] for clause in paper['clauses']], (name, rows)


sys.exit(harness.main('workbooks', globals()))
