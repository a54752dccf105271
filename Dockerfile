# The command alone in a small image, run by a user without rights:
#   docker build -t newsgraph .
#   docker run --rm -v "$PWD:/data" newsgraph build article.txt --out article.ttl
FROM rust:1.94-slim-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends g++ make && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN cargo build --release --locked && strip target/release/newsgraph

FROM debian:trixie-slim
RUN useradd --create-home --uid 1000 reader
COPY --from=build /source/target/release/newsgraph /usr/local/bin/newsgraph
COPY NOTICE LICENSE-MIT LICENSE-APACHE /usr/share/doc/newsgraph/
USER reader
WORKDIR /data
ENTRYPOINT ["newsgraph"]
CMD ["--help"]
