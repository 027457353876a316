"""The pages of the admin where hours are recorded, confirmed, disputed and exchanged."""
