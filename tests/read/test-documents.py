#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of Word and OpenDocument: what is read of their paragraphs.

    test-documents.py DIPTYCH-CLI DUMP-LAYOUT
"""

import io
import json
import os
import sys
import zipfile

import harness
import make_office
from make_office import W, docx_of_body, odf, word_numbering, word_paragraph

CLI, DUMP = (os.path.abspath(path) for path in sys.argv[1:3])


def lay_out(data, name='paper.docx'):
    return harness.Layout(DUMP, harness.save(data, name))


def refused(data, name):
    done = harness.run(CLI, 'show', harness.save(data, name))
    assert done.returncode == 2 and done.stderr.count('\n') == 1, (done.returncode, done.stderr)
    return done.stderr


def test_automatic_numbers():
    """Numbers of headings and items are those that Word prints."""
    levels = [('decimal', '%1.'), ('decimal', '%1.%2'), ('lowerLetter', '(%3)'), ('upperRoman', '%4-')]
    body = ''.join(word_paragraph(text, style=f'H{level + 1}', level=level) for level, text in (
        (0, 'First'), (1, 'One'), (1, 'Two'), (2, 'Deep'), (2, 'Deeper'), (0, 'Second'), (1, 'Again'), (3, 'Four')))
    lines = lay_out(docx_of_body(body, numbering=word_numbering(levels))).texts
    assert [line.split()[0] for line in lines] == ['1.', '1.1', '1.2', '(a)', '(b)', '2.', '2.1', 'I-'], lines


def test_files_in_the_place_of_text():
    """Pages, texts and documents that stand in the place of text are text; what cannot be read is told."""
    inner = docx_of_body(word_paragraph('Inner', style='H1') + word_paragraph('Text of a document.'))
    page = '<html><body><h2>Page</h2><p>Text of a page.</p></body></html>'
    saved = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n' + page + '\n--b--\n'
    files = {'a.docx': inner, 'b.html': page, 'c.txt': 'Plain text.\n', 'd.mht': saved, 'e.rtf': '{\\rtf1 Rich text}'}

    def document(names, before='', after=''):
        ids = ''.join(f'<w:altChunk xmlns:r="{make_office.R}" r:id="c{names.index(one)}"/>' for one in names)
        data = docx_of_body(before + ids + after)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        links = ''.join(f'<Relationship Id="c{i}" Type="{make_office.R}/aFChunk" Target="{one}"/>' for i, one in enumerate(names))
        parts['word/_rels/document.xml.rels'] = parts['word/_rels/document.xml.rels'].replace(
            b'</Relationships>', links.encode() + b'</Relationships>')
        return make_office.pack({**parts, **{'word/' + one: files[one] for one in names if one in files}})

    whole = lay_out(document(['a.docx', 'b.html', 'c.txt', 'd.mht', 'e.rtf', 'missing.html'],
                             word_paragraph('Before.'), word_paragraph('After.')))
    assert whole.texts == ['Before.', 'Inner', 'Text of a document.', 'Page', 'Text of a page.', 'Plain text.', 'Page',
                           'Text of a page.', 'After.'], whole.texts
    assert [kind for kind, _, _ in whole.shapes][1:4] == ['heading', 'text', 'heading'], whole.shapes
    assert 'files of their own were left out: 2.' in whole.out, whole.out
    assert 'open it in Word, save it' in refused(document(['e.rtf']), 'paper.docx')
    # A document in one that is in one is not looked into.
    files['a.docx'] = document(['a.docx'], word_paragraph('Middle.'))
    whole = lay_out(document(['a.docx']))
    assert whole.texts == ['Middle.'] and 'left out: 1.' in whole.out, whole.out


def test_japanese_numbers():
    """第1章, ①, イ, (1) and 一 are counted as they are printed."""
    for kind, text, wanted in (
            ('decimal', '第%1章', ['第1章', '第2章', '第3章']),
            ('decimalFullWidth', '%1．', ['１．', '２．', '３．']),
            ('decimalEnclosedCircle', '%1', ['①', '②', '③']),
            ('aiueoFullWidth', '%1）', ['ア）', 'イ）', 'ウ）']),
            ('irohaFullWidth', '%1', ['イ', 'ロ', 'ハ']),
            ('japaneseCounting', '第%1条', ['第一条', '第二条', '第三条']),
            ('decimalZero', 'A.%1', ['A.01', 'A.02', 'A.03'])):
        body = ''.join(word_paragraph('項目', style='H1', level=0) for _ in range(3))
        lines = lay_out(docx_of_body(body, numbering=word_numbering([(kind, text)]))).texts
        assert [line.split()[0].replace('項目', '') for line in lines] == wanted, (kind, lines)


def test_legal_and_restart():
    """Legal numbers are digits whatever their level is; a level restarts when an outer one goes on."""
    levels = [('upperRoman', 'Article %1.'), ('decimal', 'Section %1.%2', '<w:isLgl/>')]
    body = ''.join(word_paragraph('x', style=f'H{level + 1}', level=level) for level in (0, 1, 1, 0, 1))
    lines = lay_out(docx_of_body(body, numbering=word_numbering(levels))).texts
    assert [line.rsplit(' ', 1)[0] for line in lines] == \
        ['Article I.', 'Section 1.1', 'Section 1.2', 'Article II.', 'Section 2.1'], lines


def test_numbers_before_units():
    """A heading "2 月の処理" that Word counts is the second, and no month."""
    names = [(0, '概要'), (0, '月の処理'), (1, '年が同じ場合'), (1, '時間帯'), (0, '件数'), (0, '回答')]
    body = ''.join(word_paragraph(text, style=f'H{level + 1}', level=level) + word_paragraph('当社は、これを行います。')
                   for level, text in names)
    data = docx_of_body(body, numbering=word_numbering([('decimal', '%1'), ('decimal', '%1.%2')]))
    paper = harness.answer(CLI, 'show', '--json', harness.save(data, 'units.docx'))
    assert [(clause['number'], clause['title']) for clause in paper['clauses']] == [
        ('1', '概要'), ('2', '月の処理'), ('2.1', '年が同じ場合'), ('2.2', '時間帯'), ('3', '件数'), ('4', '回答')], paper['clauses']


def test_footnotes():
    """A note stands behind the paragraph that refers to it, not inside of the sentence."""
    notes = (f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p>'
             f'</w:footnote>'
             '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>除外がある。</w:t></w:r></w:p>'
             '</w:footnote></w:footnotes>')
    body = ('<w:p><w:r><w:t>保管する</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。続き。</w:t>'
            '</w:r></w:p>'
            + word_paragraph('次の段落。'))
    lines = lay_out(docx_of_body(body, footnotes=notes)).texts
    assert lines[0].replace(' ', '').startswith('保管する') and lines[0].endswith('。続き。') and '除外' not in lines[0], lines
    assert '除外がある。' in lines[1] and lines[2] == '次の段落。', lines


def test_text_boxes():
    """A text box comes behind its paragraph, once, though Word stores it twice."""
    inner = '<w:txbxContent>' + word_paragraph('箱の中の文。') + '</w:txbxContent>'
    body = (f'<w:p><w:r><w:t>外の文。</w:t></w:r><w:r>'
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f'<mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="urn:x">{inner}</wps:txbx></w:drawing>'
            f'</mc:Choice>'
            f'<mc:Fallback><w:pict><v:textbox xmlns:v="urn:v">{inner}</v:textbox></w:pict></mc:Fallback>'
            f'</mc:AlternateContent></w:r></w:p>'
            + word_paragraph('次。'))
    assert lay_out(docx_of_body(body)).texts == ['外の文。', '箱の中の文。', '次。']


def test_headings_in_boxes():
    """A heading in a text box is one of the document; in a cell it is a line."""
    box = ('<w:r><w:pict><v:textbox xmlns:v="urn:v"><w:txbxContent>' + word_paragraph('2. 箱の章', style='H1')
           + word_paragraph('箱の文。') + '</w:txbxContent></v:textbox></w:pict></w:r>')
    body = (word_paragraph('1. 前の章', style='H1') + word_paragraph('本文。') + f'<w:p>{box}</w:p>'
            f'<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/><w:p>{box}</w:p></w:tc><w:tc>{word_paragraph("乙")}</w:tc></w:tr></w:tbl>')
    boxed = ('<text:h text:outline-level="1">1. 前の章</text:h><text:p>本文。</text:p><text:p><draw:frame><draw:text-box>'
             '<text:h text:outline-level="1">2. 箱の章</text:h><text:p>箱の文。</text:p></draw:text-box></draw:frame></text:p>'
             '<table:table><table:table-row><table:table-cell><text:p><draw:frame><draw:text-box><text:h text:outline-level="1">'
             '2. 箱の章</text:h><text:p>箱の文。</text:p></draw:text-box></draw:frame></text:p></table:table-cell>'
             '<table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table>')
    for data, name in (docx_of_body(body), 'a.docx'), (odf('text', boxed), 'a.odt'):
        paper = lay_out(data, name)
        assert [(line['kind'], line['text']) for line in paper.lines[:4]] == [
            ('heading', '1. 前の章'), ('text', '本文。'), ('heading', '2. 箱の章'), ('text', '箱の文。')], paper.out
        assert paper.rows == [['2. 箱の章\n箱の文。', '乙']], paper.out


def test_comments():
    """What people have put beside a text is no part of it; that there was some is told."""
    anchor = ('<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>鍵は替える。</w:t></w:r><w:commentRangeEnd w:id="1"/>'
              '<w:r><w:commentReference w:id="1"/></w:r></w:p>')
    comments = f'<w:comments {W}><w:comment w:id="1"><w:p><w:r><w:t>本当か</w:t></w:r></w:p></w:comment></w:comments>'
    told = 'Comments beside the text were left out: 1.'
    paper = lay_out(docx_of_body(anchor, comments=comments))
    assert paper.texts == ['鍵は替える。'] and paper.warnings == [told], paper.out
    paper = lay_out(docx_of_body(anchor, comments=f'<w:comments {W}/>'))
    assert paper.warnings == [], paper.out
    paper = lay_out(odf('text', '<text:p>鍵は<office:annotation><text:p>本当か</text:p></office:annotation>替える。</text:p>'), 'a.odt')
    assert paper.texts == ['鍵は替える。'] and paper.warnings == [told], paper.out


def test_breaks():
    """What follows the end of a page within a paragraph is a line of its own, on the next page."""
    def paragraph(inside):
        return f'<w:p><w:r>{inside}</w:r></w:p>'

    paper = lay_out(docx_of_body(paragraph('<w:t>前</w:t><w:br w:type="page"/><w:t>後</w:t>') + paragraph('<w:t>次</w:t><w:br w:type="page"/>')
                                 + paragraph('<w:t>終</w:t>')))
    assert paper.texts == ['前', '後', '次', '終'], paper.out


def test_forms():
    """Boxes and lists of old forms say what was chosen; what nobody filled in says nothing."""
    def field(data, kind):
        return (f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText> {kind} '
                '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')

    def run(text):
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    def symbol(font, char):
        return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'

    entries = '<w:listEntry w:val="はい"/><w:listEntry w:val="いいえ"/>'
    for inside, wanted in (
            (field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', 'FORMCHECKBOX') + run('実施')
             + field('<w:checkBox><w:default w:val="0"/></w:checkBox>', 'FORMCHECKBOX') + run('未実施'), '☒実施☐未実施'),
            (field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', 'FORMCHECKBOX') + run('任意'), '☐任意'),
            (run('回答：') + field(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>', 'FORMDROPDOWN'), '回答：いいえ'),
            (run('回答：') + field(f'<w:ddList>{entries}</w:ddList>', 'FORMDROPDOWN'), '回答：はい'),
            (run('回答：') + f'<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run("ここに入力")}</w:sdtContent></w:sdt>'
             + run('以上'), '回答：以上'),
            (symbol('Wingdings', 'F0FE') + run('済') + symbol('Wingdings', 'F0A8') + run('未'), '☑済□未'),
            (symbol('Wingdings 2', 'F052') + run('済') + symbol('Wingdings 2', '00A3') + run('未'), '☑済□未')):
        assert lay_out(docx_of_body(f'<w:p>{inside}</w:p>')).texts == [wanted], (wanted, inside)

    paper = lay_out(odf('text', '<text:p>回答：<text:placeholder text:placeholder-type="text">ここに入力</text:placeholder>'
                        '<text:hidden-text text:is-hidden="true">隠</text:hidden-text>以上</text:p>'), 'a.odt')
    assert paper.texts == ['回答：以上'], paper.out


def test_struck_through():
    """What is struck through is what does not hold: it is left out, and that is told."""
    body = ('<w:p><w:r><w:t xml:space="preserve">はい・</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>いいえ</w:t></w:r><w:r><w:rPr>'
            '<w:strike w:val="0"/></w:rPr><w:t>（毎年）</w:t></w:r></w:p>')
    paper = lay_out(docx_of_body(body))
    assert paper.texts == ['はい・（毎年）'] and any('struck' in warning for warning in paper.warnings), paper.out

    through = '<style:text-properties style:text-line-through-style="{}"/></style:style>'
    styles = ('<style:style style:name="Old" style:family="text">' + through.format('solid') +
              '<style:style style:name="T1" style:family="text" style:parent-style-name="Old"/>'
              '<style:style style:name="T2" style:family="text">' + through.format('none') +
              '<style:style style:name="P1" style:family="paragraph">' + through.format('solid') +
              '<style:style style:name="Old" style:family="paragraph"/>')
    body = ('<text:p text:style-name="Old">はい・<text:span text:style-name="T1">いい<text:span>え</text:span></text:span>（毎年）</text:p>'
            '<text:p text:style-name="P1">1年間'
            '<text:span text:style-name="T2">2<text:span text:style-name="T1">、3</text:span><text:span>年</text:span>間</text:span>'
            '保管</text:p>'
            '<text:list><text:list-item><text:p text:style-name="P1">廃止</text:p></text:list-item></text:list>')
    paper = lay_out(odf('text', body, styles), 'struck.odt')
    assert paper.texts == ['はい・（毎年）', '2年間'] and any('struck' in warning for warning in paper.warnings), paper.out

    paper = lay_out(odf('text', body.replace('T1', 'T2').replace('P1', 'Old'), styles), 'holds.odt')
    assert paper.texts[:2] == ['はい・いいえ（毎年）', '1年間2、3年間保管'] and not paper.warnings, paper.out


def test_tracked_changes():
    """What was inserted is read, what was deleted is not, and that there were changes is told."""
    body = ('<w:p><w:r><w:t xml:space="preserve">Logs are kept for </w:t></w:r><w:del w:id="1"><w:r>'
            '<w:delText>one year</w:delText></w:r></w:del>'
            '<w:ins w:id="2"><w:r><w:t>90 days</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>'
            '<w:p><w:moveFrom w:id="3"><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom><w:r><w:t>Stays.</w:t>'
            '</w:r></w:p>'
            '<w:p><w:moveTo w:id="4"><w:r><w:t>Moved here.</w:t></w:r></w:moveTo></w:p>'
            '<w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr><w:r><w:t>Joined </w:t></w:r></w:p><w:p><w:r>'
            '<w:t>to this.</w:t></w:r></w:p>')
    paper = lay_out(docx_of_body(body))
    assert paper.texts[:3] == ['Logs are kept for 90 days.', 'Stays.', 'Moved here.'], paper.texts
    assert 'one year' not in paper.out
    assert any('tracked changes' in warning for warning in paper.warnings), paper.warnings

    body = ('<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>gone</text:p>'
            '</text:deletion>'
            '</text:changed-region></text:tracked-changes>'
            '<text:p>We keep <text:change text:change-id="c1"/>logs.</text:p>')
    paper = lay_out(odf('text', body), 'paper.odt')
    assert paper.texts == ['We keep logs.'] and any('tracked' in warning for warning in paper.warnings), paper.out


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs):
    return '<w:p>' + ''.join(runs) + '</w:p>'


def cell(*paragraphs):
    return '<w:tc><w:tcPr/>' + ''.join(paragraphs) + '</w:tc>'


def control(inside):
    return f'<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


def test_wrappers():
    """What Word wraps around text is no border of it: content controls around paragraphs, words, cells and rows,
    smart tags in each other, custom XML, links, fields; of two ways to show a thing one is read."""
    choice = ('<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
              f'Requires="w14">{run("新")}</mc:Choice><mc:Fallback>{run("旧")}</mc:Fallback></mc:AlternateContent>')
    tag = '<w:smartTag w:uri="x" w:element="a">{}</w:smartTag>'
    inner = '<w:tbl><w:tblPr/><w:tr>' + cell(paragraph(run('内一'))) + cell(paragraph(run('内二'))) + '</w:tr></w:tbl>'
    body = (control(paragraph(run('塊の文。')) + paragraph(run('次の文。')))
            + paragraph(run('前'), tag.format(run('東京') + tag.format(run('都'))), control(run('港区')), run('後。'))
            + f'<w:customXml w:element="z">{paragraph(run("印の中。"))}</w:customXml>'
            + paragraph(f'<w:hyperlink w:anchor="a">{run("リンク")}</w:hyperlink>', run('の文。'))
            + paragraph(f'<w:fldSimple w:instr=" REF x ">{run("第3章")}</w:fldSimple>', run('を参照。'))
            + paragraph(run('互換'), choice)
            + paragraph('<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t></w:r>')
            + '<w:tbl><w:tblPr/><w:tr>' + cell(paragraph(run('甲'))) + control(cell(paragraph(run('乙')))) + '</w:tr>'
            + control('<w:tr>' + cell(paragraph(run('丙'))) + cell(control(paragraph(run('丁')))) + '</w:tr>')
            + '<w:tr>' + cell(paragraph(run('外')), inner, paragraph(run('外の後'))) + cell(paragraph(run('戊'))) + '</w:tr></w:tbl>')
    paper = lay_out(docx_of_body(body))
    assert paper.texts[:7] == ['塊の文。', '次の文。', '前東京都港区後。', '印の中。', 'リンクの文。', '第3章を参照。', '互換新'], paper.texts
    assert paper.texts[7] == 'A-BC', paper.texts
    assert paper.rows == [['甲', '乙'], ['丙', '丁'], ['外\n内一 内二\n外の後', '戊']], paper.rows


def test_tracked_rows_and_moves():
    """A row that was deleted is none, what was moved stands where it went to."""
    gone = '<w:del w:id="8"><w:r><w:delText>消</w:delText></w:r></w:del>'
    body = (paragraph('<w:moveFromRangeStart w:id="1" w:name="m"/>', f'<w:moveFrom w:id="2">{run("動いた。")}</w:moveFrom>',
                      '<w:moveFromRangeEnd w:id="1"/>', run('残る。'))
            + paragraph('<w:moveToRangeStart w:id="3" w:name="m"/>', f'<w:moveTo w:id="4">{run("動いた。")}</w:moveTo>',
                        '<w:moveToRangeEnd w:id="3"/>')
            + '<w:tbl><w:tblPr/><w:tr><w:trPr><w:del w:id="7"/></w:trPr>' + cell(paragraph(gone)) + cell(paragraph(gone))
            + '</w:tr><w:tr><w:trPr><w:ins w:id="9"/></w:trPr>' + cell(paragraph(f'<w:ins w:id="5">{run("入")}</w:ins>'))
            + cell(paragraph(run('二'))) + '</w:tr></w:tbl>')
    paper = lay_out(docx_of_body(body))
    assert paper.texts[:2] == ['残る。', '動いた。'] and paper.rows == [['入', '二']], paper.out


def test_restarts():
    """Lists of one kind are counted together, one that says so begins anew, inner levels begin below each outer item."""
    levels = ''.join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
                     for i, (kind, text) in enumerate((('decimal', '(%1)'), ('lowerLetter', '%2)'))))
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
                 + ''.join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="0"/>{anew if i == 3 else ""}</w:num>' for i in (1, 2, 3))
                 + '</w:numbering>')

    def item(number, level=0):
        return (f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{run("文")}</w:p>')

    body = (item(1) + item(1) + paragraph(run('間')) + item(1) + item(2) + item(3) + item(3) + item(3, 1) + item(3)
            + item(3, 1) + item(0) + item(3))
    texts = lay_out(docx_of_body(body, numbering=numbering)).texts
    assert texts == ['<(1)> 文', '<(2)> 文', '間', '<(3)> 文', '<(4)> 文', '<(1)> 文', '<(2)> 文', '<a)> 文', '<(3)> 文', '<a)> 文',
                     '文', '<(4)> 文'], texts


def test_endnotes():
    """Endnotes are notes; one that a cell refers to is the cell's."""
    notes = (f'<w:endnotes {W}><w:endnote w:type="separator" w:id="-1"><w:p/></w:endnote><w:endnote w:id="1"><w:p><w:r><w:endnoteRef/>'
             f'</w:r>{run("末の注。")}</w:p></w:endnote></w:endnotes>')
    mark = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    body = (paragraph(run('注の文'), mark, run('。')) + paragraph(run('次。')) + '<w:tbl><w:tblPr/><w:tr>'
            + cell(paragraph(run('欄'), mark)) + cell(paragraph(run('欄二'))) + '</w:tr></w:tbl>')
    paper = lay_out(docx_of_body(body, endnotes=notes))
    assert paper.texts[:3] == ['注の文。', '※1 末の注。', '次。'] and paper.rows == [['欄\n※2 末の注。', '欄二']], paper.out


