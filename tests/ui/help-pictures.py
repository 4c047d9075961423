#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of the help, for each language, light and dark.

    help-pictures.py FOLDER [NAME…]

    FOLDER/NAME.png, NAME-dark.png, NAME-ja.png and NAME-ja-dark.png are what a
    page means by ![…](NAME).

What the pictures show is led to as in views.py. They are small: the help shows
them as wide as its text, and one has to be able to read them.
"""

import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import views  # noqa: E402
from views import (CLI, JAPANESE, KOMOREBI_31, LARKFIELD_23, LARKFIELD_30, MINATO_11, MINATO_20, PAPERS,  # noqa: E402
                   SAMPLES, Style, View, action, changes, compare, keys, read, write)

WIDTH, HEIGHT = 780, 520
COMPARISON = 880, 580  # wide enough for the five classes in Japanese
COLOURS = 224
STYLES = {
    '': Style(WIDTH, HEIGHT),
    '-dark': Style(WIDTH, HEIGHT, scheme='dark'),
    '-ja': Style(WIDTH, HEIGHT, JAPANESE),
    '-ja-dark': Style(WIDTH, HEIGHT, JAPANESE, scheme='dark'),
}


class Picture:
    """What a picture shows in English and in Japanese; what is different from the others."""

    def __init__(self, english, japanese=None, size=(WIDTH, HEIGHT), settings='', crop=None):
        self.views = (english, japanese or english)
        self.size = size
        self.settings = settings
        self.crop = crop


def notice_goes(_keyboard):
    """A step that waits until nobody is told any more that a paper came in."""
    time.sleep(11)


# English papers for the English pages, Japanese ones for the Japanese; only one
# paper has variants.
PICTURES = {
    'welcome': Picture(View(library=False), size=(WIDTH, 640)),
    'refused': Picture(View(arguments=['picture.bin', 'empty.txt', 'missing.pdf']), crop='524x400+0+0'),
    'reading': Picture(View(read(LARKFIELD_30), keys('Page_Down')), View(read(MINATO_20), keys('Page_Down'))),
    'original': Picture(View(action('show-original'), keys('Page_Down', 'Page_Down', 'Page_Down', 'Page_Down'),
                             notice_goes, arguments=['minato-chohyo-2.0.pdf'])),
    'summary': Picture(View(compare(LARKFIELD_23, LARKFIELD_30)), View(compare(MINATO_11, MINATO_20)), size=COMPARISON),
    'compare': Picture(View(compare(LARKFIELD_23, LARKFIELD_30), changes(5)),
                       View(compare(MINATO_11, MINATO_20), changes(25)), size=COMPARISON),
    'classes': Picture(View(compare(LARKFIELD_23, LARKFIELD_30), changes(7)),
                       View(compare(views.MINATO_10, MINATO_11), changes(8)), size=COMPARISON,
                       settings="class-filter='substantive,editorial,reference,orthographic,layout'\n"),
    'turned': Picture(View(compare(LARKFIELD_23, LARKFIELD_30), changes(6)),
                      View(compare(MINATO_11, MINATO_20), changes(27)), size=(COMPARISON[0], 720)),
    'answers': Picture(View(read(KOMOREBI_31), keys('Page_Down'))),
    'matrix': Picture(View(action('matrix'))),
    'variants': Picture(View(read(MINATO_20), action('compare-variants'), changes(4)), size=COMPARISON),
    'history': Picture(View(action('history', views.GLib.Variant('x', LARKFIELD_30))),
                       View(action('history', views.GLib.Variant('x', MINATO_20)))),
    'search': Picture(View(action('search-all'), write('backup')), View(action('search-all'), write('暗号'))),
    'shortcuts': Picture(View(action('shortcuts', window=False))),
}


def make_library(home):
    """Makes the library that is shown, of the samples alone; a PDF lies beside it."""
    views.make_files(home)
    library = os.path.join(home, 'library.diptych')
    for suffix in '', '-wal', '-shm':
        if os.path.exists(library + suffix):
            os.remove(library + suffix)
    subprocess.run([CLI, '--library', library, 'import', *(os.path.join(SAMPLES, name) for name in PAPERS)],
                   check=True, stdout=subprocess.DEVNULL)


def take(home, name, suffix, folder):
    """Takes one picture: without the list of papers, so that there is room for what is shown."""
    picture, style = PICTURES[name], STYLES[suffix]
    configure = views.configure

    def configure_more(home, style):
        environment = configure(home, style)
        with open(os.path.join(home, 'config', 'glib-2.0', 'settings', 'keyfile'), 'a', encoding='utf-8') as file:
            file.write('sidebar-visible=false\n' + picture.settings)
        return environment

    views.VIEWS[name] = picture.views[1 if style.language else 0]
    views.STYLES['help'] = Style(*picture.size, style.language, style.scheme)
    views.configure = configure_more
    try:
        views.take(home, name, 'help', home)
    finally:
        views.configure = configure
    crop = ['-crop', picture.crop, '+repage'] if picture.crop else []
    subprocess.run(['convert', os.path.join(home, name + '-help.png'), *crop, '+dither', '-colors', str(COLOURS),
                    '-define', 'png:exclude-chunks=date,time', '-strip',
                    'png8:' + os.path.join(folder, name + suffix + '.png')], check=True)


def main():
    """Takes the pictures that are asked for, or all."""
    folder, *names = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        make_library(home)
        for name in names or PICTURES:
            for suffix in STYLES:
                print(name + suffix, flush=True)
                take(home, name, suffix, folder)


if __name__ == '__main__':
    main()
