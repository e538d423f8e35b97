"""The life of minutes: prefilled, saved, compared, circulated, approved by silence or by decision, projected."""