def test_history():
    """A table of changes becomes the history of an edition."""
    elements = [('title', 'ひばりクラウド'), ('text', 'セキュリティホワイトペーパー'), ('text', '改訂履歴'),
                ('table', [['版数', '発行日', '改訂内容'], ['1.0', '2023年4月1日', '初版発行'], ['1.1', '2024年10月1日', '2.1 を改訂']]),
                ('heading', 1, '1. はじめに'), ('text', '本書は、当社の取組みを説明するものです。'),
                ('heading', 1, '2. 運用'), ('heading', 2, '2.1 バックアップ'), ('text', '当社は、毎日バックアップを取得しています。')]
    for data, name in (make_office.docx(elements), 'a.docx'), (make_office.odt(elements), 'a.odt'):
        paper = harness.answer(CLI, 'show', '--json', harness.save(data, name))
        assert [(row['version'], row['date'], row['summary']) for row in paper['revisions']] == [
            ('1.0', '2023-04-01', '初版発行'), ('1.1', '2024-10-01', '2.1 を改訂')], paper['revisions']
        assert paper['edition']['version'] == '1.1'


def test_tables():
    """Cells that were merged, nested tables and lines in cells."""
    def cell(text, properties=''):
        return f'<w:tc><w:tcPr>{properties}</w:tcPr>{word_paragraph(text)}</w:tc>'

    body = ('<w:tbl><w:tblPr/><w:tr>' + cell('No') + cell('項目') + cell('回答') + '</w:tr><w:tr>'
            + cell('1') + cell('甲') + cell('有', '<w:vMerge w:val="restart"/>') + '</w:tr><w:tr>'
            + cell('2') + cell('乙') + cell('', '<w:vMerge/>') + '</w:tr>'
                   '<w:tr>' + cell('合計', '<w:gridSpan w:val="2"/>')
            + '<w:tc>' + word_paragraph('一行目') + word_paragraph('二行目') + '</w:tc></w:tr></w:tbl>')
    assert lay_out(docx_of_body(body)).rows == [['No', '項目', '回答'], ['1', '甲', '有'], ['2', '乙', '有'], ['合計', '', '一行目\n二行目']]


