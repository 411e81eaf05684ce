#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays org.freedesktop.Notifications and writes down what it is told.

Each call adds one JSON line to the file named by COUNTERFOIL_TEST_NOTIFICATIONS:
{"call": "Notify", "id", "application", "replaces", "summary", "body", "actions", "hints"} or
{"call": "CloseNotification", "id"}. A test presses a button of a notification with
    gdbus call --session -d org.freedesktop.Notifications -o /org/freedesktop/Notifications \\
      -m io.github.counterfoil.MockNotifications.Press ID ACTION"""

import json
import os

from gi.repository import Gio, GLib

PATH = '/org/freedesktop/Notifications'
INTERFACES = Gio.DBusNodeInfo.new_for_xml('''
<node>
  <interface name="org.freedesktop.Notifications">
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
    </method>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
    <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
  </interface>
  <interface name="io.github.counterfoil.MockNotifications">
    <method name="Press"><arg type="u" direction="in"/><arg type="s" direction="in"/></method>
  </interface>
</node>''').interfaces

next_id = 0


def write_down(record):
    with open(os.environ['COUNTERFOIL_TEST_NOTIFICATIONS'], 'a', encoding='utf-8') as log:
        log.write(json.dumps(record, default=str) + '\n')


def called(connection, _sender, _path, _interface, method, parameters, invocation):
    global next_id

    values = parameters.unpack()
    if method == 'Notify':
        application, replaces, _icon, summary, body, actions, hints, _timeout = values
        if replaces == 0:
            next_id += 1
        number = replaces or next_id
        write_down({'call': method, 'id': number, 'application': application, 'replaces': replaces,
                    'summary': summary, 'body': body,
                    'actions': dict(zip(actions[::2], actions[1::2])), 'hints': hints})
        invocation.return_value(GLib.Variant('(u)', (number,)))
    elif method == 'CloseNotification':
        write_down({'call': method, 'id': values[0]})
        connection.emit_signal(None, PATH, 'org.freedesktop.Notifications', 'NotificationClosed',
                               GLib.Variant('(uu)', (values[0], 3)))
        invocation.return_value(None)
    elif method == 'GetCapabilities':
        invocation.return_value(GLib.Variant('(as)', (['actions', 'body', 'persistence'],)))
    elif method == 'GetServerInformation':
        invocation.return_value(GLib.Variant('(ssss)', ('mock', 'counterfoil', '1', '1.2')))
    elif method == 'Press':
        connection.emit_signal(None, PATH, 'org.freedesktop.Notifications', 'ActionInvoked',
                               GLib.Variant('(us)', values))
        invocation.return_value(None)


def bus_acquired(connection, _name):
    for interface in INTERFACES:
        connection.register_object(PATH, interface, called, None, None)


Gio.bus_own_name(Gio.BusType.SESSION, 'org.freedesktop.Notifications', Gio.BusNameOwnerFlags.NONE,
                 bus_acquired, None, None)
GLib.MainLoop().run()
