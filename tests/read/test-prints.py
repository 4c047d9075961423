#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF as office programs and browsers print it: columns, readings of kanji, borders, notes.

    test-prints.py DIPTYCH-CLI DUMP-LAYOUT
"""

import os
import sys

import harness

make_pdf = harness.load('make-pdf')
CLI, DUMP = (os.path.abspath(path) for path in sys.argv[1:3])
WIDE = '次の本文は、段の下で頁の幅いっぱいに続き、その先も折り返すことなく書かれている文である。'


def lay_out(pdf):
    return harness.Layout(DUMP, harness.save(pdf.write(), 'paper.pdf'))


def print_side(pdf, x, y, lines, pitch=16, size=10):
    for i, text in enumerate(lines):
        pdf.text(x, y + pitch * i, text, size)
    return lines


def test_heading_below_columns():
    """A heading below two columns, whose text runs across the page, is no line of the left one."""
    left = [f'左の段の{i}行目はこの段の幅いっぱいに続く' for i in range(1, 11)]
    right = [f'右の段の{i}行目もこの段の幅いっぱいに続く' for i in range(1, 11)]
    heads = ['8. 契約の終了', '8.1 消去']
    pdf = make_pdf.Pdf()
    print_side(pdf, 50, 100, left)
    print_side(pdf, 310, 100, right)
    pdf.text(50, 284, heads[0], 15, bold=True)
    pdf.text(50, 308, heads[1], 12, bold=True)
    pdf.text(50, 330, WIDE, 10)
    assert lay_out(pdf).texts == left + right + heads + [WIDE], lay_out(pdf).texts

    # The heading of a paragraph in the left column stays in it, above a running foot.
    pdf = make_pdf.Pdf()
    print_side(pdf, 50, 100, left)
    pdf.text(50, 264, '3. 分離', 10, bold=True)
    more = print_side(pdf, 50, 282, ['お客様ごとに鍵を分けて保管する仕組みで'])
    print_side(pdf, 310, 100, right + ['右の段の末尾の行もこの段の幅まで続く'])
    pdf.text(50, 800, '株式会社見本の資料の題名であり本文より小さな文字の柱', 8)
    texts = lay_out(pdf).texts
    assert texts.index('3. 分離') < texts.index(more[0]) < texts.index(right[0]), texts


def test_short_columns():
    """Columns of a few lines are columns where they are full of text; texts that end together are a table's."""
    left = ['3.1 方針', '当社は情報セキュリティの方針を定めてその', '内容を毎年見直し、すべての従業員が読んだ',
            'ことを確かめて、その記録を残していますの', 'で、監査のときにお示しすることができます', 'またその写しは、求めに応じてお渡しします']
    right = ['で、詳しくは窓口までお問い合わせください', 'またお客様にはその写しをお渡ししています',
             'ので、必要なときは担当の者にお申し付けく', 'ださい。', '3.2 教育', 'すべての従業員は入社のときと毎年、教育を']
    pdf = make_pdf.Pdf()
    print_side(pdf, 50, 100, left)
    print_side(pdf, 310, 100, right)
    assert lay_out(pdf).texts == left + right, lay_out(pdf).texts

    pdf = make_pdf.Pdf()
    rest = ['から折り返して次の行でも欄の幅まで続き三', '行目で終わる。']
    for i in range(2):
        print_side(pdf, 50, 100 + 70 * i, [f'項目{i}の説明はこの欄の幅いっぱいに続いて'] + rest)
        print_side(pdf, 310, 100 + 70 * i, [f'回答{i}の説明もこの欄の幅いっぱいに続いて'] + rest)
    texts = ''.join(lay_out(pdf).texts)
    assert texts.index('回答0') < texts.index('項目1'), texts


def test_columns_of_short_paragraphs():
    """Columns are columns whose paragraphs are short, with a title above each; cells that are as short are rows."""
    def print_sides(pitches, level=0):
        pdf = make_pdf.Pdf()
        said = []
        for x, pitch in zip((50, 310), pitches):
            y = 100 + (5 if x > 50 else 0) * (1 - level)
            for i in range(7):
                text = [f'{i}章の題名', f'{x}の段の{i}番目の段落は二行にわたるものと', 'なっている。']
                for line, size, down in zip(text, (13, 10, 10), (24, 14, pitch)):
                    pdf.text(x, y, line, size)
                    y += down
                said.append(text)
        return lay_out(pdf).texts, [line for text in said for line in text]

    texts, said = print_sides((34, 41))
    assert texts == said, texts
    texts, said = print_sides((34, 34), 1)
    assert texts != said, texts


