#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF through the real worker: what is read, and what is refused.

    test-pdf.py DIPTYCH-CLI DUMP-LAYOUT SAMPLES
"""

import os
import re
import subprocess
import sys

import harness
from harness import FOLDER, run

make_pdf = harness.load('make-pdf')
CLI, DUMP, SAMPLES = (os.path.abspath(path) for path in sys.argv[1:4])


def save(data, name='paper.pdf'):
    return harness.save(data, name)


def lay_out(pdf):
    """Returns the lines and warnings of a document, and all that was printed."""
    layout = harness.Layout(DUMP, save(pdf.write()))
    return layout.lines, layout.warnings, layout.out


def cells(line):
    return line['text'][1:-1].split('][')


def refusal(data, name='paper.pdf', **env):
    """Returns the sentence with which a file is refused."""
    done = run(CLI, 'show', save(data, name), **env)
    assert done.returncode == 2, f'status {done.returncode}: {done.stdout[:200]} {done.stderr}'
    assert done.stdout == '' and done.stderr.count('\n') == 1, done.stderr
    return done.stderr


def test_same_paper():
    """A paper printed as PDF says what the text says."""
    for name in 'minato-chohyo-2.0', 'larkfield-ledger-3.0':
        with open(os.path.join(SAMPLES, name + '.txt'), encoding='utf-8') as file:
            text = ''.join(c if c.encode('cp932', 'ignore') else '■' for c in file.read())
        source = save(text.encode(), name + '.txt')
        path = save(make_pdf.print_text(text).write(), name + '.pdf')
        answer = harness.answer(CLI, 'compare', '--json', source, path)
        loud = [pair for pair in answer['pairs'] if pair['class'] not in ('none', 'layout')]
        assert len(answer['pairs']) > 40
        assert not loud, [(pair['class'], pair.get('old'), pair.get('new')) for pair in loud]


def test_ruled_table():
    """Cells that wrap are whole, merged ones stand where they begin, a page cuts no table in two."""
    pdf = make_pdf.Pdf()
    y = pdf.table(60, 80, [30, 80, 200, 40, 100], [
        ['No', '区分', '確認事項', '回答', '備考'],
        ['1', '運用', ['バックアップを取得していること。ま', 'た、その手順を定めていること。'], '有', '毎日'],
        ['2', '', ['Access logs of all users are kept', 'for one year.'], '有', ['一年', '保管']],
        ['3', '組織', '責任者を置いていること。', '無', ''],
    ], merged={(2, 1)})
    pdf.text(60, y + 30, '以上のとおり回答いたします。')
    lines, _warnings, _ = lay_out(pdf)
    rows = [cells(line) for line in lines if line['kind'] == 'row']
    assert rows == [
        ['No', '区分', '確認事項', '回答', '備考'],
        ['1', '運用', 'バックアップを取得していること。また、その手順を定めていること。', '有', '毎日'],
        ['2', '', 'Access logs of all users are kept for one year.', '有', '一年\n保管'],
        ['3', '組織', '責任者を置いていること。', '無', ''],
    ], rows
    assert lines[-1]['kind'] == 'text' and lines[-1]['text'] == '以上のとおり回答いたします。'


def test_symbols():
    """Ticks and boxes of a font of symbols are those that are printed; what such a font has besides is doubted."""
    for name, ticks, expected in (('Wingdings', '\xfe\xa8\xfc\xfd', '☑□✓☒'), ('Wingdings2', 'R\xa3PT', '☑□✓☒')):
        pdf = make_pdf.Pdf(symbols=name)
        for i, tick in enumerate(ticks):
            pdf.text(60, 80 + 20 * i, '控えを毎日とります。')
            pdf.symbol(300, 80 + 20 * i, tick)
        lines, warnings, _ = lay_out(pdf)
        text = ''.join(line['text'] for line in lines)
        assert [c for c in text if c in '☑□✓☒'] == list(expected), (name, text)
        assert not warnings, (name, warnings)
    pdf = make_pdf.Pdf(symbols='Symbol')
    for i in range(8):
        pdf.text(60, 80 + 20 * i, '差は次の値')
        pdf.symbol(300, 80 + 20 * i, '\xa8')
    lines, warnings, _ = lay_out(pdf)
    assert '□' not in ''.join(line['text'] for line in lines) and warnings, (lines, warnings)


def test_tight_rows():
    """Lines between rows are borders even where letters reach over them."""
    pdf = make_pdf.Pdf()
    rows = [['番号', '確認事項', '回答'], ['1', '責任者を置いていること', '有'], ['2', '台帳を備えていること', '無'],
            ['3', '教育を行っていること', '有']]
    for i, row in enumerate(rows):
        for x, cell in zip((63, 103, 223), row):
            pdf.text(x, 100 + 10 * i, cell, 10)
    for i in range(5):
        pdf.line(60, 92 + 10 * i, 260, 92 + 10 * i)
    for x in 60, 100, 220, 260:
        pdf.line(x, 92, x, 132)
    assert [cells(line) for line in lay_out(pdf)[0]] == rows


def test_small_print():
    """The strokes of a page full of letters hide no border, nor does a text that runs beyond its cell."""
    pdf = make_pdf.Pdf()
    rows = [['番号', '確認事項', '回答', '備考']]
    rows += [[str(i), '業務管理台帳整備状況確認責任者報告書閲覧記録' * 2, '有', '確認済'] for i in range(1, 52)]
    rows.append(['52', '', '該当しない', ''])
    for i, row in enumerate(rows):
        for x, cell in zip((43, 73, 443, 483), row):
            pdf.text(x, 52 + 14 * i, cell, 8)
    for i in range(54):
        pdf.line(40, 42 + 14 * i, 540, 42 + 14 * i)
    for x in 40, 70, 440, 480, 540:
        pdf.line(x, 42, x, 42 + 14 * 53)
    assert [cells(line) for line in lay_out(pdf)[0] if line['kind'] == 'row'] == rows


ROWS = [['No.', 'Question', 'Answer', 'Remarks'],
        ['1', 'Is there a policy on the security of information?', 'Yes', ''],
        ['2', 'Are backups taken every day, and are they tried out at least once in each quarter?', 'Yes', 'Every night'],
        ['3', 'Can keys be kept by the customer?', 'No', 'Planned for next year'],
        ['4', 'Is the network divided?', 'Yes', 'By zones']]


def print_rows(rows, lines=None, shaded=False, x=(60, 100, 330, 400)):
    """A table without lines down; lines are the numbers of rows with one below, -1 for one at the top."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 70, 'The answers of the provider are below.', 10)
    y = 90
    if lines and -1 in lines:
        pdf.line(55, y, 540, y)
    for number, row in enumerate(rows):
        cells_of = [make_pdf.fold(cell, 215, 10) for cell in row]
        height = 13 * max(len(cell) for cell in cells_of) + 4
        if shaded and number % 2 == 0:
            pdf.box(55, y, 540, y + height)
        for left, cell in zip(x, cells_of):
            for i, text in enumerate(cell):
                if text:
                    pdf.text(left, y + 12 + 13 * i, text, 10)
        y += height
        if lines and number in lines:
            pdf.line(55, y, 540, y)
    pdf.text(60, y + 40, 'End of the answers of the provider.', 10)
    return [cells(line) for line in lay_out(pdf)[0] if line['kind'] == 'row']


