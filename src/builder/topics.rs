//! Which sentences make the statement that a publisher asks for: what every source may say, each
//! in its place, in few and common words, such as “there is still no treaty”.

use crate::corpus::{Corpus, Document, DocumentId, Passage};
use crate::search::{ClassOf, Index, Query};
use crate::text::Span;

/// For each topic that is a statement, the sentences that answer its query by themselves. `index`
/// is that of `corpus`. Costs about as much as to search, and to index the passages that answer.
pub(super) fn statements(
    corpus: &Corpus,
    index: &Index,
    class_of: ClassOf,
) -> Vec<Vec<(DocumentId, Span)>> {
    let topics = corpus.topics.iter().filter(|it| it.is_statement);
    topics
        .map(|it| sentences(corpus, index, class_of, &Query::parse(&it.query)))
        .collect()
}

fn sentences(
    corpus: &Corpus,
    index: &Index,
    class_of: ClassOf,
    query: &Query,
) -> Vec<(DocumentId, Span)> {
    let hits = index.search(corpus, query, u32::MAX).hits;
    let passages = hits.iter().filter_map(|hit| {
        let document = corpus.document(hit.document)?;
        Some((
            hit.document,
            document,
            document.passages.get(hit.passage? as usize)?,
        ))
    });
    // A corpus in which every sentence of these is a passage.
    let (mut places, mut documents) = (Vec::new(), Vec::new());
    for (id, document, passage) in passages.filter(|it| !it.2.kind.is_furniture()) {
        for &sentence in &passage.sentences {
            let text = sentence.of_text(&document.text).to_owned();
            let whole = Span::new(0..text.len());
            places.push((id, sentence));
            documents.push(Document {
                passages: vec![Passage::new(&text, whole, passage.kind)],
                key: places.len().to_string(),
                text,
                ..Document::default()
            });
        }
    }
    let alone = Corpus {
        documents,
        ..Corpus::default()
    };
    let mut index = Index::build(&alone, &[]);
    index.relate(&index.families(&alone, class_of));
    let hits = index.search(&alone, query, u32::MAX).hits;
    let mut found: Vec<(DocumentId, Span)> = (hits.iter())
        .map(|it| places[it.document.0 as usize])
        .collect();
    found.sort();
    found.dedup();
    found
}
