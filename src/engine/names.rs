//! What things are called, and by whom.

use super::Opened;
use super::quotes::NAMES_COLUMNS;
use super::search::keyed;
use crate::corpus::{DocumentId, content_hash};
use crate::csv;
use crate::names::{NameKind, Placed, Placement, texts_of};
use crate::order::Order;
use crate::protocol::{FormView, NameView, NamesAnswer, NamesColumn, NamesQuestion, UseView};
use crate::table::Table;
use crate::text::fold;

/// A table has at most so many columns; of more documents those of one outlet are put together.
const MOST_COLUMNS: usize = 12;

/// So many names are suggested to put forms to.
const MOST_KNOWN: usize = 200;

/// A form that the texts use.
#[derive(Default)]
pub(super) struct UsedForm {
    /// The name that it was found to be a form of.
    entry: usize,
    /// Which of its forms.
    form: usize,
    /// In the order of the documents.
    uses: Vec<InDocument>,
}

/// How often a document uses a form, and where first.
struct InDocument {
    document: DocumentId,
    n: u32,
    passage: Option<u32>,
}

/// A name on its way to the answer.
#[derive(Default)]
struct Group<'a> {
    name: &'a str,
    kind: Option<NameKind>,
    forms: Vec<&'a UsedForm>,
    n: u32,
}

/// The column of each document, and how early each is among them.
struct Columns {
    all: Vec<NamesColumn>,
    of: Vec<usize>,
    rank: Vec<usize>,
}

impl Opened {
    pub(super) fn names(&self, question: &NamesQuestion) -> NamesAnswer {
        let placement = Placement::new(&self.bundle.names, &question.placed);
        let groups = self.named(&placement);
        let words = fold(&question.words);
        let only = question.only.as_deref().map(fold);
        let (mut kinds, mut listed) = (NameKind::ALL.map(|it| (it, 0)), Vec::new());
        let (mut n_names, mut n_mentions) = (0, 0);
        let known = groups.iter().take(MOST_KNOWN);
        let known = known.map(|it| it.name.to_owned()).collect();
        for group in groups {
            let passes = match &only {
                Some(only) => self.is_called(&group, &|it| it == *only),
                None => words.is_empty() || self.is_called(&group, &|it| it.contains(&words)),
            };
            let kind = kinds.iter_mut().find(|it| Some(it.0) == group.kind);
            let Some((kind, n_of_kind)) = kind.filter(|_| passes) else {
                continue;
            };
            *n_of_kind += 1;
            if question.kinds.is_empty() || question.kinds.contains(kind) {
                n_names += 1;
                n_mentions += group.n;
                if *n_of_kind <= question.limit {
                    listed.push(group);
                }
            }
        }
        listed.order_by_key(|it| it.kind);
        let columns = self.columns();
        NamesAnswer {
            names: (listed.iter())
                .filter_map(|it| self.name_view(it, &placement, &columns))
                .collect(),
            columns: columns.all,
            n_names,
            n_mentions,
            kinds: kinds.into_iter().filter(|it| it.1 > 0).collect(),
            known,
        }
    }

    /// The forms that the texts use, and where: one walk through all texts, kept for later.
    fn used_forms(&self) -> &[UsedForm] {
        self.used_forms.get_or_init(|| {
            let finder = self.bundle.names.finder();
            let mut used: Table<UsedForm> = Table::default();
            for (id, document) in self.bundle.corpus.ids() {
                for (passage, text) in texts_of(document) {
                    for mention in finder.mentions(text) {
                        let key = u64::from(mention.name.0) << 32 | u64::from(mention.form);
                        let form = used.entry(key);
                        (form.entry, form.form) = (mention.name.0 as usize, mention.form as usize);
                        match form.uses.last_mut() {
                            Some(last) if last.document == id => last.n += 1,
                            _ => form.uses.push(InDocument {
                                document: id,
                                n: 1,
                                passage,
                            }),
                        }
                    }
                }
            }
            used.into_entries().into_iter().map(|it| it.1).collect()
        })
    }

    fn form(&self, used: &UsedForm) -> &str {
        &self.bundle.names.entries[used.entry].forms[used.form]
    }

    /// The names with the forms that are used, put together as the reader has them, those
    /// mentioned most first.
    fn named<'a>(&'a self, placement: &Placement<'a>) -> Vec<Group<'a>> {
        let mut groups: Table<Group> = Table::default();
        for used in self.used_forms() {
            let name = placement.name_of(used.entry, self.form(used));
            let found = &self.bundle.names.entries[used.entry];
            let group = groups.entry(content_hash(&fold(name)));
            if group.forms.is_empty() {
                group.name = name;
                group.kind = placement.kind_of(name).or(Some(found.kind));
            }
            group.forms.push(used);
            group.n += used.uses.iter().map(|it| it.n).sum::<u32>();
        }
        let mut groups: Vec<Group> = groups.into_entries().into_iter().map(|it| it.1).collect();
        groups.order_by(|a, b| b.n.cmp(&a.n).then(a.name.cmp(b.name)));
        groups
    }