def test_fields_and_hidden():
    """Codes of fields and hidden text are no text; a contents list that Word made is one."""
    body = ('<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText> REF x </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>clause 4</w:t></w:r><w:r>'
            '<w:fldChar w:fldCharType="end"/></w:r>'
            '<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>')
    assert lay_out(docx_of_body(body)).texts == ['See clause 4.']


def test_raised_numbers():
    """An exponent is no digit of its number; marks that people type, letters and what was read before stay."""
    def raised(text):
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{text}</w:t></w:r>'

    body = (paragraph(run('10'), raised('6'), run('回、10'), raised('-3'), run('秒、1'), raised('st'), run('、H'),
                      '<w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t></w:r>', run('O'))
            + paragraph(raised('2'), run('先頭、注'), raised('※'), raised('1'), run('と'), raised('*2'), run('と'), raised('3')))
    assert lay_out(docx_of_body(body)).texts == ['10⁶回、10⁻³秒、1st、H2O', '2先頭、注※1と*2と³']
    styles = ''.join(f'<style:style style:name="{name}" style:family="text"><style:text-properties style:text-position="{place}"/>'
                     '</style:style>'
                     for name, place in (('U', 'super 58%'), ('V', '33% 58%'), ('D', 'sub 58%'), ('N', '0% 100%')))
    span = '<text:span text:style-name="{}">{}</text:span>'.format
    body = (f'<text:p>10{span("U", "6")}回、2{span("V", "8")}、H{span("D", "2")}O、3{span("N", "4")}、注{span("U", "※" + span("N", "1"))}'
            f'、5{span("U", span("N", "7"))}8</text:p>')
    assert lay_out(odf('text', body, styles), 'a.odt').texts == ['10⁶回、2⁸、H2O、34、注※1、5⁷8']


