#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Web pages and separated tables: what is read of them.

    test-web.py DIPTYCH-CLI DUMP-LAYOUT
"""

import base64
import os
import quopri
import sys

import harness
from harness import run, save

CLI, DUMP = (os.path.abspath(path) for path in sys.argv[1:3])


def lay_out(data, name='page.html'):
    """Returns (kind, level, text) of each line, and everything that was printed."""
    layout = harness.Layout(DUMP, save(data, name))
    return layout.shapes, layout.out


def test_structure():
    """Headings, paragraphs, items and tables are what the page says they are."""
    lines, out = lay_out('''<!DOCTYPE html><html><head><title>A &amp; B</title></head><body>
        <h1>題名</h1><p>一行の
        文です。</p><ul><li>一つ<ol start="3"><li>三つ</ol></ul><h3>小見出し<br>二行目</h3>
        <table><tr><th>甲<th>乙<tr><td rowspan="2">上<td>一<tr><td>二<br>三<tr><td colspan="2">広い</table>
        <pre>そのまま  の
  文</pre></body>''')
    assert 'title A & B' in out
    assert lines == [
        ('heading', 1, '題名'),
        ('text', 0, '一行の文です。'),
        ('item', 1, '<•> 一つ'),
        ('item', 2, '<3.> 三つ'),
        ('heading', 3, '小見出し'),
        ('heading', 3, '二行目'),
        ('row', 0, '[甲][乙]'),
        ('row', 0, '[上][一]'),
        ('row', 0, '[][二\n三]'),
        ('row', 0, '[広い][]'),
        ('text', 0, 'そのまま  の'),
        ('text', 0, '文'),
    ], lines


def test_marks_of_notes():
    """The raised mark of a footnote is no text, on whichever side of it the link stands; other raised signs are."""
    lines, _ = lay_out('<h1>A</h1><p>甲<sup><a href="#f1">1</a></sup>。乙<a href="#f2"><sup>2</sup></a>。'
                       '丙<a class="ref" href="#f3"> <sup>3</sup> </a>。</p>'
                       '<p>10<sup>2</sup>、<a href="#s">表<sup>2</sup></a>、<a href="https://a.example/"><sup>3</sup></a></p>')
    assert [text for _, _, text in lines] == ['A', '甲。乙。丙。', '10²、表²、³'], lines


def test_title_above_article():
    """The title may stand above the only article; in a link it is the site's."""
    page = '<body><header>%s<p>ご案内</p></header><div><p>目次</p></div><article>%s<p>' + '本文です。' * 20 + '</p></article>'
    lines, _ = lay_out(page % ('<h1>かもめ便の<br>守り方</h1>', '<h2>暗号化</h2>'))
    assert [text for kind, _, text in lines if kind == 'heading'] == ['かもめ便の', '守り方', '暗号化'], lines
    lines, _ = lay_out(page % ('<h1><a href="/">かもめ便</a></h1>', '<h2>暗号化</h2>'))
    assert [text for kind, _, text in lines if kind == 'heading'] == ['暗号化'], lines
    lines, _ = lay_out(page % ('<h1>かもめ便</h1>', '<h1>守り方</h1>'))
    assert [text for kind, _, text in lines if kind == 'heading'] == ['守り方'], lines


def test_marks_in_brackets():
    """A number in brackets that leads to what leads back is the mark of a note, one that leads elsewhere is text."""
    lines, _ = lay_out('<h1>A</h1><p>甲 [<a href="#n1">1</a>]。乙<a href="#n2">[2]</a>。第<a href="#c">3</a>章。<a href="#b">[4]</a></p>'
                       '<p id="n1">1. 鍵は替える。 <a href="#r1">↩</a></p><p id="n2">[2] 控えは残す。 ↩</p><h2 id="c">3. 章</h2>'
                       '<p id="b">[4] 基準書。</p>')
    assert [text for _, _, text in lines] == ['A', '甲。乙。第3章。[4]', '※1 鍵は替える。', '※2 控えは残す。', '3. 章', '[4] 基準書。'], lines


