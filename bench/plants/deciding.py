"""How much of real messages an editor has to decide: what false alarms and doubts cost."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from cms.privacy.scan import scan


def deciding(texts: Sequence[str]) -> dict:
    """Scan whole ``texts``; return shares of texts, findings by kind and processor time a text."""
    began = time.process_time()
    found = [scan(text) for text in texts]
    took = time.process_time() - began
    doubts = [[f for f in findings if not f.certain] for findings in found]
    return {
        "texts": len(texts),
        "with a finding": sum(map(bool, found)) / len(texts),
        "for an editor": sum(map(bool, doubts)) / len(texts),
        "doubts": Counter(f.kind for some in doubts for f in some),
        "certain": Counter(f.kind for findings in found for f in findings if f.certain),
        "microseconds a text": took / len(texts) * 1e6,
    }


def show(figures: dict) -> None:
    """Print the one table."""
    print(f"{figures['texts']} whole texts, {figures['microseconds a text']:.0f} µs of CPU each")
    print(f"something found in {figures['with a finding']:.4f} of them,")
    print(f"something for an editor to decide in {figures['for an editor']:.4f}")
    print(f"{'kind':<12}{'certain':>8}{'doubts':>8}")
    for kind in sorted(figures["certain"] | figures["doubts"]):
        print(f"{kind:<12}{figures['certain'][kind]:>8}{figures['doubts'][kind]:>8}")
