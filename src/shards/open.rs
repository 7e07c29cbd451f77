//! A corpus in shards is asked: what is here answers, what is missing is named.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Columns, File, MAGIC, MAX_FILE_BYTES, MAX_ROOT_BYTES, Root, Stretch, VERSION};
use super::{hash, keys};
use crate::bundle::{crc32, is_sound_document};
use crate::corpus::{Corpus, Date, Document, DocumentId};
use crate::decoder::decode;
use crate::engine::{self, hit_view};
use crate::order::Order;
use crate::protocol::{
    CountsQuestion, CountsRow, Extent, MAX_COUNTED, Piecemeal, ReadQuestion, Reading, Request,
    Response, SearchAnswer, SearchQuestion, Shelf, Source, Summary, finished, readable,
};
use crate::quotes::Statement;
use crate::search::{self, Filter, Hit, Index, Limited, Piece, Query};
use crate::text::fold;

/// A file that an answer takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What it is called.
    pub name: String,
    /// How many bytes it has when it is unpacked; no more need be read of it.
    pub n_bytes: u32,
}

/// What answers, or which files it takes.
type Answered<T> = Result<T, Vec<Stretch>>;

/// A corpus of which few shards are here.
#[derive(Default)]
pub struct Shards {
    root: Root,
    /// Documents whose texts are not here hold what filters go by and nothing else.
    corpus: Corpus,
    /// Of each document, empty until its text is here.
    statements: Vec<Vec<Statement>>,
    /// Empty until what can be found is here.
    index: Option<Index>,
    /// The stretches that are here.
    brought: BTreeSet<Stretch>,
    /// Files of stretches that are not here as a whole.
    waiting: BTreeMap<u64, Vec<u8>>,
}

impl Shards {
    /// The corpus of a root. Total.
    ///
    /// # Errors
    ///
    /// A sentence without a period.
    pub fn open(bytes: &[u8]) -> Result<Shards, String> {
        let rest = bytes.strip_prefix(MAGIC);
        let Some((version, rest)) = rest.and_then(|it| it.split_first_chunk()) else {
            return Err("this is not the root of a corpus in shards".into());
        };
        let version = u16::from_le_bytes(*version);
        if version != VERSION {
            return Err(format!(
                "these shards have format {version}, and this release of Crossread reads format \
                 {VERSION}; make them again with the crossread program of this release"
            ));
        }
        let damaged = || "the root of these shards is damaged; fetch or make it again".to_owned();
        let (crc, rest) = rest.split_first_chunk().ok_or_else(damaged)?;
        let is_whole = bytes.len() <= MAX_ROOT_BYTES && crc32(rest) == u32::from_le_bytes(*crc);
        let root: Option<Root> = is_whole.then(|| decode(rest)).flatten();
        let root = root.filter(Root::is_sound).ok_or_else(damaged)?;
        Ok(Shards {
            root,
            ..Shards::default()
        })
    }

