"""Handles of other services than chat, and such as look like an account near a word for one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.privacy import masking_styles as styles
from cms.privacy.hits import Hit

_HANDLE = r"[A-Za-z](?=[A-Za-z_\-]*[0-9_])[A-Za-z0-9_\-]{5,19}(?![A-Za-z0-9_@.])"
_NUMBER = r"[1-9]\d{5,12}(?![\d元万.年])"
_SERVICE = re.compile(
    r"(?:抖音|快手|小红书|钉钉|支付宝|微博|陌陌|闲鱼|淘宝|旺旺|哔哩哔哩|B站|头条|飞书|[Tt]elegram|WhatsApp)"
    r"(?:账号|帐号|号码|号|ID|id|名|联系)?[\s:：是为（(【“]{0,3}"
    rf"(?P<handle>{_HANDLE}|{_NUMBER})"
)
# 加wolf4671, 号zhao_02, 微信了，我是hong-159: a token after a word, its service nearby or unnamed.
_ADDED = re.compile(rf"(?P<word>[加搜]我?|号|我是|[Ii][Dd])[\s:：]{{0,2}}(?P<handle>{_HANDLE})")
_CHAT = re.compile("微信|[薇威]信|QQ|好友|软件|私信|绿泡泡")
# Six signs of an account; most texts have none, and a class is searched fast.
_SIGNS = re.compile(r"[A-Za-z0-9_\-]{6}")
_HANDLES = re.compile(_HANDLE)


def handle_hits(text: str) -> Iterator[Hit]:
    """Yield handles in a folded text: certain after a service's name, else for review."""
    if not _SIGNS.search(text):
        return
    for match in _SERVICE.finditer(text):
        yield _hit(match, 0.92)
    if not _HANDLES.search(text):
        return
    for match in _ADDED.finditer(text):
        near = _CHAT.search(text, max(0, match.start() - 16), match.end() + 8)
        if near:
            yield _hit(match, 0.92)
        elif match["word"][0] in "加搜":
            yield _hit(match, 0.6)


def _hit(match: re.Match[str], confidence: float) -> Hit:
    return Hit("account", *match.span("handle"), styles.account(match["handle"]), confidence)
