#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the pages of the help against the program.

    test-help.py DIPTYCH-CLI FOLDER-OF-THE-PROJECT

What stands in bold is a word of the window, in the language of the page; keys
are keys that do something, and all of them are told; commands run; links lead
to pages; both languages say as much. The commands of the README run as well.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

CLI, ROOT = (os.path.abspath(argument) for argument in sys.argv[1:3])
HELP = os.path.join(ROOT, 'data', 'help')
SAMPLES = os.path.join(ROOT, 'data', 'samples')
LANGUAGES = ('en', 'ja')

# Keys of the help's own window.
OTHER_KEYS = {'Space', 'Alt+Left', 'Alt+Right'}
KEY = re.compile(r'^((Shift|Ctrl|Alt)\+)*(F\d+|Escape|Return|Space|Delete|Up|Down|Left|Right|Page_Up|Page_Down|[A-Z0-9?\\+\-\[\]])$')
NAMES = {'plus': '+', 'minus': '-', 'question': '?', 'backslash': '\\', 'slash': '/', 'equal': '=',
         'bracketleft': '[', 'bracketright': ']'}


def read(*path):
    """Returns a file of the project."""
    with open(os.path.join(ROOT, *path), encoding='utf-8') as file:
        return file.read()


PAGES = [line for line in read('data', 'help', 'pages.txt').splitlines() if line and not line.startswith('#')]


def page(language, name):
    """Returns the Markdown of a page."""
    return read('data', 'help', language, name + '.md')


def without_code(text):
    """Drops blocks of code."""
    return re.sub(r'^```\n.*?^```\n', '', text, flags=re.MULTILINE | re.DOTALL)


