#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures that ./screenshots is for.

    screenshots.py FOLDER

Each picture is a start of the real program with settings of its own; it is
taken when accessibility says that the window shows what it is to show.
"""

import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from accessible import Bus, Tree  # noqa: E402
from keyboard import Keyboard  # noqa: E402

PROGRAM = os.environ['DIPTYCH']
CLI = os.environ.get('DIPTYCH_CLI') or os.path.join(os.path.dirname(PROGRAM), '..', 'app', 'cli', 'diptych-cli')
SAMPLES = os.environ['DIPTYCH_SAMPLES']
PATIENCE = 60

OLD, NEW = (os.path.join(SAMPLES, name) for name in ('minato-chohyo-1.1.txt', 'minato-chohyo-2.0.txt'))
ENGLISH = [os.path.join(SAMPLES, name) for name in ('larkfield-ledger-2.3.txt', 'larkfield-ledger-3.0.txt')]

# A window is drawn with square corners where nothing composes it; these are
# libadwaita's, and its shadow.
CORNER = 12
FRAME = 5


class Picture:
    """A window in a certain state."""

    def __init__(self, name, arguments=(), wait='', keys=(), width=1000, height=700, scheme='light',
                 language=None, imported=True, settings=''):
        self.name = name
        self.arguments = list(arguments)
        self.wait = wait
        self.keys = keys
        self.size = (width, height)
        self.scheme = scheme
        self.language = language
        self.imported = imported
        self.settings = settings


PICTURES = [
    Picture('compare-light', ['--compare', *ENGLISH], 'Changes, clause by clause',
            [('Alt_L', 'Down')] * 5),
    Picture('compare-dark', ['--compare', *ENGLISH], 'Changes, clause by clause',
            [('Alt_L', 'Down')] * 5, scheme='dark'),
    Picture('compare-ja', ['--compare', OLD, NEW], '条項ごとの変更|Changes, clause by clause',
            [('Alt_L', 'Down')] * 14, language='ja_JP.UTF-8'),
    Picture('summary', ['--compare', *ENGLISH], 'Changes, clause by clause'),
    Picture('reading', [NEW], '文書の本文|Text of the paper', language='ja_JP.UTF-8'),
    Picture('library-empty', [], 'No Papers Yet', imported=False),
    Picture('narrow', ['--compare', *ENGLISH], 'Changes, clause by clause',
            [('Alt_L', 'Down')] * 4, width=360, height=700),
]


def find(pattern):
    """Says whether the program shows one of some names, separated by |."""
    names = pattern.split('|')
    bus = Bus()
    place = bus.find('diptych')
    return place is not None and any(node.get_name() in names for node in Tree(bus, place).nodes)


def wait_for(pattern):
    """Waits until the program shows one of some names."""
    end = time.monotonic() + PATIENCE
    while not find(pattern):
        if time.monotonic() > end:
            raise TimeoutError(f'the window does not show {pattern}')
        time.sleep(0.1)


def make_locale(home, name):
    """Compiles a locale that the machine may not have, and returns its folder."""
    folder = os.path.join(home, 'locale')
    if not os.path.isdir(os.path.join(folder, name)):
        os.makedirs(folder, exist_ok=True)
        language, charset = name.split('.')
        subprocess.run(['localedef', '-i', language, '-f', charset, os.path.join(folder, name)],
                       check=False, stderr=subprocess.DEVNULL)
    return folder


def configure(home, picture):
    """Writes the settings of one start and returns its environment."""
    config = os.path.join(home, 'config-' + picture.name)
    os.makedirs(os.path.join(config, 'glib-2.0', 'settings'))
    os.makedirs(os.path.join(config, 'gtk-4.0'))
    with open(os.path.join(config, 'glib-2.0', 'settings', 'keyfile'), 'w', encoding='utf-8') as file:
        file.write('[io/github/diptych_app/Diptych]\n'
                   f'window-width={picture.size[0]}\nwindow-height={picture.size[1]}\n'
                   f"color-scheme='{picture.scheme}'\nsidebar-width=230\n{picture.settings}")
    with open(os.path.join(config, 'gtk-4.0', 'settings.ini'), 'w', encoding='utf-8') as file:
        file.write('[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\n')

    environment = dict(os.environ, XDG_CONFIG_HOME=config, GSETTINGS_BACKEND='keyfile')
    for name in ('GTK_A11Y', 'LANGUAGE', 'LC_ALL'):
        environment.pop(name, None)
    environment['LC_ALL'] = picture.language or 'C.UTF-8'
    if picture.language:
        environment['LOCPATH'] = make_locale(home, picture.language)
    return environment


def capture(path):
    """Takes the window out of the screen and gives it its corners and shadow."""
    subprocess.run(['import', '-window', 'root', path], check=True)
    subprocess.run(['convert', path, '-trim', '+repage', '-shave', f'{FRAME}x{FRAME}', '+repage',
                    '(', '+clone', '-alpha', 'extract',
                    '-draw', f'fill black polygon 0,0 0,{CORNER} {CORNER},0 '
                             f'fill white circle {CORNER},{CORNER} {CORNER},0',
                    '(', '+clone', '-flip', ')', '-compose', 'Multiply', '-composite',
                    '(', '+clone', '-flop', ')', '-compose', 'Multiply', '-composite', ')',
                    '-alpha', 'off', '-compose', 'CopyOpacity', '-composite',
                    '(', '+clone', '-background', 'black', '-shadow', '45x14+0+6', ')',
                    '+swap', '-background', 'none', '-compose', 'over', '-layers', 'merge', '+repage',
                    '-define', 'png:exclude-chunks=date,time', '-strip', path], check=True)


def take(home, picture, folder):
    """Takes one picture."""
    environment = configure(home, picture)
    library = os.path.join(home, 'empty.diptych' if not picture.imported else 'library.diptych')
    process = subprocess.Popen([PROGRAM, '--library', library, *picture.arguments], env=environment)
    try:
        wait_for(picture.wait)
        time.sleep(2)
        keyboard = Keyboard()
        for keys in picture.keys:
            keyboard.press(*keys)
            time.sleep(0.4)
        if not picture.keys:
            keyboard.move_away()
        # Notices go after five seconds, those with a button after ten.
        time.sleep(11)
        capture(os.path.join(folder, picture.name + '.png'))
    finally:
        process.terminate()
        process.wait()


def fill(home, files):
    """Imports the samples into the library that the pictures show."""
    subprocess.run([CLI, '--library', os.path.join(home, 'library.diptych'), 'import', *files],
                   check=True, stdout=subprocess.DEVNULL)


def main():
    """Takes all pictures."""
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        files = [os.path.join(SAMPLES, name) for name in sorted(os.listdir(SAMPLES))
                 if name.endswith(('.txt', '.md')) and not name.startswith('README')]
        fill(home, files)
        for picture in PICTURES:
            print(picture.name, flush=True)
            take(home, picture, folder)


if __name__ == '__main__':
    main()
