#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts as people send them: old encodings, properties before Markdown, tables for Excel.

    test-texts.py DIPTYCH-CLI DUMP-LAYOUT
"""

import os
import sys
import textwrap

import harness
from harness import run, save

DUMP = os.path.abspath(sys.argv[2])


def lay_out(data, name):
    """Returns (kind, level, text) of each line, and everything that was printed."""
    layout = harness.Layout(DUMP, save(data, name))
    return layout.shapes, layout.out


LINES = ['潮騒ストレージ　説明書', '　本書は①暗号化、②監査について述べる。', '１．目的', '記録は３０日間保管する。']
SEEN = [('text', 0, '潮騒ストレージ　説明書'), ('text', 0, '本書は①暗号化、②監査について述べる。'),
        ('text', 0, '１．目的'), ('text', 0, '記録は３０日間保管する。')]


def test_wide_without_mark():
    """UTF-16 says by its line ends, or by what comes out, which byte is first; full-width spaces mislead nobody."""
    for order in 'utf-16-le', 'utf-16-be', 'utf-16', 'utf-32':
        for end in '\n', '\r\n':
            assert lay_out(end.join(LINES).encode(order), 'wide.txt')[0] == SEEN, (order, end)
    latin = '1. Scope\nBackups are kept for 30 days.\n'.encode('utf-16-le')
    assert lay_out(latin, 'latin.txt')[0][1][2] == 'Backups are kept for 30 days.'

    # Not everything with zeros in it is text.
    done = run(DUMP, save(bytes(range(256)) * 40, 'zeros.txt'))
    assert done.returncode != 0 and 'no text' in done.stderr, done.stderr


def to_mail(text, kanji=b'\x1b$B'):
    """Returns a text in the encoding of Japanese mail, the characters of vendors and half-width katakana with it."""
    out = b''
    for c in text:
        code = c.encode('euc_jis_2004' if c in '①②㈱' else 'euc_jp')
        if len(code) == 1:
            out += code
        elif code[0] == 0x8e:
            out += b'\x1b(I' + bytes([code[1] & 0x7f]) + b'\x1b(B'
        else:
            out += kanji + bytes(byte & 0x7f for byte in code) + b'\x1b(B'
    return out


def test_japanese_mail():
    """ISO-2022-JP with ① and ｶﾅ is read as well as without."""
    for escape in b'\x1b$B', b'\x1b$@':
        assert lay_out(to_mail('\n'.join(LINES), escape), 'mail.txt')[0] == SEEN
    assert lay_out(to_mail('ﾛｸﾞの保管\n期間は１年'), 'kana.txt')[0] == [('text', 0, 'ﾛｸﾞの保管'), ('text', 0, '期間は１年')]


def test_shifted_katakana():
    """Half-width katakana stand behind a shift, or have the highest bit set, as terminals wrote them."""
    kana = [byte & 0x7f for byte in 'ﾛｸﾞ'.encode('cp932')]
    for word in b'\x0e' + bytes(kana) + b'\x0f', bytes(byte | 0x80 for byte in kana):
        data = to_mail('記録の保管') + b'\n' + word + to_mail('は１年') + b'\n'
        assert lay_out(data * 2, 'kana.txt')[0][:2] == [('text', 0, '記録の保管'), ('text', 0, 'ﾛｸﾞは１年')], lay_out(data, 'kana.txt')
    done = run(DUMP, save(b'a\x0e\x0f\x02' * 40, 'shifts.txt'))
    assert done.returncode != 0, done.stdout


def test_words_alone():
    """A few words without hiragana are read in CP932; bytes of other texts and of no text are not."""
    for text in '項目\t対応\n暗号化\t有\n', '①監視 ×\n②暗号化 ○\n', '株式会社見本\n', 'Sample Cloud\t対策 有\n':
        lines = lay_out(text.encode('cp932'), 'words.txt')[0]
        assert lines == lay_out(text.encode(), 'words.txt')[0] and lines, lines
    for data in ('We don’t share, you’ll see.\n'.encode('cp1252'), '“We” keep it.\nIt’s safe—always.\n'.encode('cp1252'),
                 'Größe für alle, façade, élève.\n'.encode('cp1252'), bytes(range(0x81, 0xff)), b'\x95\x96\x01\x02\x97\x4c',
                 bytes(i * 37 % 127 + 128 for i in range(60))):
        done = run(DUMP, save(data, 'other.txt'))
        assert done.returncode != 0, (data, done.stdout)


def test_asciidoc():
    """Headings, lists and tables of AsciiDoc are those of any other format; what is for programs is not seen."""
    text = ('= Sample Harbour\n:company: Sample Harbour Ltd\n:toc:\n\n// unseen\n\n[[scope]]\n== Scope\n\n'
            '{company} tells. See <<copies,the copies>> and\nhttps://a.example/[here].\n\n[NOTE]\n====\nFor all.\n====\n\n'
            '== Copies\n\n.Kept\n* Daily.\n** Thirty.\n. Seal.\n. Send.\n\nKeys:: Ours.\n\ninclude::x.adoc[]\n\n'
            '[cols="1,3"]\n|===\n|Area |Where we\nstand\n\n|Doors\n|A card.\n\n|Bins a|\n* Discs.\n* Paper.\n|===\n\n'
            '----\n== x\n----\n\n{other} ends.\n')
    seen = [('heading', 1, 'Sample Harbour'), ('heading', 2, 'Scope'),
            ('text', 0, 'Sample Harbour Ltd tells. See the copies and'), ('text', 0, 'here (https://a.example/).'),
            ('text', 0, 'For all.'), ('heading', 2, 'Copies'), ('text', 0, 'Kept'), ('item', 1, '<-> Daily.'),
            ('item', 2, '<-> Thirty.'), ('item', 1, '<1.> Seal.'), ('item', 1, '<2.> Send.'), ('text', 0, 'Keys: Ours.'),
            ('row', 0, '[Area][Where we stand]'), ('row', 0, '[Doors][A card.]'),
            ('row', 0, '[Bins][* Discs.\n* Paper.]'), ('text', 0, '== x'), ('text', 0, '{other} ends.')]
    for name in 'paper.adoc', 'paper.txt':
        assert lay_out(text, name)[0] == seen, lay_out(text, name)[0]
    # neither a rule of signs nor a table that does not close is one of its own
    plain = 'a == b\n== c\n[x]\n|===\n| d\n'
    assert [line[2] for line in lay_out(plain, 'paper.txt')[0]] == ['a == b', '== c', '[x]', '|===', '| d']
    assert ('text', 0, '| d') in lay_out(plain, 'paper.adoc')[0]


def test_restructured_text():
    """Titles between lines, tables of signs and directives of reStructuredText."""
    text = ('=======\nCopies\n=======\n\n:Version: 1.2\n\n.. contents::\n   :depth: 2\n\nScope\n=====\n\n'
            'How ``mill`` is run: `here <https://a.example>`_, :ref:`copies <c>` [1]_.\n\n.. note::\n\n   For all.\n\n'
            'Kept\n----\n\n* Daily.\n\n#. Seal.\n#. Send.\n\n+------+---------+\n| Area | Where   |\n+======+=========+\n'
            '| Door | A card  |\n|      | and a   |\n|      | code    |\n+------+---------+\n\n'
            '======  =====\n場所    答え\n======  =====\n戸      鍵が\n        要る\n======  =====\n\n'
            '.. list-table:: Duties\n   :header-rows: 1\n\n   * - Who\n     - What\n   * - Guard\n     - Walks\n       round\n\n'
            '.. code-block:: c\n\n   int x;\n\n.. _c:\n.. unseen\n   and this\n\nEnd\n===\n\n.. [1] A note.\n')
    seen = [('heading', 1, 'Copies'), ('text', 0, 'Version: 1.2'), ('heading', 2, 'Scope'),
            ('text', 0, 'How mill is run: here (https://a.example), copies [1].'), ('text', 0, 'For all.'),
            ('heading', 3, 'Kept'), ('item', 1, '<*> Daily.'), ('item', 1, '<1.> Seal.'), ('item', 1, '<2.> Send.'),
            ('row', 0, '[Area][Where]'), ('row', 0, '[Door][A card and a code]'), ('row', 0, '[場所][答え]'),
            ('row', 0, '[戸][鍵が要る]'), ('text', 0, 'Duties'), ('row', 0, '[Who][What]'), ('row', 0, '[Guard][Walks round]'),
            ('heading', 2, 'End'), ('text', 0, '[1] A note.')]
    for name in 'paper.rst', 'paper.txt':
        assert lay_out(text, name)[0] == seen, lay_out(text, name)[0]
    plain = 'a :b `c\n.. d\n+--\n| e\n'
    assert [line[2] for line in lay_out(plain, 'paper.txt')[0]] == ['a :b `c', '.. d', '+--', '| e']


def test_struck_through():
    """What Markdown strikes through does not hold: it is left out, and that is told."""
    lines, out = lay_out('# 対策\n\n暗号化を~~しない~~する。約~~3日 a ~ b\n\n## 範囲\n\n全部。\n'.encode(), 'paper.md')
    assert lines[1][2] == '暗号化をする。約3日 a ~ b', lines
    assert 'warning: Text that is struck through was left out.' in out
    assert 'warning' not in lay_out('# 対策\n\n約 ~3 日\n\n~~~\na\n~~~\n'.encode(), 'paper.md')[1]


def test_call_outs():
    """The title of a remark that stands out leads into it; its kind is for the program that draws it."""
    text = ('# 対策\n\n> [!NOTE]\n> 甲。\n\n> [!warning]- 注意\n> 乙。\n\n:::note\n\n丙。\n\n:::\n\n:::tip[My tip]\nDing.\n:::\n\n'
            '!!! info "Seen"\n    Here.\n\n??? question\n\n!!! wow, this\n\n```\n:::\n```\n')
    lines, _ = lay_out(text, 'paper.md')
    assert [line[2] for line in lines] == ['対策', '甲。', '注意：', '乙。', '丙。', 'My tip:', 'Ding.', 'Seen:', 'Here.',
                                           '!!! wow, this', ':::'], lines
    plain = '# A\n\n:::x not closed\n\n> [a]: b\n\n> [!] c\n\n:: d\n'
    assert [line[2] for line in lay_out(plain, 'paper.md')[0]] == ['A', ':::x not closed', '[a]: b', '[!] c', ':: d']


def test_components():
    """Programs in a text are no text; what they call a part of it by is."""
    text = ("---\ntitle: A\n---\nimport Tabs from '@theme/Tabs';\n\n# Keys\n\n<Tabs>\n"
            "  <TabItem value=\"a\" label=\"Private\">\n\nOurs.\n\n  </TabItem>\n"
            "</Tabs>\n\n{/* none */}\n\nexport const a = 1;\n\nWe import keys from 'outside' of <Note> here.\n")
    lines, _ = lay_out(text, 'paper.mdx.md')
    assert [line[2] for line in lines] == ['Keys', 'Private', 'Ours.', "We import keys from 'outside' of <Note> here."], lines
    plain = '# Keys\n\n<Note>\n\nimport duties apply\n\nexport const is a word\n'
    assert [line[2] for line in lay_out(plain, 'paper.md')[0]] == ['Keys', '<Note>', 'import duties apply', 'export const is a word']


def test_notes_of_people():
    """Links between notes show their text, marks and remarks of the writer are not seen, tasks are ticked or not."""
    text = ('# 対策 ^top-1\n\n==暗号化==は[[用語|鍵]]と[[範囲]]による。%%要確認%% ![[図.png]]\n\n'
            '- [ ] 甲\n- [x] 乙\n1. [X] 丙\n- [/] 丁\n\n%%\n内緒\n%%\n\n'
            '`[[a]]` a == b == c [[1]](https://a.example/) 100%% x\n\n* TOC\n{:toc}\n\n* toc\n')
    lines, _ = lay_out(text, 'paper.md')
    assert [line[2] for line in lines] == ['対策', '暗号化は鍵と範囲による。', '<-> ☐ 甲', '<-> ☑ 乙', '<1.> ☑ 丙', '<-> [/] 丁',
                                           '[[a]] a == b == c [1] (https://a.example/) 100%% x', '<*> toc'], lines
    plain = '# A\n\n100%% of x, y %% z\n\n%%\n\nb ^abc\n\n==== c ====\n\nif a==b or c==d\n'
    assert [line[2] for line in lay_out(plain, 'paper.md')[0]] == ['A', '100%% of x, y %% z', '%%', 'b ^abc', '==== c ====',
                                                                 'if a==b or c==d']


def test_entities():
    """Characters by name or number are what they stand for; what only looks like one stays."""
    lines, _ = lay_out('# Terms\n\nWe&rsquo;ll keep &ldquo;logs&rdquo; 30&ndash;60 days&#x2019; &#8805; R&D; AT&T;x &#x110000;'
                       ' &#7; &#; &x\n'.encode(), 'entities.md')
    assert lines[1][2] == 'We\u2019ll keep \u201clogs\u201d 30\u201360 days\u2019 \u2265 R&D; AT&T;x &#x110000; &#7; &#; &x', lines


def test_signs_by_name():
    """Signs that answer have names in Markdown; what only looks like one, in code or in a word, stays."""
    lines, _ = lay_out('# 表\n\n| 鍵 | :white_check_mark: | :x: | `:x:` |\n|---|---|---|---|\n| 窓 | a:x: | :xy: | :o: |\n\n10:30:x です\n',
                       'signs.md')
    assert lines[1:] == [('row', 0, '[鍵][✅][❌][:x:]'), ('row', 0, '[窓][a:x:][:xy:][○]'), ('text', 0, '10:30:x です')], lines


def test_front_matter_of_settings():
    """What stands between +++ is names and values as well; lists, remarks and tables are for programs."""
    lines, out = lay_out('+++\ntitle = "防犯についての覚え書き"\nweight = 4\n# aliases = ["古い名前"]\nversion = \'2.1\'\n'
                         'topics = [\n  "鍵",\n  "窓",\n]\n[menu]\n  name = "上の列"\n+++\n\n## 鍵\n\n毎年取り替えます。\n',
                         'settings.md')
    assert 'title 防犯についての覚え書き' in out, out
    assert lines == [('row', 0, '[version][2.1]'), ('heading', 2, '鍵'), ('text', 0, '毎年取り替えます。')], lines

    # Where nothing has a value, or what begins so does not end, it stays.
    for body in ('+++\n追記です。\n+++\n\n# 鍵\n', '+++\ntitle = "防犯"\n\n# 鍵\n'):
        lines, _ = lay_out(body, 'no-settings.md')
        assert lines[0] == ('text', 0, '+++'), lines


def test_front_matter():
    """Properties before Markdown are title and author, or rows; never a heading. Instructions are not read."""
    lines, out = lay_out('---\ntitle: "潮騒ストレージ 説明書"\nauthor: 潮騒株式会社\nlang: ja\ndate: 2024-04-01\nversion: 2.1\n---\n\n'
                         '# 目的 {#aim .wide}\n{: .lead }\n\n[TOC]\n\n記録[^1]は~~残す~~保管する。\n\n[home]: https://example.com/ "x"\n'
                         '[^1]: 利用者の記録。\n', 'front.md')
    assert 'title 潮騒ストレージ 説明書, author 潮騒株式会社' in out, out
    assert lines == [('row', 0, '[date][2024-04-01]'), ('row', 0, '[version][2.1]'), ('heading', 1, '目的'),
                     ('text', 0, '記録は保管する。'), ('text', 0, '※1 利用者の記録。')], lines

    # A property may have several lines; what only a program reads that makes a page of the text has no place in it.
    lines, _ = lay_out('---\norder: 2\nsidebar_label: x\ndescription: >\n  First\n  and second.\nowners:\n  - one\n'
                       '  - two\ntags:\n  - a\n'
                       '---\n\n# Title\n', 'long.md')
    assert lines == [('row', 0, '[description][First and second.]'), ('row', 0, '[owners][one two]'), ('heading', 1, 'Title')], lines

    # A rule at the beginning, and what is in braces or brackets otherwise, stay.
    lines, _ = lay_out('---\n\nText with a: colon.\n\n---\n\n# Sets {a, b}\n\n## Names {: #names }\n\n[Note]: keep it.\n', 'rule.md')
    assert lines == [('rule', 0, ''), ('text', 0, 'Text with a: colon.'), ('rule', 0, ''), ('heading', 1, 'Sets {a, b}'),
                     ('heading', 2, 'Names'),
                     ('text', 0, '[Note]: keep it.')], lines


def test_links_by_name():
    """A link may have its target in another line; brackets that name none are text."""
    lines, _ = lay_out('# 対策\n\n[方針][Policy]と[規約][]、[窓口]。[任意][必須]、[^1]、`[窓口]`、\\[窓口]、[窓口](#a)。\n\n```\n[窓口]\n```\n\n'
                       '~~~\n[方針][policy]\n[方針]: https://a.example/x\n~~~\n\n'
                       '[policy]: https://a.example/p "方針"\n[規約]: <https://a.example/k>\n[窓口]: https://a.example/w\n', 'links.md')
    assert lines[1:] == [('text', 0, '方針 (https://a.example/p)と規約 (https://a.example/k)、窓口 (https://a.example/w)。[任意][必須]、、'
                          '[窓口]、[窓口]、窓口。'), ('text', 0, '[窓口]'), ('text', 0, '[方針][policy]'),
                         ('text', 0, '[方針]: https://a.example/x')], lines


def test_tables_of_html():
    """A table of HTML in Markdown has its rows; one that does not end, or stands in code, is what it is otherwise."""
    table = ('<table class="a">\n<caption>表1</caption>\n<thead><tr><th>項目</th><th>回答</th></tr></thead>\n'
             '<tr><td rowspan="2">暗号化</td><td>通信は<b>TLS</b></td></tr>\n<tr><td>a|b<br>\n鍵</td></tr>\n'
             '<TR>\n  <td colspan=2>以上\n</table>\n')
    lines, out = lay_out('# 対策\n\n' + table + '\n終わり。\n', 'table.md')
    assert lines == [('heading', 1, '対策'), ('text', 0, '表1'), ('row', 0, '[項目][回答]'), ('row', 0, '[暗号化][通信はTLS]'),
                     ('row', 0, '[][a|b\n鍵]'), ('row', 0, '[以上][]'), ('text', 0, '終わり。')], lines
    assert 'p0 l13 ' in out, out
    lines, _ = lay_out('# A\n\n```\n<table><tr><td>甲</td><td>乙</td></tr></table>\n```\n\n<table><tr><td>丙</td>\n', 'open.md')
    assert not [line for line in lines if line[0] == 'row'], lines


def test_definitions():
    """What a term means, behind a colon at the beginning of a line, goes behind the term; a second meaning is a paragraph."""
    lines, out = lay_out('# 用語\n\n契約者\n: 契約した法人\n: その従業員\n\n利用者\n\n:   利用する個人\n\n時刻 : 9時\n\n::: note\n', 'terms.md')
    assert [text for _, _, text in lines] == ['用語', '契約者：契約した法人', 'その従業員', '利用者：利用する個人', '時刻 : 9時', '::: note'], lines
    # A line of a paragraph is no term, nor is a question.
    lines, out = lay_out('# A\n\nA long line that\ngoes on here\n: so\n\nIs it?\n: Yes\n', 'terms.md')
    assert [text for _, _, text in lines][1:] == ['A long line that', 'goes on here', 'so', 'Is it?', 'Yes'], lines


def test_titles_in_disguise():
    """An underlined number and a summary are titles; a rule behind a list is a rule."""
    lines, _ = lay_out('1. 目的\n-------\n\n本文。\n\n2. 範囲\n=======\n\n<details>\n<summary>保管は<b>何日</b>か</summary>\n\n30日。\n\n</details>\n'
                       '<details><summary>鍵は</summary>\n替える。\n</details>\n\n1. 一つ\n2. 二つ\n---\n- 三つ\n------\n', 'titles.md')
    assert lines == [('heading', 2, '1. 目的'), ('text', 0, '本文。'), ('heading', 1, '2. 範囲'), ('heading', 2, '保管は何日か'),
                     ('text', 0, '30日。'), ('heading', 2, '鍵は'), ('text', 0, '替える。'), ('item', 1, '<1.> 一つ'), ('item', 1, '<2.> 二つ'),
                     ('rule', 0, ''), ('item', 1, '<-> 三つ'), ('rule', 0, '')], lines


def test_small_marks():
    """Emphasis of one underscore, line breaks told by a backslash, rows of a table without their outer pipes."""
    lines, _ = lay_out('# A\n\n_鍵_ は _turned each_ year, snake_case_word, _a _b 年__月, C:\\dir\\\n一行目\\\n二行目\n\n'
                       '| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n3 | 4\n\n5 | 6\n', 'marks.md')
    assert lines[1:] == [('text', 0, '鍵 は turned each year, snake_case_word, _a _b 年__月, C:\\dir'), ('text', 0, '一行目'), ('text', 0, '二行目'),
                         ('row', 0, '[甲][乙]'), ('row', 0, '[1][2]'), ('row', 0, '[3][4]'), ('text', 0, '5 | 6')], lines


def test_cut_lines():
    """Paragraphs whose lines were filled up to one width are one line each; a line that its writer ended stays one."""
    told = ('We keep what our customers store with us in **two data centres** of which neither knows the '
            '[keys of the other](https://a.example/keys), and copy it every night. Copies are kept for 30 days and then '
            'deleted. Nobody but the four people on duty may read a copy, and whoever does has to say why beforehand.')
    heads = 'Sample Works Ltd.\nVersion 2\n1 May 2026'
    for width in 50, 64, 80, 100:
        cut, quote, item = (textwrap.fill(told, width, initial_indent=first, subsequent_indent=other, break_long_words=False,
                                          break_on_hyphens=False) for first, other in (('', ''), ('> ', '> '), ('- ', '  ')))
        lines, out = lay_out(f'---\ntitle: A paper with a title that is rather long and needs two\n---\n\n{heads}\n\n# Where\n\n{cut}\n\n'
                             f'{quote}\n\n{item}\n- second\n\n# End\n', 'cut.md')
        plain = told.replace('**', '').replace('[', '').replace('](', ' (')
        assert [text for kind, _, text in lines if kind == 'text'] == heads.split('\n') + [plain, plain], (width, lines)
        assert ('item', 1, '<-> ' + plain) in lines and ('item', 1, '<-> second') in lines, (width, lines)
        # places stay those of the file
        last = 18 + sum(part.count('\n') for part in (cut, quote, item))
        assert f'l{last} ' in out.strip().split('\n')[-1], (last, out)

    # Japanese has no blanks at its cuts, and ends a line a little before its width
    told = '当社は、お客様から預かった記録を二つの拠点に分けて保管し、毎晩写しを取ります。写しは三十日の間保管し、その後消去します。' * 2
    lines, _ = lay_out('# 保管\n\n' + '\n'.join(told[i:i + 30] for i in range(0, len(told), 30)) + '\n\n改訂\n第2版\n', 'cut.md')
    assert lines[1:] == [('text', 0, told), ('text', 0, '改訂'), ('text', 0, '第2版')], lines

    # One sentence a line, verses, and lines that a backslash or two blanks end
    ended = ['Copies are kept for thirty days, and after that nobody can bring them back.', 'Keys are turned every year.',
             'Whoever reads a copy has to say why beforehand, in writing, to the officer on duty.', 'No copy leaves the country.',
             'There are four people on duty at any time, and none of them alone can open the vault.', 'Ask us.']
    lines, _ = lay_out('# Copies\n\n' + '\n'.join(ended) + '\n', 'lines.md')
    assert [text for _, _, text in lines[1:]] == ended, lines
    hard = textwrap.wrap(ended[0] + ' ' + ended[2] + ' ' + ended[4], 60)
    for end in '\\', '  ':
        lines, _ = lay_out('# Copies\n\n' + (end + '\n').join(hard) + '\n', 'hard.md')
        assert [text for _, _, text in lines[1:]] == hard, lines


def test_addresses():
    """An address in angle brackets, or as a link to itself, is an address."""
    lines, _ = lay_out('# A\n\nWrite to <care@a.example> or [help@a.example](mailto:help@a.example), '
                       'not [us](mailto:us@a.example), <b@c>.\n', 'mail.md')
    assert lines[1][2] == 'Write to care@a.example or help@a.example, not us (mailto:us@a.example), <b@c>.', lines


def test_separator_line():
    """The line that tells Excel the separator is no row."""
    table = 'sep=;\r\nID;Question;Answer\r\n' + ''.join(f'{i};Is it done, {i}?;Yes\r\n' for i in range(1, 6))
    lines, out = lay_out('\ufeff' + table, 'told.csv')
    assert out.startswith('text/csv') and lines[0] == ('row', 0, '[ID][Question][Answer]') and len(lines) == 6, lines


sys.exit(harness.main('texts', globals()))
