"""Leaving the program for another: only by addresses made here, never by one that was typed."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from models.people.phones import whatsapp_link


def talk_on_whatsapp(phone: str) -> bool:
    """Open a talk with the number ``phone`` (``+62…``); return whether a program took it."""
    return QDesktopServices.openUrl(QUrl(whatsapp_link(phone)))


def open_copy(path: Path) -> bool:
    """Show a copy we made of a file in the system's program; return whether one took it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def is_mobile(phone: str) -> bool:
    """Tell whether a kept number may have WhatsApp: a mobile one, or one abroad."""
    return phone.startswith("+628") or (phone.startswith("+") and not phone.startswith("+62"))
