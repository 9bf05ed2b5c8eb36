"""Card designs: how a card looks, as data that is drawn, checked, kept and carried about."""
