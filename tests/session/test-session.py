# SPDX-License-Identifier: GPL-3.0-or-later
"""The test session itself: what it starts works, and nothing of it is left afterwards."""

import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from tap import Tap  # noqa: E402

RUN = pathlib.Path(__file__).resolve().parent / 'run-in-session'
SECRETS = 'gdbus call --session -d org.freedesktop.secrets -o /org/freedesktop/secrets'
LOCKED = (f'{SECRETS}/aliases/default -m org.freedesktop.DBus.Properties.Get '
          'org.freedesktop.Secret.Collection Locked')
NOTIFICATIONS = 'gdbus call --session -d org.freedesktop.Notifications -o /org/freedesktop/Notifications'


def in_session(script, *options):
    return subprocess.run([RUN, *options, '--', 'sh', '-c', script], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=100)


def test_keyring_is_unlocked():
    assert '<false>' in in_session(LOCKED).stdout


def test_keyring_can_be_locked():
    assert '<true>' in in_session(LOCKED, '--locked').stdout


def test_notifications_are_written_down():
    result = in_session(
        f'{NOTIFICATIONS} -m org.freedesktop.Notifications.Notify counterfoil 0 "" Summary Body '
        '\'["default", "Show"]\' "{}" 0 >/dev/null && cat "$COUNTERFOIL_TEST_NOTIFICATIONS"')
    record = json.loads(result.stdout)
    assert record['summary'] == 'Summary'
    assert record['actions'] == {'default': 'Show'}


def test_exit_code_is_the_commands():
    assert in_session('exit 7').returncode == 7
    assert in_session('kill -9 $$').returncode != 0


def test_home_is_empty_and_goes_away():
    result = in_session('ls -A "$XDG_CONFIG_HOME" && echo "$COUNTERFOIL_TEST_SESSION"')
    folder = result.stdout.strip()
    assert folder and '\n' not in folder, result.stdout
    assert not os.path.exists(folder)


def test_nothing_is_left():
    # What the command leaves in the background, even in a session of its own, ends with it.
    result = in_session('setsid sleep 987 & echo $!; pgrep -P $PPID -a')
    pid = int(result.stdout.split()[0])
    assert not os.path.exists(f'/proc/{pid}')


def test_display():
    result = in_session('xdotool getdisplaygeometry', '--display')
    assert result.stdout.strip() == '1280 800', result.stderr


Tap(globals()).run()
