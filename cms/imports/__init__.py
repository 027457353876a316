"""What all imports of tables share: report, steps, refused rows, names of areas, upload."""