def test_forms():
    """What was ticked, chosen and written into a page is read; what nobody filled in, or leads through the site, is not."""
    lines, _ = lay_out('<select><option selected>日本語<option>English</select><input value="探す"><h1>回答</h1>'
                       '<p><input type="radio" name="a" checked> はい<input type="radio" name="a"> いいえ</p>'
                       '<table><tr><th>項目<th>回答<tr><td>鍵<td><select><option>-<option selected>替える</select>'
                       '<tr><td>控え<td><textarea>毎日\n別の地域へ</textarea><tr><td>日付<td><input type="date" value="2025-04-01">'
                       '<tr><td>他<td><select><option>-<option>はい</select><input placeholder="記入" value=""><input type="hidden" value="7">'
                       '</table>'
                       '<ul><li><input type="checkbox" checked disabled> 済<li><input type="checkbox" disabled> 未</ul>'
                       '<footer><p>言語 <select><option selected>日本語</select></p></footer>')
    assert lines == [('heading', 1, '回答'), ('text', 0, '☑ はい ☐ いいえ'), ('row', 0, '[項目][回答]'), ('row', 0, '[鍵][替える]'),
                     ('row', 0, '[控え][毎日\n別の地域へ]'), ('row', 0, '[日付][2025-04-01]'), ('row', 0, '[他][]'),
                     ('item', 1, '<•> ☑ 済'), ('item', 1, '<•> ☐ 未'), ('text', 0, '言語')], lines


def test_saved_by_word():
    """What Word and Excel write around what they show is no text; the mark before a paragraph is its mark."""
    lines, out = lay_out(
        '<html><!--[if gte mso 9]><xml><o:x>x</o:x></xml><![endif]--><body><h1><span style="mso-list:Ignore">1.<span>&nbsp;&nbsp; </span>'
        '</span>目的</h1><p>a <![if b c]</p><p style="mso-list:l0 level1 lfo1"><![if !supportLists]><span style="font-family:Wingdings">'
        '<span style="mso-list:Ignore">l<span style="font:7.0pt">&nbsp; </span></span></span><![endif]>項目</p>'
        '<p><![if !supportLists]><span><span style="mso-list:\nIgnore">(1)<span>&nbsp; </span></span></span><![endif]>番号</p></body>')
    assert [line for line in lines if not line[2].startswith('a ')] == [
        ('heading', 1, '1. 目的'), ('item', 1, '<•> 項目'), ('item', 1, '<(1)> 番号')], lines
    done = run(DUMP, save('<html><head><title>表</title></head><frameset rows="*,39"><frame src="a.htm"><noframes><body><p>Frames.'
                          '</body></noframes></frameset></html>', 'frames.htm'))
    assert done.returncode == 1 and 'in frames: import those files' in done.stderr, done.stderr


def test_running_head():
    """The head and foot of pages that an office program saves with its text are no text of it."""
    lines, _ = lay_out('<body><div title="header"><p>資料の題名</p></div><h1>目的</h1><p>本文。</p><div title="note"><p>注意。</p></div>'
                       '<div title="footer"><p>1 / 6</p></div></body>')
    assert [text for _, _, text in lines] == ['目的', '本文。', '注意。'], lines


def test_numbers_of_headings():
    """A number that the page puts right before the first word of a heading stands apart from it; a name does not."""
    lines, _ = lay_out('<h2>1.1Scope</h2><h2>1.2適用範囲</h2><h2>802.1X and more</h2><h2>3Dプリンター</h2><h2>2.4GHz</h2>')
    assert [text for _, _, text in lines] == ['1.1 Scope', '1.2 適用範囲', '802.1X and more', '3Dプリンター', '2.4GHz'], lines