def test_justified_columns():
    """In a narrow column justified words stand far apart, and are words all the same."""
    pdf = make_pdf.Pdf()
    rows = ['Employees who join us sign a paper', 'of confidentiality, which remains', 'in force once employment comes',
            'to its end. Candidates undergo', 'screening as far as legislation', 'permits that. Security awareness',
            'training takes place every year']
    said = []
    for x in 50, 280:
        for i, text in enumerate(rows):
            words = text.split()
            gap = (200 - 5 * sum(len(word) for word in words)) / (len(words) - 1)
            assert len(words) > 3 and gap < 30
            at = x
            for word in words:
                pdf.text(at, 100 + 14 * i, word, 10)
                at += 5 * len(word) + gap
            said.append(text)
    texts = [' '.join(text.split()) for text in lay_out(pdf).texts]
    assert texts == said, texts


def test_readings():
    """Small kana above kanji say how they are read, as a dictionary does, and are no text; other small kana are."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 100, 'お客様の情報を守り、脆弱性を毎週検査して直しています。', 10)
    pdf.text(101, 91, 'じょうほう', 4)
    pdf.text(160, 91, 'ぜいじゃくせい', 4)
    print_side(pdf, 60, 120, [f'本文の{i}行目はこの頁の幅のおよそ半分まで続いていく。' for i in range(8)])
    pdf.text(60, 300, 'サービスのおしらせ', 5)
    pdf.text(60, 330, '利用の記録', 10)
    pdf.text(60, 351, 'これはちいさな注記', 5)
    pdf.text(60, 360, '契約の終了', 10)
    pdf.text(60, 391, 'ひらがな', 5)
    pdf.text(60, 400, 'ひらがなのみ', 10)
    texts = lay_out(pdf).texts
    assert texts[0] == 'お客様の情報を守り、脆弱性を毎週検査して直しています。', texts
    assert texts[-6:] == ['サービスのおしらせ', '利用の記録', 'これはちいさな注記', '契約の終了', 'ひらがな', 'ひらがなのみ'], texts


def draw_table(borders, bottom=True):
    """A page with a table whose borders a function draws: from and to in points from the bottom left."""
    rows = [('項目', '回答'), ('暗号化', '通信を暗号化しています'), ('記録', '一年の間保管しています'), ('窓口', '平日に開いています')]
    pdf = make_pdf.Pdf()
    xs, ys = (60, 160, 400), [100 + 40 * i for i in range(5)]
    lines = [(xs[0], y, xs[-1], y) for y in (ys if bottom else ys[:-1])] + [(x, ys[0], x, ys[-1]) for x in xs]
    for x0, y0, x1, y1 in lines:
        pdf.pages[-1].append(borders(x0, make_pdf.HEIGHT - y0, x1, make_pdf.HEIGHT - y1))
    for y, row in zip(ys, rows):
        for x, cell in zip(xs, row):
            pdf.text(x + 4, y + 14, cell[:6], 10)
            pdf.text(x + 4, y + 27, cell[6:], 10)
    paper = lay_out(pdf)
    return [[cell.replace('\n', '') for cell in row] for row in paper.rows] == [list(row) for row in rows], paper


def dots(x0, y0, x1, y1, width=0.75, every=1.5):
    n = int((abs(x1 - x0) + abs(y1 - y0)) / every)
    return ' '.join(f'{x0 + (x1 - x0) * i / n:.3f} {y0 + (y1 - y0) * i / n:.3f} {width} {width} re' for i in range(n)) + ' f'


def test_dotted_borders():
    """A border of which each dot is drawn by itself is one; dots that stand far apart are none."""
    whole, paper = draw_table(dots)
    assert whole, paper.out
    whole, paper = draw_table(lambda *at: dots(*at, every=30))
    assert not whole, paper.out


def test_cut_table():
    """A table that the page cuts in its last row has no line below it."""
    whole, paper = draw_table('0.5 w {} {} m {} {} l S'.format, bottom=False)
    assert whole, paper.out

    # A line above two texts with a line between them: no frame, no table.
    pdf = make_pdf.Pdf()
    pdf.line(60, 100, 400, 100)
    pdf.line(60, 130, 400, 130)
    pdf.line(230, 100, 230, 400)
    left = print_side(pdf, 64, 150, [f'左の文の{i}行目は線の左' for i in range(12)])
    right = print_side(pdf, 240, 150, [f'右の文の{i}行目は線の右' for i in range(12)])
    assert not lay_out(pdf).rows and lay_out(pdf).texts == left + right, lay_out(pdf).out


def test_stacked_tables():
    """Tables right below each other that have no border between columns in common are two; one odd row makes no other table."""
    above = [['製品', '見本の台帳'], ['版', '第二版']]
    below = [['番号', '項目', '回答'], ['1', '記録', '一年の間保管しています'], ['2', '鍵', '毎年取り替えています']]
    pdf = make_pdf.Pdf()
    end = pdf.table(60, 90, [120, 280], above)
    pdf.table(60, end, [40, 110, 250], below)
    assert lay_out(pdf).rows == above + below, lay_out(pdf).out

    # A title as wide as both belongs to the second one.
    pdf = make_pdf.Pdf()
    end = pdf.table(60, 90, [120, 280], above)
    end = pdf.table(60, end, [400], [['運用']])
    pdf.table(60, end, [40, 110, 250], below)
    assert lay_out(pdf).rows == above + [['運用', '', '']] + below, lay_out(pdf).out

    pdf = make_pdf.Pdf()
    end = pdf.table(60, 90, [40, 110, 250], below[:2])
    end = pdf.table(60, end, [300, 100], [['次の項目は契約の前に見直したもの', '四月']])
    pdf.table(60, end, [40, 110, 250], below[2:])
    assert {len(row) for row in lay_out(pdf).rows} == {4}, lay_out(pdf).out


def print_columns(pdf, rows, y=100):
    """Rows of which nothing is drawn."""
    for row in rows:
        for x, cell in zip((60, 110, 320, 380), row):
            if cell:
                pdf.text(x, y, cell, 10)
        y += 22
    return pdf


def test_page_titles():
    """Titles of rows at the top of a page are rows where the table has had such titles."""
    def rows(first, n=5):
        return [[str(i), f'{i}番目の確認の項目です', '有', f'{i}番目の回答です'] for i in range(first, first + n)]

    def pages(*tables):
        pdf = make_pdf.Pdf()
        for i, table in enumerate(tables):
            if i > 0:
                pdf.new_page()
            print_columns(pdf, table)
        return lay_out(pdf)

    head = [['番号', '確認事項', '実施', '回答']]
    one, two, three = (['1. 方針と体制', '', '', ''], ['2. 従業員と教育', '', '', ''], ['1. 採用のときの確認', '', '', ''])
    found = pages(head + [one] + rows(1), [two, three] + rows(6))
    assert found.rows == head + [one] + rows(1) + [two, three] + rows(6), found.out

    # The table has had none; it has had none with numbers; something stands between.
    for before, after in ((head + rows(1), [two] + rows(6)), (head + [['方針', '', '', '']] + rows(1), [two] + rows(6)),
                          (head + [one] + rows(1), [two, ['以上のとおりです。', '', '', '']] + rows(6))):
        found = pages(before, after)
        assert two[0] in found.texts, found.out


def test_heads_at_feet():
    """The head that stands alone at the foot of a page, or with a title below it, belongs to the rows of the next one."""
    head, title = ['番号', '確認事項', '実施', '回答'], ['1. 方針と体制', '', '', '']
    rows = [[str(i), f'{i}番目の確認の項目です', '有', f'{i}番目の回答です'] for i in range(1, 8)]

    def pages(foot, above=None):
        pdf = print_columns(make_pdf.Pdf(), [['本文はここで終わり、次の表に続く。']] + foot)
        pdf.text(290, 800, '1 / 2', 9)
        pdf.new_page()
        if above:
            pdf.text(60, 80, above, 10)
        print_columns(pdf, rows)
        pdf.text(290, 800, '2 / 2', 9)
        return lay_out(pdf)

    for foot in [head], [head, title]:
        assert pages(foot).rows == foot + rows, pages(foot).out
        # another text is between, or it has other columns
        assert pages(foot, '別紙の表を次に示します。').rows == rows, pages(foot).out
        assert pages(foot + [['以上が前の表の見出しである。']] * 3).rows == rows, pages(foot).out
    assert pages([head[:3]]).rows == rows, pages([head[:3]]).out


def test_centred_cells():
    """Cells that stand in the middle of their rows, of which nothing is drawn, are cells."""
    rows = [['番号', '確認事項', '実施', '回答']] + [
        [str(i), f'{i}番目の確認の項目で、欄の幅で折り返してから下へ続いて', '有', f'{i}番目の回答も欄の幅で折り返し、その次の行へ続いて三行目で終わります']
        for i in range(1, 6)]
    pdf = make_pdf.Pdf()
    y = 100
    for row in rows:
        folded = [make_pdf.fold(cell, width, 10) for cell, width in zip(row, (30, 190, 40, 150))]
        height = 13 * max(len(cell) for cell in folded)
        for x, cell in zip((60, 110, 320, 380), folded):
            for i, text in enumerate(cell):
                pdf.text(x, y + (height - 13 * len(cell)) / 2 + 13 * i, text, 10)
        y += height + 10
    assert lay_out(pdf).rows == rows, lay_out(pdf).out


def test_few_pages():
    """What stands at one place of two pages is their running head, and "1 / 1" below the only page is its number."""
    def say(n_pages, head, moved=0):
        pdf = make_pdf.Pdf()
        for page in range(n_pages):
            if page > 0:
                pdf.new_page()
            pdf.text(60, 40 + moved * page, head, 8)
            for i in range(3):
                pdf.text(60, 90 + 60 * i, f'{3 * page + i + 1}. {"甲乙丙丁戊己"[3 * page + i]}の取扱い', 10)
                pdf.text(60, 115 + 60 * i, WIDE, 10)
            pdf.text(290, 800, f'{page + 1} / {n_pages}', 8)
        show = harness.answer(CLI, 'show', '--json', harness.save(pdf.write(), 'paper.pdf'))
        assert len(show['clauses']) == 3 * n_pages, show['clauses']
        return {block['text'] for clause in show['clauses'] for block in clause['blocks']}

    assert say(2, '見本の資料の題名') == say(1, '見本の資料の題名') == {WIDE}
    # The same words at another place may be said twice.
    assert say(2, '見本の資料の題名', 20) == {WIDE, '見本の資料の題名'}


QUESTIONS = [['No.', 'Question', 'Implemented', 'Answer']] + [
    [f'IS-0{i}', text, 'Yes', answer] for i, (text, answer) in enumerate((
        ('Are policies written?', 'They are.'), ('Is staff trained?', 'Each year.'), ('Are doors locked?', 'All of them.'),
        ('Are backups kept?', 'For a month.'), ('Are logs read?', 'Every day, by two people.')), 1)]


def print_questions(xs, rows, lines=False, y=100):
    """Rows of one line each, with nothing drawn or with lines between them."""
    pdf = make_pdf.Pdf()
    for i, row in enumerate(rows):
        for x, cell in zip(xs, row):
            if cell:
                pdf.text(x, y, cell, 10)
        if lines and i + 1 < len(rows):
            pdf.line(xs[0] - 4, y + 8, xs[-1] + 180, y + 8)
        y += 24
    return lay_out(pdf)


def test_narrow_gaps():
    """Texts that begin below each other stand in a column of their own, if only a narrow gap parts them from what is before."""
    for xs, lines in ((60, 94, 240, 299), False), ((60, 94, 240, 299), True), ((60, 130, 240, 340), True):
        found = print_questions(xs, QUESTIONS, lines)
        assert found.rows == QUESTIONS, (xs, found.out)

    # Words of sentences stand below each other by chance only.
    rows = [['No.', 'Question', 'Reply']] + [
        [str(i), text, 'Yes'] for i, text in enumerate((
            'It is read each week', 'We do so once a year', 'No we keep it for you', 'All of us look at it', 'As the law says so'), 1)]
    for lines in False, True:
        found = print_questions((60, 100, 300), rows, lines)
        assert found.rows == rows, found.out


def test_heads_of_narrow_columns():
    """A head that is wider on both sides than what stands below it belongs to the table."""
    rows = [['番号', '確認事項', '実施の有無', '回答']] + [[str(i), f'{i}番目の確認の項目です', '有', f'{i}番目の回答です'] for i in range(1, 7)]
    pdf = make_pdf.Pdf()
    for i, row in enumerate(rows):
        for x, cell in zip((60, 100, 232, 300) if i == 0 else (60, 100, 250, 300), row):
            pdf.text(x, 100 + 24 * i, cell, 10)
        pdf.line(56, 108 + 24 * i, 480, 108 + 24 * i)
    assert lay_out(pdf).rows == rows, lay_out(pdf).out


def test_rest_of_a_row():
    """What a page has above the first row of a table without lines is the rest of the row before."""
    head = [['番号', '確認事項', '実施', '回答']]
    rows = [[str(i), f'{i}番目の確認の項目です', '有', f'{i}番目の回答です'] for i in range(1, 11)]
    pdf = print_columns(make_pdf.Pdf(), head + rows[:5])
    pdf.new_page()
    pdf.text(60, 40, '見本の資料', 8)
    pdf.text(380, 87, 'その続きです', 10)
    print_columns(pdf, rows[5:], 107)
    pdf.text(290, 217, '2 / 2', 10)
    found = lay_out(pdf)
    assert found.texts[-1] == '2 / 2', found.out
    rows[4][3] += 'その続きです'
    assert found.rows == head + rows, found.out

    # Below a bold head that the page repeats there is no more space above it than between lines of a cell.
    pdf = print_columns(make_pdf.Pdf(), head + rows[:5])
    pdf.new_page()
    for x, text in zip((60, 110, 320, 380), head[0]):
        pdf.text(x, 60, text, 10, bold=True)
    for i, row in enumerate([['', '', '', 'まだ続きます'], *rows[5:]]):
        for x, text in zip((60, 110, 320, 380), row):
            pdf.text(x, 74 + 14 * i, text, 10)
    rows[4][3] += 'まだ続きます'
    assert lay_out(pdf).rows == head + rows, lay_out(pdf).out

    # A line that begins elsewhere is none.
    pdf = print_columns(make_pdf.Pdf(), head + rows[:5])
    pdf.new_page()
    pdf.text(340, 87, 'ここから下は付録', 10)
    print_columns(pdf, rows[5:], 107)
    assert 'ここから下は付録' in lay_out(pdf).texts, lay_out(pdf).out


def test_names_above_a_table():
    """Names and values right above a table without lines are a table; a list of numbers or a text is none."""
    table = [['番号', '確認事項', '実施', '回答']] + [[str(i), f'{i}番目の確認の項目です', '有', f'{i}番目の回答です'] for i in range(1, 7)]
    names = [['製品', '見本の台帳'], ['データセンター', '国内の二か所'], ['版', '第二版']]

    def print_above(rows, value=134, gap=30):
        pdf = make_pdf.Pdf()
        for i, (name, text) in enumerate(rows):
            pdf.text(60, 90 + 18 * i, name, 10)
            pdf.text(value, 90 + 18 * i, text, 10)
        return print_columns(pdf, table, 90 + 18 * len(rows) + gap - 18)

    pdf = print_above(names)
    assert lay_out(pdf).rows == names + table, lay_out(pdf).out
    # The head of the table is that of its second page, not the first name.
    pdf.new_page()
    again = [[str(i), '次の頁の確認の項目です', '無', '次の頁の回答です'] for i in range(7, 10)]
    print_columns(pdf, [table[0]] + again)
    assert lay_out(pdf).rows == names + table + again, lay_out(pdf).out

    # numbers and titles, one line, values that begin anywhere, far above
    for other in (print_above([['1.', '目的'], ['2.', '範囲'], ['3.', '用語']], 80), print_above(names[:1]),
                  print_above([[name, '　' * i + text] for i, (name, text) in enumerate(names)]), print_above(names, gap=80)):
        assert lay_out(other).rows == table, lay_out(other).out


def test_repeated_heads():
    """The head that a table has once more on its next page is no row; that of another table is one."""
    head, rows = ['番号', '項目', '回答'], [[str(i), f'項目の{i}', f'回答の{i}'] for i in range(1, 7)]
    widths = [40, 150, 200]

    def print_pages(between=None, second=None, note='', tail=None):
        pdf = make_pdf.Pdf()
        for page, part in enumerate((rows[:3], rows[3:])):
            if page > 0:
                pdf.new_page()
            pdf.text(60, 40, '見本の資料', 9)
            if page > 0 and between is not None:
                pdf.text(60, 70, between, 10)
            pdf.table(60, 90, widths, [second if page > 0 and second is not None else head] + part, 10)
            if page == 0 and note:
                pdf.text(60, 760, note, 8)
            if page == 0 and tail:
                pdf.text(60, 300, tail, 10)
            pdf.text(290, 800, f'{page + 1} / 2', 9)
        return lay_out(pdf).rows

    assert print_pages() == [head] + rows
    assert print_pages(note='※1 詳しくは窓口まで。') == [head] + rows
    assert print_pages(note='1. 詳しくは窓口まで。') == [head] + rows
    for other in {'between': '次の表は委託先についてのものである。'}, {'tail': '以上が表である。'}:
        assert print_pages(**other) == [head] + rows[:3] + [head] + rows[3:], other
    assert print_pages(second=['番号', '項目', '備考'])[4] == ['番号', '項目', '備考']

    # A third page that begins as the first one, behind a table of other columns, begins a table.
    pdf = make_pdf.Pdf()
    for page, table in enumerate(([head] + rows[:3], [['甲', '乙'], ['丙', '丁']], [head] + rows[3:])):
        if page > 0:
            pdf.new_page()
        pdf.table(60, 90, widths[:len(table[0])], table, 10)
    assert lay_out(pdf).rows == [head] + rows[:3] + [['甲', '乙'], ['丙', '丁'], head] + rows[3:]



def print_marked(draw, producer='Skia/PDF m120', texts=('鍵は東京に置く', '鍵は毎年換える', '鍵は二人で扱う'), before=''):
    """Lines below each other, before each of which something is drawn at a height."""
    pdf = make_pdf.Pdf(producer=producer)
    pdf.text(60, 80, '鍵の扱いは次のとおりである。', 12)
    for i, text in enumerate(texts):
        y = 104 + 18 * i
        if before:
            pdf.text(60, y, before, 12)
        pdf.text(100, y, text, 12)
        draw(pdf, y - 5, i)
    return lay_out(pdf).texts[1:]


def test_drawn_bullets():
    """A small disc, ring or square that a browser drew before each item of a list is its bullet."""
    bare = ['鍵は東京に置く', '鍵は毎年換える', '鍵は二人で扱う']
    said = ['•' + text for text in bare]
    for draw in (lambda pdf, y, i: pdf.disc(86, y, 4), lambda pdf, y, i: pdf.disc(86, y, 4, 'S'),
                 lambda pdf, y, i: pdf.square(86, y, 4), lambda pdf, y, i: (pdf.disc(86, y, 4), pdf.disc(86, y, 4))):
        assert print_marked(draw) == said, print_marked(draw)
    assert print_marked(lambda pdf, y, i: pdf.disc(86, y, 4), 'Qt 4.8.7') == said

    # A drawing that is too difficult for tables hides none of them.
    def with_wave(pdf, y, i):
        pdf.pages[-1].append('60 300 m 200 500 300 100 400 300 c 300 250 l h f')
        pdf.disc(86, y, 4)

    assert print_marked(with_wave) == said

    # An item that goes on is one item, and one that stands alone on the next page is like those before it.
    pdf = make_pdf.Pdf(producer='Skia/PDF m120')
    pdf.text(60, 100, '鍵の扱いは次のとおりである。', 12)
    for y, text in (120, '鍵は東京に置く'), (138, '鍵は毎年換える'), (156, None):
        if text:
            pdf.disc(86, y - 5, 4)
        pdf.text(100, y, text or 'その記録は残す', 12)
    pdf.new_page()
    pdf.text(60, 130, '次の章', 12)
    pdf.disc(86, 95, 4)
    pdf.text(100, 100, '鍵は二人で扱う', 12)
    texts = lay_out(pdf).texts
    assert texts[1:5] == said[:2] + ['その記録は残す'] + said[2:], texts


def test_no_drawn_bullets():
    """What only looks like a bullet is none."""
    bare = ['鍵は東京に置く', '鍵は毎年換える', '鍵は二人で扱う']
    looks = {
        'far away': lambda pdf, y, i: pdf.disc(60, y, 4),
        'too high': lambda pdf, y, i: pdf.disc(86, y - 9, 4),
        'a full stop': lambda pdf, y, i: pdf.disc(86, y, 1.2),
        'a ball': lambda pdf, y, i: pdf.disc(84, y, 10),
        'to be ticked': lambda pdf, y, i: pdf.square(86, y, 6, 'S'),
        'pale': lambda pdf, y, i: pdf.square(86, y, 4, grey=0.9),
        'behind': lambda pdf, y, i: pdf.disc(100 + 12 * len(bare[i]) + 6, y, 4),
        'alone': lambda pdf, y, i: pdf.disc(86, y, 4) if i == 1 else None,
        'unlike': lambda pdf, y, i: pdf.disc(80 + 4 * i, y, 2 + 1.8 * i),
        'a drawing': lambda pdf, y, i: [pdf.disc(86 + 2 * k, 300 + y, 4) for k in range(140)] and pdf.disc(86, y, 4),
    }
    for name, draw in looks.items():
        assert print_marked(draw) == bare, (name, print_marked(draw))

    # Discs part the words of a line, and other programs than browsers print the letter.
    apart = print_marked(lambda pdf, y, i: pdf.disc(90, y, 4), before='甲乙')
    assert not any('•' in text for text in apart), apart
    assert print_marked(lambda pdf, y, i: pdf.disc(86, y, 4), 'LibreOffice 7.4') == bare


def test_drawn_boxes():
    """A box or ring that a browser drew beside a text is one to tick, and a tick or disc in it says that it was."""
    bare = ['鍵は東京に置く', '鍵は毎年換える', '鍵は二人で扱う']

    def ground(pdf, y):
        pdf.square(82, y, 10, grey=1)

    def tick(pdf, y):
        pdf.stroke((84, y), (86, y + 3), (90, y - 3))

    looks = {
        'empty': (lambda pdf, y: pdf.square(82, y, 10, 'S'), '☐'),
        'empty on its ground': (lambda pdf, y: (ground(pdf, y), pdf.square(82, y, 10, 'S')), '☐'),
        'ticked': (lambda pdf, y: (ground(pdf, y), pdf.square(82, y, 10), tick(pdf, y)), '☑'),
        'an empty ring': (lambda pdf, y: pdf.disc(82, y, 10, 'S'), '☐'),
        'a chosen ring': (lambda pdf, y: (pdf.disc(82, y, 10, 'S'), pdf.disc(84, y, 6)), '☑'),
        'the colour of a legend': (lambda pdf, y: pdf.square(82, y, 10), ''),
        'with a cross': (lambda pdf, y: (pdf.square(82, y, 10, 'S'), pdf.stroke((84, y - 3), (90, y + 3)),
                                         pdf.stroke((84, y + 3), (90, y - 3))), ''),
        'with a dash': (lambda pdf, y: (pdf.square(82, y, 10), pdf.stroke((84, y), (90, y))), ''),
        'a cell beside a cell': (lambda pdf, y: (pdf.square(72, y, 10, 'S'), pdf.square(82, y, 10, 'S')), ''),
        'much larger': (lambda pdf, y: pdf.square(70, y, 24, 'S'), ''),
        'too high': (lambda pdf, y: pdf.square(82, y - 60, 10, 'S'), ''),
    }
    for name, (draw, sign) in looks.items():
        said = print_marked(lambda pdf, y, i, draw=draw: draw(pdf, y))
        assert [''.join(text.split()) for text in said] == [sign + text for text in bare], (name, said)

    # One alone is an ornament, one around a letter its frame, and other programs print the letter.
    assert print_marked(lambda pdf, y, i: pdf.square(82, y, 10, 'S') if i == 1 else None) == bare
    framed = print_marked(lambda pdf, y, i: (pdf.square(82, y, 10, 'S'), pdf.text(84, y + 3, str(i), 6)))
    assert not any('☐' in text for text in framed), framed
    assert print_marked(lambda pdf, y, i: pdf.square(82, y, 10, 'S'), 'LibreOffice 7.4') == bare

    # Of two words in one line the first is ticked.
    def choose(pdf, y, i):
        for at in 300, 360:
            pdf.square(at, y, 10, 'S')
        pdf.stroke((302, y), (304, y + 3), (308, y - 3))
        pdf.text(314, y + 5, 'はい', 12)
        pdf.text(374, y + 5, 'いいえ', 12)

    for text in print_marked(choose):
        assert ''.join(text.split()).endswith('☑はい☐いいえ'), text


CUT = [('12.4.', '1', 'ログの取得', ('すべての操作を記録し、', '一年のあいだ保管する。')), ('12.4.', '2', 'ログの保護', ('書き換えられない場所に', '置き、毎月確かめる。')),
       ('12.4.', '10', '時刻', ('時刻は二つの時計と', '毎日合わせている。')), ('12.5.', '1', '導入', ('確かめたものだけを', '担当の者が入れる。'))]


def print_cut(rows, way, x=(60, 110, 200)):
    """A table whose first column is too narrow for its numbers: ruled, with texts in the middle of cells, or bare."""
    pdf = make_pdf.Pdf()
    if way == 'ruled':
        pdf.table(60, 90, [30, 90, 140], [[[upper, lower], title, list(text)] for upper, lower, title, text in rows], 10)
    else:
        for i, (upper, lower, title, text) in enumerate(rows):
            y = 100 + 44 * i
            for k, (at, said) in enumerate(((x[0], (upper, lower)), (x[1], (title,)), (x[2], text))):
                for n, line in enumerate(said):
                    pdf.text(at, y + 13 * n + (6.5 if way == 'middle' and k == 1 else 0), line, 10)
            for at in (x[0] - 5, x[1] - 5, x[2] - 5, 400) if way == 'middle' else ():
                pdf.line(at, y - 15, at, y + 29)
                pdf.line(x[0] - 5, y - 15, 400, y - 15)
                pdf.line(x[0] - 5, y + 29, 400, y + 29)
    return lay_out(pdf)


def test_cut_numbers():
    """A number that its narrow column has cut in two is one, with lines around the cells or without."""
    for way in 'ruled', 'bare', 'middle':
        for upper, lower in (('12.4.', None), ('A.12.', '4.{}'), ('SEC-', '0{}'), ('CLD.', '12.{}.5')):
            rows = CUT if lower is None else [(upper, lower.format(i), *row[2:]) for i, row in enumerate(CUT, 1)]
            found = print_cut(rows, way).rows
            assert [row[0] for row in found] == [row[0] + row[1] for row in rows], (way, rows, found)
            assert [row[1] for row in found] == [row[2] for row in rows], (way, found)


def test_no_cut_numbers():
    """Chapters with items below them have numbers of their own, and so have lists whose numbers repeat or go down."""
    chapters = [(f'12.{i}.', '1', row[2], row[3]) for i, row in enumerate(CUT, 1)]
    again = [('12.4.', '1', *row[2:]) for row in CUT]
    down = [('12.4.', str(9 - i), *row[2:]) for i, row in enumerate(CUT)]
    items = [('1.', str(i), *row[2:]) for i, row in enumerate(CUT, 1)]
    words = [('Ab.', str(i), *row[2:]) for i, row in enumerate(CUT, 1)]
    for rows in chapters, again, down, items, words:
        for way in 'ruled', 'bare':
            out = print_cut(rows, way).out
            assert not any(row[0] + row[1] in out for row in rows), (way, out)
    # The halves are too far from each other, or do not stand below each other.
    pdf = make_pdf.Pdf()
    for i, (upper, lower, title, text) in enumerate(CUT):
        pdf.text(60, 100 + 70 * i, f'{upper}    {title}', 10)
        pdf.text(60 if i < 2 else 66, 100 + 70 * i + (30 if i < 2 else 13), f'{lower}    {text[0]}', 10)
    assert '12.4.1' not in lay_out(pdf).out and '12.4.10' not in lay_out(pdf).out, lay_out(pdf).out


sys.exit(harness.main('prints', globals()))
