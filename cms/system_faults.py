"""What the system says of files, disks and networks, as sentences in Chinese."""

from __future__ import annotations

import errno
import socket
import ssl

from cms.translating import gettext_noop, translator

_FILES = {
    errno.ENOENT: gettext_noop("%(path)s: there is no such file or folder."),
    errno.EACCES: gettext_noop("%(path)s: this user may not read or write there."),
    errno.EPERM: gettext_noop("%(path)s: this user may not read or write there."),
    errno.EROFS: gettext_noop("%(path)s: the disk can only be read. Choose another folder."),
    errno.ENOSPC: gettext_noop("The disk is full. Make room, then run the command again."),
    errno.ENOTDIR: gettext_noop("%(path)s: a part of this path is a file, not a folder."),
    errno.EISDIR: gettext_noop("%(path)s is a folder, where a file is needed."),
    errno.EEXIST: gettext_noop("%(path)s exists already; name another file."),
}
_NETWORK = {
    errno.EADDRINUSE: gettext_noop("another program uses it"),
    errno.EADDRNOTAVAIL: gettext_noop("this machine does not have that address"),
    errno.EACCES: gettext_noop("this user may not open it"),
    errno.ECONNREFUSED: gettext_noop("nothing answers there"),
    errno.ECONNRESET: gettext_noop("the connection broke off"),
    errno.EHOSTUNREACH: gettext_noop("there is no way to that machine"),
    errno.ENETUNREACH: gettext_noop("there is no network"),
}


def file_fault(error: OSError) -> str:
    """Return what the system says of a file or disk, as a sentence."""
    message = _FILES.get(error.errno or 0)
    return translator()(message) % {"path": error.filename} if message else str(error)


def network_fault(error: BaseException) -> str:
    """Return why a connection or port failed, as part of a sentence."""
    cause = getattr(error, "reason", error)  # what urllib wraps
    if isinstance(cause, ssl.SSLCertVerificationError):
        message = gettext_noop("its certificate is not valid")
    elif isinstance(cause, ssl.SSLError):
        message = gettext_noop("it does not speak HTTPS")
    elif isinstance(cause, socket.gaierror):
        message = gettext_noop("no machine of that name is known")
    elif isinstance(cause, TimeoutError):
        message = gettext_noop("no answer came in time")
    else:
        message = _NETWORK.get(getattr(cause, "errno", None) or 0, "")
    return translator()(message) if message else str(error)