def test_frame_of_a_sheet():
    """A sheet that was saved as a page: the letters of its columns and the numbers of its rows are not of it."""
    def page(letters, rows):
        head = ''.join(f'<th>{letter}</th>' for letter in letters)
        body = ''.join(f'<tr><th>{i}</th>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for i, row in rows)
        return ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><table><thead><tr><th></th>'
                f'{head}</tr></thead><tbody>{body}</tbody></table>')

    sheet = [(1, ['Questions', '', '']), (2, ['', '', '']), (3, ['No.', 'Question', 'Answer']), (7, ['1', 'Is it so?', 'Yes'])]
    assert lay_out(page('ABC', sheet))[0] == [('row', 0, '[Questions][][]'), ('row', 0, '[No.][Question][Answer]'),
                                               ('row', 0, '[1][Is it so?][Yes]')]
    # A table of the paper's own: what plans A to C answer, and one whose rows are not counted.
    plans = page('ABC', [(1, ['Yes', 'No', 'Yes']), (2, ['No', 'No', 'Yes'])])
    assert lay_out(plans)[0][:2] == [('row', 0, '[][A][B][C]'), ('row', 0, '[1][Yes][No][Yes]')]
    again = page('ABCDEF', [(3, ['x'] * 6), (1, ['y'] * 6)])
    assert lay_out(again)[0][0] == ('row', 0, '[][A][B][C][D][E][F]')


def test_old_pages():
    """A table that only lays out a page is none; what is in it is read as anywhere else."""
    lines, _ = lay_out('<body><table width="100%"><tr><td><a href="a">Home</a><td><table><tr><td><h2>1. Keys</h2>Keys rest.'
                       '<ol type="a" start="3"><li>first<li value="7">second</ol><table><tr><td>A<td>B<tr><td>C<td>D</table>'
                       '</table></table><table><tr><td>alone<tr><td>below</table></body>')
    assert lines[1:] == [('heading', 2, '1. Keys'), ('text', 0, 'Keys rest.'), ('item', 1, '<c.> first'), ('item', 1, '<g.> second'),
                         ('row', 0, '[A][B]'), ('row', 0, '[C][D]'), ('text', 0, 'alone'), ('text', 0, 'below')], lines
    lines, _ = lay_out('<table><tr><th>Item<tr><td>one</table>')
    assert lines == [('row', 0, '[Item]'), ('row', 0, '[one]')] or all(line[0] != 'heading' for line in lines), lines


def test_small_letters():
    """Raised digits stay apart from those before them, marks of footnotes and deleted words are left out."""
    lines, out = lay_out('<!DOCTYPE html><p>鍵の組は10<sup>6</sup>以上、期間は30日<sup><a href="#n1">1</a></sup>、<del>40</del><ins>50</ins>世代。</p>')
    assert lines == [('text', 0, '鍵の組は10⁶以上、期間は30日、50世代。')], lines
    assert 'warning: What the page marks as deleted or strikes through was left out.' in out


def test_saved_from_browser():
    """Questions that open, anchors behind headings, readings above kanji, and what lies over a page."""
    lines, out = lay_out('<html><body><div role="dialog"><p>クッキーを使います。</p></div><h2>1. 暗号化 <a href="#a">#</a></h2>'
                         '<p><ruby>監査<rp>(</rp><rt>かんさ</rt><rp>)</rp></ruby>を<s>しない</s>行う。</p><details><summary>1.1 どこに保存しますか？'
                         '</summary><p>東京に保存します。</p></details><h3>1.2 言語¶</h3><p>C# で書いた。</p>'
                         '<aside><a href="/x">関連記事</a></aside></body></html>')
    assert lines == [('heading', 2, '1. 暗号化'), ('text', 0, '監査を行う。'), ('heading', 3, '1.1 どこに保存しますか？'),
                     ('text', 0, '東京に保存します。'), ('heading', 3, '1.2 言語'), ('text', 0, 'C# で書いた。')], lines
    assert 'strikes through' in out


def test_silence():
    """Programs, menus and what is not shown are no text; that something was hidden is told."""
    lines, out = lay_out('<html><body><nav>menu</nav><script>var x = "code";</script><style>p { }</style>'
                         '<p>shown</p><p hidden>no</p><p style="color: red; display : none">neither</p></body></html>')
    assert lines == [('text', 0, 'shown')], lines
    assert 'warning: Parts that the page does not show were left out.' in out


