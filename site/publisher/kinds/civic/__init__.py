"""What an office does with its residents: kinds that share days, texts and a template."""
