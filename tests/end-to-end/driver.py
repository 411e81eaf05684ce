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
from gi.repository import Atspi, GLib  # noqa: E402

SECONDS = float(os.environ.get('COUNTERFOIL_TEST_SECONDS', '20'))
# Names that differ between versions of AT-SPI.
ROLES = {'push button': 'button', 'frame': 'window', 'text': 'entry', 'table row': 'row',
         'list item': 'row', 'table cell': 'cell', 'alert': 'dialog'}


class Failure(AssertionError):
    """Something did not happen in time."""


def wait_until(what, condition, seconds=SECONDS):
    """Returns the first true answer of the condition; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise Failure(f'{what}: nothing after {seconds:g} seconds')
        time.sleep(0.05)


def role_of(node):
    name = node.get_role_name()
    return ROLES.get(name, name)


class Node:
    """One thing on the screen as assistive technology sees it."""

    def __init__(self, accessible):
        self.accessible = accessible

    @property
    def role(self):
        return role_of(self.accessible)

    @property
    def name(self):
        return self.accessible.get_name() or ''

    @property
    def text(self):
        """What is written in it: the text of a label or an entry, else its name."""
        text = self.accessible.get_text_iface()
        if text is not None:
            return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
        return self.name

    def has(self, state):
        """Tells whether a state holds: 'focused', 'checked', 'sensitive', 'visible', 'selected'."""
        return self.accessible.get_state_set().contains(getattr(Atspi.StateType, state.upper()))

    @property
    def children(self):
        found = []
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None:
                found.append(Node(child))
        return found

    def walk(self, level=0):
        """Yields this node and all that is visible below it, each with its depth. GTK 4.8 calls only
        windows "showing", so "visible" is asked for. What vanishes meanwhile is left out."""
        yield self, level
        try:
            children = [child for child in self.children if child.has('visible')]
        except GLib.Error:
            return
        for child in children:
            yield from child.walk(level + 1)

    def find_all(self, role=None, name=None, contains=None):
        """Returns what fits at this moment."""
        found = []
        for node, _level in self.walk():
            try:
                if role is not None and node.role != role:
                    continue
                if name is not None and node.name != name and node.text != name:
                    continue
                if contains is not None and contains not in node.name and contains not in node.text:
                    continue
            except GLib.Error:
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
        component = self.accessible.get_component_iface()
        Atspi.Component.grab_focus(component)
        return self

    def act(self, index=0):
        """Does what the thing offers to assistive technology, such as a button's click."""
        action = self.accessible.get_action_iface()
        if action is None or not Atspi.Action.do_action(action, index):
            raise Failure(f'{self.role} {self.name!r} offers no action')

    def describe(self, limit=200):
        """Returns the tree below as lines of text, for a failed test."""
        lines = []
        for node, level in self.walk():
            if len(lines) == limit:
                lines.append('…')
                break
            try:
                lines.append(f'{"  " * level}{node.role} {node.name!r}')
            except GLib.Error:
                continue
        return '\n'.join(lines)


class Program(Node):
    """A program under test and its windows. Use it in a with statement."""

    def __init__(self, *command, environment=None):
        self.command = [str(part) for part in command]
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL,
                                        env={**os.environ, **(environment or {})})
        try:
            accessible = wait_until(f'{self.command[0]} on the accessibility bus', self._look_up)
        except Failure:
            self.end()
            raise
        super().__init__(accessible)

    def _look_up(self):
        if self.process.poll() is not None:
            raise Failure(f'{self.command[0]} ended with {self.process.returncode}')
        desktop = Atspi.get_desktop(0)
        desktop.set_cache_mask(Atspi.Cache.NONE)
        for index in range(desktop.get_child_count()):
            try:
                child = desktop.get_child_at_index(index)
                if child is not None and child.get_process_id() == self.process.pid:
                    child.set_cache_mask(Atspi.Cache.NONE)
                    return child
            except GLib.Error:
                continue
        return None

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
