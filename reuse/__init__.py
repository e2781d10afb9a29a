"""Where other services find papers, prefill forms and learn what need not be asked again."""
