"""What one prints: plain values in, PDF or xlsx out."""
