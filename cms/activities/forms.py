"""The editors' form of an activity, and the public's form to sign up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.publication import vocabulary
from cms.rights.forms import AreaForm
from cms.rights.scope import within

_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}")
_SEPARATORS = re.compile(r"[\s,;，；、]+")
MOST_PEOPLE = 5  # of one sign-up
_AT_MOST = format_lazy(gettext_lazy("At most {n} at once."), n=MOST_PEOPLE)
WEEKDAYS = [(code, gettext_lazy(label)) for code, label in vocabulary.WEEKDAYS.items()]


class DaysField(forms.CharField):
    """Days as people write them in a line: 2024-05-01 2024-05-02."""

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list in one line."""
        return " ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """Return ISO days, each once and in order."""
        texts = [text for text in _SEPARATORS.split(super().to_python(value) or "") if text]
        days = set()
        for text in texts:
            try:
                days.add(date.fromisoformat(text))
            except ValueError as error:
                message = _("“%(text)s” is no day; write it like 2024-05-01.") % {"text": text}
                raise forms.ValidationError(message) from error
        return [day.isoformat() for day in sorted(days)]


class ActivityForm(AreaForm):
    """Offers brands of the user's areas; takes weekdays and days as people say them."""

    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("weekdays"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For “every week”; none: that of the first day."),
    )
    skipped = DaysField(
        label=gettext_lazy("days left out"),
        required=False,
        help_text=gettext_lazy("Such as holidays: 2024-05-01 2024-05-02"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "brand" in self.fields and self.for_user is not None:
            field = self.fields["brand"]
            field.queryset = within(field.queryset, self.for_user)


class DayField(forms.TypedChoiceField):
    """One of the days on offer; their choices are set by the form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=date.fromisoformat, label=gettext_lazy("Day"), **kwargs)


class SignUpForm(forms.Form):
    """Name, telephone, how many, and the day where there is a choice; the least that is needed."""

    day = DayField()
    name = forms.CharField(
        label=gettext_lazy("Name of the person"),
        min_length=2,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many come"),
        help_text=_AT_MOST,
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        error_messages={"max_value": _AT_MOST},
    )

    def __init__(
        self, *args: Any, offered: Sequence[tuple[date, int | None]] = (), **kwargs: Any
    ) -> None:
        """Offer days, each with how many places are free, None for any number; none: no choice."""
        super().__init__(*args, label_suffix="", **kwargs)
        if offered:
            choice: Any = self.fields["day"]
            choice.choices = [(day.isoformat(), _offer(day, free)) for day, free in offered]
        else:
            del self.fields["day"]
        for field in self.fields.values():
            field.error_messages["required"] = gettext_lazy("Please fill this in.")

    def clean_phone(self) -> str:
        """Return the telephone number without blanks, or say that it is none."""
        phone = re.sub(r"[\s ]", "", str(self.cleaned_data["phone"]))
        if not _PHONE.fullmatch(phone):
            raise forms.ValidationError(
                _("That is no telephone number: 11 digits, or area code and number.")
            )
        return phone


def _offer(day: date, free: int | None) -> str:
    text = f"{day.isoformat()} {date_format(day, 'D')}"
    if free is None:
        return text
    left = _("places left: %(n)d") % {"n": free} if free > 0 else _("full, waiting list")
    return f"{text} · {left}"


class PublicSignUpForm(SignUpForm):
    """The same with the consent that the law asks for, and a field that only robots fill in."""

    consent = forms.BooleanField(
        label=gettext_lazy("I agree that the community uses these data for this activity only.")
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Speak to the one who signs up, whose browser may know name and number."""
        super().__init__(*args, **kwargs)
        name, phone = self.fields["name"], self.fields["phone"]
        name.label = gettext_lazy("Your name")
        phone.help_text = gettext_lazy("So that the community can tell you if something changes.")
        name.widget.attrs["autocomplete"] = "name"
        phone.widget.attrs["autocomplete"] = "tel"
