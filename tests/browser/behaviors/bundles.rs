//! A corpus that cannot be opened.

use crate::page::Page;

pub fn each_its_own_sentence(page: &Page<'_>) {
    let sentences: Vec<String> = [
        "damaged.crossread",
        "foreign.crossread",
        "missing.crossread",
        "https://example.org/a.crossread",
    ]
    .into_iter()
    .map(|corpus| {
        page.open(&format!("?corpus={corpus}#/"));
        page.wait_for("main[data-state=failed] .failure");
        page.text("main .failure")
    })
    .collect();
    for (n, sentence) in sentences.iter().enumerate() {
        assert!(sentence.split(' ').count() > 5, "no sentence: {sentence:?}");
        assert!(
            !sentences[..n].contains(sentence),
            "said of two kinds of trouble: {sentence:?}"
        );
    }

    // The way out is the page's own corpus.
    page.open_view("#/", "overview");
}
