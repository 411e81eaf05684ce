# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the functions named test_* of a module in order and reports them in the TAP protocol."""

import sys
import traceback


class Skip(Exception):
    """Raised by a test that cannot run here; says why."""


class Tap:
    def __init__(self, module):
        self.tests = [(name, value) for name, value in module.items()
                      if name.startswith('test_') and callable(value)]

    def run(self):
        """Runs the tests and leaves the program; exits with 1 when one failed."""
        print(f'1..{len(self.tests)}', flush=True)
        failed = 0
        for number, (name, function) in enumerate(self.tests, 1):
            title = name.removeprefix('test_').replace('_', ' ')
            try:
                function()
            except Skip as reason:
                print(f'ok {number} {title} # SKIP {reason}', flush=True)
            except Exception:  # a failed test must not keep the others from running
                failed += 1
                for line in traceback.format_exc().splitlines():
                    print(f'# {line}')
                print(f'not ok {number} {title}', flush=True)
            else:
                print(f'ok {number} {title}', flush=True)
        sys.exit(1 if failed else 0)
