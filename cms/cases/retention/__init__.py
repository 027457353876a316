"""Private intake data goes when its time is over; the public record stays."""
