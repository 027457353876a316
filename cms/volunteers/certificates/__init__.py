"""Certificates of service (志愿服务记录证明), which anybody can check against the public record."""
