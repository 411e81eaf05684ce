# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a window as a person with a keyboard and a screen reader does: finds things by role and name
over AT-SPI, presses keys through the X server. Runs inside tests/session/run-in-session --display.

Every wait is bounded; when it runs out, the test fails with the tree that was there instead."""

import json
import os
import pathlib
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

SECONDS = float(os.environ.get('COUNTERFOIL_TEST_SECONDS', '20'))
# Between two looks at the screen: the program under test answers each of them.
SHORTEST_PAUSE = 0.05
LONGEST_PAUSE = 0.5
# Names that differ between versions of AT-SPI.
ROLES = {'push button': 'button', 'frame': 'window', 'text': 'entry', 'table row': 'row',
         'list item': 'row', 'table cell': 'cell', 'alert': 'dialog'}
ROOT = '/org/a11y/atspi/accessible/root'
CALL_MS = 30000


class Failure(AssertionError):
    """Something did not happen in time."""


def wait_until(what, condition, seconds=SECONDS):
    """Returns the first true answer of the condition; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    pause = SHORTEST_PAUSE
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise Failure(f'{what}: nothing after {seconds:g} seconds')
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)


def role_name(number):
    name = Atspi.role_get_name(Atspi.Role(number))
    return ROLES.get(name, name)


class Bus:
    """The accessibility bus. Asked directly, it gives everything on the screen in one answer; asking
    for each thing by itself takes half a minute for a full list."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        (address,) = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress',
                                       None, None, Gio.DBusCallFlags.NONE, CALL_MS, None).unpack()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def call(self, owner, path, interface, method, arguments=None):
        """Returns the answer as a GLib.Variant."""
        return self.connection.call_sync(owner, path, interface, method, arguments, None,
                                         Gio.DBusCallFlags.NONE, CALL_MS, None)

    def ask_itself(self, method, arguments=None):
        return self.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', method,
                         arguments).unpack()[0]

    def find_owner(self, pid):
        """Returns the name of the program on the bus, None before it has one."""
        for owner in self.ask_itself('ListNames'):
            if not owner.startswith(':'):
                continue
            try:
                if self.ask_itself('GetConnectionUnixProcessID', GLib.Variant('(s)', (owner,))) == pid:
                    return owner
            except GLib.Error:
                continue
        return None

    def ask_for_all_below(self, owner, paths):
        """Asks for what is below each path, down to the last, without waiting between the questions."""
        left = 0

        def ask(path):
            nonlocal left
            left += 1
            self.connection.call(owner, path, 'org.a11y.atspi.Accessible', 'GetChildren', None, None,
                                 Gio.DBusCallFlags.NONE, CALL_MS, None, answered)

        def answered(connection, result):
            nonlocal left
            left -= 1
            try:
                for _owner, path in connection.call_finish(result).unpack()[0]:
                    ask(path)
            except GLib.Error:  # it has gone meanwhile
                pass

        for path in paths:
            ask(path)
        while left > 0:
            GLib.MainContext.default().iteration(True)


class Picture:
    """What was on the screen at one moment: each thing by its path, and what is below each."""

    def __init__(self, answer):
        self.bytes = answer.get_data_as_bytes().get_data()
        self.items = {}
        self.below = {}
        for (_owner, path), _root, (_above_owner, above), index, count, _faces, name, role, _text, states \
                in answer.unpack()[0]:
            self.items[path] = (name, role, states[0], count)
            self.below.setdefault(above, []).append((index, path))
        for below in self.below.values():
            below.sort()

    def add_window(self, program, path):
        """Adds a window that GTK 4.8 leaves out, as it does with all but the first."""
        if path in self.items:
            return
        window = Node(program, path, '', 'window')
        (role,) = window.call('Accessible', 'GetRole')
        (states,) = window.call('Accessible', 'GetState')
        self.items[path] = (window.ask('Name'), role, states[0], window.ask('ChildCount'))
        self.below[ROOT].append((len(self.below[ROOT]), path))

    def is_visible(self, path):
        """GTK 4.8 calls only windows "showing", so "visible" is asked for."""
        return bool(self.items[path][2] >> int(Atspi.StateType.VISIBLE) & 1)

    def walk(self, path, level=0):
        yield path, level
        for _index, below in self.below.get(path, []):
            if self.is_visible(below):
                yield from self.walk(below, level + 1)

    def holds(self, text):
        """Whether a text is anywhere on the screen, but for what is written in an entry."""
        return text.encode() in self.bytes

    def find_incomplete(self):
        """Returns what has more below it than is known, each with how much it has."""
        if ROOT not in self.items:
            return {}
        return {path: self.items[path][3] for path, _level in self.walk(ROOT)
                if self.items[path][3] > len(self.below.get(path, []))}


class Node:
    """One thing on the screen as assistive technology sees it, with the role and the name that it had
    when it was found."""

    def __init__(self, program, path, name, role):
        self.program = program
        self.path = path
        self.name = name
        self.role = role

    def call(self, interface, method, arguments=None):
        return self.program.bus.call(self.program.owner, self.path, f'org.a11y.atspi.{interface}',
                                     method, arguments).unpack()

    def ask(self, property_name):
        return self.program.bus.call(
            self.program.owner, self.path, 'org.freedesktop.DBus.Properties', 'Get',
            GLib.Variant('(ss)', ('org.a11y.atspi.Accessible', property_name))).unpack()[0]

    @property
    def text(self):
        """What is written in it now: the text of an entry, else its name."""
        if self.role != 'entry':
            return self.name
        return self.call('Text', 'GetText', GLib.Variant('(ii)', (0, -1)))[0]

    def has(self, state):
        """Tells whether a state holds now: 'focused', 'checked', 'sensitive', 'visible', 'selected'."""
        (states,) = self.call('Accessible', 'GetState')
        bit = int(getattr(Atspi.StateType, state.upper()))
        return bool(states[bit // 32] >> bit % 32 & 1)

    def find_all(self, role=None, name=None, contains=None):
        """Returns what fits at this moment."""
        found = []
        picture = self.program.look()
        text = name or contains
        if picture is not None and text and role not in (None, 'entry') and not picture.holds(text):
            return found
        for node, _level in self.program.walk(picture, self.path):
            if role is not None and node.role != role:
                continue
            try:
                if name is not None and node.name != name and node.text != name:
                    continue
                if contains is not None and contains not in node.name and contains not in node.text:
                    continue
            except GLib.Error:  # it has gone meanwhile
                continue
            found.append(node)
        return found

    def find(self, role=None, name=None, contains=None, seconds=SECONDS):
        """Waits for the first thing that fits and returns it."""
        what = f'{role or "something"} {name or contains or ""!r}'
        try:
            return wait_until(what, lambda: (self.find_all(role, name, contains) or [None])[0], seconds)
        except Failure as failure:
            raise Failure(f'{failure}; there is:\n{self.describe()}') from None

    def find_none(self, role=None, name=None, contains=None, seconds=SECONDS):
        """Waits until nothing that fits is shown any more."""
        wait_until(f'{role or "something"} {name or contains!r} going away',
                   lambda: not self.find_all(role, name, contains), seconds)

    def focus(self):
        """Moves the keyboard focus here, as a screen reader does."""
        self.call('Component', 'GrabFocus')
        return self

    def act(self, index=0):
        """Does what the thing offers to assistive technology, such as a button's click."""
        try:
            done = self.call('Action', 'DoAction', GLib.Variant('(i)', (index,)))[0]
        except GLib.Error:
            done = False
        if not done:
            raise Failure(f'{self.role} {self.name!r} offers no action')

    def describe(self, limit=200):
        """Returns the tree below as lines of text, for a failed test."""
        nodes = self.program.walk(self.program.look(), self.path)
        return '\n'.join(f'{"  " * level}{node.role} {node.name!r}'
                         for _number, (node, level) in zip(range(limit), nodes))


