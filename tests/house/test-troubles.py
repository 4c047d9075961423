#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the sentences that app/words translates against those of readers, recognisers and the engine.

    test-troubles.py FOLDER-OF-THE-PROJECT

A sentence that is not in the lists would be seen in English in every language, and
one that nobody says any more would be translated for nobody.
"""

import glob
import os
import re
import sys

STRING = r'"(?:[^"\\]|\\.)*"'
TEXT = rf'((?:(?:{STRING}|G_GUINT64_FORMAT|G_GSIZE_FORMAT|SCAN_WORDS)\s*)+)'
CALL = re.compile(rf'DIP_READ_ERROR_\w+\s*,\s*{TEXT}')
WARN = re.compile(rf'dip_(?:draft|flow)_warn \([^;"]*?{TEXT}|warnings,\s*g_strdup(?:_printf)? \([^;"]*?{TEXT}')
LIMIT = re.compile(rf'_dip_limit \(context,\s*(?!"What was said by hand ){TEXT}')
PLACE = re.compile(r'%(?:lu|[su])')


def join(literals):
    """The text of string literals that stand behind one another, every number as %s."""
    literals = literals.replace('SCAN_WORDS', '"is a scan with recognised text"')
    parts = re.findall(rf'{STRING}|G_GUINT64_FORMAT|G_GSIZE_FORMAT', literals)
    text = ''.join(part[1:-1] if part.startswith('"') else 'u' for part in parts)
    return re.sub(r'(%s)+', '%s', PLACE.sub('%s', text))


def read(path):
    """The text of a file."""
    with open(path, encoding='utf-8') as file:
        return file.read()


def compare(top, name, sources, call, enough, *, alone=True):
    """Holds a list against the sentences of a kind of call; gives the number of faults.

    A list that is not alone in its file has what others say beside it.
    """
    own = os.path.join('app', 'words', name)
    said = {join(''.join(found)) for source in sources for found in call.findall(source)}
    every = {join(literals) for source in sources for literals in re.findall(TEXT, source)}
    listed = {join(literals) for literals in re.findall(rf'N_\(((?:{STRING}\s*)+)\)', read(os.path.join(top, own)))}

    # Those that a table of the readers holds, or that are put together, are found as they are written.
    stale = {text for text in listed - said - every
             if alone and not all(any(part in one for one in every) for part in text.split(': ', 1))}
    for text in sorted(said - listed):
        print(f'not in {own}: {text}')
    for text in sorted(stale):
        print(f'said by nobody: {text}')
    if len(said) < enough or len(listed) < enough:
        print(f'only {len(said)} sentences and {len(listed)} of {own} were found')
        return 1
    return len(said - listed) + len(stale)


def compare_actions(top, sources):
    """Holds what the store tries against its list; gives the number of faults."""
    own = read(os.path.join(top, 'app', 'words', 'dip-words-store.c'))
    listed = set(re.findall(r'N_\("([^"]*)"\)', own.split('reasons[]')[0]))
    said = set()
    for source in sources:
        said |= set(re.findall(r'#define \w*(?:ACTION\w*|OPEN|CREATE|BACK_UP|RESTORE) "([a-z][^"]*)"', source))
        said |= set(re.findall(r'action\[\] = "([^"]*)"', source))
        said |= set(re.findall(r'"Could not ([a-z][a-z ]*): ', source))
        said |= set(re.findall(r'"([a-z]+ (?:the|what|for) [a-z ]+)", (?:&local_)?error\)', source))
    stale = {text for text in listed - said if not any(f'"{text}"' in source for source in sources)}
    for text in sorted(said - listed):
        print(f'not in dip-words-store.c: {text}')
    for text in sorted(stale):
        print(f'said by nobody: {text}')
    if len(said) < 20:
        print(f'only {len(said)} actions of the store were found')
        return 1
    return len(said - listed) + len(stale)


def main():
    """Compares the lists with what is said."""
    top = sys.argv[1]
    paths = glob.glob(os.path.join(top, 'app', '**', '*.c'), recursive=True)
    sources = [read(path) for path in paths if os.path.basename(os.path.dirname(path)) != 'words']
    faults = compare(top, 'dip-words-trouble.c', sources, CALL, 40)
    faults += compare(top, 'dip-words-doubts.c', sources, WARN, 30)
    faults += compare(top, 'dip-words-reasons.c', sources, LIMIT, 3, alone=False)
    faults += compare_actions(top, [read(path) for path in glob.glob(os.path.join(top, 'app', 'store', '*.[ch]'))
                                    + glob.glob(os.path.join(top, 'app', 'session', '*.c'))])
    sys.exit(1 if faults else 0)


if __name__ == '__main__':
    main()
