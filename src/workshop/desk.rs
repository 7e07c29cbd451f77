//! The page's side: which files were brought, what came of each, what was changed by hand. No
//! browser in here; `F` is whatever gives a file's bytes.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::job::{Contents, Done, Job};
use crate::corpus::{Document, LabelReason, PassageKind};
use crate::ingest::{Problem, Severity};
use crate::text::{on_one_line, words};

/// So many changes can be undone.
const MOST_UNDONE: usize = 50;

/// A file that was brought.
#[derive(Clone)]
pub struct Entry<F> {
    /// What it is called among desk and worker.
    pub number: u32,
    /// Its name, relative to its folder.
    pub name: String,
    /// Its size.
    pub bytes: f64,
    /// How far it is.
    pub state: State,
    file: F,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// To be read.
    Waiting,
    /// Being read.
    Reading,
    /// Left out because the reader stopped.
    Stopped,
    /// Read; without documents when it is refused.
    Read {
        /// What it holds.
        items: Vec<Rc<Item>>,
        /// What is wrong with it.
        problems: Rc<Vec<Problem>>,
        /// Whether it says something of the collection instead of holding articles.
        is_settings: bool,
    },
}

/// A document, and how many of its words are kept as text and cut as page furniture.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The document.
    pub document: Document,
    /// Words of headings, standfirst, running text and captions.
    pub n_kept: usize,
    /// Words of everything else.
    pub n_cut: usize,
}

impl Item {
    fn new(document: Document) -> Item {
        let count = |furniture: bool| {
            let passages = document.passages.iter();
            let some = passages.filter(|it| it.kind.is_furniture() == furniture);
            some.map(|it| words(document.passage_text(it)).count())
                .sum()
        };
        let (n_kept, n_cut) = (count(false), count(true));
        Item {
            document,
            n_kept,
            n_cut,
        }
    }
}

/// Where a document lies on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The file.
    pub number: u32,
    /// Which of its documents.
    pub index: usize,
}

/// Something put right in a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Fix {
    /// The headline.
    Title(String),
    /// Who published it.
    Outlet(String),
    /// When, as EDTF; empty: not known.
    Date(String),
    /// What a passage is.
    Label(usize, PassageKind),
}

/// What the desk was before a change.
struct Change<F> {
    /// What was done, as a clause.
    what: String,
    before: Vec<Entry<F>>,
}

/// Everything that was brought.
pub struct Desk<F> {
    /// By number.
    entries: Vec<Entry<F>>,
    next: u32,
    /// No entry before this one waits.
    waiting_from: usize,
    reading: Option<u32>,
    /// What the reader calls the collection, over what its settings say.
    title: Option<String>,
    changes: Vec<Change<F>>,
    /// Whether the last bundle lacks something.
    stale: bool,
    /// What is wrong with the collection as a whole.
    problems: Vec<Problem>,
    /// The files that print one article, group by group.
    copies: Vec<Vec<String>>,
}

/// How far reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Files read or refused.
    pub n_done: usize,
    /// Files in all, those that were stopped left out.
    pub n_files: usize,
    /// Bytes of files read.
    pub bytes_done: f64,
    /// Bytes of files in all.
    pub bytes: f64,
    /// Files that were stopped.
    pub n_stopped: usize,
}

impl<F> Default for Desk<F> {
    fn default() -> Desk<F> {
        Desk {
            entries: Vec::new(),
            next: 1,
            waiting_from: 0,
            reading: None,
            title: None,
            changes: Vec::new(),
            stale: false,
            problems: Vec::new(),
            copies: Vec::new(),
        }
    }
}

impl<F: Clone> Desk<F> {
    /// Files in the order in which they came.
    pub fn entries(&self) -> &[Entry<F>] {
        &self.entries
    }

    /// What is wrong with the collection as a whole, at the last bundle.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The files that print one article, group by group, at the last bundle.
    pub fn copies(&self) -> &[Vec<String>] {
        &self.copies
    }