class Program(Node):
    """A program under test and its windows. Use it in a with statement."""

    def __init__(self, *command, environment=None):
        self.command = [str(part) for part in command]
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL,
                                        env={**os.environ, 'G_DEBUG': 'fatal-criticals',
                                             **(environment or {})})
        try:
            self.bus = Bus()
            self.owner = wait_until(f'{self.command[0]} on the accessibility bus', self._look_up)
        except Failure:
            self.end()
            raise
        self.asked = {}
        super().__init__(self, ROOT, '', 'application')

    def _look_up(self):
        if self.process.poll() is not None:
            raise Failure(f'{self.command[0]} ended with {self.process.returncode}')
        return self.bus.find_owner(self.process.pid)

    def look(self):
        """Returns a picture of the screen, None when the program is not there yet or no longer. GTK
        tells of a thing only after somebody has asked for what is above it."""
        try:
            while True:
                picture = Picture(self.bus.call(self.owner, '/org/a11y/atspi/cache',
                                                'org.a11y.atspi.Cache', 'GetItems'))
                if not picture.below.get(ROOT):  # GTK takes no question about windows before the first
                    return None
                for window in self.call('Accessible', 'GetChildren')[0]:
                    picture.add_window(self, window[1])
                unknown = {path: count for path, count in picture.find_incomplete().items()
                           if self.asked.get(path) != count}
                if not unknown:
                    return picture
                self.asked.update(unknown)
                self.bus.ask_for_all_below(self.owner, unknown)
        except GLib.Error:
            return None

    def walk(self, picture, path):
        """Yields what is visible from a path down, each with its depth."""
        if picture is None or path not in picture.items:
            return
        for below, level in picture.walk(path):
            name, role, _states, _count = picture.items[below]
            yield Node(self, below, name, role_name(role)), level

    def __enter__(self):
        return self

    def __exit__(self, kind, failure, _trace):
        if kind is not None:
            screenshot('failure')
        self.end()

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def wait_for_end(self, seconds=SECONDS):
        """Waits until the program ends by itself; returns its exit code."""
        return self.process.wait(seconds)


def keys(*names):
    """Presses keys one after the other, named as xdotool does: 'Tab', 'ctrl+f', 'Return'."""
    for name in names:
        subprocess.run(['xdotool', 'key', '--clearmodifiers', name], check=True, timeout=SECONDS)


def write(text):
    """Types a text."""
    subprocess.run(['xdotool', 'type', '--delay', '5', '--', text], check=True, timeout=SECONDS)


def screenshot(name):
    """Takes a picture of the whole screen into the folder COUNTERFOIL_TEST_PICTURES, if there is one."""
    folder = os.environ.get('COUNTERFOIL_TEST_PICTURES')
    if folder:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        subprocess.run(['import', '-window', 'root', f'{folder}/{name}.png'], check=False, timeout=SECONDS)


def notifications():
    """Returns what the notification service was told so far, oldest first."""
    log = pathlib.Path(os.environ['COUNTERFOIL_TEST_NOTIFICATIONS'])
    if not log.exists():
        return []
    return [json.loads(line) for line in log.read_text(encoding='utf-8').splitlines()]


def press_notification(number, action):
    """Presses a button of a notification; 'default' is the notification itself."""
    subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.Notifications',
                    '-o', '/org/freedesktop/Notifications',
                    '-m', 'io.github.counterfoil.MockNotifications.Press', str(number), action],
                   check=True, timeout=SECONDS, stdout=subprocess.DEVNULL)