def test_lines_between_rows():
    """A table with lines between its rows only, or with every other row shaded, has columns where its texts leave gaps."""
    assert print_rows(ROWS, range(-1, 5)) == ROWS
    assert print_rows(ROWS, range(4)) == ROWS
    assert print_rows(ROWS, shaded=True) == ROWS
    section = [ROWS[0], ['Security of information', '', '', '']] + ROWS[1:]
    assert print_rows(section, range(-1, 6)) == section
    assert print_rows(ROWS, (-1, 0, 4)) == ROWS

    # Lines below the titles of chapters make none.
    pdf = make_pdf.Pdf()
    for i in range(4):
        pdf.text(60, 90 + 150 * i, f'{i + 1}  Chapter of the paper', 12)
        pdf.line(55, 96 + 150 * i, 540, 96 + 150 * i)
        for j in range(5):
            pdf.text(60, 115 + 150 * i + 14 * j, f'{j}   The text of the chapter goes on from here to the end of its line.', 10)
    assert not [line for line in lay_out(pdf)[0] if line['kind'] == 'row']


def print_aligned(rows, x, widths, space=6, line=11, size=9, y=100):
    """A table of which nothing is drawn: cells that wrap, and rows so far apart."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 60, 'Answers to the questions of customers', 14)
    for row in rows:
        folded = [make_pdf.fold(cell, width, size) for cell, width in zip(row, widths)]
        for left, cell in zip(x, folded):
            for i, text in enumerate(cell):
                if text:
                    pdf.text(left, y + line * i, text, size)
        y += line * max(len(cell) for cell in folded) + space
    pdf.text(60, y + 30, '以上は、当社が提供する全てのサービスについて、毎年4月に見直している回答である。', 10)
    return pdf


def rows_of(pdf):
    return [cells(line) for line in lay_out(pdf)[0] if line['kind'] == 'row']


WRAPPED = [
    ['番号', '確認事項', '回答', '備考'],
    ['1', '情報セキュリティの方針を定め、全ての従業員と、関係する外部の人に知らせていますか。', 'はい', '規程を公開しています。'],
    ['2', '保存する情報を暗号化していますか。方式と鍵の管理も示してください。', 'はい', 'AES-256 を使い、鍵は専用の仕組みで毎年取り替えます。利用者は鍵を持ちません。'],
    ['3', '通信を暗号化していますか。', 'はい', ''],
    ['4', '多要素の認証を提供していますか。', 'いいえ', '来年度に提供する予定です。詳しい日は決まりしだいお知らせします。'],
    ['5', 'ログを保存する場所と、改ざんを防ぐ方法を示してください。', '国内', ''],
]


def test_aligned_cells():
    """Where nothing is drawn at all, three columns that stay free of each other are a table; lines of a cell join."""
    assert rows_of(print_aligned(WRAPPED, (64, 104, 324, 374), (30, 208, 40, 160))) == WRAPPED

    # Without more space between rows than between lines, the first column tells where rows begin.
    assert rows_of(print_aligned(WRAPPED, (64, 104, 324, 374), (30, 208, 40, 160), space=0)) == WRAPPED

    # Titles between rows, in the first column or as wide as the table.
    titles = WRAPPED[:3] + [['技術', '', '', '']] + WRAPPED[3:]
    assert rows_of(print_aligned(titles, (64, 104, 324, 374), (30, 208, 40, 160))) == titles
    wide = '通信と保存の暗号化、及び認証について、次の各項に答えてください'
    titles[3] = [wide, '', '', '']
    assert rows_of(print_aligned(titles, (64, 104, 324, 374), (300, 208, 40, 160))) == titles

    # A chapter and a section; three lines of text between rows are text.
    titles[3:4] = [['2. ' + wide, '', '', ''], ['2.1 通信と保存の暗号化について、次の各項にすべて答えてください', '', '', '']]
    assert rows_of(print_aligned(titles, (64, 104, 324, 374), (300, 208, 40, 160))) == titles
    titles[5:5] = [['この節の答えは、契約の前と、毎年の四月に見直したものを示します', '', '', '']]
    assert not [row for row in rows_of(print_aligned(titles, (64, 104, 324, 374), (300, 208, 40, 160))) if wide in row[0]]

    # The head of a narrow column is cut, and so would be a short table's.
    narrow = [['番号', '確認事項', '実施有無', '備考']] + [row[:2] + ['有'] + row[3:] for row in WRAPPED[1:]]
    assert rows_of(print_aligned(narrow, (64, 104, 324, 374), (30, 208, 24, 160))) == narrow

    english = [['ID', 'Question', 'Answer', 'Comment'],
               ['1.1', 'Is what customers store encrypted, and which lengths have the keys that are used for it?', 'Yes', 'AES-256'],
               ['1.2', 'Is traffic encrypted?', 'Yes', 'TLS 1.2, and whatever comes after it, is all that is spoken.'],
               ['1.3', 'Are logs kept for a year?', 'No', '']]
    assert rows_of(print_aligned(english, (64, 110, 330, 390), (40, 200, 40, 150))) == english

    # A line below the head only, or every other row in grey, says less than the texts do.
    pdf = print_aligned(WRAPPED, (64, 104, 324, 374), (30, 208, 40, 160))
    pdf.line(60, 105, 540, 105)
    assert rows_of(pdf) == WRAPPED
    pdf = print_aligned(WRAPPED, (64, 104, 324, 374), (30, 208, 40, 160))
    pdf.pages[-1][:0] = ['0.8 g 60 718 480 32 re f 0 g']
    assert rows_of(pdf) == WRAPPED


PAIRS = [
    ['用語', '定義'],
    ['利用者', '当社と契約を結び、本サービスを利用する法人をいう。その従業員と、利用者が認めた委託先の従業員を含む。'],
    ['管理者', '利用者が、自らの組織の中で本サービスを管理する者として定めた人をいう。'],
    ['顧客データ', '利用者が本サービスに登録し、又は本サービスで作る情報をいう。記録と設定を含み、統計にした情報を含まない。'],
    ['障害', '本サービスの全部又は一部が利用できない状態をいう。前もって知らせた停止は含まない。'],
    ['保守', '本サービスを保つために当社が行う作業をいう。'],
    ['委託先', '当社が本サービスの一部を任せる者をいう。任せる前に、当社の基準を満たすことを確かめる。'],
]


def test_pairs():
    """Two columns are a table below a head, where texts hang in the second one."""
    at = (64, 160), (90, 330)
    assert rows_of(print_aligned(PAIRS, *at)) == PAIRS
    assert rows_of(print_aligned(PAIRS, *at, space=0)) == PAIRS
    english = [['Term', 'Meaning']] + [[f'{name} data', f'What {name.lower()} people enter, and whatever is made of it by the '
                                        'service, as long as it has not been made anonymous.']
                                       for name in ('Customer', 'Usage', 'Log', 'Contact', 'Payment', 'Backup')]
    assert rows_of(print_aligned(english, *at)) == english

    # Without a head these may be titles in the margin, as chapters with numbers are.
    assert not rows_of(print_aligned(PAIRS[1:], *at))
    chapters = [['章', '内容']] + [[f'{i}. {row[0]}', row[1]] for i, row in enumerate(PAIRS[1:], 1)]
    assert not rows_of(print_aligned(chapters, *at))
    long = PAIRS[:1] + [[row[0], row[1] * 6] for row in PAIRS[1:]]
    assert not rows_of(print_aligned(long, *at))
    few = PAIRS[:4]
    assert not rows_of(print_aligned(few, *at))

    # Text in two columns, whose left one ends sooner.
    pdf = make_pdf.Pdf()
    for k, left in enumerate((60, 310)):
        pdf.text(left, 90, '左の章' if k == 0 else '右の章', 10)
        for i in range(14 + 16 * k):
            pdf.text(left, 110 + 14 * i, '利用者の情報を守るための方法を説明する。', 10)
    assert not rows_of(pdf)


def test_aligned_text():
    """Lists, contents, chapters and text in two columns make no table."""
    contents = [[f'{i}.1', f'Chapter {i} of the paper', str(3 * i)] for i in range(1, 9)]
    assert not rows_of(print_aligned(contents, (64, 100, 500), (30, 300, 30)))
    marks = [['●', f'Measure number {i} of the provider', '●', f'Another measure with number {i}'] for i in range(1, 9)]
    assert not rows_of(print_aligned(marks, (64, 80, 320, 336), (10, 220, 10, 200)))
    few = [['Version', 'Date', 'Changes'], ['1.0', '2024-04-01', 'First edition']]
    assert not rows_of(print_aligned(few, (64, 130, 230), (50, 80, 250)))

    # Numbers of two lists beside each other stand wherever their items begin.
    pdf = make_pdf.Pdf()
    for left, step in (60, 3), (320, 2):
        for i in range(24):
            if i % step == 0:
                pdf.text(left, 100 + 14 * i, f'{i // step + 1}.')
            pdf.text(left + 30, 100 + 14 * i, '利用者の情報を守るための方法を説明する。')
    assert not rows_of(pdf)

    # The chapter behind a table is none of its rows.
    pdf = print_aligned(WRAPPED, (64, 104, 324, 374), (30, 208, 40, 160))
    last = [line for line in lay_out(pdf)[0]][-1]
    assert last['kind'] == 'text' and last['text'].startswith('以上は'), last


HEAD = [['番号', '項目', '回答'], ['1', '稼働率', '99.9'], ['2', '窓口', '平日'], ['3', '保存の期間', '一年']]


def draw_cells(draw, behind='', front=''):
    """A page with a table; @draw writes what is drawn of each border, from x0, y0, x1, y1 of the page."""
    pdf = make_pdf.Pdf()
    xs = 60, 120, 260, 400
    ys = [100 + 24 * i for i in range(len(HEAD) + 1)]
    borders = [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
    pdf.pages[-1] += [behind] + [draw(x0, make_pdf.HEIGHT - y0, x1, make_pdf.HEIGHT - y1) for x0, y0, x1, y1 in borders]
    pdf.pages[-1].append(front)
    for y, row in zip(ys, HEAD):
        for x, cell in zip(xs, row):
            pdf.text(x + 4, y + 15, cell, 10)
    return pdf


def test_ways_to_draw():
    """A border is one whether it is a line, a bar, dashes, two edges of an area, or turned and scaled before."""
    bar = '{0} {1} {2} {3} re f'
    ways = {
        'line': lambda *at: '0.5 w {} {} m {} {} l S'.format(*at),
        'hairline': lambda *at: '0 w {} {} m {} {} l S'.format(*at),
        'thick': lambda *at: '3 w {} {} m {} {} l S'.format(*at),
        'dashes': lambda *at: '[2 2] 0 d 0.5 w {} {} m {} {} l S [] 0 d'.format(*at),
        'bar': lambda x0, y0, x1, y1: bar.format(x0, y0, max(x1 - x0, 0.6), min(y1 - y0, -0.6)),
        'grey': lambda x0, y0, x1, y1: '0.8 g ' + bar.format(x0, y0, max(x1 - x0, 0.6), min(y1 - y0, -0.6)) + ' 0 g',
        'scaled': lambda *at: 'q 0.1 0 0 0.1 0 0 cm 6 w {} {} m {} {} l S Q'.format(*(10 * value for value in at)),
        'clipped': lambda x0, y0, x1, y1: f'q 58 600 344 200 re W n 1 w {x0 and 20 if x1 > x0 else x0} {y0} m '
                                          f'{580 if x1 > x0 else x1} {y1} l S Q',
    }
    for name, draw in ways.items():
        assert rows_of(draw_cells(draw)) == HEAD, name

    # A curve as wide as the page makes it too difficult to tell from the paths; the picture tells the same.
    assert rows_of(draw_cells(ways['line'], behind='0.9 g 0 0 m 300 90 500 20 595 0 c f 0 g')) == HEAD
    assert rows_of(draw_cells(ways['line'], behind='0.9 g 20 20 560 800 re f 0 g')) == HEAD


def test_what_is_not_seen():
    """Lines that are as white as the paper, or below something, divide nothing."""
    line = '1 w {} {} m {} {} l S'
    plain = draw_cells(lambda *at: '')
    for name, draw, front in (
            ('white', lambda *at: '1 G ' + line.format(*at) + ' 0 G', ''),
            ('covered', lambda *at: line.format(*at), '1 g 40 500 500 300 re f 0 g'),
            ('outside', lambda *at: 'q 0 0 10 10 re W n ' + line.format(*at) + ' Q', '')):
        assert lay_out(draw_cells(draw, front=front))[0] == lay_out(plain)[0], name


def test_pages_alike():
    """A page that comes behind one with a table is looked at once for text and lines, and says the same."""
    pdf = make_pdf.Pdf()
    pages = [draw_cells(lambda *at: '0.5 w {} {} m {} {} l S'.format(*at)).pages[0],
             print_aligned(WRAPPED, (64, 104, 324, 374), (30, 208, 40, 160)).pages[0], draw_cells(lambda *at: '').pages[0], []]
    alone = []
    pdf.pages.clear()
    for page in pages * 2:
        pdf.pages.append(page)
        single = make_pdf.Pdf()
        single.pages[0] = page
        alone.append([cells(line) for line in lay_out(single)[0]] if page else [])
    together = lay_out(pdf)[0]
    for number, expected in enumerate(alone, 1):
        assert [cells(line) for line in together if int(line['page']) == number] == expected, number


def test_words_at_borders():
    """A line of a cell that ends early, because what comes next cannot be broken, goes on."""
    pdf = make_pdf.Pdf()
    pdf.table(60, 80, [40, 100, 60], [
        ['番号', '確認事項', '回答'],
        ['1', ['鍵を管理し、外部の', 'SaaS）に預けない。'], '有'],
        ['2', ['記録を保つこと。', '・一年の間'], '有'],
        ['3', ['監査の記録をつけ', '「手順書」に従う。'], '無'],
    ])
    assert [cells(line)[1] for line in lay_out(pdf)[0]] == [
        '確認事項', '鍵を管理し、外部のSaaS）に預けない。', '記録を保つこと。\n・一年の間',
        '監査の記録をつけ「手順書」に従う。']


def test_underlines_and_shading():
    """What underlines a link inside a cell is no border; shaded heads are read."""
    pdf = make_pdf.Pdf()
    pdf.box(60, 80, 360, 100)
    pdf.table(60, 80, [60, 120, 160], [
        ['番号', '項目', '回答'],
        ['1', '稼働率', ['https://a.example', '99.9パーセント']],
        ['2', '窓口', '平日'],
    ])
    # Just below the baseline of the link, from the border of its cell.
    pdf.line(243, 116, 350, 116)
    rows = [cells(line) for line in lay_out(pdf)[0] if line['kind'] == 'row']
    assert [row[0] for row in rows] == ['番号', '1', '2'], rows
    assert rows[1][2] == 'https://a.example\n99.9パーセント', rows[1]

    # A link that fills its cell: from its first letter to nearly the other border.
    pdf = make_pdf.Pdf()
    pdf.table(60, 80, [60, 120, 117], [['番号', '項目', '回答'], ['1', '告知', ['https://www.a.example', 'に載せます。']],
                                       ['2', '窓口', '平日']])
    pdf.line(243, 115, 356, 115)
    rows = [cells(line) for line in lay_out(pdf)[0] if line['kind'] == 'row']
    assert [row[0] for row in rows] == ['番号', '1', '2'] and len(rows[1][2].split('\n')) <= 2, rows


def test_order_in_file():
    """The order in which a file has its letters means nothing."""
    pdf = make_pdf.Pdf()
    for y in 300, 100, 200:
        pdf.text(60, y, f'{y // 100}行目の文である。')
    assert [line['text'] for line in lay_out(pdf)[0]] == ['1行目の文である。', '2行目の文である。', '3行目の文である。']


def test_two_columns():
    """The left column comes before the right one, and a title above them before both."""
    pdf = make_pdf.Pdf()
    pdf.text(200, 70, '二段組の資料')
    left = [f'左の段の{i}行目はこの段の幅いっぱいに続く' for i in range(1, 13)]
    right = [f'右の段の{i}行目もこの段の幅いっぱいに続く' for i in range(1, 13)]
    for i in range(12):
        pdf.text(50, 110 + 16 * i, left[i], 10)
        pdf.text(310, 110 + 16 * i, right[i], 10)
    assert [line['text'] for line in lay_out(pdf)[0]] == ['二段組の資料'] + left + right


def print_columns(pdf, texts, y=(110, 116), ends=(12, 12), pitch=16):
    """Columns of text whose lines stand at different heights, with a title in each."""
    for side, left in enumerate((50, 310)):
        at = y[side]
        for i in range(1, ends[side] + 1):
            if i == 5 + 2 * side:
                at += 13
            text = f'{texts[side]}の{i}行目はこの段の幅いっぱいに続く'
            pdf.text(left, at, text, 10)
            yield text
            at += pitch


def test_uneven_columns():
    """Lines of two columns need not stand at one height; heads and feet around them stay where they are."""
    pdf = make_pdf.Pdf()
    pdf.text(50, 50, '資料の題名', 8)
    pdf.text(460, 50, '2025年4月1日', 8)
    said = list(print_columns(pdf, ('左の段', '右の段')))
    pdf.text(250, 800, '1/3', 8)

    # A picture and a table as wide as a column stay in it, and the last page has a few lines only.
    pdf.new_page()
    more = list(print_columns(pdf, ('次の左', '次の右'), ends=(30, 14)))
    pdf.table(310, 420, [60, 60, 90], [['番号', '項目', '回答'], ['1', '稼働率', '99.9'], ['2', '窓口', '平日']], 9)
    pdf.new_page()
    rest = list(print_columns(pdf, ('最後の左', '最後の右'), y=(60, 60), ends=(3, 1)))

    lines = lay_out(pdf)[0]
    first = [line['text'] for line in lines if line['page'] == '1']
    assert first == ['資料の題名', '2025年4月1日'] + said + ['1/3'], first
    second = [line['text'] for line in lines if line['page'] == '2']
    assert second[:44] == more and len(second) == 47 and '稼働率' in second[45], second
    assert [line['text'] for line in lines if line['page'] == '3'] == rest


def test_box_beside_text():
    """A box beside a paragraph is read behind it, and what comes below stands below both."""
    pdf = make_pdf.Pdf()
    said = [f'本文の{i}行目は枠の左で折り返して続く文である' for i in range(1, 10)]
    box = ['要点', '保存する情報を暗号化しています。', '鍵は利用者ごとに分けています。', '記録は一年の間保管しています。',
           '窓口は平日に開いています。']
    for i, text in enumerate(said):
        pdf.text(60, 100 + 15 * i, text, 10)
    for i, text in enumerate(box):
        pdf.text(350, 107 + 12 * i, text, 9)
    pdf.text(60, 260, '2. 次の見出し', 14)
    pdf.text(60, 285, '次の本文は、枠の下で頁の幅いっぱいに続き、その先も折り返すことなく書かれている文である。', 10)
    texts = [line['text'] for line in lay_out(pdf)[0]]
    assert texts[:14] == said + box and texts[14] == '2. 次の見出し', texts


def test_notes():
    """The mark of a note leaves the text; a raised number that is none stays in its line as what it is."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 100, 'AES-256', 10)
    pdf.text(95.5, 97, '1', 6)
    pdf.text(110, 100, 'を使い、床は', 10)
    pdf.text(170.5, 100, '40m', 10)
    pdf.text(185.5, 97, '2', 6)
    pdf.text(195, 100, 'である。', 10)
    for i in range(10):
        pdf.text(60, 130 + 16 * i, f'本文の{i + 10}行目はこの頁の幅のおよそ半分まで続いていく。', 10)
    pdf.text(60, 780, '1. 管理者の手引きに方式の一覧がある。', 8)
    texts = [line['text'].replace(' ', '') for line in lay_out(pdf)[0]]
    assert texts[0] == 'AES-256を使い、床は40m²である。', texts[0]
    assert texts[-1] == '※1管理者の手引きに方式の一覧がある。', texts[-1]


