//! Crossread's search as a wasm module, for the page that measures it: engines/ours.mjs.

use wasm_bindgen::prelude::*;

mod engine;

use engine::{Engine, Titled, corpus};

/// Parts passages, and with the next one title and text.
const PASSAGE_END: char = '\u{1}';
const TITLE_END: char = '\0';

/// An index in memory.
#[wasm_bindgen]
pub struct Search(Engine);

#[wasm_bindgen]
impl Search {
    /// What [`Search::load`] reads. `passages` are titles and texts, parted by control characters.
    pub fn build(passages: &str) -> Vec<u8> {
        let passages: Vec<Titled> = passages
            .split(PASSAGE_END)
            .filter_map(|it| it.split_once(TITLE_END))
            .map(|(title, text)| (title.to_owned(), text.to_owned()))
            .collect();
        let n_passages = passages.len() as u32;
        Engine::build(&corpus(passages)).to_bytes(n_passages)
    }

    /// Ready to search; nothing when the bytes are not those of [`Search::build`].
    pub fn load(bytes: Vec<u8>) -> Option<Search> {
        Engine::of_bytes(bytes).map(Search)
    }

    /// Numbers of the best `k` passages, each with its score after it, best first.
    pub fn search(&self, query: &str, k: u32) -> Vec<f64> {
        let best = self.0.search(query, k).into_iter();
        best.flat_map(|(id, score)| [id.into(), score.into()])
            .collect()
    }
}
