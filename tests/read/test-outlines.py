#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Headings of PDF: what the outline of a document names, and titles that go over several lines.

    test-outlines.py DIPTYCH-CLI DUMP-LAYOUT
"""

import os
import sys

import harness

make_pdf = harness.load('make-pdf')
DUMP = os.path.abspath(sys.argv[2])
TEXT = ['本文はこの頁の幅いっぱいに続いていき、次の行へ折り返してから終わりまで書かれている。', '次の段落も同じように続く。']
TITLES = ['利用者の管理', '権限', '記録の保管', '終了の手続き']


def lay_out(data):
    return harness.Layout(DUMP, harness.save(data, 'paper.pdf'))


def headings(paper):
    return [(level, text) for kind, level, text in paper.shapes if kind == 'heading']


def print_titles(titles, outline, pages=1):
    """Titles that look like any other line, each with some text below it."""
    pdf = make_pdf.Pdf()
    for page in range(pages):
        if page > 0:
            pdf.new_page()
        y = 80
        for title in titles:
            for text in [title] + TEXT:
                pdf.text(60, y, text, 10)
                y += 16
    pdf.outline = outline
    return pdf


def test_named_titles():
    """A line that the outline names is a heading of its level, whatever its size; its number may stand on the page only."""
    outline = [(1, TITLES[0], 0, 70), (2, TITLES[1], 0, 118), (1, '記録の 保管', 0, 166), (1, '手続き', 0, 400)]
    titles = TITLES[:2] + ['3. ' + TITLES[2]] + TITLES[3:]
    paper = lay_out(print_titles(titles, outline).write())
    assert headings(paper) == [(1, titles[0]), (2, titles[1]), (1, titles[2])], paper.out
    assert len(paper.texts) == 12, paper.out

    # Without an outline nothing tells them from the text.
    assert not headings(lay_out(print_titles(titles, []).write()))

    # One title above all others is the document's own.
    outline = [(1, TITLES[0], 0, 70)] + [(2, title, 0, 118 + 48 * i) for i, title in enumerate(TITLES[1:])]
    paper = lay_out(print_titles(TITLES, outline).write())
    assert headings(paper) == [(1, title) for title in TITLES[1:]], paper.out


def test_places():
    """Where a page says a title twice, the place that the outline tells is the heading."""
    outline = [(1, TITLES[0], 0, 70), (1, TITLES[1], 0, 118), (1, TITLES[0], 0, 166)]
    pdf = print_titles([TITLES[0], TITLES[1], TITLES[0], 'この章の目的'], outline)
    pdf.text(60, 400, TITLES[1], 10)
    paper = lay_out(pdf.write())
    assert [i for i, line in enumerate(paper.lines) if line['kind'] == 'heading'] == [0, 3, 6], paper.out


def test_wrong_outlines():
    """An outline whose titles stand on other pages, that names nearly each line, or has one title only, tells nothing."""
    for outline in ([(1, title, 1, 70) for title in ('表紙', '別の題名', '奥付', TITLES[0], '付録')],
                    [(1, text, 0, 70 + 16 * (3 * i + j)) for i, title in enumerate(TITLES) for j, text in enumerate([title] + TEXT)],
                    [(1, TITLES[0], 0, 70)]):
        paper = lay_out(print_titles(TITLES, outline, 2).write())
        assert not headings(paper), paper.out


def test_circles():
    """An outline that goes around in circles is read to its end."""
    data = print_titles(TITLES, [(1, TITLES[0], 0, 70), (2, TITLES[1], 0, 118)]).write()
    numbers = [int(data[:place].rsplit(b'\n', 2)[1].split()[0]) for place in
               (data.index(b'<< /Title'), data.rindex(b'<< /Title'))]
    data = data.replace(b'/Parent %d 0 R /Dest' % numbers[0], b'/First %d 0 R /Next %d 0 R /Dest' % (numbers[0], numbers[0]))
    paper = lay_out(data)
    assert set(paper.texts) == set(TITLES + TEXT), paper.out


def test_sizes_beside_outlines():
    """What is larger than all that an outline names is the title; what has the size of a heading that it names is one, too;
    what is smaller than these, and larger than the text, is below them."""
    pdf = make_pdf.Pdf()
    pdf.text(60, 60, '見本の資料', 24)
    pdf.text(60, 90, '株式会社見本', 24)
    for i, (title, size) in enumerate(zip(TITLES + ['例外', '窓口'], (16, 16, 16, 16, 13, 13))):
        pdf.text(60, 130 + 80 * i, title, size)
        for j in range(3):
            pdf.text(60, 150 + 80 * i + 16 * j, TEXT[0], 10)
    pdf.outline = [(1, title, 0, 120 + 80 * i) for i, title in enumerate(TITLES[:3])]
    paper = lay_out(pdf.write())
    assert headings(paper) == [(1, title) for title in TITLES] + [(2, '例外'), (2, '窓口')], paper.out


def test_long_titles():
    """A title that fills its line goes on in the next one; two titles below each other are two."""
    long = 'この資料の題名は長いので一行には収まらず次の行へと続いていくものである'
    for lines, left, joined in (([long[:27], long[27:]], 60, [long]), ([TITLES[0], TITLES[1]], 240, TITLES[:2]),
                                ([long[:20], long[20:34]], 110, [long[:20], long[20:34]])):
        pdf = make_pdf.Pdf()
        for i, line in enumerate(lines):
            pdf.text(left, 80 + 24 * i, line, 18)
        for i in range(20):
            pdf.text(60, 160 + 16 * i, '本文' * 24, 10)
        assert lay_out(pdf.write()).texts[:len(joined)] == joined, lay_out(pdf.write()).out


sys.exit(harness.main('outlines', globals()))