def code_lines(text):
    """Returns the lines of all blocks of code."""
    blocks = re.findall(r'^```\n(.*?)^```\n', text, flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def spans(text):
    """Returns what stands in backticks."""
    return re.findall(r'`([^`\n]+)`', without_code(text))


def strong(text):
    """Returns what stands in bold."""
    return {' '.join(found.split()) for found in re.findall(r'\*\*(.+?)\*\*', without_code(text), flags=re.DOTALL)}


def shape(text):
    """Returns what has to be the same in every language."""
    kinds = []
    for line in without_code(text).splitlines():
        if re.match(r'#+ ', line):
            kinds.append(line.split()[0])
        elif line.startswith('|') and not re.fullmatch(r'[|\- ]+', line):
            kinds.append(f'row of {line.count("|")}')
        elif re.match(r' *(-|\d+\.) ', line):
            kinds.append('item')
        elif line.startswith('!['):
            kinds.append(re.search(r'\((.*)\)', line).group(1))
    return kinds


def links(text):
    """Returns the targets of links, without pictures."""
    prose = re.sub(r'`[^`\n]+`', '', without_code(text))
    return sorted(re.findall(r'(?<!!)\[[^\]]*\]\(([^)]*)\)', prose))


def plain(string):
    """Returns a string of the window as it is seen: without mnemonic."""
    return re.sub(r'\(_.\)', '', string).replace('_', '')


def translations():
    """Returns what the window says: the string and its Japanese."""
    pairs = []
    for entry in read('po', 'ja.po').split('\n\n'):
        fields = {}
        field = None
        for line in entry.splitlines():
            match = re.match(r'(msgid_plural|msgid|msgstr(?:\[0\])?) "(.*)"$', line)
            if match:
                field = match.group(1)
                fields[field] = match.group(2)
            elif line.startswith('"') and field is not None:
                fields[field] += line[1:-1]
        if 'msgid' in fields:
            pairs.append((plain(fields['msgid']), plain(fields.get('msgstr', fields.get('msgstr[0]', '')))))
    return pairs


def spelled(accelerator):
    """Returns <Control><Shift>c as people write it."""
    *modifiers, key = re.findall(r'<(\w+)>|([^<>]+)$', accelerator)
    modifiers = [m[0] for m in modifiers]
    key = NAMES.get(key[1], key[1])
    key = key.upper() if len(key) == 1 else key
    order = [('Shift', 'Shift'), ('Control', 'Ctrl'), ('Alt', 'Alt')]
    return '+'.join([word for name, word in order if name in modifiers] + [key])


def accelerators():
    """Returns the keys of the application: all of them, and the first of each action."""
    table = re.search(r'accels\[\] = \{(.*?)\n  \};', read('ui', 'dip-application.c'), flags=re.DOTALL).group(1)
    rows = [re.findall(r'"([^"]+)"', row) for row in table.splitlines() if '"' in row]
    return {spelled(key) for row in rows for key in row[1:]}, {spelled(row[1]) for row in rows if len(row) > 1}


def shown_shortcuts():
    """Returns the keys of the window of shortcuts."""
    tree = xml.etree.ElementTree.parse(os.path.join(ROOT, 'ui', 'dip-shortcuts.ui'))
    return {spelled(key) for node in tree.iter('property') if node.get('name') == 'accelerator'
            for key in node.text.split()}


def check_files():
    """Every page is there, is packed, and leads somewhere."""
    packed = read('data', 'help', 'dip-help.gresource.xml')
    for language in LANGUAGES:
        there = {name[:-3] for name in os.listdir(os.path.join(HELP, language))}
        for name in sorted(there ^ set(PAGES)):
            yield f'{language}/{name}: is not both in pages.txt and there'
        for name in sorted(there & set(PAGES)):
            for picture in re.findall(r'^!\[.+\]\((.+)\)$', page(language, name), flags=re.MULTILINE):
                for variety in '', '-dark', '-ja', '-ja-dark':
                    if f'>pictures/{picture}{variety}.png<' not in packed:
                        yield f'{language}/{name}: picture {picture}{variety} is not in the gresource'
            if f'>{language}/{name}.md<' not in packed:
                yield f'{language}/{name}: is not in the gresource'
            for target in links(page(language, name)):
                if target not in {p + '.md' for p in PAGES} and not target.startswith('https://'):
                    yield f'{language}/{name}: leads to {target}, which is not there'
    for target in re.findall(r'"(\w+)" \}', re.search(r'pages\[\] = \{(.*?)\n  \};', read('ui', 'dip-window.c'),
                                                      flags=re.DOTALL).group(1)):
        if target not in PAGES:
            yield f'F1 leads to {target}, which is not there'


def check_languages():
    """Each language says as much."""
    for name in PAGES:
        english, japanese = (page(language, name) for language in LANGUAGES)
        if shape(english) != shape(japanese):
            yield f'{name}: headings, items, rows or pictures differ: {shape(english)} {shape(japanese)}'
        if links(english) != links(japanese):
            yield f'{name}: links differ: {links(english)} {links(japanese)}'
        if code_lines(english) != code_lines(japanese):
            yield f'{name}: code differs'


def check_words():
    """What stands in bold is a string of the window."""
    pairs = translations()
    for name in PAGES:
        english, japanese = (strong(page(language, name)) for language in LANGUAGES)
        possible = set()
        for word in sorted(english):
            known = {translation for string, translation in pairs if string == word}
            possible |= known
            if not known:
                yield f'en/{name}: the window never says “{word}”'
            elif not known & japanese:
                yield f'ja/{name}: “{word}” is {known} in the window, and the page does not say so'
        for word in sorted(japanese - possible):
            yield f'ja/{name}: “{word}” is no translation of a word of the English page'


def check_keys():
    """Keys do something, and all that do are told."""
    known, first = accelerators()
    known |= shown_shortcuts() | OTHER_KEYS
    for language in LANGUAGES:
        for name in PAGES:
            for span in spans(page(language, name)):
                if KEY.match(span) and span not in known:
                    yield f'{language}/{name}: nobody listens to {span}'
        told = {span for span in spans(page(language, 'keys')) if KEY.match(span)}
        for key in sorted((first | shown_shortcuts()) - told):
            yield f'{language}/keys: does not tell of {key}'


def run(line, folder):
    """Runs a command as it is written, up to a pipe; returns its status and what it complains about."""
    words = shlex.split(line.split(' | ')[0])
    environment = dict(os.environ, XDG_DATA_HOME=folder, LC_ALL='C.UTF-8')
    done = subprocess.run([CLI, *words[1:]], cwd=folder, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, check=False, timeout=120)
    return done.returncode, done.stderr, done.stdout


def failing_commands(lines):
    """Runs commands one after the other beside the samples; yields those that do not do what they should."""
    with tempfile.TemporaryDirectory() as folder:
        for sample in os.listdir(SAMPLES):
            if sample.endswith(('.txt', '.md')):
                shutil.copy(os.path.join(SAMPLES, sample), folder)
        for line in lines:
            if not line.startswith('diptych-cli '):
                continue
            status, complaint, output = run(line, folder)
            if status != (1 if ' compare ' in line else 0) or not output:
                yield f'“{line}” ends with {status}: {complaint}'


def check_commands():
    """Commands do what the page says of them, in order, on the samples."""
    manual = read('data', 'man', 'diptych-cli.1')
    for name in PAGES:
        text = page('en', name)
        yield from (f'{name}: {problem}' for problem in failing_commands(code_lines(text)))
        for span in spans(text):
            if re.fullmatch(r'--[a-z-]+', span) and f'Fl Fl {span[2:]}' not in manual:
                yield f'{name}: the manual does not know {span}'

    lines = [line.strip() for line in read('README.md').splitlines() if line.startswith('    ')]
    yield from (f'README: {problem}' for problem in failing_commands(lines))


def check_examples():
    """The examples of the classes are of these classes."""
    classes = ['substantive', 'editorial', 'reference', 'orthographic', 'layout']
    sentences = {'en': 'For the data of customers {} in every case.', 'ja': 'お客様のデータについて、{}。'}
    for language in LANGUAGES:
        rows = [line.split('|') for line in page(language, 'classes').splitlines() if line.startswith('| **')]
        for wanted, row in zip(classes, rows):
            for example in re.split('[,、] *', row[3].strip()):
                with tempfile.TemporaryDirectory() as folder:
                    for name, words in zip(('old.txt', 'new.txt'), example.split(' → ')):
                        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
                            file.write('Security paper\n\n1. Purpose\n\nThis paper explains measures.\n\n2. Data\n\n'
                                       + sentences[language].format(words) + '\n\n3. End\n\nThat is all.\n')
                    _, complaint, output = run('diptych-cli compare --json old.txt new.txt', folder)
                    classes_found = [pair['class'] for pair in json.loads(output or '{"pairs": []}')['pairs']
                                     if pair['class'] != 'none']
                if classes_found != [wanted]:
                    yield f'{language}: “{example}” is {classes_found}, not {wanted} {complaint}'


CHECKS = [check_files, check_languages, check_words, check_keys, check_commands, check_examples]

if __name__ == '__main__':
    failed = False
    print(f'1..{len(CHECKS)}')
    for number, check in enumerate(CHECKS, 1):
        problems = list(check())
        failed = failed or bool(problems)
        print('not ok' if problems else 'ok', number, check.__name__)
        print(''.join(f'# {problem}\n' for problem in problems), end='')
    sys.exit(1 if failed else 0)