    /// What the reader calls the collection.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Calls the collection otherwise; with `None` as its settings do.
    pub fn call(&mut self, title: Option<String>) {
        self.title = title;
        self.stale = true;
    }

    /// Takes files (name, size, file); one with the name and size of one that is here is the same,
    /// and is passed over. How many were.
    pub fn add(&mut self, files: impl IntoIterator<Item = (String, f64, F)>) -> usize {
        let key = |name: &str, bytes: f64| (name.to_owned(), bytes.to_bits());
        let here = self.entries.iter().map(|it| key(&it.name, it.bytes));
        let mut known: BTreeSet<(String, u64)> = here.collect();
        let mut n_known = 0;
        for (name, bytes, file) in files {
            if !known.insert(key(&name, bytes)) {
                n_known += 1;
                continue;
            }
            self.entries.push(Entry {
                number: self.next,
                name,
                bytes,
                state: State::Waiting,
                file,
            });
            self.next += 1;
        }
        n_known
    }

    /// The next file to be read, when none is being read.
    pub fn next_job(&mut self) -> Option<(Job, F)> {
        if self.reading.is_some() {
            return None;
        }
        let rest = self.entries.get(self.waiting_from..)?;
        let waits = |it: &Entry<F>| it.state == State::Waiting;
        self.waiting_from += rest.iter().position(waits).unwrap_or(rest.len());
        let entry = self.entries.get_mut(self.waiting_from)?;
        entry.state = State::Reading;
        self.reading = Some(entry.number);
        let job = Job::Read {
            number: entry.number,
            name: entry.name.clone(),
        };
        Some((job, entry.file.clone()))
    }

    /// The file being read, with its name.
    pub fn being_read(&self) -> Option<(u32, &str)> {
        let number = self.reading?;
        Some((number, &self.entries[self.place(number)?].name))
    }

    /// The size of the file being read.
    pub fn bytes_being_read(&self) -> Option<f64> {
        let place = self.place(self.reading?)?;
        Some(self.entries[place].bytes)
    }

    /// Takes an answer of the worker.
    pub fn heard(&mut self, done: Done) {
        match done {
            Done::Read {
                number,
                contents,
                problems,
            } => {
                self.reading.take_if(|it| *it == number);
                let (documents, is_settings) = match contents {
                    Contents::Documents(documents) => (documents, false),
                    Contents::Settings => (Vec::new(), true),
                    Contents::Bundle(documents, title) => {
                        if self.title.is_none() && !title.is_empty() {
                            self.title = Some(title);
                        }
                        (documents, false)
                    }
                };
                self.stale |= is_settings || !documents.is_empty();
                if let Some(entry) = self.entry(number) {
                    entry.state = State::Read {
                        items: documents
                            .into_iter()
                            .map(|it| Rc::new(Item::new(it)))
                            .collect(),
                        problems: Rc::new(problems),
                        is_settings,
                    };
                }
            }
            Done::Built {
                problems, copies, ..
            } => {
                self.problems = problems;
                self.copies = copies;
            }
        }
    }