    /// Whether the name or one of its forms, folded, passes `test`.
    fn is_called(&self, group: &Group, test: &dyn Fn(&str) -> bool) -> bool {
        let forms = group.forms.iter();
        test(&fold(group.name)) || forms.map(|it| fold(self.form(it))).any(|it| test(&it))
    }

    fn name_view<'a>(
        &'a self,
        group: &Group,
        placement: &Placement<'a>,
        columns: &Columns,
    ) -> Option<NameView> {
        let mut forms: Vec<FormView> = (group.forms.iter())
            .map(|it| self.form_view(it, group.name, placement, columns))
            .collect();
        forms.order_by_key(|it| std::cmp::Reverse(it.n));
        let mut counts = vec![0; columns.all.len()];
        for form in &forms {
            for (sum, it) in counts.iter_mut().zip(&form.uses) {
                *sum += it.as_ref().map_or(0, |it| it.n);
            }
        }
        Some(NameView {
            canonical: group.name.to_owned(),
            kind: group.kind?,
            forms,
            counts,
        })
    }

    fn form_view<'a>(
        &'a self,
        used: &UsedForm,
        name: &str,
        placement: &Placement<'a>,
        columns: &Columns,
    ) -> FormView {
        let found = &self.bundle.names.entries[used.entry].canonical;
        let form = self.form(used);
        let mut uses: Vec<Option<UseView>> = vec![None; columns.all.len()];
        for it in &used.uses {
            let at = it.document.0 as usize;
            let place = &mut uses[columns.of[at]];
            let n = it.n + place.as_ref().map_or(0, |it| it.n);
            let earlier = place.as_ref().map(|it| it.document.0 as usize);
            match place {
                Some(known) if earlier.is_some_and(|it| columns.rank[it] < columns.rank[at]) => {
                    known.n = n;
                }
                _ => {
                    let document = self.bundle.corpus.document(it.document);
                    *place = Some(UseView {
                        n,
                        document: it.document,
                        passage: document.and_then(|document| keyed(document, it.passage)),
                    });
                }
            }
        }
        FormView {
            form: form.to_owned(),
            uses,
            n: used.uses.iter().map(|it| it.n).sum(),
            found_as: (fold(found) != fold(name)).then(|| found.clone()),
            placed_by: placement.placed_by(used.entry, form).map(str::to_owned),
        }
    }

    /// A column for each document; where there are too many, for each outlet, and one for those
    /// outlets with the fewest documents.
    fn columns(&self) -> Columns {
        let sources = &self.shelf.sources;
        let mut by_date: Vec<usize> = (0..sources.len()).collect();
        by_date.order_by_key(|&it| {
            let date = sources[it].date.as_ref().map(|it| it.first);
            (date.is_none(), date)
        });
        let mut rank = vec![0; sources.len()];
        for (n, at) in by_date.into_iter().enumerate() {
            rank[at] = n;
        }
        if sources.len() <= MOST_COLUMNS {
            let one = |it| NamesColumn {
                document: Some(DocumentId(it)),
                outlet: String::new(),
                n_documents: 1,
            };
            return Columns {
                all: (0..sources.len() as u32).map(one).collect(),
                of: (0..sources.len()).collect(),
                rank,
            };
        }
        let mut outlets: Table<NamesColumn> = Table::default();
        for source in sources {
            let outlet = outlets.entry(content_hash(&source.outlet));
            outlet.outlet.clone_from(&source.outlet);
            outlet.n_documents += 1;
        }
        let mut all: Vec<NamesColumn> = (outlets.into_entries().into_iter())
            .map(|it| it.1)
            .collect();
        all.order_by_key(|it| std::cmp::Reverse(it.n_documents));
        if all.len() > MOST_COLUMNS {
            let rest = all.split_off(MOST_COLUMNS - 1);
            all.push(NamesColumn {
                n_documents: rest.iter().map(|it| it.n_documents).sum(),
                ..NamesColumn::default()
            });
        }
        let column = |outlet: &String| {
            let at = all.iter().position(|it| it.outlet == *outlet);
            at.unwrap_or(all.len() - 1)
        };
        Columns {
            of: sources.iter().map(|it| column(&it.outlet)).collect(),
            all,
            rank,
        }
    }
}

/// What a reader put together and took apart, as a publisher's file of names has it: of each name
/// that is no longer as it was found all forms.
pub(super) fn file_of_names(opened: &Opened, placed: &[Placed]) -> String {
    let mut out = String::new();
    csv::row(&NAMES_COLUMNS.map(str::to_owned), &mut out);
    for it in Placement::new(&opened.bundle.names, placed).given() {
        let kind = it.kind.map_or("", NameKind::name);
        for form in [&it.canonical].into_iter().chain(&it.forms) {
            let row = [&it.canonical, form, "", "", kind].map(str::to_owned);
            csv::row(&row, &mut out);
        }
    }
    out
}
