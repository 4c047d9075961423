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


def box_of_cells(values, complement='0', bags=None):
    """A workbook of today's Excel, whose check boxes are cells; complement: what their style says."""
    uri = 'http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag'
    if bags is None:
        bags = ('<bag type="Checkbox"/><bag type="XFControls"><bagId k="CellControl">0</bagId></bag><bag type="XFComplement">'
                '<bagId k="XFControls">1</bagId></bag><bag type="XFComplements" extRef="XFComplementsMapperExtRef">'
                '<a k="MappedFeaturePropertyBags"><bagId>2</bagId></a></bag>')
    styles = ('<fonts><font/></fonts><cellXfs><xf fontId="0"/><xf fontId="0"><extLst><ext uri="{C7286773-470A-42A8-94C5-96B5CB345126}" '
              f'xmlns:xfpb="{uri}"><xfpb:xfComplement i="{complement}"/></ext></extLst></xf></cellXfs>')
    rows = [['No', '確認項目', 'はい', 'いいえ']]
    for i, pair in enumerate(values, 1):
        rows.append([str(i), f'対策{i}を実施していますか。'] + [(f'<v>{value}</v>', 's="1" t="b"') for value in pair])
    data = make_office.xlsx({'確認': rows}, styles=styles)
    data = make_office.edit_part(data, 'xl/_rels/workbook.xml.rels', '</Relationships>',
                                 '<Relationship Id="rIdBag" '
                                 'Type="http://schemas.microsoft.com/office/2022/11/relationships/FeaturePropertyBag" '
                                 'Target="featurePropertyBag/featurePropertyBag.xml"/></Relationships>')
    return make_office.add_parts(data, {'xl/featurePropertyBag/featurePropertyBag.xml':
                                        f'<FeaturePropertyBags xmlns="{uri}">{bags}</FeaturePropertyBags>'})


def test_boxes_of_cells():
    """A cell that is a check box is ticked or not; another cell with a truth value, or with another complement, says it."""
    data = box_of_cells([(1, 0), (0, 1), (1, 0)])
    assert [row[2:] for row in lay_out(data).rows[1:]] == [['☑', '☐'], ['☐', '☑'], ['☑', '☐']], lay_out(data).out
    assert implemented(data) == ['yes', 'no', 'yes']
    bag = '<bag type="{}"><bagId k="a">{}</bagId></bag>'
    end = '<bag type="XFComplements"><a k="MappedFeaturePropertyBags"><bagId>1</bagId></a></bag>'
    conditions = ('<bag type="Checkbox"/>' + bag.format('X', 0) + end).replace('XFComp', 'DXFComp')
    for complement, bags in (('1', None), ('-1', None), ('0', conditions), ('x', None), ('0', ''),
                             ('0', '<bag type="Radio"/>' + bag.format('X', 0) + end),
                             ('0', bag.format('X', 1) + bag.format('X', 0) + end), ('0', bag.format('X', 99999999) + end),
                             ('0', '<bag type="Checkbox"/>' + bag.format('X', '0a') + end), ('0', '<bag type="Checkbox"/>' * 20000 + end),
                             ('0', '<bag type="Checkbox"/><bag')):
        data = box_of_cells([(1, 0)], complement, bags)
        assert lay_out(data).rows[1][2:] == ['TRUE', 'FALSE'], (complement, bags and bags[:200])


def test_linked_cells():
    """A box that keeps its state in the cell below it says it once; one that lies over other words leaves them."""
    boxes = [control('', f'2, 1, {i}, 1, 2, 9, {i}, 9', i == 1) for i in (1, 2, 3)]
    rows = [HEAD] + [[str(i), f'対策{i}を実施していますか。', cell, ''] for i, cell in
                     enumerate((('<v>1</v>', 't="b"'), ('<v>0</v>', 't="b"'), 'TRUE STORY'), 1)]
    assert [row[2] for row in lay_out(book(rows, ''.join(boxes))).rows[1:]] == ['☑', '☐', '☐ TRUE STORY']
    assert lay_out(book(rows)).rows[1][2] == 'TRUE'


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
