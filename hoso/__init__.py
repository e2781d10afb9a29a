"""The front desk: settings, wiring, one scan (intake), many scans (batch), the commands."""
