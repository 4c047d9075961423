# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of the web that office programs have written, and old ones that were laid out by tables.

    test-saved-pages.py DIPTYCH-CLI DUMP-LAYOUT
"""

import os
import sys

import harness

DUMP = os.path.abspath(sys.argv[2])
GAP = '<span style=\'font:7.0pt "Times New Roman"\'>&nbsp;&nbsp;&nbsp; </span>'


def lay_out(body, head='', name='page.html'):
    page = f'<html><head><meta charset="utf-8"><title>安全対策</title>{head}</head><body>{body}</body></html>'
    return harness.Layout(DUMP, harness.save(page, name))


def test_numbers_of_a_style_sheet():
    """Lists of an editor on the web lie beside each other; their style sheet has the numbers, their class the depth."""
    head = ('<style type="text/css">@media print{.a{color:red}} .lst-kix_a-0>li:before{content:"" counter(lst-ctn-kix_a-0,decimal) ". "}'
            'ol.lst-kix_a-0{list-style-type:none}.lst-kix_a-1 > li:before { content: "第" counter(lst-ctn-kix_a-0,decimal) "."'
            ' counter(lst-ctn-kix_a-1,upper-latin) "\\0029 " }.c3{text-decoration:line-through}.c4{text-decoration:none}</style>')

    def item(depth, text, start=None):
        begin = f'start" start="{start}"' if start else '"'
        return (f'<ol class="c0 lst-kix_a-{depth} {begin}><li class="c5"><h{depth + 1} style="display:inline"><span>{text}</span>'
                f'</h{depth + 1}></li></ol>')

    body = (item(0, '目的', 1) + item(1, '甲', 1) + item(1, '乙') + '<p>本文。</p>' + item(0, '範囲', 2) + item(1, '丙', 1)
            + '<ul class="lst-kix_b-0 start"><li>外</li></ul><ul class="lst-kix_b-1 start"><li>内</li></ul>'
            + '<ul class="lst-kix_b-0"><li>後</li></ul>'
            + '<p><span class="c3 c4">三年</span><span class="c4">一年</span>保管<span style="text-decoration:line-through">しない</span>する。</p>')
    layout = lay_out(body, head)
    assert layout.texts == ['<1.> 目的', '<第1.A)> 甲', '<第1.B)> 乙', '本文。', '<2.> 範囲', '<第2.A)> 丙', '<•> 外', '<•> 内', '<•> 後',
                            '一年保管する。'], layout.texts
    assert [level for kind, level, _ in layout.shapes if kind == 'item'] == [1, 2, 1], layout.out
    assert any('strikes through' in one for one in layout.warnings)
    plain = lay_out('<ol start="3"><li>甲<ol><li>内</ol><li>乙</ol>', '<style>ol > li:before{content:"x"} .c3{color:red</style>')
    assert plain.texts == ['<3.> 甲', '<1.> 内', '<4.> 乙'], plain.texts


def test_comments():
    """Comments beside the text are counted and are no text, however the program writes them; footnotes are."""
    body = ('<p>保管する。<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p>'
            '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;脚注。</span></p></div>'
            '<div class="c1"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>本当か</span></p></div>')
    layout = lay_out(body)
    assert layout.texts == ['保管する。', '※1 脚注。'], layout.texts
    assert [one for one in layout.warnings if one.startswith('Comments') and one.endswith(': 1.')], layout.warnings
    body = ('<p class=MsoNormal>保管<span class=MsoCommentReference><span><a class=msocomanchor href="#_msocom_1">[A1]</a>'
            '<![if !supportAnnotations]><span>&nbsp;</span><![endif]></span></span>する。</p><div style="mso-element:comment-list">'
            '<div style="mso-element:comment"><div id="_com_1" class=msocomtxt><p><a class=msocomanchor href="#_msoanchor_1">[A1]</a>'
            '本当か</p></div></div></div>')
    layout = lay_out(body)
    assert layout.texts == ['保管する。'] and any(one.startswith('Comments') for one in layout.warnings), layout.out
    assert lay_out('<p>見よ<a href="#cmn">[a]</a>。</p><div><p><a id="cm1" href="#x">注</a>記</p></div>').texts == ['見よ[a]。', '注記']


def test_marks_and_signs():
    """The mark before a paragraph is told by the gap behind it; letters of Wingdings are pictures."""
    body = (f'<h1><a name="t"><span lang=EN-US>1.{GAP}</span>目的</a></h1><p class=MsoListParagraph>'
            f'<span style=\'font-family:Wingdings\'>l{GAP}</span>甲</p><p><span style=\'font-family:Symbol\'>·{GAP}</span>乙</p>'
            f'<p><span lang=EN-US>(1){GAP}</span>丙</p>'
            '<p>回答 <span style=\'font-family:"Wingdings 2"\'>R</span>はい <font face="Wingdings">o</font>いいえ '
            '<span style="font-family:Arial">R</span></p>'
            f'<table border=1><tr><td>a<td><span>1.{GAP}</span>b<tr><td>c<td>d</table>')
    layout = lay_out(body)
    assert layout.texts[:5] == ['1. 目的', '<•> 甲', '<•> 乙', '<(1)> 丙', '回答 ☑はい □いいえ R'], layout.texts
    assert layout.rows[0][1].replace(' ', '') == '1.b', layout.rows


def test_frame_of_a_sheet():
    """The letters and numbers around a sheet that was saved as a page are none of its cells, however few rows it has."""
    body = ('<table class="waffle"><thead><tr><th class="row-header freezebar-origin-ltr"></th><th class="column-headers-background">A</th>'
            '<th class="column-headers-background">B</th></tr></thead><tbody><tr>'
            '<th class="row-headers-background"><div>1</div></th><td>No</td>'
            '<td>確認項目</td></tr><tr><th class="row-headers-background"></th><td class="freezebar-cell"></td><td></td></tr><tr>'
            '<th class="row-headers-background"><div>7</div></th><td>1</td><td>通信を暗号化していますか。</td></tr></tbody></table>')
    assert lay_out(body).rows == [['No', '確認項目'], ['1', '通信を暗号化していますか。']]
    assert lay_out('<table><tr><th class="row-head">A<th>B<tr><th>1<td>x</table>').rows == [['A', 'B'], ['1', 'x']]


def test_layout_by_tables():
    """A table of a menu and a text is no table; one with a border, or whose cells share the text, is."""
    text = ''.join(f'<p><b>{i}．項目{i}</b></p><p>本書の{i}つ目の文をここに述べる。</p>' for i in (1, 2))
    page = f'<table {{}}><tr><td><a href="i.htm">ホーム</a><br><a href="a.htm">会社</a></td><td valign="top">{text}</td></tr></table>'
    assert lay_out(page.format('border="0"')).texts == ['1．項目1', '本書の1つ目の文をここに述べる。', '2．項目2',
                                                         '本書の2つ目の文をここに述べる。']
    assert len(lay_out(page.format('border="1"')).rows) == 1
    shared = f'<table><tr><td>{text}</td><td>{text}</td></tr></table>'
    assert len(lay_out(shared).rows) == 1
    many = '<table>' + ''.join(f'<tr><td>{i}</td><td>{text}</td></tr>' for i in range(4)) + '</table>'
    assert len(lay_out(many).rows) == 4


def test_nothing_hidden():
    """That something was hidden is told where it says something."""
    assert not lay_out('<p>文。</p><hr style="display:none"><p style="display:none"> </p>').warnings
    assert lay_out('<p>文。</p><p style="display:none">隠</p>').warnings


sys.exit(harness.main('saved-pages', globals()))