def test_notes_of_a_page():
    """Notes of a page that an office program has saved as a document are told by their number and the sign that led back."""
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    notes = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = paragraph(run('記録を保管する。'), raised) + paragraph(run('次の文。')) + paragraph(notes, run('一年間。↩'))
    numbering = word_numbering([('decimal', '%1.')])
    assert lay_out(docx_of_body(body, numbering=numbering)).texts == ['記録を保管する。', '次の文。', '※1 一年間。']
    other = body.replace('↩', '')
    assert lay_out(docx_of_body(other, numbering=numbering)).texts == ['記録を保管する。¹', '次の文。', '<1.> 一年間。']


def drawn(*code, result=''):
    pieces = ''.join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in code)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return mark.format('begin') + pieces + (mark.format('separate') + run(result) if result else '') + mark.format('end')


def test_drawn_fields():
    """Letters in a circle and old readings above kanji are fields that Word draws from their code; others stay silent."""
    lines = [(('eq \\o\\ac(', '○', ',有)'), '・無', '○有・無'), (('EQ \\o\\ac(○,12)',), '項', '⑫項'),
             (('EQ \\* jc2 \\* "Font:ＭＳ 明朝" \\* hps10 \\o\\ad(\\s\\up 9(', 'かんさ', '),監査)'), 'を行う', '監査を行う'),
             ((' EQ \\f(1,2) ',), '以上', '1/2以上'), (('eq \\x(a\\,b) c',), '', 'a,b c'), (('EQ \\o(A,B)',), '', 'AB'),
             ((' PAGE ',), '頁', '頁'), (('equal \\o(a,b)',), '等', '等'),
             (('eq ' + '\\o(' * 40,), '深', 'o(' * 32 + '深'), (('eq \\o(a,\\x(',), '欠', 'a欠')]
    texts = lay_out(docx_of_body(''.join(paragraph(drawn(*code), run(rest)) for code, rest, _ in lines))).texts
    assert texts == [line for _, _, line in lines], texts
    assert lay_out(docx_of_body(paragraph(drawn('eq \\x(a)', result='結果')))).texts == ['結果']


