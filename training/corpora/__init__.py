"""Corpora of ../shared/data/train as Documents: one reader a corpus, each giving the layers that it has."""
