"""The recogniser of mentions in running text: lessons, training, score card, trained pipeline."""
