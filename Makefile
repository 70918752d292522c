setup:
	python3 tools/setup_environments.py dev
