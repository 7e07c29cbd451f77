//! A reader for one story told by many sources.
//!
//! Modules are listed in reading order; each may use only those above it
//! (`tests/suite/layering.rs` keeps it so).

// Where everything is made small, what is done for every place of every word is made fast.
#![cfg_attr(small, feature(optimize_attribute))]

pub mod order;
pub mod table;
pub mod parallel;
pub mod decoder;
pub mod csv;
pub mod text;
pub mod corpus;
pub mod dates;
pub mod ingest;
pub mod names;
pub mod quotes;
pub mod search;
pub mod compare;
pub mod export;
pub mod bundle;
pub mod stems;
pub mod builder;
pub mod single;
pub mod finder;
pub mod protocol;
pub mod engine;
pub mod shards;
pub mod app;
pub mod plain;
pub mod workshop;
