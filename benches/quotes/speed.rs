//! How fast statements are found in wasm: speed.sh compiles this and runs it in Node.

use crossread::corpus::Document;
use crossread::quotes::statements;
use wasm_bindgen::prelude::*;

/// The accounts and cases of the repository, as one text.
const TEXTS: [&str; 6] = [
    include_str!("../../assets/corpus/01-tass-abe-2018.md"),
    include_str!("../../assets/corpus/02-ria-kawai-2019.md"),
    include_str!("../../assets/corpus/03-tsarizm-lavrov-2019.md"),
    include_str!("../../assets/corpus/04-sputnik-kimura.md"),
    include_str!("../../assets/corpus/05-tass-kishida-2022.md"),
    include_str!("../../tests/golden/quotes/cases/wire.txt"),
];

/// Documents to be read again and again.
#[wasm_bindgen]
pub struct Texts(Vec<Document>);

#[wasm_bindgen]
impl Texts {
    /// The texts, each `copies` times over.
    #[wasm_bindgen(constructor)]
    pub fn new(copies: usize) -> Texts {
        let texts = TEXTS.iter();
        Texts(
            texts
                .map(|it| Document::of_text(&it.repeat(copies)))
                .collect(),
        )
    }

    /// Bytes of text.
    pub fn length(&self) -> usize {
        self.0.iter().map(|it| it.text.len()).sum()
    }

    /// Finds all statements once; how many they are.
    pub fn find(&self) -> usize {
        self.0.iter().map(|it| statements(it).len()).sum()
    }
}
