"""``huiyinbi token create|list|revoke``: tokens of the editors' API."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import APIToken

from cms.api.admission import expiry
from cms.cli.argument_types import number
from cms.cli.command import Command as Base


class Command(Base):
    """Makes, lists and revokes tokens; the admin does the same under Settings."""

    help = _("Tokens of the editors' API: create, list, revoke.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the three verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help=_("make a token and print it, once"))
        create.add_argument("--user", required=True, help=_("whose rights and areas it has"))
        create.add_argument("--name", required=True, help=_("what uses it"))
        listing = verbs.add_parser("list", help=_("list the tokens, never their secrets"))
        listing.add_argument("--user", help=_("of this user only"))
        listing.add_argument("--all", action="store_true", help=_("revoked and expired ones too"))
        revoke = verbs.add_parser("revoke", help=_("end a token at once"))
        revoke.add_argument("id", type=number, help=_("number of the token, as in the list"))
        for verb in (create, listing, revoke):
            super().add_arguments(verb)

    def run(self, **options: Any) -> dict[str, Any]:
        """Do what the verb says and return the report."""
        doing = {"create": self._create, "list": self._list, "revoke": self._revoke}
        return {"verb": options["verb"], **doing[options["verb"]](options)}

    def tell(self, report: dict[str, Any]) -> None:
        """Print the new token alone on its line, or the list."""
        say = self.stdout.write
        if report["verb"] == "create":
            say(report["token"])
            told = _("Keep it safe: it is not shown again. It expires on %(expires)s.")
            self.stderr.write(told % report["tokens"][0])
            return
        for each in report["tokens"]:
            say("{id}  {prefix}…  {user}  {name}  {state}  {expires}".format_map(each))
        if not report["tokens"]:
            say(_("There are no tokens."))

    def _create(self, options: dict[str, Any]) -> dict[str, Any]:
        user = _user(options["user"])
        if not user.is_active:
            raise CommandError(_("User “%s” is not active.") % user)
        token, secret = APIToken.create_token(user=user, name=options["name"])
        log(token, "wagtail.apitoken.create", data={"source": "management_command"})
        return {"token": secret, "tokens": [_told(token)]}

    def _list(self, options: dict[str, Any]) -> dict[str, Any]:
        tokens = APIToken.objects.select_related("user").order_by("pk")
        if options["user"]:
            tokens = tokens.filter(user=_user(options["user"]))
        told = [_told(token) for token in tokens]
        return {"tokens": [each for each in told if options["all"] or each["valid"]]}

    def _revoke(self, options: dict[str, Any]) -> dict[str, Any]:
        token = APIToken.objects.filter(pk=options["id"], revoked_at__isnull=True).first()
        if token is None:
            raise CommandError(_("There is no valid token %d.") % options["id"])
        token.revoke()
        log(token, "wagtail.apitoken.revoke", data={"source": "management_command"})
        return {"tokens": [_told(token)]}


def _user(name: str) -> Any:
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise CommandError(_("There is no user “%s”.") % name)
    return user


def _told(token: APIToken) -> dict[str, Any]:
    ends = expiry(token)
    expired = ends <= localtime()
    state = _("revoked") if token.revoked_at else _("expired") if expired else _("valid")
    return {
        "id": token.pk,
        "prefix": token.prefix,
        "user": token.user.get_username(),
        "name": token.name,
        "valid": not expired and token.revoked_at is None,
        "state": state,
        "expires": f"{localtime(ends):%Y-%m-%d}",
        "last_used": token.last_used_at.isoformat() if token.last_used_at else None,
    }