    /// Whether the last bundle lacks something; from now on it does not.
    pub fn take_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }

    /// What a new worker has to know of what was read before: documents are put, settings read
    /// again.
    pub fn handed_to_new_worker(&mut self) -> Vec<Job> {
        self.reading = None;
        self.waiting_from = 0;
        self.stale = true;
        let mut jobs = Vec::new();
        for entry in &mut self.entries {
            match &entry.state {
                State::Reading
                | State::Read {
                    is_settings: true, ..
                } => entry.state = State::Waiting,
                State::Read { items, .. } if !items.is_empty() => {
                    jobs.push(put(entry.number, items));
                }
                _ => {}
            }
        }
        jobs
    }

    /// Stops reading: what was not read yet is left out until [`Desk::go_on`].
    pub fn stop(&mut self) {
        for entry in &mut self.entries {
            if entry.state == State::Waiting {
                entry.state = State::Stopped;
            }
        }
    }

    /// Reads after all what was left out.
    pub fn go_on(&mut self) {
        self.waiting_from = 0;
        for entry in &mut self.entries {
            if entry.state == State::Stopped {
                entry.state = State::Waiting;
            }
        }
    }

    /// How far reading is.
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for entry in &self.entries {
            match entry.state {
                State::Stopped => {
                    progress.n_stopped += 1;
                    continue;
                }
                State::Read { .. } => {
                    progress.n_done += 1;
                    progress.bytes_done += entry.bytes;
                }
                _ => {}
            }
            progress.n_files += 1;
            progress.bytes += entry.bytes;
        }
        progress
    }

    /// The documents in the order of their files, each with its place.
    pub fn items(&self) -> impl Iterator<Item = (At, &Rc<Item>)> {
        self.entries.iter().flat_map(Entry::items)
    }

    /// Puts something right; the job that tells the worker, or `None` when nothing changes.
    ///
    /// # Errors
    /// When a date cannot be read: a sentence.
    pub fn fix(&mut self, at: At, fix: Fix) -> Result<Option<Job>, String> {
        let Some(place) = self.place(at.number) else {
            return Ok(None);
        };
        let before = self.entries[place].clone();
        let State::Read { items, .. } = &before.state else {
            return Ok(None);
        };
        let Some(old) = items.get(at.index) else {
            return Ok(None);
        };
        let mut document = old.document.clone();
        let what = fixed(&mut document, fix)?;
        if document == old.document {
            return Ok(None);
        }
        let mut items = items.clone();
        items[at.index] = Rc::new(Item::new(document));
        let job = put(at.number, &items);
        self.note(what, vec![before.clone()]);
        if let Some(State::Read { items: now, .. }) = self.entry(at.number).map(|it| &mut it.state)
        {
            *now = items;
        }
        Ok(Some(job))
    }

    /// Takes a file out with all that it holds; the job that tells the worker.
    pub fn remove(&mut self, number: u32) -> Option<Job> {
        let at = self.place(number)?;
        if self.reading == Some(number) {
            return None;
        }
        self.waiting_from = 0;
        let entry = self.entries.remove(at);
        self.note(format!("taking out {}", entry.name), vec![entry]);
        Some(put(number, &[]))
    }

    /// What undoing would undo, as a clause.
    pub fn last_change(&self) -> Option<&str> {
        self.changes.last().map(|it| it.what.as_str())
    }

    /// Undoes the last change; the jobs that tell the worker.
    pub fn undo(&mut self) -> Vec<Job> {
        let Some(change) = self.changes.pop() else {
            return Vec::new();
        };
        self.stale = true;
        self.waiting_from = 0;
        let mut jobs = Vec::new();
        for mut before in change.before {
            match &before.state {
                State::Read {
                    is_settings: true, ..
                } => before.state = State::Waiting,
                State::Read { items, .. } => jobs.push(put(before.number, items)),
                _ => {}
            }
            let at = self.entries.partition_point(|it| it.number < before.number);
            match self.entries.get_mut(at) {
                Some(entry) if entry.number == before.number => *entry = before,
                _ => self.entries.insert(at, before),
            }
        }
        jobs
    }

    fn place(&self, number: u32) -> Option<usize> {
        let place = self.entries.binary_search_by_key(&number, |it| it.number);
        place.ok()
    }

    fn entry(&mut self, number: u32) -> Option<&mut Entry<F>> {
        let place = self.place(number)?;
        self.entries.get_mut(place)
    }

    fn note(&mut self, what: String, before: Vec<Entry<F>>) {
        self.stale = true;
        if self.changes.len() == MOST_UNDONE {
            self.changes.remove(0);
        }
        self.changes.push(Change { what, before });
    }
}

impl<F> Entry<F> {
    /// Its documents, each with its place on the desk.
    pub fn items(&self) -> impl Iterator<Item = (At, &Rc<Item>)> {
        let items = match &self.state {
            State::Read { items, .. } => items.as_slice(),
            _ => &[],
        };
        let number = self.number;
        (items.iter().enumerate()).map(move |(index, it)| (At { number, index }, it))
    }