    /// The names of all its files but the root.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        let files = self.root.files.iter().flat_map(|it| &it.1);
        files.map(|it| it.name())
    }

    /// The key of a document whose text is here; else empty.
    pub fn key(&self, id: DocumentId) -> &str {
        self.corpus.document(id).map_or("", |it| &it.key)
    }

    /// What it is, in numbers.
    pub fn summary(&self) -> &Summary {
        &self.root.summary
    }

    /// A shelf that knows no source yet.
    pub fn shelf(&self) -> Shelf {
        Shelf {
            title: self.root.summary.title.clone(),
            about: self.root.summary.about.clone(),
            sources: Vec::new(),
            piecemeal: Some(Box::new(Piecemeal {
                summary: self.root.summary.clone(),
                met: Vec::new(),
            })),
        }
    }

    /// The sources that an answer of this corpus mentions.
    pub fn sources_of(&self, response: &Response) -> Vec<(DocumentId, Source)> {
        let mut ids: Vec<DocumentId> = match response {
            Response::Search(it) => it.hits.iter().map(|it| it.document).collect(),
            Response::Read(it) => vec![it.id],
            _ => Vec::new(),
        };
        ids.order();
        ids.dedup();
        let source = |id: DocumentId| {
            let document = self.corpus.document(id)?;
            let statements = self.statements.get(id.0 as usize)?;
            Some((id, engine::source(document, statements)))
        };
        ids.into_iter().filter_map(source).collect()
    }

    /// Answers a request, or names the files that it takes, all that are known to be needed at
    /// once: when they were brought it is to be asked again.
    ///
    /// # Errors
    ///
    /// The files.
    pub fn answer(&mut self, request: &Request) -> Result<Response, Vec<Need>> {
        let stretches = match self.answered(request) {
            Ok(response) => return Ok(response),
            Err(stretches) => stretches,
        };
        let files = stretches.iter().flat_map(|it| self.root.files(*it));
        let mut needs: Vec<Need> = Vec::new();
        for file in files.filter(|it| !self.waiting.contains_key(&it.hash)) {
            let need = Need {
                name: file.name(),
                n_bytes: file.n_bytes,
            };
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        match needs.is_empty() {
            // Nothing that could be brought would help.
            true => Ok(Response::Failed(
                "The shards of this collection do not fit together; make them again.".to_owned(),
            )),
            false => Err(needs),
        }
    }

    /// Takes a file that was needed, unpacked.
    ///
    /// # Errors
    ///
    /// A sentence without a period: it is another file than it should be, or damaged. Fetched
    /// again it may be right.
    pub fn bring(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        let file = File {
            hash: hash(&bytes),
            n_bytes: bytes.len() as u32,
        };
        let mut needed = self.needed();
        let has_other_length = needed.any(|it| it.hash == file.hash && *it != file);
        drop(needed);
        if file.name() != name || has_other_length {
            return Err(format!("the file {name} does not hold what its name says"));
        }
        if !self.is_needed(file) {
            return Ok(());
        }
        self.waiting.insert(file.hash, bytes);
        while let Some(stretch) = self.complete() {
            let files = self.root.files(stretch).to_vec();
            let whole: Vec<&[u8]> = files.iter().map(|it| &*self.waiting[&it.hash]).collect();
            let whole = whole.concat();
            let is_taken = self.take(stretch, whole);
            if is_taken {
                self.brought.insert(stretch);
            }
            for it in files {
                if !is_taken || !self.is_needed(it) {
                    self.waiting.remove(&it.hash);
                }
            }
            if !is_taken {
                return Err(format!("the file {name} is damaged"));
            }
        }
        Ok(())
    }

    /// A stretch whose files are all here and that can be taken.
    fn complete(&self) -> Option<Stretch> {
        let is_complete = |(stretch, files): &&(Stretch, Vec<File>)| {
            let can_be_taken = match stretch {
                Stretch::Columns | Stretch::Units => true,
                Stretch::Index(_) => self.index.is_some(),
                Stretch::Keys(_) => self.brought.contains(&Stretch::Columns),
                Stretch::Texts(_) => {
                    self.index.is_some() && self.brought.contains(&Stretch::Columns)
                }
            };
            can_be_taken
                && !self.brought.contains(stretch)
                && files.iter().all(|it| self.waiting.contains_key(&it.hash))
        };
        self.root.files.iter().find(is_complete).map(|it| it.0)
    }

    /// The files of all stretches that are not here.
    fn needed(&self) -> impl Iterator<Item = &File> {
        let missing = self.root.files.iter();
        let missing = missing.filter(|it| !self.brought.contains(&it.0));
        missing.flat_map(|it| &it.1)
    }

    fn is_needed(&self, file: File) -> bool {
        self.needed().any(|it| *it == file)
    }

    /// Takes a stretch. Whether it is what it should be.
    fn take(&mut self, stretch: Stretch, bytes: Vec<u8>) -> bool {
        match stretch {
            Stretch::Columns => self.take_columns(&bytes),
            Stretch::Units => {
                let n_documents = self.root.summary.n_documents;
                let outline = self.root.outline.clone();
                self.index = Index::of_outline(outline, &bytes, n_documents);
                self.index.is_some()
            }
            Stretch::Index(piece) => match &mut self.index {
                Some(index) => index.bring(piece, bytes),
                None => false,
            },
            Stretch::Keys(_) => self.take_keys(&bytes),
            Stretch::Texts(number) => self.take_texts(number, &bytes),
        }
    }

    fn take_columns(&mut self, bytes: &[u8]) -> bool {
        let Some(columns) = decode::<Columns>(bytes) else {
            return false;
        };
        let n_documents = self.root.summary.n_documents as usize;
        let all = [
            &columns.outlets,
            &columns.carried_by,
            &columns.kinds,
            &columns.languages,
            &columns.dates,
        ];
        let fit = |column: &&Vec<u32>| {
            let mut places = column.iter();
            column.len() == n_documents && places.all(|it| (*it as usize) < columns.values.len())
        };
        if !all.iter().all(fit) {
            return false;
        }
        let dates: Vec<Option<Date>> = columns.values.iter().map(|it| it.parse().ok()).collect();
        let document = |at: usize| {
            let value = |column: &[u32]| columns.values[column[at] as usize].clone();
            let or_none = |column: &[u32]| Some(value(column)).filter(|it| !it.is_empty());
            Document {
                outlet: value(&columns.outlets),
                carried_by: or_none(&columns.carried_by),
                kind: or_none(&columns.kinds),
                language: value(&columns.languages),
                date: dates[columns.dates[at] as usize].clone(),
                ..Document::default()
            }
        };
        self.corpus = Corpus {
            title: self.root.summary.title.clone(),
            about: self.root.summary.about.clone(),
            topics: self.root.summary.topics.clone(),
            documents: (0..n_documents).map(document).collect(),
        };
        self.statements = vec![Vec::new(); n_documents];
        true
    }

    fn take_keys(&mut self, bytes: &[u8]) -> bool {
        let Some(keys) = keys::read(bytes) else {
            return false;
        };
        for (key, number) in keys {
            match self.corpus.documents.get_mut(number as usize) {
                Some(document) => document.key = key,
                None => return false,
            }
        }
        true
    }

    fn take_texts(&mut self, number: u32, bytes: &[u8]) -> bool {
        let Some(texts) = decode::<Vec<(Document, Vec<Statement>)>>(bytes) else {
            return false;
        };
        let first = self.root.texts[number as usize];
        let next = self.root.texts.get(number as usize + 1);
        let end = next.copied().unwrap_or(self.root.summary.n_documents);
        let Some(index) = &self.index else {
            return false;
        };
        let mut numbered = (first..).map(DocumentId).zip(&texts);
        let are_sound = numbered.all(|(id, (document, statements))| {
            is_sound_document(document, statements)
                && document.same_as < Some(id)
                && index.has_places_of(id, document)
        });
        if texts.len() != (end - first) as usize || !are_sound {
            return false;
        }
        for (number, (document, statements)) in (first..).zip(texts) {
            let utterances = engine::utterances_in(DocumentId(number), &statements);
            index.hear_one(&document, &utterances);
            self.corpus.documents[number as usize] = document;
            self.statements[number as usize] = statements;
        }
        true
    }

    fn answered(&mut self, request: &Request) -> Answered<Response> {
        let first = [
            Stretch::Columns,
            Stretch::Units,
            Stretch::Index(Piece::Families),
        ];
        self.have(first)?;
        Ok(match request {
            Request::Search(question) if question.sort.is_by_context() => Response::Failed(
                "This collection is fetched piece by piece, and to order hits by the words \
                 beside them takes all of it. Choose another order."
                    .to_owned(),
            ),
            Request::Search(question) => Response::Search(self.search(question)?),
            Request::Read(question) => self.read(question)?,
            Request::Counts(question) => self.counts(question)?,
            Request::Open(_) | Request::OpenShards(..) => {
                Response::Failed("Another collection is open.".to_owned())
            }
            other => Response::Failed(format!(
                "This collection is so large that it is fetched piece by piece, and {} would \
                 take all of it. Search and reading work; for the rest open a part of it as a bundle.",
                doing(other)
            )),
        })
    }

    /// Whether these stretches are here.
    fn have(&self, stretches: impl IntoIterator<Item = Stretch>) -> Answered<()> {
        let missing = stretches.into_iter();
        let missing: Vec<Stretch> = missing.filter(|it| !self.brought.contains(it)).collect();
        // What can be found comes before what is found.
        match missing.is_empty() {
            true => Ok(()),
            false => Err(missing),
        }
    }

    /// The keys that filters of a query may mean.
    fn have_keys(&self, query: &Query) -> Answered<()> {
        for filter in query.filters().iter().chain(&query.excluded_filters()) {
            if let Filter::Source(value) = filter {
                let keys = keys::beginning(&self.root.keys, &fold(value));
                self.have(keys.map(|it| Stretch::Keys(it as u32)))?;
            }
        }
        Ok(())
    }

    /// What `ask` says of index and corpus, if no piece was missing; `None` when it took more than
    /// it may.
    fn asked<T>(&mut self, ask: impl FnOnce(&mut Index, &Corpus) -> T) -> Answered<Option<T>> {
        let Some(index) = &mut self.index else {
            return Ok(None);
        };
        let answer = ask(index, &self.corpus);
        let (wanted, is_over) = (index.wanted(), index.is_over());
        self.have(wanted.into_iter().map(Stretch::Index))?;
        Ok((!is_over).then_some(answer))
    }

    /// What `ask` says of a query when the index is ready for it, as [`Shards::asked`] does.
    fn asked_of<T>(
        &mut self,
        query: &Query,
        ask: impl FnOnce(&mut Index, &Corpus) -> T,
    ) -> Answered<Option<T>> {
        let is_ready = self.asked(|index, _| index.prepare(query))?;
        match is_ready {
            Some(wanted) => {
                self.have(wanted.into_iter().map(Stretch::Index))?;
                self.asked(ask)
            }
            None => Ok(None),
        }
    }

    /// Gets ready to take what it takes.
    fn limit(&mut self, query: &Query, step: u32, most: Option<u32>) -> Answered<Limited> {
        let limited = self.asked(|index, corpus| index.limit(corpus, query, step, most))?;
        limited.ok_or_else(Vec::new)
    }

    fn search(&mut self, question: &SearchQuestion) -> Answered<SearchAnswer> {
        let query = Query::parse(&question.query);
        let query = match question.literally {
            true => query.literally(),
            false => query,
        };
        self.have_keys(&query)?;
        let most = (!question.thorough).then_some(self.root.measure);
        let mut step = 0;
        let (limited, mut found) = loop {
            let limited = self.limit(&query, step, most)?;
            let found = self.asked_of(&limited.query, |index, corpus| {
                index.sorted(
                    corpus,
                    &limited.query,
                    question.sort,
                    question.grouped,
                    question.limit,
                )
            })?;
            match found {
                Some(found) => break (limited, found),
                None => step += 1,
            }
        };
        self.have(found.hits.iter().map(|it| self.text_of(it.document)))?;
        let asked = &limited.query;
        let others = self.asked(|index, corpus| index.others(corpus, asked, &found))?;
        let left_out = limited.left_out.into_iter().map(search::Reading::TooCommon);
        found.reading.extend(left_out);
        let (n_documents, of) = limited.extent;
        let extent = (step > 0).then_some(Extent { n_documents, of });
        let view = |hit: &Hit| Some(hit_view(self.corpus.document(hit.document)?, hit));
        let mut facets = found.facets;
        // They are of those alone that filters mean.
        facets.speakers.clear();
        facets.names.clear();
        facets.outlets = self.outlets(&facets.sources);
        facets.sources.clear();
        Ok(SearchAnswer {
            query: question.query.clone(),
            hits: found.hits.iter().filter_map(view).collect(),
            n_hits: found.n_hits,
            n_documents: found.n_documents,
            extent,
            suggestions: Vec::new(),
            others: others.unwrap_or_default(),
            reading: found.reading,
            facets,
        })
    }

    /// How many of these counts of documents are of each outlet, most first.
    fn outlets(&self, sources: &[(DocumentId, u32)]) -> Vec<(String, u32)> {
        let mut outlets: BTreeMap<&str, u32> = BTreeMap::new();
        for (id, count) in sources.iter().filter(|it| it.1 > 0) {
            if let Some(document) = self.corpus.document(*id) {
                *outlets.entry(&document.outlet).or_default() += count;
            }
        }
        let owned = |(outlet, n): (&str, u32)| (outlet.to_owned(), n);
        let mut outlets: Vec<(String, u32)> = outlets.into_iter().map(owned).collect();
        outlets.order_by_key(|it| Reverse(it.1));
        outlets
    }

    fn counts(&mut self, question: &CountsQuestion) -> Answered<Response> {
        let mut rows = Vec::new();
        let typed = question.queries.iter().map(|it| it.trim());
        for typed in typed.filter(|it| !it.is_empty()) {
            if rows.len() == MAX_COUNTED {
                return Ok(Response::Failed(format!(
                    "At most {MAX_COUNTED} queries are counted at once."
                )));
            }
            let query = Query::parse(&finished(typed));
            self.have_keys(&query)?;
            self.limit(&query, 0, None)?;
            let counts = self.asked_of(&query, |index, corpus| index.counts(corpus, &query))?;
            let counts = counts.unwrap_or_default();
            rows.push(CountsRow {
                query: typed.to_owned(),
                n_hits: counts.iter().sum(),
                counts,
            });
        }
        Ok(Response::Counts(rows))
    }

    fn read(&mut self, question: &ReadQuestion) -> Answered<Response> {
        let key = &question.document;
        for beginning in [fold(key), fold(readable(key))] {
            let keys = keys::beginning(&self.root.keys, &beginning);
            self.have(keys.map(|it| Stretch::Keys(it as u32)))?;
        }
        let position = |test: &dyn Fn(&str) -> bool| {
            let mut documents = self.corpus.ids();
            documents.find(|it| test(&it.1.key)).map(|it| it.0)
        };
        let found = position(&|it| it == key)
            .or_else(|| position(&|it| readable(it) == key))
            .or_else(|| position(&|it| !it.is_empty() && readable(it) == readable(key)));
        let Some(id) = found else {
            return Ok(Response::Failed(format!(
                "“{key}” is not among the {} sources here.",
                self.root.summary.n_documents
            )));
        };
        self.have([self.text_of(id)])?;
        let query = Query::parse(&question.query);
        self.asked(|index, _| index.limit_to(id))?;
        let marks = self.asked_of(&query, |index, corpus| index.marks(corpus, id, &query))?;
        let (title_marks, marks) = marks.unwrap_or_default();
        let document = &self.corpus.documents[id.0 as usize];
        let statements = self.statements[id.0 as usize].iter();
        Ok(Response::Read(Box::new(Reading {
            id,
            other_edition: key != &document.key && key != readable(&document.key),
            document: document.clone(),
            statements: statements
                .map(|it| (engine::key_of_statement(document, it), it.clone()))
                .collect(),
            title_marks,
            marks,
            counterparts: Vec::new(),
        })))
    }

    /// The stretch that holds a document.
    fn text_of(&self, id: DocumentId) -> Stretch {
        let after = self.root.texts.partition_point(|it| *it <= id.0);
        Stretch::Texts(after.saturating_sub(1) as u32)
    }
}