def test_large_notes():
    """A note in letters as large as the text's, whose raised number is drawn behind it, and which goes on on a second line."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 80, '1. 暗号化', 16)
    pdf.text(60, 110, '通信と保管のどちらでも、すべてのデータを暗号化します。', 12)
    pdf.text(60 + 12 * 27, 106, '1', 7)
    pdf.text(60, 128, 'その方式は毎年見直します。', 12)
    pdf.text(66, 700, '方式の一覧は、管理者の手引きの付録に定めるものとし、変えたと', 12)
    pdf.text(60, 714, 'きはお客様に知らせます。', 12)
    pdf.text(60, 696, '1', 7)
    paper = harness.answer(CLI, 'show', '--json', save(pdf.write()))
    blocks = [(block['marker'], block['text']) for clause in paper['clauses'] for block in clause['blocks']]
    assert ('※1', '方式の一覧は、管理者の手引きの付録に定めるものとし、変えたときはお客様に知らせます。') in blocks, blocks
    assert not any('¹' in text or text.endswith('1') for _, text in blocks), blocks


def test_endnotes():
    """Notes at the end of a printed page of the web, which have lost the links to them, belong to their paragraphs."""
    def printed(notes, mark='2'):
        pdf = make_pdf.Pdf()
        pdf.text(60, 80, '1. 暗号化', 16)
        pdf.text(60, 110, '通信を暗号化します。', 10)
        pdf.text(160, 106, '1', 8.9)
        pdf.new_page()
        pdf.text(60, 80, '2. 消去', 16)
        pdf.text(60, 110, '契約の後に消去します。', 10)
        pdf.text(170, 106, mark, 8.9)
        for i, note in enumerate(notes):
            pdf.text(80, 200 + 30 * i, note, 10)
        paper = harness.answer(CLI, 'show', '--json', save(pdf.write()))
        return [[(block['marker'], block['text']) for block in clause['blocks']] for clause in paper['clauses']]

    assert printed(['1. TLS 1.3 による。↑', '2. 30 日以内に行う。↑']) == [
        [(None, '通信を暗号化します。'), ('※1', 'TLS 1.3 による。')], [(None, '契約の後に消去します。'), ('※2', '30 日以内に行う。')]]
    # A list is none, nor are notes without their marks.
    assert 'TLS' not in str(printed(['1. TLS 1.3 による。', '2. 30 日以内に行う。'])[0])
    assert 'TLS' not in str(printed(['1. TLS 1.3 による。↑', '2. 30 日以内に行う。↑'], mark='3')[0])


def test_notes_alike():
    """Notes that say the same on several pages are no running feet."""
    pdf = make_pdf.Pdf()
    for i in range(1, 5):
        if i > 1:
            pdf.new_page()
        pdf.text(60, 80, f'{i}. 対策の{i}', 16)
        pdf.text(60, 110, f'当社は対策の{i}を行います。', 10.5)
        pdf.text(60 + 10.5 * 12.5, 107, str(i), 6)
        for k in range(4):
            pdf.text(60, 140 + 16 * k, 'その方法は毎年見直し、変えたときはお客様に知らせます。', 10.5)
        pdf.text(60, 780, f'{i} 本項は専用環境と共有環境で異なります。', 9)
    paper = harness.answer(CLI, 'show', '--json', save(pdf.write()))
    assert [(clause['blocks'][1]['marker'], clause['blocks'][1]['text']) for clause in paper['clauses']] == [
        (f'※{i}', '本項は専用環境と共有環境で異なります。') for i in range(1, 5)], paper['clauses']


def test_title_of_a_column():
    """A title that its column breaks is one."""
    pdf = make_pdf.Pdf()
    for page in range(2):
        if page > 0:
            pdf.new_page()
        for side, left in enumerate((50, 310)):
            pdf.text(left, 90, f'{2 * page + side + 1}.情報を守るための方針', 20)
            pdf.text(left, 114, '及び役割', 20)
            for i in range(24):
                pdf.text(left, 150 + 14 * i, f'段の{i + 10}行目はこの段の幅いっぱいに続くもの', 10)
    titles = [line['text'] for line in lay_out(pdf)[0] if line['kind'] == 'heading']
    assert titles == [f'{i}.情報を守るための方針及び役割' for i in range(1, 5)], titles


def test_titles_of_short_paragraphs():
    """Where paragraphs are short, titles are much of the text, and titles all the same; slides have none. A title that
    breaks before its last bracket is one."""
    for size, wanted in ((10, 8), (16, 0)):
        pdf = make_pdf.Pdf()
        for i in range(4):
            pdf.text(60, 90 + 140 * i, f'資産の管理に関する方針の{i}（A.5.{i}', size * 1.5, bold=True)
            pdf.text(60, 90 + 140 * i + size * 1.9, '）', size * 1.5, bold=True)
            pdf.text(60, 90 + 140 * i + size * 4, f'責任者の定めの{i}', size * 1.3, bold=True)
            pdf.text(60, 90 + 140 * i + size * 6, '当社が定め、見直すものとして管理しています。', size)
        titles = [line['text'] for line in lay_out(pdf)[0] if line['kind'] == 'heading']
        assert len(titles) == wanted, (size, titles)
        assert wanted == 0 or titles[:2] == ['資産の管理に関する方針の0（A.5.0）', '責任者の定めの0'], titles


def test_tight_paragraphs():
    """Paragraphs without space between them end where a line stops short, below headings in larger letters as well;
    lines that are full belong together."""
    lines = ['当社はお預かりしたデータを国内の二つの施設に保管し、毎日一回その写しを別の施設に送り',
             'ます。写しは三十日のあいだ残します。',
             '保守を行う者は許された端末からのみ施設に入り、入った時刻と作業の内容を記録簿に残し、',
             '責任者が毎週その記録を確かめ、ふだんと違う出入りがあればその日のうちに部門の長に伝え',
             'ます。',
             '障害が起きたときは一時間以内に電子メールでお客様にお知らせし、原因と対策を後日文書で',
             'お送りします。']
    for size in 16, make_pdf.SIZE:
        pdf = make_pdf.Pdf()
        y = 60
        for title in '1. 保管の方針', '2. 運用の方針', '3. 終了の方針':
            pdf.text(57, y, title, size, bold=size > make_pdf.SIZE)
            for i, line in enumerate(lines):
                pdf.text(57, y + 34 + 17 * i, line)
            y += 60 + 17 * len(lines)
        clauses = harness.answer(CLI, 'show', '--json', save(pdf.write()))['clauses']
        texts = [[block['text'] for block in clause['blocks']] for clause in clauses]
        wanted = [''.join(lines[:2]), ''.join(lines[2:5]), ''.join(lines[5:])]
        assert texts == [wanted] * 3, (size, texts)


def test_large_page_numbers():
    """A number below all else is that of the page, in whatever size; the foot of a browser is two texts."""
    pdf = make_pdf.Pdf()
    for page in range(1, 6):
        if page > 1:
            pdf.new_page()
        pdf.text(60, 90, f'{page}. 方針', 18)
        for i in range(10):
            pdf.text(60, 130 + 16 * i, f'{page}枚目の{i}行目の本文はこの頁の幅いっぱいまで続いていく。')
        pdf.text(24, 790, 'https://www.harbour-light.example/paper.html', 8)
        pdf.text(540, 790, f'{page}/5', 8)
        pdf.text(280, 820, f'{page} / 5', 14)
    lines = lay_out(pdf)[0]
    assert [line['text'] for line in lines if line['kind'] == 'heading'] == [f'{i}. 方針' for i in range(1, 6)]
    assert [line['text'] for line in lines][-3:] == ['https://www.harbour-light.example/paper.html', '5/5', '5 / 5']


def test_title_in_column():
    """A large title at the top of a column, beside which other rows stand, is part of its column."""
    pdf = make_pdf.Pdf()
    left = [f'左の段の{i}行目はこの段の幅いっぱいに続く' for i in range(1, 13)]
    right = [f'右の段の{i}行目もこの段の幅いっぱいに続く' for i in range(1, 17)]
    pdf.text(50, 102, '大きな字で書いた', 20)
    pdf.text(50, 130, '資料の題名', 20)
    for i in range(12):
        pdf.text(50, 160 + 16 * i, left[i], 10)
    for i in range(16):
        pdf.text(310, 96 + 16 * i, right[i], 10)
    assert [line['text'] for line in lay_out(pdf)[0]] == ['大きな字で書いた', '資料の題名'] + left + right


def test_high_rows():
    """Rows of a table may be as high as a dozen lines, one that goes on on the next page too."""
    pdf = make_pdf.Pdf()
    long = '\n'.join(f'この施策の説明の{i}行目' for i in range(14))
    pdf.table(50, 60, [30, 160, 60, 160, 60], [['No', '施策', '状況', '備考', '担当'],
                                               *([str(i), long, '済', '備考である', '甲'] for i in range(1, 4))])
    pdf.new_page()
    pdf.table(50, 60, [30, 160, 60, 160, 60], [['', '前の頁からの続きの文', '', '', ''], ['4', long, '済', '備考である', '甲']])
    lines = lay_out(pdf)[0]
    found = [cells(line) for line in lines if line['kind'] == 'row']
    assert [row[0] for row in found] == ['No', '1', '2', '3', '4'], lines
    assert all(len(row) == 5 for row in found) and found[3][1].endswith('前の頁からの続きの文'), found


def pages_of_rows(*pages, foot='台帳'):
    """The rows of a ruled table that goes over pages, each of which has a foot."""
    pdf = make_pdf.Pdf()
    for i, rows in enumerate(pages, 1):
        if i > 1:
            pdf.new_page()
        pdf.table(50, 60, [40, 80, 380], rows)
        pdf.text(280, 800, f'{foot} {i}')
    return [cells(line) for line in lay_out(pdf)[0] if line['kind'] == 'row']


def test_rows_cut_by_pages():
    """A row that goes on on the next page is one row; one below a merged cell is a row of its own."""
    head = ['No', '項目', '内容']
    text = '利用者のデータは当社が定める手順に従って管理し、その記録を一年'
    assert pages_of_rows([head, ['1', '記録', '残す。'], ['2', '管理', text]], [['', '', '間保管する。'], ['3', '監査', '行う。']]) == [
        head, ['1', '記録', '残す。'], ['2', '管理', text + '間保管する。'], ['3', '監査', '行う。']]
    # Its head comes again, and it is long: two pages have a part of it.
    assert pages_of_rows([head, ['1', '記録', '残す。'], ['2', '管理', text]], [head, ['', '', text]],
                         [head, ['', '', 'である。'], ['3', '監査', '行う。']]) == [
        head, ['1', '記録', '残す。'], ['2', '管理', text + text + 'である。'], ['3', '監査', '行う。']]
    # The number has stayed on one page, the rest is on the next.
    assert pages_of_rows([head, ['1', '記録', '残す。'], ['2', '', '']], [['', '管理', 'する。'], ['3', '監査', '行う。']]) == [
        head, ['1', '記録', '残す。'], ['2', '管理', 'する。'], ['3', '監査', '行う。']]
    assert pages_of_rows([head, ['1', 'Logs', 'Kept.'], ['2', 'Backup', 'We take backups of all data and keep them for at least']],
                         [['', '', 'thirty days.'], ['3', 'Audit', 'Yearly.']])[2][2].endswith('at least thirty days.')
    # Both have said what they say.
    for rows in ([[head, ['一', '記録', '残す。'], ['二', '管理', 'する。']], [['', '消去', '消す。'], ['三', '監査', '行う。']]],
                 [[head, ['一', '記録', '残す。'], ['', '管理', 'する。']], [['', '', '消す。'], ['三', '監査', '行う。']]]):
        assert pages_of_rows(*rows) == rows[0] + rows[1], rows


def test_table_without_rules():
    """Short texts beside long ones stay beside them."""
    pdf = make_pdf.Pdf()
    for i in range(10):
        pdf.text(60, 100 + 18 * i, f'項目{i}')
        pdf.text(200, 100 + 18 * i, f'これは項目{i}の説明で、長く続く文である。')
    lines = lay_out(pdf)[0]
    assert len(lines) == 10, [line['text'] for line in lines]
    assert re.fullmatch(r'項目3 {3,}これは項目3の説明で、長く続く文である。', lines[3]['text']), lines[3]['text']


def test_letters():
    """Sizes and weights are told, paragraphs apart, pages counted."""
    pdf = make_pdf.Pdf(title='資料の題名')
    pdf.text(60, 80, '大きな見出し', size=18, bold=True)
    pdf.text(60, 130, '一つ目の段落。')
    pdf.text(60, 147, '二行目。')
    pdf.text(60, 200, '二つ目の段落。')
    pdf.new_page()
    pdf.text(60, 80, '次の頁。')
    lines, _warnings, out = lay_out(pdf)
    assert 'title 資料の題名' in out and '2 pages' in out
    assert lines[0]['size'] == '18.0' and lines[0]['bold'] and not lines[1]['bold']
    assert [line['blank'] for line in lines[1:4]] == ['1', '0', '1'], lines
    assert lines[4]['page'] == '2'


def test_rotated():
    """A page that is shown turned is read as it is shown."""
    pdf = make_pdf.Pdf(rotate=90)
    pdf.text(60, 80, '回転した頁の文。')
    lines = lay_out(pdf)[0]
    assert ''.join(line['text'] for line in lines).replace('\n', '') == '回転した頁の文。', lines


def test_vertical():
    """Writing from top to bottom is read from right to left, and told."""
    pdf = make_pdf.Pdf()
    said = [f'縦書きの{i}行目の文章はここに続きます。' for i in '一二三四']
    for i, text in enumerate(said):
        pdf.text(500 - 30 * i, 80 if i else 100, text, vertical=True)
    lines, warnings, _ = lay_out(pdf)
    assert any('top to bottom' in warning for warning in warnings), warnings
    assert [line['text'] for line in lines] == said, lines
    assert [line['indent'] for line in lines] == ['4', '0', '0', '0'], lines


def test_askew():
    """A word across each page comes between no letters of it; it is told once. A large title is none."""
    said = [f'{i}行目の文は、この頁の幅のおよそ半分まで続くものである。' for i in range(28)]
    for degrees in 45, 30, 60, -45:
        pdf = make_pdf.Pdf()
        for page in range(2):
            if page > 0:
                pdf.new_page()
            pdf.text(60, 80, '大きな字の題名', 30)
            for i, text in enumerate(said):
                pdf.text(60, 120 + 18 * i, text)
            pdf.askew(110, 620 if degrees > 0 else 200, '社外秘 CONFIDENTIAL', 50, degrees)
        lines, warnings, _ = lay_out(pdf)
        assert [line['text'] for line in lines] == 2 * (['大きな字の題名'] + said), (degrees, [line['text'] for line in lines])
        assert len(warnings) == 1 and '社外秘CONFIDENTIAL' in warnings[0], (degrees, warnings)


def test_margins():
    """What runs up the margin is a line behind the page; what runs up in a table stays there."""
    said = [f'{i}行目の文は、この頁の幅のおよそ半分まで続くものである。' for i in range(28)]
    pdf = make_pdf.Pdf()
    for i, text in enumerate(said):
        pdf.text(60, 120 + 18 * i, text)
    pdf.turned(575, 500, '取扱注意 関係者限り', 8)
    assert [line['text'].replace(' ', '') for line in lay_out(pdf)[0]] == said + ['取扱注意関係者限り']

    pdf = make_pdf.Pdf()
    pdf.table(60, 100, [40, 40, 200], [['区', '番', '内容'], ['', '1', '方針を定める。'], ['', '2', '役割を定める。']])
    pdf.turned(125, 150, '組織の対策', 4)
    assert '策' in ''.join(cells(line)[1] for line in lay_out(pdf)[0] if line['kind'] == 'row')


def test_upside_down():
    """A page that stands on its head is read as if it stood on its feet, and told."""
    pdf = make_pdf.Pdf(rotate=180)
    pdf.text(60, 80, '一行目はここから始まる文である。')
    pdf.text(60, 100, '二行目はそのあとに続く。')
    lines, warnings, _ = lay_out(pdf)
    assert [line['text'] for line in lines] == ['一行目はここから始まる文である。', '二行目はそのあとに続く。'], lines
    assert any('upside down' in warning for warning in warnings), warnings


def test_forms():
    """What was filled into a form is read where it stands."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 100, '1. 会社の名前')
    pdf.text(60, 130, '2. 暗号化しているか')
    pdf.text(60, 160, '3. 備考')
    fields = [
        '/FT /Tx /T (name) /V (Harbour Light Ltd.) /Rect [200 736 400 756]',
        '/FT /Btn /T (yes) /V /On /AS /On /Rect [200 708 212 720] /AP << /N << /On 90 0 R /Off 90 0 R >> >>',
        '/FT /Btn /T (no) /V /Off /AS /Off /Rect [260 708 272 720] /AP << /N << /On 90 0 R /Off 90 0 R >> >>',
        '/FT /Ch /T (note) /Opt [(first) (second)] /V (second) /Ff 131072 /Rect [200 676 400 696]',
    ]
    data = pdf.write()
    extra = b''.join(b'%d 0 obj\n<< /Type /Annot /Subtype /Widget /F 4 %s /DA (/Helv 10 Tf) >>\nendobj\n' %
                     (80 + i, field.encode()) for i, field in enumerate(fields))
    extra += b'90 0 obj\n<< /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream\nendobj\n'
    annotations = b'[' + b' '.join(b'%d 0 R' % (80 + i) for i in range(len(fields))) + b']'
    data = data.replace(b'<< /Type /Page /Parent', b'<< /Type /Page /Annots ' + annotations + b' /Parent')
    data = data.replace(b'/Type /Catalog', b'/Type /Catalog /AcroForm << /Fields ' + annotations + b' >>')
    # The places in its table are wrong now: it is mended as any reader does.
    data = data.replace(b'xref\n0', extra + b'xref\n0', 1)
    layout = harness.Layout(DUMP, harness.save(data, 'form.pdf'))
    lines = [re.sub(' +', ' ', line['text']) for line in layout.lines]
    assert lines == ['1. 会社の名前 Harbour Light Ltd.', '2. 暗号化しているか ☑ ☐', '3. 備考 second'], layout.out