def test_page_of_a_site():
    """Menus, notices and what stands beside the main part are no paper; whose page it is stays."""
    page = '''<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>ひばりクラウドの安全対策 | ひばり電算</title></head><body>
        <header><a href="/">ホーム</a><div><ul><li><a href="/a">製品</a></li><li><a href="/b">会社情報</a></li></ul></div></header>
        <div class="cookie">このサイトはクッキーを使います。<button>同意する</button></div>
        %s<h1>ひばりクラウドの安全対策</h1><p>第1.2版 2025年4月1日</p><section><header><h2><a href="#1">1. 目的</a></h2></header>
        <p>本書は、ひばりクラウドの安全対策を説明するものです。</p></section><h2>2. 暗号化</h2>
        <p>通信は TLS 1.3 で、保存データは AES-256 で暗号化しています。</p><p><a href="/c">鍵の管理</a></p>%s
        <aside><h3>関連記事</h3><a href="/d">お知らせ一覧</a></aside>
        <footer><p><a href="/e">個人情報保護方針</a></p><p>Copyright © 2025 株式会社ひばり電算</p></footer></body></html>'''
    wanted = ['ひばりクラウドの安全対策', '第1.2版 2025年4月1日', '1. 目的', '本書は、ひばりクラウドの安全対策を説明するものです。', '2. 暗号化',
              '通信は TLS 1.3 で、保存データは AES-256 で暗号化しています。', '鍵の管理', 'Copyright © 2025 株式会社ひばり電算']
    for begin, end in ('<main>', '</main>'), ('<div role="main"><main>', '</main></div>'), ('<article>', '</article>'):
        lines, out = lay_out(page % (begin, end))
        assert [line[2] for line in lines] == wanted, lines
        assert 'title ひばりクラウドの安全対策 | ひばり電算' in out
    # Where the page does not say what its main part is, menus at its edges go.
    lines, _ = lay_out(page % ('<div>', '</div>'))
    texts = [line[2] for line in lines]
    assert '会社情報' not in ''.join(texts) and '個人情報保護方針' not in texts and texts[1:8] == wanted[:7], texts
    paper = harness.answer(CLI, 'show', '--json', save((page % ('<main>', '</main>')).encode('utf-16'), 'wide.html'))
    assert paper['edition']['vendor'] == '株式会社ひばり電算' and paper['edition']['version'] == '1.2', paper['edition']
    assert [clause['title'] for clause in paper['clauses']] == ['目的', '暗号化'], paper['clauses']


def test_menus_by_their_looks():
    """What is called no menu and holds nothing but links leads through a site; contents lists and links in a text stay."""
    page = '<a class="skip" href="#c">Skip</a><div class="top"><a href="/">Shop</a> | <a href="/p">Prices</a></div>' \
        '<ol class="breadcrumbs"><li><a href="/">Home</a></li><li>Security</li></ol><div id="c"><h1>Security</h1>' \
        '<ul><li><a href="#a">Keys</a></li><li><a href="#b">Logs</a></li></ul><h2>Keys</h2>' \
        '<p class="nav-x">See <a href="/k">the guide</a> for <a href="/l">keys</a>: it names all that may be done with them ' \
        'in a workspace.</p><ul><li><a href="/r">Report</a></li></ul></div><div class="related"><h4>Related articles</h4>' \
        '<ul><li><a href="/x">Prices</a></li></ul></div><div class="site-footer"><p><a href="/t">Terms</a> ' \
        '<a href="/u">Cookies</a></p><p>Copyright 2025 Sample Ltd</p></div>'
    texts = [line[2] for line in lay_out(page)[0]]
    assert texts == ['Security', '<•> Keys', '<•> Logs', 'Keys', 'See the guide for keys: it names all that may be done with '
                     'them in a workspace.', '<•> Report', 'Copyright 2025 Sample Ltd'], texts
    # a contents list that the page begins with, and a table of links
    begin = '<ul><li><a href="#a">Keys</a></li><li><a href="#b">Logs</a></li></ul><h2>Keys</h2><p>Text.</p>'
    assert [line[2] for line in lay_out(begin)[0]] == ['<•> Keys', '<•> Logs', 'Keys', 'Text.']
    cells = '<table><tr><td><a href="/a">A</a> <a href="/b">B</a></td><td>C</td></tr><tr><td>D</td><td>E</td></tr></table>'
    assert [line[2] for line in lay_out(cells)[0]] == ['[A B][C]', '[D][E]']


