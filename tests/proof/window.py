# SPDX-License-Identifier: GPL-3.0-or-later
"""Talks to service-shell, which does with a company what the window does."""

import contextlib
import queue
import subprocess
import threading

from practice import build_file
from shop import SECONDS

PROGRAM = build_file('tests/proof/service-shell')


class Window:
    """One window on a company, from its opening to its end."""

    def __init__(self, shop, trouble=''):
        self.shop = shop
        self.process = shop.start_program([PROGRAM], trouble=trouble, stdin=subprocess.PIPE)
        self.lines = queue.Queue()
        self.listener = threading.Thread(target=self.listen)
        self.listener.start()
        self.is_uploading = False
        self.wait_for('ready')

    def is_alive(self):
        return self.process.poll() is None

    # ---- hearing ----

    def listen(self):
        for line in self.process.stdout:
            self.lines.put(line.split())
        self.lines.put([])

    def hear(self):
        """Returns the words of the next line; none when the program is gone."""
        words = self.lines.get(timeout=SECONDS)
        if not words:
            self.lines.put([])
            self.process.wait(SECONDS)
        return words

    def wait_for(self, *names):
        """Waits for a line of that name, or for the end of the program."""
        while words := self.hear():
            if words[0] in ('ended', 'error'):
                self.is_uploading = False
            if words[0] in names:
                return words
        return []

    def wait_ended(self):
        if self.is_uploading:
            self.wait_for('ended', 'error')

    def wait_progress(self, times):
        """Waits until so much was heard of the upload, or it is over."""
        while times > 0 and self.is_uploading and self.hear_progress():
            times -= 1

    def hear_progress(self):
        return self.wait_for('progress', 'ended', 'error')

    def wait_rest(self):
        """After pause: waits until nothing is on its way; False where nothing was to be paused."""
        while self.is_uploading:
            words = self.wait_for('resting', 'running', 'ended', 'error')
            if not words or words[0] == 'running':
                break
            if words[0] == 'resting':
                return True
        return False

    # ---- telling ----

    def tell(self, *words):
        # It may be gone, as was planned.
        with contextlib.suppress(BrokenPipeError, ValueError):
            self.process.stdin.write(' '.join(words) + '\n')
            self.process.stdin.flush()

    def tick(self, references):
        self.tell('tick', *references)

    def upload(self, which):
        self.is_uploading = True
        self.tell('upload', which)

    # ---- the end ----

    def quit(self):
        """Closes it; what is on its way is settled first."""
        self.tell('quit')
        self.end()

    def kill(self):
        self.process.kill()
        self.end()

    def end(self):
        self.process.wait(SECONDS)
        self.listener.join()
        self.is_uploading = False
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.process.stderr.close()
