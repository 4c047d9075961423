#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a picture of every view in every style, for looking at.

    views.py FOLDER [VIEW…] [--style NAME]…

    FOLDER/VIEW-STYLE.png is the view as it is drawn, for each style of STYLES.
    Without names all views are taken, without --style in all styles; --list
    prints the names of both.

Each picture is a start of the real program with a copy of a library of the
samples. What is to be seen is asked for by actions over the bus, which have the
same names in every language, and by keys; the picture is taken as soon as the
screen stays as it is.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from accessible import Bus, Tree  # noqa: E402
from keyboard import Keyboard  # noqa: E402
from screenshots import CLI, PROGRAM, SAMPLES, make_locale  # noqa: E402

APPLICATION = 'io.github.diptych_app.Diptych'
OBJECT = '/io/github/diptych_app/Diptych'
PATIENCE = 60
JAPANESE = 'ja_JP.UTF-8'

# In this order, so that the ids of the editions are known: 1, 2, 3, …
PAPERS = ['asagiri-cloud-2.md', 'asagiri-cloud-3.md',
          'komorebi-kintai-checksheet-3.0.txt', 'komorebi-kintai-checksheet-3.1.txt',
          'larkfield-ledger-2.3.txt', 'larkfield-ledger-3.0.txt',
          'minato-chohyo-1.0.txt', 'minato-chohyo-1.1.txt', 'minato-chohyo-2.0.txt']
(ASAGIRI_2, ASAGIRI_3, KOMOREBI_30, KOMOREBI_31, LARKFIELD_23, LARKFIELD_30,
 MINATO_10, MINATO_11, MINATO_20, MINATO_PDF) = range(1, 11)


class Style:
    """How the program is set up: size of the window, letters, colours, language."""

    def __init__(self, width=1000, height=700, language=None, scheme='light', scale=1, contrast=False):
        self.size = (width, height)
        self.language = language
        self.scheme = scheme
        self.scale = scale
        self.contrast = contrast


STYLES = {
    'light': Style(),
    'dark': Style(scheme='dark'),
    'ja': Style(language=JAPANESE),
    'narrow': Style(360, 700, JAPANESE),
    'narrow-en': Style(360, 700),
    'large': Style(1000, 700, JAPANESE, scale=2),
    'contrast': Style(contrast=True),
    'contrast-dark': Style(contrast=True, scheme='dark', language=JAPANESE),
    'wide': Style(1380, 900, JAPANESE),
}


# What can be done once an action has done its work: a busy machine may take longer for
# that than the screen has to stay as it is.
DONE = {'read': 'compare-open', 'compare': 'why', 'compare-variants': 'why', 'matrix': 'save-table'}


def action(name, parameter=None, window=True):
    """A step that activates win.NAME, or app.NAME, and waits until it is done."""
    def call(method, arguments):
        return Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            APPLICATION, OBJECT + ('/window/1' if window else ''), 'org.gtk.Actions', method, arguments, None, 0, -1, None)

    def step(_keyboard):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                call('Activate', GLib.Variant('(sava{sv})', (name, [] if parameter is None else [parameter], {})))
                break
            except GLib.Error:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        while name in DONE and not call('Describe', GLib.Variant('(s)', (DONE[name],))).unpack()[0][0]:
            if time.monotonic() > end:
                raise TimeoutError(f'{name} comes to no end')
            time.sleep(0.1)
    return step


def keys(*names):
    """A step that presses keys, one after the other; Control_L+f presses two together."""
    def step(keyboard):
        for name in names:
            keyboard.press(*name.split('+'))
            time.sleep(0.25)
    return step


def click(*names):
    """A step that clicks on what has one of some names, in one language or the other."""
    def step(_keyboard):
        end = time.monotonic() + PATIENCE
        bus = Bus()
        while True:
            place = bus.find('diptych')
            found = [node for node in (Tree(bus, place).nodes if place is not None else [])
                     if node.get_name() in names and node.get_click() is not None]
            if found:
                found[0].do_action(found[0].get_click())
                return
            if time.monotonic() > end:
                raise TimeoutError(f'there is no {names[0]}')
            time.sleep(0.1)
    return step


