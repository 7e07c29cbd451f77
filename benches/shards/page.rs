//! A corpus in shards as a wasm module, for the page that measures it: page/page.mjs.

use crossread::protocol::{Request, Response, SearchQuestion};
use crossread::shards::{MAX_ROOT_BYTES, Shards};
use wasm_bindgen::prelude::*;

/// A corpus of which few shards are here.
#[wasm_bindgen]
pub struct Corpus {
    shards: Shards,
    /// What the last question needs, name after length.
    needs: Vec<String>,
    /// What the last question found: how many hits, then the text of each that is shown.
    found: Vec<String>,
}

#[wasm_bindgen]
impl Corpus {
    /// How many bytes of a root are read, unpacked.
    pub fn most() -> usize {
        MAX_ROOT_BYTES
    }

    /// The corpus of a root; nothing when it is none.
    pub fn open(root: &[u8]) -> Option<Corpus> {
        let shards = Shards::open(root).ok()?;
        Some(Corpus {
            shards,
            needs: Vec::new(),
            found: Vec::new(),
        })
    }

    /// Searches; whether all was here that it takes.
    pub fn ask(&mut self, query: &str, limit: u32) -> bool {
        let request = Request::Search(SearchQuestion {
            query: query.to_owned(),
            limit,
            ..SearchQuestion::default()
        });
        match self.shards.answer(&request) {
            Ok(Response::Search(answer)) => {
                let hits = answer.hits.into_iter().map(|it| it.text);
                self.found = [answer.n_hits.to_string()]
                    .into_iter()
                    .chain(hits)
                    .collect();
                true
            }
            Ok(_) => {
                self.found = Vec::new();
                true
            }
            Err(needs) => {
                let both = |it: crossread::shards::Need| [it.n_bytes.to_string(), it.name];
                self.needs = needs.into_iter().flat_map(both).collect();
                false
            }
        }
    }

    /// What the last question needs, each name after the length of what it names.
    pub fn needs(&self) -> Vec<String> {
        self.needs.clone()
    }

    /// How many hits there are, then the text of each that is shown.
    pub fn found(&self) -> Vec<String> {
        self.found.clone()
    }

    /// Takes a file, unpacked; whether it is what it should be.
    pub fn bring(&mut self, name: &str, bytes: Vec<u8>) -> bool {
        self.shards.bring(name, bytes).is_ok()
    }
}
