# One image for web, worker and scheduler; compose.yaml shows how they go together.
FROM python:3.13-slim-bookworm

# Pango draws the certificates; without harfbuzz-subset that takes four times as long.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=lms.settings.production \
    DATA_DIR=/data

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# Without it every page is in English. Development's settings, which ask for no secrets.
RUN DJANGO_SETTINGS_MODULE=lms.settings.dev DATA_DIR=/tmp/build python manage.py compile_translations \
 && rm -rf /tmp/build

RUN useradd --system --uid 1000 platform && mkdir /data && chown platform /data
USER platform
VOLUME /data
EXPOSE 8000

# Static files are collected at the start of the web process: they lie in DATA_DIR, which is a volume.
CMD ["sh", "-c", "python manage.py collectstatic --noinput -v0 && exec gunicorn lms.wsgi:application --worker-class gthread --workers 2 --threads 8 --preload --no-control-socket --bind 0.0.0.0:8000"]
