# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program tells a screen reader, asked for all at once.

A window has a thousand nodes. A question that waits for its answer before the next
one is put takes two changes of process, some milliseconds on a busy machine, so that
a look at the window took seconds. Here the children of all nodes of one level are
asked for together, then all names; and roles, states and texts of all nodes when one
of them is first asked for.
"""

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ACTION = 'org.a11y.atspi.Action'
TEXT = 'org.a11y.atspi.Text'
ROOT = '/org/a11y/atspi/accessible/root'

# Deeper than any window.
MAX_DEPTH = 60

# Milliseconds that an answer may take.
PATIENCE = 20000


class Bus:
    """The connection that screen readers use."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, -1,
                                    None).unpack()[0]
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None, None)
        self.context = GLib.MainContext.new()

    def ask_all(self, questions):
        """Puts (sender, path, interface, method, parameters) to all; returns the answers, None for each that failed."""
        answers = [None] * len(questions)
        left = len(questions)

        def answered(connection, result, index):
            nonlocal left
            left -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass   # it is gone, or has no such thing

        self.context.push_thread_default()
        try:
            for index, question in enumerate(questions):
                self.connection.call(*question, None, Gio.DBusCallFlags.NONE, PATIENCE, None, answered, index)
            while left > 0:
                self.context.iteration(True)
        finally:
            self.context.pop_thread_default()
        return answers

    def find(self, name):
        """The application of a name, as the pair of its sender and the path of its root; None if it has no window."""
        found = self.ask_all([('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren', None)])[0]
        applications = found[0] if found is not None else []
        names = self.ask_all([(*one, *property_question(ACCESSIBLE, 'Name')) for one in applications])
        for one, answer in zip(applications, names):
            if answer is not None and answer[0] == name:
                children = self.ask_all([(*one, ACCESSIBLE, 'GetChildren', None)])[0]
                if children is not None and children[0]:
                    return one
        return None


def property_question(interface, name):
    """Interface, method and parameters that ask for a property."""
    return ('org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', (interface, name)))


class States:
    """The states of a node, as Atspi.StateSet has them."""

    def __init__(self, words):
        self.words = words

    def contains(self, state):
        """Whether a state is set."""
        number = int(state)
        return number // 32 < len(self.words) and bool(self.words[number // 32] >> number % 32 & 1)


class Node:
    """What stood in one place of the tree when it was looked at."""

    def __init__(self, tree, place, parent):
        self.tree = tree
        self.place = place    # sender and path
        self.parent = parent
        self.children = []
        self.facts = {}

    def ask(self, interface, method, parameters=None):
        """The answer of the node alone, as it is now; None if it has none."""
        return self.tree.bus.ask_all([(*self.place, interface, method, parameters)])[0]

    def get_name(self):
        """What a screen reader says."""
        return self.facts['name']

    def get_role(self):
        """What it is, an Atspi.Role."""
        self.tree.need('role')
        return Atspi.Role(self.facts['role']) if self.facts['role'] is not None else None

    def get_role_name(self):
        """The same in words."""
        answer = self.ask(ACCESSIBLE, 'GetRoleName')
        return answer[0] if answer is not None else ''

    def get_state_set(self):
        """How it is."""
        self.tree.need('states')
        return States(self.facts['states'] or [])

    def get_text(self):
        """Its text; None where it has none."""
        self.tree.need('length')
        self.tree.need('text')
        return self.facts['text']

    def get_text_attributes(self, offset):
        """How a letter of its text looks."""
        answer = self.ask(TEXT, 'GetAttributes', GLib.Variant('(i)', (offset,)))
        return answer[0] if answer is not None else {}

    def get_parent(self):
        """The node around it."""
        return self.parent

    def get_child_count(self):
        """How many nodes are in it."""
        return len(self.children)

    def get_child_at_index(self, index):
        """One of them."""
        return self.children[index]

    def get_click(self):
        """The number of the action that is a click, or None."""
        count = self.ask(*property_question(ACTION, 'NActions'))
        names = self.tree.bus.ask_all([(*self.place, ACTION, 'GetName', GLib.Variant('(i)', (number,)))
                                       for number in range(count[0] if count is not None else 0)])
        return names.index(('click',)) if ('click',) in names else None

    def do_action(self, number):
        """Does one of its actions."""
        self.ask(ACTION, 'DoAction', GLib.Variant('(i)', (number,)))


class Tree:
    """All nodes of an application, in reading order."""

    QUESTIONS = {
        'name': lambda node: property_question(ACCESSIBLE, 'Name'),
        'role': lambda node: (ACCESSIBLE, 'GetRole', None),
        'states': lambda node: (ACCESSIBLE, 'GetState', None),
        'length': lambda node: property_question(TEXT, 'CharacterCount'),
        'text': lambda node: (TEXT, 'GetText', GLib.Variant('(ii)', (0, node.facts['length']))),
    }

    def __init__(self, bus, place):
        self.bus = bus
        self.asked = set()
        self.root = Node(self, place, None)
        level = [self.root]
        for _ in range(MAX_DEPTH):
            answers = bus.ask_all([(*node.place, ACCESSIBLE, 'GetChildren', None) for node in level])
            for node, answer in zip(level, answers):
                # What is gone meanwhile has the path of nothing.
                node.children = [Node(self, child, node) for child in (answer[0] if answer is not None else [])
                                 if child[1] != '/org/a11y/atspi/null']
            level = [child for node in level for child in node.children]
            if not level:
                break
        self.nodes = list(self.walk())
        self.need('name')

    def walk(self):
        """Each node before those in it."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def need(self, fact):
        """Asks all nodes for something, unless they were asked."""
        if fact in self.asked:
            return
        self.asked.add(fact)
        asked = [node for node in self.nodes if fact != 'text' or node.facts['length'] is not None]
        answers = self.bus.ask_all([(*node.place, *self.QUESTIONS[fact](node)) for node in asked])
        for node in self.nodes:
            node.facts[fact] = '' if fact == 'name' else None
        for node, answer in zip(asked, answers):
            if answer is not None:
                node.facts[fact] = answer[0]
