//! The program: builds and checks bundles, serves the page.

fn main() {}
