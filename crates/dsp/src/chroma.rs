//! Chroma: energy of the twelve pitch classes, and the tuning they stand in.
