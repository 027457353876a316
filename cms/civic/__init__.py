"""What an office does together with its residents, beside cases: orders, wishes, meetings."""
