//! Where readers put a corpus together of files of their own, in the browser.
//!
//! A wasm apart from the page's (`src/bin/importer.rs`), loaded when it is first needed, because
//! what reads web pages and archives weighs more than the whole page. Files are read in a worker
//! that may die (`bench`, `crew`); what was read and put right is kept on the desk (`desk`),
//! so that nothing is lost with it. A bundle goes to the page as bytes, like every other corpus.

pub mod bench;
mod crew;
pub mod desk;
pub mod host;
pub mod job;
mod keeping;
mod rows;
mod saving;
mod view;

pub use view::show;
