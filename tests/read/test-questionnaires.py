#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks in the shapes of the questionnaires that people fill in.

    test-questionnaires.py DIPTYCH-CLI

The questions are our own; the columns, merged cells and rows between them are
those of the forms.
"""

import os
import sys

import harness
import make_office

CLI = os.path.abspath(sys.argv[1])


def merged(*ranges):
    return '<mergeCells>' + ''.join(f'<mergeCell ref="{one}"/>' for one in ranges) + '</mergeCells>'


def show(sheets, after=''):
    paper = harness.answer(CLI, 'show', '--json', harness.save(make_office.xlsx(sheets, after=after), 'sheet.xlsx'))
    assert paper['edition']['kind'] == 'checksheet', paper['edition']
    return paper


def items(paper):
    """(id, title of the section, whether, answer) of each question."""
    titles = {clause['id']: clause['title'] for clause in paper['clauses']}
    return [(clause['id'], titles.get(clause['parent']), clause['implemented'], clause['answer'])
            for clause in paper['clauses'] if clause['kind'] == 'item']


def test_service_levels():
    """One table with sections over its width and kinds merged over rows."""
    rows = [['ひばりクラウド サービスレベル確認表', '', '', '', '', '', ''],
            ['No.', '種別', 'サービスレベル項目例', '規定内容', '測定単位', '回答', '備考'],
            ['アプリケーション運用', '', '', '', '', '', ''],
            ['1', '可用性', '提供時間', 'サービスを提供する時間帯を記す', '時間帯', '24時間365日', '計画停止を除く'],
            ['2', '', '停止予定', '停止の予定を前もって知らせているか', '有無', '有', '5営業日前'],
            ['3', '信頼性', '復旧時間', '障害から復旧するまでの時間を定めているか', '有無', '無', ''],
            ['サポート', '', '', '', '', '', ''],
            ['4', 'サポート', '受付時間', '問合せを受け付ける時間帯を記す', '時間帯', '平日9時から17時', ''],
            ['5', '', '受付手段', '問合せを受け付ける手段を記す', '手段', 'メール', '']]
    paper = show({'表紙': [['株式会社ひばり電算'], ['ひばりクラウド']], '確認表': rows},
                 merged('A1:G1', 'A3:G3', 'B4:B5', 'A7:G7', 'B8:B9'))
    assert paper['edition']['vendor'] == '株式会社ひばり電算' and paper['edition']['service'] == 'ひばりクラウド'
    assert [clause['title'] for clause in paper['clauses'] if clause['kind'] == 'part'][:3] == \
        ['アプリケーション運用', '可用性', '信頼性'], paper['clauses']
    questions = {clause['id']: clause for clause in paper['clauses'] if clause['kind'] == 'item'}
    assert list(questions) == ['1', '2', '3', '4', '5']
    assert questions['2']['title'] == '停止予定' and questions['2']['question'] == '停止の予定を前もって知らせているか'
    assert questions['2']['implemented'] == 'yes' and questions['2']['answer'] == '有'
    assert ('備考', '5営業日前') in [(block['marker'], block['text']) for block in questions['2']['blocks']]
    assert questions['3']['implemented'] == 'no'
    assert '24時間365日' in (questions['1']['implemented_text'] or '') + (questions['1']['answer'] or '')
    assert any('時間帯' in block['text'] for block in questions['1']['blocks'])


def test_answers_beside_controls():
    """Question, answer and owner first; control and domain behind them, merged over their questions."""
    head = ['Question ID', 'Question', 'CSP CAIQ Answer', 'SSRM Control Ownership',
            'CSP Implementation Description (Optional/Recommended)', 'CSC Responsibilities (Optional/Recommended)',
            'CCM Control ID', 'CCM Control Specification', 'CCM Control Title', 'CCM Domain Title']
    rows = [['CONSENSUS ASSESSMENTS INITIATIVE QUESTIONNAIRE v4.0.3'] + [''] * 9, head,
            ['A&A-01.1', 'Is there a policy on audits?', 'Yes', 'CSP-owned', 'It is looked at every year.', '',
             'A&A-01', 'Have a policy on audits.', 'Audit Policy', 'Audit & Assurance'],
            ['A&A-01.2', 'Is the policy looked at every year?', 'Yes', 'CSP-owned', 'In April.', '', '', '', '', ''],
            ['A&A-02.1', 'Does somebody else audit you?', 'No', 'Shared CSP and CSC', 'From next year.', 'Ask for the report.',
             'A&A-02', 'Have others audit.', 'Independent Audits', ''],
            ['AIS-01.1', 'Is there a policy on applications?', 'NA', '3rd-party outsourced', '', '',
             'AIS-01', 'Have a policy on applications.', 'Application Policy', 'Application Security'],
            ['AIS-02.1', 'Are its rules written down?', 'Yes', 'CSP-owned', 'Since 2021.', '', 'AIS-02', 'Write the rules down.',
             'Baselines', ''],
            ['AIS-03.1', 'Is anything measured?', 'Yes', 'CSP-owned', '', '', 'AIS-03', 'Measure.', 'Metrics', ''],
            ['End of Standard'] + [''] * 9]
    paper = show({'CAIQv4.0.3': rows}, merged('G3:G4', 'H3:H4', 'I3:I4', 'J3:J5', 'J6:J8'))
    assert items(paper) == [
        ('A&A-01.1', 'Audit & Assurance', 'yes', 'It is looked at every year.'),
        ('A&A-01.2', 'Audit & Assurance', 'yes', 'In April.'),
        ('A&A-02.1', 'Audit & Assurance', 'no', 'From next year.'),
        ('AIS-01.1', 'Application Security', 'na', None),
        ('AIS-02.1', 'Application Security', 'yes', 'Since 2021.'),
        ('AIS-03.1', 'Application Security', 'yes', None)], items(paper)
    second = next(clause for clause in paper['clauses'] if clause['id'] == 'A&A-01.2')
    assert 'CCM4.AA-01' in [control['id'] for control in second['controls']]


def test_sheets_of_questions():
    """Each sheet with questions is a section; one that is hidden, as the choices of a list are, is none."""
    head = ['No', '確認項目', '回答', '備考']
    sheets = {'表紙': [['クラウドサービス情報開示シート'], ['会社名', '株式会社ひばり電算'], ['記入日', '2025年5月1日']]}
    for name in '組織', '技術', '運用':
        sheets[name] = [head] + [[str(i), f'{name}の項目{i}を定めていますか。', 'はい' if i % 2 else 'いいえ', '補足'] for i in range(1, 8)]
    sheets['選択肢'] = [['はい'], ['いいえ']]
    path = harness.save(make_office.xlsx(sheets, attributes={'選択肢': 'state="hidden"'}, after=(
        '<dataValidations count="1"><dataValidation type="list" sqref="C2:C8"><formula1>選択肢!$A$1:$A$2</formula1>'
        '</dataValidation></dataValidations>')), 'sheets.xlsx')
    paper = harness.answer(CLI, 'show', '--json', path)
    assert paper['edition']['vendor'] == '株式会社ひばり電算' and paper['edition']['issued'] == '2025-05-01'
    assert [clause['title'] for clause in paper['clauses'] if clause['kind'] == 'part'] == ['組織', '技術', '運用'], paper['clauses']
    assert [one[:3] for one in items(paper)] == [(f'{i}-{j}', name, 'yes' if j % 2 else 'no')
                                                 for i, name in enumerate(('組織', '技術', '運用'), 1) for j in range(1, 8)]
    assert any('選択肢' in warning for warning in paper['warnings'])
    # A person may say which.
    library = '--library=' + os.path.join(harness.FOLDER.name, 'sheets.diptych')
    done = harness.run(CLI, 'import', library, '--sheet', '技術', path)
    assert done.returncode == 0, done.stderr
    one = harness.answer(CLI, 'show', '--json', library, '1')
    assert [clause['question'] for clause in one['clauses'] if clause['kind'] == 'item'] == \
        [f'技術の項目{i}を定めていますか。' for i in range(1, 8)], one['clauses']


def test_crosses():
    """Two rows of heads, one column for each answer, a cross in one of them."""
    rows = [['CONSENSUS ASSESSMENTS INITIATIVE QUESTIONNAIRE v3.0.1'] + [''] * 8,
            ['Control Domain', 'Control ID', 'Question ID', 'Control Specification', 'Consensus Assessment Questions',
             'Consensus Assessment Answers', '', '', 'Notes'],
            ['', '', '', '', '', 'Yes', 'No', 'Not Applicable', ''],
            ['Applications', 'AIS-01', 'AIS-01.1', 'Build well.', 'Do you follow a standard?', 'X', '', '', 'Our own.'],
            ['', '', 'AIS-01.2', '', 'Does a program look at the code?', '', 'X', '', 'Planned.'],
            ['', '', 'AIS-01.3', '', 'Does a person look at the code?', 'X', '', '', ''],
            ['Data', 'DSI-01', 'DSI-01.1', 'Know the data.', 'Can machines be told apart?', '', '', 'X', ''],
            ['', '', 'DSI-01.2', '', 'Can disks be told apart?', 'X', '', '', '']]
    paper = show({'CAIQ': rows}, merged('F2:H2', 'A4:A6', 'B4:B6', 'D4:D6', 'A7:A8', 'B7:B8', 'D7:D8'))
    assert items(paper) == [
        ('AIS-01.1', 'Applications', 'yes', 'Our own.'), ('AIS-01.2', 'Applications', 'no', 'Planned.'),
        ('AIS-01.3', 'Applications', 'yes', None), ('DSI-01.1', 'Data', 'na', None), ('DSI-01.2', 'Data', 'yes', None)], items(paper)


def test_heads_again_and_again():
    """Each section is a head of its own whose first cell is its title."""
    rows = [['Vendor Assessment Toolkit', '', '', '', ''],
            ['Company Overview', '', 'Vendor Answers', 'Additional Information', 'Guidance'],
            ['COMP-01', 'What does the company do?', 'We make ledgers.', 'Since 2009.', 'Be brief.'],
            ['COMP-02', 'Was there a breach?', 'No', '', 'If so, describe it.'],
            ['COMP-03', 'Is there a security team?', 'Yes', 'Six people.', ''],
            ['Documentation', '', 'Vendor Answers', 'Additional Information', 'Guidance'],
            ['DOCU-01', 'Were you audited?', 'Yes', 'The report is sent on request.', ''],
            ['DOCU-02', 'Is there a plan for incidents?', 'No', 'In progress.', '']]
    paper = show({'HECVAT - Full': rows})
    assert [one[:3] for one in items(paper)] == [
        ('COMP-01', 'Company Overview', None), ('COMP-02', 'Company Overview', 'no'), ('COMP-03', 'Company Overview', 'yes'),
        ('DOCU-01', 'Documentation', 'yes'), ('DOCU-02', 'Documentation', 'no')], items(paper)
    assert items(paper)[2][3] == 'Six people.'


def test_free_forms():
    """Categories merged over rows, circles and crosses; ticks below はい and いいえ."""
    rows = [['セキュリティ確認票', '', '', '', '', ''], ['会社名', '株式会社ひばり電算', '', '', '', ''], [''] * 6,
            ['大項目', '中項目', '項番', '確認内容', '回答', '備考'],
            ['組織', '体制', '1', '責任者を任命していますか。', '○', '取締役'],
            ['', '', '2', '委員会を毎月開いていますか。', '△', '四半期ごと'],
            ['', '教育', '3', '教育を毎年行っていますか。', '×', '検討中'],
            ['技術', '暗号', '4', '通信を暗号化していますか。', '○', 'TLS 1.3'],
            ['', '', '5', '保存データを暗号化していますか。', '該当なし', '']]
    paper = show({'確認票': rows}, merged('A5:A7', 'B5:B6', 'A8:A9', 'B8:B9'))
    assert items(paper) == [('1', '体制', 'yes', '取締役'), ('2', '体制', 'partial', '四半期ごと'), ('3', '教育', 'no', '検討中'),
                            ('4', '暗号', 'yes', 'TLS 1.3'), ('5', '暗号', 'na', None)], items(paper)
    rows = [['No', '質問', 'はい', 'いいえ', '該当なし', 'コメント'],
            ['1', 'ログを一年以上保管していますか。', '✓', '', '', '13か月'], ['2', 'ログを毎日確認していますか。', '', '✓', '', '毎週'],
            ['3', '磁気テープを使いますか。', '', '', '✓', ''], ['4', '鍵を自動で更新しますか。', '✓', '', '', '年1回'],
            ['5', '鍵を利用者が管理できますか。', '', '✓', '', '']]
    assert [one[0:1] + one[2:] for one in items(show({'質問': rows}))] == [
        ('1', 'yes', '13か月'), ('2', 'no', '毎週'), ('3', 'na', None), ('4', 'yes', '年1回'), ('5', 'no', None)]


def test_labels_on_cover():
    """Who answers for what stands behind labels, in cells of their own, with a colon or without."""
    questions = [['ID', 'Question', 'Response', 'Comments']] + \
        [[f'1.{i}', f'Is measure number {i} in place?', 'Yes', ''] for i in range(1, 7)]
    paper = show({'Questionnaire': [['Vendor Security Questionnaire', '', '', ''], ['Vendor:', 'Harbour Light Ltd.', '', ''],
                                    ['Service:', 'Harbour Mail', '', ''], [''] * 4] + questions})
    assert (paper['edition']['vendor'], paper['edition']['service']) == ('Harbour Light Ltd.', 'Harbour Mail'), paper['edition']
    paper = show({'表紙': [['クラウド利用確認書', ''], ['サービス名', 'ひばりクラウド'], ['事業者名', 'ひばり電算株式会社']],
                  '確認表': [['番号', '確認事項', '回答', '備考']] + [[str(i), f'対策{i}を実施していますか。', 'はい', ''] for i in range(1, 7)]})
    assert (paper['edition']['vendor'], paper['edition']['service']) == ('ひばり電算株式会社', 'ひばりクラウド'), paper['edition']


# Texts below heads that are about as long as they are.
TOPICS = [['Field of the work that is asked about', 'Measures that the service takes for it'],
          ['Place of data', 'Data stays in its region.'], ['Copies', 'Taken nightly, kept a month.'],
          ['Disks', 'Each of them is encrypted.'], ['Leaving', 'We erase data within a week.'],
          ['Training', 'All staff learn each year.'], ['Sign-in', 'Two factors for everybody.'],
          ['Doors', 'Opened with a badge only.']]


def kind_of(data, name):
    return harness.answer(CLI, 'show', '--json', harness.save(data, name))['edition']['kind']


def test_heads_of_topics():
    """What a format calls the head of a table is one however long it is; of other rows their length has to tell."""
    elements = [('heading', 1, 'Vela Notes: Security questionnaire'), ('text', 'Our answers.'), ('table', TOPICS)]
    page = make_office.web(elements).decode()
    first, *rest = page[page.index('<tr>'):page.index('</table>')].split('</tr>\n')
    heads = first.replace('td>', 'th>')
    paper = make_office.docx(elements)

    def web(*parts):
        return page.replace(page[page.index('<tr>'):page.index('</table>')], '</tr>\n'.join(parts)).encode()

    def word(row):
        return make_office.edit_part(paper, 'word/document.xml', '</w:tblGrid><w:tr>', f'</w:tblGrid>{row}')

    marked = '<w:tr><w:trPr><w:tblHeader{}/></w:trPr>'
    for name, told in (('sheet.md', make_office.markdown(elements).encode()), ('sheet.html', web(heads, *rest)),
                       ('sheet.html', web(f'<thead>{first}</tr></thead><tbody', *rest).replace(b'<tbody</tr>', b'<tbody>')),
                       ('sheet.docx', word(marked.format('')))):
        assert kind_of(told, name) == 'checksheet', (name, told)
    for name, not_told in (('sheet.html', web(first, *rest)), ('sheet.html', web(first.replace('td>', 'th>', 2), *rest)),
                           ('sheet.html', web(first, rest[0].replace('td>', 'th>'), *rest[1:])), ('sheet.docx', paper),
                           ('sheet.docx', word(marked.format(' w:val="0"')))):
        assert kind_of(not_told, name) == 'whitepaper', (name, not_told)


sys.exit(harness.main('questionnaires', globals()))
