"""The parts of a workbook (Office Open XML), streamed in little memory and within limits."""