def test_hidden_paragraphs():
    """A hidden paragraph counts in no list; a title that hides its end to stand in the line of its text is one."""
    def numbered(text, properties=''):
        return (f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{properties}</w:rPr></w:pPr>'
                f'<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>')

    numbering = word_numbering([('decimal', '%1.')])
    body = numbered('甲') + numbered('隠', '<w:vanish/>') + numbered('乙') + numbered('丙', '<w:vanish w:val="0"/>')
    assert lay_out(docx_of_body(body, numbering=numbering)).texts == ['<1.> 甲', '<2.> 乙', '<3.> 丙']
    body = ('<w:p><w:pPr><w:pStyle w:val="H1"/><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>' + run('見出し') + '</w:p>'
            + paragraph(run('本文')))
    assert lay_out(docx_of_body(body)).shapes == [('heading', 1, '見出し'), ('text', 0, '本文')]


def test_furigana():
    """Readings above kanji are no text."""
    body = ('<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>かんさ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>監査</w:t>'
            '</w:r></w:rubyBase></w:ruby></w:r>'
            '<w:r><w:t>を行う。</w:t></w:r></w:p>')
    assert lay_out(docx_of_body(body)).texts == ['監査を行う。']


def test_open_document():
    """Headings with their numbers, lists, notes and frames of OpenDocument."""
    styles = ('<text:list-style style:name="L1">'
              '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
              '</text:list-style>')
    body = ('<text:h text:outline-level="1">1. 概要</text:h><text:p>本文<text:note text:note-class="footnote">'
            '<text:note-citation>1</text:note-citation>'
            '<text:note-body><text:p>脚注の文。</text:p></text:note-body></text:note>である。</text:p>'
            '<text:list text:style-name="L1"><text:list-item><text:p>甲</text:p></text:list-item>'
            '<text:list-item><text:p>乙</text:p></text:list-item></text:list>'
            '<text:p>外<draw:frame><draw:text-box><text:p>箱の文。</text:p></draw:text-box></draw:frame></text:p>')
    paper = lay_out(odf('text', body, styles), 'paper.odt')
    assert paper.shapes[0] == ('heading', 1, '1. 概要')
    assert paper.texts[1].replace(' ', '').startswith('本文') and '脚注' not in paper.texts[1], paper.texts
    assert '脚注の文。' in paper.texts[2]
    assert [text.split()[-1] for text in paper.texts[3:5]] == ['甲', '乙'] and '1.' in paper.texts[3] and '2.' in paper.texts[4], paper.texts
    assert '箱の文。' in paper.texts


