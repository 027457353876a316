"""Addresses of the public's sign-up pages."""

from django.urls import path, register_converter

from cms.activities import views


class NumberConverter:
    """Numbers of activities."""

    regex = r"\d{6}-\d{6}"

    def to_python(self, value: str) -> str:
        """Return the number."""
        return value

    def to_url(self, value: str) -> str:
        """Return the number."""
        return value


register_converter(NumberConverter, "number")
urlpatterns = [
    path("<number:number>/", views.sign_up, name="sign_up"),
    path("mine/<str:token>/", views.mine, name="sign_up_mine"),
]