TITLES = """<main><h2>設備</h2>
<p class="area__ttl u-top">入り口</p>
<div class="area__text">扉は三重で、入るたびに係の者が名前を確かめています。</div>
<div class="box"><p class="area__ttl">電気</p></div>
<p class="area__text">停電の間は油で動く発電機に切り替わり、三日は保ちます。</p>
<p class="area__ttl">水</p>
<p class="area__text">床の下に水の検知器を置いています。</p>
</main>
"""


def test_titles_by_class():
    """What the page calls a title is one, below the heading above, where most that it calls so stand above a text."""
    lines, _ = lay_out('<html>' + TITLES, 'titles.html')
    assert [line for line in lines if line[0] == 'heading'] == [
        ('heading', 2, '設備'), ('heading', 3, '入り口'), ('heading', 3, '電気'), ('heading', 3, '水')], lines

    # Sentences, links, cells, and titles of shorter texts are none, nor are two of a kind.
    others = [TITLES.replace('入り口', '入り口には鍵があります。').replace('電気', '電気は二系統です。'),
              TITLES.replace('<p class="area__ttl', '<p><a href="/x" class="area__ttl').replace('水</p>', '水</a></p>'),
              '<ul>' + ''.join('<li><p class="card-title">事例%d</p><p>ある会社では会議の時間が半分になりました。</p></li>' % i
                               for i in range(5)) + '</ul>',
              '<div>' + '<p class="member-title">総務を担当する部長</p><p>森</p>' * 4 + '</div>',
              TITLES.replace('area__ttl">水', 'note">水')]
    for page in others:
        lines, _ = lay_out('<html>' + page, 'titles.html')
        assert all(line[1] <= 2 for line in lines if line[0] == 'heading'), lines


def test_parts_of_pages():
    """A page without its frame is one, and what a server would run in it is nothing that anybody reads."""
    program = TITLES.replace('設備', '設備<?php echo $user->name ?>').replace('class="box"', 'class="<?= $a > 1 ?>"')
    for page in ('<?php get_header(); ?>\n' + program, TITLES, '<!-- 部品 -->\n' + TITLES,
                 '<?php if ($x): ?><p class="x">案内</p>\n<h2>設備</h2><?php endif; run(', program + '<?php\nfoot();\n'):
        lines, _ = lay_out(page, 'part.php')
        assert ('heading', 2, '設備') in lines and not any('<' in text or '?' in text for _, _, text in lines), lines

    # Markdown that begins with an element, a text that tells of one, and a program without a page are none.
    for text in ('<div align="center">\n<img src="a.png">\n</div>\n\n# 設備\n\n<p>\n扉\n</p>\n<p>\n',
                 '<div> とは\n' + '囲みを作るための印です。\n' * 9, '<?php run();\n# 設備\n'):
        lines, out = lay_out(text, 'text.md')
        assert 'text/html' not in out, out


