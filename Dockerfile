# One image for web, worker, beat and preparation; what it does is said by its command.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    BANSO_DATA=/data \
    BANSO_FONTS=/app/fonts

# What WeasyPrint loads, and the typefaces of official papers.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-morisawa-bizud-mincho fonts-morisawa-bizud-gothic \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-deps --require-hashes -r requirements.txt

COPY . .
RUN pybabel compile --directory locale --domain django \
    && python -m confidentiality.fonts \
    && useradd --system --uid 10001 --home-dir /nonexistent banso \
    && install -d -o banso -m 700 /data

USER banso
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi:application", "--preload", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "--timeout", "60", "--graceful-timeout", "10", "--keep-alive", "5", \
     "--max-requests", "5000", "--max-requests-jitter", "500", "--no-control-socket", "--log-level", "warning"]
