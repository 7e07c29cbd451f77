//! The laws of the whole, one module a part; see CONTRIBUTING.md for how to add one.

mod builder;
mod bundle;
mod compare_laws;
mod compare_on_the_corpus;
mod default_corpus;
mod drawing;
mod engine;
mod fold;
mod hostile;
mod ingest;
mod ingest_dates;
mod ingest_golden;
mod layering;
mod link;
mod names;
mod pages;
mod program;
mod query_laws;
mod quotes_on_the_corpus;
mod route;
mod search_agrees_with_a_slow_scan;
mod search_golden;
mod search_laws;
mod statements;
mod styles;
mod timeline;