def test_late_header():
    """What was saved with a header of the network before it is a PDF all the same."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 80, '頁の文。')
    path = harness.save(b'HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n' + pdf.write(), 'late.bin')
    assert [line['text'] for line in harness.Layout(DUMP, path).lines] == ['頁の文。']


def test_turned_table():
    """A wide table on a tall page, with its text running up, is a table."""
    pdf = make_pdf.Pdf()
    rows = [['番号', '確認事項', '回答'], ['1', 'バックアップを取得していること。', '有'], ['2', 'Keys are kept apart from data.', '無']]
    for i, row in enumerate(rows):
        for offset, cell in zip((10, 60, 310), row):
            pdf.turned(100 + 30 * i, 700 - offset, cell)
    for i in range(4):
        pdf.line(80 + 30 * i, 700, 80 + 30 * i, 300)
    for offset in 0, 50, 300, 400:
        pdf.line(80, 700 - offset, 170, 700 - offset)
    lines, warnings, _ = lay_out(pdf)
    assert [cells(line) for line in lines] == rows, lines
    assert any('bottom to top' in warning for warning in warnings), warnings

    # Digits below each other are no line that runs down.
    pdf = make_pdf.Pdf()
    for i in range(20):
        pdf.text(60, 80 + 12 * i, str(i % 10))
    assert len(lay_out(pdf)[0]) == 20


def test_no_text():
    """Pages without text are refused with advice; one among others is told."""
    pdf = make_pdf.Pdf()
    pdf.line(100, 100, 300, 300)
    assert 'OCR' in refusal(pdf.write())
    pdf.new_page()
    pdf.text(60, 80, '二頁目には文がある。')
    assert any('page 1' in warning for warning in lay_out(pdf)[1])


def test_scans():
    """A page that is a picture is told, with recognised letters or without; a picture in a page is not."""
    pdf = make_pdf.Pdf()
    pdf.picture(0, 0, 595, 842)
    for i in range(10):
        pdf.text(60, 80 + 20 * i, '読み取られた文字がここに並んでいる。')
    pdf.new_page()
    pdf.picture(10, 10, 585, 830)
    pdf.text(290, 820, '2')
    pdf.new_page()
    pdf.picture(100, 100, 300, 300)
    pdf.text(60, 400, '図の下の文である。')
    warnings = lay_out(pdf)[1]
    assert len(warnings) == 2, warnings
    assert 'Page 1' in warnings[0] and 'scan' in warnings[0], warnings
    assert 'Page 2' in warnings[1] and 'next to no text' in warnings[1], warnings


def test_doubtful_letters():
    """Letters that the fonts do not tell are counted."""
    pdf = make_pdf.Pdf()
    pdf.pages[-1].append(f'BT /F 10 Tf 60 700 Td <{"文である。".encode("utf-16-be").hex()}{"e001" * 20}> Tj ET')
    # A font whose codes stand for themselves.
    pdf.write = lambda write=pdf.write: write().replace(b'UniJIS-UTF16-H /Desc', b'Identity-H /Desc').replace(
        b'(Japan1)', b'(Identity)')
    warnings = lay_out(pdf)[1]
    assert any('Page 1' in warning and 'could not be told' in warning for warning in warnings), warnings


def test_mended_letters():
    """Kanji that a font calls radicals, ligatures and keys that are called marks are what they look like."""
    said = '⽅針を⽤いる⻑さと⼾⼝、eﬃcient ﬁle a\u0332b'
    pdf = make_pdf.Pdf()
    pdf.pages[-1].append(f'BT /F 10 Tf 60 700 Td <{said.encode("utf-16-be").hex()}> Tj ET')
    pdf.write = lambda write=pdf.write: write().replace(b'UniJIS-UTF16-H /Desc', b'Identity-H /Desc').replace(
        b'(Japan1)', b'(Identity)')
    texts = [line['text'].replace(' ', '') for line in lay_out(pdf)[0]]
    assert texts == ['方針を用いる長さと戸口、efficientfilea_b'], texts


def test_spread_letters():
    """Letters that are set apart over the width of a line have no spaces between them; words have."""
    pdf = make_pdf.Pdf()
    for i, apart in enumerate((0, 1.5, 3)):
        pdf.pages[-1].append(f'BT /F 10 Tf {apart} Tc 60 {700 - 30 * i} Td <{"文字の間を空けて書いた行である。".encode("utf-16-be").hex()}> '
                             'Tj ET')
    pdf.text(60, 240, '文字の 間である。', 10)
    lines = [line['text'] for line in lay_out(pdf)[0]]
    assert lines == 3 * ['文字の間を空けて書いた行である。'] + ['文字の  間である。'], lines


def test_narrow_marks():
    """Marks that are set narrower than their boxes keep their order."""
    pdf = make_pdf.Pdf()
    encode = lambda text: f'<{text.encode("utf-16-be").hex()}>'
    pdf.pages[-1].append(f'BT /F 10 Tf 60 700 Td [{encode("管理（A）")} 980 {encode("。")} 500 {encode("「鍵」")} 1020 {encode("、")} '
                         f'{encode("記録")}] TJ ET')
    assert [line['text'] for line in lay_out(pdf)[0]] == ['管理（A）。「鍵」、記録']


def print_drawn(text, width):
    """Lines in a font of drawings that is twice as large as its letters are."""
    letters = sorted(set(text))
    codes = {letter: i + 1 for i, letter in enumerate(letters)}
    mapping = '\n'.join(f'<{codes[c]:02x}> <{ord(c):04x}>' for c in letters)
    cmap = (f'/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <ff> '
            f'endcodespacerange {len(letters)} beginbfchar\n{mapping}\nendbfchar endcmap end end').encode()
    names = ' '.join(f'/g{i}' for i in range(len(letters) + 1))
    page = ''.join(f'BT /T 20 Tf 0.5 0 0 0.5 60 {700 - 20 * i} Tm <{"".join(f"{codes[c]:02x}" for c in text)}> Tj ET\n'
                   for i in range(12)).encode()
    objects = [
        b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /T 4 0 R >> >> >>',
        (f'<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 900] /FontMatrix [0.001 0 0 0.002 0 0] /FirstChar 0 /LastChar '
         f'{len(letters)} /Widths [{" ".join([str(width)] * (len(letters) + 1))}] /Encoding << /Type /Encoding /Differences [0 {names}] >> '
         f'/CharProcs << {" ".join(f"/g{i} 7 0 R" for i in range(len(letters) + 1))} >> /ToUnicode 6 0 R >>').encode(),
    ] + [b'<< /Length %d >>\nstream\n%s\nendstream' % (len(stream), stream)
         for stream in (page, cmap, b'%d 0 0 0 %d 900 d1 100 0 %d 800 re f' % (width, width - 100, width - 300))]
    data = b'%PDF-1.4\n' + b''.join(b'%d 0 obj\n%s\nendobj\n' % (i, thing) for i, thing in enumerate(objects, 1))
    data += b'trailer << /Root 1 0 R /Size 8 >>\n%%EOF\n'
    return harness.Layout(DUMP, save(data)).lines


def test_drawn_fonts():
    """A font of drawings has the size that its letters have on the page, whether they are kanji or not."""
    for text, width in ('大きさを見て分かる文字の並びである', 1000), ('letters-of-which-the-width-tells-the-size', 500):
        lines = print_drawn(text, width)
        assert [line['text'] for line in lines] == 12 * [text], lines
        assert {line['size'] for line in lines} == {'10.0'}, lines[0]


def test_refused():
    """Damage and passwords cost one sentence each, and nothing is shown."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 80, '秘密の文。')
    data = pdf.write()
    locked = data.replace(b'/Root 1 0 R', b'/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> '
                          b'<00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 '
                          b'/O <' + b'ab' * 32 + b'> /U <' + b'cd' * 32 + b'> >>')
    assert 'password' in refusal(locked)
    assert 'damaged' in refusal(b'%PDF-1.7\n' + b'nothing of a document\n' * 20)
    assert 'damaged' in refusal(b'%PDF-1.4\n')


