"""Opening an office: its areas, contacts, categories, units and users, from one workbook."""