def write(text):
    """A step that writes into what has the focus."""
    return lambda keyboard: keyboard.write(text)


def read(edition):
    """A step that opens a paper."""
    return action('read', GLib.Variant('x', edition))


def compare(old, new):
    """A step that compares two papers."""
    return action('compare', GLib.Variant('(xx)', (old, new)))


def changes(count):
    """A step that goes to a change."""
    def step(keyboard):
        for _ in range(count):
            action('next-change')(keyboard)
            time.sleep(0.15)
    return step


class View:
    """What leads to a picture."""

    def __init__(self, *steps, arguments=(), library=True, settle=True):
        self.steps = steps
        self.arguments = arguments
        self.library = library
        self.settle = settle


VIEWS = {
    'welcome': View(library=False),
    'library': View(),
    'menu': View(read(MINATO_20), action('menu')),
    'reading': View(read(MINATO_20)),
    'reading-en': View(read(LARKFIELD_30), keys('Page_Down')),
    'reading-list': View(read(KOMOREBI_31), keys('Page_Down')),
    'reading-table': View(read(ASAGIRI_3), keys('Page_Down', 'Page_Down')),
    'reading-menu': View(read(MINATO_20), keys('Shift_L+F10')),
    'reading-nothing': View(read(MINATO_20), action('search'), write('zzyzx')),
    'reading-find': View(read(MINATO_20), action('search'), write('バックアップ')),
    'variant': View(read(MINATO_20), keys('Alt_L+v', 'space', 'Down', 'Return')),
    'doubts': View(read(MINATO_11), keys('Alt_L+d')),
    'original': View(read(MINATO_PDF), action('show-original')),
    'summary': View(compare(MINATO_11, MINATO_20)),
    'summary-en': View(compare(LARKFIELD_23, LARKFIELD_30)),
    'summary-lists': View(compare(KOMOREBI_30, KOMOREBI_31)),
    'rows': View(compare(MINATO_11, MINATO_20), changes(9)),
    'rows-stacked': View(compare(MINATO_11, MINATO_20), action('stacked'), changes(9)),
    'rows-more': View(compare(MINATO_11, MINATO_20), changes(16)),
    'rows-en': View(compare(LARKFIELD_23, LARKFIELD_30), changes(4)),
    'rows-lists': View(compare(KOMOREBI_30, KOMOREBI_31), changes(4)),
    'rows-find': View(compare(MINATO_11, MINATO_20), action('search'), write('暗号')),
    'tags': View(compare(MINATO_11, MINATO_20), action('choose-tags')),
    'tags-rows': View(compare(MINATO_11, MINATO_20), action('choose-tags'), keys('Tab', 'space', 'Escape', 'Alt_L+Down')),
    'why': View(compare(MINATO_11, MINATO_20), changes(9), action('why')),
    'pair': View(compare(MINATO_11, MINATO_20), changes(9), action('pair-with', GLib.Variant('s', 'any'))),
    'pair-nothing': View(compare(MINATO_11, MINATO_20), changes(9), action('pair-with', GLib.Variant('s', 'any')),
                         write('zzyzx')),
    'parted': View(compare(MINATO_11, MINATO_20), changes(9), action('part')),
    'reviewed': View(compare(MINATO_11, MINATO_20), changes(1), action('reviewed-next'), action('reviewed-next'),
                     action('reviewed-next')),
    'rows-menu': View(compare(MINATO_11, MINATO_20), changes(9), keys('Shift_L+F10')),
    'choices': View(compare(MINATO_11, MINATO_20),
                    click('Old edition: みなとクラウド帳票 1.1', '旧版: みなとクラウド帳票 1.1')),
    'focus': View(compare(MINATO_11, MINATO_20), keys('Tab', 'Tab')),
    'rows-nothing': View(compare(MINATO_11, MINATO_20), action('search'), write('zzyzx')),
    'variants': View(read(MINATO_20), action('compare-variants')),
    'variants-rows': View(read(MINATO_20), action('compare-variants'), changes(2)),
    'providers': View(compare(ASAGIRI_3, MINATO_20)),
    'providers-rows': View(compare(ASAGIRI_3, MINATO_20), changes(4)),
    'matrix': View(action('matrix')),
    'chooser': View(action('matrix'), click('Papers', '文書')),
    'matrix-find': View(action('matrix'), action('search'), write('backup')),
    'matrix-mfa': View(action('matrix'), action('search'), write('mfa')),
    'matrix-nothing': View(action('matrix'), action('search'), write('zzyzx')),
    'themes': View(action('matrix'), click('Theme: All Themes', '分野: すべての分野')),
    'matrix-cell': View(action('matrix'), keys('Down', 'Down', 'Right', 'Return')),
    'history': View(action('history', GLib.Variant('x', MINATO_20))),
    'history-clause': View(action('history', GLib.Variant('x', MINATO_20)), action('search'), write('4'),
                           keys('Tab', 'Tab', 'Return')),
    'search': View(action('search-all'), write('暗号')),
    'search-en': View(action('search-all'), write('backup')),
    'search-empty': View(action('search-all')),
    'search-nothing': View(action('search-all'), write('zzyzx')),
    'details': View(read(MINATO_20), action('properties-open')),
    'unnamed': View(arguments=['unnamed.txt']),
    'problems': View(arguments=['picture.bin', 'empty.txt', 'missing.pdf']),
    'not-a-library': View(arguments=['--library', 'notes.txt']),
    'removed': View(read(MINATO_20), action('remove-selected'), settle=False),
    'importing': View(arguments=['many'], library=False, settle=False),
    'shortcuts': View(action('shortcuts', window=False)),
    'help': View(action('help', window=False)),
    'help-page': View(compare(MINATO_11, MINATO_20), action('help', window=False)),
    'about': View(action('about', window=False)),
}