ASKED = [('text', 'Are copies encrypted?', ' Yes, each with a key of its own.'), ('text', 'Who can read them?', ' The two on duty.'),
         ('item', 'Are copies kept apart?', ' Yes, in another hall.')]


def write_asked():
    """(name, data) of a paper whose questions are bold words at the beginning of their answers, in each format."""
    docx = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>' + run('Copies') + '</w:p>'
    odt = '<text:h text:outline-level="1">Copies</text:h>'
    web, text = '<h1>Copies</h1>', '# Copies\n\n'
    for kind, question, answer in ASKED:
        listed = kind == 'item'
        number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>' if listed else ''
        docx += (f'<w:p>{number}<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{question}</w:t></w:r>' + run(answer) + '</w:p>')
        told = (f'<text:p><text:span text:style-name="Loud">{question[:4]}<text:span>{question[4:]}</text:span></text:span>'
                f'<text:span text:style-name="Loud"> <text:span text:style-name="Calm">{answer[1:]}</text:span></text:span></text:p>')
        odt += f'<text:list text:style-name="L1"><text:list-item>{told}</text:list-item></text:list>' if listed else told
        told = f'<strong>{question}</strong>{answer}'
        web += f'<ul><li>{told}</li></ul>' if listed else f'<p>{told}</p>'
        text += ('- ' if listed else '') + f'**{question}**{answer}\n\n'
    styles = ('<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>'
              '<style:style style:name="Loud" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
              '<style:style style:name="Calm" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>')
    return [('asked.md', text.encode()), ('asked.docx', docx_of_body(docx, numbering=word_numbering([('bullet', '-')]))),
            ('asked.odt', odf('text', odt, styles)), ('asked.html', f'<html><body>{web}</body></html>'.encode())]