    /// What is wrong with it.
    pub fn problems(&self) -> &[Problem] {
        match &self.state {
            State::Read { problems, .. } => problems,
            _ => &[],
        }
    }

    /// Whether it shows as the other does: the same file, as far, with the very same contents.
    pub fn is_same(&self, other: &Entry<F>) -> bool {
        let contents = match (&self.state, &other.state) {
            (
                State::Read {
                    items, problems, ..
                },
                State::Read {
                    items: others,
                    problems: also,
                    ..
                },
            ) => {
                let pairs = || items.iter().zip(others);
                items.len() == others.len()
                    && pairs().all(|(one, other)| Rc::ptr_eq(one, other))
                    && Rc::ptr_eq(problems, also)
            }
            (one, other) => one == other,
        };
        self.number == other.number && contents
    }

    /// Whether it was read and left out.
    pub fn is_refused(&self) -> bool {
        let is_error = |it: &Problem| it.severity == Severity::Error;
        self.items().next().is_none() && self.problems().iter().any(is_error)
    }
}

fn put(number: u32, items: &[Rc<Item>]) -> Job {
    Job::Put {
        number,
        documents: items.iter().map(|it| it.document.clone()).collect(),
    }
}

/// Puts `document` right; what was done, as a clause.
fn fixed(document: &mut Document, fix: Fix) -> Result<String, String> {
    Ok(match fix {
        Fix::Title(title) => {
            let title = on_one_line(&title);
            let what = format!("the headline “{title}”");
            if !title.is_empty() {
                document.title = title;
            }
            what
        }
        Fix::Outlet(outlet) => {
            let outlet = on_one_line(&outlet);
            let what = format!("the outlet “{outlet}”");
            if !outlet.is_empty() {
                document.outlet = outlet;
            }
            what
        }
        Fix::Date(edtf) if edtf.trim().is_empty() => {
            document.date = None;
            document.date_basis = None;
            "taking out a date".to_owned()
        }
        Fix::Date(edtf) => {
            let date = edtf.trim().parse().map_err(|it| format!("{it}."))?;
            if document.date.as_ref() != Some(&date) {
                document.date = Some(date);
                document.date_basis = Some("It was put right by hand.".to_owned());
                document.date_is_inferred = false;
            }
            format!("the date {}", edtf.trim())
        }
        Fix::Label(index, kind) => {
            if let Some(passage) = document.passages.get_mut(index)
                && passage.kind != kind
            {
                passage.kind = kind;
                passage.why = LabelReason::Corrected;
            }
            format!("the label {}", kind.name())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(names: &[&str]) -> Desk<()> {
        let mut desk = Desk::default();
        desk.add(names.iter().map(|it| ((*it).to_owned(), 10.0, ())));
        desk
    }

    /// Answers the next job with a document of that title.
    fn read(desk: &mut Desk<()>, title: &str) {
        let (job, ()) = desk.next_job().expect("a file waits");
        let Job::Read { number, .. } = job else {
            panic!("{job:?}");
        };
        desk.heard(Done::Read {
            number,
            contents: Contents::Documents(vec![Document {
                title: title.to_owned(),
                ..Document::of_text("One.\n\nTwo.")
            }]),
            problems: Vec::new(),
        });
    }

    fn titles(desk: &Desk<()>) -> Vec<&str> {
        desk.items()
            .map(|it| it.1.document.title.as_str())
            .collect()
    }

    const FIRST: At = At {
        number: 1,
        index: 0,
    };

    #[test]
    fn files_are_read_one_by_one() {
        let mut desk = desk(&["a", "b"]);
        assert_eq!(desk.add([("a".to_owned(), 10.0, ())]), 1);
        let first = desk.next_job();
        assert!(matches!(first, Some((Job::Read { number: 1, .. }, ()))));
        assert!(desk.next_job().is_none());
        assert_eq!(desk.being_read(), Some((1, "a")));
    }

    #[test]
    fn what_is_put_right_can_be_undone() {
        let mut desk = desk(&["a"]);
        read(&mut desk, "One");
        let job = desk.fix(FIRST, Fix::Title(" Two  words ".to_owned()));
        assert!(matches!(job, Ok(Some(Job::Put { number: 1, .. }))));
        assert_eq!(titles(&desk), ["Two words"]);
        assert_eq!(desk.last_change(), Some("the headline “Two words”"));
        assert_eq!(desk.undo().len(), 1);
        assert_eq!(titles(&desk), ["One"]);
        assert_eq!(desk.undo(), []);
    }

    #[test]
    fn nothing_is_put_right_by_nothing() {
        let mut desk = desk(&["a"]);
        read(&mut desk, "One");
        assert_eq!(desk.fix(FIRST, Fix::Title("One".to_owned())), Ok(None));
        assert_eq!(desk.fix(FIRST, Fix::Title(" ".to_owned())), Ok(None));
        assert_eq!(desk.fix(FIRST, Fix::Label(0, PassageKind::Body)), Ok(None));
        assert_eq!(desk.fix(FIRST, Fix::Label(9, PassageKind::Form)), Ok(None));
        let told = desk.fix(FIRST, Fix::Date("yesterday".to_owned()));
        assert!(told.is_err_and(|it| it.starts_with("“yesterday” is not a date")));
        assert_eq!(desk.last_change(), None);
    }

    #[test]
    fn a_file_that_was_taken_out_comes_back_to_its_place() {
        let mut desk = desk(&["a", "b", "c"]);
        ["One", "Two", "Three"]
            .iter()
            .for_each(|it| read(&mut desk, it));
        desk.remove(2);
        assert_eq!(titles(&desk), ["One", "Three"]);
        desk.undo();
        assert_eq!(titles(&desk), ["One", "Two", "Three"]);
    }

    #[test]
    fn a_new_worker_learns_what_was_read() {
        let mut desk = desk(&["a", "b", "c"]);
        read(&mut desk, "One");
        desk.next_job();
        let jobs = desk.handed_to_new_worker();
        assert!(matches!(jobs.as_slice(), [Job::Put { number: 1, .. }]));
        assert!(matches!(
            desk.next_job(),
            Some((Job::Read { number: 2, .. }, ()))
        ));
    }

    #[test]
    fn reading_can_be_stopped_and_gone_on_with() {
        let mut desk = desk(&["a", "b", "c"]);
        read(&mut desk, "One");
        desk.next_job();
        desk.stop();
        let progress = desk.progress();
        assert_eq!((progress.n_done, progress.n_files), (1, 2));
        assert_eq!(progress.n_stopped, 1);
        desk.go_on();
        assert_eq!(desk.progress().n_files, 3);
    }

    /// What grows with the square would take days here.
    #[test]
    fn a_million_files_are_read_one_by_one() {
        const MANY: usize = 1_000_000;
        let mut desk = Desk::default();
        let files = || (0..MANY).map(|it| (format!("{it}.txt"), 10.0, ()));
        assert_eq!(desk.add(files()), 0);
        assert_eq!(desk.add(files()), MANY, "the same files twice are the same");
        let mut n_read = 0;
        while let Some((Job::Read { number, name }, ())) = desk.next_job() {
            assert_eq!(name, format!("{n_read}.txt"));
            assert_eq!(desk.being_read(), Some((number, name.as_str())));
            desk.heard(Done::Read {
                number,
                contents: Contents::Documents(Vec::new()),
                problems: Vec::new(),
            });
            n_read += 1;
        }
        let progress = desk.progress();
        assert_eq!(
            (n_read, progress.n_done, progress.n_files),
            (MANY, MANY, MANY)
        );
        assert_eq!(desk.remove(MANY as u32), Some(put(MANY as u32, &[])));
        assert_eq!(desk.undo().len(), 1);
        assert_eq!(desk.entries().len(), MANY);
    }
}
