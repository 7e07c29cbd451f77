//! From pieces in quotation marks to statements: one sentence after the other, what was said
//! before being kept in mind.

use std::ops::Range;

use super::contents::{Content, contents, is_clause};
use super::focus::Focus;
use super::lexicon::class::{CUE, DETERMINER};
use super::people::{People, PersonId};
use super::relay::{Own, afterwards, plain, stated};
use super::reports::{Reach, Report, reports};
use super::rules::continued::{Before, goes_on};
use super::rules::outermost;
use super::rules::terms::{Build, term};
use super::scan::{Scan, Sentence, Shape};
use super::sources::{Form, Scene, Who};
use super::{Piece, Reason, Relay, Rule, Speaker, Statement, StatementKind};
use crate::order::Order;
use crate::text::Span;

/// A statement whose speaker is not yet written out: roles may turn up later in the text.
struct Draft {
    statement: Statement,
    who: Who,
}

/// What is carried from sentence to sentence.
struct Reader<'a> {
    scan: &'a Scan<'a>,
    people: &'a People,
    own: Own,
    focus: Focus,
    before: Option<Before>,
    /// Who spoke last, and who passed it on.
    relayed: (Who, Vec<Relay>),
    /// Relays that were said in a sentence of their own.
    late_relays: Vec<(Who, Relay)>,
    /// Roles that are only written where someone speaks again: “the party leader added”.
    roles: Vec<Option<Span>>,
    /// One a piece, in order.
    drafts: Vec<Draft>,
    /// Statements that are more than their pieces.
    wholes: Vec<Whole>,
}

/// A statement and the indexes of its pieces.
struct Whole {
    draft: Draft,
    pieces: Range<usize>,
}

/// The statements of the scanned document, in order.
pub(super) fn statements(scan: &Scan<'_>, people: &People, own: Own) -> Vec<Statement> {
    let mut reader = Reader {
        scan,
        people,
        own,
        focus: Focus::default(),
        before: None,
        relayed: (Who::Unknown, Vec::new()),
        late_relays: Vec::new(),
        roles: vec![None; people.list.len()],
        drafts: Vec::with_capacity(scan.marked.len()),
        wholes: Vec::new(),
    };
    for sentence in &scan.sentences {
        reader.read(sentence);
    }
    reader.join_passages();
    reader.finish()
}

