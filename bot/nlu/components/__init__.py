"""What Rasa loads by the names in `config.yml` and `endpoints.yml`: a thin shell around the other rooms."""
