"""What the admin shows of the door: findings to review, records that wait, who looked at what."""