def test_bold_beginnings():
    """A question in bold before its answer is one in every format, below a title and in a list."""
    for name, data in write_asked():
        done = harness.run(CLI, 'show', '--json', harness.save(data, name))
        assert done.returncode == 0, (name, done.stderr)
        paper = json.loads(done.stdout)
        clauses = paper['clauses']
        # the only title of the first level is that of the paper, whatever the format
        assert paper['edition']['title'] == 'Copies', (name, paper['edition'])
        assert [clause['title'] for clause in clauses][-3:] == [question for _, question, _ in ASKED], (name, clauses)

    # A paragraph all of whose letters are bold is bold, whoever says so; one that a span makes plain is not.
    styles = ('<style:style style:name="Loud" style:family="text"><style:text-properties fo:font-weight="700"/></style:style>'
              '<style:style style:name="Calm" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>'
              '<style:style style:name="P1" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>')
    body = ('<text:p><text:span text:style-name="Loud">All of it</text:span> </text:p><text:p text:style-name="P1">All of it</text:p>'
            '<text:p text:style-name="P1"><text:span text:style-name="Calm">None of it</text:span></text:p>'
            '<text:p>Plain <text:span text:style-name="Loud">loud</text:span></text:p>')
    paper = lay_out(odf('text', body, styles), 'loud.odt')
    assert [' bold ' in line for line in paper.out.split('\n') if line.startswith('text ')] == [True, True, False, False], paper.out