impl Reader<'_> {
    fn read(&mut self, sentence: &Sentence) {
        let focus = std::mem::take(&mut self.focus);
        let scene = Scene::new(self.scan, self.people, &focus, sentence.items.clone());
        let mut reports = reports(&scene);
        let is_own = |it: &Report| match it.source.who {
            Who::Body(name) => it.is_of_outlet() && self.own.has(self.scan.str(name)),
            _ => false,
        };
        let relays = stated(&scene, &reports, &self.own);
        reports.retain(|it| !is_own(it));
        let main = main_report(&scene, &reports);
        self.relay(main, relays);
        self.note_roles(&reports);
        let mut has_quoted = false;
        for at in sentence.items.clone() {
            let Some(index) = self.scan.items[at].quotation() else {
                continue;
            };
            let draft = self.draft(&scene, sentence, &reports, at, index as usize);
            has_quoted |= draft.who != Who::Unknown;
            self.drafts.push(draft);
        }
        for content in contents(&scene, &reports) {
            self.add_whole(&scene, &reports[content.report], content, sentence.passage);
        }
        if let Some((who, relay)) = afterwards(&scene, &self.own) {
            self.relayed = (who, vec![relay.clone()]);
            self.late_relays.push((who, relay));
        }
        self.remember(&scene, sentence, main, has_quoted);
        let subject = scene.subject.as_ref().map(|it| it.1.who);
        let speaks = main
            .map(|it| it.source.who)
            .filter(|it| *it != Who::Unknown);
        self.focus = focus;
        if let Some(who) = speaks.or(subject) {
            self.focus.set(who);
        }
    }

    /// Keeps the relays of one speaker until another speaks.
    fn relay(&mut self, main: Option<&Report>, relays: Vec<Relay>) {
        let speaks = main
            .map(|it| it.source.who)
            .filter(|it| *it != Who::Unknown);
        if let Some(who) = speaks.filter(|it| *it != self.relayed.0) {
            self.relayed = (who, Vec::new());
        }
        if !relays.is_empty() {
            self.relayed.1 = relays;
        }
    }

    fn note_roles(&mut self, reports: &[Report]) {
        for report in reports {
            let source = &report.source;
            if let (Form::Role, Who::Person(id)) = (source.form, source.who) {
                let items = &self.scan.items;
                let start = source.items.clone().find(|&it| !items[it].is(DETERMINER));
                if let Some(start) = start {
                    let role = self.scan.span(start..source.items.end);
                    self.roles[id as usize].get_or_insert(role);
                }
            }
        }
    }

    fn draft(
        &self,
        scene: &Scene<'_>,
        sentence: &Sentence,
        reports: &[Report],
        at: usize,
        index: usize,
    ) -> Draft {
        let piece = self.scan.marked[index];
        let build = Build::of(self.scan.str(piece.words));
        let chosen = outermost::report(scene, reports, at);
        let mut statement = Statement {
            content: piece.words,
            pieces: vec![Piece {
                words: piece.words,
                marked: piece.marked,
            }],
            passage: piece.passage,
            kind: self.kind(scene, at, build),
            cue: None,
            source: None,
            speaker: None,
            relays: Vec::new(),
            reason: Reason {
                rule: Rule::NotStated,
                evidence: None,
            },
        };
        let goes_on = chosen
            .is_none()
            .then_some(self.before.as_ref())
            .flatten()
            .filter(|before| {
                piece.continues || goes_on(self.scan, sentence, before, build.n_words)
            });
        let no_speech = term(scene, at, build, chosen.map(|it| it.0)).filter(|_| goes_on.is_none());
        if let Some(evidence) = no_speech {
            statement.kind = StatementKind::Term;
            statement.reason = Reason {
                rule: Rule::NotSpeech,
                evidence,
            };
            return Draft {
                statement,
                who: Who::Unknown,
            };
        }
        let who = if let Some((report, passed_over)) = chosen {
            self.attribute(&mut statement, report, passed_over)
        } else if let Some(before) = goes_on {
            statement.reason.rule = match before.pending_cue {
                _ if before.who == Who::Unknown => Rule::NotStated,
                Some(_) => Rule::Named,
                None => Rule::Continued,
            };
            statement.cue = before.pending_cue;
            if before.pending_cue.is_some() {
                statement.source = before.source;
            } else {
                statement.reason.evidence = before.source;
            }
            before.who
        } else {
            Who::Unknown
        };
        if who != Who::Unknown && who == self.relayed.0 {
            statement.relays.clone_from(&self.relayed.1);
        }
        if statement.kind == StatementKind::Mixed {
            statement.content = piece.marked;
        }
        Draft { statement, who }
    }

    /// Notes by what the statement is attributed; returns to whom.
    fn attribute(&self, statement: &mut Statement, report: &Report, passed_over: bool) -> Who {
        let source = self.scan.span(report.source.items.clone());
        statement.cue = Some(self.scan.span(report.cue.clone()));
        statement.source = Some(source);
        let who = report.source.who;
        statement.reason.rule = match (who, report.source.form) {
            (Who::Unknown, _) => Rule::NotStated,
            _ if passed_over => Rule::Outermost,
            (_, Form::Pronoun) => Rule::Pronoun,
            (_, Form::Role) => Rule::Role,
            _ => Rule::Named,
        };
        if let Who::Person(id) = who {
            let full = self.people.list[id as usize].full;
            statement.reason.evidence = (!source.contains(full)).then_some(full);
        }
        who
    }

    /// Adds what `report` reports as a statement, unless its pieces are all of it.
    fn add_whole(&mut self, scene: &Scene<'_>, report: &Report, content: Content, passage: u32) {
        let mut items = content.items;
        let who = report.source.who;
        let cue = self.scan.span(report.cue.clone());
        let mut pieces: Option<Range<usize>> = None;
        let mut is_cut = false;
        for at in items.clone() {
            let Some(index) = self.scan.items[at].quotation() else {
                continue;
            };
            let index = index as usize;
            let draft = &self.drafts[index];
            let is_own =
                who != Who::Unknown && draft.who == who || draft.statement.cue == Some(cue);
            match draft.statement.kind {
                StatementKind::Term => {}
                StatementKind::Mixed if is_own => {
                    pieces = Some(pieces.map_or(index, |it| it.start)..index + 1);
                }
                // Whole sentences in quotation marks stand for themselves, and so does another's.
                _ => {
                    items.end = at;
                    is_cut = true;
                    break;
                }
            }
        }
        let words = self.scan.items[items.clone()]
            .iter()
            .filter(|it| it.is_word());
        let n_words = words.count();
        let is_more = match &pieces {
            Some(_) => n_words > 0,
            None => n_words > 2 && (!is_cut || is_clause(scene, items.clone())),
        };
        if !is_more {
            return;
        }
        let pieces = pieces.unwrap_or_default();
        let mut statement = Statement {
            content: self.content(items),
            pieces: Vec::new(),
            passage,
            kind: match pieces.is_empty() {
                true => StatementKind::Indirect,
                false => StatementKind::Mixed,
            },
            cue: None,
            source: None,
            speaker: None,
            relays: Vec::new(),
            reason: Reason {
                rule: Rule::NotStated,
                evidence: None,
            },
        };
        let who = self.attribute(&mut statement, report, false);
        if who != Who::Unknown && who == self.relayed.0 {
            statement.relays.clone_from(&self.relayed.1);
        }
        let draft = Draft { statement, who };
        self.wholes.push(Whole { draft, pieces });
    }

    /// From the first to the last of these items, with what belongs to the last word: “U.S.”, “5 %”.
    fn content(&self, items: Range<usize>) -> Span {
        let span = self.scan.span(items.clone());
        let next = self.scan.items.get(items.end);
        let limit = next.map_or(self.scan.text.len() as u32, |it| it.span.start);
        let after = Span {
            start: span.end,
            end: limit.max(span.end),
        };
        let tail = self.scan.str(after);
        let tail = tail.split(char::is_whitespace).next().unwrap_or_default();
        let tail = tail.trim_end_matches(['.', ',', ';', ':', '…', '。', '、']);
        Span {
            start: span.start,
            end: span.end + tail.len() as u32,
        }
    }

    /// Whether the piece is whole sentences, or a piece of the reporter's.
    fn kind(&self, scene: &Scene<'_>, at: usize, build: Build) -> StatementKind {
        let before = scene.before(at);
        let stands_alone =
            before.is_none_or(|it| !it.is_word() && it.shape != Shape::Close || it.is(CUE));
        let goes_on = before.is_some_and(|it| it.shape == Shape::Comma)
            && self.drafts.last().is_some_and(|it| {
                let is_here =
                    it.statement.extent().start >= self.scan.items[scene.sentence.start].span.start;
                let words = self.scan.str(it.statement.content);
                is_here && it.statement.kind == StatementKind::Direct && words.ends_with(',')
            });
        // 「…」と is how Japanese quotes whole sentences.
        let is_clause = scene
            .get(at + 1)
            .is_some_and(|it| self.scan.str(it.span).starts_with('と'));
        if is_clause {
            return StatementKind::Direct;
        }
        let is_sentence = build.starts_upper && (stands_alone || build.ends_sentence);
        if is_sentence || goes_on || scene.sentence.len() == 1 && build.n_words > 4 {
            StatementKind::Direct
        } else {
            StatementKind::Mixed
        }
    }

    /// Keeps what the next sentence may need.
    fn remember(
        &mut self,
        scene: &Scene<'_>,
        sentence: &Sentence,
        main: Option<&Report>,
        has_quoted: bool,
    ) {
        if let Some(main) = main {
            let last_shape = scene.items()[sentence.items.end - 1].shape;
            let is_pending =
                matches!(last_shape, Shape::Comma | Shape::Colon) && main.reach == Reach::Onward;
            self.before = Some(Before {
                who: main.source.who,
                source: Some(self.scan.span(main.source.items.clone())),
                pending_cue: is_pending.then(|| self.scan.span(main.cue.clone())),
                passage: sentence.passage,
                has_quoted,
                has_cue: true,
            });
        } else if has_quoted {
            // Quotations that went on; so may the next.
            if let Some(before) = &mut self.before {
                before.passage = sentence.passage;
                before.pending_cue = None;
            }
        } else {
            self.before = scene.subject.as_ref().map(|(_, subject)| Before {
                who: subject.who,
                source: Some(self.scan.span(subject.items.clone())),
                pending_cue: None,
                passage: sentence.passage,
                has_quoted: false,
                has_cue: false,
            });
        }
    }

    /// Where a quotation runs over passages and only its end says who speaks, all of it is theirs.
    fn join_passages(&mut self) {
        for later in (1..self.drafts.len()).rev() {
            let piece = self.scan.marked[later];
            let earlier = &self.drafts[later - 1];
            let needs = piece.continues
                && earlier.who == Who::Unknown
                && self.drafts[later].who != Who::Unknown;
            if needs {
                let source = self.drafts[later].statement.source;
                let evidence = source.or(self.drafts[later].statement.reason.evidence);
                let relays = self.drafts[later].statement.relays.clone();
                let who = self.drafts[later].who;
                let earlier = &mut self.drafts[later - 1];
                earlier.who = who;
                earlier.statement.relays = relays;
                earlier.statement.reason = Reason {
                    rule: Rule::Continued,
                    evidence,
                };
                if earlier.statement.kind == StatementKind::Term {
                    earlier.statement.kind = StatementKind::Direct;
                }
            }
        }
    }

    fn finish(self) -> Vec<Statement> {
        let speaker = |id: PersonId| {
            let person = &self.people.list[id as usize];
            let role = person.role.or(self.roles[id as usize]);
            Speaker {
                name: plain(self.scan.str(person.full)),
                role: role.map(|it| plain(self.scan.str(it))),
            }
        };
        let named = |draft: &Draft| {
            let mut statement = draft.statement.clone();
            statement.speaker = match draft.who {
                Who::Person(id) => Some(speaker(id)),
                Who::Body(name) => Some(Speaker {
                    name: plain(self.scan.str(name)),
                    role: None,
                }),
                Who::Unknown => None,
            };
            let late = self.late_relays.iter().find(|it| it.0 == draft.who);
            if let Some((_, relay)) = late.filter(|it| it.0 != Who::Unknown)
                && statement.relays.is_empty()
            {
                statement.relays.push(relay.clone());
            }
            statement
        };
        let mut found = Vec::with_capacity(self.drafts.len() + self.wholes.len());
        let mut next = 0;
        for whole in &self.wholes {
            let mut statement = named(&whole.draft);
            if !whole.pieces.is_empty() {
                found.extend(self.drafts[next..whole.pieces.start].iter().map(named));
                next = whole.pieces.end;
                for draft in &self.drafts[whole.pieces.clone()] {
                    match draft.statement.kind {
                        StatementKind::Term => found.push(named(draft)),
                        _ => statement.pieces.extend(&draft.statement.pieces),
                    }
                }
            }
            found.push(statement);
        }
        found.extend(self.drafts[next..].iter().map(named));
        found.order_by_key(|it| it.content.start);
        found
    }
}

/// The report by which a sentence is remembered: the first that stands for itself, one that
/// reaches around before all others, agencies last.
fn main_report<'s>(scene: &Scene<'_>, reports: &'s [Report]) -> Option<&'s Report> {
    let speaks = |it: &&Report| it.is_competent(scene) && !it.is_of_outlet();
    let known = |it: &&Report| speaks(it) && it.source.who != Who::Unknown;
    reports
        .iter()
        .find(|it| known(it) && it.reach == Reach::Around)
        .or_else(|| reports.iter().find(known))
        .or_else(|| reports.iter().find(speaks))
        .or_else(|| reports.first())
}
