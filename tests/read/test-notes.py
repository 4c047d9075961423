#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Footnotes stand behind the paragraph that has their marks, wherever a format keeps them.

    test-notes.py DIPTYCH-CLI
"""

import os
import sys

import harness

make_pdf = harness.load('make-pdf')
CLI = os.path.abspath(sys.argv[1])
FILLER = '<h2>3 契約</h2><p>契約の期間は一年とし、更新することができます。</p>'


def read(data, name):
    """The blocks of each clause: its number, then (marker, text)."""
    paper = harness.answer(CLI, 'show', '--json', harness.save(data, name))
    return {clause['id']: [(block['marker'], block['text']) for block in clause['blocks']] for clause in paper['clauses']}


def page(first, notes, second='<p>記録を残します。</p>'):
    return f'<h2>1 保管</h2>{first}<h2>2 記録</h2>{second}{FILLER}{notes}'


def test_web():
    """Marks and notes as pandoc, LibreOffice, Word and wikis write them."""
    for mark, note in (
            ('<a href="#fn1" id="r1"><sup>1</sup></a>', '<section><ol><li id="fn1"><p>暗号化します。<a href="#r1">↩︎</a></p></li></ol></section>'),
            ('<sup><a name="a1" href="#s1"><sup>1</sup></a></sup>',
             '<div id="n1"><p><a name="s1" href="#a1">1</a>暗号化します。</p></div>'),
            ('<a href="#_ftn1" name="_r1"><span class="MsoFootnoteReference">[1]</span></a>',
             '<div><div id="ftn1"><p><a href="#_r1" name="_ftn1">[1]</a> 暗号化します。</p></div></div>'),
            ('<sup id="ref"><a href="#note">[1]</a></sup>', '<ol><li id="note"><a href="#ref">^</a> 暗号化します。</li></ol>')):
        got = read(page(f'<p>お客様のデータ{mark}を保管します。</p><p>写しも残します。</p>', note), 'notes.html')
        assert got['1'] == [(None, 'お客様のデータを保管します。'), ('※1', '暗号化します。'), (None, '写しも残します。')], (mark, got)
        assert len(got['2']) == len(got['3']) == 1, (mark, got)


def test_web_of_two():
    """Two marks side by side, a note of two paragraphs, one that a list and one that a heading refers to."""
    got = read(page('<ul><li>甲<sup><a href="#a">1</a><a href="#b">2</a></sup></li><li>乙</li></ul>',
                    '<ol><li id="a"><p>一つ目。</p><p>その続き。</p></li><li id="b">二つ目。</li><li id="c">三つ目。</li></ol>')
               .replace('2 記録', '2 記録<sup><a href="#c">3</a></sup>'), 'two.html')
    assert [text for _, text in got['1']] == ['甲', '一つ目。 その続き。', '二つ目。', '乙'] or \
        [text for _, text in got['1']] == ['甲', '一つ目。その続き。', '二つ目。', '乙'], got
    assert got['2'] == [('※3', '三つ目。'), (None, '記録を残します。')], got


def test_web_links():
    """A raised link to a chapter moves nothing, a link without a note behind it loses nothing."""
    got = read(page('<p>お客様のデータ<sup><a href="#log">2</a></sup>を<sup><a href="#none">9</a></sup>保管します。</p>', '')
               .replace('<h2>2', '<h2 id="log">2'), 'links.html')
    assert got['1'] == [(None, 'お客様のデータを保管します。')] and got['2'] == [(None, '記録を残します。')], got


def test_cells():
    """The note of a cell is the cell's last line, as it is in Word."""
    table = '<table><tr><th>項目</th><th>内容</th></tr><tr><td>保管</td><td>一年<sup><a href="#n">1</a></sup></td></tr>' \
        '<tr><td>記録</td><td>二年</td></tr></table>'
    got = read(page(table, '<ol><li id="n">延長できます。</li></ol>'), 'cells.html')
    assert got['1'] == [(None, '項目\t内容\n保管\t一年 ※1 延長できます。\n記録\t二年')] and len(got['3']) == 1, got
    # Two of one row, each with its own.
    got = read(page(table.replace('保管', '保管<sup><a href="#m">2</a></sup>'),
                    '<ol><li id="n">延長できます。</li><li id="m">写しも。</li></ol>'), 'two.html')
    assert got['1'] == [(None, '項目\t内容\n保管 ※1 写しも。\t一年 ※2 延長できます。\n記録\t二年')], got
    got = read('# 1 保管\n\n|項目|内容|\n|---|---|\n|保管|一年[^n]|\n|記録|二年|\n\n# 2 記録\n\n残します。\n\n[^n]: 延長できます。\n', 'cells.md')
    assert '※ 延長できます。' in got['1'][0][1] and len(got['2']) == 1, got


