"""Trained models and the invented dossiers they learn from; never data classes."""