def test_heads_of_tables():
    """Rows that an OpenDocument table repeats on each page are its head, whatever they say."""
    def table(head, *rows):
        head, *rows = ('<table:table-row>' + ''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in row) +
                       '</table:table-row>' for row in (head, *rows))
        return f'<table:table><table:table-header-rows>{head}</table:table-header-rows>{"".join(rows)}</table:table>'

    def title(text, level=2):
        return f'<text:h text:outline-level="{level}">{text}</text:h>'

    body = (title('Sample Parcel: supplier questionnaire, filled in', 1) + title('Site') +
            table(('Area', 'Where we stand', 'Seen by'), ('Doors', 'The hall opens with a card and a code, and both are logged.', ''),
                  ('Power', 'Batteries bridge an hour until the generator has taken over.', ''),
                  ('Disposal', 'Discs are shredded in the yard before they leave it.', 'Records')) +
            title('People') +
            table(('Matter', 'In our house'), ('Leavers', 'Accounts end on the last day, and keys come back to the desk.'),
                  ('Training', 'New colleagues spend a morning with the safety team.'),
                  ('Screening', 'References are called before a contract is signed.')) +
            title('Words') +
            table(('Term', 'Meaning'), ('Hall', 'The room in which all of our machines stand'),
                  ('Desk', 'The people who hand out keys and badges'), ('Yard', 'The place behind the house where vans are loaded')))
    done = harness.run(CLI, 'show', '--json', harness.save(odf('text', body), 'words.odt'))
    titles = [clause['title'] for clause in json.loads(done.stdout)['clauses']]
    assert 'Doors' in titles and 'Term' not in titles, titles


def test_protected_and_old():
    """A password and the old formats are told by what they are."""
    sector = bytearray(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 4096)
    assert refused(bytes(sector), 'old.doc')
    manifest = ('<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                '<manifest:file-entry '
                'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
                '</manifest:manifest>')
    locked = make_office.pack({'mimetype': 'application/vnd.oasis.opendocument.text', 'META-INF/manifest.xml': manifest,
                               'content.xml': os.urandom(16).hex()}, stored=['mimetype'])
    assert 'password' in refused(locked, 'locked.odt')


def test_packed_anew():
    """An OpenDocument file that somebody unpacked and packed again is what it was, whatever packs its mimetype."""
    with zipfile.ZipFile(io.BytesIO(make_office.odt([('text', '方針を定める。')]))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for stored in (), ('mimetype',):
        for order in list(files), sorted(files, reverse=True), sorted(files):
            # As far into the archive as no look at its beginning goes.
            more = {'Pictures/0.png': os.urandom(80000)} if order != list(files) else {}
            path = harness.save(make_office.pack({**more, **{name: files[name] for name in order}}, stored), 'again.odt')
            layout = harness.Layout(DUMP, path)
            assert layout.out.startswith('application/vnd.oasis.opendocument.text,'), layout.out[:80]
            assert layout.texts == ['方針を定める。'], layout.texts
    # What only has an entry of that name stays an archive.
    plain = make_office.pack({'mimetype': 'x' * 500, 'a.txt': 'text'})
    assert 'opendocument' not in harness.run(DUMP, harness.save(plain, 'plain.zip')).stdout


def test_damaged():
    """A document cut short or with broken XML costs one sentence."""
    data = make_office.docx([('text', '文。' * 200)])
    assert refused(data[:len(data) // 2], 'cut.docx')
    assert refused(docx_of_body('<w:p><w:r><w:t>open'), 'open.docx')


sys.exit(harness.main('documents', globals()))
