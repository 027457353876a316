"""E-mail addresses, WeChat and QQ accounts, disguised or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.privacy import masking_styles as styles
from cms.privacy.digits import HAN_DIGITS
from cms.privacy.hits import Hit

# The sign between mailbox and host. Only "@" is a sign by itself; the disguises
# count where a known host or top-level domain follows.
_AT = re.compile(
    r"(?:@|%40|[(\[{（【<《「『〈〔]\s?(?:at?|@|[艾爱]特|圈)\s?[)\]}）】>》」』〉〕]|([_\-])at\1|&(?:#64|commat);|#|圈[aA]?|[艾爱]特|小老鼠|"
    r"[aA][tT](?<=\s..)(?=\s)|☆|◎)\s{0,2}",
    re.IGNORECASE,
)
# A search that begins with a class of characters runs ten times as fast as one with a choice.
_AT_SIGN = re.compile("[@#圈艾爱☆◎]|%40")
_WRITTEN_AT = re.compile(r"[aA][tT]|[(\[<（【「『][aA]|&[#c]")
_DOT = r"\s?(?:\.|。|·|点|[(\[（]\s?(?:dot|点|\.)\s?[)\]）]|(?<=\s)dot(?=\s))\s?"
_TLD = r"(?:com|cn|net|org|edu|gov|vip|top|info|cc|me|io|hk|tw|com\.cn)"
_HOST = re.compile(
    rf"[A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{0,3}}?{_DOT}{_TLD}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ANY_HOST = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_KNOWN_HOST = re.compile(
    r"(?:qq|163|126|139|189|sina|sohu|gmail|outlook|hotmail|foxmail|yeah|aliyun|icloud)(?:邮箱)?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# Before the host of a well-known provider any odd sign is meant as an @.
_PROVIDER = re.compile(
    r"(?:qq|163|126|139|189|188|88|21cn|sina|sohu|tom|gmail|outlook|hotmail|foxmail|yeah|aliyun|icloud|live|msn)\.(?:com|cn|net)",
    re.IGNORECASE,
)
_MAY_BE_PROVIDER = re.compile(r"\.[CcNn]")
_ODD_AT = re.compile(
    rf"(?<=[A-Za-z0-9])(?:[^\w\s.,，。、/:：;；\-@?=&%]{{1,2}}|[一-龥])(?={_PROVIDER.pattern})",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._%+-]{0,63}$")
_OFFICE_MAIL = re.compile(r"\.gov\.cn$", re.IGNORECASE)

# Characters that sound like 扣扣 and 球球, as people write who know that QQ is looked for.
_KOU = "扣抠寇蔻叩"
_QQ_CUE = (
    rf"(?:[加+➕]我?)?[Qq][\s.\-·]{{0,2}}[Qq]\.?(?!邮箱)|口口(?=号|\s?[:：])|鹅号|腾讯(?=号|[:：])|[{_KOU}]{{2}}|[{_KOU}](?=\s?[:：])|企鹅号?|🐧|[球秋丘]{{2}}|(?<![A-Za-z])[Qq](?=号|\s?[:：])|"
    rf"(?:[加+➕]我?|[我他她]的)\s?[Qq{_KOU}]"
)
_WX_CUE = (
    r"[微薇威徽溦维围伟]\s?(?:[信芯]|[Xx][Ii][Nn]|[:：×](?=\s?[:：A-Za-z0-9])|[❤♥💗](?=\s?[A-Za-z0-9:：]))|[Ww][Ee](?:[Cc][Hh][Aa][Tt]|[Ii]\s?[Xx][Ii][Nn])|卫星号?|绿泡泡|"
    r"(?<![A-Za-z])(?:[VvWw][Xx]|[VvWw]\s[Xx](?![A-Za-z])|[Vv]信|[Vv][❤♥](?=\s?[:：A-Za-z0-9])|[Ww]\.[Xx]\.?|[Vv]号?(?=\s?[:：]))|"
    r"[加+➕]我?\s?(?:[微薇溦]|[Vv](?![Ii][Pp]))"
)
_JOIN = (
    r"\s?(?:同号|账号|帐号|号码|号|联系|搜索?|名|id|ID)?"
    r"[\s:：是为=\-,，、（(【\[“\"→>~]{0,4}(?:是|为)?[\s:：]{0,2}"
)
_GROUP = r"(?P<group>交流群|业主群|工作群|群|公众号|公众|小程序|视频号|服务号|订阅号|平台|支付)?"
_SIGN = rf"[0-9{HAN_DIGITS}OoIl]"
_ACCOUNT = re.compile(
    rf"(?:(?P<qq>{_QQ_CUE})|(?P<wx>{_WX_CUE})){_GROUP}{_JOIN}"
    rf"(?:(?P<number>{_SIGN}(?:[ .\-_·*]{{0,2}}{_SIGN}){{4,12}})(?![A-Za-z0-9_*]|\s?[元万块])"
    r"|(?P<word>[A-Za-z](?:[ ]?[A-Za-z0-9_\-]){5,19})(?![A-Za-z0-9_*]))"
)
_PUBLIC_ACCOUNT = re.compile("公众号|服务号|订阅号|小程序")
# What every cue begins with. The class of its first characters comes first: so the search is fast.
_CUE = re.compile(
    rf"[QqVvWw🐧加+➕我他她口鹅腾{_KOU}企球秋丘微薇威徽溦维围伟卫绿]"
    rf"(?:(?<=[QqVvWw🐧])|(?<=[加+➕])(?=我|\s?[Qq{_KOU}微薇溦Vv])|(?<=[我他她])(?=的)|(?<=口)(?=口)|(?<=鹅)(?=号)|(?<=腾)(?=讯)|"
    rf"(?<=[{_KOU}])(?=[{_KOU}]|\s?[:：])|(?<=企)(?=鹅)|(?<=[球秋丘])(?=[球秋丘])|"
    r"(?<=[微薇威徽溦维围伟])(?=\s?[信芯Xx:：×❤♥💗])|(?<=卫)(?=星)|(?<=绿)(?=泡))"
)


def account_hits(text: str) -> Iterator[Hit]:
    """Yield e-mail addresses and chat accounts of a folded text."""
    signs = [_AT] if _may_hold_mail(text) else []
    if _MAY_BE_PROVIDER.search(text) and _PROVIDER.search(text):
        signs.append(_ODD_AT)
    for at in (found for sign in signs for found in sign.finditer(text)):
        hit = _email(text, at)
        if hit:
            yield hit
    end = 0
    for cue in _CUE.finditer(text):
        match = _ACCOUNT.match(text, cue.start()) if cue.start() >= end else None
        if match:
            end = match.end()
            hit = _account(match)
            if hit:
                yield hit


def _may_hold_mail(text: str) -> bool:
    """Return whether any sign of :data:`_AT` is there; most texts have none."""
    return bool(_AT_SIGN.search(text) or _WRITTEN_AT.search(text) or "小老鼠" in text)


def _email(text: str, at: re.Match[str]) -> Hit | None:
    plain = at[0].strip() == "@"
    host = _HOST.match(text, at.end()) or _KNOWN_HOST.match(text, at.end())
    if not host and plain:
        host = _ANY_HOST.match(text, at.end())
    end = at.start()
    while end and text[end - 1].isspace() and at.start() - end < 2:
        end -= 1
    local = _LOCAL.search(text, max(0, end - 64), end)
    if not host or not local:
        return None
    start = _mailbox_start(text, local.start(), end)
    if start >= end:
        return None
    confidence = 0.97
    if _OFFICE_MAIL.search(host[0]):
        confidence = 0.5
    elif not plain and not re.search(_DOT + _TLD + "$", host[0], re.IGNORECASE):
        confidence = 0.8
    return Hit("email", start, host.end(), styles.email(text[start]), confidence)


def _mailbox_start(text: str, start: int, end: int) -> int:
    """Return where the mailbox begins: at the last space, unless letters are spaced out."""
    words = text[start:end].split(" ")
    if len(words) > 1 and all(len(word) <= 1 for word in words[1:]):
        return start
    return end - len(words[-1])


def _account(match: re.Match[str]) -> Hit | None:
    kind = "qq" if match["qq"] else "wechat"
    part = "number" if match["number"] else "word"
    if part == "word" and (kind == "qq" or not _like_account(match["word"])):
        return None
    if match["group"] in {"公众号", "公众", "小程序", "视频号", "服务号", "订阅号", "平台", "支付"}:
        return None
    if (
        part == "number"
        and match["number"].strip("0-9 ")
        and not any(char.isascii() and char.isdigit() for char in match["number"])
        and len(match["number"]) < 5
    ):
        return None
    if _PUBLIC_ACCOUNT.search(match.string, max(0, match.start() - 10), match.start()):
        return None
    confidence = 0.6 if match["group"] else 0.95
    start, end = match.span(part)
    if not match[part].strip("0 -"):
        return None  # 0000-00000000, what a publisher left of a number
    return Hit(kind, start, end, styles.account(match[part]), confidence)


def _like_account(word: str) -> bool:
    """Return whether a word after 微信 is an account and not English prose."""
    return any(not char.isalpha() for char in word.replace(" ", "")) or " " not in word
