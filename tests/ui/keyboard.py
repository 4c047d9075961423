# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the window and its pictures share."""

import ctypes
import time


class Keyboard:
    """Presses keys on the X server, as a person does."""

    def __init__(self):
        self.x11 = ctypes.CDLL('libX11.so.6')
        self.xtst = ctypes.CDLL('libXtst.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.x11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self.x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self.x11.XDisplayKeycodes.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_int),
                                              ctypes.POINTER(ctypes.c_int)]
        self.x11.XChangeKeyboardMapping.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int,
                                                    ctypes.POINTER(ctypes.c_ulong), ctypes.c_int]
        self.xtst.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.xtst.XTestFakeButtonEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.xtst.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int,
                                                   ctypes.c_ulong]
        self.display = self.x11.XOpenDisplay(None)

    def set_resources(self, text):
        """Sets what the X server tells programs that start, such as the size of letters, "Xft.dpi: 192"."""
        self.x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XChangeProperty.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong,
                                             ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
        resource_manager, string = 23, 31
        self.x11.XChangeProperty(self.display, self.x11.XDefaultRootWindow(self.display), resource_manager, string,
                                 8, 0, text.encode(), len(text))
        self.x11.XSync(self.display, 0)

    def move_away(self):
        """Puts the pointer where it touches nothing."""
        self.move(3, 300)

    def move(self, x, y):
        """Puts the pointer somewhere."""
        self.xtst.XTestFakeMotionEvent(self.display, -1, x, y, 0)
        self.x11.XSync(self.display, 0)

    def click(self, button=1):
        """Presses a button of the mouse where the pointer is."""
        for pressed in 1, 0:
            self.xtst.XTestFakeButtonEvent(self.display, button, pressed, 0)
        self.x11.XSync(self.display, 0)

    def code(self, letter):
        """Returns the key that has a letter by itself, 0 if none has."""
        return self.x11.XKeysymToKeycode(self.display, ord(letter)) if ord(letter) < 0x80 else 0

    def press(self, *names):
        """Presses keys together: the last one while the others are held."""
        # Without a window manager the keys go to the window below the pointer.
        self.move_away()
        self.strike([self.x11.XKeysymToKeycode(self.display, self.x11.XStringToKeysym(name.encode()))
                     for name in names])

    def strike(self, codes):
        """Presses keys by their codes, the last one while the others are held."""
        for code in codes:
            self.xtst.XTestFakeKeyEvent(self.display, code, 1, 0)
        for code in reversed(codes):
            self.xtst.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x11.XSync(self.display, 0)

    def write(self, text):
        """Writes a text: letters that no key has by itself are given to one key after the other."""
        first, last = ctypes.c_int(), ctypes.c_int()
        self.x11.XDisplayKeycodes(self.display, first, last)
        self.move_away()
        for number, letter in enumerate(text):
            # A program that is busy may read a new meaning late, so keys with a meaning of their own keep it.
            code = self.code(letter) if letter == letter.lower() else 0
            if code == 0:
                # The program learns of the new meaning first; a key keeps it until the program has read it.
                code = last.value - number % 8
                symbol = ord(letter) if ord(letter) < 0x80 else 0x01000000 + ord(letter)
                self.x11.XChangeKeyboardMapping(self.display, code, 2, (ctypes.c_ulong * 2)(symbol, symbol), 1)
                self.x11.XSync(self.display, 0)
                time.sleep(0.05)
            self.strike([code])
            time.sleep(0.05)
