# SPDX-License-Identifier: GPL-3.0-or-later
"""The driver itself, on a small window of its own."""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
import driver  # noqa: E402
from tap import Tap  # noqa: E402

SAMPLE = sys.argv[1]


def test_finds_types_and_presses():
    with driver.Program(SAMPLE) as program:
        window = program.find('window', 'Sample')
        window.find('label', 'Nobody yet')
        driver.write('Ada')
        driver.keys('Tab', 'Return')
        window.find('label', 'Hello Ada')
        assert window.find('button', 'Greet').has('focused')


def test_acts():
    with driver.Program(SAMPLE) as program:
        program.find('button', 'Greet').act()
        program.find('label', contains='Hello')


def test_says_what_was_there_instead():
    with driver.Program(SAMPLE) as program:
        program.find('button', 'Greet')
        try:
            program.find('button', 'Leave', seconds=0.3)
        except driver.Failure as failure:
            assert "button 'Greet'" in str(failure), failure
        else:
            raise AssertionError('A button was found that is not there')


Tap(globals()).run()
