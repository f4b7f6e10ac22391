"""Finding passages: words, lexical index, embeddings, fusion; build, swap, verify."""