def test_definitions():
    """A term stands in bold letters before what it means; one that asks, or has a list below, is a paragraph."""
    layout = harness.Layout(DUMP, save('<h1>T</h1><dl><dt>Backup<dd>Every day.<p>For 30 days.</p><dt>暗号化<dd>行います。'
                                       '<dt>Keys:<dd>In an HSM.<dt>Is it safe?<dd>Yes.<dt>Places<dd><ul><li>Tokyo</ul>'
                                       '<dt>Alone</dl><p>After.</p><p><b>Bold</b> <strong>to its end</strong></p><p><b>Only</b> so.</p>'
                                       '<table><tr><td><dl><dt>a<dd>b</dl><td>c</table>', 'page.html'))
    assert layout.texts[1:] == ['Backup: Every day.', 'For 30 days.', '暗号化：行います。', 'Keys: In an HSM.', 'Is it safe?', 'Yes.',
                                'Places', '<•> Tokyo', 'Alone', 'After.', 'Bold to its end', 'Only so.', '[a\nb][c]'], layout.texts
    bold = [line for line in layout.out.split('\n') if ' bold ' in line]
    assert [line.rsplit(') ', 1)[1] for line in bold] == ['Is it safe?', 'Places', 'Alone', 'Bold to its end'], bold
    # What is bold at the beginning is what the recognisers go by.
    paper = harness.answer(CLI, 'show', '--json', save('<h1>Measures</h1><dl><dt>Backup<dd>We take backups every day.'
                                                       '<dt>Encryption<dd>We encrypt all data with AES-256.'
                                                       '<dt>Deletion<dd>We delete all data 30 days after the end.</dl>', 'page.html'))
    assert [clause['title'] for clause in paper['clauses']] == ['Backup', 'Encryption', 'Deletion'], paper['clauses']


def mhtml(page, encoding='quoted-printable', before='', around=''):
    """A page with a picture, as a browser saves both in one file."""
    data = page.encode()
    if encoding == 'quoted-printable':
        data = quopri.encodestring(data)
    elif encoding == 'base64':
        data = base64.encodebytes(data)
    return (f'{around}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\t'
            f'boundary="----=_x--1"\r\n\r\n'
            f'{before}------=_x--1\r\nContent-Type: text/css\r\n\r\np {{ color: red }}\r\n'
            f'------=_x--1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n').encode() + data + (
                b'\r\n------=_x--1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n'
                b'------=_x--1--\r\n')


def test_saved_as_one_file():
    """A page that is saved with all that belongs to it is read as the page, in each of its encodings."""
    page = ('<html><head><meta charset="utf-8"><title>安全管理</title></head><body><h1>暗号化</h1>'
            '<p>通信と保管の両方で、利用者のデータを暗号化します。鍵の長さは＝256ビットです。</p></body></html>')
    plain = lay_out(page)[0]
    assert len(plain) == 2
    saved = 'From: <Saved by Browser>\r\nSnapshot-Content-Location: https://a.example/\r\nSubject: page\r\n'
    for encoding in ('quoted-printable', 'base64', '8bit'):
        assert lay_out(mhtml(page, encoding, around=saved), 'page.mhtml')[0] == plain, encoding
    assert lay_out(mhtml(page, before='This is a message in several parts.\r\n'), 'paper.doc')[0] == plain
    assert lay_out(mhtml(page), 'page.mhtml')[1].startswith('multipart/related')
    assert lay_out('MIME-Version: 1.0\nContent-Type: text/html\n\n' + page, 'page.mht')[0] == plain
    inner = mhtml(page).decode().split('\r\n', 1)[1]
    inner = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n{inner}\n--a--\n'
    assert lay_out(inner, 'page.mht')[0] == plain


def test_mails():
    """A mail is refused with advice, though it has a page in it, and so is a file whose page is missing."""
    to = 'Received: from a.example\r\nFrom: a@a.example\r\nTo: b@b.example\r\nSubject: paper\r\n'
    for data, said in ((mhtml('<p>a</p>', around=to), 'This is a mail'),
                       (to + '\r\n1. Scope\r\nAll of it.\r\n', 'This is a mail'),
                       ('MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: image/png\n\nx\n',
                        'damaged')):
        done = run(CLI, 'show', save(data, 'page.mhtml'))
        assert done.returncode == 2 and said in done.stderr and done.stderr.count('\n') == 1, done.stderr
    # Minutes have such a head, too.
    minutes = 'From: Ann\nTo: all\nSubject: Security\nDate: 1 April 2025\n\n1. Scope\nAll of it.\n'
    assert lay_out(minutes, 'minutes.txt')[1].startswith('text/plain')


