#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks of Excel and OpenDocument: what is read of their cells.

    test-sheets.py DIPTYCH-CLI DUMP-LAYOUT
"""

import io
import os
import sys
import zipfile

import harness
import make_office
from make_office import ods, odf, xlsx

CLI, DUMP = (os.path.abspath(path) for path in sys.argv[1:3])
XF = '<cellXfs count="9">' + ''.join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 9, 10, 20, 164, 165, 4)) + '</cellXfs>'
STYLES = ('<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
          f'<numFmt numFmtId="165" formatCode="0&quot;回&quot;"/></numFmts>{XF}')


def lay_out(data, name='book.xlsx', *args):
    return harness.Layout(DUMP, harness.save(data, name), *args)


def number(value, style=0):
    return (f'<v>{value}</v>', f's="{style}"')


def replace_part(data, part, old, new):
    """Returns an archive in which a text of a part is another."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert old in files[part], files[part]
    files[part] = files[part].replace(old, new)
    return make_office.pack(files, stored=['mimetype'])


def refused(data, name, *args):
    done = harness.run(CLI, 'import', f'--library={harness.FOLDER.name}/library.db', *args, harness.save(data, name))
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    return done.stderr


def test_choice_of_sheet():
    """All sheets that are shown, or the chosen one by name or number; a wrong name is told with the right ones."""
    sheets = {'表紙': [['資料の題名']], 'Check Sheet': [['No', '項目', '回答'], ['1', '甲', '有']],
              '履歴': [['版', '内容'], ['1.0', '初版']]}
    for data, name in (xlsx(sheets), 'book.xlsx'), (ods(sheets), 'book.ods'):
        every = lay_out(data, name)
        assert every.sheets == list(sheets)
        assert [line['text'] for line in every.lines if line['kind'] == 'heading'] == list(sheets)
        assert {line['sheet'] for line in every.lines} == set(sheets)
        for wanted in 'Check Sheet', 'check sheet', '2':
            one = lay_out(data, name, wanted)
            assert one.rows == sheets['Check Sheet'], (wanted, one.rows)
            assert one.sheets == list(sheets)
        assert '“表紙”, “Check Sheet”, “履歴”' in refused(data, name, '--sheet=nowhere')


def test_hidden_sheets():
    """A hidden sheet is left out and named, read where asked for, and read where nothing else says anything."""
    sheets = {'見える': [['甲', '乙'], ['丙', '丁']], '一覧': [['有'], ['無']]}
    hidden = xlsx(sheets, attributes={'一覧': 'state="hidden"'})
    book = lay_out(hidden)
    assert '有' not in book.out and any('“一覧”' in warning for warning in book.warnings)
    assert lay_out(hidden, 'book.xlsx', '一覧').texts == ['有', '無']
    alone = lay_out(xlsx(sheets, attributes={'一覧': 'state="veryHidden"', '見える': 'state="hidden"'}))
    assert '丁' in alone.out and any('hidden' in warning for warning in alone.warnings)


