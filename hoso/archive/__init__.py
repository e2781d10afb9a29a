"""Archive copies: papers as files that stay readable for decades."""
