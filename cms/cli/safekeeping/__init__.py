"""What an operator does to keep an installation's data: backup, restore, another database."""
