#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page and the completion know every command and option of diptych-cli.

    tests/house/test-cli-docs.py DIPTYCH-CLI FOLDER-OF-THE-PROJECT
"""

import os
import re
import subprocess
import sys

CLI, ROOT = sys.argv[1:3]


def help_of(*command):
    """Returns what the program says of itself, or of a command."""
    return subprocess.run([CLI, *command, '--help'], stdout=subprocess.PIPE, text=True, check=True,
                          env=dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='')).stdout


def options_of(text):
    """Returns the long options in a help text."""
    return set(re.findall(r'^\s+(?:-\w, )?--([a-z][a-z-]*)', text, re.MULTILINE))


def complete(words):
    """Returns what bash offers for the last of some words."""
    script = ('source "$1"; shift; COMP_WORDS=(diptych-cli "$@"); COMP_CWORD=$#; _diptych_cli; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(['bash', '-c', script, 'bash', f'{ROOT}/data/completions/diptych-cli',
                           *words], stdout=subprocess.PIPE, text=True, check=True)
    return set(done.stdout.split())


def main():
    with open(f'{ROOT}/data/man/diptych-cli.1', encoding='utf-8') as file:
        page = file.read()
    manual = {word for line in page.splitlines() for word in re.findall(r'Fl Fl ([a-z-]+)', line)}
    text = help_of()
    commands = re.findall(r'^  ([a-z]+) {2,}\S', text.split('Commands:')[1], re.MULTILINE)
    results = []

    def expect(name, missing):
        results.append(not missing)
        if missing:
            print('# missing: ' + ' '.join(sorted(missing)))
        print(('ok' if not missing else 'not ok') + f' {len(results)} /house/cli-docs/{name}')

    expect('there-are-commands', set() if len(commands) > 3 else {'commands'})
    expect('manual/commands', {c for c in commands if f'.It Cm {c}' not in page})
    expect('completion/commands', set(commands) - complete(['']))
    expect('completion/no-others', complete(['']) - set(commands))
    for command in ['', *commands]:
        said = [command] if command else []
        options = options_of(help_of(*said))
        offered = {word.removeprefix('--') for word in complete([*said, '--'])}
        name = command or 'diptych-cli'
        expect(f'manual/{name}', options - manual)
        expect(f'completion/{name}', options - offered)
        expect(f'completion/{name}/no-others', offered - options)

    print(f'1..{len(results)}')
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main())