def test_markdown():
    """Notes have numbers or names, and go on in lines that are indented or follow at once."""
    got = read('# 1 保管\n\nデータ[^1]と写し[^写し]を保管します。\n\n暗号化します。\n\n# 2 記録\n\n残します。\n\n'
               '[^写し]: 二つ作り、\n別の場所に置きます。\n\n    期間は一年です。\n\n[^1]: お客様のもの。\n\n終わりの段落です。\n', 'notes.md')
    assert got['1'] == [(None, 'データと写しを保管します。'), ('※1', 'お客様のもの。'),
                        ('※', '二つ作り、別の場所に置きます。期間は一年です。'), (None, '暗号化します。')], got
    assert got['2'] == [(None, '残します。'), (None, '終わりの段落です。')], got

    # What looks like a note and has no mark stays where it is.
    got = read('# 1 保管\n\nデータを保管します。\n\n# 2 記録\n\n残します。\n\n[^1]: お客様のもの。\n', 'lost.md')
    assert got['2'] == [(None, '残します。'), ('※1', 'お客様のもの。')] and len(got['1']) == 1, got


def print_pages(feet, mark='1', size=8, broken=True):
    """Two pages; a paragraph goes over from the first, at whose foot the notes stand."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 80, '1 保管', 16, bold=True)
    pdf.text(60, 110, 'お客様のデータ', 10)
    pdf.text(130.5, 106, mark, 6)
    pdf.text(134, 110, 'は、当社の施設で保管し、その写しを二つ作ります。またその', 10)
    pdf.text(60, 126, '写しは、別の施設に置くこととし、これを毎日新しくします。', 10)
    pdf.text(60, 150, '2 記録', 16, bold=True)
    for i in range(36):
        pdf.text(60, 174 + 16 * i, f'記録の{i + 10}行目は頁の幅のおよそ半分まで続き、次の行へと続いていき', 10)
    for i, (number, line) in enumerate(feet):
        if number:
            pdf.text(60, 768 - 3 + 12 * i, number, 6)
        pdf.text(64, 768 + 12 * i, line, size)
    pdf.text(290, 820, '1', 9)
    pdf.new_page()
    pdf.text(60, 80, 'ます。', 10)
    pdf.text(60, 110, '3 契約', 16, bold=True)
    pdf.text(60, 140, '契約の期間は一年とします。', 10)
    pdf.text(290, 820, '2', 9)
    return read(pdf.write(), 'notes.pdf')


def test_pdf():
    """A note comes from the foot of the page, and what the page breaks goes on as if it was not there."""
    whole = [(None, 'お客様のデータは、当社の施設で保管し、その写しを二つ作ります。またその写しは、別の施設に置くこととし、これを毎日新しくします。')]
    got = print_pages([('1', '個人の情報を含みます。')])
    assert got['1'] == whole + [('※1', '個人の情報を含みます。')], got
    assert len(got['2']) == 1 and got['2'][0][1].endswith('次の行へと続いていきます。'), got

    # Of two lines, and in letters as large as those of the text, as Word prints them.
    for size in 8, 10:
        got = print_pages([('1', '個人の情報を含み、その扱いは別に定める規程に'), ('', '従うものとします。')][:2 if size == 8 else 1], size=size)
        assert [text for _, text in got['1'][1:]] == ['個人の情報を含み、その扱いは別に定める規程に' +
                                                      ('従うものとします。' if size == 8 else '')], got

    # Two marks side by side.
    got = print_pages([('1', '個人の情報を含みます。'), ('2', '鍵も同じです。')], mark='12')
    assert got['1'] == whole + [('※1', '個人の情報を含みます。'), ('※2', '鍵も同じです。')], got


def test_page_number():
    """The number below the only page is no text; a number elsewhere is."""
    for y, wanted in ((800, '毎日行います。'), (176, '毎日行います。1')):
        pdf = make_pdf.Pdf()
        pdf.text(60, 80, '1 保管', 16, bold=True)
        pdf.text(60, 110, 'お客様のデータを、当社の施設で保管し、その写しを二つ作ります。', 10)
        pdf.text(60, 130, '2 写し', 16, bold=True)
        pdf.text(60, 160, '毎日行います。', 10)
        pdf.text(60, y, '1', 10)
        got = read(pdf.write(), 'one.pdf')
        assert ''.join(text for _, text in got['2']) == wanted, (y, got)


sys.exit(harness.main('notes', globals()))
