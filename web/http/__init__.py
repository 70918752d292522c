"""What every request passes or may need: inputs, errors, language, headers, limits, logs, metrics, files."""