def test_in_place_of_a_paper():
    """A page that bears the name of another format is read, and that is told."""
    page = '<!DOCTYPE html><html><body><h1>Sign in</h1><p>Enter the password of your account.</p></body></html>'
    assert 'warning: The name ends in “.pdf”, but this is a page of the web' in lay_out(page, 'paper.pdf')[1]
    assert 'warning' not in lay_out(page, 'paper.html')[1]


def test_encodings():
    """The page is read in the encoding that it has, whatever it declares."""
    page = '<html><head><meta charset="utf-8"></head><body><p>' + '個人情報の取扱いと暗号化について説明します。' * 4 + '</p></body></html>'
    for encoding in 'utf-8', 'cp932', 'euc-jp', 'iso2022_jp':
        lines, _ = lay_out(page.encode(encoding))
        assert lines[0][2].startswith('個人情報の取扱い'), (encoding, lines)


def test_hostile_pages():
    """Depth, entities and endless attributes cost nothing but the text."""
    deep = '<html><body>' + '<div>' * 200000 + '<p>deep</p></body></html>'
    done = run(CLI, 'show', save(deep, 'deep.html'))
    assert done.returncode == 2 and 'nested' in done.stderr, done.stderr
    lines, _ = lay_out('<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
                       '<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&b;&x; end</p></body></html>')
    assert not any('root:' in line[2] or 'aaaaaaaaaa' in line[2] for line in lines[1:]), lines
    lists = '<html><body>' + '<ul><li>' * 100 + 'item</body></html>'
    assert lay_out(lists)[0][-1][2].endswith('item')
    spans = '<html><body><table><tr><td rowspan="999999999" colspan="999999999">a<tr><td>b</table></body></html>'
    assert run(DUMP, save(spans, 'spans.html')).returncode == 0


def test_separated():
    """Commas, tabs and semicolons, quotes and line breaks inside them, and Excel's encoding."""
    table = 'No,区分,確認事項\r\n1,運用,"一行目\r\n二行目, 続き"\r\n2,,"""ログ""を保管"\r\n'
    wanted = [('row', 0, '[No][区分][確認事項]'), ('row', 0, '[1][運用][一行目\n二行目, 続き]'), ('row', 0, '[2][]["ログ"を保管]')]
    assert lay_out(table, 'a.csv')[0] == wanted
    assert lay_out(table.encode('cp932') * 8, 'a.csv')[0] == wanted * 8
    assert lay_out(table, 'table.txt')[0] == wanted
    assert lay_out('a;b;c\n1;2;3\n4;5;6\n', 'b.csv')[0][1] == ('row', 0, '[1][2][3]')
    kept = 'No,Item,Sum\n="001",="a",=1+1\n"=""002""",="b"&"c",="d\n'
    assert lay_out(kept, 'kept.csv')[0][1:] == [('row', 0, '[001][a][=1+1]'), ('row', 0, '[002][="b"&"c"][="d]')], lay_out(kept, 'kept.csv')
    assert lay_out('a\tb\tc\n1\t2\t3\n4\t\t6\n', 'c.tsv')[0][2] == ('row', 0, '[4][][6]')


def test_prose_is_no_table():
    """Commas in sentences and tabs in a contents list make no table."""
    prose = 'First, we encrypt, sign, and store data.\nThen, as a rule, nobody, not even we, may read it.\nWhy?\n' * 3
    assert lay_out(prose, 'prose.txt')[1].startswith('text/plain')
    contents = '1 はじめに\t1\n2 範囲\t2\n3 用語\t3\n\n1 はじめに\n本書は説明する。\n2 範囲\n全体である。\n3 用語\n別に定める。\n'
    assert lay_out(contents, 'contents.txt')[1].startswith('text/plain')


sys.exit(harness.main('web', globals()))
