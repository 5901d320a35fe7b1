//! Golden cases and the tests that cross crates.