impl Root {
    /// Whether its parts fit together.
    fn is_sound(&self) -> bool {
        let n_documents = self.summary.n_documents;
        let first_text = self.texts.first().copied();
        self.files.is_sorted_by(|one, other| one.0 < other.0)
            && self
                .files
                .iter()
                .flat_map(|it| &it.1)
                .all(|it| it.n_bytes as usize <= MAX_FILE_BYTES)
            && self.keys.is_sorted()
            && self.texts.is_sorted_by(|one, other| one < other)
            && first_text.is_none_or(|it| it == 0)
            && first_text.is_some() == (n_documents > 0)
            && self.texts.iter().all(|it| *it < n_documents)
    }

    /// The files of a stretch; none for one that is not there.
    fn files(&self, stretch: Stretch) -> &[File] {
        let at = self.files.binary_search_by_key(&stretch, |it| it.0);
        at.map_or(&[], |at| &self.files[at].1)
    }
}

/// What a request asks for, in the middle of a sentence.
fn doing(request: &Request) -> &'static str {
    match request {
        Request::Quotes(_) => "listing who said what",
        Request::Compare(_) => "laying sources side by side",
        Request::Names(_) => "counting names",
        Request::Timeline(_) => "a timeline",
        Request::Lines(_) => "a line for each place",
        Request::Overview(_) => "the overview",
        Request::Why(_) => "telling how a score comes about",
        Request::File(_) => "saving a file",
        Request::GoTo(_) => "going to a place by a fragment of its name",
        _ => "this view",
    }
}
