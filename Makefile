# `make run` and `make test` do all set-up themselves; Python 3.11 or newer is all they need.
# Variables: PORT, DATA_DIR, DATABASE_URL, REDIS_URL (see .env.example), VENV, PYTHON, and for
# `make test` ARGS, for example: make test ARGS="tests/lms -x"

export PORT DATA_DIR DATABASE_URL REDIS_URL VENV PYTHON ARGS
# An unset variable must stay unset: an empty one would hide what .env says.
$(foreach name,PORT DATA_DIR DATABASE_URL REDIS_URL VENV PYTHON ARGS,\
	$(if $($(name)),,$(eval unexport $(name))))

BIN = $(or $(VENV),.venv)/bin

# Candidates are run, not only looked up: pyenv's shims exist for versions that do not work.
define bootstrap
	@IFS=:; for name in "$(PYTHON)" python3.13 python3.12 python3.11 python3; do \
	  for folder in "" $$PATH; do \
	    python="$${folder:+$$folder/}$$name"; \
	    if [ -n "$$name" ] && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	    then cd lms && exec "$$python" -m bootstrap $(1); fi; \
	  done; \
	done; \
	echo "Python 3.11 or newer was not found. Install it, for example with: sudo apt-get install python3 python3-venv" >&2; \
	echo "Or name it: make $@ PYTHON=/path/to/python3.12" >&2; exit 2
endef

# Production's settings, for a check that connects to nothing.
THROWAWAY = DJANGO_SETTINGS_MODULE=lms.settings.production SECRET_KEY=$$(seq -s x 40) \
	DATABASE_URL=postgres://user:word@localhost/platform REDIS_URL=redis://localhost \
	PUBLIC_URL=https://platform.example.org CONTENT_URL=https://content.example.org \
	ALLOWED_HOSTS=platform.example.org SMTP_URL=smtp://localhost:587 DATA_DIR=$${TMPDIR:-/tmp}

.DEFAULT_GOAL := run
.PHONY: run test setup check types lint imports settings clean

run: ## start everything: http://localhost:8000/
	$(call bootstrap,run)

test: ## the whole suite
	$(call bootstrap,test)

setup: ## what developing needs, without starting anything
	$(call bootstrap,setup)

check: setup ## linters, types, import contracts, migrations, settings; side by side, none of them hides another
	@$(MAKE) --no-print-directory --keep-going --jobs 2 --output-sync=target types lint imports settings

types:
	$(BIN)/mypy .

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files -z '*.html' | xargs -0r $(BIN)/djade --target-version 5.2 --check
	git ls-files -z '*.py' | xargs -0r $(BIN)/django-upgrade --target-version 5.2 --check

imports:
	$(BIN)/lint-imports
	$(BIN)/deptry .

settings:
	DJANGO_SETTINGS_MODULE=lms.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	$(THROWAWAY) $(BIN)/python manage.py check --deploy --fail-level WARNING

clean: ## removes what can be made again; never DATA_DIR
	rm -rf "$(or $(VENV),.venv)" .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
