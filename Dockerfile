# One image; the command chooses: run (both, the default), screen or worker.
FROM python:3.11-slim

RUN apt-get update \
 && apt-get install --yes --no-install-recommends make \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 1000 bursar \
 && install --directory --owner bursar /bursar /data

USER bursar
WORKDIR /bursar

COPY --chown=bursar Makefile requirements.txt ./
RUN make setup TORCH_INDEX=https://download.pytorch.org/whl/cpu && rm -rf ~/.cache

COPY --chown=bursar . .
RUN .venv/bin/python -m models.categorizers.compile

# Inside the container only: the world outside reaches it through the port that is published.
ENV BURSAR_HOME=/data \
    BURSAR_ADDRESS=0.0.0.0 \
    PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s \
  CMD [".venv/bin/python", "-m", "core", "health"]

ENTRYPOINT [".venv/bin/python", "-m", "core"]
CMD ["run", "--no-open"]
