"""The private side: the Django project and the Wagtail headless CMS."""