def test_hidden_rows_and_columns():
    """What a filter hides is read, and told apart."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" t="inlineStr"><is><t>乙</t></is></c>' \
           '<c r="C1" t="inlineStr"><is><t>丙</t></is></c></row>'
    for i in range(2, 6):
        rows += f'<row r="{i}"{" hidden=" + chr(34) + "1" + chr(34) if i in (3, 4) else ""}>' + ''.join(
            f'<c r="{column}{i}"><v>{i}{k}</v></c>' for k, column in enumerate('ABC')) + '</row>'
    plain = xlsx({'S': []}, before='<cols><col min="2" max="2" hidden="1" width="0"/></cols>')
    book = lay_out(replace_part(plain, 'xl/worksheets/sheet1.xml', '<sheetData></sheetData>', f'<sheetData>{rows}</sheetData>'))
    assert len(book.rows) == 5 and book.rows[2] == ['30', '31', '32'], book.rows
    assert any('3–4' in warning for warning in book.warnings) and any('B' in warning for warning in book.warnings), book.warnings

    body = ('<table:table table:name="S"><table:table-column/><table:table-column table:visibility="collapse"/>'
            '<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p>'
            '</table:table-cell></table:table-row><table:table-row table:visibility="filter"><table:table-cell>'
            '<text:p>c</text:p></table:table-cell><table:table-cell><text:p>d</text:p></table:table-cell></table:table-row>'
            '</table:table>')
    book = lay_out(odf('spreadsheet', body), 'book.ods')
    assert book.rows == [['a', 'b'], ['c', 'd']]
    assert any('2' in warning for warning in book.warnings) and any('B' in warning for warning in book.warnings), book.warnings


def test_merged():
    """One question over three rows is one; one answer to three questions is given to each."""
    rows = [['No', '区分', '項目', '回答'],
            ['1', '運用', '甲', '有'], ['2', '', '乙', ''], ['3', '', '丙', ''],
            ['4', '長い質問', '続きのある一つの問い', '無']]
    merges = '<mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="D2:D4"/></mergeCells>'
    wanted = [['1', '運用', '甲', '有'], ['2', '運用', '乙', '有'], ['3', '運用', '丙', '有']]
    assert lay_out(xlsx({'S': rows}, after=merges)).rows[1:4] == wanted
    body = '<table:table table:name="S">'
    for y, row in enumerate(rows):
        body += '<table:table-row>'
        for x, cell in enumerate(row):
            if y == 1 and x in (1, 3):
                body += make_office.ods_cell(cell, ' table:number-rows-spanned="3" table:number-columns-spanned="1"')
            elif y in (2, 3) and x in (1, 3):
                body += '<table:covered-table-cell/>'
            else:
                body += make_office.ods_cell(cell)
        body += '</table:table-row>'
    assert lay_out(odf('spreadsheet', body + '</table:table>'), 'book.ods').rows[1:4] == wanted

    # A title over the whole width is a line, and no row of the table.
    book = lay_out(xlsx({'S': [['セキュリティチェックシート', '', ''], ['No', '項目', '回答'], ['1', '甲', '有']]},
                        after='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'))
    assert book.shapes[0] == ('text', 0, 'セキュリティチェックシート')
    # A question in cells of three rows that have nothing else goes on.
    book = lay_out(xlsx({'S': [['1', '問い', '一行目'], ['', '', '二行目'], ['2', '次', '答え']]},
                        after='<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells>'))
    assert book.rows == [['1', '問い', '一行目'], ['', '', '二行目'], ['2', '次', '答え']], book.rows


def test_furigana():
    """Readings of kanji are no text; runs of one cell are one text."""
    strings = ('<si><r><rPr><b/></rPr><t>暗号</t></r><r><t xml:space="preserve">化の 方針</t></r>'
               '<rPh sb="0" eb="2"><t>アンゴウ</t></rPh><phoneticPr fontId="1"/></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>')
    cells = [[('<v>0</v>', 't="s"'), ('<v>1</v>', 't="s"')], ['a', 'b']]
    book = lay_out(xlsx({'S': cells[:1] * 2}, strings=strings))
    assert book.rows[0] == ['暗号化の 方針', '東京'], book.rows
    assert 'ゴウ' not in book.out and 'トウ' not in book.out
    inline = ('<is><r><t>重要</t></r><r><t>な点</t></r><rPh sb="0" eb="2"><t>ジュウヨウ</t></rPh></is>', 't="inlineStr"')
    assert lay_out(xlsx({'S': [[inline, ('<is><t>甲</t></is>', 't="inlineStr"')]]})).rows == [['重要な点', '甲']]
    body = ('<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p><text:ruby>'
            '<text:ruby-base>監査</text:ruby-base><text:ruby-text>かんさ</text:ruby-text></text:ruby>人</text:p></table:table-cell>'
            + make_office.ods_cell('乙') + '</table:table-row></table:table>')
    assert lay_out(odf('spreadsheet', body), 'book.ods').rows == [['監査人', '乙']]


def test_fonts():
    """Letters of Wingdings are the ticks that they look like; what is struck through is left out, and that is told."""
    styles = ('<fonts count="4"><font><name val="Arial"/></font><font><name val="Wingdings"/></font><font><name val="Wingdings 2"/>'
              '</font><font><strike/><name val="Arial"/></font></fonts><cellXfs count="4"><xf fontId="0"/><xf fontId="1"/>'
              '<xf fontId="2"/><xf fontId="3"/></cellXfs>')

    def text(value, style):
        return f'<is><t>{value}</t></is>', f't="inlineStr" s="{style}"'

    rows = [['項目', '実施', '未実施'], ['甲', text('ü', 1), text('P', 0)], ['乙', text('o', 1), text('R', 2)], ['丁', text('丙', 3), '無']]
    paper = lay_out(make_office.xlsx({'S': rows}, styles=styles))
    assert paper.rows == [['項目', '実施', '未実施'], ['甲', '✓', 'P'], ['乙', '□', '☑'], ['丁', '', '無']], paper.out
    assert any('struck' in warning for warning in paper.warnings), paper.out

    def runs(*pieces):
        return '<is>' + ''.join(f'<r><rPr>{look}</rPr><t>{piece}</t></r>' for look, piece in pieces) + '</is>', 't="inlineStr"'

    rows = [['項目', '実施'], [runs(('<strike/>', 'TLS 1.1'), ('<b/>', 'TLS 1.2')), runs(('<strike val="0"/>', 'はい'))],
            [runs(('<strike/>', '無'), ('', '甲')), '有']]
    paper = lay_out(make_office.xlsx({'S': rows}))
    assert paper.rows == [['項目', '実施'], ['TLS 1.2', 'はい'], ['甲', '有']], paper.out
    assert any('struck' in warning for warning in paper.warnings), paper.out

    strings = '<si><r><t>TLS 1.2</t></r><r><rPr><strike/></rPr><t>、TLS 1.1</t></r><r><rPr><b/></rPr><t>以上</t></r></si><si><t>乙</t></si>'
    paper = lay_out(make_office.xlsx({'S': [['a', 'b'], ['a', 'b']]}, strings=strings))
    assert paper.rows == [['TLS 1.2以上', '乙']] * 2 and any('struck' in warning for warning in paper.warnings), paper.out


def test_struck_cells():
    """A cell of an OpenDocument sheet whose style, or whose words, are struck through says nothing."""
    through = '<style:text-properties style:text-line-through-type="single"/></style:style>'
    styles = ('<style:style style:name="ce1" style:family="table-cell">' + through +
              '<style:style style:name="T1" style:family="text">' + through)
    rows = ('<table:table-row><table:table-cell><text:p>項目</text:p></table:table-cell><table:table-cell><text:p>回答</text:p>'
            '</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>甲<text:span text:style-name="T1">乙</text:span>'
            '</text:p></table:table-cell><table:table-cell table:style-name="{}"><text:p>有</text:p></table:table-cell></table:table-row>')
    for cell, wanted in ('ce1', ['甲']), ('ce2', ['[甲][有]']):
        body = f'<table:table table:name="S">{rows.format(cell)}</table:table>'
        paper = lay_out(make_office.odf('spreadsheet', body, styles), 'struck.ods')
        assert paper.texts == ['[項目][回答]'] + wanted, paper.out
        assert any('struck' in warning for warning in paper.warnings), paper.out


def test_numbers_and_dates():
    """Numbers are what the cell shows; dates count from 1900 or 1904."""
    row = [number(45748, 1), number(45748, 6), number(0.999, 4), number(0.5, 3), number('1E-2'), number(3, 7),
           number(1234.5, 8), number(0.375, 5), ('<v>1</v>', 't="b"')]
    book = lay_out(xlsx({'S': [row, row]}, styles=STYLES))
    assert book.rows[0][1:] == ['2025年4月1日', '99.90%', '50%', '0.01', '3回', '1,234.50', '9:00', 'TRUE'], book.rows
    assert '2025' in book.rows[0][0] and '4' in book.rows[0][0], book.rows
    later = lay_out(xlsx({'S': [row, row]}, styles=STYLES, properties='<workbookPr date1904="1"/>'))
    assert later.rows[0][1] == '2029年4月2日', later.rows
    # The day that Excel has and the calendar has not.
    early = [number(59, 6), number(60, 6), number(61, 6)]
    assert lay_out(xlsx({'S': [early, early]}, styles=STYLES)).rows[0][0] == '1900年2月28日'
    assert lay_out(xlsx({'S': [early, early]}, styles=STYLES)).rows[0][2] == '1900年3月1日'


def test_dates_as_text():
    """A date that the file writes as one is shown as the cell shows its number; what is no date stays."""
    def date(text, style):
        return (f'<v>{text}</v>', f't="d" s="{style}"')

    rows = [[date('2025-04-01', 6), date('2025-04-01T09:00:00.000', 5), date('1900-02-28', 6),
             date('2025-13-01', 6), date('2025-04-01T00:00:00', 0)]]
    for epoch in '', '<workbookPr date1904="1"/>':
        book = lay_out(xlsx({'S': rows * 2}, styles=STYLES, properties=epoch))
        assert book.rows[0][0] == '2025年4月1日' and book.rows[0][1] == '9:00', book.rows
        assert book.rows[0][2] == ('1900-02-28' if epoch else '1900年2月28日'), book.rows
        assert book.rows[0][3:] == ['2025-13-01', '2025-04-01T00:00:00'], book.rows


def test_formulas():
    """A formula is what it came to last."""
    row = [('<f>A2&amp;"x"</f><v>came to</v>', 't="str"'), ('<f>1+1</f><v>2</v>', ''), ('<f>1/0</f><v>#DIV/0!</v>', 't="e"'), '末']
    book = lay_out(xlsx({'S': [row, row]}))
    assert book.rows[0] == ['came to', '2', '#DIV/0!', '末'], book.rows
    body = ('<table:table table:name="S"><table:table-row><table:table-cell table:formula="of:=1+1" office:value-type="float" '
            'office:value="2"><text:p>2</text:p></table:table-cell><table:table-cell office:value-type="date" '
            'office:date-value="2025-04-01"/></table:table-row></table:table>')
    assert lay_out(odf('spreadsheet', body), 'book.ods').rows == [['2', '2025-04-01']]


def test_comments():
    """What people have put on cells is no part of them; that there was some is told."""
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    with zipfile.ZipFile(io.BytesIO(xlsx({'S': [['甲', '乙'], ['一', '二']]}))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in files if name.startswith('xl/worksheets/'))
    files[sheet.replace('worksheets/', 'worksheets/_rels/') + '.rels'] = make_office.relations(('comments', '../comments1.xml'))
    files['xl/comments1.xml'] = (f'<comments xmlns="{main}"><commentList>' + '<comment ref="A1"><text><t>本当か</t></text></comment>' * 2
                                 + '</commentList></comments>')
    book = lay_out(make_office.pack(files))
    assert book.rows == [['甲', '乙'], ['一', '二']], book.rows
    assert book.warnings == ['Comments beside the text were left out: 2.'], book.warnings
    body = ('<table:table table:name="S"><table:table-row><table:table-cell><office:annotation><text:p>本当か</text:p></office:annotation>'
            '<text:p>甲</text:p></table:table-cell><table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table>')
    book = lay_out(odf('spreadsheet', body), 'book.ods')
    assert book.rows == [['甲', '乙']] and book.warnings == ['Comments beside the text were left out: 1.'], book.out


def test_line_breaks():
    """Lines of a cell stay lines; escapes are characters."""
    cells = [['一行目\n二行目', 'x'], ['a_x000D_\nb', '&lt;&']]
    book = lay_out(xlsx({'S': cells}))
    assert book.rows[0] == ['一行目\n二行目', 'x'] and book.rows[1] == ['a\nb', '&lt;&'], book.rows
    assert lay_out(ods({'S': [['一行目\n二行目', 'x']]}), 'book.ods').rows == [['一行目\n二行目', 'x']]


def test_strict():
    """The strict variant has other names for the same things."""
    rows = [['No', '項目'], ['1', '甲']]
    assert lay_out(xlsx({'S': rows}, namespace=make_office.strict)).rows == rows


def test_gaps_and_repeats():
    """Empty columns are left out, rows far below cost nothing, repeated cells count."""
    rows = [['', 'a', '', '', 'b'], [''] * 5, ['', 'c', '', '', 'd']]
    book = lay_out(xlsx({'S': rows}))
    assert book.rows == [['a', 'b'], ['c', 'd']]
    assert [line['number'] for line in book.lines] == ['1', '3']
    body = ('<table:table table:name="S"><table:table-row>' + make_office.ods_cell('x', ' table:number-columns-repeated="3"')
            + '</table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row></table:table>')
    assert lay_out(odf('spreadsheet', body), 'book.ods').rows == [['x', 'x', 'x']]


def test_refused():
    """A workbook with nothing in it, and one that is none, cost one sentence."""
    assert 'no text' in refused(xlsx({'S': []}), 'empty.xlsx')
    assert refused(xlsx({'S': [['a', 'b']]})[:600], 'cut.xlsx').count('\n') == 1


sys.exit(harness.main('sheets', globals()))
