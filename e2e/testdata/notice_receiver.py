"""Stands in for the desktop: takes notices from the session bus, prints them."""
import sys

from gi.repository import Gio, GLib

INTERFACE = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify">
  <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
  <arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
  <arg type="u" direction="out"/>
</method></interface></node>"""
NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


def notify(_bus, _sender, _path, _interface, _method, arguments, call):
    _app, _replaces, _icon, title, text, *_ = arguments.unpack()
    print(f"notice: {title} | {text}", flush=True)
    call.return_value(GLib.Variant("(u)", (1,)))


def owned(bus, _name):
    bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], notify, None, None)
    print("ready", flush=True)


Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, owned, None, lambda *_: sys.exit("the name is taken"))
GLib.MainLoop().run()