def make_files(home):
    """Makes what the views are shown with: a library, files that are none."""
    library = os.path.join(home, 'library.diptych')
    paper = os.path.join(home, 'minato-chohyo-2.0.pdf')
    subprocess.run([sys.executable, os.path.join(HERE, '..', 'read', 'make-pdf.py'),
                    os.path.join(SAMPLES, PAPERS[-1]), paper], check=True)
    subprocess.run([CLI, '--library', library, 'import', *(os.path.join(SAMPLES, name) for name in PAPERS), paper],
                   check=True, stdout=subprocess.DEVNULL)

    with open(os.path.join(home, 'picture.bin'), 'wb') as file:
        file.write(bytes(range(256)) * 40)
    with open(os.path.join(home, 'notes.txt'), 'w', encoding='ascii') as file:
        file.write('These are my notes.\n' * 100)
    with open(os.path.join(home, 'unnamed.txt'), 'w', encoding='ascii') as file:
        file.write('1. Backup\n\nBackups are made every day and kept for 30 days.\n\n2. Logs\n\nLogs are kept.\n')
    with open(os.path.join(home, 'empty.txt'), 'wb'):
        pass

    os.mkdir(os.path.join(home, 'many'))
    with open(os.path.join(SAMPLES, PAPERS[-1]), encoding='utf-8') as file:
        text = file.read()
    for index in range(40):
        with open(os.path.join(home, 'many', f'minato-chohyo-{index}.txt'), 'w', encoding='utf-8') as file:
            file.write(text.replace('みなと', f'みなと{index}') * 4)


def configure(home, style):
    """Writes the settings of one start and returns its environment."""
    config = os.path.join(home, 'config')
    shutil.rmtree(config, ignore_errors=True)
    os.makedirs(os.path.join(config, 'glib-2.0', 'settings'))
    os.makedirs(os.path.join(config, 'gtk-4.0'))
    with open(os.path.join(config, 'glib-2.0', 'settings', 'keyfile'), 'w', encoding='utf-8') as file:
        file.write('[io/github/diptych_app/Diptych]\n'
                   f'window-width={style.size[0]}\nwindow-height={style.size[1]}\n'
                   f"color-scheme='{style.scheme}'\nsidebar-width=230\n")
    with open(os.path.join(config, 'gtk-4.0', 'settings.ini'), 'w', encoding='utf-8') as file:
        file.write('[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\n')

    environment = dict(os.environ, XDG_CONFIG_HOME=config, GSETTINGS_BACKEND='keyfile')
    for name in ('GTK_A11Y', 'LANGUAGE', 'LC_ALL'):
        environment.pop(name, None)
    environment['LC_ALL'] = style.language or 'C.UTF-8'
    if style.language:
        environment['LOCPATH'] = make_locale(home, style.language)
    if style.contrast:
        environment['ADW_DEBUG_HIGH_CONTRAST'] = '1'
    return environment


