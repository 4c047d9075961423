# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies over the cells of a sheet: check boxes that were drawn there, boxes of text, rings.

    test-drawings.py DIPTYCH-CLI DUMP-LAYOUT
"""

import os
import sys

import harness
import make_office

CLI = os.path.abspath(sys.argv[1])
DUMP = os.path.abspath(sys.argv[2])
HEAD = ['No', '確認項目', '回答', '備考']
ROWS = [HEAD, ['1', '通信を暗号化していますか。', '', 'TLS 1.3'], ['2', '記録を保管していますか。', '', ''], ['3', '教育をしていますか。', '', '']]
XDR = ('xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
       'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"')
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'


def control(caption, anchor, checked, kind='Checkbox', height='18pt'):
    return (f'<v:shape style="position:absolute;width:60pt;height:{height};z-index:1"><v:textbox><div style="text-align:left">'
            f'<font size="180">{caption}</font></div></v:textbox><x:ClientData ObjectType="{kind}"><x:Anchor>\n    {anchor}</x:Anchor>'
            f'{"<x:Checked>1</x:Checked>" if checked else ""}<x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>')


def shape(row, column, texts, properties='', geometry='rect'):
    paragraphs = ''.join(f'<a:p><a:r><a:t>{text[:3]}</a:t></a:r><a:r><a:t>{text[3:]}</a:t></a:r></a:p>' for text in texts)
    return (f'<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>'
            f'<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:to><xdr:sp><xdr:nvSpPr>'
            f'<xdr:cNvPr id="2" name="a" {properties}/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="{geometry}"/></xdr:spPr>'
            f'<xdr:txBody>{paragraphs}</xdr:txBody></xdr:sp></xdr:twoCellAnchor>')


def book(rows, controls='', shapes='', after=''):
    parts = {'xl/drawings/old.vml': f'<xml {VML}>{controls}</xml>', 'xl/drawings/new.xml': f'<xdr:wsDr {XDR}>{shapes}</xdr:wsDr>',
             'xl/worksheets/_rels/sheet1.xml.rels': make_office.relations(('vmlDrawing', '../drawings/old.vml'),
                                                                          ('drawing', '../drawings/new.xml'))}
    return make_office.add_parts(make_office.xlsx({'確認': rows}, after=after), parts)


def lay_out(data, name='book.xlsx'):
    return harness.Layout(DUMP, harness.save(data, name))


def implemented(data, name='book.xlsx'):
    paper = harness.answer(CLI, 'show', '--json', harness.save(data, name))
    return [clause['implemented'] for clause in paper['clauses'] if clause['kind'] == 'item']


def test_check_boxes():
    """Two boxes over a cell are its answer, in the order in which they stand, not in which they were drawn."""
    pairs = [control(word, f'2, {left}, {i}, 1, 3, 4, {i}, 19', i % 2 == k, 'Radio' if i == 2 else 'Checkbox')
             for i in range(1, 4) for k, (word, left) in enumerate((('いいえ', 65), ('はい', 5)))]
    data = book(ROWS, ''.join(pairs))
    assert [row[2] for row in lay_out(data).rows[1:]] == ['☑ はい ☐ いいえ', '☐ はい ☑ いいえ', '☑ はい ☐ いいえ'], lay_out(data).rows
    assert implemented(data) == ['yes', 'no', 'yes']
    data = book(ROWS, control('はい', '3, 5, 1, 1, 4, 4, 1, 19', True) + control('いいえ', '4, 5, 1, 1, 5, 4, 1, 19', False),
                after='<mergeCells><mergeCell ref="C2:F2"/></mergeCells>')
    assert lay_out(data).rows[1] == ['1', '通信を暗号化していますか。', '☑ はい ☐ いいえ', 'TLS 1.3'], lay_out(data).rows


def test_boxes_without_caption():
    """A box takes its words from the cell below it, or from the head of its column; most of it lies in its row."""
    rows = [['No', '確認項目', 'はい', 'いいえ'], ['1', '通信を暗号化していますか。', '', ''], ['2', '記録を保管していますか。', '', '']]
    boxes = [control('', f'{2 + k}, 25, {i}, 17, {2 + k}, 40, {i + 1}, 15', i == k, height='16pt') for i in range(2) for k in range(2)]
    assert lay_out(book(rows, ''.join(boxes))).rows[1:] == [['1', rows[1][1], '☑', '☐'], ['2', rows[2][1], '☐', '☑']]
    assert implemented(book(rows, ''.join(boxes))) == ['yes', 'no']
    words = [HEAD, ['1', '通信を暗号化していますか。', '実施', ''], ['2', '記録を保管していますか。', '実施', '一年']]
    data = book(words, control('', '2, 1, 1, 1, 2, 9, 1, 9', True) + control('', '2, 1, 2, 1, 2, 9, 2, 9', False))
    assert [row[2] for row in lay_out(data).rows[1:]] == ['☑ 実施', '☐ 実施']


def test_boxes_of_text():
    """Text in a box is a row of its own, where no cell says anything or below them; copies of controls are none of it."""
    rows = [[''] * 4] * 2 + ROWS
    data = book(rows, '', shape(0, 2, ['安全確認票', '記入日を忘れずに。']) + shape(3, 5, ['期限は月末です。']) +
                shape(4, 2, ['隠れた写し'], 'hidden="1"'))
    layout = lay_out(data)
    assert layout.texts[:2] == ['安全確認票', '記入日を忘れずに。'] and layout.texts[-1] == '期限は月末です。', layout.out
    assert layout.rows == [['No', '確認項目', '回答', '備考']] + ROWS[1:] and '写し' not in layout.out and not layout.warnings
    only = lay_out(book([], '', shape(0, 0, ['1. 目的', '本書は目的を述べる。'])))
    assert only.texts == ['1. 目的', '本書は目的を述べる。'], only.out


def test_rings():
    """A ring around one of two printed answers says what only people see: that there are any is told."""
    data = book(ROWS, '', shape(2, 2, [], '', 'ellipse') + shape(3, 2, [], '', 'ellipse') + shape(3, 2, [], '', 'rect'))
    assert any('Rings' in one and one.endswith(': 2.') for one in lay_out(data).warnings), lay_out(data).warnings


def test_open_document():
    """The same in a sheet of OpenDocument, whose check boxes belong to cells and are described before them."""
    form = ''.join(f'<form:{kind} form:id="c{i}" form:label="{label}" {state}/>' for i, (kind, label, state) in enumerate((
        ('checkbox', 'はい', 'form:current-state="checked"'), ('checkbox', 'いいえ', 'form:current-state="unchecked"'),
        ('radio', 'はい', ''), ('radio', 'いいえ', 'form:current-selected="true"'), ('checkbox', '', 'form:current-state="checked"'))))
    answers = {1: (0, 1), 2: (2, 3), 3: (4,)}
    body = f'<table:table table:name="S"><office:forms><form:form>{form}</form:form></office:forms><table:shapes><draw:frame>' \
        '<draw:text-box><text:p>期限は</text:p><text:p>月末です。</text:p></draw:text-box></draw:frame></table:shapes>'
    for i, row in enumerate([HEAD] + [[str(i), f'対策{i}を実施していますか。', '' if i < 3 else '実施', ''] for i in (1, 2, 3)]):
        cells = [make_office.ods_cell(text) for text in row]
        boxes = ''.join(f'<draw:control draw:control="c{k}"/>' for k in answers.get(i, ()))
        if boxes:
            words = f'<text:p>{row[2]}</text:p>' if row[2] else ''
            cells[2] = f'<table:table-cell>{boxes}<draw:custom-shape><text:p>札</text:p></draw:custom-shape>{words}</table:table-cell>'
        body += '<table:table-row>' + ''.join(cells) + '</table:table-row>'
    layout = lay_out(make_office.odf('spreadsheet', body + '</table:table>'), 'book.ods')
    assert [row[2] for row in layout.rows[1:]] == ['☑ はい ☐ いいえ', '☐ はい ☑ いいえ', '☑ 実施'], layout.out
    assert layout.texts[-5:] == ['期限は', '月末です。', '札', '札', '札'], layout.texts


def test_broken_drawings():
    """The cells do not depend on what lies over them."""
    whole = lay_out(book(ROWS)).rows
    assert len(whole) == 4
    for controls in '<v:shape><v:textbox>a<br>', control('', '-1, x, 99999999999, 2', True), control('', '2, 1, 99999999, 1', True):
        assert lay_out(book(ROWS, controls)).rows[:4] == whole, controls
    many = ''.join(shape(i % 9, i % 7, ['多']) for i in range(12000))
    assert lay_out(book(ROWS, '', many)).rows[:4] == whole


def test_small_rows():
    """A row or a column without height or width is hidden, whatever the file calls it."""
    data = make_office.xlsx({'確認': ROWS}, before='<cols><col min="4" max="4" width="0" customWidth="1"/></cols>')
    assert any('columns' in one and one.endswith(': D.') for one in lay_out(data).warnings)
    assert not lay_out(make_office.xlsx({'確認': ROWS}, before='<cols><col min="4" max="4" width="0.5"/></cols>')).warnings
    data = make_office.edit_part(make_office.xlsx({'確認': ROWS}), 'xl/worksheets/sheet1.xml', '<row r="3">',
                                 '<row r="3" ht="0" customHeight="1">')
    assert any('rows' in one and one.endswith(': 3.') for one in lay_out(data).warnings)


sys.exit(harness.main('drawings', globals()))
