//! Nothing: `tests/` has what runs in browsers.
