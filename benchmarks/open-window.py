# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the window on a company of 100 and on one of 100,000 orders, and prints the time to the first
filled frame, the peak memory and how they compare. Runs inside run-in-session --display.

    open-window.py OPEN-WINDOW MAKE-COMPANY"""

import os
import pathlib
import statistics
import subprocess
import sys

SIZES = (100, 100000)
# The best ratio that a change may cost before somebody should look: times, and MiB more.
GOAL_RATIO = 1.3
GOAL_MEMORY = 40
RUNS = 5


def measure(program, environment):
    """Returns milliseconds and MiB: the median of several runs, after one that warms the caches."""
    runs = []
    for number in range(RUNS + 1):
        answer = subprocess.run([program], env=environment, stdin=subprocess.DEVNULL, check=True,
                                stdout=subprocess.PIPE, text=True, timeout=120).stdout.split()
        if number > 0:
            runs.append((float(answer[0]), int(answer[1]) / 1024))
    return [statistics.median(column) for column in zip(*runs)]


def main():
    open_window, make_company = sys.argv[1:3]
    results = []
    for size in SIZES:
        folder = pathlib.Path(os.environ['COUNTERFOIL_TEST_SESSION']) / f'orders-{size}'
        environment = {**os.environ, 'XDG_DATA_HOME': str(folder), 'GSETTINGS_BACKEND': 'memory'}
        subprocess.run([make_company, f'Company of {size}', str(size)], env=environment, check=True)
        milliseconds, memory = measure(open_window, environment)
        results.append((milliseconds, memory))
        print(f'{size:>7,} orders: {milliseconds:6.0f} ms to the first filled frame, '
              f'{memory:6.1f} MiB at most', flush=True)
    (small, small_memory), (large, large_memory) = results
    print(f'ratio: {large / small:.2f} (goal: at most {GOAL_RATIO}), '
          f'{large_memory - small_memory:+.1f} MiB (goal: at most +{GOAL_MEMORY})')


main()