def screen():
    """What is on the screen now."""
    return subprocess.run(['import', '-silent', '-window', 'root', 'pnm:-'], check=True, capture_output=True).stdout


def is_empty(picture):
    """Whether nothing is on it."""
    return len(set(picture[20:200000])) < 3


def settle(pause=0.35, calm=3):
    """Waits until the screen shows something that stays; a notice goes after a while."""
    end = time.monotonic() + PATIENCE
    before, same = b'', 0
    while same < calm and time.monotonic() < end:
        time.sleep(pause)
        now = screen()
        same = same + 1 if now == before and not is_empty(now) else 0
        before = now


def take(home, name, style_name, folder):
    """Takes one picture."""
    view, style = VIEWS[name], STYLES[style_name]
    path = os.path.join(folder, f'{name}-{style_name}.png')
    library = os.path.join(home, 'shown.diptych')
    for suffix in '', '-wal', '-shm':
        if os.path.exists(library + suffix):
            os.remove(library + suffix)
    if view.library:
        shutil.copy(os.path.join(home, 'library.diptych'), library)
    arguments = [os.path.join(home, argument) if os.path.exists(os.path.join(home, argument)) else argument
                 for argument in view.arguments]
    if '--library' not in arguments:
        arguments = ['--library', library, *arguments]

    with open(os.path.join(folder, 'stderr.txt'), 'a+', encoding='utf-8') as errors:
        errors.write(f'--- {name} {style_name}\n')
        errors.flush()
        keyboard = Keyboard()
        keyboard.set_resources(f'Xft.dpi: {96 * style.scale}\n')
        process = subprocess.Popen([PROGRAM, *arguments], env=configure(home, style), stderr=errors, cwd=home)
        try:
            keyboard.move_away()
            if view.settle or view.steps:
                settle(calm=2)
            for number, step in enumerate(view.steps):
                step(keyboard)
                if view.settle and number + 1 < len(view.steps):
                    settle(calm=1)
            if view.settle:
                # What is asked for last may take a while until it begins to be seen.
                time.sleep(1.5 if view.steps else 0)
                settle()
            else:
                # What passes is taken as soon as the window is there and has had time to say it.
                end = time.monotonic() + PATIENCE
                while is_empty(screen()) and time.monotonic() < end:
                    time.sleep(0.1)
                time.sleep(1.2)
            subprocess.run(['import', '-silent', '-window', 'root', path], check=True)
            subprocess.run(['convert', path, '-trim', '+repage', '-strip', path], check=True)
        finally:
            process.terminate()
            process.wait()


def main():
    """Takes the pictures that are asked for."""
    parser = argparse.ArgumentParser(description='Takes a picture of every view in every style.')
    parser.add_argument('folder', nargs='?')
    parser.add_argument('view', nargs='*')
    parser.add_argument('--style', action='append', choices=STYLES)
    parser.add_argument('--list', action='store_true')
    options = parser.parse_args()
    if options.list or options.folder is None:
        print('Views:  ' + ' '.join(VIEWS) + '\nStyles: ' + ' '.join(STYLES))
        return
    unknown = [name for name in options.view if name not in VIEWS]
    if unknown:
        parser.error('there is no view ' + ', '.join(unknown))

    os.makedirs(options.folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        make_files(home)
        for name in options.view or VIEWS:
            for style in options.style or STYLES:
                print(name, style, flush=True)
                take(home, name, style, options.folder)


if __name__ == '__main__':
    main()