def test_workers_that_fail():
    """A worker that dies, lies or is missing costs one sentence."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 80, '文。')
    data = pdf.write()

    def worker(script):
        path = save(b'#!/bin/sh\n' + script, 'worker')
        os.chmod(path, 0o755)
        return refusal(data, DIPTYCH_WORKER=path)

    assert 'damaged' in worker(b'exit 0\n')
    assert 'damaged' in worker(b'kill -SEGV $$\n')
    assert 'start it again' in worker(b'exit 2\n')
    assert 'time' in worker(b'kill -XCPU $$\n')
    assert 'stopped' in worker(b'kill -SYS $$\n')
    assert 'no sense' in worker(b'echo hello; head -c 5000 /dev/zero\n')
    assert 'no sense' in worker(b"printf 'DIP2\\002\\000\\000\\000\\377\\377\\377\\377\\377\\377\\377\\377'\n")
    assert 'no sense' in worker(b"printf 'DIP2\\003\\000\\000\\000\\004\\000\\000\\000\\000\\000\\000\\000abcd'\n")
    assert 'damaged' in worker(b'exec >&-; exec sleep 100\n')
    assert 'install' in refusal(data, DIPTYCH_WORKER=os.path.join(FOLDER.name, 'nobody'))


def test_many_pages():
    """Pages that two threads read come in order, and what concerns all of them is told once."""
    pdf = make_pdf.Pdf()
    for number in range(1, 41):
        if number > 1:
            pdf.new_page()
        if number in (3, 33):
            pdf.line(10, 10, 20, 20)
        else:
            pdf.text(60, 80, f'{number}枚目の大見出し', size=18)
            for i in range(6):
                pdf.text(60, 120 + 16 * i, f'{number}枚目の本文の{i}行目はこの頁の幅いっぱいまで続いていく。')
    lines, warnings, out = lay_out(pdf)
    pages = [int(line['page']) for line in lines]
    assert pages == sorted(pages) and set(pages) == set(range(1, 41)) - {3, 33}
    assert '40 pages' in out and warnings == ['No text on page 3, 33: a picture there is not read.'], warnings
    assert [line['text'] for line in lines if line['kind'] == 'heading'] == [
        f'{number}枚目の大見出し' for number in range(1, 41) if number not in (3, 33)]

    # One process reads them.
    real = os.path.join(os.path.dirname(CLI), '..', 'read', 'worker', 'diptych-worker')
    count = os.path.join(FOLDER.name, 'count')
    path = save(f'#!/bin/sh\necho >>{count}\nexec {real} "$@"\n'.encode(), 'worker')
    os.chmod(path, 0o755)
    assert run(CLI, 'show', save(pdf.write()), DIPTYCH_WORKER=path).returncode == 0
    assert os.path.getsize(count) == 1

    # What both threads see is told once.
    pdf = make_pdf.Pdf()
    for number in range(1, 41):
        if number > 1:
            pdf.new_page()
        for i in range(6):
            pdf.text(60, 120 + 16 * i, f'{number}枚目の本文の{i}行目はこの頁の幅いっぱいまで続いていく。')
        pdf.askew(110, 620, 'CONFIDENTIAL', 50)
    lines, warnings, _ = lay_out(pdf)
    assert len(lines) == 240 and len(warnings) == 1 and 'CONFIDENTIAL' in warnings[0], (len(lines), warnings)


def test_fence():
    """The worker opens no socket, writes no file, and looks at nothing of the person's."""
    trace = os.path.join(FOLDER.name, 'trace')
    probe = subprocess.run(['strace', '-o', trace, 'true'], capture_output=True, check=False) if which('strace') else None
    if probe is None or probe.returncode != 0:
        return 'strace is not there, or may not look'
    pdf = make_pdf.Pdf()
    pdf.text(60, 80, '見張られて読む文。')
    path = save(pdf.write())
    done = run('strace', '-f', '-qq', '-e', 'trace=socket,connect,openat,open,execve', '-o', trace, CLI, 'show', path)
    if done.returncode != 0:
        return 'the program does not run under strace here'
    with open(trace, encoding='utf-8', errors='replace') as file:
        lines = file.read().split('\n')
    worker = next(line.split()[0] for line in lines if 'execve(' in line and 'diptych-worker' in line and '= 0' in line)
    of_worker = [line for line in lines if line.startswith(worker + ' ')]
    begin = next(i for i, line in enumerate(of_worker) if 'execve(' in line and 'diptych-worker' in line)
    of_worker = of_worker[begin:]
    opened = [re.search(r'"([^"]*)"', line).group(1) for line in of_worker if ' open' in line and '= -1' not in line]
    foreign = [name for name in opened if not name.startswith(('/usr/', '/lib', '/etc/ld.so', '/etc/fonts', '/etc/localtime',
                                                               '/var/cache/fontconfig', '/sys/devices/system/cpu', '/proc/'))]
    assert not any('socket(' in line or 'connect(' in line for line in of_worker)
    assert not any('O_WRONLY' in line or 'O_RDWR' in line or 'O_CREAT' in line for line in of_worker if '= -1' not in line)
    assert not foreign, foreign
    return None


def which(program):
    return any(os.access(os.path.join(folder, program), os.X_OK) for folder in os.environ['PATH'].split(':'))


sys.exit(harness.main('pdf', globals()))
