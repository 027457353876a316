"""Every address ever published stays answered: what a new release takes over from the last."""

from __future__ import annotations

from hashlib import sha256

from cms.publication.log import LogReader
from publisher.output.release import Release
from publisher.output.writing import TreeWriter
from publisher.pages.producing import Pages
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings


def carry_over(old: Release, new: Release, settings: SiteSettings, reader: LogReader) -> int:
    """Answer pages that ``old`` had and ``new`` does not, and keep old assets.

    Such pages come of a change of this program or of the log itself, never of an
    entry. Old assets are kept for readers whose page is older than the switch.
    Returns how many files were written.
    """
    before, after = Manifest(old.manifest_path, read_only=True), Manifest(new.manifest_path)
    writer = TreeWriter(new.root, precompress=settings.precompress)
    try:
        lost = sorted(_paths(before) - _paths(after))
        pages = Pages(settings, after, reader)
        for path in lost:
            if path.startswith("assets/"):
                try:
                    data = (old.root / path).read_bytes()
                except FileNotFoundError:  # somebody removed it; nothing can bring it back
                    continue
            elif path.endswith(".html"):
                target = "../" * path.count("/") + "index.html"
                context = {"target": target, "heading": "", "page_title": settings.title}
                data = pages.html("moved", path, context)
            else:
                continue
            writer.write(path, data)
            after.put_files([(path, after.seq, sha256(data).digest())])
    finally:
        before.close()
        after.close()
    return writer.files


def _paths(manifest: Manifest) -> set[str]:
    """Return the paths of all pages and assets."""
    rows = manifest.connection.execute("select path from files where path not like '%.xml'")
    return {row[0] for row in rows}
