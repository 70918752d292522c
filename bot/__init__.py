"""The knowledge point without its website: rules (`core`), the outside world (`adapters`), Rasa's side (`nlu`, `actions`), and what starts and measures it."""
