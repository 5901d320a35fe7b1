//! What the sample promises.
